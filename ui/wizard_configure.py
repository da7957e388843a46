"""Sett opp: what was understood of a file, the questions that are left, and everything that can be changed by hand."""

from __future__ import annotations

import streamlit as st

from etl.mapping import FoundSheet, Sight
from etl.mapping_wording import why
from language import Language
from ui import (
    html,
    upload_report,
    wizard_columns,
    wizard_memory,
    wizard_problems,
    wizard_questions,
    wizard_settings,
)
from ui.view import View
from ui.wizard_files import Entry


def configure(entry: Entry, view: View) -> None:
    """Draw the step."""
    lang, sight = view.lang, entry.report.sight
    if sight is None or sight.mapping is None:
        return
    if entry.verdict == "refused":
        wizard_problems.listed(entry, view)
    wizard_questions.questions(entry, view)
    wizard_memory.told(entry, view)
    html.small_heading(lang.text("Dette er forstått"))
    html.facts([*upload_report.understood(entry.report, lang), *_hidden(sight, lang)])
    _sheets(sight.sheets, lang)
    with st.expander(
        lang.text("Endre innhold, ark, overskriftsrad, fortegn og planversjon"), key="wizard_settings"
    ):
        wizard_settings.settings(entry, sight, sight.mapping, view)
    wizard_columns.columns(entry, sight, sight.mapping, view)
    wizard_memory.remember(entry, view)


def _hidden(sight: Sight, lang: Language) -> list[tuple[str, str]]:
    """Say what is hidden in Excel and read all the same."""
    sheets = [one.sheet or "" for one in sight.sheets if one.hidden]
    columns = [one.letter for one in sight.columns if one.hidden]
    return [
        (lang.text("Skjulte ark"), lang.join(sheets)),
        (lang.text("Skjulte kolonner, lest"), lang.join(columns)),
    ]


def _sheets(found: tuple[FoundSheet, ...], lang: Language) -> None:
    """List the sheets and tables, and why each is read or not; a file with one table needs no list."""
    if len(found) < 2:
        return
    rows = [
        html.Row((
            one.sheet or "",
            lang.text("lest") if one.read else lang.text("ikke lest"),
            lang.text("har tallene") if one.why == "chosen" else why(one.why, lang),
            "" if one.header_row is None else str(one.header_row),
            lang.number(one.rows, 0),
        ))
        for one in found
    ]  # fmt: skip
    heads = [
        lang.text("Ark"), lang.text("Lest"), lang.text("Hvorfor"), lang.text("Overskriftsrad"), lang.text("Rader"),
    ]  # fmt: skip
    html.table(heads, rows, caption=lang.text("Ark og tabeller i filen"), numbers=(3, 4))
