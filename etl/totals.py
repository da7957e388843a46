"""Which rows are sums of others: by their label and by arithmetic, above or below what they sum, at any level.

A sum fits where it is off by at most half a unit of the last decimal that its column shows: 0.005 for kroner with øre
and for whole numbers, 0.05 for hours with one decimal.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from typing import Any, overload

from etl.sum_search import Match, Walk
from etl.total_words import Suspect, suspects_among

CLOSE, CLOSE_TENTHS = Decimal("0.005"), Decimal("0.05")
SCALE = 10**8
SEARCH_COLUMNS = 3
MOST_ROUNDS = 3
Vector = tuple[Decimal | None, ...]


class Covered(Sequence[int]):
    """The data rows that a total sums: a view of all data rows, which is not copied for each total."""

    def __init__(self, rows: Sequence[int], first: int, last: int) -> None:
        self._rows, self._first, self._last = rows, first, max(first, last)

    def __len__(self) -> int:
        return self._last - self._first

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        return self._rows[self._first : self._last][at]


@dataclass(frozen=True)
class TotalRow:
    """A total row: the label it carries («» where arithmetic alone says so), the indexes of the data rows it covers,
    and per amount column the figure that the file states (None where it states none) and the sum of those rows.
    `fits`: every stated figure is that sum."""

    label: str
    covers: Sequence[int]
    stated: Vector
    found: Vector
    fits: bool


@dataclass(frozen=True)
class Totals:
    """By index into the rows that were given: those that are totals, and those that may be and are kept as data."""

    total: dict[int, TotalRow] = field(default_factory=dict)
    doubtful: dict[int, TotalRow] = field(default_factory=dict)


def split_totals(
    rows: Sequence[int], labels: Sequence[Sequence[Any]], amounts: Sequence[Sequence[Decimal | None]]
) -> Totals:
    """Tell total rows from data rows.

    :param rows: the rows, for their number and order.
    :param labels: per key column, the cells of these rows.
    :param amounts: per amount column, the figures of these rows.

    A row with a label of sums and few other keys is a total, whether its figures fit or not. A row without a label is
    one where keys are missing that other rows have and its figures are the sum of the rows directly above or below.
    A row with all its keys is data unless its label and its figures agree.
    """
    return split_among(suspects_among(len(rows), labels), amounts)


def split_among(suspects: dict[int, Suspect], amounts: Sequence[Sequence[Decimal | None]]) -> Totals:
    """`split_totals` where the rows that may be totals are known."""
    if not suspects or not amounts:
        return Totals()
    split = _Split(amounts, suspects)
    total, doubtful = split.decide()
    return Totals(split.described(total, total), split.described(doubtful, total | doubtful))


class _Split:
    def __init__(self, amounts: Sequence[Sequence[Decimal | None]], suspects: dict[int, Suspect]) -> None:
        self.suspects, self.amounts = suspects, amounts
        self.size = len(amounts[0])
        close = [_close(column) for column in amounts]
        self.close = [int(each * SCALE) for each in close]
        self.columns = [[0 if own is None else round(own * SCALE) for own in column] for column in amounts]
        self.told = {at: [c for c, column in enumerate(amounts) if column[at] is not None] for at in suspects}
        self._walked: dict[tuple[bool, frozenset[int], frozenset[int]], dict[int, Match]] = {}
        often = sorted(range(len(amounts)), key=lambda c: -sum(bool(self.columns[c][at]) for at in suspects))
        self.search = often[:SEARCH_COLUMNS]

    def _says(self, at: int) -> bool:
        """Whether the figures of a row can be matched; zero proves nothing without a label."""
        told = self.told[at]
        return bool(told) and (bool(self.suspects[at].label) or any(self.columns[c][at] for c in told))

    def decide(self) -> tuple[set[int], set[int]]:
        """The totals and the doubtful rows. What turns out to be data is not matched again: by chance it may have
        taken other rows with it."""
        left = set(self.suspects)
        while True:
            below, above = self._matched(left)
            total, doubtful = self._judge(left, below, above)
            chance = (below.keys() | above.keys()) - total - doubtful
            if not chance:
                return total, doubtful
            left -= chance

    def _matched(self, left: set[int]) -> tuple[dict[int, Match], dict[int, Match]]:
        """What matches in either direction: each is tried again with what the other found out of the way."""
        stating = sum(map(self._says, left))
        below = self.walk(False, left)
        above: dict[int, Match] = {}
        for _round in range(MOST_ROUNDS):
            before = len(below.keys() | above.keys())
            if before == stating:
                break
            above = self.walk(True, left, below.keys())
            below = self.walk(False, left, above.keys())
            if before == len(below.keys() | above.keys()):
                break
        return below, above

    def walk(self, upwards: bool, totals: Set[int], other: Set[int] = frozenset()) -> dict[int, Match]:
        """Match `totals` in one direction. Those not matched count as data, unless a label or the other direction
        says that they are none."""
        key = (upwards, frozenset(totals), frozenset(other))
        if key not in self._walked:
            self._walked[key] = self._walk(*key)
        return self._walked[key]

    def _walk(self, upwards: bool, totals: Set[int], other: Set[int]) -> dict[int, Match]:
        n = self.size
        columns = [column[::-1] for column in self.columns] if upwards else self.columns
        walk = Walk(columns, self.close, self.search)
        found: dict[int, Match] = {}
        done = 0
        for at in sorted(totals, reverse=upwards):
            row = n - 1 - at if upwards else at
            walk.add(done, row)
            suspect, told = self.suspects[at], self.told[at]
            match = walk.match(row, told, not suspect.label) if self._says(at) else None
            sums_nothing = match is not None or at in other or (suspect.label and not suspect.full)
            walk.add(row, row + 1, counted=not sums_nothing)
            if match:
                walk.fold(match.first)
                walk.open.append(row + 1)
                walk.alive[row + 1] = 1
                first, last = (n - match.last, n - match.first) if upwards else (match.first, match.last)
                found[at] = Match(first, last, match.several)
            done = row + 1
        return found

    def _judge(
        self, left: set[int], below: dict[int, Match], above: dict[int, Match]
    ) -> tuple[set[int], set[int]]:
        """Each kind of row by the direction in which more of its rows fit."""
        kinds: dict[tuple[str, frozenset[int]], list[int]] = defaultdict(list)
        for at in sorted(left):
            kinds[self.suspects[at].kind].append(at)
        total: set[int] = set()
        doubtful: set[int] = set()
        for rows in kinds.values():
            found = max((below, above), key=lambda way: sum(at in way for at in rows))
            judge = self._judge_labelled if self.suspects[rows[0]].label else self._judge_unlabelled
            sure, unsure = judge(rows, found)
            total |= sure
            doubtful |= unsure
        return total, doubtful

    def _judge_labelled(self, rows: list[int], found: dict[int, Match]) -> tuple[set[int], set[int]]:
        """Rows with one kind of label and the same keys. A name of sums in the place of the keys needs no proof. Beside
        keys that are all filled most such rows must fit, and a name that merely begins with such a word proves itself
        by two sums of several rows."""
        suspect = self.suspects[rows[0]]
        fitting = {at for at in rows if at in found}
        several = {at for at in fitting if found[at].several}
        mostly = 2 * len(fitting) >= len(rows)
        if not suspect.full or suspect.alone:
            sure = suspect.exact or (suspect.few and not suspect.alone) or (mostly and bool(several))
            return (set(rows), set()) if sure else (set(), set(rows))
        if mostly and fitting and (suspect.exact or len(several) > 1):
            return set(rows), set()
        return set(), set(rows) if suspect.exact else several

    def _judge_unlabelled(self, rows: list[int], found: dict[int, Match]) -> tuple[set[int], set[int]]:
        """Rows that miss the same keys. Where all of them fit they are totals; a single figure that happens to equal
        the one before it proves nothing."""
        stating = [at for at in rows if any(self.columns[c][at] for c in self.told[at])]
        fitting = {at for at in stating if at in found}
        several = {at for at in fitting if found[at].several}
        few = self.suspects[rows[0]].few or len(fitting) > 1
        if several and few and len(fitting) == len(stating):
            return fitting, set()
        if not self.suspects[rows[0]].keys:
            whole = {at for at in fitting if self._covers_all(at, found[at])}
            return several | whole, fitting - several - whole
        return set(), several if 2 * len(fitting) >= len(stating) else set()

    def _covers_all(self, at: int, match: Match) -> bool:
        """Whether no other row has a figure."""
        others = (row for row in range(self.size) if row != at and not match.first <= row < match.last)
        return not any(column[row] for row in others for column in self.columns)

    def described(self, rows: set[int], totals: set[int]) -> dict[int, TotalRow]:
        """Each of `rows` with what it covers, when `totals` are the rows that are no data."""
        if not rows:
            return {}
        below = self.walk(False, totals)
        above = self.walk(True, totals) if len(below) < sum(map(self._says, totals)) else {}
        upwards = len(above.keys() - below.keys()) > len(below.keys() - above.keys())
        data = [at for at in range(self.size) if at not in totals]
        order = sorted(totals)
        sums = [list(accumulate((column[row] for row in data), initial=0)) for column in self.columns]
        described = {}
        for at in sorted(rows):
            match = (above.get(at) or below.get(at)) if upwards else (below.get(at) or above.get(at))
            first, last = (match.first, match.last) if match else self._reach(at, order, upwards)
            start, end = bisect_left(data, first), bisect_left(data, last)
            found = tuple(Decimal(own[end] - own[start]) / SCALE for own in sums)
            described[at] = self._described(at, Covered(data, start, end), found)
        return described

    def _reach(self, at: int, totals: list[int], upwards: bool) -> tuple[int, int]:
        """Which rows a total that fits nowhere would sum: those back to the total before it, all where that is the row
        before it."""
        place = bisect_left(totals, at)
        if upwards:
            following = totals[place + 1] if place + 1 < len(totals) else self.size
            return (at + 1, following) if following > at + 1 else (at + 1, self.size)
        before = totals[place - 1] if place else -1
        return (before + 1, at) if before + 1 < at else (0, at)

    def _described(self, at: int, covers: Covered, found: Vector) -> TotalRow:
        stated = tuple(column[at] for column in self.amounts)
        fits = all(
            own is None or abs(own - (ours or 0)) * SCALE <= close
            for own, ours, close in zip(stated, found, self.close, strict=True)
        )
        return TotalRow(self.suspects[at].label, covers, stated, found, fits)


def _close(column: Sequence[Decimal | None]) -> Decimal:
    """By how much a sum of this column may be off."""
    tenths = False
    for own in column:
        exponent = 0 if own is None else own.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -1:
            return CLOSE
        tenths = tenths or exponent == -1
    return CLOSE_TENTHS if tenths else CLOSE
