"""Effort on codes that lead nowhere yet: how much it is, and one code placed for a period, with shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

import streamlit as st

import etl
from etl.codebook import ColumnSpec
from etl.placing import Unplaced, place_code, unplaced
from etl.reference import LAST_DAY, Reference
from etl.suggest import similar_sub_measures
from language import Language
from ui import acting, codebook_words, html, words
from ui.address import change_address
from ui.changes import change_table
from ui.codebook import Words, specs
from ui.codebook_form import editable, stored
from ui.codebook_review import problem_table
from ui.imports import nothing_imported, records
from ui.navigation import link
from ui.view import View
from warehouse import ReferenceInvalid

_WHOLE = Decimal(100)
_MOVED = "placing_moved"


@st.cache_data(max_entries=20, show_spinner=False)
def _found(folder: str, version: int, _view: View) -> list[Unplaced]:  # noqa: ARG001 - cache key
    return unplaced(_view.reader)


def found(view: View) -> list[Unplaced]:
    """Return what counts but leads to no sub-measure, the most hours first."""
    return _found(str(view.folder), view.reader.version, view)


def notice(view: View) -> None:
    """Say, where figures are shown, that some effort is not placed, and where to place it; nothing if all is placed."""
    lines = found(view)
    if not lines:
        return
    lang, total = view.lang, _together(lines)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="unplaced_notice"):
        st.markdown(
            lang.text(
                "▲ {codes} leder ikke til noe deltiltak ennå: {hours} og {kroner} vises som «ikke plassert».",
                codes=lang.plural("{n} kode", "{n} koder", len({one.source_code for one in lines})),
                hours=lang.hours(total.hours), kroner=lang.nok(total.nok),
            )
        )  # fmt: skip
        link("codebook", lang.text("Plasser kodene i kodeverket"), replace(view.address, part="unplaced"))


def codes(view: View) -> list[Unplaced]:
    """Return the codes that can be placed, each once, with what all sources have on it."""
    merged: dict[tuple[str, str], Unplaced] = {}
    for one in found(view):
        if one.code_kind is None or one.source_code is None:
            continue
        key = (one.code_kind, one.source_code)
        merged[key] = _together([merged[key], one]) if key in merged else one
    return list(merged.values())


def _together(parts: Sequence[Unplaced]) -> Unplaced:
    """Add up what stands on several lines."""
    zero = Decimal(0)
    return replace(
        parts[0],
        first=min(one.first for one in parts), last=max(one.last for one in parts),
        hours=sum((one.hours for one in parts), zero), nok=sum((one.nok for one in parts), zero),
        planned_hours=sum((one.planned_hours for one in parts), zero),
        planned_nok=sum((one.planned_nok for one in parts), zero), rows=sum(one.rows for one in parts),
    )  # fmt: skip


def unplaced_table(view: View) -> None:
    """Draw every code that leads nowhere, with its months and amounts, and the sum."""
    lang, lines = view.lang, found(view)
    if not lines and not records(view):
        nothing_imported(lang)
        return
    if not lines:
        st.success(lang.text("Alt er plassert: hver kode med timer eller kroner leder til et deltiltak."))
        return
    planned = any(one.planned_hours or one.planned_nok for one in lines)
    heads = [
        lang.text("Kode"), lang.text("Slag kode"), lang.text("Kilde"), lang.text("Måneder"), lang.text("Timer"),
        lang.text("Bokførte kroner"),
        *([lang.text("Planlagte timer"), lang.text("Planlagte kroner")] if planned else []), lang.text("Rader"),
    ]  # fmt: skip
    drawn = [
        html.Row((
            one.source_code or lang.text("(uten kode)"), _kind(one, lang), words.source(one.source, lang),
            lang.month_range(one.first, one.last), *_amounts(one, planned, lang),
        ))
        for one in lines
    ]  # fmt: skip
    sums = html.Row((lang.text("Sum"), "", "", "", *_amounts(_together(lines), planned, lang)), "sum")
    html.table(
        heads, [*drawn, sums], caption=lang.text("Koder som ikke er plassert"), numbers=range(4, len(heads))
    )
    if any(one.source_code is None for one in lines):
        st.caption(
            lang.text(
                "Rader uten kode kan ikke plasseres her. Skriv koden i filen og last den opp på nytt: da erstattes "
                "radene."
            )
        )


def _kind(one: Unplaced, lang: Language) -> str:
    return codebook_words.value_name("code_map", "code_kind", one.code_kind or "", lang)


def _amounts(one: Unplaced, planned: bool, lang: Language) -> tuple[str, ...]:
    plan = (lang.number(one.planned_hours), lang.number(one.planned_nok, 0)) if planned else ()
    return (lang.number(one.hours), lang.number(one.nok, 0), *plan, lang.number(one.rows, 0))


def place_one(view: View) -> None:
    """Draw the choice of a code and where it leads: sub-measures with shares, a period, who and why."""
    lang, waiting = view.lang, codes(view)
    if not waiting:
        return
    st.header(lang.text("Plasser en kode"), anchor=False)
    chosen = _choose(view, waiting)
    key = f"{chosen.code_kind}_{chosen.source_code}"
    shares = _shares(view, chosen, key)
    period = _period(view, chosen, key)
    who, why = acting.who_and_why(view, f"place_{key}")
    label = lang.text("Plasser {code}", code=html.plain(chosen.source_code or ""))
    if not st.button(label, type="primary", key="place_code"):
        return
    wrong = _wrong(shares, period, why, lang)
    for sentence in wrong:
        st.error(sentence)
    if not wrong and period:
        _place(view, chosen, shares, period, (who, why))


def _choose(view: View, waiting: Sequence[Unplaced]) -> Unplaced:
    lang = view.lang

    def name(at: int) -> str:
        one = waiting[at]
        return f"{one.source_code} · {_kind(one, lang)} · {lang.hours(one.hours)} · {lang.nok(one.nok)}"

    at: int = st.selectbox(
        lang.text("Koden"), range(len(waiting)), format_func=name, key=f"place_which_{view.reader.version}"
    )
    return waiting[at if at < len(waiting) else 0]


def _shares(view: View, chosen: Unplaced, key: str) -> list[tuple[str, Decimal | None]]:
    """Draw the sub-measures and the part that each gets; per cent that cannot be read are None."""
    lang, called = view.lang, Words(view)
    near = similar_sub_measures(
        Reference.read(view.reader), chosen.source_code or "", chosen.first, chosen.last
    )
    if near:
        html.paragraph(
            lang.text("Ligner på: {names}", names="; ".join(called.id("sub_measure", one) for one in near)),
            "hr-basis",
        )
    names = called.names("sub_measure")
    options = [*near, *(one for one in names if one not in near)]
    subs = st.multiselect(
        lang.text("Deltiltak som timene og kronene hører til"), options, key=f"place_subs_{key}",
        format_func=lambda one: called.id("sub_measure", one), placeholder=lang.text("Velg ett eller flere"),
        select_all=False,
    )  # fmt: skip
    if len(subs) == 1:
        return [(subs[0], _WHOLE)]
    found_shares = []
    for place, (sub, part) in zip(
        st.columns(max(len(subs), 1)), zip(subs, _even(len(subs)), strict=True), strict=False
    ):
        with place:
            typed = st.text_input(
                lang.text("{name}, prosent", name=called.id("sub_measure", sub)), part,
                key=f"place_share_{key}_{sub}_{len(subs)}",
            )  # fmt: skip
        found_shares.append((sub, _percent(typed)))
    if len(subs) > 1:
        _say_sum(found_shares, lang)
    return found_shares


def _even(count: int) -> list[str]:
    """Equal parts of a hundred; the first takes what rounding leaves."""
    if not count:
        return []
    part = (_WHOLE / count).quantize(Decimal("0.01"))
    first = _WHOLE - part * (count - 1)
    return [f"{each.normalize():f}".replace(".", ",") for each in (first, *[part] * (count - 1))]


def _percent(typed: str) -> Decimal | None:
    try:
        value = Decimal(typed.replace("%", "").replace(",", ".").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _say_sum(shares: Sequence[tuple[str, Decimal | None]], lang: Language) -> None:
    total = sum((share for _, share in shares if share is not None), Decimal(0))
    told = lang.text("Sum: {total} av 100 %.", total=lang.percent(total, decimals=2 if total % 1 else 0))
    right = total == _WHOLE and all(share is not None for _, share in shares)
    html.paragraph(
        f"● {told}" if right else f"▲ {told} " + lang.text("Summen må bli 100 %."),
        "hr-basis" if right else "hr-problem",
    )


def _period(view: View, chosen: Unplaced, key: str) -> tuple[date, date] | None:
    lang = view.lang
    typed = []
    labels = {"valid_from": lang.text("Gjelder fra"), "valid_to": lang.text("Gjelder til og med")}
    usual = {"valid_from": chosen.first.isoformat(), "valid_to": LAST_DAY.isoformat()}
    for place, (name, label) in zip(st.columns(2), labels.items(), strict=True):
        column = _column(name)
        with place:
            text = st.text_input(
                label, editable(column, usual[name]), key=f"place_{name}_{key}",
                placeholder=lang.text("fra starten") if name == "valid_from" else lang.text("uten slutt"),
                help=lang.text("En dato, slik: 31.12.2024. Tomt felt betyr uten grense."),
            )  # fmt: skip
        typed.append(stored(column, text))
    try:
        return date.fromisoformat(typed[0]), date.fromisoformat(typed[1])
    except ValueError:
        return None


def _column(name: str) -> ColumnSpec:
    return specs()["code_map"].column(name)


def _wrong(
    shares: Sequence[tuple[str, Decimal | None]], period: tuple[date, date] | None, why: str, lang: Language
) -> list[str]:
    """Everything that must be mended before the code can be placed, in sentences."""
    told = []
    if not shares:
        told.append(lang.text("Velg minst ett deltiltak."))
    elif any(share is None or share <= 0 for _, share in shares):
        told.append(lang.text("Skriv prosentene som tall over 0, slik: 60 eller 33,3."))
    elif sum((share for _, share in shares if share is not None), Decimal(0)) != _WHOLE:
        told.append(lang.text("Prosentene må til sammen bli 100."))
    if period is None:
        told.append(lang.text("Skriv datoene slik: 31.12.2024."))
    elif period[1] < period[0]:
        told.append(lang.text("«Gjelder til og med» er før «Gjelder fra»."))
    if not why:
        told.append(lang.text("Skriv hvorfor koden hører hjemme der."))
    return told


def _place(
    view: View,
    chosen: Unplaced,
    shares: Sequence[tuple[str, Decimal | None]],
    period: tuple[date, date],
    who_why: tuple[str, str],
) -> None:
    lang, (who, why) = view.lang, who_why
    parts = [(sub, share / 100) for sub, share in shares if share is not None]
    try:
        version = acting.attempt(
            lang, lang.text("Plasserer …"),
            lambda: place_code(
                view.folder, chosen.code_kind or "", chosen.source_code or "", parts, *period, who or None, why
            ),
        )  # fmt: skip
    except ReferenceInvalid as error:
        problem_table(error.problems, view)
        return
    if version is None:
        return
    # The last code that is placed would otherwise lead on to the tables, away from what was done.
    change_address(part="unplaced")
    st.session_state[_MOVED] = (chosen.source_code, view.reader.version, version)
    acting.done(lang.text("Koden {code} er plassert.", code=chosen.source_code))


def moved(view: View) -> None:
    """Say once what the last placing moved."""
    done = st.session_state.pop(_MOVED, None)
    if done is None:
        return
    code, before, after = done
    caption = view.lang.text("Hva som er flyttet da {code} ble plassert", code=code)
    change_table(etl.changes(view.folder, before, after), view, caption)
