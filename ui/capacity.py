"""The parts of Kapasitet: whether enough is set aside, the months, the groups, and what the systems tie up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

import metrics
from metrics import (
    NO_VALUE,
    UNPLACED,
    CapacityAnswer,
    CapacityTotal,
    TiedUp,
    in_hours,
    note_words,
    short_name,
)
from metrics.capacity_words import pct_words
from reports.figures_capacity import capacity_basis, known_groups, place_of_system
from ui import draw, html
from ui.data import asking
from ui.drill import Way
from ui.figures import ground_of
from ui.html import Card, Row
from ui.navigation import link
from ui.view import Key, View

_OF_PLACE = ("measures", "sub_measures", "systems")


def total_of(key: Key, view: View) -> CapacityTotal:
    found: CapacityTotal = asking(key[0])(metrics.capacity_total, view.reader, key[2])
    return found


@st.cache_data(max_entries=100, show_spinner=False)
def answer_of(key: Key, _view: View) -> CapacityAnswer:
    return metrics.capacity_answer(_view.reader, key[2])


def months_of(key: Key, view: View, by: tuple[str, ...]) -> pd.DataFrame:
    found: pd.DataFrame = asking(key[0])(metrics.capacity, view.reader, key[2], by)
    return found


def tied_up_of(key: Key, view: View) -> TiedUp:
    found: TiedUp = asking(key[0])(metrics.tied_up, view.reader, key[2])
    return found


def nothing_to_show(view: View) -> bool:
    """Say that there are no months or no capacity, and what to do; return whether that is so."""
    if not metrics.months(view.reader, in_hours(view.selection)).all:
        st.info(
            view.lang.text("Utvalget har ingen måneder med plan eller tall. Velg færre filtre til venstre.")
        )
        return True
    if total_of(view.key, view).note_code != "no_capacity":
        return False
    st.info(
        view.lang.text(
            "Ingen kapasitet er registrert for enhetene og rollegruppene i utvalget. Skriv inn antall personer og "
            "stillingsandel i Kodeverk, eller hent tabellen fra Excel. Da viser siden hvor mye tid som er "
            "tilgjengelig, og hvor mye av den tiltakene tar."
        )
    )
    to_codebook(view, view.lang.text("Registrer kapasitet i Kodeverk"))
    return True


def to_codebook(view: View, label: str) -> None:
    """Draw the link to the table of capacity."""
    link("codebook", label, replace(view.address, part="tables", table="capacity"))


def the_answer(view: View) -> None:
    """Say first whether enough is set aside, then the figures it rests on, and what they leave out."""
    lang, answer, total = view.lang, answer_of(view.key, view), total_of(view.key, view)
    first, *rest = metrics.capacity_answer_words(answer, lang)
    html.lines([(first, "hr-lead"), *((words, "hr-message") for words in rest)])
    html.cards(_cards(total, view))
    html.paragraph(" ".join(_what_is_counted(view)), "hr-basis")


def _cards(total: CapacityTotal, view: View) -> list[Card]:
    lang, cards = view.lang, []
    for span, label in (
        (total.released, lang.text("Brukt av kapasiteten hittil")),
        (total.ahead, lang.text("Trengs av kapasiteten framover")),
    ):
        if span.load_pct is None or span.available is None or span.effort is None:
            if span is total.released and total.released_note:
                cards.append(Card(label, note_words(total.released_note, lang)))
            continue
        of_all = lang.text(
            "{effort} av {available}, {months}",
            effort=lang.headline(span.effort, total.unit),
            available=lang.headline(span.available, total.unit),
            months=lang.month_range(span.months[0], span.months[-1]),
        )
        cards.append(Card(label, lang.percent(span.load_pct), of_all))
    full = lang.number(len(total.over_full), 0)
    return [*cards, Card(lang.text("Overfulle måneder i alt"), full, _full_words(total, view))]


def _full_words(total: CapacityTotal, view: View) -> str:
    if not total.over_full:
        if len(total.ceilings) != 1:
            return view.lang.text("ingen måned over grensen som gjaldt da")
        pct = pct_words(total.ceilings[0].pct, view.lang)
        return view.lang.text("ingen måned over {pct} av kapasiteten", pct=pct)
    return metrics.month_words(total.over_full, view.lang)


def _what_is_counted(view: View) -> list[str]:
    """What the selection asks for that capacity has no answer to, and the unit's constant."""
    lang, chosen, told = view.lang, view.selection, []
    if chosen.unit != in_hours(chosen).unit:
        told.append(lang.text("Kapasitet regnes i timer, så siden viser timer selv om utvalget er i kroner."))
    if chosen.qualities:
        told.append(lang.text("Alle faktiske timer er med, uansett om de er målt, anslått eller fordelt."))
    if any(getattr(chosen, field) for field in _OF_PLACE):
        told.append(
            lang.text(
                "Bare tiltakene og systemene i utvalget er regnet med, mot hele kapasiteten til de ansatte."
            )
        )
    if chosen.unit == "person_years":
        constant = float(view.names.hours_per_person_year)
        told.append(lang.text("Regnet i {unit}.", unit=metrics.person_years_words(constant, lang)))
    return told


# --- the months ----------------------------------------------------------------------------------


def by_month(view: View) -> None:
    """Draw available against planned, actual and forecast, month by month."""
    title = view.lang.text("Tilgjengelig, planlagt og faktisk per måned")
    draw.figure("capacity_months", view, "kapasitet-maaneder", title=title)


def basis_words(view: View) -> str:
    """Return what the figures of capacity rest on."""
    return capacity_basis(ground_of(view))


# --- the groups ----------------------------------------------------------------------------------


def by_role_group(view: View) -> None:
    """Draw the load of each role group month by month; each leads to the page for that group alone."""
    title = view.lang.text("Belastning per rollegruppe")
    rows = known_groups(months_of(view.key, view, ("role_group",)))
    ways = [_to_group(key, view) for key in rows["role_group"].drop_duplicates()]
    draw.figure("capacity_role_groups", view, "kapasitet-rollegrupper", ways, title=title)


def _to_group(key: str | None, view: View) -> Way:
    address = replace(view.address, selection=view.selection.only(role_groups=(key or NO_VALUE,)))
    return view.label("role_group", key), "capacity", address


def by_unit_and_group(view: View) -> None:
    """Draw a table of months × groups with each load in words; the file has the amounts, too."""
    lang = view.lang
    rows = known_groups(months_of(view.key, view, ("unit", "role_group")))
    ahead = rows[rows["state"].isin(["provisional", "future"])]
    rows = ahead if len(ahead) else rows
    if rows.empty:
        return
    groups = list(dict.fromkeys(zip(rows["unit"], rows["role_group"], strict=True)))
    found = {(row["month"], row["unit"], row["role_group"]): row for row in rows.to_dict("records")}
    months = sorted(set(rows["month"]))
    heads = [lang.text("Måned"), *(_group_name(*group, view) for group in groups)]
    drawn = [
        Row((lang.month(month), *(_load(found.get((month, *group)), view) for group in groups)))
        for month in months
    ]
    title = lang.text(
        "Belastning per enhet og rollegruppe, {months}", months=lang.month_range(months[0], months[-1])
    )
    st.subheader(title, anchor=False)
    html.table(heads, drawn, caption=title, numbers=range(1, len(heads)))
    draw.basis_line("", basis_words(view), lang)
    draw.downloads(_file(rows, view), title, basis_words(view), view, "kapasitet-enheter")


def _group_name(unit: str | None, role_group: str | None, view: View) -> str:
    names = (view.label("role_group", role_group), view.label("unit", unit))
    return names[0] if names[0] == names[1] else f"{names[0]}, {names[1]}"


def _load(row: dict[Any, Any] | None, view: View) -> str:
    if row is None or row["note_code"]:
        return note_words("no_capacity" if row is None else str(row["note_code"]), view.lang)
    return metrics.load_words(float(row["load_pct"]), bool(row["over_full"]), view.lang)


def _file(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    lang, unit = view.lang, view.lang.unit_name(total_of(view.key, view).unit)
    columns = {
        lang.text("Måned"): [lang.month(month) for month in rows["month"]],
        lang.text("Enhet"): [view.label("unit", key) for key in rows["unit"]],
        lang.text("Rollegruppe"): [view.label("role_group", key) for key in rows["role_group"]],
        lang.text("Personer"): rows["persons"].tolist(),
    }
    for field, name in (
        ("available", lang.text("Tilgjengelig")),
        ("planned", lang.text("Planlagt")),
        ("actual", lang.text("Faktisk")),
        ("forecast", lang.text("Prognose")),
    ):
        columns[f"{name} ({unit})"] = rows[field].tolist()
    columns[lang.text("Belastning (%)")] = rows["load_pct"].tolist()
    columns[lang.text("Merknad")] = [
        lang.text("overfull") if full else note_words(code, lang)
        for full, code in zip(rows["over_full"], rows["note_code"], strict=True)
    ]
    return pd.DataFrame(columns)


# --- the systems ---------------------------------------------------------------------------------


def by_system(view: View) -> None:
    """Draw how many person-years each system ties up, year by year; each leads to its system."""
    constant = metrics.person_years_words(float(view.names.hours_per_person_year), view.lang)
    title = view.lang.text("Bundet av systemene per år, {unit}", unit=constant)
    rows = tied_up_of(view.key, view).rows
    keys = rows[["system", "system_nb", "system_en"]].drop_duplicates().to_dict("records")
    ways = [
        _to_system(row, view)
        for row in sorted(keys, key=lambda row: place_of_system(row["system"], row["system_nb"], view))
    ]
    html.paragraph(years_words(view), "hr-message")
    draw.figure("capacity_systems", view, "kapasitet-systemer", ways, title=title)


def _to_system(row: dict[Any, Any], view: View) -> Way:
    label = short_name(view.lang.pick(row["system_nb"], row["system_en"]))
    if row["system"]:
        return label, "systems", replace(view.address, system=row["system"])
    # What has no system is no row on Systemer: Tiltak tells what it is.
    unplaced = view.names.pair("system", None, placed=False)[0]
    missing = UNPLACED if row["system_nb"] == unplaced else NO_VALUE
    return label, "measures", replace(view.address, selection=view.selection.only(systems=(missing,)))


def years_words(view: View) -> str:
    """Say each year's sum and its part of the capacity: «2024: 1,6 årsverk av 18,4 (8,5 %)»."""
    lang, told = view.lang, []
    for row in tied_up_of(view.key, view).years.to_dict("records"):
        if row["note_code"]:
            continue
        told.append(
            lang.text(
                "{year}: {tied} av {available} årsverk ({pct})",
                year=row["year"],
                tied=lang.number(row["person_years"], 1),
                available=lang.number(row["available"], 1),
                pct=lang.percent(row["load_pct"]),
            )
        )
    return "; ".join(told)
