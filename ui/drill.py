"""From a figure to what lies behind it: a click on a mark, the same ways as links, and the way back as a breadcrumb.

A way is (label, page, address) for each row of a figure, in the order of its rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from charts import Chart
from language import Language
from metrics import measure_tree
from ui import html
from ui.address import Address, keep_address
from ui.navigation import link
from ui.view import View
from ui.words import page_title

Way = tuple[str, str, Address]

_TO = "drill_to"
_SHOWN = 8
"""Links that stand under a figure at once; a longer list is opened."""
_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def figure(drawn: Chart, name: str, ways: Sequence[Way]) -> None:
    """Draw a chart's figure; where it has ways, a click on a mark follows the one of its row."""
    if not ways:
        st.plotly_chart(drawn.figure, alt=drawn.alt, theme=None, config=_CONFIG, key=f"chart_{name}")
        return
    # A figure that was clicked gets another key: with the old one its mark would stay chosen after Back.
    turn = st.session_state.get(f"drill_turn_{name}", 0)
    key = f"chart_{name}_{turn}"

    def clicked() -> None:
        row = row_of(drawn, st.session_state[key])
        if row is not None and row < len(ways):
            st.session_state[f"drill_turn_{name}"] = turn + 1
            _label, page, address = ways[row]
            st.session_state[_TO] = (page, address)

    st.plotly_chart(
        drawn.figure, alt=drawn.alt, theme=None, config=_CONFIG, key=key, on_select=clicked, selection_mode="points"
    )  # fmt: skip


def row_of(drawn: Chart, event: Mapping[str, Any]) -> int | None:
    """Return the row of the mark that was chosen: the trace's own where it draws one row, else the mark's place."""
    points = event["selection"]["points"]
    if not points:
        return None
    meta = drawn.figure.data[points[0]["curve_number"]].meta
    row = meta if isinstance(meta, int) else points[0].get("point_index")
    return row if isinstance(row, int) and row >= 0 else None


def follow(page: str) -> None:
    """Go where a click on a figure of this page leads, before the page is drawn again."""
    target = st.session_state.pop(_TO, None)
    if target is None:
        return
    to, address = target
    if to == page:
        keep_address(address)
        return
    try:
        st.switch_page(f"pages/{to}.py", query_params=address.to_query())
    except StreamlitAPIException:
        # The page's file runs by itself, before the menu knows the other pages.
        keep_address(address)


def links(ways: Sequence[Way], name: str, lang: Language) -> None:
    """Draw the ways of a figure as links, for the keyboard and for whoever wants a tab of its own."""
    if not ways:
        return
    with st.container(horizontal=True, gap="small", key=f"drill_{name}"):
        html.paragraph(lang.text("Gå nærmere inn:"), "hr-drill", "content")
        for label, page, address in ways[:_SHOWN]:
            link(page, html.plain(label), address)
    if len(ways) > _SHOWN:
        rest = ways[_SHOWN:]
        told = lang.plural("{n} til", "{n} til", len(rest))
        with (
            st.expander(told, on_change="rerun", key=f"drill_more_{name}") as box,
            st.container(horizontal=True, gap="small", key=f"drill_rest_{name}"),
        ):
            for label, page, address in rest if box.open else ():
                link(page, html.plain(label), address)


def breadcrumb(page: str, view: View) -> None:
    """Draw the way from Oversikt to what is looked at closely; each part is a link that widens the view again."""
    parts = _parts(page, view)
    if len(parts) < 2:
        return
    with st.container(horizontal=True, gap="small", key="breadcrumb"):
        html.paragraph(view.lang.text("Du er her:"), "hr-unseen", "content")
        for label, to, address in parts[:-1]:
            link(to, html.plain(label), address)
            html.paragraph("›", "hr-crumb", "content")
        html.paragraph(parts[-1][0], "hr-crumb hr-here", "content")


def _parts(page: str, view: View) -> list[Way]:
    """Every level from Oversikt down to the page's own, or none where nothing is looked at closely."""
    lang, wide = view.lang, replace(view.address, measure=None, sub_measure=None, system=None)
    parts: list[Way] = []
    if page == "measures":
        sub_measure = view.address.sub_measure
        measure = view.address.measure or _measure_of(sub_measure, view)
        if measure:
            parts.append((view.short_label("measure", measure), page, replace(wide, measure=measure)))
        if sub_measure:
            parts.append((view.short_label("sub_measure", sub_measure), page, view.address))
    elif page == "systems" and view.address.system:
        parts.append((view.short_label("system", view.address.system), page, view.address))
    if not parts:
        return []
    top = [(page_title("overview", lang), "overview", wide), (page_title(page, lang), page, wide)]
    return [*top, *parts]


def _measure_of(sub_measure: str | None, view: View) -> str | None:
    """The measure that a sub-measure belongs to: an address need not name both."""
    nodes = measure_tree(view.reader)
    return next(
        (n.measure_id for n in nodes for s in n.sub_measures if s.sub_measure_id == sub_measure), None
    )
