"""Oversikt's figures: how we stand in large print, and the measures and systems side by side, each a way in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from language import Language
from metrics import NO_VALUE, Comparison, measure_tree, note_words
from ui import cards, data, draw, figures, forecast, html, outlook, words
from ui.address import Address
from ui.drill import Way
from ui.html import Card
from ui.view import View


def standing(view: View, compared: Comparison) -> None:
    """Draw how the selection stands: planned, actual, the variance with its light, the forecast and the capacity used;
    below, the parts that a calm sum hides and what is left out.
    """
    lang = view.lang
    spent = [_planned(compared, view), _actual(compared, lang), _variance(compared, lang)]
    html.cards([*spent, outlook.forecast_card(view), outlook.capacity_card(view)])
    cards.far_off_parts(compared, view)
    draw.paragraph(compared.months.left_out(lang), "hr-basis")


def _planned(compared: Comparison, view: View) -> Card:
    return cards.card("planned", _amount(compared, "planned", view.lang), cards.view_plan(view), view.lang)


def _actual(compared: Comparison, lang: Language) -> Card:
    months = compared.months.counted
    count = lang.plural("{n} måned", "{n} måneder", len(months))
    return cards.card(
        "actual",
        _amount(compared, "actual", lang),
        f"{lang.month_range(months[0], months[-1])}, {count}",
        lang,
    )


def _variance(compared: Comparison, lang: Language) -> Card:
    total = compared.total
    told = cards.variance_line(total["variance"], total["variance_pct"], total["note_code"], lang)
    light = words.light(total["light"], lang)
    # A grey light and the note say the same: «ikke planlagt».
    word = told if total["light"] == "grey" else f"{light}: {told}"
    return cards.card("variance", _amount(compared, "variance", lang, signed=True), word, lang)


def _amount(compared: Comparison, field: str, lang: Language, signed: bool = False) -> str:
    value = compared.total[field]
    if value is None or math.isnan(value):
        return note_words(compared.total["note_code"], lang)
    return lang.headline(value, compared.selection.unit, signed=signed)


def where_it_goes(view: View) -> None:
    """Draw plan, actual and forecast summed up; for months that are over the sums alone, and without a forecast its
    reason and the months one by one.
    """
    lang = view.lang
    if forecast.is_over(view):
        draw.paragraph(forecast.over_words(lang), "hr-message")
        title = lang.text("Planlagt og faktisk, lagt sammen")
        draw.figure("running_sums", view, "hittil", title=title, versions="yes")
        return
    forecast.forecast_section(view, lang.text("Planlagt, faktisk og prognose, lagt sammen"), "hittil")
    if forecast.forecast_of(view.key, view).reason_code:
        draw.figure("months", view, "maaneder", title=lang.text("Planlagt og faktisk per måned"))


# --- measures and systems -------------------------------------------------------------------------


def by_measure(view: View) -> None:
    """Draw the variance of each measure; each leads to its measure on Tiltak."""
    title = view.lang.text("Planlagt mot faktisk per tiltak")
    _side_by_side(view, "measure", title, "tiltak", lambda row: to_measure(row, view))


def by_system(view: View) -> None:
    """Draw the variance of each system; each leads to its system on Systemer."""
    title = view.lang.text("Planlagt mot faktisk per system")
    _side_by_side(view, "system", title, "systemer", lambda row: to_system(row, view))


def _side_by_side(
    view: View, by: str, title: str, name: str, where: Callable[[Mapping[Any, Any]], tuple[str, Address]]
) -> None:
    rows = data.compared(view.key, view, (by,)).rows
    labels = figures.labels(rows, by, view)
    ways: list[Way] = [
        (label, *where(row)) for label, row in zip(labels, rows.to_dict("records"), strict=True)
    ]
    draw.figure(f"{by}s", view, name, ways, title=title)


def to_measure(row: Mapping[Any, Any], view: View) -> tuple[str, Address]:
    """Return where a measure's row leads. A selection without months takes those of the measure's own plan period."""
    key, chosen = row["measure"], view.selection
    if key is None:
        return "codebook", replace(view.address, part="unplaced")
    if chosen.first is None and chosen.last is None:
        node = next(node for node in measure_tree(view.reader) if node.measure_id == key)
        chosen = replace(chosen, first=node.period_first, last=node.period_last)
    return "measures", replace(view.address, selection=chosen, measure=key, sub_measure=None)


def to_system(row: Mapping[Any, Any], view: View) -> tuple[str, Address]:
    """Return where a system's row leads; «uten system» to its measures, «ikke plassert» to where codes are placed."""
    if row["system"] is not None:
        return "systems", replace(view.address, system=row["system"])
    if row["system_nb"] == view.names.pair("system", None, placed=False)[0]:
        return "codebook", replace(view.address, part="unplaced")
    without = view.selection.only(systems=(NO_VALUE,))
    return "measures", replace(view.address, selection=without, measure=None, sub_measure=None)


def questions(lang: Language) -> dict[str, str]:
    """Return the headings of the page, in its order: each is a question that a leader asks."""
    return {
        "where": lang.text("Hvor bærer det?"),
        "measures": lang.text("Hvilke tiltak?"),
        "systems": lang.text("Hvilke systemer?"),
        "changed": lang.text("Hva er endret?"),
        "trust": lang.text("Kan du stole på tallene?"),
    }


def heading(question: str, lang: Language) -> None:
    """Draw one of the page's headings."""
    st.header(questions(lang)[question], anchor=False)
