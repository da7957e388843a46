"""Is enough set aside? The capacity of some months against what the measures take of it, and who lacks how much."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import fsum, isnan
from typing import Any

from metrics.capacity import GROUP_KEYS, capacity, in_hours, staffing_of
from metrics.engine import Reader, Row, remember
from metrics.forecast import forecast
from metrics.frames import records
from metrics.reference import reference
from metrics.selection import Selection

Name = tuple[str, str]
"""Bokmål and English."""


@dataclass(frozen=True)
class Span:
    """Months summed, only those with both capacity and effort. load_pct = effort / available, of the sums; room =
    available × ceiling − effort. None where there is no such month.
    """

    months: tuple[date, ...]
    available: float | None
    effort: float | None
    room: float | None
    load_pct: float | None


@dataclass(frozen=True)
class Ceiling:
    """How many per cent of the capacity the measures may take in these months."""

    pct: float
    months: tuple[date, ...]


@dataclass(frozen=True)
class CapacityTotal:
    """The capacity of a selection in its unit of display (hours where that is kroner).

    released: the released months, with actual effort; ahead: the months after them, with what the chosen plan has
    left. over_full: months above the ceiling. without: months with effort and no capacity at all. unrecorded: unit ×
    role group that has effort (planned, or actual where it may be shown) in a month for which others have capacity
    and it has none: its effort is counted, so the load is too high. ceilings: how much of the capacity measures may
    take in which of the months. note_code: '' | hidden | no_capacity | not_covered, why neither span has months;
    released_note: the same of the released one. bases: what the rows of the table rest on, in their own words.
    """

    released: Span
    ahead: Span
    over_full: tuple[date, ...]
    without: tuple[date, ...]
    unrecorded: tuple[tuple[Name, Name], ...]
    ceilings: tuple[Ceiling, ...]
    unit: str
    note_code: str
    released_note: str
    bases: tuple[str, ...]


@dataclass(frozen=True)
class Shortage:
    """One month in which a group (or all together: both names None) is asked for more than it may give; hours."""

    unit: Name | None
    role_group: Name | None
    month: date
    hours: float
    person_years: float


@dataclass(frozen=True)
class Unrecorded:
    """A group that the plan ahead asks something of, and whose capacity is not recorded in those months; hours."""

    unit: Name
    role_group: Name
    hours: float


@dataclass(frozen=True)
class CapacityAnswer:
    """Whether enough is set aside for what the chosen plan has left.

    ahead: the months to come, in hours; last: the last of them. room_person_years: what is left of them. shortages:
    by unit × role group and month; where every group has enough and the total has not, of all together. note_code: ''
    | no_capacity | hidden | nothing_ahead, why there is no answer. pace: the hours of the same months if the rest goes
    as much over or under the plan as it has until now (the forecast's method `pace`); None where that is not known.
    hours_per_person_year: as printed with it.
    """

    ahead: Span
    last: date | None
    room_person_years: float
    shortages: tuple[Shortage, ...]
    unrecorded: tuple[Unrecorded, ...]
    ceilings: tuple[Ceiling, ...]
    hours_per_person_year: float
    note_code: str
    pace: float | None

    @property
    def enough(self) -> bool:
        """Every group has enough in every month, and all of them are known."""
        return not self.note_code and not self.shortages and not self.unrecorded


def capacity_total(reader: Reader, selection: Selection) -> CapacityTotal:
    """Return how much of the capacity is used and will be. Raises SelectionError as `capacity`."""
    return remember(reader, ("capacity_total", selection), lambda: _total(reader, selection))


def capacity_answer(reader: Reader, selection: Selection) -> CapacityAnswer:
    """Return whether the capacity suffices for the months ahead. Raises SelectionError as `capacity`."""
    return remember(reader, ("capacity_enough", selection), lambda: _answer(reader, selection))


def _total(reader: Reader, selection: Selection) -> CapacityTotal:
    asked = in_hours(selection)
    rows = records(capacity(reader, asked, ()))
    released, ahead = (summed(rows, ahead=ahead) for ahead in (False, True))
    without = tuple(row["month"] for row in rows if row["note_code"] == "no_capacity" and row["effort"] > 0)
    groups = [row for row in records(capacity(reader, asked, GROUP_KEYS)) if row["month"] not in without]
    return CapacityTotal(
        released=released,
        ahead=ahead,
        over_full=tuple(row["month"] for row in rows if row["over_full"]),
        without=without,
        unrecorded=tuple(dict.fromkeys(_names(row) for row in groups if _is_unrecorded(row))),
        ceilings=_ceilings(rows),
        unit=asked.unit,
        note_code="" if released.months or ahead.months else _why_none(rows),
        released_note="" if released.months else _why_none(row for row in rows if not is_ahead(row)),
        bases=tuple(dict.fromkeys(row.basis for row in staffing_of(reader, asked) if row.basis)),
    )


def _ceilings(rows: Sequence[Row]) -> tuple[Ceiling, ...]:
    """The ceilings of rows of `capacity` by all, in the order of their first months."""
    found: dict[float, list[date]] = {}
    for row in rows:
        found.setdefault(row["ceiling_pct"], []).append(row["month"])
    return tuple(Ceiling(pct, tuple(months)) for pct, months in found.items())


def _why_none(rows: Iterable[Row]) -> str:
    """The reason that weighs most of those why months have no load."""
    found = {row["note_code"] for row in rows}
    return next((code for code in ("hidden", "no_capacity", "not_covered") if code in found), "")


def is_ahead(row: Row) -> bool:
    """Tell whether a row's month comes after the released ones."""
    return row["state"] in ("provisional", "future")


def summed(rows: Iterable[Row], *, ahead: bool) -> Span:
    """Sum rows of `capacity`: those ahead, or those released."""
    own = [row for row in rows if is_ahead(row) == ahead and not row["note_code"]]
    if not own:
        return Span((), None, None, None, None)
    available, effort, room = (fsum(row[name] for row in own) for name in ("available", "effort", "room"))
    listed = tuple(sorted({row["month"] for row in own}))
    return Span(listed, available, effort, room, effort * 100 / available)


def _answer(reader: Reader, selection: Selection) -> CapacityAnswer:
    asked, known = replace(in_hours(selection), unit="hours"), reference(reader)
    total = [row for row in records(capacity(reader, asked, ())) if is_ahead(row)]
    groups = [row for row in records(capacity(reader, asked, GROUP_KEYS)) if is_ahead(row)]
    ahead = summed(total, ahead=True)
    missing = [_shortage(row, known) for row in groups if row["over_full"]]
    short_months = {shortage.month for shortage in missing}
    unrecorded = _unrecorded(groups) if ahead.months else ()
    # Where a group's capacity is not recorded, the total is too small to tell of a shortage.
    if not unrecorded:
        missing += [
            _shortage(row, known) for row in total if row["over_full"] and row["month"] not in short_months
        ]
    yearly = {row["month"]: float(known.constant("hours_per_person_year", row["month"])) for row in total}
    return CapacityAnswer(
        ahead=ahead,
        last=max((row["month"] for row in total), default=None),
        room_person_years=fsum(row["room"] / yearly[row["month"]] for row in total if not row["note_code"]),
        shortages=tuple(sorted(missing, key=lambda one: (one.month, one.unit or ("", "")))),
        unrecorded=unrecorded,
        ceilings=_ceilings(total),
        hours_per_person_year=float(known.constant("hours_per_person_year")),
        note_code=_no_answer(total, ahead),
        pace=_pace(reader, asked, total, ahead),
    )


def _pace(reader: Reader, selection: Selection, total: Sequence[Row], ahead: Span) -> float | None:
    """What the forecast's method `pace` expects of the months ahead; None where not all of them have capacity."""
    if not ahead.months or any(row["note_code"] == "no_capacity" for row in total):
        return None
    estimate = forecast(reader, selection).of("pace")
    return None if estimate is None else estimate.remaining


def _no_answer(total: Sequence[Row], ahead: Span) -> str:
    if ahead.months:
        return ""
    if all(isnan(row["effort"]) for row in total):
        return "nothing_ahead"
    return "no_capacity"


def _shortage(row: Row, known: Any) -> Shortage:
    hours = -row["room"]
    return Shortage(
        unit=_name(row, "unit"),
        role_group=_name(row, "role_group"),
        month=row["month"],
        hours=hours,
        person_years=hours / float(known.constant("hours_per_person_year", row["month"])),
    )


def _name(row: Row, key: str) -> Name | None:
    return (row[f"{key}_nb"], row[f"{key}_en"]) if f"{key}_nb" in row else None


def _names(row: Row) -> tuple[Name, Name]:
    return (row["unit_nb"], row["unit_en"]), (row["role_group_nb"], row["role_group_en"])


def _is_unrecorded(row: Row) -> bool:
    return isnan(row["available"]) and (row["planned"] > 0 or row["actual"] > 0)


def _unrecorded(groups: Sequence[Row]) -> tuple[Unrecorded, ...]:
    hours: dict[tuple[Name, Name], float] = {}
    for row in groups:
        if row["note_code"] == "no_capacity" and row["effort"] > 0:
            hours[_names(row)] = hours.get(_names(row), 0.0) + row["effort"]
    return tuple(Unrecorded(*names, hours=found) for names, found in hours.items())
