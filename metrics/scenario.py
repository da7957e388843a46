"""A scenario laid on a plan: what is left of it is moved, scaled, dropped or added to, and what follows from that.

Released months never change, and nothing is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

import pandas as pd

from metrics.calendar import next_month
from metrics.comparison import check, compare
from metrics.engine import Reader, query, remember
from metrics.frames import frame
from metrics.months import months
from metrics.overview import measure_tree
from metrics.plan import is_chosen, stack
from metrics.plan_versions import Months, in_order, plan_months, shown, span
from metrics.reference import Reference, reference
from metrics.scenario_plan import Effect, Key, Left, Place, PlanRow, Takes, taken
from metrics.scenario_steps import Scenario
from metrics.selection import NO_VALUE, UNPLACED, Selection
from metrics.series import monthly

ROWS = {
    "sub_measure": "text",
    "sub_measure_nb": "text",
    "sub_measure_en": "text",
    "before": "float",
    "after": "float",
    "change": "float",
    "last_before": "date",
    "last_after": "date",
}
MONTHS = {"month": "date", "state": "text", "before": "float", "after": "float", "actual": "float"}


@dataclass(frozen=True)
class ScenarioResult:
    """A scenario beside the plan that it changes, for a selection, in its unit of display.

    plan: the choice of plan (`in_force`, …). base: the complete version that speaks for the first open month, which a
    draft of the scenario would revise. first_open: the first month after the released ones. plan_last: the last month
    that the plan covers; last: the last month with a plan in the scenario.
    rows: per sub-measure the remaining plan (from first_open on) before and after, and the last month planned. months:
    per month (state: released | open | tail, beyond the plan's end) planned before and after, and actual.
    remaining_*: sums of rows. actual_to_date: over the comparable months; None where nothing is compared.
    forecast_*: actual_to_date + remaining. tail: the part of remaining_after beyond plan_last.
    effects: what each step did. planned: the whole plan of the scenario, whatever the selection's filters.
    reason_code: why there is none: `booked` (scenarios are about effort) | `no_plan`; empty otherwise.
    """

    scenario: Scenario
    selection: Selection
    reason_code: str
    base: str | None
    first_open: date | None
    plan_last: date | None
    last: date | None
    rows: pd.DataFrame
    months: pd.DataFrame
    remaining_before: float
    remaining_after: float
    actual_to_date: float | None
    tail: float
    effects: tuple[Effect, ...]
    planned: tuple[PlanRow, ...]

    @property
    def change(self) -> float:
        """Remaining after − before."""
        return self.remaining_after - self.remaining_before

    @property
    def forecast_before(self) -> float | None:
        """Actual to date and what is left of the plan."""
        return None if self.actual_to_date is None else self.actual_to_date + self.remaining_before

    @property
    def forecast_after(self) -> float | None:
        """Actual to date and what is left of the scenario."""
        return None if self.actual_to_date is None else self.actual_to_date + self.remaining_after


def apply(reader: Reader, selection: Selection, scenario: Scenario) -> ScenarioResult:
    """Return what a scenario makes of the chosen plan; nothing is stored.

    The scenario is laid on the whole plan, whatever the period of the selection; the other filters narrow what is shown
    of it. Raises SelectionError for an unknown filter or plan.
    """
    check(reader, selection)
    known = reference(reader)
    before = plan_rows(reader, selection)
    covered = [month for month in plan_months(known) if stack(month, _effort(selection), known)]
    reason = "booked" if selection.unit == "booked_cost_nok" else "" if covered else "no_plan"
    if reason:
        return _nothing(scenario, selection, reason)
    first_open = first_open_month(reader) or covered[0]
    places = places_of(reader)
    takes = Takes(first_open, covered[-1], places, rates_of(reader), known.names)
    left: Left = {row.key: row.amount for row in before if row.month >= first_open}
    effects = []
    for step in scenario.steps:
        left, effect = taken(step, left, takes)
        effects.append(effect)
    after = (
        *(row for row in before if row.month < first_open),
        *(PlanRow.of(*item) for item in left.items()),
    )
    planned = tuple(sorted(after, key=PlanRow.place))
    shown_rows = [_shown_rows(rows, selection, places) for rows in (before, planned)]
    rows = _rows(shown_rows[0], shown_rows[1], first_open, selection, known)
    last = max((row.month for row in planned if row.hours), default=None)
    return ScenarioResult(
        scenario=scenario,
        selection=selection,
        reason_code="",
        base=_base(first_open, selection, known),
        first_open=first_open,
        plan_last=covered[-1],
        last=last,
        rows=rows,
        months=_months(reader, shown_rows, (first_open, covered[-1]), selection, known),
        remaining_before=_sum(shown_rows[0], first_open, selection, known),
        remaining_after=_sum(shown_rows[1], first_open, selection, known),
        actual_to_date=_actual_to_date(reader, selection),
        tail=_sum(shown_rows[1], next_month(covered[-1]), selection, known),
        effects=tuple(effects),
        planned=planned,
    )


def _effort(selection: Selection) -> Selection:
    """The choice of plan alone: a plan is the same whatever is looked at of it."""
    return Selection(plan=selection.plan, as_of=selection.as_of)


def _whole(selection: Selection) -> Selection:
    return replace(selection, first=None, last=None)


def _actual_to_date(reader: Reader, selection: Selection) -> float | None:
    """Actual effort over the comparable months; None where it is hidden, only a part, or compared with nothing."""
    total = compare(reader, _whole(selection), ()).total
    return total["actual"] if total["note_code"] in ("", "not_planned") else None


def first_open_month(reader: Reader) -> date | None:
    """Return the first month after those that every source has released; None where nothing is released."""
    released = months(reader, Selection()).released_through
    return None if released is None else next_month(released)


def plan_rows(reader: Reader, selection: Selection) -> tuple[PlanRow, ...]:
    """Return every row of the chosen plan in hours and kroner, whatever the other filters."""
    asked = _effort(selection)
    return remember(reader, ("plan_rows", asked), lambda: _plan_rows(reader, asked))


def _plan_rows(reader: Reader, selection: Selection) -> tuple[PlanRow, ...]:
    known = reference(reader)
    keys = ("sub_measure_id", "unit_id", "role_group_id", "process_id", "source_code", "period")
    with query(reader) as tables:
        mart = tables["effort_monthly"]
        chosen = is_chosen(mart, selection, plan_months(known), known)
        planned = mart.filter(mart.planned_hours.notnull() & chosen)
        rows = tables.rows(
            planned.group_by(list(keys)).agg(
                hours=planned.planned_hours.sum(), nok=planned.planned_payroll_nok.sum()
            )
        )
    found = [
        PlanRow.of(cast(Key, tuple(row[key] for key in keys)), (row["hours"], row["nok"])) for row in rows
    ]
    return tuple(sorted(found, key=PlanRow.place))


def places_of(reader: Reader) -> dict[str, Place]:
    """Return measure, system and validity of every sub-measure."""
    return {
        sub.sub_measure_id: Place(node.measure_id, sub.system_id, sub.valid_from, sub.valid_to)
        for node in measure_tree(reader)
        for sub in node.sub_measures
    }


def rates_of(reader: Reader) -> dict[tuple[str, int], Decimal]:
    """Return the notional hourly cost by role group and year."""

    def build() -> dict[tuple[str, int], Decimal]:
        with query(reader) as tables:
            rows = tables.rows(tables["rate"].select("role_group_id", "year", "hourly_rate_nok"))
        return {(row["role_group_id"], row["year"]): row["hourly_rate_nok"] for row in rows}

    return remember(reader, "rates", build)


def _base(first_open: date, selection: Selection, known: Reference) -> str | None:
    """The complete version under what speaks for the first open month, else the first that speaks at all."""
    versions = stack(first_open, _effort(selection), known)
    return versions[-1].plan_version_id if versions else None


# --- what the selection shows of it ---


def _shown_rows(rows: Sequence[PlanRow], selection: Selection, places: dict[str, Place]) -> list[PlanRow]:
    return [row for row in rows if _lets_through(row, selection, places)]


def _lets_through(row: PlanRow, selection: Selection, places: dict[str, Place]) -> bool:
    """The same rule as the filter of every figure, for one row."""
    placed = row.sub_measure is not None
    place = places.get(row.sub_measure or "")
    of_place = (
        (selection.measures, place.measure if place else None),
        (selection.sub_measures, row.sub_measure),
        (selection.systems, place.system if place else None),
    )
    for wanted, key in of_place:
        none = NO_VALUE in wanted and key is None and placed
        if wanted and not (key in wanted or none or (UNPLACED in wanted and not placed)):
            return False
    for wanted, key in ((selection.units, row.unit), (selection.role_groups, row.role_group)):
        if wanted and not (key in wanted or (NO_VALUE in wanted and key is None)):
            return False
    return True


def _amount(row: PlanRow, selection: Selection, known: Reference) -> Decimal:
    if selection.unit == "cost_nok":
        return row.nok or Decimal(0)
    return shown(row.hours, row.month, selection.unit, known)


def _sum(rows: Sequence[PlanRow], first: date, selection: Selection, known: Reference) -> float:
    return float(sum(_amount(row, selection, known) for row in rows if row.month >= first))


def _rows(
    before: Sequence[PlanRow],
    after: Sequence[PlanRow],
    first_open: date,
    selection: Selection,
    known: Reference,
) -> pd.DataFrame:
    """One row per sub-measure with a remaining plan before or after."""
    sides = [[row for row in side if row.month >= first_open] for side in (before, after)]
    found = []
    for sub in in_order({row.sub_measure for side in sides for row in side}, known):
        own = [[row for row in side if row.sub_measure == sub] for side in sides]
        was, becomes = (float(sum(_amount(row, selection, known) for row in side)) for side in own)
        last = [max((row.month for row in side if row.hours), default=None) for side in own]
        nb, en = known.names.pair("sub_measure", sub, sub is not None)
        named = {"sub_measure": sub, "sub_measure_nb": nb, "sub_measure_en": en}
        amounts = {"before": was, "after": becomes, "change": becomes - was}
        found.append(named | amounts | {"last_before": last[0], "last_after": last[1]})
    return frame(found, ROWS)


def _months(
    reader: Reader,
    sides: Sequence[Sequence[PlanRow]],
    ends: tuple[date, date],
    selection: Selection,
    known: Reference,
) -> pd.DataFrame:
    """Every month from the first of the plan to the last of the scenario."""
    first_open, plan_last = ends
    covered = plan_months(known)
    last = max([plan_last, *(row.month for side in sides for row in side)])
    actual = {row["month"]: row["actual"] for row in monthly(reader, _whole(selection)).to_dict("records")}
    sums: list[dict[date, Decimal]] = [{}, {}]
    for side, found in zip(sides, sums, strict=True):
        for row in side:
            found[row.month] = found.get(row.month, Decimal(0)) + _amount(row, selection, known)
    return frame(
        [
            {
                "month": month,
                "state": "released" if month < first_open else "open" if month <= plan_last else "tail",
                "before": float(sums[0].get(month, 0)),
                "after": float(sums[1].get(month, 0)),
                "actual": actual.get(month),
            }
            for month in span(covered[0], last)
        ],
        MONTHS,
    )


def _nothing(scenario: Scenario, selection: Selection, reason: str) -> ScenarioResult:
    return ScenarioResult(
        scenario=scenario,
        selection=selection,
        reason_code=reason,
        base=None,
        first_open=None,
        plan_last=None,
        last=None,
        rows=frame([], ROWS),
        months=frame([], MONTHS),
        remaining_before=0.0,
        remaining_after=0.0,
        actual_to_date=None,
        tail=0.0,
        effects=(),
        planned=(),
    )


def months_of(result: ScenarioResult) -> Months:
    """Return the open months and the tail of a scenario: those that it can change."""
    if result.first_open is None or result.plan_last is None:
        return ()
    return span(result.first_open, max(result.plan_last, result.last or result.plan_last))
