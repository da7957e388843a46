"""The amounts of a file: every cell read, total rows told from data, months that stand across turned into rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from etl.cells import each_once
from etl.errors import Unreadable
from etl.gather import UNITS, Gathered
from etl.mapping import ColumnUse, Question
from etl.own_sheets import words_of_user
from etl.problems import warning
from etl.sheet import Formats
from etl.table import Part, Table, Total, heading
from etl.values import blank, plain

if TYPE_CHECKING:
    from etl.quantities import ColumnReading

MONEY = ("amount_nok", "payroll_nok", "direct_nok")
HOURS = ("hours", "percent", "days")
ACROSS = "across"
"""The key of the side-by-side columns in a question about all of them."""


@dataclass
class Amounts:
    """What the amount columns hold, over the rows of the gathered table: per name values (Decimal, or Quantity for
    effort), failures by row and assumptions by row; `across` the same per part and side-by-side column."""

    values: dict[str, list[Any]]
    failures: dict[str, dict[int, Unreadable]]
    assumptions: dict[str, dict[int, str]]
    across: list[list[tuple[list[Any], dict[int, Unreadable], dict[int, str]]]]

    def keep(self, indexes: Sequence[int]) -> None:
        """Drop every other row, as `Table.keep` does."""
        if len(indexes) == len(next(iter(self.values.values()), ())) == (indexes[-1] + 1 if indexes else 0):
            return
        for name in self.values:
            self.values[name] = [self.values[name][at] for at in indexes]
            failures, words = self.failures[name], self.assumptions[name]
            if failures:
                self.failures[name] = {new: failures[at] for new, at in enumerate(indexes) if at in failures}
            if words:
                self.assumptions[name] = {new: words[at] for new, at in enumerate(indexes) if at in words}


def read_amounts(gathered: Gathered) -> Amounts:
    """Read every amount column; what only the user can say is added to the table's questions."""
    found = Amounts({}, {}, {}, [])
    for name in gathered.amounts:
        use = gathered.uses[name]
        cells = gathered.table.raw[name]
        reading = _read(gathered, name.split("#")[0], use, cells, _formats(gathered, name))
        found.values[name] = reading.values
        found.failures[name] = dict(reading.failures)
        found.assumptions[name] = dict(reading.assumptions)
    found.across = _read_across(gathered)
    return found


def _read(
    gathered: Gathered, name: str, use: ColumnUse, cells: Sequence[Any], formats: Sequence[str | None] | None
) -> "ColumnReading":
    from etl.quantities import read_hours, read_money

    table = gathered.table
    shown = _heading(gathered, use)
    note = _note(gathered, use)
    reading: ColumnReading[Any]
    if name in HOURS:
        unit = use.unit or UNITS.get(name)
        units = table.raw.get("quantity_unit") if use.key != ACROSS else None
        said = None if units is None else [None if blank(cell) else plain(cell) for cell in units]
        reading = read_hours(cells, shown, use.key, unit, use.decimal, formats, note, said)
    elif name in MONEY:
        scale = 1 if use.unit else table.title.scale
        reading = read_money(cells, shown, use.key, use.unit, use.decimal, formats, note, scale)
    else:
        return _counts(cells)
    _ask(table, reading.question)
    return reading


def _ask(table: Table, question: Question | None) -> None:
    if question is not None and question not in table.questions:
        table.questions.append(question)


def _counts(cells: Sequence[Any]) -> "ColumnReading":
    from etl.quantities import ColumnReading
    from etl.values import count

    values: list[Any] = []
    failures: dict[int, Unreadable] = {}
    for at, cell in enumerate(cells):
        try:
            values.append(None if blank(cell) else count(cell))
        except Unreadable as reason:
            values.append(None)
            failures[at] = reason
    return ColumnReading(values, failures, {}, None)


def _heading(gathered: Gathered, use: ColumnUse) -> str:
    """What is written over a column; over side-by-side columns also what the sheet and its title rows say."""
    part = gathered.table.parts[0]
    if use.key == ACROSS:
        return _heading_across(gathered)
    at = next((at for at, other in part.meaning.uses.items() if other.key == use.key), None)
    return use.key if at is None else heading(part.table, at)


def _heading_across(gathered: Gathered) -> str:
    """What says the unit of side-by-side columns: headings, what stands over them, title, names of sheet and file."""
    from etl.effort_units import unit_in_header

    part = gathered.table.parts[0]
    rows = part.table.sheet.rows[part.table.header_first : part.table.header_last]
    texts = [
        " ".join(column.label for column in part.meaning.across),
        *(plain(cell) for row in rows for cell in row if isinstance(cell, str)),
        *gathered.table.title.texts,
        part.sheet or "",
        gathered.table.title.file_name,
    ]
    return next((text for text in texts if unit_in_header(text)), texts[0])


def _note(gathered: Gathered, use: ColumnUse) -> str | None:
    """The note on the column's heading, where it has one."""
    part = gathered.table.parts[0]
    at = next((at for at, other in part.meaning.uses.items() if other.key == use.key), None)
    rows = range(part.table.header_first, part.table.header_last + 1)
    found = [
        words_of_user(part.table.sheet.notes[row, at])
        for row in rows
        if at is not None and (row, at) in part.table.sheet.notes
    ]
    return " ".join(found) or None


def _formats(gathered: Gathered, name: str) -> list[str | None] | None:
    """The number format of each cell of a column; None where no sheet has formats that say anything."""
    table = gathered.table
    if not any(part.table.sheet.formats for part in table.parts):
        return None
    found: list[str | None] = []
    for part, at in zip(table.parts, table.at.get(name, ()), strict=True):
        found += _formats_of(part, at)
    return found if any(found) else None


def _formats_of(part: Part, at: int | None) -> list[str | None]:
    """The number format of each body cell of a column."""
    formats, body = part.table.sheet.formats, part.table.body
    if at is None or not formats:
        return [None] * len(body)
    if isinstance(formats, Formats):
        down = formats.down(at, len(part.table.sheet.rows))
        return down[body.start : body.stop] if isinstance(body, range) else [down[row] for row in body]
    return [formats.get((row, at)) for row in body]


def _read_across(gathered: Gathered) -> list[list[tuple[list[Any], dict[int, Unreadable], dict[int, str]]]]:
    """All side-by-side columns are read as one, so that one cell's decimal mark speaks for all."""
    use = gathered.table.mapping.across
    if use is None or not any(gathered.across):
        return [[] for _ in gathered.across]
    cells: list[Any] = []
    formats: list[str | None] = []
    for number, columns in enumerate(gathered.across):
        part = gathered.table.parts[number]
        for column, own in columns:
            cells += own
            formats += _formats_of(part, column.at)
    said = formats if any(formats) else None
    as_column = ColumnUse(ACROSS, use.field, use.unit, use.decimal)
    reading = _read(gathered, use.field, as_column, cells, said)
    found: list[list[tuple[list[Any], dict[int, Unreadable], dict[int, str]]]] = []
    first = 0
    for columns in gathered.across:
        here = []
        for _, own in columns:
            last = first + len(own)
            here.append(
                (
                    reading.values[first:last],
                    {at - first: reason for at, reason in reading.failures.items() if first <= at < last},
                    {at - first: words for at, words in reading.assumptions.items() if first <= at < last},
                )
            )
            first = last
        found.append(here)
    return found


def split_off_totals(gathered: Gathered, amounts: Amounts, left_out: set[int]) -> set[int]:
    """The indexes of total rows; each is noted with its own figure and that of the rows that it covers."""
    from etl.total_words import suspects_among
    from etl.totals import split_among

    out: set[int] = set()
    table = gathered.table
    for number, where in enumerate(gathered.slices):
        rows = table.rows[where]
        suspects = suspects_among(len(rows), gathered.labels(number))
        if not suspects:
            continue
        columns = [each_once(values[where], _amount) for values in amounts.values.values()]
        columns += [each_once(values, _amount) for values, _, _ in amounts.across[number]]
        if not columns:
            continue
        found = split_among(suspects, columns)
        control = _control_columns(gathered, amounts, number)
        for at, total in found.total.items():
            if where.start + at in left_out:
                continue
            out.add(where.start + at)
            table.set_aside(where.start + at, "total_row")
            stated = sum((total.stated[c] or Decimal(0) for c in control), Decimal(0))
            ours = sum((total.found[c] or Decimal(0) for c in control), Decimal(0))
            whole = len(total.covers) >= len(rows) - len(found.total)
            table.totals.append(Total(table.parts[number].sheet, rows[at], total.label, stated, ours, whole))
        for at in found.doubtful:
            table.problems.append(warning("doubtful_total", sheet=table.parts[number].sheet, row=rows[at]))
    return out


def _amount(value: Any) -> Decimal | None:
    return getattr(value, "amount", value)


def _control_columns(gathered: Gathered, amounts: Amounts, part: int) -> list[int]:
    """Which of the amount columns make the control total: the side-by-side ones, else the profile's, else the first."""
    own = list(amounts.values)
    across = list(range(len(own), len(own) + len(amounts.across[part])))
    control = gathered.table.profile.control
    return across or [own.index(control) if control in own else 0]


def check_sum_columns(gathered: Gathered, keep: set[int]) -> None:
    """Columns that sum the side-by-side ones («Totalt», «T1 2024») against them; a difference is a warning with both
    figures. Only what is read is loaded."""
    from etl.headings import heading as time_of

    table = gathered.table
    use = table.mapping.across
    if use is None or use.kind in ("person", "sub_measure", "unit", "role_group"):
        return
    for number, part in enumerate(table.parts):
        columns = [(column.value, cells) for column, cells in gathered.across[number]]
        first = gathered.slices[number].start
        rows = [at for at in range(len(part.table.body)) if first + at in keep]
        for place, label in part.meaning.subtotal_columns.items():
            said = time_of(label)
            span = said.span(part.meaning.year) if said else None
            covered = [cells for value, cells in columns if span is None or _inside(value, span)]
            _compare_sums(gathered, number, (place, label), covered, rows)


def _inside(value: Any, span: tuple[Any, Any]) -> bool:
    return isinstance(value, tuple) and bool(span[0] <= value[0] and value[1] <= span[1])


def _compare_sums(
    gathered: Gathered, number: int, column: tuple[int, str], covered: list[list[Any]], rows: list[int]
) -> None:
    """One sum column against the columns that it covers, row by row."""
    table, (place, label) = gathered.table, column
    part = table.parts[number]
    use = table.mapping.across
    assert use is not None
    stated = list(part.table.column(place))
    cells = [cell for own in (stated, *covered) for cell in own]
    as_column = ColumnUse(ACROSS, use.field, use.unit, use.decimal)
    asked = list(table.questions)
    values = _read(gathered, use.field, as_column, cells, None).values
    table.questions[:] = asked
    size = len(stated)
    amounts = [_amount(value) for value in values]
    differing = []
    totals = [Decimal(0), Decimal(0)]
    for at in rows:
        ours = sum((amounts[own * size + at] or Decimal(0) for own in range(1, len(covered) + 1)), Decimal(0))
        theirs = amounts[at]
        if theirs is not None:
            totals = [totals[0] + theirs, totals[1] + ours]
            differing += [at] if abs(theirs - ours) > Decimal("0.05") else []
    if differing and covered:
        table.problems.append(
            warning(
                "row_total_differs", sheet=part.sheet, row=part.table.body[differing[0]] + 1, column=label,
                rows=len(differing), total=totals[0], found=totals[1],
            )
        )  # fmt: skip
