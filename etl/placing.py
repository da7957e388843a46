"""Codes and texts that lead to no sub-measure yet: listed, and placed for a period with shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from warehouse import Reader


@dataclass(frozen=True)
class Unplaced:
    """What counts, but on no sub-measure. `source_code` is None for rows without any code, which cannot be placed.

    `code_kind`: analysis | subproject | the source's name. Months are their first days. `nok` is booked kroner,
    `payroll_nok` notional payroll; `planned_nok` is planned payroll and direct cost together.
    """

    code_kind: str | None
    source_code: str | None
    source: str
    first: date
    last: date
    hours: Decimal
    payroll_nok: Decimal
    nok: Decimal
    planned_hours: Decimal
    planned_nok: Decimal
    rows: int


def unplaced(reader: Reader) -> list[Unplaced]:
    """Every code × source that leads nowhere in some month where it has effort, the most hours first."""
    raise NotImplementedError


def place_code(
    folder: Path,
    code_kind: str,
    code: str,
    shares: Sequence[tuple[str, Decimal]],
    valid_from: date,
    valid_to: date,
    by: str | None,
    reason: str,
) -> int:
    """Let a code lead to sub-measures with these shares for a period; return the new version. No upload is needed.

    What the code leads to outside the period stays: an older placing that overlaps is cut at the period's ends.

    :raises warehouse.ReferenceInvalid: the shares do not sum to 1, or a sub-measure does not exist.
    """
    raise NotImplementedError
