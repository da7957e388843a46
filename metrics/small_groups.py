"""Which groups of people must be hidden together, so that no total gives one of them away.

Unit × role group is a table with a total per unit, a total per role group and a grand total. Read as a graph, a unit
and a role group are nodes, a figure of a unit's role group joins the two, and the total of a unit (role group) joins
it to the total of all units (role groups). Hidden figures that lie on a circle can be moved along it without any total
noticing; one that lies on no circle follows from the totals by subtraction. So each hidden figure gets its circle.
"""

from collections.abc import Collection, Mapping
from enum import Enum
from heapq import heappop, heappush
from typing import Final


class Every(Enum):
    """The place of a unit or role group in a figure that is summed over all of them."""

    ONE = "every"


EVERY: Final = Every.ONE
Group = tuple[str | Every | None, str | Every | None]
"""Unit and role group; None is «without», EVERY is the sum over all."""
_LOST = 1_000_000
"""What a figure is worth beside groups without effort."""
_Node = tuple[str, str | Every | None]


def hidden_with(
    small: Collection[Group], persons: Mapping[Group, int], idle: Mapping[Group, int], k: int
) -> frozenset[Group]:
    """Return the small groups and those to hide with them.

    persons: how many people each group with effort rests on. idle: groups without effort and what it costs to hide that
    they have none. Afterwards no figure of a hidden group follows from the totals and the shown figures, and what is
    hidden of a line rests on k people, as far as there are groups to hide.
    """
    hidden = set(small)
    settled: set[Group] = set()
    # Groups with effort hide best: whoever knows the museum knows who has none. Where only idle ones can close the
    # circle, they may as well close all of it, and no further figure is lost.
    only_real = {group: 1 + most for group, most in persons.items()}
    rather_idle = {group: _LOST + cost for group, cost in only_real.items()} | dict(idle)
    while unsettled := hidden - settled:
        for group in sorted(unsettled, key=place):
            hidden |= _circle(group, hidden, only_real) or _circle(group, hidden, rather_idle)
        settled |= unsettled
        hidden |= _filling(hidden, persons, k)
    return frozenset(hidden)


def place(group: Group) -> tuple[str, ...]:
    """Sort groups, so that the same ones are hidden every time."""
    return tuple(f"{0 if part is None else 1}{part}" for part in group)


def _ends(group: Group) -> tuple[_Node, _Node]:
    unit, role_group = group
    if role_group is EVERY:
        return ("unit", unit), ("units", EVERY)
    if unit is EVERY:
        return ("role_group", role_group), ("role_groups", EVERY)
    return ("unit", unit), ("role_group", role_group)


def _circle(group: Group, hidden: Collection[Group], hideable: Mapping[Group, int]) -> set[Group]:
    """The groups that close a circle with this one at the lowest cost; none where no circle can be closed."""
    beside: dict[_Node, list[tuple[int, _Node, Group]]] = {}
    for one in sorted({*hidden, *hideable} - {group}, key=place):
        cost = 0 if one in hidden else hideable[one]
        first, last = _ends(one)
        beside.setdefault(first, []).append((cost, last, one))
        beside.setdefault(last, []).append((cost, first, one))
    start, goal = _ends(group)
    came_by: dict[_Node, tuple[_Node, Group] | None] = {}
    waiting: list[tuple[int, int, _Node, tuple[_Node, Group] | None]] = [(0, 0, start, None)]
    turn = 0
    while waiting and goal not in came_by:
        spent, _, node, way = heappop(waiting)
        if node in came_by:
            continue
        came_by[node] = way
        for cost, other, one in beside.get(node, ()):
            if other not in came_by:
                turn += 1
                heappush(waiting, (spent + cost, turn, other, (node, one)))
    return _walked(came_by, goal)


def _walked(came_by: Mapping[_Node, tuple[_Node, Group] | None], goal: _Node) -> set[Group]:
    walked: set[Group] = set()
    step = came_by.get(goal)
    while step is not None:
        node, group = step
        walked.add(group)
        step = came_by[node]
    return walked


def _filling(hidden: Collection[Group], persons: Mapping[Group, int], k: int) -> set[Group]:
    """In each line whose hidden effort rests on fewer than k people: the smallest shown group, if there is one."""
    filling: set[Group] = set()
    for at in (0, 1):
        for line in {group[at] for group in hidden if group in persons}:
            if _line_total(line, at) in hidden:
                continue
            own = [g for g in persons if g[at] == line and (line is EVERY or EVERY not in g)]
            shown = [g for g in own if g not in hidden and g not in filling]
            if shown and sum(persons[g] for g in own if g in hidden or g in filling) < k:
                filling.add(min(shown, key=lambda g: (persons[g], place(g))))
    return filling


def _line_total(line: str | Every | None, at: int) -> Group:
    return (line, EVERY) if at == 0 else (EVERY, line)
