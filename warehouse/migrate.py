"""How does a warehouse of an earlier release get the tables and columns that the schema has gained since?"""

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.reader import Reader

_SCHEMA = Path(__file__).with_name("schema.sql")


class Column(NamedTuple):
    """One column as the schema declares it; `default` is SQL."""

    name: str
    type: str
    required: bool
    default: str | None


@cache
def schema() -> dict[str, tuple[str, tuple[Column, ...]]]:
    """Every table of `schema.sql`: its create statement and its columns."""
    with duckdb.connect(":memory:") as con:
        con.execute(_SCHEMA.read_text("utf-8"))
        statements = con.execute("select table_name, sql from duckdb_tables()").fetchall()
        found = _columns(con)
    return {name: (sql, found[name]) for name, sql in statements}


def create_schema(con: duckdb.DuckDBPyConnection) -> None:
    """Make every table in an empty warehouse."""
    con.execute(_SCHEMA.read_text("utf-8"))
    _stamp(con)


def bring_up(con: duckdb.DuckDBPyConnection) -> None:
    """Add the tables and columns that are missing, and let columns be empty that may be so now. No row is lost."""
    if _stamped(con) == _digest():
        return
    if "period" in {column.name for column in _columns(con).get("capacity", ())}:
        _capacity_in_ranges(con)
    there = _columns(con)
    for table, (statement, columns) in schema().items():
        if table not in there:
            con.execute(statement)
            continue
        known = {column.name: column for column in there[table]}
        for column in columns:
            _bring_up_column(con, table, column, known.get(column.name))
    _stamp(con)


def _capacity_in_ranges(con: duckdb.DuckDBPyConnection) -> None:
    """Fold capacity by month into runs of months with the same persons and share."""
    con.execute("alter table capacity rename to capacity_by_month")
    con.execute(schema()["capacity"][0])
    con.execute(
        "insert into capacity by name"
        " with numbered as (select *, row_number() over (partition by unit_id, role_group_id, persons, position_share"
        " order by period) as place from capacity_by_month)"
        " select unit_id, role_group_id, persons, position_share, min(period) as valid_from,"
        " last_day(max(period)) as valid_to from numbered"
        " group by unit_id, role_group_id, persons, position_share, period - to_months(place)"
        " order by unit_id, role_group_id, valid_from"
    )
    con.execute("drop table capacity_by_month")


def is_outdated(reader: Reader) -> bool:
    """Whether the version that is open was made with another schema than today's."""
    return not reader.has("schema_load") or reader.rows("from schema_load") != [{"sha256": _digest()}]


def _bring_up_column(
    con: duckdb.DuckDBPyConnection, table: str, column: Column, known: Column | None
) -> None:
    alter = f'alter table "{table}"'
    if known is None:
        default = f" default {column.default}" if column.default else ""
        con.execute(f'{alter} add column "{column.name}" {column.type}{default}')
        if column.required:
            con.execute(f'{alter} alter column "{column.name}" set not null')
    elif known.required and not column.required:
        con.execute(f'{alter} alter column "{column.name}" drop not null')


def _columns(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[Column, ...]]:
    rows = con.execute(
        "select table_name, column_name, data_type, not is_nullable, column_default from duckdb_columns()"
        " where not internal order by table_oid, column_index"
    ).fetchall()
    found: dict[str, list[Column]] = {}
    for table, *column in rows:
        found.setdefault(table, []).append(Column(*column))
    return {table: tuple(columns) for table, columns in found.items()}


def _stamped(con: duckdb.DuckDBPyConnection) -> str | None:
    known = con.execute("select count(*) from duckdb_tables() where table_name = 'schema_load'").fetchone()
    row = con.execute("select sha256 from schema_load").fetchone() if known and known[0] else None
    return row[0] if row else None


def _stamp(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("delete from schema_load")
    con.execute("insert into schema_load values (?)", [_digest()])


@cache
def _digest() -> str:
    return hashlib.sha256(_SCHEMA.read_bytes()).hexdigest()
