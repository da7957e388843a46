"""Day or month first: what the dates of a column give away together, written with slashes or swapped on import."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from etl.cells import shown, tidy
from etl.mapping import DayOrder, Question
from etl.workdays import month_end

EXAMPLES = 5
_SLASHED = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2'?([0-9]{4}|[0-9]{2})(?![0-9]).*")
_DATED = re.compile(r"([0-9]{1,2})([/.-]) ?([0-9]{1,2})\2 ?'?([0-9]{4}|[0-9]{2})(?![0-9])")
LONGEST_CLUSTER = timedelta(days=124)
"""Dates that lie within four months are neighbours of each other."""
LONGEST_GAP = timedelta(days=45)
LIKELY_SORTED = 0.95


@dataclass(frozen=True)
class DayChoice:
    """The order of a column's dates with slashes; None where there is none, or where the user is asked (`ask`).
    `swapped` are date cells whose day and month are taken to have changed places, `waiting` those asked about."""

    order: DayOrder | None = None
    ask: tuple[str, ...] = ()
    swapped: frozenset[date] = frozenset()
    waiting: frozenset[date] = frozenset()

    @property
    def day_first(self) -> bool | None:
        """True, False, or None where nothing tells."""
        return None if self.order is None else self.order == "dmy"

    def question(self, key: str) -> Question | None:
        """The question to the user, if there is one."""
        return Question("day_order", key, choices=("dmy", "mdy"), examples=self.ask) if self.ask else None


def choose_order(cells: Sequence[Any], answer: DayOrder | None) -> DayChoice:
    """How the dates of a column are read.

    Texts with slashes: a day beyond 12 decides. The user is asked where two texts disagree, where none tells, and
    before a single text makes all others read with the month first: in Norway it may be a slip. Date cells that
    seem to have been swapped («3 January» among March dates, where 1 March was meant) wait for the answer: «dmy» takes
    them as they stand, «mdy» swaps them.
    """
    said, doubtful = _slashes(dict.fromkeys(cell for cell in cells if isinstance(cell, str)))
    decided = len(said) == 1 and not (len(said.get("mdy", ())) == 1 and doubtful)
    order: DayOrder | None = next(iter(said)) if decided else answer
    telling = [texts[0] for texts in said.values()]
    ask = [] if order or not (doubtful or said) else [*doubtful[: EXAMPLES - len(said)], *telling]
    strange = _swapped(cells)
    if strange and answer is None:
        ask += [shown(day) for day in sorted(strange)]
    swappable = frozenset(day for day in _days(cells) if _open(day)) if strange else frozenset()
    return DayChoice(
        order,
        tuple(ask[:EXAMPLES]),
        swapped=swappable if answer == "mdy" else frozenset(),
        waiting=swappable if answer is None else frozenset(),
    )


def _days(cells: Sequence[Any]) -> list[date]:
    return [cell.date() if isinstance(cell, datetime) else cell for cell in cells if isinstance(cell, date)]


def swap(day: date) -> date:
    """The date with day and month in each other's place."""
    return date(day.year, day.day, day.month)


def _slashes(texts: Iterable[str]) -> tuple[dict[DayOrder, list[str]], list[str]]:
    """The texts that give an order away, and those that do not."""
    said: dict[DayOrder, list[str]] = {}
    doubtful = []
    for text in texts:
        found = _SLASHED.fullmatch(tidy(text))
        if not found:
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            said.setdefault("dmy", []).append(text)
        elif second > 12 >= first:
            said.setdefault("mdy", []).append(text)
        elif first != second and first <= 12:
            doubtful.append(text)
    return said, doubtful


def _swapped(cells: Sequence[Any]) -> frozenset[date]:
    """Date cells that fit their neighbours only with day and month swapped."""
    days = _days(cells)
    open_days = {day for day in set(days) if _open(day)}
    if not open_days:
        return frozenset()
    written = {text: _sure_text(text) for text in set(cells) if isinstance(text, str) and _dated(text)}
    if (
        written
        and None not in written.values()
        and len(open_days) >= 3
        and max(day.day for day in days) <= 12
    ):
        # Excel turned what it could into dates and left 13.03.2022 as text.
        return frozenset(open_days)
    line = [written.get(cell) if isinstance(cell, str) else cell for cell in cells]
    return _against_neighbours(_days(line), open_days)


def _dated(text: str) -> re.Match[str] | None:
    return _DATED.match(tidy(text))


def _sure_text(text: str) -> date | None:
    """The date of a text that can be read in one way only, because its day is beyond 12."""
    found = _dated(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    month, day = (second, first) if first > 12 else (first, second)
    try:
        return date(year + 2000 if year < 100 else year, month, day) if day > 12 else None
    except ValueError:
        return None


def _against_neighbours(line: list[date], open_days: set[date]) -> frozenset[date]:
    """Of the open days those that lie outside the sure dates of their column, and inside when swapped."""
    sure = [day for day in line if day.day > 12]
    if len(set(sure)) < 2:
        return frozenset()
    first, last = min(sure), max(sure)
    if last - first > LONGEST_CLUSTER:
        return _between_neighbours(line) if _sorted(sure) else frozenset()
    # Days 1–12 of the month after are the natural end of a list.
    start, end = first.replace(day=1), month_end(last) + timedelta(days=12)
    outside = {day for day in open_days if not start <= day <= end}
    inside_swapped = {day for day in outside if start <= swap(day) <= end}
    # Dates that fit neither way say that the list is scattered, not that it was swapped.
    return frozenset(inside_swapped) if len(inside_swapped) >= 0.75 * len(outside) else frozenset()


def _open(day: date) -> bool:
    return day.day <= 12 and day.day != day.month


def _sorted(days: list[date]) -> bool:
    pairs = list(pairwise(days))
    rising = sum(first <= second for first, second in pairs)
    falling = sum(first >= second for first, second in pairs)
    return len(pairs) >= 3 and max(rising, falling) >= LIKELY_SORTED * len(pairs)


def _between_neighbours(days: list[date]) -> frozenset[date]:
    """In a sorted column: dates outside the two sure dates around them that would lie inside when swapped."""
    found = set()
    before: list[date | None] = []
    last: date | None = None
    for day in days:
        before.append(last)
        last = day if day.day > 12 else last
    following: date | None = None
    for day, earlier in zip(reversed(days), reversed(before), strict=True):
        if day.day > 12:
            following = day
        elif earlier and following and _open(day):
            first, end = sorted((earlier, following))
            if end - first <= LONGEST_GAP and not first <= day <= end and first <= swap(day) <= end:
                found.add(day)
    return frozenset(found)
