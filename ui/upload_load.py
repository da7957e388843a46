"""The last step on Last opp: the files go in, and what changed in the figures is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

import etl
from etl.diff import change_against_previous
from etl.history import replaced_by
from language import Language
from ui import html, placing, states, wizard_state
from ui.acting import signed_in
from ui.changes import change_table
from ui.navigation import link
from ui.start import show_progress
from ui.upload_report import sums_words
from ui.view import View
from ui.wizard_files import Entry, on_disk
from warehouse import WarehouseError

_DONE = "upload_done_result"
_FRESH = "upload_done_fresh"
_LINKED = 5
"""Imports that are linked to one by one."""


def load(entries: Sequence[Entry], view: View) -> None:
    """Load files with their answers, all in one new version; those that were loaded leave the list."""
    bar = st.progress(0.0, view.lang.text("Laster inn …"))
    try:
        with on_disk([(one.file, one.options) for one in entries]) as uploads:
            result = etl.load(
                uploads, view.folder, progress=show_progress(bar, view.lang), imported_by=signed_in() or None
            )
    except (WarehouseError, etl.PublishFailed) as error:
        bar.empty()
        states.failed(error, view.lang)
        return
    st.session_state[_DONE], st.session_state[_FRESH] = result, True
    gone = [
        one.file.id for one, report in zip(entries, result.files, strict=True)
        if report.status in ("loaded", "unchanged")
    ]  # fmt: skip
    wizard_state.take_away(gone)
    st.rerun()


def done(view: View) -> None:
    """Say what the last load did, what changed, and how it is taken back."""
    result: etl.LoadResult | None = st.session_state.get(_DONE)
    if result is None:
        return
    lang = view.lang
    with st.container(key="upload_done"):
        st.header(lang.text("Lastet inn"), anchor=False)
        st.success(_summary(result, lang))
        _files(result, lang)
        _changes(result, view)
        placing.notice(view)
    _ways_on(result, view)
    if st.session_state.pop(_FRESH, False):
        html.show_beginning("upload_done", "h2", result.version)


def _forget() -> None:
    st.session_state.pop(_DONE, None)


def _summary(result: etl.LoadResult, lang: Language) -> str:
    loaded = [one for one in result.files if one.status == "loaded"]
    rows = sum(one.rows.loaded for one in loaded)
    told = lang.plural(
        "{n} fil er lastet inn, med {rows}.", "{n} filer er lastet inn, med {rows}.", len(loaded),
        rows=lang.plural("{n} rad", "{n} rader", rows),
    )  # fmt: skip
    return told if loaded else lang.text("Ingenting er endret: filene var lastet inn før.")


def _files(result: etl.LoadResult, lang: Language) -> None:
    named = {
        "loaded": lang.text("lastet inn"), "unchanged": lang.text("uendret, allerede lastet inn"),
        "refused": lang.text("avvist"), "inspected": lang.text("ikke lastet inn"),
        "question": lang.text("har spørsmål"),
    }  # fmt: skip
    html.table(
        [lang.text("Fil"), lang.text("Resultat"), lang.text("Rader"), lang.text("Summer")],
        [
            html.Row((one.file, named[one.status], lang.number(one.rows.loaded, 0), sums_words(one.sums, lang)))
            for one in result.files
        ],
        caption=lang.text("Filene"), numbers=(2,),
    )  # fmt: skip


def _changes(result: etl.LoadResult, view: View) -> None:
    """What moved in all figures; and for each file that took another's place, against that file alone."""
    lang = view.lang
    change_table(
        etl.changes(view.folder, result.version_before, result.version), view, lang.text("Hva som er endret")
    )
    for one in result.files:
        if one.import_id is None or one.status != "loaded" or not replaced_by(view.reader, one.import_id):
            continue
        with st.expander(
            lang.text("{file} mot forrige fil fra samme kilde", file=html.plain(one.file)),
            key=f"against_{one.import_id}",
        ):
            change_table(
                change_against_previous(view.folder, one.import_id), view,
                lang.text("Mot det samme kilde sa før om de samme månedene og kodene"),
            )  # fmt: skip


def _ways_on(result: etl.LoadResult, view: View) -> None:
    """Lead to what was loaded, to its undo, and to the figures."""
    lang = view.lang
    loaded = [one.import_id for one in result.files if one.status == "loaded" and one.import_id is not None]
    with st.container(horizontal=True, vertical_alignment="center", key="upload_after"):
        for number in loaded[:_LINKED]:
            link(
                "import_log", lang.text("Se eller angre import {id}", id=number),
                replace(view.address, import_id=str(number)),
            )  # fmt: skip
        if len(loaded) != 1:
            link("import_log", lang.text("Til importloggen"), view.address)
        link("overview", lang.text("Se tallene på Oversikt"), view.address)
        st.button(lang.text("Last inn flere filer"), key="upload_more", on_click=_forget)
