"""What a user mends in the wizard takes effect as if the file had said it: cells, rows left out, codes chosen."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.corrections import corrected
from etl.read import Mark, Sheet
from etl.report import Options, Understanding
from etl.understand import understand
from tests.etl_files import OWN_HEADER, reference, workbook

SOUND: list[Any] = ["2022-03", "VM-ADM", "ADM", "22.5", 10.0]


def opened(tmp_path: Path, *rows: list[Any], **options: Any) -> Understanding:
    path = workbook(tmp_path / "timer.xlsx", [OWN_HEADER, *rows])
    return understand(path, path.name, reference(), Options(**options))


def test_a_corrected_cell_is_read_in_its_place_and_no_error_cell_any_more() -> None:
    sheet = Sheet(
        "A", [["x", "y"], ["1", ""]], marks=(Mark(2, 2, "error_cell", "#REF!"),), formats={(1, 1): "0 %"}
    )
    [found] = corrected(
        [sheet], {"A!B2": "7,5", "B!A1": "no such sheet", "A!Z99": "outside", "A": "no place"}
    )
    assert found.rows == [["x", "y"], ["1", "7,5"]]
    assert (found.marks, dict(found.formats)) == ((), {})
    assert sheet.rows == [["x", "y"], ["1", ""]]


def test_a_text_file_has_cells_without_a_sheet() -> None:
    [found] = corrected([Sheet(None, [["x"]])], {"!A1": "y"})
    assert found.rows == [["y"]]


def test_a_wrong_cell_names_its_address_and_can_be_mended(tmp_path: Path) -> None:
    refused = opened(tmp_path, SOUND, ["2022-03", "VM-ADM", "ADM", "22.4", "mange"])
    [problem] = refused.report.problems
    assert (problem.sheet, problem.facts["cell"], problem.facts["field"]) == ("Ark1", "E3", "hours")
    mended = opened(tmp_path, SOUND, ["2022-03", "VM-ADM", "ADM", "22.4", "mange"], cells={"Ark1!E3": "2,5"})
    assert (mended.report.status, mended.report.sums["hours"]) == ("inspected", Decimal("12.5"))


def test_a_row_left_out_is_counted_with_the_reason_given(tmp_path: Path) -> None:
    row = ["2022-03", "VM-ADM", "ADM", "22.4", "mange"]
    found = opened(tmp_path, SOUND, row, left_out={"Ark1!3": "avklares med enheten"})
    assert (found.report.status, found.report.rows.ignored) == ("inspected", 1)
    [left] = found.rejected.to_pylist()
    assert (left["source_row"], left["reason"], left["value"]) == (3, "left_out", "avklares med enheten")


def test_a_chosen_code_holds_for_every_row_with_the_text(tmp_path: Path) -> None:
    rows = [["2022-03", "VM-ADM", "ADM", "Øl-greia", 1.0], ["2022-04", "VM-ADM", "ADM", "Øl-greia", 2.0]]
    assert opened(tmp_path, *rows).report.status == "refused"
    found = opened(tmp_path, *rows, choices={"sub_measure|Øl-greia": "22.5"})
    assert found.facts["actual_effort"]["sub_measure_id"].to_pylist() == ["22.5", "22.5"]


def test_a_text_left_unplaced_stays_visible_as_its_own_line(tmp_path: Path) -> None:
    found = opened(
        tmp_path, ["2022-03", "VM-ADM", "ADM", "Øl-greia", 1.0], choices={"sub_measure|Øl-greia": ""}
    )
    [row] = found.facts["actual_effort"].to_pylist()
    assert (row["sub_measure_id"], row["source_code"], row["code_kind"]) == (None, "Øl-greia", "own_hours")
    assert [problem.code for problem in found.report.problems] == ["left_unplaced"]


def test_a_chosen_unit_and_a_detail_left_out(tmp_path: Path) -> None:
    row = ["2022-03", "Adm.", "Sjefer", "22.5", 1.0]
    found = opened(tmp_path, row, choices={"unit|Adm.": "VM-ADM", "role_group|Sjefer": ""})
    [fact] = found.facts["actual_effort"].to_pylist()
    assert (fact["unit_id"], fact["role_group_id"]) == ("VM-ADM", None)


def test_a_choice_for_what_has_left_the_code_tables_counts_no_more(tmp_path: Path) -> None:
    found = opened(
        tmp_path, ["2022-03", "VM-ADM", "ADM", "Øl-greia", 1.0], choices={"sub_measure|Øl-greia": "9.9"}
    )
    assert [problem.code for problem in found.report.problems] == ["unknown_sub_measure"]


def test_a_closed_plan_version_takes_no_more_figures(tmp_path: Path) -> None:
    closed = tuple(
        replace(row, status="closed") if row.id == "PV1" else row for row in reference().plan_versions
    )
    tables = replace(reference(), plan_versions=closed)
    header = ["Planversjon", "Måned", "Enhet", "Deltiltak", "Planlagte timer"]
    path = workbook(tmp_path / "plan.xlsx", [header, ["PV1", "2019-01", "VM-ADM", "22.5", 12.5]])
    report = understand(path, path.name, tables, Options()).report
    assert [(problem.code, problem.row) for problem in report.problems] == [("plan_version_closed", 2)]
    crosstab = workbook(tmp_path / "plan2.xlsx", [["Deltiltak", "Plantimer jan 2019"], ["22.5", 5.0]])
    refused = understand(crosstab, crosstab.name, tables, Options(plan_version="PV1")).report
    assert [problem.code for problem in refused.problems if problem.severity == "error"] == [
        "plan_version_closed"
    ]
