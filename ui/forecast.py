"""Where a selection ends: the choice of method, the lines with their band, and all three methods side by side."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

import metrics
from language import Language
from metrics import METHODS, Estimate, Forecast
from reports.figures_ahead import is_over as ended
from ui import draw, html
from ui.address import change_address
from ui.figures import ground_of
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
    draw.figure("forecast", view, name, title=title, shown=wide, method=method)
    _methods(told, lang)
    for sentence in (closed_words(told, lang), year_words(view, method)):
        paragraph(sentence, "hr-basis")


def is_over(view: View) -> bool:
    """Tell whether there is nothing to forecast (see `reports.figures_ahead.is_over`)."""
    return ended(ground_of(view))


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
