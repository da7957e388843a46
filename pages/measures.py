"""Tiltak: every measure with its sub-measures, and one of them closely, down to the rows of the files."""

import streamlit as st

from metrics import short_name
from ui import data, draw, figures, measures, states
from ui.cards import total_cards
from ui.page import show
from ui.view import View


def all_measures(view: View) -> None:
    """Draw the page."""
    lang, nodes = view.lang, measures.chosen_measures(view)
    measures.alias_warnings(nodes, lang)
    if states.nothing_selected(data.compared(view.key, view, ()).months, lang):
        return
    st.header(lang.text("Alle tiltak og deltiltak"), anchor=False)
    measures.hierarchy(view, nodes)
    title = lang.text("Planlagt mot faktisk per deltiltak")
    draw.chart(figures.variance_by(view.key, view, "sub_measure", title), view, "avvik-deltiltak")
    st.header(lang.text("Ett deltiltak på nært hold"), anchor=False)
    node = measures.choose_sub_measure(view, nodes)
    if node is not None:
        one_sub_measure(measures.narrowed(view, node), node)


def one_sub_measure(view: View, node: measures.SubMeasureNode) -> None:
    """Draw one sub-measure: its figures, its facts, its months, who spent the effort, and the source rows."""
    lang, name = view.lang, short_name(view.lang.pick(node.name_nb, node.name_en))
    total = data.compared(view.key, view, ())
    if total.months.counted:
        total_cards(total, view)
    measures.about(node, view)
    if states.nothing_selected(total.months, lang):
        return
    draw.chart(figures.by_month(view.key, view, lang.text("{name} per måned", name=name)), view, "per-maaned")
    sums = figures.running_sums(view.key, view, lang.text("{name} hittil", name=name))
    draw.chart(sums, view, "hittil")
    groups = lang.text("{name} per rollegruppe", name=name)
    draw.chart(figures.variance_by(view.key, view, "role_group", groups), view, "rollegrupper")
    measures.source_table(view)


show("measures", all_measures)
