"""One column per month, week, day, tertial, year or person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from tests.layouts.blocks import Block, spoil, writers
from tests.layouts.facts import Fact
from tests.layouts.grid import Rectangle
from tests.layouts.random_layouts import PERSONS, Layout
from tests.layouts.styles import MONTH_STYLES, month_names, written

Cells = dict[tuple[Any, ...], dict[Any, Decimal]]


@dataclass(frozen=True)
class _Across:
    """How facts are spread over columns: what column, its heading, and the year that stands above it, if any."""

    column: Callable[[Fact], Any]
    head: Callable[[Any], Any]
    keys: tuple[str, ...] = ("unit", "sub")
    year_above: Callable[[Any], int] | None = None


def _week(each: Fact) -> tuple[int, int]:
    """The week that holds the 15th: it lies in its month from end to end."""
    year, week, _ = each.month.replace(day=15).isocalendar()
    return year, week


def _tertial(each: Fact) -> tuple[int, int]:
    return each.month.year, (each.month.month + 3) // 4


def _across(layout: Layout) -> _Across:
    style = MONTH_STYLES[layout.month][1]
    bare = month_names()
    return {
        "months": _Across(lambda each: each.month, style),
        "months_year_above": _Across(
            lambda each: each.month, lambda month: bare[month.month - 1], year_above=lambda month: month.year
        ),
        "year_column": _Across(
            lambda each: each.month.month, lambda month: bare[month - 1], ("year", "unit", "sub")
        ),
        "weeks": _Across(_week, lambda week: f"Uke {week[1]}", year_above=lambda week: week[0]),
        "days": _Across(lambda each: each.month.replace(day=15), lambda day: day),
        "tertials": _Across(_tertial, lambda tertial: f"T{tertial[1]} {tertial[0]}"),
        "years": _Across(lambda each: each.month.year, lambda year: year),
        "persons": _Across(lambda each: each.role, str, ("month", "unit", "sub")),
    }[layout.shape]


def grain(layout: Layout) -> Callable[[date], str]:
    """The finest time that a layout tells: a month, or the tertial or year whose hours are spread over its months."""
    if layout.shape == "years":
        return lambda month: f"{month.year}"
    if layout.shape == "tertials":
        return lambda month: f"{month.year} T{(month.month + 3) // 4}"
    return lambda month: f"{month:%Y-%m}"


def wide_block(facts: Sequence[Fact], layout: Layout) -> Block:
    """The cross-tab with its column of totals."""
    across = _across(layout)
    if layout.shape == "persons":
        facts = [part for each in facts for part in _by_person(each)]
    write = {**writers(layout), "year": lambda each: each.month.year}
    columns = sorted({across.column(each) for each in facts})
    found: Cells = {}
    for each in facts:
        row = found.setdefault(tuple(write[key](each) for key in across.keys), {})
        column = across.column(each)
        row[column] = row.get(column, Decimal(0)) + each.amount
    names = ["År" if key == "year" else layout.heading(key) for key in across.keys]
    heads = [*names, *map(across.head, columns), "Totalt"]
    body = [_row(key, cells, columns, layout) for key, cells in found.items()]
    data = list(range(len(body)))
    if layout.totals in ("below", "both", "two_levels", "three_levels"):
        body.append(_sums(found, columns, len(names), layout))
    years = [across.year_above(column) for column in columns] if across.year_above else []
    above, merged = _years(years, len(names), len(heads))
    month = names.index(layout.heading("month")) if "month" in across.keys else None
    block = Block([*above, heads], body, data, len(names), month, across.keys.index("sub"), merged)
    if layout.fault != "none":
        spoil(block, layout.fault)
    return block


def _by_person(each: Fact) -> list[Fact]:
    """The hours of a fact, done by two people; their names stand in place of the role group."""
    half = (each.amount * 2).to_integral_value() / 4
    parts = zip(PERSONS, (half, each.amount - half), strict=False)
    return [replace(each, role=person, amount=amount) for person, amount in parts]


def _row(
    key: tuple[Any, ...], cells: dict[Any, Decimal], columns: Sequence[Any], layout: Layout
) -> list[Any]:
    figures = [written(cells[column], layout.hours) if column in cells else None for column in columns]
    return [*key, *figures, written(sum(cells.values(), Decimal(0)), layout.hours)]


def _sums(found: Cells, columns: Sequence[Any], left: int, layout: Layout) -> list[Any]:
    sums = [
        sum((cells.get(column, Decimal(0)) for cells in found.values()), Decimal(0)) for column in columns
    ]
    wrong = Decimal(1 if layout.wrong_total else 0)
    figures = [*sums, sum(sums, Decimal(0))]
    return [layout.label, *[None] * (left - 1), *(written(each + wrong, layout.hours) for each in figures)]


def _years(years: list[int], left: int, width: int) -> tuple[list[list[Any]], list[Rectangle]]:
    """The row of years above the columns, each merged over its own."""
    if not years:
        return [], []
    row: list[Any] = [None] * width
    merged: list[Rectangle] = []
    for year, members in groupby(range(len(years)), lambda number: years[number]):
        places = [left + number for number in members]
        row[places[0]] = year
        if len(places) > 1:
            merged.append(((0, places[0]), (0, places[-1])))
    return [row], merged
