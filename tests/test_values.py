"""One cell, one value: what Norwegian exports write, and what must be asked about instead of guessed."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from etl import values
from etl.errors import Unreadable
from etl.values import Period


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("1 234,5", None, "1234.5"),
        ("1\u00a0234,50", None, "1234.50"),
        ("1\u202f234,50", None, "1234.50"),
        ("48.650,00", None, "48650.00"),
        ("1,234.50", None, "1234.50"),
        ("7.5", None, "7.5"),
        ("1.234.567", "comma", "1234567"),
        ("1.234", "comma", "1234"),
        ("1.234", "point", "1.234"),
        ("1,234", "point", "1234"),
        ("-1 234,5", None, "-1234.5"),
        ("−1 234,5", None, "-1234.5"),
        ("(1 234)", None, "-1234"),
        ("1.234,50-", None, "-1234.50"),
        ("kr 1 200,-", None, "1200"),
        ("12 t.kr", None, "12000"),
        ("1,5 mill.", None, "1500000"),
        ("NOK 100", None, "100"),
        (5.0, None, "5"),
        (61250.5, None, "61250.5"),
    ],
)
def test_number(text, mark, expected):
    assert values.number(text, mark) == Decimal(expected)


@pytest.mark.parametrize("text", ["abc", "1 23,5", "12-13", "--5", "1,2,3", True, date(2022, 1, 1), "=1+1"])
def test_what_is_no_number(text):
    with pytest.raises(Unreadable):
        values.number(text)


def test_a_point_before_three_digits_is_asked_about():
    with pytest.raises(Unreadable) as found:
        values.number("1.234")
    assert found.value.code == "ambiguous_number"


def test_infinity_and_sums_beyond_reason_are_refused():
    for cell in (float("inf"), 1e20):
        with pytest.raises(Unreadable) as found:
            values.number(cell)
        assert found.value.code == "number_too_large"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("7,5", "7.5"),
        ("7:30", "7.5"),
        ("37:30", "37.5"),
        ("-7:30", "-7.5"),
        ("7t 30m", "7.5"),
        ("7 timer 30 min", "7.5"),
        ("7,5 t", "7.5"),
        ("PT57H20M00S", "57.3333"),
        (timedelta(hours=37, minutes=30), "37.5"),
        (time(7, 30), "7.5"),
        (datetime(1900, 1, 1, 13, 30), "61.5"),
        ("3,00-", "-3"),
        (8.0, "8"),
    ],
)
def test_hours(cell, expected):
    assert values.duration(cell).quantize(Decimal("0.0001")) == Decimal(expected)


def test_a_date_is_no_number_of_hours():
    for cell in (date(2022, 3, 1), datetime(2022, 3, 1)):
        with pytest.raises(Unreadable):
            values.duration(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("202203", Period(date(2022, 3, 1))),
        (202203.0, Period(date(2022, 3, 1))),
        ("2022-03", Period(date(2022, 3, 1))),
        ("03.2022", Period(date(2022, 3, 1))),
        ("3/2022", Period(date(2022, 3, 1))),
        ("mars 2022", Period(date(2022, 3, 1))),
        ("okt. 2021", Period(date(2021, 10, 1))),
        ("sept 22", Period(date(2022, 9, 1))),
        ("2022 mai", Period(date(2022, 5, 1))),
        ("01.02.2022", Period(date(2022, 2, 1))),
        (datetime(2022, 3, 15), Period(date(2022, 3, 1))),
        ("202213", Period(date(2022, 12, 1), "year_end")),
        ("202200", Period(date(2022, 1, 1), "opening")),
    ],
)
def test_period(cell, expected):
    assert values.period(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1. tertial 2022", "period_not_month"),
        ("T1 2022", "period_not_month"),
        ("uke 12 2022", "period_not_month"),
        ("2022", "period_not_month"),
        ("202217", "not_a_period"),
        ("187503", "year_out_of_range"),
        ("snart", "not_a_period"),
    ],
)
def test_what_is_no_month(cell, code):
    with pytest.raises(Unreadable) as found:
        values.period(cell)
    assert found.value.code == code


def test_dates_are_never_american():
    assert values.day("01.02.2022") == date(2022, 2, 1)
    assert values.day("1.2.22") == date(2022, 2, 1)
    with pytest.raises(Unreadable):
        values.day("02/25/2022")
    with pytest.raises(Unreadable):
        values.day("31.02.2022")
