"""A table of facts and the choices of a layout → a file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from tests.layouts.binary import xlsb
from tests.layouts.facts import Fact, total
from tests.layouts.grid import Grid, Rectangle
from tests.layouts.open_document import ods
from tests.layouts.random_layouts import FILLERS, ROLES, SUBS, UNITS, Layout
from tests.layouts.rows import plain
from tests.layouts.styles import HOUR_STYLES, MONTH_STYLES, month_names
from tests.layouts.texts import html, text, xml_2003
from tests.layouts.workbooks import strict, xls, xlsm, xlsx

_TITLES: tuple[list[Any], ...] = (
    ["Timeoversikt administrative tiltak"],
    ["Uttrekk:", "15.11.2025"],
    [],
    ["Utvalg", "Alle enheter"],
    ["Utarbeidet av økonomiseksjonen"],
)
_BY_FORMAT: dict[str, tuple[str, Callable[[Sequence[Grid]], bytes]]] = {
    "xlsx": ("xlsx", xlsx),
    "xlsm": ("xlsm", xlsm),
    "strict": ("xlsx", strict),
    "ods": ("ods", ods),
    "xls": ("xls", xls),
    "xlsb": ("xlsb", xlsb),
    "html": ("xls", html),
    "xml_2003": ("xml", xml_2003),
    "csv_semicolon": ("csv", lambda grids: text(grids[0])),
    "csv_comma": ("csv", lambda grids: text(grids[0], ",", "utf-8", ".")),
    "tsv_utf16": ("txt", lambda grids: text(grids[0], "\t", "utf-16")),
    "csv_cp1252": ("csv", lambda grids: text(grids[0], ";", "cp1252")),
}
ONE_TABLE = ("csv_semicolon", "csv_comma", "tsv_utf16", "csv_cp1252", "html")
"""Formats that hold one table and no traits of cells."""
WITHOUT_TYPES = (*ONE_TABLE, "xlsb")
"""Formats in which this builder writes a duration or a date without its number format."""


def sound(layout: Layout) -> Layout:
    """The layout without what its format cannot hold."""
    if layout.format in ONE_TABLE and layout.sheets != "one":
        layout = replace(layout, sheets="one")
    if layout.format in WITHOUT_TYPES and layout.hours in ("duration", "day_fraction", "number_format_hours"):
        layout = replace(layout, hours="stored")
    if layout.format in ("csv_cp1252", "xml_2003", "xlsb") and layout.month.startswith("date_month"):
        layout = replace(layout, month="iso")
    if layout.format in ("xlsb", "xml_2003") and layout.month.startswith("date_"):
        layout = replace(layout, month="short_nb")
    if layout.hours in ("number_format_hours", "day_fraction") and layout.format not in (
        "xlsx",
        "xlsm",
        "strict",
    ):
        layout = replace(layout, hours="clock")
    if layout.format in ("xml_2003", "html") and layout.hours == "duration":
        layout = replace(layout, hours="iso")
    return layout


def file_of(facts: Sequence[Fact], layout: Layout) -> tuple[str, bytes]:
    """Name and bytes of the file."""
    ending, write = _BY_FORMAT[layout.format]
    return f"{layout.name}.{ending}", write(sheets_of(facts, layout))


def sheets_of(facts: Sequence[Fact], layout: Layout) -> list[Grid]:
    """The sheets of the file, data and others."""
    data = _grid(facts, layout, layout.sheet)
    cover = Grid([["Rapport"], [], ["Utarbeidet av", "Økonomiseksjonen"], ["Dato", "15.11.2025"]], "Forside")
    match layout.sheets:
        case "cover":
            return [cover, data]
        case "parameters":
            return [data, Grid([["Parameter", "Verdi"], ["Fra", 202301], ["Til", 202512]], "Parametre")]
        case "pivot":
            return [Grid(_pivot(facts), "Pivot", pivot=layout.format == "xlsx"), data]
        case "by_month" if layout.shape == "long":
            parts = [list(part) for _, part in groupby(facts, lambda each: each.month)]
            return [_grid(part, layout, f"{part[0].month:%Y-%m}") for part in parts]
        case "hidden":
            return [cover, replace(data, hidden=True)]
        case "copy":
            return [data, replace(data, name=f"{layout.sheet} (2)")]
        case "summary":
            return [Grid([["Deltiltak", "Timer"], *_sums(facts)], "Sammendrag"), data]
        case "codes":
            return [data, Grid([["Deltiltak", "Navn"], *map(list, SUBS.items())], "Koder")]
    return [data]


def _sums(facts: Sequence[Fact]) -> list[list[Any]]:
    subs = sorted({each.sub for each in facts})
    rows = [[sub, plain(total(each for each in facts if each.sub == sub))] for sub in subs]
    return [*rows, ["Totalt", plain(total(facts))]]


def _pivot(facts: Sequence[Fact]) -> list[list[Any]]:
    return [["Radetiketter", "Summer av Timer"], *_sums(facts)[:-1], ["Totalsum", plain(total(facts))]]


def _grid(facts: Sequence[Fact], layout: Layout, name: str) -> Grid:
    head, body, merged, first = _table(facts, layout)
    titles = [list(_TITLES[number % len(_TITLES)]) for number in range(layout.titles)]
    above = [*titles, *head[:-1]]
    block = [*above, head[-1], *_noise(body, layout, head[-1])]
    if layout.side != "none":
        block = _with_side(block, len(above), layout.side == "right_numbers")
    down, right = len(titles), layout.indent
    rows = [[*[None] * right, *row] if row else [] for row in block]
    start = len(above) + 1
    return Grid(
        rows,
        name,
        merged=tuple(((a + down, b + right), (c + down, d + right)) for (a, b), (c, d) in merged),
        hidden_rows=frozenset() if layout.hidden_row is None else frozenset({start + layout.hidden_row}),
        hidden_columns=frozenset({right + first}) if layout.hidden_column else frozenset(),
        declared="A1:XFD1048576" if layout.declared else None,
    )  # fmt: skip


def _table(
    facts: Sequence[Fact], layout: Layout
) -> tuple[list[list[Any]], list[list[Any]], list[Rectangle], int]:
    """Header rows, body rows, merged rectangles counted from the first header row, and the column of an amount."""
    return _long(facts, layout) if layout.shape == "long" else _wide(facts, layout)


def _writers(layout: Layout) -> dict[str, Callable[[Fact], Any]]:
    unit = {
        "id": lambda each: each.unit,
        "centre_text": lambda each: UNITS[each.unit][0],
        "centre_number": lambda each: int(UNITS[each.unit][0]),
        "name": lambda each: UNITS[each.unit][1],
    }
    sub = {
        "id": lambda each: each.sub,
        "number": lambda each: float(each.sub),
        "alias": lambda each: SUBS[each.sub],
    }
    return {
        "month": lambda each: MONTH_STYLES[layout.month][1](each.month),
        "unit": unit[layout.unit],
        "role": lambda each: ROLES[each.role],
        "sub": sub[layout.sub],
        "hours": lambda each: _hours(each.amount, layout),
    }


def _hours(amount: Decimal, layout: Layout) -> Any:
    return plain(amount) if layout.hours == "stored" else HOUR_STYLES[layout.hours][1](amount)


def _long(
    facts: Sequence[Fact], layout: Layout
) -> tuple[list[list[Any]], list[list[Any]], list[Rectangle], int]:
    write = _writers(layout)
    fields = ["month", "unit", *(["role"] if layout.with_role else []), "sub", "hours"]
    names = [*(layout.heading(field) for field in fields), *layout.fillers]
    order = layout.order

    def row(cells: list[Any]) -> list[Any]:
        return [cells[at] for at in order]

    def fact_row(each: Fact, number: int) -> list[Any]:
        cells = [write[field](each) for field in fields]
        return row([*cells, *(FILLERS[name](number) for name in layout.fillers)])

    def sum_row(label: str, part: Sequence[Fact]) -> list[Any]:
        cells: list[Any] = [None] * len(names)
        cells[layout.label_at] = label
        cells[fields.index("hours")] = _hours(total(part) + (1 if layout.wrong_total else 0), layout)
        return row(cells)

    heads = row([_broken(name) if layout.line_breaks else name for name in names])
    body = _with_totals(facts, layout, fact_row, sum_row)
    for number in range(layout.prefilled):
        empty = replace(facts[number % len(facts)], amount=Decimal(0))
        cells = [write[field](empty) for field in fields[:-1]]
        body.append(row([*cells, None, *[None] * len(layout.fillers)]))
    head, merged = _group_row(heads, layout)
    noisy = layout.page_every or layout.blank_every
    if layout.merged_keys and layout.totals in ("none", "below") and not noisy:
        merged += _merge_down(body, len(head), order.index(0), len(facts))
    return head, body, merged, order.index(fields.index("hours"))


def _broken(name: str) -> str:
    return name.replace(" ", "\n", 1) if " " in name else f"{name}\n"


def _with_totals(
    facts: Sequence[Fact],
    layout: Layout,
    fact_row: Callable[[Fact, int], list[Any]],
    sum_row: Callable[[str, Sequence[Fact]], list[Any]],
) -> list[list[Any]]:
    number = iter(range(10_000))

    def rows(part: Sequence[Fact], levels: Sequence[Callable[[Fact], Any]]) -> list[list[Any]]:
        if not levels:
            return [fact_row(each, next(number)) for each in part]
        made: list[list[Any]] = []
        for name, members in groupby(sorted(part, key=levels[0]), levels[0]):
            inside = list(members)
            made += [*rows(inside, levels[1:]), sum_row(f"Sum {name}", inside)]
        return made

    by_month: Callable[[Fact], Any] = lambda each: f"{each.month:%Y-%m}"  # noqa: E731 - one of three like it
    by_sub: Callable[[Fact], Any] = lambda each: each.sub  # noqa: E731
    levels = {
        "by_month": [by_month],
        "by_sub": [by_sub],
        "two_levels": [by_month],
        "three_levels": [by_sub, by_month],
    }
    body = rows(facts, levels.get(layout.totals, []))
    whole = sum_row(layout.label, facts)
    if layout.totals in ("below", "both", "two_levels", "three_levels"):
        body = [*body, whole]
    if layout.totals in ("above", "both"):
        body = [whole, *body]
    if layout.totals == "unlabelled":
        body = [*body, [None if cell == layout.label else cell for cell in whole]]
    return body


def _group_row(heads: list[Any], layout: Layout) -> tuple[list[list[Any]], list[Rectangle]]:
    """The header with a row of groups above it, as a merged cell or repeated in each column."""
    if layout.group_row == "none" or len(heads) < 3:
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


def _merge_down(body: list[list[Any]], first: int, at: int, count: int) -> list[Rectangle]:
    """The month stands once, merged over its rows."""
    areas: list[Rectangle] = []
    numbers = range(count)
    for _, members in groupby(numbers, lambda number: repr(body[number][at])):
        rows = list(members)
        for number in rows[1:]:
            body[number][at] = None
        if len(rows) > 1:
            areas.append(((first + rows[0], at), (first + rows[-1], at)))
    return areas


def _wide(
    facts: Sequence[Fact], layout: Layout
) -> tuple[list[list[Any]], list[list[Any]], list[Rectangle], int]:
    """Months across. With «year_column» the year is a key, and so the months of each year have rows of their own."""
    write = _writers(layout)
    keys = ["unit", "sub"]
    names: list[Any] = [layout.heading(field) for field in keys]
    by_year = layout.shape == "year_column"
    months = sorted({(0 if by_year else each.month.year, each.month.month) for each in facts})
    found: dict[tuple[Any, ...], dict[tuple[int, int], Decimal]] = {}
    for each in facts:
        key = (*((each.month.year,) if by_year else ()), *(write[field](each) for field in keys))
        found.setdefault(key, {})[0 if by_year else each.month.year, each.month.month] = each.amount
    heads: list[Any] = [*(["År"] if by_year else []), *names]
    left = len(heads)
    bare = by_year or layout.shape == "months_year_above"
    for year, month in months:
        heads.append(month_names()[month - 1] if bare else _month_head(year, month, layout))
    heads.append("Totalt")
    body = [
        [
            *key,
            *(_hours(cells[at], layout) if at in cells else None for at in months),
            _hours(sum(cells.values(), Decimal(0)), layout),
        ]
        for key, cells in found.items()
    ]  # fmt: skip
    if layout.totals in ("below", "both", "two_levels", "three_levels"):
        sums = [sum((cells.get(at, Decimal(0)) for cells in found.values()), Decimal(0)) for at in months]
        wrong = Decimal(1 if layout.wrong_total else 0)
        figures = [*sums, sum(sums, Decimal(0))]
        body.append([layout.label, *[None] * (left - 1), *(_hours(each + wrong, layout) for each in figures)])
    if layout.shape != "months_year_above":
        return [heads], body, [], left
    years: list[Any] = [None] * len(heads)
    merged: list[Rectangle] = []
    for year, members in groupby(range(len(months)), lambda number: months[number][0]):
        places = [left + number for number in members]
        years[places[0]] = year
        if len(places) > 1:
            merged.append(((0, places[0]), (0, places[-1])))
    return [years, heads], body, merged, left


def _month_head(year: int, month: int, layout: Layout) -> Any:
    return MONTH_STYLES[layout.month][1](date(year, month, 1))


def _noise(body: list[list[Any]], layout: Layout, header: list[Any]) -> list[list[Any]]:
    """Blank rows, repeated headers and page numbers between the rows, notes under them."""
    rows: list[list[Any]] = []
    for number, row in enumerate(body):
        if number and layout.page_every and number % layout.page_every == 0:
            rows += [[f"Side {number // layout.page_every}"], list(header)]
        if number and layout.blank_every and number % layout.blank_every == 0:
            rows.append([])
        rows.append(row)
    notes = [["Kilde: timeregistrering"], ["Tallene er foreløpige"]]
    return [*rows, *([[], *notes[: layout.footers]] if layout.footers else [])]


def _with_side(block: list[list[Any]], at: int, numbers: bool) -> list[list[Any]]:
    """A small table to the right, one empty column away."""
    side: list[list[Any]] = [["Kode", "Navn"], ["4.1", "BOTT ØL"], ["4.5", "BEVISST"]]
    if numbers:
        side = [["Nøkkel", "Verdi"], ["Antall ansatte", 41], ["Budsjett", 1_200_000]]
    width = max(map(len, block)) + 1
    rows = [list(row) for row in block]
    while len(rows) < at + len(side):
        rows.append([])
    for number, cells in enumerate(side):
        row = rows[at + number]
        rows[at + number] = [*row, *[None] * (width - len(row)), *cells]
    return rows
