"""Text with separators → rows."""

import csv
import io
import re
from typing import Any

from etl.errors import refuse
from etl.guard import MOST_CELLS, MOST_COLUMNS

SEPARATORS = ";\t,|"
_STATED = re.compile(r'"?sep=(.)"?[;\t,|]*\r?\n', re.IGNORECASE)


def text_rows(text: str) -> list[list[Any]]:
    """The rows of a text, all equally wide, by the separator that its first line states («sep=;») or else by the one
    that splits most lines into the same number of cells.

    :raises FileRefused: too many cells, or quotes that can be read in no way that keeps every row.
    """
    stated = _STATED.match(text)
    if stated:  # Excel does not count this line either
        text, separator = text[stated.end() :], stated.group(1)
    else:
        lines = text[: 1 << 20].splitlines()[:200]
        separator = max(SEPARATORS, key=lambda mark: _agreement(lines, mark))
    if text.count(separator) + text.count("\n") > MOST_CELLS:
        raise refuse("sheet_too_large", columns=MOST_COLUMNS, rows=text.count("\n"))
    try:
        rows = _split(text, separator)
    except csv.Error as failure:
        raise refuse("file_damaged") from failure
    return equally_wide(rows)


def equally_wide(rows: list[list[Any]]) -> list[list[Any]]:
    """The same rows, short ones filled with blanks.

    :raises FileRefused: the rectangle has too many columns or cells.
    """
    width = max(map(len, rows), default=0)
    if width > MOST_COLUMNS or width * len(rows) > MOST_CELLS:
        raise refuse("sheet_too_large", columns=width, rows=len(rows))
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return rows


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
