"""What of a wrong cell is kept in the warehouse: its place and reason always, its text only where it is no free text.

The user sees every value while the file is open; a name typed under «Enhet» must not outlive that.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.problems import Problem
from etl.report import Understanding

if TYPE_CHECKING:
    import pyarrow as pa

_FREE_TEXT = frozenset({"unknown_unit", "unknown_role_group", "unknown_process"})


def without_free_text(found: Understanding) -> Understanding:
    """The understanding as it may be stored: values without a digit, and unknown names, are left out."""
    problems = tuple(_stored(problem) for problem in found.report.problems)
    return replace(
        found, report=replace(found.report, problems=problems), rejected=_stored_rows(found.rejected)
    )


def _keeps(value: str | None, code: str) -> bool:
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
