"""Avstemming: every row accounted for, the file's own totals against ours, the ledger's until nothing is left."""

import streamlit as st

from ui import imports, reconcile, reconcile_entry
from ui.acting import told
from ui.page import show
from ui.view import View


def reconciliation(view: View) -> None:
    """Draw the page."""
    lang, records = view.lang, imports.that_count(view)
    told()
    if not records:
        imports.nothing_imported(lang)
        return
    st.header(lang.text("Mot hovedboken"), anchor=False)
    reconcile.ledger(view)
    st.header(lang.text("Skriv inn en total fra hovedboken"), anchor=False)
    reconcile_entry.type_in(records, view)
    reconcile_entry.typed_in(view)
    st.header(lang.text("Rad for rad: alt som ble lest, er gjort rede for"), anchor=False)
    reconcile.rows_table(records, view)
    st.header(lang.text("Filens egne summer"), anchor=False)
    reconcile.file_totals(imports.choose_import(records, view), view)


show("reconciliation", reconciliation, filtered=False, needs_data=False)
