"""Where a selection ends: three methods side by side, each with how far it would have missed until now.

Definitions: docs/metrics.md, «Looking ahead».
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pandas as pd

from metrics.backtest import LEAST_MONTHS, METHODS, band, steps, tested
from metrics.calendar import next_month
from metrics.comparison import check
from metrics.engine import Reader, remember
from metrics.forecast_ground import Ground, ground_of
from metrics.frames import frame
from metrics.months import months
from metrics.privacy import cover
from metrics.selection import Selection

COLUMNS = {"month": "date", "cum_forecast": "float", "low": "float", "high": "float"}


@dataclass(frozen=True)
class Estimate:
    """What one method says, in the unit of display.

    at_completion, remaining: None where the method is undefined (reason_code `nothing_planned`). variance: at
    completion − budget; variance_pct: of the budget, None where that is not above zero. error_pct: the median of its
    absolute errors until now, in per cent; low, high: the band; None where it could not be tested. tested: at how
    many earlier months.
    """

    method: str
    at_completion: float | None
    remaining: float | None
    variance: float | None
    variance_pct: float | None
    error_pct: float | None
    low: float | None
    high: float | None
    tested: int
    reason_code: str = ""


@dataclass(frozen=True)
class Forecast:
    """Where a selection ends, or why that is not said.

    estimates: one per method of METHODS, none where reason_code is set. budget_at_completion: everything planned from
    `first` to `through`; actual_to_date and planned_to_date: over the released months among them that the plan covers
    (`released_months` of them, the last is released_through). closed_remaining: the part of the remaining plan that
    belongs to sub-measures that are completed or closed; it is part of the budget and of the estimates, since the
    plan has it. Amounts are in the unit of display and None where reason_code says why there are none. reason_code:
    '' | part_of_actual | hidden | not_released | not_covered | closed | few_months | all_released | no_plan_left.
    """

    estimates: tuple[Estimate, ...]
    budget_at_completion: float | None
    actual_to_date: float | None
    planned_to_date: float | None
    closed_remaining: float
    first: date | None
    released_through: date | None
    through: date | None
    released_months: int
    reason_code: str
    unit: str

    def of(self, method: str) -> Estimate | None:
        """Return the estimate of a method; None where the method or the forecast is silent."""
        found = (one for one in self.estimates if one.method == method and one.at_completion is not None)
        return next(found, None)


def forecast(reader: Reader, selection: Selection, through: date | None = None) -> Forecast:
    """Return where a selection ends.

    through: the last month to forecast, the first day of it. Default: the selection's last month where it lies after
    the released ones, else the last month that the chosen plan covers. Months ahead that no plan covers are not
    forecast. Raises SelectionError for an unknown plan version.
    """
    key = ("forecast", selection, through)
    return remember(reader, key, lambda: _forecast(reader, selection, through))


def year_end(reader: Reader, selection: Selection) -> Forecast:
    """Return where the running year ends: the year of the first month that is not released, from its January."""
    year = running_year(reader, selection)
    if year is None:
        return forecast(reader, selection)
    return forecast(reader, replace(selection, first=date(year, 1, 1), last=None), date(year, 12, 1))


def running_year(reader: Reader, selection: Selection) -> int | None:
    """Return the year of the first month that is not released; None where none is released."""
    released = months(reader, replace(selection, first=None, last=None)).released_through
    return None if released is None else next_month(released).year


def forecast_months(
    reader: Reader, selection: Selection, method: str, through: date | None = None
) -> pd.DataFrame:
    """Return the running sum that a method expects, for a chart of running sums.

    Columns: month, cum_forecast, low, high (unit of display). The first row is the last released month, where the sum
    is known; the last one is `through`, with the band of the estimate. Between them the band opens in step with the
    effort that is still to come. No rows where the forecast or the method is silent; low and high are NaN where the
    method could not be tested.
    """
    told = forecast(reader, selection, through)
    estimate = told.of(method)
    ground = ground_of(reader, selection, through)
    expected = steps(method, ground.actual, ground.planned, ground.plan_ahead) if estimate else None
    if estimate is None or expected is None:
        return frame([], COLUMNS)
    spent = sum(ground.actual, Fraction(0))
    past = tested(method, ground.actual, ground.planned, ground.plan_then)
    ends = band(spent + sum(expected, Fraction(0)), spent, past)
    rest = sum(expected, Fraction(0))
    rows, running = [], Fraction(0)
    for place, month in enumerate((ground.released[-1], *ground.ahead)):
        running += expected[place - 1] if place else 0
        part = running / rest if rest else Fraction(place, len(expected))
        row = {"month": month, "cum_forecast": float(spent + running)}
        if ends is not None:
            row |= {
                "low": float(spent + part * (ends[0] - spent)),
                "high": float(spent + part * (ends[1] - spent)),
            }
        rows.append(row)
    return frame(rows, COLUMNS)


def _forecast(reader: Reader, selection: Selection, through: date | None) -> Forecast:
    check(reader, selection)
    ground = ground_of(reader, selection, through)
    reason = _reason(reader, selection, ground)
    shown = not reason
    spent, due = sum(ground.actual, Fraction(0)), sum(ground.planned, Fraction(0))
    budget = due + sum(ground.plan_ahead, Fraction(0))
    return Forecast(
        estimates=tuple(_estimate(method, ground, budget) for method in METHODS) if shown else (),
        budget_at_completion=float(budget) if shown else None,
        actual_to_date=float(spent) if shown else None,
        planned_to_date=float(due) if shown else None,
        closed_remaining=float(ground.closed_ahead) if shown else 0.0,
        first=ground.released[0] if ground.released else None,
        released_through=ground.released[-1] if ground.released else ground.basis.released_through,
        through=ground.ahead[-1] if ground.ahead else None,
        released_months=len(ground.released),
        reason_code=reason,
        unit=selection.unit,
    )


def _estimate(method: str, ground: Ground, budget: Fraction) -> Estimate:
    expected = steps(method, ground.actual, ground.planned, ground.plan_ahead)
    if expected is None:
        return Estimate(method, None, None, None, None, None, None, None, 0, "nothing_planned")
    remaining = sum(expected, Fraction(0))
    total = sum(ground.actual, Fraction(0)) + remaining
    past = tested(method, ground.actual, ground.planned, ground.plan_then)
    ends = band(total, sum(ground.actual, Fraction(0)), past)
    return Estimate(
        method=method,
        at_completion=float(total),
        remaining=float(remaining),
        variance=float(total - budget),
        variance_pct=float((total - budget) * 100 / budget) if budget > 0 else None,
        error_pct=None if past.median_abs is None else float(past.median_abs * 100),
        low=None if ends is None else float(ends[0]),
        high=None if ends is None else float(ends[1]),
        tested=len(past.errors),
    )


def _reason(reader: Reader, selection: Selection, ground: Ground) -> str:
    """Why nothing is forecast, the reason that no other choice of months would change first."""
    if selection.qualities:
        return "part_of_actual"
    if cover(reader, selection, (), ground.basis.counted).total():
        return "hidden"
    if ground.closed:
        return "closed"
    if ground.basis.note_code:
        return ground.basis.note_code
    if len(ground.released) < LEAST_MONTHS:
        return "few_months"
    if ground.end is not None and ground.end <= ground.released[-1]:
        return "all_released"
    return "" if sum(ground.plan_ahead, Fraction(0)) > 0 else "no_plan_left"
