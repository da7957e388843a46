"""Grids → .xlsb, by hand: Excel's binary records, with the few kinds that a plain table needs."""

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tests.layouts.grid import Grid, value_of

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = datetime(1899, 12, 30)


def xlsb(grids: Sequence[Grid]) -> bytes:
    """The workbook as binary records: numbers, texts, dates and durations."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations({"rId1": ("officeDocument", "xl/workbook.bin")}))
        sheets = {
            f"rId{n}": ("worksheet", f"worksheets/sheet{n}.bin") for n, _grid in enumerate(grids, start=1)
        }
        archive.writestr(
            "xl/_rels/workbook.bin.rels", _relations({**sheets, "rIdStyles": ("styles", "styles.bin")})
        )
        archive.writestr("xl/styles.bin", _styles())
        archive.writestr("xl/workbook.bin", _workbook(grids))
        for n, grid in enumerate(grids, start=1):
            archive.writestr(f"xl/worksheets/sheet{n}.bin", _sheet(grid))
    return out.getvalue()


def _relations(found: dict[str, tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in found.items()
    )
    return _RELATIONS.format("".join(lines))


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, rest = b"", len(data)
    while rest >= 128:
        length += bytes([rest & 0x7F | 0x80])
        rest >>= 7
    return number + length + bytes([rest]) + data


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _workbook(grids: Sequence[Grid]) -> bytes:
    sheets = b"".join(
        _record(156, struct.pack("<II", int(grid.hidden), n) + _text(f"rId{n}") + _text(grid.name))
        for n, grid in enumerate(grids, start=1)
    )
    return _record(131) + _record(143) + sheets + _record(144) + _record(132)


def _sheet(grid: Grid) -> bytes:
    size = struct.pack("<IIII", 0, max(len(grid.rows) - 1, 0), 0, max(grid.width - 1, 0))
    rows = b"".join(
        _record(0, struct.pack("<I", number) + bytes(13))
        + b"".join(_cell(at, value_of(cell)) for at, cell in enumerate(row) if value_of(cell) is not None)
        for number, row in enumerate(grid.rows)
    )
    return _record(129) + _record(148, size) + _record(145) + rows + _record(146) + _record(130)


def _styles() -> bytes:
    """A sheet of styles: 0 plain, 1 a date (format 14), 2 a duration (format 46)."""
    formats = b"".join(_record(47, struct.pack("<HHHHQ", 0, code, 0, 0, 0)) for code in (0, 14, 46))
    return _record(278) + _record(617, struct.pack("<I", 3)) + formats + _record(618) + _record(279)


def _cell(at: int, value: Any) -> bytes:
    style = 1 if isinstance(value, date) else 2 if isinstance(value, timedelta) else 0
    head = struct.pack("<II", at, style)
    if isinstance(value, timedelta):
        value = value.total_seconds() / 86400
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        value = (moment - _EPOCH).total_seconds() / 86400
    if isinstance(value, str):
        return _record(6, head + _text(value))
    return _record(5, head + struct.pack("<d", float(value)))
