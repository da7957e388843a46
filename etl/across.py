"""Columns that stand side by side for months, days, weeks, years, tertials, names or persons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from etl import headers
from etl.content import Content, Known
from etl.headings import FINENESS, Heading, heading, rest_words
from etl.mapping import Across
from etl.tables import Header, RawTable
from etl.values import blank, plain

NAMES_ACROSS: tuple[Across, ...] = ("sub_measure", "unit", "role_group")
_PERSON_WORDS = r"person\w*|ansatte?|medarbeidere?|ressurs\w*|navn|employees?|staff|mitarbeiter\w*|hvem"


@dataclass(frozen=True)
class AcrossColumn:
    """One of the side-by-side columns. `value` is the first and the last day that it stands for, the name that heads it
    (person, sub-measure, unit, role group), or None while its year is not known."""

    at: int
    label: str
    value: tuple[date, date] | str | None


@dataclass(frozen=True)
class Stand:
    """A column that is headed by a time. `side`: plan | actual | None, `measure`: hours | money | None."""

    at: int
    label: str
    heading: Heading
    side: str | None
    measure: str | None


@dataclass(frozen=True)
class Standing:
    """The side-by-side columns of a table, its subtotal columns (column → label) and those that stand for longer times
    outside the others' (`beside`)."""

    kind: Across
    columns: tuple[Stand, ...]
    subtotals: Mapping[int, str]

    def chosen(self, side: str | None, measure: str | None) -> tuple[Stand, ...]:
        """The columns of one side and measure, where the headings tell them apart."""
        of_side = _picked(self.columns, [stand.side for stand in self.columns], side)
        return _picked(of_side, [stand.measure for stand in of_side], measure)


def _picked(stands: Sequence[Stand], said: Sequence[str | None], wanted: str | None) -> tuple[Stand, ...]:
    """The columns that say what is wanted, else those that say nothing, else those that say what the first one does."""
    choice = wanted if wanted in said else None if None in said else said[0]
    return tuple(stand for stand, own in zip(stands, said, strict=True) if own == choice)


def label_of(header: Header) -> str:
    """A heading as a person would quote it."""
    return " / ".join(header.texts)


def side_of(text: str) -> str | None:
    """Whether a heading says plan or actual; None where it says neither or both."""
    plan = headers.says(f"{headers.PLAN}|{headers.BUDGET}", text)
    actual = headers.says(headers.ACTUAL, text)
    return None if plan == actual else "plan" if plan else "actual"


def measure_of(text: str) -> str | None:
    """Whether a heading says hours or money; None where it says neither or both."""
    hours, money = headers.says(headers.HOUR_WORDS, text), headers.says(headers.MONEY_WORDS, text)
    return None if hours == money else "hours" if hours else "money"


def standing(
    table: RawTable, contents: Mapping[int, Content], hint: str, year: int | None, single: bool
) -> Standing | None:
    """The columns headed by times; None where there are none. `hint` is the text around the table, by which bare
    numbers are read; `single` says whether one such column is enough."""
    found = _of_amounts(list(_stands(table, hint)), contents)
    times = _monthly([s for s in found if s.heading.kind and not _is_sum(s)])
    if not times or (len(times) < 2 and not single):
        return None
    finest = min((s.heading.kind or "" for s in times), key=FINENESS.index)
    fine = [s for s in times if s.heading.kind == finest]
    spans = [span for s in fine if (span := s.heading.span(year))]
    beside = [s for s in times if s.heading.kind != finest and _apart(s, spans, year)]
    read = sorted([*fine, *beside], key=lambda s: s.at)
    taken = {s.at for s in read}
    subtotals = {s.at: s.label for s in found if s.at not in taken}
    return Standing(finest, tuple(read), subtotals)  # type: ignore[arg-type]


def _of_amounts(stands: Sequence[Stand], contents: Mapping[int, Content]) -> list[Stand]:
    """The columns that hold amounts, or nothing; and those of their kind whose cells cannot be read, which are errors
    to be seen. Where none can be read, those that are headed by a time and nothing else."""
    numeric = {s.at for s in stands if not contents[s.at].filled or contents[s.at].numeric}
    kinds = {s.heading.kind for s in stands if s.at in numeric and contents[s.at].filled and not _is_sum(s)}
    kinds = kinds or {s.heading.kind for s in stands if not s.heading.rest}
    return [s for s in stands if s.at in numeric or (s.heading.kind in kinds and not s.heading.frame)]


def _is_sum(stand: Stand) -> bool:
    return stand.heading.total or headers.says(headers.DERIVED, stand.label)


def _apart(stand: Stand, spans: Sequence[tuple[date, date]], year: int | None) -> bool:
    """Whether a longer time lies wholly outside the shorter ones; not so where years are not known."""
    own = stand.heading.span(year)
    if own is None or not spans:
        return False
    return all(last < own[0] or own[1] < first for first, last in spans)


def _monthly(stands: list[Stand]) -> list[Stand]:
    """Dates that are all first or last days, one a month, stand for their months."""
    days = [s.heading.day for s in stands if s.heading.day]
    months = {(day.year, day.month) for day in days}
    by_side = len({(s.side, s.measure) for s in stands}) or 1
    ends = all(day.day == 1 for day in days) or all(day.day >= 28 for day in days)
    if not days or not ends or len(months) * by_side < len(days):
        return stands
    return [
        replace(s, heading=Heading("month", s.heading.year, s.heading.number)) if s.heading.day else s
        for s in stands
    ]


def _stands(table: RawTable, hint: str) -> Iterator[Stand]:
    titles, groups = _above(table)
    frame = "week" if headers.says("uker?|ukenr|week|weeks|kw", hint) else None
    bare = [h for h in table.headers if h.texts and h.texts[-1].strip().isdecimal() and len(h.texts[-1]) <= 2]
    if [int(h.texts[-1]) for h in bare] == list(range(1, 13)) and frame is None:
        frame = "month"
    for header in table.headers:
        own = [cell for cell in (*groups.get(header.at, ()), *header.cells) if not blank(cell)]
        cells = [*titles.get(header.at, ()), *own]
        found = _combined(cells, frame, len(own))
        if found is None:
            continue
        text = " ".join(plain(cell) for cell in cells)
        yield Stand(header.at, label_of(header) or text, found, side_of(text), measure_of(text))


def _combined(cells: Sequence[Any], frame: str | None, own_cells: int) -> Heading | None:
    """The time that a stack of header cells says together: the lowest one's, with a year from any other. The last
    `own_cells` are the column's own, without which a title row above says nothing of it."""
    headings = [heading(cell) for cell in cells]
    named = next((h.kind for h in headings if h and h.frame), frame)
    read = [heading(cell, named) for cell in cells]
    own = read[-1] if read else None
    if own and own.total:
        return own
    if own and own.frame:
        return None  # «Mnd» heads the months of its rows, whatever year stands above it
    said = [(h, cell) for h, cell in zip(read, cells, strict=True) if h and h.kind and not h.frame]
    # A cell that is no time and no word for plan or unit («Enhet») is the heading of an ordinary column.
    others = [cell for h, cell in zip(read, cells, strict=True) if h is None and not _only_rest(cell)]
    timed = any(h and h.kind and not h.frame for h in read[len(read) - own_cells :])
    if not timed or others:
        return None
    finest = min((h for h, _ in said), key=lambda h: FINENESS.index(h.kind or "year"))
    year = next((h.year for h, _ in said if h.year), None)
    rest = tuple(word for cell in cells for word in rest_words(plain(cell)))
    return replace(finest, year=finest.year or year, rest=rest, total=any(h.total for h, _ in said))


def _only_rest(cell: Any) -> bool:
    words = [word for word in plain(cell).casefold().replace("/", " ").replace(".", " ").split() if word]
    return len(rest_words(plain(cell))) >= len(words)


def _above(table: RawTable) -> tuple[dict[int, list[Any]], dict[int, list[Any]]]:
    """What stands over each column without a cell of its own there, in the title row and in the header rows: a merged
    cell covers its columns, another one that says a time or a side reaches to the next filled cell."""
    titles: dict[int, list[Any]] = {}
    groups: dict[int, list[Any]] = {}
    first = max(0, table.header_first - 1)
    for row in range(first, table.header_last):
        current: Any = None
        found = titles if row < table.header_first else groups
        for at, cell in enumerate(_filled(table, row)):
            raw = table.sheet.rows[row][at]
            if not blank(cell):
                said = heading(cell)
                if row < table.header_first and said and said.day:
                    said = None  # the day on which a list was taken out says nothing of the columns below it
                reaches = said is not None or _only_rest(cell)
                current = cell if reaches and not blank(raw) and not _merged(table, row, at) else None
                if row < table.header_first and said:
                    found.setdefault(at, []).append(cell)
            elif current is not None and not _merged(table, row, at):
                found.setdefault(at, []).append(current)
    return titles, groups


def _filled(table: RawTable, row: int) -> list[Any]:
    cells = list(table.sheet.rows[row])
    for (top, left), (bottom, right) in table.sheet.merged:
        if top <= row <= bottom:
            for at in range(left, min(right, len(cells) - 1) + 1):
                cells[at] = table.sheet.rows[top][left] if blank(cells[at]) else cells[at]
    return cells


def _merged(table: RawTable, row: int, at: int) -> bool:
    return any(
        top <= row <= bottom and left <= at <= right and left < right
        for (top, left), (bottom, right) in table.sheet.merged
    )


def may_be_name(header: Header) -> bool:
    """Whether a heading could be somebody's or something's name: it is no heading that is known to mean a field."""
    said = headers.header_fields(header.texts[-1:])
    return bool(header.texts) and not any(
        evidence.weight > 0.5 and evidence.why == "header_known" for evidence in said.values()
    )


def names_across(
    candidates: Sequence[Header], contents: Mapping[int, Content], known: Known, hint: str
) -> tuple[Across, bool] | None:
    """What the headings of amounts side by side name, and whether that is certain; None where they do not look like
    names. `candidates` are the numeric columns whose headings mean nothing else."""
    numeric = [header for header in candidates if may_be_name(header) and contents[header.at].numeric]
    if len(numeric) < 2:
        return None
    for kind in NAMES_ACROSS:
        hits = sum(1 for header in numeric if any(known.find(kind, text) for text in header.texts))
        if hits >= max(2, 0.6 * len(numeric)):
            return kind, True
    said = any(headers.says(_PERSON_WORDS, text) for header in numeric for text in header.texts[:-1])
    return "person", said or headers.says(_PERSON_WORDS, hint)
