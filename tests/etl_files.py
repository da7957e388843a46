"""What the tests of the ETL share: the reference tables, and small files built in code."""

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import xlsxwriter

from etl.reference import Reference
from warehouse import create_warehouse, open_reader

PROJECT = Path(__file__).resolve().parent.parent
FIXTURES = PROJECT / "tests" / "fixtures"

OWN_HEADER = ["Måned", "Enhet", "Rollegruppe", "Deltiltak", "Timer"]
LEDGER_HEADER = ["Periode", "Konto", "Koststed", "Delprosjekt", "Tekst", "Beløp"]
# An invented number with a valid date and valid check digits.
NATIONAL_ID = "01010012356"


@cache
def reference() -> Reference:
    """The reference tables of the project, read through a new warehouse."""
    with tempfile.TemporaryDirectory() as folder:
        create_warehouse(Path(folder), PROJECT / "data" / "reference")
        with open_reader(Path(folder)) as reader:
            return Reference.read(reader)


def workbook(path: Path, rows: list[list], sheet: str = "Ark1", **more: list[list]) -> Path:
    """An .xlsx with these rows; a text that starts with «=» becomes a formula with the value 0."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, content in {sheet: rows, **more}.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(content):
                for at, cell in enumerate(row):
                    if cell is not None:
                        page.write(number, at, cell)
    return path


def with_sheet_xml(path: Path, replace: dict[bytes, bytes]) -> Path:
    """The same workbook with bytes of its first sheet replaced."""
    content = path.read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                for before, after in replace.items():
                    assert before in data, before
                    data = data.replace(before, after)
            new.writestr(part.filename, data)
    path.write_bytes(out.getvalue())
    return path
