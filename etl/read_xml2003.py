"""The old XML spreadsheet of Excel 2003 → sheets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, ClassVar

from etl.cell_formats import meaning
from etl.errors import refuse
from etl.guard import MOST_CELLS, MOST_COLUMNS
from etl.sheet import MOST_MARKS, Facts, Runs
from etl.xml_events import read_events

_SS = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_NAMED_FORMATS = {
    "Percent": "0.00%",
    "Short Time": "h:mm",
    "Medium Time": "h:mm AM/PM",
    "Long Time": "h:mm:ss",
    "Short Date": "yyyy-mm-dd",
    "General Date": "yyyy-mm-dd",
}
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
LAST_ROW = 1 << 20


@dataclass
class Table:
    """One sheet as read: its name, its rows (not yet equally wide) and its facts."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    facts: Facts = field(default_factory=lambda: Facts(text_errors=True))


def tables(text: str) -> list[Table]:
    """Every sheet of an XML spreadsheet.

    :raises FileRefused: the XML is damaged or declares a document type, or a sheet reaches too far.
    """
    reader = _Reader()
    # The text is decoded already, so what the declaration says of its encoding no longer holds.
    markup = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).encode("utf-8", "replace")
    read_events(markup, reader.start, reader.end, reader.text)
    return reader.tables


class _Reader:
    """The state between two tags."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self._formats: dict[str, str] = {}
        self._style = ""
        self._row = self._column = self._columns = -1
        self._cell: Mapping[str, str] | None = None
        self._words: list[str] | None = None
        self._data: str | None = None
        self._in_note = False
        self._epoch_1904 = False
        self._cells = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        space, _, word = name.rpartition(" ")
        if word == "Comment" and self._cell is not None:
            self._in_note, self._words = True, []
        elif word == "Data" and self._cell is not None:
            if not self._in_note:
                self._words, self._kind = [], attributes.get(f"{_SS} Type", "String")
        elif space == _SS and word in self._STARTS:
            self._STARTS[word](self, attributes)
        elif space == _EXCEL and word in ("Visible", "Date1904"):
            self._words = []
        elif word == "PivotTable" and self.tables:
            self.tables[-1].facts.kind = "pivot"

    def text(self, text: str) -> None:
        """Characters."""
        if self._words is not None:
            self._words.append(text)

    def end(self, name: str) -> None:
        """A tag closes."""
        space, _, word = name.rpartition(" ")
        words = "".join(self._words or ())
        if word == "Data" and self._cell is not None:
            if not self._in_note and self._words is not None:
                self._data, self._words = words, None
        elif word == "Comment" and self._cell is not None:
            if words.strip():
                self.tables[-1].facts.notes.append((self._row, self._column, words.strip()))
            self._in_note, self._words = False, None
        elif name == f"{_SS} Cell" and self._cell is not None:
            self._end_cell(self._cell)
        elif space == _EXCEL and word == "Visible" and self.tables:
            self.tables[-1].facts.hidden = words.strip() != "SheetVisible"
            self._words = None
        elif space == _EXCEL and word == "Date1904":
            self._epoch_1904, self._words = True, None
        elif name == f"{_SS} Table" and self.tables:
            self.tables[-1].facts.formats = self._runs.all()

    def _start_style(self, attributes: Mapping[str, str]) -> None:
        self._style = attributes.get(f"{_SS} ID", "")
        self._formats[self._style] = self._formats.get(attributes.get(f"{_SS} Parent", "Default"), "")

    def _start_format(self, attributes: Mapping[str, str]) -> None:
        code = attributes.get(f"{_SS} Format", "")
        code = _NAMED_FORMATS.get(code, code)
        self._formats[self._style] = code if meaning(code) else ""

    def _start_sheet(self, attributes: Mapping[str, str]) -> None:
        self.tables.append(Table(attributes.get(f"{_SS} Name", "")))
        self.tables[-1].facts.epoch = "1904" if self._epoch_1904 else "excel"
        self._row = self._columns = -1
        self._runs = Runs()

    def _start_column(self, attributes: Mapping[str, str]) -> None:
        first = _number(attributes, "Index", self._columns + 2) - 1
        self._columns = first + _number(attributes, "Span", 0)
        if attributes.get(f"{_SS} Hidden") == "1" and self.tables:
            self.tables[-1].facts.hidden_columns.append((first, self._columns))

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        if not self.tables:
            return
        first = _number(attributes, "Index", self._row + 2) - 1
        self._row = first + _number(attributes, "Span", 0)
        self._column = -1
        if attributes.get(f"{_SS} Hidden") == "1":
            self.tables[-1].facts.hidden_rows.append((first, self._row))
        self._row_style = attributes.get(f"{_SS} StyleID", "")

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        if self.tables and self._row >= 0:
            self._cell, self._data, self._kind = attributes, None, ""
            self._column = _number(attributes, "Index", self._column + 2) - 1

    def _end_cell(self, attributes: Mapping[str, str]) -> None:
        table, self._cell, self._words = self.tables[-1], None, None
        wide, high = _number(attributes, "MergeAcross", 0), _number(attributes, "MergeDown", 0)
        if wide or high:
            table.facts.merged.append((self._row, self._column, self._row + high, self._column + wide))
        value, mark = _value(self._kind, self._data, f"{_SS} Formula" in attributes)
        if mark:
            if len(table.facts.marks) >= MOST_MARKS:
                raise refuse("too_many_marks", number=MOST_MARKS)
            text = self._data or "" if mark == "error_cell" else ""
            table.facts.marks.append((self._row + 1, self._column + 1, mark, text))
        if value != "":
            self._put(table.rows, value)
            code = self._formats.get(attributes.get(f"{_SS} StyleID") or self._row_style or "Default")
            if code and self._kind in ("Number", "DateTime"):
                self._runs.add(self._row, self._column, code)
        self._column += wide

    def _put(self, rows: list[list[Any]], value: Any) -> None:
        if self._column >= MOST_COLUMNS or self._row >= LAST_ROW or self._cells > MOST_CELLS:
            raise refuse("sheet_too_large", columns=self._column + 1, rows=self._row + 1)
        rows.extend([] for _ in range(self._row + 1 - len(rows)))
        row = rows[self._row]
        missing = self._column + 1 - len(row)
        self._cells += max(missing, 0)
        row.extend([""] * missing)
        row[self._column] = value

    _STARTS: ClassVar = {
        "Style": _start_style,
        "NumberFormat": _start_format,
        "Worksheet": _start_sheet,
        "Column": _start_column,
        "Row": _start_row,
        "Cell": _start_cell,
    }


def _number(attributes: Mapping[str, str], name: str, default: int) -> int:
    text = attributes.get(f"{_SS} {name}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _value(kind: str, data: str | None, has_formula: bool) -> tuple[Any, str]:
    """A cell's value, and the code of what it lacks instead."""
    if kind == "Error":
        return "", "error_cell"
    if has_formula and not data and kind != "String":
        return "", "formula_without_value"
    if data is None:
        return "", ""
    try:
        if kind == "Number":
            return float(data), ""
        if kind == "DateTime":
            return _moment(data), ""
    except ValueError:
        return data, ""
    return (data.strip() == "1" if kind == "Boolean" else data), ""


def _moment(text: str) -> date | time:
    """A time of day is written as the last day of 1899."""
    moment = datetime.fromisoformat(text)
    if moment.date() == date(1899, 12, 31):
        return moment.time()
    return moment if moment.time() != time() else moment.date()
