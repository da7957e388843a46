"""Grids → .ods, by hand: the format is XML that any office suite reads."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.layouts.grid import Cell, Grid, as_cell, shown

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)  # fmt: skip
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def ods(grids: Sequence[Grid]) -> bytes:
    """The workbook as LibreOffice writes it; after the last row a million empty ones are said to follow."""
    sheets = "".join(_sheet(grid) for grid in grids)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.2">'
        '<office:automatic-styles><style:style style:name="away" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    return out.getvalue()


def _sheet(grid: Grid) -> str:
    away = ' table:style-name="away"' if grid.hidden else ""
    columns = "".join(
        f"<table:table-column{_collapsed(at in grid.hidden_columns)}/>" for at in range(grid.width)
    )
    rows = "".join(
        f"<table:table-row{_collapsed(number in grid.hidden_rows)}>"
        + "".join(_cell(grid, number, at) for at in range(grid.width))
        + "</table:table-row>"
        for number in range(len(grid.rows))
    )
    rest = (
        f'<table:table-row table:number-rows-repeated="{1048576 - len(grid.rows)}">'
        f'<table:table-cell table:number-columns-repeated="{max(grid.width, 1)}"/></table:table-row>'
    )
    return f"<table:table table:name={quoteattr(grid.name)}{away}>{columns}{rows}{rest}</table:table>"


def _collapsed(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _cell(grid: Grid, number: int, at: int) -> str:
    row = grid.rows[number]
    cell = as_cell(row[at] if at < len(row) else None)
    for (top, left), (bottom, right) in grid.merged:
        if top <= number <= bottom and left <= at <= right and (number, at) != (top, left):
            return "<table:covered-table-cell/>"
        if (number, at) == (top, left):
            span = (
                f' table:number-rows-spanned="{bottom - top + 1}"'
                f' table:number-columns-spanned="{right - left + 1}"'
            )
            return _written(cell, span)
    return _written(cell, "")


def _written(cell: Cell, span: str) -> str:
    if cell.value is None and not cell.note:
        return f"<table:table-cell{span}/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown(cell).split("\n"))
    note = f"<office:annotation><text:p>{escape(cell.note)}</text:p></office:annotation>" if cell.note else ""
    return f"<table:table-cell{span}{_typed(cell.value)}>{note}{lines}</table:table-cell>"


def _typed(value: Any) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f' office:value-type="time" office:time-value="PT{minutes // 60:02}H{minutes % 60:02}M00S"'
    if isinstance(value, time):
        return f' office:value-type="time" office:time-value="PT{value:%HH%MM%SS}"'
    if isinstance(value, datetime):
        return f' office:value-type="date" office:date-value="{value:%Y-%m-%dT%H:%M:%S}"'
    if isinstance(value, date):
        return f' office:value-type="date" office:date-value="{value:%Y-%m-%d}"'
    if isinstance(value, int | float):
        return f' office:value-type="float" office:value="{value!r}"'
    return ' office:value-type="string"'
