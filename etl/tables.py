"""Where are the tables of a file: which rows are headers, which are data, which are neither."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from etl.cell_looks import WORD, heading_text, year_of
from etl.cells import blank
from etl.header_rows import Look
from etl.profiles import normal_header
from etl.sheet import Sheet
from etl.side_by_side import column_groups, last_filled, used_columns
from etl.table import letter
from etl.table_rows import Below, Place, rows_below


@dataclass(frozen=True)
class Header:
    """One column's heading. `at` counts from 0; `texts` are the header cells from the top row down, merged cells
    filled, blanks and repeats dropped; `cells` the raw cells of the header rows (a date cell may head a month);
    `key` names the column in a mapping: the normal texts joined by « / », with the column's letter where it is empty
    or stands twice («timer [F]», «[G]»)."""

    at: int
    texts: tuple[str, ...]
    cells: tuple[Any, ...]
    key: str


@dataclass(frozen=True)
class SetAside:
    """A row that is no data, and why: blank_row | repeated_header | note_row | side_table | section_row.

    `section_row`: a single text that stands for the rows beneath it, which leave its column blank.
    """

    at: int
    reason: str


@dataclass(frozen=True)
class RawTable:
    """One table of one sheet. Rows and columns count from 0. `header_first`–`header_last` are its header rows, `body`
    the rows that may hold data (total rows are still among them), `aside` the others below the header, down to the
    last filled row or the title of the next table. Its own title are the rows from `title_first` to the header."""

    sheet: Sheet
    header_first: int
    header_last: int
    headers: tuple[Header, ...]
    body: Sequence[int]
    aside: tuple[SetAside, ...] = ()
    title_first: int = 0

    def column(self, at: int, fill: bool = True) -> Sequence[Any]:
        """The body's cells of one column. With `fill` a merged cell stands in each of its rows and columns; without,
        in its first alone: an amount must not be counted once for each row that it spans."""
        cells: Sequence[Any] = self.sheet.columns[at]
        spans = [
            (top, bottom, self.sheet.rows[top][left])
            for (top, left), (bottom, right) in self.sheet.merged
            if fill and left <= at <= right and top > self.header_last
        ]
        if spans:
            filled = list(cells)
            for top, bottom, value in spans:
                for row in range(top, min(bottom + 1, len(filled))):
                    filled[row] = value if blank(filled[row]) else filled[row]
            cells = filled
        if isinstance(self.body, range):
            return cells[self.body.start : self.body.stop]
        return [cells[row] for row in self.body]


def find_tables(sheets: Sequence[Sheet]) -> list[RawTable]:
    """Every table of every sheet, in file order: stacked tables from the top down, tables side by side from the left.
    The first header of a sheet stands within its first 50 rows."""
    return [table for sheet in sheets if sheet.width for table in _find(_whole(sheet))]


def table_at(sheet: Sheet, header_row: int) -> RawTable | None:
    """The table whose last header row is `header_row` (from 0) because the user says so; None where that row is
    blank or missing. The widest of several tables side by side is taken."""
    seen = _whole(sheet)
    if not sheet.width or not 0 <= header_row <= seen.bottom or not seen.cells(header_row):
        return None
    place = Place(0, seen.header_top(header_row), header_row)
    heads = seen.cells(header_row)
    groups = column_groups(seen, place.first, place.last, seen.bottom)
    left, right = max(groups, key=lambda group: sum(group[0] <= at <= group[1] for at in heads))
    narrow = Look(sheet, 0, seen.bottom, left, right)
    return _build(narrow, place, rows_below(narrow, place))


def _whole(sheet: Sheet) -> Look:
    """All columns of a sheet down to its last row with a cell that is filled or marked."""
    last = len(sheet.rows) - 1
    ends = [last_filled(sheet.columns[at], 0, last) for at in range(sheet.width)]
    marks = [mark.row - 1 for mark in sheet.marks]
    return Look(sheet, 0, min(last, max([-1, *ends, *marks])), 0, sheet.width - 1)


def _find(seen: Look) -> list[RawTable]:
    """The tables within these rows and columns."""
    last = seen.first_header()
    place = None if last is None else Place(seen.top, seen.header_top(last), last)
    found: list[RawTable] = []
    while place is not None:
        below = rows_below(seen, place)
        lowest = below.following.title - 1 if below.following else seen.bottom
        found += _side_by_side(Look(seen.sheet, place.title, lowest, seen.left, seen.right), place, below)
        seen = Look(seen.sheet, lowest + 1, seen.bottom, seen.left, seen.right)
        place = below.following
    return found


def _side_by_side(seen: Look, place: Place, below: Below) -> list[RawTable]:
    """The one table at `place`, or those that stand beside one another there."""
    groups = column_groups(seen, place.first, place.last, seen.bottom)
    if len(groups) > 1:
        looks = [Look(seen.sheet, seen.top, seen.bottom, *group) for group in groups]
        found = [table for look in looks for table in _find(look)]
        if found:
            return found
    return [_build(seen, place, below)]


def _build(seen: Look, place: Place, below: Below) -> RawTable:
    return RawTable(
        seen.sheet,
        place.first,
        place.last,
        _headers(seen, place),
        below.body,
        tuple(SetAside(row, reason) for row, reason in below.aside),
        place.title,
    )


def _headers(seen: Look, place: Place) -> tuple[Header, ...]:
    columns = used_columns(seen, place.first, seen.bottom)
    rows = [_heading_cells(seen, row, place.last, columns) for row in range(place.first, place.last + 1)]
    cells = {at: tuple(row[at] for row in rows) for at in columns}
    texts = {
        at: tuple(dict.fromkeys(heading_text(c) for c in own if not blank(c))) for at, own in cells.items()
    }
    keys = {at: " / ".join(filter(None, map(normal_header, own))) for at, own in texts.items()}
    seen_keys = Counter(keys.values())
    lettered = {
        at: key if key and seen_keys[key] == 1 else f"{key} [{letter(at)}]".strip()
        for at, key in keys.items()
    }
    return tuple(Header(at, texts[at], cells[at], lettered[at]) for at in columns)


def _heading_cells(seen: Look, row: int, last: int, columns: Sequence[int]) -> dict[int, Any]:
    """One header row with the value of a merged cell in each of its columns. Where none is merged, a year reaches to
    the next filled cell, and so does a group name over headings that stand in several groups («Timer», «Timer»)."""
    cells = {at: seen.sheet.rows[row][at] for at in columns}
    reaches = row < last
    for (top, left), (bottom, right) in seen.sheet.merged:
        if top <= row <= bottom:
            reaches = reaches and left == right
            for at in columns:
                if left <= at <= right and blank(cells[at]):
                    cells[at] = seen.sheet.rows[top][left]
    usual = seen.usual(last) if reaches else {}
    heads = Counter(seen.sheet.rows[last][at] for at in columns)
    group: Any = ""
    for at in columns if reaches else ():
        own = seen.sheet.rows[last][at]
        if not blank(cells[at]):
            group = "" if blank(own) else cells[at]
        elif blank(own) or usual.get(at, (WORD,))[0] == WORD:
            group = ""
        elif year_of(group) or heads[own] > 1:
            cells[at] = group
    return cells
