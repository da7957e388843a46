"""The uploaded workbook with its wrong cells coloured and explained, to be mended in Excel and dropped again.

openpyxl hangs or grows on hostile files, so a child process with limits writes the copy (`etl.highlight_main`).
"""

import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.errors import FileRefused
from etl.guard import MEGABYTE, examine
from etl.own_sheets import NOT_READ
from etl.problems import Problem
from etl.report import FileReport
from etl.wording import message
from language import CODES, Language, get

MOST_MARKUP = 40 * MEGABYTE
"""Sheets with more XML than this (about 100 000 rows of ten columns) take minutes and a gigabyte to copy."""
WALL_SECONDS = 60
_STRICT = b"http://purl.oclc.org/ooxml/"
_ORDER = ("error", "warning", "info")
_PROJECT = Path(__file__).resolve().parent.parent
_START = (
    "import sys, types; package = types.ModuleType('etl'); package.__path__ = [sys.argv[1] + '/etl'];"
    "sys.modules['etl'] = package; sys.path.insert(0, sys.argv[1]);"
    "from etl.highlight_main import main; main(sys.argv[2])"
)


def can_highlight(data: bytes) -> bool:
    """Whether a file is a workbook that can be copied with marks in it: .xlsx or .xlsm by content, not too large, and
    not in the strict variant, which openpyxl reads as empty."""
    try:
        if examine(data).kind != "xlsx":
            return False
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [part for part in archive.infolist() if part.filename.startswith("xl/worksheets/")]
            markup = sum(part.file_size for part in sheets)
            return markup <= MOST_MARKUP and _STRICT not in archive.read("xl/workbook.xml")
    except (FileRefused, KeyError, OSError, zipfile.BadZipFile):
        return False


def highlighted(data: bytes, report: FileReport, lang: Language) -> bytes:
    """The workbook with each wrong cell filled and a note that says what is wrong, behind a first sheet that lists
    everything. Where the workbook cannot be copied, a workbook with that list alone, which says so."""
    job = {
        "marks": [mark for problem in _sorted(report) if (mark := _mark(problem, report, lang))],
        "list": [_line(problem, report, lang) for problem in _sorted(report)],
        "macros": b"vbaProject.bin" in data,
        "texts": _texts(lang),
    }
    return _in_child(data, job) or _in_child(None, job) or b""


def _texts(lang: Language) -> dict[str, Any]:
    return {
        "not_read": NOT_READ[lang.code],
        "sheet": lang.text("Feil"),
        "old": {"first_cells": list(NOT_READ.values()), "names": [get(code).text("Feil") for code in CODES]},
        "not_copied": lang.text("Arbeidsboken kunne ikke kopieres med merker i. Her er lista over det som ble funnet."),
        "heads": [
            lang.text("Type"), lang.text("Ark"), lang.text("Celle"), lang.text("Kolonne"), lang.text("I cellen"),
            lang.text("Hva som er galt"),
        ],
    }  # fmt: skip


def _severity(problem: Problem, lang: Language) -> str:
    words = {
        "error": lang.text("Feil"),
        "warning": lang.text("Advarsel"),
        "info": lang.text("Til orientering"),
    }
    return words[problem.severity]


def _sorted(report: FileReport) -> list[Problem]:
    return sorted(
        report.problems, key=lambda each: (_ORDER.index(each.severity), each.sheet or "", each.row or 0)
    )


def _line(problem: Problem, report: FileReport, lang: Language) -> list[str]:
    sheet, cell = _place(problem, report)
    words = message(problem, lang)
    return [
        _severity(problem, lang),
        sheet or "",
        cell or "",
        problem.column or "",
        problem.value or "",
        words,
    ]


def _mark(problem: Problem, report: FileReport, lang: Language) -> list[str] | None:
    """Sheet, cell, severity and the words of its note; None for what has no cell, or is no more than information."""
    sheet, cell = _place(problem, report)
    if cell is None or problem.severity == "info":
        return None
    return [sheet or "", cell, problem.severity, f"{_severity(problem, lang)}: {message(problem, lang)}"]


def _place(problem: Problem, report: FileReport) -> tuple[str | None, str | None]:
    """Sheet and cell, by the cell that the finding names, else by the letter of its column, else the row's first."""
    sheet = problem.sheet or report.sheet
    cell = problem.facts.get("cell", "")
    if re.fullmatch(r"[A-Z]{1,3}[1-9]\d{0,6}", cell):
        return sheet, cell
    if problem.row is None:
        return sheet, None
    return sheet, f"{next(_letters(problem, report), 'A')}{problem.row}"


def _letters(problem: Problem, report: FileReport) -> Iterator[str]:
    for column in report.sight.columns if report.sight else ():
        if problem.column in (column.header, column.letter):
            yield column.letter


def _in_child(data: bytes | None, job: dict[str, Any]) -> bytes | None:
    """What the child wrote; None where it failed or was stopped."""
    with tempfile.TemporaryDirectory(prefix="handlingsrom-") as folder:
        here = Path(folder)
        (here / "job.json").write_text(json.dumps(job), "utf-8")
        if data is not None:
            (here / "book").write_bytes(data)
        command = [sys.executable, "-I", "-c", _START, str(_PROJECT), folder]
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return None
        made = here / "marked"
        return made.read_bytes() if done.returncode == 0 and made.exists() else None
