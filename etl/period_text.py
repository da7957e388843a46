"""One text or number → the span of days that it names: a day, week, month, quarter, tertial, half-year, year, or a
range of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from etl.cells import tidy
from etl.errors import Unreadable
from etl.period_words import MONTH, MONTHS, PARTS, WEEKDAY
from etl.workdays import month_end

FIRST_YEAR, LAST_YEAR = 2000, 2099
LAST_SHORT_YEAR = 60
"""«60» is 2060, «61» is 1961."""


class Span(NamedTuple):
    """The days from `first` to `last`, both included. `flag`: «year_end» (period 13–16), «opening» (period 00)."""

    first: date
    last: date
    flag: str | None = None

    @property
    def one_month(self) -> bool:
        """Whether the span lies within one month."""
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)


@dataclass(frozen=True)
class Context:
    """What the column says about its texts. `year` stands for periods without one; `grain` (day | week | month |
    tertial | quarter | year) tells what bare numbers are and how far a date reaches; `weeks`: six digits are year and
    week; `lost_zero`: «2022.1» may be January or, with its zero lost, October."""

    year: int | None = None
    grain: str | None = None
    day_first: bool | None = None
    weeks: bool = False
    lost_zero: bool = True


class YearMissing(Unreadable):
    """A period without a year, in a column that has none."""

    def __init__(self) -> None:
        super().__init__("year_missing")


class DayOrderMissing(Unreadable):
    """A date whose day and month could change places."""

    def __init__(self) -> None:
        super().__init__("ambiguous_date")


_SEP = r"[ /.,-]*"
_YEAR = r"(?P<y>[0-9]{4})"
_ANY_YEAR = r"'?(?P<y>[0-9]{4}|[0-9]{2})"
_TIME = r"(?:(?:,? |t)[0-9]{1,2}[:.][0-9]{2}.*)?"
_DATE = re.compile(rf"(?P<a>[0-9]{{1,2}})(?P<sep>[./-]) ?(?P<b>[0-9]{{1,2}})(?P=sep) ?{_ANY_YEAR}{_TIME}")
_ISO = re.compile(rf"{_YEAR}(?P<sep>[-/.])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}}){_TIME}")
_COMPACT = re.compile(rf"{_YEAR}(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})")
_YEAR_NUMBER = re.compile(
    rf"{_YEAR}(?P<sep>[-/. ]?)(?P<n>[0-9]{{2}})|(?P<y1>[0-9]{{4}})(?P<sep1>[-/.])(?P<n1>[0-9])"
)
_NUMBER_YEAR = re.compile(rf"(?P<n>[0-9]{{1,2}}) ?[-/. ] ?{_YEAR}")
_WORDED = [
    re.compile(pattern)
    for pattern in (
        rf"(?P<m>{MONTH}){_SEP}{_ANY_YEAR}",
        rf"{_YEAR}{_SEP}(?P<m>{MONTH})",
        rf"(?P<d>[0-9]{{1,2}})\.?{_SEP}(?P<m>{MONTH}){_SEP}{_ANY_YEAR}{_TIME}",
        rf"(?P<m>{MONTH}) (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}{_TIME}",
        rf"(?P<d>[0-9]{{1,2}})\.?{_SEP}(?P<m>{MONTH})",
        rf"(?P<m>{MONTH})",
    )
]
_BARE_YEAR = re.compile(rf"(?:år |year |jahr |année )?{_YEAR}")


def _part_patterns() -> Iterator[tuple[str, int, re.Pattern[str]]]:
    number = r"(?P<n>[0-9]{1,2})"
    for grain, (words, most) in PARTS.items():
        # A week takes four digits of year only: «uke 10-12» are three weeks.
        year = _YEAR if grain in ("week", "month") else _ANY_YEAR
        end = rf"(?:[ /.,-]+{year})?"
        yield grain, most, re.compile(rf"(?:{words})[ .-]*{number}{end}")
        yield grain, most, re.compile(rf"{number}(?:\.|er|e|ème|st|nd|rd|th)? ?(?:{words}){end}")
        yield grain, most, re.compile(rf"{_YEAR}{_SEP}(?:{words})[ .-]*{number}")
        yield grain, most, re.compile(rf"{_YEAR}{_SEP}{number}\.? (?:{words})")


_PARTS = tuple(_part_patterns())
_RANGE = re.compile(r" ?- ?| til | t o m | tom | to | bis | à ")


def span_of(text: str, context: Context) -> Span:
    """The days that a text names.

    :raises Unreadable: not_a_period, year_out_of_range, lost_zero; YearMissing, DayOrderMissing.
    """
    said = _normal(text)
    found = _single(said, context) or _range(said, context)
    if found is None:
        raise Unreadable("not_a_period")
    return found


def _single(said: str, context: Context) -> Span | None:
    """A text that names one day or period."""
    for read in (_day, _worded, _part, _numbers):
        found = read(said, context)
        if found:
            return _widened(found, context) if found.first == found.last else found
    return None


def _normal(text: str) -> str:
    lowered = re.sub(r"(?<=[^\W\d_])\.", " ", tidy(text).casefold())
    return re.sub(rf"^(?:{WEEKDAY})[ ,]+(?=[0-9])", "", " ".join(lowered.split()).strip(" :"))


def _day(text: str, context: Context) -> Span | None:
    found = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _one_day(int(found["y"]), int(found["m"]), int(found["d"]))
    found = _DATE.fullmatch(text)
    if not found:
        return None
    a, b, year = int(found["a"]), int(found["b"]), _full_year(found["y"])
    day_first = True if found["sep"] == "." or a == b else context.day_first
    if day_first is None:
        raise DayOrderMissing
    if found["sep"] != "." and (b if day_first else a) > 12 >= (a if day_first else b):
        raise Unreadable("other_day_order")
    return _one_day(year, b, a) if day_first else _one_day(year, a, b)


def _one_day(year: int, month: int, day: int) -> Span:
    check_year(year)
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unreadable("not_a_date") from None
    return Span(found, found)


def _worded(text: str, context: Context) -> Span | None:
    for pattern in _WORDED:
        found = pattern.fullmatch(text)
        if found:
            named = found.groupdict()
            year = _full_year(named["y"]) if named.get("y") else _own_year(context)
            month = MONTHS[named["m"]]
            return _one_day(year, month, int(named["d"])) if named.get("d") else month_span(year, month)
    return None


def _part(text: str, context: Context) -> Span | None:
    for grain, most, pattern in _PARTS:
        found = pattern.fullmatch(text)
        if found:
            number = int(found["n"])
            if number > most:
                raise Unreadable("not_a_period")
            named = found.groupdict().get("y")
            return part_span(grain, _full_year(named) if named else _own_year(context), number)
    return None


def _numbers(text: str, context: Context) -> Span | None:
    found = _YEAR_NUMBER.fullmatch(text)
    if found:
        if found["y1"] and found["sep1"] == "." and found["n1"] == "1" and context.lost_zero:
            raise Unreadable("lost_zero")
        year, number = int(found["y"] or found["y1"]), int(found["n"] or found["n1"])
        six = not (found["sep"] or found["sep1"]) or context.grain == "week"
        return part_span("week" if six and context.weeks else "month", year, number)
    found = _NUMBER_YEAR.fullmatch(text)
    if found:
        return part_span("week" if context.grain == "week" else "month", int(found["y"]), int(found["n"]))
    found = _BARE_YEAR.fullmatch(text)
    if found:
        return year_span(int(found["y"]))
    if context.grain in PARTS and re.fullmatch(r"[0-9]{1,2}\.?", text):
        return part_span(context.grain, _own_year(context), int(text.strip(".")))
    return None


def _range(text: str, context: Context) -> Span | None:
    """«jan.–apr. 2022», «uke 10-12 2022», «1.1.2022 til 30.4.2022»: the first end takes its year from the second."""
    for gap in _RANGE.finditer(text):
        left, right = text[: gap.start()], text[gap.end() :]
        word = re.match(r"[^\W\d_]+ ?", left)
        for second in (f"{word[0]}{right}" if word else right, right):
            try:
                last = _single(_normal(second), context)
                if last is None:
                    continue
                own_year = Context(last.first.year, context.grain, context.day_first, context.weeks)
                first = _single(_normal(left), own_year)
            except (YearMissing, DayOrderMissing):
                raise
            except Unreadable:
                continue
            if first and first.first < last.first:
                return Span(first.first, last.last)
    return None


def _widened(span: Span, context: Context) -> Span:
    """A date in a column of months stands for its month, in a column of weeks for its week."""
    day = span.first
    widen: dict[str, Callable[[], Span]] = {
        "week": lambda: Span(
            day - timedelta(days=day.weekday()), day - timedelta(days=day.weekday()) + timedelta(days=6)
        ),
        "month": lambda: month_span(day.year, day.month),
        "tertial": lambda: part_span("tertial", day.year, (day.month - 1) // 4 + 1),
        "quarter": lambda: part_span("quarter", day.year, (day.month - 1) // 3 + 1),
        "year": lambda: year_span(day.year),
    }
    return widen[context.grain]() if context.grain in widen else span


def day_span(day: date, context: Context) -> Span:
    """The span of a date cell.

    :raises Unreadable: year_out_of_range.
    """
    check_year(day.year)
    return _widened(Span(day, day), context)


def part_span(grain: str, year: int, number: int) -> Span:
    """A numbered part of a year. Month 00 is an opening balance, 13–16 the closing of the year.

    :raises Unreadable: not_a_period, year_out_of_range.
    """
    check_year(year)
    if grain == "week":
        return _week(year, number)
    if grain == "month":
        if number == 0:
            return month_span(year, 1)._replace(flag="opening")
        if number > 16:
            raise Unreadable("not_a_period")
        return month_span(year, number) if number <= 12 else month_span(year, 12)._replace(flag="year_end")
    length = {"tertial": 4, "quarter": 3, "half": 6}[grain]
    if not 1 <= number <= 12 // length:
        raise Unreadable("not_a_period")
    last = number * length
    return Span(date(year, last - length + 1, 1), month_end(date(year, last, 1)))


def _week(year: int, number: int) -> Span:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        raise Unreadable("not_a_period") from None
    return Span(monday, monday + timedelta(days=6))


def month_span(year: int, month: int) -> Span:
    """:raises Unreadable: year_out_of_range."""
    check_year(year)
    first = date(year, month, 1)
    return Span(first, month_end(first))


def year_span(year: int) -> Span:
    """:raises Unreadable: year_out_of_range."""
    check_year(year)
    return Span(date(year, 1, 1), date(year, 12, 31))


def check_year(year: int) -> None:
    """:raises Unreadable: outside 2000–2099."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable("year_out_of_range")


def _full_year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) <= LAST_SHORT_YEAR else 1900)


def _own_year(context: Context) -> int:
    if context.year is None:
        raise YearMissing
    return context.year
