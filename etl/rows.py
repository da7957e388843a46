"""Which rows are data: those left out by the user, without figures or of another kind are set aside."""

from collections.abc import Mapping as Dict
from decimal import Decimal
from typing import Any

from etl.amounts import Amounts
from etl.cells import blank, no_amount, plain
from etl.errors import Unreadable
from etl.gather import Gathered
from etl.problems import warning
from etl.profiles import normal_header
from etl.table import LONGEST_VALUE, Table


def marked_cells(table: Table) -> list[set[tuple[int, int]]]:
    """By part: (Excel row, column from 0) of the cells whose value is not there."""
    return [{(mark.row, mark.column - 1) for mark in part.table.sheet.marks} for part in table.parts]


def left_out(table: Table, wanted: Dict[str, str]) -> set[int]:
    """The rows that the user leaves out, each with the reason given."""
    if not wanted:
        return set()
    found = set()
    for at, row in enumerate(table.rows):
        reason = wanted.get(f"{table.sheet(at) or ''}!{row}")
        if reason is not None:
            table.set_aside(at, "left_out", value=reason[:LONGEST_VALUE])
            found.add(at)
    return found


def without_figures(gathered: Gathered, out: set[int]) -> set[int]:
    """Prefilled rows: keys without any amount. Where amounts stand across, `expand_across` says it instead."""
    table = gathered.table
    if not gathered.amounts or any(gathered.across):
        return set()
    marks = marked_cells(table)
    empty = [at for at in range(len(table.rows)) if at not in out]
    for name in gathered.amounts:
        column = table.raw[name]
        nothing = {cell for cell in set(column) if no_amount(cell)}
        empty = [at for at in empty if column[at] in nothing] if nothing else []
    found = set()
    for at in empty:
        part, row = table.part_of[at], table.rows[at]
        places = {table.column(name, at) for name in gathered.amounts}
        if not any((row, place) in marks[part] for place in places if place is not None):
            table.set_aside(at, "no_figures")
            found.add(at)
    return found


def expand_across(gathered: Gathered, amounts: Amounts, keep: list[int]) -> None:
    """One row per filled cell of the side-by-side columns; `amount`, `across` and their places are added.

    The table is changed to the kept rows; a row with no figure in any of the columns is set aside.
    """
    table = gathered.table
    marks = marked_cells(table)
    indexes: list[int] = []
    cells: list[tuple[int, Any, Any, Unreadable | None, str | None]] = []
    for at in keep:
        part = table.part_of[at]
        local = at - gathered.slices[part].start
        before = len(indexes)
        for (column, own), (values, failures, words) in zip(
            gathered.across[part], amounts.across[part], strict=True
        ):
            value, failure = values[local], failures.get(local)
            if no_amount(own[local]) and (table.rows[at], column.at) not in marks[part]:
                continue
            indexes.append(at)
            cells.append(
                (
                    column.at,
                    column.label if column.value is None else column.value,
                    (own[local], value),
                    failure,
                    words.get(local),
                )
            )
        if len(indexes) == before:
            table.set_aside(at, "no_figures")
    table.keep(indexes)
    amounts.keep(indexes)
    field = table.mapping.across.field if table.mapping.across else "hours"
    table.at_row[field] = table.at_row["across"] = [place for place, *_ in cells]
    table.raw["across"] = [value for _, value, *_ in cells]
    table.raw[field] = [raw for _, _, (raw, _), *_ in cells]
    amounts.values[field] = [value for _, _, (_, value), *_ in cells]
    amounts.failures[field] = {i: failure for i, (*_, failure, _) in enumerate(cells) if failure is not None}
    amounts.assumptions[field] = {i: words for i, (*_, words) in enumerate(cells) if words}


def filtered(gathered: Gathered) -> set[int]:
    """Rows that a filter of the profile or of the mapping does not keep, each noted with its reason."""
    table = gathered.table
    found: set[int] = set()
    rules = [(rule.field, rule.keep, rule.reason) for rule in table.profile.filters]
    rules += [
        (name, frozenset(map(normal_header, use.keep)), "filtered_out")
        for name, use in gathered.uses.items()
        if use.keep
    ]
    for name, keep, reason in rules:
        column = table.raw.get(name)
        if column is None:
            continue
        dropped = {cell for cell in set(column) if normal_header(cell) not in keep}
        marks = marked_cells(table)
        if reason == "filtered_out":
            _warn_blank(
                table, name, [at for at, cell in enumerate(column) if cell in dropped and blank(cell)]
            )
        for at, cell in enumerate(column):
            if cell in dropped and at not in found:
                place = table.column(name, at)
                if place is not None and (table.rows[at], place) in marks[table.part_of[at]]:
                    continue
                table.set_aside(at, reason, name, None if blank(cell) else plain(cell)[:LONGEST_VALUE])
                found.add(at)
    return found


def _warn_blank(table: Table, name: str, rows: list[int]) -> None:
    """Rows that a filter leaves out because they do not say what they are."""
    if rows:
        place = {
            "sheet": table.sheet(rows[0]),
            "row": table.rows[rows[0]],
            "column": table.header(name, rows[0]),
        }
        table.problems.append(warning("blank_in_filter", **place, rows=len(rows)))


def other_units(gathered: Gathered) -> set[int]:
    """Rows whose unit column says something else than effort: pieces, kroner, kilometres."""
    from etl.quantities import hours_unit_of

    table = gathered.table
    column = table.raw.get("quantity_unit")
    if column is None:
        return set()
    known = {cell: blank(cell) or hours_unit_of(plain(cell)) is not None for cell in set(column)}
    found = {at for at, cell in enumerate(column) if not known[cell]}
    for at in sorted(found):
        table.set_aside(at, "not_hours_unit", "quantity_unit", plain(column[at])[:LONGEST_VALUE])
    return found


def control_sum(gathered: Gathered, amounts: Amounts, keep: set[int]) -> Decimal | None:
    """The sum of the control columns over the data rows, before filters and errors take any out."""
    columns: list[tuple[int, list[Any]]] = []
    for where, across in zip(gathered.slices, amounts.across, strict=True):
        columns += [(where.start, values) for values, _, _ in across]
    if not columns and amounts.values:
        control = gathered.table.profile.control
        name = control if control in amounts.values else next(iter(amounts.values))
        columns = [(0, amounts.values[name])]
    found = Decimal(0)
    for first, values in columns:
        for at, cell in enumerate(values, start=first):
            if cell is not None and at in keep:
                found += getattr(cell, "amount", cell)
    return found if columns else None
