"""One cell on its own, without a column to decide by: titles, file names, single answers."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from etl.cells import blank, plain
from etl.effort_hours import clock_hours
from etl.effort_text import effort_text
from etl.errors import Unreadable
from etl.mapping import DecimalMark as Mark
from etl.money import money_text
from etl.numbers import as_count, cell_number, digits, within
from etl.odd_cells import refusal
from etl.period_text import LAST_YEAR, Context, DayOrderMissing, YearMissing, span_of

__all__ = [
    "LARGEST_HOURS",
    "Mark",
    "Period",
    "blank",
    "count",
    "day",
    "duration",
    "number",
    "period",
    "plain",
]

LARGEST_HOURS = Decimal(10) ** 6
OLDEST_YEAR = 1950


class Period(NamedTuple):
    """A month by its first day. `flag`: «year_end» (period 13 and later), «opening» (period 00) or None."""

    month: date
    flag: str | None = None


def number(value: Any, mark: Mark | None = None) -> Decimal:
    """A number in kroner or without unit, by the decimal mark of its column.

    :raises Unreadable: not_a_number, ambiguous_number, number_too_large.
    """
    if not isinstance(value, str):
        return cell_number(value)
    found = money_text(value)
    if found is None or not found.number:
        raise refusal(value, "not_a_number")
    amount = digits(found.number, mark) * (found.scale or 1)
    return within(-amount if found.negative else amount)


def duration(value: Any, mark: Mark | None = None) -> Decimal:
    """Hours: 7,5 · 7:30 · 37:30 · 7t 30m · a time or duration cell.

    :raises Unreadable: not_hours, ambiguous_number, number_too_large.
    """
    if not isinstance(value, str):
        clock = clock_hours(value)
        return cell_number(value) if clock is None else clock
    found = effort_text(value)
    if found is None or found.unit not in (None, "hours"):
        raise refusal(value, "not_hours")
    amount = digits(found.number, mark) if found.exact is None else found.exact
    return within(-amount if found.negative else amount)


def count(value: Any) -> int:
    """A whole number of persons, 0 or more."""
    return as_count(number(value))


def period(value: Any) -> Period:
    """The month of a cell: 202201 · 2022-01 · 01.2022 · jan. 2022 · a date. Periods 13+ and 00 are kept, flagged.

    :raises Unreadable: not_a_period, period_not_month, year_out_of_range.
    """
    text = value.strftime("%Y-%m-%d") if isinstance(value, date) else plain(value)
    try:
        span = span_of(text, Context(lost_zero=isinstance(value, float)))
    except (YearMissing, DayOrderMissing):
        raise Unreadable("not_a_period") from None
    if not span.one_month or (span.last - span.first).days in range(1, 27):
        raise Unreadable("period_not_month")
    return Period(span.first.replace(day=1), span.flag)


_DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ].*)?|(?P<y1>\d{4})(?P<m1>\d\d)(?P<d1>\d\d)"
)
_NORDIC_DAY = re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4}|\d{2})(?: .*)?")


def day(value: Any) -> date:
    """A date: 1.2.22 · 01.02.2022 · 2022-02-01 · a date cell. Never in American order. Years from 1950.

    :raises Unreadable: not_a_date, year_out_of_range.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(plain(value)) or _NORDIC_DAY.fullmatch(plain(value))
    if not found:
        raise Unreadable("not_a_date")
    year, month, of_month = [int(part) for part in (found.group("y", "m", "d")) if part] or [
        int(part) for part in found.group("y1", "m1", "d1")
    ]
    year += 2000 if year < 100 else 0
    if not OLDEST_YEAR <= year <= LAST_YEAR:
        raise Unreadable("year_out_of_range")
    try:
        return date(year, month, of_month)
    except ValueError:
        raise Unreadable("not_a_date") from None
