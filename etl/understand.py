"""One file → one understanding: guard, read, recognise, interpret, place, check.

`understand` runs inside the reading child; `read_in_child` is what everybody else calls.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.child import read_in_child
from etl.errors import FileRefused, refuse
from etl.problems import Problem, error
from etl.reference import Reference
from etl.report import FileReport, Options, RowCounts, Understanding

if TYPE_CHECKING:
    import pyarrow as pa

    from etl.interpret import Table
    from etl.recognise import Layout

__all__ = ["read_in_child", "understand"]


def understand(path: Path, name: str, reference: Reference, options: Options) -> Understanding:
    """What a file says: checked facts, or every reason why it cannot be loaded. Changes nothing."""
    data = path.read_bytes()
    report = FileReport(name, hashlib.sha256(data).hexdigest(), "inspected")
    try:
        layout = _recognised(data, name, options)
    except FileRefused as refused:
        return _refused(report, refused.problems)
    report = _described(report, layout)
    try:
        return _understood(report, layout, reference, options)
    except FileRefused as refused:
        return _refused(report, refused.problems)


def _recognised(data: bytes, name: str, options: Options) -> "Layout":
    from etl.guard import examine
    from etl.identity import HIDDEN, find_national_id
    from etl.read import read
    from etl.recognise import recognise

    if HIDDEN in name:
        raise refuse("national_id_in_name")
    sheets = read(data, examine(data))
    found = find_national_id(sheets)
    if found:
        sheet, row, column = found
        raise refuse("national_id", sheet=sheet, row=row, number=column)
    if not any(sheet.rows for sheet in sheets):
        raise refuse("file_empty")
    return recognise(sheets, name, options.profile)


def _described(report: FileReport, layout: "Layout") -> FileReport:
    headers = {**layout.headers}
    if layout.months:
        headers["period"] = ", ".join(text for text, _ in layout.months.values())
    return replace(
        report,
        profile=layout.profile.name,
        source=layout.profile.source,
        kind=layout.profile.kind,
        sheet=layout.sheet.name,
        header_row=layout.header + 1,
        columns=headers,
        extracted=layout.title.extracted,
    )


def _refused(report: FileReport, problems: Sequence[Problem]) -> Understanding:
    return Understanding(replace(report, status="refused", problems=tuple(problems)), {}, rejected_rows(None))


def _understood(
    report: FileReport, layout: "Layout", reference: Reference, options: Options
) -> Understanding:
    from etl import check, facts
    from etl.interpret import interpret
    from etl.interpret import months as months_of
    from etl.place import place

    _check_snapshot(layout)
    table = interpret(layout)
    check.check_one_of(table)
    if not table.rows and not table.aside:
        raise refuse("no_rows", sheet=layout.sheet.name, row=layout.header + 1)
    months = _months(table) if layout.profile.kind == "backlog" else months_of(table)
    place(table, months, reference, options.plan_version)
    check.check_marks(table)
    check.check_periods(table, months, layout)
    check.check_plan_months(table, months, reference)
    check.check_doubles(table, months)
    control = check.control(table)
    counts = _counts(table)
    rejected = rejected_rows(table)
    problems = (*layout.problems, *sorted(table.problems, key=_order))
    report = replace(report, rows=counts, control=control, problems=_capped(problems))
    table.keep(sound := [at for at in range(len(table.rows)) if at not in table.bad])
    months = [months[at] for at in sound]
    built = facts.build(table, [month for month in months if month], reference)
    report = replace(report, sums=facts.sums(built), **_dates(layout, months, options))
    if counts.rejected and not options.accept_rejected:
        return Understanding(replace(report, status="refused"), {}, rejected)
    if not counts.loaded:
        nothing = error("nothing_to_load", sheet=layout.sheet.name)
        return Understanding(
            replace(report, status="refused", problems=(*report.problems, nothing)), {}, rejected
        )
    return Understanding(report, built, rejected, facts.coverage_keys(built))


def _check_snapshot(layout: "Layout") -> None:
    if "snapshot_date" not in layout.profile.replaces or "snapshot_date" in layout.columns:
        return
    if layout.title.extracted is None:
        raise refuse("snapshot_date_missing", sheet=layout.sheet.name)


def _months(table: "Table") -> list[date | None]:
    """A backlog belongs to the day that its row states, else to the day on which the list was taken out."""
    return table.values.get("snapshot_date") or [table.layout.title.extracted] * len(table.rows)


def _counts(table: "Table") -> RowCounts:
    rejected, ignored = len(table.bad), len(table.aside)
    return RowCounts(len(table.rows) + ignored, len(table.rows) - rejected, rejected, ignored)


def _order(problem: Problem) -> tuple[bool, int]:
    return problem.severity != "error", problem.row or 0


def _capped(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    from etl.check import MOST_PROBLEMS

    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    more = Problem("error", "more_problems", facts={"number": str(len(problems) - MOST_PROBLEMS)})
    return (*problems[:MOST_PROBLEMS], more)


def _dates(layout: "Layout", months: list[date | None], options: Options) -> dict[str, Any]:
    """The months that the file covers and, for actuals, the last month in which it is complete."""
    covered = [month for month in months if month]
    period = (min(covered), max(covered)) if covered else None
    kind = layout.profile.kind
    if not kind.startswith("actual") or period is None:
        return {"period": period}
    stated = options.released_through or layout.title.released_through
    if stated is None:
        taken = layout.title.extracted
        # A month in the future, meant or mistyped, is never complete.
        stated = months_before(taken, 3) if taken else min(period[1], datetime.now(UTC).date())
    return {"period": period, "released_through": stated.replace(day=1)}


def months_before(day: date, number: int) -> date:
    """The first day of the month that lies `number` months before: with 3, the newest two complete months are
    left as provisional, since hours are registered until 30 days after."""
    index = day.year * 12 + day.month - 1 - number
    return date(index // 12, index % 12 + 1, 1)


def rejected_rows(table: "Table | None") -> "pa.Table":
    """The rows that are not loaded: sheet, source_row, status rejected | ignored, reason (a code that
    `etl.wording.reason` words), column_name, value."""
    import pyarrow as pa

    found: list[tuple[int, str, str, str | None, str | None]] = []
    if table is not None:
        for at, problem in table.bad.items():
            found.append((table.rows[at], "rejected", problem.code, problem.column, problem.value))
        found.extend((one.row, "ignored", one.reason, one.column, one.value) for one in table.aside)
    found.sort(key=lambda one: one[0])
    columns = [list(column) for column in zip(*found, strict=True)] or [[] for _ in range(5)]
    sheets = [table.layout.sheet.name if table else None] * len(found)
    schema = pa.schema(
        {
            "sheet": pa.string(),
            "source_row": pa.int32(),
            "status": pa.string(),
            "reason": pa.string(),
            "column_name": pa.string(),
            "value": pa.string(),
        }
    )
    return pa.Table.from_arrays(
        [pa.array(values, part.type) for values, part in zip([sheets, *columns], schema, strict=True)],
        schema=schema,
    )
