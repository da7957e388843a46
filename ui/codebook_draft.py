"""Changes to the reference tables that are not saved yet, however they were made: in the form, in the grid or in Excel.

One draft for all tables, so that what hangs together (a new measure and its sub-measures) becomes one version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from etl.codebook import TableSpec
from ui.codebook import Row, row_key, rows, specs
from ui.view import View
from warehouse import ReferenceProblem
from warehouse.reference import columns
from warehouse.reference_checks import problems

_DRAFT = "codebook_draft"
Kind = Literal["added", "changed", "removed"]


@dataclass(frozen=True)
class Draft:
    """The rows that shall take the place of a table's, per table, and the version that they were read from. `refused`
    is what was wrong with them when they were last to be saved."""

    based_on: int
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    refused: tuple[ReferenceProblem, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One row that is added (before is None), changed or removed (after is None)."""

    table: str
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> Kind:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    def columns(self) -> list[str]:
        """Return the columns that differ; of an added or removed row those that hold something."""
        before, after = self.before or {}, self.after or {}
        return [name for name in {**after, **before} if before.get(name, "") != after.get(name, "")]


def differences(spec: TableSpec, before: Sequence[Row], after: Sequence[Row]) -> list[Difference]:
    """Return what becomes of each row, in the order of the new rows, then what is gone.

    Rows are told apart by the table's key; equal rows need no key, so that a repeated key shows as an added row.
    """

    def values(row: Row) -> tuple[str, ...]:
        return tuple(row.get(column.name, "") for column in spec.columns)

    left = Counter(map(values, before))
    changed = []
    for row in after:
        if left[values(row)]:
            left[values(row)] -= 1
        else:
            changed.append(row)
    gone: dict[tuple[str, ...], list[Row]] = {}
    for row in before:
        if left[values(row)]:
            left[values(row)] -= 1
            gone.setdefault(row_key(spec, row), []).append(row)
    found = []
    for row in changed:
        old = gone.get(row_key(spec, row))
        found.append(Difference(spec.name, old.pop(0) if old else None, row))
    return found + [Difference(spec.name, row, None) for rows_left in gone.values() for row in rows_left]


def draft(view: View) -> Draft:
    """Return what is not saved yet; an empty draft of the open version where there is nothing."""
    kept: Draft | None = st.session_state.get(_DRAFT)
    return kept if kept is not None else Draft(view.reader.version)


def proposed(view: View, table: str) -> list[Row]:
    """Return the rows of a table with what is not saved yet."""
    return [dict(row) for row in draft(view).tables.get(table, rows(view, table))]


def unsaved(view: View, table: str | None = None) -> list[Difference]:
    """Return what is not saved yet, of one table or of all."""
    kept = draft(view).tables
    return [
        each
        for name, after in kept.items()
        if table in (None, name)
        for each in differences(specs()[name], rows(view, name), after)
    ]


def propose(view: View, changed: Mapping[str, Sequence[Row]]) -> None:
    """Put the rows of some tables in the draft; a table that ends as it was leaves it."""
    before = draft(view)
    tables = {**before.tables, **{name: tuple(new) for name, new in changed.items()}}
    kept = {name: new for name, new in tables.items() if differences(specs()[name], rows(view, name), new)}
    if kept:
        st.session_state[_DRAFT] = Draft(before.based_on, kept)
    else:
        discard()


def wrong(view: View) -> list[ReferenceProblem]:
    """Return everything that is wrong with what is not saved yet: as the tables together stand now, and what only the
    warehouse could tell when they were last to be saved."""
    kept = draft(view)
    if not kept.tables:
        return []
    cells = {name: list(enumerate(proposed(view, name), 2)) for name in specs()}
    found = list(problems({name: columns(name) for name in cells}, cells))
    return found + [problem for problem in kept.refused if problem not in found]


def note_refused(view: View, refused: Sequence[ReferenceProblem]) -> None:
    """Keep why the draft was refused, to be shown beside rows and fields until it is changed."""
    before = draft(view)
    st.session_state[_DRAFT] = Draft(before.based_on, before.tables, tuple(refused))


def discard() -> None:
    """Forget everything that is not saved."""
    st.session_state.pop(_DRAFT, None)


def table_of(problem: ReferenceProblem) -> str:
    """Return the table that a problem is in."""
    return problem.file.removesuffix(".csv")


def problem_row(view: View, problem: ReferenceProblem) -> Row | None:
    """Return the row of the draft that a problem is in; None for a problem of the whole table."""
    new = proposed(view, table_of(problem)) if table_of(problem) in specs() else []
    at = (problem.row or 0) - 2
    return new[at] if 0 <= at < len(new) else None
