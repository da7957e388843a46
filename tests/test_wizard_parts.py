"""The parts of the wizard that work without a page: groups of problems, places, names of files, texts in labels."""

import pytest

import language
from etl.problems import error, info, warning
from ui import html, wizard_problems
from ui.wizard_cells import address
from ui.wizard_excel import marked_name
from ui.wizard_rows import row_of

NB = language.get("nb")


def test_problems_with_one_cause_in_one_column_are_a_group_and_errors_come_first() -> None:
    problems = (
        info("unused_columns", columns="x"),
        warning("negative_hours", row=9, column="Timer", rows=2),
        error("not_a_number", row=3, column="Beløp", value="x"),
        error("not_hours", row=4, column="Timer", value="y"),
        error("not_hours", row=7, column="Timer", value="z"),
    )
    found = [(group.severity, group.code, len(group.problems)) for group in wizard_problems.groups(problems)]
    assert found == [
        ("error", "not_hours", 2), ("error", "not_a_number", 1), ("warning", "negative_hours", 1),
        ("info", "unused_columns", 1),
    ]  # fmt: skip


def test_the_places_of_a_group_are_its_rows_sheet_by_sheet() -> None:
    rows = [error("not_hours", sheet="Ark1", row=row, column="Timer") for row in (4, 2, 2)]
    (group,) = wizard_problems.groups([*rows, error("not_hours", sheet="Ark2", row=9, column="Timer")])
    assert wizard_problems.places(group, NB) == "Ark Ark1, radene 2 og 4; Ark Ark2, rad 9"


def test_no_more_than_eight_rows_are_named() -> None:
    (group,) = wizard_problems.groups([error("not_hours", row=row, column="Timer") for row in range(1, 11)])
    assert wizard_problems.places(group, NB) == "radene 1, 2, 3, 4, 5, 6, 7, 8 og 2 til"


def test_the_sentence_of_a_problem_leaves_its_place_to_the_list() -> None:
    problem = error("not_a_number", sheet="Ark1", row=3, column="Beløp", value="x")
    assert wizard_problems.sentence(problem, NB) == "«x» er ikke et tall. Skriv for eksempel 1 234,5."


def test_a_problem_that_is_told_once_counts_its_rows() -> None:
    assert wizard_problems.rows_of(warning("unknown_unit", rows=12)) == 12
    assert wizard_problems.rows_of(error("not_hours", row=3)) == 1


@pytest.mark.parametrize(("sheet", "expected"), [("Ark1", ("Ark1!D5", "Ark1!5")), (None, ("!D5", "!5"))])
def test_a_cell_and_a_row_are_named_as_the_engine_looks_for_them(
    sheet: str | None, expected: tuple[str, str]
) -> None:
    problem = error("not_hours", sheet=sheet, row=5, cell="D5")
    assert (address(problem), row_of(problem)) == expected


def test_what_has_no_cell_or_row_cannot_be_corrected_or_left_out() -> None:
    assert address(error("file_empty")) is None
    assert row_of(error("file_empty")) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("timer.xlsx", "timer-merket.xlsx"),
        ("makro.XLSM", "makro-merket.XLSM"),
        ("mappe/2022/a.b.xls", "a.b-merket.xlsx"),
        ("uten", "uten-merket.xlsx"),
    ],
)
def test_the_marked_workbook_has_a_name_of_its_own(name: str, expected: str) -> None:
    assert marked_name(name, "merket") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Timer!D5, nå «12 stk.»", "Timer!D5, nå «12 stk.»"),
        ("timer_2022_ny.xlsx (2)", "timer_2022_ny.xlsx (2)"),
        ("![x](y.png)", r"!\[x\](y.png)"),
        ("*a* _b_ `c` <i>", r"\*a\* \_b\_ \`c\` \<i>"),
        (":red[x] :smile:", r"\:red\[x\] \:smile:"),
        ("se https://x.no", r"se https\://x\.no"),
        ("en\nto", "en to"),
    ],
)
def test_a_label_escapes_only_what_would_be_markup(text: str, expected: str) -> None:
    assert html.label(text) == expected
