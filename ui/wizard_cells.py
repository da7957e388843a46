"""Wrong cells, corrected on the page: one plain text field per cell, which a keyboard and a screen reader can use."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from etl.problems import Problem
from language import Language
from ui import html, wizard_state
from ui.wizard_files import Entry
from ui.wizard_problems import Group

_PER_PAGE = 25
_LONGEST = 200


def correct(group: Group, entry: Entry, lang: Language, *, at_once: bool) -> None:
    """Draw a form with the wrong cells of a group; all are corrected with one click. at_once: it is not folded."""
    wrong = [problem for problem in group.problems if address(problem)]
    if not wrong:
        return
    with st.expander(
        lang.plural("Rett cellen her", "Rett de {n} cellene her", len(wrong)),
        expanded=at_once,
        key=f"cells_{group.key}",
    ):
        shown = _page(wrong, group, lang)
        with st.form(f"form_{group.key}", border=False):
            keys = [_cell(problem, entry, lang) for problem in shown]
            st.form_submit_button(
                lang.text("Bruk rettelsene"), type="primary", key=f"correct_{group.key}",
                on_click=_take, args=(entry.file.id, keys),
            )  # fmt: skip


def address(problem: Problem) -> str | None:
    """Return where a wrong cell stands, as the engine looks for it: «Ark1!F12»; a text file has no sheet."""
    cell = problem.facts.get("cell")
    return f"{problem.sheet or ''}!{cell}" if cell else None


def _page(wrong: Sequence[Problem], group: Group, lang: Language) -> Sequence[Problem]:
    if len(wrong) <= _PER_PAGE:
        return wrong
    pages = range((len(wrong) + _PER_PAGE - 1) // _PER_PAGE)
    page = st.selectbox(
        lang.text("Vis cellene"), pages, key=f"page_{group.key}",
        format_func=lambda at: f"{at * _PER_PAGE + 1}–{min((at + 1) * _PER_PAGE, len(wrong))}",
    )  # fmt: skip
    return wrong[page * _PER_PAGE : (page + 1) * _PER_PAGE]


def _cell(problem: Problem, entry: Entry, lang: Language) -> tuple[str, str, str]:
    """Draw one field; return its widget key, its cell, and the text that stood there."""
    place = address(problem) or ""
    key = f"cell_{entry.file.id}_{place}"
    before = problem.value or ""
    st.session_state.setdefault(key, before)
    st.text_input(
        lang.text("{cell}, nå «{value}»", cell=html.label(place.removeprefix("!")), value=html.label(before))
        if before
        else lang.text("{cell}, nå tom", cell=html.label(place.removeprefix("!"))),
        key=key, max_chars=_LONGEST,
    )  # fmt: skip
    return key, place, before


def _take(file_id: str, keys: Sequence[tuple[str, str, str]]) -> None:
    """Take the fields that were changed; the widgets are forgotten, since the file may say otherwise afterwards."""
    changed = {
        place: st.session_state[key].strip()
        for key, place, before in keys
        if st.session_state.get(key, before).strip() != before
    }
    if changed:
        known = wizard_state.answers(file_id).cells
        wizard_state.change(file_id, cells={**known, **changed})
