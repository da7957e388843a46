"""Frames that are typed also when they have no rows: keys and words as objects, amounts as floats."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

_TYPES = {"float": "float64", "int": "int64", "date": "object", "text": "object", "bool": "bool"}


def frame(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Build a frame with these columns. Types: text and date keep None as None, float makes it NaN."""
    return pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in rows], dtype=_TYPES[kind])
            for name, kind in columns.items()
        }
    )


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dicts by column name."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
