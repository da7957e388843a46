"""Loading in the publishing child: each upload becomes an import, logged with how it was read and what it replaced."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.import_errors import UnknownImport
from etl.publish_memory import may_be_stored, remember
from etl.replacement import replaced
from warehouse import NewVersion

FACT_TABLES = (
    "planned_effort",
    "planned_budget",
    "actual_effort",
    "actual_cost",
    "instrument_hours",
    "backlog",
)
NOT_STORED = ("unused_columns", "unused_sheets")
_STILL_COUNTS = """
select import_id from import_log
where status = 'active' and sha256 = ? and content_sha256 = ?
  and not exists (
    select 1 from coverage own join coverage later using (source, coverage_key)
    join import_log log on log.import_id = later.import_id
    where own.import_id = import_log.import_id and log.status = 'active'
      and coalesce(log.place, log.import_id) > coalesce(import_log.place, import_log.import_id))
order by import_id desc limit 1
"""
_LOG = """
insert into import_log by name
select ? as import_id, ?::timestamp as imported_at, ? as imported_by, ? as file_name, ? as sha256, ? as profile,
    ? as source, ? as kind, ? as sheet, 'active' as status, ? as is_sample, ?::date as extracted,
    ?::date as released_through, ?::date as period_first, ?::date as period_last, ? as rows_read, ? as rows_loaded,
    ? as rows_rejected, ? as rows_ignored, ?::json as sums, ? as file_total, ? as control_difference,
    ?::json as report, ? as content_sha256, ?::json as mapping, ?::json as choices, ? as reapplies, ? as place
"""

Job = Mapping[str, Any]


class NothingChanged(Exception):
    """Ends a build that would publish a version equal to the current one; `answer` goes back all the same."""

    def __init__(self, answer: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.answer = answer or {}


def load(build: NewVersion, job: Job, job_folder: Path) -> dict[str, Any]:
    """Load every upload; one whose very facts count already is left as it is.

    With `reapplies`, an import's number, the one upload takes that import's place.
    """
    by, old, answers, changed = job.get("imported_by"), job.get("reapplies"), [], False
    for number, upload in enumerate(job["uploads"]):
        if upload.get("remember"):
            changed |= remember(build.con, _memory(upload), by)
        facts = job_folder / str(number)
        content = _content(upload, facts)
        unchanged = build.con.execute(_STILL_COUNTS, [upload["report"]["sha256"], content]).fetchone()
        if unchanged:
            answers.append({"status": "unchanged", "import_id": unchanged[0]})
            continue
        place = None if old is None else _step_aside(build.con, old)
        import_id = _load(build.con, upload, facts, (by, content, old, place))
        answers.append({"status": "loaded", "import_id": import_id})
        changed = True
    if not changed:
        raise NothingChanged({"files": answers})
    files = [upload["report"]["file"] for upload in job["uploads"]]
    outcomes = [{"file": file, **answer} for file, answer in zip(files, answers, strict=True)]
    build.note("load", {"files": outcomes} | ({} if old is None else {"reapplies": old}), by)
    return {"files": answers}


def _step_aside(con: duckdb.DuckDBPyConnection, import_id: int) -> int:
    """Undo the import that is read again; its place in the order goes to the new one."""
    found = con.execute(
        "select coalesce(place, import_id) from import_log where import_id = ?", [import_id]
    ).fetchone()
    if found is None:
        raise UnknownImport(import_id, ())
    con.execute("update import_log set status = 'undone' where import_id = ?", [import_id])
    place: int = found[0]
    return place


def _load(
    con: duckdb.DuckDBPyConnection,
    upload: Job,
    facts: Path,
    how: tuple[str | None, str, int | None, int | None],
) -> int:
    """Add one import and return its number; `how`: by whom, the content's sha256, what it reapplies and its place."""
    by, content, old, place = how
    import_id = next_id(con)
    report, choices = upload["report"], _storable(upload.get("choices") or {})
    for one in replaced(con, report["source"], upload["coverage_keys"], place):
        values = [import_id, one.import_id, one.keys, one.hours, one.payroll_nok, one.nok]
        con.execute("insert into import_replaced values (?, ?, ?, ?, ?, ?)", values)
    mapping = upload.get("mapping")
    rest = (
        content,
        mapping and json.dumps(mapping, ensure_ascii=False),
        json.dumps(choices, ensure_ascii=False),
        old,
        place,
    )
    con.execute(_LOG, [import_id, *_log_values(by, report), *rest])
    keys = pa.table({"coverage_key": pa.array(upload["coverage_keys"], pa.string())})
    _insert(con, "coverage", keys, {"import_id": import_id, "source": report["source"]})
    for table, rows in _tables(facts):
        _insert(con, table, rows, {"import_id": import_id})
    return import_id


def next_id(con: duckdb.DuckDBPyConnection) -> int:
    """The number of the next import."""
    row = con.execute("select coalesce(max(import_id), 0) + 1 from import_log").fetchone()
    assert row is not None
    number: int = row[0]
    return number


def _log_values(by: str | None, report: Job) -> Iterator[Any]:
    period, rows, control = report["period"] or {}, report["rows"], report["control"] or {}
    yield datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    yield by
    yield from (
        report[name] for name in ("file", "sha256", "profile", "source", "kind", "sheet", "is_sample")
    )
    yield from (report["extracted"], report["released_through"], period.get("first"), period.get("last"))
    yield from (rows[name] for name in ("read", "loaded", "rejected", "ignored"))
    yield json.dumps(report["sums"])
    yield from (control.get("file_total"), control.get("difference"))
    # Headers of columns that are not used, and names of other sheets, may be names of people: said, never stored.
    kept = [problem for problem in report["problems"] if problem["code"] not in NOT_STORED]
    options = _storable_options(report.get("options") or {})
    yield json.dumps({**report, "problems": kept, "options": options}, ensure_ascii=False)


def _storable_options(options: Job) -> dict[str, Any]:
    """The user's answers without what may be a person's name: a corrected cell is kept only where it is a figure."""
    cells = {
        place: text if any(map(str.isdigit, text)) else None
        for place, text in (options.get("cells") or {}).items()
    }
    choices = _storable(options.get("choices") or {})
    return {**options, "cells": cells, "choices": choices}


def _storable(choices: Mapping[str, str]) -> dict[str, str]:
    return {key: target for key, target in choices.items() if may_be_stored(("", *key.split("|", 1), target))}


def _memory(upload: Job) -> dict[str, Any]:
    """What of an upload is remembered for the next file of its source: a mapping that says what the file is."""
    source, mapping = upload["report"]["source"], upload.get("mapping") or {}
    mapping = {**mapping, "source": source} if mapping.get("kind") else None
    choices = (upload.get("choices") or {}).items()
    return {
        "mappings": [{"name": upload["report"]["file"], "mapping": mapping}] if mapping else [],
        "choices": [[source, *key.split("|", 1), target] for key, target in choices],
    }


def _content(upload: Job, facts: Path) -> str:
    """The sha256 of all that an upload loads: the same file read in another way is another content."""
    report = upload["report"]
    names = ("profile", "source", "kind", "extracted", "released_through", "is_sample")
    described = [{name: report[name] for name in names}, upload["coverage_keys"]]
    digest = hashlib.sha256(json.dumps(described).encode())
    for table, path in _files(facts):
        with path.open("rb") as file:
            digest.update(f"{table} ".encode() + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for table in (*FACT_TABLES, "rejected_row"):
        path = folder / f"{table}.arrow"
        if path.exists():
            yield table, path


def _tables(folder: Path) -> Iterator[tuple[str, pa.Table]]:
    for table, path in _files(folder):
        with pa.memory_map(str(path)) as source:
            yield table, pa.ipc.open_file(source).read_all()


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: pa.Table, constants: dict[str, Any]) -> None:
    """Append rows by column name, with the same constants on each."""
    con.register("incoming", rows)
    names = ", ".join(f"? as {name}" for name in constants)
    con.execute(
        f"insert into {table} by name select {names}, * from incoming",  # noqa: S608 - names are our own
        list(constants.values()),
    )
    con.unregister("incoming")
