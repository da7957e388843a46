"""A comparison as plain rows for JSON and CSV, with the same keys in both."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from language import Language
from metrics import Comparison, hidden_words, note_words
from metrics.frames import records
from reports.cells import safe_text

FIGURES = ("planned", "actual", "variance", "variance_pct", "light", "note")
DECIMALS = {"hours": 4, "person_years": 4, "person_days": 4, "cost_nok": 2, "booked_cost_nok": 2}


def rounded(value: Any, decimals: int) -> float | None:
    """Round half away from zero; None and NaN become None. Whole and half hours leave as they are."""
    if value is None or pd.isna(value):
        return None
    step = Decimal(1).scaleb(-decimals)
    # repr gives the shortest text of the float, so 12.345 is rounded as the user would read it.
    return float(Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP)) + 0.0


def table_rows(comparison: Comparison, lang: Language) -> list[dict[str, Any]]:
    """Return one dict per row: each key and its name, then FIGURES and the unplanned and unplaced parts."""
    rows = []
    for row in records(comparison.rows):
        keys: dict[str, Any] = {}
        for key in comparison.by:
            keys[key] = f"{row[key]:%Y-%m}" if isinstance(row[key], date) else row[key]
            keys[f"{key}_name"] = lang.pick(row[f"{key}_nb"], row[f"{key}_en"])
        rows.append(keys | _figures(row, comparison, lang))
    return rows


def _figures(row: dict[str, Any], comparison: Comparison, lang: Language) -> dict[str, Any]:
    decimals = DECIMALS[comparison.selection.unit]
    amounts = {name: rounded(row[name], decimals) for name in ("planned", "actual", "variance")}
    told = {"variance_pct": rounded(row["variance_pct"], 1), "light": row["light"]}
    parts = {name: rounded(row[name], decimals) for name in ("unplanned", "unplaced")}
    return amounts | told | {"note": note_words(row["note_code"], lang)} | parts


def table_document(comparison: Comparison, lang: Language) -> dict[str, Any]:
    """Return the whole answer: rows, their total, what is hidden and left out, and what the figures rest on."""
    basis = comparison.basis
    return {
        "rows": table_rows(comparison, lang),
        "total": _figures(comparison.total, comparison, lang),
        "hidden": hidden_words(
            comparison.hidden_rows, comparison.hidden_actual, comparison.selection.unit, lang
        ),
        "left_out": comparison.months.left_out(lang),
        "basis": basis.words(lang),
        "selection": comparison.selection.describe(lang, basis.names),
        "unit": comparison.selection.unit,
        "version": basis.version,
    }


def table_csv(rows: Sequence[dict[str, Any]], by: Sequence[str]) -> str:
    """Return comma-separated text with a header, one line a row; numbers with a point, missing figures
    empty.
    """
    columns = [name for key in by for name in (key, f"{key}_name")] + [*FIGURES, "unplanned", "unplaced"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_text(row[c]) if isinstance(row[c], str) else row[c] for c in columns])
    return text.getvalue()
