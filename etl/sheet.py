"""One sheet as read: raw cells, and the facts beside them that the cells alone do not show."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Rectangle = tuple[tuple[int, int], tuple[int, int]]
MOST_MARKS = 100_000
"""A sheet with more cells that lack their value is refused: it was never calculated, or is broken."""
Epoch = Literal["excel", "1904", "plain"]
"""The day that serial 0 means: Excel counts a 29 February 1900 that never was, others do not."""
_ERRORS = frozenset(
    "#REF! #DIV/0! #N/A #NAME? #NULL! #NUM! #VALUE! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #GETTING_DATA "
    "#NAVN? #VERDI! #I/T #BEZUG! #WERT! #NV #ZAHL! #VALEUR! #NOM? #NOMBRE! #VÄRDEFEL! #NAMN? #REFERENS! #SAKNAS! "
    "#OGILTIGT! #OVERFLYT!".split()
)
_OTHER_ERROR = re.compile(r"(?:Err|Feil):\d{3}|#{3,}")


def is_error_text(value: Any) -> bool:
    """Whether a text stands where a value failed: an error of Excel or LibreOffice in one of its languages, or the
    «###» that a column too narrow leaves in a saved text file."""
    text = value.strip() if isinstance(value, str) else ""
    if text[:1] not in ("#", "E", "F"):
        return False
    return text.upper() in _ERRORS or bool(_OTHER_ERROR.fullmatch(text))


@dataclass(frozen=True)
class Mark:
    """A cell whose value is not there: an Excel error (`text` says which) or a formula that was never calculated.
    `row` and `column` count from 1; `code`: error_cell | formula_without_value."""

    row: int
    column: int
    code: str
    text: str


class Formats(Mapping[tuple[int, int], str]):
    """Number formats by (row, column), both from 0. Kept as runs down a column, so that a million cells of one format
    take the room of one.

    `runs` are (column, first row, last row, format), the rows of one column ascending.
    """

    def __init__(self, runs: list[tuple[int, int, int, str]]) -> None:
        self._runs: dict[int, list[tuple[int, int, str]]] = {}
        for column, first, last, code in runs:
            self._runs.setdefault(column, []).append((first, last, code))
        self._firsts = {column: [run[0] for run in own] for column, own in self._runs.items()}

    def __getitem__(self, place: tuple[int, int]) -> str:
        row, column = place
        at = bisect_right(self._firsts.get(column, ()), row) - 1
        if at >= 0:
            _first, last, code = self._runs[column][at]
            if row <= last:
                return code
        raise KeyError(place)

    def down(self, column: int, height: int) -> list[str | None]:
        """The format of each of the first `height` cells of a column."""
        found: list[str | None] = [None] * height
        for first, last, code in self._runs.get(column, ()):
            end = min(last + 1, height)
            found[first:end] = [code] * (end - first)
        return found

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for column, runs in self._runs.items():
            for first, last, _code in runs:
                yield from ((row, column) for row in range(first, last + 1))

    def __len__(self) -> int:
        return sum(last - first + 1 for runs in self._runs.values() for first, last, _code in runs)


@dataclass(frozen=True)
class Sheet:
    """Raw cells by row, all rows equally wide. `rows[0]` is row 1 and `rows[0][0]` cell A1 of Excel.
    `merged` holds rectangles as ((first row, first column), (last row, last column)), counted from 0.
    `hidden_rows` and `hidden_columns` count from 0. `formats` holds the number format of those cells whose format says
    more than the value: a unit or currency in it, per cent, a duration; `notes` the cell notes; both by (row, column).
    `kind`: table | pivot | chart | macro; the last two have no cells."""

    name: str | None
    rows: list[list[Any]]
    merged: tuple[Rectangle, ...] = ()
    marks: tuple[Mark, ...] = field(default=())
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    kind: str = "table"

    @cached_property
    def columns(self) -> list[tuple[Any, ...]]:
        """The same cells by column."""
        return list(zip(*self.rows, strict=True))

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass
class Facts:
    """What a scanner found beside the cells of one sheet, as plain lists that survive JSON.

    `marks` are (row, column, code, text) from 1; all else counts from 0: `hidden_rows` and `hidden_columns` as
    (first, last), `formats` as runs (column, first row, last row, format), `notes` as (row, column, text), `merged` as
    (first row, first column, last row, last column). `text_errors`: some text cell may be «#REF!» or the like.
    """

    kind: str = "table"
    hidden: bool = False
    drawing: bool = False
    text_errors: bool = False
    epoch: Epoch = "excel"
    marks: list[tuple[int, int, str, str]] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formats: list[tuple[int, int, int, str]] = field(default_factory=list)
    notes: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


class Runs:
    """Gathers the formats of cells, row by row, into the runs of `Formats`."""

    def __init__(self) -> None:
        self._done: list[tuple[int, int, int, str]] = []
        self._open: dict[int, tuple[int, int, str]] = {}

    def add(self, row: int, column: int, code: str, times: int = 1) -> None:
        """`times` cells of one format from `row` down."""
        first, last, known = self._open.get(column, (row, row - 1, code))
        if row == last + 1 and known == code:
            self._open[column] = (first, row + times - 1, code)
            return
        if row > last:
            self._done.append((column, first, last, known))
            self._open[column] = (row, row + times - 1, code)

    def all(self) -> list[tuple[int, int, int, str]]:
        return [run for run in self._done if run[2] >= run[1]] + [
            (at, *run) for at, run in self._open.items()
        ]
