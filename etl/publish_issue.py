"""Reports in the publishing child: issued under a name, and withdrawn, each with its note."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from etl.identity import hide_national_ids
from etl.import_errors import AlreadyWithdrawn, ReportInvalid, ReportNameTaken, UnknownReport
from etl.publish_memory import now
from warehouse import NewVersion, list_versions

Job = Mapping[str, Any]


def issue(build: NewVersion, job: Job) -> dict[str, str]:
    """Log a report as issued and return {issue_id}: R, the year and a running number in it.

    :raises ReportInvalid: `problem`: name | reviewed | version | national_id.
    :raises ReportNameTaken: a report that is not withdrawn has the name.
    """
    con, name = build.con, job["name"]
    if not name:
        raise ReportInvalid("name")
    if not (job["reviewed_by"] and job["reviewed_on"]):
        raise ReportInvalid("reviewed")
    # Under the writer's lock, so that the version cannot be swept before it is pinned.
    if job["version"] not in {kept.number for kept in list_versions(Path(job["folder"]))}:
        raise ReportInvalid("version")
    content = json.dumps(job["content"], ensure_ascii=False)
    _refuse_national_ids(name, content, job["by"] or "", job["reviewed_by"])
    taken = con.execute(
        "select issue_id from report_issue where lower(name) = lower(?) and withdrawn_at is null", [name]
    ).fetchone()
    if taken:
        raise ReportNameTaken(name, taken[0])
    issued_at = now()
    issue_id = _next_id(con, issued_at.year)
    con.execute(
        "insert into report_issue by name select ? as issue_id, ?::timestamp as issued_at, ? as warehouse_version,"
        " ?::json as selection, ? as name, ? as lang, ? as issued_by, ? as reviewed_by, ?::date as reviewed_on,"
        " ?::json as content",
        [
            *(
                issue_id,
                issued_at,
                job["version"],
                json.dumps(job["selection"]),
                name,
                job["lang"],
                job["by"],
            ),
            *(job["reviewed_by"], job["reviewed_on"], content),
        ],
    )
    build.note("issue", {"issue_id": issue_id, "name": name, "warehouse_version": job["version"]}, job["by"])
    return {"issue_id": issue_id}


def withdraw(build: NewVersion, job: Job) -> dict[str, str]:
    """Mark a report as withdrawn and return {issue_id}; it is still listed, and its version kept.

    :raises ReportInvalid: `problem`: why | national_id.
    :raises UnknownReport: there is no such report.
    :raises AlreadyWithdrawn: it was withdrawn before.
    """
    con, issue_id, why = build.con, job["issue_id"], job["why"]
    if not why:
        raise ReportInvalid("why")
    _refuse_national_ids(why)
    found = con.execute(
        "select name, withdrawn_at from report_issue where issue_id = ?", [issue_id]
    ).fetchone()
    if found is None:
        known = con.execute(
            "select issue_id from report_issue where withdrawn_at is null order by issued_at desc, issue_id desc"
        ).fetchall()
        raise UnknownReport(issue_id, [row[0] for row in known])
    if found[1] is not None:
        raise AlreadyWithdrawn(issue_id)
    con.execute(
        "update report_issue set withdrawn_at = ?::timestamp, withdrawn_by = ?, withdrawn_why = ? where issue_id = ?",
        [now(), job["by"], why, issue_id],
    )
    build.note("withdraw", {"issue_id": issue_id, "name": found[0], "reason": why}, job["by"])
    return {"issue_id": issue_id}


def _next_id(con: duckdb.DuckDBPyConnection, year: int) -> str:
    begun = f"R{year}-"
    ids = con.execute("select issue_id from report_issue where starts_with(issue_id, ?)", [begun]).fetchall()
    numbers = [int(text) for (issue_id,) in ids if (text := issue_id.removeprefix(begun)).isdecimal()]
    return f"{begun}{max(numbers, default=0) + 1}"


def _refuse_national_ids(*texts: str) -> None:
    if any(hide_national_ids(text) != text for text in texts):
        raise ReportInvalid("national_id")
