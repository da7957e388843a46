"""Which earlier imports does a file of a source replace some of, and what stood there?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb


@dataclass(frozen=True)
class Replaced:
    """An earlier import, and what of it a file replaces: keys, and the hours, notional payroll and booked kroner that
    stood on them."""

    import_id: int
    file_name: str
    keys: int
    hours: Decimal
    payroll_nok: Decimal
    nok: Decimal


_LAST = 2**31 - 1
_REPLACED = """
with standing as (
    select coverage_key, arg_max(import_id, coalesce(log.place, import_id)) as import_id
    from coverage join import_log log using (import_id)
    where coverage.source = ? and log.status = 'active' and coverage_key in (select unnest(?::varchar[]))
        and coalesce(log.place, import_id) < ?
    group by coverage_key
),
amounts as (
    select import_id, coverage_key, planned_hours as hours, planned_payroll_nok as payroll_nok, null as nok
    from planned_effort
    union all select import_id, coverage_key, null, null, planned_nok from planned_budget
    union all select import_id, coverage_key, actual_hours, actual_payroll_nok, null from actual_effort
    union all select import_id, coverage_key, null, null, actual_nok from actual_cost
    union all select import_id, coverage_key, used_hours, null, amount_nok from instrument_hours
    union all select import_id, coverage_key, null, null, null from backlog
),
sums as (
    select import_id, count(distinct coverage_key)::integer as keys, sum(hours) as hours,
        sum(payroll_nok) as payroll_nok, sum(nok) as nok
    from amounts join standing using (import_id, coverage_key)
    group by import_id
)
select import_id, file_name, keys, coalesce(hours, 0)::decimal(18, 4), coalesce(payroll_nok, 0)::decimal(18, 2),
    coalesce(nok, 0)::decimal(18, 2)
from sums join import_log using (import_id)
order by import_id desc
"""


def replaced(
    con: duckdb.DuckDBPyConnection, source: str, keys: Sequence[str], place: int | None = None
) -> list[Replaced]:
    """The imports that these keys of a source count by now, newest first; with `place`, those before it in order."""
    rows = con.execute(_REPLACED, [source, list(keys), _LAST if place is None else place]).fetchall()
    return [Replaced(*row) for row in rows]
