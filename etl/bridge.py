"""Kodebro: figures on old codes carried over to the new ones, equal to the øre and the minute before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from warehouse import COUNTING, Reader

Kind = Literal["sub_measure", "account"]
Measure = Literal["hours", "payroll_nok", "nok"]
QUANTUM = {"hours": Decimal("0.0001"), "payroll_nok": Decimal("0.01"), "nok": Decimal("0.01")}
"""The smallest part of each measure that the warehouse keeps."""
NO_CODE = "-"
"""The old code of what is not placed, or has no account."""


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
    asked: Measure = measure or ("hours" if kind == "sub_measure" else "nok")
    months = (first or date.min, last or date.max)
    if kind == "sub_measure":
        amounts = _of_sub_measures(reader, asked, months)
        shares = _Shares(
            reader.rows("select sub_measure_id as old, successor_id as new, share from successor"),
            _newest(reader),
        )
    else:
        amounts = _of_accounts(reader, months)
        shares = _Shares(
            reader.rows(
                "select old_account as old, new_account as new, share, valid_from, valid_to from account_bridge"
            )
        )
    found = _carried(amounts, shares, QUANTUM[asked])
    rows = tuple(row for old in found for row in _rows(old, found[old], shares))
    before = sum((amount for _, _, amount in amounts), Decimal(0))
    return Bridge(kind, asked, rows, before, sum((row.after for row in rows), Decimal(0)))


@dataclass(frozen=True)
class _Shares:
    """The table that carries codes over: rows with old, new, share and, for accounts, valid_from and valid_to."""

    table: Sequence[Mapping[str, Any]]
    newest: frozenset[str] = frozenset()
    """Codes of the newest plan, which nothing need lead to."""

    def of(self, old: str, month: date | None) -> list[tuple[str, Decimal]]:
        """The new codes of an old one in a month, by code."""
        return sorted(
            (row["new"], row["share"])
            for row in self.table
            if row["old"] == old and (month is None or row["valid_from"] <= month <= row["valid_to"])
        )

    def end_at(self, code: str) -> bool:
        """Whether a code is a new one: of the newest plan, or one that others lead to."""
        return code in self.newest or any(row["new"] == code for row in self.table)


def _newest(reader: Reader) -> frozenset[str]:
    """The sub-measures of measures that no later measure follows."""
    rows = reader.rows(
        "select sub_measure_id from sub_measure join measure using (measure_id) where measure.successor_id is null"
    )
    return frozenset(row["sub_measure_id"] for row in rows)


Amount = tuple[str, date | None, Decimal]
"""A code, the month where its bridge depends on one, and the amount."""
Parts = dict[tuple[str, bool], dict[date | None, tuple[Decimal, Decimal]]]
"""For one old code: (new code, whether it was carried over) → month → (share of the old code, amount)."""


def _of_sub_measures(reader: Reader, measure: Measure, months: tuple[date, date]) -> list[Amount]:
    column = {"hours": "actual_hours", "payroll_nok": "actual_payroll_nok", "nok": "actual_booked_nok"}[
        measure
    ]
    rows = reader.rows(
        f"select coalesce(sub_measure_id, ?) as code, sum({column}) as amount"  # noqa: S608 - one of three names
        " from effort_monthly left join sub_measure using (sub_measure_id)"
        f" where source is not null and {column} is not null and period between ? and ?"
        " group by 1 order by min(sort_order), 1",
        (NO_CODE, *months),
    )
    return [(row["code"], None, row["amount"]) for row in rows]


def _of_accounts(reader: Reader, months: tuple[date, date]) -> list[Amount]:
    rows = reader.rows(
        "select coalesce(account, ?) as code, period, sum(actual_nok) as amount from actual_cost"  # noqa: S608 - our own
        f" join ({COUNTING}) counting using (import_id, coverage_key)"
        " where period between ? and ? group by 1, 2 order by 1, 2",
        (NO_CODE, *months),
    )
    return [(row["code"], row["period"], row["amount"]) for row in rows]


def _carried(amounts: Sequence[Amount], shares: _Shares, quantum: Decimal) -> dict[str, Parts]:
    found: dict[str, Parts] = {}
    for code, month, amount in amounts:
        parts = found.setdefault(code, {})
        carried = bool(shares.of(code, month))
        for new, share, part in _follow(code, month, (Decimal(1), amount), shares, quantum):
            months = parts.setdefault((new, carried), {})
            so_far = months.get(month, (Decimal(0), Decimal(0)))
            months[month] = (so_far[0] + share, so_far[1] + part)
    return found


def _follow(
    code: str,
    month: date | None,
    whole: tuple[Decimal, Decimal],
    shares: _Shares,
    quantum: Decimal,
    seen: frozenset[str] = frozenset(),
) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Where an amount ends, through as many plans or charts of accounts as there are: (code, share, amount)."""
    share, amount = whole
    targets = [] if code in seen else shares.of(code, month)
    if not targets:
        yield code, share, amount
    for (new, own), part in zip(targets, split(amount, targets, quantum), strict=True):
        if new == code:
            yield code, share * own, part
        else:
            yield from _follow(new, month, (share * own, part), shares, quantum, seen | {code})


def split(amount: Decimal, targets: Sequence[tuple[str, Decimal]], quantum: Decimal) -> list[Decimal]:
    """The parts of an amount by share, rounded to the quantum; the last takes what is left, so that they add up."""
    parts, given, shares = [], Decimal(0), Decimal(0)
    for _, share in targets[:-1]:
        shares += share
        upto = (amount * shares).quantize(quantum, ROUND_HALF_UP)
        parts.append(upto - given)
        given = upto
    return [*parts, amount - given] if targets else []


def _rows(old: str, parts: Parts, shares: _Shares) -> Iterator[BridgeRow]:
    """The rows of one old code. A code that leads nowhere is bridged only if it is a new one."""
    before = sum((amount for months in parts.values() for _, amount in months.values()), Decimal(0))
    for (new, carried), months in sorted(parts.items(), key=lambda part: part[0]):
        stated = {share for share, _ in months.values()}
        alike = len(stated) == 1 and all(months.keys() == other.keys() for other in parts.values())
        yield BridgeRow(
            old,
            new if carried or shares.end_at(old) else None,
            stated.pop().normalize() if alike else None,
            before,
            sum((amount for _, amount in months.values()), Decimal(0)),
        )
