"""OpenDocument spreadsheets: cells and everything beside them, from content.xml.

An own reader, since the common one takes no indented XML, loses errors, and makes room for blanks that are repeated.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from etl.errors import refuse
from etl.guard import MOST_CELLS, MOST_COLUMNS
from etl.ods_styles import Styles
from etl.sheet import MOST_MARKS, Facts, Runs, is_error_text
from etl.xml_events import OFFICE, TABLE, TEXT, read_events

_DURATION = re.compile(
    r"(-?)P(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:[.,](\d{1,6})\d*)?S)?)?"
)
_VALUE_ERROR = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_SPACES = {f"{TEXT} tab": "\t", f"{TEXT} line-break": "\n"}
_CELLS = (f"{TABLE} table-cell", f"{TABLE} covered-table-cell")
MOST_REPEATS = 1 << 20


@dataclass
class Table:
    """One sheet as read: its name, its rows (not yet equally wide) and its facts."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    facts: Facts = field(default_factory=lambda: Facts(epoch="plain"))


def tables(data: bytes) -> list[Table]:
    """Every sheet of an .ods file.

    :raises FileRefused: the XML is damaged, or a sheet reaches further than can be read.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = Styles()
        if "styles.xml" in archive.namelist():
            read_events(archive.read("styles.xml"), styles.start, styles.end, styles.text)
        reader = _Reader(styles)
        read_events(archive.read("content.xml"), reader.start, reader.end, reader.text)
    for name in reader.pivots:
        for table in reader.tables:
            table.facts.kind = "pivot" if table.name == name else table.facts.kind
    return reader.tables


class _Reader:
    """The state between two tags."""

    def __init__(self, styles: Styles) -> None:
        self.tables: list[Table] = []
        self.pivots: set[str] = set()
        self._styles = styles
        self._depth = 0  # of tables: one inside another is no sheet
        self._cell: Mapping[str, str] | None = None
        self._note: list[str] | None = None
        self._in_note = False
        self._text: list[str] = []
        self._in_row = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        if name in _CELLS:
            if self._depth == 1:
                if not self._in_row:
                    raise refuse("file_damaged")
                self._cell, self._text, self._paragraphs = attributes, [], 0
        elif self._cell is not None:
            self._start_in_cell(name, attributes)
        elif name == f"{TABLE} table-row":
            self._start_row(attributes)
        elif name == f"{TABLE} table-column":
            self._add_column(attributes)
        elif name == f"{TABLE} table":
            self._start_table(attributes)
        elif name == f"{TABLE} table-source":
            self._external = True  # what is kept of another file is no sheet of this one
        elif name == f"{TABLE} data-pilot-table":
            target = attributes.get(f"{TABLE} target-range-address", "")
            self.pivots.add(target.rsplit(".", 2)[0].strip("$'"))
        elif self._depth == 0:
            self._styles.start(name, attributes)
        elif name.endswith(":drawing:1.0 frame"):
            self._table.facts.drawing = True

    def _start_in_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == f"{OFFICE} annotation":
            self._note, self._in_note = [], False
        elif name == f"{TEXT} p" and self._note is not None:
            self._in_note = True  # what stands outside the paragraphs says who wrote it
            self._note.append("\n")
        elif name.endswith(":drawing:1.0 frame"):
            self._table.facts.drawing = True
        elif name == f"{TEXT} p":
            if self._paragraphs:
                self._text.append("\n")
            self._paragraphs += 1
        elif name == f"{TEXT} s":
            self.text(" " * _number(attributes, f"{TEXT} c", 1, 1000))
        elif name in _SPACES:
            self.text(_SPACES[name])

    def text(self, text: str) -> None:
        """Characters; those between the tags of a row mean nothing."""
        if self._note is not None:
            if self._in_note:
                self._note.append(text)
        elif self._cell is not None:
            if self._paragraphs:
                self._text.append(text)
        elif self._depth == 0:
            self._styles.text(text)

    def end(self, name: str) -> None:
        """A tag closes."""
        if name in _CELLS and self._depth == 1:
            self._end_cell()
        elif name == f"{TEXT} p":
            self._in_note = False
        elif name == f"{OFFICE} annotation" and self._note is not None:
            note = "".join(self._note).strip()
            if note and self._depth == 1:
                self._table.facts.notes.append((self._row, self._column, note))
            self._note = None
        elif name == f"{TABLE} table-row" and self._depth == 1:
            self._end_row()
        elif name == f"{TABLE} table":
            self._depth -= 1
            if self._depth == 0 and not self._external:
                self._table.facts.formats = self._runs.all()
                self.tables.append(self._table)
        elif self._depth == 0:
            self._styles.end(name)

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._table = Table(attributes.get(f"{TABLE} name", ""))
            self._table.facts.hidden = attributes.get(f"{TABLE} style-name", "") in self._styles.hidden_tables
            self._external, self._row, self._columns, self._runs = False, 0, 0, Runs()
            self._in_row = False
            self._column_styles: list[tuple[int, str]] = []
            self._width = 0

    def _add_column(self, attributes: Mapping[str, str]) -> None:
        if self._depth != 1:
            return
        first = self._columns
        self._columns += _number(attributes, f"{TABLE} number-columns-repeated", 1)
        if attributes.get(f"{TABLE} visibility", "visible") != "visible":
            self._table.facts.hidden_columns.append((first, self._columns - 1))
        self._column_styles.append((self._columns, attributes.get(f"{TABLE} default-cell-style-name", "")))

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        if self._depth != 1:
            return
        self._in_row = True
        self._times = _number(attributes, f"{TABLE} number-rows-repeated", 1)
        self._row_style = attributes.get(f"{TABLE} default-cell-style-name", "")
        self._cells: list[Any] = []
        self._column = 0
        if attributes.get(f"{TABLE} visibility", "visible") != "visible":
            self._table.facts.hidden_rows.append((self._row, self._row + self._times - 1))

    def _end_cell(self) -> None:
        attributes, shown = self._cell or {}, "".join(self._text)
        self._cell = None
        times = _number(attributes, f"{TABLE} number-columns-repeated", 1)
        value, mark = _value(attributes, shown)
        if value != "" or mark:
            self._fill(self._column + times)
            for at in range(self._column, self._column + times):
                self._cells[at] = value
                self._add_facts(at, attributes, mark, shown)
        wide = _number(attributes, f"{TABLE} number-columns-spanned", 1)
        high = _number(attributes, f"{TABLE} number-rows-spanned", 1)
        if wide > 1 or high > 1:
            last = self._row + high - 1, self._column + wide - 1
            self._table.facts.merged.append((self._row, self._column, *last))
        self._column += times

    def _fill(self, width: int) -> None:
        if width > MOST_COLUMNS:
            raise refuse("sheet_too_large", columns=width, rows=self._row + 1)
        self._cells.extend([""] * (width - len(self._cells)))

    def _add_facts(self, column: int, attributes: Mapping[str, str], mark: str, shown: str) -> None:
        if mark:
            if len(self._table.facts.marks) + self._times > MOST_MARKS:
                raise refuse("too_many_marks", number=MOST_MARKS)
            text = shown.strip() if mark == "error_cell" else ""
            marks = ((row + 1, column + 1, mark, text) for row in range(self._row, self._row + self._times))
            self._table.facts.marks.extend(marks)
        style = attributes.get(f"{TABLE} style-name") or self._row_style or self._column_style(column)
        if code := self._styles.format_of(style, attributes):
            self._runs.add(self._row, column, code, self._times)

    def _column_style(self, column: int) -> str:
        return next((style for end, style in self._column_styles if column < end), "")

    def _end_row(self) -> None:
        if self._cells:
            self._width = max(self._width, len(self._cells))
            self._check_size(self._row + self._times, self._width)
            rows = self._table.rows
            rows.extend([] for _ in range(self._row - len(rows)))
            rows.extend(list(self._cells) for _ in range(self._times))
        self._row += self._times
        self._in_row = False

    def _check_size(self, rows: int, width: int) -> None:
        if rows > MOST_REPEATS or rows * width > MOST_CELLS:
            raise refuse("sheet_too_large", columns=width, rows=rows)


def _number(attributes: Mapping[str, str], name: str, default: int, most: int = 10 * MOST_REPEATS) -> int:
    text = attributes.get(name)
    return max(1, min(int(text), most)) if text and text.isdecimal() and len(text) < 10 else default


def _value(attributes: Mapping[str, str], shown: str) -> tuple[Any, str]:
    """A cell's value, and the code of what it lacks instead."""
    kind = attributes.get(f"{OFFICE} value-type")
    formula = f"{TABLE} formula" in attributes
    if attributes.get(_VALUE_ERROR) == "error" or (formula and is_error_text(shown)):
        return "", "error_cell"
    if kind is None:
        return shown, "formula_without_value" if formula and not shown.strip() else ""
    if kind == "string":
        return shown or attributes.get(f"{OFFICE} string-value", ""), ""
    stored = attributes.get(f"{OFFICE} {_STORED_AS.get(kind, 'value')}", "")
    try:
        return _READ[kind](stored) if kind in _READ else float(stored), ""
    except (ValueError, OverflowError):
        return shown, "" if shown or not formula else "formula_without_value"


def _date(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _duration(text: str) -> timedelta:
    found = _DURATION.fullmatch(text)
    if not found:
        raise ValueError(text)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:5])
    small = int((found.group(6) or "0").ljust(6, "0"))
    length = timedelta(days, seconds, small, minutes=minutes, hours=hours)
    return -length if found.group(1) else length


_STORED_AS = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}
_READ: dict[str, Any] = {"date": _date, "time": _duration, "boolean": lambda text: text == "true"}
