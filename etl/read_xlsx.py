"""What the XML of an .xlsx or .xlsm says beside the cells: errors, formulas never calculated, number formats, notes,
what is hidden. A sheet is read in pieces of whole rows, and only cells that matter are looked at one by one."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree import ElementTree as ET

from etl.cell_formats import BUILT_IN, meaning
from etl.errors import refuse
from etl.guard import column_number
from etl.sheet import MOST_MARKS, Facts, Runs

PIECE = 4 << 20
LONGEST_ROW = 64 << 20
MOST_NOTES = 10_000
LARGEST_NOTES = 16 << 20
TABLE_KINDS = {"worksheet": "table", "chartsheet": "chart", "dialogsheet": "macro", "xlMacrosheet": "macro"}
_REF = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ROW_REF = re.compile(rb"""\br=["'](\d{1,7})["']""")
_ERROR = re.compile(rb"""t=["']e["']""")
_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true|on)["']""")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
_NUMBER = {name: re.compile(rb"\s" + name + rb"""=["'](\d{1,7})["']""") for name in (b"min", b"max")}


def parse(markup: bytes) -> ET.Element:
    """The XML of a small part.

    :raises FileRefused: it declares a document type or is no XML.
    """
    if b"<!DOCTYPE" in markup or b"<!ENTITY" in markup:
        raise refuse("file_damaged")
    try:
        return ET.fromstring(markup)  # noqa: S314 - a document type is refused above
    except ET.ParseError as failure:
        raise refuse("file_damaged") from failure


def local(tag: str) -> str:
    """A tag without its namespace, which differs between transitional and strict files."""
    return tag.rsplit("}", 1)[-1]


class Package:
    """The parts of an Office file by name, whatever their capitals and slashes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self._parts = {name.replace("\\", "/").lower(): name for name in archive.namelist()}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def read(self, part: str) -> bytes:
        """:raises KeyError: there is no such part."""
        return self.archive.read(self._parts[part.lower()])

    def open(self, part: str) -> Any:
        """:raises KeyError: there is no such part."""
        return self.archive.open(self._parts[part.lower()])

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id → (last word of the type, target part) of what a part refers to."""
        folder, name = posixpath.split(part)
        where = f"{folder}/_rels/{name}.rels"
        if where not in self:
            return {}
        found = {}
        for item in parse(self.read(where)):
            target = item.get("Target", "").replace("\\", "/")
            if item.get("TargetMode") != "External":
                path = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                found[item.get("Id", "")] = (item.get("Type", "").rsplit("/", 1)[-1], path)
        return found


def facts(archive: zipfile.ZipFile) -> list[Facts]:
    """The facts of each sheet, in the order of the workbook.

    :raises FileRefused: the parts cannot be followed, so that a value might be missed without a word.
    """
    package = Package(archive)
    book = parse(package.read("xl/workbook.xml"))
    relations = package.relations("xl/workbook.xml")
    styles = _styles(package)
    text_errors = _has_text_errors(package)
    date_1904 = any(
        local(item.tag) == "workbookPr" and item.get("date1904") in ("1", "true") for item in book.iter()
    )
    found = []
    for item in book.iter():
        if local(item.tag) != "sheet":
            continue
        identity = next((value for key, value in item.items() if local(key) == "id"), "")
        kind, part = relations.get(identity, ("", ""))
        one = Facts(TABLE_KINDS.get(kind, "table"), item.get("state", "visible") != "visible")
        one.epoch, one.text_errors = ("1904" if date_1904 else "excel"), text_errors
        if one.kind == "table":
            if part not in package:
                raise refuse("file_damaged")
            _Scan(package, part, styles, one).run()
            _add_relations(package, part, one)
        found.append(one)
    return found


def _has_text_errors(package: Package) -> bool:
    if "xl/sharedStrings.xml" not in package:
        return False
    found = False
    with package.open("xl/sharedStrings.xml") as stream:
        while piece := stream.read(PIECE):
            found = found or b">#" in piece
            _refuse_unread(piece)
    return found


def _refuse_unread(piece: bytes) -> None:
    """Text in a CDATA section is valid XML that no spreadsheet program writes; the reader would leave it out."""
    if b"<![CDATA[" in piece:
        raise refuse("file_damaged")


@dataclass(frozen=True)
class _Styles:
    """Style number → number format, of those that mean something."""

    formats: Mapping[str, str]

    @cached_property
    def of_cells(self) -> str:
        return "|".join(sorted(self.formats, key=len, reverse=True))


def _styles(package: Package) -> _Styles:
    if "xl/styles.xml" not in package:
        return _Styles({})
    codes = dict(BUILT_IN)
    numbers: list[int] = []
    for item in parse(package.read("xl/styles.xml")):
        if local(item.tag) == "numFmts":
            codes |= {_int(one.get("numFmtId")): one.get("formatCode", "") for one in item}
        elif local(item.tag) == "cellXfs":
            numbers = [_int(one.get("numFmtId")) for one in item if local(one.tag) == "xf"]
    return _Styles({str(at): codes[own] for at, own in enumerate(numbers) if meaning(codes.get(own, ""))})


def _int(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


class _Scan:
    """One sheet's XML, piece by piece."""

    def __init__(self, package: Package, part: str, styles: _Styles, found: Facts) -> None:
        self._package, self._part, self._styles, self._facts = package, part, styles, found
        self._row = 0
        self._walked = (0, 0, 0)
        self._runs = Runs()
        self._styled: re.Pattern[bytes] | None = None

    def run(self) -> None:
        """Fill the facts of the sheet."""
        with self._package.open(self._part) as stream:
            for piece in self._pieces(stream):
                _refuse_unread(piece)
                self._find_marks(piece)
                self._find_hidden_rows(piece)
                self._find_formats(piece)
                self._facts.text_errors = self._facts.text_errors or b">#" in piece
                self._row = self._row_at(piece, len(piece))
                self._walked = (0, self._row, 0)
        self._facts.formats = self._runs.all()

    def _pieces(self, stream: Any) -> Iterator[bytes]:
        """The sheet in pieces that end with a row."""
        piece = stream.read(PIECE)
        self._start(piece)
        while more := stream.read(PIECE):
            piece += more
            cut = piece.rfind(b"row>") + 4
            if cut > 3:
                yield piece[:cut]
                piece = piece[cut:]
            elif len(piece) > LONGEST_ROW:
                raise refuse("file_damaged")
        yield piece

    def _start(self, piece: bytes) -> None:
        """The prefix of the sheet's tags, and the hidden columns, which stand before the rows."""
        root = re.search(rb"<(?:(\w+):)?worksheet\b", piece)
        prefix = (root.group(1) + b":") if root and root.group(1) else b""
        self._cell, self._row_tag = b"<" + prefix + b"c", b"<" + prefix + b"row"
        self._formulas = tuple(b"<" + prefix + b"f" + end for end in (b">", b" ", b"/"))
        tag, close = re.escape(self._cell), rb"</" + prefix
        failed = rb"""\b(?=[^<>]*\bt=["']e["'])([^<>]*+)>"""
        formula = rb"[^<]*+<" + prefix + rb"f\b[^<>]*+(?:(?<=/)>|>[^<]*+<[^<>]*+>)"
        self._errors = re.compile(
            tag + failed + rb"(?:" + formula + rb")?[^<]*+(?:<" + prefix + rb"v>([^<]*+))?"
        )
        self._uncalculated = re.compile(
            tag + rb"\b([^<>]*)>\s*<" + prefix + rb"f\b(?:[^<>]*/>|[^<>]*>[^<]*" + close + rb"f>)"
            rb"(?!\s*<" + prefix + rb"v>[^<])(?!\s*<" + prefix + rb"is)(\s*<" + prefix + rb"v\b)?"
        )
        self._tags = re.compile(rb"<" + prefix + rb"(row|c)\b[^<>]*+")
        self._value_first = close + b"v><" + prefix + b"f"
        if of_cells := self._styles.of_cells.encode():
            styled = (
                rb"""((?>(?:\sr="([A-Z]{1,3})(\d{1,7})"|\b)[^<>]*?\ss=["']("""
                + of_cells
                + rb""")["'])[^<>]*+)>"""
            )
            self._styled = re.compile(tag + styled)
        for item in _COLUMN.findall(piece[: piece.find(b"sheetData")]):
            if _HIDDEN.search(item):
                ends = [int(own.group(1)) for key in (b"min", b"max") if (own := _NUMBER[key].search(item))]
                self._facts.hidden_columns.append((min(ends, default=1) - 1, max(ends, default=1) - 1))

    def _find_marks(self, piece: bytes) -> None:
        if b't="e"' in piece or b"t='e'" in piece:
            for cell in self._errors.finditer(piece):
                self._mark(piece, cell, "error_cell", (cell.group(2) or b"").decode("utf-8", "replace"))
        if any(formula in piece for formula in self._formulas):
            for cell in self._uncalculated.finditer(piece):
                kind = cell.group(1)
                empty_text = cell.group(2) and (b't="str"' in kind or b"t='str'" in kind)
                if not empty_text and not _ERROR.search(kind):
                    self._mark(piece, cell, "formula_without_value", "")
            if self._value_first in piece:  # in this order the reader takes no value
                for cell in re.finditer(
                    re.escape(self._cell) + rb"\b([^<>]*)>[^/]*" + self._value_first, piece
                ):
                    self._mark(piece, cell, "formula_without_value", "")

    def _mark(self, piece: bytes, cell: re.Match[bytes], code: str, text: str) -> None:
        if len(self._facts.marks) >= MOST_MARKS:
            raise refuse("too_many_marks", number=MOST_MARKS)
        row, column = self._place(piece, cell)
        self._facts.marks.append((row + 1, column + 1, code, text))

    def _place(self, piece: bytes, cell: re.Match[bytes]) -> tuple[int, int]:
        """Row and column from 0; counted where the cell does not say them."""
        named = _REF.search(cell.group(1))
        if named:
            return int(named.group(2)) - 1, column_number(named.group(1).decode("ascii")) - 1
        row, column = self._walk(piece, cell.start())
        return row - 1, column

    def _row_at(self, piece: bytes, end: int) -> int:
        """The number, from 1, of the row that is open at a place."""
        start = piece.rfind(self._row_tag, 0, end)
        tag = self._tags.match(piece, max(start, 0))
        named = _ROW_REF.search(tag.group()) if tag else None
        return int(named.group(1)) if named else self._walk(piece, end)[0]

    def _walk(self, piece: bytes, end: int) -> tuple[int, int]:
        """Row and column, from 1, of the last row and cell that begin before a place, counted from the last place."""
        at, row, column = self._walked if self._walked[0] <= end else (0, self._row, 0)
        for tag in self._tags.finditer(piece, at, end):
            if tag.group(1) == b"row":
                named = _ROW_REF.search(tag.group())
                row, column = int(named.group(1)) if named else row + 1, 0
            else:
                reference = _REF.search(tag.group())
                column = column_number(reference.group(1).decode("ascii")) if reference else column + 1
        self._walked = (end, row, column)
        return row, column

    def _find_hidden_rows(self, piece: bytes) -> None:
        if b"hidden=" not in piece:
            return
        rows = self._facts.hidden_rows
        for item in re.finditer(re.escape(self._row_tag) + rb"\b[^<>]*>", piece):
            if _HIDDEN.search(item.group()):
                row = self._row_at(piece, item.end()) - 1
                if rows and rows[-1][1] == row - 1:
                    rows[-1] = (rows[-1][0], row)
                else:
                    rows.append((row, row))

    def _find_formats(self, piece: bytes) -> None:
        if self._styled is None:
            return
        formats = {style.encode(): code for style, code in self._styles.formats.items()}
        columns: dict[bytes, int] = {}
        for cell in self._styled.finditer(piece):
            inside, letters, number, style = cell.groups()
            if inside[-1:] == b"/":
                continue
            if letters:  # the usual case, a million times: without a second look at the cell
                if letters not in columns:
                    columns[letters] = column_number(letters.decode("ascii")) - 1
                self._runs.add(int(number) - 1, columns[letters], formats[style])
            else:
                self._runs.add(*self._place(piece, cell), formats[style])


def _add_relations(package: Package, part: str, found: Facts) -> None:
    """Notes, pivot tables and pictures, which lie in parts of their own."""
    notes: dict[tuple[int, int], str] = {}
    for kind, target in sorted(package.relations(part).values()):  # «comments» before «threadedComment»
        if kind == "pivotTable":
            found.kind = "pivot"
        elif kind == "drawing":
            found.drawing = True
        elif kind in ("comments", "threadedComment") and target in package:
            notes |= _notes(package.read(target)[:LARGEST_NOTES])
    found.notes = [(row, column, text) for (row, column), text in sorted(notes.items())[:MOST_NOTES]]


def _notes(markup: bytes) -> dict[tuple[int, int], str]:
    """Cell notes without the author's name, which Excel puts first."""
    root = parse(markup)
    authors = [text for item in root.iter() if local(item.tag) == "author" and (text := item.text)]
    found: dict[tuple[int, int], str] = {}
    for item in root.iter():
        place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", item.get("ref", ""))
        if local(item.tag) in ("comment", "threadedComment") and place:
            text = "".join(one.text or "" for one in item.iter() if local(one.tag) in ("t", "text")).strip()
            for author in authors:
                text = text.removeprefix(f"{author}:").strip()
            at = int(place.group(2)) - 1, column_number(place.group(1)) - 1
            found[at] = (
                f"{found[at]}\n{text}" if at in found and local(item.tag) == "threadedComment" else text
            )
    return found
