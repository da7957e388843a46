"""An earlier report is dropped in: every code is found, however the program that wrote it has cut it up."""

import io
import time
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from docx.document import Document

import language
from metrics import Selection
from reports.check_file import UNPACKED_BYTES, UnreadableReport, check_report, codes_of_file
from reports.codes import stamp
from reports.figures import figure
from tests.ui_warehouse import small_warehouse
from warehouse import new_version, open_reader

NB = language.get("nb")
DAY = date(2026, 11, 25)
PERIOD = Selection(first=date(2019, 1, 1), last=date(2019, 3, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_warehouse(tmp_path / "warehouse")


@pytest.fixture
def codes(folder: Path) -> list[str]:
    with open_reader(folder) as reader:
        return [
            stamp(folder, figure(reader, name, PERIOD, NB, on=DAY), "nb", DAY)
            for name in ("systems", "months", "role_groups")
        ]


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_word_may_have_cut_a_code_into_runs(codes: list[str]) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Figur 1 (")
    for piece in (codes[0][:5], codes[0][5:9], codes[0][9:]):
        paragraph.add_run(piece).bold = len(piece) % 2 == 0
    paragraph.add_run(")")
    document.add_table(1, 1).cell(0, 0).text = f"Tallpass: {codes[1]}"
    document.sections[0].footer.paragraphs[0].text = codes[2]
    assert set(codes_of_file(saved(document))) == set(codes)


def test_two_paragraphs_do_not_make_a_code_together() -> None:
    document = docx.Document()
    document.add_paragraph("TP-00000-")
    document.add_paragraph("000000")
    assert codes_of_file(saved(document)) == ()


def test_slides_are_read_in_their_order(codes: list[str]) -> None:
    deck = pptx.Presentation()
    for code in codes * 4:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Merforbruk. {code}"
    stream = io.BytesIO()
    deck.save(stream)
    assert list(codes_of_file(stream.getvalue())) == codes


def test_a_workbook_is_read_with_its_hidden_sheets(codes: list[str]) -> None:
    book = openpyxl.Workbook()
    book.active["B3"] = codes[0]
    book.create_sheet("To")["A1"] = f"Tallpass {codes[1]}"
    book["To"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert set(codes_of_file(stream.getvalue())) == set(codes[:2])


def test_text_and_pictures_are_searched_too(codes: list[str]) -> None:
    assert codes_of_file(f"tall;{codes[0]}\r\n".encode("utf-8-sig")) == (codes[0],)
    assert codes_of_file(f"<svg><text>{codes[1]}</text></svg>".encode()) == (codes[1],)
    text = b"tEXtTallpass\0" + codes[2].encode()
    chunk = (len(text) - 4).to_bytes(4) + text + b"\0" * 4
    assert codes_of_file(b"\x89PNG\r\n\x1a\n" + chunk) == (codes[2],)


@pytest.mark.parametrize("opening", [b"<", b"<w:br", b"<a:br/"])
def test_signs_that_open_and_never_close_are_read_in_no_time(opening: bytes) -> None:
    started = time.process_time()
    assert codes_of_file(opening * 100_000) == ()
    assert time.process_time() - started < 3


def test_what_is_no_report_is_refused_in_words_of_its_own() -> None:
    with pytest.raises(UnreadableReport) as damaged:
        codes_of_file(b"PK\x03\x04 ikke en pakke")
    assert damaged.value.reason == "damaged"
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("bombe.xml", "w") as part,
    ):
        for _ in range(UNPACKED_BYTES // 2**20 + 1):
            part.write(b" " * 2**20)
    with pytest.raises(UnreadableReport) as bomb:
        codes_of_file(stream.getvalue())
    assert bomb.value.reason == "too_large"


def test_each_figure_is_said_to_hold_to_have_changed_or_to_be_unknown(folder: Path, codes: list[str]) -> None:
    document = docx.Document()
    for code in codes:
        document.add_paragraph(code)
    with new_version(folder) as version:
        version.con.execute("update actual_effort set role_group_id = 'OVRIG' where role_group_id = 'KSJEF'")
    (folder / "codes" / f"{codes[1]}.json").unlink()
    with open_reader(folder) as reader:
        systems, months, role_groups = check_report(reader, folder, saved(document))
    assert systems.verdict is not None
    assert systems.verdict.holds
    assert months.verdict is None
    assert role_groups.verdict is not None
    assert role_groups.verdict.reason == "changed"
    assert {change.row for change in role_groups.verdict.changes} == {
        "Kontorsjefene", "Øvrig administrativt ansatte",
    }  # fmt: skip
