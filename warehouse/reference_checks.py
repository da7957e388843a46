"""What must hold of the reference tables as a whole, before any of them is taken in?"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from warehouse.errors import ReferenceProblem
from warehouse.migrate import Column

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
    ("plan_version", "kind"): ("baseline", "revised"),
    ("plan_version", "scope"): ("complete", "partial"),
    ("plan_version", "status"): ("draft", "adopted", "closed"),
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
    ("plan_version", "revises_id"): "plan_version",
    ("capacity", "unit_id"): "unit",
    ("capacity", "role_group_id"): "role_group",
}
KEYS = {
    "measure": ("measure_id",),
    "system": ("system_id",),
    "process": ("process_id",),
    "sub_measure": ("sub_measure_id",),
    "alias": ("kind", "alias", "valid_from"),
    "unit": ("unit_id",),
    "role_group": ("role_group_id",),
    "milestone": ("milestone_id",),
    "code_map": ("code_kind", "source_code", "sub_measure_id", "valid_from"),
    "successor": ("sub_measure_id", "successor_id"),
    "account_bridge": ("old_account", "new_account", "valid_from"),
    "rate": ("role_group_id", "year"),
    "constant": ("name", "valid_from"),
    "plan_version": ("plan_version_id",),
    "capacity": ("unit_id", "role_group_id", "valid_from"),
    "working_day": ("day",),
}
"""The columns that tell the rows of a table apart."""
_SHARED = {
    "code_map": ("code_kind", "source_code", "valid_from", "valid_to"),
    "successor": ("sub_measure_id",),
    "account_bridge": ("old_account", "valid_from", "valid_to"),
}
"""Tables with shares, and the columns that name what is shared: its shares sum to 1, else hours appear or vanish."""
_ONE_AT_A_TIME: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "code_map": (("code_kind", "source_code"), ("valid_from", "valid_to")),
    "account_bridge": (("old_account",), ("valid_from", "valid_to")),
    "alias": (("kind", "alias"), ("target_id",)),
    "constant": (("name",), ("name", "valid_from")),
    "capacity": (("unit_id", "role_group_id"), ("valid_from",)),
}
"""Tables where one code leads to one thing at a time: what is the code, and what tells different things apart."""
_BETWEEN: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "share": ("share", lambda number: 0 < number <= 1),
    "position_share": ("part", lambda number: 0 <= number <= 1),
    "day_share": ("part", lambda number: 0 <= number <= 1),
    "persons": ("not_negative", lambda number: number >= 0),
}
"""Columns whose numbers have limits: what is expected, and whether a number is it."""
_EXPECTED = {"DATE": "date", "INTEGER": "whole_number", "BOOLEAN": "boolean"}

Row = Mapping[str, str]
Cells = Sequence[tuple[int, Row]]
"""The rows of one table as text, each with its row number as a spreadsheet counts."""


def problems(
    columns: Mapping[str, Sequence[Column]], cells: Mapping[str, Cells]
) -> Iterator[ReferenceProblem]:
    """Everything that is wrong with the tables; `file` of a problem is the table, `detail` of `known_id` too."""
    ids = {table: {row[KEYS[table][0]] for _, row in rows} for table, rows in cells.items()}
    for table, rows in cells.items():
        broken = list(_cell_problems(table, columns[table], rows))
        yield from broken
        yield from _unknown_targets(table, rows, ids)
        yield from _repeated(table, rows)
        wrong = {problem.row for problem in broken}
        sound = [(number, row) for number, row in rows if number not in wrong]
        yield from _backward(table, sound)
        yield from _shares(table, sound)
        yield from _overlaps(table, sound)
    yield from _adopted_without_day(cells["plan_version"])
    yield from _circles(cells["successor"])


def typed(kind: str, value: str) -> Any:
    """The value of a cell in a column of a DuckDB type; None where it is empty.

    :raises ValueError, InvalidOperation: the text is no such value.
    """
    if not value:
        return None
    if kind == "DATE":
        return date.fromisoformat(value)
    if kind == "INTEGER":
        return int(value)
    if kind == "BOOLEAN":
        return {"true": True, "false": False}[value] if value in ("true", "false") else int("")
    return _decimal(kind, value) if kind.startswith("DECIMAL") else value


class _TooExact(ValueError):
    """A number with more digits than its column keeps; the argument is the number of decimals that it keeps."""


def _decimal(kind: str, value: str) -> Decimal:
    width, scale = map(int, kind.removeprefix("DECIMAL(").removesuffix(")").split(","))
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(value)
    if number != round(number, scale) or abs(number) >= 10 ** (width - scale):
        raise _TooExact(scale)
    return number


def _cell_problems(table: str, columns: Sequence[Column], rows: Cells) -> Iterator[ReferenceProblem]:
    for number, row in rows:
        for column in columns:
            value = row[column.name]
            expected = _expected(table, column, value)
            if expected:
                yield ReferenceProblem(table, number, column.name, value, *expected)


def _expected(table: str, column: Column, value: str) -> tuple[str, str | None] | None:
    """What the cell should have held and which, or None where it holds it."""
    if not value:
        return ("value", None) if column.required and column.default is None else None
    allowed = ALLOWED.get((table, column.name))
    if allowed and value not in allowed:
        return "one_of", ", ".join(allowed)
    try:
        number = typed(column.type, value)
    except _TooExact as error:
        return "decimals", str(error)
    except (ValueError, InvalidOperation):
        return _EXPECTED.get(column.type, "number"), None
    expected, holds = _BETWEEN.get(column.name, ("", lambda _: True))
    return None if holds(number) else (expected, None)


def _unknown_targets(table: str, rows: Cells, ids: Mapping[str, set[str]]) -> Iterator[ReferenceProblem]:
    fixed = {column: target for (owner, column), target in POINTS_TO.items() if owner == table}
    for number, row in rows:
        targets = fixed
        if table == "alias" and row["kind"] in ids:
            targets = {"target_id": row["kind"]}
        for column, target in targets.items():
            if row[column] and row[column] not in ids[target]:
                yield ReferenceProblem(table, number, column, row[column], "known_id", target)


def _repeated(table: str, rows: Cells) -> Iterator[ReferenceProblem]:
    seen: set[tuple[str, ...]] = set()
    for number, row in rows:
        key = tuple(row[name] for name in KEYS[table])
        if key in seen:
            yield ReferenceProblem(table, number, KEYS[table][0], "|".join(key), "unique")
        seen.add(key)


def _backward(table: str, rows: Cells) -> Iterator[ReferenceProblem]:
    for first, last in (("valid_from", "valid_to"), ("period_first", "period_last")):
        for number, row in rows:
            if first in row and date.fromisoformat(row[last]) < date.fromisoformat(row[first]):
                yield ReferenceProblem(table, number, last, row[last], "not_before", row[first])


def _shares(table: str, rows: Cells) -> Iterator[ReferenceProblem]:
    for code, group in _grouped(rows, _SHARED.get(table, ())).items():
        total = sum(Decimal(row["share"]) for _, row in group)
        if total != 1:
            name = code[1] if table == "code_map" else code[0]
            yield ReferenceProblem(table, group[0][0], "share", f"{total:f}", "share_sum", name)


def _overlaps(table: str, rows: Cells) -> Iterator[ReferenceProblem]:
    code, apart = _ONE_AT_A_TIME.get(table, ((), ()))
    for same in _grouped(rows, code, str.casefold).values():
        things = [group[0] for group in _grouped(same, (*apart, "valid_from", "valid_to")).values()]
        things.sort(key=lambda item: date.fromisoformat(item[1]["valid_from"]))
        for at, (number, row) in enumerate(things[1:], 1):
            for _, before in things[:at]:
                other = any(row[name] != before[name] for name in apart)
                if other and date.fromisoformat(row["valid_from"]) <= date.fromisoformat(before["valid_to"]):
                    span = f"{before['valid_from']}–{before['valid_to']}"
                    yield ReferenceProblem(table, number, "valid_from", row["valid_from"], "overlap", span)
                    break


def _grouped(
    rows: Cells, names: Iterable[str], fold: Callable[[str], str] = str
) -> dict[tuple[str, ...], list[tuple[int, Row]]]:
    """Rows by the text in some columns, in the order in which they come; nothing where no column is named."""
    found: dict[tuple[str, ...], list[tuple[int, Row]]] = {}
    names = tuple(names)
    for number, row in rows if names else ():
        found.setdefault(tuple(fold(row[name]) for name in names), []).append((number, row))
    return found


def _adopted_without_day(rows: Cells) -> Iterator[ReferenceProblem]:
    for number, row in rows:
        if row["status"] != "draft" and not row["adopted"]:
            yield ReferenceProblem("plan_version", number, "adopted", "", "value")


def _circles(rows: Cells) -> Iterator[ReferenceProblem]:
    """A sub-measure whose successors lead back to it would never arrive."""
    after: dict[str, set[str]] = {}
    for _, row in rows:
        after.setdefault(row["sub_measure_id"], set()).add(row["successor_id"])
    for number, row in rows:
        reached, waiting = set[str](), [row["successor_id"]]
        while waiting:
            here = waiting.pop()
            if here not in reached:
                reached.add(here)
                waiting += after.get(here, ())
        if row["sub_measure_id"] in reached:
            yield ReferenceProblem("successor", number, "successor_id", row["successor_id"], "circle")


__all__ = ["ALLOWED", "KEYS", "POINTS_TO", "Cells", "problems", "typed"]
