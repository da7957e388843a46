"""A total from the ledger: typed in for a source, months and a cost centre, and taken away again."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

import etl
from etl.errors import Unreadable
from etl.numbers import number
from etl.reconcile import LedgerTotal, Measure, enter_total, remove_total, totals
from metrics import note_words
from ui import acting, html, words
from ui.imports import moment
from ui.reconcile import amount_words, is_hidden, measure_words, unit_words
from ui.view import View

_LEDGERS = ("actual_hours", "actual_cost")
"""Kinds of import that a ledger has totals of."""


@dataclass(frozen=True)
class _Typed:
    """What stands in the form; None where it cannot be read."""

    source: str
    first: date
    last: date
    measure: Measure
    unit_id: str | None
    amount: Decimal | None
    note: str


def type_in(records: Sequence[etl.ImportRecord], view: View) -> None:
    """Draw the form for one total, and keep what is typed."""
    lang = view.lang
    sources = list(dict.fromkeys(record.source for record in records if record.kind in _LEDGERS))
    if not sources:
        st.write(lang.text("Last opp førte timer eller bokførte kostnader først, på «Last opp»."))
        return
    st.write(
        lang.text(
            "Skriv totalen slik den står i regnskapet. En ny total for samme kilde, måneder og koststed erstatter den "
            "forrige."
        )
    )
    source: str = st.selectbox(
        lang.text("Kilde"), sources, format_func=lambda one: words.source(one, lang), key="ledger_source"
    )
    with st.form(f"ledger_{source}"):
        typed = _fields(source, [record for record in records if record.source == source], view)
        who, _ = acting.who_and_why(view, "ledger", why=False)
        sent = st.form_submit_button(lang.text("Lagre totalen"), type="primary")
    if sent:
        _keep(typed, who, view)


def _fields(source: str, records: Sequence[etl.ImportRecord], view: View) -> _Typed:
    lang, months = view.lang, _months(records)
    left, right = st.columns(2)
    with left:
        first: date = st.selectbox(
            lang.text("Fra måned"),
            months,
            index=len(months) - 1,
            format_func=lang.month,
            key=f"ledger_first_{source}",
        )
    with right:
        last: date = st.selectbox(
            lang.text("Til måned"),
            months,
            index=len(months) - 1,
            format_func=lang.month,
            key=f"ledger_last_{source}",
        )
    left, right = st.columns(2)
    with left:
        unit: str = st.selectbox(
            lang.text("Koststed"), ["", *view.names.ids("unit")], key=f"ledger_unit_{source}",
            format_func=lambda one: unit_words(one, months[-1], view) if one else lang.text("Alle koststeder"),
        )  # fmt: skip
    with right:
        measures: list[Measure] = ["nok", "hours"] if records[0].kind == "actual_cost" else ["hours", "nok"]
        measure: Any = st.selectbox(
            lang.text("Total av"), measures, key=f"ledger_measure_{source}",
            format_func=lambda one: measure_words(one, lang),
        )  # fmt: skip
    left, right = st.columns(2)
    with left:
        amount = st.text_input(
            lang.text("Total i hovedboken"),
            key=f"ledger_amount_{source}",
            placeholder="1 234 567,50",
            max_chars=30,
        )
    with right:
        note = st.text_input(lang.text("Merknad (kan stå tom)"), key=f"ledger_note_{source}", max_chars=200)
    return _Typed(source, first, last, measure, unit or None, _number(amount), note.strip())


def _months(records: Sequence[etl.ImportRecord]) -> list[date]:
    """Every month that the imports of a source span."""
    first = min(record.period_first for record in records if record.period_first)
    last = max(record.period_last for record in records if record.period_last)
    months = [first.replace(day=1)]
    while months[-1] < last.replace(day=1):
        days = calendar.monthrange(months[-1].year, months[-1].month)[1]
        months.append(date.fromordinal(months[-1].toordinal() + days))
    return months


def _number(text: str) -> Decimal | None:
    try:
        return number(text, "comma")
    except Unreadable:
        return None


def _keep(typed: _Typed, who: str, view: View) -> None:
    lang = view.lang
    if typed.amount is None:
        st.error(lang.text("Skriv totalen som et tall, slik: 1 234 567,50."))
        return
    if typed.last < typed.first:
        st.error(lang.text("«Til måned» er før «Fra måned»."))
        return
    amount = typed.amount
    kept = acting.attempt(
        lang, lang.text("Lagrer …"),
        lambda: enter_total(
            view.folder, typed.source, typed.first, typed.last, amount, typed.measure, who or None,
            cost_centre=typed.unit_id, note=typed.note or None,
        ),
    )  # fmt: skip
    if kept is not None:
        acting.done(
            lang.text("Totalen {amount} er lagret.", amount=amount_words(amount, typed.measure, lang))
        )


def typed_in(view: View) -> None:
    """Draw the totals that were typed in, who did it and when, and take one away."""
    lang, found = view.lang, totals(view.reader)
    if not found:
        return
    with st.expander(lang.text("Totaler som er skrevet inn")):
        heads = [
            lang.text("Kilde"), lang.text("Måneder"), lang.text("Koststed"), lang.text("Total"), lang.text("Merknad"),
            lang.text("Skrevet inn"),
        ]  # fmt: skip
        html.table(
            heads,
            [
                html.Row((
                    words.source(one.source, lang), lang.month_range(one.first, one.last), _unit(one, view),
                    _amount(one, view), one.note or "",
                    ", ".join(part for part in (moment(one.entered_at, lang), one.entered_by) if part),
                ))
                for one in found
            ],
            caption=lang.text("Totaler fra hovedboken"), numbers=(3,),
        )  # fmt: skip
        _take_away(found, view)


def _unit(one: LedgerTotal, view: View) -> str:
    return unit_words(one.unit_id, one.first, view) if one.unit_id else view.lang.text("Alle koststeder")


def _amount(one: LedgerTotal, view: View) -> str:
    if is_hidden(one, view):
        return note_words("hidden", view.lang)
    return amount_words(one.amount, one.measure, view.lang)


def _take_away(found: Sequence[LedgerTotal], view: View) -> None:
    lang = view.lang

    def name(at: int) -> str:
        one = found[at]
        return " · ".join((words.source(one.source, lang), lang.month_range(one.first, one.last), _unit(one, view),
                           _amount(one, view)))  # fmt: skip

    at: int = st.selectbox(
        lang.text("Totalen som skal slettes"),
        range(len(found)),
        format_func=name,
        key=f"ledger_which_{view.reader.version}",
    )
    if st.button(lang.text("Slett totalen"), key="ledger_remove"):
        one, by = found[at if at < len(found) else 0], acting.signed_in() or None
        if (
            acting.attempt(lang, lang.text("Sletter …"), lambda: remove_total(view.folder, one.id, by))
            is not None
        ):
            acting.done(lang.text("Totalen er slettet."))
