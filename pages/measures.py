"""Tiltak: every measure with its sub-measures, and one of them closely, down to the rows of the files."""

import streamlit as st

from ui import data, draw, measures, measures_facts, measures_one, states
from ui.cards import total_cards
from ui.forecast import forecast_section
from ui.html import paragraph
from ui.measures_rows import Closely
from ui.page import show
from ui.view import View


def all_measures(view: View) -> None:
    """Draw the page."""
    lang, nodes = view.lang, measures.chosen_measures(view)
    chosen = measures.closely(view, nodes)
    measures.choose(view, nodes, chosen)
    if chosen is not None:
        one(chosen, chosen.view(view))
        return
    measures.outside_selection(view)
    measures.alias_warnings(nodes, lang)
    if states.nothing_selected(data.compared(view.key, view, ()).months, lang):
        return
    st.header(lang.text("Alle tiltak og deltiltak"), anchor=False)
    measures.hierarchy(
        view, None, lang.text("Planlagt mot faktisk per tiltak og deltiltak"), "tiltak-og-deltiltak"
    )


def one(chosen: Closely, view: View) -> None:
    """Draw one measure or sub-measure: how it stands, who spent the effort, the way there, the figures behind."""
    lang, name = view.lang, chosen.short(view.lang)
    total = data.compared(view.key, view, ())
    st.header(chosen.name(lang), anchor=False)
    paragraph(measures_one.sentence(view, name), "hr-lead")
    paragraph(total.months.left_out(lang), "hr-basis")
    measures.alias_warnings((chosen.sub_measure or chosen.measure,), lang)
    if not states.nothing_selected(total.months, lang):
        total_cards(total, view)
        figures_of(chosen, view, name)
    st.header(lang.text("Status, gevinst og ansvar"), anchor=False)
    measures_facts.about(chosen, view)
    measures_facts.history(chosen, view)
    measures_facts.succession(chosen, view)


def figures_of(chosen: Closely, view: View, name: str) -> None:
    """Draw the figures of one measure or sub-measure."""
    lang = view.lang
    if chosen.sub_measure is None:
        measures.hierarchy(view, chosen, lang.text("{name}: deltiltak for deltiltak", name=name), "deltiltak")
    st.header(lang.text("Hvem brukte tiden?"), anchor=False)
    measures_one.role_groups(view, name)
    st.header(lang.text("Utviklingen"), anchor=False)
    draw.figure("months", view, "per-maaned", title=lang.text("{name} per måned", name=name))
    sums = lang.text("{name} hittil, med hver planversjon", name=name)
    draw.figure("running_sums", view, "hittil", title=sums, versions="yes")
    st.header(lang.text("Hvor ender det?"), anchor=False)
    forecast_section(view, lang.text("{name}: prognose", name=name))
    st.header(lang.text("Hvor kom avviket fra?"), anchor=False)
    measures_one.broken_down(chosen, view, name)
    st.header(lang.text("Tallene bak"), anchor=False)
    measures_one.quality(view, name)
    measures_facts.source_rows(view)


show("measures", all_measures)
