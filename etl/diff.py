"""What moved: between two versions of the warehouse, and between one upload and the one before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.history import record_of
from warehouse import Reader, open_reader, place_facts

_SUMS = """
select sub_measure_id, plan_version_id, {month} as month,
    coalesce(sum(planned_hours), 0) + coalesce(sum(actual_hours), 0) as hours,
    coalesce(sum(planned_payroll_nok), 0) + coalesce(sum(actual_payroll_nok), 0) as payroll,
    coalesce(sum(planned_booked_nok), 0) + coalesce(sum(actual_booked_nok), 0) as booked
from {table} group by all
"""
_OWN = "select coverage_key, import_id from coverage where import_id = {import_id}"
_BEFORE = """
select coverage_key, arg_max(import_id, coalesce(log.place, import_id)) as import_id
from coverage join import_log log using (import_id)
where coverage.source = (select source from import_log where import_id = {import_id})
  and coalesce(log.place, import_id) < (select coalesce(place, import_id) from import_log where import_id = {import_id})
  and (log.status = 'active' or import_id in
       (select replaced_id from import_replaced where import_replaced.import_id = {import_id}))
  and coverage_key in (select coverage_key from coverage where import_id = {import_id})
group by coverage_key
"""
Sums = dict[tuple[str | None, str | None, date | None, bool], tuple[Decimal, Decimal]]


@dataclass(frozen=True)
class Change:
    """What one sub-measure's hours and kroner were and became; plan_version_id is None for actual figures.

    Booked kroner are a change of their own, without hours: they are never added to the notional payroll of hours.
    `month` is None where all months are summed.
    """

    sub_measure_id: str | None
    name_nb: str | None
    name_en: str | None
    plan_version_id: str | None
    before_hours: Decimal
    after_hours: Decimal
    before_nok: Decimal
    after_nok: Decimal
    booked: bool = False
    month: date | None = None


def changes(folder: Path, old_version: int, new_version: int, by_month: bool = False) -> list[Change]:
    """What moved between any two versions, per sub-measure and side (and month), in the reference tables' order.

    :raises warehouse.UnknownVersion: one of them is no longer kept.
    """
    with open_reader(folder, old_version) as old, open_reader(folder, new_version) as new:
        return _changes(_mart_sums(old, by_month), _mart_sums(new, by_month), _names(new))


def change_against_previous(folder: Path, import_id: int, by_month: bool = False) -> list[Change]:
    """What an import changed per sub-measure, against what its source said before of the same keys.

    Codes lead to sub-measures as they do today. What the file does not cover is not compared: it stands as before.

    :raises UnknownImport: there is no such import.
    """
    with open_reader(folder) as reader:
        record_of(reader, import_id)
        before = _fact_sums(reader, _BEFORE.format(import_id=int(import_id)), by_month)
        after = _fact_sums(reader, _OWN.format(import_id=int(import_id)), by_month)
        return _changes(before, after, _names(reader))


def _changes(before: Sums, after: Sums, names: Mapping[str | None, dict[str, Any]]) -> list[Change]:
    zero = (Decimal(0), Decimal(0))
    found = []
    for key in {**before, **after}:
        old, new = before.get(key, zero), after.get(key, zero)
        if old != new:
            sub_measure, plan_version, month, booked = key
            name = names.get(sub_measure, {})
            amounts = (old[0], new[0], old[1], new[1])
            called = (name.get("name_nb"), name.get("name_en"))
            found.append(Change(sub_measure, *called, plan_version, *amounts, booked, month))
    last = len(names) + 1
    return sorted(
        found,
        key=lambda change: (
            names.get(change.sub_measure_id, {}).get("sort_order", last),
            change.plan_version_id or "",
            change.booked,
            change.month or date.min,
        ),
    )


def _names(reader: Reader) -> dict[str | None, dict[str, Any]]:
    return {row["sub_measure_id"]: row for row in reader.rows("select * from sub_measure")}


def _mart_sums(reader: Reader, by_month: bool) -> Sums:
    return _sums(reader.rows(_query("effort_monthly", by_month)))


def _fact_sums(reader: Reader, counting: str, by_month: bool) -> Sums:
    """Sums of the facts of the keys and imports that `counting` selects, placed by today's codes."""
    with reader.cursor() as cursor:
        place_facts(cursor, counting)
        answer = cursor.execute(_query("placed_fact", by_month))
        names = [column[0] for column in answer.description]
        return _sums([dict(zip(names, row, strict=True)) for row in answer.fetchall()])


def _query(table: str, by_month: bool) -> str:
    return _SUMS.format(table=table, month="period" if by_month else "null::date")


def _sums(rows: list[dict[str, Any]]) -> Sums:
    """Hours and kroner per sub-measure, side, month and whether the kroner are booked."""
    found: Sums = {}
    for row in rows:
        key = (row["sub_measure_id"], row["plan_version_id"], row["month"])
        found[*key, False] = (row["hours"], row["payroll"])
        found[*key, True] = (Decimal(0), row["booked"])
    return found
