"""Does one table repeat what another says: as its summary, or as a copy of its rows?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from etl.cells import blank, texts_of, tidy
from etl.effort_hours import clock_hours
from etl.effort_text import effort_text
from etl.errors import Unreadable
from etl.headers import header_fields
from etl.mapping import AMOUNTS
from etl.numbers import choose_mark, number
from etl.tables import Header, RawTable
from etl.total_columns import sum_columns
from etl.totals import split_totals

CENT = Decimal("0.01")
MOST_GROUPS = 2000
Row = tuple[Any, ...]


class Figures:
    """A table's numeric columns and what they add up to, total rows and total columns apart. Keys made of digits are
    among them where nothing tells them from amounts: their sums equal nothing."""

    def __init__(self, *tables: RawTable) -> None:
        """Tables with the same columns, as one."""
        self.tables = tables
        self.amounts: list[list[Decimal | None]] = []
        self.headings: list[str] = []
        self.keys: list[Sequence[Any]] = []
        for place, header in enumerate(tables[0].headers):
            cells = [cell for table in tables for cell in _column(table, place, header)]
            read = None if _is_key(header) else _amounts(cells)
            if read is None:
                self.keys.append(cells)
            else:
                self.amounts.append(read)
                self.headings.append(" ".join(header.texts))

    @cached_property
    def data(self) -> list[int]:
        """The indexes of the data rows that hold a figure."""
        found: list[int] = []
        first = 0
        for table in self.tables:
            last = first + len(table.body)
            keys, amounts = [
                [column[first:last] for column in columns] for columns in (self.keys, self.amounts)
            ]
            totals = split_totals(table.body, keys, amounts).total
            rows = (at for at in range(last - first) if at not in totals)
            found += [first + at for at in rows if any(column[at] is not None for column in amounts)]
            first = last
        return found

    @cached_property
    def parts(self) -> list[int]:
        """The amount columns that sum no others."""
        sums = sum_columns(self.amounts, self.headings)
        return [at for at in range(len(self.amounts)) if at not in sums]

    @cached_property
    def by_column(self) -> list[Decimal]:
        """What each of `parts` adds up to."""
        return [sum((self.amounts[c][at] or Decimal(0) for at in self.data), Decimal(0)) for c in self.parts]

    @property
    def whole(self) -> Decimal:
        """What all columns together add up to, to the øre."""
        return sum(self.by_column, Decimal(0)).quantize(CENT)

    @property
    def sums(self) -> set[Decimal]:
        """What a column adds up to, and what all do together; without zero, which says nothing."""
        return {total.quantize(CENT) for total in (*self.by_column, self.whole)} - {Decimal(0)}

    @property
    def cells(self) -> int:
        """How many figures the data rows hold."""
        return sum(self.amounts[c][at] is not None for c in self.parts for at in self.data)

    @cached_property
    def groups(self) -> set[Decimal]:
        """The sums of each column by each key column, and of all columns together."""
        found: set[Decimal] = set()
        for key in self.keys:
            if len(set(key)) > MOST_GROUPS:
                continue
            by_key: dict[tuple[Any, int], Decimal] = {}
            for at in self.data:
                for c in self.parts:
                    own = self.amounts[c][at] or Decimal(0)
                    for column in (c, -1):
                        place = (key[at], column)
                        by_key[place] = by_key.get(place, Decimal(0)) + own
            found.update(total.quantize(CENT) for total in by_key.values())
        return found | self.sums

    @cached_property
    def rows(self) -> Counter[Row]:
        """The data rows by their cells."""
        columns = (*self.keys, *self.amounts)
        return Counter(tuple(column[at] for column in columns) for at in self.data)


def _column(table: RawTable, place: int, header: Header) -> Sequence[Any]:
    """The cells of the column that corresponds to a heading of the first table."""
    named = next((own.at for own in table.headers if own.key == header.key), None)
    if named is None and place < len(table.headers):
        named = table.headers[place].at
    return (
        [""] * len(table.body)
        if named is None
        else table.column(named, fill=not _may_be_amount(table, named))
    )


def _may_be_amount(table: RawTable, at: int) -> bool:
    """Whether the merged cells of a column hold numbers, which are not to be counted once for each row."""
    return any(
        left <= at <= right and not isinstance(table.sheet.rows[top][left], str)
        for (top, left), (_bottom, right) in table.sheet.merged
    )


def summarises(few: Figures, detail: Figures) -> bool:
    """Whether a table only sums another: it has fewer figures, and its total, or every figure, is a sum of those."""
    if not few.data or not detail.data or few.cells >= detail.cells:
        return False
    own = {total.quantize(CENT) for total in few.by_column} - {Decimal(0)}
    if few.whole in detail.sums or (own and own <= detail.sums):
        return True
    figures = {(few.amounts[c][at] or Decimal(0)).quantize(CENT) for c in few.parts for at in few.data} - {
        Decimal(0)
    }
    return len(figures) > 2 and figures <= detail.groups


def adds_up(whole: Figures, parts: Iterable[Figures]) -> bool:
    """Whether a table of the same columns holds the sums of the others together, column by column."""
    others = list(parts)
    if not whole.data or len(others) < 2:
        return False
    told = False
    for c in whole.parts:
        if any(c >= len(other.amounts) for other in others):
            return False
        own = _sum(whole, c)
        if abs(own - sum((_sum(other, c) for other in others), Decimal(0))) > CENT / 2:
            return False
        told = told or bool(own)
    return told


def _sum(figures: Figures, column: int) -> Decimal:
    return sum((figures.amounts[column][at] or Decimal(0) for at in figures.data), Decimal(0))


def is_copy(one: Figures, other: Figures) -> bool:
    """Whether every data row of a table stands in the other one too."""
    return bool(one.data) and one.rows <= other.rows


def is_near_copy(one: Figures, other: Figures) -> bool:
    """Whether most data rows of the shorter table stand in the other one too: an edited copy, or the same rows meant
    twice."""
    shared = (one.rows & other.rows).total()
    return shared >= 3 and 2 * shared >= min(one.rows.total(), other.rows.total())


def shares_rows(one: Figures, other: Figures) -> bool:
    """Whether at least half of a table's data rows stand in one with the same columns: two states of one."""
    same = (one.rows & other.rows).total()
    return same > 1 and 2 * same >= min(len(one.data), len(other.data))


def shares_keys(one: Figures, other: Figures) -> bool:
    """Whether a data row of each says something of the same."""

    def keys(figures: Figures) -> set[Row]:
        return {tuple(column[at] for column in figures.keys) for at in figures.data}

    return bool(keys(one) & keys(other))


def telling(figures: Figures) -> bool:
    """Whether so many different figures can hardly be the same twice by chance."""
    return len({figures.amounts[c][at] for c in figures.parts for at in figures.data}) >= 8


def _is_key(header: Header) -> bool:
    """Whether a heading names something that is no amount."""

    said = header_fields(header.texts[-1:])
    known = {
        field for field, evidence in said.items() if evidence.why == "header_known" and evidence.weight > 0.5
    }
    return bool(known) and not known & {*AMOUNTS, "amount"}


def _amounts(cells: Sequence[Any]) -> list[Decimal | None] | None:
    """A column of figures; None where most cells are something else."""
    mark = choose_mark(((tidy(text), text) for text in texts_of(cells)), None).mark
    known: dict[Any, Decimal | None] = {}
    for cell in set(cells):
        known[cell] = _amount(cell, mark)
    filled = sum(not blank(cell) for cell in cells)
    read = [known[cell] for cell in cells]
    return read if filled and 2 * sum(own is not None for own in read) > filled else None


def _amount(cell: Any, mark: Any) -> Decimal | None:
    """A figure of any kind, times and «7t 30m» among them; None for everything else."""
    if blank(cell):
        return None
    try:
        clock = clock_hours(cell)
        return number(cell, mark) if clock is None else clock
    except Unreadable:
        return _duration(cell) if isinstance(cell, str) else None


def _duration(cell: str) -> Decimal | None:
    """Hours of a text that says a time and nothing else: «95:45», «PT7H30M», «7,5 timer»."""
    parts = effort_text(cell)
    if parts is None:
        return None
    try:
        amount = parts.exact if parts.exact is not None else number(parts.number)
    except Unreadable:
        return None
    return -amount if parts.negative else amount
