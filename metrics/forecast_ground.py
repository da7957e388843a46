"""What a forecast stands on: exact amounts per month behind and ahead, and the plan as it was at each earlier month."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from metrics.aligned import CLOSED_WITHOUT_ROLLOUT
from metrics.backtest import LEAST_MONTHS
from metrics.calendar import every_month, next_month
from metrics.effort import PERSON_CONSTANT, effort_rows, exact
from metrics.engine import Reader, Row, query, remember
from metrics.months import MonthBasis, months
from metrics.overview import measure_tree
from metrics.plan import stack
from metrics.reference import Reference, reference
from metrics.selection import Selection

ENDED = ("completed", CLOSED_WITHOUT_ROLLOUT)
"""Statuses of a sub-measure that nothing more is expected of."""

Amounts = tuple[Fraction, ...]


@dataclass(frozen=True)
class Ground:
    """Exact amounts in the unit of display.

    released: the months behind (released and covered by the chosen plan); ahead: the covered months to come; end: the
    last month that was asked for. actual, planned: per released month; plan_ahead: per month ahead. plan_then: number
    of months passed → the plan of the released months after them, as it was then. closed_ahead: the part of
    plan_ahead of closed sub-measures; closed: nothing but closed sub-measures is left.
    """

    basis: MonthBasis
    released: tuple[date, ...]
    ahead: tuple[date, ...]
    end: date | None
    actual: Amounts
    planned: Amounts
    plan_ahead: Amounts
    plan_then: dict[int, Amounts]
    closed_ahead: Fraction
    closed: bool


def ground_of(reader: Reader, selection: Selection, through: date | None) -> Ground:
    """Return what the forecast of a selection through a month (default: see `forecast`) stands on."""
    return remember(
        reader, ("forecast_ground", selection, through), lambda: _ground(reader, selection, through)
    )


def _ground(reader: Reader, selection: Selection, through: date | None) -> Ground:
    known = reference(reader)
    whole = replace(selection, last=None)
    basis = months(reader, whole)
    end = through or _end(selection, basis.released_through, known)
    released = tuple(month for month in basis.comparable if end is None or month <= end)
    ahead = _ahead(whole, basis.released_through, end, known)
    rows = month_rows(reader, whole, (*released, *ahead), known)
    closed_ahead, closed = _closed_part(reader, rows, ahead, selection.unit, known)
    planned = per_month(rows, released, "planned", selection.unit, known)
    return Ground(
        basis=basis,
        released=released,
        ahead=ahead,
        end=end,
        actual=per_month(rows, released, "actual", selection.unit, known),
        planned=planned,
        plan_ahead=per_month(rows, ahead, "planned", selection.unit, known),
        plan_then=_plan_then(reader, whole, released, planned, known),
        closed_ahead=closed_ahead,
        closed=closed,
    )


def _end(selection: Selection, released: date | None, known: Reference) -> date | None:
    """The selection's last month where it lies ahead, else the last month that the chosen plan covers."""
    if selection.last is not None and released is not None and selection.last > released:
        return selection.last
    last_days = sorted({version.period_last for version in known.versions}, reverse=True)
    return next((month for month in last_days if stack(month, selection, known)), None)


def _ahead(
    selection: Selection, released: date | None, end: date | None, known: Reference
) -> tuple[date, ...]:
    """The months after the released ones, up to the end, that the chosen plan covers."""
    if released is None or end is None:
        return ()
    first = max(next_month(released), selection.first or date.min)
    return tuple(month for month in every_month(first, end) if stack(month, selection, known))


def month_rows(reader: Reader, selection: Selection, wanted: Sequence[date], known: Reference) -> list[Row]:
    """Return one row per month × sub-measure with exact sums in hours or kroner: period, sub_measure_id, planned,
    actual.
    """
    if not wanted:
        return []
    with query(reader) as tables:
        effort = effort_rows(tables, selection, wanted, known)
        sums = {"planned": effort.planned.sum(), "actual": effort.actual.sum()}
        return tables.rows(effort.group_by("period", "sub_measure_id").agg(**sums))


def per_month(rows: list[Row], wanted: Sequence[date], amount: str, unit: str, known: Reference) -> Amounts:
    """Sum the rows of `month_rows` up to one amount per month, in the unit of display. amount: planned | actual."""
    sums: dict[date, Decimal] = {}
    for row in rows:
        sums[row["period"]] = sums.get(row["period"], Decimal(0)) + exact(row[amount])
    return tuple(Fraction(sums.get(month, Decimal(0))) / _divisor(unit, month, known) for month in wanted)


def _divisor(unit: str, month: date, known: Reference) -> Fraction:
    """Hours per person-year or person-day of a month; 1 for other units."""
    name = PERSON_CONSTANT.get(unit)
    return Fraction(1) if name is None else Fraction(known.constant(name, month))


def _closed_part(
    reader: Reader, rows: list[Row], ahead: tuple[date, ...], unit: str, known: Reference
) -> tuple[Fraction, bool]:
    """Return the plan ahead of closed sub-measures, and whether nothing but closed sub-measures is left.

    What is left is the sub-measures with plan ahead and those that are valid in the months ahead; where there are
    none, all that the selection has ever had.
    """
    nodes = {node.sub_measure_id: node for measure in measure_tree(reader) for node in measure.sub_measures}
    closed = {key for key, node in nodes.items() if node.status in ENDED}
    own = {row["sub_measure_id"] for row in rows} - {None}
    left = {row["sub_measure_id"] for row in rows if row["period"] in ahead and exact(row["planned"]) > 0}
    left |= {key for key in own if ahead and key in nodes and nodes[key].valid_to >= ahead[0]}
    of_closed = [row for row in rows if row["sub_measure_id"] in closed]
    amount = sum(per_month(of_closed, ahead, "planned", unit, known), Fraction(0))
    remaining = left - {None} or own
    return amount, bool(remaining) and remaining <= closed


def _plan_then(
    reader: Reader, selection: Selection, released: tuple[date, ...], planned: Amounts, known: Reference
) -> dict[int, Amounts]:
    """The plan as it was after each earlier month: a version adopted later was not known there.

    The months that no plan of that day reached have the plan that they are compared with: it is the only one there is.
    """
    now = [stack(month, selection, known) for month in released]
    seen: dict[tuple[str, ...], Amounts] = {}
    found: dict[int, Amounts] = {}
    for passed in range(LEAST_MONTHS, len(released)):
        then = _as_of(selection, next_month(released[passed - 1]) - timedelta(days=1))
        versions = tuple(
            v.plan_version_id for v in known.versions if v.adopted and then.as_of and v.adopted <= then.as_of
        )
        if versions not in seen:
            stacks = [stack(month, then, known) for month in released]
            moved = [
                month
                for month, is_now, was in zip(released, now, stacks, strict=True)
                if was and was != is_now
            ]
            rows = month_rows(reader, then, moved, known)
            old = dict(zip(moved, per_month(rows, moved, "planned", then.unit, known), strict=True))
            seen[versions] = tuple(
                old.get(month, amount) for month, amount in zip(released, planned, strict=True)
            )
        found[passed] = seen[versions][passed:]
    return found


def _as_of(selection: Selection, on: date) -> Selection:
    return replace(selection, as_of=on if selection.as_of is None else min(selection.as_of, on))
