"""Om tallene: every term, an example with the figures that are here, the sources, and a glossary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import streamlit as st

import language
from language import Language
from metrics import Comparison, Selection, compare
from metrics.capacity_words import pct_words
from metrics.effort import is_kroner
from metrics.light import limits
from metrics.reference import ImportUsed, reference
from ui import html, words
from ui.html import Row
from ui.term import Group
from ui.terms import GROUPS, help_of
from ui.view import View
from ui.words import kind


def example(view: View) -> None:
    """Work the figures of everything that is loaded out, step by step, in the numbers that are here."""
    lang = view.lang
    compared = compare(view.reader, Selection(), ())
    st.header(lang.text("Et eksempel med tallene som er her"), anchor=False)
    if compared.total["variance"] is None:
        st.write(lang.text("Når det finnes frigitte tall som en plan dekker, står et regnet eksempel her."))
        return
    st.write(lang.text("Alle tiltak, alle måneder som er sammenlignet, mot gjeldende plan:"))
    heads = [lang.text("Tall"), lang.text("Slik regnes det"), lang.text("Svar")]
    html.table(heads, _steps(compared, view), caption=lang.text("Regnet eksempel"))
    html.paragraph(compared.basis.words(lang), "hr-basis")


def _steps(compared: Comparison, view: View) -> list[Row]:
    lang, total, known = view.lang, compared.total, reference(view.reader)
    planned, actual = lang.number(total["planned"]), lang.number(total["actual"])
    variance = lang.number(total["variance"], signed=True)
    rows = [
        (lang.text("Planlagt"), lang.text("sum av planen"), lang.hours(total["planned"])),
        (lang.text("Faktisk"), lang.text("sum av det som er ført"), lang.hours(total["actual"])),
        (lang.text("Avvik"), f"{actual} − {planned}", lang.hours(total["variance"], signed=True)),
    ]
    if total["variance_pct"] is not None:
        per_cent = lang.percent(total["variance_pct"], signed=True)
        rows.append((lang.text("Avvik i prosent"), f"{variance} / {planned} × 100", per_cent))
        rows.append((lang.text("Trafikklys"), limits_words("hours", view), words.light(total["light"], lang)))
    hours = known.constant("hours_per_person_year")
    constant = lang.number(hours, 0 if hours == hours.to_integral_value() else 1)
    years = lang.quantity(Decimal(repr(total["actual"])) / hours, "person_years")
    return [Row(row) for row in [*rows, (lang.text("Faktisk i årsverk"), f"{actual} / {constant}", years)]]


def limits_words(unit: str, view: View) -> str:
    """Say the limits of the lights as they are set now."""
    lang, limit = view.lang, limits(reference(view.reader), unit)
    floor = lang.nok(limit.floor) if is_kroner(unit) else lang.hours(limit.floor, 0)
    return lang.text(
        "grønt til og med {yellow}, gult til og med {red}, rødt over; alltid grønt under {floor}",
        yellow=pct_words(float(limit.yellow_pct), lang), red=pct_words(float(limit.red_pct), lang), floor=floor,
    )  # fmt: skip


# --- terms ----------------------------------------------------------------------------------------


def all_terms(view: View) -> None:
    """Draw every term under its heading; a word narrows them."""
    lang = view.lang
    st.header(lang.text("Alle begreper"), anchor=False)
    asked = st.text_input(
        lang.text("Finn et begrep"), key=f"find_term_{lang.code}", placeholder=lang.text("for eksempel avvik")
    )
    shown = [found for group in GROUPS if (found := _matching(group, asked.strip().lower(), lang)).terms]
    if not shown:
        st.write(lang.text("Ingen begreper har det ordet i seg."))
    for group in shown:
        _group(group, lang)


def _matching(group: Group, asked: str, lang: Language) -> Group:
    kept = tuple(
        term
        for term in group.terms
        if asked in " ".join((term.name, lang.text(term.label), lang.text(term.definition))).lower()
    )
    return Group(group.heading, kept)


def _group(group: Group, lang: Language) -> None:
    st.subheader(lang.text(group.heading), anchor=False)
    heads = [lang.text("Begrep"), lang.text("Hva det er"), lang.text("Enhet")]
    rows = [
        Row((lang.text(term.label), help_of(term.name, lang), lang.text(term.unit) if term.unit else "–"))
        for term in group.terms
    ]
    html.table(heads, rows, caption=lang.plural("{n} begrep", "{n} begreper", len(rows)))


def glossary(lang: Language) -> None:
    """Draw every term in both languages."""
    st.header(lang.text("Ordliste, norsk og engelsk"), anchor=False)
    nb, en = language.get("nb"), language.get("en")
    labels = [term.label for group in GROUPS for term in group.terms]
    pairs = [*((nb.text(one), en.text(one)) for one in labels), *_plain_words()]
    unique = sorted(dict.fromkeys(pairs), key=lambda pair: pair[0 if lang.code == "nb" else 1].lower())
    rows = [Row(pair if lang.code == "nb" else pair[::-1]) for pair in unique]
    heads = [lang.text("Norsk"), lang.text("Engelsk")]
    html.table(heads if lang.code == "nb" else heads[::-1], rows, caption=lang.text("Ordliste"))


def _plain_words() -> list[tuple[str, str]]:
    """Words of the pages that are no figures, in both languages."""
    found = [
        (
            lang.text("tiltak"), lang.text("deltiltak"), lang.text("rollegruppe"), lang.text("enhet"),
            lang.text("koststed"), lang.text("merforbruk"), lang.text("mindreforbruk"), lang.text("milepæl"),
            lang.text("Gevinsttype"), lang.text("Avstemming"), lang.text("Importlogg"), lang.text("Kodeverk"),
        )
        for lang in (language.get("nb"), language.get("en"))
    ]  # fmt: skip
    return list(zip(*found, strict=True))


# --- sources --------------------------------------------------------------------------------------


def sources(view: View) -> None:
    """Draw where figures come from, and how far each source says it is complete."""
    lang = view.lang
    st.header(lang.text("Hvor tallene kommer fra"), anchor=False)
    used: dict[str, list[ImportUsed]] = {}
    for one in reference(view.reader).imports:
        used.setdefault(one.source, []).append(one)
    if not used:
        st.write(lang.text("Ingen filer er lastet inn ennå. Gå til «Last opp» i menyen."))
        return
    heads = [
        lang.text("Kilde"), lang.text("Hva den har"), lang.text("Importer"), lang.text("Måneder"),
        lang.text("Frigitt til og med"), lang.text("Sist tatt ut"),
    ]  # fmt: skip
    rows = [Row(_source(source, own, view)) for source, own in used.items()]
    html.table(heads, rows, caption=lang.text("Kildene som er lastet inn"), numbers=(2,))


def _source(source: str, own: Sequence[ImportUsed], view: View) -> tuple[str, ...]:
    lang = view.lang
    kinds = dict.fromkeys(kind(one.kind, lang) for one in own)
    firsts = [one.period_first for one in own if one.period_first]
    lasts = [one.period_last for one in own if one.period_last]
    span = lang.month_range(min(firsts), max(lasts)) if firsts and lasts else lang.text("ikke oppgitt")
    released = reference(view.reader).released_through(source)
    actual = any(one.kind in ("actual_hours", "actual_cost") for one in own)
    extracted = max((one.extracted for one in own if one.extracted), default=None)
    return (
        words.source(source, lang), lang.join(kinds), lang.number(len(own), 0), span,
        _released(released, actual, lang),
        lang.date(extracted) if extracted else lang.text("ikke oppgitt"),
    )  # fmt: skip


def _released(released: date | None, actual: bool, lang: Language) -> str:
    if released is not None:
        return lang.month(released)
    return lang.text("ikke sagt") if actual else lang.text("gjelder ikke: ingen faktiske tall")
