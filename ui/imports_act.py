"""What can be done with an import: undo it, take that back, and read the same file again with what is known today."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

import etl
from etl.load import shown_name
from etl.reapply import reapply
from ui import acting, html
from ui.address import change_address
from ui.changes import change_table
from ui.view import View

_AGAIN = "log_read_again"
_MEGABYTES = 50
_NAME = 80
"""Letters of a file's name that every file system takes."""


def undo_or_redo(record: etl.ImportRecord, view: View) -> None:
    """Draw undo for an import that counts, and «Gjør om» for one that was undone; both ask first."""
    lang, number = view.lang, record.import_id
    by = acting.signed_in() or None
    if record.status == "active":
        acting.ask_first(
            f"undo_{number}", lang.text("Angre import {id}", id=number), lang.text("Ja, angre import {id}", id=number),
            lang.text("Tallene fra importen tas ut, og det den erstattet, gjelder igjen. Fortsette?"), lang,
            lambda: acting.attempt(lang, lang.text("Angrer …"), lambda: etl.undo(view.folder, number, by)),
            lang.text("Import {id} er angret. Tallene er slik de var uten den.", id=number),
        )  # fmt: skip
    else:
        acting.ask_first(
            f"redo_{number}", lang.text("Gjør om: la import {id} gjelde igjen", id=number),
            lang.text("Ja, la import {id} gjelde igjen", id=number),
            lang.text("Tallene fra importen gjelder igjen, der ingen senere import dekker det samme. Fortsette?"), lang,
            lambda: acting.attempt(lang, lang.text("Gjør om …"), lambda: etl.redo(view.folder, number, by)),
            lang.text("Import {id} gjelder igjen.", id=number),
        )  # fmt: skip


def read_again(record: etl.ImportRecord, view: View) -> None:
    """Draw the place to drop the same file again, and say why it must be given again."""
    lang = view.lang
    if record.status != "active":
        return
    with st.expander(lang.text("Les filen på nytt med det som er kjent i dag")):
        st.write(
            lang.text(
                "Har du endret oppsettet eller kodeverket etter importen, kan filen leses på nytt. Av personvernhensyn "
                "tas filer ikke vare på, så du må slippe den samme filen en gang til. Fingeravtrykket viser om det er "
                "den."
            )
        )
        file: Any = st.file_uploader(
            lang.text("Slipp filen {name}", name=html.plain(record.file_name)), max_upload_size=_MEGABYTES,
            key=f"again_{record.import_id}",
        )  # fmt: skip
        if file is not None and st.button(lang.text("Les på nytt"), type="primary", key="again_read"):
            result = acting.attempt(lang, lang.text("Leser …"), lambda: _reapplied(record, file, view))
            if result is not None:
                _outcome(result, view)


def _reapplied(record: etl.ImportRecord, file: Any, view: View) -> etl.LoadResult:
    with tempfile.TemporaryDirectory(prefix="handlingsrom-") as folder:
        path = Path(folder) / shown_name(file.name)[-_NAME:]
        path.write_bytes(file.getvalue())
        return reapply(view.folder, record.import_id, path, acting.signed_in() or None)


def _outcome(result: etl.LoadResult, view: View) -> None:
    """Say what came of it on the next run, which shows the new version."""
    lang, report = view.lang, result.files[0]
    if report.refused:
        st.error(
            lang.text("Filen kan ikke leses slik oppsettet er nå. Last den opp på «Last opp», og svar der.")
        )
        return
    st.session_state[_AGAIN] = (result.version_before, result.version)
    if report.import_id is not None:
        change_address(import_id=str(report.import_id))
    acting.done(lang.text("Filen er lest på nytt."))


def what_reading_again_changed(view: View) -> None:
    """Say once what the last reading changed in the figures."""
    versions = st.session_state.pop(_AGAIN, None)
    if versions is not None:
        change_table(etl.changes(view.folder, *versions), view, view.lang.text("Hva den nye lesingen endret"))
