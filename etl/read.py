"""Any spreadsheet → raw cells, sheet by sheet, with the facts beside them. Types are decided later, column by column.

calamine reads the cells of xlsx, xlsb and xls, and turns error cells and formulas without a stored value into blanks:
a scanner of each format finds them, and whatever else the cells alone do not show.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from etl import beside, read_xls, read_xlsb, read_xlsx
from etl.cell_formats import apply
from etl.errors import FileRefused, refuse
from etl.guard import DAMAGE, MOST_CELLS, Content
from etl.read_text import equally_wide, text_rows
from etl.sheet import Facts, Formats, Mark, Rectangle, Sheet, is_error_text

__all__ = ["Mark", "Sheet", "read"]

MOST_TEXTS = 1 << 16


class _Found(Protocol):
    """What the readers of whole documents give for a table."""

    @property
    def name(self) -> str | None: ...
    @property
    def rows(self) -> list[list[Any]]: ...
    @property
    def facts(self) -> Facts: ...


def read(data: bytes, content: Content) -> list[Sheet]:
    """Every sheet of a file.

    :raises FileRefused: the reader cannot make sense of the file, or no cell of it holds anything.
    """
    try:
        sheets = _READERS[content.kind](data, content)
    except DAMAGE as failure:
        raise refuse("file_damaged") from failure
    if not any(sheet.rows for sheet, _ in sheets):
        raise _nothing([facts for _, facts in sheets])
    return [sheet for sheet, _ in sheets]


_Read = list[tuple[Sheet, Facts]]


def _nothing(facts: Sequence[Facts]) -> FileRefused:
    """Why a file without cells is refused."""
    kinds = {one.kind for one in facts}
    if kinds and not kinds & {"table", "pivot"}:
        return refuse("only_charts_or_macros")
    return refuse("only_pictures" if any(one.drawing for one in facts) else "file_empty")


def _text(_data: bytes, content: Content) -> _Read:
    text = content.text or ""
    facts = Facts(text_errors=any(sign in text for sign in ("#", "Err:", "Feil:")))
    return [(_sheet(None, text_rows(text), facts), facts)]


def _html(data: bytes, content: Content) -> _Read:
    from etl.read_html import tables, web_archive

    found = tables(content.text if content.text is not None else web_archive(data))
    if not found:
        raise refuse("no_tables")
    if len(found) > 1:
        for number, table in enumerate(found, 1):
            table.name = table.name or str(number)
    return _documents(found)


def _xml2003(_data: bytes, content: Content) -> _Read:
    from etl.read_xml2003 import tables

    return _documents(tables(content.text or ""))


def _ods(data: bytes, _content: Content) -> _Read:
    from etl.read_ods import tables

    return _documents(tables(data))


def _documents(found: Sequence[_Found]) -> _Read:
    return [(_sheet(one.name, equally_wide(one.rows), one.facts), one.facts) for one in found]


def _xlsx_facts(data: bytes) -> list[Facts]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return read_xlsx.facts(archive)


def _workbook(scan: beside.Scan) -> Callable[[bytes, Content], _Read]:
    """The reader of a format that calamine knows, with the scanner for its facts."""

    def read_workbook(data: bytes, _content: Content) -> _Read:
        facts_of = beside.start(scan, data)
        cells = _cells(data)
        facts = facts_of()
        # Facts that belong to no sheet, or a sheet without its facts, would let an error pass for a blank.
        if len(facts) != len(cells):
            raise refuse("file_damaged")
        return [
            (_sheet(name, rows, one, merged), one)
            for (name, rows, merged), one in zip(cells, facts, strict=True)
        ]

    return read_workbook


def _cells(data: bytes) -> list[tuple[str, list[list[Any]], tuple[Rectangle, ...]]]:
    """Name, rows and merged rectangles of every sheet; no rows for charts and macros."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [_cells_of(book, number, name) for number, name in enumerate(book.sheet_names)]
    except python_calamine.PasswordError as failure:
        raise refuse("file_protected") from failure
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as failure:  # calamine's PanicException is no Exception
        raise refuse("file_damaged") from failure


def _cells_of(book: Any, number: int, name: str) -> tuple[str, list[list[Any]], tuple[Rectangle, ...]]:
    kind = str(book.sheets_metadata[number].typ).rsplit(".", 1)[-1]
    if kind not in ("WorkSheet", "Worksheet"):
        return name, [], ()
    raw = book.get_sheet_by_index(number)
    return name, _rows(raw), tuple(raw.merged_cell_ranges or ())


def _rows(raw: Any) -> list[list[Any]]:
    """The cells from A1 on. The same text is kept once: half of a large sheet is names repeated."""
    texts: dict[str, str] = {}
    keep: Callable[[str, str], str] = texts.setdefault
    rows = []
    left = [""] * raw.start[1] if raw.start else []  # what is left out before the first filled column
    for row in raw.iter_rows():
        rows.append(left + [keep(cell, cell) if type(cell) is str else cell for cell in row])
        if len(texts) > MOST_TEXTS:
            keep = texts.get
    return rows


def _sheet(
    name: str | None, rows: list[list[Any]], facts: Facts, merged: tuple[Rectangle, ...] = ()
) -> Sheet:
    """A sheet of its cells and facts, without the blank rows and columns after the last cell."""
    marks = [Mark(*mark) for mark in facts.marks]
    marks = [mark for mark in marks if _value_at(rows, mark) == ""]
    if facts.text_errors:
        marks += _text_errors(rows)
    rows = _trimmed(rows, marks)
    width = len(rows[0]) if rows else 0
    formats = apply(rows, facts.formats, facts.epoch)
    return Sheet(
        name,
        rows,
        _merged_within(merged or facts.merged, len(rows), width),
        tuple(sorted(marks, key=lambda mark: (mark.row, mark.column))),
        facts.hidden,
        _within(facts.hidden_rows, len(rows)),
        _within(facts.hidden_columns, width),
        Formats(formats) if formats else {},
        {(row, column): text for row, column, text in facts.notes},
        facts.kind,
    )


def _merged_within(found: Iterable[Any], height: int, width: int) -> tuple[Rectangle, ...]:
    """Merged rectangles, cut where the cells end."""
    flat = ((*one[0], *one[1]) if len(one) == 2 else one for one in found)
    return tuple(
        ((top, left), (min(bottom, height - 1), min(right, width - 1)))
        for top, left, bottom, right in flat
        if top < height and left < width
    )


def _value_at(rows: list[list[Any]], mark: Mark) -> Any:
    row, column = mark.row - 1, mark.column - 1
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _text_errors(rows: list[list[Any]]) -> list[Mark]:
    """Texts that stand where a value failed, as in a table that was pasted or saved as text."""
    return [
        Mark(row, column, "error_cell", cell)
        for row, cells in enumerate(rows, 1)
        for column, cell in enumerate(cells, 1)
        if type(cell) is str and is_error_text(cell)
    ]


def _trimmed(rows: list[list[Any]], marks: Sequence[Mark]) -> list[list[Any]]:
    """Without blank rows and columns after the last cell; those that only hold marks, left off by the reader, are put
    back."""
    lowest = max((mark.row for mark in marks), default=0)
    widest = max((mark.column for mark in marks), default=0)
    height = len(rows)
    while height > lowest and _is_blank(rows[height - 1]):
        height -= 1
    del rows[height:]
    width = len(rows[0]) if rows else 0
    while width > widest and _is_blank([row[width - 1] for row in rows]):
        width -= 1
    if rows and width < len(rows[0]):
        rows = [row[:width] for row in rows]
    if lowest > height or widest > width:
        if max(lowest, height) * max(widest, width) > MOST_CELLS:
            raise refuse("sheet_too_large", columns=widest, rows=lowest)
        rows.extend([] for _ in range(lowest - height))
        for row in rows:
            row.extend([""] * (max(width, widest) - len(row)))
    return rows


def _is_blank(cells: list[Any]) -> bool:
    """Whether no cell holds more than spaces; the usual answers at the speed of the list."""
    return cells.count("") == len(cells) or all(
        cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells
    )


def _within(spans: Sequence[tuple[int, int]], end: int) -> frozenset[int]:
    return frozenset(at for first, last in spans for at in range(first, min(last + 1, end)))


_READERS: dict[str, Callable[[bytes, Content], _Read]] = {
    "text": _text,
    "html": _html,
    "xml2003": _xml2003,
    "ods": _ods,
    "xlsx": _workbook(_xlsx_facts),
    "xlsb": _workbook(read_xlsb.facts),
    "xls": _workbook(read_xls.facts),
}
