"""File formats: decided by content, whatever the name says."""

from collections.abc import Callable
from typing import Any

from tests.layouts.binary import xlsb
from tests.layouts.facts import SMALL
from tests.layouts.grid import Grid
from tests.layouts.open_document import ods
from tests.layouts.rows import HEADER, fact_rows, plain
from tests.layouts.texts import html, text, xml_2003
from tests.layouts.trap import right, trap
from tests.layouts.workbooks import iso_dates, strict, xls, xlsm, xlsx

THEME = "Filformater"
GRID = Grid([HEADER, *fact_rows()], "Timer")
DATES = Grid([HEADER, *fact_rows(month=lambda each: each.month)], "Timer")


def _trap(name: str, what: str, make: Callable[[], bytes], **more: Any) -> None:
    more.setdefault("expected", right())
    file = more.pop("file", f"timer.{name.rpartition('.')[2]}")
    trap(f"format_{name.replace('.', '_')}", THEME, what, file, make, **more)


def _as_text(separator: str, encoding: str) -> Callable[[], bytes]:
    return lambda: text(GRID, separator, encoding, "." if separator == "," else ",")


_trap("xlsx", "Excel-arbeidsbok", lambda: xlsx([DATES]), in_child=True)
_trap("xlsm", "Med makroer, som aldri kjøres", lambda: xlsm([DATES]), in_child=True)
_trap("xlsb", "Binær Excel-arbeidsbok", lambda: xlsb([DATES]), in_child=True)
_trap("xls", "Excel 97–2003", lambda: xls([DATES]), in_child=True)
_trap("ods", "LibreOffice, med en million tomme rader under", lambda: ods([DATES]), in_child=True)
_trap("strict.xlsx", "Strict Open XML", lambda: strict([DATES]), in_child=True)
_trap(
    "strict_iso_dates.xlsx",
    'Strict Open XML med datoer som ISO-tekst (t="d")',
    lambda: iso_dates(strict([DATES])),
)
for _encoding, _called in (
    ("utf-8-sig", "UTF-8 med BOM"),
    ("utf-8", "UTF-8 uten BOM"),
    ("utf-16", "UTF-16"),
    ("utf-16-le", "UTF-16 uten BOM"),
    ("cp1252", "cp1252"),
):
    for _separator, _word, _kind in (
        (";", "semikolon", "csv"),
        ("\t", "tabulator", "tsv"),
        (",", "komma", "csv"),
    ):
        _trap(
            f"{_encoding}_{_word}.{_kind}",
            f"Tekst i {_called} med {_word}",
            _as_text(_separator, _encoding),
        )  # fmt: skip
_trap(
    "comma_decimal.csv",
    "Komma både som skilletegn og desimaltegn: tallene står i hermetegn",
    lambda: text(GRID, ",", "utf-8"),
)
_trap("text.xls", "Tekstfil med navn .xls", lambda: text(GRID, "\t", "utf-16"), file="timer.xls")
_trap("html.xls", "Nettside (HTML) med navn .xls", lambda: html([DATES]), file="timer.xls", in_child=True)
_trap("xlsx.xls", "xlsx med navn .xls", lambda: xlsx([DATES]), file="timer.xls")
_trap("xls.xlsx", "xls med navn .xlsx", lambda: xls([DATES]), file="timer.xlsx")
_trap("xlsx.csv", "xlsx med navn .csv", lambda: xlsx([DATES]), file="timer.csv")
_trap("xml.xml", "SpreadsheetML 2003", lambda: xml_2003([DATES]), in_child=True)
_trap("xml.xls", "SpreadsheetML 2003 med navn .xls", lambda: xml_2003([DATES]), file="timer.xls")
_trap("txt", "Tabulatordelt .txt", lambda: text(GRID, "\t"))
_trap(
    "titles.csv",
    "Tekstfil med tittelrader over tabellen",
    lambda: text(Grid([["Timer 2024"], [], ["Uttrekk:", "15.04.2024"], *GRID.rows])),
)
_trap(
    "sep.csv",
    "«sep=;» på første linje, som Excel forstår",
    lambda: b"sep=;\r\n" + text(GRID, ";", "utf-8"),
)
_trap(
    "quotes.csv",
    "Linjeskift og skilletegn inne i hermetegn",
    lambda: text(
        Grid(
            [
                [*HEADER, "Merknad"],
                *([*row, 'Møte; "stort"\nto linjer'] for row in fact_rows()),
            ]
        )
    ),
)
_trap(
    "old_mac.csv", "Linjeskift med bare CR", lambda: text(GRID).replace(b"\r\n", b"\r")
)  # fmt: skip
_trap(
    "own_hours.xlsx",
    "Den egne malen",
    lambda: xlsx([Grid([["Måned", "Enhet", "Rollegruppe", "Deltiltak", "Timer"], *fact_rows()])]),
)
_trap(
    "own_plan.xlsx",
    "Den egne planmalen",
    lambda: xlsx(
        [
            Grid(
                [
                    ["Planversjon", "Måned", "Enhet", "Rollegruppe", "Deltiltak", "Planlagte timer"],
                    *(["PV3", *row[:4], plain(each.amount)] for each, row in zip(SMALL, fact_rows(), strict=True)),
                ]
            )
        ]
    ),
)  # fmt: skip
