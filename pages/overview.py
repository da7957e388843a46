"""Oversikt: how we stand, what needs attention, where it is going, which measures and systems, what changed, and
whether the figures can be trusted.
"""

from ui import attention, data, disagreements, last_import, overview, since, states
from ui.page import show
from ui.view import View


def draw_overview(view: View) -> None:
    """Draw the page, each part the answer to a leader's question."""
    lang = view.lang
    compared = data.compared(view.key, view, ())
    if states.nothing_selected(compared.months, lang):
        last_import.last_import(view)
        return
    overview.standing(view, compared)
    attention.attention_list(view)
    overview.heading("where", lang)
    overview.where_it_goes(view)
    overview.heading("measures", lang)
    overview.by_measure(view)
    overview.heading("systems", lang)
    overview.by_system(view)
    overview.heading("changed", lang)
    since.since_upload(view)
    since.since_report(view)
    overview.heading("trust", lang)
    last_import.last_import(view)
    disagreements.of_selection(view)


show("overview", draw_overview)
