"""The files on Last opp at a glance: each judged by itself, those that are ready loaded with one click."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from language import Language
from ui import html, upload_load, upload_report, wizard_state, wizard_words
from ui.view import View
from ui.wizard_files import Entry

_PER_PAGE = 25


def files(entries: Sequence[Entry], view: View) -> None:
    """Draw the list of files, each with its verdict, and the button that loads all that are ready."""
    lang = view.lang
    if len(entries) > 1:
        st.header(lang.text("Filene"), anchor=False)
    if told := _summary(entries, lang):
        st.write(told)
    ready = [one for one in entries if one.loadable]
    with st.container(horizontal=True, vertical_alignment="center", key="upload_actions"):
        if ready:
            label = (
                lang.text("Last inn alle {n} som er klare", n=len(ready))
                if len(ready) > 1
                else lang.plural("Last inn {n} fil", "Last inn {n} filer", len(ready))
            )
            if st.button(label, type="primary", key="upload_confirm"):
                upload_load.load(ready, view)
        if len(entries) > 1:
            st.button(
                lang.text("Ta bort alle filene"), key="upload_clear",
                on_click=wizard_state.take_away, args=([one.file.id for one in entries],),
            )  # fmt: skip
    if len(entries) > 1:
        if not ready:
            st.write(lang.text("Ingen av filene kan lastes inn slik de er."))
        _rows(entries, view)


def _summary(entries: Sequence[Entry], lang: Language) -> str:
    count = Counter(one.verdict for one in entries)
    ready = count["ready"] + count["warned"]
    parts = [
        lang.plural("{n} klar", "{n} klare", ready) if ready else "",
        lang.plural("{n} har spørsmål", "{n} har spørsmål", count["question"]) if count["question"] else "",
        lang.plural("{n} har feil", "{n} har feil", count["errors"]) if count["errors"] else "",
        lang.plural("{n} avvist", "{n} avvist", count["refused"]) if count["refused"] else "",
        lang.plural("{n} uendret", "{n} uendret", count["unchanged"]) if count["unchanged"] else "",
    ]
    told = lang.plural("{n} fil", "{n} filer", len(entries))
    passed = wizard_state.passed_over()
    more = (
        lang.plural(
            "{n} fil er ikke tatt med, siden den er en lås eller et merke fra systemet: {names}.",
            "{n} filer er ikke tatt med, siden de er låser eller merker fra systemet: {names}.",
            len(passed), names=html.plain(", ".join(passed[:5])),
        )
        if passed
        else ""
    )  # fmt: skip
    judged = f"{told}: {', '.join(part for part in parts if part)}." if len(entries) > 1 else ""
    return f"{judged} {more}".strip()


def _rows(entries: Sequence[Entry], view: View) -> None:
    """One line per file: its name opens it."""
    lang = view.lang
    page = 0
    if len(entries) > _PER_PAGE:
        pages = range((len(entries) + _PER_PAGE - 1) // _PER_PAGE)
        page = st.selectbox(
            lang.text("Vis filene"), pages, key="upload_page",
            format_func=lambda at: f"{at * _PER_PAGE + 1}–{min((at + 1) * _PER_PAGE, len(entries))}",
        )  # fmt: skip
    shown = wizard_state.opened(entries)
    with st.container(gap="xsmall", key="upload_rows"):
        for one in entries[page * _PER_PAGE : (page + 1) * _PER_PAGE]:
            _row(one, shown is not None and shown.file.id == one.file.id, lang)


def _row(one: Entry, is_open: bool, lang: Language) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"file_{one.file.id}"):
        st.button(
            html.plain(one.file.name), key=f"open_{one.file.id}", type="tertiary",
            on_click=wizard_state.open_file, args=(None if is_open else one.file.id,),
        )  # fmt: skip
        html.paragraph(_line(one, is_open, lang), "hr-verdict")


def _line(one: Entry, is_open: bool, lang: Language) -> str:
    report = one.report
    told = [
        wizard_words.verdict(one, lang),
        lang.plural("{n} rad", "{n} rader", report.rows.loaded) if report.rows.loaded else "",
        upload_report.sums_words(report.sums, lang),
        lang.month_range(*report.period) if report.period else "",
        lang.text("åpen under") if is_open else "",
    ]
    return " · ".join(part for part in told if part)
