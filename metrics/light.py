"""Variance, variance in per cent and traffic light of one planned and one actual sum."""

from dataclasses import dataclass
from decimal import Decimal

from metrics.effort import PERSON_CONSTANT, is_kroner
from metrics.reference import Reference


@dataclass(frozen=True)
class Limits:
    """Where the light changes: per cent of the plan, and the variance (hours or kroner) under which it stays
    green.
    """

    yellow_pct: Decimal
    red_pct: Decimal
    floor: Decimal


@dataclass(frozen=True)
class Judgement:
    """variance = actual − planned; variance_pct is None where nothing was planned. note_code: '' |
    not_planned | …
    """

    variance: Decimal | None
    variance_pct: Decimal | None
    light: str
    note_code: str


def limits(known: Reference, unit: str) -> Limits:
    """Read the limits from the constants; person-years and person-days are judged by their hours."""
    floor = "light_floor_nok" if is_kroner(unit) else "light_floor_hours"
    return Limits(known.constant("light_yellow_pct"), known.constant("light_red_pct"), known.constant(floor))


def judge(planned: Decimal | None, actual: Decimal | None, limit: Limits, note_code: str = "") -> Judgement:
    """Judge exact sums in hours or kroner. `note_code` says why there is no plan to compare with, if there is
    none.
    """
    if note_code or planned is None or actual is None:
        return Judgement(None, None, "grey", note_code or "not_planned")
    variance = actual - planned
    if planned <= 0:
        return Judgement(variance, None, "grey", "not_planned")
    pct = variance * 100 / planned
    return Judgement(variance, pct, _light(abs(variance), abs(pct), limit), "")


def judge_shown(planned: float, expected: float, unit: str, known: Reference) -> Judgement:
    """Judge an amount that is expected, such as a forecast, against a plan; both in the unit of display.

    Person-years and person-days are judged by their hours, as everything is.
    """
    constant = PERSON_CONSTANT.get(unit)
    hours = known.constant(constant) if constant else Decimal(1)
    amounts = [Decimal(repr(amount)) * hours for amount in (planned, expected)]
    return judge(amounts[0], amounts[1], limits(known, unit))


def _light(size: Decimal, pct: Decimal, limit: Limits) -> str:
    if size < limit.floor or pct <= limit.yellow_pct:
        return "green"
    return "yellow" if pct <= limit.red_pct else "red"
