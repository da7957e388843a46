"""The rows of a file while they are understood: typed columns side by side, each cell with its place in the file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from etl.mapping import Mapping, Question
from etl.problems import Problem, error
from etl.values import blank, plain

if TYPE_CHECKING:
    from etl.meaning import Meaning
    from etl.profiles import Profile
    from etl.reference import Reference
    from etl.tables import RawTable
    from etl.title import Title

LONGEST_VALUE = 80
DEFAULT_DAY = Decimal("7.5")
DEFAULT_YEAR = Decimal(1628)


@dataclass(frozen=True)
class Part:
    """One table of the file, and what its columns mean."""

    table: "RawTable"
    meaning: "Meaning"

    @property
    def sheet(self) -> str | None:
        return self.table.sheet.name


@dataclass(frozen=True)
class Aside:
    """A row that is not loaded although nothing is wrong with it."""

    sheet: str | None
    row: int
    reason: str
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class Total:
    """A total row of the file: its figure in the control column, and that of the rows it covers. `whole` says that it
    covers every row of its table."""

    sheet: str | None
    row: int
    label: str
    stated: Decimal
    found: Decimal
    whole: bool


@dataclass
class Table:
    """Rows under interpretation: lists over the same rows.

    `rows` are Excel's row numbers, `part_of` the part of each row. `at[field][part]` is the column (from 0) of a
    field's cells, `at_row[field]` that of each row's cell where it varies by row.
    `raw` and `values` are filled field by field. `bad` holds the first problem of each faulty row by its index.
    `sections` gives, by field, the text that stands alone over each row's group, and its row from 0.
    `origin` numbers the source rows: parts of a year or a tertial share one.
    `by_choice` are, by field, the texts of which the user said what they stand for.
    """

    profile: "Profile"
    mapping: Mapping
    title: "Title"
    reference: "Reference"
    parts: tuple[Part, ...]
    rows: list[int]
    part_of: list[int]
    at: dict[str, tuple[int | None, ...]] = field(default_factory=dict)
    at_row: dict[str, list[int]] = field(default_factory=dict)
    raw: dict[str, list[Any]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, list[tuple[int, str] | None]] = field(default_factory=dict)
    months: list[date | None] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    bad: dict[int, Problem] = field(default_factory=dict)
    control_sum: Decimal | None = None
    origin: list[int] | None = None
    by_choice: dict[str, frozenset[str]] = field(default_factory=dict)

    def sheet(self, at: int) -> str | None:
        """The sheet of row `at`."""
        return self.parts[self.part_of[at]].sheet

    def column(self, name: str, at: int) -> int | None:
        """The column (from 0) that holds a field in row `at`; None where the field has no column."""
        if name in self.at_row:
            return self.at_row[name][at]
        places = self.at.get(name)
        return None if places is None else places[self.part_of[at]]

    def header(self, name: str, at: int | None = None) -> str | None:
        """The heading of a field's column, as the file writes it."""
        if at is None:
            places = self.at.get(name) or (None,)
            part, place = self.parts[0], places[0]
        else:
            part, place = self.parts[self.part_of[at]], self.column(name, at)
        return None if place is None else heading(part.table, place)

    def hours_per_day(self, month: date) -> Decimal:
        """The length of a working day in a month, in hours."""
        return self._constant("hours_per_day", month, DEFAULT_DAY)

    def hours_per_year(self, month: date) -> Decimal:
        """The hours of a person-year in a month's year."""
        return self._constant("hours_per_person_year", month, DEFAULT_YEAR)

    def _constant(self, name: str, month: date, default: Decimal) -> Decimal:
        try:
            return self.reference.constant(name, month)
        except KeyError:
            return default

    def fail(self, at: int, code: str, of: str, **facts: str) -> None:
        """Note an error in the cell of field `of` in row `at`."""
        shown = self.raw[of][at] if of in self.raw else None
        place = self.column(of, at)
        problem = error(
            code,
            sheet=self.sheet(at),
            row=self.rows[at],
            column=self.header(of, at),
            value=None if shown is None or blank(shown) else plain(shown)[:LONGEST_VALUE],
            **({} if place is None else {"cell": f"{letter(place)}{self.rows[at]}"}),
            field=of,
            **facts,
        )
        self.problems.append(problem)
        self.bad.setdefault(at, problem)

    def set_aside(self, at: int, reason: str, of: str | None = None, value: str | None = None) -> Aside:
        """Note that row `at` is not loaded; the caller drops it with `keep`."""
        found = Aside(self.sheet(at), self.rows[at], reason, self.header(of, at) if of else None, value)
        self.aside.append(found)
        return found

    def keep(self, indexes: Sequence[int]) -> None:
        """Drop every other row; a row may be kept several times."""
        if len(indexes) == len(self.rows) and list(indexes) == list(range(len(self.rows))):
            return

        def picked(column: Any) -> Any:
            return column.take(indexes) if hasattr(column, "take") else [column[at] for at in indexes]

        self.rows, self.part_of = picked(self.rows), picked(self.part_of)
        self.origin = picked(self.origin) if self.origin is not None else None
        self.months = picked(self.months) if self.months else []
        for columns in (self.raw, self.values, self.at_row, self.sections):
            columns.update({name: picked(column) for name, column in columns.items()})


def letter(at: int) -> str:
    """Excel's letters of a column counted from 0."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def heading(table: "RawTable", at: int) -> str:
    """A column's heading as a person would quote it; its letter where it has none."""
    found = next((header for header in table.headers if header.at == at), None)
    return " / ".join(found.texts) if found and found.texts else letter(at)
