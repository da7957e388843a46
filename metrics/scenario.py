"""A scenario laid on a plan: what is left of it is moved, scaled, dropped or added to, and what follows from that.

Released months never change, and nothing is stored.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

import pandas as pd

from metrics.calendar import next_month
from metrics.comparison import check
from metrics.engine import Reader, query, remember
from metrics.forecast import Forecast, forecast
from metrics.frames import frame
from metrics.months import months
from metrics.overview import measure_tree
from metrics.plan import is_chosen, stack
from metrics.plan_versions import plan_months
from metrics.reference import Reference, Version, reference
from metrics.scenario_plan import Effect, Key, Left, Place, PlanRow, Takes, taken
from metrics.scenario_shown import CELLS, MONTHS, ROWS, cells_of, months_frame, rows_of, shown_rows, sum_of
from metrics.scenario_steps import Scenario
from metrics.selection import Selection


@dataclass(frozen=True)
class ScenarioResult:
    """A scenario beside the plan that it changes, for a selection, in its unit of display.

    base: the version under what speaks for the first open month, which a draft of the scenario would revise;
    draft_first: the first month of such a draft. first_open: the first month after the released ones. plan_last: the
    last month that the plan covers; last: the last month with a plan in the scenario. remaining_first: the first month
    that is not released for the selection, from which its forecast counts what is left, too.
    rows: per sub-measure the remaining plan (from remaining_first on) before and after, and the last month planned;
    cells: the same per sub-measure and month. months: per month (state: released | open | tail, beyond the plan's end)
    planned before and after, and actual, with note_code `hidden` where that may not be shown.
    remaining_*: sums of rows. change_released: what the scenario changes from first_open up to remaining_first, in no
    other sum. forecast: of the plan, or why it is silent; forecast_before: what its method «rest of the
    plan» says (actual to date and the remaining plan), forecast_after: the same with the scenario's remaining plan;
    None where the forecast is silent. tail: the part of remaining_after beyond plan_last.
    effects: what each step did. planned: the whole plan of the scenario, whatever the selection's filters.
    reason_code: why there is none: `booked` (scenarios are about effort) | `no_plan`; empty otherwise.
    """

    scenario: Scenario
    selection: Selection
    reason_code: str
    base: str | None
    draft_first: date | None
    first_open: date | None
    remaining_first: date | None
    plan_last: date | None
    last: date | None
    rows: pd.DataFrame
    cells: pd.DataFrame
    months: pd.DataFrame
    remaining_before: float
    remaining_after: float
    change_released: float
    forecast: Forecast | None
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
        estimate = self.forecast.of("rest_plan") if self.forecast else None
        return None if estimate is None else estimate.at_completion

    @property
    def forecast_after(self) -> float | None:
        """Actual to date and what is left of the scenario."""
        before = self.forecast_before
        return None if before is None else before + self.change


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
    sides = (shown_rows(before, selection, places), shown_rows(planned, selection, places))
    base = _base(first_open, selection, known)
    first_left = first_open_month(reader, replace(selection, first=None, last=None)) or covered[0]
    remaining = [sum_of(side, first_left, selection, known) for side in sides]
    change = [sum_of(side, first_open, selection, known) for side in sides]
    last = max((row.month for row in planned if row.hours), default=None)
    return ScenarioResult(
        scenario=scenario,
        selection=selection,
        reason_code="",
        base=None if base is None else base.plan_version_id,
        draft_first=None if base is None else base.period_first,
        first_open=first_open,
        remaining_first=first_left,
        plan_last=covered[-1],
        last=last,
        rows=rows_of(sides, first_left, selection, known),
        cells=cells_of(sides, first_left, selection, known),
        months=months_frame(reader, sides, (first_left, covered[-1]), selection, known),
        remaining_before=remaining[0],
        remaining_after=remaining[1],
        change_released=change[1] - change[0] - (remaining[1] - remaining[0]),
        forecast=forecast(reader, replace(selection, first=None, last=None)),
        tail=sum_of(sides[1], next_month(covered[-1]), selection, known),
        effects=tuple(effects),
        planned=planned,
    )


def _effort(selection: Selection) -> Selection:
    """The choice of plan alone: a plan is the same whatever is looked at of it."""
    return Selection(plan=selection.plan, as_of=selection.as_of)


def first_open_month(reader: Reader, selection: Selection | None = None) -> date | None:
    """Return the first month after those that every source of a selection (default: of all effort) has released; None
    where nothing is released.
    """
    released = months(reader, selection or Selection()).released_through
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


def _base(first_open: date, selection: Selection, known: Reference) -> Version | None:
    """The version under what speaks for the first open month: the complete one where there is one."""
    versions = stack(first_open, _effort(selection), known)
    return versions[-1] if versions else None


def _nothing(scenario: Scenario, selection: Selection, reason: str) -> ScenarioResult:
    return ScenarioResult(
        scenario=scenario,
        selection=selection,
        reason_code=reason,
        base=None,
        draft_first=None,
        first_open=None,
        remaining_first=None,
        plan_last=None,
        last=None,
        rows=frame([], ROWS),
        cells=frame([], CELLS),
        months=frame([], MONTHS),
        remaining_before=0.0,
        remaining_after=0.0,
        change_released=0.0,
        forecast=None,
        tail=0.0,
        effects=(),
        planned=(),
    )
