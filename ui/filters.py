"""The filter bar: one for all pages, in the sidebar; what it says is the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from language import CODES, Language
from metrics import NO_VALUE, UNPLACED, Names, Selection
from metrics.reference import reference
from metrics.selection import FILTERS, QUALITIES
from metrics.wording import plan_words, quality_words
from ui import data, periods
from ui.address import Address, change_address, kept_address
from ui.view import View

_AT_ONCE = ("measures", "systems")
"""The filters that are always in sight; the others are opened."""
_EXTRA = {"systems": (NO_VALUE,), "processes": (NO_VALUE,), "units": (NO_VALUE,), "role_groups": (NO_VALUE,)}


def filter_label(field: str, lang: Language) -> str:
    """Return the name of a filter."""
    return {
        "measures": lang.text("Tiltak"),
        "sub_measures": lang.text("Deltiltak"),
        "systems": lang.text("Systemer"),
        "processes": lang.text("Hovedprosesser"),
        "units": lang.text("Enheter"),
        "role_groups": lang.text("Rollegrupper"),
        "qualities": lang.text("Kvalitet"),
    }[field]


def widget_key(name: str, lang: Language) -> str:
    """Return a widget's key. Each language has its own: Streamlit keeps a choice by its label, not by its id."""
    return f"{name}_{lang.code}"


def known_only(address: Address, names: Names) -> Address:
    """Drop ids that do not exist: an old address must not stop a page."""
    chosen = address.selection
    narrowed = {
        field: tuple(key for key in getattr(chosen, field) if key in (*names.ids(kind), NO_VALUE, UNPLACED))
        for field, kind in FILTERS.items()
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


def filter_bar(view: View) -> None:
    """Draw every filter with the address's values; a change goes into the address before the page is drawn."""
    lang, names, chosen = view.lang, view.names, view.selection
    st.subheader(lang.text("Utvalg"), anchor=False)
    _period(view)
    for field in _AT_ONCE:
        _several(field, chosen, names, lang)
    _one("plan", lang.text("Sammenlign med"), ("in_force", "original", *names.ids("plan_version")),
         {key: capital(plan_words(key, lang, names)) for key in ("in_force", "original")}
         | {key: names.label("plan_version", key, lang) for key in names.ids("plan_version")},
         chosen.plan, lang)  # fmt: skip
    _more(chosen, names, lang)
    st.button(
        lang.text("Nullstill utvalget"), on_click=_reset, width="stretch",
        disabled=chosen == Selection(), key=widget_key("filter_reset", lang),
    )  # fmt: skip


def _more(chosen: Selection, names: Names, lang: Language) -> None:
    """The filters that few need: drawn once they are opened, so that a page costs no more for them."""
    fields = [field for field in FILTERS if field not in _AT_ONCE]
    count = sum(1 for field in (*fields, "qualities") if getattr(chosen, field))
    label = lang.text("Flere filtre ({n} i bruk)", n=count) if count else lang.text("Flere filtre")
    with st.expander(label, on_change="rerun", key=widget_key("filter_more", lang)) as box:
        if not box.open:
            return
        for field in fields:
            _several(field, chosen, names, lang)
        _quality(chosen, lang)


def _quality(chosen: Selection, lang: Language) -> None:
    key = hold(widget_key("filter_qualities", lang), list(chosen.qualities))
    st.multiselect(
        filter_label("qualities", lang), QUALITIES, format_func=lambda code: capital(quality_words(code, lang)),
        key=key, on_change=_take, args=(key, "qualities"), placeholder=lang.text("Alle"), select_all=False,
    )  # fmt: skip
    st.caption(lang.text("En plan har ingen kvalitet: velges en, sammenlignes ingenting."))


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def hold(key: str, value: object) -> str:
    """Give a widget its value, only where it differs: setting it anew would fight a quick second click."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _several(field: str, chosen: Selection, names: Names, lang: Language) -> None:
    kind = FILTERS[field]
    options = [*names.ids(kind), *_EXTRA.get(field, ())]
    options += [key for key in getattr(chosen, field) if key not in options]
    key = hold(widget_key(f"filter_{field}", lang), list(getattr(chosen, field)))
    st.multiselect(
        filter_label(field, lang), options, format_func=lambda option: _option(kind, option, names, lang), key=key,
        on_change=_take, args=(key, field), placeholder=lang.text("Alle"), select_all=False,
    )  # fmt: skip


def _option(kind: str, key: str, names: Names, lang: Language) -> str:
    """Sub-measures are known by their number, and two may have the same name."""
    label = names.label(kind, key, lang)
    return f"{key} {label}" if kind == "sub_measure" and key != UNPLACED else label


def _one(
    field: str, label: str, options: Sequence[str], called: dict[str, str], value: str, lang: Language
) -> None:
    key = hold(widget_key(f"filter_{field}", lang), value)
    st.selectbox(
        label, options, format_func=lambda option: called.get(option, option), key=key,
        on_change=_take, args=(key, field), placeholder=lang.text("Velg"),
    )  # fmt: skip


def _take(key: str, field: str) -> None:
    value = st.session_state[key]
    taken: Any = {field: tuple(value) if isinstance(value, list) else value}
    change_address(selection=replace(kept_address().selection, **taken))


def _reset() -> None:
    change_address(selection=Selection())


# --- period ---


def _period(view: View) -> None:
    lang, chosen = view.lang, view.selection
    available = data.months_with_data(str(view.folder), view.reader.version, view.reader)
    spans = periods.quick_spans(available, periods.plan_periods(reference(view.reader).versions))
    current, now = periods.so_far(available), (chosen.first, chosen.last)
    options = [*spans, *([now] if now not in spans else [])]
    key = hold(widget_key("filter_span", lang), now)
    st.selectbox(
        lang.text("Periode"), options, format_func=lambda span: periods.span_words(span, lang, current),
        key=key, on_change=periods.take_span, args=(key,), placeholder=lang.text("Velg"),
    )  # fmt: skip
    months = sorted({*available.all, *(month for month in now if month)})
    left, right = st.columns(2)
    with left:
        _month("first", lang.text("Fra"), lang.text("Starten"), months, chosen.first, lang)
    with right:
        _month("last", lang.text("Til"), lang.text("Slutten"), months, chosen.last, lang)


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
