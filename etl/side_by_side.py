"""Columns of a sheet that belong together: a blank column may part two tables, or be a mere gap in one."""

from collections.abc import Sequence
from typing import Any

from etl.cell_looks import NUMBER, fields_of, sequence
from etl.cells import blank
from etl.header_rows import Look
from etl.profiles import normal_header

CHUNK = 4096
SAME_END = 2
AMOUNT_FIELDS = frozenset({"hours", "amount_nok", "payroll_nok", "direct_nok", "amount"})
TIME_FIELDS = frozenset({"period", "date", "month", "year", "week", "tertial"})


def last_filled(cells: Sequence[Any], first: int, last: int) -> int:
    """The last row `first`–`last` of a column with a filled cell; `first` − 1 where there is none."""
    while last >= first:
        chunk = cells[max(first, last - CHUNK + 1) : last + 1]
        if chunk.count("") < len(chunk):
            for back in range(len(chunk)):
                if not blank(chunk[-1 - back]):
                    return last - back
        last -= len(chunk)
    return first - 1


def used_columns(seen: Look, first: int, bottom: int) -> list[int]:
    """The columns with any filled cell in these rows."""
    columns = seen.sheet.columns
    return [at for at in range(seen.left, seen.right + 1) if last_filled(columns[at], first, bottom) >= first]


def column_groups(seen: Look, first: int, last: int, bottom: int) -> list[tuple[int, int]]:
    """The groups of columns that are tables of their own, as (first, last) column, for a table whose header rows are
    `first`–`last` and whose rows end by `bottom`. What stands beside the table without a heading is a group too."""
    bands: list[tuple[int, int]] = []
    for at in used_columns(seen, first, bottom):
        if bands and bands[-1][1] == at - 1:
            bands[-1] = (bands[-1][0], at)
        else:
            bands.append((at, at))
    groups = bands[:1]
    for band in bands[1:]:
        if _joins(_Band(seen, groups[-1], first, last, bottom), _Band(seen, band, first, last, bottom)):
            groups[-1] = (groups[-1][0], band[1])
        else:
            groups.append(band)
    return groups or [(seen.left, seen.right)]


class _Band:
    """Neighbouring columns: what heads them, what stands in them, where they end."""

    def __init__(self, seen: Look, span: tuple[int, int], first: int, last: int, bottom: int) -> None:
        self.look = Look(seen.sheet, seen.top, bottom, *span)
        columns = range(span[0], span[1] + 1)
        self.usual = {at: kind for at, (kind, _share) in self.look.usual(last).items()}
        figures = [seen.sheet.rows[last][at] for at, kind in self.look.cells(last).items() if kind == NUMBER]
        self.headed = any(self.look.cells(row) for row in range(first, last + 1)) and (
            not figures or sequence(figures) is not None
        )
        self.keys = {at for at, kind in self.usual.items() if kind != NUMBER}
        self.figures = self.usual.keys() - self.keys
        cells = seen.sheet.rows[last]
        self.names = {normal_header(cells[at]) for at in self.keys if not blank(cells[at])}
        texts = [seen.sheet.rows[row][at] for row in range(first, last + 1) for at in self.look.cells(row)]
        self.fields = {field for text in texts for field in fields_of(text)}
        self.end = max(last_filled(seen.sheet.columns[at], last + 1, bottom) for at in columns)
        self.rows = self.end - last
        self.single = span[0] == span[1]

    @property
    def whole(self) -> bool:
        """Whether the headings name an amount and its time: then nothing is missing from this table."""
        return bool(self.fields & AMOUNT_FIELDS and self.fields & TIME_FIELDS)


def _joins(left: _Band, right: _Band) -> bool:
    """Whether two bands are one table with a gap in it."""
    alike = abs(left.end - right.end) <= SAME_END
    if not left.headed or not right.headed:
        return alike and not (left.keys and left.figures and right.keys and right.figures)
    if right.look.first_header() is None or left.look.first_header() is None:
        return right.end <= left.end + SAME_END or left.single
    if left.names & right.names:
        return False
    if (
        left.end == right.end
        and not (left.whole or right.whole)
        and not left.fields & right.fields & AMOUNT_FIELDS
    ):
        return True
    if not left.figures or not right.figures:
        return alike or 2 * right.rows > left.rows
    return not right.keys and 2 * right.rows > left.rows
