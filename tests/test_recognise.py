"""Which tables of a file are read together, what is passed over and said, and which profile of ours fits."""

import pytest

from etl.errors import FileRefused
from etl.profiles import normal_header, profiles
from etl.read import Sheet
from etl.recognise import Recognised, recognise
from etl.report import Options
from tests.etl_files import LEDGER_HEADER, OWN_HEADER, reference

ROW = ["2022-03", "VM-ADM", "Museumsadministrasjonen", "22.5", 10.0]


def sheet(rows: list[list], name: str = "Ark1", **more: object) -> Sheet:
    width = max(map(len, rows))
    return Sheet(name, [row + [""] * (width - len(row)) for row in rows], **more)  # type: ignore[arg-type]


def found(*sheets: Sheet, **options: object) -> Recognised:
    return recognise(sheets, "fil.xlsx", reference(), Options(**options))  # type: ignore[arg-type]


def codes(*sheets: Sheet, **options: object) -> list[str]:
    with pytest.raises(FileRefused) as refused:
        found(*sheets, **options)
    return [problem.code for problem in refused.value.problems]


def said(recognised: Recognised) -> list[tuple[str, dict[str, str]]]:
    return [(problem.code, dict(problem.facts)) for problem in recognised.problems]


def test_every_known_export_has_its_profile() -> None:
    assert sorted(profiles()) == [
        "account_analysis", "bevisst_budget", "bookitlab_use", "dfo_time",
        "ephorte_backlog", "ephorte_counts", "own_hours", "own_plan", "unit4_ledger",
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(profiles()))
def test_no_header_leads_to_two_fields_of_a_profile(name: str) -> None:
    headers = [header for field in profiles()[name].fields for header in field.headers]
    assert sorted(headers) == sorted(set(headers))


def test_every_profile_drops_free_text_and_people() -> None:
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
def test_headers_are_compared_without_decoration(text: str, expected: str) -> None:
    assert normal_header(text) == expected


def test_columns_are_found_in_any_order() -> None:
    ledger = [["202301", "5000", "99310100", "990123001", "x", 1.0]]
    [part] = found(sheet([LEDGER_HEADER[::-1], *(row[::-1] for row in ledger)])).parts
    assert part.meaning.profile.name == "unit4_ledger"
    assert {use.field: at for at, use in part.meaning.uses.items()} == {
        "amount_nok": 0, "code": 2, "unit": 3, "account": 4, "period": 5,
    }  # fmt: skip


@pytest.mark.parametrize("above", [0, 5, 48])
def test_the_header_may_stand_below_other_rows(above: int) -> None:
    [part] = found(sheet([*[["tekst"]] * above, OWN_HEADER, ROW])).parts
    assert (part.meaning.profile.name, part.table.header_last) == ("own_hours", above)


def test_sheets_with_parameters_are_passed_over_and_said() -> None:
    parameters = sheet([["Bruker", "X"], ["Uttrekk", "03.05.2023"]], "Parametre")
    recognised = found(parameters, sheet([OWN_HEADER, ROW], "Rapport"))
    assert [part.sheet for part in recognised.parts] == ["Rapport"]
    assert said(recognised) == [("unused_sheets", {"sheets": "Parametre", "used": "Rapport"})]


def test_sheets_with_the_same_columns_are_one_table() -> None:
    april = ["2022-04", *ROW[1:]]
    recognised = found(sheet([OWN_HEADER, ROW], "Mars"), sheet([["Uttrekk"], [], OWN_HEADER, april], "April"))
    assert [(part.sheet, part.table.header_last) for part in recognised.parts] == [("Mars", 0), ("April", 2)]


def test_hidden_sheets_and_rows_are_read_and_said() -> None:
    recognised = found(sheet([OWN_HEADER, ROW, ROW], "Mars", hidden=True, hidden_rows=frozenset({2, 9})))
    assert said(recognised) == [
        ("hidden_sheet_read", {}),
        ("hidden_rows_read", {"rows": "1", "first": "3"}),
    ]


def test_tables_that_count_in_different_units_are_never_added() -> None:
    row = ["202301", "5000", "99310100", "990123001", "x", 1.0]
    thousands: list[list] = [["Beløp i hele tusen"], LEDGER_HEADER, row]
    assert codes(sheet([LEDGER_HEADER, row], "A"), sheet(thousands, "B")) == ["several_scales"]


def test_a_file_without_a_table_is_refused() -> None:
    assert codes(sheet([["Hei"], ["på"], ["deg"]])) == ["unknown_layout"]


def test_an_unknown_profile_is_refused() -> None:
    assert codes(sheet([OWN_HEADER, ROW]), profile="finnes_ikke") == ["unknown_profile"]


def test_the_asked_for_profile_is_used_alone() -> None:
    assert "missing_column" in codes(sheet([OWN_HEADER, ROW]), profile="dfo_time")
    [part] = found(sheet([OWN_HEADER, ROW]), profile="own_hours").parts
    assert part.meaning.profile.name == "own_hours"
