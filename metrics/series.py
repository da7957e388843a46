"""Effort month by month: planned, actual, state of the month and the running sums; aligned on go-live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from metrics.comparison import COLUMN_OF_KEY, check, key_columns, key_names, place_of
from metrics.effort import effort_rows, exact
from metrics.engine import Reader, Row, query, remember
from metrics.frames import frame
from metrics.months import MonthBasis, months
from metrics.overview import Milestone, milestones
from metrics.plan import covers
from metrics.privacy import cover
from metrics.reference import reference
from metrics.selection import Selection

AMOUNTS = {
    "planned": "float",
    "actual": "float",
    "state": "text",
    "cum_planned": "float",
    "cum_actual": "float",
    "note_code": "text",
}


def monthly(reader: Reader, selection: Selection, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return one row per month of the selection, and per combination of keys where `by` asks for it.

    Columns: month (first day); per key `k`, `k_nb`, `k_en`; planned (NaN where no plan covers the month);
    actual (NaN in future months); state (comparable | provisional | uncovered | future); cum_planned and
    cum_actual, both summed over the same comparable months; cum_planned goes on through later covered months,
    cum_actual ends with the last comparable one (NaN). Both are NaN before the first month that counts.
    note_code: `hidden` where the month's actual figure is hidden (NaN, and cum_actual from there on), else ''.
    Amounts are in the unit of display. Raises SelectionError for an unknown key or plan version.
    """
    by = tuple(by)
    check(reader, selection, ("month", *by))
    basis = months(reader, selection)
    # A page draws the months, their running sums and the forecast from the same rows.
    sums = remember(reader, ("monthly", selection, by), lambda: _sums(reader, selection, by, basis))
    by_group: dict[tuple[Any, ...], dict[date, Row]] = {}
    for row in sums:
        by_group.setdefault(_group(row, by), {})[row["period"]] = row
    lines = [(next(iter(found.values())), found) for found in by_group.values()]
    whole = cover(reader, selection, by, basis.all)
    lines += [(row, {}) for row in whole.missing(sums, key_columns(by))]
    if not by and not lines:
        lines = [({}, {})]
    known = reference(reader)
    covered = {month for month in basis.all if covers(month, selection, known)}
    each = cover(reader, selection, ("month", *by), basis.all)
    rows: list[Row] = []
    for line, found in sorted(lines, key=lambda one: place_of(one[0], by, known)):
        named = key_names(line, by, known.names)
        hidden = {month for month in basis.all if each.row(line | {"period": month})}
        rows += [named | row for row in _run(found, basis, covered, hidden)]
    keys = {f"{key}{suffix}": "text" for key in by for suffix in ("", "_nb", "_en")}
    return frame(rows, {"month": "date"} | keys | AMOUNTS)


def _sums(reader: Reader, selection: Selection, by: tuple[str, ...], basis: MonthBasis) -> list[Row]:
    if not basis.all:
        return []
    with query(reader) as tables:
        effort = effort_rows(tables, selection, basis.all, reference(reader))
        effort = effort.mutate(placed=effort.sub_measure_id.notnull())
        grouped = effort.group_by(list(dict.fromkeys(["period", *key_columns(by)])))
        return tables.rows(grouped.agg(planned=effort.planned_shown.sum(), actual=effort.actual_shown.sum()))


def _group(row: Row, by: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple((row[COLUMN_OF_KEY[key]], row.get("placed", True)) for key in by)


def _run(found: dict[date, Row], basis: MonthBasis, covered: set[date], hidden: set[date]) -> list[Row]:
    """Every month of the selection for one group, with running sums; of hidden months the plan alone."""
    rows = []
    # Nothing summed is nothing to show: 0 would read as «nothing planned, nothing spent».
    cum_planned: Any = None
    cum_actual: Any = None
    any_hidden = False
    last = basis.comparable[-1] if basis.comparable else None
    for month in basis.all:
        state = basis.state(month)
        planned = exact(found.get(month, {}).get("planned")) if month in covered else None
        actual = exact(found.get(month, {}).get("actual")) if state != "future" else None
        if state != "uncovered" and planned is not None:
            cum_planned = exact(cum_planned) + planned
        if state == "comparable":
            cum_actual = exact(cum_actual) + actual
            any_hidden = any_hidden or month in hidden
        running = cum_actual if last is not None and month <= last and not any_hidden else None
        rows.append(
            {
                "month": month,
                "planned": planned,
                "actual": None if month in hidden else actual,
                "state": state,
                "cum_planned": cum_planned,
                "cum_actual": running,
                "note_code": "hidden" if month in hidden and state != "future" else "",
            }
        )
    return [{key: _edge(value) for key, value in row.items()} for row in rows]


def _edge(value: Any) -> Any:
    return float(value) if isinstance(value, int | float | Decimal) else value


@dataclass(frozen=True)
class GoLiveSeries:
    """Effort of one system by month around its go-live.

    frame: as `monthly`, plus months_to_go_live (negative before, 0 in the month of go-live; NaN without any
    date). go_live: the month counted from; basis_date says which date that is: actual | revised | planned |
    ''.
    """

    frame: pd.DataFrame
    milestones: tuple[Milestone, ...]
    go_live: date | None
    basis_date: str


def go_live_series(reader: Reader, selection: Selection, system_id: str) -> GoLiveSeries:
    """Return the system's effort aligned on go-live: its actual date, else the revised one, else the planned
    one.
    """
    series = monthly(reader, selection.only(systems=(system_id,)))
    own = tuple(m for m in milestones(reader, system_id=system_id))
    go_live, basis_date = go_live_of(own)
    series["months_to_go_live"] = pd.Series(
        [None if go_live is None else months_between(go_live, month) for month in series["month"]],
        dtype="float64",
    )
    return GoLiveSeries(series, own, go_live, basis_date)


def go_live_of(own: Sequence[Milestone]) -> tuple[date | None, str]:
    """Return the go-live date to count from, and which of the three facts it is."""
    go_lives = [m for m in own if m.is_go_live]
    for fact in ("actual", "revised", "planned"):
        dates = [getattr(m, f"{fact}_date") for m in go_lives if getattr(m, f"{fact}_date")]
        if dates:
            return min(dates), fact
    return None, ""


def months_between(start: date, end: date) -> int:
    """Count calendar months from one date's month to another's."""
    return (end.year - start.year) * 12 + end.month - start.month
