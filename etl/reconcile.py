"""Avstemming: what a file said against what was loaded, and the ledger's own totals against what counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from etl.history import ImportRecord, record_of
from etl.import_errors import UnknownUnit
from etl.publisher import publish
from etl.report import RowCounts
from warehouse import Reader, open_reader

Measure = Literal["hours", "nok"]
Asked = tuple[str, date, date, Measure]
"""Source, first and last month, and what is counted."""


@dataclass(frozen=True)
class LeftOut:
    """Rows of one import that were not loaded, for one reason (a code that `etl.wording.reason` words)."""

    status: str
    reason: str | None
    rows: int


@dataclass(frozen=True)
class StatedTotal:
    """A total that the file itself states, and ours over the same rows; `sheet`, `row` and `label` where known."""

    stated: Decimal
    found: Decimal
    difference: Decimal
    sheet: str | None = None
    row: int | None = None
    label: str | None = None


@dataclass(frozen=True)
class Reconciliation:
    """One import: `rows.read` = loaded + rejected + ignored; `left_out` sums to the rejected and the ignored rows."""

    import_id: int
    rows: RowCounts
    left_out: tuple[LeftOut, ...]
    totals: tuple[StatedTotal, ...]


@dataclass(frozen=True)
class LedgerTotal:
    """A total typed in from the ledger: of one unit, or of all where `unit_id` is None. Months are first days."""

    id: int
    source: str
    first: date
    last: date
    unit_id: str | None
    measure: Measure
    amount: Decimal
    entered_by: str | None
    entered_at: datetime
    note: str | None


@dataclass(frozen=True)
class Residual:
    """What the ledger has and the warehouse lacks (below zero: the other way): residual = stated − loaded.

    `unit_id` None and `is_total`: all units; `unit_id` None otherwise: rows without a unit. `stated` is None for a
    unit whose total was not typed in; a total line that was not typed in is the sum of its units.
    """

    source: str
    first: date
    last: date
    measure: Measure
    unit_id: str | None
    is_total: bool
    stated: Decimal | None
    loaded: Decimal
    residual: Decimal | None
    total_id: int | None


def reconciliation(reader: Reader, import_id: int) -> Reconciliation:
    """The rows and totals of one import.

    :raises UnknownImport: there is no such import.
    """
    record = record_of(reader, import_id)
    left_out = [
        LeftOut(row["status"], row["reason"], row["n"])
        for row in reader.rows(
            "select status, reason, count(*) as n from rejected_row where import_id = ?"
            " group by all order by status desc, n desc, reason",
            (import_id,),
        )
    ]
    for status, counted in (("rejected", record.rows.rejected), ("ignored", record.rows.ignored)):
        without_reason = counted - sum(each.rows for each in left_out if each.status == status)
        if without_reason:
            left_out.append(LeftOut(status, None, without_reason))
    return Reconciliation(import_id, record.rows, tuple(left_out), tuple(_stated(record)))


def _stated(record: ImportRecord) -> Iterator[StatedTotal]:
    """What the file itself said: its control total, and each of its total rows where the report has them."""
    if record.file_total is not None and record.control_difference is not None:
        found = record.file_total - record.control_difference
        yield StatedTotal(record.file_total, found, record.control_difference)
    for row in record.report.get("totals") or ():
        stated, found = Decimal(row["file_total"]), Decimal(row["our_total"])
        place = (row.get("sheet"), row.get("row"), row.get("label"))
        yield StatedTotal(stated, found, stated - found, *place)


def enter_total(
    folder: Path,
    source: str,
    first: date,
    last: date,
    amount: Decimal,
    measure: Measure,
    by: str | None,
    cost_centre: str | None = None,
    note: str | None = None,
) -> int:
    """Keep a total from the ledger; one of the same source, months, unit and measure is replaced. Returns the version.

    `cost_centre`: a unit's id, name, alias or cost centre; None: the total of all.

    :raises UnknownUnit: no unit is called so.
    """
    with open_reader(folder) as reader:
        unit = _unit(reader, cost_centre) if cost_centre else None
    version: int = publish(
        folder,
        "enter_total",
        source=source,
        first=first.replace(day=1).isoformat(),
        last=last.replace(day=1).isoformat(),
        unit_id=unit,
        measure=measure,
        amount=f"{amount:f}",
        note=note,
        by=by,
    )["version"]
    return version


def _unit(reader: Reader, text: str) -> str:
    rows = reader.rows(
        "select unit_id from unit where lower(?) in (lower(unit_id), lower(name_nb), lower(name_en),"
        " cost_centre_from_2023, cost_centre_to_2022)"
        " union select target_id from alias where kind = 'unit' and lower(alias) = lower(?)",
        (text.strip(), text.strip()),
    )
    if len(rows) != 1:
        known = reader.rows("select unit_id from unit order by sort_order")
        raise UnknownUnit(text, [row["unit_id"] for row in known])
    unit: str = rows[0]["unit_id"]
    return unit


def remove_total(folder: Path, total_id: int, by: str | None = None) -> int:
    """Forget a total from the ledger; return the new version.

    :raises UnknownTotal: there is no such total.
    """
    version: int = publish(folder, "remove_total", total_id=total_id, by=by)["version"]
    return version


def totals(reader: Reader) -> list[LedgerTotal]:
    """The totals that were typed in, newest months first."""
    if not reader.has("ledger_total"):
        return []
    rows = reader.rows(
        "select total_id, source, period_first, period_last, unit_id, measure, amount, entered_by, entered_at, note"
        " from ledger_total left join unit using (unit_id)"
        " order by period_first desc, period_last desc, source, measure, sort_order nulls last"
    )
    return [LedgerTotal(*row.values()) for row in rows]


def residuals(reader: Reader) -> list[Residual]:
    """Per source, period and measure that a total was typed in for: each unit, then the total line."""
    asked: dict[Asked, list[LedgerTotal]] = {}
    for total in totals(reader):
        asked.setdefault((total.source, total.first, total.last, total.measure), []).append(total)
    return [
        residual
        for key, stated in asked.items()
        for residual in _residuals(key, stated, _loaded(reader, *key))
    ]


def _loaded(
    reader: Reader, source: str, first: date, last: date, measure: Measure
) -> dict[str | None, Decimal]:
    column = {"hours": "actual_hours", "nok": "actual_booked_nok"}[measure]
    rows = reader.rows(
        f"select unit_id, sum({column}) as amount from effort_monthly left join unit using (unit_id)"  # noqa: S608 - our own
        f" where source = ? and period between ? and ? and {column} is not null"
        " group by unit_id order by min(sort_order) nulls last",
        (source, first, last),
    )
    return {row["unit_id"]: row["amount"] for row in rows}


def _residuals(
    key: Asked, stated: list[LedgerTotal], loaded: dict[str | None, Decimal]
) -> Iterator[Residual]:
    typed_in = {total.unit_id: total for total in stated}
    whole, nothing = typed_in.pop(None, None), Decimal(0)
    for unit in dict.fromkeys((*loaded, *typed_in)):
        total = typed_in.get(unit)
        stated_here = total.amount if total else None
        yield _residual(key, (unit, False), stated_here, loaded.get(unit, nothing), total)
    amount = whole.amount if whole else sum((total.amount for total in typed_in.values()), nothing)
    yield _residual(key, (None, True), amount, sum(loaded.values(), nothing), whole)


def _residual(
    key: Asked,
    line: tuple[str | None, bool],
    stated: Decimal | None,
    loaded: Decimal,
    total: LedgerTotal | None,
) -> Residual:
    residual = None if stated is None else stated - loaded
    return Residual(*key, *line, stated, loaded, residual, total.id if total else None)
