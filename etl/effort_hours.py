"""An amount of effort in its unit → hours, with the conversion in words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from etl.effort_text import PART
from etl.errors import Unreadable
from etl.numbers import spoken
from etl.workdays import working_days_between

if TYPE_CHECKING:
    from etl.period_text import Span

EPOCHS = {1899: datetime(1899, 12, 30), 1900: datetime(1899, 12, 30), 1904: datetime(1904, 1, 1)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of effort. `unit` is one of HOUR_UNITS, never «mixed»; `percent` is 0–100 of a full position."""

    amount: Decimal
    unit: str


def clock_hours(cell: Any) -> Decimal | None:
    """Hours of a time or duration cell; a duration over 24 hours comes as a date of 1899, 1900 or 1904.

    :raises Unreadable: any other date.
    """
    if isinstance(cell, time):
        cell = timedelta(
            hours=cell.hour, minutes=cell.minute, seconds=cell.second, microseconds=cell.microsecond
        )
    if isinstance(cell, datetime) and cell.year in EPOCHS:
        cell -= EPOCHS[cell.year]
    if isinstance(cell, timedelta):
        seconds = Decimal(cell.days * 86400 + cell.seconds) + Decimal(cell.microseconds) / 1_000_000
        return (seconds / 3600).quantize(PART)
    if isinstance(cell, date):
        raise Unreadable("date_for_number")
    return None


def unit_word(quantity: Quantity) -> str:
    """«timer», «dagsverk», «% av stilling»."""
    one = abs(quantity.amount) == 1
    return {
        "hours": "time" if one else "timer",
        "minutes": "minutt" if one else "minutter",
        "person_days": "dagsverk",
        "person_weeks": "uke" if one else "uker",
        "person_months": "månedsverk",
        "person_years": "årsverk",
        "percent": "% av stilling",
    }[quantity.unit]


@lru_cache(maxsize=65536)
def to_hours(
    quantity: Quantity, span: "Span | None", day_length: Decimal, year_hours: Decimal
) -> tuple[Decimal, str | None]:
    """Hours to four decimals, and the conversion in words (bokmål, as stored with the fact); None for hours.

    A week is five days of `day_length` hours, a month a twelfth of `year_hours`. Per cent of a position counts the
    working days of the span.

    :raises Unreadable: percent_out_of_range, or percent_without_days where the span has no working day.
    """
    amount, unit = quantity.amount, quantity.unit
    if unit == "hours":
        return amount.quantize(PART), None
    if unit == "minutes":
        return (amount / 60).quantize(PART), f"{spoken(amount)} minutter / 60"
    if unit == "percent":
        return _share_of_position(amount, span, day_length)
    factor = {
        "person_days": day_length,
        "person_weeks": 5 * day_length,
        "person_months": year_hours / 12,
        "person_years": year_hours,
    }[unit]
    how = f" ({spoken(year_hours)} / 12)" if unit == "person_months" else ""
    words = f"{spoken(amount)} {unit_word(quantity)} × {spoken(factor.quantize(Decimal('0.01')))} t{how}"
    return (amount * factor).quantize(PART), words


def _share_of_position(
    amount: Decimal, span: "Span | None", day_length: Decimal
) -> tuple[Decimal, str | None]:
    if not 0 <= amount <= 100:
        raise Unreadable("percent_out_of_range")
    days = working_days_between(span.first, span.last) if span else 0
    if not days:
        raise Unreadable("percent_without_days")
    words = f"{spoken(amount)} % av stilling × {days} arbeidsdager × {spoken(day_length)} t"
    return (amount * days * day_length / 100).quantize(PART), words
