"""The filter bar: one for all pages, in the sidebar; what it says is the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from language import CODES, Language
from metrics import NO_VALUE, UNITS, UNPLACED, MonthBasis, Names, Selection, unit_words
from metrics.wording import plan_words
from ui.address import Address, change_address, kept_address

_KEY_OF = {"measures": "measure", "systems": "system", "units": "unit", "role_groups": "role_group"}
_EXTRA = {"measures": (), "systems": (NO_VALUE,), "units": (NO_VALUE,), "role_groups": (NO_VALUE,)}


def widget_key(name: str, lang: Language) -> str:
    """Return a widget's key. Each language has its own: Streamlit keeps a choice by its label, not by its id."""
    return f"{name}_{lang.code}"


def known_only(address: Address, names: Names) -> Address:
    """Drop ids that do not exist: an old address must not stop a page."""
    chosen = address.selection
    narrowed = {
        field: tuple(key for key in getattr(chosen, field) if key in (*names.ids(kind), NO_VALUE, UNPLACED))
        for field, kind in {**_KEY_OF, "sub_measures": "sub_measure"}.items()
    }
    plans = ("in_force", "original", *names.ids("plan_version"))
    plan = chosen.plan if chosen.plan in plans else "in_force"
    return replace(
        address,
        selection=replace(chosen, plan=plan, **narrowed),  # type: ignore[arg-type]
        measure=address.measure if address.measure in names.ids("measure") else None,
        sub_measure=address.sub_measure if address.sub_measure in names.ids("sub_measure") else None,
        system=address.system if address.system in names.ids("system") else None,
    )


def language_switch(lang: Language) -> None:
    """Draw the choice of language; each language names itself."""
    called = {"nb": "Norsk", "en": "English"}
    key = hold("filter_lang", lang.code)
    st.segmented_control(
        lang.text("Språk"), CODES, format_func=called.__getitem__, key=key, required=True,
        on_change=_take_language, args=(key,), label_visibility="collapsed", width="stretch",
    )  # fmt: skip


def _take_language(key: str) -> None:
    change_address(lang=st.session_state[key] or kept_address().lang)


def filter_bar(address: Address, names: Names, available: MonthBasis, lang: Language) -> None:
    """Draw every filter with the address's values; a change goes into the address before the page is drawn."""
    st.subheader(lang.text("Utvalg"), anchor=False)
    _period(address.selection, available, lang)
    for field, label in (
        ("measures", lang.text("Tiltak")),
        ("systems", lang.text("Systemer")),
        ("units", lang.text("Enheter")),
        ("role_groups", lang.text("Rollegrupper")),
    ):
        _several(field, label, address.selection, names, lang)
    _one("plan", lang.text("Sammenlign med"), ("in_force", "original", *names.ids("plan_version")),
         {key: _capital(plan_words(key, lang, names)) for key in ("in_force", "original")}
         | {key: names.label("plan_version", key, lang) for key in names.ids("plan_version")},
         address.selection.plan, lang)  # fmt: skip
    _one("unit", lang.text("Vis i"), UNITS,
         {unit: _capital(unit_words(unit, lang, names.hours_per_person_year)) for unit in UNITS},
         address.selection.unit, lang)  # fmt: skip
    st.button(
        lang.text("Nullstill utvalget"), on_click=_reset, width="stretch",
        disabled=address.selection == Selection(), key=widget_key("filter_reset", lang),
    )  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def hold(key: str, value: object) -> str:
    """Give a widget its value, only where it differs: setting it anew would fight a quick second click."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _several(field: str, label: str, chosen: Selection, names: Names, lang: Language) -> None:
    kind = _KEY_OF[field]
    options = [*names.ids(kind), *_EXTRA[field]]
    options += [key for key in getattr(chosen, field) if key not in options]
    key = hold(widget_key(f"filter_{field}", lang), list(getattr(chosen, field)))
    st.multiselect(
        label, options, format_func=lambda option: names.label(kind, option, lang), key=key,
        on_change=_take, args=(key, field), placeholder=lang.text("Alle"), select_all=False,
    )  # fmt: skip


def _one(
    field: str, label: str, options: Sequence[str], called: dict[str, str], value: str, lang: Language
) -> None:
    key = hold(widget_key(f"filter_{field}", lang), value)
    st.selectbox(
        label, options, format_func=lambda option: called.get(option, option), key=key,
        on_change=_take, args=(key, field),
    )  # fmt: skip


def _take(key: str, field: str) -> None:
    value = st.session_state[key]
    taken: Any = {field: tuple(value) if isinstance(value, list) else value}
    change_address(selection=replace(kept_address().selection, **taken))


def _reset() -> None:
    change_address(selection=Selection())


# --- period ---


def _period(chosen: Selection, available: MonthBasis, lang: Language) -> None:
    spans = quick_spans(available)
    current = (chosen.first, chosen.last)
    options = [*spans, *([current] if current not in spans else [])]
    key = hold(widget_key("filter_span", lang), current)
    st.selectbox(
        lang.text("Periode"), options, format_func=lambda span: _span_words(span, spans, lang),
        key=key, on_change=_take_span, args=(key,),
    )  # fmt: skip
    months = sorted({*available.all, *(month for month in current if month)})
    left, right = st.columns(2)
    with left:
        _month("first", lang.text("Fra"), lang.text("Starten"), months, chosen.first, lang)
    with right:
        _month("last", lang.text("Til"), lang.text("Slutten"), months, chosen.last, lang)


Span = tuple[date | None, date | None]


def quick_spans(available: MonthBasis) -> list[Span]:
    """Return everything, each year with data, and the tertials of the last released year."""
    found: list[Span] = [(None, None)]
    years = sorted({month.year for month in available.all})
    if len(years) > 1:
        found += [(date(year, 1, 1), date(year, 12, 1)) for year in years]
    if available.released_through is not None:
        year = available.released_through.year
        found += [(date(year, first, 1), date(year, first + 3, 1)) for first in (1, 5, 9)]
    return found


def _span_words(span: Span, spans: Sequence[Span], lang: Language) -> str:
    first, last = span
    if first is None and last is None:
        return lang.text("Alle måneder")
    if span not in spans or first is None or last is None:
        return lang.text("Egen periode")
    if last.month - first.month == 11:
        return str(first.year)
    return lang.text("{number}. tertial {year}", number=first.month // 4 + 1, year=first.year)


def _take_span(key: str) -> None:
    first, last = st.session_state[key]
    change_address(selection=replace(kept_address().selection, first=first, last=last))


def _month(
    name: str, label: str, none: str, months: Sequence[date], value: date | None, lang: Language
) -> None:
    key = hold(widget_key(f"filter_{name}", lang), value)
    st.selectbox(
        label, [None, *months], format_func=lambda month: none if month is None else lang.month_short(month),
        key=key, on_change=_take_month, args=(key, name),
    )  # fmt: skip


def _take_month(key: str, name: str) -> None:
    """Take one end of the period; the other end follows where the period would end before it begins."""
    value = st.session_state[key]
    chosen = replace(kept_address().selection, **{name: value})
    if chosen.first and chosen.last and chosen.last < chosen.first:
        chosen = replace(chosen, first=value, last=value)
    change_address(selection=chosen)
