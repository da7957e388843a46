"""Saved views and the address to share: a name for what is in sight, for everyone who uses this installation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from language import Language
from ui import html, views_file
from ui.address import kept_address, read_address
from ui.filters import widget_key
from ui.navigation import PATHS, link
from ui.view import View
from ui.views_file import SavedView, ViewsError

_SAID = "saved_views_said"


@st.fragment
def saved_views(page: str, view: View) -> None:
    """Draw the address to copy and the saved views; the file is read once the part is opened."""
    lang = view.lang
    with st.expander(
        lang.text("Del og lagre visningen"), on_change="rerun", key=widget_key("views", lang)
    ) as box:
        if box.open:
            html.copy_address(lang.text("Kopier adressen"), lang.text("Adressen er kopiert."))
            _say(lang)
            _save(page, view)
            _listed(view)


def _save(page: str, view: View) -> None:
    lang, key = view.lang, widget_key("view_name", view.lang)
    st.text_input(
        lang.text("Navn på visningen"), key=key, max_chars=views_file.LONGEST_NAME,
    )  # fmt: skip
    st.caption(
        lang.text(
            "Visninger er felles for alle som bruker denne installasjonen. Skriv ikke navn på personer."
        )
    )
    st.button(
        lang.text("Lagre visningen"), key=widget_key("view_save", lang), width="stretch", on_click=_take_name,
        args=(view, page, key),
    )  # fmt: skip


def _take_name(view: View, page: str, key: str) -> None:
    named = SavedView(st.session_state[key], page, kept_address().to_query())
    if _try(lambda: views_file.save(view.folder, named)):
        st.session_state[key] = ""


def _listed(view: View) -> None:
    lang = view.lang
    try:
        kept = views_file.read(view.folder)
    except ViewsError as error:
        st.error(_words(error.reason, lang))
        return
    if kept.damaged is not None:
        st.warning(
            lang.text(
                "Filen med lagrede visninger var skadet. Den er lagt til side som {file}, og listen er tom.",
                file=html.plain(kept.damaged.name),
            )
        )
    if not kept.views:
        st.caption(lang.text("Ingen visninger er lagret ennå."))
        return
    st.caption(lang.text("Lagrede visninger, felles for alle:"))
    with st.container(gap="xsmall", key="saved_views"):
        for saved in kept.views:
            if saved.page in PATHS:
                link(saved.page, html.plain(saved.name), read_address(saved.query)[0])
    _edit(kept.views, view)


def _edit(views: views_file.Views, view: View) -> None:
    """Rename or delete one view, chosen from a list, so that a long list costs no widgets."""
    lang = view.lang
    key, new = widget_key("view_chosen", lang), widget_key("view_new_name", lang)
    names = [saved.name for saved in views]
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    st.selectbox(
        lang.text("Endre eller slett"), names, key=key, index=None, placeholder=lang.text("Velg en visning")
    )
    chosen = st.session_state[key]
    if chosen is None:
        return
    st.text_input(lang.text("Nytt navn"), key=new, max_chars=views_file.LONGEST_NAME)
    with st.container(horizontal=True):
        st.button(
            lang.text("Gi nytt navn"), key=widget_key("view_rename", lang),
            on_click=_rename, args=(view, chosen, new),
        )  # fmt: skip
        st.button(
            lang.text("Slett"), key=widget_key("view_delete", lang),
            on_click=_delete, args=(view, chosen),
        )  # fmt: skip


def _rename(view: View, old: str, key: str) -> None:
    if _try(lambda: views_file.rename(view.folder, old, st.session_state[key])):
        st.session_state[key] = ""


def _delete(view: View, name: str) -> None:
    _try(lambda: views_file.delete(view.folder, name))


def _try(change: Callable[[], Any]) -> bool:
    """Change the file in a callback; what went wrong is said when the page is drawn."""
    try:
        change()
    except ViewsError as error:
        st.session_state[_SAID] = error.reason
        return False
    return True


def _say(lang: Language) -> None:
    reason = st.session_state.pop(_SAID, "")
    if reason:
        st.error(_words(reason, lang))


def _words(reason: str, lang: Language) -> str:
    return {
        "no_name": lang.text("Skriv et navn på visningen først."),
        "too_long": lang.text("Navnet er for langt: høyst {n} tegn.", n=views_file.LONGEST_NAME),
        "taken": lang.text("Navnet er i bruk. Velg et annet, eller slett den gamle visningen først."),
        "gone": lang.text("Visningen finnes ikke lenger. Noen andre kan ha slettet den."),
        "full": lang.text("Det er ikke plass til flere lagrede visninger. Slett noen du ikke trenger."),
        "busy": lang.text("Noen andre lagrer akkurat nå. Prøv igjen."),
        "unwritable": lang.text(
            "Visningene kan ikke lagres i mappen til datavarehuset. Si fra til den som drifter."
        ),
    }[reason]
