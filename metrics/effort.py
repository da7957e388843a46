"""Planned and actual effort side by side, filtered by a selection and in its unit of display."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, Column, Table, Value

from metrics.engine import Tables
from metrics.plan import chosen_plan
from metrics.reference import Reference
from metrics.selection import NO_VALUE, UNPLACED, Selection

DIMENSIONS = ("measure_id", "sub_measure_id", "system_id", "process_id", "unit_id", "role_group_id", "period")
PLANNED = {"cost_nok": "planned_payroll_nok", "booked_cost_nok": "planned_booked_nok"}
ACTUAL = {"cost_nok": "actual_payroll_nok", "booked_cost_nok": "actual_booked_nok"}
PERSON_CONSTANT = {"person_years": "hours_per_person_year", "person_days": "hours_per_day"}


def is_kroner(unit: str) -> bool:
    """Tell whether a unit of display is kroner."""
    return unit in PLANNED


def actual_rows(tables: Tables, unit: str) -> Table:
    """Every actual row that has an amount in the unit; `actual` is in hours or kroner, exact."""
    mart = tables["effort_monthly"]
    column = mart[ACTUAL.get(unit, "actual_hours")]
    return mart.filter(mart.source.notnull(), column.notnull()).mutate(actual=column)


def within(table: Table, selection: Selection) -> Table:
    """Keep the rows of the selection's measures, sub-measures, systems, units and role groups."""
    placed = table.sub_measure_id.notnull()
    conditions = [
        _chosen(table.measure_id, selection.measures, placed),
        _chosen(table.sub_measure_id, selection.sub_measures, placed),
        _chosen(table.system_id, selection.systems, placed),
        _chosen(table.unit_id, selection.units, None),
        _chosen(table.role_group_id, selection.role_groups, None),
    ]
    chosen = [condition for condition in conditions if condition is not None]
    return table.filter(chosen) if chosen else table


def _chosen(column: Column, ids: Sequence[str], placed: BooleanValue | None) -> BooleanValue | None:
    """A condition for one filter; «none» is a placed row without the key, «unplaced» one without a
    sub-measure.
    """
    if not ids:
        return None
    condition = column.isin([key for key in ids if key not in (NO_VALUE, UNPLACED)])
    if NO_VALUE in ids:
        condition = condition | (column.isnull() if placed is None else column.isnull() & placed)
    if UNPLACED in ids and placed is not None:
        condition = condition | ~placed
    return condition


def in_months(table: Table, months: Sequence[date]) -> Table:
    """Keep the rows of these months."""
    period = table.period
    runs = [period.between(ibis.date(a.isoformat()), ibis.date(b.isoformat())) for a, b in month_runs(months)]
    return table.filter(ibis.or_(*runs)) if runs else table.filter(ibis.literal(False))


def month_runs(months: Sequence[date]) -> list[tuple[date, date]]:
    """Fold sorted months into runs of neighbours: (first, last)."""
    runs: list[tuple[date, date]] = []
    for month in months:
        if runs and next_month(runs[-1][1]) == month:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return runs


def next_month(month: date) -> date:
    """Return the first day of the following month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def side_by_side(
    tables: Tables, selection: Selection, months: Sequence[date], known: Reference, with_plan: bool = True
) -> Table:
    """One table of planned rows (of the chosen plan) and actual rows in these months.

    Columns: DIMENSIONS, plan_version_id, source, quality, planned, actual (hours or kroner, exact) and
    planned_shown, actual_shown (in the unit of display).
    """
    unit = selection.unit
    parts = [_half(actual_rows(tables, unit), actual=True)]
    if with_plan:
        plan = chosen_plan(tables, selection)
        parts.append(_half(plan.mutate(planned=plan[PLANNED.get(unit, "planned_hours")]), actual=False))
    parts = [in_months(within(part, selection), months) for part in parts]
    table = ibis.union(*parts) if len(parts) > 1 else parts[0]
    if unit in PERSON_CONSTANT:
        divisor = _dated(table, PERSON_CONSTANT[unit], known)
        return table.mutate(planned_shown=table.planned / divisor, actual_shown=table.actual / divisor)
    return table.mutate(planned_shown=table.planned, actual_shown=table.actual)


def _half(rows: Table, *, actual: bool) -> Table:
    """Give planned and actual rows the same columns and types, so that they can stand in one table."""
    amount = ibis.null("decimal(18,4)")
    return rows.select(
        *[rows[name].cast("date" if name == "period" else "string").name(name) for name in DIMENSIONS],
        plan_version_id=ibis.null("string") if actual else rows.plan_version_id,
        source=rows.source if actual else ibis.null("string"),
        quality=rows.quality if actual else ibis.null("string"),
        planned=amount if actual else rows.planned.cast("decimal(18,4)"),
        actual=rows.actual.cast("decimal(18,4)") if actual else amount,
    )


def _dated(table: Table, name: str, known: Reference) -> Value:
    """The value of a constant in each row's month."""
    dated = [c for c in known.constants if c.name == name]
    default = float(known.constant(name))
    if len(dated) < 2:
        return ibis.literal(default)
    branches = [
        (
            table.period.between(ibis.date(c.valid_from.isoformat()), ibis.date(c.valid_to.isoformat())),
            float(c.value),
        )
        for c in sorted(dated, key=lambda c: c.valid_from, reverse=True)
    ]
    return ibis.cases(*branches, else_=default)


def exact(value: Any) -> Any:
    """Read an empty sum as zero; int 0 adds to Decimal (hours, kroner) and to float (person-years) alike."""
    return 0 if value is None else value
