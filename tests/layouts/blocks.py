"""A table before it stands on a sheet: its header rows, its body, and where things are in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.layouts.facts import Fact
from tests.layouts.grid import Cell, Rectangle
from tests.layouts.random_layouts import ROLES, SUBS, UNITS, Layout
from tests.layouts.styles import MONTH_STYLES, written


@dataclass
class Block:
    """Rows and columns count from 0, rectangles from the first header row. `data` are the places of the data rows in
    the body; `amount`, `month` and `sub` columns, None where there is none."""

    head: list[list[Any]]
    body: list[list[Any]]
    data: list[int]
    amount: int
    month: int | None = None
    sub: int | None = None
    merged: list[Rectangle] = field(default_factory=list)


def writers(layout: Layout) -> dict[str, Callable[[Fact], Any]]:
    """How each field of a fact is written."""
    unit: dict[str, Callable[[Fact], Any]] = {
        "id": lambda each: each.unit,
        "centre_text": lambda each: UNITS[each.unit][0],
        "centre_number": lambda each: int(UNITS[each.unit][0]),
        "name": lambda each: UNITS[each.unit][1],
    }
    sub: dict[str, Callable[[Fact], Any]] = {
        "id": lambda each: each.sub,
        "number": lambda each: float(each.sub),
        "alias": lambda each: SUBS[each.sub],
    }
    return {
        "month": lambda each: MONTH_STYLES[layout.month][1](each.month),
        "unit": unit[layout.unit],
        "role": lambda each: ROLES[each.role],
        "sub": sub[layout.sub],
        "hours": lambda each: written(each.amount, layout.hours),
    }


def spoil(block: Block, fault: str) -> None:
    """Put one wrong cell into the middle of the data."""
    row = block.body[block.data[len(block.data) // 2]]
    amounts: dict[str, Any] = {
        "error_cell": Cell(error="#REF!"),
        "no_value": Cell(formula="=A1*2"),
        "question_mark": "?",
        "word": "tolv",
    }
    if fault in amounts and row[block.amount] is not None:
        row[block.amount] = amounts[fault]
    if fault in ("typo", "blank_sub") and block.sub is not None:
        row[block.sub] = None if fault == "blank_sub" else "BEVISTT"
    if fault in ("blank_month", "impossible_month") and block.month is not None:
        row[block.month] = None if fault == "blank_month" else "17.2024"
