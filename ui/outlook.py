"""Where the selection is going, in large print: the forecast with its light, and how much of the capacity is used."""

from __future__ import annotations

from language import Language
from metrics import note_words, variance_words
from metrics.capacity_answer import CapacityTotal, capacity_total
from metrics.forecast import Estimate, Forecast
from metrics.forecast_words import estimate_reason_words, forecast_reason_words, method_words
from metrics.light import judge_shown
from metrics.reference import reference
from ui import forecast, words
from ui.cards import card
from ui.data import asking
from ui.html import Card
from ui.view import Key, View


def capacity_of(key: Key, view: View) -> CapacityTotal:
    found: CapacityTotal = asking(key[0])(capacity_total, view.reader, key[2])
    return found


def forecast_card(view: View) -> Card:
    """Return the forecast with its light, its method and how far that has missed; or why there is none."""
    lang, found, method = view.lang, forecast.forecast_of(view.key, view), forecast.chosen_method(view)
    if forecast.is_over(view):
        return card("forecast", lang.text("ingen prognose"), forecast.over_words(lang), lang)
    estimate = found.of(method)
    if estimate is None:
        silent = [estimate_reason_words(one, lang) for one in found.estimates if one.method == method]
        reason = forecast_reason_words(found, lang) or f"{method_words(method, lang)}: {silent[0]}."
        return card("forecast", lang.text("ingen prognose"), reason, lang)
    told = f"{_against_budget(found, estimate, view)} {_how(found, estimate, lang)}"
    return card("forecast", lang.headline(estimate.at_completion, found.unit), told, lang)


def _against_budget(found: Forecast, estimate: Estimate, view: View) -> str:
    lang = view.lang
    assert estimate.at_completion is not None
    assert found.budget_at_completion is not None
    known = reference(view.reader)
    judged = judge_shown(found.budget_at_completion, estimate.at_completion, found.unit, known)
    light = words.light(judged.light, lang)
    if judged.variance_pct is None:
        return lang.text("{light}.", light=light)
    return lang.text(
        "{light}: {word}, {pct}.", light=light, word=variance_words(estimate.variance, lang),
        pct=lang.percent(judged.variance_pct, signed=True),
    )  # fmt: skip


def _how(found: Forecast, estimate: Estimate, lang: Language) -> str:
    assert found.through is not None
    values = {
        "month": lang.month(found.through),
        "method": method_words(estimate.method, lang).capitalize(),
    }
    if estimate.error_pct is None:
        return lang.text("{method} til og med {month}, ikke prøvd.", **values)
    missed = lang.percent(estimate.error_pct, decimals=0 if estimate.error_pct >= 1 else 1)
    return lang.text("{method} til og med {month}, har bommet med ±{missed}.", missed=missed, **values)


def capacity_card(view: View) -> Card:
    """Return how much of the capacity is used, and whether any month is over-full; or why that is not known."""
    lang, found = view.lang, capacity_of(view.key, view)
    told = _over_full(found, lang)
    used, ahead = found.released.load_pct, found.ahead.load_pct
    if used is None and ahead is None:
        return card("load_pct", lang.text("ikke kjent"), note_words(found.note_code, lang), lang)
    if ahead is None:
        return card("load_pct", lang.percent(used, decimals=0), told, lang)
    later = lang.text("Planlagt framover: {pct}.", pct=lang.percent(ahead, decimals=0))
    if used is None:
        # What is planned is not used, and of hidden months it is not said that none is over-full.
        known = found.over_full or found.released_note != "hidden"
        reason = note_words(found.released_note or "not_released", lang)
        return card("load_pct", reason, f"{told} {later}" if known else later, lang)
    return card("load_pct", lang.percent(used, decimals=0), f"{told} {later}", lang)


def _over_full(found: CapacityTotal, lang: Language) -> str:
    count = len(found.over_full)
    if not count:
        return lang.text("● Ingen måneder er overfulle.")
    return lang.plural("▲ {n} måned er overfull.", "▲ {n} måneder er overfulle.", count)
