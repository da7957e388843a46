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
_NAMED = 6
Field = tuple[str, tuple[str, ...], str]
"""A field's key, the cells that it stands for, and the text that stands in them."""


def correct(group: Group, entry: Entry, lang: Language, *, at_once: bool) -> None:
    """Draw a form with the wrong cells of a group; all are corrected with one click. at_once: it is not folded."""
    wrong = [problem for problem in group.problems if address(problem)]
    if not wrong:
        return
    with st.expander(
        lang.plural("Rett cellen her", "Rett de {n} cellene her", len(wrong)),
        expanded=at_once, key=f"cells_{group.key}",
    ):  # fmt: skip
        shown = _page(_together(wrong, group, lang), group, lang)
        with st.form(f"form_{group.key}", border=False):
            fields = [_field(cells, entry, lang) for cells in shown]
            st.form_submit_button(
                lang.text("Bruk rettelsene"), type="primary", key=f"correct_{group.key}",
                on_click=_take, args=(entry.file.id, fields),
            )  # fmt: skip


def address(problem: Problem) -> str | None:
    """Return where a wrong cell stands, as the engine looks for it: «Ark1!F12»; a text file has no sheet."""
    cell = problem.facts.get("cell")
    return f"{problem.sheet or ''}!{cell}" if cell else None


def _together(wrong: Sequence[Problem], group: Group, lang: Language) -> list[list[Problem]]:
    """Cells with the same text are one field, unless the reader wants to correct each by itself."""
    same: dict[str, list[Problem]] = {}
    for problem in wrong:
        same.setdefault(problem.value or "", []).append(problem)
    if len(same) == len(wrong):
        return list(same.values())
    one_by_one = st.checkbox(lang.text("Rett hver celle for seg, også like"), key=f"each_{group.key}")
    return [[problem] for problem in wrong] if one_by_one else list(same.values())


def _page(found: Sequence[list[Problem]], group: Group, lang: Language) -> Sequence[list[Problem]]:
    if len(found) <= _PER_PAGE:
        return found
    pages = range((len(found) + _PER_PAGE - 1) // _PER_PAGE)
    page = st.selectbox(
        lang.text("Vis cellene"), pages, key=f"page_{group.key}",
        format_func=lambda at: f"{at * _PER_PAGE + 1}–{min((at + 1) * _PER_PAGE, len(found))}",
    )  # fmt: skip
    return found[page * _PER_PAGE : (page + 1) * _PER_PAGE]


def _field(cells: Sequence[Problem], entry: Entry, lang: Language) -> Field:
    """Draw one field for cells with the same text."""
    places = [place for problem in cells if (place := address(problem))]
    key = f"cell_{entry.file.id}_{places[0]}_{len(places)}"
    before = cells[0].value or ""
    st.session_state.setdefault(key, before)
    named = [place.removeprefix("!") for place in places]
    more = len(named) - _NAMED
    where = lang.join(named[:_NAMED] + ([lang.plural("{n} til", "{n} til", more)] if more > 0 else []))
    st.text_input(
        html.label(
            lang.text("{cell}, nå «{value}»", cell=where, value=before)
            if before
            else lang.text("{cell}, nå tom", cell=where)
        ),
        key=key, max_chars=_LONGEST,
    )  # fmt: skip
    return key, tuple(places), before


def _take(file_id: str, fields: Sequence[Field]) -> None:
    """Take the fields that were changed."""
    changed = {
        place: text
        for key, places, before in fields
        if (text := st.session_state.get(key, before).strip()) != before
        for place in places
    }
    if changed:
        known = wizard_state.answers(file_id).cells
        wizard_state.change(file_id, cells={**known, **changed})
