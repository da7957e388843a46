"""Capacity (kapasitet): how many working hours there are, and how much of them the measures take, month by month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import isnan
from typing import Any

import pandas as pd

from metrics.calendar import next_month
from metrics.comparison import COLUMN_OF_KEY, check, key_names, place_of
from metrics.effort import PERSON_CONSTANT, is_kroner
from metrics.engine import Reader, Row, query, remember
from metrics.frames import frame, records
from metrics.months import MonthBasis, months
from metrics.plan import covers
from metrics.reference import Reference, reference
from metrics.selection import NO_VALUE, Selection, SelectionError
from metrics.series import monthly
from metrics.working_time import working_time

GROUP_KEYS = ("unit", "role_group")
"""What capacity can be divided by: the people are the same whatever they work on."""
AMOUNTS = {
    "persons": "float",
    "available_hours": "float",
    "available": "float",
    "planned": "float",
    "actual": "float",
    "forecast": "float",
    "effort": "float",
    "load_pct": "float",
    "room": "float",
    "ceiling_pct": "float",
    "over_full": "bool",
    "state": "text",
    "note_code": "text",
}


@dataclass(frozen=True)
class Staffing:
    """How many persons a unit × role group has for how long, and the mean share of a full position they have."""

    unit_id: str | None
    role_group_id: str | None
    persons: Decimal
    position_share: Decimal
    valid_from: date
    valid_to: date
    basis: str | None


@dataclass(frozen=True)
class Available:
    """Persons (the mean over the month's working days) and their working hours."""

    persons: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)

    def __add__(self, other: "Available") -> "Available":
        return Available(self.persons + other.persons, self.hours + other.hours)


def in_hours(selection: Selection) -> Selection:
    """Return the selection as capacity is counted: in hours where kroner were asked for, and of every quality, since
    a part of what people did says nothing of how full their time is.
    """
    unit = "hours" if is_kroner(selection.unit) else selection.unit
    return replace(selection, unit=unit, qualities=())


def capacity(reader: Reader, selection: Selection, by: Sequence[str] = GROUP_KEYS) -> pd.DataFrame:
    """Return one row per month of the selection, and per combination of keys out of GROUP_KEYS.

    Columns: month; per key `k`, `k_nb`, `k_en`; persons; available_hours (working hours of the people, before leave
    and absence); the rest in the unit of display, hours where that is kroner: available; planned (NaN where the
    chosen plan does not cover the month); actual (released months); forecast (the months after them: what the chosen
    plan has left); effort (actual, else forecast); ceiling_pct (what the measures may take in that month); room =
    available × ceiling_pct − effort; load_pct = effort / available; over_full (load_pct above the ceiling); state as
    `monthly`; note_code: '' | no_capacity | hidden | not_covered, why load_pct and room are NaN. Available is NaN where
    no capacity is recorded.
    Raises SelectionError for another key or an unknown plan version.
    """
    by = tuple(by)
    for key in by:
        if key not in GROUP_KEYS or by.count(key) > 1:
            raise SelectionError("by", key)
    asked = in_hours(selection)
    check(reader, asked, ("month", *by))
    rows = remember(reader, ("capacity", asked, by), lambda: _rows(reader, asked, by))
    named = {f"{key}{suffix}": "text" for key in by for suffix in ("", "_nb", "_en")}
    return frame(rows, {"month": "date"} | named | AMOUNTS)


def _rows(reader: Reader, selection: Selection, by: tuple[str, ...]) -> tuple[Row, ...]:
    known, basis = reference(reader), months(reader, selection)
    there = _available_by(reader, selection, by, basis.all)
    effort = _effort_by(reader, selection, by)
    keys = sorted(dict.fromkeys([*effort, *there]), key=lambda key: place_of(_key_row(key, by), by, known))
    case = _Case(selection, basis, known)
    rows = []
    for key in keys:
        named = key_names(_key_row(key, by), by, known.names)
        rows += [named | _row(month, effort.get(key, {}), there.get(key, {}), case) for month in basis.all]
    return tuple(rows)


def staffing(reader: Reader) -> tuple[Staffing, ...]:
    """Return the table of capacity; nothing of a version that an earlier release made."""
    return remember(reader, "staffing", lambda: _staffing(reader))


def _staffing(reader: Reader) -> tuple[Staffing, ...]:
    with query(reader) as tables:
        table = tables["capacity"] if tables.has("capacity") else None
        if table is None or "valid_from" not in table.columns:
            return ()
        return tuple(Staffing(**row) for row in tables.rows(table.select(*Staffing.__dataclass_fields__)))


def staffing_of(reader: Reader, selection: Selection) -> tuple[Staffing, ...]:
    """Return the rows of the table that the selection's units and role groups choose."""
    return tuple(
        row
        for row in staffing(reader)
        if _chosen(row.unit_id, selection.units) and _chosen(row.role_group_id, selection.role_groups)
    )


def _chosen(value: str | None, ids: Sequence[str]) -> bool:
    return not ids or (value or NO_VALUE) in ids


Key = tuple[str | None, ...]


def _available_by(
    reader: Reader, selection: Selection, by: tuple[str, ...], asked: Iterable[date]
) -> dict[Key, dict[date, Available]]:
    """Exact capacity per key and month; a month without any is left out."""
    time, rows = working_time(reader), staffing_of(reader, selection)
    found: dict[Key, dict[date, Available]] = {}
    for month in asked:
        whole, hours = time.days(month), time.hours(month)
        for row in rows:
            if row.valid_from >= next_month(month) or row.valid_to < month:
                continue
            part = Decimal(1)
            if whole and (row.valid_from > month or row.valid_to < next_month(month) - timedelta(days=1)):
                part = time.days(month, row.valid_from, row.valid_to) / whole
            own = Available(row.persons * part, row.persons * row.position_share * hours * part)
            of_key = found.setdefault(tuple(getattr(row, COLUMN_OF_KEY[key]) for key in by), {})
            of_key[month] = of_key.get(month, Available()) + own
    return found


def _effort_by(reader: Reader, selection: Selection, by: tuple[str, ...]) -> dict[Key, dict[date, Row]]:
    found: dict[Key, dict[date, Row]] = {}
    for row in records(monthly(reader, selection, by)):
        found.setdefault(tuple(row[key] for key in by), {})[row["month"]] = row
    return found


def _key_row(key: Key, by: tuple[str, ...]) -> Row:
    return {COLUMN_OF_KEY[name]: value for name, value in zip(by, key, strict=True)}


@dataclass(frozen=True)
class _Case:
    """What every row of one answer is judged by."""

    selection: Selection
    basis: MonthBasis
    known: Reference

    def shown(self, hours: Decimal, month: date) -> Decimal:
        """Hours in the unit of display."""
        name = PERSON_CONSTANT.get(self.selection.unit)
        return hours / self.known.constant(name, month) if name else hours


def _row(month: date, effort: dict[date, Row], there: dict[date, Available], case: _Case) -> Row:
    state, available = case.basis.state(month), there.get(month)
    released = state in ("comparable", "uncovered")
    covered = covers(month, case.selection, case.known)
    worked = effort.get(month, {"planned": 0.0 if covered else None, "actual": 0.0, "note_code": ""})
    planned, actual = _known(worked["planned"]), _known(worked["actual"]) if released else None
    used = actual if released else planned
    note = str(worked["note_code"]) if released else "not_covered" if used is None else ""
    if not note and (available is None or not available.hours):
        note = "no_capacity"
    ceiling = float(case.known.constant("capacity_ceiling_pct", month))
    row = {
        "month": month,
        "persons": None if available is None else float(available.persons),
        "available_hours": None if available is None else float(available.hours),
        "available": None if available is None else float(case.shown(available.hours, month)),
        "planned": planned,
        "actual": actual,
        "forecast": None if released else planned,
        "effort": used,
        "state": state,
        "note_code": note,
        "ceiling_pct": ceiling,
        "over_full": False,
    }
    if note or available is None or used is None:
        return row
    return row | judged(used, float(case.shown(available.hours, month)), ceiling)


def judged(effort: float, available: float, ceiling: float) -> Row:
    """Return load_pct, room and over_full of an effort in a capacity; ceiling in per cent of it."""
    room = available * ceiling / 100 - effort
    # Dust of binary fractions must not make an exactly full month over-full.
    return {"load_pct": effort * 100 / available, "room": room, "over_full": room < -1e-6}


def _known(value: Any) -> float | None:
    return None if value is None or isnan(value) else float(value)
