"""Measures and sub-measures as the page shows them: the one looked at closely, and the rows of the hierarchy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from language import Language
from metrics import MeasureNode, SubMeasureNode, measure_tree, short_name
from metrics.frames import records
from ui import data, words
from ui.view import View

_AMOUNTS = ("planned", "actual", "variance", "variance_pct", "note_code")
_COLUMNS = [
    "label",
    "kind",
    *_AMOUNTS,
    "light",
    "light_code",
    "system",
    "status",
    "benefit",
    "measure",
    "sub_measure",
]


@dataclass(frozen=True)
class Closely:
    """The measure, or the sub-measure of it, that the page shows closely."""

    measure: MeasureNode
    sub_measure: SubMeasureNode | None = None

    def name(self, lang: Language) -> str:
        """Its number and its whole name."""
        if self.sub_measure is None:
            return f"{self.measure.code} {lang.pick(self.measure.name_nb, self.measure.name_en)}"
        sub = self.sub_measure
        return f"{sub.sub_measure_id} {lang.pick(sub.name_nb, sub.name_en)}"

    def short(self, lang: Language) -> str:
        """Its name up to the dash."""
        return short_name(self.name(lang))

    def view(self, view: View) -> View:
        """The view of it alone."""
        if self.sub_measure is None:
            return view.only(measures=(self.measure.measure_id,))
        return view.only(measures=(), sub_measures=(self.sub_measure.sub_measure_id,))


def hierarchy_frame(view: View, grouped: bool) -> pd.DataFrame:
    """Return the rows of the hierarchy with the words that stand in it; measure and sub_measure are ids or None."""
    lang = view.lang
    compared = data.compared(view.key, view, ("sub_measure",), True)
    of_sub = {row["sub_measure"]: row for row in records(compared.rows)}
    of_measure = (
        {row["measure"]: row for row in records(data.compared(view.key, view, ("measure",)).rows)}
        if grouped
        else {}
    )
    rows: list[dict[str, Any]] = []
    for node in measure_tree(view.reader):
        if node.measure_id in of_measure:
            rows.append(_row(Closely(node).name(lang), of_measure[node.measure_id], view, "group", node))
        rows += [
            _row(Closely(node, sub).name(lang), of_sub[sub.sub_measure_id], view, "part", node, sub)
            for sub in node.sub_measures
            if sub.sub_measure_id in of_sub
        ]
    if None in of_sub:
        rows.append(_row(lang.text("Ikke plassert"), of_sub[None], view, "other"))
    if rows:
        rows.append(_row(lang.text("Sum"), compared.total, view, "sum"))
    return pd.DataFrame(rows, columns=_COLUMNS, dtype="object")


def _row(
    label: str,
    row: dict[str, Any],
    view: View,
    kind: str,
    node: MeasureNode | None = None,
    sub: SubMeasureNode | None = None,
) -> dict[str, Any]:
    lang = view.lang
    known = {
        "system": "" if sub is None else view.label("system", sub.system_id),
        "status": "" if sub is None else words.status(sub.status, lang),
        "benefit": "" if sub is None else words.benefit(sub.benefit_type, lang),
    }
    return {
        "label": label, "kind": kind, **{name: row[name] for name in _AMOUNTS},
        "light": _light(row, lang), "light_code": row["light"], **known,
        "measure": node and node.measure_id, "sub_measure": sub and sub.sub_measure_id,
    }  # fmt: skip


def _light(row: dict[str, Any], lang: Language) -> str:
    """Shape and word; a row that cannot be judged has no light, and the figure says why."""
    if row["light"] == "grey" and row["note_code"] not in ("not_planned", ""):
        word = lang.text("ikke vurdert")
        return f"{words.SHAPES['grey']}\N{NO-BREAK SPACE}{word}"
    return words.light(row["light"], lang)
