"""What of a wrong cell is kept in the warehouse: its place and reason always, its text only where it is no free text.

The user sees every value while the file is open; a name typed under «Enhet» must not outlive that.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from etl.problems import Problem
from etl.report import Understanding
from etl.total_words import is_exact_label

if TYPE_CHECKING:
    import pyarrow as pa

_FREE_TEXT = frozenset({"unknown_unit", "unknown_role_group", "unknown_process"})


def without_free_text(found: Understanding) -> Understanding:
    """The understanding as it may be stored: values without a digit, and unknown names, are left out."""
    problems = tuple(_stored(problem) for problem in found.report.problems)
    totals = tuple(map(_stored_total, found.report.totals))
    report = replace(found.report, problems=problems, totals=totals)
    return replace(found, report=report, rejected=_stored_rows(found.rejected))


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
