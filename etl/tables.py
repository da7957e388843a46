"""Where are the tables of a file: which rows are headers, which are data, which are neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from etl.read import Sheet


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
    """A row that is no data, and why: blank_row | repeated_header | note_row | side_table."""

    at: int
    reason: str


@dataclass(frozen=True)
class RawTable:
    """One table of one sheet. Rows and columns count from 0. `header_first`–`header_last` are its header rows, `body`
    the rows that may hold data (total rows are still among them), `aside` the others below the header."""

    sheet: Sheet
    header_first: int
    header_last: int
    headers: tuple[Header, ...]
    body: tuple[int, ...]
    aside: tuple[SetAside, ...] = ()

    def column(self, at: int) -> Sequence[Any]:
        """The body's cells of one column, merged cells filled."""
        cells = self.sheet.columns[at]
        return [cells[row] for row in self.body]
