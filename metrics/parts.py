"""A total that is on plan while its parts are far off: parts that even each other out must not look like calm."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from language import Language
from metrics.comparison import Comparison
from metrics.effort import PERSON_CONSTANT
from metrics.engine import Reader
from metrics.frames import records
from metrics.light import limits
from metrics.reference import Reference, reference
from metrics.sentences import short_name
from metrics.wording import amount_words

NAMED = 2
"""How many parts are named: the ones that are furthest off."""


@dataclass(frozen=True)
class Part:
    """One part of a total. variance in the unit of display; variance_pct is None where nothing was planned."""

    key: str | None
    name_nb: str
    name_en: str
    variance: float
    variance_pct: float | None
    light: str


@dataclass(frozen=True)
class PartsFarOff:
    """A green total with parts that are not. parts: at most NAMED, the largest variance first; count: all of them."""

    parts: tuple[Part, ...]
    count: int
    variance_pct: float
    unit: str


def parts_far_off(reader: Reader, comparison: Comparison) -> PartsFarOff | None:
    """Return the parts of a comparison by one key that are red, or grey above the floor, while its total is green.

    None where the total is not green or no part is far off. What is hidden for privacy is no part that is told of.
    """
    total = comparison.total
    if len(comparison.by) != 1 or total["light"] != "green" or total["variance_pct"] is None:
        return None
    floor = _floor(reference(reader), comparison.selection.unit)
    far_off = [row for row in records(comparison.rows) if _is_far_off(row, floor)]
    if not far_off:
        return None
    far_off.sort(key=lambda row: (-abs(row["variance"]), row["order"]))
    return PartsFarOff(
        parts=tuple(_part(row, comparison.by[0]) for row in far_off[:NAMED]),
        count=len(far_off),
        variance_pct=total["variance_pct"],
        unit=comparison.selection.unit,
    )


def parts_sentence(found: PartsFarOff, lang: Language) -> str:
    """Say that the sum is on plan and which parts are not: «Summen er på plan (−1 %), men delene er det ikke: …»."""
    told = lang.join([_part_words(part, found.unit, lang) for part in found.parts])
    pct = lang.percent(found.variance_pct, decimals=0, signed=True)
    if found.count > len(found.parts):
        return lang.text(
            "Summen er på plan ({pct}), men {n} av delene er det ikke. Lengst unna: {parts}.",
            pct=pct,
            n=lang.number(found.count, decimals=0),
            parts=told,
        )
    return lang.text("Summen er på plan ({pct}), men delene er det ikke: {parts}.", pct=pct, parts=told)


def _floor(known: Reference, unit: str) -> float:
    """The variance under which nothing is far off, in the unit of display."""
    divisor = known.constant(PERSON_CONSTANT[unit]) if unit in PERSON_CONSTANT else Decimal(1)
    return float(limits(known, unit).floor / divisor)


def _is_far_off(row: dict[str, Any], floor: float) -> bool:
    if row["light"] == "red":
        return True
    return row["note_code"] == "not_planned" and abs(row["variance"]) >= floor


def _part(row: dict[str, Any], key: str) -> Part:
    return Part(
        key=row[key],
        name_nb=row[f"{key}_nb"],
        name_en=row[f"{key}_en"],
        variance=row["variance"],
        variance_pct=None if row["note_code"] else row["variance_pct"],
        light=row["light"],
    )


def _part_words(part: Part, unit: str, lang: Language) -> str:
    name = short_name(lang.pick(part.name_nb, part.name_en))
    amount = amount_words(abs(part.variance), unit, lang)
    if part.variance_pct is None:
        return lang.text("{name} {amount}, ikke planlagt", name=name, amount=amount)
    pct = lang.percent(abs(part.variance_pct), decimals=0)
    if part.variance > 0:
        return lang.text("{name} merforbruk {amount} ({pct})", name=name, amount=amount, pct=pct)
    return lang.text("{name} mindreforbruk {amount} ({pct})", name=name, amount=amount, pct=pct)
