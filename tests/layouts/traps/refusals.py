"""Files that cannot be read or must not be: each refused with its own sentence."""

import io
from collections.abc import Callable

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from tests.etl_files import FIXTURES, NATIONAL_ID
from tests.layouts.grid import Grid
from tests.layouts.rows import HEADER, fact_rows
from tests.layouts.trap import trap
from tests.layouts.workbooks import rewritten, with_parts, xlsm, xlsx

THEME = "Avviste filer"
GRID = Grid([HEADER, *fact_rows()], "Timer")
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000200"
    "01e221bc330000000049454e44ae426082"
)


def _trap(id: str, what: str, make: Callable[[], bytes], refusal: str, name: str | None = None) -> None:  # noqa: A002 - the word of the registry
    trap(f"refused_{id}", THEME, what, name or f"{id}.xlsx", make, refusal=refusal, in_child=True)


def _with_text(before: bytes, after: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert before in parts[part]
        parts[part] = parts[part].replace(before, after, 1)

    return rewritten(xlsx([GRID]), change)


def _cut_inside() -> bytes:
    """The sheet's own part ends in the middle of a row; the file around it is whole."""
    part = "xl/worksheets/sheet1.xml"
    return rewritten(
        xlsx([GRID]), lambda parts: parts.update({part: parts[part][: len(parts[part]) * 2 // 3]})
    )


def _with_password() -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx([GRID]))).encrypt("hemmelig", out)
    return out.getvalue()


def _picture_only() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().insert_image("B2", "tabell.png", {"image_data": io.BytesIO(_PICTURE)})
    return out.getvalue()


_trap("empty", "Tom fil", lambda: b"", "file_empty")
_trap("no_cells", "Arbeidsbok uten celler", lambda: xlsx([Grid([])]), "file_empty")
_trap("header_only", "Bare overskrift", lambda: xlsx([Grid([HEADER])]), "no_rows")
_trap(
    "label",
    "Kryptert med følsomhetsetikett",
    (FIXTURES / "kryptert_etikett.xlsx").read_bytes,
    "file_protected",
)
_trap("password", "Beskyttet med passord", _with_password, "file_protected")
_trap("cut", "Avkuttet fil", lambda: xlsx([GRID])[:-400], "file_damaged")
_trap("broken_xml", "Arket er avkuttet inne i fila", _cut_inside, "file_damaged")
_trap("macro_only", "Bare makroer, ingen celler", lambda: xlsm([Grid([])]), "file_empty", "makro.xlsm")
_trap(
    "image_only",
    "Bare et bilde av en tabell",
    _picture_only,
    "only_pictures",
)
_trap("pdf", "PDF med navn .xlsx", lambda: b"%PDF-1.7\n%abc", "not_a_spreadsheet")
_trap(
    "entities",
    "XML-bombe (entiteter)",
    lambda: _with_text(
        b"<worksheet",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet',
    ),
    "file_damaged",
)
_trap(
    "zip_bomb",
    "Zip-bombe: 600 MB nuller",
    lambda: with_parts(
        xlsx([GRID]), {f"xl/worksheets/more{number}.xml": bytes(60 << 20) for number in range(10)}
    ),
    "file_unpacks_too_large",
)
_trap(
    "shared_strings",
    "Delte tekster som påstår å være milliarder",
    lambda: rewritten(
        xlsx([GRID]),
        lambda parts: parts.update(
            {
                "xl/sharedStrings.xml": parts["xl/sharedStrings.xml"].replace(
                    b'uniqueCount="', b'uniqueCount="4000000'
                )
            }
        ),
    ),
    "file_damaged",
)
_trap(
    "far_cell",
    "Én celle i XFD1048576",
    lambda: _with_text(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    "sheet_too_large",
)
_trap(
    "national_id",
    "Kolonne med fødselsnummer",
    lambda: xlsx([Grid([[*HEADER, "Fnr"], *([*row, NATIONAL_ID] for row in fact_rows())])]),
    "national_id",
)
_trap(
    "prose",
    "Et dokument uten tabell",
    lambda: xlsx([Grid([["Referat"], ["Møtet ble satt kl. 9."], ["Vel møtt!"]])]),
    "unknown_layout",
)
