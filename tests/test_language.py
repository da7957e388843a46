"""Numbers, dates and texts come out as Norwegians and Britons write them."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

import language

NB, EN = language.get("nb"), language.get("en")
_ = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        pytest.param(NB.number(1234.5), f"1{_}234,5", id="nb number"),
        pytest.param(NB.number(0.1 + 0.2, 3), "0,300", id="no binary noise"),
        pytest.param(NB.number(-0.04), "0,0", id="no minus zero"),
        pytest.param(NB.number(-1234.56), f"{MINUS}1{_}234,6", id="nb minus"),
        pytest.param(NB.number(Decimal("0.25")), "0,3", id="half away from zero"),
        pytest.param(NB.number(2.675, 2), "2,68", id="half of a float"),
        pytest.param(NB.number(5, 1, signed=True), "+5,0", id="signed plus"),
        pytest.param(NB.number(0, 1, signed=True), "0,0", id="signed zero"),
        pytest.param(NB.number(0.04, 1, signed=True), "0,0", id="signed rounds to zero"),
        pytest.param(
            NB.number(12345678901234567890, 0), f"12{_}345{_}678{_}901{_}234{_}567{_}890", id="long"
        ),
        pytest.param(EN.number(-1234.56), "-1,234.6", id="en minus"),
        pytest.param(NB.hours(1234.5), f"1{_}234,5{_}t", id="nb hours"),
        pytest.param(EN.hours(1234.5), f"1,234.5{_}h", id="en hours"),
        pytest.param(NB.nok(1234.4), f"1{_}234{_}kr", id="nb nok"),
        pytest.param(EN.nok(1234), f"NOK{_}1,234", id="en nok"),
        pytest.param(NB.nok_headline(1_234_567), f"1,2{_}mill.{_}kr", id="nb million"),
        pytest.param(EN.nok_headline(1_234_567), f"NOK{_}1.2{_}million", id="en million"),
        pytest.param(NB.nok_headline(999_999), f"999{_}999{_}kr", id="below a million"),
        pytest.param(
            NB.nok_headline(-2_000_000, signed=True), f"{MINUS}2,0{_}mill.{_}kr", id="minus million"
        ),
        pytest.param(NB.nok_headline(999_960_000), f"1,0{_}mrd.{_}kr", id="nearly a billion"),
        pytest.param(EN.nok_headline(2_500_000_000), f"NOK{_}2.5{_}billion", id="en billion"),
        pytest.param(NB.percent(47.24, signed=True), f"+47,2{_}%", id="nb per cent"),
        pytest.param(EN.percent(47.24), "47.2%", id="en per cent"),
        pytest.param(NB.quantity(0.921, "person_years"), f"0,92{_}årsverk", id="nb person-years"),
        pytest.param(EN.quantity(0.921, "person_years"), f"0.92{_}person-years", id="en person-years"),
        pytest.param(NB.quantity(3, "person_days"), f"3,0{_}dagsverk", id="nb person-days"),
        pytest.param(NB.quantity(3, "hours", decimals=0, signed=True), f"+3{_}t", id="quantity signed"),
        pytest.param(NB.quantity(1500, "booked_cost_nok"), f"1{_}500{_}kr", id="booked"),
        pytest.param(NB.headline(1234.5, "hours"), f"1{_}235{_}t", id="headline hours"),
        pytest.param(NB.headline(2_000_000, "cost_nok"), f"2,0{_}mill.{_}kr", id="headline kroner"),
        pytest.param(NB.date(dt.date(2024, 3, 31)), "31.03.2024", id="nb date"),
        pytest.param(EN.date(dt.date(2024, 3, 31)), "31 March 2024", id="en date"),
        pytest.param(NB.moment(dt.datetime(2024, 3, 31, 9, 5)), "31.03.2024 09:05", id="nb moment"),
        pytest.param(NB.month(dt.date(2024, 3, 1)), "mars 2024", id="nb month"),
        pytest.param(EN.month(dt.date(2024, 3, 1)), "March 2024", id="en month"),
        pytest.param(EN.month_short(dt.date(2024, 1, 1)), "Jan 2024", id="en short month"),
        pytest.param(
            NB.month_range(dt.date(2024, 1, 1), dt.date(2024, 3, 1)), "januar–mars 2024", id="within a year"
        ),
        pytest.param(
            NB.month_range(dt.date(2023, 11, 1), dt.date(2024, 3, 1)),
            "november 2023 – mars 2024",
            id="across years",
        ),
        pytest.param(NB.month_range(dt.date(2024, 3, 1), dt.date(2024, 3, 1)), "mars 2024", id="one month"),
        pytest.param(NB.join(["a", "b", "c"]), "a, b og c", id="nb list"),
    ],
)
def test_shown(shown, expected):
    assert shown == expected


@pytest.mark.parametrize("show", [NB.number, NB.hours, NB.nok, NB.nok_headline, NB.percent])
def test_a_missing_figure_is_never_written_silently(show):
    with pytest.raises(TypeError, match="not a number: None"):
        show(None)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_a_number_that_is_none_raises(value):
    with pytest.raises(ValueError, match="not a finite number"):
        NB.number(value)


def test_unknown_unit_and_language():
    with pytest.raises(KeyError):
        NB.quantity(1, "miles")
    with pytest.raises(ValueError, match="unknown language: 'sv'"):
        language.get("sv")


def test_text_translates_and_fills_in():
    assert NB.text("{n} måneder, {unit}", n=2, unit="{t}") == "2 måneder, {t}"
    assert EN.text("årsverk") == "person-years"
    assert EN.text("Denne teksten finnes ikke.") == "Denne teksten finnes ikke."
    assert NB.text("") == ""


def test_plural_counts():
    assert NB.plural("{n} rad", "{n} rader", 1) == "1 rad"
    assert NB.plural("{n} rad", "{n} rader", 1234) == f"1{_}234 rader"
    assert EN.plural("{n} måned", "{n} måneder", 1) == "1 month"
    assert EN.plural("{n} måned", "{n} måneder", 2) == "2 months"


def test_pick_falls_back_to_bokmaal():
    assert (NB.pick("hus", "house"), EN.pick("hus", "house"), EN.pick("hus", None)) == ("hus", "house", "hus")


def test_a_language_is_one_frozen_object():
    assert language.get("nb") is NB
    with pytest.raises(dataclasses.FrozenInstanceError):
        NB.code = "en"  # type: ignore[misc] # that is the point
