"""What changed in released figures between two versions of the warehouse: since the last upload, since the last
report.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from metrics.engine import Reader, Row
from metrics.frames import frame, records
from metrics.months import months
from metrics.reference import ImportUsed, reference
from metrics.selection import Selection
from metrics.series import monthly

SIDES = {"actual": ("comparable", "uncovered"), "planned": ("comparable",)}
"""Which months of a side have figures that are told as final, by the state of the month."""
IMPORTS_OF_SIDE = {"actual": ("actual_hours",), "planned": ("plan",)}
BOOKED_IMPORTS_OF_SIDE = {"actual": ("actual_cost",), "planned": ("plan", "budget")}
COLUMNS = {
    "sub_measure": "text",
    "sub_measure_nb": "text",
    "sub_measure_en": "text",
    "month": "date",
    "side": "text",
    "kind": "text",
    "before": "float",
    "now": "float",
    "change": "float",
    "imports": "text",
}

Key = tuple[str, str | None, date]
"""Side, sub-measure and month."""


@dataclass(frozen=True)
class MovedImport:
    """One import that counts in one of two versions only. action: loaded (counts now) | undone (counted then)."""

    used: ImportUsed
    action: str


def changed_since(reader_then: Reader, reader_now: Reader, selection: Selection) -> pd.DataFrame:
    """Return what changed in the selection's released figures between two versions, per sub-measure and month.

    Columns: sub_measure (None for «ikke plassert»), sub_measure_nb, sub_measure_en, month, side (actual |
    planned), kind (changed: the month was released then and is now; new: released since; withdrawn: no longer
    released), before and now (NaN where the month was, or is, not released), change = now − before, where
    what is not there counts as 0, and imports (the ids, comma separated, of the imports that came or went and
    hold figures of the side and the month; empty where something else moved it, such as a code that was placed).
    Amounts are in the unit of display. So the changes of a side add up to its total now − its total then, each
    over its own released months. Actual figures that are hidden for privacy in either version are left out. Raises
    SelectionError for a plan version that one of them does not have.
    """
    then, now = _Side.of(reader_then, selection), _Side.of(reader_now, selection)
    moved = imports_between(reader_then, reader_now)
    names = (reference(reader_now).names, reference(reader_then).names)
    order = reference(reader_now).order.get("sub_measure", {})
    rows = []
    for key in sorted({*then.amounts, *now.amounts}, key=lambda key: _place(key, order)):
        if key in then.hidden or key in now.hidden:
            continue
        row = _row(key, then, now)
        if row["change"]:
            side, sub_measure, _month = key
            known = next((n for n in names if sub_measure in n.of.get("sub_measure", {})), names[0])
            pair = known.pair("sub_measure", sub_measure, sub_measure is not None)
            told = {"sub_measure_nb": pair[0], "sub_measure_en": pair[1]}
            rows.append(row | told | {"imports": _causes(row, side, moved, selection.unit)})
    return frame([_floats(row) for row in rows], COLUMNS)


def imports_between(reader_then: Reader, reader_now: Reader) -> tuple[MovedImport, ...]:
    """Return the imports that count in one of two versions only, by id."""
    then = {used.import_id: used for used in reference(reader_then).imports}
    now = {used.import_id: used for used in reference(reader_now).imports}
    found = [MovedImport(now[key], "loaded") for key in now if key not in then]
    found += [MovedImport(then[key], "undone") for key in then if key not in now]
    return tuple(sorted(found, key=lambda moved: moved.used.import_id))


@dataclass(frozen=True)
class _Side:
    """The released figures of one version. released: the months of each side; a figure that is missing there is 0."""

    amounts: dict[Key, Decimal]
    hidden: frozenset[Key]
    released: dict[str, frozenset[date]]

    @classmethod
    def of(cls, reader: Reader, selection: Selection) -> "_Side":
        basis = months(reader, selection)
        released = {
            side: frozenset(month for state in states for month in getattr(basis, state))
            for side, states in SIDES.items()
        }
        amounts: dict[Key, Decimal] = {}
        hidden: set[Key] = set()
        for row in records(monthly(reader, selection, ("sub_measure",))):
            for side in SIDES:
                key = (side, row["sub_measure"], row["month"])
                # What is hidden is what was spent; its plan is no person's.
                if side == "actual" and row["note_code"] == "hidden":
                    hidden.add(key)
                elif row["month"] in released[side] and not pd.isna(row[side]):
                    amounts[key] = _exact(row[side])
        return cls(amounts, frozenset(hidden), released)

    def at(self, key: Key) -> Decimal | None:
        """The figure of a released month; None where the month is not released."""
        side, _sub_measure, month = key
        return self.amounts.get(key, Decimal(0)) if month in self.released[side] else None


def _exact(amount: float) -> Decimal:
    """Sums leave `monthly` as floats of exact decimals; finer than nine decimals is noise of binary fractions."""
    return Decimal(repr(round(amount, 9)))


def _row(key: Key, then: _Side, now: _Side) -> Row:
    before, after = then.at(key), now.at(key)
    kind = "new" if before is None else "withdrawn" if after is None else "changed"
    side, sub_measure, month = key
    change = (after or Decimal(0)) - (before or Decimal(0))
    return {"sub_measure": sub_measure, "month": month, "side": side, "kind": kind, "before": before, "now": after,
            "change": change}  # fmt: skip


def _causes(row: Row, side: str, moved: tuple[MovedImport, ...], unit: str) -> str:
    kinds = (BOOKED_IMPORTS_OF_SIDE if unit == "booked_cost_nok" else IMPORTS_OF_SIDE)[side]
    found = []
    for one in moved:
        used = one.used
        holds = used.kind in kinds and _covers(used, row["month"])
        # A month also comes into or leaves the figures when a source says how far it is complete.
        releases = row["kind"] != "changed" and used.released_through is not None
        if holds or releases:
            found.append(str(used.import_id))
    return ", ".join(found)


def _covers(used: ImportUsed, month: date) -> bool:
    if used.period_first is None or used.period_last is None:
        return True
    return used.period_first <= month <= used.period_last


def _place(key: Key, order: dict[str, int]) -> tuple[Any, ...]:
    side, sub_measure, month = key
    place = len(order) + 1 if sub_measure is None else order.get(sub_measure, len(order))
    return (list(SIDES).index(side), place, sub_measure or "", month)


def _floats(row: Row) -> Row:
    amounts = {name: None if row[name] is None else float(row[name]) for name in ("before", "now", "change")}
    return row | amounts
