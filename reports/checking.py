"""Does a figure that was exported earlier still hold? Its table then and now, cell by cell."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from charts import Chart
from language import Language, get
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
    """Whether a figure still holds. reason: '' | gone (its selection or its kind exists no more) | changed. table: the
    record's table as it may be shown now: what has since become hidden is hidden in it and in the changes, too.
    """

    record: Record
    reason: str
    changes: tuple[Change, ...]
    table: pd.DataFrame = field(compare=False)

    @property
    def holds(self) -> bool:
        """Whether nothing in the figure has changed."""
        return not self.reason


def recheck(reader: Any, record: Record) -> Verdict:
    """Draw a figure's selection anew from a warehouse version and compare the tables."""
    lang, then = get(record.lang), record.table
    word = lang.text("skjult av personvernhensyn")
    try:
        now = figure(
            reader, record.figure, record.selection, lang, on=date.fromisoformat(record.made),
            options=record.options,
        ).chart  # fmt: skip
    except FigureUnavailable as error:
        return Verdict(record, "gone", (), _without_numbers(then, word) if error.reason == "hidden" else then)
    except (SelectionError, UnknownFigure):
        return Verdict(record, "gone", (), then)
    hidden = word if _hides(now, lang) else ""
    changes = changed_cells(then, now.table, hidden)
    return Verdict(record, "changed" if changes else "", changes, _shown(then, now.table, hidden))


def _hides(chart: Chart, lang: Language) -> bool:
    """Whether anything in a figure is hidden: its table says so, or its sentence where the table has no words."""
    cells = (str(cell) for row in chart.table.itertuples(index=False, name=None) for cell in row)
    return any(lang.pick("skjult", "hidden") in told.lower() for told in (chart.message, chart.alt, *cells))


def _without_numbers(table: pd.DataFrame, word: str) -> pd.DataFrame:
    return table.map(lambda cell: word if isinstance(plain(cell), int | float) else cell)


def _shown(before: pd.DataFrame, now: pd.DataFrame, hidden: str) -> pd.DataFrame:
    """The table as it was, without the cells that a figure has no more because something in it is hidden."""
    if not hidden:
        return before
    keys = _keys(before, now)
    then, later = _by_key(before, keys), _by_key(now, keys)
    shown = before.astype("object")
    for row, (key, cells) in enumerate(then.items()):
        for place, (column, cell) in enumerate(cells.items()):
            if place >= keys and _is_hidden(cell, later.get(key, {}).get(column), hidden):
                shown.iat[row, place] = hidden
    return shown


def _is_hidden(before: Any, now: Any, hidden: str) -> bool:
    return before is not None and (now is None or (isinstance(now, str) and hidden in now.lower()))


def changed_cells(before: pd.DataFrame, now: pd.DataFrame, hidden: str = "") -> tuple[Change, ...]:
    """Return every cell that differs between two tables of the same figure; rows are known by their leading texts.

    hidden: the word that stands for an earlier cell where there is none now, where the figure hides something.
    """
    keys = _keys(before, now)
    then, later = _by_key(before, keys), _by_key(now, keys)
    columns, heads = dict.fromkeys([*_columns(before), *_columns(now)]), _columns(before)[:keys]
    found = []
    for key in dict.fromkeys([*then, *later]):
        old, new = then.get(key, {}), later.get(key, {})
        for column in columns:
            one, other = old.get(column), new.get(column)
            if one != other:
                if hidden and column not in heads and _is_hidden(one, other, hidden):
                    one = hidden
                found.append(Change(" – ".join(str(part) for part in key[:-1]), column[0], one, other))
    return tuple(found)


def _keys(before: pd.DataFrame, now: pd.DataFrame) -> int:
    return max(1, min(_leading_texts(before), _leading_texts(now)))


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
