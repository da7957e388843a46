"""One row of a reference table in a form: a field per column, lists for coded columns, problems at the field."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st

from etl.codebook import ColumnSpec, TableSpec
from etl.reference import FIRST_DAY, LAST_DAY
from language import Language
from ui import codebook_words, html
from ui.codebook import MONTHS, SHARES, Row, Words, as_text, empty_row, target_of
from ui.codebook_draft import problem_row, propose, proposed, table_of, wrong
from ui.codebook_review import expected
from ui.view import View

MEND = "codebook_mend"
"""Set when a row was just added with something wrong in it: it is shown in the form that changes rows."""
_ENDS = {"valid_from": FIRST_DAY.isoformat(), "valid_to": LAST_DAY.isoformat()}
_DATES = ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y")
_STARTS = ("valid_from", "period_first", "planned_date", "revised_date", "actual_date")
"""Columns that begin a line, so that what belongs together stands side by side."""
_LONG = re.compile(r"^(name|note|warning|reason|purpose|owner|basis|alias)")
"""Columns that hold sentences, and take the whole width."""


def add_row(view: View, spec: TableSpec) -> None:
    """Draw an empty form whose row is added to the table."""
    existing = proposed(view, spec.name)
    row = empty_row(spec, existing)
    new = _form(view, spec, row, view.lang.text("Ta med den nye raden"), f"add{len(existing)}")
    if new is not None:
        propose(view, {spec.name: [*existing, new]})
        if _problems_of(view, spec, new):
            st.session_state[MEND], st.session_state[f"row_{spec.name}"] = True, len(existing)
        st.rerun()


def change_row(view: View, spec: TableSpec) -> None:
    """Draw the choice of a row, and a form with what stands in it."""
    existing = proposed(view, spec.name)
    at = choose_row(view, spec, existing, view.lang.text("Raden som skal endres"))
    new = _form(view, spec, existing[at], view.lang.text("Ta med endringen"), "change")
    if new is not None:
        propose(view, {spec.name: [*existing[:at], new, *existing[at + 1 :]]})
        st.rerun()


def remove_row(view: View, spec: TableSpec) -> None:
    """Draw the choice of a row that is to be removed."""
    lang, existing = view.lang, proposed(view, spec.name)
    at = choose_row(view, spec, existing, lang.text("Raden som skal fjernes"))
    called = Words(view)
    html.facts(
        (called.heading(spec.name, column.name), called.cell(spec.name, column, existing[at]))
        for column in spec.columns
    )
    if st.button(lang.text("Ta med at raden fjernes"), key=f"remove_{spec.name}"):
        propose(view, {spec.name: [*existing[:at], *existing[at + 1 :]]})
        st.rerun()


def choose_row(view: View, spec: TableSpec, existing: Sequence[Row], label: str) -> int:
    """Draw the list of a table's rows, of which there is at least one; return the place of the chosen one."""
    called, kept = Words(view), f"row_{spec.name}"
    names = [called.row(spec.name, row) for row in existing]
    last = st.session_state.get(kept, 0)
    # Streamlit keeps a choice by its label: a list whose labels have changed is a new one, at the same row.
    chosen: int = st.selectbox(
        label, range(len(existing)), format_func=names.__getitem__, key=f"{kept}_{zlib.crc32(repr(names).encode()):x}",
        index=last if last < len(existing) else 0,
    )  # fmt: skip
    st.session_state[kept] = chosen
    return chosen


def _form(view: View, spec: TableSpec, row: Row, label: str, name: str) -> Row | None:
    """Draw the form; return the new row when it is sent."""
    key = f"{name}_{spec.name}_{zlib.crc32(repr(sorted(row.items())).encode()):x}_{view.lang.code}"
    row = _decided(view, spec, row, key)
    troubled = _problems_of(view, spec, row)
    with st.form(key, border=True):
        new = dict(row)
        for pair in _lines([column for column in spec.columns if not _decides(spec, column)]):
            for place, column in zip(st.columns(len(pair)), pair, strict=True):
                with place:
                    fixed = name == "change" and column.name == f"{spec.name}_id"
                    new[column.name] = _field(view, spec, column, new, f"{key}_{column.name}", fixed)
                    if column.name in troubled:
                        html.paragraph(
                            view.lang.text("Feil: ventet {expected}.", expected=troubled[column.name]),
                            "hr-problem",
                        )
        sent = st.form_submit_button(label, type="primary", key=f"{key}_send")
    return new if sent else None


def _decides(spec: TableSpec, column: ColumnSpec) -> bool:
    """Whether another field's list depends on this one: it stands above the form, where a choice acts at once."""
    return (spec.name, column.name) == ("alias", "kind")


def _decided(view: View, spec: TableSpec, row: Row, key: str) -> Row:
    for column in spec.columns:
        if _decides(spec, column):
            value = _choice(view, spec, column, row, list(column.allowed), f"{key}_{column.name}")
            row = {
                **row,
                column.name: value,
                "target_id": row["target_id"] if value == row[column.name] else "",
            }
    return row


def _problems_of(view: View, spec: TableSpec, row: Row) -> dict[str, str]:
    return {
        problem.column: expected(problem, view.lang)
        for problem in wrong(view)
        if problem.column and table_of(problem) == spec.name and problem_row(view, problem) == row
    }


def _lines(columns: Sequence[ColumnSpec]) -> list[list[ColumnSpec]]:
    """Short fields two and two, in the table's order, so that the tabulator goes as one reads."""
    lines: list[list[ColumnSpec]] = []
    for column in columns:
        fits = lines and len(lines[-1]) == 1 and not _LONG.match(lines[-1][0].name)
        if fits and not _LONG.match(column.name) and column.name not in _STARTS:
            lines[-1].append(column)
        else:
            lines.append([column])
    return lines


def _field(view: View, spec: TableSpec, column: ColumnSpec, row: Row, key: str, fixed: bool) -> str:
    """Draw one field and return its value as the CSV files have it; what cannot be read stays as typed."""
    lang, value = view.lang, row[column.name]
    target = target_of(spec.name, column, row)
    if column.type == "boolean":
        label = codebook_words.column_name(spec.name, column.name, lang)
        return as_text(st.checkbox(label, value == "true", key=key))
    if target is not None:
        return _choice(view, spec, column, row, list(Words(view).names(target)), key)
    if coded := coded_values(view, spec, column):
        return _choice(view, spec, column, row, list(coded), key)
    hint = lang.text("Id-en kan ikke endres: tallene er lagret på den.") if fixed else None
    typed = st.text_input(
        _label(spec, column, lang), editable(column, value), key=key, disabled=fixed, help=hint,
        placeholder=_placeholder(column, lang),
    )  # fmt: skip
    return stored(column, typed)


def coded_values(view: View, spec: TableSpec, column: ColumnSpec) -> tuple[str, ...]:
    """Return the values of a coded column, those in use included where it may hold others; none of other columns."""
    if column.allowed:
        return column.allowed
    known = codebook_words.usual_values(spec.name, column.name, view.lang)
    there = [row[column.name] for row in proposed(view, spec.name)] if known else []
    return tuple(dict.fromkeys((*known, *there)))


def _label(spec: TableSpec, column: ColumnSpec, lang: Language) -> str:
    name = codebook_words.column_name(spec.name, column.name, lang)
    if column.name in SHARES:
        name = lang.text("{name}, prosent", name=name)
    return name if _needed(column) else lang.text("{name} (kan stå tom)", name=name)


def _needed(column: ColumnSpec) -> bool:
    """Whether a field may not stand empty; one with a fixed list always holds one of its values."""
    return (column.required and column.name not in _ENDS) or bool(column.allowed)


def _placeholder(column: ColumnSpec, lang: Language) -> str:
    if column.name in _ENDS:
        return lang.text("fra starten") if column.name == "valid_from" else lang.text("uten slutt")
    if column.type == "date":
        return (
            lang.text("måned, slik: 03.2024")
            if column.name in MONTHS
            else lang.text("dato, slik: 31.12.2024")
        )
    return ""


def _choice(view: View, spec: TableSpec, column: ColumnSpec, row: Row, options: list[str], key: str) -> str:
    lang, value = view.lang, row[column.name]
    options = options if value in (*options, "") else [value, *options]
    called, needed = Words(view), _needed(column)

    def name(option: str | None) -> str:
        told = called.cell(spec.name, column, {**row, column.name: option or ""}, short=False)
        return told or lang.text("ingen")

    chosen: Any = st.selectbox(
        _label(spec, column, lang), options if needed else ["", *options],
        index=options.index(value) + (not needed) if value else (None if needed else 0),
        format_func=name, key=key, placeholder=lang.text("Velg"),
    )  # fmt: skip
    return chosen or ""


def editable(column: ColumnSpec, value: str) -> str:
    """Return a value as it is typed: Norwegian dates, months, decimal comma, per cent; the ends of time are empty."""
    if value and value == _ENDS.get(column.name):
        return ""
    try:
        if column.type == "date" and value:
            day = date.fromisoformat(value)
            return f"{day:%m.%Y}" if column.name in MONTHS and day.day == 1 else f"{day:%d.%m.%Y}"
        if column.type == "number" and value:
            number = Decimal(value) * (100 if column.name in SHARES else 1)
            return as_text(number).replace(".", ",")
    except (ValueError, InvalidOperation):
        return value
    return value


def stored(column: ColumnSpec, typed: str) -> str:
    """Return what was typed as the CSV files have it; what cannot be read stays as typed, and is then refused."""
    text = typed.strip()
    if not text:
        return _ENDS.get(column.name, "")
    if column.type == "date":
        return _day(column, text)
    if column.type in ("number", "whole_number"):
        plain = re.sub(r"[\s%]", "", text).replace(",", ".").replace("−", "-")
        try:
            return as_text(Decimal(plain) / 100) if column.name in SHARES else as_text(Decimal(plain))
        except InvalidOperation:
            return text
    return text


def _day(column: ColumnSpec, text: str) -> str:
    if column.name in MONTHS and (month := re.fullmatch(r"(\d{1,2})\.(\d{4})|(\d{4})-(\d{1,2})", text)):
        text = f"01.{month[1] or month[4]}.{month[2] or month[3]}"
    for pattern in _DATES:
        try:
            return datetime.strptime(text, pattern).date().isoformat()
        except ValueError:
            continue
    return text
