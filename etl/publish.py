"""The publishing child: changes a copy of the warehouse and publishes it.

The app's own process must neither copy nor change a warehouse file, since closing one drops the locks on all its
handles. A job is `job.json` and, for a load, one Arrow file per fact table of each upload; the answer is `answer.json`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from etl.import_errors import AlreadyUndone, ImportRefused, NotUndone, ReadAgain, UnknownImport
from etl.publish_codebook import edit, revise
from etl.publish_issue import issue, withdraw
from etl.publish_load import FACT_TABLES, NothingChanged, load
from etl.publish_memory import enter_total, keep_memory, remove_total
from etl.publish_progress import change_progress
from warehouse import NewVersion, WarehouseError, create_warehouse, load_reference, new_version
from warehouse.versions import existing_current

Job = Mapping[str, Any]


def run(job_folder: Path) -> dict[str, Any]:
    """Do the job and return its answer: always `version`; for a load also one answer per upload.

    :raises WarehouseError, ImportRefused: nothing was changed.
    """
    job = json.loads((job_folder / "job.json").read_text("utf-8"))
    folder = Path(job["folder"])
    if job["action"] == "create":
        return {"version": create_warehouse(folder, Path(job["reference_folder"]))}
    try:
        with new_version(folder) as build:
            answer = _change(build, job, job_folder) or {}
            return {"version": build.number, **answer}
    except NothingChanged as nothing:
        return {"version": existing_current(folder), **nothing.answer}


def _change(build: NewVersion, job: Job, job_folder: Path) -> dict[str, Any] | None:
    """Make the change that the job asks for.

    :raises NothingChanged: the version would be equal to the current one.
    """
    match job["action"]:
        case "load":
            return load(build, job, job_folder)
        case "undo" | "redo":
            {"undo": _undo, "redo": _redo}[job["action"]](build, job["import_id"], job.get("by"))
        case "remove_sample":
            _remove_sample(build, job.get("by"))
        case "reference":
            _take_in_reference(build, Path(job["reference_folder"]))
        case "edit" | "place":
            _unless_same(edit(build, job))
        case "revise":
            _unless_same(revise(build, job))
        case "memory":
            _unless_same(keep_memory(build, job))
        case "progress":
            _unless_same(change_progress(build, job))
        case "issue" | "withdraw":
            return {"issue": issue, "withdraw": withdraw}[job["action"]](build, job)
        case "enter_total":
            enter_total(build, job)
        case "remove_total":
            remove_total(build, job)
    return None


def _unless_same(changed: bool) -> None:
    if not changed:
        raise NothingChanged


def _undo(build: NewVersion, import_id: int, by: str | None) -> None:
    status, name, _ = _logged(build.con, import_id)
    if status == "undone":
        raise AlreadyUndone(import_id)
    build.con.execute("update import_log set status = 'undone' where import_id = ?", [import_id])
    build.note("undo", {"import_id": import_id, "file": name}, by)


def _redo(build: NewVersion, import_id: int, by: str | None) -> None:
    status, name, place = _logged(build.con, import_id)
    if status == "active":
        raise NotUndone(import_id)
    taken = build.con.execute(
        "select import_id from import_log where status = 'active' and coalesce(place, import_id) = ?", [place]
    ).fetchone()
    if taken:
        raise ReadAgain(import_id, taken[0])
    build.con.execute("update import_log set status = 'active' where import_id = ?", [import_id])
    build.note("redo", {"import_id": import_id, "file": name}, by)


def _logged(con: duckdb.DuckDBPyConnection, import_id: int) -> tuple[str, str, int]:
    """Status, file name and place of an import."""
    found = con.execute(
        "select status, file_name, coalesce(place, import_id) from import_log where import_id::varchar = ?",
        [str(import_id)],
    ).fetchone()
    if found is None:
        known = con.execute(
            "select import_id from import_log where status = 'active' order by import_id desc"
        ).fetchall()
        raise UnknownImport(import_id, [row[0] for row in known])
    return found[0], found[1], found[2]


def _take_in_reference(build: NewVersion, folder: Path) -> None:
    """Load the CSV files, unless the tables were edited since: the warehouse is then where they live."""
    edited = build.con.execute("select 1 from reference_change limit 1").fetchone()
    if edited is None:
        load_reference(build.con, folder)
    build.note("reference", {"loaded": edited is None}, None)


def _remove_sample(build: NewVersion, by: str | None) -> None:
    """The invented figures go altogether, log and all: the museum's own history starts empty."""
    con = build.con
    if con.execute("select 1 from import_log where is_sample limit 1").fetchone() is None:
        raise NothingChanged
    for table in (*FACT_TABLES, "coverage", "rejected_row", "import_replaced"):
        con.execute(
            f"delete from {table} where import_id in (select import_id from import_log where is_sample)"  # noqa: S608
        )
    con.execute(
        "delete from import_replaced where replaced_id in (select import_id from import_log where is_sample)"
    )
    con.execute("delete from import_log where is_sample")
    build.note("remove_sample", {}, by)


def main(folder: str) -> int:
    """Write the answer; a refusal or a warehouse error is an answer too, anything else ends the process."""
    job_folder = Path(folder)
    try:
        answer = run(job_folder)
    except ImportRefused as refusal:
        answer = {"refused": type(refusal).__name__, "facts": _plain(vars(refusal))}
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
