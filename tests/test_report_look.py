"""How the files look to Word, PowerPoint and Excel: nothing outside its page, headings, languages, alternative texts,
print setup; and figures of any shape.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pptx
import pytest
from docx.oxml.ns import qn

import language
from docs.make_rendered import NotAsItShouldBe, check_numbers, check_pages, forms_of
from metrics import Selection
from reports.codes import opened, stamp
from reports.deck import deck
from reports.deck_text import BOTTOM, HEIGHT, WIDTH
from reports.figures import Figure, figure
from reports.native_look import number_format
from reports.status_form import status_form
from reports.workbook import sheet_name, workbook
from tests.ui_warehouse import small_warehouse
from warehouse import Reader, open_reader

NB, EN = language.get("nb"), language.get("en")
DAY = date(2026, 11, 25)
PERIOD = Selection(first=date(2019, 1, 1), last=date(2019, 3, 1))
CODE = "TP-00000-000000"
LONG = "Størst avvik: " + "en lang setning om hva figuren sier " * 5
ODD = {
    "wide": pd.DataFrame({f"Kolonne {n} (timer)": [1234.5 * n] * 60 for n in range(12)}).assign(
        Navn="Tiltak"
    ),
    "tall": pd.DataFrame(
        {"Navn": [f"Rad {n}" for n in range(60)], "Planlagt": [float(n) for n in range(60)], "Faktisk": 3.5}
    ),
    "texts": pd.DataFrame({"Navn": ["a", "b"], "Hva": ["tekst " * 60, None], "Dag": [DAY, None]}),
    "empty": pd.DataFrame({"Navn": [], "Planlagt (timer)": [], "Faktisk (timer)": []}),
    "bare": pd.DataFrame(),
    "twice": pd.DataFrame([["a", 1.0, 2.0]], columns=["Navn", "Plan", "Plan"]),
    "nothing": pd.DataFrame({"Navn": ["a"], "Planlagt": [None], "Faktisk": [float("nan")], "Avvik": [None]}),
}


@pytest.fixture(scope="module", autouse=True)
def _no_browser() -> Iterator[None]:
    # The pictures have tests of their own, in a browser.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHROMIUM", "/finnes-ikke")
        patch.setattr("reports.chrome._browser", [])
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse(tmp_path_factory.mktemp("look") / "warehouse")


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    with open_reader(folder) as opened_reader:
        yield opened_reader


@pytest.fixture(scope="module")
def figures(reader: Reader) -> list[Figure]:
    """A real figure with bars, one with months, and some of every odd shape, each as bars and as a table."""
    bars, months, many = (
        figure(reader, name, PERIOD, NB, on=DAY) for name in ("systems", "months", "months_by_system")
    )
    odd = [
        replace(kind, chart=replace(kind.chart, table=table, message=LONG))
        for kind in (bars, many)
        for table in ODD.values()
    ]
    return [bars, months, many, *odd]


@pytest.fixture(scope="module")
def slides(figures: list[Figure]) -> bytes:
    return deck([(one, CODE) for one in figures], NB, title=LONG, on=DAY)


@pytest.fixture(scope="module")
def book(figures: list[Figure]) -> bytes:
    return workbook([(one, CODE) for one in figures], NB, title=LONG, on=DAY)


def test_nothing_on_a_slide_stands_outside_it_or_over_the_small_print(slides: bytes) -> None:
    for slide in pptx.Presentation(io.BytesIO(slides)).slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= WIDTH
            assert shape.top + shape.height <= HEIGHT
            if shape.has_chart or shape.has_table:
                assert shape.top + shape.height <= BOTTOM + 1
            if shape.has_table:
                assert sum(row.height for row in shape.table.rows) <= BOTTOM - shape.top


def test_a_slide_that_somebody_adds_is_as_wide(slides: bytes) -> None:
    for layout in pptx.Presentation(io.BytesIO(slides)).slide_layouts:
        placed = layout.shapes
        assert max(shape.left + shape.width for shape in placed) > 0.9 * WIDTH


def test_a_title_takes_two_lines_at_most_where_it_can_be_read_so(slides: bytes) -> None:
    for slide in pptx.Presentation(io.BytesIO(slides)).slides:
        (run,) = slide.shapes.title.text_frame.paragraphs[0].runs
        letters_on_two_lines = 2 * (WIDTH / 12700) / (0.5 * run.font.size.pt)
        assert len(run.text) <= letters_on_two_lines
        assert run.font.size.pt >= 14


def test_every_chart_table_and_picture_says_what_it_shows_and_every_text_its_language(
    slides: bytes, figures: list[Figure]
) -> None:
    for slide, one in zip(list(pptx.Presentation(io.BytesIO(slides)).slides)[1:], figures, strict=True):
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == one.chart.alt
        properties = list(slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"))
        assert {found.get("lang") for found in properties} == {"nb-NO"}


def test_a_table_that_has_no_room_says_how_much_of_it_is_shown(slides: bytes, figures: list[Figure]) -> None:
    cut = 0
    for slide, one in zip(list(pptx.Presentation(io.BytesIO(slides)).slides)[1:], figures, strict=True):
        told = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        shown = [len(shape.table.rows) - 1 for shape in slide.shapes if shape.has_table]
        if shown and shown[0] < len(one.chart.table):
            assert f"De første {shown[0]} av {len(one.chart.table)} rader" in told
            cut += 1
        else:
            assert "De første" not in told
    assert cut


def test_every_sheet_prints_lying_with_its_header_on_each_page(book: bytes, figures: list[Figure]) -> None:
    contents, *sheets = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    for sheet in (contents, *sheets):
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.right.text == "&P / &N"
    assert contents.print_title_rows == "$4:$4"
    assert {sheet.print_title_rows for sheet in sheets} == {"$8:$8"}
    for sheet, one in zip(sheets, figures, strict=True):
        assert [cell.value for cell in sheet[8]][: len(one.chart.table.columns)] == list(
            one.chart.table.columns
        )
        assert sheet.max_row == max(8, 8 + len(one.chart.table)) or one.chart.table.empty


def test_every_chart_of_a_workbook_says_what_it_shows(book: bytes, figures: list[Figure]) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        drawings = [package.read(name).decode() for name in package.namelist() if "drawings/drawing" in name]
    told = [found for drawing in drawings for found in re.findall(r'cNvPr descr="([^"]*)"', drawing)]
    assert len(told) == sum(drawing.count("<graphicFrame") for drawing in drawings) > 2
    assert set(told) <= {one.chart.alt for one in figures}


def test_numbers_have_as_many_decimals_as_their_unit(reader: Reader) -> None:
    for unit, wanted in (("hours", "#,##0.0"), ("person_years", "#,##0.00"), ("cost_nok", "#,##0")):
        one = figure(reader, "systems", replace(PERIOD, unit=unit), NB, on=DAY)
        sheet = openpyxl.load_workbook(io.BytesIO(workbook([(one, CODE)], NB, title="", on=DAY))).worksheets[
            1
        ]
        assert {sheet.cell(9, column).number_format for column in (2, 3, 4)} == {wanted}
    assert number_format(1, signed=True) == "+#,##0.0;\N{MINUS SIGN}#,##0.0;#,##0.0"


def test_a_long_title_keeps_the_words_that_tell_its_sheet_from_others() -> None:
    assert sheet_name("2 Planlagt mot faktisk per deltiltak") == "2 Planlagt … per deltiltak"
    assert sheet_name("7 Planlagt og faktisk hittil") == "7 Planlagt og faktisk hittil"


def test_the_form_has_page_numbers_captions_and_a_table_as_wide_as_its_text(
    reader: Reader, folder: Path
) -> None:
    document = docx.Document(io.BytesIO(status_form(reader, folder, "T22", PERIOD, EN, on=DAY).data))
    (section,) = document.sections
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    captions = [one for one in document.paragraphs if getattr(one.style, "name", "") == "Caption"]
    assert len(captions) == 3
    (table,) = document.tables
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iter(qn("w:gridCol"))]
    sides = (section.page_width, section.left_margin, section.right_margin)
    whole, left, right = (int(side or 0) for side in sides)
    text_width = (whole - left - right) / 635
    assert abs(sum(widths) - text_width) < 200
    assert "hours" in table.rows[0].cells[1].text


def test_the_form_says_which_words_are_in_which_language(reader: Reader, folder: Path) -> None:
    document = docx.Document(io.BytesIO(status_form(reader, folder, "T22", PERIOD, EN, on=DAY).data))
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    headings = [
        one for one in document.paragraphs if getattr(one.style, "name", "") in ("Title", "Heading 1")
    ]
    assert len(headings) == 9
    for heading in headings:
        tags = {mark.get(qn("w:val")) for run in heading.runs for mark in run._r.iter(qn("w:lang"))}
        assert tags == {"nb-NO"}


def test_a_rendered_page_without_text_a_code_or_a_number_is_noticed(reader: Reader, folder: Path) -> None:
    one = figure(reader, "systems", PERIOD, NB, on=DAY)
    record = opened(folder, stamp(folder, one, "nb", DAY))
    cells = [cell for row in record.rows for cell in row]
    page = " ".join(NB.number(cell) if isinstance(cell, float) else str(cell) for cell in cells)
    check_pages("a.pdf", [page + record.code], [record.code])
    check_numbers("a.pdf", page, record)
    for pages, wrong in (([page, " "], "without text"), ([], "no page"), ([page], record.code)):
        with pytest.raises(NotAsItShouldBe, match=wrong):
            check_pages("a.pdf", pages, [record.code])
    with pytest.raises(NotAsItShouldBe, match="210"):
        check_numbers("a.pdf", page.replace("210,0", "211,0"), record)
    assert forms_of(1234.25) == {"1 234,3", "1,234.3", "1 234,25", "1,234.25"}
