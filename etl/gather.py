"""The tables of a file → one table of raw columns: sheets with the same columns under each other."""

from bisect import bisect_right
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from etl.cells import plain
from etl.kinds import sheet_text
from etl.mapping import SHEET_KEY, ColumnUse
from etl.problems import warning
from etl.table import Aside, Part, Table
from etl.tables import RawTable

if TYPE_CHECKING:
    from etl.across import AcrossColumn
    from etl.reference import Reference
    from etl.title import Title

AMOUNTS = ("hours", "percent", "days", "amount_nok", "payroll_nok", "direct_nok", "items")
"""Fields of which a row that says anything fills at least one."""
UNITS = {"percent": "percent", "days": "person_days"}


@dataclass
class Gathered:
    """The raw table, what each name in it stands for, and the cells of columns that stand side by side.

    `uses` maps a name in `Table.raw` to its ColumnUse: the field, or «field#2» for a further column of the same field.
    `across[part]` lists the side-by-side columns with their cells over that part's rows; `slices[part]` are the rows of
    each part in the table.
    """

    table: Table
    uses: Dict[str, ColumnUse]
    across: tuple[list[tuple["AcrossColumn", list[Any]]], ...]
    slices: tuple[slice, ...]
    amounts: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.amounts = tuple(name for name in self.uses if name.split("#")[0] in AMOUNTS)

    def labels(self, part: int) -> list[Sequence[Any]]:
        """Every column of a part that holds no amount: what a total row is told by."""
        table, meaning = self.table.parts[part].table, self.table.parts[part].meaning
        taken = {column.at for column in meaning.across} | set(meaning.subtotal_columns)
        taken |= {at for at, use in meaning.uses.items() if use.field in AMOUNTS}
        return [table.column(header.at) for header in table.headers if header.at not in taken]


def gather(parts: Sequence[Part], title: "Title", reference: "Reference") -> Gathered:
    """One raw table of every part; the first part's mapping names the columns."""
    meaning = parts[0].meaning
    names = _names(meaning.uses)
    slices: list[slice] = []
    rows: list[int] = []
    part_of: list[int] = []
    aside: list[Aside] = []
    for number, part in enumerate(parts):
        slices.append(slice(len(rows), len(rows) + len(part.table.body)))
        rows.extend(row + 1 for row in part.table.body)
        part_of += [number] * len(part.table.body)
        aside += [Aside(part.sheet, one.at + 1, one.reason) for one in part.table.aside]
    table = Table(
        meaning.profile, meaning.mapping, title, reference, tuple(parts), rows, part_of, aside=aside
    )
    places = [{use.key: at for at, use in part.meaning.uses.items()} for part in parts]
    for name, use in names.items():
        column = table.raw[name] = []
        for part, where in zip(parts, places, strict=True):
            column.extend(_cells(part.table, use, where, part.meaning.year))
        table.at[name] = tuple(None if use.key == SHEET_KEY else where.get(use.key) for where in places)
        _note_sections(table, name)
    _warn_merged(table)
    for name in {name: None for part in parts for name in part.meaning.constants}:
        table.raw[name] = [parts[number].meaning.constants.get(name, "") for number in part_of]
        names[name] = ColumnUse("", name)
    across = tuple(
        [(column, list(part.table.column(column.at, fill=False))) for column in part.meaning.across]
        for part in parts
    )
    return Gathered(table, names, across, tuple(slices))


def _names(uses: Dict[int, ColumnUse]) -> dict[str, ColumnUse]:
    names: dict[str, ColumnUse] = {}
    for at in sorted(uses):
        use = uses[at]
        if use.field == "ignore":
            continue
        number = sum(1 for name in names if name.split("#")[0] == use.field) + 1
        names[use.field if number == 1 else f"{use.field}#{number}"] = use
    return names


def _cells(table: RawTable, use: ColumnUse, places: Dict[str, int], year: int | None) -> Sequence[Any]:
    if use.key == SHEET_KEY:
        return [sheet_text(use.field, table.sheet.name, year)] * len(table.body)
    at = places.get(use.key)
    # An amount in merged cells is one amount, whatever number of rows it is drawn over.
    return [""] * len(table.body) if at is None else table.column(at, fill=use.field not in AMOUNTS)


def _note_sections(table: Table, name: str) -> None:
    """Texts that stand alone on a row over the rows that they hold for, in the column that those leave blank."""
    found: list[tuple[int, str] | None] = []
    for part, at in zip(table.parts, table.at[name], strict=True):
        rows = [one.at for one in part.table.aside if one.reason == "section_row"]
        own = [(row, plain(part.table.sheet.rows[row][at])) for row in rows] if at is not None else []
        starts = [section for section in own if section[1]]
        if not starts:
            found += [None] * len(part.table.body)
            continue
        before = [bisect_right(starts, (row, "\U0010ffff")) - 1 for row in part.table.body]
        found += [starts[number] if number >= 0 else None for number in before]
    if any(found):
        table.sections[name] = found


def _warn_merged(table: Table) -> None:
    for part in table.parts:
        read = {at for at, use in part.meaning.uses.items() if use.field in AMOUNTS}
        read |= {column.at for column in part.meaning.across}
        rows = [
            top + 1
            for (top, left), (bottom, right) in part.table.sheet.merged
            if bottom > top > part.table.header_last and not read.isdisjoint(range(left, right + 1))
        ]
        if rows:
            table.problems.append(warning("merged_amount", sheet=part.sheet, row=rows[0], rows=len(rows)))
