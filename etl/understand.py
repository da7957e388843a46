"""One file → one understanding: guard, read, recognise, interpret, place, check.

`understand` runs inside the reading child; `read_in_child` is what everybody else calls.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.answers import answered
from etl.child import read_in_child
from etl.errors import FileRefused, refuse
from etl.mapping import Mapping, Question
from etl.mapping_wording import answer_flag
from etl.problems import Problem, error
from etl.recognise import recognise
from etl.reference import Reference
from etl.report import FileReport, Options, RowCounts, Understanding
from etl.sight import sight
from etl.table import heading

if TYPE_CHECKING:
    import pyarrow as pa

    from etl.read import Sheet
    from etl.recognise import Recognised
    from etl.table import Table

__all__ = ["read_in_child", "understand"]


MOST_ANSWERS = 20
"""How many questions of one file are answered one after the other."""
_OF_THE_FILE = ("which_kind", "which_sheet", "plan_version", "year", "period")
"""Questions that have one answer for the whole file, whatever column they came from."""


def understand(path: Path, name: str, reference: Reference, options: Options) -> Understanding:
    """What a file says: checked facts, or every reason why it cannot be loaded. Changes nothing.

    The questions that `options.answers` answers are settled one by one, since an answer may raise or spare others.
    """
    found = _once(path, name, reference, options)
    for _ in range(MOST_ANSWERS if options.answers else 0):
        try:
            mapping = _with_next_answer(found.report, options)
        except FileRefused as refused:
            return _refused(found.report, refused.problems)
        if mapping is None:
            break
        found = _once(path, name, reference, replace(options, mapping=mapping))
    return found


def _with_next_answer(report: FileReport, options: Options) -> Mapping | None:
    """The mapping with the first open question answered that has an answer; None where none has.

    :raises FileRefused: an answer is none of those that the question offers.
    """
    shown = report.sight
    if shown is None or shown.mapping is None:
        return None
    for question in shown.questions:
        answer = options.answers.get(answer_flag(question), options.answers.get(question.code))
        if answer is None:
            continue
        try:
            return answered(shown.mapping, question, answer)
        except ValueError:
            flag = answer_flag(question)
            raise refuse("wrong_answer", flag=flag, value=answer, known=", ".join(question.choices)) from None
    return None


def _once(path: Path, name: str, reference: Reference, options: Options) -> Understanding:
    data = path.read_bytes()
    report = FileReport(name, hashlib.sha256(data).hexdigest(), "inspected")
    try:
        found = recognise(_sheets(data, name, options), name, reference, options)
    except FileRefused as refused:
        return _refused(replace(report, sight=refused.sight), refused.problems)
    report = _described(report, found)
    try:
        return _understood(report, found, reference, options)
    except FileRefused as refused:
        seen = sight(found.parts, found.sheets, found.questions)
        return _refused(replace(report, sight=seen), refused.problems)


def _sheets(data: bytes, name: str, options: Options) -> "list[Sheet]":
    from etl.corrections import corrected
    from etl.guard import examine
    from etl.identity import HIDDEN, find_national_id
    from etl.read import read

    if HIDDEN in name:
        raise refuse("national_id_in_name")
    sheets = read(data, examine(data))
    found = find_national_id(sheets)
    if found:
        sheet, row, column = found
        raise refuse("national_id", sheet=sheet, row=row, number=column)
    if not any(sheet.rows for sheet in sheets):
        raise refuse("file_empty")
    return corrected(sheets, options.cells)


def _described(report: FileReport, found: "Recognised") -> FileReport:
    first = found.parts[0]
    headers = {
        use.field: heading(first.table, at) for at, use in sorted(first.meaning.uses.items()) if at >= 0
    }
    headers = {field: text for field, text in headers.items() if field != "ignore"}
    across = first.meaning.mapping.across
    if across and across.kind != "person":  # names of people are never kept
        headers["across"] = ", ".join(column.label for column in first.meaning.across)
    return replace(
        report,
        profile=first.meaning.profile.name,
        source=first.meaning.profile.source,
        kind=first.meaning.profile.kind,
        sheet=", ".join(str(part.sheet) for part in found.parts) if first.sheet is not None else None,
        header_row=first.table.header_last + 1,
        columns=headers,
        extracted=found.title.extracted,
        problems=found.problems,
    )


def _refused(report: FileReport, problems: Sequence[Problem]) -> Understanding:
    problems = (*report.problems, *problems)
    return Understanding(replace(report, status="refused", problems=problems), {}, rejected_rows(None))


def _understood(
    report: FileReport, found: "Recognised", reference: Reference, options: Options
) -> Understanding:
    from etl import check, facts
    from etl.interpret import interpret
    from etl.place import place

    _check_snapshot(found)
    table = interpret(found.parts, found.title, reference, options)
    if not table.rows and not table.aside:
        raise refuse("no_rows", sheet=found.parts[0].sheet, row=found.parts[0].table.header_last + 1)
    if table.profile.kind == "backlog":
        table.months = _snapshot_days(table)
    place(table, options.plan_version, {**_remembered_choices(table, reference), **options.choices})
    check.check_marks(table)
    check.check_periods(table)
    check.check_grain(table)
    check.check_order_across(table)
    check.check_plan_months(table)
    check.check_doubles(table)
    control = check.control(table)
    counts = _counts(table)
    rejected = rejected_rows(table)
    problems = (*found.problems, *sorted(table.problems, key=_order))
    questions = _each_once((*found.questions, *table.questions))
    # While a question is open the amounts are not known, and no total can be compared.
    report = replace(report, rows=counts, control=None if questions else control, problems=_capped(problems))
    table.keep(sound_rows(table))
    built = {} if questions else facts.build(table, [month for month in table.months if month], reference)
    shown = sight(found.parts, found.sheets, questions, table, built)
    report = replace(
        report, sums=facts.sums(built), sight=shown, totals=shown.totals, **_dates(table, options)
    )
    if questions:
        return Understanding(replace(report, status="question"), {}, rejected)
    if counts.rejected and not options.accept_rejected:
        return Understanding(replace(report, status="refused"), {}, rejected)
    if not counts.loaded:
        nothing = error("nothing_to_load", sheet=found.parts[0].sheet)
        return Understanding(
            replace(report, status="refused", problems=(*report.problems, nothing)), {}, rejected
        )
    return Understanding(report, built, rejected, shown.coverage_keys)


def _each_once(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Every question once, however many steps came upon it."""

    def about(one: Question) -> tuple[str, str | None]:
        return (one.code, None if one.code in _OF_THE_FILE else one.key)

    return tuple({about(one): one for one in reversed(questions)}.values())[::-1]


def _remembered_choices(table: "Table", reference: Reference) -> dict[str, str]:
    """What the user chose before for texts of the same source."""
    return dict(reference.choices.get(table.profile.source, {}))


def _check_snapshot(found: "Recognised") -> None:
    meaning = found.parts[0].meaning
    known = any(use.field == "snapshot_date" for use in meaning.uses.values())
    if "snapshot_date" in meaning.profile.replaces and not known and found.title.extracted is None:
        raise refuse("snapshot_date_missing", sheet=found.parts[0].sheet)


def _snapshot_days(table: "Table") -> list[date | None]:
    """A backlog belongs to the day that its row states, else to the day on which the list was taken out."""
    return table.values.get("snapshot_date") or [table.title.extracted] * len(table.rows)


def sound_rows(table: "Table") -> list[int]:
    """Indexes of the rows without an error; a source row with an error in one of its months has one in all."""
    if not table.bad:
        return list(range(len(table.rows)))
    if table.origin is None:
        return [at for at in range(len(table.rows)) if at not in table.bad]
    faulty = {table.origin[at] for at in table.bad}
    return [at for at, origin in enumerate(table.origin) if origin not in faulty]


def _counts(table: "Table") -> RowCounts:
    """Rows as the file has them: the months of a spread row are one."""
    ignored = len(table.aside)
    if table.origin is None:
        rows, rejected = len(table.rows), len(table.bad)
    else:
        rows, rejected = len(set(table.origin)), len({table.origin[at] for at in table.bad})
    return RowCounts(rows + ignored, rows - rejected, rejected, ignored)


def _order(problem: Problem) -> tuple[bool, int]:
    return problem.severity != "error", problem.row or 0


def _capped(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    from etl.check import MOST_PROBLEMS

    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    more = Problem("error", "more_problems", facts={"number": str(len(problems) - MOST_PROBLEMS)})
    return (*problems[:MOST_PROBLEMS], more)


def _dates(table: "Table", options: Options) -> dict[str, Any]:
    """The months that the file covers and, for actuals, the last month in which it is complete."""
    covered = {month for month in set(table.months) if month}
    period = (min(covered), max(covered)) if covered else None
    if not table.profile.kind.startswith("actual") or period is None:
        return {"period": period}
    stated = options.released_through or table.title.released_through
    if stated is None:
        taken = table.title.extracted
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

    found: list[tuple[str | None, int, str, str, str | None, str | None]] = []
    if table is not None:
        seen: set[int] = set()
        for at, problem in table.bad.items():
            origin = at if table.origin is None else table.origin[at]
            if origin not in seen:
                seen.add(origin)
                found.append(
                    (table.sheet(at), table.rows[at], "rejected", problem.code, problem.column, problem.value)
                )
        found.extend(
            (one.sheet, one.row, "ignored", one.reason, one.column, one.value) for one in table.aside
        )
    found.sort(key=lambda one: (one[0] or "", one[1]))
    columns = [[one[place] for one in found] for place in range(6)]
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
        [pa.array(values, part.type) for values, part in zip(columns, schema, strict=True)],
        schema=schema,
    )
