"""Hours of each row, from whichever of the effort columns it fills."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from etl.amounts import HOURS, Amounts
from etl.effort_hours import to_hours
from etl.errors import Unreadable
from etl.gather import Gathered
from etl.table import Table
from etl.values import LARGEST_HOURS

PART = Decimal("0.0001")


def merge_hours(gathered: Gathered, amounts: Amounts) -> None:
    """`hours` and `assumption` of each row, from whichever of the effort columns the row fills.

    A row that fills two of them is an error: which one is meant is the user's to say.
    """
    table = gathered.table
    names = [name for name in amounts.values if name.split("#")[0] in HOURS]
    if not names:
        return
    places = {
        name: [at for at, cell in enumerate(amounts.values[name]) if cell is not None] for name in names
    }
    twice = _in_several(list(places.values()))
    table.values["hours"] = [None] * len(table.rows)
    table.values["assumption"] = [None] * len(table.rows)
    for name, rows in places.items():
        _fill_hours(table, name, amounts, [at for at in rows if at not in twice] if twice else rows)
    for at in sorted(twice):
        filled = [name for name in names if amounts.values[name][at] is not None]
        columns = ", ".join(str(table.header(name, at)) for name in filled)
        table.fail(at, "several_amounts", filled[0], columns=columns)


def _in_several(places: Sequence[Sequence[int]]) -> set[int]:
    """The rows that stand in more than one of the lists."""
    seen: set[int] = set()
    twice: set[int] = set()
    for rows in sorted(places, key=len, reverse=True):
        if seen and rows:
            twice |= seen.intersection(rows)
        seen.update(rows)
    return twice


def _fill_hours(table: Table, name: str, amounts: Amounts, rows: Sequence[int]) -> None:
    """Hours and assumption of these rows from one effort column; equal amounts of one time are converted once."""
    column, said, spans = amounts.values[name], amounts.assumptions[name], table.values["spans"]
    hours, words = table.values["hours"], table.values["assumption"]
    known: dict[Any, tuple[Decimal | None, str | None] | Unreadable] = {}
    for at in rows:
        quantity = column[at]
        key = (id(quantity), 0 if quantity.unit == "hours" else id(spans[at]), said.get(at))
        if key not in known:
            try:
                known[key] = _hours(table, quantity, spans[at], said.get(at))
            except Unreadable as reason:
                known[key] = reason
        found = known[key]
        if isinstance(found, Unreadable):
            table.fail(at, found.code, name, **found.facts)
        else:
            hours[at], words[at] = found


def _hours(table: Table, quantity: Any, span: Any, said: str | None) -> tuple[Decimal | None, str | None]:
    """:raises Unreadable: more hours than any row can have."""
    if quantity.unit == "hours":
        amount = quantity.amount * table.mapping.sign
        return _within(amount.quantize(PART)), said
    if span is None:
        return None, said
    day, year = table.hours_per_day(span.first), table.hours_per_year(span.first)
    amount, assumed = to_hours(quantity, span, day, year)
    spoken = "; ".join(part for part in (said, assumed) if part)
    return _within((amount * table.mapping.sign).quantize(PART)), spoken or None


def _within(amount: Decimal) -> Decimal:
    if abs(amount) >= LARGEST_HOURS:
        raise Unreadable("number_too_large")
    return amount
