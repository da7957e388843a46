"""Errors in a damaged file, counted by other means than the reader's: what is there must not come out as a blank."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

from etl.sheet import Sheet


def lost_errors(data: bytes, kind: str, sheets: list[Sheet]) -> int:
    """How many error cells of a file that was read have neither a mark nor a text in their place."""
    if kind == "xlsx":
        return _lost_of_xlsx(data, sheets)
    if kind == "xlsb":
        return max(0, _errors_of_xlsb(data) - sum(len(sheet.marks) for sheet in sheets))
    return 0


def _lost_of_xlsx(data: bytes, sheets: list[Sheet]) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            archive.read(name)
            for name in archive.namelist()
            if re.search(r"(?i)worksheets/[^/]*\.xml$", name)
        ]
    stated = [_stated(part) for part in parts]
    if None in stated or len(stated) != sum(sheet.kind in ("table", "pivot") for sheet in sheets):
        return 0  # which part is which sheet cannot be told without the reader's own means
    wanted = sum(len(places or ()) for places in stated)
    shown = {
        (row, column)
        for sheet in sheets
        for row, cells in enumerate(sheet.rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell != ""
    }
    marks = {(mark.row, mark.column) for sheet in sheets for mark in sheet.marks}
    found = sum(1 for places in stated for place in places or () if place in marks or place in shown)
    return wanted - found


def _stated(markup: bytes) -> set[tuple[int, int]] | None:
    try:
        root = ET.fromstring(markup)
    except (ET.ParseError, LookupError):  # no XML any more, or in an encoding that nobody knows
        return None
    found = set()
    for cell in root.iter():
        place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell.get("r", ""))
        if cell.tag.endswith("}c") and cell.get("t") == "e" and place:
            column = 0
            for letter in place[1]:
                column = column * 26 + ord(letter) - 64
            found.add((int(place[2]), column))
    return found


def _errors_of_xlsb(data: bytes) -> int:
    """Distinct error cells in the records of the only sheet, walked without any short cut."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = next((name for name in archive.namelist() if "sheet1.bin" in name.lower()), None)
        part = archive.read(name) if name else b""
    found, row, at = set(), 0, 0
    while at < len(part):
        number, at = _number(part, at, 2)
        length, at = _number(part, at, 4)
        payload = part[at : at + length]
        at += length
        if number == 0 and len(payload) >= 4:
            row = int.from_bytes(payload[:4], "little")
        elif number == 3 and len(payload) >= 9:
            found.add((row, int.from_bytes(payload[:4], "little")))
        elif number == 146:
            break
    return len(found)


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for shift in range(most):
        if at >= len(part):
            break
        byte, at = part[at], at + 1
        value |= (byte & 127) << 7 * shift
        if byte < 128:
            break
    return value, at
