"""Changing something from a page: who and why, the attempt with its refusals in words, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

import etl
from etl import refusal_wording
from etl.import_errors import CodebookChanged
from etl.user import current_user
from language import Language
from ui import html, states
from ui.view import View
from warehouse import ReferenceInvalid, WarehouseError

T = TypeVar("T")
_SAID = "said"
_WHO = "who"
_ASKED = "asked"
_AGREED = "agreed"


def signed_in() -> str:
    """Return who is signed in, else the user of the machine; empty where neither is known."""
    known = st.user.to_dict()
    if known.get("is_logged_in"):
        return str(known.get("name") or known.get("email") or "")
    return current_user() or ""


def who_and_why(view: View, key: str, why: bool = True) -> tuple[str, str]:
    """Draw the two fields that go with every change, and return what stands in them. The name typed last stands there
    the next time."""
    lang = view.lang
    left, right = st.columns([1, 2])
    with left:
        who = st.text_input(
            lang.text("Hvem"), value=st.session_state.get(_WHO, signed_in()), key=f"who_{key}", max_chars=80
        )
    st.session_state[_WHO] = who
    with right:
        reason = (
            st.text_input(
                lang.text("Hvorfor"), key=f"why_{key}", max_chars=300,
                placeholder=lang.text("For eksempel: vedtak i ledermøtet 12.03.2024"),
            )
            if why
            else ""
        )  # fmt: skip
    return who.strip(), reason.strip()


def attempt(lang: Language, doing: str, action: Callable[[], T]) -> T | None:
    """Do what changes the warehouse; where it is refused, say why in words and return None.

    :raises ReferenceInvalid: the caller shows its problems beside rows and columns.
    """
    try:
        with st.spinner(doing):
            return action()
    except ReferenceInvalid:
        raise
    except etl.ImportRefused as error:
        st.error(refusal(error, lang))
    except (etl.PublishFailed, WarehouseError) as error:
        states.failed(error, lang)
    return None


def refusal(error: etl.ImportRefused, lang: Language) -> str:
    """Return why a change was refused, and what to do on the page."""
    if isinstance(error, CodebookChanged):
        return lang.text(
            "{who} har endret tabellen mens du arbeidet (versjon {version}). Ingenting er lagret. Forkast endringene "
            "dine, og gjør dem på nytt på de nye radene.",
            who=error.by or lang.text("Noen"), version=error.version,
        )  # fmt: skip
    return refusal_wording.message(error, lang)


def ask_first(
    key: str, label: str, yes: str, warning: str, lang: Language, action: Callable[[], int | None], told: str
) -> None:
    """Draw a button that says what it does before it is pressed once more; only one on a page asks at a time."""
    if st.session_state.get(_ASKED) != key:
        st.button(label, key=key, on_click=_ask, args=(key,))
        return
    st.warning(warning)
    with st.container(horizontal=True):
        st.button(yes, type="primary", key=f"{key}_yes", on_click=_agree, args=(key,))
        st.button(lang.text("Avbryt"), key=f"{key}_no", on_click=_ask, args=(None,))
    if st.session_state.pop(_AGREED, None) == key:
        _ask(None)
        if action() is not None:
            done(told)


def _ask(key: str | None) -> None:
    st.session_state[_ASKED] = key


def _agree(key: str) -> None:
    # Noted before the page is drawn: a run that is cut off before it reaches the button would lose the click.
    st.session_state[_AGREED] = key


def done(text: str) -> None:
    """Run the page anew and say there what was done."""
    st.session_state[_SAID] = text
    st.rerun()


def told() -> None:
    """Say once what the last change did."""
    if (text := st.session_state.pop(_SAID, None)) is not None:
        st.success(html.plain(text))
