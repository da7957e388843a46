"""What a sub-measure was before: every change of its status, owner, benefit and validity, with who and why."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from metrics.engine import Reader, Row, query, remember

FOLLOWED = ("status", "benefit_type", "owner_nb", "system_id", "valid_from", "valid_to", "measure_id")
"""The columns whose changes are told."""


@dataclass(frozen=True)
class Change:
    """One changed field of a sub-measure; before and after are the stored texts, None where there was none.

    field: one of FOLLOWED, or `added` and `removed` for the sub-measure itself.
    """

    field: str
    before: str | None
    after: str | None
    changed_at: datetime
    changed_by: str | None
    reason: str
    version: int


def status_history(reader: Reader, sub_measure_id: str) -> tuple[Change, ...]:
    """Return the changes of a sub-measure that people have made in the reference tables, the newest first."""
    return remember(reader, "status_history", lambda: _history(reader)).get(sub_measure_id, ())


def _history(reader: Reader) -> dict[str, tuple[Change, ...]]:
    """Every sub-measure's changes: the log is short, and a page asks for many of them."""
    with query(reader) as tables:
        log = tables["reference_change"]
        own = log.filter(log.table_name == "sub_measure")
        texts = {name: own[name].cast("string") for name in ("before", "after")}
        rows = tables.rows(own.order_by(own.change_id.desc()).mutate(**texts))
    found: dict[str, tuple[Change, ...]] = {}
    for row in rows:
        found[row["row_key"]] = (*found.get(row["row_key"], ()), *_changes(row))
    return found


def _changes(row: Row) -> list[Change]:
    before, after = _values(row["before"]), _values(row["after"])
    about = {name: row[name] for name in ("changed_at", "changed_by", "reason", "version")}
    if before is None:
        return [Change("added", None, None if after is None else _text(after.get("status")), **about)]
    if after is None:
        return [Change("removed", _text(before.get("status")), None, **about)]
    return [
        Change(name, _text(before.get(name)), _text(after.get(name)), **about)
        for name in FOLLOWED
        if before.get(name) != after.get(name)
    ]


def _values(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)


def _text(value: Any) -> str | None:
    return None if value in (None, "") else str(value)
