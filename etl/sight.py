"""What the wizard shows of an open file: how it was understood, and what would be stored. Never stored itself."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from etl.facts import coverage_keys
from etl.mapping import FoundColumn, FoundSheet, Question, Sight
from etl.table import Part, Table

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_ROWS = 20
PERSONAL = ("person", "resource", "name")
MOST_SUMS = 400
_AMOUNTS = {
    "planned_effort": ("planned_hours", "planned_payroll_nok"),
    "planned_budget": ("planned_nok",),
    "actual_effort": ("actual_hours", "actual_payroll_nok"),
    "actual_cost": ("actual_nok",),
    "instrument_hours": ("used_hours", "amount_nok"),
    "backlog": ("items",),
}


def sight(
    parts: Sequence[Part],
    sheets: Sequence[FoundSheet],
    questions: Sequence[Question],
    table: Table | None = None,
    facts: "dict[str, pa.Table] | None" = None,
) -> Sight:
    """What to show; without a table only how the columns were understood."""
    first = parts[0].meaning
    return Sight(
        sheets=tuple(sheets),
        columns=tuple(map(_without_persons, first.columns)),
        mapping=first.mapping,
        remembered=first.remembered,
        questions=tuple(questions),
        stored=tuple(_stored(facts or {})),
        by_month=tuple(_sums(facts or {}, "period")),
        by_code=tuple(_sums(facts or {}, "code")),
        coverage_keys=coverage_keys(facts or {}, table),
        totals=tuple(_totals(table)) if table else (),
        assumptions=tuple(_assumptions(facts or {})),
        left_out=tuple(Counter(one.reason for one in table.aside).most_common()) if table else (),
    )


def _without_persons(column: FoundColumn) -> FoundColumn:
    """The column without samples where they are names or numbers of people, or nobody needs to see them."""
    hidden = column.use.field in PERSONAL or column.why == "known_unused"
    return replace(column, samples=()) if hidden else column


def _stored(facts: "dict[str, pa.Table]") -> list[dict[str, Any]]:
    rows = []
    for name, table in facts.items():
        for row in table.slice(0, FIRST_ROWS).to_pylist():
            filled = {key: _text(value) for key, value in row.items() if value is not None}
            rows.append({"table": name, **filled})
    return rows


def _text(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _sums(facts: "dict[str, pa.Table]", by: str) -> list[tuple[str, str | None, str, str]]:
    """Sums of each amount column per month, or per code and sub-measure."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found: list[tuple[str, str | None, str, str]] = []
    for name, table in facts.items():
        keys = [key for key in _keys(name, by) if key in table.column_names]
        for amount in _AMOUNTS[name]:
            if not keys or table[amount].null_count == table.num_rows:
                continue
            wide = table.set_column(
                table.schema.get_field_index(amount), amount, pc.cast(table[amount], pa.decimal128(38, 4))
            )
            sums = (
                wide.group_by(keys).aggregate([(amount, "sum")]).sort_by([(key, "ascending") for key in keys])
            )
            for row in sums.slice(0, MOST_SUMS).to_pylist():
                total = row[f"{amount}_sum"]
                if total is not None:
                    found.append((*_named(row, keys, by), amount, _text(total)))
    return found


def _keys(name: str, by: str) -> tuple[str, ...]:
    if by == "period":
        return ("snapshot_date",) if name == "backlog" else ("period",)
    return ("unit_id",) if name == "backlog" else ("source_code", "sub_measure_id")


def _named(row: dict[str, Any], keys: Sequence[str], by: str) -> tuple[str, str | None]:
    if by == "period":
        day = str(row[keys[0]])
        return (day if keys[0] == "snapshot_date" else day[:7]), None
    return str(row.get("source_code") or row.get("sub_measure_id") or row.get("unit_id") or ""), row.get(
        "sub_measure_id"
    )


def _assumptions(facts: "dict[str, pa.Table]") -> list[tuple[str, int]]:
    """Every assumption with its rows. A million rows are counted by Arrow, not one by one."""
    counts: Counter[str] = Counter()
    for table in facts.values():
        if "assumption" in table.column_names:
            for found in table["assumption"].drop_null().value_counts().to_pylist():
                counts[found["values"]] += found["counts"]
    return counts.most_common(MOST_SUMS)


def _totals(table: Table) -> list[dict[str, Any]]:
    return [
        {
            "sheet": total.sheet or "",
            "row": str(total.row),
            "label": total.label,
            "file_total": _text(total.stated),
            "our_total": _text(total.found),
        }
        for total in table.totals
    ]
