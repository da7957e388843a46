"""Rows that look like data and belong to no table of their sheet: they are not read, and that must be said."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from etl.cell_looks import EMPTY, look
from etl.problems import Problem, warning
from etl.sheet import Sheet
from etl.tables import RawTable

MOST_ROWS = 2_000
SEEN = 50
"""How many rows of a table are looked at."""


def rows_outside(sheets: Iterable[Sheet], tables: Sequence[RawTable]) -> Iterator[Problem]:
    """A warning for each sheet with rows outside its tables that look as those of a table do."""
    for sheet in sheets:
        own = [table for table in tables if table.sheet is sheet]
        looks = [_usual(table) for table in own]
        rows = islice(_outside(sheet, own), MOST_ROWS)
        found = [row for row in rows if any(_fits(sheet, row, usual) for usual in looks)]
        if found:
            yield warning("rows_outside_tables", sheet=sheet.name, row=found[0] + 1, rows=len(found))


def _outside(sheet: Sheet, tables: Sequence[RawTable]) -> Iterator[int]:
    """The rows that no table holds, header and rows set aside included; each sheet has few of them."""
    spans = sorted((table.header_first, _last(table)) for table in tables)
    row = 0
    for first, last in spans:
        yield from range(row, first)
        row = max(row, last + 1)
    yield from range(row, len(sheet.rows))


def _last(table: RawTable) -> int:
    lowest = [table.header_last, *(each.at for each in table.aside[-1:])]
    return max([*lowest, table.body[-1]] if len(table.body) else lowest)


def _usual(table: RawTable) -> dict[int, int]:
    """What the cells of each filled column look like in the first rows of a table."""
    found: dict[int, int] = {}
    for header in table.headers:
        column = table.sheet.columns[header.at]
        looks = Counter(look(column[row]) for row in table.body[:SEEN])
        most = max(looks, key=lambda one: looks[one], default=EMPTY)
        if most != EMPTY:
            found[header.at] = most
    return found


def _fits(sheet: Sheet, row: int, usual: Mapping[int, int]) -> bool:
    """Whether a row is filled where a table's rows are, and in the same way."""
    looks = {at: look(sheet.rows[row][at]) for at in usual}
    filled = [at for at, one in looks.items() if one != EMPTY]
    alike = sum(looks[at] == usual[at] for at in filled)
    return len(filled) >= 3 and 3 * len(filled) >= 2 * len(usual) and 4 * alike >= 3 * len(filled)
