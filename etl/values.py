"""One cell → one value: numbers, hours, percentages, dates and periods as Norwegian exports write them.

Every function raises `Unreadable` where a cell cannot be read, or could be read in two ways.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from etl.errors import Unreadable

Mark = Literal["comma", "point"]
SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\ufeff"
_SPACE_TABLE = str.maketrans(dict.fromkeys(SPACES, " "))
_MINUS_TABLE = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-"})
_MONTH_NAMES = (
    "jan januar january",
    "feb februar february",
    "mar mars march",
    "apr april",
    "mai may",
    "jun juni june",
    "jul juli july",
    "aug august",
    "sep sept september",
    "okt oktober oct october",
    "nov november",
    "des desember dec december",
)
MONTHS = {name: number for number, line in enumerate(_MONTH_NAMES, 1) for name in line.split()}
FIRST_YEAR, LAST_YEAR = 2000, 2099
EXCEL_EPOCH = datetime(1899, 12, 30)
LARGEST = Decimal(10) ** 11
LARGEST_HOURS = Decimal(10) ** 6
LARGEST_COUNT = 10**6


class Period(NamedTuple):
    """A month by its first day. `flag`: «year_end» (period 13 and later), «opening» (period 00) or None."""

    month: date
    flag: str | None = None


def plain(value: Any) -> str:
    """A cell as tidy text: every kind of space becomes one space, 5.0 becomes «5»."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).translate(_SPACE_TABLE).split())


def blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.translate(_SPACE_TABLE).strip())


_MONEY = re.compile(r"(?i)\b(?:kr|nok)\b\.?")
_TIMES = (
    (re.compile(r"(?i)\b(?:t\.?\s?kr|tkr|tusen)\b\.?"), Decimal(1000)),
    (re.compile(r"(?i)\bmill(?:ioner)?\b\.?|\bmnok\b"), Decimal(1_000_000)),
)
_DIGITS = re.compile(r"\d[\d .,']*|[.,]\d+")
_GROUPED = re.compile(r"\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*")


def decimal_mark(values: Iterable[Any], preferred: Mark | None = None) -> Mark | None:
    """The decimal mark that the unambiguous texts of one column agree on; None where they say nothing.

    «1.234» says nothing, «1.234,50» says comma, «7.5» says point. Cells that are numbers already say nothing.
    """
    seen: set[Mark] = set()
    for value in values:
        if isinstance(value, str):
            mark = _evidence(value.translate(_SPACE_TABLE))
            if mark:
                seen.add(mark)
    if len(seen) == 1:
        return seen.pop()
    return None if seen else preferred


def _evidence(text: str) -> Mark | None:
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        return "comma" if comma > point else "point"
    if comma >= 0 and text.count(",") == 1 and not re.search(r",(\d{3}(?!\d)|-)", text):
        return "comma"
    if (
        point >= 0
        and text.count(".") == 1
        and re.search(r"\.\d+", text)
        and not re.search(r"\.\d{3}(?!\d)", text)
    ):
        return "point"
    return None


def number(value: Any, mark: Mark | None = None) -> Decimal:
    """A number, by the decimal mark of its column. Without a mark a comma is a decimal comma and «1.234» is refused."""
    if isinstance(value, bool):
        raise Unreadable("not_a_number")
    if isinstance(value, int | float):
        return _within(Decimal(repr(value)))
    if not isinstance(value, str):
        raise Unreadable("not_a_number")
    text = value.translate(_SPACE_TABLE).translate(_MINUS_TABLE).strip()
    factor = Decimal(1)
    for pattern, times in _TIMES:
        text, found = pattern.subn(" ", text)
        factor = times if found else factor
    text = re.sub(r",-\s*$", "", _MONEY.sub(" ", text)).strip()
    text, negative = _sign(text)
    if not _DIGITS.fullmatch(text):
        raise Unreadable("not_a_number")
    amount = Decimal(_with_point(text, mark)) * factor
    return _within(-amount if negative else amount)


def _within(amount: Decimal) -> Decimal:
    if not amount.is_finite() or abs(amount) >= LARGEST:
        raise Unreadable("number_too_large")
    return amount


def _sign(text: str) -> tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text.startswith("-"):
        return text[1:].strip(), True
    if text.endswith("-"):
        return text[:-1].strip(), True
    return text.removeprefix("+").strip(), False


def _with_point(text: str, mark: Mark | None) -> str:
    """Digits with a decimal point and nothing else."""
    own = _evidence(text)
    if own is None and mark is None and "." in text and text.count(".") == 1:
        raise Unreadable("ambiguous_number")
    decimal = {"comma": ",", "point": "."}[own or mark or "comma"]
    if text.count(decimal) > 1:  # «1.234.567» has no decimals whatever its column says
        decimal = "," if decimal == "." else "."
    whole, _, fraction = text.partition(decimal)
    if fraction and not fraction.isdigit():
        raise Unreadable("not_a_number")
    if not whole.isdigit() and whole and not _GROUPED.fullmatch(whole):
        raise Unreadable("not_a_number")
    return f"{re.sub('[^0-9]', '', whole) or '0'}.{fraction or '0'}"


_CLOCK = re.compile(r"(-?)(\d{1,5}):([0-5]\d)(?::([0-5]\d))?(-?)")
_SPOKEN = re.compile(
    r"(?i)(-?)(?:(\d+)\s*(?:t|h|timer|time|hours?)\.?)\s*(?:(?:og\s*)?(\d{1,2})\s*(?:m|min|minutter)\.?)?"
)
_ISO_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?")
_HOUR_UNIT = re.compile(r"(?i)\s*(?:t|h|timer|hours?|hrs?)\.?$")


def hours(value: Any, mark: Mark | None = None) -> Decimal:
    """Hours of one row: 7,5 · 7:30 · 37:30 · 7t 30m · a time or duration cell."""
    found = duration(value, mark)
    if abs(found) >= LARGEST_HOURS:
        raise Unreadable("number_too_large")
    return found


def duration(value: Any, mark: Mark | None = None) -> Decimal:
    """Hours as in `hours`, of any number of rows."""
    if isinstance(value, timedelta):
        return _hours_of(value)
    if isinstance(value, datetime):  # a duration over 24 hours under a clock format
        return _hours_of(value - EXCEL_EPOCH) if value.year < 1910 else _no_hours()
    if isinstance(value, time):
        return _hours_of(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
    if isinstance(value, date):
        return _no_hours()
    if isinstance(value, str):
        text = value.translate(_SPACE_TABLE).translate(_MINUS_TABLE).strip()
        for pattern in (_CLOCK, _SPOKEN, _ISO_DURATION):
            found = pattern.fullmatch(text)
            if found and any(found.groups()[1:4]):
                return _clock_hours(found)
        return number(_HOUR_UNIT.sub("", text), mark)
    return number(value, mark)


def _no_hours() -> Decimal:
    raise Unreadable("not_hours")


def _clock_hours(found: re.Match[str]) -> Decimal:
    parts = [*found.groups(), None, None]
    length = timedelta(hours=int(parts[1] or 0), minutes=int(parts[2] or 0))
    if str(parts[3] or "").isdigit():
        length += timedelta(seconds=int(parts[3] or 0))
    return -_hours_of(length) if "-" in (parts[0], parts[4]) else _hours_of(length)


def _hours_of(length: timedelta) -> Decimal:
    seconds = Decimal(length.days * 86400 + length.seconds) + Decimal(length.microseconds) / 1_000_000
    return (seconds / 3600).quantize(Decimal("0.0001"))


def percent(value: Any, mark: Mark | None = None, as_fraction: bool = False) -> Decimal:
    """Per cent of a position: «20 %» → 20. A bare number is a fraction only where its whole column is."""
    if isinstance(value, str):
        text = value.translate(_SPACE_TABLE).strip()
        pct = number(re.sub(r"(?i)\s*(%|prosent|pst\.?)$", "", text), mark)
    else:
        pct = number(value) * (100 if as_fraction else 1)
    if not 0 <= pct <= 100:
        raise Unreadable("percent_out_of_range")
    return pct


def count(value: Any) -> int:
    """A whole number of persons, 0 or more."""
    amount = number(value)
    if not 0 <= amount < LARGEST_COUNT or amount != amount.to_integral_value():
        raise Unreadable("not_a_count")
    return int(amount)


def _month(year: int, month: int) -> Period:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable("year_out_of_range")
    if month == 0:
        return Period(date(year, 1, 1), "opening")
    if 13 <= month <= 16:
        return Period(date(year, 12, 1), "year_end")
    if month > 16:
        raise Unreadable("not_a_period")
    return Period(date(year, month, 1))


_YEAR_MONTH = re.compile(r"(\d{4})\s?[-/. ]?\s?(\d{2})|(\d{4})[-/.](\d)")
_LOST_ZERO = re.compile(r"\d{4}\.1")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{4})")
_WORD_YEAR = re.compile(r"([a-zæøå]+)\.?[\s\-/.]*(\d{4}|\d{2})")
_YEAR_WORD = re.compile(r"(\d{4})[\s\-/.]*([a-zæøå]+)\.?")
_NOT_MONTHLY = re.compile(r"\btertial\b|^t[123]\b|\buke\b|\bkvartal\b|^q[1-4]\b|^\d{4}$")


def period(value: Any) -> Period:
    """The month of a cell: 202201 · 2022-01 · 01.2022 · jan. 2022 · a date. Periods 13+ and 00 are kept, flagged."""
    if isinstance(value, date):  # a datetime, too
        return _month(value.year, value.month)
    text = plain(value).lower()
    if isinstance(value, float) and _LOST_ZERO.fullmatch(text):
        raise Unreadable("not_a_period")  # the number 2022.1 may have been typed as 2022.10
    for pattern, year_at, month_at in ((_YEAR_MONTH, 1, 2), (_YEAR_MONTH, 3, 4), (_MONTH_YEAR, 2, 1)):
        found = pattern.fullmatch(text)
        if found and found.group(year_at):
            return _month(int(found.group(year_at)), int(found.group(month_at)))
    for pattern, year_at, month_at in ((_WORD_YEAR, 2, 1), (_YEAR_WORD, 1, 2)):
        found = pattern.fullmatch(text)
        if found and found.group(month_at) in MONTHS:
            year = int(found.group(year_at))
            return _month(year + 2000 if year < 100 else year, MONTHS[found.group(month_at)])
    if _NOT_MONTHLY.search(text):
        raise Unreadable("period_not_month")
    try:
        found_day = day(value)
    except Unreadable:
        raise Unreadable("not_a_period") from None
    return _month(found_day.year, found_day.month)


_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NORDIC_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?: .*)?")


def day(value: Any) -> date:
    """A date: 1.2.22 · 01.02.2022 · 2022-02-01 · a date cell. Never in American order."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = plain(value)
    nordic = _NORDIC_DAY.fullmatch(text)
    found = _ISO_DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    parts = [int(part) for part in (nordic.groups()[::-1] if nordic else found.groups() if found else ())]
    if not parts:
        raise Unreadable("not_a_date")
    year = parts[0] + 2000 if parts[0] < 100 else parts[0]
    if not FIRST_YEAR - 50 <= year <= LAST_YEAR:
        raise Unreadable("year_out_of_range")
    try:
        return date(year, parts[1], parts[2])
    except ValueError:
        raise Unreadable("not_a_date") from None


def recent_day(value: Any) -> date:
    """The date of work or use: a number cell under a date format easily says 1905."""
    found = day(value)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unreadable("year_out_of_range")
    return found


@lru_cache(maxsize=512)
def working_days(month: date) -> int:
    """Monday to Friday without Norwegian public holidays, Christmas Eve and New Year's Eve, as NTNU counts."""
    import holidays

    off = holidays.country_holidays("NO", years=month.year)
    found = 0
    today = month.replace(day=1)
    while today.month == month.month:
        eve = today.month == 12 and today.day in (24, 31)
        found += today.weekday() < 5 and today not in off and not eve
        today += timedelta(days=1)
    return found
