"""The rows of a draft in the publishing child: put in as one import that can be undone, or taken away with it."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import duckdb

from etl.publish_load import next_id
from etl.publish_memory import now
from etl.report import FileReport, RowCounts

PROFILE, SOURCE = "scenario", "own_plan"
"""The source is that of plan files, so that one for the draft takes the place of these rows."""
_LOG = """
insert into import_log by name
select ? as import_id, ?::timestamp as imported_at, ? as imported_by, ? as file_name, ? as sha256, ? as profile,
    ? as source, 'plan' as kind, 'active' as status,
    -- A scenario on invented figures is invented.
    exists (select 1 from import_log where status = 'active' and kind = 'plan' and is_sample) as is_sample,
    ?::date as period_first, ?::date as period_last, ? as rows_read, ? as rows_loaded, 0 as rows_rejected,
    0 as rows_ignored, ?::json as sums, ?::json as report
"""


def insert_planned(con: duckdb.DuckDBPyConnection, planned: Mapping[str, Any], by: str | None) -> None:
    """Log and insert {plan_version, file, rows}; a row: sub-measure, unit, role group, process, month, hours, nok."""
    import_id, version, rows = next_id(con), planned["plan_version"], planned["rows"]
    if not rows:
        return
    months = [date.fromisoformat(row[4]) for row in rows]
    sums = {"hours": float(sum(Decimal(row[5]) for row in rows))}
    if any(row[6] for row in rows):
        sums["payroll_nok"] = float(sum(Decimal(row[6] or 0) for row in rows))
    report = FileReport("", "", "loaded", rows=RowCounts(len(rows), len(rows)))
    content = sha256(json.dumps(planned, sort_keys=True).encode()).hexdigest()
    con.execute(
        _LOG,
        [
            *(import_id, now(), by, planned["file"], content, PROFILE, SOURCE),
            *(min(months), max(months), len(rows), len(rows), json.dumps(sums), json.dumps(report.to_json())),
        ],
    )
    con.executemany(
        "insert into planned_effort by name select ? as import_id, ? as source_row, ? as coverage_key,"
        " ? as plan_version_id, ? as sub_measure_id, ? as unit_id, ? as role_group_id, ? as process_id,"
        " ?::date as period, ?::decimal(18, 4) as planned_hours, ?::decimal(18, 2) as planned_payroll_nok",
        [[import_id, at, f"{version}|{row[0]}", version, *row] for at, row in enumerate(rows, start=2)],
    )
    con.execute(
        "insert into coverage select distinct import_id, ?, coverage_key from planned_effort where import_id = ?",
        [SOURCE, import_id],
    )


def remove_planned(con: duckdb.DuckDBPyConnection, version: str) -> None:
    """Delete every planned row of a draft; an import that is then empty no longer counts."""
    tables = ("planned_effort", "planned_budget")
    having = " union ".join(f"select import_id from {table} where plan_version_id = $1" for table in tables)  # noqa: S608
    imports = [row[0] for row in con.execute(having, [version]).fetchall()]
    for table in tables:
        con.execute(f"delete from {table} where plan_version_id = ?", [version])  # noqa: S608 - names are our own
    con.execute("delete from coverage where starts_with(coverage_key, ?)", [f"{version}|"])
    left = " union ".join(f"select import_id from {table}" for table in tables)  # noqa: S608 - as above
    con.execute(
        f"update import_log set status = 'undone' where list_contains(?, import_id) and import_id not in ({left})",  # noqa: S608
        [imports],
    )
