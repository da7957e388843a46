"""Which rows of a sheet are headers: found by how their cells differ from the cells beneath, never by position."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from etl.cell_looks import CODE, NUMBER, WORD, is_known, look, sequence, year_of
from etl.sheet import Sheet

HEADER_ROWS = 50
MOST_HEADER_ROWS = 3
LONGEST_HEADING = 120
SAMPLE_ROWS = 20
SAMPLE_REACH = 60


@dataclass(frozen=True)
class Candidate:
    """A row that may be the last header row. `filled` are its columns, `contrast` those with other cells beneath,
    `known` how many headings are known."""

    row: int
    filled: frozenset[int]
    contrast: frozenset[int]
    known: int

    @property
    def good(self) -> bool:
        return bool(self.contrast) or (self.known >= 2 and 2 * self.known >= len(self.filled))


class Look:
    """The cells of some columns of a sheet as headers are looked for: what each row and its followers look like."""

    def __init__(self, sheet: Sheet, top: int, bottom: int, left: int, right: int) -> None:
        """Rows `top`–`bottom` and columns `left`–`right`, both counted from 0 and included."""
        self.sheet, self.top, self.bottom, self.left, self.right = sheet, top, bottom, left, right
        self._looks: dict[int, dict[int, int]] = {}
        self._candidates: dict[int, Candidate | None] = {}

    def cells(self, row: int) -> dict[int, int]:
        """Column → look of the filled cells of a row."""
        found = self._looks.get(row)
        if found is None:
            found = self._looks[row] = self.looks(row)
        return found

    def looks(self, row: int) -> dict[int, int]:
        """As `cells`, without keeping the answer: for rows by the thousand."""
        cells = self.sheet.rows[row][self.left : self.right + 1]
        looks = ((at, look(cell)) for at, cell in enumerate(cells, self.left) if cell not in ("", None))
        return {at: kind for at, kind in looks if kind}

    def filled_below(self, row: int, most: int = SAMPLE_ROWS) -> Iterator[int]:
        """The next filled rows."""
        for below in range(row + 1, min(row + SAMPLE_REACH, self.bottom) + 1):
            if self.cells(below):
                yield below
                most -= 1
                if not most:
                    return

    def usual(self, row: int) -> dict[int, tuple[int, float]]:
        """Per column filled beneath `row`: the look of most of its cells and how many of the rows fill it, 0–1."""
        rows = list(self.filled_below(row))
        seen: dict[int, Counter[int]] = {}
        for below in rows:
            for at, kind in self.cells(below).items():
                seen.setdefault(at, Counter())[kind] += 1
        return {at: (_majority(counts), counts.total() / len(rows)) for at, counts in seen.items()}

    def candidate(self, row: int) -> Candidate | None:
        """The row as a header; None where it cannot be one."""
        if row not in self._candidates:
            self._candidates[row] = self._judge(row)
        return self._candidates[row]

    def _judge(self, row: int) -> Candidate | None:
        looks, cells = self.cells(row), self.sheet.rows[row]
        if len(looks) < 2 or any(
            isinstance(cells[at], str) and len(cells[at]) > LONGEST_HEADING for at in looks
        ):
            return None
        numeric = [at for at, kind in looks.items() if kind == NUMBER]
        kind = sequence([cells[at] for at in numeric]) if numeric else None
        if numeric and kind is None:
            looks = self._beside_figures(row, looks)
            numeric = []
        if len(looks) < 2 or (numeric and self._named_above(row, numeric)):
            return None
        times = set(numeric) if kind in ("years", "dates") else set()
        if (
            kind in ("dates", "periods")
            and len(numeric) == 1
            and sum(is_known(cells[at]) for at in looks) < 2
        ):
            return None
        known = sum(at in times or is_known(cells[at]) for at in looks)
        if 2 * known <= len(looks) and _label_and_value(cells, looks):
            return None
        if 2 * known < len(looks) and self._recurs(row):
            return None
        usual = self.usual(row)
        contrast = {at for at, own in looks.items() if at in usual and own < usual[at][0] and own != NUMBER}
        contrast |= {
            at for at in numeric if at in usual and usual[at][0] == NUMBER and not self._alike(row, at, kind)
        }
        return Candidate(row, frozenset(looks), frozenset(contrast), known)

    def _beside_figures(self, row: int, looks: dict[int, int]) -> dict[int, int]:
        """The cells of the row without those that stand with figures, a blank column apart from the others."""
        used = looks.keys() | self.usual(row).keys()
        bands: list[dict[int, int]] = [{}]
        for at in range(self.left, self.right + 1):
            if at in looks:
                bands[-1][at] = looks[at]
            elif at not in used and bands[-1]:
                bands.append({})
        texts = [band for band in bands if NUMBER not in band.values()]
        return max(texts, key=len, default={})

    def _named_above(self, row: int, numeric: list[int]) -> bool:
        """Whether the columns have headings of their own above: then their numbers are data."""
        above = row - 1
        if above < self.top:
            return False
        merged = {at for at in numeric if self._spans(above, at)}
        texts = Counter(
            self.sheet.rows[above][at] for at in numeric if self.cells(above).get(at) in (WORD, CODE)
        )
        named = [at for at in numeric if at not in merged and texts[self.sheet.rows[above][at]] == 1]
        return 2 * len(named) > len(numeric) - len(merged) or (len(named) > 1 and len(named) == len(numeric))

    def _spans(self, row: int, at: int) -> bool:
        return any(
            top <= row <= bottom and left <= at <= right and right > left
            for (top, left), (bottom, right) in self.sheet.merged
        )

    def _recurs(self, row: int) -> bool:
        """Whether some text stands again beneath, though the row as a whole is not repeated: then it is data."""
        cells = self.sheet.rows[row]
        texts = {at: cells[at] for at, kind in self.cells(row).items() if kind in (WORD, CODE)}
        for below in self.filled_below(row):
            other = self.sheet.rows[below]
            again = sum(other[at] == text for at, text in texts.items())
            if 0 < again < len(texts):
                return True
        return False

    def _alike(self, row: int, at: int, kind: str | None) -> bool:
        """Whether the column goes on with years or dates like the cell that would head it."""
        below = [self.sheet.rows[other][at] for other in self.filled_below(row) if at in self.cells(other)]
        if kind == "years":
            return 2 * sum(year_of(cell) is not None for cell in below) > len(below)
        return kind == "dates" and 2 * sum(isinstance(cell, date) for cell in below) > len(below)

    @cached_property
    def _window(self) -> range:
        return range(self.top, min(self.bottom, self.top + HEADER_ROWS - 1) + 1)

    def first_header(self) -> int | None:
        """The last header row of the first table; None where there is none in the first rows of the sheet."""
        for row in self._window:
            if self.is_header(row):
                return row
        return self._header_of_texts()

    def is_header(self, row: int) -> bool:
        """Whether a table's last header row is this one, and not a title, a parameter or a data row."""
        here = self.candidate(row)
        if here is None or not here.good:
            return False
        following = next(self.filled_below(row, 1), None)
        if following is None:
            return here.known >= 2 and 2 * here.known >= len(here.filled)
        below = self.candidate(following)
        if below is not None and below.good and _replaces(here, below):
            return False
        later = self._wider_below(here)
        if later is None:
            return True
        between = [at for at in self.filled_below(row, SAMPLE_REACH) if at < later.row]
        supported = [
            at for at in between if any(self.cells(at).get(c, 0) > WORD for c in here.contrast or here.filled)
        ]
        if not supported or (len(here.filled) == 2 and not here.known and len(supported) < 4):
            return False
        return 2 * len(supported) >= len(between) or here.known >= 2

    def _wider_below(self, here: Candidate) -> Candidate | None:
        """The next row that heads more columns, and is no data of the table that `here` would head."""
        for row in self.filled_below(here.row, SAMPLE_REACH):
            found = self.candidate(row)
            if found and found.good and len(found.contrast) + found.known > len(here.contrast) + here.known:
                return found
        return None

    def _header_of_texts(self) -> int | None:
        """A table of nothing but texts: the first row that fills the columns which the rows beneath fill too."""
        for row in self._window:
            looks, cells = self.cells(row), self.sheet.rows[row]
            if len(looks) < 2 or NUMBER in looks.values() or _label_and_value(cells, looks):
                continue
            below = [self.cells(other) for other in self.filled_below(row)]
            alike = [other for other in below if 2 * len(looks.keys() & other.keys()) > len(looks)]
            if len(alike) > 1 and 2 * len(alike) > len(below) and not self._recurs(row):
                return row
        return None

    def header_top(self, last: int) -> int:
        """The first of the header rows that end with `last`: rows above it that group its columns."""
        top = last
        while top > self.top and last - top + 1 < MOST_HEADER_ROWS and self._groups(top - 1, last):
            top -= 1
        return top

    def _groups(self, row: int, last: int) -> bool:
        """Whether a row holds group names, years or the upper half of the headings of row `last`."""
        looks, cells = self.cells(row), self.sheet.rows[row]
        own = self.cells(last).keys()
        if not looks or any(isinstance(cells[at], str) and len(cells[at]) > LONGEST_HEADING for at in looks):
            return False
        numeric = [cells[at] for at, kind in looks.items() if kind == NUMBER]
        if numeric and sequence(numeric) is None:
            return False
        first, final = min(own | looks.keys()), max(own | looks.keys())
        if any(
            top <= row <= bottom and left <= first and right >= final
            for (top, left), (bottom, right) in self.sheet.merged
        ):
            return False
        if any(isinstance(cells[at], str) and cells[at].rstrip().endswith(":") for at in looks):
            return False
        if len(looks) == 1:
            [at] = looks
            short = not isinstance(cells[at], str) or len(cells[at].split()) <= 3
            return short and (self._spans(row, at) or at > first or (at not in own and is_known(cells[at])))
        if len(looks) == 2 and looks.keys() <= own and max(looks) - min(looks) == 1 and min(looks) == first:
            return any(self._spans(row, at) or year_of(cells[at]) for at in looks)
        return True


def _majority(counts: Counter[int]) -> int:
    """`NUMBER` or `CODE` where three of five cells are at least that, else `WORD`."""
    for kind in (NUMBER, CODE):
        if 5 * sum(n for own, n in counts.items() if own >= kind) >= 3 * counts.total():
            return kind
    return WORD


def _label_and_value(cells: Sequence[Any], looks: dict[int, int]) -> bool:
    """«Klient:» beside «XX»: a row of parameters."""
    return any(isinstance(cells[at], str) and cells[at].rstrip().endswith(":") for at in looks)


def _replaces(here: Candidate, below: Candidate) -> bool:
    """Whether the next row is the better header. A tie goes to the upper row: a header taken for data is seen as an
    error, data taken for a header would vanish."""
    if below.known == len(below.filled) and below.contrast == below.filled:
        return True
    if below.known != here.known:
        return below.known > here.known
    return bool(below.filled - here.filled) and len(below.contrast) >= len(here.contrast)
