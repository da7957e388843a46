"""How an Ibis expression reaches the warehouse: one cursor per query, rows back as plain Python values."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar, cast
from weakref import WeakKeyDictionary

import ibis
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

T = TypeVar("T")
Row = dict[str, Any]

REMEMBERED_ANSWERS = 256
"""How many answers are kept per open warehouse version before all are forgotten."""

# Only compiles expressions. It is never connected: Ibis would change settings that the warehouse has locked.
_compiler = Backend()
# Merging nested selects is DuckDB's own work, too; in Ibis it takes a fifth of the time that a query is written in.
ibis.options.sql.fuse_selects = False


class Reader(Protocol):
    """One open, immutable warehouse version."""

    @property
    def version(self) -> int: ...

    def cursor(self) -> Any: ...


class Tables:
    """The warehouse's tables as Ibis expressions, and the one cursor that runs them."""

    def __init__(self, reader: Reader, cursor: Any) -> None:
        self._reader = reader
        self._cursor = cursor

    def __getitem__(self, name: str) -> Table:
        return remember(self._reader, ("table", name), lambda: self._table(name))

    def _table(self, name: str) -> Table:
        columns = self._cursor.table(name).limit(0).to_arrow_table().schema
        return ibis.table(ibis.Schema.from_pyarrow(columns), name=name)

    def has(self, name: str) -> bool:
        """Tell whether the version has a table: an earlier release may have made it without."""
        listed = ibis.table({"table_name": "string"}, name="tables", database="information_schema")
        return bool(self.rows(listed.filter(listed.table_name == name).limit(1)))

    def rows(self, expression: Table) -> list[Row]:
        """Run an expression; DECIMAL columns come back as exact `Decimal`."""
        answer = self._cursor.sql(_compiler.compile(expression)).to_arrow_table()
        return cast(list[Row], answer.to_pylist())


@contextmanager
def query(reader: Reader) -> Iterator[Tables]:
    """Open one cursor for the queries of one metric and close it after use."""
    cursor = reader.cursor()
    try:
        yield Tables(reader, cursor)
    finally:
        cursor.close()


_answers: WeakKeyDictionary[Any, dict[Hashable, Any]] = WeakKeyDictionary()


def remember(reader: Reader, key: Hashable, build: Callable[[], T]) -> T:
    """Answer from memory what was asked before of the same reader.

    A published version never changes, so an immutable answer about it stays right; mutable frames must not
    come here.
    """
    answers = _answers.setdefault(reader, {})
    if key not in answers:
        value = build()
        if len(answers) >= REMEMBERED_ANSWERS:
            answers.clear()
        answers[key] = value
    return cast(T, answers[key])


def forget(reader: Reader) -> None:
    """Forget what was answered of a reader."""
    _answers.pop(reader, None)
