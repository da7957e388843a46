"""The reference tables as one workbook: out for editing in Excel, and in again with every check."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.codebook import ColumnSpec, TableSpec, edit, rows_of, table_spec, tables
from etl.codebook_child import sheets_in_child
from etl.import_errors import CodebookUnreadable
from etl.problems import error
from language import Language, get
from warehouse import TABLES, ReferenceInvalid, ReferenceProblem, open_reader
from warehouse.reference import read_csv

Words = Callable[[str, str | None], str]
"""From a table and one of its columns (None: the table itself) to what it is called, for the help sheet."""
Numbered = tuple[int, dict[str, str]]
"""A row and its number in Excel."""
LISTED_ROWS = 5000
"""Rows that offer drop-down lists, and that a list of ids is taken from: more than any of the tables will have."""
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_HEAD = PatternFill("solid", fgColor="DDE6F0")


def export_xlsx(folder: Path, words: Words | None = None, lang: Language | None = None) -> bytes:
    """A workbook with a sheet per table: protected headers, drop-down lists for coded columns, ids as text, a help
    sheet in the language given (bokmål)."""
    book = Workbook()
    _help(book.active, words or _as_they_are, lang or get("nb"))
    with open_reader(folder) as reader:
        for spec in tables():
            _sheet(book.create_sheet(spec.name), spec, rows_of(reader, spec.name))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_xlsx(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of each table that the workbook has a sheet for, as text as in the CSV files, for the Kodeverk page to
    show what differs before anything is saved by `codebook.edit`.

    :raises CodebookUnreadable: the file is no such workbook; `problem` says why.
    :raises warehouse.ReferenceInvalid: a sheet lacks columns, or has other ones.
    """
    return {table: [row for _, row in rows] for table, rows in _found(data).items()}


def _found(data: bytes) -> dict[str, list[Numbered]]:
    sheets = {name.strip().lower(): rows for name, rows in sheets_in_child(data).items()}
    found = {table: sheets[table] for table in TABLES if table in sheets}
    if not found:
        raise CodebookUnreadable(error("no_code_tables", known=", ".join(TABLES)))
    problems = [
        problem for table, rows in found.items() for problem in _header_problems(table_spec(table), rows)
    ]
    if problems:
        raise ReferenceInvalid(problems)
    return {table: _rows(table_spec(table), rows) for table, rows in found.items()}


def import_xlsx(folder: Path, data: bytes, by: str | None, reason: str, based_on: int | None = None) -> int:
    """Replace the tables that the workbook has sheets for; return the new version.

    :raises CodebookUnreadable: the file is no such workbook; `problem` says why.
    :raises CodebookChanged: see `codebook.edit`.
    :raises warehouse.ReferenceInvalid: with every problem; nothing was changed.
    """
    rows = _found(data)
    places = {table: [number for number, _ in found] for table, found in rows.items()}
    try:
        return edit(
            folder, {table: [row for _, row in found] for table, found in rows.items()}, by, reason, based_on
        )
    except ReferenceInvalid as invalid:
        raise ReferenceInvalid([_in_sheet(problem, places) for problem in invalid.problems]) from None


def import_folder(folder: Path, source: Path, by: str | None, reason: str) -> int:
    """Replace the tables that a folder has CSV files for; return the new version.

    :raises CodebookUnreadable: the folder has none of them.
    :raises warehouse.ReferenceInvalid: with every problem; nothing was changed.
    """
    problems: list[ReferenceProblem] = []
    there = [table for table in TABLES if (source / f"{table}.csv").exists()]
    if not there:
        raise CodebookUnreadable(error("no_code_tables", known=", ".join(TABLES)))
    cells = {table: read_csv(source / f"{table}.csv", table, problems) for table in there}
    if problems:
        raise ReferenceInvalid(problems)
    return edit(folder, {table: [row for _, row in rows] for table, rows in cells.items()}, by, reason)


def _as_they_are(table: str, column: str | None) -> str:
    return column or table


def _sheet(sheet: Worksheet, spec: TableSpec, rows: Sequence[dict[str, Any]]) -> None:
    for at, column in enumerate(spec.columns, 1):
        head = sheet.cell(1, at, column.name)
        head.font, head.fill = Font(bold=True), _HEAD
        letter = get_column_letter(at)
        # The column's own style is that of its empty cells: rows that are added are open, and ids stay text.
        below = sheet.column_dimensions[letter]
        below.width = 30 if column.name.startswith(("name", "reason")) else 18
        _open(below, column)
        for number, row in enumerate(rows, 2):
            cell = sheet.cell(number, at)
            _open(cell, column)
            _fill(cell, column, row[column.name])
        _drop_down(sheet, column, f"{letter}2:{letter}{LISTED_ROWS}")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(spec.columns))}{len(rows) + 1}"
    sheet.protection.sheet = True
    for allowed in ("insertRows", "deleteRows", "sort", "autoFilter", "formatCells", "formatColumns"):
        setattr(sheet.protection, allowed, False)


def _open(place: Any, column: ColumnSpec) -> None:
    place.protection = Protection(locked=False)
    if column.type in ("text", "date", "boolean"):
        place.number_format = "@"


def _fill(cell: Any, column: ColumnSpec, value: Any) -> None:
    if value is None:
        return
    if column.type in ("number", "whole_number"):
        cell.value = float(value) if isinstance(value, Decimal) else value
        return
    if isinstance(value, bool | date):
        cell.value = str(value).lower()
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    # With the format of text, what begins with «=» is no formula, neither here nor when it is edited in Excel.
    cell.data_type = "s"


def _drop_down(sheet: Worksheet, column: ColumnSpec, cells: str) -> None:
    choices = ("true", "false") if column.type == "boolean" else column.allowed
    if choices:
        formula = f'"{",".join(choices)}"'
    elif column.points_to:
        formula = f"={column.points_to}!$A$2:$A${LISTED_ROWS}"
    else:
        return
    listed = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=True)
    sheet.add_data_validation(listed)
    listed.add(cells)


def _help(sheet: Worksheet, words: Words, lang: Language) -> None:
    sheet.title = lang.text("Hjelp")
    lines = [
        lang.text(
            "Ett ark per tabell. Overskriftene er låst: de kjenner kolonnene igjen når filen leses inn."
        ),
        lang.text(
            "Et ark som fjernes, blir ikke endret. En rad som fjernes, blir fjernet, om ingen tall bruker den."
        ),
        lang.text("Dager skrives 2024-08-26 eller 26.08.2024. Andeler skrives som tall mellom 0 og 1."),
        lang.text("Skriv aldri navn på personer eller fødselsnummer."),
    ]
    for number, line in enumerate(lines, 1):
        sheet.cell(number, 1, line)
    heading = [
        lang.text("Ark"), lang.text("Kolonne"), lang.text("Betyr"), lang.text("Må fylles ut"),
        lang.text("Innhold"),
    ]  # fmt: skip
    table = [heading, *(row for spec in tables() for row in _explained(spec, words, lang))]
    for number, row in enumerate(table, len(lines) + 2):
        for at, text in enumerate(row, 1):
            cell = sheet.cell(number, at, text)
            cell.alignment = Alignment(wrap_text=at == 5, vertical="top")
            if row is heading:
                cell.font, cell.fill = Font(bold=True), _HEAD
    for letter, width in zip("ABCDE", (18, 24, 34, 14, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.protection.sheet = True


def _explained(spec: TableSpec, words: Words, lang: Language) -> list[list[str]]:
    kinds = {
        "text": lang.text("tekst"),
        "date": lang.text("dag"),
        "whole_number": lang.text("helt tall"),
        "number": lang.text("tall"),
        "boolean": "true, false",
    }
    rows = [[spec.name, "", words(spec.name, None), "", ""]]
    for column in spec.columns:
        holds = ", ".join(column.allowed) or kinds[column.type]
        if column.points_to:
            holds = lang.text("en id fra arket {table}", table=column.points_to)
        required = lang.text("ja") if column.required else ""
        rows.append([spec.name, column.name, words(spec.name, column.name), required, holds])
    return rows


def _header_problems(spec: TableSpec, rows: Sequence[Sequence[str]]) -> list[ReferenceProblem]:
    header = [cell for cell in rows[0] if cell] if rows else []
    expected = [column.name for column in spec.columns]
    if sorted(header) == sorted(expected):
        return []
    return [ReferenceProblem(spec.name, 1, None, ", ".join(header), "header", ", ".join(expected))]


def _rows(spec: TableSpec, rows: Sequence[Sequence[str]]) -> list[Numbered]:
    places = {name: at for at, name in enumerate(rows[0]) if name}
    return [
        (
            number,
            {column.name: _typed_in(column, row[places[column.name]]) for column in spec.columns},
        )
        for number, row in enumerate(rows[1:], 2)
        if any(row)
    ]


def _in_sheet(problem: ReferenceProblem, places: Mapping[str, Sequence[int]]) -> ReferenceProblem:
    """The problem with the row as Excel counts: empty rows between were passed over."""
    known = places.get(problem.file, ())
    at = -1 if problem.row is None else problem.row - 2
    return replace(problem, row=known[at]) if 0 <= at < len(known) else problem


def _typed_in(column: ColumnSpec, text: str) -> str:
    """A cell as the CSV has it: Norwegian days and decimal commas are what people type."""
    if column.type == "date" and (day := _DAY.fullmatch(text)):
        return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    if column.type in ("number", "whole_number") and "." not in text:
        return text.replace(",", ".")
    return text.lower() if column.type == "boolean" else text
