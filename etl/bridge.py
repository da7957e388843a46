"""Kodebro: figures on old codes carried over to the new ones, equal to the øre and the minute before and after."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from warehouse import Reader

Kind = Literal["sub_measure", "account"]
Measure = Literal["hours", "payroll_nok", "nok"]


@dataclass(frozen=True)
class BridgeRow:
    """One old code × new code. `new` is None where nothing bridges the old code; `old == new` where the code is
    already a new one. `before` is the old code's whole amount (repeated on each of its rows), `after` the part that
    goes to `new`; `share` is that part of the whole as the table states it, None where it differs from month to month.
    """

    old: str
    new: str | None
    share: Decimal | None
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Bridge:
    """`total_before` and `total_after` are equal, always; `unbridged` are the rows without a new code."""

    kind: Kind
    measure: Measure
    rows: tuple[BridgeRow, ...]
    total_before: Decimal
    total_after: Decimal

    @property
    def unbridged(self) -> tuple[BridgeRow, ...]:
        return tuple(row for row in self.rows if row.new is None)

    def after(self) -> dict[str | None, Decimal]:
        """The amount on each new code; None: what is not bridged."""
        found: dict[str | None, Decimal] = {}
        for row in self.rows:
            found[row.new] = found.get(row.new, Decimal(0)) + row.after
        return found


def bridge(
    reader: Reader,
    kind: Kind = "sub_measure",
    measure: Measure | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Bridge:
    """Actual effort (`hours` unless told) by sub-measure, or booked kroner by account, carried over to the new codes.

    `first` and `last`: months, both included. Effort that is not placed is a row of its own, old «-», never bridged.
    """
    raise NotImplementedError
