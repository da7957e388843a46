"""How do the museum's own tables (measures, systems, units, plans …) come into the warehouse, from CSV or as edited?"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from warehouse.errors import ReferenceInvalid, ReferenceProblem
from warehouse.migrate import Column, is_outdated, schema
from warehouse.reader import Reader
from warehouse.reference_checks import KEYS, Cells, problems, typed

TABLES = tuple(KEYS)
LATER_COLUMNS = {"plan_version": ("status", "revises_id")}
"""Columns that the CSV files of an earlier release do not have: each cell is then empty."""
LATER_TABLES = ("account_bridge", "capacity", "working_day")
"""Tables that there need not be a CSV file for: they are then empty."""


def load_reference(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Load every `<table>.csv` of `folder` (UTF-8, comma, header = the schema's columns) in place of what is there.

    :raises ReferenceInvalid: with every problem of every table; no table was changed.
    """
    found: list[ReferenceProblem] = []
    cells: dict[str, Cells] = {}
    for table in TABLES:
        path = folder / f"{table}.csv"
        there = table not in LATER_TABLES or path.exists()
        cells[table] = read_csv(path, table, found) if there else []
    unread = {Path(problem.file).stem for problem in found if problem.row in (None, 1)}
    found += [_in_file(problem) for problem in _checked(con, cells) if not _follows(problem, unread)]
    if found:
        raise ReferenceInvalid(found)
    _replace(con, cells)
    con.execute("delete from reference_load")
    con.execute("insert into reference_load values (?)", [reference_digest(folder)])


def replace_tables(con: duckdb.DuckDBPyConnection, changed: Mapping[str, Cells]) -> None:
    """Put other rows in place of the named tables' rows, if all the tables together then hold.

    :raises ReferenceInvalid: with every problem; no table was changed.
    """
    kept = {table: stored(con, table) for table in TABLES if table not in changed}
    found = list(_checked(con, kept | dict(changed)))
    if found:
        raise ReferenceInvalid(found)
    _replace(con, changed)


def stored(con: duckdb.DuckDBPyConnection, table: str) -> Cells:
    """The rows of a table as text, numbered as in a spreadsheet."""
    names = [column.name for column in columns(table)]
    texts = ", ".join(f"coalesce(\"{name}\"::varchar, '')" for name in names)
    rows = con.execute(f'select {texts} from "{table}"').fetchall()  # noqa: S608 - names are the schema's
    return [(number, dict(zip(names, row, strict=True))) for number, row in enumerate(rows, 2)]


def columns(table: str) -> tuple[Column, ...]:
    """The columns of a reference table, as the schema declares them."""
    return schema()[table][1]


def takes_csv(reader: Reader, folder: Path) -> bool:
    """Whether the CSV files are to be taken in: they were edited since, and nobody has edited the tables themselves;
    or the version was made by an earlier release, which `new_version` brings up to date."""
    if is_outdated(reader):
        return True
    if reader.rows("select count(*) as n from reference_change")[0]["n"]:
        return False
    return reader.rows("select sha256 from reference_load") != [{"sha256": reference_digest(folder)}]


def reference_digest(folder: Path) -> str:
    """The sha256 over all reference CSV files: it tells whether they were edited since they were loaded."""
    digest = hashlib.sha256()
    for table in TABLES:
        path = folder / f"{table}.csv"
        content = path.read_bytes() if path.exists() else b""
        digest.update(f"{table} {len(content)} ".encode() + content)
    return digest.hexdigest()


def read_csv(path: Path, table: str, found: list[ReferenceProblem]) -> Cells:
    """The rows of one CSV file; what is wrong with the file itself is added to `found`."""
    names = [column.name for column in columns(table)]
    later = LATER_COLUMNS.get(table, ())
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = list(reader.fieldnames or ())
            if header != names and header != [name for name in names if name not in later]:
                expected = ", ".join(names)
                found.append(ReferenceProblem(path.name, 1, None, ", ".join(header), "header", expected))
                return []
            missing = dict.fromkeys(names, "")
            return [(number, missing | row) for number, row in _lines(path.name, reader, len(header), found)]
    except FileNotFoundError:
        found.append(ReferenceProblem(path.name, None, None, None, "file"))
    except UnicodeDecodeError:
        found.append(ReferenceProblem(path.name, None, None, None, "utf8"))
    except csv.Error as error:
        found.append(ReferenceProblem(path.name, None, None, str(error), "csv"))
    return []


def _lines(
    name: str, reader: "csv.DictReader[str]", width: int, found: list[ReferenceProblem]
) -> Iterator[tuple[int, dict[str, str]]]:
    for row in reader:
        number = reader.line_num
        if None in row or None in row.values():
            cells = sum(value is not None for key, value in row.items() if key) + len(row.get(None) or ())
            found.append(ReferenceProblem(name, number, None, str(cells), "columns", str(width)))
            continue
        yield number, {key: value.strip() for key, value in row.items()}


def _follows(problem: ReferenceProblem, unread: set[str]) -> bool:
    """Whether the problem is only that a whole table could not be read."""
    return problem.detail in unread or (problem.expected == "in_use" and problem.file in unread)


def _in_file(problem: ReferenceProblem) -> ReferenceProblem:
    """A problem of a table as one of its CSV file."""
    detail = f"{problem.detail}.csv" if problem.expected == "known_id" else problem.detail
    return replace(problem, file=f"{problem.file}.csv", detail=detail)


def _checked(con: duckdb.DuckDBPyConnection, cells: Mapping[str, Cells]) -> Iterator[ReferenceProblem]:
    yield from problems({table: columns(table) for table in TABLES}, cells)
    yield from _vanished(con, cells)


_USING = {
    "sub_measure": ("planned_effort", "planned_budget", "actual_effort", "actual_cost", "progress"),
    "unit": ("planned_effort", "planned_budget", "actual_effort", "actual_cost", "backlog", "ledger_total"),
    "role_group": ("planned_effort", "actual_effort"),
    "process": ("planned_effort", "actual_effort"),
    "system": ("instrument_hours", "backlog"),
    "plan_version": ("planned_effort", "planned_budget"),
}
"""Tables of facts that hold the ids of a reference table."""


def _vanished(con: duckdb.DuckDBPyConnection, cells: Mapping[str, Cells]) -> Iterator[ReferenceProblem]:
    """Ids that facts use and that the tables no longer have: their hours would lose their name."""
    for table, facts in _USING.items():
        column = f"{table}_id"
        known = {row[column] for _, row in cells[table]}
        used = " union all ".join(
            f"select {column} as id from {fact} where {column} is not null"  # noqa: S608 - names are our own
            for fact in facts
        )
        rows = con.execute(f"select id, count(*) from ({used}) group by id order by id").fetchall()  # noqa: S608
        for key, number in rows:
            if key not in known:
                yield ReferenceProblem(table, None, column, key, "in_use", str(number))


def _replace(con: duckdb.DuckDBPyConnection, changed: Mapping[str, Cells]) -> None:
    for table, rows in changed.items():
        con.execute(f'delete from "{table}"')  # noqa: S608 - table is one of TABLES
        if rows:
            marks = ", ".join("?" for _ in columns(table))
            names = ", ".join(f'"{column.name}"' for column in columns(table))
            values = [[_value(column, row[column.name]) for column in columns(table)] for _, row in rows]
            con.executemany(f'insert into "{table}" ({names}) values ({marks})', values)  # noqa: S608 - as above


def _value(column: Column, text: str) -> object:
    """The value to store; an empty cell takes the column's default where it has one."""
    default = column.default.strip("'") if column.default and column.required else ""
    return typed(column.type, text or default)
