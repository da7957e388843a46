"""Which sheet, header row, profile and columns: by header text, wherever it stands."""

from datetime import date

import pytest

from etl.errors import FileRefused
from etl.profiles import normal_header, profiles
from etl.read import Sheet
from etl.read_text import text_rows
from etl.recognise import read_title, recognise
from tests.etl_files import LEDGER_HEADER, OWN_HEADER


def sheet(rows: list[list], name: str = "Ark1", merged: tuple = ()) -> Sheet:
    width = max(map(len, rows))
    return Sheet(name, [row + [""] * (width - len(row)) for row in rows], tuple(merged))


def codes(sheets: list[Sheet], wanted: str | None = None) -> list[str]:
    with pytest.raises(FileRefused) as found:
        recognise(sheets, "fil.xlsx", wanted)
    return [problem.code for problem in found.value.problems]


def test_every_known_export_has_its_profile():
    assert sorted(profiles()) == [
        "account_analysis", "bevisst_budget", "bookitlab_use", "dfo_time",
        "ephorte_backlog", "ephorte_counts", "own_hours", "own_plan", "unit4_ledger",
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(profiles()))
def test_no_header_leads_to_two_fields_of_a_profile(name):
    headers = [header for field in profiles()[name].fields for header in field.headers]
    assert sorted(headers) == sorted(set(headers))


def test_every_profile_drops_free_text_and_people():
    for profile in profiles().values():
        kept = {header for field in profile.fields if field.type != "dropped" for header in field.headers}
        assert kept.isdisjoint(
            {"navn", "tittel", "saksbehandler", "tekst", "kommentar", "user", "beskrivelse"}
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pers.nr.", "persnr"),
        ("Beløp (kr)", "beløp"),
        ("Konto (T)", "konto (t)"),
        ("Delprosjekt\u00a0", "delprosjekt"),
        ("Måned:", "måned"),
        ("Antall\ntimer", "antall timer"),
    ],
)
def test_headers_are_compared_without_decoration(text, expected):
    assert normal_header(text) == expected


def test_columns_are_found_in_any_order():
    found = recognise([sheet([LEDGER_HEADER[::-1], [1.0] * 6])], "fil.xlsx", None)
    assert found.profile.name == "unit4_ledger"
    assert found.columns == {"amount_nok": 0, "code": 2, "unit": 3, "account": 4, "period": 5}


@pytest.mark.parametrize("above", [0, 5, 48])
def test_the_header_may_stand_below_other_rows(above):
    found = recognise([sheet([*[["tekst"]] * above, OWN_HEADER])], "fil.xlsx", None)
    assert (found.profile.name, found.header) == ("own_hours", above)


def test_a_header_below_the_first_fifty_rows_is_not_looked_for():
    assert codes([sheet([*[["tekst"]] * 50, OWN_HEADER])]) == ["unknown_layout"]


def test_sheets_with_parameters_are_passed_over():
    parameters = sheet([["Bruker", "X"], ["Periode", "202301"]], "Parametre")
    found = recognise([parameters, sheet([LEDGER_HEADER], "Rapport")], "fil.xlsx", None)
    assert found.sheet.name == "Rapport"


def test_two_sheets_that_fit_are_asked_about():
    assert codes([sheet([OWN_HEADER], "A"), sheet([OWN_HEADER], "B")]) == ["several_sheets"]


def test_a_missing_column_is_named():
    with pytest.raises(FileRefused) as found:
        recognise([sheet([[name for name in OWN_HEADER if name != "Deltiltak"]])], "fil.xlsx", None)
    [problem] = found.value.problems
    assert (problem.code, problem.row, problem.facts["profile"]) == ("missing_column", 1, "own_hours")
    assert problem.facts["wanted"].startswith("deltiltak")


def test_a_doubled_column_is_asked_about():
    assert codes([sheet([[*OWN_HEADER, "Timer"]])]) == ["doubled_column"]


def test_an_unknown_profile_is_refused():
    assert codes([sheet([OWN_HEADER])], wanted="finnes_ikke") == ["unknown_profile"]


def test_the_asked_for_profile_is_used_alone():
    assert "missing_column" in codes([sheet([OWN_HEADER])], wanted="dfo_time")
    found = recognise([sheet([OWN_HEADER])], "fil.xlsx", "own_hours")
    assert found.profile.name == "own_hours"


def test_months_take_their_year_from_above():
    rows = [["", "", "2023", "", "2024", ""], ["Enhet", "Aktivitet", "nov.", "des.", "jan.", "feb."]]
    found = recognise([sheet(rows)], "fil.xlsx", None)
    assert [month for _, month in found.months.values()] == [
        date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1),
    ]  # fmt: skip


def test_months_may_carry_their_own_year():
    found = recognise(
        [sheet([["Enhet", "Aktivitet", "jan. 2024", "feb. 2024", "1. tertial"]])], "fil.xlsx", None
    )
    assert [month for _, month in found.months.values()] == [date(2024, 1, 1), date(2024, 2, 1)]


def test_months_without_a_year_are_asked_about():
    assert codes([sheet([["Enhet", "Aktivitet", "jan.", "feb."]])]) == ["year_missing"]


@pytest.mark.parametrize(
    ("rows", "name", "field", "expected"),
    [
        ([["Uttrekk: 01.11.2024"]], "f.csv", "extracted", date(2024, 11, 1)),
        ([["Uttrekk pr.", "31.12.2021"]], "f.csv", "extracted", date(2021, 12, 31)),
        ([[]], "restanser_uttak_20220930.xlsx", "extracted", date(2022, 9, 30)),
        ([[]], "uttak 2022-09-30.csv", "extracted", date(2022, 9, 30)),
        ([[]], "9920220930.csv", "extracted", None),
        ([["Frigitt t.o.m.: 2024-08"]], "f.csv", "released_through", date(2024, 8, 1)),
        ([["Versjon: Vedtatt 2024"]], "f.csv", "plan_version", "Vedtatt 2024"),
        ([["Tall i hele tusen"]], "f.csv", "scale", 1000),
        ([["Beløp i mill. kr"]], "f.csv", "scale", 1_000_000),
        ([["Tall i kroner"]], "f.csv", "scale", 1),
    ],
)
def test_title_rows(rows, name, field, expected):
    assert getattr(read_title(rows, name), field) == expected


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_the_separator_is_the_one_that_agrees(mark):
    text = f"Rapport\nMåned{mark}Enhet{mark}Timer\nmars{mark}A{mark}7\n"
    assert text_rows(text)[1] == ["Måned", "Enhet", "Timer"]
