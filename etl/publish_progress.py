"""Progress in the publishing child: checked, recorded, corrected and removed, each with its note."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from etl.identity import hide_national_ids
from etl.import_errors import ProgressDecreases, ProgressInvalid
from etl.publish_memory import now
from warehouse import NewVersion

Job = Mapping[str, Any]
ALL = Decimal(100)


def change_progress(build: NewVersion, job: Job) -> bool:
    """Record, correct or (complete_pct is None) remove a day's progress; tell whether anything changed.

    :raises ProgressInvalid: `problem`: pct | future | sub_measure | reason | note | unknown.
    :raises ProgressDecreases: progress would go back from one day to the next, and that was not allowed.
    """
    con, key = build.con, [job["sub_measure_id"], job["recorded"]]
    found = con.execute(
        "select complete_pct, note from progress where sub_measure_id = ? and recorded = ?::date", key
    ).fetchone()
    before = None if found is None else found[0]
    after = None if job["complete_pct"] is None else Decimal(job["complete_pct"])
    if after is None and found is None:
        raise ProgressInvalid("unknown")
    if found is not None and (after, job.get("note")) == found:
        return False
    if found is not None and not job["reason"]:
        raise ProgressInvalid("reason")
    if after is not None:
        _check(con, job, after)
    con.execute("delete from progress where sub_measure_id = ? and recorded = ?::date", key)
    if after is not None:
        con.execute(
            "insert into progress (sub_measure_id, recorded, complete_pct, recorded_by, note, entered_at)"
            " values (?, ?::date, ?, ?, ?, ?)",
            [*key, after, job["by"], job.get("note"), now()],
        )
    detail = {name: job[name] for name in ("sub_measure_id", "recorded", "reason")}
    build.note("progress", detail | {"before": _plain(before), "after": _plain(after)}, job["by"])
    return True


def _check(con: duckdb.DuckDBPyConnection, job: Job, after: Decimal) -> None:
    if not (after.is_finite() and 0 <= after <= ALL):
        raise ProgressInvalid("pct")
    if date.fromisoformat(job["recorded"]) > date.today():
        raise ProgressInvalid("future")
    texts = " ".join(text for text in (job.get("note"), job["reason"]) if text)
    if hide_national_ids(texts) != texts:
        raise ProgressInvalid("note")
    known = con.execute("select 1 from sub_measure where sub_measure_id = ?", [job["sub_measure_id"]])
    if known.fetchone() is None:
        raise ProgressInvalid("sub_measure")
    if not job["allow_decrease"]:
        _check_neighbours(con, job, after)


def _check_neighbours(con: duckdb.DuckDBPyConnection, job: Job, after: Decimal) -> None:
    """What is done stays done: the day before has no more, the day after no less."""
    asked = [job["sub_measure_id"], job["recorded"]]
    before = con.execute(
        "select recorded, complete_pct from progress where sub_measure_id = ? and recorded < ?::date"
        " order by recorded desc limit 1",
        asked,
    ).fetchone()
    later = con.execute(
        "select recorded, complete_pct from progress where sub_measure_id = ? and recorded > ?::date"
        " order by recorded limit 1",
        asked,
    ).fetchone()
    if before is not None and before[1] > after:
        raise ProgressDecreases(before[0].isoformat(), _plain(before[1]) or "", earlier=True)
    if later is not None and later[1] < after:
        raise ProgressDecreases(later[0].isoformat(), _plain(later[1]) or "", earlier=False)


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
