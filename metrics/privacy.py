"""Small groups (personvern): which cells of an answer are hidden, so that nobody's hours can be read or worked out.

A cell counts as a group's where unit and role group are both fixed, each by a key or by a filter. What is hidden is
settled once per month for the whole warehouse and not per answer, so that no choice of filters, keys or months can be
subtracted from another one down to a small group.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from ibis.expr.types import Table

from metrics.earlier_versions import newest_beside
from metrics.engine import Reader, Row, Tables, query, remember
from metrics.reference import Reference, reference
from metrics.selection import NO_VALUE, Selection
from metrics.small_groups import EVERY, Every, Group, hidden_with

UNIT_AND_ROLE_GROUP, EITHER = 1, 2
"""Values of the constant small_group_scope."""
_DIVIDING_KEYS = ("measure", "sub_measure", "system", "process")
_DIVIDING_FILTERS = ("measures", "sub_measures", "systems", "processes", "qualities")
_IDLE, _NEVER = 1, 2
"""What it costs to hide that a group has no effort in a month, or none in any: the latter is known to more people."""


@dataclass(frozen=True)
class Size:
    """How many people a group's effort of a month rests on: most is that of its largest row, least of its smallest; 0
    where unknown.
    """

    most: int
    least: int


@dataclass(frozen=True)
class Groups:
    """Every group of the warehouse by month, and what is hidden of it.

    units, role_groups: all that there are, None for «without». ever: groups with effort in any month. booking: the
    units with booked costs of a month, where a unit alone is a cell. settled: month → (hidden, hidden in part), filled
    as months are asked for.
    """

    sizes: Mapping[date, Mapping[Group, Size]]
    units: tuple[str | None, ...]
    role_groups: tuple[str | None, ...]
    ever: frozenset[Group]
    scope: int
    known: Reference
    booking: Mapping[date, frozenset[str | None]] = field(default_factory=dict)
    settled: dict[date, tuple[frozenset[Group], frozenset[Group]]] = field(default_factory=dict)

    def hidden(self, months: Iterable[date], *, divided: bool) -> frozenset[Group]:
        """Return the groups whose effort in these months is hidden; divided: as part of the group's effort."""
        found: frozenset[Group] = frozenset()
        for month in months:
            if month in self.sizes:
                found |= self._of_month(month)[divided]
        return found

    def hidden_bookings(self, months: Iterable[date], *, divided: bool) -> frozenset[Group]:
        """Return the units whose booked costs in these months are hidden: payroll pays for hidden hours.

        A unit that books in a month rests on the people behind its hours; where it has none, nobody knows how few.
        Costs without a unit are no unit's.
        """
        found: frozenset[Group] = frozenset()
        for month in {*months} & {*self.booking}:
            sizes, k = self.sizes.get(month, {}), int(self.known.constant("min_group_size", month))
            persons: dict[Group, int] = {
                (unit, EVERY): k if unit is None else sizes[unit, EVERY].most if (unit, EVERY) in sizes else 0
                for unit in self.booking[month]
            }
            hours = {group for group in self.hidden((month,), divided=divided) if group[1] is EVERY}
            few = {group for group, most in persons.items() if most < k}
            idle: dict[Group, int] = {
                (unit, EVERY): _NEVER for unit in self.units if (unit, EVERY) not in persons
            }
            found |= hidden_with(few | hours, persons, idle, k)
        return found

    def _of_month(self, month: date) -> tuple[frozenset[Group], frozenset[Group]]:
        if month not in self.settled:
            self.settled[month] = self._settle(month)
        return self.settled[month]

    def _settle(self, month: date) -> tuple[frozenset[Group], frozenset[Group]]:
        """What is hidden of a month, and what is hidden once a group's effort is divided by more than month.

        A group of k people may have parts that rest on fewer. Its sum is shown; but then none of its parts is, because
        the sum less the larger parts would be the small one.
        """
        k = int(self.known.constant("min_group_size", month))
        sizes = self.sizes[month]
        persons = {group: size.most for group, size in sizes.items()}
        small = {group for group, most in persons.items() if most < k}
        idle = self._idle(persons)
        hidden = hidden_with(small, persons, idle, k)
        in_part = hidden | {group for group, size in sizes.items() if size.least < k}
        return hidden, hidden_with(in_part, persons, idle, k) if in_part != hidden else hidden

    def _idle(self, persons: Mapping[Group, int]) -> dict[Group, int]:
        every: list[Group] = list(product(self.units, self.role_groups))
        if self.scope == EITHER:
            every += [(unit, EVERY) for unit in self.units]
            every += [(EVERY, role_group) for role_group in self.role_groups]
        return {group: _IDLE if group in self.ever else _NEVER for group in every if group not in persons}


@dataclass(frozen=True)
class Cover:
    """What is hidden of one answer: its rows by `by`, and its total. groups is None where nothing can be hidden.

    newest: of an earlier version, the same of the newest, which is hidden there, too (`guard`).
    """

    groups: Groups | None
    selection: Selection
    by: tuple[str, ...]
    months: tuple[date, ...]
    newest: "Cover | None" = None

    @property
    def booked(self) -> bool:
        """Whether the figures are booked costs, which have a unit and no role group."""
        return self.selection.unit == "booked_cost_nok"

    def row(self, row: Row) -> bool:
        """Tell whether a row is hidden; with month among the keys, for its own month."""
        if self.newest is not None and self.newest.row(row):
            return True
        months = (row["period"],) if "month" in self.by else self.months
        return self._hides(
            self._units(row), self._role_groups(row), months, _divides(self.selection, self.by)
        )

    def total(self, months: Iterable[date] | None = None, *, in_part: bool = False) -> bool:
        """Tell whether the sum of the rows is hidden, or what divides it further (in_part)."""
        if self.newest is not None and self.newest.total(months, in_part=in_part):
            return True
        divided = in_part or _divides(self.selection, ())
        months = self.months if months is None else tuple(months)
        return self._hides(self._units(None), self._role_groups(None), months, divided)

    def sum_is_safe(self, rows: Sequence[Row]) -> bool:
        """Tell whether the sum of these hidden rows rests on k people in each month, and is no part of a group."""
        if (
            self.groups is None
            or self.booked
            or len(rows) < 2
            or _divides(self.selection, self.by)
            or "month" in self.by
            or self.newest is not None
        ):
            return False
        own = {group for row in rows for group in _groups(self._units(row), self._role_groups(row))}
        for month in self.months:
            sizes = [size for group, size in self.groups.sizes.get(month, {}).items() if group in own]
            persons = sum(size.most for size in sizes)
            if sizes and persons < self.groups.known.constant("min_group_size", month):
                return False
        return True

    def missing(self, rows: Sequence[Row], columns: Sequence[str]) -> list[Row]:
        """Return the hidden rows that have no effort: were they left out, their 0 would be known.

        columns: the key columns of the rows. The rows returned have these alone.
        """
        known = self.groups or (self.newest.groups if self.newest else None)
        if known is None or not {"unit_id", "role_group_id"} & set(columns):
            return []
        units = known.units if "unit_id" in columns else (None,)
        divided = "role_group_id" in columns and not self.booked
        role_groups = known.role_groups if divided else (None,)
        others = [column for column in columns if column not in ("unit_id", "role_group_id")]
        there = {tuple(row[column] for column in columns) for row in rows}
        combined = (
            dict.fromkeys(tuple(row[column] for column in others) for row in rows) if others else {(): None}
        )
        found = []
        for values, unit, role_group in product(combined, units, role_groups):
            row = dict(zip(others, values, strict=True)) | {"unit_id": unit, "role_group_id": role_group}
            new = tuple(row[column] for column in columns) not in there and self._asked_for(row, columns)
            if new and self.row(row):
                found.append({column: row[column] for column in columns})
        return found

    def _asked_for(self, row: Row, columns: Sequence[str]) -> bool:
        return all(
            column not in columns or not chosen or row[column] in _values(chosen)
            for column, chosen in (
                ("unit_id", self.selection.units),
                ("role_group_id", self.selection.role_groups),
            )
        )

    def _hides(
        self,
        units: frozenset[str | None] | None,
        role_groups: frozenset[str | None] | None,
        months: tuple[date, ...],
        divided: bool,
    ) -> bool:
        if self.groups is None or (units is None and role_groups is None):
            return False
        if self.groups.scope == UNIT_AND_ROLE_GROUP and (units is None or role_groups is None):
            return False
        find = self.groups.hidden_bookings if self.booked else self.groups.hidden
        hidden = find(months, divided=divided)
        return any(group in hidden for group in _groups(units, role_groups))

    def _units(self, row: Row | None) -> frozenset[str | None] | None:
        if row is not None and "unit" in self.by:
            return frozenset({row["unit_id"]})
        return _fixed(self.selection.units, self.groups.units) if self.groups else None

    def _role_groups(self, row: Row | None) -> frozenset[str | None] | None:
        if self.booked:
            return None
        if row is not None and "role_group" in self.by:
            return frozenset({row["role_group_id"]})
        return _fixed(self.selection.role_groups, self.groups.role_groups) if self.groups else None


def cover(reader: Reader, selection: Selection, by: Sequence[str], months: Sequence[date]) -> Cover:
    """Return what is hidden of an answer by these keys over these months.

    Nothing is asked of the warehouse where no cell can be a group's. Booked costs have a unit and no role group: they
    are hidden only where a unit alone is a cell.
    """
    by = tuple(by)
    in_play = [bool(chosen or key in by) for key, chosen in _persons_of(selection)]
    scope = int(reference(reader).constant("small_group_scope"))
    booked = selection.unit == "booked_cost_nok"
    hides = scope == EITHER and in_play[0] if booked else all(in_play) or (scope == EITHER and any(in_play))
    newest = newest_beside(reader)
    of_newest = None if newest is None else cover(newest, selection, by, months)
    return Cover(groups(reader) if hides else None, selection, by, tuple(months), of_newest)


def groups(reader: Reader) -> Groups:
    """Return every group of the warehouse with its size by month: one query per version."""
    return remember(reader, "small_groups", lambda: _read(reader))


def _persons_of(selection: Selection) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("unit", selection.units), ("role_group", selection.role_groups))


def _divides(selection: Selection, by: Sequence[str]) -> bool:
    """Tell whether cells are parts of what a group did in a month; kroner leave out the hours without a rate."""
    filters = any(getattr(selection, name) for name in _DIVIDING_FILTERS)
    return filters or selection.unit == "cost_nok" or any(key in _DIVIDING_KEYS for key in by)


def _values(chosen: Iterable[str]) -> frozenset[str | None]:
    return frozenset(None if one == NO_VALUE else one for one in chosen)


def _fixed(chosen: tuple[str, ...], every: Sequence[str | None]) -> frozenset[str | None] | None:
    """The values of a filter; None where there is none, or where it leaves nothing out."""
    values = _values(chosen)
    return None if not chosen or values >= frozenset(every) else values


def _groups(
    units: frozenset[str | None] | None, role_groups: frozenset[str | None] | None
) -> Iterable[Group]:
    every: frozenset[Every] = frozenset({EVERY})
    return product(every if units is None else units, every if role_groups is None else role_groups)


def _read(reader: Reader) -> Groups:
    known = reference(reader)
    scope = int(known.constant("small_group_scope"))
    with query(reader) as tables:
        rows = tables.rows(_sizes(tables))
        booked = tables.rows(_bookings(tables)) if scope == EITHER else []
    sizes: dict[date, dict[Group, Size]] = {}
    for row in rows:
        group = (row["unit_id"], row["role_group_id"])
        size = Size(row["most"] or 0, 0 if row["unknown"] else row["least"])
        sizes.setdefault(row["period"], {})[group] = size
    if scope == EITHER:
        sizes = {month: found | _sums(found) for month, found in sizes.items()}
    return Groups(
        sizes=sizes,
        units=tuple(dict.fromkeys([*known.names.ids("unit"), *(row["unit_id"] for row in rows)])),
        role_groups=tuple(
            dict.fromkeys([*known.names.ids("role_group"), *(row["role_group_id"] for row in rows)])
        ),
        ever=frozenset(group for found in sizes.values() for group in found),
        scope=scope,
        known=known,
        booking={
            month: frozenset(row["unit_id"] for row in booked if row["period"] == month)
            for month in {row["period"] for row in booked}
        },
    )


def _sizes(tables: Tables) -> Table:
    """One row per unit × role group × month with hours or payroll of people."""
    mart = tables["effort_monthly"]
    worked = mart.filter(
        mart.source.notnull(), mart.actual_hours.notnull() | mart.actual_payroll_nok.notnull()
    )
    return worked.group_by("unit_id", "role_group_id", "period").agg(
        most=worked.persons.max(), least=worked.persons.min(), unknown=worked.persons.isnull().any()
    )


def _bookings(tables: Tables) -> Table:
    """One row per unit × month with booked costs."""
    mart = tables["effort_monthly"]
    booked = mart.filter(mart.source.notnull(), mart.actual_booked_nok.notnull())
    return booked.select("unit_id", "period").distinct()


def _sums(sizes: Mapping[Group, Size]) -> dict[Group, Size]:
    """Units over all role groups, and role groups over all units: their people are different people."""
    found: dict[Group, Size] = {}
    for (unit, role_group), size in sizes.items():
        for line in ((unit, EVERY), (EVERY, role_group)):
            before = found.get(line)
            least = size.least if before is None else min(before.least, size.least)
            found[line] = Size(size.most + (before.most if before else 0), least)
    return found
