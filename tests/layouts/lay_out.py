"""A table of facts and the choices of a layout → a file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from tests.layouts.binary import xlsb
from tests.layouts.blocks import Block
from tests.layouts.facts import Fact, total
from tests.layouts.grid import Grid
from tests.layouts.long_tables import long_block
from tests.layouts.open_document import ods
from tests.layouts.random_layouts import SUBS, Layout
from tests.layouts.rows import plain
from tests.layouts.texts import html, text, xml_2003
from tests.layouts.wide_tables import wide_block
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
EXCEL = ("xlsx", "xlsm", "strict")
"""Formats whose cells keep their number formats, errors and uncalculated formulas in this builder."""


def sound(layout: Layout) -> Layout:
    """The layout without what its format cannot hold."""
    if layout.format in ONE_TABLE and layout.sheets != "one":
        layout = replace(layout, sheets="one")
    if layout.format not in EXCEL:
        layout = _without_formats(layout)
    if layout.format == "xml_2003" and (layout.month.startswith("date_") or layout.shape == "days"):
        layout = replace(layout, month="short_nb", shape="months" if layout.shape == "days" else layout.shape)
    if layout.format == "csv_cp1252" and layout.hours in ("nb_narrow", "minus_sign"):
        layout = replace(layout, hours="nb_nbsp")
    if layout.shape not in ("long", "day_rows") and layout.hours == "minutes":
        layout = replace(layout, hours="stored")  # no heading would say so
    if layout.shape == "day_rows" and layout.month not in _DAY_STYLES:
        layout = replace(layout, month="date_text")
    return layout


_DAY_STYLES = ("date_cell", "date_text", "date_iso_text", "date_long_text", "date_short_text")


def _without_formats(layout: Layout) -> Layout:
    hours, fault, month = layout.hours, layout.fault, layout.month
    if hours in ("number_format_hours", "day_fraction"):
        hours = "clock"
    if hours == "duration" and layout.format not in ("ods", "xls", "xlsb"):
        hours = "iso"
    if fault == "no_value" or (fault == "error_cell" and layout.format not in ONE_TABLE):
        fault = "word"
    if month == "date_month_format":
        month = "date_text"
    return replace(layout, hours=hours, fault=fault, month=month)


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
        case "changed_copy":
            changed = [*facts[:-1], replace(facts[-1], amount=facts[-1].amount + 3)]
            return [data, _grid(changed, layout, f"{layout.sheet} (2)")]
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
    half = len(facts) // 2 if layout.below == "same" else 0
    block = _block(facts[half:], layout)
    titles = [list(_TITLES[number % len(_TITLES)]) for number in range(layout.titles)]
    above = [*titles, *block.head[:-1]]
    rows = [*above, block.head[-1], *_noise(block, layout)]
    rows += _below(facts[:half], layout)
    if layout.side != "none":
        rows = _with_side(rows, len(above), layout.side == "right_numbers")
    down, right = len(titles), layout.indent
    first_row = len(above) + 1
    return Grid(
        [[*[None] * right, *row] if row else [] for row in rows],
        name,
        merged=tuple(((a + down, b + right), (c + down, d + right)) for (a, b), (c, d) in block.merged),
        hidden_rows=frozenset(() if layout.hidden_row is None else (first_row + layout.hidden_row,)),
        hidden_columns=frozenset((right + block.amount,) if layout.hidden_column else ()),
        declared="A1:XFD1048576" if layout.declared else None,
    )


def _block(facts: Sequence[Fact], layout: Layout) -> Block:
    return long_block(facts, layout) if layout.shape in ("long", "day_rows") else wide_block(facts, layout)


def _below(facts: Sequence[Fact], layout: Layout) -> list[list[Any]]:
    """A second table under the first: the rest of the facts, or kroner."""
    if layout.below == "other":
        return [[], [], ["Konto", "Tekst", "Beløp"], ["5000", "Lønn", 125000.5], ["6300", "Leie", 4000]]
    if layout.below == "same" and facts:
        block = _block(facts, replace(layout, fault="none"))
        return [[], [], *block.head, *block.body]
    return []


def _noise(block: Block, layout: Layout) -> list[list[Any]]:
    """Blank rows, repeated headers and page numbers between the rows, notes under them."""
    rows: list[list[Any]] = []
    for number, row in enumerate(block.body):
        if number and layout.page_every and number % layout.page_every == 0:
            rows += [[f"Side {number // layout.page_every}"], list(block.head[-1])]
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
