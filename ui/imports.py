"""The imports as the pages tell of them: all of them in a table, and one that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

import etl
from language import Language
from ui import draw, words
from ui.address import change_address
from ui.filters import hold, widget_key
from ui.navigation import link
from ui.upload_report import sums_words
from ui.view import View


def moment(value: datetime, lang: Language) -> str:
    """Return a point in time as the reader writes it, in the reader's own time zone."""
    zone = st.context.timezone or "Europe/Oslo"
    return lang.moment(value.replace(tzinfo=value.tzinfo or UTC).astimezone(ZoneInfo(zone)))


def link_to(view: View, import_id: int, label: str) -> None:
    """Draw a link to one import in the log."""
    link("import_log", label, replace(view.address, import_id=str(import_id)))


def status(record: etl.ImportRecord, lang: Language) -> str:
    """Return whether an import counts, in a word."""
    return lang.text("gjelder") if record.status == "active" else lang.text("angret")


def _named(record: etl.ImportRecord) -> str:
    return f"{record.import_id}: {record.file_name}"


def nothing_imported(lang: Language) -> None:
    """Say that the log is empty, and what to do."""
    st.info(lang.text("Ingen filer er lastet inn ennå. Gå til «Last opp» i menyen."))


def log_table(shown: Sequence[etl.ImportRecord], view: View) -> None:
    """Draw every import, the newest first, with its downloads."""
    lang = view.lang
    frame = pd.DataFrame(
        [
            {
                lang.text("Import"): _named(record),
                lang.text("Status"): status(record, lang),
                lang.text("Tidspunkt"): moment(record.imported_at, lang),
                lang.text("Hvem"): record.imported_by or "",
                lang.text("Filtype"): words.profile(record.profile, lang),
                lang.text("Lastet inn"): record.rows.loaded,
                lang.text("Avviste"): record.rows.rejected,
                lang.text("Summer"): sums_words(record.sums, lang),
            }
            for record in shown
        ]
    )
    draw.table(
        frame,
        lang.text("Alle importer, nyeste først"),
        lang.text("Datavarehusets versjon {version}.", version=view.reader.version),
        view,
        "importer",
    )


def records(view: View) -> list[etl.ImportRecord]:
    """Return every import, the newest first."""
    return etl.history(view.folder)


def that_count(view: View) -> list[etl.ImportRecord]:
    """Return the imports that are not undone, the newest first."""
    return [record for record in records(view) if record.status == "active"]


def choose_import(offered: Sequence[etl.ImportRecord], view: View) -> etl.ImportRecord:
    """Draw the choice of one import, which stands in the address; the newest where none is named."""
    lang = view.lang
    known = {str(record.import_id): record for record in offered}
    chosen = view.address.import_id if view.address.import_id in known else next(iter(known))
    key = hold(widget_key(f"import_choice_{view.reader.version}", lang), chosen)

    def name(import_id: str) -> str:
        return f"{_named(known[import_id])} ({status(known[import_id], lang)})"

    st.selectbox(
        lang.text("Import"), list(known), format_func=name, key=key, on_change=_take_import, args=(key,)
    )
    return known[chosen]


def _take_import(key: str) -> None:
    change_address(import_id=st.session_state[key])
