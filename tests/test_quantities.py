"""Effort as people write it: each cell in its own unit, and what is unclear asked about."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.cells import no_amount
from etl.effort_units import ANSWERS
from etl.errors import Unreadable
from etl.mapping import HOUR_UNITS
from etl.periods import Span, month_span
from etl.quantities import Quantity, hours_unit_of, read_hours, to_hours, unit_in_header
from etl.reference import Constant, Reference

NBSP = "\u00a0"
DAY, YEAR = Decimal("7.5"), Decimal(1628)
JUNE = month_span(2022, 6)  # 21 working days
BARE = tuple(unit for unit in HOUR_UNITS if unit != "mixed")


def test_a_constant_of_a_month_that_the_table_is_silent_about_is_the_newest_as_in_every_figure():
    known = Reference(
        constants=(
            Constant("hours_per_day", Decimal(8), date(2023, 1, 1)),
            Constant("hours_per_day", Decimal(7), date(2020, 1, 1), date(2022, 12, 31)),
        )
    )
    in_month = {
        month: known.constant("hours_per_day", month) for month in (date(2019, 5, 1), date(2021, 5, 1))
    }
    assert in_month == {date(2019, 5, 1): 8, date(2021, 5, 1): 7}
    with pytest.raises(KeyError):
        known.constant("hours_per_person_year", date(2021, 5, 1))


def effort(*cells, header="Timer", **how):
    """What one column of effort is read as."""
    return read_hours(cells, header, "timer", **how)


def pairs(reading):
    """Amounts as text with their units."""
    return [None if one is None else (f"{one.amount.normalize():f}", one.unit) for one in reading.values]


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("7,5", "7.5"),
        ("7.5", "7.5"),
        ("1 234,5", "1234.5"),
        ("7:30", "7.5"),
        ("37:30:00", "37.5"),
        ("0:20", "0.3333"),
        ("-7:30", "-7.5"),
        ("7:30-", "-7.5"),
        ("−7,5", "-7.5"),
        ("3,00-", "-3"),
        ("(7,5)", "-7.5"),
        ("7t 30m", "7.5"),
        ("7t30", "7.5"),
        ("1h 35m", "1.5833"),
        ("7 t", "7"),
        ("7,5 t", "7.5"),
        ("7,5 timer", "7.5"),
        ("1 time", "1"),
        ("7 timar 30 min", "7.5"),
        ("7 timer og 30 minutter", "7.5"),
        ("7 hours 30 minutes", "7.5"),
        ("7 Std. 30 Min.", "7.5"),
        ("7,5 Stunden", "7.5"),
        ("7 heures 30", "7.5"),
        ("7h30", "7.5"),
        ("½ time", "0.5"),
        ("7 ½", "7.5"),
        ("7 1/2", "7.5"),
        ("PT7H30M", "7.5"),
        ("PT57H20M00S", "57.3333"),
        ("PT7.5H", "7.5"),
        ("P1DT2H", "26"),
        ("1 day, 13:30:00", "37.5"),
        (8.0, "8"),
        (time(7, 30), "7.5"),
        (timedelta(hours=37, minutes=30), "37.5"),
        (datetime(1900, 1, 1, 13, 30), "61.5"),
        (datetime(1904, 1, 2, 13, 30), "37.5"),
    ],
)
def test_hours(cell, hours):
    reading = effort(cell)
    assert pairs(reading) == [(hours, "hours")]
    assert reading.question is None


@pytest.mark.parametrize(
    ("cell", "amount", "unit"),
    [
        ("450 min", "450", "minutes"),
        ("3 dager", "3", "person_days"),
        ("3 dagar", "3", "person_days"),
        ("1 ½ dag", "1.5", "person_days"),
        ("halv dag", "0.5", "person_days"),
        ("2 dagsverk", "2", "person_days"),
        ("3 Tage", "3", "person_days"),
        ("2 jours", "2", "person_days"),
        ("2 uker", "2", "person_weeks"),
        ("2 veker", "2", "person_weeks"),
        ("1/2 uke", "0.5", "person_weeks"),
        ("en uke", "1", "person_weeks"),
        ("2 mnd", "2", "person_months"),
        ("2 mnd.", "2", "person_months"),
        ("1 månedsverk", "1", "person_months"),
        ("0,5 årsverk", "0.5", "person_years"),
        ("½ årsverk", "0.5", "person_years"),
        ("20 %", "20", "percent"),
        ("20% stilling", "20", "percent"),
        ("20 % av stilling", "20", "percent"),
        ("20 prosent av full stilling", "20", "percent"),
        ("0,2 stilling", "20", "percent"),
    ],
)
def test_each_cell_in_its_own_unit(cell, amount, unit):
    assert pairs(effort(cell, 7.5)) == [(amount, unit), ("7.5", "hours")]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("ca. 120 t", "ca. 120 t lest som 120 timer (anslag)"),
        ("ca 120", "ca 120 lest som 120 timer (anslag)"),
        ("~120", "~120 lest som 120 timer (anslag)"),
        ("≈ 1 t", "≈ 1 t lest som 1 time (anslag)"),
        ("120 timer (anslag)", "120 timer (anslag) lest som 120 timer (anslag)"),
        ("ca. 2 uker", "ca. 2 uker lest som 2 uker (anslag)"),
        ("P1DT2H", "P1DT2H lest som 26 timer (1 døgn = 24 timer)"),
        ("120 t", None),
        ("2 uker", None),
    ],
)
def test_what_is_assumed_is_told(cell, words):
    assert effort(cell).assumptions.get(0) == words


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("?", "unknown_amount"),
        ("100h", "unit_of_cell"),
        ("100 h", "unit_of_cell"),
        ("100h?", "uncertain_number"),
        ("100?", "uncertain_number"),
        ("100-120", "range_not_number"),
        ("100–120 t", "range_not_number"),
        ("inntil 100 t", "limit_not_amount"),
        ("2 t/uke", "rate_not_amount"),
        ("5 t pr. uke", "rate_not_amount"),
        ("2 x 7,5 t", "sum_in_cell"),
        ("100 t + 50 t", "sum_in_cell"),
        ("tbd", "unknown_amount"),
        ("ja", "yes_or_no"),
        (True, "yes_or_no"),
        ("120*", "footnote_mark"),
        ("12 stk", "unit_of_cell"),
        ("0,5 FTE", "unit_of_cell"),
        ("30 m", "unit_of_cell"),
        ("1/2", "range_not_number"),
        ("kr 500", "not_hours"),
        ("7:75", "not_hours"),
        ("mye", "not_hours"),
        ("#N/A", "error_cell"),
        (date(2022, 5, 7), "date_for_number"),
        (datetime(2022, 5, 7), "date_for_number"),
    ],
)
def test_what_is_no_effort(cell, code):
    reading = effort(cell, 7.5)
    assert reading.failures[0].code == code
    assert pairs(reading) == [None, ("7.5", "hours")]


def test_a_letter_h_counts_where_no_number_stands_without_one():
    assert pairs(effort("100h", "7h 30m", "2,5 h")) == [("100", "hours"), ("7.5", "hours"), ("2.5", "hours")]
    assert effort("100h", "12").failures[0].code == "unit_of_cell"


def test_a_dash_alone_is_blank():
    reading = effort("-", "–", "", None, 7.5)
    assert reading.values[:4] == [None] * 4
    assert not reading.failures


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Timer", "hours"),
        ("Ant. timer", "hours"),
        ("Prosjekttimer", "hours"),
        ("Forbruk (t)", "hours"),
        ("Hours", "hours"),
        ("Aufwand (Std.)", "hours"),
        ("Stunden", "hours"),
        ("Heures", "hours"),
        ("Durée (h)", "hours"),
        ("Minutter", "minutes"),
        ("Tid [min]", "minutes"),
        ("Dagsverk", "person_days"),
        ("Dagsverk à 7,5 timer", "person_days"),
        ("Days", "person_days"),
        ("Jours", "person_days"),
        ("Ukeverk", "person_weeks"),
        ("Månedsverk", "person_months"),
        ("Årsverk", "person_years"),
        ("Stillingsprosent", "percent"),
        ("% stilling", "percent"),
        ("Prosent av stilling", "percent"),
        ("Antall", None),
        ("Mengde", None),
        ("Sum", None),
        ("Verdi", None),
        ("Quantity", None),
        ("Uke 12", None),
        ("Dag", None),
        ("Time", None),
        ("Timepris", None),
        ("Timer per uke", None),
        ("Timer per måned", "hours"),
        ("Timer/dagsverk", None),
        ("", None),
    ],
)
def test_the_unit_in_a_header(header, unit):
    assert unit_in_header(header) == unit


def test_a_number_without_unit_is_asked_about():
    reading = effort(7.5, "8", header="Antall")
    assert reading.question is not None
    assert (reading.question.code, reading.question.choices) == ("unit", BARE)
    assert reading.question.examples == ("7,5", "8")
    assert reading.values == [None, None]
    assert pairs(effort(7.5, header="Antall", unit="person_days")) == [("7.5", "person_days")]


@pytest.mark.parametrize(
    ("cells", "how"),
    [
        pytest.param(("7 t", "2 t"), {}, id="every_cell"),
        pytest.param((7.0, 2.0), {"formats": ['0 "t"', '0 "timer"']}, id="number_format"),
        pytest.param((7.0, 2.0), {"note": "Oppgitt i timer"}, id="note"),
        pytest.param((7.0, 2.0), {"row_units": ["timer", "t"]}, id="unit_column"),
        pytest.param((time(7), timedelta(hours=2)), {}, id="time_cells"),
    ],
)
def test_a_unit_from_elsewhere_answers_for_the_header(cells, how):
    reading = effort(*cells, header="Antall", **how)
    assert pairs(reading) == [("7", "hours"), ("2", "hours")]
    assert reading.question is None


def test_mixed_units_leave_no_number_bare():
    reading = effort("2 uker", "12", header="Omfang", unit="mixed")
    assert pairs(reading) == [("2", "person_weeks"), None]
    assert reading.failures[1].code == "unit_of_cell"
    assert reading.question is None


def test_rows_that_count_something_else_are_refused_so_that_they_can_be_set_aside():
    reading = effort(10.0, 3.0, 2.0, header="Mengde", row_units=["timer", "stk", "dagsverk"])
    assert pairs(reading) == [("10", "hours"), None, ("2", "person_days")]
    assert (reading.failures[1].code, reading.failures[1].facts) == ("not_hours_unit", {"unit": "stk"})
    assert reading.question is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("timer", "hours"),
        ("T", "hours"),
        ("stk", None),
        ("kr", None),
        ("Dagsverk", "person_days"),
        ("% stilling", "percent"),
    ],
)
def test_the_unit_of_a_row(text, unit):
    assert hours_unit_of(text) == unit


def test_a_duration_and_hours_beside_another_unit():
    assert pairs(effort("7,5 t", 2.0, header="Dagsverk")) == [("7.5", "hours"), ("2", "person_days")]
    assert effort("7,5 t", 2.0, header="Dagsverk").assumptions == {0: "7,5 t lest som 7,5 timer"}
    assert effort("7:30", 20.0, header="Minutter").failures[0].code == "unit_of_cell"


def test_day_fractions_are_told_by_their_format_or_asked_about():
    told = effort(0.3125, 1.5625, header="Tid", formats=["h:mm", "[h]:mm"])
    assert pairs(told) == [("7.5", "hours"), ("37.5", "hours")]
    asked = effort(0.3125, 0.25)
    assert asked.question is not None
    assert asked.question.choices == ("hours", "day_fraction")
    assert asked.values == [None, None]
    assert pairs(effort(0.3125, 0.25, unit="day_fraction")) == [("7.5", "hours"), ("6", "hours")]
    assert pairs(effort(0.3125, 0.25, unit="hours")) == [("0.3125", "hours"), ("0.25", "hours")]
    assert pairs(effort(0.5, 0.25)) == [("0.5", "hours"), ("0.25", "hours")]
    assert effort(0.3125, 0.1875, 1.6875).question is not None
    assert pairs(effort(0.3125, 7.5)) == [("0.3125", "hours"), ("7.5", "hours")]


@pytest.mark.parametrize(
    ("cells", "unit", "expected"),
    [
        pytest.param((20.0, 50.0), None, ["20", "50"], id="per_cent"),
        pytest.param((0.2, 0.5, 0.0), None, ["20", "50", "0"], id="fractions"),
        pytest.param((0.2, 1.0), None, ["20", "100"], id="fractions_up_to_one"),
        pytest.param(("0,2", "0,5"), None, ["20", "50"], id="fractions_as_text"),
        pytest.param(("20 %", "0,5 %"), None, ["20", "0.5"], id="per_cent_said"),
        pytest.param((0.2, 20.0), None, None, id="both"),
        pytest.param((1.0, 0.0), None, None, id="one_alone"),
        pytest.param((0.2, 20.0), "percent", None, id="a_known_unit_does_not_tell"),
        pytest.param((0.2, 20.0), "position_fraction", ["20", "20"], id="answer_fraction"),
        pytest.param((0.2, 20.0), "percent_as_written", ["0.2", "20"], id="answer_per_cent"),
    ],
)
def test_fractions_beside_per_cent_are_asked_about(cells, unit, expected):
    reading = effort(*cells, header="Stillingsprosent", unit=unit)
    if expected is None:
        assert reading.question is not None
        assert reading.question.choices == ("percent_as_written", "position_fraction")
        assert set(reading.values) == {None}
    else:
        assert pairs(reading) == [(amount, "percent") for amount in expected]


def test_a_fraction_of_a_position_is_told():
    assert effort(0.2, header="% stilling").assumptions == {0: "0,2 lest som 20 % av stilling"}
    assert pairs(effort(0.2, header="Andel", formats=["0%"])) == [("20", "percent")]


def test_full_time_equivalents_are_asked_about():
    reading = effort(0.5, header="FTE")
    assert reading.question is not None
    assert reading.question.choices == ("person_years", "position_fraction")
    assert pairs(effort(0.5, 1.5, header="FTE", unit="position_fraction")) == [
        ("50", "percent"),
        ("150", "percent"),
    ]
    assert pairs(effort(0.5, header="FTE", unit="person_years")) == [("0.5", "person_years")]


def test_every_answer_that_a_question_offers_is_understood():
    for unit in (*BARE, *ANSWERS):
        assert effort(0.5, header="Antall", unit=unit).question is None, unit


def test_the_decimal_mark_of_hours():
    assert effort("7,500", "1,250").question is not None
    assert pairs(effort("7,500", "0,250")) == [("7.5", "hours"), ("0.25", "hours")]
    assert pairs(effort("7,500 t", decimal="comma")) == [("7.5", "hours")]


@pytest.mark.parametrize(
    ("amount", "unit", "hours", "words"),
    [
        ("7.5", "hours", "7.5", None),
        ("450", "minutes", "7.5", "450 minutter / 60"),
        ("3", "person_days", "22.5", "3 dagsverk × 7,5 t"),
        ("2", "person_weeks", "75", "2 uker × 37,5 t"),
        ("3", "person_months", "407", f"3 månedsverk × 135,67 t (1{NBSP}628 / 12)"),
        ("0.5", "person_years", "814", f"0,5 årsverk × 1{NBSP}628 t"),
        ("20", "percent", "31.5", "20 % av stilling × 21 arbeidsdager × 7,5 t"),
    ],
)
def test_to_hours(amount, unit, hours, words):
    assert to_hours(Quantity(Decimal(amount), unit), JUNE, DAY, YEAR) == (Decimal(hours), words)


@pytest.mark.parametrize(
    ("amount", "span", "code"),
    [
        ("120", JUNE, "percent_out_of_range"),
        ("-1", JUNE, "percent_out_of_range"),
        ("20", None, "percent_without_days"),
        ("20", Span(date(2022, 6, 4), date(2022, 6, 5)), "percent_without_days"),
    ],
)
def test_a_position_needs_days_to_become_hours(amount, span, code):
    with pytest.raises(Unreadable) as found:
        to_hours(Quantity(Decimal(amount), "percent"), span, DAY, YEAR)
    assert found.value.code == code


HOURS = st.integers(0, 400)
MINUTES = st.integers(0, 59)
DURATIONS = (
    "{h}:{m:02}",
    "{h}:{m:02}:00",
    "{h}t {m}m",
    "{h} timer {m} min",
    "{h}h{m:02}",
    "PT{h}H{m}M",
    "{h} Std. {m} Min.",
)


@given(HOURS, MINUTES, st.sampled_from(DURATIONS))
def test_any_duration_reads_back(hours, minutes, how):
    (read,) = effort(how.format(h=hours, m=minutes)).values
    assert read is not None
    assert read.unit == "hours"
    assert abs(read.amount * 60 - (hours * 60 + minutes)) < Decimal("0.01")


NAMES = {"t": "hours", "timer": "hours", "dager": "person_days", "uker": "person_weeks", "mnd": "person_months",
         "årsverk": "person_years", "% stilling": "percent", "min": "minutes"}  # fmt: skip


@given(
    st.decimals(0, 99, places=1),
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(["", "ca. ", "~"]),
    st.sampled_from(",."),
)
def test_any_amount_in_any_unit_reads_back(amount, name, about, mark):
    number = f"{amount:f}".replace(".", mark)
    reading = effort(f"{about}{number} {name}")
    assert reading.values == [Quantity(amount, NAMES[name])]
    assert bool(reading.assumptions) == bool(about)


@given(st.lists(st.text(max_size=12), max_size=5))
def test_no_text_whatever_breaks_the_reading(texts):
    reading = effort(*texts)
    assert len(reading.values) == len(texts)
    for at, text in enumerate(texts):
        unsaid = no_amount(text) or reading.question
        assert reading.values[at] is not None or at in reading.failures or unsaid
