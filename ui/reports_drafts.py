"""Lagre kladd and Hent kladd: a report under way is kept beside the warehouse, for everyone who uses this installation.

One small file, written to a new one that takes the old one's place in one step, under a lock.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from filelock import FileLock, Timeout

from etl.identity import hide_national_ids
from language import Language
from metrics import SelectionError
from reports.recipe import Recipe
from ui import acting, html, reports_draft
from ui.address import change_address
from ui.filters import widget_key
from ui.reports_forms import texts_of
from ui.view import View

FILE = "report_drafts.json"
_LONGEST_NAME = 80
_WAITS_S = 5.0
_SAID = "report_draft_said"
_KNOWN = "report_draft_known"
"""What stands in the drafts that this session kept or fetched, so that a colleague's is not replaced unasked."""
_TAKEN = "report_draft_taken"

Drafts = dict[str, Mapping[str, Any]]
"""Name of the draft → its recipe."""


class DraftsError(Exception):
    """A draft cannot be kept or fetched. reason: `no_name`, `national_id`, `taken`, `gone`, `damaged`, `busy`
    or `unwritable`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(folder: Path) -> Drafts:
    """Return the drafts that are kept. Raises DraftsError: damaged or unwritable."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise DraftsError("damaged") from error
    except OSError as error:
        raise DraftsError("unwritable") from error
    if not isinstance(found, dict):
        raise DraftsError("damaged")
    return found


def named(typed: str | None) -> str:
    """Return the name of a draft as it is kept."""
    return " ".join((typed or "").split())[:_LONGEST_NAME]


def save(
    folder: Path, name: str, recipe: Recipe, *, over: Mapping[str, Any] | None = None, replace: bool = False
) -> Mapping[str, Any]:
    """Keep a recipe under a name, and return what is kept. over: what the writer knows of that draft. Another draft of
    that name gives way only with replace. Raises DraftsError.
    """
    if not named(name):
        raise DraftsError("no_name")
    written = json.dumps(recipe.to_json(), ensure_ascii=False)
    if any(hide_national_ids(text) != text for text in (name, written)):
        raise DraftsError("national_id")
    kept: Mapping[str, Any] = json.loads(written)

    def put(drafts: Drafts) -> Drafts:
        if not replace and drafts.get(named(name), over) != over:
            raise DraftsError("taken")
        return {**drafts, named(name): kept}

    _change(folder, put)
    return kept


def delete(folder: Path, name: str) -> None:
    """Remove a draft; one that is gone already stays gone. Raises DraftsError."""
    _change(folder, lambda drafts: {key: kept for key, kept in drafts.items() if key != name})


def fetched(folder: Path, name: str) -> Recipe:
    """Return a draft that was kept. Raises DraftsError."""
    drafts = read(folder)
    if name not in drafts:
        raise DraftsError("gone")
    try:
        return Recipe.from_json(drafts[name])
    except (KeyError, TypeError, AttributeError, ValueError, SelectionError) as error:
        raise DraftsError("damaged") from error


def _change(folder: Path, change: Callable[[Drafts], Drafts]) -> None:
    try:
        with FileLock(folder / f"{FILE}.lock", timeout=_WAITS_S):
            drafts = change(read(folder))
            fresh = (folder / FILE).with_suffix(".new")
            with fresh.open("w", encoding="utf-8") as file:
                json.dump(drafts, file, ensure_ascii=False, indent=1, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(folder / FILE)
    except Timeout as error:
        raise DraftsError("busy") from error
    except OSError as error:
        raise DraftsError("unwritable") from error


# --- on the page ---


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
    st.text_input(lang.text("Navn på kladden"), key=key, max_chars=_LONGEST_NAME)
    st.caption(lang.text("Kladder er felles for alle som bruker denne installasjonen."))
    st.button(lang.text("Lagre kladd"), key="report_draft_save", on_click=_take, args=(view, key))
    taken = st.session_state.get(_TAKEN)
    if not taken or taken != named(st.session_state[key]):
        return
    told = lang.text(
        "Det finnes alt en kladd som heter «{name}», og den er en annen enn din.", name=html.plain(taken)
    )
    st.warning(" ".join((told, lang.text("Erstatt den, eller gi din et annet navn."))))
    st.button(
        lang.text("Ja, erstatt kladden"), key="report_draft_replace", on_click=_take, args=(view, key, True)
    )


def _take(view: View, key: str, replace: bool = False) -> None:
    recipe, name = reports_draft.recipe(view, texts_of(view)), named(st.session_state[key])
    known: dict[str, Mapping[str, Any]] = st.session_state.setdefault(_KNOWN, {})
    st.session_state.pop(_TAKEN, None)

    def keep() -> None:
        known[name] = save(view.folder, name, recipe, over=known.get(name), replace=replace)

    _try(keep, "saved")
    if st.session_state[_SAID] == "taken":
        st.session_state[_TAKEN] = name
        del st.session_state[_SAID]


def _listed(view: View) -> None:
    lang = view.lang
    try:
        names = sorted(read(view.folder), key=str.casefold)
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
        recipe = fetched(view.folder, name)
        st.session_state.setdefault(_KNOWN, {})[name] = json.loads(json.dumps(recipe.to_json()))
        st.session_state.pop(_TAKEN, None)
        reports_draft.take_recipe(recipe)
        change_address(selection=recipe.selection)

    _try(fetch, "fetched")


def _delete(view: View, name: str) -> int | None:
    try:
        delete(view.folder, name)
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
