"""How do the museum's own tables (measures, systems, units, plans …) come from CSV into the warehouse?"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import ReferenceInvalid, ReferenceProblem

TABLES = (
    "measure",
    "system",
    "process",
    "sub_measure",
    "alias",
    "unit",
    "role_group",
    "milestone",
    "code_map",
    "successor",
    "rate",
    "constant",
    "plan_version",
)
ALLOWED = {
    ("sub_measure", "status"): (
        "not_started",
        "in_progress",
        "delayed",
        "postponed",
        "completed",
        "closed_without_rollout",
    ),
    ("sub_measure", "benefit_type"): ("quality", "efficiency", "external"),
    ("alias", "kind"): ("measure", "sub_measure", "system", "unit", "role_group", "plan_version"),
    ("code_map", "code_kind"): ("analysis", "subproject"),
    ("plan_version", "kind"): ("baseline", "revised"),
    ("plan_version", "scope"): ("complete", "partial"),
}
POINTS_TO = {
    ("process", "system_id"): "system",
    ("sub_measure", "measure_id"): "measure",
    ("sub_measure", "system_id"): "system",
    ("measure", "successor_id"): "measure",
    ("milestone", "system_id"): "system",
    ("milestone", "sub_measure_id"): "sub_measure",
    ("code_map", "sub_measure_id"): "sub_measure",
    ("successor", "sub_measure_id"): "sub_measure",
    ("successor", "successor_id"): "sub_measure",
    ("rate", "role_group_id"): "role_group",
}
_EXPECTED = {"DATE": "date", "INTEGER": "whole_number", "BOOLEAN": "boolean"}

Cells = list[tuple[int, dict[str, str]]]
"""The rows of one CSV, each with its row number in the file."""


@dataclass(frozen=True)
class _Column:
    name: str
    type: str
    required: bool


def load_reference(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Load every `<table>.csv` of `folder` (UTF-8, comma, header = the schema's columns) in place of what is there.

    :raises ReferenceInvalid: with every problem of every table; no table was changed.
    """
    columns = {table: _columns(con, table) for table in TABLES}
    problems: list[ReferenceProblem] = []
    cells: dict[str, Cells] = {}
    for table in TABLES:
        cells[table] = _read(folder / f"{table}.csv", columns[table], problems)
        problems += _cell_problems(table, columns[table], cells[table])
    ids = {table: {next(iter(row.values()), "") for _, row in rows} for table, rows in cells.items()}
    for table, rows in cells.items():
        problems += _unknown_targets(table, rows, ids)
        problems += _repeated_ids(table, columns[table], rows)
    problems += _shares(cells["code_map"])
    if problems:
        raise ReferenceInvalid(problems)
    for table in TABLES:
        _replace(con, table, columns[table], cells[table])
    con.execute("delete from reference_load")
    con.execute("insert into reference_load values (?)", [reference_digest(folder)])


def reference_digest(folder: Path) -> str:
    """The sha256 over all reference CSV files: it tells whether they were edited since they were loaded."""
    digest = hashlib.sha256()
    for table in TABLES:
        path = folder / f"{table}.csv"
        content = path.read_bytes() if path.exists() else b""
        digest.update(f"{table} {len(content)} ".encode() + content)
    return digest.hexdigest()


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> list[_Column]:
    described = con.execute(
        "select column_name, data_type, is_nullable = 'NO' from information_schema.columns"
        " where table_name = ? order by ordinal_position",
        [table],
    ).fetchall()
    return [_Column(*row) for row in described]


def _read(path: Path, columns: list[_Column], problems: list[ReferenceProblem]) -> Cells:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = list(reader.fieldnames or ())
            expected = [column.name for column in columns]
            if header != expected:
                problems.append(
                    ReferenceProblem(path.name, 1, None, ", ".join(header), "header", ", ".join(expected))
                )
                return []
            return list(_lines(path.name, reader, len(expected), problems))
    except FileNotFoundError:
        problems.append(ReferenceProblem(path.name, None, None, None, "file"))
    except UnicodeDecodeError:
        problems.append(ReferenceProblem(path.name, None, None, None, "utf8"))
    except csv.Error as error:
        problems.append(ReferenceProblem(path.name, None, None, str(error), "csv"))
    return []


def _lines(
    name: str, reader: "csv.DictReader[str]", width: int, problems: list[ReferenceProblem]
) -> Iterator[tuple[int, dict[str, str]]]:
    for row in reader:
        number = reader.line_num
        if None in row or None in row.values():
            found = sum(value is not None for key, value in row.items() if key) + len(row.get(None) or ())
            problems.append(ReferenceProblem(name, number, None, str(found), "columns", str(width)))
            continue
        yield number, {key: value.strip() for key, value in row.items()}


def _cell_problems(table: str, columns: list[_Column], rows: Cells) -> Iterator[ReferenceProblem]:
    for number, row in rows:
        for column in columns:
            value = row[column.name]
            expected = _expected(table, column, value)
            if expected:
                yield ReferenceProblem(f"{table}.csv", number, column.name, value, *expected)


def _expected(table: str, column: _Column, value: str) -> tuple[str, str | None] | None:
    """What the cell should have held and which, or None where it holds it."""
    if not value:
        return ("value", None) if column.required else None
    allowed = ALLOWED.get((table, column.name))
    if allowed and value not in allowed:
        return "one_of", ", ".join(allowed)
    try:
        _typed(column.type, value)
    except (ValueError, InvalidOperation):
        return _EXPECTED.get(column.type, "number"), None
    return None


def _typed(kind: str, value: str) -> Any:
    if not value:
        return None
    if kind == "DATE":
        return date.fromisoformat(value)
    if kind == "INTEGER":
        return int(value)
    if kind == "BOOLEAN":
        return {"true": True, "false": False}[value] if value in ("true", "false") else int("")
    return Decimal(value) if kind.startswith("DECIMAL") else value


def _unknown_targets(table: str, rows: Cells, ids: dict[str, set[str]]) -> Iterator[ReferenceProblem]:
    for number, row in rows:
        targets = {column: target for (owner, column), target in POINTS_TO.items() if owner == table}
        if table == "alias" and row["kind"] in ids:
            targets["target_id"] = row["kind"]
        for column, target in targets.items():
            if row[column] and row[column] not in ids[target]:
                yield ReferenceProblem(
                    f"{table}.csv", number, column, row[column], "known_id", f"{target}.csv"
                )


def _repeated_ids(table: str, columns: list[_Column], rows: Cells) -> Iterator[ReferenceProblem]:
    if columns[0].name != f"{table}_id":
        return
    seen: set[str] = set()
    for number, row in rows:
        value = row[columns[0].name]
        if value in seen:
            yield ReferenceProblem(f"{table}.csv", number, columns[0].name, value, "unique")
        seen.add(value)


def _shares(rows: Cells) -> Iterator[ReferenceProblem]:
    """The shares of one code over one validity sum to 1, else hours would appear or vanish."""

    def key(item: tuple[int, dict[str, str]]) -> tuple[str, ...]:
        return tuple(item[1][name] for name in ("code_kind", "source_code", "valid_from", "valid_to"))

    for code, group in groupby(sorted(rows, key=key), key):
        found = list(group)
        try:
            total = sum(Decimal(row["share"]) for _, row in found)
        except InvalidOperation:
            continue
        if total != 1:
            yield ReferenceProblem("code_map.csv", found[0][0], "share", str(total), "share_sum", code[1])


def _replace(con: duckdb.DuckDBPyConnection, table: str, columns: list[_Column], rows: Cells) -> None:
    con.execute(f'delete from "{table}"')  # noqa: S608 - table is one of TABLES
    if rows:
        marks = ", ".join("?" for _ in columns)
        values = [[_typed(column.type, row[column.name]) for column in columns] for _, row in rows]
        con.executemany(f'insert into "{table}" values ({marks})', values)  # noqa: S608 - table is one of TABLES
