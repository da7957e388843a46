"""Which plan counts for a month: the plan in force, the original plan or one named version.

Effort rows (hours and payroll) and budget rows (booked kroner) are resolved separately: a version counts for
a kind only where it has rows of that kind, so that a version with kroner alone never sets planned hours to
zero.
"""

from collections.abc import Iterable
from datetime import date

import ibis
from ibis.expr.types import BooleanValue, Table

from metrics.engine import Tables
from metrics.reference import Version
from metrics.selection import Selection

PRESENCE = {"effort": "planned_hours", "budget": "planned_booked_nok"}
"""The mart column that is filled in every planned row of a kind."""


def kind_of(unit: str) -> str:
    """Return which kind of plan row a unit of display is compared with."""
    return "budget" if unit == "booked_cost_nok" else "effort"


def covers(month: date, selection: Selection, versions: Iterable[Version]) -> bool:
    """Tell whether the chosen plan covers a month."""
    return any(_counts(version, month, selection) for version in versions)


def _counts(version: Version, month: date, selection: Selection) -> bool:
    if not (version.budget if kind_of(selection.unit) == "budget" else version.effort):
        return False
    if not version.period_first <= month <= version.period_last:
        return False
    if selection.plan not in ("in_force", "original"):
        return version.plan_version_id == selection.plan
    if selection.as_of is not None and version.adopted > selection.as_of:
        return False
    return version.kind == "baseline" if selection.plan == "original" else version.adopted < month


def planned_rows(tables: Tables, kind: str) -> Table:
    """All planned rows of a kind, of every plan version."""
    mart = tables["effort_monthly"]
    return mart.filter(mart.plan_version_id.notnull(), mart[PRESENCE[kind]].notnull())


def chosen_plan(tables: Tables, selection: Selection) -> Table:
    """The planned rows of the chosen plan, with the mart's columns."""
    rows = planned_rows(tables, kind_of(selection.unit))
    if selection.plan not in ("in_force", "original"):
        return rows.filter(rows.plan_version_id == selection.plan)
    winners = _winners(rows, tables["plan_version"], selection)
    rows = rows.mutate(sub_key=rows.sub_measure_id.fill_null(""))
    chosen = rows.semi_join(winners, ["sub_key", "period", "plan_version_id"])
    return chosen.drop("sub_key")


def _winners(rows: Table, versions: Table, selection: Selection) -> Table:
    """One row per sub-measure × month: the version whose planned rows count there.

    A complete version speaks for every sub-measure in its months, a partial one for those that it names
    anywhere. A winner without a row in the month leaves the sub-measure planned at 0 there.
    """
    keyed = rows.select("plan_version_id", "period", sub_key=rows.sub_measure_id.fill_null(""))
    cells = keyed.select("sub_key", "period").distinct()
    named = keyed.select("sub_key", named_by="plan_version_id").distinct()
    versions = _eligible(versions.semi_join(keyed, "plan_version_id"), selection)
    pairs = cells.join(versions, _in_period(cells, versions, selection))
    pairs = pairs.left_join(named, [pairs.sub_key == named.sub_key, pairs.plan_version_id == named.named_by])
    pairs = pairs.filter((pairs.scope == "complete") | pairs.named_by.notnull())
    newest_first = selection.plan == "in_force"
    ranking = [ibis.desc(pairs.adopted), ibis.desc(pairs.plan_version_id)]
    if not newest_first:
        ranking = [pairs.adopted, pairs.plan_version_id]
    place = ibis.row_number().over(group_by=[pairs.sub_key, pairs.period], order_by=ranking)
    ranked = pairs.mutate(place=place)
    return ranked.filter(ranked.place == 0).select("sub_key", "period", "plan_version_id")


def _eligible(versions: Table, selection: Selection) -> Table:
    if selection.as_of is not None:
        versions = versions.filter(versions.adopted <= selection.as_of)
    if selection.plan == "original":
        versions = versions.filter(versions.kind == "baseline")
    return versions.select("plan_version_id", "scope", "adopted", "period_first", "period_last")


def _in_period(cells: Table, versions: Table, selection: Selection) -> list[BooleanValue]:
    conditions = [cells.period >= versions.period_first, cells.period <= versions.period_last]
    if selection.plan == "in_force":
        conditions.append(versions.adopted < cells.period)
    return conditions
