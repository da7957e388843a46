"""Grids → csv, tsv and txt, HTML tables, SpreadsheetML 2003."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from html import escape
from typing import Any
from xml.sax.saxutils import escape as escape_xml
from xml.sax.saxutils import quoteattr

from tests.layouts.grid import Grid, as_cell, shown

_EPOCH = datetime(1899, 12, 31)


def text(grid: Grid, separator: str = ";", encoding: str = "utf-8-sig", decimal: str = ",") -> bytes:
    """One sheet as a text file with Windows line ends; cells are quoted where they need it."""
    rows = [
        separator.join(_quoted(shown(cell, decimal), separator) for cell in _full(grid, row))
        for row in grid.rows
    ]
    return "".join(f"{row}\r\n" for row in rows).encode(encoding)


def _quoted(cell: str, separator: str) -> str:
    if any(mark in cell for mark in (separator, '"', "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _full(grid: Grid, row: Sequence[Any]) -> list[Any]:
    return [*row, *[None] * (grid.width - len(row))]


def html(grids: Sequence[Grid]) -> bytes:
    """A web page with one table per sheet, as old systems write under the name .xls."""
    tables = "".join(
        "<table border=1>"
        + "".join(f"<tr>{_html_cells(grid, number)}</tr>\n" for number in range(len(grid.rows)))
        + "</table>\n"
        for grid in grids
    )
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>'
    return f"{head}<body>{tables}</body></html>".encode()


def _html_cells(grid: Grid, number: int) -> str:
    tag = "th" if number == 0 else "td"
    spans = {
        corner: f' rowspan="{bottom - corner[0] + 1}" colspan="{right - corner[1] + 1}"'
        for corner, (bottom, right) in grid.merged
    }
    return "".join(
        f"<{tag}{spans.get((number, at), '')}>{escape(shown(cell)).replace(chr(10), '<br>')}</{tag}>"
        for at, cell in enumerate(_full(grid, grid.rows[number]))
        if not _covered(grid, number, at)
    )


def _covered(grid: Grid, number: int, at: int) -> bool:
    return any(
        (number, at) != corner and corner[0] <= number <= end[0] and corner[1] <= at <= end[1]
        for corner, end in grid.merged
    )


def xml_2003(grids: Sequence[Grid]) -> bytes:
    """SpreadsheetML 2003; empty cells are left out, so that cells must be read by their index."""
    sheets = "".join(
        f"<Worksheet ss:Name={quoteattr(grid.name)}><Table>"
        + "".join(f"<Row>{_xml_cells(row)}</Row>" for row in grid.rows)
        + "</Table></Worksheet>"
        for grid in grids
    )
    return (
        '<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{sheets}</Workbook>'
    ).encode()


def _xml_cells(row: Sequence[Any]) -> str:
    found, next_at = [], 0
    for at, cell in enumerate(row):
        if as_cell(cell).value is None:
            continue
        index = "" if at == next_at else f' ss:Index="{at + 1}"'
        kind, written = _xml_value(as_cell(cell).value)
        found.append(f'<Cell{index}><Data ss:Type="{kind}">{escape_xml(written)}</Data></Cell>')
        next_at = at + 1
    return "".join(found)


def _xml_value(value: Any) -> tuple[str, str]:
    if isinstance(value, timedelta):
        return "DateTime", (_EPOCH + value).strftime("%Y-%m-%dT%H:%M:%S.000")
    if isinstance(value, time):
        return "DateTime", f"1899-12-31T{value:%H:%M:%S}.000"
    if isinstance(value, date):
        return "DateTime", f"{value:%Y-%m-%d}T00:00:00.000"
    if isinstance(value, int | float):
        return "Number", repr(value)
    return "String", str(value)
