"""What a sheet holds before it is a file: cells with the traits that a value alone does not show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

Rectangle = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Cell:
    """A cell that is more than its value. `text` is what a text export shows of it, `error` an Excel error such as
    «#REF!», `formula` a formula whose stored value is `value` (None: it was never calculated)."""

    value: Any = None
    format: str | None = None
    note: str | None = None
    text: str | None = None
    error: str | None = None
    formula: str | None = None


@dataclass(frozen=True)
class Grid:
    """One sheet. Rows may be of different lengths; rows, columns and rectangles count from 0. `declared` is a false
    dimension («A1:XFD1048576»), `styled_to` a row to which empty cells carry a style; `pivot` makes a pivot table."""

    rows: Sequence[Sequence[Any]]
    name: str = "Ark1"
    merged: tuple[Rectangle, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    declared: str | None = None
    styled_to: int = 0
    pivot: bool = False

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def value_of(cell: Any) -> Any:
    """The stored value of a cell, plain or not."""
    return cell.value if isinstance(cell, Cell) else cell


def as_cell(cell: Any) -> Cell:
    """Every cell as a `Cell`; dates and times get the format that Excel gives them."""
    full = cell if isinstance(cell, Cell) else Cell(cell)
    if full.format is None:
        return replace(full, format=_format_of(full.value))
    return full


def _format_of(value: Any) -> str | None:
    if isinstance(value, datetime):
        return "dd.mm.yyyy hh:mm"
    if isinstance(value, date):
        return "dd.mm.yyyy"
    if isinstance(value, time):
        return "hh:mm"
    return "[h]:mm" if isinstance(value, timedelta) else None


def shown(cell: Any, decimal: str = ",") -> str:
    """A cell as a Norwegian Excel writes it into a text file."""
    full = as_cell(cell)
    value = full.error or full.text or full.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() else str(value)).replace(".", decimal)
    return str(value)


def below(*blocks: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """Blocks of rows one under the other."""
    return [row for block in blocks for row in block]


def beside(
    left: Sequence[Sequence[Any]], right: Sequence[Sequence[Any]], gap: int = 1
) -> list[Sequence[Any]]:
    """Two blocks side by side, with empty columns between."""
    width = max(map(len, left), default=0) + gap
    height = max(len(left), len(right))
    return [
        [*_padded(left[at] if at < len(left) else (), width), *(right[at] if at < len(right) else ())]
        for at in range(height)
    ]


def _padded(row: Sequence[Any], width: int) -> list[Any]:
    return [*row, *[None] * (width - len(row))]
