"""Kodeverk: codes that lead nowhere, the museum's own tables, the bridge from old codes to new, what is remembered."""

import streamlit as st

from ui import (
    bridge,
    codebook_excel,
    codebook_parts,
    codebook_plans,
    codebook_table,
    memory,
    placing,
    plan_in_force,
)
from ui.acting import told
from ui.page import show
from ui.view import View


def codebook(view: View) -> None:
    """Draw the page."""
    told()
    part = codebook_parts.choose_part(view)
    {"unplaced": unplaced, "tables": tables, "bridge": bridge.code_bridge, "memory": memory.remembered}[part](
        view
    )


def unplaced(view: View) -> None:
    """Draw the codes that lead to no sub-measure, and place one."""
    placing.moved(view)
    placing.unplaced_table(view)
    placing.place_one(view)


def tables(view: View) -> None:
    """Draw one table: its rows, the ways to change it, and its history."""
    lang = view.lang
    spec = codebook_table.choose_table(view)
    if spec.name == plan_in_force.TABLE:
        plan_in_force.in_force(view)
        codebook_plans.actions(view)
        st.header(lang.text("Alle planversjonene"), anchor=False)
    codebook_table.show_table(view, spec)
    codebook_excel.offer_workbook(view)
    st.header(lang.text("Endre tabellen"), anchor=False)
    codebook_table.edit_table(view, spec)
    st.header(lang.text("Endringer i denne tabellen"), anchor=False)
    codebook_table.table_history(view, spec)


show("codebook", codebook, filtered=False, needs_data=False)
