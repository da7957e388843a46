"""What stands over the figures of every page: quick periods, the unit of display, and each chosen filter with a way to
remove it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from language import Language
from metrics import UNITS, Selection
from metrics.reference import reference
from metrics.selection import FILTERS
from metrics.wording import plan_words, quality_words
from ui import data, html, periods
from ui.address import change_address, kept_address
from ui.filters import capital, filter_label, hold, widget_key
from ui.periods import EVERYTHING
from ui.view import View

_NAMED_EACH = 3
"""Chosen values of one filter above which they are counted instead of named."""


def toolbar(view: View) -> None:
    """Draw the quick choices of period and unit, and what is chosen besides."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom", key="toolbar"):
        _period(view)
        _unit(view)
    _chosen(view)


def _period(view: View) -> None:
    lang, chosen, spans = view.lang, view.selection, _quick(view)
    current = _so_far(view)
    now = (chosen.first, chosen.last)
    key = hold(widget_key("quick_span", lang), now if now in spans else None)
    st.pills(
        lang.text("Periode"), spans, format_func=lambda span: periods.span_words(span, lang, current),
        key=key, on_change=periods.take_span, args=(key,), wrap=True,
    )  # fmt: skip


def _quick(view: View) -> list[periods.Span]:
    """The periods that are one click away."""
    current = _so_far(view)
    return [
        EVERYTHING,
        *periods.plan_periods(reference(view.reader).versions),
        *([current] if current else []),
    ]


def _so_far(view: View) -> periods.Span | None:
    return periods.so_far(data.months_with_data(str(view.folder), view.reader.version, view.reader))


def _unit(view: View) -> None:
    lang = view.lang
    called = {
        "hours": lang.text("Timer"),
        "person_years": lang.text("Årsverk"),
        "person_days": lang.text("Dagsverk"),
        "cost_nok": lang.text("Lønn i kr"),
        "booked_cost_nok": lang.text("Bokført i kr"),
    }
    key = hold(widget_key("quick_unit", lang), view.selection.unit)
    st.segmented_control(
        lang.text("Vis i"), UNITS, format_func=called.__getitem__, key=key, required=True,
        on_change=_take_unit, args=(key,), wrap=True,
    )  # fmt: skip


def _take_unit(key: str) -> None:
    unit = st.session_state[key] or kept_address().selection.unit
    change_address(selection=replace(kept_address().selection, unit=unit))


def _chosen(view: View) -> None:
    """One button per chosen filter, which removes it; nothing where nothing is chosen."""
    chips = list(_chips(view))
    if not chips:
        return
    lang = view.lang
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="chips"):
        html.paragraph(lang.text("Valgt:"), "hr-drill", "content")
        for place, (label, without) in enumerate(chips):
            st.button(
                f"{html.label(label)} ✕", key=widget_key(f"chip_{place}", lang), on_click=_set, args=(without,),
                help=lang.text("Fjern dette filteret"),
            )  # fmt: skip
        if len(chips) > 1:
            st.button(
                lang.text("Fjern alle"), key=widget_key("chip_all", lang), type="tertiary", on_click=_set,
                args=(Selection(unit=view.selection.unit),),
            )  # fmt: skip


def _chips(view: View) -> Iterator[tuple[str, Selection]]:
    """Each chosen filter in words, with the selection that is left without it."""
    lang, chosen = view.lang, view.selection
    if (chosen.first, chosen.last) not in _quick(view):
        yield _months(chosen, lang), replace(chosen, first=None, last=None)
    for field, kind in FILTERS.items():
        ids: tuple[str, ...] = getattr(chosen, field)
        if len(ids) > _NAMED_EACH:
            count = lang.plural("{n} valgt", "{n} valgte", len(ids))
            yield f"{filter_label(field, lang)}: {count}", replace(chosen, **{field: ()})  # type: ignore[arg-type]
            continue
        for key in ids:
            rest = tuple(other for other in ids if other != key)
            yield view.label(kind, key), replace(chosen, **{field: rest})  # type: ignore[arg-type]
    for code in chosen.qualities:
        left = tuple(other for other in chosen.qualities if other != code)
        yield capital(quality_words(code, lang)), replace(chosen, qualities=left)
    if chosen.plan != "in_force":
        yield capital(plan_words(chosen.plan, lang, view.names)), replace(chosen, plan="in_force")
    if chosen.as_of is not None:
        told = lang.text("planen slik den var {date}", date=lang.date(chosen.as_of))
        yield capital(told), replace(chosen, as_of=None)


def _months(chosen: Selection, lang: Language) -> str:
    if chosen.first and chosen.last:
        return capital(lang.month_range(chosen.first, chosen.last))
    if chosen.first:
        return capital(lang.text("fra {month}", month=lang.month(chosen.first)))
    assert chosen.last is not None
    return capital(lang.text("til og med {month}", month=lang.month(chosen.last)))


def _set(selection: Selection) -> None:
    change_address(selection=selection)
