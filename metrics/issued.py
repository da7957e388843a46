"""The reports that were issued, and what has moved in their figures since."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from metrics.changes import changed_since, imports_between
from metrics.engine import Reader, Row, query
from metrics.months import months
from metrics.selection import Selection

_AS_STORED = (
    "issued_by", "reviewed_by", "reviewed_on", "withdrawn_at", "withdrawn_by", "withdrawn_why"
)  # fmt: skip


@dataclass(frozen=True)
class Issued:
    """A report that was issued, and the warehouse version that its figures came from.

    selection: as in an address. content: as `reports.put_together.content_of` gives it; empty, as are names, for a
    report that was issued before they were kept.
    """

    issue_id: str
    issued_at: datetime
    version: int
    name: str = ""
    lang: str = "nb"
    issued_by: str | None = None
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    selection: Mapping[str, Any] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None


@dataclass(frozen=True)
class Mover:
    """An import that moved figures. action: loaded | undone, as in `MovedImport`; by and at: of who did that."""

    import_id: int
    file_name: str
    action: str
    by: str | None
    at: datetime | None


@dataclass(frozen=True)
class SinceIssue:
    """What moved in a report's released figures since it was issued. rows: as `changed_since` gives them."""

    rows: pd.DataFrame
    movers: tuple[Mover, ...]


def pinned(reader: Reader, selection: Selection, on: date) -> Selection:
    """Return the selection with its months named and the plan as of a day, so that next year it means the same.

    A selection without an end goes on with the data; one with an end does not. Raises SelectionError as `months` does.
    """
    found = months(reader, selection).all
    if not found:
        return replace(selection, as_of=selection.as_of or on)
    return replace(
        selection,
        first=selection.first or found[0],
        last=selection.last or found[-1],
        as_of=min(selection.as_of or on, on),
    )


def issued_reports(reader: Reader) -> tuple[Issued, ...]:
    """Return every report that the version knows of, the newest first, also those that were withdrawn."""
    with query(reader) as tables:
        found = [_issued(row) for row in tables.rows(tables["report_issue"])]
    return tuple(sorted(found, key=_age, reverse=True))


def last_issued(reader: Reader) -> Issued | None:
    """Return the newest report that is not withdrawn; None where there is none."""
    return next((one for one in issued_reports(reader) if one.withdrawn_at is None), None)


def since_issue(reader_then: Reader, reader_now: Reader, issued: Issued) -> SinceIssue:
    """Return what moved in the released figures of a report's own selection since it was issued, per sub-measure and
    month, and the imports that moved it.

    reader_then: the version that the report rests on. Months that the report did not show are not told. Raises
    SelectionError for a plan version that is gone.
    """
    own = pinned(reader_then, Selection.from_query(issued.selection), issued.issued_at.date())
    rows = changed_since(reader_then, reader_now, own)
    named = {int(one) for told in rows["imports"] for one in told.split(", ") if one}
    moved = [one for one in imports_between(reader_then, reader_now) if one.used.import_id in named]
    done = _doings(reader_now, issued.version)
    return SinceIssue(
        rows,
        tuple(
            Mover(one.used.import_id, one.used.file_name, one.action, *done.get(one.used.import_id, (None, None)))
            for one in moved
        ),
    )  # fmt: skip


def _doings(reader: Reader, since_version: int) -> dict[int, tuple[str | None, datetime | None]]:
    """Who did the last thing with each import, and when: loaded it, undid it or took the undoing back."""
    with query(reader) as tables:
        log = tables["import_log"]
        done = {
            row["import_id"]: (row["imported_by"], row["imported_at"])
            for row in tables.rows(log.select("import_id", "imported_by", "imported_at"))
        }
        if not tables.has("version_note"):
            return done
        note = tables["version_note"]
        later = note.filter(note.version > since_version, note.action.isin(("undo", "redo")))
        for row in tables.rows(later.order_by("version")):
            done[json.loads(row["detail"])["import_id"]] = (row["made_by"], row["made_at"])
    return done


def _issued(row: Row) -> Issued:
    return Issued(
        issue_id=row["issue_id"],
        issued_at=row["issued_at"],
        version=row["warehouse_version"],
        name=row.get("name") or "",
        lang=row.get("lang") or "nb",
        selection=json.loads(row["selection"]),
        content=json.loads(row.get("content") or "{}"),
        **{name: row.get(name) for name in _AS_STORED},
    )


def _age(issued: Issued) -> tuple[Any, ...]:
    """R2026-10 is newer than R2026-9, also where both were issued within a second."""
    number = issued.issue_id.rpartition("-")[2]
    return (issued.issued_at, int(number) if number.isdecimal() else 0, issued.issue_id)
