"""A table as a file: Excel or CSV, with its selection and data basis in the first rows.

Numbers stay numbers, text stays text (never a formula), and a missing figure is a word, not a blank.
"""

import csv
import io
import re
from collections.abc import Container, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from language import Language
from metrics import Comparison, hidden_words, light_words, note_words, unit_words
from metrics.frames import records
from reports.cells import safe_text, storable_text

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv"
_BREAKS = re.compile(r"[\t\r\n]+")
"""What would end a cell that is pasted."""
About = Sequence[tuple[str, str]]
"""Pairs of label and text for the first rows: selection, data basis, months left out."""


def about(comparison: Comparison, lang: Language) -> tuple[tuple[str, str], ...]:
    """Return the first rows of a comparison's file; what is hidden has a row of its own where something is."""
    selection = comparison.selection.describe(lang, comparison.basis.names)
    rows = ((lang.text("Utvalg"), selection), (lang.text("Datagrunnlag"), comparison.basis.words(lang)))
    hidden = hidden_words(comparison.hidden_rows, comparison.hidden_actual, comparison.selection.unit, lang)
    return (*rows, (lang.text("Personvern"), hidden)) if hidden else rows


def comparison_table(comparison: Comparison, lang: Language) -> pd.DataFrame:
    """Return a comparison with headings in the reader's language; the last row is the total."""
    heads = _headings(comparison, lang)
    columns: dict[str, list[Any]] = {head: [] for head in heads}
    for row in [*records(comparison.rows), comparison.total]:
        for head, value in zip(heads, _display(row, comparison, lang, row is comparison.total), strict=True):
            columns[head].append(value)
    return pd.DataFrame({head: pd.Series(values, dtype="object") for head, values in columns.items()})


def _headings(comparison: Comparison, lang: Language) -> list[str]:
    called = {
        "measure": lang.text("Tiltak"),
        "sub_measure": lang.text("Deltiltak"),
        "system": lang.text("System"),
        "process": lang.text("Hovedprosess"),
        "unit": lang.text("Enhet"),
        "role_group": lang.text("Rollegruppe"),
        "month": lang.text("Måned"),
    }
    unit = unit_words(comparison.selection.unit, lang, comparison.basis.names.hours_per_person_year)
    coded = [(called[key], lang.text("{key}, kode", key=called[key])) for key in comparison.by]
    return [
        *(head for pair in coded for head in pair),
        lang.text("Planlagt ({unit})", unit=unit),
        lang.text("Faktisk ({unit})", unit=unit),
        lang.text("Avvik ({unit})", unit=unit),
        lang.text("Avvik i prosent"),
        lang.text("Trafikklys"),
        lang.text("Merknad"),
    ]


def _display(row: dict[str, Any], comparison: Comparison, lang: Language, is_total: bool) -> list[Any]:
    cells: list[Any] = []
    for place, key in enumerate(comparison.by):
        if is_total:
            cells += [lang.text("Sum") if place == 0 else "", ""]
            continue
        code = row[key]
        cells += [lang.pick(row[f"{key}_nb"], row[f"{key}_en"]), "" if code is None else code]
    note = note_words(row["note_code"], lang)
    for name in ("planned", "actual", "variance", "variance_pct"):
        value = row[name]
        cells.append(note if value is None or pd.isna(value) else float(value))
    return [*cells, light_words(row["light"], lang, row["note_code"]), note]


def xlsx_bytes(table: pd.DataFrame, *, title: str, about: About, lang: Language) -> bytes:
    """Return a workbook: title, the rows of `about`, an empty row, the frozen header and the table."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = lang.text("Tabell")
    write_cell(sheet.cell(1, 1), title).font = Font(bold=True, size=14)
    for place, (label, text) in enumerate(about, start=2):
        write_cell(sheet.cell(place, 1), label).font = Font(bold=True)
        write_cell(sheet.cell(place, 2), text)
    header = len(about) + 3
    for column, name in enumerate(table.columns, start=1):
        cell = write_cell(sheet.cell(header, column), str(name))
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = column_width(str(name), table[name])
    for line, values in enumerate(table.itertuples(index=False, name=None), start=header + 1):
        for column, value in enumerate(values, start=1):
            write_cell(sheet.cell(line, column), value)
    sheet.freeze_panes = f"A{header + 1}"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_cell(cell: Any, value: Any) -> Cell:
    """Write a value: a number as a number, text as text and never a formula, a missing figure as nothing."""
    assert isinstance(cell, Cell)
    plain = _plain(value)
    if isinstance(plain, str):
        cell.value = storable_text(plain)
        # openpyxl takes text that begins with «=» for a formula unless it is told that it is text.
        cell.data_type = "s"
    elif plain is not None:
        cell.value = plain
        cell.number_format = _number_format(plain)
    return cell


def _plain(value: Any) -> Any:
    """Return a Python value for a cell: None for a missing one, numbers for NumPy's numbers."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):  # noqa: PLR0124
        return None
    if hasattr(value, "item"):
        return value.item()
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def _number_format(value: Any) -> str:
    if isinstance(value, datetime | date):
        return "dd.mm.yyyy"
    return "#,##0" if isinstance(value, int) else "#,##0.0"


def column_width(name: str, values: "pd.Series[Any]") -> float:
    """Return the width of a column in letters."""
    longest = max((len(str(value)) for value in values if isinstance(value, str)), default=0)
    return float(min(max(longest + 2, min(len(name) + 2, 24), 12), 60))


def csv_bytes(
    table: pd.DataFrame, *, title: str, about: About, lang: Language, norwegian: bool | None = None
) -> bytes:
    """Return CSV. norwegian: as Norwegian Excel opens it, with semicolon, decimal comma and a byte-order mark, or with
    comma and point; None = as Excel in the reader's language.
    """
    norwegian = lang.code == "nb" if norwegian is None else norwegian
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if norwegian else ",", lineterminator="\r\n")
    for line in ([title], *about, [], [str(name) for name in table.columns]):
        writer.writerow([safe_text(cell) for cell in line])
    for values in table.itertuples(index=False, name=None):
        writer.writerow([_csv_cell(_plain(value), norwegian) for value in values])
    return text.getvalue().encode("utf-8-sig" if norwegian else "utf-8")


def tabbed_text(table: pd.DataFrame, *, title: str, about: About, lang: Language) -> str:
    """Return a table as it is pasted into cells of Excel or Word: tabs between, the rows of `about` after it."""
    rows = [
        [_csv_cell(_plain(value), lang.code == "nb") for value in values]
        for values in table.itertuples(index=False, name=None)
    ]
    lines: list[Sequence[str]] = [[title], [str(name) for name in table.columns], *rows, [], *about]
    return "\n".join("\t".join(safe_text(_BREAKS.sub(" ", cell)) for cell in line) for line in lines)


def parquet_bytes(table: pd.DataFrame, *, title: str, about: About, lang: Language) -> bytes:
    """Return a table as Parquet, its title and the rows of `about` among the file's facts.

    A word in place of a missing figure stands in a column of its own, so that the figures stay numbers.
    """
    columns: dict[str, list[Any]] = {}
    for place, name in enumerate(table.columns):
        values = [_plain(value) for value in table.iloc[:, place]]
        numbers, words = _numbers_and_words(values)
        head = _unused(str(name), columns)
        if not any(number is not None for number in numbers):
            columns[head] = words
            continue
        columns[head] = numbers
        if any(words):
            columns[_unused(lang.text("{column}, merknad", column=name), columns)] = words
    facts = {lang.text("Tittel"): title, **dict(about)}
    made = pa.table(columns).replace_schema_metadata(facts)
    stream = io.BytesIO()
    pq.write_table(made, stream)
    return stream.getvalue()


def _numbers_and_words(values: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """A column's numbers, all of one kind, and the rest of it: dates where all are dates, else words."""
    known = [isinstance(value, int | float | Decimal) and not isinstance(value, bool) for value in values]
    whole = all(isinstance(value, int) for value, number in zip(values, known, strict=True) if number)
    kind = int if whole else float
    numbers = [kind(value) if number else None for value, number in zip(values, known, strict=True)]
    rest = [None if number else value for value, number in zip(values, known, strict=True)]
    if all(value is None or isinstance(value, date) for value in rest):
        return numbers, rest
    return numbers, [None if value is None else str(value) for value in rest]


def _unused(name: str, taken: Container[str]) -> str:
    """A name of a column that no other has."""
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free


def _csv_cell(value: Any, norwegian: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return safe_text(value.isoformat() if isinstance(value, date) else str(value))
    number = f"{value:.4f}".rstrip("0").rstrip(".") if not isinstance(value, int) else str(value)
    number = "0" if number == "-0" else number
    return number.replace(".", ",") if norwegian else number
