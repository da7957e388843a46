"""The large figures at the top of a page: planned, actual, variance with its word, and the light."""

from __future__ import annotations

import math
from typing import Any

from language import Language
from metrics import Comparison, note_words, parts_far_off, parts_sentence, variance_words
from metrics.sentences import in_sentence
from metrics.wording import plan_words
from ui import data, html, words
from ui.html import Card
from ui.terms import help_of, label_of
from ui.view import View


def total_cards(compared: Comparison, view: View) -> None:
    """Draw the total of a comparison as four cards, the months that it compares in words, and the parts that even each
    other out in it.
    """
    lang, total, unit = view.lang, compared.total, compared.selection.unit
    light = words.SHAPES[total["light"]]
    told = variance_line(total["variance"], total["variance_pct"], total["note_code"], lang)
    judged = f"{light} {_light_word(total['light'], total['note_code'], lang)}"
    html.cards(
        [
            card("planned", _amount(total["planned"], total, unit, lang), view_plan(view), lang),
            card("actual", _amount(total["actual"], total, unit, lang), _months(compared, lang), lang),
            card("variance", _amount(total["variance"], total, unit, lang, signed=True), told, lang),
            card("light", judged, _limits(total["light"], lang), lang),
        ]
    )
    far_off_parts(compared, view)


def card(term: str, figure: str, word: str, lang: Language) -> Card:
    """Return a card of a term: what it is called, its figure, a line of words, and its definition."""
    name = label_of(term, lang)
    asked = lang.text("Hva er «{term}»?", term=in_sentence(name))
    return Card(name, figure, word, asked, help_of(term, lang))


def far_off_parts(compared: Comparison, view: View) -> None:
    """Say of a total on plan which of its parts are not: its sub-measures, else its role groups."""
    if compared.total["light"] != "green":
        return
    for by in ("sub_measure", "role_group"):
        found = parts_far_off(view.reader, data.compared(view.key, view, (by,)))
        if found is not None:
            html.paragraph(f"▲ {parts_sentence(found, view.lang)}", "hr-message")
            return


def view_plan(view: View) -> str:
    """Name the plan that the figures are compared with."""
    return plan_words(view.selection.plan, view.lang, view.names)


def variance_line(variance: float | None, pct: float | None, note_code: str, lang: Language) -> str:
    """Return «merforbruk, +47,2 %», or why there is no per cent."""
    told = [variance_words(variance, lang)]
    if pct is not None and not math.isnan(pct):
        told.append(lang.percent(pct, signed=True))
    elif note_code:
        told.append(note_words(note_code, lang))
    return ", ".join(part for part in told if part)


def _amount(
    value: float | None, total: dict[str, Any], unit: str, lang: Language, signed: bool = False
) -> str:
    if value is None or math.isnan(value):
        return note_words(total["note_code"], lang) or lang.text("ingen tall")
    return lang.headline(value, unit, signed=signed)


def _months(compared: Comparison, lang: Language) -> str:
    months = compared.months.counted
    if not months:
        return ""
    count = lang.plural("{n} måned", "{n} måneder", len(months))
    return f"{lang.month_range(months[0], months[-1])}, {count}"


def _light_word(light: str, note_code: str, lang: Language) -> str:
    return note_words(note_code, lang) if light == "grey" and note_code else words.light(light, lang)[2:]


def _limits(light: str, lang: Language) -> str:
    return {
        "green": lang.text("innenfor grensene"),
        "yellow": lang.text("følg med"),
        "red": lang.text("krever oppmerksomhet"),
        "grey": lang.text("ikke vurdert"),
    }[light]
