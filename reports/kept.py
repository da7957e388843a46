"""What the owners of measures wrote in the last report, offered anew, and whether figures have changed under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from language import get
from metrics import Selection
from metrics.issued import Issued, issued_reports
from reports.checking import changed_cells, recheck
from reports.codes import UnknownCode, opened
from reports.figures import FigureUnavailable, UnknownFigure, figure


@dataclass(frozen=True)
class Kept:
    """What the owner wrote under a heading earlier. changed: a figure of that form has changed since. issue_name,
    issued_on: the report that it stood in. codes: those of the form.
    """

    text: str
    changed: bool = False
    issue_name: str = ""
    issued_on: datetime | None = None
    codes: tuple[str, ...] = ()


def kept_texts(reader: Any, folder: Path, measure_id: str) -> dict[int, Kept]:
    """Return the owner's words by heading, 1 to 8, from the newest report, not withdrawn, that has any for the measure;
    empty where none has.
    """
    for issued in issued_reports(reader):
        written = _written(issued, measure_id)
        if written and issued.withdrawn_at is None:
            codes = _codes(issued, measure_id)
            changed = any(_has_changed(reader, folder, code) for code in codes)
            return {
                heading: Kept(text, changed, issued.name, issued.issued_at, codes)
                for heading, text in sorted(written.items())
            }
    return {}


def has_other_figures(
    reader: Any, folder: Path, codes: Sequence[str], selection: Selection, *, on: date
) -> bool:
    """Return whether the figures of a selection differ from those of the form that a text was written for: in months,
    unit, plan or filters, or in any cell. codes: those of that form. on: the day of the new form, which alone makes no
    difference.

    Raises SelectionError for a selection that means nothing.
    """
    return any(_is_another(reader, folder, code, selection, on) for code in codes)


def _is_another(reader: Any, folder: Path, code: str, selection: Selection, on: date) -> bool:
    try:
        record = opened(folder, code)
        now = figure(reader, record.figure, selection, get(record.lang), on=on, options=record.options)
    except (UnknownCode, UnknownFigure, FigureUnavailable):
        return True
    same = replace(now.selection, as_of=None) == replace(record.selection, as_of=None)
    return not same or bool(changed_cells(record.table, now.chart.table))


def _written(issued: Issued, measure_id: str) -> dict[int, str]:
    texts = issued.content.get("recipe", {}).get("texts", {}).get(measure_id, {})
    return {int(heading): text for heading, text in texts.items() if text.strip()}


def _codes(issued: Issued, measure_id: str) -> tuple[str, ...]:
    files = issued.content.get("files", ())
    return tuple(code for one in files if one.get("measure") == measure_id for code in one["codes"])


def _has_changed(reader: Any, folder: Path, code: str) -> bool:
    """A code whose record is lost proves nothing either way, so it is taken as changed."""
    try:
        return not recheck(reader, opened(folder, code)).holds
    except UnknownCode:
        return True
