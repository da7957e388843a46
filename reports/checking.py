"""Does a figure that was exported earlier still hold? Its table then and now, cell by cell."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from language import get
from metrics import SelectionError
from reports.codes import Record, plain
from reports.figures import FigureUnavailable, UnknownFigure, figure

DECIMALS = 4
"""Hours and kroner are stored with so many decimals at most; what differs behind them is the dust of floats."""


@dataclass(frozen=True)
class Change:
    """One cell that differs. row: what heads the row; before, now: None where the row or the cell is not there."""

    row: str
    column: str
    before: Any
    now: Any


@dataclass(frozen=True)
class Verdict:
    """Whether a figure still holds. reason: '' | gone (its selection or its kind exists no more) | changed."""

    record: Record
    reason: str
    changes: tuple[Change, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing in the figure has changed."""
        return not self.reason


def recheck(reader: Any, record: Record) -> Verdict:
    """Draw a figure's selection anew from a warehouse version and compare the tables."""
    try:
        now = figure(
            reader, record.figure, record.selection, get(record.lang), on=date.fromisoformat(record.made),
            options=record.options,
        )  # fmt: skip
    except (SelectionError, UnknownFigure, FigureUnavailable):
        return Verdict(record, "gone", ())
    changes = changed_cells(record.table, now.chart.table)
    return Verdict(record, "changed" if changes else "", changes)


def changed_cells(before: pd.DataFrame, now: pd.DataFrame) -> tuple[Change, ...]:
    """Return every cell that differs between two tables of the same figure; rows are known by their leading texts."""
    keys = max(1, min(_leading_texts(before), _leading_texts(now)))
    then, later = _by_key(before, keys), _by_key(now, keys)
    columns = dict.fromkeys([*_columns(before), *_columns(now)])
    found = []
    for key in dict.fromkeys([*then, *later]):
        old, new = then.get(key, {}), later.get(key, {})
        for column in columns:
            if old.get(column) != new.get(column):
                row = " – ".join(str(part) for part in key[:-1])
                found.append(Change(row, column[0], old.get(column), new.get(column)))
    return tuple(found)


def _columns(table: pd.DataFrame) -> list[tuple[str, int]]:
    """The names of columns; two with the same are told apart by their number."""
    names = [str(name) for name in table.columns]
    return [(name, names[:place].count(name)) for place, name in enumerate(names)]


def _leading_texts(table: pd.DataFrame) -> int:
    """How many columns stand before the first with a number."""
    for place in range(len(table.columns)):
        if any(isinstance(plain(value), int | float) for value in table.iloc[:, place]):
            return place
    return 1


def _by_key(table: pd.DataFrame, keys: int) -> dict[tuple[Any, ...], dict[tuple[str, int], Any]]:
    """Rows by their leading cells; rows with the same ones are told apart by their number."""
    columns, seen = _columns(table), Counter[tuple[str, ...]]()
    found = {}
    for values in table.itertuples(index=False, name=None):
        cells = [_comparable(value) for value in values]
        head = tuple(str(cell) for cell in cells[:keys])
        found[(*head, seen[head])] = dict(zip(columns, cells, strict=True))
        seen[head] += 1
    return found


def _comparable(value: Any) -> Any:
    value = plain(value)
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, DECIMALS) + 0.0
    return value
