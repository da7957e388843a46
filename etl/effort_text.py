"""One text of effort taken apart: «ca. 120 t», «20 % stilling», «1 ½ dag», «7:30», «7t 30m», «PT7H30M»."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from etl.cells import tidy
from etl.effort_units import POSITION_FRACTION, hours_unit_of
from etl.numbers import DIGITS, sign

PART = Decimal("0.0001")


@dataclass(frozen=True)
class EffortText:
    """`number` is read by the decimal mark of the column; where the text leaves no doubt, `exact` holds the amount
    instead. `unit` is None for a bare number. `estimate`: the text says «ca.» or the like. `letter_h`: the unit is a
    single «h». `day_of_24`: a day was counted as 24 hours; `clock`: written as «7:30»."""

    number: str = ""
    exact: Decimal | None = None
    unit: str | None = None
    negative: bool = False
    estimate: bool = False
    letter_h: bool = False
    day_of_24: bool = False
    clock: bool = False


_ABOUT = re.compile(
    r"(?i)^(?:(?:ca|cirka|circa|omtrent|om lag|omlag|rundt|anslagsvis|anslått|estimert|about|approx|roughly|etwa|rund|"
    r"environ|env)\b\.?:?|[~≈±]|\+/-)\s*"
)
_ESTIMATE = re.compile(
    r"(?i)\s*[(\[]?\b(?:anslag|anslått|estimat|estimert|ca|cirka|estimate|estimated|est)\b\.?[)\]]?$"
)
_H = r"(?:timer|timar|time|tim|t|hours?|hrs?|h|stunden?|std|heures?)\.?"
_M = r"(?:minutter|minuttar|minutt|minutes?|minuten|min|m)\.?"
_S = r"(?:sekunder|seconds?|sek|sec|s)\.?"
_CLOCK = re.compile(rf"(?i)([0-9]{{1,6}}):([0-5][0-9])(?::([0-5][0-9])(?:[.,][0-9]+)?)?(?: ?{_H})?")
_DAYS_CLOCK = re.compile(
    r"(?i)([0-9]+) ?(?:days?|døgn|d)?[ ,.]+([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?"
)
_SPOKEN = re.compile(
    rf"(?i)([0-9]+) ?{_H} ?(?:(?:og|and|und|et) )?([0-9]{{1,2}})(?: ?{_M}(?: ?([0-9]{{1,2}}) ?{_S})?)?"
)
_ISO = re.compile(
    r"(?i)P(?:([0-9]+)D)?(?:T(?:([0-9]+(?:[.,][0-9]+)?)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:[.,][0-9]+)?S)?)?"
)
_FRACTION = re.compile(r"(?:([0-9]+) )?([1-9])/([2-9])\b")
_GLYPHS = str.maketrans({"½": " 1/2 ", "¼": " 1/4 ", "¾": " 3/4 ", "⅓": " 1/3 ", "⅔": " 2/3 "})
_SPELLED = {
    "en halv": "0.5", "ein halv": "0.5", "et halvt": "0.5", "ett halvt": "0.5", "halvannen": "1.5",
    "halvannan": "1.5", "halv": "0.5", "halvt": "0.5", "half a": "0.5", "half": "0.5", "en": "1", "ei": "1", "ein": "1",
    "et": "1", "ett": "1", "én": "1", "one": "1", "to": "2", "two": "2", "tre": "3", "three": "3", "fire": "4",
    "four": "4", "fem": "5", "five": "5", "seks": "6", "six": "6",
}  # fmt: skip
_WORD_NUMBER = re.compile(rf"(?i)({'|'.join(sorted(_SPELLED, key=len, reverse=True))}) (?=[^\W\d_])")
_PLAIN = re.compile(f"-?{DIGITS}")
_NUMBER_UNIT = re.compile(rf"({DIGITS}) ?(\D.*)?")


@lru_cache(maxsize=65536)
def effort_text(cell: str) -> EffortText | None:
    """The parts of a text; None where it is no effort."""
    text = tidy(cell)
    if _PLAIN.fullmatch(text):
        return EffortText(text.removeprefix("-"), negative=text.startswith("-"))
    text, estimate = _without_estimate(text)
    unsigned, negative = _sign(text)
    for whole, minus in ((text, False), (unsigned, negative)):
        fixed = _duration(whole)
        if fixed:
            clock = ":" in whole
            return EffortText("", fixed[0], "hours", minus, estimate, day_of_24=fixed[1], clock=clock)
    number, amount, rest = _leading_number(unsigned)
    if number is None and amount is None:
        return None
    unit = _unit(rest) if rest else None
    if rest and unit is None:
        return None
    return EffortText(number or "", amount, unit, negative, estimate, rest.casefold().strip(".") == "h")


def _unit(word: str) -> str | None:
    unit = hours_unit_of(word)
    # A position may be meant as a share of the time or as a year of work where it is called FTE.
    return None if unit == POSITION_FRACTION and not word.casefold().startswith("stilling") else unit


def _without_estimate(text: str) -> tuple[str, bool]:
    short = _ESTIMATE.sub("", _ABOUT.sub("", text)) or text
    return short, short != text


def _sign(text: str) -> tuple[str, bool]:
    """Signs as in numbers, also before a unit: «3,00- t»."""
    inner = re.fullmatch(r"(.*[0-9])- ?(\D+)", text)
    if inner:
        return f"{inner[1]} {inner[2]}", True
    return sign(text)


def _leading_number(text: str) -> tuple[str | None, Decimal | None, str]:
    """The number at the start as digits or as an exact amount, and the text behind it."""
    drawn = text.translate(_GLYPHS)
    found = _FRACTION.match(" ".join(drawn.split()))
    if found and (found[1] or drawn != text or found.end() < len(text)):  # a bare 1/2 may be a date
        text = " ".join(drawn.split())
        exact = Decimal(found[1] or 0) + (Decimal(found[2]) / Decimal(found[3])).quantize(PART)
        return None, exact, text[found.end() :].strip()
    word = _WORD_NUMBER.match(text)
    if word:
        return None, Decimal(_SPELLED[word[1].casefold()]), text[word.end() :].strip()
    whole = _NUMBER_UNIT.fullmatch(text)
    return (whole[1], None, (whole[2] or "").strip()) if whole else (None, None, "")


def _duration(text: str) -> tuple[Decimal, bool] | None:
    """Hours of a text that says hours and minutes, and whether it counts days of 24 hours."""
    clock = _CLOCK.fullmatch(text) if ":" in text else None
    if clock:
        return _hours(0, *clock.groups()), False
    spoken = _SPOKEN.fullmatch(text)
    if spoken:
        return (_hours(0, *spoken.groups()), False) if int(spoken[2]) < 60 else None
    days = _DAYS_CLOCK.fullmatch(text) if ":" in text else None
    if days:
        return _hours(*days.groups()), True
    iso = _ISO.fullmatch(text) if text[:1] in "Pp" else None
    if iso and any(iso.groups()):
        day, hour, minute, second = iso.groups()
        return _hours(day, (hour or "0").replace(",", "."), minute, second), bool(day)
    return None


def _hours(day: str | int | None, hour: str | None, minute: str | None, second: str | None) -> Decimal:
    seconds = Decimal(minute or 0) * 60 + Decimal(second or 0)
    return (Decimal(day or 0) * 24 + Decimal(hour or 0) + seconds / 3600).quantize(PART)
