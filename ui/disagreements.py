"""Where sources disagree, as a list: what differs, and where to look into it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics import Selection
from metrics.disagreement import (
    Disagreement,
    FileTotal,
    HeldBack,
    LedgerRest,
    TwoSources,
    disagreement_sentence,
    disagreements,
)
from ui import html, words
from ui.address import Address
from ui.html import plain
from ui.navigation import link
from ui.terms import help_of
from ui.view import Key, View
from ui.words import page_title


@st.cache_data(max_entries=100, show_spinner=False)
def found(key: Key, _view: View) -> tuple[Disagreement, ...]:
    return disagreements(_view.reader, key[2])


@st.cache_data(max_entries=20, show_spinner=False)
def found_anywhere(folder: str, version: int, _view: View) -> tuple[Disagreement, ...]:  # noqa: ARG001 - cache key
    return disagreements(_view.reader, Selection())


def of_selection(view: View) -> None:
    """Draw what the sources of the selection disagree on."""
    _list(found(view.key, view), view)


def of_everything(view: View) -> None:
    """Draw what any sources disagree on."""
    _list(found_anywhere(str(view.folder), view.reader.version, view), view)


def _list(items: tuple[Disagreement, ...], view: View) -> None:
    lang = view.lang
    st.subheader(lang.text("Kilder som ikke er enige"), anchor=False, help=help_of("disagreements", lang))
    if not items:
        html.paragraph(lang.text("● Ingen uenighet er funnet."), "hr-message")
        return
    with st.container(gap="xsmall", key="disagreements"):
        for item in items:
            page, address = _where(item, view)
            told = disagreement_sentence(item, lang, lambda code: words.source(code, lang))
            seen = lang.text("Se {page}.", page=page_title(page, lang))
            link(page, plain(f"▲ {told} {seen}"), address)


def _where(item: Disagreement, view: View) -> tuple[str, Address]:
    if isinstance(item, TwoSources):
        if item.sub_measure is None:
            return "codebook", replace(view.address, part="unplaced")
        return "measures", replace(view.address, measure=None, sub_measure=item.sub_measure)
    if isinstance(item, FileTotal):
        return "import_log", replace(view.address, import_id=str(item.import_id))
    if isinstance(item, LedgerRest):
        return "reconciliation", view.address
    if isinstance(item, HeldBack):
        return "import_log", view.address
    return "codebook", replace(view.address, part="tables", table="alias")
