"""How charts, tables and cells of Office files look: colours, number formats, the variance beside its amounts."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from language.units import DECIMALS
from reports.codes import plain
from reports.figures import Figure
from reports.native import Native, Series

OVER, UNDER, MUTED = "9B1C1C", "128043", "7F8B98"
"""A variance above and below zero, and what is neither; a sign and a word say the same."""
_SAME = 1e-6
"""Amounts are stored with four decimals."""


def variance(found: Native, figure: Figure) -> Series | None:
    """Return the column of a figure's table that is actual minus planned, or None where there is none."""
    table = figure.chart.table
    planned, actual = found.series[0].numbers, found.series[1].numbers
    for place in range(found.series[1].column + 1, len(table.columns)):
        numbers = tuple(_number(value) for value in table.iloc[:, place])
        if _is_difference(planned, actual, numbers):
            return Series(str(table.columns[place]), place, numbers, planned=False)
    return None


def _is_difference(planned: Any, actual: Any, numbers: Any) -> bool:
    known = [three for three in zip(planned, actual, numbers, strict=True) if None not in three]
    return bool(known) and all(abs(other - one - given) < _SAME for one, other, given in known)


def _number(value: Any) -> float | None:
    found = plain(value)
    return float(found) if isinstance(found, int | float) and not math.isnan(found) else None


def tint(number: float | None) -> str:
    """Return the colour of a variance."""
    if not number:
        return MUTED
    return OVER if number > 0 else UNDER


def decimals(figure: Figure, name: str, values: pd.Series[Any]) -> int:
    """Return how many decimals a column of a figure's table is shown with."""
    numbers = [found for found in map(plain, values) if isinstance(found, int | float)]
    if all(isinstance(found, int) for found in numbers):
        return 0
    return 1 if "%" in name else DECIMALS[figure.selection.unit]


def is_numeric(values: pd.Series[Any]) -> bool:
    """Return whether a column has numbers, so that it stands to the right."""
    found = map(plain, values)
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in found)


def number_format(places: int, *, signed: bool = False) -> str:
    """Return the format of Excel and PowerPoint for numbers with so many decimals."""
    form = "#,##0" + ("." + "0" * places if places else "")
    return f"+{form};\N{MINUS SIGN}{form};{form}" if signed else form
