"""The Language: every text, number and date that the user reads goes through one of these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.support import NullTranslations

from language.catalogue import read_translations
from language.units import DECIMALS, NBSP, exact, format_number, rounded

CODES = ("nb", "en")
"""The languages of the screen."""
WRITTEN = ("nb", "nn", "en")
"""The languages of status sentences. Nynorsk has those sentences alone; what else is said, is bokmål."""
_LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


def mark(msgid: str) -> str:
    """The text unchanged, but found by the extractor: for tables of texts that are translated where shown."""
    return msgid


@dataclass(frozen=True)
class Language:
    """How one reader sees texts, numbers and dates.

    ``code`` is "nb", "nn" or "en". Methods that take a number raise TypeError for None and ValueError for NaN:
    what stands in place of a missing figure («ikke planlagt») is a choice of the caller.
    """

    code: str
    locale: Locale = field(repr=False, compare=False)
    translations: NullTranslations = field(repr=False, compare=False)

    # --- texts ---

    def text(self, msgid: str, /, **values: Any) -> str:
        """The text in this language with its {placeholders} filled in by name."""
        found = self.translations.gettext(msgid) if msgid else ""
        return found.format(**values) if values else found

    def plural(self, singular: str, plural: str, n: int, /, **values: Any) -> str:
        """The form that fits ``n``; ``{n}`` in the text becomes the number as this language writes it."""
        chosen = self.translations.ngettext(singular, plural, n)
        return chosen.format(**{"n": self.number(n, 0), **values})

    def pick(self, nb: str | None, en: str | None) -> str:
        """The value of a bilingual column; bokmål where English is missing."""
        return (en if self.code == "en" and en else nb) or ""

    def join(self, items: Iterable[str]) -> str:
        """«a, b og c»."""
        return format_list(list(items), locale=self.locale)

    # --- numbers ---

    def number(self, value: Any, decimals: int = 1, signed: bool = False) -> str:
        """«1 234,5»; signed: «+1 234,5»."""
        return format_number(value, self.locale, decimals, signed)

    def hours(self, value: Any, decimals: int = 1, signed: bool = False) -> str:
        """«1 234,5 t»."""
        return self.number(value, decimals, signed) + NBSP + self.pick("t", "h")

    def nok(self, value: Any, decimals: int = 0, signed: bool = False) -> str:
        """«1 234 kr»."""
        return self._kroner(self.number(value, decimals, signed))

    def nok_headline(self, value: Any, signed: bool = False) -> str:
        """«1,2 mill. kr» from one million upwards, whole kroner below."""
        size = abs(rounded(value, 0))
        if size < 1_000_000:
            return self.nok(value, 0, signed)
        # 999 950 000 rounds to 1 000,0 millions, which is better read as a billion.
        billions = size >= 999_950_000
        amount = exact(value) / (Decimal(10**9) if billions else Decimal(10**6))
        words = self.pick("mrd.", "billion") if billions else self.pick("mill.", "million")
        return self._kroner(self.number(amount, 1, signed) + NBSP + words)

    def _kroner(self, figure: str) -> str:
        return self.pick(f"{figure}{NBSP}kr", f"NOK{NBSP}{figure}")

    def percent(self, value: Any, signed: bool = False, decimals: int = 1) -> str:
        """47.2 → «47,2 %»: the value is in per cent, not a fraction."""
        return self.number(value, decimals, signed) + self.pick(NBSP + "%", "%")

    def quantity(self, value: Any, unit: str, decimals: int | None = None, signed: bool = False) -> str:
        """The value with its unit of display (``UNITS``), decimals as in tables unless stated.

        :raises KeyError: for a unit that does not exist.
        """
        places = DECIMALS[unit] if decimals is None else decimals
        if unit == "hours":
            return self.hours(value, places, signed)
        if unit in ("cost_nok", "booked_cost_nok"):
            return self.nok(value, places, signed)
        word = self.text("årsverk") if unit == "person_years" else self.text("dagsverk")
        return self.number(value, places, signed) + NBSP + word

    def headline(self, value: Any, unit: str, signed: bool = False) -> str:
        """The value in large print: whole hours and dagsverk, kroner in millions, one decimal of årsverk."""
        if unit in ("cost_nok", "booked_cost_nok"):
            return self.nok_headline(value, signed)
        return self.quantity(value, unit, 1 if unit == "person_years" else 0, signed)

    def unit_name(self, unit: str) -> str:
        """The unit in words, for headings and axes.

        :raises KeyError: for a unit that does not exist.
        """
        return {
            "hours": self.text("timer"),
            "person_years": self.text("årsverk"),
            "person_days": self.text("dagsverk"),
            "cost_nok": self.text("kroner (kalkulatorisk lønnskostnad)"),
            "booked_cost_nok": self.text("kroner (bokførte kostnader)"),
        }[unit]

    # --- dates ---

    def date(self, value: dt.date) -> str:
        """«31.03.2024»; English «31 March 2024»."""
        return format_date(value, self.pick("dd.MM.y", "d MMMM y"), locale=self.locale)

    def moment(self, value: dt.datetime) -> str:
        """«31.03.2024 14:05», in the value's own time zone."""
        pattern = self.pick("dd.MM.y HH:mm", "d MMMM y, HH:mm")
        return format_datetime(value.replace(tzinfo=None), pattern, locale=self.locale)

    def month(self, value: dt.date) -> str:
        """«mars 2024»."""
        return format_date(value, "LLLL y", locale=self.locale)

    def month_short(self, value: dt.date) -> str:
        """«mar. 2024»: the abbreviation of the language."""
        return format_date(value, "LLL y", locale=self.locale)

    def month_range(self, first: dt.date, last: dt.date) -> str:
        """«januar–mars 2024», «november 2023 – mars 2024», «mars 2024»."""
        if (first.year, first.month) == (last.year, last.month):
            return self.month(first)
        if first.year == last.year:
            return f"{format_date(first, 'LLLL', locale=self.locale)}–{self.month(last)}"
        return f"{self.month(first)} – {self.month(last)}"


@cache
def get(code: str) -> Language:
    """The language with this code.

    :raises ValueError: for a code that is not in ``WRITTEN``.
    """
    if code not in WRITTEN:
        raise ValueError(f"unknown language: {code!r}")
    return Language(code, Locale.parse(_LOCALES[code]), read_translations(code))
