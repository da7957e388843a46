"""Where a selection's cost variance comes from: the steps from the plan to what was spent, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

import metrics
from language import Language
from metrics import CostSplit
from metrics.cost_split import PARTS
from metrics.frames import records
from reports.figures_ahead import cost_steps
from ui import draw, html
from ui.data import asking
from ui.html import Row
from ui.terms import help_of, label_of
from ui.view import Key, View

EXPLAINED = ("quantity", "rate", "unplanned_cost", "direct", "payroll_booked")
"""The terms that stand under the figure."""


def cost_split_section(view: View, title: str, name: str = "kostnadsavvik") -> None:
    """Draw the split of the view's cost variance, in kroner whatever its unit; or why there is none.

    title: of the figure. name: as in `draw.chart`, one per page.
    """
    lang, found = view.lang, split(view.key, view)
    if found.total["note_code"]:
        st.info(html.plain(lang.text("Ingen deling av kostnadsavviket: {why}.", why=_why(found, lang))))
        return
    draw.figure("cost_split", view, name, title=title)
    _by_sub_measure(view)
    with st.expander(lang.text("Hva betyr leddene?")):
        html.facts((label_of(term, lang), help_of(term, lang)) for term in EXPLAINED)


def _by_sub_measure(view: View) -> None:
    """Offer the parts of each sub-measure, where there is more than one: they add up to the figure."""
    lang, found = view.lang, split(view.key, view, ("sub_measure",))
    if len(found.rows) < 2:
        return
    names = [name for name, _kind, _label in cost_steps(lang)]
    rows = [Row((_name(row, view), *_amounts(row, names, lang))) for row in records(found.rows)]
    rows.append(Row((lang.text("Sum"), *_amounts(found.total, names, lang)), "total"))
    heads = [lang.text("Deltiltak"), *(label for _name, _kind, label in cost_steps(lang))]
    caption = lang.text("Hvor kostnadsavviket kommer fra, per deltiltak, i kroner")
    with st.expander(lang.text("Hvor det kommer fra, per deltiltak")):
        html.table(heads, rows, caption=caption, numbers=range(1, len(heads)))


def _name(row: Mapping[str, Any], view: View) -> str:
    """A sub-measure with its code, since two may share a short name; «ikke plassert» in words."""
    if row["sub_measure"] is None:
        return view.lang.pick(row["sub_measure_nb"], row["sub_measure_en"])
    return view.short_label("sub_measure", row["sub_measure"])


def _amounts(row: Mapping[str, Any], names: Sequence[str], lang: Language) -> list[str]:
    """The amounts of a row in whole kroner; what may not be shown says why."""
    if row["note_code"]:
        return [metrics.note_words(row["note_code"], lang)] * len(names)
    return [lang.number(row[name], 0, signed=name in PARTS) for name in names]


def _why(found: CostSplit, lang: Language) -> str:
    return metrics.note_words(found.total["note_code"], lang)


def split(key: Key, view: View, by: tuple[str, ...] = ()) -> CostSplit:
    """Return the split of the view's cost variance."""
    found: CostSplit = asking(key[0])(metrics.cost_split, view.reader, key[2], by)
    return found
