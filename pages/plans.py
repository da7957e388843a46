"""Planer: which version counts when, the versions side by side, what each revision moved, and what if."""

import streamlit as st

from ui import plan_moves, plans, scenario, scenario_result, scenario_save
from ui.acting import told
from ui.page import show
from ui.view import View


def all_plans(view: View) -> None:
    """Draw the page."""
    lang = view.lang
    told()
    plans.line_of_time(view)
    st.header(lang.text("Planversjonene side om side"), anchor=False)
    plans.table_beside(view)
    plans.actual_against(view)
    st.header(lang.text("Hva hver revisjon flyttet"), anchor=False)
    plan_moves.what_moved(view)
    st.header(lang.text("Hva om?"), anchor=False)
    what_if(view)


def what_if(view: View) -> None:
    """Draw the scenario: its steps, what follows from them, and the ways to keep it."""
    chosen = scenario.builder(view)
    found = scenario_result.result(view, chosen)
    if found is None:
        return
    scenario_result.consequence(view, found)
    scenario_save.keep(view, found)


show("plans", all_plans)
