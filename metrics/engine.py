"""How an Ibis expression reaches the warehouse: one cursor per query, rows back as plain Python values."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar, cast
from weakref import WeakKeyDictionary

from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

T = TypeVar("T")
Row = dict[str, Any]

REMEMBERED_ANSWERS = 256
"""How many answers are kept per open warehouse version before all are forgotten."""


class Reader(Protocol):
    """One open, immutable warehouse version."""

    @property
    def version(self) -> int: ...

    def cursor(self) -> Any: ...


class _LockedBackend(Backend):
    """Ibis on a connection whose configuration is locked: the warehouse has set it, so Ibis may not set its
    own.
    """

    def _post_connect(self, extensions: Any = None) -> None:
        self._record_batch_readers_consumed: dict[Any, Any] = {}


class Tables:
    """The warehouse's tables as Ibis expressions, all on one cursor."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self._tables: dict[str, Table] = {}

    def __getitem__(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = cast(Table, self._backend.table(name))
        return self._tables[name]

    def rows(self, expression: Table) -> list[Row]:
        """Run an expression; DECIMAL columns come back as exact `Decimal`."""
        return cast(list[Row], self._backend.to_pyarrow(expression).to_pylist())


@contextmanager
def query(reader: Reader) -> Iterator[Tables]:
    """Open one cursor for the queries of one metric and close it after use."""
    cursor = reader.cursor()
    try:
        yield Tables(_LockedBackend.from_connection(cursor))
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
