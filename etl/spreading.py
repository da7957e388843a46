"""An amount for a week, a tertial or a year → its months, by working days; the parts add up to the amount exactly."""

from decimal import Decimal
from typing import Any

from etl.cells import objects
from etl.table import Table

SPREAD = {"hours": Decimal("0.0001"), "amount_nok": Decimal("0.01"), "payroll_nok": Decimal("0.01"),
          "direct_nok": Decimal("0.01")}  # fmt: skip


def spread_rows(table: Table) -> None:
    """One row per month for every row whose span covers several; such rows have quality `allocated`.

    `Table.origin` keeps the number of the source row, so that rows are counted as the file has them.
    """
    spans = table.values["spans"]
    several = {id(span) for span in objects(spans) if span is not None and not _one_month(span)}
    if not several:
        return
    long = [at for at, span in enumerate(spans) if id(span) in several]
    from etl.periods import spread, spread_words

    names = [name for name in SPREAD if name in table.values]
    indexes: list[int] = []
    months: list[Any] = []
    parts: dict[str, list[Decimal | None]] = {name: [] for name in names}
    spread_here = set(long)
    for at, span in enumerate(spans):
        if at not in spread_here:
            indexes.append(at)
            months.append(table.months[at])
            for name in names:
                parts[name].append(table.values[name][at])
            continue
        shares = {name: _shares(spread, table.values[name][at], span, SPREAD[name]) for name in names}
        for number, (month, _) in enumerate(spread(Decimal(0), span, Decimal("0.01"))):
            indexes.append(at)
            months.append(month)
            for name in names:
                share = shares[name]
                parts[name].append(None if share is None else share[number])
    words = table.values.get("assumption") or [None] * len(spans)
    said = {at: spread_words(spans[at]) for at in long}
    table.values["assumption"] = [
        "; ".join(part for part in (word, said.get(at)) if part) or None for at, word in enumerate(words)
    ]
    table.values["allocated"] = [at in spread_here for at in range(len(spans))]
    table.origin = list(range(len(spans)))
    bad = {}
    first_of: dict[int, list[int]] = {}
    for new, at in enumerate(indexes):
        first_of.setdefault(at, []).append(new)
    for at, problem in table.bad.items():
        bad.update(dict.fromkeys(first_of[at], problem))
    table.keep(indexes)
    table.bad = bad
    table.months = months
    table.values.update(parts)


def _one_month(span: Any) -> bool:
    return bool((span.first.year, span.first.month) == (span.last.year, span.last.month))


def _shares(spread: Any, amount: Decimal | None, span: Any, quantum: Decimal) -> list[Decimal] | None:
    return None if amount is None else [part for _, part in spread(amount, span, quantum)]
