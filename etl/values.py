"""One cell on its own, without a column to decide by: titles, file names, single answers."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from etl.cells import SPACES, blank, plain, tidy
from etl.effort_hours import clock_hours
from etl.effort_text import effort_text
from etl.errors import Unreadable
from etl.mapping import DecimalMark as Mark
from etl.money import money_text
from etl.numbers import LARGEST, as_count, cell_number, choose_mark, digits, within
from etl.odd_cells import refusal
from etl.period_text import FIRST_YEAR, LAST_YEAR, Context, DayOrderMissing, YearMissing, span_of
from etl.period_words import MONTHS
from etl.workdays import working_days

__all__ = [
    "FIRST_YEAR", "LARGEST", "LARGEST_HOURS", "LAST_YEAR", "MONTHS", "SPACES", "Mark", "Period", "blank", "count",
    "day", "decimal_mark", "duration", "hours", "number", "percent", "period", "plain", "recent_day", "working_days",
]  # fmt: skip

LARGEST_HOURS = Decimal(10) ** 6
OLDEST_YEAR = 1950


class Period(NamedTuple):
    """A month by its first day. `flag`: «year_end» (period 13 and later), «opening» (period 00) or None."""

    month: date
    flag: str | None = None


def decimal_mark(values: Iterable[Any], preferred: Mark | None = None) -> Mark | None:
    """The decimal mark of a column; None where its cells do not agree or say nothing."""
    parsed = [(money_text(cell), cell) for cell in values if isinstance(cell, str)]
    choice = choose_mark(((found.number, text) for found, text in parsed if found), None)
    return choice.mark or preferred


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


def hours(value: Any, mark: Mark | None = None) -> Decimal:
    """Hours of one row: 7,5 · 7:30 · 37:30 · 7t 30m · a time or duration cell.

    :raises Unreadable: not_hours, ambiguous_number, number_too_large.
    """
    found = duration(value, mark)
    if abs(found) >= LARGEST_HOURS:
        raise Unreadable("number_too_large")
    return found


def duration(value: Any, mark: Mark | None = None) -> Decimal:
    """Hours as in `hours`, of any number of rows."""
    if not isinstance(value, str):
        clock = clock_hours(value)
        return cell_number(value) if clock is None else clock
    found = effort_text(value)
    if found is None or found.unit not in (None, "hours"):
        raise refusal(value, "not_hours")
    amount = digits(found.number, mark) if found.exact is None else found.exact
    return within(-amount if found.negative else amount)


def percent(value: Any, mark: Mark | None = None, as_fraction: bool = False) -> Decimal:
    """Per cent of a position: «20 %» → 20. A bare number is a fraction only where its whole column is."""
    if isinstance(value, str):
        pct = number(re.sub(r"(?i)\s*(%|prosent|pst\.?)$", "", tidy(value)), mark)
    else:
        pct = number(value) * (100 if as_fraction else 1)
    if not 0 <= pct <= 100:
        raise Unreadable("percent_out_of_range")
    return pct


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


def recent_day(value: Any) -> date:
    """The date of work or use: a number cell under a date format easily says 1905."""
    found = day(value)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unreadable("year_out_of_range")
    return found
