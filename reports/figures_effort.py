"""The figures of planned and actual effort: divided by a key, month by month, summed up, and how they came about."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

import charts
from charts import Chart
from metrics import quality_words
from metrics.curves import plan_curves
from reports.figures_ground import Ground, Kind, labels


def _variance_by(key: str) -> Callable[[Ground], Chart]:
    def draw(ground: Ground) -> Chart:
        compared = ground.compared((key,), with_empty=key == "sub_measure")
        rows = compared.rows.assign(label=labels(ground.reader, compared.rows, key, ground.lang))
        basis = compared.basis.words(ground.lang)
        return charts.variance_bars(rows, unit=ground.selection.unit, basis=basis, **ground.look)

    return draw


def _months(ground: Ground) -> Chart:
    return charts.monthly_bars(
        ground.monthly(), unit=ground.selection.unit, basis=ground.basis, **ground.look
    )


def _running_sums(ground: Ground) -> Chart:
    versions = None
    if ground.options.get("versions") == "yes":
        lines = ground.answer(plan_curves)
        named = zip(lines["plan_version_nb"], lines["plan_version_en"], strict=True)
        versions = lines.assign(label=[ground.lang.pick(*pair) for pair in named])
    return charts.cumulative_lines(
        ground.monthly(), unit=ground.selection.unit, basis=ground.basis, versions=versions, **ground.look
    )


def _months_by(key: str) -> Callable[[Ground], Chart]:
    def draw(ground: Ground) -> Chart:
        frame = ground.monthly((key,))
        frame = frame.assign(label=labels(ground.reader, frame, key, ground.lang), key=frame[key])
        return charts.small_multiples(frame, unit=ground.selection.unit, basis=ground.basis, **ground.look)

    return draw


def _quality(ground: Ground) -> Chart:
    compared = ground.compared()
    actual = compared.total["actual"]
    known = actual is not None and not pd.isna(actual)
    rows = [
        {"code": code, "label": quality_words(code, ground.lang), "share": share,
         "amount": share * actual if known else None}
        for code, share in compared.basis.quality.items()
    ]  # fmt: skip
    return charts.quality_bar(
        pd.DataFrame(rows, columns=["code", "label", "share", "amount"]), unit=ground.selection.unit,
        basis=compared.basis.words(ground.lang), **ground.look,
    )  # fmt: skip


def _without_quality(ground: Ground) -> str:
    return "" if ground.compared().basis.quality else "no_quality"


def _without_process(ground: Ground) -> str:
    named = [key for key in ground.compared(("process",)).rows["process"] if isinstance(key, str)]
    return "" if named else "no_process"


VARIANCES: dict[str, Kind] = {
    "measures": Kind(lambda lang: lang.text("Planlagt mot faktisk per tiltak"), _variance_by("measure")),
    "sub_measures": Kind(
        lambda lang: lang.text("Planlagt mot faktisk per deltiltak"), _variance_by("sub_measure")
    ),
    "systems": Kind(lambda lang: lang.text("Planlagt mot faktisk per system"), _variance_by("system")),
    "role_groups": Kind(
        lambda lang: lang.text("Planlagt mot faktisk per rollegruppe"), _variance_by("role_group")
    ),
    "units": Kind(lambda lang: lang.text("Planlagt mot faktisk per enhet"), _variance_by("unit")),
}
MONTHS: dict[str, Kind] = {
    "months": Kind(lambda lang: lang.text("Planlagt og faktisk innsats per måned"), _months, "columns"),
    "running_sums": Kind(
        lambda lang: lang.text("Planlagt og faktisk hittil"), _running_sums, "lines",
        choices=lambda _ground: {"versions": ("no", "yes")}, pictured=frozenset({("versions", "yes")}),
    ),
    "months_by_system": Kind(
        lambda lang: lang.text("Innsats per måned, system for system"), _months_by("system"), "none"
    ),
}  # fmt: skip
OTHERS: dict[str, Kind] = {
    "processes": Kind(
        lambda lang: lang.text("Planlagt mot faktisk per hovedprosess"), _variance_by("process"),
        lacking=_without_process,
    ),
    "quality": Kind(
        lambda lang: lang.text("Målt, anslått og fordelt"), _quality, "none", lacking=_without_quality
    ),
}  # fmt: skip
