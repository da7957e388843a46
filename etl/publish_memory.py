"""Memory and ledger totals in the publishing child: small rows that are saved, replaced and forgotten."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb

from etl.import_errors import NotRemembered, UnknownTotal
from warehouse import NewVersion

Job = Mapping[str, Any]
_MAY_BE_NAMES = frozenset({"unit", "role_group", "process"})


def now() -> datetime:
    """The time as it is stored: UTC, whole seconds."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def may_be_stored(choice: Sequence[str]) -> bool:
    """Whether a choice (source, field, text, target) is kept: a text that leads nowhere where a unit or a role group
    belongs may be the name of a person."""
    _, field, _, target = choice
    return bool(target) or field not in _MAY_BE_NAMES


def remember(con: duckdb.DuckDBPyConnection, memory: Job, by: str | None) -> bool:
    """Save mappings ({name, mapping}) and choices ([source, field, text, target]); tell whether anything is new."""
    before = _everything(con)
    for each in memory["mappings"]:
        source, mapping = each["mapping"]["source"], json.dumps(each["mapping"], ensure_ascii=False)
        same = con.execute(
            "select 1 from source_mapping where source = ? and mapping = ?::json", [source, mapping]
        )
        if same.fetchone() is None:
            con.execute(
                "insert or replace into source_mapping values (?, ?, ?::json, ?, ?)",
                [source, each["name"], mapping, now(), by],
            )
    for choice in filter(may_be_stored, memory["choices"]):
        known = con.execute(
            "select 1 from code_choice where source = ? and field = ? and text = ? and target_id = ?", choice
        )
        if known.fetchone() is None:
            con.execute("insert or replace into code_choice values (?, ?, ?, ?, ?, ?)", [*choice, now(), by])
    return _everything(con) != before


def _everything(con: duckdb.DuckDBPyConnection) -> list[Any]:
    mappings = con.execute("select source, mapping from source_mapping order by all").fetchall()
    choices = con.execute("select source, field, text, target_id from code_choice order by all").fetchall()
    return [mappings, choices]


def keep_memory(build: NewVersion, job: Job) -> bool:
    """Save and forget what the job says; tell whether anything changed.

    :raises NotRemembered: there is nothing to forget.
    """
    con, by = build.con, job["by"]
    for source in job.get("forget_mappings", ()):
        gone = con.execute("delete from source_mapping where source = ? returning source", [source])
        if gone.fetchone() is None:
            raise NotRemembered(source)
    for source, field, text in job.get("forget_choices", ()):
        gone = con.execute(
            "delete from code_choice where source = ? and field = ? and text = ? returning source",
            [source, field, text],
        )
        if gone.fetchone() is None:
            raise NotRemembered(source, text)
    forgotten = bool(job.get("forget_mappings") or job.get("forget_choices"))
    saved = remember(con, {"mappings": job.get("mappings", ()), "choices": job.get("choices", ())}, by)
    sources = {each["mapping"]["source"] for each in job.get("mappings", ())}
    sources |= {choice[0] for choice in (*job.get("choices", ()), *job.get("forget_choices", ()))}
    sources |= set(job.get("forget_mappings", ()))
    build.note("memory", {"sources": sorted(sources), "forgotten": forgotten}, by)
    return forgotten or saved


def enter_total(build: NewVersion, job: Job) -> None:
    """Keep a ledger total, in place of the one of the same source, months, unit and measure."""
    con, by = build.con, job["by"]
    same = [job[name] for name in ("source", "first", "last", "unit_id", "measure")]
    con.execute(
        "delete from ledger_total where source = ? and period_first = ?::date and period_last = ?::date"
        " and unit_id is not distinct from ? and measure = ?",
        same,
    )
    con.execute(
        "insert into ledger_total select coalesce(max(total_id), 0) + 1, ?, ?::date, ?::date, ?, ?,"
        " ?::decimal(18, 4), ?, ?, ? from ledger_total",
        [*same, job["amount"], by, now(), job["note"]],
    )
    build.note("ledger_total", {name: job[name] for name in ("source", "first", "last", "measure")}, by)


def remove_total(build: NewVersion, job: Job) -> None:
    """:raises UnknownTotal: there is no such total."""
    gone = build.con.execute(
        "delete from ledger_total where total_id = ? returning source", [job["total_id"]]
    ).fetchone()
    if gone is None:
        raise UnknownTotal(job["total_id"])
    build.note("ledger_total", {"source": gone[0], "removed": job["total_id"]}, job["by"])
