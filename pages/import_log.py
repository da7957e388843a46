"""Importlogg: every import, one of them closely with undo and redo, and the difference between any two versions."""

import streamlit as st

from ui import imports, imports_act, imports_one, imports_versions, placing
from ui.acting import told
from ui.page import show
from ui.view import View


def import_log(view: View) -> None:
    """Draw the page."""
    lang, records = view.lang, imports.records(view)
    told()
    imports_act.what_reading_again_changed(view)
    if not records:
        imports.nothing_imported(lang)
        return
    placing.notice(view)
    imports.log_table(records, view)
    st.header(lang.text("Én import på nært hold"), anchor=False)
    record = imports.choose_import(records, view)
    imports_one.about(record, view)
    imports_act.undo_or_redo(record, view)
    imports_act.read_again(record, view)
    imports_one.rows(record, view)
    imports_one.replaced(record, view)
    imports_one.changed(record, view)
    imports_one.read_how(record, view)
    st.header(lang.text("Forskjellen mellom to versjoner"), anchor=False)
    imports_versions.difference(view)
    with st.expander(lang.text("Alle versjoner")):
        imports_versions.version_table(view)


show("import_log", import_log, filtered=False, needs_data=False)
