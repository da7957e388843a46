"""The frame of every page: language, warehouse, filters, banners, and a guard around what the page draws.

Each page calls `show` and is complete by itself: Streamlit may serve a page's file before `dashboard.py` has run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

import language
import metrics
from language import Language
from ui import data, drill, states
from ui.address import Address, current_address, write_address
from ui.filters import filter_bar, known_only, language_switch
from ui.html import STYLE, page_script, paragraph
from ui.sample import sample_banner
from ui.saved_views import saved_views
from ui.search import search_box
from ui.start import ensure_warehouse
from ui.toolbar import toolbar
from ui.versions import choose_version, earlier_version, opened
from ui.view import View
from ui.words import page_title
from warehouse import current_version, default_folder


def show(page: str, draw: Callable[[View], None], *, filtered: bool = True, needs_data: bool = True) -> None:
    """Draw a page. filtered: the filters are shown and said in words, and figures are shown as they were in an earlier
    version where the address asks for one; a page that writes is not filtered. needs_data: without any import the
    page says so instead of drawing.
    """
    drill.follow(page)
    address, understood = current_address()
    lang = language.get(address.lang)
    st.set_page_config(page_title=f"{page_title(page, lang)} – Handlingsrom", layout="wide")
    st.html(STYLE)
    page_script(lang.code)
    try:
        view = _open(address, lang, filtered)
        write_address(view.address)
        loaded = data.has_facts(str(view.folder), view.reader.version, view.reader)
        _frame(view, page, filtered and loaded)
        if not understood or view.address != address:
            states.not_understood(lang)
        if needs_data and not loaded:
            states.nothing_loaded(lang)
            return
        draw(view)
    except Exception as error:
        # Streamlit's own signals are no Exceptions and pass; whatever else happens, a reader sees words.
        states.failed(error, lang)


def _open(address: Address, lang: Language, as_it_was: bool) -> View:
    folder = default_folder()
    ensure_warehouse(folder, lang)
    # CURRENT is read anew on every run, so an import elsewhere is seen at the next click.
    current = current_version(folder) or 0
    reader = data.reader_of(folder, current)
    asked = opened(folder, address.version) if as_it_was else None
    if as_it_was and asked is None:
        address = replace(address, version=None)
    names = metrics.names(asked or reader)
    return View(
        address=known_only(address, names),
        lang=lang,
        folder=folder,
        reader=asked or reader,
        names=names,
        dark=st.context.theme.type == "dark",
        earlier=asked is not None and asked.version != reader.version,
    )


def _frame(view: View, page: str, filtered: bool) -> None:
    with st.sidebar:
        language_switch(view.lang)
        if filtered:
            search_box(page, view)
            filter_bar(view)
            saved_views(page, view)
            choose_version(view)
    sample_banner(view)
    earlier_version(view, page)
    states.damaged_version(tuple(view.reader.damaged), view.reader.version, view.lang)
    drill.breadcrumb(page, view)
    st.title(page_title(page, view.lang), anchor=False)
    if filtered:
        told = view.selection.describe(view.lang, view.names)
        paragraph(view.lang.text("Utvalg: {selection}", selection=told), "hr-selection")
        toolbar(view)
