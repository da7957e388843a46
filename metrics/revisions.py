"""What each revision moved: the plan before and after it, over the months that both cover."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.calendar import every_month
from metrics.engine import Reader
from metrics.plan import adoption, has_kind, is_seen, named_in, speaks_for, stacked
from metrics.plan_versions import Cell, Months, in_order, planned_cells, shown
from metrics.reference import Reference, Version, reference
from metrics.selection import Selection


@dataclass(frozen=True)
class MovedRow:
    """One sub-measure in a revision: sums before and after in the unit of display, over the months both cover.

    what: changed | added (nothing was planned) | dropped (nothing is) | same. months: those whose plan is another.
    """

    sub_measure: str | None
    before: float
    after: float
    what: str
    months: Months

    @property
    def change(self) -> float:
        """After − before; positive is more effort planned."""
        return self.after - self.before


@dataclass(frozen=True)
class Revision:
    """One revision against the versions adopted before it.

    against: the versions that planned the common months before it, the newest first. common: the months that both
    cover, which alone are summed. new: months that no earlier version covers, with the plan of the revision there.
    rows: also the sub-measures that stayed the same; of a partial revision only those that it names. total: their sum.
    """

    plan_version_id: str
    against: tuple[str, ...]
    scope: str
    common: Months
    new: Months
    new_planned: float
    rows: tuple[MovedRow, ...]
    before: float
    after: float
    unit: str

    @property
    def change(self) -> float:
        """After − before of the sum."""
        return self.after - self.before


def revisions(reader: Reader, selection: Selection) -> tuple[Revision, ...]:
    """Return what each revised version moved, in the order of adoption, drafts last.

    The version before it is resolved as the plan in force is: of the versions adopted earlier that cover the month, the
    one adopted last, partial versions laid over complete ones; a draft is held against all that is adopted. The
    selection's filters, period, unit of display and `as_of` apply; versions without rows of its kind are passed over.
    """
    known, cells = reference(reader), planned_cells(reader, selection)
    return tuple(
        _revision(version, selection, cells, known)
        for version in known.versions
        if version.kind == "revised" and has_kind(version, selection) and is_seen(version, selection)
    )


def _revision(
    version: Version, selection: Selection, cells: Mapping[Cell, Decimal], known: Reference
) -> Revision:
    first = max(version.period_first, selection.first or date.min)
    last = min(version.period_last, selection.last or date.max)
    before = {month: _stack_before(version, month, selection, known) for month in every_month(first, last)}
    common = tuple(month for month, versions in before.items() if versions)
    new = tuple(month for month, versions in before.items() if not versions)
    key = version.plan_version_id
    rows = tuple(
        _moved(sub, key, {month: before[month] for month in common}, selection, cells, known)
        for sub in _subs(version, before, selection, cells, known)
    )
    against = {one.plan_version_id: None for month in common for one in before[month]}
    planned_anew = [
        shown(amount, month, selection.unit, known)
        for (plan, _sub, month), amount in cells.items()
        if plan == key and month in new
    ]
    return Revision(
        plan_version_id=key,
        against=tuple(against),
        scope=version.scope,
        common=common,
        new=new,
        new_planned=float(sum(planned_anew)),
        rows=rows,
        before=sum(row.before for row in rows),
        after=sum(row.after for row in rows),
        unit=selection.unit,
    )


def _stack_before(
    version: Version, month: date, selection: Selection, known: Reference
) -> tuple[Version, ...]:
    """The versions that spoke for a month before this one was adopted, the one that counts first."""
    own = adoption(version)
    earlier = [
        one
        for one in known.versions
        if not one.draft
        and one.adopted is not None
        and adoption(one) < own
        and has_kind(one, selection)
        and one.period_first <= month <= one.period_last
    ]
    return stacked(earlier)


def _subs(
    version: Version,
    before: Mapping[date, tuple[Version, ...]],
    selection: Selection,
    cells: Mapping[Cell, Decimal],
    known: Reference,
) -> tuple[str | None, ...]:
    """The sub-measures that the revision or the plan before it has rows for in the common months."""
    named = named_in(version, selection)
    found: set[str | None] = set()
    for plan, sub, month in cells:
        if not before.get(month) or (version.scope == "partial" and (sub or "") not in named):
            continue
        speaker = speaks_for(sub, before[month], selection)
        if plan == version.plan_version_id or (speaker is not None and plan == speaker.plan_version_id):
            found.add(sub)
    return in_order(found, known)


def _moved(
    sub: str | None,
    key: str,
    before: Mapping[date, tuple[Version, ...]],
    selection: Selection,
    cells: Mapping[Cell, Decimal],
    known: Reference,
) -> MovedRow:
    then, now, months = Decimal(0), Decimal(0), []
    for month, versions in before.items():
        speaker = speaks_for(sub, versions, selection)
        old = cells.get((speaker.plan_version_id, sub, month), Decimal(0)) if speaker else Decimal(0)
        new = cells.get((key, sub, month), Decimal(0))
        then += shown(old, month, selection.unit, known)
        now += shown(new, month, selection.unit, known)
        if old != new:
            months.append(month)
    what = "changed" if months else "same"
    if months and not now:
        what = "dropped"
    elif months and not then:
        what = "added"
    return MovedRow(sub, float(then), float(now), what, tuple(months))
