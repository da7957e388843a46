"""A workbook with a sheet per figure: its numbers, a native chart, and in the first rows what they rest on."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from language import Language
from reports.cells import storable_text
from reports.figures import Figure
from reports.native import INK, native
from reports.native_look import decimals, is_numeric, number_format
from reports.package import stable
from reports.table_file import column_width, write_cell
from reports.workbook_charts import add_charts

Coded = tuple[Figure, str]
"""A figure with its code."""
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys(r"[]:*?/\'", " "))
_LONGEST_NAME = 31
_LONGEST_PROPERTY = 255
_FONT = "Calibri"
_BOLD = Font(name=_FONT, size=11, bold=True)
_TITLE = Font(name=_FONT, size=14, bold=True)
_HEAD = Font(name=_FONT, size=11, bold=True, color="FFFFFF")
_LINK = Font(name=_FONT, size=11, underline="single", color="1A5488")
_FILL = PatternFill("solid", fgColor=INK)
_RULE = Border(bottom=Side(style="hair", color="9AA5B1"))
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
_INDENTED = Alignment(horizontal="left", indent=1)
_RIGHT = Alignment(wrap_text=True, vertical="top", horizontal="right")
_FIRST_WIDTH = 22.0
"""The column that also holds the labels of the first rows."""
_ON_A_PAGE = 40
"""Rows of a table that can be read when they stand on one page."""
_TEXT_COLUMNS, _LINE_PT = 8, 15.0
"""The first rows' texts go over so many columns; the height of a line."""


def workbook(figures: Sequence[Coded], lang: Language, *, title: str, on: date) -> bytes:
    """Return an .xlsx: a contents sheet, then a sheet for each figure in this order.

    The same input gives the same bytes.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    contents = book.create_sheet(lang.text("Innhold"))
    names = _sheet_names([figure for figure, _code in figures])
    for (figure, code), name in zip(figures, names, strict=True):
        _figure_sheet(book.create_sheet(name), figure, code, lang)
    _contents_sheet(contents, figures, names, lang, title, on)
    book.properties.creator = "Handlingsrom"
    book.properties.title = storable_text(title)[:_LONGEST_PROPERTY]
    book.properties.language = lang.pick("nb-NO", "en-GB")
    stream = io.BytesIO()
    book.save(stream)
    drawn = [figure.chart.alt for figure, _code in figures if native(figure) is not None]
    return stable(stream.getvalue(), on, drawn)


def _sheet_names(figures: Sequence[Figure]) -> list[str]:
    """Names that Excel takes and that differ: number and title."""
    return [sheet_name(f"{number} {figure.chart.title}") for number, figure in enumerate(figures, start=1)]


def sheet_name(words: str) -> str:
    """Return words as Excel takes them for a sheet; too many lose some in the middle, since the last ones differ."""
    kept = " ".join(storable_text(words).translate(_NOT_IN_A_NAME).split())
    if len(kept) <= _LONGEST_NAME:
        return kept
    number, *rest = kept.split(" ")
    begun, ended = f"{number} {rest[0] if rest else ''}"[: _LONGEST_NAME - 2].strip() + " …", ""
    for word in reversed(rest[1:]):
        if len(begun) + len(word) + len(ended) + 1 > _LONGEST_NAME:
            break
        ended = f" {word}{ended}"
    return f"{begun}{ended}".strip()


def _contents_sheet(
    sheet: Worksheet, figures: Sequence[Coded], names: Sequence[str], lang: Language, title: str, on: date
) -> None:
    heading = write_cell(sheet.cell(1, 1), title)
    heading.font, heading.alignment = _TITLE, Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells("A1:E1")
    sheet.row_dimensions[1].height = _height(2 * _lines(title, 150))
    write_cell(sheet.cell(2, 1), lang.text("Laget {date} med Handlingsrom.", date=lang.date(on)))
    heads = (
        lang.text("Ark"),
        lang.text("Hva figuren sier"),
        lang.text("Utvalg"),
        lang.text("Enhet"),
        lang.text("Tallpass"),
    )
    widths = (34, 62, 62, 14, 20)
    for column, head in enumerate(heads, start=1):
        _head(sheet.cell(4, column), head)
        sheet.column_dimensions[get_column_letter(column)].width = widths[column - 1]
    for row, ((figure, code), name) in enumerate(zip(figures, names, strict=True), start=5):
        cells = (name, figure.chart.message, figure.told, figure.chart.unit_label, code)
        for column, text in enumerate(cells, start=1):
            write_cell(sheet.cell(row, column), text).alignment = _WRAPPED
            sheet.cell(row, column).border = _RULE
        link = sheet.cell(row, 1)
        link.hyperlink, link.font = f"#'{name}'!A1", _LINK
        lines = max(_lines(text, width) for text, width in zip(cells, widths, strict=True))
        sheet.row_dimensions[row].height = _height(lines)
    sheet.freeze_panes = "A5"
    _print_setup(sheet, 4)


def _lines(text: Any, width: float) -> int:
    return max(1, ceil(len(str(text)) / (1.1 * width)))


def _height(lines: int) -> float:
    # Excel has no taller row.
    return min(_LINE_PT * lines + 2, 409.0)


def _head(cell: Any, text: str) -> None:
    write_cell(cell, text)
    cell.font, cell.fill, cell.alignment = _HEAD, _FILL, _WRAPPED


def _figure_sheet(sheet: Worksheet, figure: Figure, code: str, lang: Language) -> None:
    chart = figure.chart
    about = (
        (lang.text("Hva figuren sier"), chart.message),
        (lang.text("Utvalg"), figure.told),
        (lang.text("Datagrunnlag"), chart.basis),
        (lang.text("Enhet"), chart.unit_label),
        (lang.text("Tallpass"), code),
    )
    header = len(about) + 3
    _table(sheet, figure, header)
    write_cell(sheet.cell(1, 1), chart.title).font = _TITLE
    across = max(_TEXT_COLUMNS, len(chart.table.columns))
    width = sum(_width_of(sheet, column) for column in range(2, across + 1))
    for row, (label, text) in enumerate(about, start=2):
        write_cell(sheet.cell(row, 1), label).font = _BOLD
        sheet.cell(row, 1).alignment = _WRAPPED
        write_cell(sheet.cell(row, 2), text).alignment = _WRAPPED
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=across)
        sheet.row_dimensions[row].height = _height(_lines(text, 0.9 * width))
    sheet.freeze_panes = f"B{header + 1}"
    _print_setup(sheet, header)
    found = native(figure)
    if found is not None:
        add_charts(sheet, found, figure, header)


def _width_of(sheet: Worksheet, column: int) -> float:
    letter = get_column_letter(column)
    return float(sheet.column_dimensions[letter].width) if letter in sheet.column_dimensions else 13.0


def _table(sheet: Worksheet, figure: Figure, header: int) -> None:
    table = figure.chart.table
    sheet.column_dimensions["A"].width = _FIRST_WIDTH
    formats = []
    for column, name in enumerate(table.columns, start=1):
        values = table.iloc[:, column - 1]
        _head(sheet.cell(header, column), str(name))
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(
            column_width(str(name), values), _FIRST_WIDTH if column == 1 else 0
        )
        formats.append(number_format(decimals(figure, str(name), values)))
        if is_numeric(values):
            sheet.cell(header, column).alignment = _RIGHT
    sheet.row_dimensions[header].height = _height(
        max((_lines(str(name), _width_of(sheet, place)) for place, name in enumerate(table.columns, 1)), default=1)
    )  # fmt: skip
    for row, cells in enumerate(table.itertuples(index=False, name=None), start=header + 1):
        for column, value in enumerate(cells, start=1):
            _value(sheet, row, column, value, formats[column - 1])


def _value(sheet: Worksheet, row: int, column: int, value: Any, form: str) -> None:
    cell = write_cell(sheet.cell(row, column), value)
    cell.border = _RULE
    if cell.data_type == "n" and cell.value is not None:
        cell.number_format = form
    elif cell.data_type == "s":
        lines = _lines(cell.value, _width_of(sheet, column))
        cell.alignment = _WRAPPED if lines > 1 else _INDENTED
        if lines > 1:
            tallest = sheet.row_dimensions[row].height or 0
            sheet.row_dimensions[row].height = max(tallest, _height(lines))


def _print_setup(sheet: Worksheet, header: int) -> None:
    """Lying A4, as wide as the sheet, the header on each page, and page numbers; what nearly fits on a page fits."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    on_one = sheet.max_row <= header + _ON_A_PAGE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(on_one)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header}:{header}"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "Handlingsrom", "&P / &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
