"""How far each sub-measure is: recorded in per cent for a day, corrected, removed, and who did what, and why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.publisher import publish
from warehouse import Reader

ACTION = "progress"
"""The name under which the list of versions has these changes."""
LONGEST_NOTE = 300


@dataclass(frozen=True)
class ProgressChange:
    """One change of what is recorded for a sub-measure on a day: recorded (before is None), corrected, or removed
    (after is None). reason is empty for what was recorded the first time.
    """

    version: int
    made_at: datetime
    made_by: str | None
    sub_measure_id: str
    recorded: date
    before: Decimal | None
    after: Decimal | None
    reason: str


def record_progress(
    folder: Path,
    sub_measure_id: str,
    recorded: date,
    complete_pct: Decimal,
    by: str | None,
    *,
    note: str = "",
    reason: str = "",
    allow_decrease: bool = False,
) -> int:
    """Record how much of a sub-measure was done on a day, in per cent, and return the new version.

    A day that has a record already is corrected, and then needs a reason. What is recorded may be lower than an earlier
    day's, or higher than a later day's, only where that is allowed.

    :raises ProgressInvalid: `problem` says what: pct, future, sub_measure, reason, note.
    :raises ProgressDecreases: progress would go back from one day to the next.
    """
    return _publish(
        folder,
        sub_measure_id,
        recorded,
        by,
        reason,
        complete_pct=f"{complete_pct:f}",
        note=note.strip() or None,
        allow_decrease=allow_decrease,
    )


def remove_progress(folder: Path, sub_measure_id: str, recorded: date, by: str | None, reason: str) -> int:
    """Remove what is recorded for a day, and return the new version; earlier versions of the warehouse keep it.

    :raises ProgressInvalid: `problem` is `reason` where it is missing, `unknown` where nothing is recorded that day.
    """
    return _publish(folder, sub_measure_id, recorded, by, reason, complete_pct=None)


def progress_changes(reader: Reader, sub_measure_id: str | None = None) -> list[ProgressChange]:
    """Return every change of what is recorded of one sub-measure, or of all, the newest first."""
    if not reader.has("version_note"):
        return []
    rows = reader.rows(
        "select version, made_at, made_by, detail from version_note where action = ? order by version desc",
        (ACTION,),
    )
    changes = [_change(row) for row in rows]
    return [one for one in changes if sub_measure_id in (None, one.sub_measure_id)]


def _publish(
    folder: Path, sub_measure_id: str, recorded: date, by: str | None, reason: str, **more: Any
) -> int:
    job: dict[str, Any] = {"sub_measure_id": sub_measure_id, "recorded": recorded.isoformat(), "by": by}
    version: int = publish(folder, ACTION, **job, reason=reason.strip(), **more)["version"]
    return version


def _change(row: Mapping[str, Any]) -> ProgressChange:
    detail = json.loads(row["detail"])
    return ProgressChange(
        row["version"],
        row["made_at"],
        row["made_by"],
        detail["sub_measure_id"],
        date.fromisoformat(detail["recorded"]),
        _percent(detail["before"]),
        _percent(detail["after"]),
        detail["reason"],
    )


def _percent(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
