"""What headings are understood to say: synonyms, near misses, units, and times as people write them."""

from datetime import date, datetime

import pytest

from etl import headers
from etl.headings import heading, rest_words


def best(*texts: str) -> str | None:
    found = headers.header_fields(texts)
    return max(found, key=lambda field: found[field].weight) if found else None


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Mnd", "period"),
        ("Måned/år", "period"),
        ("Monat", "period"),
        ("Mois", "period"),
        ("Dato", "date"),
        ("Uke", "week"),
        ("Deltiltak", "sub_measure"),
        ("Aktivitet", "sub_measure"),
        ("Arb.pakke", "sub_measure"),
        ("WBS", "code"),
        ("K-element 7", "code"),
        ("Avd.", "unit"),
        ("Ansvarlig enhet", "unit"),
        ("Kostenstelle", "unit"),
        ("Stilling", "role_group"),
        ("Medarbeider", "person"),
        ("Ressurs", "person"),
        ("Ant. t", "hours"),
        ("Forbrukt tid", "hours"),
        ("Timeforbruk", "hours"),
        ("Antall timer", "hours"),
        ("Planlagte timer 2024", "hours"),
        ("Stunden", "hours"),
        ("Heures", "hours"),
        ("Kostn.", "amount_nok"),
        ("Regnskap", "amount_nok"),
        ("Budsjett", "amount_nok"),
        ("Beløp (kr)", "amount_nok"),
        ("Bokført", "amount"),
        ("Sum", "amount"),
        ("Kommentar", "ignore"),
        ("Fritekstfelt uten mening", None),
    ],
)
def test_a_heading_leads_to_its_field(text, field):
    assert best(text) == field


@pytest.mark.parametrize("text", ["Tiltak", "Kode", "Navn", "Sum", "System", "Prosjekt"])
def test_a_heading_with_several_meanings_is_never_enough_alone(text):
    assert all(evidence.weight < 0.5 for evidence in headers.header_fields([text]).values())


def test_a_misspelt_heading_is_a_weaker_hint():
    found = headers.header_fields(["Deltitak"])
    assert found["sub_measure"].why == "header_near"
    assert found["sub_measure"].weight < headers.header_fields(["Deltiltak"])["sub_measure"].weight


def test_no_strong_heading_leads_to_two_fields():
    lines = [heading for line in headers.STRONG.values() for heading in set(headers.split(line))]
    assert sorted(lines) == sorted(set(lines))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Timer", None),
        ("Antall minutter", "minutes"),
        ("Dagsverk", "person_days"),
        ("Månedsverk", "person_months"),
        ("Årsverk", "person_years"),
        ("% stilling", "percent"),
        ("Beløp i tusen", "thousand_nok"),
        ("Kostnad (tkr)", "thousand_nok"),
        ("Budsjett mill. kr", "million_nok"),
        ("Beløp", None),
    ],
)
def test_a_heading_may_state_its_unit(text, unit):
    assert headers.unit_of(text) == unit


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("jan 22", date(2022, 1, 1), date(2022, 1, 31)),
        ("Jan-22", date(2022, 1, 1), date(2022, 1, 31)),
        ("januar 2022", date(2022, 1, 1), date(2022, 1, 31)),
        ("März 2022", date(2022, 3, 1), date(2022, 3, 31)),
        ("août 2022", date(2022, 8, 1), date(2022, 8, 31)),
        ("202202", date(2022, 2, 1), date(2022, 2, 28)),
        (202202.0, date(2022, 2, 1), date(2022, 2, 28)),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28)),
        ("02.2022", date(2022, 2, 1), date(2022, 2, 28)),
        ("T1 2022", date(2022, 1, 1), date(2022, 4, 30)),
        ("2. tertial 2022", date(2022, 5, 1), date(2022, 8, 31)),
        ("3. kvartal 2022", date(2022, 7, 1), date(2022, 9, 30)),
        ("uke 1 2022", date(2022, 1, 3), date(2022, 1, 9)),
        ("2022-W52", date(2022, 12, 26), date(2023, 1, 1)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("31.01.2022", date(2022, 1, 31), date(2022, 1, 31)),
        ("3. mars 2022", date(2022, 3, 3), date(2022, 3, 3)),
        (datetime(2022, 1, 31), date(2022, 1, 31), date(2022, 1, 31)),
        ("Plan jan 2022 (timer)", date(2022, 1, 1), date(2022, 1, 31)),
    ],
)
def test_a_heading_may_be_a_time(cell, first, last):
    found = heading(cell)
    assert found is not None
    assert found.span() == (first, last)


@pytest.mark.parametrize(("cell", "kind"), [("jan.", "month"), ("uke 12", "week"), ("T1", "tertial")])
def test_a_time_without_a_year_waits_for_one(cell, kind):
    found = heading(cell)
    assert found is not None
    assert (found.kind, found.span(), found.span(2023) is not None) == (kind, None, True)


@pytest.mark.parametrize(
    "cell", ["Enhet", "Kari Nordmann", "22.4", "12", "202213", "31.02.2022", "", True, 7.5]
)
def test_other_headings_are_no_time(cell):
    assert heading(cell) is None


def test_bare_numbers_are_read_by_what_stands_above_them():
    week, month = heading("202212", "week"), heading("12", "month")
    assert week is not None
    assert month is not None
    assert week.span() == (date(2022, 3, 21), date(2022, 3, 27))
    assert month.span(2022) == (date(2022, 12, 1), date(2022, 12, 31))


@pytest.mark.parametrize("cell", ["Sum", "Totalt", "Hittil i år", "Sum 2022", "I alt"])
def test_a_heading_may_name_a_sum(cell):
    found = heading(cell)
    assert found is not None
    assert found.total


def test_words_for_plan_and_unit_are_told_from_times():
    assert rest_words("Plan jan 2022 (timer)") == ("plan", "timer")
