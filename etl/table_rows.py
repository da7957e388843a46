"""The rows under a header: which may hold data, which are blank, notes, repeated headers, and where the next table is.

Only rows that are blank or texts where others have figures are looked at one by one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from etl.cell_looks import FOOTER, NUMBER, WORD, heading_text, is_known, sequence
from etl.cells import blank, plain
from etl.header_rows import Look
from etl.profiles import normal_header
from etl.side_by_side import last_filled, used_columns
from etl.total_words import is_total_label

ANCHORS = 3
MOST_LOOKS = 2000
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Place:
    """Where a table begins: the first row of its title, its first and its last header row."""

    title: int
    first: int
    last: int


@dataclass(frozen=True)
class Below:
    """The rows under a header: `body`, (row, reason) of those set aside, and the next table where there is one."""

    body: Sequence[int]
    aside: tuple[tuple[int, str], ...]
    following: Place | None


def rows_below(seen: Look, place: Place) -> Below:
    """The rows under the header at `place` down to the last filled or marked one, or to the next table."""
    return _Rows(seen, place).sort()


class _Rows:
    def __init__(self, seen: Look, place: Place) -> None:
        self.seen, self.place, self.sheet = seen, place, seen.sheet
        self.first = place.last + 1
        inside = [m.row - 1 for m in self.sheet.marks if seen.left <= m.column - 1 <= seen.right]
        self.marked = {row for row in inside if self.first <= row <= seen.bottom}
        self.columns = used_columns(seen, place.first, seen.bottom)
        ends = [last_filled(self.sheet.columns[at], self.first, seen.bottom) for at in self.columns]
        self.last = max([place.last, *ends, *self.marked])
        usual = seen.usual(place.last)
        self.figures = {at for at, (kind, _share) in usual.items() if kind == NUMBER}
        common = {at for at, (_kind, share) in usual.items() if share >= 0.5}
        self.keys, self.common = common - self.figures, len(common)
        self.heads = [self._texts(row) for row in range(place.first, place.last + 1)]
        self.aside: dict[int, str] = {}
        self.looks_left = MOST_LOOKS

    def sort(self) -> Below:
        following = None
        for row in sorted(self._odd()):
            following = self._new_table(row)
            if following:
                break
            reason = self._reason(row)
            if reason:
                self.aside[row] = reason
        end = self.last if following is None else following.title - 1
        while end > self.place.last and self.aside.get(end) in ("blank_row", "side_table") and following:
            del self.aside[end]
            end -= 1
        aside = tuple((row, reason) for row, reason in self.aside.items() if row <= end)
        rows = range(self.first, end + 1)
        out = {row for row, _reason in aside}
        return Below(tuple(row for row in rows if row not in out) if out else rows, aside, following)

    def _texts(self, row: int) -> dict[int, str]:
        cells = self.sheet.rows[row]
        texts = ((at, normal_header(heading_text(cells[at]))) for at in self.columns)
        return {at: text for at, text in texts if text}

    def _odd(self) -> set[int]:
        """Rows that leave one of the fullest columns blank, have words where figures are usual, or repeat a heading."""
        sliced = {at: self.sheet.columns[at][self.first : self.last + 1] for at in self.columns}
        gaps = {at: cells.count("") for at, cells in sliced.items()}
        fullest = sorted(self.columns, key=gaps.__getitem__)
        figures = [at for at in fullest if at in self.figures][:ANCHORS]
        found: set[int] = set()
        for at in {*fullest[:ANCHORS], *figures[:1]}:
            if gaps[at]:
                found.update(row for row, cell in enumerate(sliced[at], self.first) if cell == "")
        heads = {at: self.sheet.rows[self.place.last][at] for at in fullest[:ANCHORS]}
        wanted = {at: {cell} - {""} for at, cell in heads.items()}
        for at in figures:
            wanted[at] = wanted.get(at, set()) | _words(sliced[at])
        for at in fullest[:1]:
            wanted[at] |= {cell for cell in _texts_of(sliced[at]) if FOOTER.match(cell)}
        for at, cells in wanted.items():
            if cells and not cells.isdisjoint(sliced[at]):
                found.update(row for row, cell in enumerate(sliced[at], self.first) if cell in cells)
        return found

    def _reason(self, row: int) -> str | None:
        """Why a row is set aside; None where it may hold data."""
        if row in self.marked:
            return None
        looks = self.seen.looks(row)
        if not looks:
            return "blank_row" if all(map(blank, self.sheet.rows[row])) else "side_table"
        if self._repeats(row) is not None:
            return "repeated_header"
        if len(looks) == 1 and NUMBER not in looks.values() and self._heads_block(row):
            return "note_row"
        texts = [plain(self.sheet.rows[row][at]) for at in looks]
        if any(looks.get(at) == NUMBER for at in self.figures) or any(map(is_total_label, texts)):
            return None
        after_gap = row == self.first or row - 1 in self.aside
        if len(looks) == 1:
            [(at, kind)] = looks.items()
            odd_one = kind == WORD and at in self.figures
            if FOOTER.match(texts[0]):
                return "note_row"
            if self._heads_rows(row, at):
                return "section_row"
            return "note_row" if len(self.keys) > 1 or odd_one or (after_gap and row != self.first) else None
        footer = NUMBER not in looks.values() and FOOTER.match(texts[0])
        return "note_row" if footer or (after_gap and 2 * len(looks) < self.common) else None

    def _heads_block(self, row: int) -> bool:
        """Whether the header stands again right below: then the text is a title, even «Totalt 2024»."""
        following = next(self.seen.filled_below(row, 1), None)
        return following is not None and self._repeats(following) is not None

    def _heads_rows(self, row: int, at: int) -> bool:
        """Whether the next rows leave the column blank and have figures: then the text stands for them."""
        following = next(self.seen.filled_below(row, 1), None)
        if following is None or at in self.figures:
            return False
        looks = self.seen.looks(following)
        return at not in looks and any(looks.get(other) == NUMBER for other in self.figures)

    def _repeats(self, row: int) -> int | None:
        """Which of the header rows stands here again."""
        texts = self._texts(row)
        for number, head in enumerate(self.heads):
            same = sum(head.get(at) == text for at, text in texts.items())
            if same != len(texts) or 2 * same <= len(head):
                continue
            if same > 1 or (number < len(self.heads) - 1 and self._repeats(row + 1) == number + 1):
                return number
        return None

    def _new_table(self, row: int) -> Place | None:
        """The table that begins with this header row, or with a title above it."""
        looks = self.seen.looks(row)
        if len(looks) < 2 or row in self.marked or self.looks_left <= 0:
            return None
        number = self._repeats(row)
        if number is not None:
            first = self._other_groups(row) if number else row
            title = self._title(row if first is None else first)
            if first is None or (not number and not self._other_title(title, row)):
                return None
            return Place(title, first, first + len(self.heads) - 1)
        cells = self.sheet.rows[row]
        numeric = [cells[at] for at, kind in looks.items() if kind == NUMBER]
        if numeric and sequence(numeric) in (None, "numbers") and not self._other_columns(looks):
            return None
        if row - 1 not in self.aside and sum(is_known(cells[at]) for at in looks) < 2:
            return None
        self.looks_left -= 1
        if self._stands_above(row, looks) or not self.seen.is_header(row):
            return None
        first = self.seen.header_top(row)
        return Place(self._title(first), first, row) if first > self.place.last else None

    def _other_groups(self, row: int) -> int | None:
        """The first header row where the last one stands here again below other groups or another year."""
        height = len(self.heads) - 1
        first = row - height
        if first <= self.place.last or self._texts(row) != self.heads[-1]:
            return None
        above = [self._texts(at) for at in range(first, row)]
        alike = all(own.keys() == head.keys() for own, head in zip(above, self.heads, strict=False))
        return first if alike and above != self.heads[:-1] and self.seen.header_top(row) <= first else None

    def _other_columns(self, looks: dict[int, int]) -> bool:
        """Whether most of the row's cells stand in columns that the table so far hardly fills."""
        return 2 * len(looks.keys() & (self.keys | self.figures)) < len(looks)

    def _stands_above(self, row: int, looks: dict[int, int]) -> bool:
        """Whether a text of the row is found higher up in its column, as those of data are."""
        cells = self.sheet.rows[row]
        own = [at for at, kind in looks.items() if kind != NUMBER and not is_known(cells[at])]
        return any(cells[at] in self.sheet.columns[at][self.first : row] for at in own)

    def _title(self, row: int) -> int:
        """The first title row above a header: notes since the last data row that are no footers."""
        top = row
        for above in range(row - 1, self.place.last, -1):
            reason = self.aside.get(above)
            if reason == "note_row" and not any(map(FOOTER.match, self._notes([above]))):
                top = above
            elif reason != "blank_row":
                break
        return top

    def _other_title(self, title: int, row: int) -> bool:
        """Whether the rows above a repeated header say something that those above the first did not."""
        above = set(self._notes(range(title, row)))
        return not above <= set(self._notes(range(self.place.title, self.place.first)))

    def _notes(self, rows: Sequence[int]) -> Iterator[str]:
        for row in rows:
            cells = self.sheet.rows[row][self.seen.left : self.seen.right + 1]
            yield from (plain(cell).casefold() for cell in cells if not blank(cell))


def _texts_of(cells: Sequence[Any]) -> set[str]:
    return {cell for cell in set(cells) if cell.__class__ is str and cell}


def _words(cells: Sequence[Any]) -> set[str]:
    """The different texts without digits."""
    if str not in set(map(type, cells)):
        return set()
    return {cell for cell in _texts_of(cells) if not _DIGIT.search(cell)}
