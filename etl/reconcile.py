"""Avstemming: what a file said against what was loaded, and the ledger's own totals against what counts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from etl.report import RowCounts
from warehouse import Reader

Measure = Literal["hours", "nok"]


@dataclass(frozen=True)
class LeftOut:
    """Rows of one import that were not loaded, for one reason (a code that `etl.wording.reason` words)."""

    status: str
    reason: str | None
    rows: int


@dataclass(frozen=True)
class StatedTotal:
    """A total that the file itself states, and ours over the same rows; `sheet`, `row` and `label` where known."""

    stated: Decimal
    found: Decimal
    difference: Decimal
    sheet: str | None = None
    row: int | None = None
    label: str | None = None


@dataclass(frozen=True)
class Reconciliation:
    """One import: `rows.read` = loaded + rejected + ignored; `left_out` sums to the rejected and the ignored rows."""

    import_id: int
    rows: RowCounts
    left_out: tuple[LeftOut, ...]
    totals: tuple[StatedTotal, ...]


@dataclass(frozen=True)
class LedgerTotal:
    """A total typed in from the ledger: of one unit, or of all where `unit_id` is None. Months are first days."""

    id: int
    source: str
    first: date
    last: date
    unit_id: str | None
    measure: Measure
    amount: Decimal
    entered_by: str | None
    entered_at: datetime
    note: str | None


@dataclass(frozen=True)
class Residual:
    """What the ledger has and the warehouse lacks (below zero: the other way): residual = stated − loaded.

    `unit_id` None and `is_total`: all units; `unit_id` None otherwise: rows without a unit. `stated` is None for a
    unit whose total was not typed in; a total line that was not typed in is the sum of its units.
    """

    source: str
    first: date
    last: date
    measure: Measure
    unit_id: str | None
    is_total: bool
    stated: Decimal | None
    loaded: Decimal
    residual: Decimal | None
    total_id: int | None


def reconciliation(reader: Reader, import_id: int) -> Reconciliation:
    """The rows and totals of one import.

    :raises UnknownImport: there is no such import.
    """
    raise NotImplementedError


def enter_total(
    folder: Path,
    source: str,
    first: date,
    last: date,
    amount: Decimal,
    measure: Measure,
    by: str | None,
    cost_centre: str | None = None,
    note: str | None = None,
) -> int:
    """Keep a total from the ledger; one of the same source, months, unit and measure is replaced. Returns the version.

    `cost_centre`: a unit's id, name, alias or cost centre; None: the total of all.

    :raises UnknownUnit: no unit is called so.
    """
    raise NotImplementedError


def remove_total(folder: Path, total_id: int, by: str | None = None) -> int:
    """:raises UnknownTotal: there is no such total."""
    raise NotImplementedError


def totals(reader: Reader) -> list[LedgerTotal]:
    """The totals that were typed in, newest month first."""
    raise NotImplementedError


def residuals(reader: Reader) -> list[Residual]:
    """Per source, period and measure that a total was typed in for: each unit, then the total line."""
    raise NotImplementedError
