"""What a selection shows of a plan and of a scenario: rows and months before and after, in its unit of display."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from metrics.calendar import every_month
from metrics.engine import Reader
from metrics.frames import frame
from metrics.plan_versions import in_order, plan_months, shown
from metrics.reference import Reference
from metrics.scenario_plan import Place, PlanRow
from metrics.selection import NO_VALUE, UNPLACED, Selection
from metrics.series import monthly

ROWS = {
    "sub_measure": "text",
    "sub_measure_nb": "text",
    "sub_measure_en": "text",
    "before": "float",
    "after": "float",
    "change": "float",
    "last_before": "date",
    "last_after": "date",
}
CELLS = {
    "sub_measure": "text",
    "sub_measure_nb": "text",
    "sub_measure_en": "text",
    "month": "date",
    "before": "float",
    "after": "float",
}
MONTHS = {
    "month": "date",
    "state": "text",
    "before": "float",
    "after": "float",
    "actual": "float",
    "note_code": "text",
}
Sides = tuple[Sequence[PlanRow], Sequence[PlanRow]]
"""The rows of a plan before and after."""


def shown_rows(rows: Sequence[PlanRow], selection: Selection, places: Mapping[str, Place]) -> list[PlanRow]:
    """Return the rows that the selection's filters let through; its period does not count."""
    return [row for row in rows if _lets_through(row, selection, places)]


def _lets_through(row: PlanRow, selection: Selection, places: Mapping[str, Place]) -> bool:
    """The same rule as the filter of every figure, for one row."""
    placed = row.sub_measure is not None
    place = places.get(row.sub_measure or "")
    of_place = (
        (selection.measures, place.measure if place else None),
        (selection.sub_measures, row.sub_measure),
        (selection.systems, place.system if place else None),
        (selection.processes, row.process),
    )
    for wanted, key in of_place:
        none = NO_VALUE in wanted and key is None and placed
        if wanted and not (key in wanted or none or (UNPLACED in wanted and not placed)):
            return False
    for wanted, key in ((selection.units, row.unit), (selection.role_groups, row.role_group)):
        if wanted and not (key in wanted or (NO_VALUE in wanted and key is None)):
            return False
    return True


def _amount(row: PlanRow, selection: Selection, known: Reference) -> Decimal:
    if selection.unit == "cost_nok":
        return row.nok or Decimal(0)
    return shown(row.hours, row.month, selection.unit, known)


def sum_of(rows: Sequence[PlanRow], first: date, selection: Selection, known: Reference) -> float:
    """Return the sum from a month on, in the unit of display."""
    return float(sum(_amount(row, selection, known) for row in rows if row.month >= first))


def rows_of(sides: Sides, first_open: date, selection: Selection, known: Reference) -> pd.DataFrame:
    """One row per sub-measure with a remaining plan before or after. Columns: ROWS."""
    found = []
    for sub, own in _by_sub(sides, first_open, known):
        was, becomes = (float(sum(_amount(row, selection, known) for row in side)) for side in own)
        last = [max((row.month for row in side if row.hours), default=None) for side in own]
        amounts = {"before": was, "after": becomes, "change": becomes - was}
        found.append(_named(sub, known) | amounts | {"last_before": last[0], "last_after": last[1]})
    return frame(found, ROWS)


def cells_of(sides: Sides, first_open: date, selection: Selection, known: Reference) -> pd.DataFrame:
    """One row per sub-measure and month with a plan before or after. Columns: CELLS."""
    found = []
    for sub, own in _by_sub(sides, first_open, known):
        for month in sorted({row.month for side in own for row in side}):
            was, becomes = (
                float(sum(_amount(row, selection, known) for row in side if row.month == month))
                for side in own
            )
            found.append(_named(sub, known) | {"month": month, "before": was, "after": becomes})
    return frame(found, CELLS)


def _by_sub(
    sides: Sides, first_open: date, known: Reference
) -> Iterator[tuple[str | None, tuple[list[PlanRow], ...]]]:
    """The open rows of each sub-measure, before and after, in the order of the reference tables."""
    left = [[row for row in side if row.month >= first_open] for side in sides]
    for sub in in_order({row.sub_measure for side in left for row in side}, known):
        yield sub, tuple([row for row in side if row.sub_measure == sub] for side in left)


def _named(sub: str | None, known: Reference) -> dict[str, Any]:
    nb, en = known.names.pair("sub_measure", sub, sub is not None)
    return {"sub_measure": sub, "sub_measure_nb": nb, "sub_measure_en": en}


def months_frame(
    reader: Reader,
    sides: Sides,
    ends: tuple[date, date],
    selection: Selection,
    known: Reference,
) -> pd.DataFrame:
    """Every month from the first of the plan to the last of the scenario. Columns: MONTHS; note_code: `hidden` where
    actual may not be shown.
    """
    first_open, plan_last = ends
    covered = plan_months(known)
    last = max([plan_last, *(row.month for side in sides for row in side)])
    series = monthly(reader, replace(selection, first=None, last=None))
    spent = {row["month"]: row for row in series.to_dict("records")}
    sums: list[dict[date, Decimal]] = [{}, {}]
    for side, found in zip(sides, sums, strict=True):
        for row in side:
            found[row.month] = found.get(row.month, Decimal(0)) + _amount(row, selection, known)
    return frame(
        [
            {
                "month": month,
                "state": "released" if month < first_open else "open" if month <= plan_last else "tail",
                "before": float(sums[0].get(month, 0)),
                "after": float(sums[1].get(month, 0)),
                "actual": spent.get(month, {}).get("actual"),
                "note_code": spent.get(month, {}).get("note_code", ""),
            }
            for month in every_month(covered[0], last)
        ],
        MONTHS,
    )
