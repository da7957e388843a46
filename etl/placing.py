"""Codes and texts that lead to no sub-measure yet: listed, and placed for a period with shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.codebook import rows_of, submit
from warehouse import Reader, open_reader, place_facts


@dataclass(frozen=True)
class Unplaced:
    """What counts, but on no sub-measure. `source_code` is None for rows without any code, which cannot be placed.

    `code_kind`: analysis | subproject | the source's name. Months are their first days. `nok` is booked kroner,
    `payroll_nok` notional payroll; `planned_nok` is planned payroll and direct cost together.
    """

    code_kind: str | None
    source_code: str | None
    source: str
    first: date
    last: date
    hours: Decimal
    payroll_nok: Decimal
    nok: Decimal
    planned_hours: Decimal
    planned_nok: Decimal
    rows: int


_UNPLACED = """
select placed_fact.code_kind, placed_fact.source_code, log.source, min(period) as first, max(period) as last,
    coalesce(sum(actual_hours), 0) as hours, coalesce(sum(actual_payroll_nok), 0) as payroll_nok,
    coalesce(sum(actual_booked_nok), 0) as nok, coalesce(sum(planned_hours), 0) as planned_hours,
    coalesce(sum(planned_payroll_nok), 0) + coalesce(sum(planned_booked_nok), 0) as planned_nok, count(*) as rows
from placed_fact join import_log log using (import_id)
where sub_measure_id is null
group by all
order by sum(coalesce(actual_hours, 0) + coalesce(planned_hours, 0)) desc,
    abs(sum(coalesce(actual_booked_nok, 0))) desc, placed_fact.source_code, log.source
"""


def unplaced(reader: Reader) -> list[Unplaced]:
    """Every code × source that leads nowhere in some month where it has effort, the most hours first."""
    with reader.cursor() as cursor:
        place_facts(cursor)
        return [Unplaced(*row) for row in cursor.execute(_UNPLACED).fetchall()]


def place_code(
    folder: Path,
    code_kind: str,
    code: str,
    shares: Sequence[tuple[str, Decimal]],
    valid_from: date,
    valid_to: date,
    by: str | None,
    reason: str,
) -> int:
    """Let a code lead to sub-measures with these shares for a period; return the new version. No upload is needed.

    What the code leads to outside the period stays: an older placing that overlaps is cut at the period's ends.

    :raises ReasonMissing: no reason was given.
    :raises warehouse.ReferenceInvalid: the shares do not sum to 1, or a sub-measure does not exist.
    """
    with open_reader(folder) as reader:
        rows, based_on = rows_of(reader, "code_map"), reader.version
    kept = [
        part
        for row in rows
        for part in (_outside(row, valid_from, valid_to) if _is(row, code_kind, code) else [row])
    ]
    new = [
        {
            "code_kind": code_kind,
            "source_code": code,
            "sub_measure_id": sub_measure,
            "share": share,
            "valid_from": valid_from,
            "valid_to": valid_to,
        }
        for sub_measure, share in shares
    ]
    detail = {"code": code, "code_kind": code_kind}
    changes = {"code_map": [*kept, *new]}
    return submit(folder, "place", changes, by, reason, based_on=based_on, detail=detail)


def _is(row: Mapping[str, Any], code_kind: str, code: str) -> bool:
    return bool(row["code_kind"] == code_kind and row["source_code"] == code)


def _outside(row: dict[str, Any], first: date, last: date) -> list[dict[str, Any]]:
    """What is left of a placing before and after a period."""
    if row["valid_to"] < first or last < row["valid_from"]:
        return [row]
    left = []
    if row["valid_from"] < first:
        left.append(row | {"valid_to": first - timedelta(days=1)})
    if last < row["valid_to"]:
        left.append(row | {"valid_from": last + timedelta(days=1)})
    return left
