"""What of a wrong cell is kept in the warehouse: its place and reason always, its text only where it is no free text.

The user sees every value while the file is open; a name typed under «Enhet» must not outlive that.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from etl.content import may_be_person
from etl.problems import Problem
from etl.report import Understanding
from etl.total_words import is_exact_label

if TYPE_CHECKING:
    import pyarrow as pa

_FREE_TEXT = frozenset({"unknown_unit", "unknown_role_group", "unknown_process"})


def without_free_text(found: Understanding) -> Understanding:
    """The understanding as it may be stored: values without a digit, and unknown names, are left out."""
    sheets = _sheets_of_persons(found)
    problems = tuple(_stored(problem) for problem in found.report.problems)
    problems = tuple(replace(one, sheet=sheets.get(one.sheet or "", one.sheet)) for one in problems)
    totals = [_stored_total(total) for total in found.report.totals]
    totals = [{**total, "sheet": sheets.get(total["sheet"], total["sheet"])} for total in totals]
    named = ", ".join(sheets.get(name, name) for name in (found.report.sheet or "").split(", "))
    report = replace(found.report, problems=problems, totals=tuple(totals), sheet=named or found.report.sheet)
    facts = {name: _without_sheets(rows, sheets) for name, rows in found.facts.items()}
    rejected = _without_sheets(_stored_rows(found.rejected), sheets)
    return replace(found, report=report, facts=facts, rejected=rejected)


def _sheets_of_persons(found: Understanding) -> dict[str, str]:
    """Sheets that are called after a person: name → «Ark 2», the second of the file."""
    sight = found.report.sight
    names = dict.fromkeys(one.sheet for one in sight.sheets if one.sheet) if sight else {}
    return {name: f"Ark {number}" for number, name in enumerate(names, 1) if may_be_person(name)}


def _without_sheets(rows: "pa.Table", sheets: Mapping[str, str]) -> "pa.Table":
    import pyarrow as pa

    place = rows.schema.get_field_index("sheet")
    if not sheets or place < 0:
        return rows
    names = [sheets.get(name, name) for name in rows["sheet"].to_pylist()]
    return rows.set_column(place, rows.schema.field(place), pa.array(names, rows.schema.field(place).type))


def _stored_total(total: Mapping[str, str]) -> Mapping[str, str]:
    """The label of a total row may name a person whose rows it sums."""
    label = total["label"]
    return total if is_exact_label(label) or any(map(str.isdigit, label)) else {**total, "label": ""}


def _keeps(value: str | None, code: str) -> bool:
    if code == "left_out":
        return value is not None  # the user's own reason
    return value is not None and code not in _FREE_TEXT and any(map(str.isdigit, value))


def _stored(problem: Problem) -> Problem:
    if _keeps(problem.value, problem.code):
        return problem
    facts = {name: fact for name, fact in problem.facts.items() if name != "value"}
    return replace(problem, value=None, facts=facts)


def _stored_rows(rows: "pa.Table") -> "pa.Table":
    import pyarrow as pa

    pairs = zip(rows["value"].to_pylist(), rows["reason"].to_pylist(), strict=True)
    values = [value if _keeps(value, reason) else None for value, reason in pairs]
    place = rows.schema.get_field_index("value")
    return rows.set_column(place, rows.schema.field(place), pa.array(values, rows.schema.field(place).type))
