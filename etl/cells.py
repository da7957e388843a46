"""A raw cell as tidy text, and a whole column read with every distinct cell read once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from etl.errors import Unreadable
from etl.mapping import Question

SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\u2008\u200a\ufeff"
_SPACE_TABLE = str.maketrans(dict.fromkeys(SPACES, " "))
_TIDY_TABLE = {
    **_SPACE_TABLE,
    **str.maketrans({**dict.fromkeys("−–—‐‑‒﹣－", "-"), **dict.fromkeys("’‘`´", "'")}),
}
_DASHES = frozenset({"-", "--", "---"})

T = TypeVar("T")
Result = TypeVar("Result")
Found = tuple[T | None, str | None]
"""A cell's value, and what had to be assumed to read it."""


@dataclass(frozen=True)
class ColumnReading(Generic[T]):
    """A column as read. `values` stand in the order of the cells, None where the cell is blank, could not be read or
    waits for the answer to `question`; `failures` and `assumptions` are keyed by place in the column. `unit` is what
    the column as a whole counts in, where that was found."""

    values: list[T | None]
    failures: dict[int, Unreadable] = field(default_factory=dict)
    assumptions: dict[int, str] = field(default_factory=dict)
    question: Question | None = None
    unit: str | None = None


def plain(value: Any) -> str:
    """A cell as tidy text: every kind of space becomes one space, 5.0 becomes «5»."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).translate(_SPACE_TABLE).split())


def tidy(text: str) -> str:
    """A text as `plain`, with every kind of minus as «-» and every kind of apostrophe as «'»."""
    return " ".join((text.replace("`", "'") if text.isascii() else text.translate(_TIDY_TABLE)).split())


def blank(value: Any) -> bool:
    """Whether a cell holds nothing but spaces."""
    return value is None or (
        isinstance(value, str)
        and (not value or (not value[0].isalnum() and not value.translate(_SPACE_TABLE).strip()))
    )


def no_amount(value: Any) -> bool:
    """Whether a cell of amounts is blank: accounting exports write a lone dash where there is no amount."""
    return blank(value) or (isinstance(value, str) and not value[0].isalnum() and tidy(value) in _DASHES)


def shown(value: Any) -> str:
    """A cell as a person reads it in Norwegian Excel: for examples and assumptions."""
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    return plain(value).replace(".", ",") if isinstance(value, float) else plain(value)


def distinct(cells: Sequence[Any]) -> list[Any]:
    """The distinct cells in the order of the file; TRUE is not 1."""
    if bool in set(map(type, cells)):
        return [cell for _, cell in dict.fromkeys(zip(map(type, cells), cells, strict=True))]
    return list(dict.fromkeys(cells))


def any_blank(column: Sequence[Any]) -> bool:
    """Whether a value of a column is None. Told by the type: to compare a Decimal with None takes a microsecond."""
    return type(None) in map(type, column)


def objects(column: Sequence[T]) -> Iterable[T]:
    """The values of a column, each object once: equal cells are read once and share their value."""
    return {id(value): value for value in column}.values()


def each_once(column: Sequence[T | None], convert: Callable[[T], Result | None]) -> list[Result | None]:
    """A column of values converted, each object once; None stays None."""
    found = {id(value): None if value is None else convert(value) for value in objects(column)}
    return [found[id(value)] for value in column]


def texts_of(cells: Sequence[Any]) -> list[str]:
    """The distinct texts of a column that are not blank, in the order of the file."""
    return [cell for cell in dict.fromkeys(cells) if isinstance(cell, str) and not blank(cell)]


def read_column(
    cells: Sequence[Any], read: Callable[[Any, Any], Found[T]], hints: Sequence[Any] | None = None
) -> ColumnReading[T]:
    """Every cell by `read(cell, hint)`, which may raise Unreadable; equal cells with equal hints are read once."""
    # True equals 1 in a dictionary, so booleans are told apart by their type.
    simple = hints is None and bool not in set(map(type, cells))
    keys: Sequence[Any] = cells if simple else _typed_keys(cells, hints)
    memo: dict[Any, T | None] = {}
    failed: dict[Any, Unreadable] = {}
    assumed: dict[Any, str] = {}
    for key in set(keys):
        cell, hint = (key, None) if simple else key[1:]
        memo[key] = None
        try:
            memo[key], words = read(cell, hint)
        except Unreadable as reason:
            failed[key] = reason
            continue
        if words:
            assumed[key] = words
    return ColumnReading([memo[key] for key in keys], _places(keys, failed), _places(keys, assumed))


def _typed_keys(cells: Sequence[Any], hints: Sequence[Any] | None) -> list[Any]:
    hints = [None] * len(cells) if hints is None else hints
    return [(type(cell), cell, hint) for cell, hint in zip(cells, hints, strict=True)]


def _places(keys: Sequence[Any], found: dict[Any, Any]) -> dict[int, Any]:
    return {at: found[key] for at, key in enumerate(keys) if key in found} if found else {}
