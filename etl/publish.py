"""The publishing child: changes a copy of the warehouse and publishes it. Run as `python -I publish.py JOB_FOLDER`.

The app's own process must neither copy nor change a warehouse file, since closing one drops the locks on all its
handles. A job is `job.json` and one Arrow file per fact table of each upload; the answer is `answer.json`.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from warehouse import WarehouseError, create_warehouse, load_reference, new_version
from warehouse.versions import existing_current

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
where status = 'active' and sha256 = ? and profile = ? and report ->> '$.options' = ?::json ->> '$'
  and extracted is not distinct from ?::date -- the day may stand in the name of the file alone
  and not exists (
    select 1 from coverage own join coverage later using (source, coverage_key)
    join import_log log on log.import_id = later.import_id
    where own.import_id = import_log.import_id and later.import_id > own.import_id and log.status = 'active')
order by import_id desc limit 1
"""
_LOG = """
insert into import_log by name
select ? as import_id, ?::timestamp as imported_at, ? as imported_by, ? as file_name, ? as sha256, ? as profile,
    ? as source, ? as kind, ? as sheet, 'active' as status, ? as is_sample, ?::date as extracted,
    ?::date as released_through, ?::date as period_first, ?::date as period_last, ? as rows_read, ? as rows_loaded,
    ? as rows_rejected, ? as rows_ignored, ?::json as sums, ? as file_total, ? as control_difference,
    ?::json as report
"""


class _NothingChanged(Exception):
    """Ends a build that would publish a version equal to the current one."""


class _WithoutPandas:
    """Import finder: DuckDB and Arrow take a third of a second for pandas, where there is one, for nothing here."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


class Refused(Exception):
    """A request that the import log does not allow; `answer` goes back to the asking process."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer["refused"])
        self.answer = answer


def run(job_folder: Path) -> dict[str, Any]:
    """Do the job and return its answer: always `version`; for a load also one answer per upload.

    :raises WarehouseError: nothing was changed.
    """
    job = json.loads((job_folder / "job.json").read_text("utf-8"))
    folder = Path(job["folder"])
    if job["action"] == "create":
        return {"version": create_warehouse(folder, Path(job["reference_folder"]))}
    answer: dict[str, Any] = {}
    try:
        with new_version(folder) as build:
            if job["action"] == "load":
                answer["files"] = _load_all(build.con, job, job_folder)
            elif job["action"] == "undo":
                _undo(build.con, job["import_id"])
            elif job["action"] == "remove_sample":
                _remove_sample(build.con)
            elif job["action"] == "reference":
                load_reference(build.con, Path(job["reference_folder"]))
            answer["version"] = build.number
    except _NothingChanged:
        answer["version"] = existing_current(folder)
    return answer


def _load_all(con: duckdb.DuckDBPyConnection, job: dict[str, Any], job_folder: Path) -> list[dict[str, Any]]:
    answers = []
    for number, upload in enumerate(job["uploads"]):
        unchanged = con.execute(
            _STILL_COUNTS,
            [
                upload["report"]["sha256"],
                upload["report"]["profile"],
                json.dumps(upload["report"]["options"]),
                upload["report"]["extracted"],
            ],
        ).fetchone()
        if unchanged:
            answers.append({"status": "unchanged", "import_id": unchanged[0]})
            continue
        answers.append({"status": "loaded", "import_id": _load(con, job, upload, job_folder / str(number))})
    if all(answer["status"] == "unchanged" for answer in answers):
        (job_folder / "unchanged.json").write_text(json.dumps(answers), "utf-8")
        raise _NothingChanged
    return answers


def _load(con: duckdb.DuckDBPyConnection, job: dict[str, Any], upload: dict[str, Any], facts: Path) -> int:
    import_id: int = _one(con, "select coalesce(max(import_id), 0) + 1 from import_log")
    report = upload["report"]
    con.execute(_LOG, [import_id, *_log_values(job, report)])
    keys = pa.table({"coverage_key": pa.array(upload["coverage_keys"], pa.string())})
    _insert(con, "coverage", keys, {"import_id": import_id, "source": report["source"]})
    for table, rows in _tables(facts):
        _insert(con, table, rows, {"import_id": import_id})
    return import_id


def _log_values(job: dict[str, Any], report: dict[str, Any]) -> Iterator[Any]:
    period, rows, control = report["period"] or {}, report["rows"], report["control"] or {}
    yield datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    yield job["imported_by"]
    yield from (
        report[name] for name in ("file", "sha256", "profile", "source", "kind", "sheet", "is_sample")
    )
    yield from (report["extracted"], report["released_through"], period.get("first"), period.get("last"))
    yield from (rows[name] for name in ("read", "loaded", "rejected", "ignored"))
    yield json.dumps(report["sums"])
    yield from (control.get("file_total"), control.get("difference"))
    # Headers of columns that are not used, and names of other sheets, may be names of people: said, never stored.
    kept = [problem for problem in report["problems"] if problem["code"] not in NOT_STORED]
    yield json.dumps({**report, "problems": kept}, ensure_ascii=False)


def _tables(folder: Path) -> Iterator[tuple[str, pa.Table]]:
    for table in (*FACT_TABLES, "rejected_row"):
        path = folder / f"{table}.arrow"
        if path.exists():
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


def _undo(con: duckdb.DuckDBPyConnection, import_id: int) -> None:
    found = con.execute(
        "select status from import_log where import_id::varchar = ?", [str(import_id)]
    ).fetchone()
    if found is None:
        known = con.execute(
            "select import_id from import_log where status = 'active' order by import_id desc"
        ).fetchall()
        raise Refused({"refused": "unknown_import", "known": [row[0] for row in known]})
    if found[0] == "undone":
        raise Refused({"refused": "already_undone"})
    con.execute("update import_log set status = 'undone' where import_id = ?", [import_id])


def _remove_sample(con: duckdb.DuckDBPyConnection) -> None:
    """The invented figures go altogether, log and all: the museum's own history starts empty."""
    if not _one(con, "select count(*) from import_log where is_sample"):
        raise _NothingChanged
    for table in (*FACT_TABLES, "coverage", "rejected_row"):
        con.execute(
            f"delete from {table} where import_id in (select import_id from import_log where is_sample)"  # noqa: S608
        )
    con.execute("delete from import_log where is_sample")


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> Any:
    row = con.execute(sql).fetchone()
    return row[0] if row else None


def main() -> int:
    """Write the answer; a refusal or a warehouse error is an answer too, anything else ends the process."""
    sys.meta_path.insert(0, _WithoutPandas)
    job_folder = Path(sys.argv[1])
    try:
        answer = run(job_folder)
    except Refused as refusal:
        answer = refusal.answer
    except WarehouseError as error:
        answer = {"error": type(error).__name__, "facts": _plain(vars(error))}
    (job_folder / "answer.json").write_text(json.dumps(answer), "utf-8")
    return 0


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        if isinstance(value, Path):
            return str(value)
        return vars(value) if hasattr(value, "__dict__") else value

    return {name: plain(value) for name, value in facts.items()}


if __name__ == "__main__":
    sys.exit(main())
