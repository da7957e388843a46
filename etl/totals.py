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

from etl.total_words import Suspect, suspects_among

CLOSE, CLOSE_TENTHS = Decimal("0.005"), Decimal("0.05")
SCALE = 10**8
SEARCH_COLUMNS = 3
MOST_TRIES = 50
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
    suspects = suspects_among(len(rows), labels)
    if not suspects or not amounts:
        return Totals()
    split = _Split(amounts, suspects)
    total, doubtful = split.decide()
    return Totals(split.described(total, total), split.described(doubtful, total | doubtful))


@dataclass(frozen=True)
class _Match:
    """The rows `first`–`last` − 1 add up to a total; `several`: it takes more than one of them, or of the totals among
    them."""

    first: int
    last: int
    several: bool


class _Pass:
    """One walk over the rows, in which each total is matched against the rows and totals directly before it.

    A place p lies before row p; the sums up to each place are found by value, so that the place from which the rows add
    up to a figure is found at once. Matched rows can be summed by a later total as a whole alone.
    """

    def __init__(self, columns: Sequence[Sequence[int]], close: Sequence[int], search: Sequence[int]) -> None:
        self.columns, self.close, self.search = columns, close, search
        self.sums: list[list[int]] = [[0] for _ in columns]
        self.where: list[dict[int, list[int]]] = [defaultdict(list) for _ in search]
        self.open, self.alive = [0], bytearray(b"\1")
        self._note(0)

    def _note(self, first: int) -> None:
        """Make the places from `first` on findable."""
        for where, column in zip(self.where, self.search, strict=True):
            width, sums = 2 * self.close[column], self.sums[column]
            for at in range(first, len(sums)):
                where[sums[at] // width].append(at)

    def add(self, first: int, last: int, counted: bool = True) -> None:
        """The rows `first`–`last` − 1 come next; not `counted`: they add nothing."""
        if first == last:
            return
        for sums, own in zip(self.sums, self.columns, strict=True):
            before = sums.pop()
            sums.extend(accumulate(own[first:last] if counted else [0] * (last - first), initial=before))
        self.open.extend(range(first + 1, last + 1))
        self.alive.extend(b"\1" * (last - first))
        self._note(first + 1)

    def match(self, row: int, told: Sequence[int], strict: bool) -> _Match | None:
        """The fewest rows and totals before `row` that add up to its figures in the columns `told`, or, unless
        `strict`, in most of them."""
        for where, column in zip(self.where, self.search, strict=True):
            if column not in told:
                continue
            wanted = self.sums[column][-1] - self.columns[column][row]
            bucket = wanted // (2 * self.close[column])
            for start in self._near(where, bucket):
                if start < row and self._agrees(row, start, told, strict):
                    first = self._with_zeros(start)
                    return _Match(first, row, self._several(first))
        return None

    def _several(self, start: int) -> bool:
        """Whether more than one row or total since `start` adds something."""
        adding = 0
        for at in range(len(self.open) - 1, 0, -1):
            place, before = self.open[at], self.open[at - 1]
            if place <= start or adding > 1:
                break
            adding += any(sums[place] != sums[before] for sums in self.sums)
        return adding > 1

    def _near(self, where: dict[int, list[int]], bucket: int) -> list[int]:
        found: list[int] = []
        for near in (bucket - 1, bucket, bucket + 1):
            places = where.get(near, [])
            while places and not self.alive[places[-1]]:
                places.pop()
            found += places[-MOST_TRIES:]
        return sorted((place for place in found if self.alive[place]), reverse=True)

    def _agrees(self, row: int, start: int, told: Sequence[int], strict: bool) -> bool:
        fitting = 0
        for column in told:
            sums = self.sums[column]
            off = abs(sums[-1] - sums[start] - self.columns[column][row])
            fitting += off <= self.close[column]
        return fitting == len(told) if strict else 2 * fitting > len(told)

    def _with_zeros(self, start: int) -> int:
        """As far up as rows follow that add nothing: they belong to the same total."""
        while start > 0 and self.alive[start - 1] and all(s[start] == s[start - 1] for s in self.sums):
            start -= 1
        return start

    def fold(self, start: int) -> None:
        """What lies behind `start` is summed as a whole from now on."""
        while self.open[-1] > start:
            self.alive[self.open.pop()] = 0


class _Split:
    def __init__(self, amounts: Sequence[Sequence[Decimal | None]], suspects: dict[int, Suspect]) -> None:
        self.suspects, self.amounts = suspects, amounts
        self.size = len(amounts[0])
        close = [_close(column) for column in amounts]
        self.close = [int(each * SCALE) for each in close]
        self.columns = [[0 if own is None else round(own * SCALE) for own in column] for column in amounts]
        self.told = {at: [c for c, column in enumerate(amounts) if column[at] is not None] for at in suspects}
        self.stating = sum(map(self._says, suspects))
        self._walked: dict[tuple[bool, frozenset[int], frozenset[int]], dict[int, _Match]] = {}
        often = sorted(range(len(amounts)), key=lambda c: -sum(bool(self.columns[c][at]) for at in suspects))
        self.search = often[:SEARCH_COLUMNS]

    def _says(self, at: int) -> bool:
        """Whether the figures of a row can be matched; zero proves nothing without a label."""
        told = self.told[at]
        return bool(told) and (bool(self.suspects[at].label) or any(self.columns[c][at] for c in told))

    def decide(self) -> tuple[set[int], set[int]]:
        """The totals and the doubtful rows: both directions are tried until they find nothing more."""
        below = self.walk(False, set(self.suspects))
        above: dict[int, _Match] = {}
        for _round in range(MOST_ROUNDS):
            if len(below.keys() | above.keys()) == self.stating:
                break
            before = len(below.keys() | above.keys())
            above = self.walk(True, set(self.suspects), below.keys())
            below = self.walk(False, set(self.suspects), above.keys())
            if before == len(below.keys() | above.keys()):
                break
        return self._judge(below, above)

    def walk(self, upwards: bool, totals: Set[int], other: Set[int] = frozenset()) -> dict[int, _Match]:
        """Match `totals` in one direction. Those not matched count as data, unless a label or the other direction
        says that they are none."""
        key = (upwards, frozenset(totals), frozenset(other))
        if key not in self._walked:
            self._walked[key] = self._walk(*key)
        return self._walked[key]

    def _walk(self, upwards: bool, totals: Set[int], other: Set[int]) -> dict[int, _Match]:
        n = self.size
        columns = [column[::-1] for column in self.columns] if upwards else self.columns
        walk = _Pass(columns, self.close, self.search)
        found: dict[int, _Match] = {}
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
                found[at] = _Match(first, last, match.several)
            done = row + 1
        return found

    def _judge(self, below: dict[int, _Match], above: dict[int, _Match]) -> tuple[set[int], set[int]]:
        """Each kind of row by the direction in which more of its rows fit."""
        kinds: dict[tuple[str, frozenset[int]], list[int]] = defaultdict(list)
        for at, suspect in self.suspects.items():
            kinds[suspect.kind].append(at)
        total: set[int] = set()
        doubtful: set[int] = set()
        for rows in kinds.values():
            found = max((below, above), key=lambda way: sum(at in way for at in rows))
            judge = self._judge_labelled if self.suspects[rows[0]].label else self._judge_unlabelled
            sure, unsure = judge(rows, found)
            total |= sure
            doubtful |= unsure
        return total, doubtful

    def _judge_labelled(self, rows: list[int], found: dict[int, _Match]) -> tuple[set[int], set[int]]:
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

    def _judge_unlabelled(self, rows: list[int], found: dict[int, _Match]) -> tuple[set[int], set[int]]:
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

    def _covers_all(self, at: int, match: _Match) -> bool:
        """Whether no other row has a figure."""
        others = (row for row in range(self.size) if row != at and not match.first <= row < match.last)
        return not any(column[row] for row in others for column in self.columns)

    def described(self, rows: set[int], totals: set[int]) -> dict[int, TotalRow]:
        """Each of `rows` with what it covers, when `totals` are the rows that are no data."""
        if not rows:
            return {}
        below = self.walk(False, totals)
        above = self.walk(True, totals) if len(below) < min(len(totals), self.stating) else {}
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
