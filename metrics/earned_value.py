"""Earned value: what is done of a sub-measure, in the effort that was planned for it, against plan and actual.

Only where progress is recorded; never guessed from time elapsed. Definitions: docs/metrics.md, «Earned value».
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import ibis

from metrics.calendar import next_month
from metrics.comparison import check
from metrics.engine import Reader, Row, query, remember
from metrics.forecast_ground import ground_of, month_rows, per_month
from metrics.reference import Reference, reference
from metrics.selection import Selection


@dataclass(frozen=True)
class ProgressRecord:
    """How far a sub-measure was on a day, in per cent; entered_at is None where it is not known."""

    sub_measure_id: str
    recorded: date
    complete_pct: Decimal
    recorded_by: str | None
    note: str | None
    entered_at: datetime | None


@dataclass(frozen=True)
class Earned:
    """One sub-measure, or the total (sub_measure_id None), in the unit of display.

    recorded, complete_pct: the record that counts (of the total: None, and EV of BAC). bac: everything planned. ev =
    per cent complete × BAC; pv: planned to date; ac: actual to date; sv = EV − PV; cv = EV − AC; spi = EV / PV, cpi =
    EV / AC, eac = BAC / CPI: None where they divide by nothing.
    """

    sub_measure_id: str | None
    recorded: date | None
    complete_pct: float
    bac: float
    ev: float
    pv: float
    ac: float
    sv: float
    cv: float
    spi: float | None
    cpi: float | None
    eac: float | None


@dataclass(frozen=True)
class EarnedValue:
    """Earned value of a selection.

    rows: sub-measures with progress, in the order of the reference tables; total: their sum, None without any. without:
    sub-measures that have none recorded; later: those whose only records are of after the last day. through: the last
    compared month; plan and actual are counted from the beginning through it, and progress as it was on its last day.
    reason_code: '' | part_of_sub_measure (a part of the effort cannot be held against the progress of the whole) |
    part_of_actual | not_released | not_covered.
    """

    rows: tuple[Earned, ...]
    total: Earned | None
    without: tuple[str, ...]
    later: tuple[str, ...]
    through: date | None
    reason_code: str
    unit: str


def earned_value(reader: Reader, selection: Selection) -> EarnedValue:
    """Return the earned value of the selection's sub-measures.

    The selection's first month does not count: progress is of the whole sub-measure, so its effort is counted from the
    beginning. Its last month is the status month where it lies before the last released one. Raises SelectionError for
    an unknown plan version.
    """
    return remember(reader, ("earned_value", selection), lambda: _earned_value(reader, selection))


def progress_history(reader: Reader, sub_measure_id: str | None = None) -> tuple[ProgressRecord, ...]:
    """Return what is recorded of one sub-measure, or of all: the newest day first."""
    records = remember(reader, "progress", lambda: _records(reader))
    return tuple(one for one in records if sub_measure_id in (None, one.sub_measure_id))


def _earned_value(reader: Reader, selection: Selection) -> EarnedValue:
    check(reader, selection)
    whole = replace(selection, first=None, last=None)
    ground = ground_of(reader, whole, None)
    status = [month for month in ground.released if selection.last is None or month <= selection.last]
    reason = _reason(selection, ground.basis.note_code, status)
    if reason:
        return EarnedValue((), None, (), (), status[-1] if status else None, reason, selection.unit)
    known = reference(reader)
    own = _by_sub_measure(month_rows(reader, whole, (*ground.released, *ground.ahead), known), known)
    day = next_month(status[-1]) - timedelta(days=1)
    latest = _latest(progress_history(reader), day)
    ever = {record.sub_measure_id for record in progress_history(reader)}
    sums = [
        _sums(key, latest[key], own[key], status, (*ground.released, *ground.ahead), selection.unit, known)
        for key in own
        if key in latest
    ]
    return EarnedValue(
        rows=tuple(_earned(one) for one in sums),
        total=_earned(_total(sums)) if sums else None,
        without=tuple(key for key in own if key not in ever),
        later=tuple(key for key in own if key in ever and key not in latest),
        through=status[-1],
        reason_code="",
        unit=selection.unit,
    )


def _reason(selection: Selection, note_code: str, status: Sequence[date]) -> str:
    """Why nothing is earned here."""
    if selection.qualities:
        return "part_of_actual"
    if selection.units or selection.role_groups or selection.processes:
        return "part_of_sub_measure"
    return note_code or ("" if status else "not_released")


def _by_sub_measure(rows: Sequence[Row], known: Reference) -> dict[str, list[Row]]:
    """Rows per sub-measure, in the order of the reference tables; what is not placed has no progress."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["sub_measure_id"] is not None:
            found.setdefault(row["sub_measure_id"], []).append(row)
    order = known.order.get("sub_measure", {})
    return dict(sorted(found.items(), key=lambda one: (order.get(one[0], len(order)), one[0])))


def _latest(records: Sequence[ProgressRecord], day: date) -> dict[str, ProgressRecord]:
    """The newest record of each sub-measure up to and with a day."""
    found: dict[str, ProgressRecord] = {}
    for record in records:
        if record.recorded <= day:
            found.setdefault(record.sub_measure_id, record)
    return found


@dataclass(frozen=True)
class _Sums:
    """Exact sums in the unit of display."""

    key: str | None
    record: ProgressRecord | None
    bac: Fraction
    ev: Fraction
    pv: Fraction
    ac: Fraction


def _sums(
    key: str,
    record: ProgressRecord,
    rows: list[Row],
    status: Sequence[date],
    every: Sequence[date],
    unit: str,
    known: Reference,
) -> _Sums:
    bac = sum(per_month(rows, every, "planned", unit, known), Fraction(0))
    return _Sums(
        key,
        record,
        bac,
        bac * Fraction(record.complete_pct) / 100,
        sum(per_month(rows, status, "planned", unit, known), Fraction(0)),
        sum(per_month(rows, status, "actual", unit, known), Fraction(0)),
    )


def _total(parts: Sequence[_Sums]) -> _Sums:
    """The sums of the sub-measures with progress: its per cents and ratios are of these sums."""
    bac, ev, pv, ac = (
        sum((getattr(one, name) for one in parts), Fraction(0)) for name in ("bac", "ev", "pv", "ac")
    )
    return _Sums(None, None, bac, ev, pv, ac)


def _earned(sums: _Sums) -> Earned:
    percent = Fraction(sums.record.complete_pct) if sums.record else _ratio(sums.ev * 100, sums.bac)
    eac = sums.bac * sums.ac / sums.ev if sums.ev > 0 and sums.ac > 0 else None
    spi, cpi = _ratio(sums.ev, sums.pv), _ratio(sums.ev, sums.ac)
    return Earned(
        sub_measure_id=sums.key,
        recorded=sums.record.recorded if sums.record else None,
        complete_pct=0.0 if percent is None else float(percent),
        bac=float(sums.bac),
        ev=float(sums.ev),
        pv=float(sums.pv),
        ac=float(sums.ac),
        sv=float(sums.ev - sums.pv),
        cv=float(sums.ev - sums.ac),
        spi=None if spi is None else float(spi),
        cpi=None if cpi is None else float(cpi),
        eac=None if eac is None else float(eac),
    )


def _ratio(part: Fraction, whole: Fraction) -> Fraction | None:
    return part / whole if whole > 0 else None


def _records(reader: Reader) -> tuple[ProgressRecord, ...]:
    with query(reader) as tables:
        table = tables["progress"]
        # A version of the warehouse that an earlier release made has no notes.
        note = table.note if "note" in table.columns else ibis.null("string")
        entered = table.entered_at if "entered_at" in table.columns else ibis.null("timestamp")
        ordered = table.order_by(ibis.desc(table.recorded), table.sub_measure_id)
        columns = ("sub_measure_id", "recorded", "complete_pct", "recorded_by")
        rows = tables.rows(ordered.select(*columns, note=note, entered_at=entered))
    return tuple(ProgressRecord(**row) for row in rows)
