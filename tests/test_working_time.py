"""Working days and hours of a month, counted by hand and by a calendar of its own."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from metrics.working_time import working_hours, working_time
from tests.metrics_rows import Rows, TinyReader, warehouse_of
from warehouse import create_warehouse, open_reader

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))


def easter(year: int) -> date:
    """Easter Sunday by the rule of Gauss, for 1900–2099."""
    d = (19 * (year % 19) + 24) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7
    march = 22 + d + e
    if (d, e) == (29, 6) or ((d, e) == (28, 6) and year % 19 > 10):
        march -= 7
    return date(year, 3, 1) + timedelta(days=march - 1)


def days_off(year: int) -> set[date]:
    """Norwegian public holidays: five fixed days, and those that follow Easter."""
    moving = {easter(year) + timedelta(days=days) for days in (-3, -2, 0, 1, 39, 49, 50)}
    return moving | {date(year, month, day) for month, day in FIXED}


def counted(year: int, month: int) -> int:
    """Monday to Friday of a month without days off."""
    day, found = date(year, month, 1), 0
    while day.month == month:
        found += day.isoweekday() <= 5 and day not in days_off(year)
        day += timedelta(days=1)
    return found


@pytest.fixture
def calendar_alone() -> TinyReader:
    """A warehouse without exceptions, and 7.5 hours a day."""
    return warehouse_of(Rows())


@pytest.mark.parametrize(
    ("month", "days"),
    [
        # 23 weekdays; 1 May, Ascension Day (9), 17 May and Whit Monday (20) are off.
        pytest.param(date(2024, 5, 1), 19, id="May 2024"),
        # 21 weekdays; Christmas Day and the day after fall on Monday and Tuesday, Christmas Eve on a Sunday.
        pytest.param(date(2023, 12, 1), 19, id="December 2023"),
        # 21 weekdays; Maundy Thursday (28) and Good Friday (29) are off, Easter Monday is in April.
        pytest.param(date(2024, 3, 1), 19, id="March 2024"),
        pytest.param(date(2024, 2, 1), 21, id="a leap year's February"),
        # 22 weekdays; 17 May is a Saturday in 2025, 1 May a Thursday, Ascension Day the 29th.
        pytest.param(date(2025, 5, 1), 20, id="May 2025"),
    ],
)
def test_working_days_counted_by_hand(calendar_alone: TinyReader, month: date, days: int) -> None:
    assert working_time(calendar_alone).days(month) == days
    assert working_hours(calendar_alone, month) == days * Decimal("7.5")


def test_every_month_of_fifteen_years_by_another_calendar(calendar_alone: TinyReader) -> None:
    months = [(year, month) for year in range(2015, 2030) for month in range(1, 13)]
    found = {(y, m): working_time(calendar_alone).days(date(y, m, 1)) for y, m in months}
    assert found == {(y, m): counted(y, m) for y, m in months}


def test_the_museum_s_own_days(tmp_path: Path) -> None:
    create_warehouse(tmp_path, REFERENCE)
    with open_reader(tmp_path) as reader:
        # 19 days, the Wednesday before Maundy Thursday (27 March) a half one.
        assert working_hours(reader, date(2024, 3, 1)) == Decimal("138.75")
        # 22 weekdays; 24, 25, 26 and 31 December are off.
        assert working_time(reader).days(date(2024, 12, 1)) == 18


def test_an_exception_counts_instead_of_the_calendar() -> None:
    reader = warehouse_of(Rows())
    # A Saturday that is worked, a holiday that is worked for half a day, a Monday off.
    for day, share in (("2024-05-04", 1), ("2024-05-01", 0.5), ("2024-05-06", 0)):
        reader.con.execute("insert into working_day values (?, ?, null, null)", [day, share])
    assert working_time(reader).days(date(2024, 5, 1)) == Decimal("19.5")


def test_a_part_of_a_month_and_hours_that_change() -> None:
    reader = warehouse_of(Rows())
    reader.con.execute("delete from constant where name = 'hours_per_day'")
    for value, first, last in ((7, "1900-01-01", "2024-04-30"), (8, "2024-05-01", "9999-12-31")):
        reader.con.execute(
            "insert into constant values ('hours_per_day', ?, ?, ?, null)", [value, first, last]
        )
    time = working_time(reader)
    assert time.days(date(2024, 5, 1), first=date(2024, 5, 16)) == 10
    assert time.days(date(2024, 5, 1), last=date(2024, 5, 15)) == 9
    assert [time.hours(date(2024, month, 1)) for month in (4, 5)] == [21 * 7, 19 * 8]


def test_an_earlier_release_knows_the_calendar_alone() -> None:
    reader = warehouse_of(Rows())
    reader.con.execute("drop table working_day")
    assert working_time(reader).days(date(2024, 5, 1)) == 19
