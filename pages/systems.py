"""Systemer: all systems side by side, on one line of time and from month 0; or one of them closely."""

import streamlit as st

from metrics import is_closed
from ui import data, states, systems
from ui.cards import total_cards
from ui.forecast import forecast_section
from ui.measures import draw_milestones, milestones
from ui.page import show
from ui.systems_aligned import aligned_section
from ui.systems_beside import SERIES, beside_section, series_of
from ui.systems_closed import closed_section, closed_systems
from ui.systems_matrix import matrix_section
from ui.view import View


def all_systems(view: View) -> None:
    """Draw the page: all systems, or the one that the address names."""
    chosen = systems.choose_system(view)
    if chosen is not None:
        one_system(view, chosen)
        return
    lang = view.lang
    st.header(lang.text("Alle systemer"), anchor=False)
    systems.all_systems(view)
    st.header(lang.text("Milepæler"), anchor=False)
    systems.timeline(view)
    if states.nothing_selected(data.compared(view.key, view, ()).months, lang):
        return
    systems.variance_per_system(view)
    st.header(lang.text("Innsats før og etter at systemene kom i drift"), anchor=False)
    aligned_section(view)
    systems.months_of_all(view)
    st.header(lang.text("Tiltak × system"), anchor=False)
    matrix_section(view)
    for system_id in closed_systems(view):
        st.header(
            lang.text("{system}: avsluttet uten innføring", system=view.label("system", system_id)),
            anchor=False,
        )
        closed_section(view, system_id)
    st.header(lang.text("Restanser og instrumenttimer ved siden av innsatsen"), anchor=False)
    for system_id, kind in SERIES:
        beside_section(view, system_id, kind, at_once=kind == "backlog")


def one_system(view: View, system_id: str) -> None:
    """Draw one system: what it is, its effort and milestones, who spent it on what, and what belongs to it alone."""
    lang, name, own = view.lang, view.label("system", system_id), view.only(systems=(system_id,))
    st.header(lang.text("{system} på nært hold", system=name), anchor=False)
    if systems.has_effort(system_id, view):
        total_cards(data.compared(own.key, own, ()), own)
    systems.about(system_id, view)
    if is_closed(view.reader, system_id):
        closed_section(view, system_id)
    draw_milestones(milestones(view.reader, system_id=system_id), lang)
    if not systems.has_effort(system_id, view):
        return
    systems.months(view, system_id)
    systems.parts(view, system_id)
    forecast_section(own, lang.text("{system}: hvor det ender", system=name), "system-prognose")
    if (kind := series_of(system_id)) is not None:
        beside_section(view, system_id, kind)
    if system_id == systems.BOTT_FINANCE:
        st.header(lang.text("Hovedprosessene i BOTT ØL"), anchor=False)
        systems.processes(view)


show("systems", all_systems)
