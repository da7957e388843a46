"""The workbook with its wrong cells marked: what Excel shows of it, and what the next upload makes of it."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import language
from etl.highlight import can_highlight, highlighted
from etl.own_sheets import NOT_READ
from etl.problems import Problem, error, info, warning
from etl.report import FileReport, Options
from etl.understand import understand
from tests.etl_files import FIXTURES, reference
from tests.layouts.grid import Cell, Grid
from tests.layouts.open_document import ods
from tests.layouts.rows import HEADER, fact_rows
from tests.layouts.texts import text
from tests.layouts.workbooks import strict, xls, xlsm, xlsx

NB, EN = language.get("nb"), language.get("en")
GRID = Grid([HEADER, *fact_rows()], "Timer")
RED, YELLOW = "00FFC7CE", "00FFEB9C"


def marked(data: bytes, *problems: Problem, lang: language.Language = NB) -> Any:
    report = FileReport("timer.xlsx", "0" * 64, "refused", sheet="Timer", problems=problems)
    return openpyxl.load_workbook(io.BytesIO(highlighted(data, report, lang)), keep_vba=False)


def unreadable(cell: str, severity: str = "error", value: str = "tolv") -> Problem:
    make = {"error": error, "warning": warning, "info": info}[severity]
    row = int("".join(letter for letter in cell if letter.isdigit()))
    return make("not_a_number", sheet="Timer", row=row, column="Antall timer", value=value, cell=cell)


def test_a_wrong_cell_is_coloured_and_explained() -> None:
    book = marked(xlsx([GRID]), unreadable("E3"))
    cell = book["Timer"]["E3"]
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment.text.startswith("— Handlingsrom —\nFeil: Ark Timer, rad 3, kolonne Antall timer: ")
    assert book["Timer"]["E2"].comment is None
    assert [[cell.value for cell in row] for row in book["Timer"].iter_rows()] == [
        list(row) for row in GRID.rows
    ]


def test_errors_and_warnings_are_told_apart_in_words_and_an_error_is_not_overpainted() -> None:
    book = marked(xlsx([GRID]), unreadable("E3", "warning"), unreadable("E4", "warning"), unreadable("E3"))
    notes = [book["Timer"][place].comment.text.splitlines() for place in ("E3", "E4")]
    assert [line.split(":")[0] for line in notes[0]] == ["— Handlingsrom —", "Feil", "Advarsel"]
    assert [line.split(":")[0] for line in notes[1]] == ["— Handlingsrom —", "Advarsel"]
    assert [book["Timer"][place].fill.fgColor.rgb for place in ("E3", "E4")] == [RED, YELLOW]


def test_notes_of_the_users_own_are_kept() -> None:
    rows = [HEADER, ["2024-01", "VM-ADM", "ADM", "4.1", Cell("tolv", note="Spør Kari")]]
    book = marked(xlsx([Grid(rows, "Timer")]), unreadable("E2"))
    assert book["Timer"]["E2"].comment.text.startswith("Spør Kari\n— Handlingsrom —\nFeil: ")


def test_a_second_round_takes_the_first_rounds_marks_away() -> None:
    rows = [HEADER, ["2024-01", "VM-ADM", "ADM", "4.1", Cell("tolv", note="Spør Kari")], *fact_rows()]
    report = FileReport("t.xlsx", "", "refused", problems=(unreadable("E2"), unreadable("E3")))
    first = highlighted(xlsx([Grid(rows, "Timer")]), report, EN)
    book = marked(first, unreadable("E4"))
    assert book.sheetnames == ["Feil", "Timer"]
    assert book["Timer"]["E2"].comment.text == "Spør Kari"
    assert book["Timer"]["E3"].comment is None
    fills = [book["Timer"][place].fill.fgColor.rgb for place in ("E2", "E3", "E4")]
    assert fills == ["00000000", "00000000", RED]


def test_the_first_sheet_lists_everything_with_links() -> None:
    book = marked(xlsx([GRID]), unreadable("E3", "info"), unreadable("E4"), error("no_rows"))
    sheet = book.worksheets[0]
    assert (sheet.title, sheet["A1"].value) == ("Feil", NOT_READ["nb"])
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[:3] for row in rows] == [
        ["Type", "Ark", "Celle"],
        ["Feil", "Timer", None],
        ["Feil", "Timer", "E4"],
        ["Til orientering", "Timer", "E3"],
    ]
    assert sheet["C6"].hyperlink.location == "'Timer'!E4"
    assert book["Timer"]["E3"].comment is None


def test_text_that_looks_like_a_formula_stays_text() -> None:
    book = marked(xlsx([GRID]), unreadable("E3", value='=HYPERLINK("http://x")\x07'))
    cell = book["Feil"]["E5"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x")', "s")
    assert "\x07" not in book["Timer"]["E3"].comment.text


def test_a_sheet_of_the_users_own_called_feil_is_kept() -> None:
    book = marked(xlsx([Grid([["Mine feil"]], "Feil"), GRID]), unreadable("E3"))
    assert book.sheetnames == ["Feil1", "Feil", "Timer"]
    assert book["Feil"]["A1"].value == "Mine feil"


def test_a_row_without_a_cell_is_marked_at_its_start_and_a_merged_cell_at_its_corner() -> None:
    merged = Grid([HEADER, ["2024-01", "VM-ADM", "ADM", "4.1", 1], [None, "VM-INH", "ADM", "4.1", 2]], "Timer",
                  merged=(((1, 0), (2, 0)),))  # fmt: skip
    book = marked(xlsx([merged]), error("missing_value", sheet="Timer", row=2), unreadable("A3"))
    assert book["Timer"]["A2"].comment.text.count("Feil: ") == 2


def test_macros_formulas_and_formats_survive() -> None:
    rows = [HEADER, ["2024-01", "VM-ADM", "ADM", "4.1", Cell(7.5, formula="=3*2.5", format='0.0 "t"')]]
    report = FileReport("t.xlsm", "", "refused", problems=(unreadable("E2"),))
    data = highlighted(xlsm([Grid(rows, "Timer")]), report, NB)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "xl/vbaProject.bin" in archive.namelist()
        assert b"macroEnabled.main+xml" in archive.read("[Content_Types].xml")
    cell = openpyxl.load_workbook(io.BytesIO(data))["Timer"]["E2"]
    assert (cell.value, cell.number_format) == ("=3*2.5", '0.0 "t"')


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(xlsx([GRID]), True, id="xlsx"),
        pytest.param(xlsm([GRID]), True, id="xlsm"),
        pytest.param(strict([GRID]), False, id="strict"),
        pytest.param(xls([GRID]), False, id="xls"),
        pytest.param(ods([GRID]), False, id="ods"),
        pytest.param(text(GRID), False, id="csv"),
        pytest.param(b"", False, id="empty"),
        pytest.param(b"PK\3\4 cut off", False, id="cut"),
        pytest.param((FIXTURES / "kryptert_etikett.xlsx").read_bytes(), False, id="label"),
    ],
)
def test_which_files_can_be_marked(data: bytes, expected: bool) -> None:
    assert can_highlight(data) is expected


def test_a_workbook_that_cannot_be_copied_gives_the_list_alone() -> None:
    def cut(archive: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
            for part in old.namelist():
                new.writestr(part, b"<styleSheet" if part == "xl/styles.xml" else old.read(part))
        return out.getvalue()

    book = marked(cut(xlsx([GRID])), unreadable("E3"))
    assert book.sheetnames == ["Feil"]
    assert book["Feil"]["A2"].value.startswith("Arbeidsboken kunne ikke kopieres")
    assert book["Feil"]["C5"].value == "E3"


def test_the_marked_workbook_mended_and_dropped_again_comes_in(tmp_path: Path) -> None:
    rows = [HEADER, *fact_rows()[:11], [*fact_rows()[11][:4], "tolv"]]
    path = tmp_path / "timer.xlsx"
    path.write_bytes(xlsx([Grid(rows, "Timer")]))
    refused = understand(path, path.name, reference(), Options()).report
    assert refused.status == "refused"
    book = openpyxl.load_workbook(io.BytesIO(highlighted(path.read_bytes(), refused, NB)))
    assert [cell.coordinate for row in book["Timer"].iter_rows() for cell in row if cell.comment] == ["E13"]
    book["Timer"]["E13"] = 22.75
    book.save(path)
    mended = understand(path, path.name, reference(), Options()).report
    assert (mended.status, float(mended.sums["hours"]), mended.rows.read) == ("inspected", 149.5, 12)
    assert [each.code for each in mended.problems if each.severity != "info"] == []
