"""The figures as they were: an earlier version of the warehouse, and the plan as it was on a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import streamlit as st

from language import Language
from metrics.earlier_versions import guard
from ui import data, html
from ui.address import change_address, kept_address
from ui.filters import hold, widget_key
from ui.imports import moment
from ui.imports_versions import action_words, version_words
from ui.navigation import link
from ui.view import View
from warehouse import Reader, WarehouseError, current_version

_guarded_by: dict[tuple[str, int], int] = {}
"""Folder and earlier version → the newest version beside which what is kept of it was drawn."""
_LONGEST = 80
"""Letters of what made a version that are told in the banner."""


def opened(folder: Path, version: str | None) -> Reader | None:
    """Return the version that an address asks for; None where it asks for none or for one that cannot be opened."""
    if version is None or not version.isdecimal():
        return None
    try:
        return beside_newest(folder, int(version))
    except WarehouseError:
        return None


def beside_newest(folder: Path, version: int) -> Reader:
    """Return an earlier version that hides what the newest hides, too: whoever sees both could subtract.

    :raises WarehouseError: when it is not kept, or cannot be read.
    """
    found = data.reader_at(folder, version)
    newest = data.reader_of(folder, current_version(folder) or 0)
    guard(found, newest)
    place = (str(folder), found.version)
    if found.version != newest.version and _guarded_by.get(place) != newest.version:
        # What was drawn of it before may show more than the newest version lets be read beside it.
        _guarded_by[place] = newest.version
        st.cache_data.clear()
        st.cache_resource.clear()
    return found


def choose_version(view: View) -> None:
    """Draw the choice of an earlier version and of the date of the plan; nothing is read before it is opened."""
    lang = view.lang
    in_use = view.earlier or view.selection.as_of is not None
    label = lang.text("Tallene slik de var (i bruk)") if in_use else lang.text("Tallene slik de var")
    with st.expander(label, on_change="rerun", key=widget_key("versions", lang)) as box:
        if box.open:
            _version(view)
            _plan_date(view)


def _version(view: View) -> None:
    lang = view.lang
    kept = data.kept_versions(str(view.folder), current_version(view.folder) or 0)
    asked = view.reader.version if view.earlier else None
    options: list[int | None] = [None, *kept]
    key = hold(widget_key("choice_version", lang), asked)
    st.selectbox(
        lang.text("Alle tall slik de var i versjon"), options, key=key, on_change=_take_version, args=(key,),
        format_func=lambda number: lang.text("Nå") if number is None else version_words(kept[number], lang),
        placeholder=lang.text("Velg"),
    )  # fmt: skip
    st.caption(
        lang.text("Hver import og hver endring i kodeverket lager en ny versjon. Ingen versjon endres siden.")
    )


def _take_version(key: str) -> None:
    number = st.session_state[key]
    change_address(version=None if number is None else str(number))


def _plan_date(view: View) -> None:
    lang = view.lang
    key = hold(widget_key("choice_as_of", lang), view.selection.as_of)
    st.date_input(
        lang.text("Planen slik den var"), value=None, key=key, on_change=_take_date, args=(key,), format="DD.MM.YYYY",
        min_value=date(2000, 1, 1), max_value=date(2099, 12, 31),
    )  # fmt: skip
    st.caption(
        lang.text(
            "Planversjoner som er vedtatt senere, blir sett bort fra. La feltet stå tomt for planen nå."
        )
    )


def _take_date(key: str) -> None:
    change_address(selection=replace(kept_address().selection, as_of=st.session_state[key]))


def earlier_version(view: View, page: str) -> None:
    """Say on every page that shows an earlier version which one it is, with the way back to now."""
    if not view.earlier:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="earlier_version"):
        html.paragraph(_told(view), "hr-verdict")
        link(page, view.lang.text("Tilbake til tallene nå"), replace(view.address, version=None))


def _told(view: View) -> str:
    lang: Language = view.lang
    info = data.kept_versions(str(view.folder), current_version(view.folder) or 0).get(view.reader.version)
    if info is None:
        return lang.text("Du ser tallene slik de var i versjon {version}.", version=view.reader.version)
    when = moment(info.created, lang)
    what = _shortened(action_words(info, lang))
    if not what:
        return lang.text(
            "Du ser tallene slik de var i versjon {version}, {when}.", version=info.number, when=when
        )
    return lang.text(
        "Du ser tallene slik de var i versjon {version}, {when} ({what}).",
        version=info.number,
        when=when,
        what=what,
    )


def _shortened(text: str) -> str:
    """The beginning of what made a version: a load can name many files."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0].rstrip(",") + " …"
