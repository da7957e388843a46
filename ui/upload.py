"""From dropped files to loaded facts: understood, judged, confirmed, done.

File names and values are the user's own text: they are shown escaped, never as Markdown, and never become paths.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

import etl
from etl.profiles import profiles
from etl.reference import Reference
from etl.templates import TEMPLATES, template_bytes
from language import Language
from metrics.selection import SelectionError, month_of
from reports.table_file import XLSX_TYPE
from ui import html, states, words
from ui.filters import widget_key
from ui.navigation import link
from ui.start import show_progress
from ui.upload_report import only_rows_are_wrong, sums_words
from ui.view import View
from warehouse import WarehouseError

_MEGABYTES = 50
_DONE = "upload_done"
_SEEN = "upload_seen"


def drop_zone(lang: Language) -> list[Any]:
    """Draw the place to drop files and return what lies there."""
    return st.file_uploader(
        lang.text("Slipp regneark her, eller velg dem fra maskinen"),
        accept_multiple_files=True, max_upload_size=_MEGABYTES,
        key=f"upload_{st.session_state.get('upload_round', 0)}",
        help=lang.text("Excel (xlsx, xls, xlsb), ods eller csv. Høyst 50 MB per fil."),
    )  # fmt: skip


@contextmanager
def on_disk(files: Sequence[Any]) -> Iterator[list[etl.Upload]]:
    """Lay the bytes in a folder of their own while they are read; the names on disk are ours."""
    with tempfile.TemporaryDirectory(prefix="handlingsrom-") as folder:
        uploads = []
        for number, file in enumerate(files):
            path = Path(folder) / f"upload-{number}"
            path.write_bytes(file.getvalue())
            uploads.append(etl.Upload(file.name, path))
        yield uploads


def templates(view: View) -> None:
    """Offer our own layouts, empty, with lists of the codes that they accept."""
    lang = view.lang
    reference = Reference.read(view.reader)
    st.caption(lang.text("Har du ikke en eksport? Fyll ut en mal og slipp den her:"))
    with st.container(horizontal=True):
        for name in TEMPLATES:
            st.download_button(
                words.profile(name, lang), partial(template_bytes, name, reference),
                f"mal-{name}.xlsx", XLSX_TYPE, key=f"template_{name}", on_click="ignore",
            )  # fmt: skip


def choose_options(view: View) -> etl.Options:
    """Draw what a user may have to tell that the file does not say."""
    lang = view.lang
    with st.expander(lang.text("Si mer om filene (bare når noe under ber om det)")):
        profile = st.selectbox(
            lang.text("Filtype"), [None, *profiles()], key=widget_key("upload_profile", lang),
            format_func=lambda name: lang.text("Kjenn igjen selv") if name is None else words.profile(name, lang),
        )  # fmt: skip
        plan = st.selectbox(
            lang.text("Planversjon"), [None, *view.names.ids("plan_version")], key=widget_key("upload_plan", lang),
            format_func=lambda key: lang.text("Som filen sier") if key is None else view.label("plan_version", key),
        )  # fmt: skip
        released = st.text_input(
            lang.text("Frigitt til og med (åååå-mm)"),
            key="upload_released",
            max_chars=7,
            placeholder="2024-08",
        )
        month = _month(released, lang)
    return etl.Options(profile=profile, plan_version=plan, released_through=month)


def _month(text: str, lang: Language) -> Any:
    if not text.strip():
        return None
    try:
        return month_of("released", text.strip())
    except SelectionError:
        st.error(lang.text("Skriv måneden som åååå-mm, for eksempel 2024-08."))
        return None


def understand(files: Sequence[Any], options: etl.Options, view: View) -> list[etl.FileReport]:
    """Read the files without loading them; the same files are not read twice."""
    seen = (tuple(file.file_id for file in files), options, view.reader.version)
    kept = st.session_state.get(_SEEN)
    if kept is not None and kept[0] == seen:
        reports: list[etl.FileReport] = kept[1]
        return reports
    bar = st.progress(0.0, view.lang.text("Leser …"))
    with on_disk(files) as uploads:
        reports = list(etl.inspect(uploads, view.folder, options, show_progress(bar, view.lang)))
    bar.empty()
    st.session_state[_SEEN] = (seen, reports)
    return reports


def confirm(files: Sequence[Any], found: Sequence[etl.FileReport], options: etl.Options, view: View) -> None:
    """Draw the last step before loading: which rows, and yes."""
    lang = view.lang
    partial = any(only_rows_are_wrong(one) for one in found)
    accept = partial and st.checkbox(
        lang.text("Last inn de gyldige radene. Radene med feil blir stående i importloggen som avvist."),
        key="upload_accept",
    )
    ready = [one for one in found if one.status == "inspected" or (accept and only_rows_are_wrong(one))]
    if not ready:
        st.write(lang.text("Ingen av filene kan lastes inn slik de er."))
        return
    label = lang.plural("Last inn {n} fil", "Last inn {n} filer", len(ready))
    if st.button(label, type="primary", key="upload_confirm"):
        _load(files, replace(options, accept_rejected=accept), view)


def _load(files: Sequence[Any], options: etl.Options, view: View) -> None:
    bar = st.progress(0.0, view.lang.text("Laster inn …"))
    try:
        with on_disk(files) as uploads:
            result = etl.load(uploads, view.folder, options, show_progress(bar, view.lang))
    except (WarehouseError, etl.PublishFailed) as error:
        states.failed(error, view.lang)
        return
    st.session_state[_DONE] = result
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
    st.session_state.pop(_SEEN, None)
    st.rerun()


def done(view: View) -> None:
    """Say what the last load did, what changed, and how it is taken back."""
    result = st.session_state.get(_DONE)
    if result is None:
        return
    lang = view.lang
    st.header(lang.text("Lastet inn"), anchor=False)
    named = {
        "loaded": lang.text("lastet inn"), "unchanged": lang.text("uendret, allerede lastet inn"),
        "refused": lang.text("avvist"), "inspected": lang.text("ikke lastet inn"),
    }  # fmt: skip
    html.table(
        [lang.text("Fil"), lang.text("Resultat"), lang.text("Rader"), lang.text("Summer")],
        [
            html.Row((one.file, named[one.status], lang.number(one.rows.loaded, 0), sums_words(one.sums, lang)))
            for one in result.files
        ],
        caption=lang.text("Filene"), numbers=(2,),
    )  # fmt: skip
    _changes(result, view)
    with st.container(horizontal=True, vertical_alignment="center"):
        link("import_log", lang.text("Angre i importloggen"), view.address)
        link("overview", lang.text("Se tallene på Oversikt"), view.address)
        if st.button(lang.text("Last inn flere filer"), key="upload_more"):
            st.session_state.pop(_DONE)
            st.rerun()


def _changes(result: etl.LoadResult, view: View) -> None:
    lang = view.lang
    changed = etl.changes(view.folder, result.version_before, result.version)
    if not changed:
        st.write(lang.text("Ingen planlagte eller faktiske tall er endret."))
        return
    heads = [
        lang.text("Deltiltak"), lang.text("Side"), lang.text("Timer før"), lang.text("Timer nå"),
        lang.text("Endring, timer"), lang.text("Kroner før"), lang.text("Kroner nå"), lang.text("Endring, kroner"),
    ]  # fmt: skip
    rows = [
        html.Row((
            _sub_measure(one, view),
            _side(one, view),
            lang.number(one.before_hours), lang.number(one.after_hours),
            lang.number(one.after_hours - one.before_hours, signed=True),
            lang.number(one.before_nok, 0), lang.number(one.after_nok, 0),
            lang.number(one.after_nok - one.before_nok, 0, signed=True),
        ))
        for one in changed
    ]  # fmt: skip
    html.table(heads, rows, caption=lang.text("Hva som er endret"), numbers=range(2, 8))


def _side(one: etl.Change, view: View) -> str:
    if one.plan_version_id is not None:
        return view.label("plan_version", one.plan_version_id)
    return view.lang.text("bokført") if one.booked else view.lang.text("faktisk")


def _sub_measure(one: etl.Change, view: View) -> str:
    if one.sub_measure_id is None:
        return view.lang.text("ikke plassert")
    return f"{one.sub_measure_id} {view.lang.pick(one.name_nb, one.name_en)}"
