"""What the columns of a file mean: a mapping is data, made by us, changed by the user, remembered per source.

Columns are found by header text; a letter is used only where headers are empty or the same.
"""

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

Kind = Literal["actual_hours", "actual_cost", "plan", "budget", "instrument_hours", "backlog"]
DecimalMark = Literal["comma", "point"]
DayOrder = Literal["dmy", "mdy"]
Across = Literal[
    "month", "date", "week", "year", "tertial", "quarter", "person", "sub_measure", "unit", "role_group"
]  # fmt: skip

KEYS = (
    "period", "date", "year", "month", "week", "tertial",
    "sub_measure", "code", "unit", "role_group", "process", "person", "account", "plan_version", "filter",
)  # fmt: skip
"""Fields that say what an amount belongs to. `code` leads to a sub-measure through the code table, `sub_measure` by its
id, name or alias. `filter` keeps or leaves out rows (`ColumnUse.keep`). `person` survives as a count alone."""
AMOUNTS = ("hours", "amount_nok", "payroll_nok", "direct_nok", "persons")
"""Fields that hold amounts. `hours` in any unit of `HOUR_UNITS`; the three kinds of kroner in `MONEY_UNITS`."""
HOUR_UNITS = (
    "hours",
    "minutes",
    "person_days",
    "person_weeks",
    "person_months",
    "person_years",
    "percent",
    "mixed",
)
"""How a column of effort counts. `mixed`: each cell names its own unit («2 uker», «20 % stilling», «12 t»); a column
`unit_of_row` beside it (field «quantity_unit») may name it instead. `percent` is per cent of a full position."""
SHEET_KEY = "[ark]"
MONEY_UNITS = ("nok", "thousand_nok", "million_nok")


@dataclass(frozen=True)
class ColumnUse:
    """What one column means. `key` is the column's `Header.key`; `field` one of `KEYS`, `AMOUNTS`, `quantity_unit` or
    `ignore`. `decimal`, `day_order`, `unit` and `fill` (blank cells hold what stands above) are answers, None where the
    column itself says it."""

    key: str
    field: str
    unit: str | None = None
    decimal: DecimalMark | None = None
    day_order: DayOrder | None = None
    keep: tuple[str, ...] = ()
    fill: Literal["above", "none"] | None = None


@dataclass(frozen=True)
class AcrossUse:
    """Columns that stand side by side for times, persons, sub-measures, units or role groups: each cell is an amount of
    `field` (hours or amount_nok). Which columns these are is read from their headers."""

    kind: Across
    field: str = "hours"
    unit: str | None = None
    decimal: DecimalMark | None = None


@dataclass(frozen=True)
class Mapping:
    """How a table of one source is read; without a kind it only says which sheet to look at.

    `sheets` and `header_row` (the last header row, as Excel counts) are None where they are found anew in each file.
    `sign` −1 turns the amounts. `year` stands for months without one. `code_kind` is the code table that the column
    `code` (or an unknown `sub_measure`) leads through. `constants` gives a field one value for every row (a whole sheet
    for one sub-measure, a file for one month). A column with the key `SHEET_KEY` stands for the name of the sheet.
    """

    source: str = ""
    kind: Kind | None = None
    columns: tuple[ColumnUse, ...] = ()
    across: AcrossUse | None = None
    sheets: tuple[str, ...] | None = None
    header_row: int | None = None
    sign: int = 1
    year: int | None = None
    code_kind: str | None = None
    constants: Dict[str, str] = field(default_factory=dict)

    def use(self, key: str) -> ColumnUse | None:
        """What the column with this key means; None where the mapping does not name it."""
        return next((use for use in self.columns if use.key == key), None)

    def of(self, name: str) -> tuple[ColumnUse, ...]:
        """The columns that hold a field."""
        return tuple(use for use in self.columns if use.field == name)

    def with_column(self, use: ColumnUse) -> "Mapping":
        """The mapping with one column read otherwise."""
        others = tuple(other for other in self.columns if other.key != use.key)
        return replace(self, columns=(*others, use))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; what equals its default is left out of a column."""
        return {
            **{part.name: getattr(self, part.name) for part in fields(self)},
            "columns": [_sparse(use) for use in self.columns],
            "across": _sparse(self.across) if self.across else None,
            "sheets": None if self.sheets is None else list(self.sheets),
            "constants": dict(self.constants),
        }

    @classmethod
    def from_json(cls, data: Dict[str, Any]) -> "Mapping":
        """:raises KeyError, TypeError: the JSON is no mapping."""
        known = {part.name for part in fields(cls)}
        simple = {name: value for name, value in data.items() if name in known}
        simple["columns"] = tuple(_column_use(item) for item in data.get("columns") or ())
        simple["across"] = AcrossUse(**data["across"]) if data.get("across") else None
        simple["sheets"] = tuple(data["sheets"]) if data.get("sheets") is not None else None
        return cls(**simple)


def _sparse(use: ColumnUse | AcrossUse) -> dict[str, Any]:
    values = {part.name: getattr(use, part.name) for part in fields(use)}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value
    }


def _column_use(item: Dict[str, Any]) -> ColumnUse:
    return ColumnUse(**{**item, "keep": tuple(item.get("keep") or ())})


@dataclass(frozen=True)
class Question:
    """What only the user can say before the file can be loaded.

    code: which_kind | which_sheet | which_column | decimal_mark | day_order | unit | year | plan_version |
    sub_measure | unit_of_cell | fill_down | period | across. `key` is the column's key or the text in question,
    `choices` the answers that fit,
    `examples` cells of the file that show why. The sentence is `etl.mapping_wording.question`.
    """

    code: str
    key: str | None = None
    sheet: str | None = None
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    rows: int = 0

    def to_json(self) -> dict[str, Any]:
        return {part.name: _plain(getattr(self, part.name)) for part in fields(self)}

    @classmethod
    def from_json(cls, data: Dict[str, Any]) -> "Question":
        values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in data.items()}
        return cls(**values)


@dataclass(frozen=True)
class FoundColumn:
    """One column as it was understood. `letter` is Excel's; `confidence` 0–1; `why` a code worded by `etl.wording.why`;
    `samples` up to five different cells as text, for the screen alone: they are never stored."""

    key: str
    letter: str
    header: str
    use: ColumnUse
    confidence: float
    why: str
    samples: tuple[str, ...] = ()
    hidden: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            **{part.name: _plain(getattr(self, part.name)) for part in fields(self)},
            "use": _sparse(self.use),
        }

    @classmethod
    def from_json(cls, data: Dict[str, Any]) -> "FoundColumn":
        return cls(**{**data, "use": _column_use(data["use"]), "samples": tuple(data["samples"])})


@dataclass(frozen=True)
class FoundSheet:
    """One sheet (or one of several tables on it) and whether it is read. `why`: chosen | same_columns | pivot |
    summary | copy | parameters | cover | empty | other_table | few_amounts |
    own (help or a list that we wrote), worded by `etl.wording.why`."""

    sheet: str | None
    header_row: int | None
    rows: int
    read: bool
    why: str
    hidden: bool = False

    def to_json(self) -> dict[str, Any]:
        return {part.name: getattr(self, part.name) for part in fields(self)}


@dataclass(frozen=True)
class Sight:
    """What the wizard shows of a file while it is open; never stored.

    `stored`: the first rows as they would be stored (dicts with the fact table's columns, all values as text);
    `by_month` and `by_code`: sums as (month «2022-03» or code/name, sub-measure id or None, measure, amount as text).
    """

    sheets: tuple[FoundSheet, ...] = ()
    columns: tuple[FoundColumn, ...] = ()
    mapping: Mapping | None = None
    remembered: bool = False
    questions: tuple[Question, ...] = ()
    stored: tuple[Dict[str, Any], ...] = ()
    by_month: tuple[tuple[str, str | None, str, str], ...] = ()
    by_code: tuple[tuple[str, str | None, str, str], ...] = ()
    coverage_keys: tuple[str, ...] = ()
    """What the file would replace: see `etl.history.replaces`."""
    totals: tuple[Dict[str, Any], ...] = field(default=())
    """Each total row of the file: {sheet, row, label, file_total, our_total}, all as text."""
    assumptions: tuple[tuple[str, int], ...] = ()
    """How effort was turned into hours («2 uker × 37,5 t»), and on how many rows; the most frequent first."""
    left_out: tuple[tuple[str, int], ...] = ()
    """Why rows are not loaded although nothing is wrong with them (`etl.wording.reason`), and how many."""

    def to_json(self) -> dict[str, Any]:
        return {
            "sheets": [each.to_json() for each in self.sheets],
            "columns": [each.to_json() for each in self.columns],
            "mapping": self.mapping.to_json() if self.mapping else None,
            "remembered": self.remembered,
            "questions": [each.to_json() for each in self.questions],
            "stored": [dict(row) for row in self.stored],
            "by_month": [list(row) for row in self.by_month],
            "by_code": [list(row) for row in self.by_code],
            "coverage_keys": list(self.coverage_keys),
            "totals": [dict(row) for row in self.totals],
            "assumptions": [list(each) for each in self.assumptions],
            "left_out": [list(each) for each in self.left_out],
        }

    @classmethod
    def from_json(cls, data: Dict[str, Any]) -> "Sight":
        return cls(
            sheets=tuple(FoundSheet(**each) for each in data["sheets"]),
            columns=tuple(FoundColumn.from_json(each) for each in data["columns"]),
            mapping=Mapping.from_json(data["mapping"]) if data["mapping"] else None,
            remembered=data["remembered"],
            questions=tuple(Question.from_json(each) for each in data["questions"]),
            stored=tuple(data["stored"]),
            by_month=tuple((m, s, n, a) for m, s, n, a in data["by_month"]),
            by_code=tuple((c, s, n, a) for c, s, n, a in data["by_code"]),
            coverage_keys=tuple(data["coverage_keys"]),
            totals=tuple(data["totals"]),
            assumptions=tuple((text, rows) for text, rows in data["assumptions"]),
            left_out=tuple((reason, rows) for reason, rows in data["left_out"]),
        )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
