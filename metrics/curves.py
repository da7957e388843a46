"""The running sum of each plan version, beside which the plan in force and the actual effort are read."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from metrics.calendar import in_months
from metrics.comparison import check
from metrics.effort import PERSON_CONSTANT, PLANNED, exact, within
from metrics.engine import Reader, query
from metrics.frames import frame, records
from metrics.months import months
from metrics.plan import PRESENCE, has_kind, is_seen, kind_of, named_in, stack
from metrics.reference import Reference, Version, reference
from metrics.selection import Selection
from metrics.series import monthly

COLUMNS = {
    "plan_version": "text",
    "plan_version_nb": "text",
    "plan_version_en": "text",
    "kind": "text",
    "month": "date",
    "cum_planned": "float",
}
Planned = dict[tuple[str, date], dict[str, Any]]
"""Planned effort by plan version and month, then by sub-measure («» where there is none)."""


@dataclass(frozen=True)
class _Base:
    """One month of the chosen plan; planned and level (its running sum) are None where it has no figure."""

    month: date
    planned: float | None
    level: float | None


def plan_curves(reader: Reader, selection: Selection) -> pd.DataFrame:
    """Return the running sum of every adopted plan version over the months that it covers.

    Columns: plan_version, plan_version_nb, plan_version_en, kind (baseline | revised), month, cum_planned in the unit
    of display. A version's line begins on the chosen plan's running sum before its first month and goes on with the
    plan as it stood when the version was adopted, month by month as far as the version reaches. Only months that the
    chosen plan counts are summed, so that all lines are about the same months. A version whose figures are the chosen
    plan itself, or that never takes effect in these months, has no line. Raises SelectionError as `monthly` does.
    """
    check(reader, selection)
    known = reference(reader)
    base = _base(reader, selection)
    versions = [version for version in known.versions if _takes_part(version, selection)]
    planned = _planned(reader, selection, known) if base and versions else {}
    rows: list[dict[str, Any]] = []
    for version in versions:
        pair = known.names.pair("plan_version", version.plan_version_id)
        named = {"plan_version": version.plan_version_id, "kind": version.kind}
        named |= {"plan_version_nb": pair[0], "plan_version_en": pair[1]}
        line = _line(version, base, planned, selection, known)
        rows += [named | {"month": month, "cum_planned": value} for month, value in line]
    return frame(rows, COLUMNS)


def _base(reader: Reader, selection: Selection) -> list[_Base]:
    found = []
    for row in records(monthly(reader, selection)):
        counts = row["state"] != "uncovered" and not pd.isna(row["planned"])
        found.append(
            _Base(
                row["month"],
                row["planned"] if counts else None,
                None if pd.isna(row["cum_planned"]) else row["cum_planned"],
            )
        )
    return found


def _takes_part(version: Version, selection: Selection) -> bool:
    adopted = version.adopted is not None and not version.draft
    return (
        has_kind(version, selection)
        and adopted
        and version.plan_version_id != selection.plan
        and is_seen(version, selection)
    )


def _planned(reader: Reader, selection: Selection, known: Reference) -> Planned:
    """Every planned row of the selection, whichever version counts, in the unit of display."""
    unit = selection.unit
    with query(reader) as tables:
        mart = within(tables["effort_monthly"], replace(selection, first=None, last=None))
        rows = mart.filter(
            mart[PRESENCE[kind_of(unit)]].notnull(), in_months(mart, months(reader, selection).all)
        )
        amount = rows[PLANNED.get(unit, "planned_hours")].sum()
        found = tables.rows(rows.group_by("plan_version_id", "sub_measure_id", "period").agg(planned=amount))
    planned: Planned = defaultdict(dict)
    for row in found:
        shown = exact(row["planned"]) / _divisor(unit, row["period"], known)
        planned[row["plan_version_id"], row["period"]][row["sub_measure_id"] or ""] = shown
    return planned


def _divisor(unit: str, month: date, known: Reference) -> Decimal:
    return known.constant(PERSON_CONSTANT[unit], month) if unit in PERSON_CONSTANT else Decimal(1)


def _line(
    version: Version, base: list[_Base], planned: Planned, selection: Selection, known: Reference
) -> list[tuple[date, float]]:
    """The version's running sum, from the level of the chosen plan where it takes effect."""
    adopted = version.adopted or date.max
    stood = replace(selection, plan="in_force", as_of=adopted)
    line: list[tuple[date, float]] = []
    total, before = Decimal(0), 0.0
    for one in base:
        takes_effect = adopted < one.month and version.period_first <= one.month <= version.period_last
        if not takes_effect:
            before = before if line or one.level is None else one.level
        elif one.planned is not None:
            total += exact(_of_month(one.month, planned, stood, known))
            line.append((one.month, before + float(total)))
    return line


def _of_month(month: date, planned: Planned, selection: Selection, known: Reference) -> Any:
    """What the plan of that day held for a month: each sub-measure by the first version that speaks for it."""
    total: Any = 0
    spoken_for: set[str] = set()
    for version in stack(month, selection, known):
        own = planned.get((version.plan_version_id, month), {})
        total += sum(amount for sub_measure, amount in own.items() if sub_measure not in spoken_for)
        spoken_for |= named_in(version, selection)
    return total
