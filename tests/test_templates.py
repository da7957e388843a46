"""A template, filled in as its own lists say, is understood without a question."""

import io
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import etl
from etl import FileReport, Upload
from etl.own_sheets import NOT_READ
from etl.templates import HELP, LISTS, SHEET, TEMPLATES, template_bytes
from tests.etl_files import reference

ROW = {
    "own_hours": {
        "Periode": "2024-03", "Enhet": "VM-ADM", "Rollegruppe": "Kontorsjefene", "Deltiltak": "4.5", "Timer": 7.5,
    },
    "own_plan": {
        "Planversjon": "PV3", "Periode": "2024-03", "Enhet": "VM-ADM", "Rollegruppe": "Kontorsjefene",
        "Deltiltak": "4.5", "Planlagte timer": 12,
    },
}  # fmt: skip
AMOUNT = {"own_hours": "Timer", "own_plan": "Planlagte timer"}


@cache
def template(profile: str) -> bytes:
    return template_bytes(profile, reference())


def empty(profile: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(template(profile)))


def inspected(profile: str, rows: list[dict[str, Any]], folder: Path, warehouse: Path) -> FileReport:
    """The template with these rows under its heading, as the page sees it."""
    book = empty(profile)
    sheet = book[SHEET]
    heads = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, start=2):
        for head, value in row.items():
            sheet.cell(number, heads.index(head) + 1, value)
    path = folder / "filled.xlsx"
    book.save(path)
    [report] = etl.inspect([Upload(path.name, path)], warehouse)
    return report


@pytest.mark.parametrize("profile", TEMPLATES)
def test_a_filled_template_comes_in_without_a_question(
    profile: str, warehouse_folder: Path, tmp_path: Path
) -> None:
    report = inspected(profile, [ROW[profile]], tmp_path, warehouse_folder)
    assert (report.status, report.profile, report.sheet, report.header_row) == (
        "inspected",
        profile,
        SHEET,
        1,
    )
    assert (report.rows.read, report.rows.loaded) == (1, 1)
    assert [each.code for each in report.problems if each.severity != "info"] == []


@pytest.mark.parametrize("profile", TEMPLATES)
def test_rows_that_were_filled_in_but_for_their_hours_are_left_out(
    profile: str, warehouse_folder: Path, tmp_path: Path
) -> None:
    rows = [{**ROW[profile], "Periode": f"2024-{month:02}"} for month in range(1, 13)]
    for row in rows[3:]:
        del row[AMOUNT[profile]]
    report = inspected(profile, rows, tmp_path, warehouse_folder)
    assert report.status == "inspected", report.problems
    assert (report.rows.loaded, report.rows.rejected, report.rows.ignored) == (3, 0, 9)


@pytest.mark.parametrize(
    ("written", "hours"),
    [("20 % stilling", 28.5), ("2 uker", 75), ("ca. 120 t", 120), ("7:30", 7.5), ("7,5", 7.5), (0.25, 0.25)],
)  # March 2024 has 19 working days at NTNU, 142.5 hours.
def test_effort_may_be_written_as_people_write_it(
    written: str, hours: float, warehouse_folder: Path, tmp_path: Path
) -> None:
    rows = [{**ROW["own_hours"], "Timer": written}, {**ROW["own_hours"], "Periode": "2024-04", "Timer": 8}]
    report = inspected("own_hours", rows, tmp_path, warehouse_folder)
    assert report.status == "inspected", report.problems
    assert float(report.sums["hours"]) == hours + 8


@pytest.mark.parametrize("written", ["2024-03", "mars 2024", "03.2024", 202403, "01.03.2024"])
def test_the_month_may_be_written_in_any_way(written: Any, warehouse_folder: Path, tmp_path: Path) -> None:
    report = inspected("own_hours", [{**ROW["own_hours"], "Periode": written}], tmp_path, warehouse_folder)
    assert report.status == "inspected", report.problems
    assert report.period is not None
    assert report.period[0].isoformat() == "2024-03-01"


@pytest.mark.parametrize("profile", TEMPLATES)
def test_nothing_of_an_empty_template_is_loaded(profile: str, warehouse_folder: Path, tmp_path: Path) -> None:
    report = inspected(profile, [], tmp_path, warehouse_folder)
    assert (report.status, [each.code for each in report.problems]) == ("refused", ["no_rows"])


def test_the_lists_hold_every_code() -> None:
    book = empty("own_hours")
    found = {cell.value for column in book[LISTS].columns for cell in column}
    known = reference()
    assert {sub.id for sub in known.sub_measures} | {unit.id for unit in known.units} <= found
    rules = {str(rule.sqref): rule.formula1 for rule in rules_of(book[SHEET])}
    assert rules["B2:B5000"] == f"{LISTS}!$A$3:$A$7"
    last = len(known.sub_measures) + 2
    assert rules["D2:D5000"] == f"{LISTS}!$G$3:$G${last}"
    assert [book[LISTS].cell(row, 7).value for row in (3, last)] == ["22.1", "4.7"]


def rules_of(sheet: Worksheet) -> list[Any]:
    return list(sheet.data_validations.dataValidation)


@pytest.mark.parametrize("profile", TEMPLATES)
def test_the_heading_is_locked_and_the_rows_are_open(profile: str) -> None:
    sheet = empty(profile)[SHEET]
    assert sheet.protection.sheet is True
    assert sheet.protection.password is None
    assert all(cell.protection.locked for cell in sheet[1])
    assert not any(sheet.column_dimensions[cell.column_letter].protection.locked for cell in sheet[1])


def test_codes_and_months_are_text() -> None:
    sheet = empty("own_hours")[SHEET]
    formats = {cell.value: sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]}
    assert [formats[head] for head in ("Periode", "Enhet", "Deltiltak", "Timer")] == [
        "@",
        "@",
        "@",
        "General",
    ]


@pytest.mark.parametrize("profile", TEMPLATES)
def test_help_has_an_example_and_says_that_it_is_not_read(profile: str) -> None:
    book = empty(profile)
    assert [book[name].cell(1, 1).value for name in (HELP, LISTS)] == [NOT_READ["nb"]] * 2
    rows = [[cell.value for cell in row] for row in book[HELP].iter_rows()]
    heads = [cell.value for cell in book[SHEET][1]]
    example = dict(zip(heads, rows[[row[: len(heads)] for row in rows].index(heads) + 1], strict=False))
    assert (example["Enhet"], example["Deltiltak"]) == ("VM-ADM", "4.1")
    assert example[AMOUNT[profile]] == "7,5"
