"""Checked rows → Arrow tables with the columns of the warehouse's fact tables (import_id is added at load)."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.cells import any_blank, objects
from etl.coverage import other_keys, row_keys
from etl.place import code_kind, payroll
from etl.reference import Reference
from etl.table import Table

HOURS, NOK = pa.decimal128(18, 4), pa.decimal128(18, 2)
_START = {"sheet": pa.string(), "source_row": pa.int32(), "coverage_key": pa.string()}
_CODE = {"sub_measure_id": pa.string(), "source_code": pa.string(), "code_kind": pa.string()}
SCHEMAS: dict[str, dict[str, pa.DataType]] = {
    "planned_effort": {
        **_START, "plan_version_id": pa.string(), **_CODE, "unit_id": pa.string(),
        "role_group_id": pa.string(), "process_id": pa.string(), "period": pa.date32(),
        "planned_hours": HOURS, "planned_payroll_nok": NOK, "assumption": pa.string(),
    },
    "planned_budget": {
        **_START, "plan_version_id": pa.string(), **_CODE, "unit_id": pa.string(), "period": pa.date32(),
        "planned_nok": NOK,
    },
    "actual_effort": {
        **_START, **_CODE, "unit_id": pa.string(), "role_group_id": pa.string(), "process_id": pa.string(),
        "period": pa.date32(), "period_flag": pa.string(), "actual_hours": HOURS, "actual_payroll_nok": NOK,
        "quality": pa.string(), "persons": pa.int32(), "assumption": pa.string(),
    },
    "actual_cost": {
        **_START, **_CODE, "unit_id": pa.string(), "account": pa.string(), "period": pa.date32(),
        "period_flag": pa.string(), "actual_nok": NOK,
    },
    "instrument_hours": {
        **_START, "system_id": pa.string(), "source_code": pa.string(), "period": pa.date32(),
        "instrument": pa.string(), "used_hours": HOURS, "amount_nok": NOK,
    },
    "backlog": {
        **_START, "system_id": pa.string(), "unit_id": pa.string(), "snapshot_date": pa.date32(),
        "items": pa.int32(), "median_age_days": pa.int32(),
    },
}  # fmt: skip
_SUMS = {
    ("planned_effort", "planned_hours"): "hours",
    ("planned_effort", "planned_payroll_nok"): "payroll_nok",
    ("planned_budget", "planned_nok"): "cost_nok",
    ("actual_effort", "actual_hours"): "hours",
    ("actual_effort", "actual_payroll_nok"): "payroll_nok",
    ("actual_cost", "actual_nok"): "cost_nok",
    ("instrument_hours", "used_hours"): "hours",
    ("instrument_hours", "amount_nok"): "cost_nok",
    ("backlog", "items"): "items",
}


def build(table: Table, months: Sequence[date], reference: Reference) -> dict[str, pa.Table]:
    """The fact tables of one file; `table` holds sound rows only."""
    return _BUILDERS[table.profile.kind](table, months, reference)


def sums(facts: dict[str, pa.Table]) -> dict[str, Decimal]:
    """The exact sum of each measure."""
    found = {}
    for (name, column), label in _SUMS.items():
        if name in facts:
            total = pc.sum(facts[name][column]).as_py()
            if total is not None:
                found[label] = Decimal(total)
    return found


def coverage_keys(facts: dict[str, pa.Table], table: Table | None) -> tuple[str, ...]:
    """Every key that these facts of the table replace, once."""
    if not facts or table is None:
        return ()
    found = other_keys(table, [month for month in table.months if month])
    for rows in facts.values():
        found.update(pc.unique(rows["coverage_key"]).to_pylist())
    return tuple(sorted(found))


def _table(name: str, table: Table, columns: dict[str, Any], indexes: list[int] | None = None) -> pa.Table:
    """An Arrow table of one fact table; a column that is a single value is repeated."""
    count = len(table.rows) if indexes is None else len(indexes)
    full = {"sheet": _sheets(table), "source_row": table.rows, **columns}
    arrays = [_array(full.get(column), kind, count, indexes) for column, kind in SCHEMAS[name].items()]
    return pa.Table.from_arrays(arrays, schema=pa.schema(SCHEMAS[name]))


def _sheets(table: Table) -> str | list[str | None] | None:
    names = [part.sheet for part in table.parts]
    return names[0] if len(names) == 1 else [names[part] for part in table.part_of]


def _array(values: Any, kind: pa.DataType, count: int, indexes: list[int] | None) -> pa.Array:
    if isinstance(values, pa.Array):
        return (values if indexes is None else values.take(pa.array(indexes))).cast(kind)
    if not isinstance(values, list):
        return pa.nulls(count, kind) if values is None else pa.repeat(pa.scalar(values, kind), count)
    picked = values if indexes is None else [values[at] for at in indexes]
    return (
        _shared(picked, kind)
        if pa.types.is_decimal(kind) or pa.types.is_date(kind)
        else pa.array(picked, kind)
    )


def _shared(values: list[Any], kind: pa.DataType) -> pa.Array:
    """The array of values of which many are one object: each object is turned into Arrow once."""
    once = list(objects(values))
    places = {id(value): at for at, value in enumerate(once)}
    codes = pa.array([places[id(value)] for value in values], pa.int32())
    return pa.array(once, kind).take(codes)


def _column(table: Table, name: str) -> list[Any]:
    return table.values.get(name) or [None] * len(table.rows)


def _flags(table: Table) -> list[str | None] | None:
    spans = table.values.get("spans", ())
    if not any(getattr(span, "flag", None) for span in objects(spans)):
        return None
    return [getattr(span, "flag", None) for span in spans]


def _common(table: Table, months: Sequence[date]) -> dict[str, Any]:
    code = table.values.get("source_code")
    return {
        "coverage_key": row_keys(table, months),
        "period": list(months),
        "period_flag": _flags(table),
        "sub_measure_id": table.values.get("sub_measure_id"),
        "source_code": code,
        "code_kind": None if code is None else [code_kind(table) if one else None for one in code],
        **{
            name: table.values.get(name)
            for name in ("unit_id", "role_group_id", "process_id", "plan_version_id")
        },
    }


def _actual_hours(table: Table, months: Sequence[date], reference: Reference) -> dict[str, pa.Table]:
    hours, assumptions = list(_column(table, "hours")), table.values.get("assumption")
    common = _common(table, months)
    own = _column(table, "payroll_nok")
    effort = {
        **common,
        "actual_hours": hours,
        "actual_payroll_nok": _payroll(table, own, hours, months, reference) if any_blank(own) else own,
        "quality": _quality(table),
        "persons": _persons(table, months),
        "assumption": assumptions,
    }
    if any_blank(hours) and any(mine is not None for mine in own):
        # Payroll without hours is effort in kroner: its hours are 0, so that the kroner are not lost.
        pairs = zip(hours, own, strict=True)
        effort["actual_hours"] = hours = [
            Decimal(0) if amount is None and mine is not None else amount for amount, mine in pairs
        ]
    facts = {"actual_effort": _table("actual_effort", table, effort, _filled(hours))}
    direct = _column(table, "direct_nok")
    if any(amount is not None for amount in direct):
        facts["actual_cost"] = _table("actual_cost", table, {**common, "actual_nok": direct}, _filled(direct))
    return facts


def _payroll(
    table: Table, own: list[Any], hours: list[Any], months: Sequence[date], reference: Reference
) -> list[Any]:
    """The file's own payroll, and the notional one of rows without it."""
    notional = payroll(hours, _column(table, "role_group_id"), list(months), reference)
    return [mine if mine is not None else rate for mine, rate in zip(own, notional, strict=True)]


def _filled(column: list[Any]) -> list[int] | None:
    """Indexes of the filled cells, None where all are."""
    return [at for at, cell in enumerate(column) if cell is not None] if any_blank(column) else None


def _quality(table: Table) -> str | list[str]:
    """Measured or estimated as the profile says; what was spread over months is allocated."""
    own = table.profile.quality or "estimated"
    allocated = table.values.get("allocated")
    return own if allocated is None else ["allocated" if one else own for one in allocated]


def _persons(table: Table, months: Sequence[date]) -> list[int | None]:
    """Persons behind each row: as the file says, else distinct resource numbers in the row's cell. The numbers
    themselves go no further than this function."""
    if "persons" in table.values:
        return table.values["persons"]
    resources = table.values.get("resource") or table.values.get("person")
    if resources is None:
        return [None] * len(months)
    names = ("source_code", "sub_measure_id", "unit_id", "role_group_id")
    cells = list(zip(months, *(_column(table, name) for name in names), strict=True))
    seen: dict[Any, set[Any]] = {}
    for cell, resource in zip(cells, resources, strict=True):
        seen.setdefault(cell, set()).add(resource)
    return [len(seen[cell]) for cell in cells]


def _actual_cost(table: Table, months: Sequence[date], _: Reference) -> dict[str, pa.Table]:
    columns = {"account": table.values.get("account"), "actual_nok": table.values["amount_nok"]}
    return {"actual_cost": _table("actual_cost", table, {**_common(table, months), **columns})}


def _plan(table: Table, months: Sequence[date], _: Reference) -> dict[str, pa.Table]:
    common = _common(table, months)
    hours, wages, direct = (_column(table, name) for name in ("hours", "payroll_nok", "direct_nok"))
    effort = [at for at in range(len(hours)) if hours[at] is not None or wages[at] is not None]
    planned = {
        "planned_hours": [Decimal(0) if cell is None else cell for cell in hours],
        "planned_payroll_nok": wages,
        "assumption": table.values.get("assumption"),
    }
    facts = {"planned_effort": _table("planned_effort", table, {**common, **planned}, effort)}
    if any(amount is not None for amount in direct):
        facts["planned_budget"] = _table(
            "planned_budget", table, {**common, "planned_nok": direct}, _filled(direct)
        )
    return facts


def _budget(table: Table, months: Sequence[date], _: Reference) -> dict[str, pa.Table]:
    columns = {**_common(table, months), "planned_nok": table.values["amount_nok"]}
    return {"planned_budget": _table("planned_budget", table, columns)}


def _instrument(table: Table, months: Sequence[date], _: Reference) -> dict[str, pa.Table]:
    columns = {
        **_common(table, months),
        "system_id": table.profile.system,
        "instrument": table.values["instrument"],
        "used_hours": table.values["hours"],
        "amount_nok": table.values.get("amount_nok"),
    }
    return {"instrument_hours": _table("instrument_hours", table, columns)}


def _backlog(table: Table, days: Sequence[date], _: Reference) -> dict[str, pa.Table]:
    """Backlog per day and unit, from a file of counts or from a list of items."""
    return _backlog_counts(table, days) if "items" in table.values else _backlog_list(table)


def _backlog_counts(table: Table, days: Sequence[date]) -> dict[str, pa.Table]:
    columns = {
        "coverage_key": [day.isoformat() for day in days],
        "system_id": table.profile.system,
        "snapshot_date": list(days),
        **{name: table.values.get(name) for name in ("unit_id", "items", "median_age_days")},
    }
    return {"backlog": _table("backlog", table, columns)}


def _backlog_list(table: Table) -> dict[str, pa.Table]:
    """One row per unit with the number of items and their median age; no item is kept."""
    taken = table.title.extracted
    assert taken is not None
    ages: dict[str | None, list[int]] = {}
    first: dict[str | None, int] = {}
    days = _column(table, "journal_date")
    for at, unit in enumerate(table.values["unit_id"]):
        first.setdefault(unit, at)
        ages.setdefault(unit, []).extend([] if days[at] is None else [(taken - days[at]).days])
    counts = {unit: table.values["unit_id"].count(unit) for unit in first}
    columns = {
        "coverage_key": taken.isoformat(),
        "source_row": [table.rows[at] for at in first.values()],
        "system_id": table.profile.system,
        "unit_id": list(first),
        "snapshot_date": taken,
        "items": list(counts.values()),
        "median_age_days": [int(median(ages[unit])) if ages[unit] else None for unit in first],
    }
    arrays = [
        _array(columns.get(name, table.parts[0].sheet), kind, len(first), None)
        for name, kind in SCHEMAS["backlog"].items()
    ]
    return {"backlog": pa.Table.from_arrays(arrays, schema=pa.schema(SCHEMAS["backlog"]))}


_BUILDERS: dict[str, Callable[[Table, Sequence[date], Reference], dict[str, pa.Table]]] = {
    "actual_hours": _actual_hours,
    "actual_cost": _actual_cost,
    "plan": _plan,
    "budget": _budget,
    "instrument_hours": _instrument,
    "backlog": _backlog,
}
