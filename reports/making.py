"""The commands that make report files and check earlier ones; `python -m reports` runs them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tqdm import tqdm

from language import Language
from metrics import Selection
from reports.check_file import Checked, check_report
from reports.checking import Change
from reports.codes import stamp
from reports.deck import deck
from reports.figures import FIGURES, Figure, UnknownFigure, figure, on_offer
from reports.pictures import FORMATS, picture
from reports.put_together import put_together
from reports.recipe import beside_sentences, default_recipe
from reports.status_form import status_form
from reports.table_file import csv_bytes, parquet_bytes, xlsx_bytes
from reports.workbook import Coded, workbook

Made = dict[str, Any]
"""What a command tells of what it did, for --json."""
TABLE_FORMATS = ("csv", "xlsx", "parquet")


class UnknownFormat(ValueError):
    """A file's ending names no format. `ending` is what stands there."""

    def __init__(self, ending: str) -> None:
        super().__init__(ending)
        self.ending = ending


def make_status(
    reader: Any, folder: Path, asked: argparse.Namespace, chosen: Selection, lang: Language
) -> Made:
    """Write the status form of one measure.

    Raises UnknownMeasure where the selection names none or more than one.
    """
    form = status_form(
        reader, folder, ",".join(chosen.measures), chosen, beside_sentences(lang), on=asked.on, told_in=lang
    )
    return _written(asked.output, form.data, form.codes)


def make_deck(
    reader: Any, folder: Path, asked: argparse.Namespace, chosen: Selection, lang: Language
) -> Made:
    """Write the chosen figures as slides."""
    figures = _coded(reader, folder, _names(reader, asked, chosen), chosen, lang, asked.on)
    return _written(
        asked.output, deck(figures, lang, title=_title(asked, lang), on=asked.on), _codes(figures)
    )


def make_workbook(
    reader: Any, folder: Path, asked: argparse.Namespace, chosen: Selection, lang: Language
) -> Made:
    """Write the chosen figures as a workbook."""
    figures = _coded(reader, folder, _names(reader, asked, chosen), chosen, lang, asked.on)
    return _written(
        asked.output, workbook(figures, lang, title=_title(asked, lang), on=asked.on), _codes(figures)
    )


def make_figure(
    reader: Any, folder: Path, asked: argparse.Namespace, chosen: Selection, lang: Language
) -> Made:
    """Write one figure as a picture, or its table as a file; the ending of the file's name says which."""
    options = dict(option.partition("=")[::2] for option in asked.option)
    ((found, code),) = _coded(reader, folder, (asked.name,), chosen, lang, asked.on, options)
    form = asked.output.suffix.lstrip(".").lower()
    data = picture(found, code, form, lang) if form in FORMATS else _table(found, code, form, lang)
    return _written(asked.output, data, (code,))


def make_pack(
    reader: Any, folder: Path, asked: argparse.Namespace, chosen: Selection, lang: Language
) -> Made:
    """Write the status form of every measure, one deck and one workbook, into a folder."""
    asked.output.mkdir(parents=True, exist_ok=True)
    recipe = default_recipe(reader, chosen, lang, asked.title or "")
    with tqdm(leave=False, disable=None) as bar:

        def tell(done: int, total: int, what: str) -> None:
            bar.total, bar.n = total, done
            bar.set_description(what)

        files = put_together(reader, folder, recipe, on=asked.on, progress=tell)
    return {"files": [_written(asked.output / one.name, one.data, one.codes) for one in files]}


def check(reader: Any, folder: Path, asked: argparse.Namespace, lang: Language) -> Made:
    """Check every code in a report file against the newest figures.

    Raises UnreadableReport.
    """
    checked = check_report(reader, folder, asked.report.read_bytes())
    return {
        "file": asked.report.name,
        "version": reader.version,
        "figures": [_verdict(one, lang) for one in checked],
    }


def told(made: Made, lang: Language) -> str:
    """Say in plain lines what a command did."""
    if "figures" in made:
        return _checked_words(made, lang)
    lines = [
        lang.text("{file}: {codes}", file=one["file"], codes=", ".join(one["codes"]))
        for one in made.get("files", [made])
    ]
    return "\n".join(lines)


def _checked_words(made: Made, lang: Language) -> str:
    if not made["figures"]:
        return lang.text("Ingen tallpass i {file}.", file=made["file"])
    lines = []
    for one in made["figures"]:
        lines.append(f"{one['code']}  {one['verdict_words']}  {one['title']}".rstrip())
        lines.extend(f"  {_change_words(change, lang)}" for change in one["changes"])
    return "\n".join(lines)


def _change_words(change: Made, lang: Language) -> str:
    return lang.text(
        "{row}, {column}: {before} → {now}", **{key: _cell(value, lang) for key, value in change.items()}
    )


def _cell(value: Any, lang: Language) -> str:
    if value is None:
        return lang.text("mangler")
    return lang.number(value) if isinstance(value, int | float) else str(value)


def _verdict(one: Checked, lang: Language) -> Made:
    if one.verdict is None:
        return {
            "code": one.code,
            "verdict": "unknown",
            "verdict_words": lang.text("ukjent her"),
            "title": "",
            "changes": [],
        }
    words = {
        "": lang.text("gjelder fortsatt"),
        "changed": lang.text("endret"),
        "gone": lang.text("kan ikke vises mer"),
    }
    return {
        "code": one.code,
        "verdict": one.verdict.reason or "valid",
        "verdict_words": words[one.verdict.reason],
        "title": one.verdict.record.title,
        "changes": [_change(change) for change in one.verdict.changes],
    }


def _change(change: Change) -> Made:
    return {"row": change.row, "column": change.column, "before": change.before, "now": change.now}


def _names(reader: Any, asked: argparse.Namespace, chosen: Selection) -> tuple[str, ...]:
    given = getattr(asked, "figures", None)
    return tuple(name.strip() for name in given.split(",")) if given else on_offer(reader, chosen)


def _coded(
    reader: Any,
    folder: Path,
    wanted: Sequence[str],
    chosen: Selection,
    lang: Language,
    on: date,
    options: Mapping[str, str] | None = None,
) -> list[Coded]:
    """Draw figures and stamp them.

    Raises UnknownFigure for the first name that is none, FigureUnavailable.
    """
    for name in wanted:
        if name not in FIGURES:
            raise UnknownFigure(name)
    drawn = [figure(reader, name, chosen, lang, on=on, options=options) for name in wanted]
    return [(one, stamp(folder, one, lang.code, on)) for one in drawn]


def _codes(figures: Sequence[Coded]) -> tuple[str, ...]:
    return tuple(code for _figure, code in figures)


def _table(found: Figure, code: str, form: str, lang: Language) -> bytes:
    """The figure's table as CSV, Excel or Parquet.

    Raises UnknownFormat for another ending.
    """
    chart = found.chart
    about = (
        (lang.text("Utvalg"), found.told),
        (lang.text("Datagrunnlag"), chart.basis),
        (lang.text("Tallpass"), code),
    )
    if form == "csv":
        return csv_bytes(chart.table, title=chart.title, about=about, lang=lang)
    if form == "xlsx":
        return xlsx_bytes(chart.table, title=chart.title, about=about, lang=lang)
    if form == "parquet":
        return parquet_bytes(chart.table, title=chart.title, about=about, lang=lang)
    raise UnknownFormat(form)


def _title(asked: argparse.Namespace, lang: Language) -> str:
    return asked.title or lang.text("Status for tiltakene")


def _written(path: Path, data: bytes, codes: Sequence[str]) -> Made:
    path.write_bytes(data)
    return {"file": str(path), "bytes": len(data), "codes": list(codes)}


def as_json(made: Made) -> str:
    """Return what a command did for a machine."""
    return json.dumps(made, ensure_ascii=False, indent=1, default=str)
