"""Fremdrift: recording how far a sub-measure is, what was recorded before, and taking a record away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import streamlit as st

import metrics
from etl.errors import Unreadable
from etl.numbers import number
from etl.progress_records import (
    LONGEST_NOTE,
    ProgressChange,
    progress_changes,
    record_progress,
    remove_progress,
)
from metrics import ProgressRecord, Selection
from metrics.calendar import next_month
from ui import acting, html
from ui.address import change_address
from ui.filters import hold, widget_key
from ui.html import Row, paragraph
from ui.terms import help_of
from ui.view import View


@dataclass(frozen=True)
class _Typed:
    """What stands in the form; percent is None where it cannot be read."""

    percent: Decimal | None
    day: date
    note: str
    reason: str
    back: bool


def choose(view: View) -> str | None:
    """Draw the choice of the sub-measure to record, which is a part of the address; None where there is none."""
    lang = view.lang
    measure_of = {
        sub.sub_measure_id: measure.measure_id
        for measure in metrics.measure_tree(view.reader)
        for sub in measure.sub_measures
    }
    if not measure_of:
        st.info(lang.text("Det finnes ingen deltiltak. Legg dem inn på «Kodeverk» først."))
        return None
    recorded = [record.sub_measure_id for record in metrics.progress_history(view.reader)]
    asked = next(one for one in (view.address.sub_measure, *recorded, *measure_of) if one in measure_of)
    key = hold(widget_key("progress_sub_measure", lang), asked)
    chosen: str = st.selectbox(
        lang.text("Deltiltak"), list(measure_of), key=key, on_change=_take, args=(key, measure_of),
        format_func=lambda one: view.short_label("sub_measure", one),
    )  # fmt: skip
    return chosen


def _take(key: str, measure_of: dict[str, str]) -> None:
    chosen = st.session_state[key]
    change_address(measure=measure_of[chosen], sub_measure=chosen)


def enter(view: View, sub_measure_id: str) -> None:
    """Draw the form for one day's progress, and keep what is typed."""
    lang = view.lang
    if view.earlier:
        st.info(lang.text("Du ser en tidligere versjon. Gå til den nyeste for å registrere fremdrift."))
        return
    with st.form(f"progress_{sub_measure_id}"):
        typed = _fields(view, f"{sub_measure_id}_{view.reader.version}")
        who, _ = acting.who_and_why(view, "progress", why=False)
        sent = st.form_submit_button(lang.text("Lagre fremdriften"), type="primary")
    if sent:
        _keep(typed, sub_measure_id, who, view)


def _fields(view: View, key: str) -> _Typed:
    lang = view.lang
    left, right = st.columns(2)
    with left:
        percent = st.text_input(
            lang.text("Fremdrift i prosent"), key=f"progress_pct_{key}", max_chars=8, placeholder="60",
            help=help_of("complete_pct", lang),
        )  # fmt: skip
    with right:
        day: date = st.date_input(
            lang.text("Slik det var den dagen"), suggested_day(view), max_value=date.today(), format="DD.MM.YYYY",
            key=f"progress_day_{key}",
            help=lang.text(
                "Foreslått er den siste dagen i den siste måneden som er frigitt: da er fremdriften og tallene fra "
                "samme tid."
            ),
        )  # fmt: skip
    note = st.text_input(
        lang.text("Merknad (kan stå tom)"), key=f"progress_note_{key}", max_chars=LONGEST_NOTE
    )
    reason = st.text_input(
        lang.text("Hvorfor (bare når du retter en dag som er registrert)"),
        key=f"progress_why_{key}",
        max_chars=LONGEST_NOTE,
    )
    back = st.checkbox(lang.text("Fremdriften skal gå tilbake"), key=f"progress_back_{key}")
    return _Typed(_percent(percent), day, note, reason, back)


def suggested_day(view: View) -> date:
    """Return the last day of the last released month, or today where none is released."""
    released = metrics.months(view.reader, Selection()).released_through
    return date.today() if released is None else min(next_month(released) - timedelta(days=1), date.today())


def _percent(text: str) -> Decimal | None:
    try:
        return number(text.replace("%", ""), "comma")
    except Unreadable:
        return None


def _keep(typed: _Typed, sub_measure_id: str, who: str, view: View) -> None:
    lang, percent = view.lang, typed.percent
    if percent is None:
        st.error(lang.text("Skriv fremdriften som et tall fra 0 til 100, slik: 62,5."))
        return
    kept = acting.attempt(
        lang, lang.text("Lagrer …"),
        lambda: record_progress(
            view.folder, sub_measure_id, typed.day, percent, who or None, note=typed.note, reason=typed.reason,
            allow_decrease=typed.back,
        ),
    )  # fmt: skip
    if kept is not None:
        acting.done(
            lang.text(
                "{name}: {pct} per {date} er lagret.", name=view.short_label("sub_measure", sub_measure_id),
                pct=percent_words(percent, view), date=lang.date(typed.day),
            )
        )  # fmt: skip


def percent_words(percent: Decimal | float, view: View) -> str:
    """Return per cent complete, with a decimal only where there is one."""
    return view.lang.percent(percent, decimals=0 if percent == int(percent) else 1)


def history(view: View, sub_measure_id: str) -> None:
    """Draw what is recorded of a sub-measure, take a record away, and what was corrected."""
    lang, records = view.lang, metrics.progress_history(view.reader, sub_measure_id)
    name = view.short_label("sub_measure", sub_measure_id)
    if not records:
        paragraph(lang.text("Ingen fremdrift er registrert for {name} ennå.", name=name), "hr-told")
    else:
        heads = (lang.text("Dag"), lang.text("Fremdrift"), lang.text("Registrert av"), lang.text("Merknad"))
        html.table(
            heads, [_record_row(record, view) for record in records], numbers=(1,),
            caption=lang.text("Registrert fremdrift for {name}, nyeste dag først", name=name),
        )  # fmt: skip
        if not view.earlier:
            _take_away(records, view)
    changes = [
        change for change in progress_changes(view.reader, sub_measure_id) if change.before is not None
    ]
    if changes:
        _corrections(changes, name, view)


def _record_row(record: ProgressRecord, view: View) -> Row:
    lang = view.lang
    return Row((
        lang.date(record.recorded), percent_words(record.complete_pct, view), record.recorded_by or lang.text("ukjent"),
        record.note or "",
    ))  # fmt: skip


def _take_away(records: Sequence[ProgressRecord], view: View) -> None:
    """Offer to remove one record; the earlier versions of the warehouse keep it."""
    lang, version = view.lang, view.reader.version
    with st.expander(lang.text("Fjern noe som er registrert feil")):
        with st.form(f"progress_remove_{records[0].sub_measure_id}"):
            at: int = st.selectbox(
                lang.text("Dag"), range(len(records)), key=f"progress_which_{version}",
                format_func=lambda one: lang.date(records[one].recorded),
            )  # fmt: skip
            who, why = acting.who_and_why(view, f"progress_remove_{version}")
            sent = st.form_submit_button(lang.text("Fjern"))
        if sent:
            gone = records[at]
            removed = acting.attempt(
                lang, lang.text("Fjerner …"),
                lambda: remove_progress(view.folder, gone.sub_measure_id, gone.recorded, who or None, why),
            )  # fmt: skip
            if removed is not None:
                acting.done(lang.text("Registreringen for {date} er fjernet.", date=lang.date(gone.recorded)))


def _corrections(changes: Sequence[ProgressChange], name: str, view: View) -> None:
    lang = view.lang
    heads = (
        lang.text("Dag"), lang.text("Var"), lang.text("Ble"), lang.text("Hvorfor"), lang.text("Hvem"),
        lang.text("Versjon"),
    )  # fmt: skip
    rows = [
        Row((
            lang.date(one.recorded),
            "–" if one.before is None else percent_words(one.before, view),
            lang.text("fjernet") if one.after is None else percent_words(one.after, view),
            one.reason,
            one.made_by or lang.text("ukjent"),
            str(one.version),
        ))
        for one in changes
    ]  # fmt: skip
    html.table(heads, rows, numbers=(1, 2, 5), caption=lang.text("Rettet og fjernet for {name}", name=name))
