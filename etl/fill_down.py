"""Keys that stand only on the first row of their group, as pivot tables and reports print them: asked, then filled."""

from typing import Any

from etl.cells import blank, shown
from etl.gather import Gathered
from etl.mapping import Question

FILLABLE = ("period", "date", "month", "year", "sub_measure", "code", "unit", "role_group", "process")
ALWAYS_NEEDED = ("period", "date", "month", "sub_measure")
EXAMPLES = 3


def fill_down(gathered: Gathered) -> None:
    """Fill blank cells from above where the user said so; ask where columns look like it. One blank cell is no group,
    unless another column is grouped: it stays a missing value."""
    table = gathered.table
    gaps = {name: empty for name in gathered.uses if (empty := _gaps(gathered, name))}
    answered = any(gathered.uses[name].fill == "above" for name in gathered.uses)
    grouped = answered or any(_looks_grouped(gathered, name, empty, 2) for name, empty in gaps.items())
    for name, empty in gaps.items() if grouped else ():
        use = gathered.uses[name]
        if use.fill is None and not _looks_grouped(gathered, name, empty, 1):
            continue
        column = table.raw[name]
        if use.fill is None:
            over = [section[1] for section in table.sections.get(name, ()) if section]
            filled = dict.fromkeys([*over, *(shown(cell) for cell in column if cell not in empty)])
            rows = sum(cell in empty for cell in column)
            choices = ("above", "none")
            table.questions.append(
                Question("fill_down", use.key, table.sheet(0), choices, tuple(filled)[:EXAMPLES], rows)
            )
        # While the question is open nothing is loaded, and blank cells are no faults yet.
        table.raw[name] = _filled(gathered, name, empty)


def _gaps(gathered: Gathered, name: str) -> set[Any]:
    """The blank cells of a column that may be filled from above."""
    use = gathered.uses[name]
    if name.split("#", maxsplit=1)[0] not in FILLABLE or not use.key or use.fill == "none":
        return set()
    return {cell for cell in set(gathered.table.raw.get(name, ())) if blank(cell)}


def _filled(gathered: Gathered, name: str, empty: set[Any]) -> list[Any]:
    """Every blank cell with the last value over it: that of a row, or of a text that stands alone between rows."""
    table = gathered.table
    sections = table.sections.get(name)
    found: list[Any] = []
    current, since = "", -1
    for at, cell in enumerate(table.raw[name]):
        if at and table.part_of[at] != table.part_of[at - 1]:
            current, since = "", -1
        section = sections[at] if sections else None
        if section is not None and section[0] > since:
            since, current = section
        if cell not in empty:
            current, since = cell, table.rows[at] - 1
        found.append(current if cell in empty else cell)
    return found


def _looks_grouped(gathered: Gathered, name: str, empty: set[Any], least: int) -> bool:
    """The first row is filled and `least` others are not; a column that may be blank must also name each group once."""
    table = gathered.table
    column, field = table.raw[name], name.split("#", maxsplit=1)[0]
    blanks = sum(cell in empty for cell in column)
    if name in table.sections:
        return True
    if blanks < least or column[0] in empty:
        return False
    wanted = table.profile.field(field)
    if wanted is not None and wanted.blank_ok:
        return False
    if field in ALWAYS_NEEDED or (wanted is not None and wanted.required):
        return True
    filled = [cell for cell in column if cell not in empty]
    return len(filled) == len(set(filled)) and blanks >= len(filled)
