"""Rows that are left out on purpose, each with the reason for it."""

from __future__ import annotations

import streamlit as st

from etl.problems import Problem
from language import Language
from ui import wizard_state
from ui.wizard_files import Entry
from ui.wizard_problems import Group

_LONGEST = 80


def leave_out(group: Group, entry: Entry, lang: Language) -> None:
    """Draw the choice of rows and the reason; without a reason no row is left out."""
    rows = {place: problem for problem in group.problems if (place := row_of(problem))}
    if not rows:
        return
    with st.expander(lang.plural("Utelat raden", "Utelat rader", len(rows)), key=f"rows_{group.key}"):
        chosen = list(rows)
        if len(rows) > 1:
            key = f"leave_{entry.file.id}_{group.key}"
            chosen = st.multiselect(
                lang.text("Rader"), list(rows), default=list(rows), key=key, select_all=False,
                format_func=lambda place: _name(rows[place], lang),
            )  # fmt: skip
        reason_key = f"why_{entry.file.id}_{group.key}"
        st.text_input(lang.text("Hvorfor utelates de?"), key=reason_key, max_chars=_LONGEST)
        st.button(
            lang.plural("Utelat {n} rad", "Utelat {n} rader", len(chosen)), key=f"out_{group.key}",
            on_click=_take, args=(entry.file.id, chosen, reason_key), disabled=not chosen,
        )  # fmt: skip
        if st.session_state.get(f"{reason_key}_missing"):
            st.error(lang.text("Skriv hvorfor radene utelates. Grunnen står i importloggen."))


def row_of(problem: Problem) -> str | None:
    """Return the row as the engine looks for it: «Ark1!14»."""
    return None if problem.row is None else f"{problem.sheet or ''}!{problem.row}"


def _name(problem: Problem, lang: Language) -> str:
    row = lang.text("rad {row}", row=problem.row)
    return f"{problem.sheet}, {row}" if problem.sheet else row


def _take(file_id: str, places: list[str], reason_key: str) -> None:
    reason = st.session_state.get(reason_key, "").strip()
    st.session_state[f"{reason_key}_missing"] = not reason
    if reason:
        known = wizard_state.answers(file_id).left_out
        wizard_state.change(file_id, left_out={**known, **dict.fromkeys(places, reason)})
