"""Planned and actual effort side by side, filtered by a selection and in its unit of display."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, Column, Table, Value

from metrics.calendar import day, in_months
from metrics.engine import Tables
from metrics.plan import PRESENCE, is_chosen, kind_of
from metrics.reference import Reference
from metrics.selection import NO_VALUE, UNPLACED, Selection

PLANNED = {"cost_nok": "planned_payroll_nok", "booked_cost_nok": "planned_booked_nok"}
ACTUAL = {"cost_nok": "actual_payroll_nok", "booked_cost_nok": "actual_booked_nok"}
PERSON_CONSTANT = {"person_years": "hours_per_person_year", "person_days": "hours_per_day"}


def is_kroner(unit: str) -> bool:
    """Tell whether a unit of display is kroner."""
    return unit in PLANNED


def has_actual(table: Table, unit: str) -> BooleanValue:
    """The condition for actual rows of the mart that have an amount in the unit."""
    return table.source.notnull() & table[actual_column(unit)].notnull()


def actual_column(unit: str) -> str:
    """The mart's column of actual amounts, in hours or kroner."""
    return ACTUAL.get(unit, "actual_hours")


def within(table: Table, selection: Selection) -> Table:
    """Keep the rows of the selection's measures, sub-measures, systems, processes, units and role groups, and the
    actual rows of its qualities.
    """
    of_quality = table.quality.isin(selection.qualities) | table.plan_version_id.notnull()
    conditions = [
        _chosen(table.unit_id, selection.units, None),
        _chosen(table.role_group_id, selection.role_groups, None),
        _chosen(table.process_id, selection.processes, table.sub_measure_id.notnull()),
        of_quality if selection.qualities else None,
    ]
    chosen = [condition for condition in conditions if condition is not None]
    return within_place(table.filter(chosen) if chosen else table, selection)


def within_place(table: Table, selection: Selection) -> Table:
    """Keep the rows of the selection's measures, sub-measures and systems."""
    placed = table.sub_measure_id.notnull()
    conditions = [
        _chosen(table.measure_id, selection.measures, placed),
        _chosen(table.sub_measure_id, selection.sub_measures, placed),
        _chosen(table.system_id, selection.systems, placed),
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


def effort_rows(tables: Tables, selection: Selection, months: Sequence[date], known: Reference) -> Table:
    """Planned rows (of the chosen plan) and actual rows of the mart in these months.

    Columns: the mart's, and planned, actual (hours or kroner, exact), planned_shown, actual_shown (in the
    unit of display). A row has one of the two amounts, so that sums over any grouping stand side by side.
    """
    unit = selection.unit
    mart = within(tables["effort_monthly"], selection)
    planned = mart[PRESENCE[kind_of(unit)]].notnull() & is_chosen(mart, selection, months, known)
    rows = mart.filter(in_months(mart, months), has_actual(mart, unit) | planned)
    rows = rows.mutate(planned=rows[PLANNED.get(unit, "planned_hours")], actual=rows[actual_column(unit)])
    if unit in PERSON_CONSTANT:
        divisor = _dated(rows, PERSON_CONSTANT[unit], known)
        return rows.mutate(planned_shown=rows.planned / divisor, actual_shown=rows.actual / divisor)
    return rows.mutate(planned_shown=rows.planned, actual_shown=rows.actual)


def unpriced_hours(tables: Tables, selection: Selection, months: Sequence[date]) -> float:
    """Return the actual hours of these months without a notional hourly cost."""
    mart = within(tables["effort_monthly"], selection)
    unpriced = mart.filter(
        in_months(mart, months), has_actual(mart, "hours"), mart.actual_payroll_nok.isnull()
    )
    return float(exact(tables.rows(unpriced.agg(hours=unpriced.actual_hours.sum()))[0]["hours"]))


def _dated(table: Table, name: str, known: Reference) -> Value:
    """The value of a constant in each row's month."""
    dated = [c for c in known.constants if c.name == name]
    default = float(known.constant(name))
    if len(dated) < 2:
        return ibis.literal(default)
    branches = [
        (
            table.period.between(day(c.valid_from), day(c.valid_to)),
            float(c.value),
        )
        for c in sorted(dated, key=lambda c: c.valid_from, reverse=True)
    ]
    return ibis.cases(*branches, else_=default)


def exact(value: Any) -> Any:
    """Read an empty sum as zero; int 0 adds to Decimal (hours, kroner) and to float (person-years) alike."""
    return 0 if value is None else value
