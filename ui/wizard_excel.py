"""Mending in Excel: the file out with its wrong cells marked, and the mended copy in again in the same place."""

from __future__ import annotations

from pathlib import PurePosixPath

import streamlit as st

from etl.highlight import can_highlight, highlighted
from reports.table_file import XLSX_TYPE
from ui import html, wizard_problems, wizard_state
from ui.view import View
from ui.wizard_files import Entry


def mend_in_excel(entry: Entry, view: View) -> None:
    """Offer the marked workbook and the list of problems, and take the mended copy."""
    lang = view.lang
    html.small_heading(lang.text("Eller rett i Excel"))
    with st.container(horizontal=True, key="wizard_excel"):
        if _can_mark(entry.file.id, entry.file.edition, entry):
            st.download_button(
                lang.text("Last ned arbeidsboken med feilene merket"),
                lambda: highlighted(entry.file.content(), entry.report, lang),
                marked_name(entry.file.name, lang.text("merket")), XLSX_TYPE, key="wizard_marked", on_click="ignore",
            )  # fmt: skip
        wizard_problems.download(entry, view)
    uploads = st.file_uploader(
        lang.text("Slipp den rettede filen her. Svarene dine om kolonner og koder beholdes."),
        key=f"mended_{entry.file.id}_{entry.file.edition}",
    )  # fmt: skip
    if uploads is not None and wizard_state.mend(entry.file.id, uploads):
        st.rerun()


@st.cache_data(max_entries=100, show_spinner=False)
def _can_mark(file_id: str, edition: int, _entry: Entry) -> bool:  # noqa: ARG001 - what the answer is kept by
    return can_highlight(_entry.file.content())


def marked_name(name: str, word: str) -> str:
    """Return «timer-merket.xlsx»; a macro workbook keeps its own ending."""
    path = PurePosixPath(name.replace("\\", "/"))
    return f"{path.stem}-{word}{path.suffix if path.suffix.lower() in ('.xlsx', '.xlsm') else '.xlsx'}"
