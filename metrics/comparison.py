"""Planned against actual, divided by any combination of keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import compress
from typing import Any

import ibis
import pandas as pd
from ibis.expr.types import Table

from language import get
from metrics.basis import DataBasis, data_basis
from metrics.calendar import day
from metrics.effort import effort_rows, exact, within_place
from metrics.engine import Reader, Row, Tables, query
from metrics.frames import frame
from metrics.light import Judgement, Limits, judge, limits
from metrics.months import MonthBasis, months
from metrics.privacy import Cover, cover
from metrics.reference import Names, Reference, reference
from metrics.selection import KEYS, Selection, SelectionError

COLUMN_OF_KEY = {key: f"{key}_id" for key in KEYS} | {"month": "period"}
BELONGS_TO_PLACE = ("measure", "sub_measure", "system", "process")
"""Keys that come from the sub-measure: without one they read «ikke plassert», otherwise «uten system» and so
on.
"""
SUMS = ("planned", "actual", "planned_shown", "actual_shown", "unplanned", "unplaced")
AMOUNTS = {"planned": "float", "actual": "float", "variance": "float", "variance_pct": "float"}
JUDGED = AMOUNTS | {"light": "text", "note_code": "text", "unplanned": "float", "unplaced": "float"}


@dataclass(frozen=True)
class Comparison:
    """Rows and their total over the comparable months, in the selection's unit of display.

    rows: per key `k`: `k` (id; None for «uten …» and «ikke plassert»), `k_nb`, `k_en`; then planned, actual,
    variance, variance_pct (NaN where undefined), light, note_code ('' | not_planned | not_covered |
    not_released | part_of_actual | hidden), unplanned (actual effort of sub-measures without plan), unplaced
    (actual effort without sub-measure) and order (0, 1, …). A hidden row has its plan alone. total: the same
    amounts for the sum of the rows, the hidden ones included; None where undefined. hidden_rows: how many
    rows are hidden; hidden_actual: their sum, None where it may not be told.
    """

    rows: pd.DataFrame
    total: dict[str, Any]
    months: MonthBasis
    basis: DataBasis
    by: tuple[str, ...]
    selection: Selection
    hidden_rows: int = 0
    hidden_actual: float | None = None


def compare(
    reader: Reader, selection: Selection, by: Sequence[str], *, with_empty: bool = False
) -> Comparison:
    """Compare planned and actual effort by keys out of KEYS; no key gives one row.

    with_empty: by sub_measure alone, also list the sub-measures without plan and actual that are valid in the
    months and belong to a listed measure (a complete plan that leaves them out has planned them at 0). Raises
    SelectionError for an unknown key or plan version.
    """
    by = tuple(by)
    sums = _sums(reader, selection, by)
    if with_empty and by == ("sub_measure",):
        sums += _empty_rows(reader, selection, sums)
    return _comparison(reader, selection, by, sums)


def compare_with_sums(
    reader: Reader, selection: Selection, by: Sequence[str], *coarser: Sequence[str]
) -> list[Comparison]:
    """Compare by keys, and by some of these keys alone: one query, and sums that agree exactly."""
    by = tuple(by)
    sums = _sums(reader, selection, by)
    folded = [(tuple(keys), _folded(sums, tuple(keys))) for keys in coarser]
    return [_comparison(reader, selection, keys, rows) for keys, rows in [(by, sums), *folded]]


def _comparison(reader: Reader, selection: Selection, by: tuple[str, ...], sums: list[Row]) -> Comparison:
    """Name, order and judge exact sums."""
    known = reference(reader)
    basis = months(reader, selection)
    covered = cover(reader, selection, by, basis.counted)
    sums = [*sums, *(dict.fromkeys(SUMS) | row for row in covered.missing(sums, key_columns(by)))]
    sums = sorted(sums, key=lambda row: place_of(row, by, known))
    hides = [covered.row(row) for row in sums]
    judged = [
        key_names(row, by, known.names) | _amounts(row, basis, known, hidden=hides[order]) | {"order": order}
        for order, row in enumerate(sums)
    ]
    total = _amounts(total_of(sums), basis, known, hidden=covered.total())
    keys = {f"{key}{suffix}": "text" for key in by for suffix in ("", "_nb", "_en")}
    return Comparison(
        rows=frame(judged, keys | JUDGED | {"order": "int"}),
        total=total,
        months=basis,
        basis=data_basis(reader, selection),
        by=by,
        selection=selection,
        hidden_rows=sum(hides),
        hidden_actual=_hidden_actual(covered, list(compress(sums, hides)), total),
    )


def _hidden_actual(covered: Cover, hidden: list[Row], total: dict[str, Any]) -> float | None:
    """The sum of the hidden rows, where it says no more than the total and the shown rows do."""
    if total["actual"] is None or not covered.sum_is_safe(hidden):
        return None
    return float(exact(total_of(hidden)["actual_shown"]))


def _folded(sums: list[Row], by: tuple[str, ...]) -> list[Row]:
    """Add rows up to fewer keys."""
    columns = key_columns(by)
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in sums:
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return [dict(zip(columns, key, strict=True)) | total_of(rows) for key, rows in groups.items()]


def key_columns(by: tuple[str, ...]) -> list[str]:
    """The columns that rows are grouped by: «uten system» and «ikke plassert» are told apart by `placed`."""
    columns = list(dict.fromkeys(COLUMN_OF_KEY[key] for key in by))
    return [*columns, "placed"] if any(key in BELONGS_TO_PLACE for key in by) else columns


def check(reader: Reader, selection: Selection, by: Sequence[str] = ()) -> None:
    """Raise SelectionError for a filter, a plan version or a key that does not exist."""
    selection.check()
    known = reference(reader)
    versions = {version.plan_version_id for version in known.versions}
    if selection.plan not in ("in_force", "original") and selection.plan not in versions:
        raise SelectionError("plan", selection.plan)
    for key in by:
        if key not in KEYS or list(by).count(key) > 1:
            raise SelectionError("by", key)


def _sums(reader: Reader, selection: Selection, by: tuple[str, ...]) -> list[Row]:
    """One row per combination of keys, with exact sums over the months that are counted."""
    check(reader, selection, by)
    known = reference(reader)
    basis = months(reader, selection)
    if not basis.counted:
        return []
    with query(reader) as tables:
        return tables.rows(_grouped(tables, selection, by, basis, known))


def _grouped(
    tables: Tables, selection: Selection, by: tuple[str, ...], basis: MonthBasis, known: Reference
) -> Table:
    effort = effort_rows(tables, selection, basis.counted, known)
    columns = list(dict.fromkeys(COLUMN_OF_KEY[key] for key in by))
    fine = effort.group_by(list(dict.fromkeys([*columns, "sub_measure_id"]))).agg(
        **{name: effort[name].sum() for name in SUMS[:4]}
    )
    of_sub_measure = fine.planned.sum().over(group_by="sub_measure_id").fill_null(0)
    placed = fine.sub_measure_id.notnull()
    fine = fine.mutate(
        placed=placed,
        unplanned_part=ibis.ifelse(placed & (of_sub_measure <= 0), fine.actual_shown, None),
        unplaced_part=ibis.ifelse(~placed, fine.actual_shown, None),
    )
    keys = key_columns(by)
    sums = {name: fine[name].sum() for name in SUMS[:4]}
    sums |= {"unplanned": fine.unplanned_part.sum(), "unplaced": fine.unplaced_part.sum()}
    return fine.group_by(keys).agg(**sums) if keys else fine.agg(**sums)


def total_of(rows: Sequence[Row]) -> Row:
    """Add exact sums up; the total is by construction the sum of its parts."""

    return {name: sum(row[name] for row in rows if row[name] is not None) for name in SUMS}


def key_names(row: Row, by: tuple[str, ...], names: Names) -> dict[str, Any]:
    """Return `k`, `k_nb` and `k_en` for each key of a row."""
    named: dict[str, Any] = {}
    for key in by:
        value = row[COLUMN_OF_KEY[key]]
        if key == "month":
            pair = (get("nb").month(value), get("en").month(value))
        else:
            pair = names.pair(key, value, row["placed"] if key in BELONGS_TO_PLACE else True)
        named |= {key: value, f"{key}_nb": pair[0], f"{key}_en": pair[1]}
    return named


def _amounts(row: Row, basis: MonthBasis, known: Reference, *, hidden: bool = False) -> dict[str, Any]:
    """Judge one row of exact sums; amounts leave as floats in the unit of display. Hidden: the plan alone."""
    if hidden:
        planned_shown = _edge(exact(row["planned_shown"])) if basis.comparable else None
        return dict.fromkeys(JUDGED) | {"planned": planned_shown, "light": "grey", "note_code": "hidden"}
    limit: Limits = limits(known, basis.unit)
    planned = exact(row["planned"]) if basis.comparable else None
    actual = exact(row["actual"]) if basis.counted else None
    judged: Judgement = judge(planned, actual, limit, basis.note_code)
    shown_planned = None if planned is None else exact(row["planned_shown"])
    shown_actual = None if actual is None else exact(row["actual_shown"])
    variance = None
    if judged.variance is not None and shown_actual is not None and shown_planned is not None:
        # Sums of divided hours can differ in their last bit: what is as planned in hours is so in every unit.
        variance = shown_actual - shown_planned if judged.variance else 0
    return {
        "planned": _edge(shown_planned),
        "actual": _edge(shown_actual),
        "variance": _edge(variance),
        "variance_pct": _edge(judged.variance_pct),
        "light": judged.light,
        "note_code": judged.note_code,
        "unplanned": float(exact(row["unplanned"])) if basis.comparable else 0.0,
        "unplaced": float(exact(row["unplaced"])),
    }


def _edge(value: Decimal | float | None) -> float | None:
    return None if value is None else float(value)


def place_of(row: Row, by: tuple[str, ...], known: Reference) -> tuple[Any, ...]:
    """Sort by the reference tables' order, months by date, and what has no key last."""
    places: list[Any] = []
    for key in by:
        value = row[COLUMN_OF_KEY[key]]
        if key == "month":
            places.append((0, value.toordinal(), ""))
        elif value is None:
            places.append((1 if row.get("placed", True) else 2, 0, ""))
        else:
            places.append((0, known.order.get(key, {}).get(value, len(known.order.get(key, {}))), value))
    return tuple(places)


def _empty_rows(reader: Reader, selection: Selection, sums: list[Row]) -> list[Row]:
    """The selection's sub-measures without plan and actual, beside those that have one."""
    basis = months(reader, selection)
    if not basis.counted:
        return []
    listed = [row["sub_measure_id"] for row in sums]
    first, last = basis.counted[0], basis.counted[-1]
    with query(reader) as tables:
        sub = within_place(tables["sub_measure"], selection)
        measures = sub.filter(sub.sub_measure_id.isin(listed)).select("measure_id").distinct()
        valid = sub.filter(
            sub.valid_from <= day(last), sub.valid_to >= day(first), ~sub.sub_measure_id.isin(listed)
        )
        rows = tables.rows(valid.semi_join(measures, "measure_id").select("sub_measure_id"))
    return [{**row, "placed": True, **dict.fromkeys(SUMS, None)} for row in rows]
