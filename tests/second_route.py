"""The second route: every metric again, in plain Python loops over the same rows, as docs/metrics.md defines
it.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from tests.metrics_rows import MartRow, Rows, VersionRow

PLANNED = {"cost_nok": "planned_payroll_nok", "booked_cost_nok": "planned_booked_nok"}
ACTUAL = {"cost_nok": "actual_payroll_nok", "booked_cost_nok": "actual_booked_nok"}
FIELD = {"month": "period"}


def _marks(row: MartRow, unit: str) -> bool:
    """Is this a planned row of the kind that the unit is compared with?"""
    return (row.planned_booked_nok if unit == "booked_cost_nok" else row.planned_hours) is not None


def plan_rows(rows: Rows, unit: str) -> list[MartRow]:
    return [row for row in rows.mart if row.plan_version_id and _marks(row, unit)]


def candidates(rows: Rows, month: date, selection: Any) -> list[VersionRow]:
    """Versions that may speak for a month, the one that counts first; none beside a part of the actual figures."""
    if selection.qualities:
        return []
    with_rows = {row.plan_version_id for row in plan_rows(rows, selection.unit)}
    found = []
    for version in rows.versions:
        if version.plan_version_id not in with_rows:
            continue
        if not version.period_first <= month <= version.period_last:
            continue
        if selection.plan in ("in_force", "original"):
            if version.status == "draft" or version.adopted is None:
                continue
            if selection.as_of and version.adopted > selection.as_of:
                continue
            if selection.plan == "in_force" and version.adopted >= month:
                continue
            if selection.plan == "original" and version.kind != "baseline":
                continue
        elif version.plan_version_id != selection.plan:
            continue
        found.append(version)
    return sorted(found, key=lambda v: v.adopted or date.max, reverse=selection.plan != "original")


def speaks(rows: Rows, sub: str | None, month: date, selection: Any) -> str | None:
    """The version whose planned rows count for a sub-measure and a month."""
    for version in candidates(rows, month, selection):
        own = [r for r in plan_rows(rows, selection.unit) if r.plan_version_id == version.plan_version_id]
        named = {row.sub_measure_id for row in own}
        if version.scope == "complete" or sub in named or selection.plan not in ("in_force", "original"):
            return version.plan_version_id
    return None


def in_selection(row: MartRow, selection: Any) -> bool:
    if selection.qualities and row.source and row.quality not in selection.qualities:
        return False
    for ids, value in (
        (selection.measures, row.measure_id),
        (selection.sub_measures, row.sub_measure_id),
        (selection.systems, row.system_id),
        (selection.processes, row.process_id),
    ):
        if ids and not (
            value in ids
            or ("none" in ids and value is None and row.sub_measure_id is not None)
            or ("unplaced" in ids and row.sub_measure_id is None)
        ):
            return False
    for ids, value in ((selection.units, row.unit_id), (selection.role_groups, row.role_group_id)):
        if ids and not (value in ids or ("none" in ids and value is None)):
            return False
    return True


def _month_ok(month: date, selection: Any) -> bool:
    return not ((selection.first and month < selection.first) or (selection.last and month > selection.last))


def actual_rows(rows: Rows, selection: Any) -> list[MartRow]:
    """Rows of actual effort; hours without kroner are effort when their notional cost is asked for, too."""
    columns = {ACTUAL.get(selection.unit, "actual_hours")}
    if selection.unit == "cost_nok":
        columns.add("actual_hours")
    return [
        r
        for r in rows.mart
        if r.source and any(getattr(r, c) is not None for c in columns) and in_selection(r, selection)
    ]


def released(rows: Rows, selection: Any) -> date | None:
    column = ACTUAL.get(selection.unit, "actual_hours")
    sources = {r.source for r in actual_rows(rows, selection) if _month_ok(r.period, selection)}
    sources = sources or {r.source for r in rows.mart if r.source and getattr(r, column) is not None}
    through = []
    for source in sources:
        stated = [s.released_through for s in rows.sources if s.source == source and s.status == "active"]
        months = [month for month in stated if month]
        if not months:
            return None
        through.append(max(months))
    return min(through) if through else None


def span(rows: Rows, selection: Any) -> list[date]:
    drafts = {v.plan_version_id for v in rows.versions if v.status == "draft"} - {selection.plan}
    planned = [
        r.period
        for r in plan_rows(rows, selection.unit)
        if in_selection(r, selection) and r.plan_version_id not in drafts
    ]
    found = [m for m in planned + [r.period for r in actual_rows(rows, selection)] if _month_ok(m, selection)]
    first = selection.first or (min(found) if found else None)
    last = selection.last or (max(found) if found else None)
    if first is None or last is None:
        return []
    months = []
    number = first.year * 12 + first.month - 1
    while number <= last.year * 12 + last.month - 1:
        months.append(date(number // 12, number % 12 + 1, 1))
        number += 1
    return months


def states(rows: Rows, selection: Any) -> dict[date, str]:
    through = released(rows, selection)
    worked = [r.period for r in actual_rows(rows, selection) if _month_ok(r.period, selection)]
    found = {}
    for month in span(rows, selection):
        if through and month <= through:
            found[month] = "comparable" if candidates(rows, month, selection) else "uncovered"
        else:
            found[month] = "provisional" if worked and month <= max(worked) else "future"
    return found


def counted(rows: Rows, selection: Any) -> tuple[list[date], bool]:
    """The months that are summed, and whether they have a plan."""
    by_state = states(rows, selection)
    comparable = [month for month, state in by_state.items() if state == "comparable"]
    return (comparable, True) if comparable else ([m for m, s in by_state.items() if s == "uncovered"], False)


def planned_in(rows: Rows, selection: Any, months: list[date]) -> list[tuple[MartRow, Decimal]]:
    found = []
    for row in plan_rows(rows, selection.unit):
        if row.period in months and in_selection(row, selection):
            amount = getattr(row, PLANNED.get(selection.unit, "planned_hours"))
            if speaks(rows, row.sub_measure_id, row.period, selection) == row.plan_version_id:
                found.append((row, amount or Decimal(0)))
    return found


def divisor(rows: Rows, unit: str) -> Decimal:
    return {
        "person_years": rows.constants["hours_per_person_year"],
        "person_days": rows.constants["hours_per_day"],
    }.get(unit, Decimal(1))


def compare(
    rows: Rows, selection: Any, by: tuple[str, ...]
) -> dict[tuple[Any, ...], dict[str, float | None]]:
    """Sums per key, where a key with «uten …» and «ikke plassert» apart is (value, is it placed)."""
    months, with_plan = counted(rows, selection)
    planned = planned_in(rows, selection, months) if with_plan else []
    amounts = [
        (row, getattr(row, ACTUAL.get(selection.unit, "actual_hours")))
        for row in actual_rows(rows, selection)
        if row.period in months
    ]
    actual = [(row, amount) for row, amount in amounts if amount is not None]
    plan_of_sub: dict[str | None, Decimal] = defaultdict(Decimal)
    for row, amount in planned:
        plan_of_sub[row.sub_measure_id] += amount
    sums: dict[tuple[Any, ...], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row, amount in planned:
        sums[key_of(row, by)]["planned"] += amount
    for row, amount in actual:
        cell = sums[key_of(row, by)]
        cell["actual"] += amount
        if row.sub_measure_id is None:
            cell["unplaced"] += amount
        elif with_plan and plan_of_sub[row.sub_measure_id] <= 0:
            cell["unplanned"] += amount
    return {key: _shown(cell, with_plan, divisor(rows, selection.unit)) for key, cell in sums.items()}


def key_of(row: MartRow, by: tuple[str, ...]) -> tuple[Any, ...]:
    key = []
    for name in by:
        value = getattr(row, FIELD.get(name, f"{name}_id"))
        placed = row.sub_measure_id is not None or name in ("unit", "role_group", "month")
        key.append((value, placed))
    return tuple(key)


def _shown(cell: dict[str, Decimal], with_plan: bool, by: Decimal) -> dict[str, float | None]:
    planned, actual = cell["planned"], cell["actual"]
    return {
        "planned": float(planned / by) if with_plan else None,
        "actual": float(actual / by),
        "variance": float((actual - planned) / by) if with_plan else None,
        "variance_pct": float((actual - planned) * 100 / planned) if with_plan and planned > 0 else None,
        "unplanned": float(cell["unplanned"] / by),
        "unplaced": float(cell["unplaced"] / by),
    }


def light(planned: Decimal, actual: Decimal, floor: Decimal) -> str:
    if planned <= 0:
        return "grey"
    if abs(actual - planned) < floor:
        return "green"
    share = abs(actual - planned) / planned
    return "green" if share <= Decimal("0.10") else "yellow" if share <= Decimal("0.25") else "red"
