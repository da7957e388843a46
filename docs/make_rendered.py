"""The report files as a reader sees them: make rendered, or python -m docs.make_rendered [-o FOLDER]

Makes the whole pack of the sample in both languages, lets LibreOffice turn each file into PDF and pictures of its
pages, and checks them; the pictures are there to be looked at. Fails at any complaint of LibreOffice, any page without
text, any missing code and any number of a table that is not on its pages as the table has it.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import tempfile
from contextlib import redirect_stdout
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from benchmarks.page_benchmark import with_sample
from language import CODES
from reports.__main__ import main as reports
from reports.codes import Record, opened, plain
from reports.figures import FIGURES

FIRST, LAST = "2019-01", "2021-12"
KNOWN_NOISE = ("failed to launch javaldx",)
"""What LibreOffice says where it has no Java; writing PDF needs none."""
_LOCALE = {"nb": "nb-NO", "en": "en-GB"}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item></oor:items>
"""
_LABELLED = 12
"""Bars of a slide that surely carry their numbers."""
_DOTS_PER_INCH = 80
_AT_MOST_S = 300


class NotAsItShouldBe(RuntimeError):
    """A file is not rendered as it should be; the message says which and why."""


def render(folder: Path, out: Path, lang: str) -> None:
    """Make the pack of a warehouse in one language into a folder, and PDF and pictures of every file beside it."""
    told = io.StringIO()
    period = ["--from", FIRST, "--to", LAST, "--lang", lang, "--warehouse", str(folder)]
    with redirect_stdout(told):
        status = reports(["pack", "--json", "--output", str(out), *period])
    if status:
        raise NotAsItShouldBe(f"python -m reports pack gave exit status {status}")
    for made in json.loads(told.getvalue())["files"]:
        path = Path(made["file"])
        text = pages_of(path, lang)
        records = [opened(folder, code) for code in made["codes"]]
        check_pages(path.name, text, [record.code for record in records])
        for record in shown_whole(path.suffix, records):
            check_numbers(path.name, "\n".join(text), record)
        print(f"{lang} {path.name}: {len(text)} pages, {len(records)} codes")


def pages_of(path: Path, lang: str) -> list[str]:
    """Turn a file into PDF and into pictures of its pages. Returns the text of each page."""
    with tempfile.TemporaryDirectory() as profile:
        settings = Path(profile) / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_text(_SETTINGS.format(locale=_LOCALE[lang]), "utf-8")
        office = os.environ.get("LIBREOFFICE") or "soffice"
        own = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        answer = _run([*own, "--convert-to", "pdf", "--outdir", str(path.parent), str(path)])
    pdf = path.with_suffix(".pdf")
    if not pdf.exists():
        raise NotAsItShouldBe(f"{path.name}: LibreOffice made no PDF. {answer}")
    # Word, PowerPoint and Excel files may share a stem.
    kept = pdf.rename(path.with_name(f"{path.name}.pdf"))
    _run(["pdftoppm", "-r", str(_DOTS_PER_INCH), "-png", str(kept), str(kept.with_suffix(""))])
    return _run(["pdftotext", "-layout", str(kept), "-"]).split("\f")[:-1]


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_AT_MOST_S)
    complaints = [line for line in done.stderr.splitlines() if line.strip() and not _is_noise(line)]
    if done.returncode or complaints:
        raise NotAsItShouldBe(f"{' '.join(command)}: exit status {done.returncode}. {' '.join(complaints)}")
    return done.stdout


def _is_noise(line: str) -> bool:
    return any(known in line for known in KNOWN_NOISE)


def check_pages(name: str, pages: list[str], codes: list[str]) -> None:
    """Hold that there are pages, that each has text, and that every code is there.

    Raises NotAsItShouldBe.
    """
    empty = [number for number, text in enumerate(pages, start=1) if not text.strip()]
    if empty or not pages:
        raise NotAsItShouldBe(f"{name}: pages without text: {empty or 'there is no page'}")
    together = re.sub(r"\s", "", "".join(pages))
    missing = [code for code in codes if code not in together]
    if missing:
        raise NotAsItShouldBe(f"{name}: without the codes {', '.join(missing)}")


def shown_whole(ending: str, records: list[Record]) -> list[Record]:
    """Return the figures whose every number stands on a page as text: a sheet has its table, a form that of its
    sub-measures, a slide the numbers at its bars; others are drawn as marks and pictures.
    """
    if ending == ".xlsx":
        return records
    if ending == ".docx":
        return [record for record in records if record.figure == "sub_measures"]
    bars = [record for record in records if FIGURES[record.figure].native == "bars"]
    return [_amounts(record) for record in bars if len(record.rows) <= _LABELLED]


def _amounts(record: Record) -> Record:
    """The figure with planned and actual alone."""
    fields: dict[str, Any] = vars(record) | {"rows": tuple(row[:3] for row in record.rows)}
    return Record(**fields | {"columns": record.columns[:3]})


def check_numbers(name: str, text: str, record: Record) -> None:
    """Hold that every number of a figure's table stands on the pages as the table has it.

    Raises NotAsItShouldBe.
    """
    flat = re.sub(r"[\u00a0\u202f]", " ", text).replace("\N{MINUS SIGN}", "-")
    numbers = {cell for row in record.rows for cell in map(plain, row) if isinstance(cell, int | float)}
    missing = sorted(number for number in numbers if not _stands_in(flat, number))
    if missing:
        raise NotAsItShouldBe(f"{name}: {record.figure} ({record.code}) without {missing}")


def _stands_in(text: str, number: float) -> bool:
    return any(re.search(rf"(?<!\d){re.escape(form)}(?![\d])", text) for form in forms_of(number))


def forms_of(number: float) -> set[str]:
    """Return how a number may be written: with one or two decimals, or none where it is whole; in both languages."""
    found = set()
    for decimals in (1, 2) if number != round(number) else (0, 1, 2):
        exact = Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
        english = f"{exact:,f}"
        norwegian = english.replace(",", " ").replace(".", ",")
        found |= {english, norwegian}
    return found


def main() -> None:
    """Render every file in both languages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("rendered"))
    out: Path = parser.parse_args().output
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "warehouse"
        with_sample(folder)
        for lang in CODES:
            (out / lang).mkdir(parents=True, exist_ok=True)
            render(folder, out / lang, lang)
    print(f"Look at the pages: {out}/*/*.png")


if __name__ == "__main__":
    main()
