"""Grids → .xlsx, .xlsm and strict OOXML, and .xls."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import xlsxwriter
import xlwt

from tests.layouts.grid import Cell, Grid, as_cell

_NEVER_CALCULATED = 987654321
_PIVOT = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><pivotTableDefinition '
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" name="Pivottabell1" cacheId="1">'
    b'<location ref="A1:B4" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/></pivotTableDefinition>'
)
_PIVOT_RELATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships '
    b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable" '
    b'Target="../pivotTables/pivotTable1.xml"/></Relationships>'
)
_STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)  # fmt: skip


def xlsx(grids: Sequence[Grid], date_1904: bool = False) -> bytes:
    """The workbook with these sheets, as Excel writes it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": date_1904}) as book:
        formats = _Formats(book)
        for grid in grids:
            _write_sheet(book.add_worksheet(grid.name), grid, formats)
        _activate_visible(book, grids)
    return rewritten(out.getvalue(), lambda parts: _mend(parts, grids))


def xlsm(grids: Sequence[Grid]) -> bytes:
    """The workbook with macros in it (which no test runs: the part holds no code)."""

    def add(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512)
        kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        types = parts["[Content_Types].xml"].replace(
            kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        )
        macros = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override'
        parts["[Content_Types].xml"] = types.replace(b"<Override", macros, 1)
        relation = (
            b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
            b' Target="vbaProject.bin"/></Relationships>'
        )
        parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>", relation
        )

    return rewritten(xlsx(grids), add)


def strict(grids: Sequence[Grid]) -> bytes:
    """The workbook as «Strict Open XML-regneark»: the same parts under the standard's own namespaces."""

    def rename(parts: dict[str, bytes]) -> None:
        for name, part in parts.items():
            if name.startswith(("xl/", "_rels/")) and name.endswith((".xml", ".rels")):
                for loose, exact in _STRICT:
                    part = part.replace(loose, exact)  # noqa: PLW2901 - the part through both renames
                parts[name] = part

    return rewritten(xlsx(grids), rename)


def iso_dates(book: bytes) -> bytes:
    """The workbook with the dates of its first column as strict workbooks may have them: ISO text of type «d»."""

    def change(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = re.sub(rb'(<c r="A\d+" s="\d+")><v>(\d+)</v>', _iso_date, parts[name])

    return rewritten(book, change)


def _iso_date(found: re.Match[bytes]) -> bytes:
    day = date(1899, 12, 30) + timedelta(days=int(found[2]))
    return found[1] + f' t="d"><v>{day.isoformat()}</v>'.encode()


def rewritten(book: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The zip with its parts changed in place by `change`."""
    with zipfile.ZipFile(io.BytesIO(book)) as old:
        parts = {part.filename: old.read(part) for part in old.infolist()}
    before = dict(parts)
    change(parts)
    if parts == before:
        return book
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


class _Formats:
    """One xlsxwriter format per number format."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[str, Any] = {}

    def __call__(self, text: str | None) -> Any:
        if text is None:
            return None
        if text not in self.made:
            self.made[text] = self.book.add_format({"num_format": text})
        return self.made[text]


def _write_sheet(sheet: Any, grid: Grid, formats: _Formats) -> None:
    for (top, left), (bottom, right) in grid.merged:
        sheet.merge_range(top, left, bottom, right, "")
    for number, row in enumerate(grid.rows):
        for at, cell in enumerate(row):
            if cell is not None:
                _write_cell(sheet, number, at, as_cell(cell), formats)
    for number in range(len(grid.rows), grid.styled_to):
        for at in range(grid.width):
            sheet.write_blank(number, at, None, formats("0.00"))
    for number in grid.hidden_rows:
        sheet.set_row(number, None, None, {"hidden": True})
    for at in grid.hidden_columns:
        sheet.set_column(at, at, None, None, {"hidden": True})
    if grid.hidden:
        sheet.hide()


def _write_cell(sheet: Any, number: int, at: int, cell: Cell, formats: _Formats) -> None:
    style, value = formats(cell.format), cell.value
    if cell.note:
        sheet.write_comment(number, at, cell.note)
    if cell.error:
        sheet.write_formula(number, at, "=1/0", style, cell.error)
    elif cell.formula:
        sheet.write_formula(number, at, cell.formula, style, _NEVER_CALCULATED if value is None else value)
    elif isinstance(value, str):
        sheet.write_string(number, at, value, style)
    elif isinstance(value, bool):
        sheet.write_boolean(number, at, value, style)
    elif isinstance(value, datetime | date | time | timedelta):
        sheet.write_datetime(number, at, value, style)
    elif value is None:
        sheet.write_blank(number, at, None, style)
    else:
        sheet.write_number(number, at, value, style)


def _activate_visible(book: Any, grids: Sequence[Grid]) -> None:
    visible = next((at for at, grid in enumerate(grids) if not grid.hidden), 0)
    book.worksheets()[visible].set_first_sheet()
    book.worksheets()[visible].activate()


def _mend(parts: dict[str, bytes], grids: Sequence[Grid]) -> None:
    """What xlsxwriter does not write: false dimensions, formulas without a value, pivot tables."""
    for number, grid in enumerate(grids, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        part = parts[name].replace(b"<v>%d</v>" % _NEVER_CALCULATED, b"")
        if grid.declared:
            part = re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{grid.declared}"'.encode(), part)
        parts[name] = part
        if grid.pivot:
            parts["xl/pivotTables/pivotTable1.xml"] = _PIVOT
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _PIVOT_RELATION


def xls(grids: Sequence[Grid]) -> bytes:
    """The workbook as Excel 97–2003 wrote it."""
    book = xlwt.Workbook()
    styles: dict[str, Any] = {}
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        sheet.visibility = int(grid.hidden)
        for (top, left), (bottom, right) in grid.merged:
            sheet.merge(top, bottom, left, right)
        for number, row in enumerate(grid.rows):
            for at, cell in enumerate(row):
                if cell is not None:
                    full = as_cell(cell)
                    sheet.write(number, at, _old_value(full), _old_style(full.format, styles))
        for number in grid.hidden_rows:
            sheet.row(number).hidden = True
        for at in grid.hidden_columns:
            sheet.col(at).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _old_value(cell: Cell) -> Any:
    return cell.value.total_seconds() / 86400 if isinstance(cell.value, timedelta) else cell.value


def _old_style(text: str | None, styles: dict[str, Any]) -> Any:
    key = text or "General"
    if key not in styles:
        styles[key] = xlwt.easyxf(num_format_str=key)
    return styles[key]


def with_parts(book: bytes, more: Mapping[str, bytes]) -> bytes:
    """The zip with parts added or put in the place of others."""
    return rewritten(book, lambda parts: parts.update(more))
