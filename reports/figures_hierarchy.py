"""Measures with their sub-measures under them as one table-like figure, with the sum."""

from __future__ import annotations

from typing import Any

import pandas as pd

import charts
from charts import Chart
from metrics import MeasureNode, SubMeasureNode, light_words, measure_tree
from metrics.frames import records
from metrics.wording import LIGHT_SHAPES, benefit_words, status_words
from reports.figures_ground import Ground, Kind

_AMOUNTS = ("planned", "actual", "variance", "variance_pct", "note_code")
_COLUMNS = [
    "label", "kind", *_AMOUNTS, "light", "light_code", "system", "status", "benefit", "measure", "sub_measure"
]  # fmt: skip


def hierarchy_rows(ground: Ground) -> pd.DataFrame:
    """Return the rows of the hierarchy with the words that stand in it; measure and sub_measure are ids or None.

    The option `grouped` says whether the measures stand above their sub-measures.
    """
    lang = ground.lang
    compared = ground.compared(("sub_measure",), with_empty=True)
    of_sub = {row["sub_measure"]: row for row in records(compared.rows)}
    of_measure = (
        {row["measure"]: row for row in records(ground.compared(("measure",)).rows)}
        if ground.options.get("grouped", "yes") == "yes"
        else {}
    )
    rows: list[dict[str, Any]] = []
    for node in measure_tree(ground.reader):
        if node.measure_id in of_measure:
            name = f"{node.code} {lang.pick(node.name_nb, node.name_en)}"
            rows.append(_row(name, of_measure[node.measure_id], ground, "group", node))
        rows += [
            _row(f"{sub.sub_measure_id} {lang.pick(sub.name_nb, sub.name_en)}", of_sub[sub.sub_measure_id], ground,
                 "part", node, sub)
            for sub in node.sub_measures
            if sub.sub_measure_id in of_sub
        ]  # fmt: skip
    if None in of_sub:
        rows.append(_row(lang.text("Ikke plassert"), of_sub[None], ground, "other"))
    if rows:
        rows.append(_row(lang.text("Sum"), compared.total, ground, "sum"))
    return pd.DataFrame(rows, columns=_COLUMNS, dtype="object")


def _row(
    label: str,
    row: dict[str, Any],
    ground: Ground,
    kind: str,
    node: MeasureNode | None = None,
    sub: SubMeasureNode | None = None,
) -> dict[str, Any]:
    lang = ground.lang
    known = {
        "system": "" if sub is None else ground.label("system", sub.system_id),
        "status": "" if sub is None else status_words(sub.status, lang),
        "benefit": "" if sub is None else benefit_words(sub.benefit_type, lang),
    }
    return {
        "label": label, "kind": kind, **{name: row[name] for name in _AMOUNTS},
        "light": _light(row, ground), "light_code": row["light"], **known,
        "measure": node and node.measure_id, "sub_measure": sub and sub.sub_measure_id,
    }  # fmt: skip


def _light(row: dict[str, Any], ground: Ground) -> str:
    """Shape and word; a row that cannot be judged has no light, and the figure says why."""
    word = light_words(row["light"], ground.lang)
    if row["light"] == "grey" and row["note_code"] not in ("not_planned", ""):
        word = ground.lang.text("ikke vurdert")
    return f"{LIGHT_SHAPES[row['light']]}\N{NO-BREAK SPACE}{word}"


def _hierarchy(ground: Ground) -> Chart:
    return charts.hierarchy(
        hierarchy_rows(ground),
        unit=ground.selection.unit,
        basis=ground.basis,
        narrow=ground.narrow,
        **ground.look,
    )


HIERARCHY: dict[str, Kind] = {
    "hierarchy": Kind(
        lambda lang: lang.text("Planlagt mot faktisk per tiltak og deltiltak"), _hierarchy, "none",
        choices=lambda _ground: {"grouped": ("yes", "no")},
    )
}  # fmt: skip
