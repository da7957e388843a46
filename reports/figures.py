"""The figures that can be put into a report, by name: one selection in, one chart with its table out.

Pages draw the same figures, so that what is seen and what is exported cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

import charts
from charts import Chart
from language import Language
from metrics import Selection, compare, data_basis, measure_tree, monthly, months, names, short_name


class UnknownFigure(ValueError):
    """There is no figure of this name. `name` is what was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Figure:
    """A figure as it goes into a report.

    name: in FIGURES. selection: pinned to months and to a day (see `pinned`), and told in words. version: the warehouse
    version that it was drawn from.
    """

    name: str
    chart: Chart
    selection: Selection
    told: str
    version: int


Draw = Callable[[Any, Selection, Language, bool, str], Chart]
"""reader, selection, language, dark theme, title → chart"""


@dataclass(frozen=True)
class Kind:
    """title: the figure's title in a language. draw: makes it. native: how Excel and PowerPoint draw its table: bars |
    columns | lines | none.
    """

    title: Callable[[Language], str]
    draw: Draw
    native: str = "bars"


def pinned(reader: Any, selection: Selection, on: date) -> Selection:
    """Return the selection with its months named and the plan as of a day, so that next year it means the same.

    A selection without an end goes on with the data; one with an end does not. Raises SelectionError as `months` does.
    """
    found = months(reader, selection).all
    if not found:
        return replace(selection, as_of=selection.as_of or on)
    return replace(
        selection,
        first=selection.first or found[0],
        last=selection.last or found[-1],
        as_of=min(selection.as_of or on, on),
    )


def figure(
    reader: Any, name: str, selection: Selection, lang: Language, *, on: date, dark: bool = False
) -> Figure:
    """Draw one figure of FIGURES for a selection, pinned to the day `on`.

    Raises UnknownFigure, and SelectionError for a selection that means nothing.
    """
    if name not in FIGURES:
        raise UnknownFigure(name)
    fixed = pinned(reader, selection, on)
    kind = FIGURES[name]
    chart = kind.draw(reader, fixed, lang, dark, kind.title(lang))
    return Figure(name, chart, fixed, fixed.describe(lang, names(reader)), reader.version)


def labels(reader: Any, rows: pd.DataFrame, key: str, lang: Language) -> list[str]:
    """Return what each row is called. Measures and sub-measures begin with the code that everybody knows them by, since
    two may share a short name.
    """
    codes = {node.measure_id: node.code for node in measure_tree(reader)} if key == "measure" else {}
    found = []
    for one, nb, en in zip(rows[key], rows[f"{key}_nb"], rows[f"{key}_en"], strict=True):
        code = codes.get(one, "") if key == "measure" else one if key == "sub_measure" else ""
        found.append(" ".join(part for part in (code, short_name(lang.pick(nb, en))) if part))
    return found


def _basis(reader: Any, selection: Selection, lang: Language) -> str:
    return data_basis(reader, selection).words(lang)


def _variance_by(key: str) -> Draw:
    def draw(reader: Any, selection: Selection, lang: Language, dark: bool, title: str) -> Chart:
        compared = compare(reader, selection, (key,), with_empty=key == "sub_measure")
        rows = compared.rows.assign(label=labels(reader, compared.rows, key, lang))
        return charts.variance_bars(
            rows, title=title, unit=selection.unit, basis=compared.basis.words(lang), lang=lang, dark=dark
        )

    return draw


def _months(reader: Any, selection: Selection, lang: Language, dark: bool, title: str) -> Chart:
    return charts.monthly_bars(
        monthly(reader, selection), title=title, unit=selection.unit, basis=_basis(reader, selection, lang),
        lang=lang, dark=dark,
    )  # fmt: skip


def _running_sums(reader: Any, selection: Selection, lang: Language, dark: bool, title: str) -> Chart:
    return charts.cumulative_lines(
        monthly(reader, selection), title=title, unit=selection.unit, basis=_basis(reader, selection, lang),
        lang=lang, dark=dark,
    )  # fmt: skip


def _months_by(key: str) -> Draw:
    def draw(reader: Any, selection: Selection, lang: Language, dark: bool, title: str) -> Chart:
        frame = monthly(reader, selection, (key,))
        frame = frame.assign(label=labels(reader, frame, key, lang), key=frame[key])
        return charts.small_multiples(
            frame,
            title=title,
            unit=selection.unit,
            basis=_basis(reader, selection, lang),
            lang=lang,
            dark=dark,
        )

    return draw


FIGURES: dict[str, Kind] = {
    "measures": Kind(lambda lang: lang.text("Planlagt mot faktisk per tiltak"), _variance_by("measure")),
    "sub_measures": Kind(
        lambda lang: lang.text("Planlagt mot faktisk per deltiltak"), _variance_by("sub_measure")
    ),
    "systems": Kind(lambda lang: lang.text("Planlagt mot faktisk per system"), _variance_by("system")),
    "role_groups": Kind(
        lambda lang: lang.text("Planlagt mot faktisk per rollegruppe"), _variance_by("role_group")
    ),
    "units": Kind(lambda lang: lang.text("Planlagt mot faktisk per enhet"), _variance_by("unit")),
    "months": Kind(lambda lang: lang.text("Planlagt og faktisk innsats per måned"), _months, "columns"),
    "running_sums": Kind(lambda lang: lang.text("Planlagt og faktisk hittil"), _running_sums, "lines"),
    "months_by_system": Kind(
        lambda lang: lang.text("Innsats per måned, system for system"), _months_by("system"), "none"
    ),
}
"""The figures by the names that the command line and the figure codes use."""
