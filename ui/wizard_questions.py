"""The questions that only the user can answer: each with its sentence, what the file says, and the answers that fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from etl.mapping import Question, Sight
from etl.mapping_wording import question as sentence
from ui import html, wizard_answers, wizard_state, wizard_words
from ui.filters import hold, widget_key
from ui.view import View
from ui.wizard_files import Entry

_FEW = 5
"""Up to so many answers all stand in view; more are a list to search in."""
_PATTERNS: dict[str, Callable[[str], bool]] = {
    "year": lambda text: text.isdigit() and len(text) == 4,
    "period": lambda text: len(text) == 7 and text[4] == "-" and (text[:4] + text[5:]).isdigit(),
}


def questions(entry: Entry, view: View) -> None:
    """Draw every open question with its control."""
    lang, sight = view.lang, entry.report.sight
    if sight is None or not sight.questions:
        return
    drafts, open_ones = wizard_state.drafts(entry.file.id), wizard_answers.each_once(sight.questions)
    if len(open_ones) > 1 and drafts:
        html.paragraph(
            lang.text(
                "{done} av {n} spørsmål er besvart. Svarene brukes når alle er gitt.",
                done=sum(wizard_answers.asked_as(one) in drafts for one in open_ones), n=len(open_ones),
            ),
            "hr-question",
        )  # fmt: skip
    for number, asked in enumerate(open_ones):
        with st.container(border=True, key=f"question_{number}"):
            _ask(number, asked, entry, sight, view)


def _ask(number: int, asked: Question, entry: Entry, sight: Sight, view: View) -> None:
    lang = view.lang
    rows = lang.plural("Gjelder {n} rad.", "Gjelder {n} rader.", asked.rows) if asked.rows else ""
    html.lines(((sentence(asked, lang), "hr-question"), (rows, "hr-basis")))
    name = wizard_answers.asked_as(asked)
    given = wizard_state.drafts(entry.file.id).get(name)
    key = widget_key(f"answer_{entry.file.id}_{name}", lang)
    label = lang.text("Svar på spørsmål {number}", number=number + 1)
    arguments: dict[str, Any] = {"key": key, "on_change": _take, "args": (key, entry, asked)}
    if not asked.choices:
        typed = st.text_input(label, max_chars=60, **arguments)
        if typed.strip() and not fits(asked, typed.strip()):
            st.error(_expected(asked, view))
        return
    hold(key, given[1] if given else None)
    if len(asked.choices) <= _FEW:
        st.radio(
            label, asked.choices, index=None, **arguments,
            format_func=lambda choice: html.plain(wizard_words.answer(asked, choice, sight.columns, view)),
        )  # fmt: skip
        return
    st.selectbox(
        label, asked.choices, index=None, placeholder=lang.text("Velg svaret"), **arguments,
        format_func=lambda choice: wizard_words.answer(asked, choice, sight.columns, view),
    )  # fmt: skip


def fits(asked: Question, text: str) -> bool:
    """Whether a typed answer is what its question asks for."""
    return asked.code not in _PATTERNS or _PATTERNS[asked.code](text)


def _expected(asked: Question, view: View) -> str:
    if asked.code == "year":
        return view.lang.text("Skriv året med fire sifre, for eksempel 2022.")
    return view.lang.text("Skriv måneden som åååå-mm, for eksempel 2022-03.")


def _take(key: str, entry: Entry, asked: Question) -> None:
    choice = st.session_state.get(key)
    if choice is None or (not asked.choices and not fits(asked, choice.strip())):
        return
    wizard_state.answer(entry, asked, choice if asked.choices else choice.strip())
