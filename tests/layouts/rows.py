"""Facts → rows of a table: one row per fact, or one column per month, with totals where people put them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from tests.layouts.facts import SMALL, Fact, total

HEADER = ("Periode", "Avdeling", "Rollegruppe", "Deltiltak", "Antall timer")
"""Columns of nobody's export: no profile knows all of these words."""
POSTINGS = ("Måned", "Konto", "Koststed", "Delprosjekt", "Bokført beløp")

Write = Callable[[Fact], Any]


def amounts(style: Callable[[Decimal], Any]) -> Write:
    """The amount of a fact, written in this way."""
    return lambda each: style(each.amount)


def months(style: Callable[[date], Any]) -> Write:
    """The month of a fact, written in this way."""
    return lambda each: style(each.month)


def plain(amount: Decimal) -> int | float:
    """An amount as a spreadsheet stores it."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def fact_rows(
    facts: Sequence[Fact] = SMALL,
    *,
    month: Write = lambda each: f"{each.month:%Y-%m}",
    unit: Write = lambda each: each.unit,
    role: Write = lambda each: each.role,
    sub: Write = lambda each: each.sub,
    amount: Write = lambda each: plain(each.amount),
) -> list[list[Any]]:
    """One row per fact: month, unit, role group, sub-measure, amount."""
    return [[month(each), unit(each), role(each), sub(each), amount(each)] for each in facts]


def posting_rows(facts: Sequence[Fact], amount: Write = lambda each: plain(each.amount)) -> list[list[Any]]:
    """One row per posting: month, account, cost centre, sub-project, amount."""
    return [[f"{each.month:%Y%m}", "5000", each.unit, each.sub, amount(each)] for each in facts]


def total_row(label: str, facts: Iterable[Fact], at: int = 0, width: int = 5) -> list[Any]:
    """A row of nothing but a label and a sum in the last column."""
    row: list[Any] = [None] * width
    row[at] = label
    row[-1] = plain(total(facts))
    return row


def with_totals(
    facts: Sequence[Fact],
    by: Sequence[tuple[Callable[[Fact], Any], str, int]],
    write: Callable[[Sequence[Fact]], list[list[Any]]] = fact_rows,
    above: bool = False,
) -> list[list[Any]]:
    """Rows with a total row per group, level inside level: `by` is (group, label with {}, column of the label)."""
    if not by:
        return write(facts)
    (key, label, at), rest = by[0], by[1:]
    rows: list[list[Any]] = []
    for name, members in groupby(sorted(facts, key=key), key):
        part = list(members)
        inside = with_totals(part, rest, write, above)
        own = [total_row(label.format(name), part, at)]
        rows += own + inside if above else inside + own
    return rows


def wide(
    facts: Sequence[Fact],
    columns: Sequence[Any],
    of: Callable[[Fact], Any],
    head: Callable[[Any], Any] = str,
    keys: Sequence[tuple[str, Write]] = (
        ("Avdeling", lambda each: each.unit),
        ("Deltiltak", lambda each: each.sub),
    ),
) -> list[list[Any]]:
    """A cross-tab with its header: one row per combination of `keys`, one column for each of `columns`."""
    rows: list[list[Any]] = [[*(name for name, _ in keys), *map(head, columns)]]
    cells: dict[tuple[Any, ...], dict[Any, Decimal]] = {}
    for each in facts:
        row = cells.setdefault(tuple(write(each) for _, write in keys), {})
        row[of(each)] = row.get(of(each), Decimal(0)) + each.amount
    for key, row in cells.items():
        rows.append([*key, *(plain(row[column]) if column in row else None for column in columns)])
    return rows
