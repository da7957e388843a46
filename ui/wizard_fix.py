"""Rett: what is wrong, by cause, errors apart from warnings, each with its cure: here on the page, or in Excel."""

from __future__ import annotations

import streamlit as st

from language import Language
from ui import html, wizard_cells, wizard_choices, wizard_excel, wizard_problems, wizard_rows, wizard_state
from ui.filters import hold
from ui.view import View
from ui.wizard_files import Entry, only_rows_are_wrong
from ui.wizard_problems import Group

_SHAPES = {"error": "■", "warning": "▲", "info": "○"}


def fix(entry: Entry, view: View) -> None:
    """Draw the step."""
    lang = view.lang
    groups = wizard_problems.groups(entry.report.problems)
    errors = [group for group in groups if group.severity == "error"]
    warnings = [group for group in groups if group.severity == "warning"]
    if not errors and not warnings:
        st.success(lang.text("Ingen feil og ingen advarsler."))
    if errors:
        html.small_heading(lang.text("Feil: må rettes eller utelates"))
        for group in errors:
            _group(group, entry, view)
        _only_sound_rows(entry, lang)
    if warnings:
        html.small_heading(lang.text("Advarsler: stopper ingenting, men se over dem"))
        for group in warnings:
            _group(group, entry, view)
    _given(entry, view)
    if errors or warnings:
        wizard_excel.mend_in_excel(entry, view)


def _group(group: Group, entry: Entry, view: View) -> None:
    lang = view.lang
    with st.container(border=True, key=f"group_{group.key}"):
        count = sum(wizard_problems.rows_of(problem) for problem in group.problems)
        told = [
            f"{_SHAPES[group.severity]} {wizard_problems.severity_word(group.severity, lang)}",
            lang.plural("{n} sted", "{n} steder", count),
            lang.text("kolonne {column}", column=group.column) if group.column else "",
        ]
        html.lines((
            (" · ".join(part for part in told if part), "hr-group-title"),
            (wizard_problems.sentence(group.problems[0], lang), "hr-question"),
            (wizard_problems.places(group, lang), "hr-basis"),
        ))  # fmt: skip
        choosing = wizard_choices.can_choose(group)
        if choosing:
            wizard_choices.choose(group, entry, view)
        if group.severity == "error":
            wizard_cells.correct(group, entry, lang, at_once=not choosing)
            wizard_rows.leave_out(group, entry, lang)


def _only_sound_rows(entry: Entry, lang: Language) -> None:
    """Let the sound rows in without the others; the others stay in the import log as rejected."""
    if not (entry.options.accept_rejected or only_rows_are_wrong(entry.report)):
        return
    key = hold(f"accept_{entry.file.id}", entry.options.accept_rejected)
    st.checkbox(
        lang.text("Last inn de gyldige radene. Radene med feil blir stående i importloggen som avvist."),
        key=key, on_change=_take_accept, args=(key, entry.file.id),
    )  # fmt: skip


def _take_accept(key: str, file_id: str) -> None:
    wizard_state.change(file_id, accept_rejected=bool(st.session_state[key]))


def _given(entry: Entry, view: View) -> None:
    """List what was mended on the page, each with its way back."""
    lang, options = view.lang, entry.options
    lines: list[tuple[str, str, str]] = [
        *(("cells", place, lang.text("{place}: ny verdi «{text}»", place=place, text=text))
          for place, text in options.cells.items()),
        *(("choices", key, wizard_choices.told(key, target, view)) for key, target in options.choices.items()),
        *(("left_out", place, lang.text("{place}: utelatt, {reason}", place=place, reason=reason))
          for place, reason in options.left_out.items()),
    ]  # fmt: skip
    if not lines:
        return
    with st.expander(lang.text("Det du har rettet ({n})", n=len(lines)), key="wizard_given"):
        for part, key, line in lines:
            said, back = st.columns([5, 2], vertical_alignment="center")
            with said:
                html.paragraph(line, "hr-question")
            with back:
                st.button(
                    lang.text("Angre {place}", place=html.plain(key.split("|")[-1])), key=f"back_{part}_{key}",
                    on_click=wizard_state.take_back, args=(entry.file.id, part, key),
                )  # fmt: skip
