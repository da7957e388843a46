"""What a file replaces: the keys of its rows, by what the file says, so that a choice made later doubles nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import product
from typing import Any

from etl.table import Table

NONE = "-"


def row_keys(table: Table, months: Sequence[date]) -> list[str]:
    """The coverage key of each row, by the parts that its profile replaces.

    A name counts by its id, so that spellings are one; by itself where nothing or only the user's choice says what it
    stands for, since that may be another one next time.
    """
    parts = [[first for first, _ in part] for part in _parts(table, months)]
    rows = list(zip(*parts, strict=True))
    memo = {row: "|".join(row) for row in set(rows)}
    return [memo[row] for row in rows]


def other_keys(table: Table, months: Sequence[date]) -> set[str]:
    """The further keys that the same rows may have had in an earlier upload, when their names were not known yet."""
    if table.profile.kind == "backlog":
        return set()
    rows = set(zip(*_parts(table, months), strict=True))
    found = {"|".join(key) for row in rows for key in product(*map(set, row))}
    return found - {"|".join(first for first, _ in row) for row in rows}


def _parts(table: Table, months: Sequence[date]) -> list[list[tuple[str, str]]]:
    """Per part of the key and per row: what it counts by, and what it counts by as long as it is not known."""
    return [list(_part(table, months, name)) for name in table.profile.replaces]


def _part(table: Table, months: Sequence[date], name: str) -> Iterator[tuple[str, str]]:
    if name == "period":
        yield from _same(months)
    elif name == "snapshot_date":
        yield from _same([table.title.extracted] * len(table.rows))
    elif name == "code":
        yield from _codes(table)
    elif name == "plan_version":
        yield from ((version, version) for version in table.values["plan_version_id"])
    else:
        ids = table.values.get(f"{name}_id") or [None] * len(table.rows)
        texts = table.values.get(name) or [None] * len(table.rows)
        chosen = table.by_choice.get(name, frozenset())
        memo: dict[Any, tuple[str, str]] = {}
        for pair in zip(ids, texts, strict=True):
            if pair not in memo:
                memo[pair] = _named(*pair, chosen)
            yield memo[pair]


def _same(values: Sequence[date | None]) -> Iterator[tuple[str, str]]:
    memo = {value: value.isoformat() if value else NONE for value in set(values)}
    return ((memo[value], memo[value]) for value in values)


def _codes(table: Table) -> Iterator[tuple[str, str]]:
    """A code of the file, or the id of its sub-measure."""
    codes, placed = table.values.get("stated_code"), table.values.get("sub_measure_id")
    texts = table.values.get("sub_measure")
    nothing = [None] * len(table.rows)
    chosen = table.by_choice.get("sub_measure", frozenset())
    for code, own, text in zip(codes or nothing, placed or nothing, texts or nothing, strict=True):
        if code:
            yield code, code
        else:
            known = own or NONE
            yield (text if text in chosen else known), text or known


def _named(own: str | None, text: Any, chosen: frozenset[str]) -> tuple[str, str]:
    """A unit by its id; a text that may be anybody's name is never stored as it is."""
    if not text:
        return own or NONE, own or NONE
    unknown = f"#{sha256(str(text).strip().casefold().encode()).hexdigest()[:8]}"
    return (unknown if own is None or text in chosen else own), unknown
