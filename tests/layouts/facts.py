"""The known tables that layouts hide: their totals are the answer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

Key = tuple[str, str | None]
"""Month as «2024-01», and sub-measure or code."""


@dataclass(frozen=True)
class Fact:
    """Hours (or kroner) of one month, sub-measure, unit and role group."""

    month: date
    sub: str
    unit: str
    role: str
    amount: Decimal


def fact(month: str, sub: str, amount: str | int, unit: str = "VM-ADM", role: str = "ADM") -> Fact:
    """«2024-01», «4.1», «7.5» as a fact."""
    return Fact(date.fromisoformat(f"{month}-01"), sub, unit, role, Decimal(amount))


def total(facts: Iterable[Fact]) -> Decimal:
    return sum((each.amount for each in facts), Decimal(0))


def by_key(facts: Iterable[Fact]) -> Mapping[Key, Decimal]:
    """Amounts per month and sub-measure."""
    found: Counter[Key] = Counter()
    for each in facts:
        found[f"{each.month:%Y-%m}", each.sub] += each.amount  # type: ignore[assignment]  # Counter adds decimals
    return {key: Decimal(amount) for key, amount in found.items()}


SMALL = tuple(
    Fact(date(2024, month, 1), sub, unit, role, Decimal(amount))
    for (month, sub, (unit, role)), amount in zip(
        product((1, 2, 3), ("4.1", "4.5"), (("VM-ADM", "ADM"), ("VM-INH", "KSJEF"))),
        "7.5 12 3 20.25 8 15.5 6 30 4.5 11 9 22.75".split(),
        strict=True,
    )
)
"""Twelve rows, 149.5 hours: January 42.75, February 59.5, March 47.25."""
MONEY = tuple(
    Fact(date(2024, month, 1), code, unit, "", Decimal(amount))
    for (month, code, unit), amount in zip(
        product((1, 2), ("990123001", "990123005"), ("99310100", "99310200")),
        "1500 2250.5 800 12000 640.25 -300 99.75 1010".split(),
        strict=True,
    )
)
"""Eight postings, 18 000.50 kroner, one of them a credit."""
