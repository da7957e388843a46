"""Working days of a span, and an amount spread over its months by them."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.periods import Span

SHORT_MONTHS = "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.".split()


@lru_cache(maxsize=64)
def _days_off(year: int) -> frozenset[date]:
    """Norwegian public holidays, Christmas Eve and New Year's Eve, as NTNU counts."""
    import holidays

    return frozenset({*holidays.country_holidays("NO", years=year), date(year, 12, 24), date(year, 12, 31)})


@lru_cache(maxsize=4096)
def working_days_between(first: date, last: date) -> int:
    """Monday to Friday without days off, both ends included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(day.weekday() < 5 and day not in _days_off(day.year) for day in days)


def working_days(month: date) -> int:
    """The working days of a month, given by any of its days."""
    return working_days_between(month.replace(day=1), month_end(month))


def month_end(day: date) -> date:
    """The last day of a month."""
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


@lru_cache(maxsize=4096)
def month_parts(first: date, last: date) -> tuple[tuple[date, int], ...]:
    """The months of a span by their first days, with the weight of each: working days, calendar days where the whole
    span has no working day."""
    parts = []
    start = first
    while start <= last:
        end = min(month_end(start), last)
        parts.append((start.replace(day=1), start, end))
        start = end + timedelta(days=1)
    worked = tuple((month, working_days_between(start, end)) for month, start, end in parts)
    if any(days for _, days in worked):
        return worked
    return tuple((month, (end - start).days + 1) for month, start, end in parts)


def spread(amount: Decimal, span: "Span", quantum: Decimal) -> list[tuple[date, Decimal]]:
    """The amount by month, as multiples of `quantum`; the last month takes the remainder, so that the parts add up to
    the amount exactly. One month gets the amount as it is."""
    parts = month_parts(span.first, span.last)
    whole = sum(weight for _, weight in parts)
    given = Decimal(0)
    worked = 0
    found = []
    for month, weight in parts:
        worked += weight
        # Rounding what is given so far, not each part, keeps the remainder below one quantum.
        until = amount if worked == whole else _rounded(amount * worked / whole, quantum)
        found.append((month, until - given))
        given = until
    return found


def _rounded(amount: Decimal, quantum: Decimal) -> Decimal:
    return (amount / quantum).quantize(Decimal(1), ROUND_HALF_UP) * quantum


def spread_words(span: "Span") -> str:
    """«fordelt etter arbeidsdager på jan.–apr. 2022», in bokmål as stored with the fact."""
    first, last = span.first, span.last
    start = SHORT_MONTHS[first.month - 1]
    end = f"{SHORT_MONTHS[last.month - 1]} {last.year}"
    if first.year != last.year:
        return f"fordelt etter arbeidsdager på {start} {first.year} – {end}"
    return f"fordelt etter arbeidsdager på {end if first.month == last.month else f'{start}–{end}'}"
