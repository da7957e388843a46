"""Months: neighbours, runs of neighbours, and the condition that a row lies in them."""

from collections.abc import Sequence
from datetime import date

import ibis
from ibis.expr.types import BooleanValue, Table


def next_month(month: date) -> date:
    """Return the first day of the following month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def every_month(first: date, last: date) -> tuple[date, ...]:
    """Return every month from one to another, both included; none where the last comes first."""
    found: list[date] = []
    month = first
    while month <= last:
        found.append(month)
        month = next_month(month)
    return tuple(found)


def month_runs(months: Sequence[date]) -> list[tuple[date, date]]:
    """Fold sorted months into runs of neighbours: (first, last)."""
    runs: list[tuple[date, date]] = []
    for month in months:
        if runs and next_month(runs[-1][1]) == month:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return runs


def in_months(table: Table, months: Sequence[date]) -> BooleanValue:
    """The condition that a row's `period` is one of these months."""
    runs = [table.period.between(day(first), day(last)) for first, last in month_runs(months)]
    return ibis.or_(*runs) if runs else ibis.literal(False)


def day(value: date) -> ibis.expr.types.DateScalar:
    """A date as an expression."""
    return ibis.date(value.isoformat())
