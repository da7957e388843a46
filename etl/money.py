"""A column of money → kroner: the scale from the cell, its number format, the header, a note or the title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from etl.cells import ColumnReading, Found, no_amount, plain, read_column, texts_of, tidy
from etl.errors import Unreadable
from etl.mapping import MONEY_UNITS, DecimalMark, Question
from etl.number_format import literal_text, scale_commas
from etl.numbers import (
    DIGITS,
    EXAMPLES,
    LARGEST,
    MarkChoice,
    cell_number,
    choose_mark,
    scientific,
    sign,
    spoken,
    within,
)
from etl.odd_cells import refusal

CENT = Decimal("0.01")
SCALES = {"nok": Decimal(1), "thousand_nok": Decimal(1000), "million_nok": Decimal(1_000_000)}
_THOUSAND = r"t\.? ?kr|tusen(?: kr(?:oner)?)?|tnok|knok|kkr|thousands?|tausend|tsd|milliers?"
_MILLION = r"mill|million(?:er|s|en)?|mio|mln|mnok|mkr|mill\.? ?kr"
_BILLION = r"mrd|milliard(?:er|en|s)?|billions?|bnok"
_KRONER = r"kr|nok|kroner"
_FOREIGN = r"€|eur|euro|us\$|usd|\$|£|gbp|sek|dkk|chf|isk|teur|meur|k€|m€"
_WORDS = tuple(
    (re.compile(rf"(?i)(?<![^\W\d_])(?:{words})(?![^\W\d_])\.?"), what)
    for words, what in (
        (_THOUSAND, Decimal(1000)),
        (_MILLION, Decimal(1_000_000)),
        (_BILLION, Decimal(1_000_000_000)),
        (_KRONER, "kroner"),
        (_FOREIGN, "foreign"),
    )
)
_ROUND_THOUSAND = re.compile(
    r"(?i)\b(?:i|in|en)\s(?:hele\s)?1[ .,]?000\b|\b1[ .,]?000\s?(?:kr|nok)\b|\b(?:kr|nok)\s1[ .,]?000\b"
    r"|[(\[]1[ .,]?000[)\]]"
)
_AMOUNT = re.compile(DIGITS)
_PLAIN = re.compile(f"-?{DIGITS}")
_NO_CENTS = re.compile(r"[.,:]-{1,2}$")


@dataclass(frozen=True)
class MoneyText:
    """A text as sign, number and words. `scale` is None where the text names none."""

    number: str
    negative: bool = False
    scale: Decimal | None = None
    kroner: bool = False
    foreign: bool = False


def money_scale(text: str | None) -> Decimal | None:
    """How many kroner one is, as a header, note or title says it: «(tusen kr)», «i 1000 kr», «mill. kr», «(kr)».

    None where the text does not say.
    """
    said = tidy(text or "")
    if _ROUND_THOUSAND.search(said):
        return Decimal(1000)
    for pattern, what in _WORDS:
        if pattern.search(said) and what != "foreign":
            return what if isinstance(what, Decimal) else Decimal(1)
    return None


def foreign_money(text: str | None) -> bool:
    """Whether a text names another currency than kroner."""
    return bool(text) and _WORDS[-1][0].search(tidy(text or "")) is not None


@lru_cache(maxsize=65536)
def money_text(cell: str) -> MoneyText | None:
    """The parts of a text; None where it is no sum of money. «kr -» has an empty number: no amount."""
    found = MoneyText(tidy(cell))
    if _PLAIN.fullmatch(found.number):
        return MoneyText(found.number.removeprefix("-"), found.number.startswith("-"))
    for _ in range(2):  # a sign may stand outside the currency or inside it
        found = _without_words(found)
        text, negative = sign(_NO_CENTS.sub("", found.number))
        if negative and found.negative:
            return None
        found = replace(found, number=text, negative=found.negative or negative)
    whole = found.number
    return found if not whole or _AMOUNT.fullmatch(whole) or scientific(whole) is not None else None


def _without_words(found: MoneyText) -> MoneyText:
    text = found.number
    changed = True
    while changed:
        changed = False
        for pattern, what in _WORDS:
            match = pattern.match(text) or next(
                (m for m in pattern.finditer(text) if m.end() == len(text)), None
            )
            if not match or not match.group():
                continue
            text = (text[: match.start()] + text[match.end() :]).strip()
            changed = True
            if isinstance(what, Decimal):
                found = replace(found, scale=what)
            else:
                found = replace(found, kroner=True) if what == "kroner" else replace(found, foreign=True)
    return replace(found, number=text)


def read_money(
    cells: Sequence[Any],
    header: str,
    key: str,
    unit: str | None = None,
    decimal: DecimalMark | None = None,
    formats: Sequence[str | None] | None = None,
    note: str | None = None,
    scale: int = 1,
) -> ColumnReading[Decimal]:
    """A column of money in kroner and øre.

    What a cell says of itself («12 t.kr») goes first, then its number format (`0.0 "mill. kr"`), then `unit` (an
    answer, one of MONEY_UNITS), the header, the note and last the title's `scale`: one of them, never their product.
    A lone dash is blank. Other currencies, and «kr» in a column of thousands, are asked about.
    """
    texts = {text: money_text(text) for text in texts_of(cells)}
    parsed = [(found, plain(text)) for text, found in texts.items() if found]
    choice = choose_mark(((found.number, text) for found, text in parsed), decimal)
    said = SCALES[unit] if unit else next(filter(None, map(money_scale, (header, note))), None)
    factor = said or Decimal(scale)
    question = None if unit else _unit_question(cells, key, header, formats, parsed, factor)
    foreign = unit is not None and _all_foreign(cells, header, formats, parsed)
    if question is None and not any(formats or ()):
        amounts = _plain_numbers(cells, factor)
        if amounts is not None:
            return ColumnReading(amounts, unit=_unit_name(factor))
    read = _Money(choice, factor, texts, wait=question is not None, foreign=foreign)
    reading = read_column(cells, read, formats)
    return replace(reading, question=choice.question(key) or question, unit=_unit_name(factor))


def _plain_numbers(cells: Sequence[Any], factor: Decimal) -> list[Decimal | None] | None:
    """A column of number cells alone, in one go; None where any cell needs a closer look."""
    if set(map(type, cells)) != {float} or not isfinite(sum(cells)):
        return None
    if max(map(abs, cells)) >= LARGEST / factor:
        return None
    known = {cell: (Decimal(repr(cell)) * factor).quantize(CENT) for cell in set(cells)}
    return [known[cell] for cell in cells]


@dataclass(frozen=True)
class _Money:
    """How one cell of the column is read."""

    choice: MarkChoice
    factor: Decimal
    texts: dict[str, MoneyText | None]
    wait: bool
    foreign: bool

    def __call__(self, cell: Any, number_format: str | None) -> Found[Decimal]:
        if no_amount(cell):
            return None, None
        if isinstance(cell, str):
            return self._text(cell)
        amount = cell_number(cell)
        if self.wait:
            return None, None
        if number_format is None:
            return within(amount * self.factor).quantize(CENT), None
        if foreign_money(literal_text(number_format)) and not self.foreign:
            raise Unreadable("foreign_currency")
        own = money_scale(literal_text(number_format))
        named = self.factor if own in (None, Decimal(1)) else own
        factor = max(Decimal(1), named / Decimal(1000) ** scale_commas(number_format))
        value = within(amount * factor).quantize(CENT)
        scaled = own is not None and factor > 1
        return value, f"{spoken(amount)} lest som {spoken(value)} kr etter tallformatet" if scaled else None

    def _text(self, cell: str) -> Found[Decimal]:
        found = self.texts[cell]
        if found is None:
            raise refusal(cell, "not_a_number")
        if not found.number or self.wait:
            return None, None
        if found.foreign and not self.foreign:
            raise Unreadable("foreign_currency")
        exact = scientific(found.number)
        try:
            amount = self.choice.digits(found.number) if exact is None else exact
        except Unreadable as reason:
            raise (refusal(cell, reason.code) if reason.code == "not_a_number" else reason) from None
        if amount is None:
            return None, None
        factor = found.scale or self.factor
        value = within((-amount if found.negative else amount) * factor).quantize(CENT)
        told = exact is not None or found.scale is not None
        return value, f"{plain(cell)} lest som {spoken(value)} kr" if told else None


def _all_foreign(
    cells: Sequence[Any],
    header: str,
    formats: Sequence[str | None] | None,
    parsed: list[tuple[MoneyText, str]],
) -> bool:
    """Whether another currency is named by the header, or by every cell that holds an amount."""
    if foreign_money(header):
        return True
    if not all(found.foreign for found, _ in parsed):
        return False
    if formats is None:
        return bool(parsed) and all(isinstance(cell, str) or no_amount(cell) for cell in set(cells))
    numbers = [at for at, cell in enumerate(cells) if not isinstance(cell, str) and not no_amount(cell)]
    if not numbers:
        return bool(parsed)
    return all(foreign_money(literal_text(formats[at])) for at in numbers)


def _unit_question(
    cells: Sequence[Any],
    key: str,
    header: str,
    formats: Sequence[str | None] | None,
    parsed: list[tuple[MoneyText, str]],
    factor: Decimal,
) -> Question | None:
    if _all_foreign(cells, header, formats, parsed):
        return Question(
            "unit", key, choices=MONEY_UNITS, examples=(header, *(text for _, text in parsed))[:EXAMPLES]
        )
    # «1 200 kr» under «tusen kr»: a sum in kroner, or a habit of writing.
    plain_kroner = [text for found, text in parsed if found.kroner and found.scale is None]
    if factor == 1 or not plain_kroner:
        return None
    choices = ("nok", _unit_name(factor) or "thousand_nok")
    return Question("unit", key, choices=choices, examples=tuple(plain_kroner[:EXAMPLES]))


def _unit_name(factor: Decimal) -> str | None:
    return next((name for name, scale in SCALES.items() if scale == factor), None)
