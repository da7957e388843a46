"""Where a selection ends: the choice of method, the lines with their band, and all three methods side by side."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

import charts
import metrics
from charts import Chart
from language import Language
from metrics import METHODS, Estimate, Forecast
from ui import data, draw, figures, html
from ui.address import change_address
from ui.data import kept
from ui.filters import hold, widget_key
from ui.html import Row, paragraph
from ui.terms import help_of
from ui.view import Key, View


def forecast_section(view: View, title: str, name: str = "prognose") -> None:
    """Draw where the view's selection ends, or why that is not said.

    title: of the figure. name: as in `draw.chart`, one per page. The method is a part of the address.
    """
    lang, told = view.lang, forecast_of(view.key, view)
    if is_over(view):
        st.info(html.plain(over_words(lang)))
        return
    if told.reason_code:
        st.info(html.plain(metrics.forecast_reason_words(told, lang)))
        return
    method = chosen_method(view)
    wide = through(view, told)
    _choice(view, method)
    draw.chart(lines(wide.key, wide, view.selection, method, title), wide, name)
    _methods(told, lang)
    for sentence in (closed_words(told, lang), year_words(view, method)):
        paragraph(sentence, "hr-basis")


def is_over(view: View) -> bool:
    """Tell whether every month of the selection is released, so that it has ended and there is nothing to forecast: a
    forecast would be of other months than the figures beside it.
    """
    last = view.selection.last
    released = data.compared(view.key, view, ()).months.released_through
    return last is not None and released is not None and last <= released


def over_words(lang: Language) -> str:
    """Say that a selection has ended."""
    return lang.text("Alle månedene i utvalget er frigitt, så det er ingenting igjen å anslå.")


def chosen_method(view: View) -> str:
    """Return the method of the address; restplan where it has none."""
    return view.address.method if view.address.method in METHODS else METHODS[0]


@st.cache_data(max_entries=200, show_spinner=False)
def forecast_of(key: Key, _view: View) -> Forecast:
    """Return where the view's selection ends."""
    return metrics.forecast(_view.reader, key[2])


@st.cache_data(max_entries=200, show_spinner=False)
def year_of(key: Key, _view: View) -> Forecast:
    """Return where the running year of the view's selection ends."""
    return metrics.year_end(_view.reader, key[2])


def through(view: View, told: Forecast) -> View:
    """Return the view over all the months that its forecast is about."""
    selection = replace(view.selection, last=told.through)
    return replace(view, address=replace(view.address, selection=selection))


@kept
def lines(key: Key, _view: View, asked: metrics.Selection, method: str, title: str) -> Chart:
    """Draw plan, actual and forecast. The view reaches through the last month that `asked` is forecast to."""
    lang, reader = _view.lang, _view.reader
    paths = [
        metrics.forecast_months(reader, asked, code).assign(label=metrics.method_words(code, lang))
        for code in METHODS
    ]
    estimate = metrics.forecast(reader, asked).of(method)
    return charts.forecast_lines(
        metrics.monthly(reader, key[2]), title=title, unit=key[2].unit, basis=figures.basis_words(_view), lang=lang,
        dark=key[4], forecasts=pd.concat(paths), chosen=metrics.method_words(method, lang),
        past="" if estimate is None else past_sentence(estimate, lang),
    )  # fmt: skip


def past_sentence(estimate: Estimate, lang: Language) -> str:
    """Say how far a method has missed, as a sentence of its own, and where its band lies beside its estimate."""
    told = metrics.error_words(estimate, lang)
    return f"{told[:1].upper()}{told[1:]}. {metrics.band_words(estimate, lang)}".strip()


def _choice(view: View, method: str) -> None:
    lang = view.lang
    key = hold(widget_key("forecast_method", lang), method)
    st.segmented_control(
        lang.text("Metode for prognosen"), METHODS, key=key, required=True, on_change=_take, args=(key,),
        format_func=lambda code: metrics.method_words(code, lang), help=help_of("forecast", lang),
    )  # fmt: skip


def _take(key: str) -> None:
    change_address(method=st.session_state[key])


def _methods(told: Forecast, lang: Language) -> None:
    """Draw all methods side by side: what each says, how it reckons, and how far to trust it."""
    heads = (
        lang.text("Metode"),
        lang.text("Ender på"),
        lang.text("Mot planen"),
        lang.text("Båndet"),
        lang.text("Har i median bommet"),
        lang.text("Prøvd"),
        lang.text("Slik regnes det"),
    )
    rows = [Row(_cells(one, told.unit, lang), "") for one in told.estimates]
    html.table(heads, rows, caption=lang.text("Tre metoder side om side"), numbers=(1, 3, 4, 5))


def _cells(one: Estimate, unit: str, lang: Language) -> tuple[str, ...]:
    formula = metrics.method_formula(one.method, lang)
    name = metrics.method_words(one.method, lang)
    if one.at_completion is None:
        return (name, "–", metrics.estimate_reason_words(one, lang), "–", "–", "–", formula)
    tested = lang.plural("{n} gang", "{n} ganger", one.tested)
    known = one.low is not None and one.high is not None
    return (
        name,
        lang.headline(one.at_completion, unit),
        against_words(one, lang),
        f"{lang.headline(one.low, unit)} – {lang.headline(one.high, unit)}" if known else "–",
        f"±{lang.percent(one.error_pct)}" if one.error_pct is not None else metrics.error_words(one, lang),
        tested,
        formula,
    )


def against_words(one: Estimate, lang: Language) -> str:
    """Say an estimate against the plan: «8,0 % over planen», «som planlagt», «ikke planlagt»."""
    if one.variance_pct is None:
        return lang.text("ikke planlagt")
    pct = round(one.variance_pct, 1)
    if not pct:
        return lang.text("som planlagt")
    shown = lang.percent(abs(pct))
    return (
        lang.text("{pct} over planen", pct=shown) if pct > 0 else lang.text("{pct} under planen", pct=shown)
    )


def closed_words(told: Forecast, lang: Language) -> str:
    """Say what the plan still has for what is closed; empty where it has nothing."""
    if not told.closed_remaining:
        return ""
    return lang.text(
        "{amount} av det som gjenstår av planen, hører til deltiltak som er ferdige eller avsluttet. Det er med i "
        "prognosen, siden planen har det.",
        amount=lang.quantity(told.closed_remaining, told.unit),
    )


def year_words(view: View, method: str) -> str:
    """Say where the running year ends with a method, or nothing where that is not known."""
    lang, told = view.lang, year_of(view.key, view)
    estimate = told.of(method)
    if estimate is None or told.through is None:
        return ""
    return lang.text(
        "Året {year} alene ender på {amount} med metoden {method}, {against}.",
        year=told.through.year,
        amount=lang.headline(estimate.at_completion, told.unit),
        method=metrics.method_words(method, lang),
        against=against_words(estimate, lang),
    )
