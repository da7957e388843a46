"""How is a published version read? Read-only, hardened, one cursor per query."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from warehouse.errors import UnknownVersion, WarehouseDamaged
from warehouse.versions import existing_current, list_versions, version_path

HARDENED: dict[str, Any] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "2GB",
    "threads": "2",
    "max_temp_directory_size": "1GB",
    "lock_configuration": "true",
}
# No question of a page takes this long: one that does must not keep the others waiting.
READER_CONFIG: dict[str, Any] = {**HARDENED, "max_execution_time": "10000"}
_ALL_ROWS_CHECKED = 1_000_000


class Reader:
    """One published version, open for reading. Safe across threads: every query takes a cursor of its own.

    `damaged` lists newer versions that could not be read and were passed over.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, version: int, damaged: tuple[int, ...] = ()
    ) -> None:
        self._connection = connection
        self._opening = threading.Lock()
        self.version = version
        self.damaged = damaged

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one query; close it after use."""
        with self._opening:
            return self._connection.cursor()

    def rows(self, sql: str, params: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        """A small answer as one dict a row."""
        with self.cursor() as cursor:
            answer = cursor.execute(sql, list(params))
            names = [column[0] for column in answer.description]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def has(self, table: str, column: str | None = None) -> bool:
        """Whether the version has a table, or a column of it: an earlier release may have made it without."""
        found = self.rows(
            "select count(*) as n from duckdb_columns()"
            " where table_name = ? and column_name = coalesce(?, column_name)",
            (table, column),
        )
        return bool(found[0]["n"])

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_reader(folder: Path, version: int | None = None) -> Reader:
    """Open the current version, or the one asked for.

    A damaged current version is passed over for the newest sound one before it, named in `Reader.damaged`.

    :raises NoWarehouse: nothing was ever published here.
    :raises UnknownVersion: the version asked for is not kept.
    :raises WarehouseDamaged: no version can be read.
    """
    current = existing_current(folder)
    kept = [found.number for found in list_versions(folder)]
    if version is not None:
        if version not in kept:
            raise UnknownVersion(version, kept)
        return Reader(_open(folder, version), version)
    damaged: list[int] = []
    for number in dict.fromkeys((current, *(n for n in kept if n < current))):
        try:
            return Reader(_open(folder, number), number, tuple(damaged))
        except WarehouseDamaged:
            damaged.append(number)
    raise WarehouseDamaged(damaged)


def _open(folder: Path, number: int) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(version_path(folder, number)), read_only=True, config=READER_CONFIG)
    except duckdb.Error as error:
        raise WarehouseDamaged([number]) from error
    try:
        _read_through(connection)
    except duckdb.Error as error:
        connection.close()
        raise WarehouseDamaged([number]) from error
    return connection


def _read_through(connection: duckdb.DuckDBPyConnection) -> None:
    """Read every block of what the pages read, so that a flipped bit is found now and not in a leader's chart.

    Fact tables above a million rows are left to the checks of the queries that reach them.
    """
    tables = connection.execute("select table_name, estimated_size from duckdb_tables()").fetchall()
    if "effort_monthly" not in dict(tables):
        raise duckdb.CatalogException
    for name, size in tables:
        if size <= _ALL_ROWS_CHECKED:
            connection.execute(f'select sum(hash(columns(*))) from "{name}"').fetchall()  # noqa: S608 - from the catalogue
