"""Avstemming: what each file said against what was loaded, and the ledger's totals against what counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby

import streamlit as st

import etl
from etl.reconcile import LedgerTotal, Measure, Residual, StatedTotal, reconciliation, residuals
from language import Language
from metrics import NO_VALUE, note_words
from metrics.disagreement import unit_is_hidden
from ui import html, words
from ui.codebook import rows
from ui.imports import link_to
from ui.view import View

_NEW_CENTRES = 2023
"""The year from which cost centres have their new numbers."""


def stated_words(total: Decimal | None, difference: Decimal | None, lang: Language) -> str:
    """Return a file's own total beside what was read, in words."""
    if total is None:
        return lang.text("filen har ingen egen sum")
    stated = lang.number(total, 2)
    if not difference:
        return lang.text("{total} i filen, stemmer", total=stated)
    return lang.text("{total} i filen, avvik {difference}", total=stated,
                     difference=lang.number(difference, 2, signed=True))  # fmt: skip


def rows_table(records: Sequence[etl.ImportRecord], view: View) -> None:
    """Draw, per import that counts, that its rows add up: read = loaded + rejected + left out."""
    lang = view.lang
    drawn = []
    for record in records:
        counted = record.rows
        rest = counted.read - counted.loaded - counted.rejected - counted.ignored
        verdict = (
            lang.text("● stemmer") if rest == 0 else lang.text("▲ {n} rader mangler", n=lang.number(rest, 0))
        )
        drawn.append(
            html.Row((
                f"{record.import_id}: {record.file_name}", lang.number(counted.read, 0),
                lang.number(counted.loaded, 0), lang.number(counted.rejected, 0), lang.number(counted.ignored, 0),
                verdict, _total_verdict(record, lang),
            ))
        )  # fmt: skip
    heads = [
        lang.text("Import"), lang.text("Lest"), lang.text("Lastet inn"), lang.text("Avviste"), lang.text("Ikke med"),
        lang.text("Radene"), lang.text("Filens egen sum"),
    ]  # fmt: skip
    html.table(
        heads, drawn, caption=lang.text("Lest = lastet inn + avviste + ikke med"), numbers=(1, 2, 3, 4)
    )


def _total_verdict(record: etl.ImportRecord, lang: Language) -> str:
    if record.file_total is None:
        return lang.text("○ filen har ingen egen sum")
    shape = "▲" if record.control_difference else "●"
    return f"{shape} {stated_words(record.file_total, record.control_difference, lang)}"


def file_totals(record: etl.ImportRecord, view: View) -> None:
    """Draw every total that a file states beside ours over the same rows; where they differ, both stand."""
    lang = view.lang
    found = reconciliation(view.reader, record.import_id)
    link_to(view, record.import_id, lang.text("Se hvorfor rader ble utelatt, i importloggen"))
    if not found.totals:
        st.write(
            lang.text("Filen oppgir ingen egen sum. Skriv inn en total fra hovedboken over for å avstemme.")
        )
        return
    heads = [
        lang.text("Sumrad"), lang.text("Ark"), lang.text("Rad"), lang.text("Filen sier"), lang.text("Vi regner"),
        lang.text("Avvik"), lang.text("Med ord"),
    ]  # fmt: skip
    caption = lang.text("Filens egne summer mot våre, over de samme radene")
    html.table(heads, [_total_row(one, lang) for one in found.totals], caption=caption, numbers=(2, 3, 4, 5))
    if any(one.difference for one in found.totals):
        st.caption(
            lang.text(
                "Der summene er ulike, er det radene som er lastet inn, ikke summen i filen. Ofte er en rad "
                "slettet eller skrevet om etter at summen ble regnet ut. Spør den som laget filen."
            )
        )


def _total_row(one: StatedTotal, lang: Language) -> html.Row:
    told = (
        lang.text("● stemmer")
        if not one.difference
        else lang.text("▲ filens sum er en annen enn summen av radene")
    )
    return html.Row((
        one.label or lang.text("sum"), one.sheet or "", "" if one.row is None else str(one.row),
        lang.number(one.stated, 2), lang.number(one.found, 2), lang.number(one.difference, 2, signed=True), told,
    ))  # fmt: skip


def ledger(view: View) -> None:
    """Draw each total from the ledger against what counts, cost centre by cost centre, until nothing is left."""
    lang = view.lang
    found = residuals(view.reader)
    if not found:
        st.info(
            lang.text(
                "Ingen total fra hovedboken er skrevet inn ennå. Skriv inn en under, for hele museet eller for hvert "
                "koststed."
            )
        )
        return
    for (source, first, last, measure), group in groupby(
        found, key=lambda one: (one.source, one.first, one.last, one.measure)
    ):
        title = lang.text(
            "{source}, {months}, {measure}", source=words.source(source, lang), months=lang.month_range(first, last),
            measure=measure_words(measure, lang),
        )  # fmt: skip
        lines = list(group)
        st.subheader(html.plain(title), anchor=False)
        _verdict(lines, view)
        heads = [
            lang.text("Koststed"), lang.text("Hovedboken"), lang.text("Lastet inn"), lang.text("Rest"),
            lang.text("Med ord"),
        ]  # fmt: skip
        guarded = any(is_hidden(one, view) for one in lines)
        html.table(heads, [_line(one, view, guarded) for one in lines], caption=title, numbers=(1, 2, 3))


def is_hidden(one: Residual | LedgerTotal, view: View) -> bool:
    """Tell whether the amounts of a line are a small group's; a total of all units is no group's."""
    unit = NO_VALUE if isinstance(one, Residual) and not one.is_total and one.unit_id is None else one.unit_id
    return unit_is_hidden(view.reader, unit, (one.first, one.last), kroner=one.measure == "nok")


def _verdict(lines: Sequence[Residual], view: View) -> None:
    lang = view.lang
    open_lines = [one for one in lines if one.residual]
    if not open_lines:
        st.success(lang.text("Avstemt: hovedboken og det som er lastet inn, er like."))
        return
    named = lang.join(_unit(one, view) for one in open_lines if not one.is_total)
    told = lang.text("Ikke avstemt ennå: {units}.", units=named) if named else lang.text("Ikke avstemt ennå.")
    st.warning(told)


def _line(one: Residual, view: View, guarded: bool) -> html.Row:
    """guarded: a unit among the lines is hidden, so that a sum of what was typed in for the units would tell of it."""
    lang = view.lang
    if is_hidden(one, view):
        hidden = note_words("hidden", lang)
        return html.Row((_unit(one, view), hidden, hidden, hidden, hidden))
    if guarded and one.is_total and one.total_id is None:
        one = replace(one, stated=None, residual=None)
    stated = (
        lang.text("ikke skrevet inn") if one.stated is None else amount_words(one.stated, one.measure, lang)
    )
    rest = "" if one.residual is None else amount_words(one.residual, one.measure, lang, signed=True)
    cells = (
        _unit(one, view),
        stated,
        amount_words(one.loaded, one.measure, lang),
        rest,
        _rest_words(one, lang),
    )
    return html.Row(cells, "sum" if one.is_total else "")


def unit_words(unit_id: str, month: date, view: View) -> str:
    """Return a unit's name with the cost centre that it had in a month."""
    column = "cost_centre_to_2022" if month.year < _NEW_CENTRES else "cost_centre_from_2023"
    centre = next((row[column] for row in rows(view, "unit") if row["unit_id"] == unit_id), "")
    return f"{view.label('unit', unit_id)} ({centre})" if centre else view.label("unit", unit_id)


def _unit(one: Residual, view: View) -> str:
    if one.unit_id is not None:
        return unit_words(one.unit_id, one.first, view)
    return view.lang.text("Alle koststeder") if one.is_total else view.lang.text("uten koststed")


def amount_words(value: Decimal, measure: Measure, lang: Language, signed: bool = False) -> str:
    """Return an amount to the hundredth, with its unit."""
    return lang.hours(value, 2, signed) if measure == "hours" else lang.nok(value, 2, signed)


def measure_words(measure: Measure, lang: Language) -> str:
    """Return what a total is a total of."""
    return lang.text("timer") if measure == "hours" else lang.text("kroner")


def _rest_words(one: Residual, lang: Language) -> str:
    if one.residual is None:
        return lang.text("○ skriv inn totalen for å avstemme")
    if not one.residual:
        return lang.text("● stemmer")
    amount = amount_words(abs(one.residual), one.measure, lang)
    if one.residual > 0:
        return lang.text("▲ hovedboken har {amount} som ikke er lastet inn", amount=amount)
    return lang.text("▲ det er lastet inn {amount} mer enn hovedboken har", amount=amount)
