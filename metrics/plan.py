"""Which plan counts for a month: the plan in force, the original plan or one named version.

Effort rows (hours and payroll) and budget rows (booked kroner) are resolved separately: a version counts for
a kind only where it has rows of that kind, so that a version with kroner alone never sets planned hours to
zero.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import ibis
from ibis.expr.types import BooleanValue, Table

from metrics.calendar import in_months
from metrics.reference import Reference, Version
from metrics.selection import Selection

PRESENCE = {"effort": "planned_hours", "budget": "planned_booked_nok"}
"""The mart column that is filled in every planned row of a kind."""
Stack = tuple[Version, ...]
"""Versions that speak for a month, the one that counts first; the last one is complete, or all are
partial.
"""


def kind_of(unit: str) -> str:
    """Return which kind of plan row a unit of display is compared with."""
    return "budget" if unit == "booked_cost_nok" else "effort"


def covers(month: date, selection: Selection, known: Reference) -> bool:
    """Tell whether the chosen plan covers a month."""
    return bool(stack(month, selection, known))


def stack(month: date, selection: Selection, known: Reference) -> Stack:
    """Return the versions that speak for a month under the selection's choice of plan.

    A complete version speaks for every sub-measure, so whatever lies under it is silent; a partial one speaks
    for the sub-measures that it names anywhere in its period, also in months where it has no row for them
    (planned 0).
    """
    eligible = [version for version in known.versions if _speaks(version, month, selection)]
    return stacked(eligible, newest_first=selection.plan != "original")


def stacked(eligible: Iterable[Version], *, newest_first: bool = True) -> Stack:
    """Lay versions over each other by their adoption, down to the first complete one."""
    found: list[Version] = []
    for version in sorted(eligible, key=adoption, reverse=newest_first):
        found.append(version)
        if version.scope == "complete":
            break
    return tuple(found)


def has_kind(version: Version, selection: Selection) -> bool:
    """Tell whether a version has any rows of the kind that the selection's unit is compared with."""
    return version.budget if kind_of(selection.unit) == "budget" else version.effort


def named_in(version: Version, selection: Selection) -> frozenset[str]:
    """Return the sub-measures that a partial version names in rows of that kind."""
    return version.named_in_budget if kind_of(selection.unit) == "budget" else version.named_in_effort


def is_seen(version: Version, selection: Selection) -> bool:
    """Tell whether a version was adopted by the day that the selection looks from; a draft has no such day."""
    if version.draft or version.adopted is None:
        return True
    return selection.as_of is None or version.adopted <= selection.as_of


def unseen(selection: Selection, known: Reference) -> list[str]:
    """Return the drafts, which are nobody's plan yet, but for the one that the selection names."""
    return [v.plan_version_id for v in known.versions if v.draft and v.plan_version_id != selection.plan]


def adoption(version: Version) -> tuple[date, str]:
    """Return what versions are ordered by: the day of their adoption, drafts last."""
    return version.adopted or date.max, version.plan_version_id


def _speaks(version: Version, month: date, selection: Selection) -> bool:
    # A plan has no quality, so beside a part of the actual figures it would be a plan for something else.
    if selection.qualities:
        return False
    if not has_kind(version, selection):
        return False
    if not version.period_first <= month <= version.period_last:
        return False
    if selection.plan not in ("in_force", "original"):
        return version.plan_version_id == selection.plan
    if version.draft or version.adopted is None:
        return False
    if not is_seen(version, selection):
        return False
    return version.kind == "baseline" if selection.plan == "original" else version.adopted < month


def is_chosen(table: Table, selection: Selection, months: Sequence[date], known: Reference) -> BooleanValue:
    """The condition for planned rows of the chosen plan in these months.

    `table` has the columns plan_version_id, sub_measure_id and period.
    """
    months_of: dict[Stack, list[date]] = {}
    for month in months:
        if versions := stack(month, selection, known):
            months_of.setdefault(versions, []).append(month)
    conditions = [
        _in_stack(table, versions, selection) & in_months(table, run) for versions, run in months_of.items()
    ]
    return ibis.or_(*conditions) if conditions else ibis.literal(False)


def _in_stack(table: Table, versions: Stack, selection: Selection) -> BooleanValue:
    """Rows of the first version that speaks for their sub-measure."""
    sub_measure = table.sub_measure_id.fill_null("")
    conditions: list[BooleanValue] = []
    spoken_for: set[str] = set()
    for version in versions:
        condition = table.plan_version_id == version.plan_version_id
        conditions.append(condition & sub_measure.notin(sorted(spoken_for)) if spoken_for else condition)
        spoken_for |= named_in(version, selection)
    return ibis.or_(*conditions)


def speaks_for(sub_measure: str | None, versions: Stack, selection: Selection) -> Version | None:
    """Return the version of a stack that counts for one sub-measure; None where no version names it.

    The same rule as `is_chosen`, for one sub-measure at a time.
    """
    for version in versions:
        if version.scope == "complete" or (sub_measure or "") in named_in(version, selection):
            return version
    return None
