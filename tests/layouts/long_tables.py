"""One row per fact, with totals of every kind among them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from tests.layouts.blocks import Block, spoil, writers
from tests.layouts.facts import Fact, total
from tests.layouts.grid import Rectangle
from tests.layouts.random_layouts import FILLERS, Layout
from tests.layouts.styles import written

_LEVELS: dict[str, list[Callable[[Fact], Any]]] = {
    "by_month": [lambda each: f"{each.month:%Y-%m}"],
    "by_sub": [lambda each: each.sub],
    "two_levels": [lambda each: f"{each.month:%Y-%m}"],
    "three_levels": [lambda each: each.sub, lambda each: f"{each.month:%Y-%m}"],
}


def long_block(facts: Sequence[Fact], layout: Layout) -> Block:
    """The table with one row per fact (with «day_rows» two of each, on two days of its month)."""
    if layout.shape == "day_rows":
        facts = [half for each in facts for half in _halves(each)]
    rows = _Rows(layout)
    body = rows.with_totals(facts)
    for number in range(layout.prefilled):
        body.append(rows.of_fact(replace(facts[number % len(facts)], amount=Decimal(0)), empty=True))
    head, merged = _group_row(rows.head(), layout)
    block = Block(
        head,
        body,
        [at for at, row in enumerate(body) if id(row) in rows.facts],
        rows.at("hours"),
        rows.at("month"),
        rows.at("sub"),
        merged,
    )
    if layout.fault != "none":
        spoil(block, layout.fault)
    _thin_out_months(block, layout)
    return block


def _halves(each: Fact) -> list[Fact]:
    """The hours of a fact on two days of its month, the 6th and the 20th."""
    half = (each.amount * 2).to_integral_value() / 4
    days = (each.month.replace(day=6), each.month.replace(day=20))
    parts = zip(days, (half, each.amount - half), strict=True)
    return [replace(each, month=day, amount=amount) for day, amount in parts]


class _Rows:
    """Writes rows with the columns in the layout's order, and remembers which of them are data."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.write = writers(layout)
        self.fields = ["month", "unit", *(["role"] if layout.with_role else []), "sub", "hours"]
        self.facts: set[int] = set()
        self.kept: list[list[Any]] = []
        self.so_far = Decimal(0)

    def at(self, field: str) -> int:
        return self.layout.order.index(self.fields.index(field))

    def head(self) -> list[Any]:
        names = [*(self.layout.heading(field) for field in self.fields), *self.layout.fillers]
        return self._ordered([_broken(name) if self.layout.line_breaks else name for name in names])

    def of_fact(self, each: Fact, empty: bool = False) -> list[Any]:
        """A data row, or one that was filled in but for its hours."""
        cells = [self.write[field](each) for field in self.fields]
        if empty:
            cells[-1] = None
            return self._ordered([*cells, *[None] * len(self.layout.fillers)])
        self.so_far += each.amount
        number = len(self.kept)
        row = self._ordered(
            [*cells, *(FILLERS[name](number, each, self.so_far) for name in self.layout.fillers)]
        )
        self.facts.add(id(row))
        self.kept.append(row)
        return row

    def of_sum(self, label: str | None, part: Sequence[Fact]) -> list[Any]:
        cells: list[Any] = [None] * (len(self.fields) + len(self.layout.fillers))
        cells[self.layout.label_at] = label
        wrong = 1 if self.layout.wrong_total else 0
        cells[len(self.fields) - 1] = written(total(part) + wrong, self.layout.hours)
        return self._ordered(cells)

    def with_totals(self, facts: Sequence[Fact]) -> list[list[Any]]:
        totals, label = self.layout.totals, self.layout.label
        body = self._grouped(facts, _LEVELS.get(totals, []))
        if totals in ("below", "both", "two_levels", "three_levels"):
            body = [*body, self.of_sum(label, facts)]
        if totals in ("above", "both"):
            body = [self.of_sum(label, facts), *body]
        if totals == "unlabelled":
            body = [*body, self.of_sum(None, facts)]
        return body

    def _grouped(self, part: Sequence[Fact], levels: Sequence[Callable[[Fact], Any]]) -> list[list[Any]]:
        if not levels:
            return [self.of_fact(each) for each in part]
        made: list[list[Any]] = []
        for name, members in groupby(sorted(part, key=levels[0]), levels[0]):
            inside = list(members)
            label = f"{name} Totalt" if self.layout.label_behind else f"Sum {name}"
            made += [*self._grouped(inside, levels[1:]), self.of_sum(label, inside)]
        return made

    def _ordered(self, cells: list[Any]) -> list[Any]:
        return [cells[at] for at in self.layout.order]


def _broken(name: str) -> str:
    return name.replace(" ", "\n", 1) if " " in name else f"{name}\n"


def _group_row(heads: list[Any], layout: Layout) -> tuple[list[list[Any]], list[Rectangle]]:
    """The header with a row of groups above it, as a merged cell or repeated in each column."""
    if layout.group_row == "none":
        return [heads], []
    half = len(heads) // 2
    if layout.group_row == "merged":
        groups: list[Any] = [
            "Organisasjon",
            *[None] * (half - 1),
            "Arbeid",
            *[None] * (len(heads) - half - 1),
        ]
        areas = [((0, 0), (0, half - 1)), ((0, half), (0, len(heads) - 1))]
        return [groups, heads], [area for area in areas if area[0] != area[1]]
    return [[*["Organisasjon"] * half, *["Arbeid"] * (len(heads) - half)], heads], []


def _thin_out_months(block: Block, layout: Layout) -> None:
    """The month once per run of rows: merged over them, or with blanks below it."""
    noisy = layout.page_every or layout.blank_every or layout.below == "same"
    merge = layout.merged_keys and layout.totals in ("none", "below") and not noisy
    at = block.month
    if at is None or not (merge or layout.keys_once):
        return
    for _, members in groupby(block.data, lambda number: repr(block.body[number][at])):
        rows = list(members)
        for number in rows[1:]:
            block.body[number][at] = None
        if merge and len(rows) > 1 and rows[-1] - rows[0] == len(rows) - 1:
            first = len(block.head)
            block.merged.append(((first + rows[0], at), (first + rows[-1], at)))
