"""The child's side of marking a workbook: set the limits, copy the workbook with its marks, leave it in the folder."""

import json
import warnings
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink

from etl.child_main import set_limits
from etl.own_sheets import NOTE_RULE

AUTHOR = "Handlingsrom"
_RULE = f"\n{NOTE_RULE}\n"
_FILLS = {"error": PatternFill("solid", fgColor="FFC7CE"), "warning": PatternFill("solid", fgColor="FFEB9C")}
_NO_FILL = PatternFill()
_BOLD = Font(bold=True)
_WIDTHS = (16, 22, 10, 26, 26, 110)
LONGEST_NOTE = 4_000


def main(folder: str) -> None:
    """Answer the job in `folder`: the file «marked», made from job.json and, where it is there, «book»."""
    set_limits()
    warnings.simplefilter("ignore")  # openpyxl tells of what it does not copy on a stream that nobody reads
    here = Path(folder)
    job = json.loads((here / "job.json").read_text("utf-8"))
    source = here / "book"
    if source.exists():
        with source.open("rb") as stream:
            book = load_workbook(stream, keep_vba=job["macros"])
        _mark_all(book, job["marks"])
    else:
        book = Workbook()
        book.remove(book.worksheets[0])
    _write_list(book, job, copied=source.exists())
    book.save(here / "marked")


def _mark_all(book: Any, marks: list[list[str]]) -> None:
    for sheet in book.worksheets:
        _remove_old_marks(sheet)
    for name, place, severity, words in marks:
        if name in book.sheetnames:
            _mark(_cell(book[name], place), severity, words)


def _remove_old_marks(sheet: Any) -> None:
    """What an earlier copy marked may have been mended since; notes of the user's own stay."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and _RULE in f"\n{cell.comment.text}":
                own = f"\n{cell.comment.text}".split(_RULE)[0].strip("\n")
                author = cell.comment.author
                cell.comment = Comment(own, author) if own else None
                cell.fill = _NO_FILL


def _cell(sheet: Any, place: str) -> Any:
    """The cell; of a merged rectangle the one that holds its value."""
    cell = sheet[place]
    if isinstance(cell, MergedCell):
        [first] = [area for area in sheet.merged_cells.ranges if place in area][:1]
        return sheet.cell(first.min_row, first.min_col)
    return cell


def _mark(cell: Any, severity: str, words: str) -> None:
    """Colour a cell and add to its note. An error is never overpainted by a warning: errors come first."""
    before = cell.comment.text if cell.comment is not None else ""
    ours = _RULE in f"\n{before}"
    if not ours:
        cell.fill = _FILLS[severity]
    words = ILLEGAL_CHARACTERS_RE.sub("", words)
    text = f"{before}\n{words}" if ours else f"{before}{_RULE}{words}".lstrip("\n")
    note = Comment(text[:LONGEST_NOTE], AUTHOR)
    note.width, note.height = 420, min(360, 60 + 20 * (len(text) // 60 + text.count("\n")))
    cell.comment = note


def _write_list(book: Any, job: dict[str, Any], copied: bool) -> None:
    """A first sheet with every finding; a list from an earlier copy gives way to it."""
    texts = job["texts"]
    for sheet in list(book.worksheets):
        own = sheet["A1"].value in texts["old"]["first_cells"]
        if own and sheet.title.rstrip("0123456789") in texts["old"]["names"]:
            book.remove(sheet)
    sheet = book.create_sheet(texts["sheet"], 0)
    sheet["A1"] = texts["not_read"]
    if not copied:
        sheet["A2"] = texts["not_copied"]
    rows = [texts["heads"], *job["list"]]
    for number, row in enumerate(rows, start=4):
        for at, text in enumerate(row, start=1):
            _write_text(sheet.cell(number, at), text)
            if number == 4:
                sheet.cell(number, at).font = _BOLD
        if copied and number > 4 and row[1] in book.sheetnames and row[2]:
            name = row[1].replace("'", "''")
            place = sheet.cell(number, 3)
            place.hyperlink = Hyperlink(place.coordinate, location=f"'{name}'!{row[2]}")
    for at, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEF"[at]].width = width
    sheet.freeze_panes = "A5"
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0


def _write_text(cell: Any, text: str) -> None:
    """Text as text: what begins with «=» must not become a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
