"""What the owners of measures wrote in the last report, offered anew, and whether figures have changed under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from metrics.issued import Issued, issued_reports
from reports.checking import recheck
from reports.codes import UnknownCode, opened


@dataclass(frozen=True)
class Kept:
    """What the owner wrote under a heading earlier. changed: a figure of that form has changed since. issue_name,
    issued_on: the report that it stood in.
    """

    text: str
    changed: bool = False
    issue_name: str = ""
    issued_on: datetime | None = None


def kept_texts(reader: Any, folder: Path, measure_id: str) -> dict[int, Kept]:
    """Return the owner's words by heading, 1 to 8, from the newest report, not withdrawn, that has any for the measure;
    empty where none has.
    """
    for issued in issued_reports(reader):
        written = _written(issued, measure_id)
        if written and issued.withdrawn_at is None:
            changed = any(_has_changed(reader, folder, code) for code in _codes(issued, measure_id))
            return {
                heading: Kept(text, changed, issued.name, issued.issued_at)
                for heading, text in sorted(written.items())
            }
    return {}


def _written(issued: Issued, measure_id: str) -> dict[int, str]:
    texts = issued.content.get("recipe", {}).get("texts", {}).get(measure_id, {})
    return {int(heading): text for heading, text in texts.items() if text.strip()}


def _codes(issued: Issued, measure_id: str) -> list[str]:
    files = issued.content.get("files", ())
    return [code for one in files if one.get("measure") == measure_id for code in one["codes"]]


def _has_changed(reader: Any, folder: Path, code: str) -> bool:
    """A code whose record is lost proves nothing either way, so it is taken as changed."""
    try:
        return not recheck(reader, opened(folder, code)).holds
    except UnknownCode:
        return True
