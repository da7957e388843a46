"""Lagre kladd and Hent kladd: a report under way is kept for everyone who uses this installation."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from language import Language
from ui import acting, drafts_file, html, reports_draft
from ui.address import change_address
from ui.drafts_file import DraftsError
from ui.filters import widget_key
from ui.reports_forms import texts_of
from ui.view import View

_SAID = "report_draft_said"
_KNOWN = "report_draft_known"
"""What stands in the drafts that this session kept or fetched, so that a colleague's is not replaced unasked."""
_TAKEN = "report_draft_taken"


def keep_and_fetch(view: View) -> None:
    """Draw where a draft is kept, fetched and deleted; the file is read once the part is opened."""
    lang = view.lang
    label = lang.text("Lagre kladd eller hent kladd")
    with st.expander(label, on_change="rerun", key=widget_key("report_drafts", lang)) as box:
        if box.open:
            _say(lang)
            _save(view)
            _listed(view)
            acting.ask_first(
                "report_start_over", lang.text("Begynn på nytt"), lang.text("Ja, begynn på nytt"),
                lang.text("Alt du har valgt og skrevet, blir borte, om det ikke er lagret som kladd. Fortsette?"),
                lang, _start_over, lang.text("Du har begynt på en ny rapport."),
            )  # fmt: skip


def _start_over() -> int:
    reports_draft.start_over()
    return 1


def _save(view: View) -> None:
    lang, key = view.lang, widget_key("report_draft_name", view.lang)
    st.text_input(lang.text("Navn på kladden"), key=key, max_chars=drafts_file.LONGEST_NAME)
    st.caption(lang.text("Kladder er felles for alle som bruker denne installasjonen."))
    st.button(lang.text("Lagre kladd"), key="report_draft_save", on_click=_take, args=(view, key))
    taken = st.session_state.get(_TAKEN)
    if not taken or taken != drafts_file.named(st.session_state[key]):
        return
    told = lang.text(
        "Det finnes alt en kladd som heter «{name}», og den er en annen enn din.", name=html.plain(taken)
    )
    st.warning(" ".join((told, lang.text("Erstatt den, eller gi din et annet navn."))))
    st.button(
        lang.text("Ja, erstatt kladden"), key="report_draft_replace", on_click=_take, args=(view, key, True)
    )


def _take(view: View, key: str, replace: bool = False) -> None:
    recipe, name = reports_draft.recipe(view, texts_of(view)), drafts_file.named(st.session_state[key])
    known: dict[str, Mapping[str, Any]] = st.session_state.setdefault(_KNOWN, {})
    st.session_state.pop(_TAKEN, None)

    def keep() -> None:
        known[name] = drafts_file.save(view.folder, name, recipe, over=known.get(name), replace=replace)

    _try(keep, "saved")
    if st.session_state[_SAID] == "taken":
        st.session_state[_TAKEN] = name
        del st.session_state[_SAID]


def _listed(view: View) -> None:
    lang = view.lang
    try:
        names = sorted(drafts_file.read(view.folder), key=str.casefold)
    except DraftsError as error:
        st.error(_words(error.reason, lang))
        return
    if not names:
        st.caption(lang.text("Ingen kladder er lagret ennå."))
        return
    key = widget_key(f"report_draft_chosen_{len(names)}", lang)
    chosen: str = st.selectbox(lang.text("Kladd"), names, key=key, format_func=html.label)
    with st.container(horizontal=True):
        st.button(lang.text("Hent kladd"), key="report_draft_fetch", on_click=_fetch, args=(view, chosen))
    acting.ask_first(
        f"report_draft_delete_{chosen}", lang.text("Slett kladd"), lang.text("Ja, slett kladden"),
        lang.text("Kladden «{name}» blir borte for alle. Det kan ikke gjøres om. Fortsette?", name=html.plain(chosen)),
        lang, lambda: _delete(view, chosen), lang.text("Kladden er slettet."),
    )  # fmt: skip


def _fetch(view: View, name: str) -> None:
    def fetch() -> None:
        recipe = drafts_file.fetched(view.folder, name)
        st.session_state.setdefault(_KNOWN, {})[name] = json.loads(json.dumps(recipe.to_json()))
        st.session_state.pop(_TAKEN, None)
        reports_draft.take_recipe(recipe)
        change_address(selection=recipe.selection)

    _try(fetch, "fetched")


def _delete(view: View, name: str) -> int | None:
    try:
        drafts_file.delete(view.folder, name)
    except DraftsError as error:
        st.error(_words(error.reason, view.lang))
        return None
    return 1


def _try(action: Callable[[], None], done: str) -> None:
    try:
        action()
    except DraftsError as error:
        st.session_state[_SAID] = error.reason
    else:
        st.session_state[_SAID] = done


def _say(lang: Language) -> None:
    reason = st.session_state.pop(_SAID, "")
    if reason in ("saved", "fetched"):
        st.success(_words(reason, lang))
    elif reason:
        st.error(_words(reason, lang))


def _words(reason: str, lang: Language) -> str:
    return {
        "saved": lang.text("Kladden er lagret."),
        "fetched": lang.text("Kladden er hentet."),
        "no_name": lang.text("Skriv et navn på kladden først."),
        "national_id": lang.text("En tekst ser ut til å inneholde et fødselsnummer. Skriv den uten."),
        "gone": lang.text("Kladden finnes ikke lenger. Noen andre kan ha slettet den."),
        "damaged": lang.text("Filen med kladder kan ikke leses. Si fra til den som drifter."),
        "busy": lang.text("Noen andre lagrer akkurat nå. Prøv igjen."),
        "unwritable": lang.text(
            "Kladden kan ikke lagres i mappen til datavarehuset. Si fra til den som drifter."
        ),
    }[reason]
