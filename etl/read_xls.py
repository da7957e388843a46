"""What the records of an old .xls say beside the cells: errors, number formats, notes, what is hidden.

The Workbook stream is a row of records: number and length (two bytes each), then the payload.
"""

import io
import struct
from collections.abc import Iterator

from etl.cell_formats import BUILT_IN, meaning
from etl.errors import refuse
from etl.sheet import MOST_MARKS, Facts, Runs

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_BOF, _EOF, _SHEET, _FORMAT, _XF, _1904 = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0, 0x0022
_FORMULA, _BOOL_OR_ERROR, _NUMBER, _RK, _MANY_RK = 0x0006, 0x0205, 0x0203, 0x027E, 0x00BD
_CELLS = frozenset((_FORMULA, _BOOL_OR_ERROR, _NUMBER, _RK, _MANY_RK, 0x00FD, 0x0204, 0x00D6))
LAST_COLUMN = 255
_ROW, _COLUMNS, _NOTE, _OBJECT, _OBJECT_TEXT, _CONTINUE = 0x0208, 0x007D, 0x001C, 0x005D, 0x01B6, 0x003C
_PIVOT, _DRAWING, _PASSWORD = 0x00B0, 0x00EC, 0x002F
_SHEET_KINDS = {0: "table", 1: "macro", 2: "chart", 6: "macro"}
_BIFF8 = 0x0600


def stream(data: bytes) -> bytes:
    """The Workbook stream of an .xls.

    :raises FileRefused: the container is damaged.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            name = next(name for name in ("Workbook", "Book") if container.exists(name))
            found: bytes = container.openstream(name).read()
    except Exception as failure:  # the library raises whatever a damaged container provokes
        raise refuse("file_damaged") from failure
    return found


def facts(data: bytes) -> list[Facts]:
    """The facts of each sheet of an .xls, in the order of the workbook.

    :raises FileRefused: the container is damaged, or most values are missing.
    """
    book = _Book(stream(data))
    return book.facts()


class _Book:
    """One Workbook stream."""

    def __init__(self, records: bytes) -> None:
        self._records = records
        self._formats = dict(BUILT_IN)
        self._cell_formats: list[int] = []
        self._sheets: list[tuple[int, Facts]] = []
        self._is_biff8 = struct.unpack_from("<H", records.ljust(6, b"\0"), 4)[0] == _BIFF8
        self._calculated = False
        self._empty: list[tuple[Facts, int, int]] = []

    def facts(self) -> list[Facts]:
        """Read the globals, then each sheet."""
        epoch_1904 = False
        for number, payload in self._walk(0):
            if number == _FORMAT and len(payload) > 2:
                self._formats[_word(payload, 0)] = self._text(payload[2:], wide_length=self._is_biff8)
            elif number == _XF and len(payload) >= 4:
                self._cell_formats.append(_word(payload, 2))
            elif number == _SHEET and len(payload) >= 6:
                start = struct.unpack_from("<I", payload)[0]
                one = Facts(_SHEET_KINDS.get(payload[5], "table"), bool(payload[4] & 3), text_errors=True)
                self._sheets.append((start, one))
            elif number == _PASSWORD:
                raise refuse("file_protected")
            elif number == _1904:
                epoch_1904 = payload[:1] == b"\1"
        codes = {at: self._formats.get(own, "") for at, own in enumerate(self._cell_formats)}
        meant = {at: code for at, code in codes.items() if meaning(code)}
        for start, one in self._sheets:
            one.epoch = "1904" if epoch_1904 else "excel"
            self._read_sheet(start, one, meant)
        if (
            not self._calculated
        ):  # every formula gives an empty text: a program wrote them and none calculated
            for one, row, column in self._empty:
                one.marks.append((row + 1, column + 1, "formula_without_value", ""))
        return [one for _start, one in self._sheets]

    def _walk(self, start: int) -> Iterator[tuple[int, bytes]]:
        """The records of one substream, those of charts inside it left out."""
        at, depth = start, 0
        while at + 4 <= len(self._records):
            number, length = struct.unpack_from("<HH", self._records, at)
            payload = self._records[at + 4 : at + 4 + length]
            at += 4 + length
            if number == _BOF:
                depth += 1
            elif number == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            elif depth == 1:
                yield number, payload

    def _text(self, payload: bytes, wide_length: bool) -> str:
        head = 3 if wide_length else 1
        if self._is_biff8 and payload[head - 1 : head] == b"\1":
            return payload[head:].decode("utf-16-le", "replace")
        return payload[head:].decode("latin-1")

    def _read_sheet(self, start: int, found: Facts, meant: dict[int, str]) -> None:
        runs, notes = Runs(), _Notes()
        for number, payload in self._walk(start):
            if number in _CELLS and len(payload) >= 4 and _word(payload, 2) > LAST_COLUMN:
                raise refuse("file_damaged")  # the reader would make room for four billion cells
            if number in (_FORMULA, _BOOL_OR_ERROR) and len(payload) >= 8:
                self._find_mark(number, payload, found)
            if meant:
                _find_formats(number, payload, meant, runs)
            if number == _ROW and len(payload) >= 14 and payload[12] & 0x20:
                found.hidden_rows.append((_word(payload, 0), _word(payload, 0)))
            elif number == _COLUMNS and len(payload) >= 10 and payload[8] & 1:
                found.hidden_columns.append((_word(payload, 0), _word(payload, 2)))
            elif number == _PIVOT:
                found.kind = "pivot"
            elif number == _DRAWING:
                found.drawing = True
            else:
                notes.take(number, payload)
        found.formats, found.notes = runs.all(), notes.all()

    def _find_mark(self, number: int, payload: bytes, found: Facts) -> None:
        row, column = struct.unpack_from("<HH", payload)
        error = None
        if number == _BOOL_OR_ERROR:
            error = payload[6] if payload[7] else None
        elif len(payload) >= 14 and payload[12:14] == b"\xff\xff":
            error = payload[8] if payload[6] == 2 else None
            if payload[6] == 3:
                self._empty.append((found, row, column))
            else:
                self._calculated = True
        else:
            self._calculated = True
        if error is not None:
            found.marks.append((row + 1, column + 1, "error_cell", ERRORS.get(error, "")))
        if len(found.marks) + len(self._empty) > MOST_MARKS:
            raise refuse("too_many_marks", number=MOST_MARKS)


def _find_formats(number: int, payload: bytes, meant: dict[int, str], runs: Runs) -> None:
    """The cells of one record whose style means something."""
    if number in (_NUMBER, _RK, _FORMULA) and len(payload) >= 6:
        row, column, style = struct.unpack_from("<HHH", payload)
        if style in meant:
            runs.add(row, column, meant[style])
    elif number == _MANY_RK:
        row, column = struct.unpack_from("<HH", payload)
        for at in range((len(payload) - 6) // 6):
            style = _word(payload, 4 + 6 * at)
            if style in meant:
                runs.add(row, column + at, meant[style])


class _Notes:
    """Notes lie in three records: the object, its text, and the cell that the object belongs to."""

    def __init__(self) -> None:
        self._object = 0
        self._awaited = 0
        self._texts: dict[int, str] = {}
        self._places: list[tuple[int, int, int, str]] = []

    def take(self, number: int, payload: bytes) -> None:
        """Look at the next record."""
        if number == _OBJECT and len(payload) >= 8:
            self._object = _word(payload, 6)
        elif number == _OBJECT_TEXT and len(payload) >= 12:
            self._awaited = _word(payload, 10)
        elif number == _CONTINUE and self._awaited:
            wide = payload[:1] == b"\1"
            text = payload[1:].decode("utf-16-le" if wide else "latin-1", "replace")
            self._texts[self._object] = text[: self._awaited].strip()
            self._awaited = 0
        elif number == _NOTE and len(payload) >= 8:
            row, column, _flags, own = struct.unpack_from("<HHHH", payload)
            wide = payload[10:11] == b"\1"
            author = payload[11:].decode("utf-16-le" if wide else "latin-1", "replace")
            self._places.append((row, column, own, author[: _word(payload.ljust(10, b"\0"), 8)]))

    def all(self) -> list[tuple[int, int, str]]:
        """(row, column, text) of each note, without its author's name."""
        found = ((row, column, self._texts.get(own, ""), author) for row, column, own, author in self._places)
        return [
            (row, column, text.removeprefix(f"{author}:").strip())
            for row, column, text, author in found
            if text
        ]


def _word(payload: bytes, at: int) -> int:
    return int.from_bytes(payload[at : at + 2], "little")
