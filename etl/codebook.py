"""The reference tables as a person edits them: what they hold, every check on a change, who changed what and why."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from etl.identity import hide_national_ids
from etl.import_errors import ReasonMissing
from etl.publisher import publish
from warehouse import TABLES, Column, Reader, ReferenceInvalid, ReferenceProblem, open_reader
from warehouse.reference import columns
from warehouse.reference_checks import ALLOWED, KEYS, POINTS_TO

_NOTHING = frozenset({"nan", "NaN", "NaT", "<NA>"})
"""How the missing values of data frames and of decimals say themselves."""
ColumnType = Literal["text", "date", "whole_number", "number", "boolean"]


@dataclass(frozen=True)
class ColumnSpec:
    """One column. `allowed`: the only values (empty: any); `points_to`: the table whose ids it holds."""

    name: str
    type: ColumnType
    required: bool
    allowed: tuple[str, ...] = ()
    points_to: str | None = None


@dataclass(frozen=True)
class TableSpec:
    """One reference table. `key`: the columns that together tell its rows apart."""

    name: str
    columns: tuple[ColumnSpec, ...]
    key: tuple[str, ...]

    def column(self, name: str) -> ColumnSpec:
        """:raises KeyError: no such column."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True)
class ReferenceChange:
    """One row that was added (before is None), changed or removed (after is None). `key` as in «22.1» or «K1|4.1»."""

    change_id: int
    version: int
    changed_at: datetime
    changed_by: str | None
    reason: str
    table: str
    key: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def tables() -> tuple[TableSpec, ...]:
    """Every reference table that can be edited, in the order of `warehouse.TABLES`."""
    return tuple(_spec(table) for table in TABLES)


def table_spec(name: str) -> TableSpec:
    """:raises KeyError: no such table."""
    if name not in TABLES:
        raise KeyError(name)
    return _spec(name)


def read_table(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table in its own order; values as str, date, int, Decimal, bool or None.

    :raises KeyError: no such table.
    :raises warehouse.WarehouseError: the warehouse cannot be read.
    """
    with open_reader(folder) as reader:
        return rows_of(reader, name)


def rows_of(reader: Reader, name: str) -> list[dict[str, Any]]:
    """As `read_table`, of the version that is open.

    :raises KeyError: no such table.
    """
    spec = table_spec(name)
    if not reader.has(name):
        return []
    empty = {column.name: None for column in spec.columns}
    return [empty | row for row in reader.rows(f'from "{name}"')]


def edit(
    folder: Path,
    changes: Mapping[str, Sequence[Mapping[str, Any]]],
    by: str | None,
    reason: str,
    based_on: int | None = None,
) -> int:
    """Replace the named tables' rows, log each changed row and return the new version.

    Values may be as `read_table` gives them, or text as in the CSV files. With `based_on`, the version that the rows
    were read from, a table that was changed after it is refused rather than overwritten. Nothing changed: no version.

    :raises KeyError: a table is none of the reference tables.
    :raises ReasonMissing: no reason was given.
    :raises CodebookChanged: somebody else has changed one of the tables since `based_on`.
    :raises warehouse.ReferenceInvalid: with every problem: `file` is the table, `row` counts the header as row 1.
    """
    return submit(folder, "edit", changes, by, reason, based_on=based_on)


def submit(
    folder: Path,
    action: str,
    changes: Mapping[str, Sequence[Mapping[str, Any]]],
    by: str | None,
    reason: str,
    **more: Any,
) -> int:
    """As `edit`, under the name by which the list of versions shall show it; `more` goes with the job."""
    if not reason.strip():
        raise ReasonMissing
    cells = {table: [_cells(table_spec(table), row) for row in rows] for table, rows in changes.items()}
    problems = [*_unknown_columns(changes), *_national_ids(cells)]
    if problems:
        raise ReferenceInvalid(problems)
    job = {"changes": cells, "by": by, "reason": reason.strip(), **more}
    version: int = publish(folder, action, **job)["version"]
    return version


def changes_of(folder: Path, table: str | None = None) -> list[ReferenceChange]:
    """Every change that was made to the reference tables after they were loaded, newest first."""
    with open_reader(folder) as reader:
        if not reader.has("reference_change"):
            return []
        rows = reader.rows(
            'select change_id, version, changed_at, changed_by, reason, table_name as "table", row_key as key,'
            " before, after from reference_change where table_name = coalesce(?, table_name) order by change_id desc",
            (table,),
        )
    return [
        ReferenceChange(**row | {"before": _json(row["before"]), "after": _json(row["after"])})
        for row in rows
    ]


def _spec(table: str) -> TableSpec:
    return TableSpec(
        table,
        tuple(
            ColumnSpec(
                column.name,
                _type(column),
                column.required and column.default is None,
                ALLOWED.get((table, column.name), ()),
                POINTS_TO.get((table, column.name)),
            )
            for column in columns(table)
        ),
        KEYS[table],
    )


def _type(column: Column) -> ColumnType:
    names: dict[str, ColumnType] = {"DATE": "date", "INTEGER": "whole_number", "BOOLEAN": "boolean"}
    return "number" if column.type.startswith("DECIMAL") else names.get(column.type, "text")


def _cells(spec: TableSpec, row: Mapping[str, Any]) -> dict[str, str]:
    return {column.name: as_text(row.get(column.name)) for column in spec.columns}


def as_text(value: Any) -> str:
    """A value as a reference table's CSV has it; whatever stands for «nothing» is empty."""
    if value is None or str(value) in _NOTHING:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        return f"{number:f}" if number != number.to_integral_value() else f"{number:.0f}"
    return str(value).strip()


def _unknown_columns(
    changes: Mapping[str, Sequence[Mapping[str, Any]]],
) -> Iterator[ReferenceProblem]:
    for table, rows in changes.items():
        names = [column.name for column in table_spec(table).columns]
        strange = sorted({str(name) for row in rows for name in row if name not in names})
        if strange:
            yield ReferenceProblem(table, 1, None, ", ".join(strange), "header", ", ".join(names))


def _national_ids(cells: Mapping[str, list[dict[str, str]]]) -> Iterator[ReferenceProblem]:
    for table, rows in cells.items():
        for number, row in enumerate(rows, 2):
            for column, text in row.items():
                hidden = hide_national_ids(text)
                if hidden != text:
                    yield ReferenceProblem(table, number, column, hidden, "no_national_id")


def _json(text: str | None) -> Any:
    return None if text is None else json.loads(text)
