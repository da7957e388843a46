"""Every column of a file: its letter, heading and a sample of its values, what it means, and how sure we are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from etl.mapping import (
    AMOUNTS,
    HOUR_UNITS,
    KEYS,
    MONEY_UNITS,
    SHEET_KEY,
    AcrossUse,
    FoundColumn,
    Mapping,
    Sight,
)  # fmt: skip
from etl.mapping_wording import across_name, field_name, why
from language import Language
from ui import html, wizard_answers, wizard_state, wizard_words
from ui.filters import hold, widget_key
from ui.view import View
from ui.wizard_files import Entry

IGNORED = "ignore"
_TIMES = ("period", "date", "year", "month", "week", "tertial")
_PER_PAGE = 25
_POINTED = re.compile(r"\d[.,]\d")
"""A number with a mark that may divide thousands or decimals."""
_DAY = re.compile(r"^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")


def columns(entry: Entry, sight: Sight, mapping: Mapping, view: View) -> None:
    """Draw the columns that are used, with their controls; those that are not used are folded away."""
    lang = view.lang
    locked = wizard_answers.waiting(sight.questions)
    html.small_heading(lang.text("Kolonnene"))
    if locked:
        st.caption(lang.text("Kolonnene kan endres når spørsmålene over er besvart."))
    by_sheet = mapping.use(SHEET_KEY)
    if by_sheet is not None:
        told = lang.text("Navnet på arket leses som {field}.", field=field_name(by_sheet.field, lang))
        html.paragraph(told, "hr-question")
    if mapping.across is not None:
        _across(entry, mapping.across, lang, locked)
    across = [column for column in sight.columns if column.why == "across"]
    _several(lang.text("Kolonner ved siden av hverandre ({n})", n=len(across)), across, entry, lang, locked)
    used = [column for column in sight.columns if column.use.field != IGNORED and column not in across]
    for column in used[:_PER_PAGE]:
        _column(column, entry, lang, locked)
    _several(
        lang.text("Flere kolonner i bruk ({n})", n=len(used) - _PER_PAGE),
        used[_PER_PAGE:],
        entry,
        lang,
        locked,
    )
    unused = [column for column in sight.columns if column.use.field == IGNORED]
    _several(lang.text("Kolonner som ikke brukes ({n})", n=len(unused)), unused, entry, lang, locked)


def _several(title: str, found: Sequence[FoundColumn], entry: Entry, lang: Language, locked: bool) -> None:
    if found:
        with st.expander(title):
            for column in found:
                _column(column, entry, lang, locked)


def _column(column: FoundColumn, entry: Entry, lang: Language, locked: bool) -> None:
    """One column: what the file says to the left, what it means to the right."""
    name = wizard_words.column_name(column, lang)
    with st.container(key=f"column_{column.letter}_{entry.file.id}"):
        said, meaning, how = st.columns([4, 4, 4], vertical_alignment="center")
        with said:
            word = lang.text("skjult")
            hidden = f" ({word})" if column.hidden else ""
            sure = wizard_words.sure(column.confidence, lang)
            html.lines((
                (f"{name}{hidden}", "hr-column"),
                (" · ".join(column.samples), "hr-samples"),
                (f"{sure}: {why(column.why, lang)}", "hr-basis"),
            ))  # fmt: skip
        with meaning:
            _meaning(column, entry, lang, name, locked)
        with how:
            _how(column, entry, lang, name, locked)


def _meaning(column: FoundColumn, entry: Entry, lang: Language, name: str, locked: bool) -> None:
    options = [IGNORED, *_TIMES, *(key for key in KEYS if key not in _TIMES), *AMOUNTS, "quantity_unit"]
    if column.use.field not in options:
        options.append(column.use.field)
    key = hold(widget_key(f"field_{entry.file.id}_{column.key}", lang), column.use.field)
    st.selectbox(
        lang.text("Betydning av kolonne {column}", column=html.label(name)), options, key=key,
        format_func=lambda field: grouped(field, lang),
        on_change=_take, args=(key, entry, column, "field"), label_visibility="collapsed", disabled=locked,
    )  # fmt: skip


def grouped(field: str, lang: Language) -> str:
    """Return a meaning with the group it belongs to, since a list of choices has no headings."""
    if field == IGNORED:
        return field_name(field, lang)
    if field in _TIMES:
        group = lang.text("Tid")
    elif field in KEYS:
        group = lang.text("Hva og hvem")
    else:
        group = lang.text("Mengde")
    return f"{group}: {field_name(field, lang)}"


def _how(column: FoundColumn, entry: Entry, lang: Language, name: str, locked: bool) -> None:
    """How the cells of the column are read: what can be said of them, and was said or may need to be."""
    use, field = column.use, column.use.field
    units = units_of(field)
    if units:
        shown = list(dict.fromkeys(["", *units, use.unit or ""]))
        label = lang.text("Enhet i kolonne {column}", column=name)
        _choice(column, entry, "unit", label, shown, wizard_words.unit_name, lang, locked)
    if use.decimal or (units and any(_POINTED.search(text) for text in column.samples)):
        label = lang.text("Desimaltegn i kolonne {column}", column=name)
        _choice(column, entry, "decimal", label, ["", "comma", "point"], wizard_words.mark_name, lang, locked)
    if use.day_order or (field in ("date", "period") and any(_DAY.search(text) for text in column.samples)):
        label = lang.text("Rekkefølge i datoene i kolonne {column}", column=name)
        _choice(column, entry, "day_order", label, ["", "dmy", "mdy"], wizard_words.order_name, lang, locked)
    if use.fill:
        label = lang.text("Tomme celler i kolonne {column}", column=name)
        _choice(column, entry, "fill", label, ["above", "none"], wizard_words.fill_name, lang, locked)
    if field == "filter":
        _keep(column, entry, lang, name, locked)


def _choice(
    column: FoundColumn, entry: Entry, part: str, label: str, options: Sequence[str],
    words: Callable[[str, Language], str], lang: Language, locked: bool,
) -> None:  # fmt: skip
    """Draw the choice of one part of a column's reading; empty is what the column says by itself."""
    key = hold(widget_key(f"{part}_{entry.file.id}_{column.key}", lang), getattr(column.use, part) or "")
    st.selectbox(
        html.label(label), options, key=key, format_func=lambda one: words(one, lang),
        on_change=_take, args=(key, entry, column, part), label_visibility="collapsed", disabled=locked,
    )  # fmt: skip


def _keep(column: FoundColumn, entry: Entry, lang: Language, name: str, locked: bool) -> None:
    """Which values keep a row; others than those of the sample can be typed."""
    kept = list(column.use.keep)
    key = hold(widget_key(f"keep_{entry.file.id}_{column.key}", lang), kept)
    st.multiselect(
        html.label(lang.text("Verdier i kolonne {column} som tas med", column=name)),
        list(dict.fromkeys([*kept, *column.samples])), key=key, accept_new_options=True, select_all=False,
        placeholder=lang.text("Velg hvilke rader som tas med"), disabled=locked,
        on_change=_take, args=(key, entry, column, "keep"), label_visibility="collapsed",
    )  # fmt: skip


def units_of(field: str) -> Sequence[str]:
    """The units that an amount can count in; none for what is no amount, or counts heads."""
    if field == "hours":
        return HOUR_UNITS
    return MONEY_UNITS if field.endswith("_nok") else ()


def _take(key: str, entry: Entry, column: FoundColumn, part: str) -> None:
    value = st.session_state[key]
    changed: dict[str, Any] = {part: tuple(value) if part == "keep" else value or None}
    if part == "field":
        # What was said of the cells belongs to the old meaning.
        changed = {"field": value, "unit": None, "decimal": None, "day_order": None, "keep": (), "fill": None}
    wizard_state.change_column(entry, column, replace(column.use, **changed))


def _across(entry: Entry, across: AcrossUse, lang: Language, locked: bool) -> None:
    """The columns that stand side by side: what each cell of them is."""
    html.paragraph(
        lang.text(
            "Filen har {kind}. Hver celle i kolonnene er en mengde.", kind=across_name(across.kind, lang)
        ),
        "hr-question",
    )
    left, right = st.columns(2)
    with left:
        key = hold(widget_key(f"across_field_{entry.file.id}", lang), across.field)
        st.selectbox(
            lang.text("Mengde i cellene"), ("hours", "amount_nok"), key=key, disabled=locked,
            format_func=lambda field: field_name(field, lang), on_change=_take_across, args=(key, entry, "field"),
        )  # fmt: skip
    with right:
        key = hold(widget_key(f"across_unit_{entry.file.id}", lang), across.unit or "")
        units = list(dict.fromkeys(["", *units_of(across.field), across.unit or ""]))
        st.selectbox(
            lang.text("Enhet i cellene"), units, key=key, disabled=locked,
            format_func=lambda unit: wizard_words.unit_name(unit, lang), on_change=_take_across,
            args=(key, entry, "unit"),
        )  # fmt: skip


def _take_across(key: str, entry: Entry, name: str) -> None:
    value = st.session_state[key]
    changed: dict[str, Any] = {"unit": value or None} if name == "unit" else {"field": value, "unit": None}
    wizard_state.change_across(entry, **changed)
