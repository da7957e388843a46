"""How the sample exports are written: same input, same bytes, so that their sha256 can be listed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

Cell = str | int | Decimal | date | None
Row = Sequence[Cell]

EXTRACTED = date(2024, 11, 1)


@dataclass(frozen=True)
class Export:
    """One export file as a table: title rows, one header row, data rows and, where it has them, totals."""

    name: str
    """The file name; its ending chooses the format (.xlsx, .csv, .xls for UTF-16 text with tabs)."""
    sheet: str
    titles: tuple[Row, ...]
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str = ";"
    encoding: str = "cp1252"

    @property
    def lines(self) -> tuple[Row, ...]:
        """Every line of the file, from the top."""
        return (*self.titles, self.header, *self.rows)

    def to_bytes(self) -> bytes:
        """The file's content."""
        return _workbook(self) if self.name.endswith(".xlsx") else _text(self)


def _text(export: Export) -> bytes:
    lines = (export.delimiter.join(_as_text(cell) for cell in row) for row in export.lines)
    return ("\r\n".join(lines) + "\r\n").encode(export.encoding)


def _as_text(cell: Cell) -> str:
    """Norwegian signs: decimal comma, dd.mm.yyyy."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else str(cell)


def _workbook(export: Export) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        # A fixed date of creation: the file's bytes follow from its figures alone.
        book.set_properties({"title": export.name, "created": datetime(2024, 11, 1)})
        sheet = book.add_worksheet(export.sheet)
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate(export.lines):
            is_header = number == len(export.titles)
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
                elif isinstance(cell, (int, Decimal)):
                    sheet.write_number(number, column, float(cell))
                elif cell is not None:
                    sheet.write_string(number, column, cell, bold if is_header else None)
        sheet.freeze_panes(len(export.titles) + 1, 0)
        for column, header in enumerate(export.header):
            sheet.set_column(column, column, max(11, len(header) + 2))
    return buffer.getvalue()
