"""One heading of a column that stands for a time: «jan 22», «uke 12», «T1 2022», «202203», a date."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from etl import headers
from etl.period_words import MONTHS
from etl.values import blank, plain

FINENESS = ("date", "week", "month", "quarter", "tertial", "year")
_FRAME_WORDS = {
    "month": "måned måneder mnd månad month months monat mois periode period".split(),
    "week": "uke uker veke week weeks woche kw semaine".split(),
    "tertial": ["tertial"],
    "quarter": "kvartal quarter quartal trimestre".split(),
    "year": "år year jahr année".split(),
}
_FRAMES = {word: kind for kind, words in _FRAME_WORDS.items() for word in words}
_LETTERS = {
    "t": "tertial",
    "q": "quarter",
    "k": "quarter",
    "w": "week",
    "v": "week",
    "u": "week",
    "m": "month",
}
_LAST = {"tertial": 3, "quarter": 4, "week": 53, "month": 12}


@dataclass(frozen=True)
class Heading:
    """A time without its year where `year` is None; `rest` are the other words («timer», «plan»); `day` for dates.
    `frame` says that only the kind is named («Uke»), `total` that the heading names a sum or a running sum."""

    kind: str | None
    year: int | None = None
    number: int | None = None
    day: date | None = None
    rest: tuple[str, ...] = ()
    frame: bool = False
    total: bool = False

    def span(self, year: int | None = None) -> tuple[date, date] | None:
        """First and last day; None without a year."""
        if self.day:
            return self.day, self.day
        own = self.year or year
        if own is None or self.kind is None:
            return None
        if self.kind == "week":
            return _week(own, self.number or 1)
        months = {"month": 1, "quarter": 3, "tertial": 4, "year": 12}[self.kind]
        first = (self.number or 1) * months - months + 1
        last = first + months - 1
        return date(own, first, 1), date(own, last, monthrange(own, last)[1])


def _week(year: int, number: int) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)


def heading(cell: Any, frame: str | None = None) -> Heading | None:
    """What a header cell says of time; None where it says nothing of it. `frame` is the kind that a row above names,
    by which bare numbers are read."""
    if blank(cell) or isinstance(cell, bool):
        return None
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return Heading("date", day.year, day.month, day=day) if 2000 <= day.year <= 2099 else None
    text = plain(cell).casefold()
    total = headers.says(rf"{headers.TOTALS}|{headers.RUNNING}", text)
    words = [word for word in re.split(r"[\s/_\-–.,:;()\[\]'’]+", text) if word]
    rest = rest_words(text)
    kept = [part for word in words if not _is_rest(word) for part in _parts(word)]
    found = _read(kept, frame) if kept and len(kept) <= 4 else None
    if found is None:
        return Heading(None, rest=rest, total=True) if total and all(w in _FRAMES for w in kept) else None
    return replace(found, rest=rest, total=total)


_REST = re.compile(
    rf"(?:{headers.PLAN}|{headers.BUDGET}|{headers.ACTUAL}|{headers.DERIVED}|{headers.RUNNING}|{headers.TOTALS}"
    rf"|{headers.HOUR_WORDS}|{headers.MONEY_WORDS}|i|alt|grand|général|per|pr|og|and|antall|hele|%"
    r"|andel\w*|\w*stilling\w*|prosent|pst|innsats|anteil|share)"
)


def rest_words(text: str) -> tuple[str, ...]:
    """The words of a text that say plan, actual, sum or unit, and nothing of time."""
    words = re.split(r"[\s/_\-–.,:;()\[\]'’]+", text.casefold())
    return tuple(word for word in words if word and _is_rest(word))


def _is_rest(word: str) -> bool:
    return bool(_REST.fullmatch(word)) and word not in MONTHS


def _parts(word: str) -> list[str]:
    """«jan22» → jan, 22 · «2022w12» → 2022, w12 · «uke12» → uke, 12."""
    found = re.fullmatch(r"([a-zæøåäöüéèûç]{3,})(\d{1,2}|\d{4})", word)
    if found and (found[1] in MONTHS or found[1] in _FRAMES):
        return [found[1], found[2]]
    found = re.fullmatch(r"(20\d\d)([a-z]\d{1,2})", word) or re.fullmatch(r"([a-z]\d{1,2})(20\d\d)", word)
    return [found[1], found[2]] if found else [word]


def _is_number(word: str) -> bool:
    """Digits that may be part of a date; «²» is a digit to Python, and a bank account is no day."""
    return word.isdecimal() and len(word) <= 8


def _read(words: list[str], frame: str | None) -> Heading | None:
    numbers = [int(word) for word in words if _is_number(word)]
    names = [word for word in words if not _is_number(word)]
    if not names:
        return _numbers(words, numbers, frame)
    if len(names) > 1:
        return None
    name = names[0]
    years = [number for number, word in zip(numbers, _digits(words), strict=True) if len(word) == 4]
    if any(not 2000 <= year <= 2099 for year in years) or len(years) > 1:
        return None
    year = years[0] if years else None
    small = [number for number, word in zip(numbers, _digits(words), strict=True) if len(word) < 4]
    if name in MONTHS:
        return _month_name(MONTHS[name], year, small)
    if name in _FRAMES:
        return _framed(_FRAMES[name], year, small)
    letter = re.fullmatch(r"([a-z])(\d{1,2})", name)
    if letter and letter[1] in _LETTERS and not small:
        return _framed(_LETTERS[letter[1]], year, [int(letter[2])])
    return None


def _digits(words: Iterable[str]) -> list[str]:
    return [word for word in words if _is_number(word)]


def _month_name(month: int, year: int | None, small: list[int]) -> Heading | None:
    if year is None and len(small) == 1:
        return Heading("month", 2000 + small[0], month)
    if year is not None and len(small) == 1:
        return _day(year, month, small[0])
    return Heading("month", year, month) if not small else None


def _framed(kind: str, year: int | None, small: list[int]) -> Heading | None:
    if kind == "year":
        return Heading("year", year) if year and not small else None
    if not small:
        return Heading(kind, year, frame=True)
    ok = len(small) == 1 and 1 <= small[0] <= _LAST[kind]
    return Heading(kind, year, small[0]) if ok else None


def _numbers(words: list[str], numbers: list[int], frame: str | None) -> Heading | None:
    if len(words) == 3:
        year_first = len(words[0]) == 4
        year, month, day = numbers if year_first else reversed(numbers)
        return _day(year + 2000 if year < 100 else year, month, day)
    if len(words) == 2:
        small, year = sorted(numbers)
        kind = frame if frame in ("week", "tertial", "quarter") else "month"
        return _framed(kind, year, [small]) if 2000 <= year <= 2099 else None
    if len(words) != 1:
        return None
    return _one_number(words[0], numbers[0], frame)


def _one_number(word: str, number: int, frame: str | None) -> Heading | None:
    if len(word) == 4 and 2000 <= number <= 2099:
        return Heading("year", number)
    if len(word) == 6 and 2000 <= number // 100 <= 2099:
        return _framed("week" if frame == "week" else "month", number // 100, [number % 100])
    if len(word) == 8:
        return _day(number // 10000, number // 100 % 100, number % 100)
    if frame in _LAST and len(word) <= 2:
        return _framed(frame, None, [number])
    return None


def _day(year: int, month: int, day: int) -> Heading | None:
    try:
        found = date(year, month, day)
    except (ValueError, OverflowError):
        return None
    return Heading("date", year, month, day=found) if 2000 <= year <= 2099 else None
