"""What holds for a whole file: content, sheets, header row, sign, plan version, year, released through, source."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Dict
from datetime import date
from typing import Any, get_args

import streamlit as st

from etl.mapping import Kind, Mapping, Sight
from etl.mapping_wording import kind_name
from language import Language
from metrics.selection import SelectionError, month_of
from ui import html, wizard_answers, wizard_state, wizard_words
from ui.codebook_words import value_name
from ui.filters import hold, widget_key
from ui.view import View
from ui.wizard_files import Entry

KINDS: tuple[str, ...] = get_args(Kind)
_LAST_HEADER = 200


def settings(entry: Entry, sight: Sight, mapping: Mapping, view: View) -> None:
    """Draw the settings; each change is an answer."""
    lang, locked = view.lang, wizard_answers.waiting(sight.questions)
    left, right = st.columns(2)
    with left:
        _sheets(entry, sight, lang)
        _header_row(entry, lang)
        _kind(entry, mapping, lang, locked)
        _sign(entry, mapping, lang, locked)
    with right:
        _plan_version(entry, mapping, view)
        _year(entry, mapping, lang, locked)
        _for_all_rows(entry, mapping, view, locked)
        _code_table(entry, mapping, lang, locked)
        _released(entry, mapping, lang)
        _source(entry, mapping, lang, locked)


def find_table(entry: Entry, sight: Sight, lang: Language) -> None:
    """Let the user point out the table of a file in which none was found."""
    html.small_heading(lang.text("Vet du hvor tabellen er?"))
    _sheets(entry, sight, lang)
    _header_row(entry, lang)


def _key(entry: Entry, name: str, lang: Language) -> str:
    return widget_key(f"set_{name}_{entry.file.id}", lang)


def _of_file(key: str, entry: Entry, take: Callable[[Any], dict[str, Any]]) -> None:
    """Turn a widget's value into fields of the mapping."""
    wizard_state.change_file(entry, **take(st.session_state[key]))


def _of_table(key: str, entry: Entry, take: Callable[[Any], dict[str, Any]]) -> None:
    """Turn a widget's value into the table that is read."""
    wizard_state.change_table(entry, **take(st.session_state[key]))


def _beside(key: str, entry: Entry, take: Callable[[Any], dict[str, Any]]) -> None:
    """Turn a widget's value into an answer beside the mapping."""
    wizard_state.change(entry.file.id, **take(st.session_state[key]))


def _sheets(entry: Entry, sight: Sight, lang: Language) -> None:
    names = list(dict.fromkeys(one.sheet for one in sight.sheets if one.sheet))
    if len(names) < 2:
        return
    read = list(dict.fromkeys(one.sheet for one in sight.sheets if one.sheet and one.read))
    key = hold(_key(entry, "sheets", lang), read)
    st.multiselect(
        lang.text("Ark som leses"), names, key=key, select_all=False,
        on_change=_of_table, args=(key, entry, lambda chosen: {"sheets": tuple(chosen) or None}),
    )  # fmt: skip


def _header_row(entry: Entry, lang: Language) -> None:
    given = entry.options.mapping
    key = hold(_key(entry, "header", lang), (given and given.header_row) or entry.report.header_row)
    st.number_input(
        lang.text("Overskriftsrad, slik Excel teller"), min_value=1, max_value=_LAST_HEADER, step=1, key=key,
        help=lang.text("Går overskriften over flere rader: den siste av dem. Kolonnene forstås da på nytt."),
        on_change=_of_table, args=(key, entry, lambda row: {"header_row": row}),
    )  # fmt: skip


def _kind(entry: Entry, mapping: Mapping, lang: Language, locked: bool) -> None:
    key = hold(_key(entry, "kind", lang), mapping.kind)
    st.selectbox(
        lang.text("Innhold"), KINDS, format_func=lambda kind: kind_name(kind, lang), key=key, disabled=locked,
        on_change=_of_file, args=(key, entry, lambda kind: {"kind": kind}),
    )  # fmt: skip


def _sign(entry: Entry, mapping: Mapping, lang: Language, locked: bool) -> None:
    key = hold(_key(entry, "sign", lang), mapping.sign == -1)
    st.checkbox(
        lang.text("Snu fortegnet på tallene"), key=key, disabled=locked,
        help=lang.text("For kilder som fører kostnader som negative tall."),
        on_change=_of_file, args=(key, entry, lambda turn: {"sign": -1 if turn else 1}),
    )  # fmt: skip


def _plan_version(entry: Entry, mapping: Mapping, view: View) -> None:
    lang = view.lang
    if mapping.kind not in ("plan", "budget"):
        return
    key = hold(_key(entry, "plan", lang), entry.options.plan_version or "")
    st.selectbox(
        lang.text("Planversjon"), ["", *view.names.ids("plan_version")], key=key,
        format_func=lambda one: view.label("plan_version", one) if one else lang.text("Som filen sier"),
        on_change=_beside, args=(key, entry, lambda one: {"plan_version": one or None}),
    )  # fmt: skip


def _year(entry: Entry, mapping: Mapping, lang: Language, locked: bool) -> None:
    key = hold(_key(entry, "year", lang), str(mapping.year or ""))
    st.text_input(
        lang.text("År, for måneder uten årstall"), key=key, max_chars=4, placeholder="2024", disabled=locked,
        on_change=_of_file, args=(key, entry, _year_of),
    )  # fmt: skip


def _year_of(text: str) -> dict[str, Any]:
    text = text.strip()
    return {"year": int(text) if text.isdigit() and len(text) == 4 else None}


def _for_all_rows(entry: Entry, mapping: Mapping, view: View, locked: bool) -> None:
    """What no column says and one answer says for every row."""
    lang, known = view.lang, mapping.constants
    if "period" in known:
        key = hold(_key(entry, "period", lang), known["period"])
        st.text_input(
            lang.text("Måned for alle rader"), key=key, max_chars=20, disabled=locked,
            on_change=_of_file, args=(key, entry, lambda text: _constant(known, "period", text.strip())),
        )  # fmt: skip
    if "sub_measure" in known:
        options = list(dict.fromkeys([known["sub_measure"], *view.names.ids("sub_measure")]))
        key = hold(_key(entry, "sub_measure", lang), known["sub_measure"])
        st.selectbox(
            lang.text("Deltiltak for alle rader"), options, key=key, disabled=locked,
            format_func=lambda one: wizard_words.named("sub_measure", one, view),
            on_change=_of_file, args=(key, entry, lambda one: _constant(known, "sub_measure", one)),
        )  # fmt: skip


def _constant(known: Dict[str, str], name: str, text: str) -> dict[str, Any]:
    return {"constants": {**known, name: text}} if text else {}


def _code_table(entry: Entry, mapping: Mapping, lang: Language, locked: bool) -> None:
    """Which kind of code the column of codes holds."""
    if not mapping.of("code"):
        return
    options = list(dict.fromkeys([mapping.code_kind or "subproject", "subproject", "analysis"]))
    key = hold(_key(entry, "code_kind", lang), mapping.code_kind or "subproject")
    st.selectbox(
        lang.text("Slag kode"), options, key=key, disabled=locked,
        format_func=lambda one: value_name("code_map", "code_kind", one, lang),
        on_change=_take_code_table, args=(key, entry),
    )  # fmt: skip


def _take_code_table(key: str, entry: Entry) -> None:
    wizard_state.change_mapping(entry, code_kind=st.session_state[key])


def _released(entry: Entry, mapping: Mapping, lang: Language) -> None:
    if mapping.kind not in ("actual_hours", "actual_cost"):
        return
    known = entry.options.released_through
    key = _key(entry, "released", lang)
    if key not in st.session_state:
        hold(key, "" if known is None else known.strftime("%Y-%m"))
    typed = st.text_input(
        lang.text("Frigitt til og med (åååå-mm)"), key=key, max_chars=7, placeholder="2024-08",
        help=lang.text("Siste måned der tallene er komplette. Senere måneder vises som foreløpige."),
        on_change=_beside, args=(key, entry, lambda text: {"released_through": _month(text)}),
    )  # fmt: skip
    if typed.strip() and _month(typed) is None:
        st.error(lang.text("Skriv måneden som åååå-mm, for eksempel 2024-08."))


def _month(text: str) -> date | None:
    try:
        return month_of("released", text.strip())
    except SelectionError:
        return None


def _source(entry: Entry, mapping: Mapping, lang: Language, locked: bool) -> None:
    key = hold(_key(entry, "source", lang), mapping.source)
    st.text_input(
        lang.text("Kilde"), key=key, max_chars=60, disabled=locked,
        help=lang.text(
            "En ny fil fra samme kilde erstatter det kilden har sagt før om de samme månedene og kodene."
        ),
        on_change=_take_source, args=(key, entry),
    )  # fmt: skip


def _take_source(key: str, entry: Entry) -> None:
    """A source belongs to columns that are known, so they are kept as they are shown."""
    text = st.session_state[key].strip()
    if text:
        wizard_state.change_mapping(entry, source=text)
