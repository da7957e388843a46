"""The reference tables as a person edits them: what they hold, every check on a change, who changed what and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

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
    """Every reference table that can be edited, those that others point to first."""
    raise NotImplementedError


def read_table(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table in its own order; values as str, date, int, Decimal, bool or None.

    :raises KeyError: no such table.
    :raises warehouse.WarehouseError: the warehouse cannot be read.
    """
    raise NotImplementedError


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

    :raises ReasonMissing: no reason was given.
    :raises CodebookChanged: somebody else has changed one of the tables since `based_on`.
    :raises warehouse.ReferenceInvalid: with every problem: `file` is the table, `row` counts the header as row 1.
    """
    raise NotImplementedError


def changes_of(folder: Path, table: str | None = None) -> list[ReferenceChange]:
    """Every change that was made to the reference tables after they were loaded, newest first."""
    raise NotImplementedError
