"""Which tables of a file are read as one, which only repeat them, and when the user is asked."""

from typing import Any

import pytest

from etl.choose import Choice, choose
from etl.sheet import Sheet
from etl.tables import RawTable, find_tables

HEAD: list[Any] = ["Måned", "Enhet", "Deltiltak", "Timer"]
MEANT = {"Måned", "Enhet", "Deltiltak", "Timer", "jan", "feb", "Beløp", "Konto"}
JAN: list[list[Any]] = [["jan", "VM-ADM", "22.4", 5.25], ["jan", "VM-INH", "22.5", 6.0]]
FEB: list[list[Any]] = [["feb", "VM-ADM", "22.4", 7.5], ["feb", "VM-INH", "22.5", 8.0]]
"""January 11,25 and February 15,5; VM-ADM 12,75 and VM-INH 14; all 26,75."""


def sheet(name: str | None, rows: list[list[Any]], **more: Any) -> Sheet:
    width = max(map(len, rows), default=0)
    return Sheet(name, [[*row, *[""] * (width - len(row))] for row in rows], **more)


def meant(text: str) -> bool:
    return text in MEANT or "202" in text


def score(table: RawTable) -> float:
    """As many points as the table has columns with a meaning; none without an amount."""
    texts = [text for header in table.headers for text in header.texts if meant(text)]
    amounts = [
        text for text in texts if text in ("Timer", "Beløp") or text[:3] in ("jan", "feb") or "202" in text
    ]
    return float(len(texts)) if amounts else 0.0


def chosen(*sheets: Sheet, wanted: tuple[str, ...] | None = None, header_row: int | None = None) -> Choice:
    return choose(find_tables(sheets), sheets, score, wanted, header_row)


def read(choice: Choice) -> list[str | None]:
    return [table.sheet.name for table in choice.read]


def why(choice: Choice) -> dict[str | None, str]:
    return {each.sheet: each.why for each in choice.sheets}


DATA = sheet("Data", [HEAD, *JAN, *FEB])
ONE = sheet("Jan", [HEAD, *JAN])
TWO = sheet("Feb", [["Timer februar"], HEAD, *FEB, ["Sum", "", "", 15.5]])
SUMMARY = sheet("Sammendrag", [["Enhet", "Timer"], ["VM-ADM", 12.75], ["VM-INH", 14.0], ["Totalt", 26.75]])


def test_sheets_with_the_same_columns_are_one_table():
    found = chosen(ONE, TWO)
    assert read(found) == ["Jan", "Feb"]
    assert [(each.header_row, each.rows, each.read, each.why) for each in found.sheets] == [
        (1, 2, True, "chosen"),
        (2, 3, True, "same_columns"),
    ]
    assert found.question is None


def test_a_sheet_per_year_has_the_same_columns_although_each_names_its_year():
    years = [
        sheet(year, [["Enhet", f"jan {year}", f"feb {year}"], ["VM-ADM", 1.0, 2.0], ["VM-INH", own, 2.0]])
        for year, own in (("2022", 4.0), ("2023", 5.0))
    ]
    assert read(chosen(*years)) == ["2022", "2023"]


def test_stacked_tables_with_the_same_columns_are_one_table():
    head: list[Any] = ["Enhet", "Deltiltak", "jan", "feb"]
    both = sheet(
        "Ark",
        [["2022"], head, ["VM-ADM", "22.4", 1.0, 2.0], [], ["2023"], head, ["VM-ADM", "22.4", 3.0, 4.0]],
    )
    found = chosen(both)
    assert [list(table.body) for table in found.read] == [[2], [6]]


@pytest.mark.parametrize("later", ["févr. 2025", "juni 2025", "2025-06"])
def test_stacked_tables_of_other_months_are_one_table(later):
    head: list[Any] = ["Enhet", "Deltiltak (kode)", "jan 2025", "feb 2025", "Totalt"]
    below: list[list[Any]] = [["Enhet", "Deltiltak (kode)", later, "Totalt"], ["VM-ADM", "4.1", 6.5, 6.5]]
    found = chosen(sheet("Ark", [head, ["VM-ADM", "4.1", 13.75, 93.5, 107.25], [], *below]))
    assert [list(table.body) for table in found.read] == [[1], [4]]


@pytest.mark.parametrize("order", [(SUMMARY, DATA), (DATA, SUMMARY)], ids=["before", "after"])
def test_a_summary_is_not_read(order):
    found = chosen(*order)
    assert (read(found), why(found)["Sammendrag"], found.question) == (["Data"], "summary", None)


def test_a_summary_of_several_sheets_is_not_read():
    found = chosen(SUMMARY, ONE, TWO)
    assert (read(found), why(found)["Sammendrag"], found.question) == (["Jan", "Feb"], "summary", None)


def test_a_cross_table_of_the_data_is_not_read():
    units: list[list[Any]] = [["VM-ADM", 5.25, 7.5, 12.75], ["VM-INH", 6.0, 8.0, 14.0]]
    cross = sheet("Oversikt", [["Enhet", "jan", "feb", "Totalt"], *units, ["Totalt", 11.25, 15.5, 26.75]])
    more = sheet("Data", [HEAD, *JAN, ["jan", "VM-INH", "4.1", 0.0], *FEB])
    found = chosen(cross, more)
    assert (read(found), why(found)["Oversikt"]) == (["Data"], "summary")


def test_a_summary_of_some_groups_alone_is_not_read():
    best = sheet("Topp", [["Enhet", "Timer"], ["VM-INH", 14.0], ["VM-ADM", 12.75], ["VM-FOR", 2.25]])
    more = sheet("Data", [HEAD, *JAN, *FEB, ["feb", "VM-FOR", "4.1", 2.25], ["feb", "VM-IAK", "4.1", 1.75]])
    assert why(chosen(best, more))["Topp"] == "summary"


def test_a_sheet_of_the_whole_year_beside_its_months_is_not_read():
    found = chosen(sheet("Hele året", [HEAD, *JAN, *FEB]), ONE, TWO)
    assert (read(found), why(found)["Hele året"], found.question) == (["Jan", "Feb"], "summary", None)


def test_pivots_are_not_read():
    rows: list[list[Any]] = [["Radetiketter", "Timer"], ["VM-ADM", 13.0], ["VM-INH", 14.0]]
    real = sheet("Pivot", [["Enhet", "Timer"], ["VM-ADM", 13.0], ["VM-INH", 14.0]], kind="pivot")
    found = chosen(real, sheet("Limt inn", rows), DATA)
    assert (read(found), why(found)["Pivot"], why(found)["Limt inn"]) == (["Data"], "pivot", "pivot")


def test_a_pivot_alone_is_read():
    assert read(chosen(sheet("Pivot", [["Enhet", "Timer"], ["VM-ADM", 13.0]], kind="pivot"))) == ["Pivot"]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (sheet("X", [["Rapport over timer"], [], ["Laget av museet"]]), "cover"),
        (sheet("X", [["Bruker:", "A"], ["Fra:", 202301.0], ["Til:", 202312.0]]), "parameters"),
        (sheet("X", [["Parameter", "Verdi"], ["Fra", 202301.0], ["Til", 202312.0]]), "parameters"),
        (sheet("X", [["Kode", "Navn"], ["a", "Alfa"], ["b", "Beta"], ["c", "Gamma"]]), "few_amounts"),
        (sheet("X", []), "empty"),
        (sheet("X", [["", ""]]), "empty"),
        (sheet("X", [HEAD]), "empty"),
        (sheet("X", [["Vare", "Lager", "Vekt"], *[[f"v{n}", "A", n * 1.5] for n in range(9)]]), "other_table"),
    ],
    ids=["cover", "labels", "parameters", "codes", "no_rows", "blank", "header_only", "other"],
)  # fmt: skip
@pytest.mark.parametrize("hidden", [False, True])
def test_other_sheets_are_not_read_and_it_is_said_why(other, expected, hidden):
    other = sheet("X", other.rows, hidden=hidden)
    found = chosen(other, DATA)
    assert (read(found), found.question) == (["Data"], None)
    assert [(each.why, each.hidden) for each in found.sheets] == [(expected, hidden), ("chosen", False)]


def test_a_hidden_sheet_is_read_like_others():
    found = chosen(sheet("X", [["Forside"]]), sheet("Data", DATA.rows, hidden=True))
    assert (read(found), found.sheets[1].hidden) == (["Data"], True)


LARGE: list[list[Any]] = [["jan", "VM-ADM", "22.4", number + 0.25] for number in range(12)]


@pytest.mark.parametrize(
    ("first", "second", "copy"),
    [
        (sheet("Data", DATA.rows), sheet("Data (2)", DATA.rows), "Data (2)"),
        (sheet("Kopi av Data", DATA.rows), sheet("Data", DATA.rows), "Kopi av Data"),
        (sheet("A", [HEAD, *LARGE]), sheet("B", [HEAD, *LARGE[::-1]]), "B"),
        (sheet("A", [HEAD, *LARGE], hidden=True), sheet("B", [HEAD, *LARGE]), "A"),
        (sheet("A", [HEAD, *LARGE[:9]]), sheet("B", [HEAD, *LARGE]), "A"),
    ],
    ids=["numbered", "named", "other_order", "hidden", "part_of_it"],
)
def test_a_copy_is_not_read_twice(first, second, copy):
    found = chosen(first, second)
    assert (why(found)[copy], len(found.read), found.question) == ("copy", 1, None)


def test_the_same_few_figures_on_two_sheets_may_be_meant():
    rows: list[list[Any]] = [HEAD, ["jan", "x", "22.4", 10.0], ["feb", "x", "22.4", 10.0]]
    found = chosen(sheet("VM-ADM", rows), sheet("VM-INH", rows))
    assert found.question is not None
    assert (found.question.code, found.question.choices) == (
        "which_sheet",
        ("VM-ADM, VM-INH", "VM-ADM", "VM-INH"),
    )
    for wanted, expected in ((("VM-ADM, VM-INH",), ["VM-ADM", "VM-INH"]), (("VM-INH",), ["VM-INH"])):
        answered = chosen(sheet("VM-ADM", rows), sheet("VM-INH", rows), wanted=wanted)
        assert (read(answered), answered.question) == (expected, None)


def test_a_copy_with_a_changed_figure_is_asked_about():
    changed: list[list[Any]] = [HEAD, *JAN, FEB[0], ["feb", "VM-INH", "22.5", 99.0]]
    found = chosen(DATA, sheet("Data (2)", changed))
    assert found.question is not None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (sheet("Faktisk", [HEAD, *JAN]), sheet("Plan", [HEAD, *FEB])),
        (sheet("Plan v1", [HEAD, *JAN]), sheet("Plan v2", [HEAD, *FEB])),
        (sheet("A", [["Plan 2022"], HEAD, *JAN]), sheet("B", [["Regnskap 2022"], HEAD, *FEB])),
        (
            sheet("A", [HEAD, *JAN]),
            sheet("B", [["Enhet", "Deltiltak", "jan", "feb"], ["VM-FOR", "22.1", 1.0, 2.0]]),
        ),
    ],
    ids=["plan_and_actual", "versions", "titles", "other_columns"],
)
def test_two_tables_that_both_may_be_meant_are_asked_about(first, second):
    found = chosen(first, second)
    assert found.question is not None
    assert found.question.choices == (first.name, second.name)
    answered = chosen(first, second, wanted=(str(second.name),))
    assert (read(answered), answered.question) == ([second.name], None)
    assert why(answered)[first.name] == "other_table"


def test_two_tables_on_one_sheet_are_told_apart_by_their_place():
    both = sheet(
        "Ark",
        [
            HEAD,
            *JAN,
            [],
            ["Konto", "Enhet", "Beløp", "Timer"],
            ["5000", "VM-ADM", 100.0, 2.0],
            ["5400", "VM-INH", 14.0, 3.0],
        ],
    )
    found = chosen(both)
    assert found.question is not None
    assert found.question.choices == ("Ark!A1", "Ark!A5")
    [table] = chosen(both, wanted=("Ark!A5",)).read
    assert list(table.body) == [5, 6]


def test_the_header_row_that_the_user_gives_is_used():
    rows = sheet("Ark", [["a", "b", "c", "d"], HEAD, *JAN])
    [table] = chosen(rows, header_row=2).read
    assert (table.header_last, list(table.body)) == (1, [2, 3])
    [other] = chosen(rows, header_row=1).read
    assert other.header_last == 0


def test_sheets_that_the_file_does_not_have_are_found_anew():
    assert read(chosen(DATA, wanted=("2021",))) == ["Data"]


def test_a_wanted_sheet_without_a_table_is_not_replaced_by_another():
    assert read(chosen(sheet("Forside", [["Rapport"]]), DATA, wanted=("Forside",))) == []


def test_wanted_sheets_with_other_columns_are_not_added():
    found = chosen(DATA, SUMMARY, wanted=("Data", "Sammendrag"))
    assert read(found) == ["Data"]


def test_nothing_to_read():
    assert chosen() == Choice((), ())
    assert read(chosen(sheet("A", [["Rapport"]]))) == []


def test_the_largest_table_is_taken_where_nothing_is_understood():
    small = sheet("A", [["x", "y"], ["a", 1.0], ["b", 2.0]])
    large = sheet("B", [["p", "q"], ["a", 1.0], ["b", 2.0], ["c", 5.0]])
    assert read(chosen(small, large)) == ["B"]


def test_a_text_file_has_a_table_without_a_name():
    assert read(chosen(sheet(None, DATA.rows))) == [None]
