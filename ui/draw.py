"""One way to draw a figure: title, what it says, the chart, what it rests on, and the same as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from charts import Chart
from language import Language
from reports.table_file import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from ui import drill as ways
from ui import figures, html, trust
from ui.drill import Way
from ui.export import Named, export_button
from ui.html import Row, paragraph
from ui.view import View


def figure(
    kind: str,
    view: View,
    name: str,
    drill: Sequence[Way] = (),
    *,
    title: str = "",
    shown: View | None = None,
    also_narrow: bool = False,
    **options: str,
) -> None:
    """Draw a figure of `reports.figures.FIGURES` for the view. title: where it shall have another than its own. shown:
    the view that its data basis tells of, where that is another. also_narrow: another drawing for where it has little
    room. name, drill: as in `chart`.
    """
    chosen = tuple(sorted(options.items()))
    drawn = figures.chart(view.key, view, kind, title, chosen)
    narrow = figures.chart(view.key, view, kind, title, chosen, True) if also_narrow else None
    chart(drawn, shown or view, name, drill, narrow=narrow, named=Named(kind, options, view.selection))


def chart(
    drawn: Chart,
    view: View,
    name: str,
    drill: Sequence[Way] = (),
    *,
    narrow: Chart | None = None,
    named: Named | None = None,
) -> None:
    """Draw a chart with its twin. name: what the downloaded files are called; one per page. drill: where a click on
    each of its rows leads; the same stand as links under it. narrow: the same chart for where it has little room.
    named: the figure that it is, which gives what is taken away a code.
    """
    st.subheader(drawn.title, anchor=False)
    paragraph(drawn.message, "hr-message")
    if narrow is None:
        ways.figure(drawn, name, drill)
    else:
        _one_of(drawn, narrow, name, drill)
    ways.links(drill, name, view.lang)
    trust.basis_button(view, unit_label=drawn.unit_label, short=drawn.basis)
    with st.expander(view.lang.text("Vis som tabell: {title}", title=html.label(drawn.title))):
        frame_table(drawn.table, caption=drawn.title, lang=view.lang)
    export_button(lambda: drawn, view, name, named)


def _one_of(wide: Chart, narrow: Chart, name: str, drill: Sequence[Way]) -> None:
    """Draw both; the style sheet shows the one that fits the room, since only the browser knows it."""
    with st.container(key=f"fitting_{name}"):
        with st.container(key=f"wide_{name}"):
            ways.figure(wide, name, drill)
        with st.container(key=f"narrow_{name}"):
            ways.figure(narrow, f"{name}_narrow", drill)


def basis_line(unit_label: str, basis: str, lang: Language) -> None:
    """Say the unit and the data basis under a figure."""
    told = lang.text("Enhet: {unit}.", unit=unit_label) if unit_label else ""
    rests_on = lang.text("Datagrunnlag: {basis}", basis=basis) if basis else ""
    paragraph(f"{told} {rests_on}".strip(), "hr-basis")


def table(frame: pd.DataFrame, title: str, basis: str, view: View, name: str) -> None:
    """Draw a table that has no chart, with its downloads."""
    frame_table(frame, caption=title, lang=view.lang)
    basis_line("", basis, view.lang)
    downloads(frame, title, basis, view, name)


def frame_table(frame: pd.DataFrame, *, caption: str, lang: Language, kinds: Sequence[str] = ()) -> None:
    """Draw a frame with headings in the reader's language. kinds: the kind of each row (see `html.Row`)."""
    if frame.empty:
        st.write(lang.text("Ingen rader."))
        return
    heads = [str(name) for name in frame.columns]
    numbers = [place for place, name in enumerate(frame.columns) if _is_numeric(frame[name])]
    rows = [
        Row(tuple(cell_text(value, head, lang) for value, head in zip(values, heads, strict=True)), kind)
        for values, kind in zip(
            frame.itertuples(index=False, name=None), kinds or [""] * len(frame), strict=True
        )
    ]
    html.table(heads, rows, caption=caption, numbers=numbers)


def _is_numeric(values: pd.Series[Any]) -> bool:
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in values.tolist())


def cell_text(value: Any, head: str, lang: Language) -> str:
    """Return a cell as the reader sees it; kroner and counts are whole, hours and per cent have one decimal."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if isinstance(value, date):
        return lang.date(value)
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        return str(value)
    whole = isinstance(value, int) or "kr" in head.lower().split() or "kr)" in head or "NOK" in head
    decimals = 2 if lang.text("årsverk") in head else 0 if whole else 1
    return lang.number(value, decimals)


def downloads(frame: pd.DataFrame, title: str, basis: str, view: View, name: str) -> None:
    """Offer the table as Excel and CSV; the first rows say what was selected and what it rests on."""
    lang = view.lang
    about = [
        (lang.text("Utvalg"), view.selection.describe(lang, view.names)),
        (lang.text("Datagrunnlag"), basis),
    ]
    with st.container(horizontal=True):
        st.download_button(
            lang.text("Last ned som Excel"), lambda: xlsx_bytes(frame, title=title, about=about, lang=lang),
            f"handlingsrom-{name}.xlsx", XLSX_TYPE, key=f"xlsx_{name}", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            lang.text("Last ned som CSV"), lambda: csv_bytes(frame, title=title, about=about, lang=lang),
            f"handlingsrom-{name}.csv", CSV_TYPE, key=f"csv_{name}", on_click="ignore",
        )  # fmt: skip
