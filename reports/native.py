"""What Excel and PowerPoint draw themselves from a figure's table: its categories and its series."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports.codes import plain
from reports.figures import FIGURES, Figure

INK = "33414F"
"""The colour of actual and of the plan's outline, as in the figures of the pages."""
PLANNED_ACTUAL = (1, 2)
"""Where the two stand in the table of a figure with a native chart, after the names of its rows; a revision's plan
before and after stand there too.
"""


@dataclass(frozen=True)
class Series:
    """One series of a native chart. column: its place in the table. numbers: one per category, None where there is
    none. planned: drawn as an outline, otherwise solid.
    """

    name: str
    column: int
    numbers: tuple[float | None, ...]
    planned: bool


@dataclass(frozen=True)
class Native:
    """kind: bars (lying) | columns (standing) | lines. categories: what the rows are called."""

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


def native(figure: Figure) -> Native | None:
    """Return plan and actual of a figure's table for a native chart, or None where it has none to draw: where it shows
    more than these, or one of them has no number.
    """
    kind, table = FIGURES[figure.name], figure.chart.table
    more = not kind.pictured.isdisjoint(figure.options.items())
    if kind.native == "none" or more or not _has_both(table):
        return None
    series = tuple(
        Series(
            name=str(table.columns[place]),
            column=place,
            numbers=tuple(_number(value) for value in table.iloc[:, place]),
            planned=order == 0,
        )
        for order, place in enumerate(PLANNED_ACTUAL)
    )
    return Native(kind.native, tuple(str(value) for value in table.iloc[:, 0]), series)


def _has_both(table: pd.DataFrame) -> bool:
    wide = len(table.columns) > max(PLANNED_ACTUAL)
    return wide and all(_has_number(table.iloc[:, place]) for place in PLANNED_ACTUAL)


def _has_number(values: pd.Series[Any]) -> bool:
    return any(isinstance(plain(value), int | float) for value in values)


def _number(value: Any) -> float | None:
    found = plain(value)
    return float(found) if isinstance(found, int | float) and not math.isnan(found) else None
