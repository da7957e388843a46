"""Working days and working hours of a month: Norwegian public holidays, the museum's own exceptions, hours per day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from metrics.calendar import next_month
from metrics.engine import Reader, query, remember
from metrics.reference import Reference, reference

_SATURDAY = 5


@dataclass(frozen=True)
class WorkingTime:
    """What a day is worth. exceptions: day → share of a working day (0 is off, 0.5 half), instead of the calendar's."""

    exceptions: Mapping[date, Decimal]
    known: Reference

    def days(self, month: date, first: date = date.min, last: date = date.max) -> Decimal:
        """Return the working days of a month, only those from `first` through `last`; half a day is 0.5."""
        return sum(
            (self._share(day) for day in _days_of(month) if first <= day <= last),
            Decimal(0),
        )

    def hours(self, month: date, first: date = date.min, last: date = date.max) -> Decimal:
        """Return the same in hours, by the constant hours_per_day as it is in the month."""
        return self.days(month, first, last) * self.known.constant("hours_per_day", month)

    def _share(self, day: date) -> Decimal:
        if day in self.exceptions:
            return self.exceptions[day]
        return Decimal(day.weekday() < _SATURDAY and day not in _public_holidays(day.year))


def working_time(reader: Reader) -> WorkingTime:
    """Return the working time of the reader's version."""
    return remember(reader, "working_time", lambda: WorkingTime(_exceptions(reader), reference(reader)))


def working_hours(reader: Reader, month: date) -> Decimal:
    """Return the working hours of a full position in a month: working days × hours per day."""
    return working_time(reader).hours(month)


def _exceptions(reader: Reader) -> dict[date, Decimal]:
    with query(reader) as tables:
        # A version of the warehouse that an earlier release made knows the calendar alone.
        if not tables.has("working_day"):
            return {}
        rows = tables.rows(tables["working_day"].select("day", "day_share"))
    return {row["day"]: row["day_share"] for row in rows}


def _days_of(month: date) -> Iterator[date]:
    day, end = month, next_month(month)
    while day < end:
        yield day
        day += timedelta(days=1)


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    # Imported here: a reader who never asks for capacity does not wait for it.
    from holidays import country_holidays

    return frozenset(country_holidays("NO", years=year))
