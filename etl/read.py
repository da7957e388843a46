"""Any spreadsheet → raw cells, sheet by sheet. Types are decided later, column by column.

calamine turns error cells and formulas without a stored value into blanks; for .xlsx they are found in the XML.
"""

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn
from xml.etree import ElementTree as ET

from etl.errors import FileRefused, refuse
from etl.guard import Content, column_number

MOST_MARKS = 10_000
LARGE_FILE = 1 << 20
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_REF = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STORED = re.compile(rb"<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>|<(?:\w+:)?is>")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Mark:
    """A cell whose value is not there: an Excel error (`text` says which) or a formula that was never calculated."""

    row: int
    column: int
    code: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """Raw cells by row, all rows equally wide. `rows[0]` is row 1 and `rows[0][0]` cell A1 of Excel.
    `merged` holds rectangles as ((first row, first column), (last row, last column)), counted from 0.
    `hidden_rows` and `hidden_columns` count from 0. `formats` holds the number format of those cells whose format says
    more than the value: a unit or currency in it, per cent, a duration; `notes` the cell notes; both by (row, column).
    `kind`: table | pivot."""

    name: str | None
    rows: list[list[Any]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    marks: tuple[Mark, ...] = field(default=())
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    kind: str = "table"

    @cached_property
    def columns(self) -> list[tuple[Any, ...]]:
        """The same cells by column."""
        return list(zip(*self.rows, strict=True))

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def read(data: bytes, content: Content) -> list[Sheet]:
    """Every sheet of a file.

    :raises FileRefused: the reader cannot make sense of the file.
    """
    if content.text is not None:
        return [Sheet(None, _text_rows(content.text))]
    marks = _start_marks(data) if content.kind == "xlsx" else dict
    sheets = _workbook(data)
    found = marks()
    return [_with_marks(sheet, found.get(sheet.name or "", ())) for sheet in sheets]


def _with_marks(sheet: Sheet, marks: tuple[Mark, ...]) -> Sheet:
    """The sheet with its marks; rows of nothing but marks, left off by the reader, are put back."""
    lowest = max((mark.row for mark in marks), default=0)
    missing = [[""] * sheet.width] * (lowest - len(sheet.rows))
    return Sheet(sheet.name, sheet.rows + missing if missing else sheet.rows, sheet.merged, marks)


def _workbook(data: bytes) -> list[Sheet]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [_sheet(book, number) for number in range(len(book.sheet_names)) if _is_table(book, number)]
    except python_calamine.PasswordError as failure:
        raise refuse("file_protected") from failure
    except FileRefused:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as failure:  # calamine's PanicException is no Exception
        raise refuse("file_damaged") from failure


def _is_table(book: Any, number: int) -> bool:
    return str(book.sheets_metadata[number].typ).rsplit(".", 1)[-1] in ("WorkSheet", "Worksheet")


def _sheet(book: Any, number: int) -> Sheet:
    raw = book.get_sheet_by_index(number)
    rows = raw.to_python(skip_empty_area=False)
    return Sheet(raw.name, rows, tuple(raw.merged_cell_ranges or ()))


def _text_rows(text: str) -> list[list[Any]]:
    """The rows of a text file, by the separator that splits most of its lines into the same number of cells."""
    lines = text.splitlines()
    separator = max(";\t,|", key=lambda mark: _agreement(lines[:200], mark))
    try:
        rows = _split(text, separator)
    except csv.Error as failure:
        raise refuse("file_damaged") from failure
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _split(text: str, separator: str) -> list[list[Any]]:
    """Cells of a text whose cells may be quoted. A quote that is only a mark of inches would swallow the rows after
    it: such a text is split without quoting, and refused where that leaves rows of uneven width.

    :raises csv.Error: the quotes can be read in no way that keeps every row.
    """
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        plain = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
        rows = list(plain)
        widths = [len(row) for row in rows if len(row) > 1]
        if max(widths, default=0) > max(set(widths), key=widths.count, default=0):
            raise
        return rows


def _agreement(lines: list[str], mark: str) -> int:
    counts = [line.count(mark) for line in lines if mark in line]
    usual = max(set(counts), key=lambda n: (counts.count(n), n), default=0)
    return counts.count(usual) * usual


def _start_marks(data: bytes) -> Callable[[], dict[str, tuple[Mark, ...]]]:
    """Look for marks; in a large file beside the reader, which keeps one core and the interpreter's lock."""
    if len(data) < LARGE_FILE:
        return lambda: _marks_by_sheet(data)
    answer, to_parent = os.pipe()
    process = os.fork()
    if process == 0:
        _answer_marks(data, to_parent)
    os.close(to_parent)

    def finish() -> dict[str, tuple[Mark, ...]]:
        with os.fdopen(answer, "rb") as stream:
            found = stream.read()
        if os.waitpid(process, 0)[1] or not found:
            raise refuse("file_damaged")
        return {name: tuple(Mark(*mark) for mark in marks) for name, marks in json.loads(found).items()}

    return finish


def _answer_marks(data: bytes, to_parent: int) -> NoReturn:
    """The other process: write the marks as JSON and end, whatever happens."""
    status = 1
    try:
        found = {
            name: [(mark.row, mark.column, mark.code, mark.text) for mark in marks]
            for name, marks in _marks_by_sheet(data).items()
        }
        with os.fdopen(to_parent, "wb") as stream:
            stream.write(json.dumps(found).encode())
        status = 0
    finally:
        os._exit(status)


def _marks_by_sheet(data: bytes) -> dict[str, tuple[Mark, ...]]:
    """By sheet: the cells that calamine would leave blank. Empty where the parts cannot be followed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            parts = dict(_sheet_parts(archive))
        except (KeyError, ET.ParseError):
            return {}
        return {name: tuple(_marks(archive.read(part))) for name, part in parts.items()}


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    present = set(archive.namelist())
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - the guard refuses DTDs
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - as above
    for item in book.iter():
        if item.tag.endswith("}sheet"):
            target = targets.get(item.get(_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in present:
                yield item.get("name", ""), part


def _marks(markup: bytes) -> Iterator[Mark]:
    """Error cells, and formulas without a stored value."""
    if b't="e"' not in markup and not _FORMULA.search(markup):
        return
    found = 0
    for cell in _CELL.finditer(markup):
        attributes, inside = cell.group(1), cell.group(2) or b""
        failed = b't="e"' in attributes
        if not failed and not _FORMULA.search(inside):
            continue
        stored = _STORED.search(inside)
        has_text = b't="str"' in attributes and stored  # a formula may well give an empty text
        if failed or not (stored and (has_text or stored.group(1) != b"")):
            place = _REF.search(attributes)
            if place and found < MOST_MARKS:
                found += 1
                text = (stored.group(1) or b"").decode("utf-8", "replace") if failed and stored else ""
                code = "error_cell" if failed else "formula_without_value"
                yield Mark(int(place.group(2)), column_number(place.group(1).decode("ascii")), code, text)
