"""Dates and periods as they are written, and the columns that only the user can read."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.day_order import choose_order
from etl.periods import MONTHS, Span, month_span, read_periods, spread, spread_words, working_days
from etl.workdays import month_end, month_parts

CENT = Decimal("0.01")


def one(cell, **how):
    """The span, or the failure's code, or the question's code of a column of one cell."""
    reading = read_periods([cell], "periode", **how)
    if reading.question:
        return reading.question.code
    return reading.failures[0].code if reading.failures else reading.values[0]


def days(first, last):
    """A span from two ISO dates."""
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def firsts(reading):
    """The first day of every cell; all of them were read."""
    assert None not in reading.values
    return [span.first for span in reading.values]


MARCH = month_span(2022, 3)
DAY = Span(date(2022, 3, 5), date(2022, 3, 5))
WEEK = days("2022-03-21", "2022-03-27")


@pytest.mark.parametrize(
    "cell",
    [
        202203, 202203.0, "202203", "2022-03", "2022/3", "2022/03", "2022.03", 2022.03, "03.2022", "3/2022", "03/2022",
        "mars 2022", "Mars 2022", "mar. 2022", "MAR 22", "mars-22", "2022 mars", "mar'22", "March 2022", "März 2022",
        "Mrz. 22", "2022M03", "Periode 3 2022", "Per. 03/2022",
    ],
)  # fmt: skip
def test_a_month(cell):
    assert one(cell) == MARCH


@pytest.mark.parametrize(
    "cell",
    [
        "5.3.22", "05.03.2022", "5. 3. 2022", "2022-03-05", "20220305", 20220305.0, "2022-03-05T08:00:00",
        "05.03.2022 08:00", datetime(2022, 3, 5, 8), date(2022, 3, 5), "5. mars 2022", "lør. 5. mars 2022", "5-Mar-22",
        "March 5, 2022", 44625.0, "44625",
    ],
)  # fmt: skip
def test_a_date(cell):
    assert one(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("T1 2022", "2022-01-01", "2022-04-30"),
        ("1. tertial 2022", "2022-01-01", "2022-04-30"),
        ("2022T3", "2022-09-01", "2022-12-31"),
        ("Tertial 2 2022", "2022-05-01", "2022-08-31"),
        ("Q1 2022", "2022-01-01", "2022-03-31"),
        ("2022-Q4", "2022-10-01", "2022-12-31"),
        ("2. kvartal 2022", "2022-04-01", "2022-06-30"),
        ("1er trimestre 2022", "2022-01-01", "2022-03-31"),
        ("2. halvår 2022", "2022-07-01", "2022-12-31"),
        ("uke 12 2022", "2022-03-21", "2022-03-27"),
        ("2022-W12", "2022-03-21", "2022-03-27"),
        ("U12 2022", "2022-03-21", "2022-03-27"),
        ("KW 12/2022", "2022-03-21", "2022-03-27"),
        ("semaine 12 2022", "2022-03-21", "2022-03-27"),
        ("uke 52 2021", "2021-12-27", "2022-01-02"),
        (2022, "2022-01-01", "2022-12-31"),
        ("år 2022", "2022-01-01", "2022-12-31"),
        ("jan.–apr. 2022", "2022-01-01", "2022-04-30"),
        ("des. 2021 – feb. 2022", "2021-12-01", "2022-02-28"),
        ("uke 10-12 2022", "2022-03-07", "2022-03-27"),
        ("202201-202203", "2022-01-01", "2022-03-31"),
        ("1.1.2022 til 30.4.2022", "2022-01-01", "2022-04-30"),
        ("2021-2023", "2021-01-01", "2023-12-31"),
    ],
)
def test_longer_and_shorter_periods(cell, first, last):
    assert one(cell) == days(first, last)


def test_opening_and_closing_periods_are_flagged():
    assert one("202213") == month_span(2022, 12)._replace(flag="year_end")
    assert one(202200) == month_span(2022, 1)._replace(flag="opening")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("snart", "not_a_period"),
        ("202217", "not_a_period"),
        ("uke 54 2022", "not_a_period"),
        ("uke 53 2022", "not_a_period"),
        ("5. kvartal 2022", "not_a_period"),
        ("apr.–jan. 2022", "not_a_period"),
        ("3", "not_a_period"),
        (3, "not_a_period"),
        (True, "not_a_period"),
        ("187503", "year_out_of_range"),
        ("1.2.99", "year_out_of_range"),
        (datetime(1905, 7, 14), "year_out_of_range"),
        ("31.02.2022", "not_a_date"),
        ("2022.1", "lost_zero"),
        (2022.1, "lost_zero"),
        ("?", "unknown_amount"),
        ("#N/A", "error_cell"),
        ("mars", "year"),
        ("uke 12", "year"),
        ("T1", "year"),
        ("5. mars", "year"),
        ("03/04/2022", "day_order"),
        ("03-04-2022", "day_order"),
    ],
)
def test_what_is_no_period_or_must_be_asked_about(cell, code):
    assert one(cell) == code


def test_a_year_from_elsewhere_completes_a_period():
    reading = read_periods(["jan.", "", "uke 12", "T1"], "måned", year=2022)
    assert reading.values == [month_span(2022, 1), None, WEEK, days("2022-01-01", "2022-04-30")]
    by_row = read_periods(["mars", "mars", "mars"], "måned", year=[2021, 2022, None])
    assert by_row.values == [month_span(2021, 3), MARCH, None]
    assert by_row.question is not None
    assert (by_row.question.code, by_row.question.examples, by_row.question.rows) == ("year", ("mars",), 1)


@pytest.mark.parametrize(
    ("cell", "grain", "expected"),
    [
        (3, "month", MARCH),
        ("03", "month", MARCH),
        (3.0, "month", MARCH),
        (13, "month", month_span(2022, 12)._replace(flag="year_end")),
        (12, "week", WEEK),
        ("202212", "week", WEEK),
        ("2022-12", "week", WEEK),
        ("12/2022", "week", WEEK),
        (2, "tertial", days("2022-05-01", "2022-08-31")),
        (2, "quarter", days("2022-04-01", "2022-06-30")),
        (2022, "year", days("2022-01-01", "2022-12-31")),
        (date(2022, 3, 1), "month", MARCH),
        ("01.03.2022", "month", MARCH),
        (date(2022, 3, 23), "week", WEEK),
        (date(2022, 5, 1), "tertial", days("2022-05-01", "2022-08-31")),
        (date(2022, 3, 5), "day", DAY),
        (44625.0, "month", MARCH),
        ("2022T1", "month", days("2022-01-01", "2022-04-30")),
    ],
)
def test_the_heading_says_what_a_number_is_and_how_far_a_date_reaches(cell, grain, expected):
    assert one(cell, year=2022, grain=grain) == expected


def test_six_digits_are_weeks_where_no_month_goes_so_far():
    reading = read_periods(["202212", "202240"], "uke")
    assert reading.values == [WEEK, days("2022-10-03", "2022-10-09")]
    assert reading.assumptions == {0: "202212 lest som uke 12 2022", 1: "202240 lest som uke 40 2022"}
    assert read_periods(["202212", "202213"], "periode").values[0] == month_span(2022, 12)
    slip = read_periods(["202210", "202211", "202217"], "periode")
    assert slip.values[0] == month_span(2022, 10)
    assert slip.failures[2].code == "not_a_period"


def test_serial_numbers_are_dates_where_every_number_is_one():
    reading = read_periods([44562.0, 44563.5, ""], "dato")
    assert reading.values == [days("2022-01-01", "2022-01-01"), days("2022-01-02", "2022-01-02"), None]
    assert reading.assumptions[0] == "44562 lest som 01.01.2022"
    assert read_periods([44562.0, 202201.0], "dato").failures[0].code == "not_a_period"


def test_a_zero_is_lost_unless_october_has_its_own():
    assert read_periods(["2022.1", "2022.10"], "periode").values == [
        month_span(2022, 1),
        month_span(2022, 10),
    ]
    assert set(read_periods([2022.1, 2022.2], "periode").failures) == {0}


@pytest.mark.parametrize(
    ("texts", "answer", "expected"),
    [
        pytest.param(["03/04/2022", "25/03/2022"], None, ["2022-04-03", "2022-03-25"], id="day_first"),
        pytest.param(["03/04/2022", "03/25/2022"], None, None, id="month_first_may_be_a_slip"),
        pytest.param(["03/04/2022", "03/25/2022"], "mdy", ["2022-03-04", "2022-03-25"], id="month_first"),
        pytest.param(["03/25/2022"], None, ["2022-03-25"], id="month_first_alone"),
        pytest.param(
            ["03/04/2022", "03/25/2022", "03/26/2022"],
            None,
            ["2022-03-04", "2022-03-25", "2022-03-26"],
            id="month_first_twice",
        ),
        pytest.param(["3/4/22", "25/3/22"], None, ["2022-04-03", "2022-03-25"], id="short"),
        pytest.param(["03/04/2022", "04.03.2022"], None, None, id="dots_do_not_tell"),
        pytest.param(["25/03/2022", "03/25/2022"], None, None, id="contradiction"),
        pytest.param(["03/04/2022"], "dmy", ["2022-04-03"], id="answer_day"),
        pytest.param(["03/04/2022"], "mdy", ["2022-03-04"], id="answer_month"),
        pytest.param(["03/03/2022"], None, ["2022-03-03"], id="the_same_both_ways"),
    ],
)
def test_day_or_month_first_is_decided_by_the_column(texts, answer, expected):
    reading = read_periods(texts, "dato", day_order=answer)
    if expected is None:
        assert reading.question is not None
        assert (reading.question.code, reading.question.choices) == ("day_order", ("dmy", "mdy"))
        assert texts[0] in reading.question.examples
        assert reading.values[0] is None
    else:
        assert [day.isoformat() for day in firsts(reading)] == expected


def test_a_date_against_the_answer_is_refused():
    reading = read_periods(["25/03/2022", "03/25/2022"], "dato", day_order="dmy")
    assert reading.failures[1].code == "other_day_order"
    assert reading.values[0] is not None


def american(day):
    """The date as a reader with American dates makes it of «01/03/2022»."""
    return date(day.year, day.day, day.month) if day.day <= 12 else day


def test_dates_swapped_on_import_are_found_by_their_neighbours():
    meant = [date(2022, 3, day) for day in range(1, 32)]
    cells = [american(day) for day in meant]
    asked = read_periods(cells, "dato")
    assert asked.question is not None
    assert asked.question.code == "day_order"
    assert asked.question.examples[0] == "03.01.2022"
    assert asked.values[0] is None
    assert asked.values[12] is not None
    assert firsts(read_periods(cells, "dato", day_order="mdy")) == meant
    assert firsts(read_periods(cells, "dato", day_order="dmy")) == cells
    assert read_periods(cells, "dato", day_order="mdy").assumptions[0] == "03.01.2022 lest som 01.03.2022"


def test_dates_swapped_in_a_sorted_year_are_found_between_their_neighbours():
    meant = [date(2022, 1, 1) + timedelta(days=number) for number in range(365)]
    cells = [american(day) for day in meant]
    assert read_periods(cells, "dato").question is not None
    assert firsts(read_periods(cells, "dato", day_order="mdy")) == meant


def test_dates_among_texts_that_no_reader_could_take_for_american_are_asked_about():
    for texts in (["13/03/2022", "25/03/2022"], ["13.03.2022", "25.03.2022"]):
        cells = [date(2022, 1, 3), date(2022, 2, 3), date(2022, 4, 3), *texts]
        reading = read_periods(cells, "dato")
        assert reading.question is not None
        assert reading.values[3] == days("2022-03-13", "2022-03-13")
        mended = read_periods(cells, "dato", day_order="mdy")
        assert [day.day for day in firsts(mended)] == [1, 2, 4, 13, 25]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([date(2022, month, 1) for month in range(1, 13)], id="first_of_each_month"),
        pytest.param([date(2022, month, 12) for month in range(1, 13)], id="twelfth_of_each_month"),
        pytest.param([date(2022, 1, 13) + timedelta(days=n) for n in range(83)], id="ends_early_in_a_month"),
        pytest.param([date(2022, 1, 1) + timedelta(days=n) for n in range(365)], id="every_day_of_a_year"),
        pytest.param(
            [date(2022, 3, 15), date(2022, 3, 20), date(2022, 8, 10), date(2022, 11, 9)], id="scattered"
        ),
        pytest.param(
            [date(2022, 3, 1), date(2022, 3, 13), date(2022, 3, 14), date(2022, 3, 2)], id="days_of_one_month"
        ),
        pytest.param([month_end(date(2022, month, 1)) for month in range(1, 13)], id="last_of_each_month"),
    ],
)
def test_natural_dates_are_not_asked_about(cells):
    reading = read_periods(cells, "dato")
    assert reading.question is None
    assert firsts(reading) == cells


@given(st.lists(st.dates(date(2022, 3, 1), date(2022, 3, 31)), min_size=1, max_size=40))
def test_dates_of_one_month_are_never_asked_about(dates):
    assert choose_order(dates, None).question("dato") is None


MONTH_NAMES = st.sampled_from(sorted(MONTHS))
WRITTEN = (
    "{y}{m:02}", "{y}-{m:02}", "{m:02}.{y}", "{m}/{y}", "{y}/{m}", "{name} {y}", "{name}. {y}", "{name}-{yy:02}",
    "{y} {name}",
    "{y}M{m:02}",
)  # fmt: skip


@given(MONTH_NAMES, st.integers(2000, 2060), st.sampled_from(WRITTEN), st.booleans())
def test_any_month_in_any_style_reads_back(name, year, style, shouted):
    month = MONTHS[name]
    text = style.format(y=year, yy=year % 100, m=month, name=name)
    assert one(text.upper() if shouted and "ß" not in text else text) == month_span(year, month)


@given(
    st.dates(date(2000, 1, 1), date(2060, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%Y%m%d", "%d.%m.%y"]),
)
def test_any_date_in_any_style_reads_back(day, style):
    assert one(day.strftime(style)) == Span(day, day)


@given(
    st.lists(st.dates(date(2022, 1, 1), date(2022, 12, 31)), min_size=1, max_size=12),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]),
)
def test_dates_with_slashes_read_back_or_ask(dates, style):
    reading = read_periods([day.strftime(style) for day in dates], "dato")
    assert not reading.failures
    assert all(span is None or span.first == day for span, day in zip(reading.values, dates, strict=True))
    assert reading.question is not None or None not in reading.values


@given(st.lists(st.text(max_size=14), max_size=5))
def test_no_text_whatever_breaks_the_reading(texts):
    reading = read_periods(texts, "periode")
    assert len(reading.values) == len(texts)


@pytest.mark.parametrize(
    ("amount", "span", "parts"),
    [
        pytest.param("41", days("2022-03-01", "2022-04-30"), {3: "23", 4: "18"}, id="by_working_days"),
        pytest.param("100", MARCH, {3: "100"}, id="one_month"),
        pytest.param("7.123", MARCH, {3: "7.123"}, id="one_month_as_it_is"),
        pytest.param("10", days("2022-01-31", "2022-02-06"), {1: "2", 2: "8"}, id="week_over_a_month_end"),
        pytest.param("2", days("2022-04-30", "2022-05-01"), {4: "1", 5: "1"}, id="weekend"),
        pytest.param("0.01", days("2022-03-01", "2022-04-30"), {3: "0.01", 4: "0"}, id="too_small_to_share"),
        pytest.param("-41", days("2022-03-01", "2022-04-30"), {3: "-23", 4: "-18"}, id="negative"),
    ],
)
def test_spread(amount, span, parts):
    shares = spread(Decimal(amount), span, CENT)
    assert {month.month: share for month, share in shares} == {
        month: Decimal(share) for month, share in parts.items()
    }


@given(
    st.decimals(-(10**6), 10**6, places=4),
    st.dates(date(2019, 1, 1), date(2025, 12, 31)),
    st.integers(0, 1500),
    st.sampled_from([CENT, Decimal("0.0001")]),
)
def test_shares_add_up_to_the_amount_exactly(amount, first, length, quantum):
    span = Span(first, first + timedelta(days=length))
    shares = spread(amount, span, quantum)
    assert sum(share for _, share in shares) == amount
    assert [month for month, _ in shares] == [month for month, _ in month_parts(*span[:2])]
    assert all(share * amount >= 0 or abs(share) < quantum for _, share in shares)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (days("2022-01-01", "2022-04-30"), "fordelt etter arbeidsdager på jan.–apr. 2022"),
        (days("2021-12-27", "2022-01-02"), "fordelt etter arbeidsdager på des. 2021 – jan. 2022"),
        (WEEK, "fordelt etter arbeidsdager på mars 2022"),
    ],
)
def test_spread_in_words(span, words):
    assert spread_words(span) == words


# NTNU's own table of working days, read from its published list of days off.
NTNU_DAYS = {
    2021: "20 20 23 19 18 22 22 22 22 21 22 21",
    2022: "21 20 23 18 20 21 21 23 22 21 22 21",
    2023: "22 20 23 17 19 22 21 23 21 22 22 19",
    2024: "22 21 19 21 19 20 23 22 21 23 21 18",
    2025: "22 20 21 19 20 20 23 21 22 23 20 19",
}


@pytest.mark.parametrize("year", sorted(NTNU_DAYS))
def test_working_days_are_those_of_ntnu(year):
    expected = [int(days) for days in NTNU_DAYS[year].split()]
    assert [working_days(date(year, month, 1)) for month in range(1, 13)] == expected


def test_a_month_is_given_by_any_of_its_days():
    assert working_days(date(2022, 5, 17)) == 20
