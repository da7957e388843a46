"""Which of a file's tables are read, which only repeat them or hold something else, and when that must be asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from etl.cell_looks import NUMBER, look
from etl.cells import blank, plain
from etl.headers import ACTUAL, BUDGET, FORECAST, PLAN, says
from etl.headings import heading
from etl.mapping import FoundSheet, Question
from etl.repeats import Figures, adds_up, is_copy, shares_keys, shares_rows, summarises, telling
from etl.sheet import Sheet
from etl.table import letter
from etl.tables import Header, RawTable, table_at

AS_GOOD = 0.6
"""From which part of the best score on another table is as well understood."""
HALF_AS_GOOD = 0.5
FEW_ROWS = 20
_PIVOT_WORDS = re.compile(
    r"(?i)(?:radetiketter|kolonneetiketter|row labels|column labels|zeilenbeschriftungen|spaltenbeschriftungen"
    r"|étiquettes de (?:lignes|colonnes)|(?:summer|antall|sum|count|summe|anzahl|somme|nombre) (?:av|of|von|de) .+)"
)
_COPY_NAME = re.compile(r"(?i)\(\d+\)\s*$|\b(?:kopi|copy|backup|gammel|gml|old|kopie)\b")
_WHOLE_NAME = re.compile(
    r"(?i)^\W*(?:sum|totalt?|samlet|samla|alle|hele|oversikt|sammendrag|summary|gesamt)\b"
)
_VERSION = re.compile(
    r"(?i)\bv\.? ?\d+(?:\.\d+)*\b|\b(?:ver|versjon|version|rev|revisjon)\b\W*\w*"
    r"|\b(?:utkast|draft|opprinnelig|original|revidert|justert|endelig|foreløpig|vedtatt|forslag)\w*"
)


@dataclass(frozen=True)
class Choice:
    """What of a file is read. `read` are the tables that are read as one; `sheets` every table and every sheet without
    one, with why it is read or not; `question` is there where only the user can say which table is meant. Then `read`
    is the likeliest, for the preview."""

    read: tuple[RawTable, ...]
    sheets: tuple[FoundSheet, ...]
    question: Question | None = None


def choose(
    tables: Sequence[RawTable],
    sheets: Sequence[Sheet],
    score: Callable[[RawTable], float],
    wanted_sheets: tuple[str, ...] | None = None,
    header_row: int | None = None,
) -> Choice:
    """Choose what is read.

    :param score: how well a table's columns are understood; 0 where they mean nothing.
    :param wanted_sheets: answers of the user: names of sheets, or names of tables as `Question.choices` gave them.
    :param header_row: the last header row as Excel counts, where the user says so.
    """
    candidates = [_Candidate(table, score(table), order) for order, table in enumerate(tables)]
    if wanted_sheets is not None or header_row is not None:
        chosen = _wanted(candidates, sheets, score, wanted_sheets, header_row)
        if chosen is not None:
            return _told(chosen, candidates, sheets, None)
    return _found(candidates, sheets)


class _Candidate:
    def __init__(self, table: RawTable, score: float, order: int = 0) -> None:
        self.table, self.score, self.order = table, score, order
        self.why: str | None = None

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.table)

    @cached_property
    def says(self) -> frozenset[str]:
        """What the sheet's name and title call it: a plan and its actual figures, or two versions, are never added."""
        rows = self.table.sheet.rows[self.table.title_first : self.table.header_first]
        title = [cell for row in rows for cell in row if isinstance(cell, str)]
        texts = [self.name, *title]
        kinds = {kind for kind in (PLAN, BUDGET, ACTUAL, FORECAST) if any(says(kind, text) for text in texts)}
        version = _VERSION.search(self.name)
        return frozenset({*kinds, version[0].casefold()} if version else kinds)

    @cached_property
    def columns(self) -> frozenset[str]:
        """The headings, without what tells one period from another: a sheet per year has the same columns."""
        return frozenset(_without_time(header) for header in self.table.headers if header.texts)

    @cached_property
    def pivot(self) -> bool:
        """Whether this is a pivot table, or one pasted as values."""
        table = self.table
        if table.sheet.kind == "pivot":
            return True
        rows = table.sheet.rows[max(0, table.header_first - 1) : table.header_last + 2]
        cells = [row[header.at] for row in rows for header in table.headers[:2]]
        return any(isinstance(cell, str) and _PIVOT_WORDS.fullmatch(plain(cell)) for cell in cells)

    @property
    def name(self) -> str:
        return self.table.sheet.name or ""

    @property
    def label(self) -> str:
        """The table's name where its sheet has several: «Ark1!B5»."""
        first = self.table.headers[0].at if self.table.headers else 0
        return f"{self.name}!{letter(first)}{self.table.header_last + 1}"


_Group = list[_Candidate]


def _without_time(header: Header) -> str:
    """A heading as it is in every period: «jan. 2022», «2023 / feb» and «7» all become «#»."""
    found = heading(" ".join(header.texts))
    if found is not None and found.kind and not found.frame:
        return " ".join(("#", *found.rest))
    return re.sub(r"\d+", "#", header.key)


def _found(candidates: list[_Candidate], sheets: Sequence[Sheet]) -> Choice:
    filled = [one for one in candidates if len(one.table.body)]
    usable = [one for one in filled if one.score > 0 and not one.pivot]
    usable = usable or [one for one in filled if one.score > 0] or _largest(filled)
    if not usable:
        header_only = max(candidates, key=lambda one: one.score, default=None)
        return _told([header_only] if header_only and header_only.score else [], candidates, sheets, None)
    groups = sorted(_groups(usable), key=_rank, reverse=True)
    best = _detail(groups)
    unsure = _without_repeats(best)
    rivals = [group for group in groups if group is not best and _rivals(group, best)]
    read = [one for one in best if one.why is None]
    question = None
    if rivals or unsure:
        options = [read, *([one] for one in read)] if unsure and not rivals else [read, *rivals]
        question = Question("which_sheet", choices=tuple(_choices(options)))
    return _told(read, candidates, sheets, question)


def _largest(candidates: _Group) -> _Group:
    """Where nothing is understood: the largest table, for the user to explain."""
    return sorted(candidates, key=lambda one: -len(one.table.body) * len(one.table.headers))[:1]


def _groups(candidates: _Group) -> list[_Group]:
    """Tables with the same columns, read as one."""
    groups: list[_Group] = []
    for one in candidates:
        for group in groups:
            if _same_columns(group[0], one):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _same_columns(one: _Candidate, other: _Candidate) -> bool:
    if one.says != other.says:
        return False
    if one.columns == other.columns:
        return True
    shared = len(one.columns & other.columns)
    return shared > 2 and one.score == other.score and len(one.columns | other.columns) - shared == 1


def _rank(group: _Group) -> tuple[float, int]:
    return max(one.score for one in group), sum(len(one.table.body) for one in group)


def _detail(groups: list[_Group]) -> _Group:
    """The best group; where it only sums another one that is understood too, that one."""
    best = groups[0]
    for other in groups[1:]:
        understood = _rank(other)[0] >= HALF_AS_GOOD * _rank(best)[0]
        if understood and all(_summed(few, other) for few in best):
            best = other
    return best


def _without_repeats(group: _Group) -> bool:
    """Mark the tables of a group that repeat others of it; whether the same rows might be meant twice."""
    if len(group) < 2:
        return False
    for one in group:
        others = [other.figures for other in group if other is not one and other.why is None]
        if adds_up(one.figures, others) or (
            len(group) == 2 and any(summarises(one.figures, o) for o in others)
        ):
            one.why = "summary"
    unsure = False
    for one in group:
        others_left = [other for other in group if other is not one and not one.why and not other.why]
        if any(_copies(one, other) for other in others_left):
            if telling(one.figures) or _COPY_NAME.search(one.name):
                one.why = "copy"
            else:
                unsure = True
    left = [one for one in group if not one.why]
    return unsure or any(_two_states(one, other) for one, other in combinations(left, 2))


def _two_states(one: _Candidate, other: _Candidate) -> bool:
    """Whether two tables may be two states of the same, or one the sum of others: by their rows, or by a name and one
    row about the same."""
    told = any(
        bool(pattern.search(one.name)) != bool(pattern.search(other.name))
        for pattern in (_COPY_NAME, _WHOLE_NAME)
    )
    return shares_rows(one.figures, other.figures) or (told and shares_keys(one.figures, other.figures))


def _copies(one: _Candidate, other: _Candidate) -> bool:
    """Whether all of a table stands in another one; of two equal ones the later or hidden is the copy."""
    if not is_copy(one.figures, other.figures):
        return False
    return not is_copy(other.figures, one.figures) or not _comes_first(one, other)


def _comes_first(one: _Candidate, other: _Candidate) -> bool:
    """Whether `one` is the original of two equal tables."""
    if bool(_COPY_NAME.search(one.name)) != bool(_COPY_NAME.search(other.name)):
        return not _COPY_NAME.search(one.name)
    if one.table.sheet.hidden != other.table.sheet.hidden:
        return not one.table.sheet.hidden
    return one.order < other.order


def _rivals(group: _Group, best: _Group) -> bool:
    """Whether another group may be meant as well as the best one; if not, why is noted."""
    for one in group:
        if _summed(one, best):
            one.why = "summary"
        elif not one.figures.data:
            one.why = "few_amounts"
    left = [one for one in group if one.why is None]
    return bool(left) and _rank(left)[0] >= AS_GOOD * _rank(best)[0]


def _summed(few: _Candidate, detail: _Group) -> bool:
    """Whether a table only sums one of these, or all of them together."""
    if any(summarises(few.figures, one.figures) for one in detail):
        return True
    return len(detail) > 1 and summarises(few.figures, Figures(*(one.table for one in detail)))


def _choices(groups: list[_Group]) -> list[str]:
    """A name for each group of tables that the user may choose."""
    names = [one.name for one in {id(one): one for group in groups for one in group}.values()]
    doubled = {name for name in names if names.count(name) > 1}
    return [", ".join(one.label if one.name in doubled else one.name for one in group) for group in groups]


def _wanted(
    candidates: list[_Candidate],
    sheets: Sequence[Sheet],
    score: Callable[[RawTable], float],
    wanted_sheets: tuple[str, ...] | None,
    header_row: int | None,
) -> list[_Candidate] | None:
    """The tables that the user wants; None where the file has none of these sheets: they are found anew then."""
    names = {part for name in wanted_sheets or () for part in (name, *name.split(", "))}
    labels = {one.label for one in candidates} & names
    on = [sheet for sheet in sheets if wanted_sheets is None or (sheet.name or "") in names]
    if not on and not labels:
        return None
    pool = [one for one in candidates if one.label in labels or one.table.sheet in on]
    if labels:
        pool = [
            one for one in pool if one.label in labels or one.name not in {n.split("!")[0] for n in labels}
        ]
    if header_row is not None:
        pool = _with_header(pool, on, header_row, score, wanted_sheets is not None)
        candidates += [one for one in pool if one not in candidates]
    best = max(pool, key=lambda one: (one.score, len(one.table.body)), default=None)
    return [one for one in pool if best and _same_columns(best, one)]


def _with_header(
    pool: list[_Candidate],
    sheets: Sequence[Sheet],
    header_row: int,
    score: Callable[[RawTable], float],
    everywhere: bool,
) -> list[_Candidate]:
    """The tables with this header row: as found, else as the user says."""
    there = [one for one in pool if one.table.header_last == header_row - 1]
    for sheet in sheets if everywhere or not there else ():
        if not any(one.table.sheet is sheet for one in there):
            table = table_at(sheet, header_row - 1)
            there += [] if table is None else [_Candidate(table, score(table))]
    return there


def _told(
    read: list[_Candidate],
    candidates: list[_Candidate],
    sheets: Sequence[Sheet],
    question: Question | None,
) -> Choice:
    """The choice with a word on every table and every sheet."""
    found: list[FoundSheet] = []
    for sheet in sheets:
        own = [one for one in candidates if one.table.sheet is sheet]
        for one in own:
            first = bool(read) and one is read[0]
            why = ("chosen" if first else "same_columns") if one in read else _why(one)
            row = one.table.header_last + 1
            found.append(FoundSheet(sheet.name, row, len(one.table.body), one in read, why, sheet.hidden))
        if not own:
            found.append(FoundSheet(sheet.name, None, 0, False, _why_none(sheet), sheet.hidden))
    return Choice(tuple(one.table for one in read), tuple(found), question)


def _why(one: _Candidate) -> str:
    """Why a table is not read."""
    if one.why:
        return one.why
    if not len(one.table.body):
        return "empty"
    if one.pivot:
        return "pivot"
    if not one.figures.amounts:
        return "few_amounts"
    small = len(one.table.headers) <= 2 and len(one.table.body) <= FEW_ROWS
    return "parameters" if small and not one.score else "other_table"


def _why_none(sheet: Sheet) -> str:
    """Why a sheet without a table is none."""
    rows = [[cell for cell in row if not blank(cell)] for row in sheet.rows]
    filled = [row for row in rows if row]
    if not filled:
        return "empty"
    if sheet.kind == "pivot":
        return "pivot"
    pairs = [row for row in filled if len(row) == 2 and look(row[0]) != NUMBER]
    return "parameters" if 2 * len(pairs) >= len(filled) else "cover"
