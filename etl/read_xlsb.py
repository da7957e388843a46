"""What the binary parts of an .xlsb say beside the cells: errors, number formats, notes, merged cells, what is hidden.

A part is a row of records: number (one or two bytes), length (one to four bytes of seven bits), then the payload.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterator

from etl.cell_formats import BUILT_IN, meaning
from etl.errors import refuse
from etl.guard import LAST_ROW, SCAN_LIMIT, check_rectangle
from etl.read_xls import ERRORS
from etl.read_xlsx import TABLE_KINDS, Package
from etl.sheet import MOST_MARKS, Facts, Runs

_ROW, _RK, _ERROR, _REAL, _FORMULA_NUMBER, _FORMULA_ERROR = 0, 2, 3, 5, 9, 11
_CELLS = range(2, 12)
_FORMAT, _XF, _COLUMNS, _BUNDLE, _PROPERTIES, _MERGED = 44, 47, 60, 156, 153, 176
_BEGIN_XFS, _END_XFS, _COMMENT, _COMMENT_TEXT, _AUTHOR = 617, 618, 635, 637, 632
# Ordinary cells are passed over at the speed of the expression; only the records between them are looked at.
_PLAIN = re.compile(rb"(?:[\x02\x07]\x0c.{12}|\x05\x10.{16}|\x01\x08.{8}|\x04\x09.{9})*+", re.DOTALL)


def facts(data: bytes) -> list[Facts]:
    """The facts of each sheet of an .xlsb, in the order of the workbook.

    :raises FileRefused: the parts cannot be followed, so that a value might be missed without a word.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package(archive)
        relations = package.relations("xl/workbook.bin")
        meant = _meant(package)
        found, epoch_1904 = [], False
        for number, payload in _records(package.read("xl/workbook.bin")):
            if number == _PROPERTIES:
                epoch_1904 = bool(payload[:1] and payload[0] & 1)
            elif number == _BUNDLE and len(payload) >= 12:
                identity, _end = _text(payload, 8)
                kind, part = relations.get(identity, ("", ""))
                one = Facts(TABLE_KINDS.get(kind, "table"), payload[0] != 0, text_errors=True)
                if one.kind == "table":
                    if part not in package:
                        raise refuse("file_damaged")
                    _read_sheet(package.read(part), meant, one)
                    _add_relations(package, part, one)
                found.append(one)
        for one in found:
            one.epoch = "1904" if epoch_1904 else "excel"
        return found


def _records(part: bytes, plain: re.Pattern[bytes] | None = None) -> Iterator[tuple[int, bytes]]:
    at, end = 0, len(part)
    while at < end:
        if plain and (passed := plain.match(part, at)):
            at = passed.end()
        number, at = _seven_bits(part, at, 2)
        length, at = _seven_bits(part, at, 4)
        yield number, part[at : at + length]
        at += length


def _seven_bits(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in up to `most` bytes, and the place after it. A record's number keeps the marking bit of its first
    byte in the file format's documents; here it is the plain value."""
    value = 0
    for shift in range(most):
        if at >= len(part):
            break
        byte = part[at]
        at += 1
        value |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            break
    return value, at


def _text(payload: bytes, at: int) -> tuple[str, int]:
    length = int.from_bytes(payload[at : at + 4], "little")
    end = at + 4 + 2 * min(length, len(payload))
    return payload[at + 4 : end].decode("utf-16-le", "replace"), end


def _meant(package: Package) -> dict[int, str]:
    """Style number → number format, of those that mean something."""
    codes, numbers, among_cells = dict(BUILT_IN), [], False
    for number, payload in _records(package.read("xl/styles.bin") if "xl/styles.bin" in package else b""):
        if number == _FORMAT:
            codes[int.from_bytes(payload[:2], "little")] = _text(payload, 2)[0]
        elif number in (_BEGIN_XFS, _END_XFS):
            among_cells = number == _BEGIN_XFS
        elif number == _XF and among_cells:
            numbers.append(int.from_bytes(payload[2:4], "little"))
    return {at: codes[own] for at, own in enumerate(numbers) if meaning(codes.get(own, ""))}


def _read_sheet(part: bytes, meant: dict[int, str], found: Facts) -> None:
    row, runs = 0, Runs()
    small = len(part) <= SCAN_LIMIT
    rows, columns = [LAST_ROW, 1], [LAST_ROW, 1]
    for number, payload in _records(part, None if meant or small else _PLAIN):
        if small and number in _CELLS and len(payload) >= 4:
            column = int.from_bytes(payload[:4], "little") + 1
            rows = [min(rows[0], row + 1), max(rows[1], row + 1)]
            columns = [min(columns[0], column), max(columns[1], column)]
        if number == _ROW and len(payload) >= 12:
            row = int.from_bytes(payload[:4], "little")
            if row >= LAST_ROW:
                raise refuse("file_damaged")
            if payload[11] & 0x10:
                found.hidden_rows.append((row, row))
        elif number in (_ERROR, _FORMULA_ERROR) and len(payload) >= 9:
            column = int.from_bytes(payload[:4], "little")
            if len(found.marks) >= MOST_MARKS:
                raise refuse("too_many_marks", number=MOST_MARKS)
            found.marks.append((row + 1, column + 1, "error_cell", ERRORS.get(payload[8], "")))
        elif number in (_RK, _REAL, _FORMULA_NUMBER) and meant and len(payload) >= 8:
            style = int.from_bytes(payload[4:7], "little")
            if style in meant:
                runs.add(row, int.from_bytes(payload[:4], "little"), meant[style])
        else:
            _add_area(number, payload, found)
    found.formats = runs.all()
    if columns[0] <= columns[1]:
        check_rectangle(*rows, *columns)


def _add_area(number: int, payload: bytes, found: Facts) -> None:
    """Hidden columns and merged cells."""
    if number == _COLUMNS and len(payload) >= 18 and payload[16] & 1:
        found.hidden_columns.append(struct.unpack_from("<II", payload))
    elif number == _MERGED and len(payload) >= 16:
        top, bottom, left, right = struct.unpack_from("<IIII", payload)
        found.merged.append((top, left, bottom, right))


def _add_relations(package: Package, part: str, found: Facts) -> None:
    for kind, target in package.relations(part).values():
        if kind == "pivotTable":
            found.kind = "pivot"
        elif kind == "drawing":
            found.drawing = True
        elif kind == "comments" and target in package:
            found.notes = _notes(package.read(target))


def _notes(part: bytes) -> list[tuple[int, int, str]]:
    """(row, column, text) of each note, without its author's name."""
    found, authors = [], []
    row = column = 0
    for number, payload in _records(part):
        if number == _AUTHOR:
            authors.append(_text(payload, 0)[0])
        elif number == _COMMENT and len(payload) >= 20:
            row, _last, column = struct.unpack_from("<III", payload, 4)
        elif number == _COMMENT_TEXT:
            text = _text(payload, 1)[0]
            for author in authors:
                text = text.removeprefix(f"{author}:").strip()
            found.append((row, column, text))
    return found
