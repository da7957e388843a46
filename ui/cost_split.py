"""Where a selection's cost variance comes from: the steps from the plan to what was spent, and what they rest on."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import charts
import metrics
from charts import Chart
from language import Language
from metrics import CostSplit
from ui import draw, html
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
    draw.chart(steps(view.key, view, title), view, name)
    with st.expander(lang.text("Hva betyr leddene?")):
        html.facts((label_of(term, lang), help_of(term, lang)) for term in EXPLAINED)


def _why(found: CostSplit, lang: Language) -> str:
    return metrics.note_words(found.total["note_code"], lang)


@st.cache_data(max_entries=200, show_spinner=False)
def split(key: Key, _view: View, by: tuple[str, ...] = ()) -> CostSplit:
    """Return the split of the view's cost variance."""
    return metrics.cost_split(_view.reader, key[2], by)


@st.cache_data(max_entries=200, show_spinner=False)
def steps(key: Key, _view: View, title: str) -> Chart:
    """Draw the steps from the plan to what was spent."""
    lang, found = _view.lang, split(key, _view)
    rows = [(label, kind, found.total[name]) for name, kind, label in _steps(lang)]
    frame = pd.DataFrame(rows, columns=["label", "kind", "amount"])
    return charts.waterfall(
        frame, title=title, unit="cost_nok", basis=found.words(lang), lang=lang, dark=key[4]
    )


def _steps(lang: Language) -> tuple[tuple[str, str, str], ...]:
    return (
        ("planned", "plan", lang.text("Planlagt")),
        ("quantity", "step", lang.text("Antall timer")),
        ("rate", "step", lang.text("Timesats")),
        ("unplanned", "step", lang.text("Ikke planlagt")),
        ("direct", "step", lang.text("Direkte kostnader")),
        ("actual", "actual", lang.text("Faktisk")),
    )
