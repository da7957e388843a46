"""Spreadsheets of every format, built in code: for the tests of the reader and as seeds of the fuzzer."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter
import xlwt

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle",
        "draw": "drawing",
    }.items()
)  # fmt: skip
_CALCEXT = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(data: bytes, part: str, replace: Mapping[bytes, bytes]) -> bytes:
    """The same zip with bytes of one part replaced; each must be there."""
    parts = parts_of(data)
    for before, after in replace.items():
        assert before in parts[part], before
        parts[part] = parts[part].replace(before, after)
    return zipped(parts)


def xlsx(fill: Callable[[Any], None], **options: Any) -> bytes:
    """A workbook that `fill` writes with XlsxWriter."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        fill(book)
    return out.getvalue()


def bare_xlsx(sheet: str, name: str = "Ark1", namespace: str = TRANSITIONAL, **parts: str) -> bytes:
    """The smallest workbook around one sheet's XML (its inner part, or all of it); for what no program writes."""
    root = sheet if "worksheet" in sheet else f'<worksheet xmlns="{namespace}">{sheet}</worksheet>'
    relations = (
        "http://purl.oclc.org/ooxml/officeDocument/relationships" if namespace == STRICT else _RELATIONS
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{relations}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": root,
            **parts,
        }
    )


def strict_xlsx(data: bytes) -> bytes:
    """The same workbook as strict OOXML."""
    names = {
        TRANSITIONAL.encode(): STRICT.encode(),
        _RELATIONS.encode(): b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    parts = parts_of(data)
    for name in parts:
        for before, after in names.items():
            parts[name] = parts[name].replace(before, after)
    return zipped(parts)


def xls(fill: Callable[[Any], None], date_1904: bool = False) -> bytes:
    """A workbook that `fill` writes with xlwt."""
    book = xlwt.Workbook()
    book.dates_1904 = date_1904
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls_style(code: str) -> Any:
    """A cell style of xlwt with a number format."""
    return xlwt.easyxf(num_format_str=code)


def ods(body: str, styles: str = "", manifest: str = "<manifest/>", indented: bool = False) -> bytes:
    """An OpenDocument spreadsheet around the tables in `body`."""
    gap = "\n  " if indented else ""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} {_CALCEXT} {_DC}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{body}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.replace("><table:", f">{gap}<table:"),
            "META-INF/manifest.xml": manifest,
        }
    )


def ods_row(*cells: Any, attributes: str = "") -> str:
    """A row of texts, numbers, and ready-made cells (texts that start with «<»)."""
    return f"<table:table-row {attributes}>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("<"):
        return value
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    shown = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="float" office:value="{value}">{shown}</table:table-cell>'


def xml2003(body: str, styles: str = "") -> bytes:
    """An XML spreadsheet of Excel 2003 around the worksheets in `body`."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="{space}" '
        f'xmlns:ss="{space}" xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles>{styles}</Styles>{body}'
        "</Workbook>"
    ).encode()


def _record(number: int, payload: bytes = b"") -> bytes:
    """A record of an .xlsb part."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    length = len(payload)
    return head + (bytes([length]) if length < 0x80 else bytes([length & 0x7F | 0x80, length >> 7])) + payload


def _words(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(
    rows: list[list[Any]],
    formats: tuple[str, ...] = (),
    date_1904: bool = False,
    hidden_row: int = -1,
    hidden_column: int = -1,
    state: int = 0,
    merged: tuple[int, int, int, int] | None = None,  # first row, last row, first column, last column
) -> bytes:
    """A binary workbook. Cells: text, number, bool, None, an error as bytes (b"\\x17" is #REF!), or
    (number, style), where style 1 has `formats[0]`."""
    package = "http://schemas.openxmlformats.org/package/2006"
    cells = b""
    for at, row in enumerate(rows):
        flags = 0x10 if at == hidden_row else 0
        cells += _record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, flags, 0, 0))
        cells += b"".join(_xlsb_cell(column, value) for column, value in enumerate(row))
    size = struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, max(map(len, rows), default=1) - 1)
    columns = b""
    if hidden_column >= 0:
        one = struct.pack("<IIIIH", hidden_column, hidden_column, 2304, 0, 1)
        columns = _record(390) + _record(60, one) + _record(391)
    sheet = (
        _record(129) + _record(148, size) + columns + _record(145) + cells + _record(146)
        + (_record(177, struct.pack("<I", 1)) + _record(176, struct.pack("<IIII", *merged)) + _record(178)
           if merged else b"")
        + _record(130)
    )  # fmt: skip
    custom = b"".join(
        _record(44, struct.pack("<H", 164 + at) + _words(code)) for at, code in enumerate(formats)
    )
    xfs = b"".join(
        _record(47, struct.pack("<HHHHHBBBBH", 0, code, 0, 0, 0, 0, 0, 0, 0, 0))
        for code in (0, *range(164, 164 + len(formats)))
    )
    styles = (
        _record(278) + _record(615, struct.pack("<I", len(formats))) + custom + _record(616)
        + _record(617, struct.pack("<I", 1 + len(formats))) + xfs + _record(618) + _record(279)
    )  # fmt: skip
    book = (
        _record(131) + _record(153, struct.pack("<III", int(date_1904), 0, 0)) + _record(143)
        + _record(156, struct.pack("<II", state, 1) + _words("rId1") + _words("Ark1")) + _record(144) + _record(132)
    )  # fmt: skip
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/>'
            f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.bin"/></Relationships>',
            "xl/worksheets/sheet1.bin": sheet,
            "xl/styles.bin": styles,
        }
    )


def _xlsb_cell(column: int, value: Any) -> bytes:
    style = 0
    if isinstance(value, tuple):
        value, style = value
    head = struct.pack("<I", column) + struct.pack("<I", style)
    if value is None:
        return b""
    if isinstance(value, bytes):
        return _record(3, head + value)
    if isinstance(value, bool):
        return _record(4, head + bytes([value]))
    if isinstance(value, str):
        return _record(6, head + _words(value))
    return _record(5, head + struct.pack("<d", value))
