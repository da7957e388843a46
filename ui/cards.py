"""The large figures at the top of a page: planned, actual, variance with its word, and the light."""

from __future__ import annotations

import math
from typing import Any

from language import Language
from metrics import Comparison, note_words, variance_words
from metrics.wording import plan_words
from ui import html, words
from ui.html import Card
from ui.view import View


def total_cards(compared: Comparison, view: View) -> None:
    """Draw the total of a comparison as four cards, and the months that it compares in words."""
    lang, total, unit = view.lang, compared.total, compared.selection.unit
    light = words.SHAPES[total["light"]]
    html.cards(
        [
            Card(lang.text("Planlagt"), _amount(total["planned"], total, unit, lang), view_plan(view)),
            Card(lang.text("Faktisk"), _amount(total["actual"], total, unit, lang), _months(compared, lang)),
            Card(
                lang.text("Avvik"),
                _amount(total["variance"], total, unit, lang, signed=True),
                variance_line(total["variance"], total["variance_pct"], total["note_code"], lang),
            ),
            Card(
                lang.text("Trafikklys"),
                f"{light} {_light_word(total['light'], total['note_code'], lang)}",
                _limits(total["light"], lang),
            ),
        ]
    )


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
