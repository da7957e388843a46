"""Which columns are sums of others: totals across («Sum», «1. tertial», «Hittil i år») and running sums down."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from decimal import Decimal

from etl.total_words import is_total_label

CLOSE = Decimal("0.005")
LEAST_ROWS = 2
Column = Sequence[Decimal | None]


@dataclass(frozen=True)
class SumColumn:
    """What a column sums: the columns it covers, without the sums among them, and the rows where it differs."""

    covers: tuple[int, ...]
    differs: tuple[int, ...]


def sum_columns(amounts: Sequence[Column], headings: Sequence[str] = ()) -> dict[int, SumColumn]:
    """The columns that sum those directly before them, at any number of levels, by their place in `amounts`.

    By arithmetic alone where at least two columns add up in every row and in two rows with figures in several of them;
    with a heading of sums («Totalt») one such row or one such column will do, the parts may follow the sum, and the
    column is listed even where it differs: then it covers every column before it.
    """
    named = {at for at, text in enumerate(headings) if is_total_label(text)}
    found = _walk(amounts, range(len(amounts)), named, set(range(len(amounts))))
    behind = _walk(amounts, range(len(amounts) - 1, -1, -1), named, named - found.keys(), found.keys())
    found |= {at: covers for at, covers in behind.items() if at not in found}
    for at in sorted(named - found.keys()):
        found[at] = tuple(c for c in range(at) if c not in found and c not in named)
    return {at: SumColumn(found[at], _differs(amounts, at, found[at])) for at in sorted(found)}


def running_columns(amounts: Sequence[Column]) -> set[int]:
    """The columns that are the running sum, row by row, of another column; it may start anew («hittil i år»)."""
    return {
        at
        for at, own in enumerate(amounts)
        if any(_runs(own, other) for c, other in enumerate(amounts) if c != at)
    }


def _walk(
    amounts: Sequence[Column],
    order: Sequence[int],
    named: set[int],
    wanted: set[int],
    known: Container[int] = (),
) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    open_items: list[tuple[int, tuple[int, ...]]] = []
    for at in order:
        if at in known:
            continue
        size = _size(amounts, at, [item for item, _parts in open_items], at in named) if at in wanted else 0
        if size:
            parts = tuple(sorted(part for _item, parts in open_items[-size:] for part in parts))
            found[at] = parts
            open_items[-size:] = [(at, parts)]
        elif at not in named:
            open_items.append((at, (at,)))
    return found


def _size(amounts: Sequence[Column], at: int, before: list[int], named: bool) -> int:
    """How many of the columns `before` add up to this one; 0 where none do."""
    told = [row for row, own in enumerate(amounts[at]) if own]
    if not told:
        return 0
    first = told[0]
    total, wanted = Decimal(0), amounts[at][first] or Decimal(0)
    for size, item in enumerate(reversed(before), 1):
        total += amounts[item][first] or 0
        if abs(total - wanted) > CLOSE or (size == 1 and not named):
            continue
        parts = before[-size:]
        if not _differs(amounts, at, parts) and (named or _proven(amounts, parts)):
            return size
    return 0


def _differs(amounts: Sequence[Column], at: int, parts: Sequence[int]) -> tuple[int, ...]:
    columns = [amounts[part] for part in parts]
    return tuple(
        row
        for row, own in enumerate(amounts[at])
        if own is not None and abs(sum(column[row] or 0 for column in columns) - own) > CLOSE
    )


def _proven(amounts: Sequence[Column], parts: Sequence[int]) -> bool:
    """Whether enough rows have figures in several of the columns."""
    columns = [amounts[part] for part in parts]
    several = 0
    for row in range(len(columns[0])):
        several += sum(bool(column[row]) for column in columns) > 1
        if several >= LEAST_ROWS:
            return True
    return False


def _runs(own: Column, other: Column) -> bool:
    before: Decimal | None = None
    steps = 0
    for total, part in zip(own, other, strict=True):
        if total is None:
            if part:
                return False
            continue
        step = part or Decimal(0)
        if before is not None and abs(before + step - total) <= CLOSE:
            steps += bool(step and before)
        elif abs(total - step) > CLOSE:
            return False
        before = total
    return steps > 1
