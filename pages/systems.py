"""Systemer: every system, go-live and the effort around it, the matrix, main processes, and series of their own."""

import streamlit as st

from ui import data, draw, figures, states, systems
from ui.cards import total_cards
from ui.measures import draw_milestones, milestones
from ui.page import show
from ui.view import View


def all_systems(view: View) -> None:
    """Draw the page."""
    lang = view.lang
    st.header(lang.text("Alle systemer"), anchor=False)
    systems.all_systems(view)
    systems.timeline(view)
    if not states.nothing_selected(data.compared(view.key, view, ()).months, lang):
        title = lang.text("Innsats per måned, system for system")
        draw.chart(figures.months_by(view.key, view, "system", title), view, "maaneder-per-system")
    st.header(lang.text("Ett system på nært hold"), anchor=False)
    chosen = systems.choose_system(view)
    if chosen is not None:
        one_system(view, chosen)
    if states.nothing_selected(data.compared(view.key, view, ()).months, lang):
        return
    st.header(lang.text("Tiltak × system"), anchor=False)
    systems.matrix_table(view)
    st.header(lang.text("Hovedprosessene i BOTT ØL"), anchor=False)
    systems.processes(view)
    st.header(lang.text("Restanser i ePhorte"), anchor=False)
    systems.backlog_table(view)
    st.header(lang.text("Instrumenttimer i Bookitlab"), anchor=False)
    systems.instrument_table(view)


def one_system(view: View, system_id: str) -> None:
    """Draw one system: its facts and milestones, and its effort by month around go-live."""
    lang, narrowed = view.lang, view.only(systems=(system_id,))
    systems.about(system_id, view)
    draw_milestones(milestones(view.reader, system_id=system_id), lang)
    if not systems.has_effort(system_id, view):
        return
    total_cards(data.compared(narrowed.key, narrowed, ()), narrowed)
    title = lang.text("{system}: innsats rundt i drift-dato", system=view.label("system", system_id))
    draw.chart(figures.around_go_live(view.key, view, system_id, title), narrowed, "rundt-drift")


show("systems", all_systems)
