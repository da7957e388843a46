"""The plan versions beside each other: which one counts when, and what each of them plans.

Effort and budgets (kroner) are versions of different kinds: only those with rows of the kind that the unit of
display is compared with are placed side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from metrics.calendar import every_month
from metrics.comparison import check
from metrics.effort import PERSON_CONSTANT, PLANNED, within
from metrics.engine import Reader, Row, query, remember
from metrics.plan import PRESENCE, has_kind, kind_of, named_in, speaks_for, stack
from metrics.reference import Reference, Version, reference
from metrics.selection import Selection

Cell = tuple[str, str | None, date]
"""Plan version, sub-measure (None: not placed) and month."""
Months = tuple[date, ...]


@dataclass(frozen=True)
class PlanVersion:
    """One plan version as a reader is told of it.

    kind: baseline | revised; scope: complete | partial; status: draft | adopted | closed. adopted: None for a draft.
    same_kind: it has rows of the kind that the unit of display is compared with. in_force, original: the months for
    which it speaks as the plan in force and as the original plan. named: the sub-measures of a partial version.
    """

    plan_version_id: str
    name_nb: str
    name_en: str
    kind: str
    scope: str
    status: str
    adopted: date | None
    period_first: date
    period_last: date
    reason_nb: str | None
    reason_en: str | None
    revises_id: str | None
    same_kind: bool
    in_force: Months
    original: Months
    named: tuple[str, ...]


@dataclass(frozen=True)
class PlanCell:
    """What one plan plans for one sub-measure over some months, in the unit of display.

    planned: None where the plan says nothing; note_code then says why: `not_covered` (no month lies in the plan) or
    `not_named` (a partial version without the sub-measure). months: those of the asked months that the plan covers.
    """

    planned: float | None
    months: Months
    note_code: str


@dataclass(frozen=True)
class SideBySide:
    """Plans beside each other: a cell per plan × sub-measure × period, and per plan × period the sum of the cells.

    plans: `in_force`, `original` or ids, in the order asked. periods: months, grouped; each is a year or one month.
    sub_measures: those with a plan in any of the plans, in the order of the reference tables, None last.
    """

    plans: tuple[str, ...]
    periods: tuple[Months, ...]
    sub_measures: tuple[str | None, ...]
    cells: Mapping[tuple[str, str | None, Months], PlanCell]
    totals: Mapping[tuple[str, Months], PlanCell]
    unit: str


def plan_versions(reader: Reader, selection: Selection) -> tuple[PlanVersion, ...]:
    """Return every plan version in the order of adoption, drafts last, with the months that it speaks for.

    The months follow the selection's unit of display (effort or booked kroner) and its `as_of`, not its period.
    """
    selection = Selection(as_of=selection.as_of, unit=selection.unit)
    known = reference(reader)
    with query(reader) as tables:
        table = tables["plan_version"]
        rows = {row["plan_version_id"]: row for row in tables.rows(table)}
    speaking = {
        plan: {month: stack(month, replace(selection, plan=plan), known) for month in plan_months(known)}
        for plan in ("in_force", "original")
    }
    return tuple(
        _described(version, rows[version.plan_version_id], speaking, selection) for version in known.versions
    )


def plan_months(known: Reference) -> Months:
    """Return every month from the first that a plan version covers to the last."""
    if not known.versions:
        return ()
    return every_month(
        min(version.period_first for version in known.versions),
        max(version.period_last for version in known.versions),
    )


def _described(
    version: Version, row: Row, speaking: Mapping[str, Mapping[date, Sequence[Version]]], selection: Selection
) -> PlanVersion:
    key, named = version.plan_version_id, named_in(version, selection)
    texts = ("name_nb", "name_en", "reason_nb", "reason_en")
    return PlanVersion(
        plan_version_id=key,
        kind=version.kind,
        scope=version.scope,
        # A version of the warehouse that an earlier release made knows no drafts.
        status=row.get("status") or "adopted",
        adopted=version.adopted,
        period_first=version.period_first,
        period_last=version.period_last,
        revises_id=row.get("revises_id"),
        same_kind=has_kind(version, selection),
        in_force=_months_of(key, speaking["in_force"]),
        original=_months_of(key, speaking["original"]),
        named=tuple(sorted(named)),
        **{name: row[name] for name in texts},
    )


def _months_of(key: str, speaking: Mapping[date, Sequence[Version]]) -> Months:
    return tuple(
        month for month, versions in speaking.items() if any(one.plan_version_id == key for one in versions)
    )


def side_by_side(
    reader: Reader, selection: Selection, plans: Sequence[str], *, by_month: bool = False
) -> SideBySide:
    """Place plans side by side for the selection's months, by year or by month.

    Without a period in the selection the months are all those that one of the plans covers. Raises SelectionError for
    an unknown filter or plan.
    """
    for plan in plans:
        check(reader, replace(selection, plan=plan))
    known, cells = reference(reader), planned_cells(reader, selection)
    asked = {plan: replace(selection, plan=plan) for plan in plans}
    months = [month for month in _asked_months(selection, known) if _any_covers(month, asked, known)]
    periods = _periods(months, by_month)
    subs = _planned_subs(cells, months, asked, known)
    found = {
        (plan, sub, period): _cell(sub, period, chosen, cells, known)
        for plan, chosen in asked.items()
        for sub in subs
        for period in periods
    }
    totals = {
        (plan, period): _total([found[plan, sub, period] for sub in subs], _covered(period, chosen, known))
        for plan, chosen in asked.items()
        for period in periods
    }
    return SideBySide(tuple(plans), periods, subs, found, totals, selection.unit)


def _asked_months(selection: Selection, known: Reference) -> Months:
    months = plan_months(known)
    first, last = selection.first or date.min, selection.last or date.max
    return tuple(month for month in months if first <= month <= last)


def _any_covers(month: date, asked: Mapping[str, Selection], known: Reference) -> bool:
    return any(stack(month, chosen, known) for chosen in asked.values())


def _periods(months: Sequence[date], by_month: bool) -> tuple[Months, ...]:
    groups: dict[object, list[date]] = {}
    for month in months:
        groups.setdefault(month if by_month else month.year, []).append(month)
    return tuple(tuple(group) for group in groups.values())


def _planned_subs(
    cells: Mapping[Cell, Decimal], months: Sequence[date], asked: Mapping[str, Selection], known: Reference
) -> tuple[str | None, ...]:
    """Sub-measures that one of the plans has rows for, also rows of 0."""
    listed = set(months)
    found = {
        sub
        for version, sub, month in cells
        if month in listed
        and any(_speaker(sub, month, chosen, known) == version for chosen in asked.values())
    }
    return in_order(found, known)


def in_order(subs: set[str | None], known: Reference) -> tuple[str | None, ...]:
    """Sort sub-measures as the reference tables do; what is not placed comes last."""
    place = known.order.get("sub_measure", {})
    return tuple(sorted(subs, key=lambda sub: (sub is None, place.get(sub or "", len(place)), sub or "")))


def _speaker(sub: str | None, month: date, selection: Selection, known: Reference) -> str | None:
    version = speaks_for(sub, stack(month, selection, known), selection)
    return None if version is None else version.plan_version_id


def _covered(months: Sequence[date], selection: Selection, known: Reference) -> Months:
    return tuple(month for month in months if stack(month, selection, known))


def _cell(
    sub: str | None, period: Months, selection: Selection, cells: Mapping[Cell, Decimal], known: Reference
) -> PlanCell:
    covered = _covered(period, selection, known)
    if not covered:
        return PlanCell(None, (), "not_covered")
    speakers = {month: _speaker(sub, month, selection, known) for month in covered}
    if not any(speakers.values()):
        return PlanCell(None, covered, "not_named")
    amounts = [
        shown(cells.get((version, sub, month), Decimal(0)), month, selection.unit, known)
        for month, version in speakers.items()
        if version is not None
    ]
    return PlanCell(float(sum(amounts)), covered, "")


def _total(parts: Sequence[PlanCell], covered: Months) -> PlanCell:
    if not covered:
        return PlanCell(None, (), "not_covered")
    if parts and all(part.note_code == "not_named" for part in parts):
        return PlanCell(None, covered, "not_named")
    return PlanCell(sum(part.planned for part in parts if part.planned is not None), covered, "")


def planned_cells(reader: Reader, selection: Selection) -> Mapping[Cell, Decimal]:
    """Return hours or kroner, exact, of every plan version × sub-measure × month in the selection's filters (of
    measures, sub-measures, systems, units and role groups); its period and its choice of plan do not narrow it.
    """
    filters = replace(selection, first=None, last=None, plan="in_force", as_of=None)
    return remember(reader, ("planned_cells", filters), lambda: _planned_cells(reader, filters))


def _planned_cells(reader: Reader, selection: Selection) -> Mapping[Cell, Decimal]:
    with query(reader) as tables:
        mart = within(tables["effort_monthly"], selection)
        planned = mart.filter(mart[PRESENCE[kind_of(selection.unit)]].notnull())
        amount = planned[PLANNED.get(selection.unit, "planned_hours")].sum()
        rows = tables.rows(planned.group_by("plan_version_id", "sub_measure_id", "period").agg(amount=amount))
    return {
        (row["plan_version_id"], row["sub_measure_id"], row["period"]): row["amount"] or Decimal(0)
        for row in rows
    }


def shown(amount: Decimal, month: date, unit: str, known: Reference) -> Decimal:
    """Return hours or kroner of a month in the unit of display."""
    name = PERSON_CONSTANT.get(unit)
    return amount if name is None else amount / known.constant(name, month)


def narrowed(reader: Reader, selection: Selection, plan: str) -> Selection | None:
    """Return the selection under another plan; under a partial version, of the sub-measures that it names alone.

    None where a partial version names none of the selection's sub-measures: there is nothing to compare.
    """
    check(reader, replace(selection, plan=plan))
    known = reference(reader)
    version = next((one for one in known.versions if one.plan_version_id == plan), None)
    if version is None or version.scope == "complete":
        return replace(selection, plan=plan)
    wanted = sorted(
        sub
        for sub in named_in(version, selection)
        if sub and (not selection.sub_measures or sub in selection.sub_measures)
    )
    return replace(selection, plan=plan, sub_measures=tuple(wanted)) if wanted else None
