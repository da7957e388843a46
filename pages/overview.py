"""Oversikt: how it goes for the selection, what to look at first, the trend, and the systems side by side."""

import streamlit as st

from ui import attention, data, draw, figures, imports, states
from ui.cards import total_cards
from ui.page import show
from ui.view import View


def overview(view: View) -> None:
    """Draw the page."""
    lang = view.lang
    total = data.compared(view.key, view, ())
    if states.nothing_selected(total.months, lang):
        return
    total_cards(total, view)
    left_out = total.months.left_out(lang)
    draw.paragraph(left_out, "hr-basis")
    st.header(lang.text("Se på dette først"), anchor=False)
    attention.attention_list(view)
    st.header(lang.text("Utviklingen"), anchor=False)
    months = figures.by_month(view.key, view, lang.text("Planlagt og faktisk innsats per måned"))
    draw.chart(months, view, "maaneder")
    st.header(lang.text("Systemene side om side"), anchor=False)
    systems = figures.variance_by(view.key, view, "system", lang.text("Planlagt mot faktisk per system"))
    draw.chart(systems, view, "systemer")
    imports.last_import(view)


show("overview", overview)
