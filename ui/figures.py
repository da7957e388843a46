"""The figures of the pages: metrics → chart, kept per warehouse version, selection, language and theme."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

import charts
from charts import Chart
from metrics import measure_tree, quality_words, short_name
from metrics.curves import plan_curves
from ui import data
from ui.data import kept
from ui.measures_rows import hierarchy_frame
from ui.view import Key, View

Labels = Callable[[str], str]


def _named(rows: pd.DataFrame, key: str, view: View, words: Labels = str) -> pd.DataFrame:
    """Add the label that a chart shows for each row."""
    return rows.assign(label=labels(rows, key, view, words))


def labels(rows: pd.DataFrame, key: str, view: View, words: Labels = short_name) -> list[str]:
    """Return what each row is called. Measures and sub-measures begin with the code that everybody knows them by, since
    two may share a short name.
    """
    codes = {node.measure_id: node.code for node in measure_tree(view.reader)} if key == "measure" else {}
    found = []
    for one, nb, en in zip(rows[key], rows[f"{key}_nb"], rows[f"{key}_en"], strict=True):
        code = codes.get(one, "") if key == "measure" else one if key == "sub_measure" else ""
        found.append(" ".join(part for part in (code, words(view.lang.pick(nb, en))) if part))
    return found


def basis_words(view: View) -> str:
    """Return the data basis of the view's selection, as it stands under each of its figures."""
    return data.compared(view.key, view, ()).basis.words(view.lang)


@kept
def variance_by(key: Key, _view: View, by: str, title: str) -> Chart:
    """Draw planned against actual for each measure, sub-measure, system, unit, role group or process."""
    compared = data.compared(key, _view, (by,), by == "sub_measure")
    rows = _named(compared.rows, by, _view, short_name)
    return charts.variance_bars(
        rows,
        title=title,
        unit=key[2].unit,
        basis=compared.basis.words(_view.lang),
        lang=_view.lang,
        dark=key[4],
    )


@kept
def by_month(key: Key, _view: View, title: str) -> Chart:
    """Draw planned against actual month by month."""
    return charts.monthly_bars(
        data.by_month(key, _view), title=title, unit=key[2].unit, basis=basis_words(_view), lang=_view.lang,
        dark=key[4],
    )  # fmt: skip


@kept
def running_sums(key: Key, _view: View, title: str) -> Chart:
    """Draw planned and actual summed up from the first month, and each plan version beside them."""
    lines = plan_curves(_view.reader, key[2])
    called = [
        _view.lang.pick(*pair)
        for pair in zip(lines["plan_version_nb"], lines["plan_version_en"], strict=True)
    ]
    return charts.cumulative_lines(
        data.by_month(key, _view), title=title, unit=key[2].unit, basis=basis_words(_view), lang=_view.lang,
        dark=key[4], versions=lines.assign(label=called),
    )  # fmt: skip


@st.cache_data(max_entries=100, show_spinner=False)
def hierarchy_rows(key: Key, _view: View, grouped: bool) -> pd.DataFrame:  # noqa: ARG001 - key of the cache
    """Return the rows of the hierarchy; grouped: with the measures above their sub-measures."""
    return hierarchy_frame(_view, grouped)


@kept
def hierarchy(key: Key, _view: View, title: str, grouped: bool, narrow: bool) -> Chart:
    """Draw measures and sub-measures as one table-like figure. narrow: for a telephone."""
    return charts.hierarchy(
        hierarchy_rows(key, _view, grouped), title=title, unit=key[2].unit, basis=basis_words(_view),
        lang=_view.lang, dark=key[4], narrow=narrow,
    )  # fmt: skip


@kept
def quality(key: Key, _view: View, title: str) -> Chart:
    """Draw how the actual figures came about."""
    compared = data.compared(key, _view, ())
    actual = compared.total["actual"]
    known = actual is not None and not pd.isna(actual)
    rows = [
        {"code": code, "label": quality_words(code, _view.lang), "share": share,
         "amount": share * actual if known else None}
        for code, share in compared.basis.quality.items()
    ]  # fmt: skip
    return charts.quality_bar(
        pd.DataFrame(rows, columns=["code", "label", "share", "amount"]), title=title, unit=key[2].unit,
        basis=compared.basis.words(_view.lang), lang=_view.lang, dark=key[4],
    )  # fmt: skip


@kept
def months_by(key: Key, _view: View, by: str, title: str) -> Chart:
    """Draw a small chart of the months for each measure, system or role group, all on one scale."""
    frame = _named(data.by_month(key, _view, (by,)), by, _view, short_name)
    return charts.small_multiples(
        frame.assign(key=frame[by]), title=title, unit=key[2].unit, basis=basis_words(_view), lang=_view.lang,
        dark=key[4],
    )  # fmt: skip


@kept
def around_go_live(key: Key, _view: View, system_id: str, title: str) -> Chart:
    """Draw a system's effort by month with its milestones."""
    series = data.around_go_live(key, _view, system_id)
    return charts.go_live_effort(
        series.frame, series.milestones, title=title, unit=key[2].unit,
        basis=basis_words(_view.only(systems=(system_id,))), lang=_view.lang, dark=key[4],
    )  # fmt: skip
