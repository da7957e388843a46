"""Hostile and broken files: each is refused with its own sentence, and none takes the reader's parent down."""

from pathlib import Path

import pytest

import language
from etl.child import seconds_for
from etl.errors import FileRefused
from etl.guard import column_number, decode, examine
from etl.identity import find_national_id, is_national_id
from etl.problems import error
from etl.read import Sheet
from etl.report import Options
from etl.understand import read_in_child
from etl.wording import message
from tests.etl_files import FIXTURES, LEDGER_HEADER, NATIONAL_ID, reference, with_sheet_xml, workbook
from tests.spreadsheets import zipped

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
TYPES = "[Content_Types].xml"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as found:
        examine(data)
    [problem] = found.value.problems
    return problem.code


def read_status(path: Path, name: str | None = None) -> tuple[str, list[str]]:
    report = read_in_child(path, name or path.name, reference(), Options()).report
    return report.status, [problem.code for problem in report.problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "file_empty", id="empty"),
        pytest.param(b"\r\n  \n", "file_empty", id="blank"),
        pytest.param(b"<?xml version='1.0'?><note>hello</note>", "not_a_spreadsheet", id="xml"),
        pytest.param(b"{\\rtf1 hello}", "not_a_spreadsheet", id="rtf"),
        pytest.param(b"\x1f\x8b\x08 packed", "not_a_spreadsheet", id="gzip"),
        pytest.param(b"%PDF-1.7 abc", "not_a_spreadsheet", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_spreadsheet", id="png"),
        pytest.param(b"PK\x03\x04 and nothing more", "file_damaged", id="cut-zip"),
        pytest.param(OLE + bytes(500), "file_protected", id="label"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "file_protected", id="password"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "not_a_spreadsheet", id="doc"),
    ],
)
def test_what_is_refused_at_the_door(data, code):
    assert refusal(data) == code


@pytest.mark.parametrize(
    ("parts", "code", "found"),
    [
        ({"hello.txt.gz": b"world"}, "not_a_spreadsheet", "zip"),
        ({"2022/januar.xlsx": b"x", "les_meg.pdf": b"y"}, "file_is_archive", None),
        (
            {TYPES: b"<x/>", "word/document.xml": b"<x/>", "word/embeddings/a.xlsx": b""},
            "not_a_spreadsheet",
            "Word",
        ),
        ({TYPES: b"<x/>", "ppt/presentation.xml": b"<x/>"}, "not_a_spreadsheet", "PowerPoint"),
        ({"Index/Document.iwa": b"x"}, "not_a_spreadsheet", "Numbers"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "not_a_spreadsheet", "OpenDocument"),
        (
            {"mimetype": ODS_TYPE, "META-INF/manifest.xml": b"<manifest:encryption-data/>"},
            "file_protected",
            None,
        ),
        ({"mimetype": ODS_TYPE, "encrypted-package": b"x"}, "file_protected", None),
    ],
)
def test_zips_that_are_no_workbook(parts, code, found):
    with pytest.raises(FileRefused) as refused:
        examine(zipped(parts))
    [problem] = refused.value.problems
    assert (problem.code, problem.facts.get("found")) == (code, found)
    assert "{" not in message(problem, language.get("nb"))


def test_a_document_type_in_a_part():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert refusal(zipped({TYPES: b"<x/>", "xl/workbook.xml": bomb})) == "file_damaged"


def test_a_part_that_leads_out_of_the_file():
    assert refusal(zipped({TYPES: b"<x/>", "../../xl/workbook.xml": b"<x/>"})) == "file_damaged"


def test_a_zip_bomb_is_not_unpacked():
    parts = {f"xl/worksheets/sheet{number}.xml": bytes(60 << 20) for number in range(9)}
    bomb = zipped({TYPES: b"<x/>", **parts})
    assert len(bomb) < 2 << 20
    assert refusal(bomb) == "file_unpacks_too_large"


def test_a_text_table_that_claims_too_much():
    claim = b'<sst uniqueCount="4294967295"></sst>'
    parts = {TYPES: b"<x/>", "xl/workbook.xml": b"<x/>", "xl/sharedStrings.xml": claim}
    assert refusal(zipped(parts)) == "file_damaged"


def test_one_cell_in_the_last_corner(tmp_path):
    path = workbook(tmp_path / "far.xlsx", [LEDGER_HEADER])
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert read_status(with_sheet_xml(path, {b"</sheetData>": far})) == ("refused", ["sheet_too_large"])


def test_the_child_holds_where_the_guard_does_not_look(tmp_path):
    """A sheet larger than the guard scans, with one cell far out: the reader runs into its limit, we go on."""
    path = workbook(tmp_path / "far.xlsx", [LEDGER_HEADER])
    padding = b"<!--" + b"x" * (5 << 20) + b"-->"
    far = padding + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    status, codes = read_status(with_sheet_xml(path, {b"</sheetData>": far}))
    assert status == "refused"
    assert codes in (["file_stopped_reader"], ["sheet_too_large"], ["file_damaged"])


def test_a_file_cut_short(tmp_path):
    path = tmp_path / "cut.xlsx"
    path.write_bytes((FIXTURES / "unit4_hovedbok_2023.xlsx").read_bytes()[:3000])
    assert read_status(path) == ("refused", ["file_damaged"])


def test_a_slow_file_is_stopped(tmp_path):
    path = workbook(tmp_path / "any.xlsx", [LEDGER_HEADER])
    report = read_in_child(path, path.name, reference(), Options(), wall_seconds=0.001).report
    assert [problem.code for problem in report.problems] == ["file_too_slow"]


SENTENCES = {
    "file_is_archive": "Fila er et zip-arkiv med regneark i. Pakk det ut og last opp regnearkene, eller last opp "
    "zip-fila der det kan lastes opp flere filer samtidig.",
    "only_charts_or_macros": "Arbeidsboka har ingen vanlige ark, bare diagrammer, makroer eller dialoger. Makroer blir "
    "aldri kjørt. Lagre tabellen på et vanlig ark og last opp på nytt.",
    "only_pictures": "Arkene har bare bilder eller tegninger, ingen celler med innhold. Tall i et bilde kan ikke leses:"
    " hent tabellen som regneark fra kildesystemet.",
    "no_tables": "Fila er en nettside (HTML) uten noen tabell med innhold. Eksporter på nytt fra kildesystemet, helst "
    "som .xlsx.",
    "too_many_marks": "Et ark har over 100000 celler uten verdi: formler som aldri er beregnet, eller feil som #REF!. "
    "Åpne fila i Excel, beregn den (F9), lagre og last opp på nytt.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_each_refusal_says_what_the_file_is_and_what_to_do(code):
    assert message(error(code, number=100_000), language.get("nb")) == SENTENCES[code]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ("PDF", "en PDF-fil"),
        ("Word", "et Word-dokument"),
        ("image", "et bilde"),
        ("archive", "et komprimert arkiv"),
    ],
)
def test_what_is_no_spreadsheet_is_named(found, words):
    said = message(error("not_a_spreadsheet", found=found), language.get("nb"))
    assert said.startswith(f"Fila er ikke et regneark, men {words}")


def test_a_small_file_has_twenty_seconds_and_a_large_one_more(tmp_path):
    path = tmp_path / "timer.xlsx"
    path.write_bytes(b"x")
    assert seconds_for(path) == 20
    with path.open("r+b") as file:
        file.truncate(45 << 20)
    assert seconds_for(path) == 100
    assert seconds_for(tmp_path / "gone.xlsx") == 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding):
    assert decode("Måned;Beløp\nmars;1".encode(encoding)) == "Måned;Beløp\nmars;1"


def test_column_number():
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16384]


@pytest.mark.parametrize("cell", [NATIONAL_ID, f"Lønn {NATIONAL_ID[:6]} {NATIONAL_ID[6:]} mars"])
def test_a_national_id_refuses_the_file_without_repeating_it(tmp_path, cell):
    assert is_national_id(NATIONAL_ID)
    rows = [LEDGER_HEADER, [202301, "5000", "99310100", "990123001", cell, 100.0]]
    path = workbook(tmp_path / "id.xlsx", rows)
    report = read_in_child(path, path.name, reference(), Options()).report
    [problem] = report.problems
    assert (report.status, problem.code, problem.row) == ("refused", "national_id", 2)
    said = str(report) + message(problem, language.get("nb"))
    assert NATIONAL_ID not in said
    assert NATIONAL_ID[6:] not in said


@pytest.mark.parametrize("text", ["010100-12356", "010100 123 56", "01 01 00 12356"])
def test_a_national_id_may_be_written_with_gaps(text):
    assert find_national_id([Sheet("Ark", [["a"], [f"se {text} her"]])]) == ("Ark", 2, 1)


def test_a_national_id_in_a_cell_note():
    sheet = Sheet("Ark", [["a"], [1.0]], notes={(1, 0): f"gjelder {NATIONAL_ID}"})
    assert find_national_id([sheet]) == ("Ark", 2, 1)


def test_a_national_id_as_the_name_of_a_sheet():
    assert find_national_id([Sheet("Ola 01010012356", [["a"]])]) == ("Ola ***********", 1, 1)


def test_an_account_number_is_no_national_id():
    assert not is_national_id("99310112345")
