"""The invented pile of files that docs/opplasting.md walks through: one of each kind that an administrator has."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.browser.serving import ROOT

Rows = list[list[Any]]
HOURS, PLAN = "Timer prosjekt mars 2024.xlsx", "Plan administrasjonen.xlsx"
LEDGER, FAULTY = "Hovedbok mars 2024.xlsx", "Timer formidling mars 2024.xlsx"
ZIP, OLD, LOCKED = "Fra museet.zip", "Timer 2022.csv", "Timeliste låst.xlsx"
PROTECTED = ROOT / "tests" / "fixtures" / "kryptert_etikett.xlsx"
"""A workbook with a sensitivity label, which nobody but its owner can read."""

_COVER: Rows = [["Prosjekttimer"], ["Tatt ut av", "museumsadministrasjonen"], ["Gjelder", "mars 2024"]]
_HOURS: Rows = [
    ["Prosjekttimer, administrasjonen"],
    [],
    ["Mnd", "Avdeling", "Hva", "Hvem", "Mengde", "Merknad"],
    ["mars 2024", "Museumsadministrasjonen", "BOTT ØL", "Kari Nordmann", "42,5", "opplæring"],
    ["mars 2024", "Museumsadministrasjonen", "BEVISST", "Ola Nordmann", "18", ""],
    ["mars 2024", "Institutt for naturhistorie", "BEVISST", "Per Hansen", "7:30", ""],
    ["mars 2024", "Institutt for naturhistorie", "ePhorte", "Per Hansen", "12", "restanser"],
    ["mars 2024", "Seksjon for formidling", "Bookitlab", "Anne Berg", "9,25", ""],
    ["Totalt", "", "", "", "89,25", ""],
]
"""No known layout: a cover sheet, a title, an own word for every column, names, times written in two ways, a total."""
_PLAN: Rows = [
    ["Planlagt innsats i administrasjonen"],
    ["Deltiltak", "jan", "feb", "mar", "apr"],
    ["BOTT ØL", "20 % stilling", "20 % stilling", "40 % stilling", "40 % stilling"],
    ["BEVISST", "3 dager", "3 dager", "3 dager", "3 dager"],
    ["ePhorte", "15 t", "15 t", "15 t", "10 t"],
]
"""A cross-tab written by hand: the effort as people say it, and no year."""
_LEDGER: Rows = [
    ["Hovedbok, spørring 4711"],
    ["Utvalg: koststed 99310100–99310500"],
    [],
    ["Periode", "Konto", "Koststed", "Delprosjekt", "Tekst", "Bokført beløp"],
    [202403, "6700", "99310100", "990123001", "Konsulent", 48000],
    [202403, "6700", "99310100", "990123005", "Konsulent", 21500.5],
    ["Sum 99310100", "", "", "", "", 69500.5],
    [202403, "6860", "99310400", "990123006", "Kurs", 12400],
    [202403, "6860", "99310400", "990123999", "Kurs", 3600],
    ["Sum 99310400", "", "", "", "", 16000],
    ["Totalt", "", "", "", "", 85500.5],
]
"""Unit4 with break totals; the last sub-project is in no code table."""
_FAULTY: Rows = [
    ["Måned", "Avdeling", "Hva", "Antall timer"],
    ["mars 2024", "Seksjon for formidling", "Bookitlab", "12,5"],
    ["mars 2024", "Seksjon for formidling", "BEVIST", "7"],
    ["mars 2024", "Seksjon for formidling", "BEVIST", "9"],
    ["mars 2024", "Seksjon for formidling", "BOTT ØL", "abc"],
    ["mars 2024", "Seksjon for formidling", "BOTT ØL", "?"],
]
"""A name that nobody knows in two rows, and two cells that are no hours."""
_OLD = (
    "Måned;Enhet;Deltiltak;Timer\r\n"
    "jan. 2022;VM-ADM;BOTT ØL;120,5\r\n"
    "jan. 2022;VM-ADM;BEVISST;48\r\n"
    "feb. 2022;VM-INH;ePhorte;33,25\r\n"
    "feb. 2022;VM-ADM;22.1;16\r\n"
)
"""From a system that is gone: text in the old Windows letters."""


def pile() -> dict[str, bytes]:
    """Every file that is dropped, by name; the zip holds two more."""
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.writestr(OLD, _OLD.encode("cp1252"))
        archive.writestr(LOCKED, PROTECTED.read_bytes())
    return {
        HOURS: _workbook({"Forside": _COVER, "Uttrekk": _HOURS}),
        PLAN: _workbook({"Ark1": _PLAN}),
        LEDGER: _workbook({"Hovedbok": _LEDGER}),
        FAULTY: _workbook({"Timer": _FAULTY}),
        ZIP: bundle.getvalue(),
    }


def write_pile(folder: Path) -> list[Path]:
    """Write the pile into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, data in pile().items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    return paths


def corrected_hours(folder: Path) -> Path:
    """The hours once more under the same name, with one figure mended: 44.5 hours on BOTT ØL, so 91.25 in all."""
    rows = [list(row) for row in _HOURS]
    rows[3][4], rows[8][4] = "44,5", "91,25"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / HOURS
    path.write_bytes(_workbook({"Forside": _COVER, "Uttrekk": rows}))
    return path


def _workbook(sheets: dict[str, Rows]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        # A fixed date keeps the fingerprint of the file, which a picture shows.
        book.set_properties({"created": datetime(2024, 4, 2)})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 6, 22)
            for number, row in enumerate(rows):
                for at, cell in enumerate(row):
                    if cell != "":
                        sheet.write(number, at, cell)
    return out.getvalue()
