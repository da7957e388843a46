"""A workbook with a sheet per figure: its numbers, a native chart, and in the first rows what they rest on."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from language import Language
from reports.figures import Figure
from reports.native import INK, Native, native
from reports.package import stable
from reports.table_file import column_width, write_cell

Coded = tuple[Figure, str]
"""A figure with its code."""
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys(r"[]:*?/\'", " "))
_LONGEST_NAME = 31
_BOLD = Font(bold=True)


def workbook(figures: Sequence[Coded], lang: Language, *, title: str, on: date) -> bytes:
    """Return an .xlsx: a contents sheet, then a sheet for each figure in this order.

    The same input gives the same bytes.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    contents = book.create_sheet(lang.text("Innhold"))
    names = _sheet_names([figure for figure, _code in figures], lang)
    for (figure, code), name in zip(figures, names, strict=True):
        _figure_sheet(book.create_sheet(name), figure, code, lang)
    _contents_sheet(contents, figures, names, lang, title, on)
    book.properties.creator = "Handlingsrom"
    book.properties.title = title
    book.properties.language = lang.pick("nb-NO", "en-GB")
    stream = io.BytesIO()
    book.save(stream)
    return stable(stream.getvalue(), on)


def _sheet_names(figures: Sequence[Figure], lang: Language) -> list[str]:
    """Names that Excel takes and that differ: number and title."""
    taken = {lang.text("Innhold")}
    names = []
    for number, figure in enumerate(figures, start=1):
        name = f"{number} {figure.chart.title}".translate(_NOT_IN_A_NAME)[:_LONGEST_NAME].strip()
        taken.add(name)
        names.append(name)
    return names


def _contents_sheet(
    sheet: Worksheet, figures: Sequence[Coded], names: Sequence[str], lang: Language, title: str, on: date
) -> None:
    write_cell(sheet.cell(1, 1), title).font = Font(bold=True, size=14)
    write_cell(sheet.cell(2, 1), lang.text("Laget {date} med Handlingsrom.", date=lang.date(on)))
    heads = (
        lang.text("Ark"),
        lang.text("Hva figuren sier"),
        lang.text("Utvalg"),
        lang.text("Enhet"),
        lang.text("Tallpass"),
    )
    for column, head in enumerate(heads, start=1):
        write_cell(sheet.cell(4, column), head).font = _BOLD
    for row, ((figure, code), name) in enumerate(zip(figures, names, strict=True), start=5):
        cells = (name, figure.chart.message, figure.told, figure.chart.unit_label, code)
        for column, text in enumerate(cells, start=1):
            write_cell(sheet.cell(row, column), text).alignment = Alignment(wrap_text=True, vertical="top")
        link = sheet.cell(row, 1)
        link.hyperlink = f"#'{name}'!A1"
        link.font = Font(underline="single", color="1A5488")
    for column, width in enumerate((34, 60, 50, 14, 20), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A5"


def _figure_sheet(sheet: Worksheet, figure: Figure, code: str, lang: Language) -> None:
    chart, table = figure.chart, figure.chart.table
    write_cell(sheet.cell(1, 1), chart.title).font = Font(bold=True, size=14)
    about = (
        (lang.text("Hva figuren sier"), chart.message),
        (lang.text("Utvalg"), figure.told),
        (lang.text("Datagrunnlag"), chart.basis),
        (lang.text("Enhet"), chart.unit_label),
        (lang.text("Tallpass"), code),
    )
    for row, (label, text) in enumerate(about, start=2):
        write_cell(sheet.cell(row, 1), label).font = _BOLD
        write_cell(sheet.cell(row, 2), text)
    header = len(about) + 3
    for column, name in enumerate(table.columns, start=1):
        cell = write_cell(sheet.cell(header, column), str(name))
        cell.font, cell.alignment = _BOLD, Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = column_width(str(name), table[name])
    for row, values in enumerate(table.itertuples(index=False, name=None), start=header + 1):
        for column, value in enumerate(values, start=1):
            write_cell(sheet.cell(row, column), value)
    sheet.freeze_panes = f"B{header + 1}"
    found = native(figure)
    if found is not None:
        sheet.add_chart(
            _chart(sheet, found, figure, header), f"{get_column_letter(len(table.columns) + 2)}{header}"
        )


def _chart(sheet: Worksheet, found: Native, figure: Figure, header: int) -> Any:
    last = header + len(found.categories)
    chart = LineChart() if found.kind == "lines" else BarChart()
    if isinstance(chart, BarChart):
        chart.type = "bar" if found.kind == "bars" else "col"
        chart.overlap, chart.gapWidth = 60, 60
    for one in found.series:
        column = one.column + 1
        chart.add_data(Reference(sheet, min_col=column, min_row=header, max_row=last), titles_from_data=True)
        chart.series[-1].graphicalProperties = _look(one.planned, found.kind)
        if found.kind == "lines":
            chart.series[-1].smooth = False
    chart.set_categories(Reference(sheet, min_col=1, min_row=header + 1, max_row=last))
    chart.title = figure.chart.title
    chart.legend.position = "b"
    chart.x_axis.delete = chart.y_axis.delete = False
    if found.kind == "bars":
        # Excel draws lying bars from below; the table is read from above.
        chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.majorGridlines = None
    chart.height = max(8.0, 1.2 * len(found.categories)) if found.kind == "bars" else 9.0
    chart.width = 22.0
    return chart


def _look(planned: bool, kind: str) -> GraphicalProperties:
    """IBCS: the plan an outline, what was spent solid."""
    look = (
        GraphicalProperties(noFill=True) if planned or kind == "lines" else GraphicalProperties(solidFill=INK)
    )
    look.line.solidFill = INK
    if kind == "lines":
        look.line.width = 15000 if planned else 34000
        look.line.dashStyle = "dash" if planned else "solid"
    return look
