"""Which rows before a row add up to its figures: found at once through the sums up to each place."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

MOST_TRIES = 50


@dataclass(frozen=True)
class Match:
    """The rows `first`–`last` − 1 add up to a total; `several`: it takes more than one of them, or of the totals among
    them."""

    first: int
    last: int
    several: bool


class Walk:
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

    def match(self, row: int, told: Sequence[int], strict: bool) -> Match | None:
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
                    return Match(first, row, self._several(first))
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
