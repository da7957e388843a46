"""Keys on the first row of a group alone are asked about, never filled in silence; merged amounts count once."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etl.answers import answered
from etl.report import Options, Understanding
from etl.understand import understand
from tests.etl_files import reference, workbook

HEADER: list[Any] = ["Enhet", "Deltiltak", "Måned", "Timer"]
GROUPED: list[list[Any]] = [
    ["VM-ADM", "4.1", "2024-01", 10.0],
    [None, "4.1", "2024-02", 5.0],
    [None, "4.5", "2024-01", 3.0],
    ["VM-INH", "4.1", "2024-01", 1.0],
]


def opened(path: Path, **options: Any) -> Understanding:
    return understand(path, path.name, reference(), Options(**options))


def questions(found: Understanding) -> list[tuple[str, str | None, int]]:
    assert found.report.sight is not None
    return [(one.code, one.key, one.rows) for one in found.report.sight.questions]


def answers(found: Understanding, answer: str) -> Any:
    assert found.report.sight is not None
    mapping = found.report.sight.mapping
    assert mapping is not None
    for question in found.report.sight.questions:
        mapping = answered(mapping, question, answer)
    return mapping


def units(found: Understanding) -> list[tuple[str, float]]:
    rows = found.facts["actual_effort"].to_pylist()
    return [(row["unit_id"], float(row["actual_hours"])) for row in rows]


def test_a_key_on_the_first_row_of_its_group_is_asked_about_and_filled(tmp_path: Path) -> None:
    path = workbook(tmp_path / "timer.xlsx", [HEADER, *GROUPED, ["Sum", None, None, 19.0]])
    asked = opened(path)
    assert (asked.report.status, questions(asked)) == ("question", [("fill_down", "enhet", 2)])
    found = opened(path, mapping=answers(asked, "above"))
    assert units(found) == [("VM-ADM", 10), ("VM-ADM", 5), ("VM-ADM", 3), ("VM-INH", 1)]
    assert found.report.rows.ignored == 1


def test_blank_cells_that_are_meant_stay_blank(tmp_path: Path) -> None:
    path = workbook(tmp_path / "timer.xlsx", [HEADER, *GROUPED])
    found = opened(path, mapping=answers(opened(path), "none"))
    assert [problem.code for problem in found.report.problems] == ["missing_value", "missing_value"]


def test_one_blank_cell_is_a_missing_value(tmp_path: Path) -> None:
    path = workbook(tmp_path / "timer.xlsx", [HEADER, GROUPED[0], GROUPED[1], GROUPED[3]])
    assert [problem.code for problem in opened(path).report.problems] == ["missing_value"]


def test_a_text_alone_on_its_row_names_the_rows_beneath(tmp_path: Path) -> None:
    rows = [["VM-ADM"], [None, *GROUPED[0][1:]], [None, *GROUPED[1][1:]], ["VM-INH"], [None, *GROUPED[3][1:]]]
    path = workbook(tmp_path / "timer.xlsx", [HEADER, *rows])
    asked = opened(path)
    assert questions(asked) == [("fill_down", "enhet", 3)]
    found = opened(path, mapping=answers(asked, "above"))
    assert units(found) == [("VM-ADM", 10), ("VM-ADM", 5), ("VM-INH", 1)]
    assert found.rejected["reason"].to_pylist() == ["section_row", "section_row"]


@pytest.mark.parametrize("header", ["Timer", "jan. 2024"])
def test_an_amount_in_merged_cells_is_one_amount_and_said(tmp_path: Path, header: str) -> None:
    across = header != "Timer"
    path = tmp_path / "timer.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Timer")
        page.write_row(0, 0, ["Måned", "Enhet", "Deltiltak", header][across:])
        for row, sub_measure in enumerate(("4.1", "4.2", "4.3"), start=1):
            page.write_row(row, 0, ["2024-01", "VM-ADM", sub_measure][across:])
        page.merge_range(1, 3 - across, 3, 3 - across, 9)
    found = opened(path)
    assert found.report.sums["hours"] == 9
    assert "merged_amount" in [problem.code for problem in found.report.problems]
    assert found.report.rows.read == found.report.rows.loaded + found.report.rows.ignored == 3
