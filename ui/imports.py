"""The imports as the pages tell of them: the last one in a line, all of them as a log with undo."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

import etl
from language import Language
from ui import draw, html, words
from ui.html import plain
from ui.navigation import link
from ui.upload_report import sums_words
from ui.view import View

_SHOWN = 20


def last_import(view: View) -> None:
    """Say when the figures last changed and where to see all imports."""
    records = etl.history(view.folder)
    if not records:
        return
    newest, lang = records[0], view.lang
    st.header(lang.text("Siste import"), anchor=False)
    st.markdown(
        lang.text(
            "{file} ({profile}), {date}.",
            file=plain(newest.file_name),
            profile=words.profile(newest.profile, lang),
            date=moment(newest.imported_at, lang),
        )
    )
    link("import_log", lang.text("Se alle importer"), view.address)


def moment(value: datetime, lang: Language) -> str:
    """Return a point in time as the reader writes it, in the reader's own time zone."""
    zone = st.context.timezone or "Europe/Oslo"
    return lang.moment(value.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)))


def undone(view: View) -> None:
    """Say once what the last undo did."""
    if (import_id := st.session_state.pop("log_undone", None)) is not None:
        st.success(view.lang.text("Import {id} er angret. Tallene er slik de var uten den.", id=import_id))


def log(view: View) -> None:
    """Draw every import with its sums, and undo for those that still count."""
    lang, records = view.lang, etl.history(view.folder)
    if not records:
        st.info(lang.text("Ingen filer er lastet inn ennå. Gå til «Last opp» i menyen."))
        return
    _log_table(records, view)
    st.header(lang.text("Hver import"), anchor=False)
    shown = st.session_state.get("log_shown", _SHOWN)
    for record in records[:shown]:
        _one(record, view)
    if len(records) > shown and st.button(lang.text("Vis flere"), key="log_more"):
        st.session_state["log_shown"] = shown + _SHOWN
        st.rerun()


def _status(record: etl.ImportRecord, lang: Language) -> str:
    return lang.text("gjelder") if record.status == "active" else lang.text("angret")


def _log_table(records: list[etl.ImportRecord], view: View) -> None:
    lang = view.lang
    frame = pd.DataFrame(
        [
            {
                lang.text("Import"): str(record.import_id),
                lang.text("Tidspunkt"): moment(record.imported_at, lang),
                lang.text("Fil"): record.file_name,
                lang.text("Filtype"): words.profile(record.profile, lang),
                lang.text("Rader"): record.rows.loaded,
                lang.text("Summer"): sums_words(record.sums, lang),
                lang.text("Frigitt til og med"): lang.month(record.released_through)
                if record.released_through
                else "",
                lang.text("Status"): _status(record, lang),
            }
            for record in records
        ]
    )
    title = lang.text("Alle importer, nyeste først")
    draw.table(
        frame,
        title,
        lang.text("Datavarehusets versjon {version}.", version=view.reader.version),
        view,
        "importer",
    )


def _one(record: etl.ImportRecord, view: View) -> None:
    lang = view.lang
    with st.container(border=True, key=f"import_{record.import_id}"):
        st.subheader(
            lang.text("Import {id}: {file}", id=record.import_id, file=plain(record.file_name)), anchor=False
        )
        rows = record.rows
        counts = lang.text(
            "{read} lest = {loaded} lastet inn + {rejected} avviste + {ignored} ikke med",
            read=lang.number(rows.read, 0), loaded=lang.number(rows.loaded, 0),
            rejected=lang.number(rows.rejected, 0), ignored=lang.number(rows.ignored, 0),
        )  # fmt: skip
        first, last = record.period_first, record.period_last
        html.facts(
            [
                (lang.text("Status"), _status(record, lang)),
                (lang.text("Lastet inn"), moment(record.imported_at, lang)),
                (lang.text("Filtype"), words.profile(record.profile, lang)),
                (lang.text("Innhold"), words.kind(record.kind, lang)),
                (lang.text("Periode"), lang.month_range(first, last) if first and last else ""),
                (lang.text("Rader"), counts),
                (lang.text("Summer"), sums_words(record.sums, lang)),
                (lang.text("Kontrollsum"), _control(record, lang)),
                (
                    lang.text("Frigitt til og med"),
                    lang.month(record.released_through) if record.released_through else "",
                ),
                (lang.text("Fingeravtrykk (sha256)"), record.sha256[:16]),
            ]
        )
        if record.status == "active":
            _undo(record.import_id, view)


def _control(record: etl.ImportRecord, lang: Language) -> str:
    if record.file_total is None:
        return lang.text("filen har ingen egen sum")
    total = lang.number(record.file_total, 2)
    if not record.control_difference:
        return lang.text("{total} i filen, stemmer", total=total)
    difference = lang.number(record.control_difference, 2, signed=True)
    return lang.text("{total} i filen, avvik {difference}", total=total, difference=difference)


def _undo(import_id: int, view: View) -> None:
    lang = view.lang
    if st.session_state.get("log_confirm") != import_id:
        if st.button(lang.text("Angre import {id}", id=import_id), key=f"undo_{import_id}"):
            st.session_state["log_confirm"] = import_id
            st.rerun()
        return
    st.warning(lang.text("Tallene fra importen tas ut, og det den erstattet, gjelder igjen. Fortsette?"))
    with st.container(horizontal=True):
        if st.button(
            lang.text("Ja, angre import {id}", id=import_id), type="primary", key=f"undo_yes_{import_id}"
        ):
            st.session_state.pop("log_confirm")
            with st.spinner(lang.text("Angrer …")):
                etl.undo(view.folder, import_id)
            st.session_state["log_undone"] = import_id
            st.rerun()
        if st.button(lang.text("Avbryt"), key=f"undo_no_{import_id}"):
            st.session_state.pop("log_confirm")
            st.rerun()
