"""One step of a scenario on the rows of a plan that are left, in exact hours and kroner."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from metrics.calendar import every_month
from metrics.scenario_steps import Add, Drop, Move, Scale, Step, unknown

HOURS, NOK = Decimal("0.0001"), Decimal("0.01")
"""What the warehouse keeps: what is shown is rounded as a saved draft would be."""
Key = tuple[str | None, str | None, str | None, str | None, str | None, date]
"""Sub-measure, unit, role group, process, source code of what is not placed, month."""
Amount = tuple[Decimal, Decimal | None]
"""Hours, and their notional payroll cost in kroner where it is known."""
Left = dict[Key, Amount]


@dataclass(frozen=True)
class PlanRow:
    """One row of a plan: sub_measure is None for what is planned on a code that leads nowhere."""

    sub_measure: str | None
    unit: str | None
    role_group: str | None
    process: str | None
    source_code: str | None
    month: date
    hours: Decimal
    nok: Decimal | None

    @classmethod
    def of(cls, key: Key, amount: Amount) -> "PlanRow":
        """Return a row of its key and its amount."""
        return cls(*key, *amount)

    @property
    def key(self) -> Key:
        """What tells the row apart."""
        return (self.sub_measure, self.unit, self.role_group, self.process, self.source_code, self.month)

    @property
    def amount(self) -> Amount:
        """Hours and kroner."""
        return (self.hours, self.nok)

    def place(self) -> tuple[Any, ...]:
        """Return where the row stands among others: by sub-measure, month, unit and role group."""
        texts = (self.unit, self.role_group, self.process, self.source_code)
        return (self.sub_measure is None, self.sub_measure or "", self.month, *(text or "" for text in texts))


@dataclass(frozen=True)
class Place:
    """Where a sub-measure belongs, and the dates between which it is valid."""

    measure: str
    system: str | None
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class Takes:
    """What a step needs to know: the open months, the sub-measures, the rates (role group, year) and the names."""

    first_open: date
    plan_last: date
    places: Mapping[str, Place]
    rates: Mapping[tuple[str, int], Decimal]
    names: Any


@dataclass(frozen=True)
class Effect:
    """What one step did, in hours.

    notes: `unknown` (an id that does not exist), `no_sub_measures` (none is tied to the system), `no_plan` (nothing is
    left to change), `released` (some of the months added to are released and were passed over), `no_rate` (hours
    without a notional cost). hours: of the rows that the step took; tail: of them, beyond the plan's end; held: of
    them, kept in the first open month since they would have fallen before it. not_valid: sub-measures that get hours in
    months for which they are not valid.
    """

    step: Step
    notes: tuple[str, ...] = ()
    hours: Decimal = Decimal(0)
    tail: Decimal = Decimal(0)
    held: Decimal = Decimal(0)
    not_valid: tuple[str, ...] = ()


def taken(step: Step, left: Left, takes: Takes) -> tuple[Left, Effect]:
    """Return what a step leaves, and what it did. What is given is not changed."""
    if unknown(step, takes.names):
        return left, Effect(step, ("unknown",))
    match step:
        case Move():
            return _move(step, left, takes)
        case Scale():
            return _scale(step, step.sub_measure, step.percent / 100, left)
        case Drop():
            return _scale(step, step.sub_measure, Decimal(0), left)
        case Add():
            return _add(step, left, takes)


def _move(step: Move, left: Left, takes: Takes) -> tuple[Left, Effect]:
    tied = {key for key, place in takes.places.items() if place.system == step.system}
    moved = {key: amount for key, amount in left.items() if key[0] in tied}
    if not moved:
        return left, Effect(step, ("no_plan",) if tied else ("no_sub_measures",))
    found = {key: amount for key, amount in left.items() if key[0] not in tied}
    tail = held = Decimal(0)
    for key, amount in moved.items():
        month = shifted(key[-1], step.months)
        if month < takes.first_open:
            month, held = takes.first_open, held + amount[0]
        if month > takes.plan_last:
            tail += amount[0]
        _put(found, (*key[:-1], month), amount)
    hours = sum((amount[0] for amount in moved.values()), Decimal(0))
    return found, Effect(step, (), hours, tail, held, _not_valid(found, tied, takes))


def _scale(step: Step, sub_measure: str, share: Decimal, left: Left) -> tuple[Left, Effect]:
    own = {key: amount for key, amount in left.items() if key[0] == sub_measure}
    if not own:
        return left, Effect(step, ("no_plan",))
    found = {key: amount for key, amount in left.items() if key[0] != sub_measure}
    if share:
        found |= {key: _times(amount, share) for key, amount in own.items()}
    return found, Effect(step, (), sum((amount[0] for amount in own.values()), Decimal(0)))


def _times(amount: Amount, share: Decimal) -> Amount:
    hours, nok = amount
    return (hours * share).quantize(HOURS), None if nok is None else (nok * share).quantize(NOK)


def _add(step: Add, left: Left, takes: Takes) -> tuple[Left, Effect]:
    asked = every_month(step.first, step.last)
    months = [month for month in asked if month >= takes.first_open]
    notes = ["released"] if len(months) < len(asked) else []
    found, tail = dict(left), Decimal(0)
    for month in months:
        rate = takes.rates.get((step.role_group, month.year))
        if rate is None and "no_rate" not in notes:
            notes.append("no_rate")
        nok = None if rate is None else (step.hours * rate).quantize(NOK)
        _put(found, (step.sub_measure, step.unit, step.role_group, None, None, month), (step.hours, nok))
        tail += step.hours if month > takes.plan_last else 0
    hours = step.hours * len(months)
    return found, Effect(
        step, tuple(notes), hours, tail, Decimal(0), _not_valid(found, {step.sub_measure}, takes)
    )


def _put(rows: Left, key: Key, amount: Amount) -> None:
    """Add an amount to what stands there."""
    hours, nok = rows.get(key, (Decimal(0), None))
    both = nok if amount[1] is None else amount[1] if nok is None else nok + amount[1]
    rows[key] = (hours + amount[0], both)


def _not_valid(rows: Left, subs: set[str], takes: Takes) -> tuple[str, ...]:
    found = {
        key[0]
        for key, amount in rows.items()
        if key[0] in subs and amount[0] and not _valid(takes.places[key[0]], key[-1])
    }
    return tuple(sorted(sub for sub in found if sub))


def _valid(place: Place, month: date) -> bool:
    return place.valid_from <= month <= place.valid_to


def shifted(month: date, months: int) -> date:
    """Return the first day of the month so many months later, or earlier where negative."""
    number = month.year * 12 + month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
