"""Siden sist rapportert: what has moved in the released figures of an issued report, and the imports that moved it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from metrics import Selection, SelectionError
from metrics.issued import Issued, SinceIssue, since_issue
from metrics.sentences import change_sentences
from ui import data, html, since
from ui.imports import link_to, moment
from ui.reports_words import newest
from ui.view import View
from warehouse import Reader, WarehouseError


def selection_of(issued: Issued) -> Selection | None:
    """Return the selection of a report; None where it means nothing any more."""
    try:
        return Selection.from_query({key: str(value) for key, value in issued.selection.items()})
    except SelectionError:
        return None


def moved_since(view: View, issued: Issued) -> None:
    """Draw what has moved in sentences and as a table, and who moved it."""
    lang, now = view.lang, newest(view)
    try:
        found = _since((str(view.folder), now.version, issued.issue_id), now, issued)
    except WarehouseError:
        st.write(lang.text("Tallene fra da er ikke tatt vare på, så endringen kan ikke vises."))
        return
    except SelectionError:
        st.write(lang.text("Planversjonen i rapporten finnes ikke lenger, så endringen kan ikke vises."))
        return
    if found.rows.empty:
        st.write(lang.text("Ingen frigitte tall i rapportens utvalg er endret siden den ble utstedt."))
        return
    chosen = selection_of(issued) or Selection()
    for sentence in change_sentences(found.rows, chosen.unit, lang):
        html.paragraph(sentence, "hr-message")
    _movers(view, found)
    since.table_of_changes(found.rows, view, (issued.version, now.version), "siden-rapporten", chosen)


@st.cache_data(max_entries=20, show_spinner=False)
def _since(key: tuple[str, int, str], _now: Reader, _issued: Issued) -> SinceIssue:
    return since_issue(data.reader_at(Path(key[0]), _issued.version), _now, _issued)


def _movers(view: View, found: SinceIssue) -> None:
    lang = view.lang
    if not found.movers:
        st.write(
            lang.text(
                "Ingen import har flyttet tallene: det er koder, planer eller andre oppslag som er endret."
            )
        )
        return
    heads = [lang.text("Import"), lang.text("Hva"), lang.text("Hvem"), lang.text("Når")]
    did = {"loaded": lang.text("lastet inn"), "undone": lang.text("angret")}
    rows = [
        html.Row(
            (
                f"{one.import_id}: {one.file_name}",
                did[one.action],
                one.by or "",
                moment(one.at, lang) if one.at else "",
            )
        )
        for one in found.movers
    ]
    html.table(heads, rows, caption=lang.text("Importene som flyttet tallene"))
    with st.container(horizontal=True, gap="small", key="since_imports"):
        for one in found.movers[:8]:
            link_to(view, one.import_id, lang.text("Åpne import {id}", id=one.import_id))
