"""A recognised table → typed columns: total rows set aside, filters applied, every cell of a used column read.

Columns are lists over the same rows; every distinct raw value is read once.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from etl import values
from etl.errors import Unreadable
from etl.problems import Problem, error
from etl.profiles import Field, normal_header
from etl.recognise import Layout
from etl.values import blank, plain

TOTAL = re.compile(
    r"(?i)^[\s*]*(sum|delsum|totalt?|subtotal|grand total|i alt|hittil|akkumulert)\b|^\s*\*+\s*$"
)
GRAND = re.compile(r"(?i)^[\s*]*(totalt?|grand total|i alt|sum(?: totalt?)?)\s*:?\s*\**$")
LONGEST_VALUE = 80
AMOUNTS = ("hours", "number", "money", "percent", "count")


@dataclass(frozen=True)
class Aside:
    """A row that is not loaded although nothing is wrong with it."""

    row: int
    reason: str
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class Total:
    """A total row of the file and its figure in the control column."""

    row: int
    label: str
    amount: Decimal


@dataclass
class Table:
    """Rows under interpretation. `rows` are Excel's row numbers, `raw` the cells of the used columns, `places` the
    column of each row's amount where months stand across; `values` is filled field by field; `bad` holds the
    first problem of each faulty row by its index. A column of `values` is a list, or an Arrow array of kroner."""

    layout: Layout
    rows: list[int]
    raw: dict[str, list[Any]]
    places: list[int] | None = None
    aside: list[Aside] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    bad: dict[int, Problem] = field(default_factory=dict)
    control_sum: Decimal | None = None

    def fail(self, at: int, code: str, of: str, **facts: str) -> None:
        """Note an error in the cell of field `of` in row `at`."""
        shown = self.raw[of][at] if of in self.raw else None
        problem = error(
            code,
            sheet=self.layout.sheet.name,
            row=self.rows[at],
            column=self.header(of, at),
            value=None if blank(shown) else plain(shown)[:LONGEST_VALUE],
            **facts,
        )
        self.problems.append(problem)
        self.bad.setdefault(at, problem)

    def header(self, name: str, at: int | None = None) -> str | None:
        if self.places is not None and at is not None and name in ("amount_nok", "period"):
            return self.layout.months[self.places[at]][0]
        return self.layout.headers.get(name)

    def keep(self, indexes: list[int]) -> None:
        """Drop every other row."""
        if len(indexes) == len(self.rows):
            return
        self.rows = [self.rows[at] for at in indexes]
        self.raw = {name: [column[at] for at in indexes] for name, column in self.raw.items()}
        self.values = {
            name: [column[at] for at in indexes] if isinstance(column, list) else column.take(indexes)
            for name, column in self.values.items()
        }
        if self.places is not None:
            self.places = [self.places[at] for at in indexes]


def interpret(layout: Layout) -> Table:
    """The typed columns of a table. Faulty rows stay in it, listed in `bad`."""
    table = _body(layout)
    kept = _set_aside(table)
    table.keep(kept)
    if layout.profile.months_across:
        table = _months_to_rows(table)
    _control_values(table)
    _filter(table)
    for wanted in layout.profile.fields:
        if wanted.name in table.raw and wanted.type != "dropped":
            _read_column(table, wanted)
    if layout.profile.months_across:
        table.values["period"] = [values.Period(month) for month in table.raw["period"]]
        _read_column(table, Field("amount_nok", "money", (), required=True))
    return table


def _body(layout: Layout) -> Table:
    """The used columns under the header, with merged cells filled."""
    first = layout.header + 1
    body = layout.sheet.rows[first:]
    last = len(body)
    lowest_mark = max([first, *(mark.row for mark in layout.sheet.marks)]) - first
    while last > lowest_mark and all(blank(cell) for cell in body[last - 1]):
        last -= 1
    body = body[:last] if last < len(body) else body
    raw = {name: list(layout.sheet.columns[at][first : first + last]) for name, at in layout.columns.items()}
    for (top, left), (bottom, right) in layout.sheet.merged:
        for name, at in layout.columns.items():
            if left <= at <= right and top >= first:
                for number in range(top - first, min(bottom - first + 1, last)):
                    raw[name][number] = layout.sheet.rows[top][left]
    return Table(layout, list(range(first + 1, first + 1 + last)), raw)


def _set_aside(table: Table) -> list[int]:
    """Indexes of the data rows; blank rows, totals, notes and repeated headers go to `aside`."""
    suspects: set[int] = set()
    for wanted in table.layout.profile.required:
        column = table.raw[wanted.name]
        texts = {cell for cell in column if not isinstance(cell, float)}
        odd = {cell for cell in texts if blank(cell) or _is_label(cell, wanted)}
        if odd:
            suspects.update(at for at, cell in enumerate(column) if cell in odd)
    # A row with an error cell looks emptier than it is: its errors are to be seen, whatever else it holds.
    marked = {mark.row for mark in table.layout.sheet.marks}
    out = {at for at in sorted(suspects) if table.rows[at] not in marked and _judge(table, at)}
    return [at for at in range(len(table.rows)) if at not in out]


def _is_label(cell: Any, wanted: Field) -> bool:
    return isinstance(cell, str) and (bool(TOTAL.match(cell)) or normal_header(cell) in wanted.headers)


def _judge(table: Table, at: int) -> bool:
    """Whether a row without all its keys is no data row; if so it is noted with its reason."""
    layout = table.layout
    cells = layout.sheet.rows[table.rows[at] - 1]
    label = next((plain(cell) for cell in cells if isinstance(cell, str) and TOTAL.match(plain(cell))), None)
    keys = [wanted for wanted in layout.profile.required if wanted.name != layout.profile.control]
    filled = [
        wanted
        for wanted in keys
        if not blank(table.raw[wanted.name][at]) and not TOTAL.match(plain(table.raw[wanted.name][at]))
    ]
    amounts = [cells[place] for place in _amount_columns(layout) if not blank(cells[place])]
    reason = None
    if all(blank(cell) for cell in cells):
        reason = "blank_row"
    elif label is not None and 2 * len(filled) <= len(keys):
        reason = "total_row"
        _note_total(table, at, label)
    elif all(normal_header(table.raw[wanted.name][at]) in wanted.headers for wanted in keys):
        reason = "repeated_header"
    elif not amounts and sum(not blank(cell) for cell in cells) <= 1 < len(keys):
        reason = "note_row"
    if reason:
        table.aside.append(Aside(table.rows[at], reason))
    return reason is not None


def _amount_columns(layout: Layout) -> list[int]:
    names = {wanted.name for wanted in layout.profile.fields if wanted.type in AMOUNTS}
    return [*(at for name, at in layout.columns.items() if name in names), *layout.months]


def _note_total(table: Table, at: int, label: str) -> None:
    layout = table.layout
    if layout.profile.months_across:
        cells = layout.sheet.rows[table.rows[at] - 1]
        found = [cells[place] for place in layout.months]
    elif layout.profile.control in table.raw:
        found = [table.raw[layout.profile.control][at]]
    else:
        return
    try:
        control = layout.profile.field(layout.profile.control or "")
        read = values.duration if control and control.type == "hours" else values.number
        amounts = [read(cell, layout.profile.decimal) for cell in found if not blank(cell)]
    except Unreadable:
        return
    if amounts:
        table.totals.append(Total(table.rows[at], label, sum(amounts, Decimal(0)) * layout.title.scale))


def _months_to_rows(table: Table) -> Table:
    """One row per filled month cell of a cross-tab."""
    layout = table.layout
    rows: list[int] = []
    places: list[int] = []
    raw: dict[str, list[Any]] = {name: [] for name in (*table.raw, "period", "amount_nok")}
    for at, row in enumerate(table.rows):
        cells = layout.sheet.rows[row - 1]
        filled = [
            place for place in layout.months if not blank(cells[place]) or _marked(layout, row, place + 1)
        ]
        if not filled:
            table.aside.append(Aside(row, "no_figures"))
        for place, (_, month) in layout.months.items():
            if place in filled:
                rows.append(row)
                places.append(place)
                for name, column in table.raw.items():
                    raw[name].append(column[at])
                raw["period"].append(month)
                raw["amount_nok"].append(cells[place])
    return Table(layout, rows, raw, places, table.aside, table.totals)


def _marked(layout: Layout, row: int, column: int) -> bool:
    return any((mark.row, mark.column) == (row, column) for mark in layout.sheet.marks)


def _control_values(table: Table) -> None:
    """The sum of the control column over every data row, also those that filters or errors will take out."""
    name = table.layout.profile.control
    wanted = table.layout.profile.field(name) if name else None
    if not table.totals or name not in table.raw:
        return
    kind = wanted or Field("amount_nok", "money", ())
    read = _reader(kind, table.raw[name], table)
    memo = _memo(table.raw[name], read)
    found = (memo[cell] for cell in table.raw[name])
    table.control_sum = sum((cell for cell in found if isinstance(cell, Decimal)), Decimal(0))


def _filter(table: Table) -> None:
    """Rows that a filter of the profile does not keep are set aside with its reason."""
    out: dict[int, Aside] = {}
    for rule in table.layout.profile.filters:
        column = table.raw.get(rule.field)
        if column is None:
            continue
        dropped = {cell for cell in set(column) if normal_header(cell) not in rule.keep}
        place = table.layout.columns[rule.field] + 1
        marked = {mark.row for mark in table.layout.sheet.marks if mark.column == place}
        for at, cell in enumerate(column):
            if cell in dropped and at not in out and table.rows[at] not in marked:
                shown = None if blank(cell) else plain(cell)[:LONGEST_VALUE]
                out[at] = Aside(table.rows[at], rule.reason, table.header(rule.field), shown)
    table.aside.extend(out.values())
    if out:
        table.keep([at for at in range(len(table.rows)) if at not in out])


def _read_column(table: Table, wanted: Field) -> None:
    """Read one column into `values`; unreadable and missing cells become problems of their rows."""
    column = table.raw[wanted.name]
    if wanted.name == "amount_nok" and table.layout.title.scale == 1:
        in_bulk = _amounts(column)
        if in_bulk is not None:
            table.values[wanted.name] = in_bulk
            return
    memo = _memo(column, _reader(wanted, column, table))
    found = list(map(memo.__getitem__, column))
    failed = {cell for cell, value in memo.items() if isinstance(value, Unreadable)}
    missing = {cell for cell, value in memo.items() if value is None}
    for at, cell in enumerate(column) if failed else ():
        if cell in failed:
            reason = found[at]
            table.fail(at, reason.code, wanted.name, **reason.facts)
            found[at] = None
    if missing and wanted.required and not wanted.blank_ok:
        for at, cell in enumerate(column):
            if cell in missing:
                table.fail(at, "missing_value", wanted.name)
    table.values[wanted.name] = found


def _amounts(column: list[Any]) -> Any:
    """Number cells as one Arrow column of kroner; None where any cell is not a plain number."""
    import pyarrow as pa

    if set(map(type, column)) != {float}:
        return None
    try:
        return pa.array(column, pa.float64()).cast(pa.decimal128(18, 2))
    except pa.ArrowInvalid:  # too large for the column: read cell by cell, with a message for each
        return None


def _memo(column: Iterable[Any], read: Callable[[Any], Any]) -> dict[Any, Any]:
    """Every distinct cell with its value, None where it is blank, the error where it cannot be read."""
    memo: dict[Any, Any] = {}
    for cell in set(column):
        try:
            memo[cell] = None if blank(cell) else read(cell)
        except Unreadable as reason:
            memo[cell] = reason
    return memo


def _reader(wanted: Field, column: list[Any], table: Table) -> Callable[[Any], Any]:
    """The function that reads one cell of this column, with what the whole column says about its numbers."""
    if wanted.type in ("text", "dropped"):
        return plain
    if wanted.type == "period":
        return values.period
    if wanted.type == "date":
        return values.day if table.layout.profile.kind == "backlog" else values.recent_day
    if wanted.type == "count":
        return values.count
    mark = values.decimal_mark(set(column), table.layout.profile.decimal)
    if wanted.type == "money":
        scale = table.layout.title.scale
        cent = Decimal("0.01")
        return lambda cell: (values.number(cell, mark) * scale).quantize(cent)
    if wanted.type == "percent":
        numbers = [cell for cell in column if isinstance(cell, float)]
        as_fraction = bool(numbers) and all(0 <= cell <= 1 for cell in numbers)
        return lambda cell: values.percent(cell, mark, as_fraction)
    read = values.hours if wanted.type == "hours" else values.number
    part = Decimal("0.0001")
    return lambda cell: read(cell, mark).quantize(part)


def months(table: Table) -> list[date | None]:
    """The month of each row."""
    if "period" in table.values:
        return [None if cell is None else cell.month for cell in table.values["period"]]
    memo = {day: None if day is None else day.replace(day=1) for day in set(table.values["date"])}
    return [memo[day] for day in table.values["date"]]
