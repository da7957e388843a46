"""The workbook and the slides, opened by other programs than those that wrote them: every number, heading and code."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pytest
from python_calamine import CalamineWorkbook

import language
from language import Language
from metrics import Selection
from reports.check_file import check_report, codes_of_file
from reports.codes import plain, stamp
from reports.deck import deck
from reports.figures import Figure, figure, on_offer
from reports.native import Series, native
from reports.native_look import variance
from reports.workbook import workbook
from tests.ui_warehouse import small_warehouse
from warehouse import Reader, new_version, open_reader

DAY = date(2026, 11, 25)
PERIOD = Selection(first=date(2019, 1, 1), last=date(2019, 3, 1))
Coded = list[tuple[Figure, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = small_warehouse(tmp_path_factory.mktemp("files") / "warehouse")
    with new_version(found) as version:
        version.con.execute("update sub_measure set name_nb = '=1+1 <b>&' where sub_measure_id = '22.1'")
    return found


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    with open_reader(folder) as opened:
        yield opened


@pytest.fixture(scope="module", params=["nb", "en"])
def lang(request: pytest.FixtureRequest) -> Language:
    return language.get(request.param)


@pytest.fixture(scope="module")
def figures(reader: Reader, folder: Path, lang: Language) -> Coded:
    drawn = [figure(reader, name, PERIOD, lang, on=DAY) for name in on_offer(reader, PERIOD)]
    return [(one, stamp(folder, one, lang.code, DAY)) for one in drawn]


@pytest.fixture(autouse=True)
def _no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Without a browser a figure that PowerPoint cannot draw is a table, whose cells can be read here.
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "finnes-ikke"))
    monkeypatch.setattr("reports.chrome._browser", [])


def raw(figure: Figure) -> list[list[Any]]:
    return [[plain(value) for value in row] for row in figure.chart.table.itertuples(index=False, name=None)]


def as_read(cell: Any) -> Any:
    """A cell whatever read it: Excel keeps 16 digits of a number, and a record a day as text."""
    return cell.isoformat() if isinstance(cell, date) else round(cell, 9) if isinstance(cell, float) else cell


def charts_of(figure: Figure) -> list[tuple[Series, ...]]:
    """The series of each native chart: planned and actual, then the variance where the table has it."""
    found = native(figure)
    apart = variance(found, figure) if found else None
    return [series for series in (found and found.series, apart and (apart,)) if series]


def test_the_workbook_holds_every_number_as_a_number(figures: Coded, lang: Language) -> None:
    made = workbook(figures, lang, title="Status", on=DAY)
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    contents, *sheets = book.sheet_names
    assert len(sheets) == len(figures)
    listed = book.get_sheet_by_name(contents).to_python(skip_empty_area=False)
    assert [row[4] for row in listed[4:]] == [code for _figure, code in figures]
    for name, (one, code) in zip(sheets, figures, strict=True):
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert rows[0][0] == one.chart.title
        assert [row[1] for row in rows[1:6]] == [
            one.chart.message,
            one.told,
            one.chart.basis,
            one.chart.unit_label,
            code,
        ]
        assert rows[7] == [str(column) for column in one.chart.table.columns]
        expected = [["" if cell is None else cell for cell in row] for row in raw(one)]
        assert [[as_read(cell) for cell in row] for row in rows[8:]] == [
            [as_read(cell) for cell in row] for row in expected
        ]


def test_no_text_of_the_data_is_a_formula(figures: Coded, lang: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(figures, lang, title="=Status", on=DAY)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert book.worksheets[0]["A1"].value == "=Status"


def test_a_native_chart_reads_its_figures_from_the_sheet(figures: Coded, lang: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(figures, lang, title="Status", on=DAY)))
    for sheet, (one, _code) in zip(book.worksheets[1:], figures, strict=True):
        assert sheet.freeze_panes == "B9"
        for chart, drawn in zip(sheet._charts, charts_of(one), strict=True):
            for series, wanted in zip(chart.series, drawn, strict=True):
                first, *last = series.val.numRef.f.split("!")[1].replace("$", "").split(":")
                cells = [cell.value for (cell,) in sheet[f"{first}:{(last or [first])[0]}"]]
                assert tuple(cells) == wanted.numbers


def test_the_slides_state_the_message_and_their_charts_hold_the_table(figures: Coded, lang: Language) -> None:
    slides = pptx.Presentation(io.BytesIO(deck(figures, lang, title="Status", on=DAY))).slides
    first, *others = slides
    assert first.shapes.title.text_frame.text == "Status"
    told = " ".join(shape.text_frame.text for shape in first.shapes if shape.has_text_frame)
    assert lang.date(DAY) in told
    assert figures[0][0].told in told
    for slide, (one, code) in zip(others, figures, strict=True):
        assert slide.shapes.title.text_frame.text == one.chart.message
        assert any(code in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        found = native(one)
        charts = [shape for shape in slide.shapes if shape.has_chart]
        for shape, drawn in zip(charts, charts_of(one), strict=True):
            assert found is not None
            plot = shape.chart.plots[0]
            assert list(plot.categories) == list(found.categories)
            assert [tuple(series.values) for series in plot.series] == [series.numbers for series in drawn]
            assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == one.chart.alt
        tags = {run._r.rPr.get("lang") for shape in slide.shapes if shape.has_text_frame
                for paragraph in shape.text_frame.paragraphs for run in paragraph.runs}  # fmt: skip
        assert tags == {"nb-NO" if lang.code == "nb" else "en-GB"}


def test_the_same_figures_give_the_same_bytes_and_another_day_only_another_date(
    figures: Coded, lang: Language
) -> None:
    for write in (workbook, deck):
        assert write(figures, lang, title="Status", on=DAY) == write(figures, lang, title="Status", on=DAY)
        assert write(figures, lang, title="Status", on=DAY) != write(
            figures, lang, title="Status", on=date(2026, 11, 26)
        )


def test_every_code_of_the_files_is_found_again_and_holds(
    figures: Coded, lang: Language, reader: Reader, folder: Path
) -> None:
    for made in (
        workbook(figures, lang, title="Status", on=DAY),
        deck(figures, lang, title="Status", on=DAY),
    ):
        assert set(codes_of_file(made)) == {code for _figure, code in figures}
        assert all(one.verdict and one.verdict.holds for one in check_report(reader, folder, made))
