"""Earned value as a table with its terms in plain words, and what it says in a sentence."""

from __future__ import annotations

import streamlit as st

import metrics
from language import Language
from metrics import Earned, EarnedValue
from ui import figures, html
from ui.html import Row, paragraph
from ui.terms import help_of, label_of
from ui.trust import basis_button
from ui.view import View

EXPLAINED = ("complete_pct", "bac", "ev", "pv", "ac", "sv", "cv", "spi", "cpi", "eac")
"""The terms that stand under the table, in the order of its columns."""


def earned_value(view: View) -> None:
    """Draw the earned value of the view's selection, or what is missing before there can be any."""
    lang, found = view.lang, metrics.earned_value(view.reader, view.selection)
    if found.reason_code:
        st.info(html.plain(reason_words(found, lang)))
        return
    if found.total is None:
        st.info(html.plain(nothing_words(found, lang)))
        return
    paragraph(sentence(found.total, found, lang), "hr-lead")
    _table(found, view)
    basis_button(view, short=figures.basis_words(view))
    _left_out(found, view)
    with st.expander(lang.text("Hva betyr tallene?")):
        html.facts((label_of(term, lang), help_of(term, lang)) for term in EXPLAINED)


def reason_words(found: EarnedValue, lang: Language) -> str:
    """Say why there is no earned value."""
    if found.reason_code == "part_of_sub_measure":
        return lang.text(
            "Fremdriften gjelder hele deltiltaket og kan ikke holdes mot en del av innsatsen. Ta bort valget av enhet, "
            "rollegruppe eller hovedprosess for å se opptjent verdi."
        )
    return lang.text(
        "Opptjent verdi kan ikke regnes ut her: {why}.", why=metrics.note_words(found.reason_code, lang)
    )


def nothing_words(found: EarnedValue, lang: Language) -> str:
    """Say what to do where nothing is recorded, or where all that is recorded is of later days."""
    if found.later and found.through is not None:
        return lang.text(
            "Det som er registrert, er fra etter {month}, den siste måneden som er sammenlignet. Registrer hvor langt "
            "arbeidet var den siste dagen i {month}, så regnes opptjent verdi ut.",
            month=lang.month(found.through),
        )
    return lang.text(
        "Ingen fremdrift er registrert ennå. Velg et deltiltak over, skriv hvor mange prosent som er gjort, og lagre. "
        "Da regnes opptjent verdi ut her."
    )


def sentence(total: Earned, found: EarnedValue, lang: Language) -> str:
    """Say in words what the total means."""
    told = [
        lang.text(
            "Av det som har registrert fremdrift, er {pct} gjort til og med {month}.",
            pct=lang.percent(total.complete_pct, decimals=0),
            month=lang.month(found.through) if found.through else "",
        )
    ]
    if total.spi is not None:
        told.append(lang.text("Arbeidet ligger {where}.", where=schedule_words(total.sv, lang)))
    if total.cpi is not None:
        told.append(lang.text("Det som er gjort, har tatt {much}.", much=cost_words(total.cv, lang)))
    if total.eac is not None:
        told.append(
            lang.text(
                "Fortsetter det slik, ender det på {eac} mot {bac} planlagt.",
                eac=lang.headline(total.eac, found.unit),
                bac=lang.headline(total.bac, found.unit),
            )
        )
    return " ".join(told)


def schedule_words(sv: float, lang: Language) -> str:
    """Say a schedule variance in words."""
    if not round(sv, 6):
        return lang.text("som planlagt")
    return lang.text("foran planen") if sv > 0 else lang.text("etter planen")


def cost_words(cv: float, lang: Language) -> str:
    """Say a cost variance in words; its sign is the opposite of «merforbruk»."""
    if not round(cv, 6):
        return lang.text("som planlagt")
    return lang.text("mindre enn planlagt") if cv > 0 else lang.text("mer enn planlagt")


def _table(found: EarnedValue, view: View) -> None:
    lang = view.lang
    heads = (
        lang.text("Deltiltak"),
        lang.text("Fremdrift"),
        *("BAC", "EV", "PV", "AC", "SV", "CV", "SPI", "CPI", "EAC"),
    )
    rows = [Row(_cells(one, view, found.unit)) for one in found.rows]
    if len(found.rows) > 1 and found.total is not None:
        rows.append(Row(_cells(found.total, view, found.unit), "total"))
    caption = lang.text(
        "Opptjent verdi i {unit} til og med {month}",
        unit=lang.unit_name(found.unit),
        month=lang.month(found.through) if found.through else "",
    )
    html.table(heads, rows, caption=caption, numbers=range(1, 11), wrap=True)


def _cells(one: Earned, view: View, unit: str) -> tuple[str, ...]:
    lang = view.lang
    decimals = {"person_years": 2, "cost_nok": 0, "booked_cost_nok": 0}.get(unit, 1)
    name = (
        lang.text("Sum")
        if one.sub_measure_id is None
        else view.short_label("sub_measure", one.sub_measure_id)
    )
    return (
        name,
        "\n".join((lang.percent(one.complete_pct), "" if one.recorded is None else lang.date(one.recorded))),
        *(lang.number(amount, decimals) for amount in (one.bac, one.ev, one.pv, one.ac)),
        "\n".join((lang.number(one.sv, decimals, signed=True), schedule_words(one.sv, lang))),
        "\n".join((lang.number(one.cv, decimals, signed=True), cost_words(one.cv, lang))),
        lang.text("ikke planlagt") if one.spi is None else lang.number(one.spi, 2),
        lang.text("ikke brukt") if one.cpi is None else lang.number(one.cpi, 2),
        "–" if one.eac is None else lang.number(one.eac, decimals),
    )


def _left_out(found: EarnedValue, view: View) -> None:
    """List the sub-measures that have no progress, so that nobody takes the sum for the whole."""
    lang = view.lang
    if found.without:
        names = ", ".join(view.short_label("sub_measure", key) for key in found.without)
        paragraph(
            lang.text("Uten registrert fremdrift, og ikke med i summen: {names}.", names=names), "hr-basis"
        )
    if found.later and found.through is not None:
        names = ", ".join(view.short_label("sub_measure", key) for key in found.later)
        paragraph(
            lang.text(
                "Bare registrert etter {month}, og ikke med i summen: {names}.", names=names,
                month=lang.month(found.through),
            ),
            "hr-basis",
        )  # fmt: skip
