"""Edits of the reference tables in the publishing child: checked as a whole, replaced, logged row by row."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from etl.import_errors import CodebookChanged
from etl.publish_load import next_id
from etl.publish_memory import now
from etl.publish_scenario import insert_planned, remove_planned
from etl.report import FileReport, RowCounts
from warehouse import COUNTING, NewVersion, replace_tables
from warehouse.reference import columns, stored
from warehouse.reference_checks import KEYS, Cells, typed

Job = Mapping[str, Any]
Rows = dict[str, dict[str, Any]]


def edit(build: NewVersion, job: Job) -> bool:
    """Replace tables by the rows of the job ({table: [rows of text]}); tell whether any row is another than before.

    :raises CodebookChanged: a table was changed after the version that the rows were read from.
    :raises warehouse.ReferenceInvalid: with every problem.
    """
    con, changes = build.con, job["changes"]
    _check_basis(con, changes, job.get("based_on"))
    before = {table: _by_key(table, stored(con, table)) for table in changes}
    cells: dict[str, Cells] = {table: list(enumerate(rows, 2)) for table, rows in changes.items()}
    replace_tables(con, cells)
    logged = 0
    for table in changes:
        after = _by_key(table, stored(con, table))
        for key, old, new in _differences(before[table], after):
            _log(build, job, (table, key), old, new)
            logged += 1
    detail = {"tables": sorted(changes), "rows": logged, "reason": job["reason"]}
    build.note(job["action"], detail | job.get("detail", {}), job["by"])
    return bool(logged)


def revise(build: NewVersion, job: Job) -> bool:
    """Add the draft that the job's edit holds; with `copy`, {old, new}, give it the old plan's rows as well, with
    `planned` rows of its own. With `discard`, a plan version that the edit no longer holds, its rows go, too."""
    if job.get("discard"):
        remove_planned(build.con, job["discard"])
    edit(build, job)
    copy = job.get("copy")
    if copy:
        _copy_plan(build.con, copy["old"], copy["new"], job["by"])
    if job.get("planned"):
        insert_planned(build.con, job["planned"], job["by"])
    return True


def _check_basis(con: duckdb.DuckDBPyConnection, changes: Job, based_on: int | None) -> None:
    if based_on is None:
        return
    for table in changes:
        later = con.execute(
            "select version, changed_by from reference_change where table_name = ? and version > ?"
            " order by version desc limit 1",
            [table, based_on],
        ).fetchone()
        if later:
            raise CodebookChanged(table, *later)


def _by_key(table: str, cells: Cells) -> Rows:
    """The rows of a table as plain JSON values, by the texts of their key."""
    found = {}
    for _, row in cells:
        values = {column.name: _plain(typed(column.type, row[column.name])) for column in columns(table)}
        found["|".join(str(values[name] or "") for name in KEYS[table])] = values
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value


def _differences(
    before: Rows, after: Rows
) -> Iterator[tuple[str, dict[str, Any] | None, dict[str, Any] | None]]:
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if old != new:
            yield key, old, new


def _log(
    build: NewVersion,
    job: Job,
    place: tuple[str, str],
    old: dict[str, Any] | None,
    new: dict[str, Any] | None,
) -> None:
    build.con.execute(
        "insert into reference_change select coalesce(max(change_id), 0) + 1, ?, ?, ?, ?, ?, ?, ?::json, ?::json"
        " from reference_change",
        [build.number, now(), job["by"], job["reason"], *place, _json(old), _json(new)],
    )


def _json(row: dict[str, Any] | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


_COPIED = {"planned_effort": "planned_hours", "planned_budget": "planned_nok"}


def _copy_plan(con: duckdb.DuckDBPyConnection, old: str, new: str, by: str | None) -> None:
    """Copy the planned rows that count of one plan version into another, within its months: one import for each that
    they came by, so that a later plan file of the same source replaces them and they can be undone."""
    for original in con.execute(
        "select distinct import_id from (select import_id, plan_version_id from planned_effort"
        " union all select import_id, plan_version_id from planned_budget) where plan_version_id = ? order by 1",
        [old],
    ).fetchall():
        _copy_import(con, original[0], (old, new), by)


def _copy_import(
    con: duckdb.DuckDBPyConnection, original: int, versions: tuple[str, str], by: str | None
) -> None:
    import_id, (old, new) = next_id(con), versions
    count, sums, span = 0, {}, [date.max, date.min]
    for table, amount in _COPIED.items():
        con.execute(
            f"insert into {table} by name"  # noqa: S608 - names are our own
            " select * replace (? as import_id, ? as plan_version_id,"
            " array_to_string(list_transform(string_split(f.coverage_key, '|'),"
            " lambda part: case when part = ? then ? else part end), '|') as coverage_key)"
            f" from {table} f semi join ({COUNTING}) counting using (import_id, coverage_key)"
            " where import_id = ? and plan_version_id = ?"
            " and period between (select period_first from plan_version where plan_version_id = ?)"
            " and (select period_last from plan_version where plan_version_id = ?)",
            [import_id, new, old, new, original, old, new, new],
        )
        row = con.execute(
            f"select count(*), sum({amount}), min(period), max(period) from {table} where import_id = ?",  # noqa: S608
            [import_id],
        ).fetchone()
        if row and row[0]:
            count += row[0]
            sums["hours" if table == "planned_effort" else "cost_nok"] = float(row[1])
            span = [min(span[0], row[2]), max(span[1], row[3])]
    if count:
        _log_copy(con, (import_id, original), FileReport("", "", "loaded", rows=RowCounts(count, count)), by)
        con.execute(
            "update import_log set sums = ?::json, period_first = ?, period_last = ? where import_id = ?",
            [json.dumps(sums), *span, import_id],
        )


def _log_copy(
    con: duckdb.DuckDBPyConnection, ids: tuple[int, int], report: FileReport, by: str | None
) -> None:
    """Log a copied plan with the file and the source that it came by."""
    import_id, original = ids
    con.execute(
        "insert into import_log by name select * replace (? as import_id, ? as imported_at, ? as imported_by,"
        " 'revision' as profile, 'active' as status, ? as rows_read, ? as rows_loaded, 0 as rows_rejected,"
        " 0 as rows_ignored, null as file_total, null as control_difference, ?::json as report,"
        " null as content_sha256, null as mapping, null as choices, null as reapplies, null as place)"
        " from import_log where import_id = ?",
        [
            *(import_id, now(), by, report.rows.read, report.rows.loaded),
            *(json.dumps(report.to_json()), original),
        ],
    )
    con.execute(
        "insert into coverage select distinct import_id, source, coverage_key from"
        " (select import_id, coverage_key from planned_effort union all"
        " select import_id, coverage_key from planned_budget) join import_log using (import_id) where import_id = ?",
        [import_id],
    )
