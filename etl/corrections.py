"""The cells that a user corrected in the wizard, put in their places before anything is understood."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from etl.guard import column_number
from etl.read import Sheet

_PLACE = re.compile(r"(.*)!([A-Z]{1,3})(\d{1,7})", re.DOTALL)


def corrected(sheets: Sequence[Sheet], cells: Mapping[str, str]) -> list[Sheet]:
    """The sheets with each text of `cells` («Sheet!F12» → text) in its cell, which is no error cell any more.
    Text files have one sheet without a name: «!F12»."""
    changes: dict[str, dict[tuple[int, int], str]] = {}
    for place, text in cells.items():
        found = _PLACE.fullmatch(place)
        if found:
            at = (int(found.group(3)) - 1, column_number(found.group(2)) - 1)
            changes.setdefault(found.group(1), {})[at] = text
    return [_changed(sheet, changes.get(sheet.name or "", {})) for sheet in sheets]


def _changed(sheet: Sheet, cells: Mapping[tuple[int, int], str]) -> Sheet:
    if not cells:
        return sheet
    rows = list(sheet.rows)
    for (row, column), text in cells.items():
        if row < len(rows) and column < sheet.width:
            rows[row] = [text if at == column else cell for at, cell in enumerate(rows[row])]
    marks = tuple(mark for mark in sheet.marks if (mark.row - 1, mark.column - 1) not in cells)
    formats = {place: code for place, code in sheet.formats.items() if place not in cells}
    return replace(sheet, rows=rows, marks=marks, formats=formats)
