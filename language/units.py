"""Numbers as text in a locale: pure functions, no words."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import (
    NumberPattern,
    format_decimal,
    get_minus_sign_symbol,
    get_plus_sign_symbol,
    parse_pattern,
)

UNITS = ("hours", "person_years", "person_days", "cost_nok", "booked_cost_nok")
"""Units of display. They are never added to each other."""

NBSP = "\N{NO-BREAK SPACE}"

DECIMALS = {"hours": 1, "person_years": 2, "person_days": 1, "cost_nok": 0, "booked_cost_nok": 0}
"""Decimals in a table, per unit of display."""


def exact(value: Any) -> Decimal:
    """The value as a decimal number without binary noise (0.1 + 0.2 is 0.3).

    :raises TypeError: for None, text and booleans; words for a missing figure are the caller's choice.
    :raises ValueError: for NaN and infinity.
    """
    if isinstance(value, Decimal):
        number = value
    elif value is None or isinstance(value, (bool, str)):
        raise TypeError(f"not a number: {value!r}")
    else:
        as_float = float(value)
        if not math.isfinite(as_float):
            raise ValueError(f"not a finite number: {value!r}")
        # Nine decimals are finer than anything shown and coarser than the noise of binary fractions.
        number = Decimal(value) if isinstance(value, int) else Decimal(repr(round(as_float, 9)))
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value!r}")
    return number


def rounded(value: Any, decimals: int) -> Decimal:
    """Rounded half away from zero as Excel does it; never minus zero."""
    number = exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(number) if number == 0 else number


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


def format_number(value: Any, locale: Locale, decimals: int, signed: bool = False) -> str:
    """The number with the locale's signs; ``signed`` puts a plus before positive numbers only."""
    number = rounded(value, decimals)
    digits = format_decimal(abs(number), format=_pattern(decimals), locale=locale)
    # Babel writes an ASCII hyphen whatever the locale's own minus sign is.
    if number < 0:
        return get_minus_sign_symbol(locale) + digits
    return get_plus_sign_symbol(locale) + digits if signed and number > 0 else digits
