"""Which tables of a file are read, and what their columns mean: found by header text and content, never by position."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from etl.choose import choose
from etl.errors import FileRefused, refuse
from etl.leftover import rows_outside
from etl.mapping import FoundSheet, Mapping, Question, Sight
from etl.meaning import Meaning, understand_columns
from etl.own_sheets import is_own
from etl.problems import Problem, error, info, warning
from etl.profiles import names, profiles
from etl.read import Sheet
from etl.reference import Reference
from etl.sight import sight
from etl.table import Part
from etl.tables import RawTable, find_tables
from etl.title import Title, read_title

if TYPE_CHECKING:
    from etl.report import Options


@dataclass(frozen=True)
class Recognised:
    """The tables that are read together, what the title rows say, what was not read, and what only the user can say."""

    parts: tuple[Part, ...]
    sheets: tuple[FoundSheet, ...]
    title: Title
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]


def recognise(
    sheets: Sequence[Sheet], file_name: str, reference: Reference, options: "Options"
) -> Recognised:
    """The tables of a file and the meaning of their columns.

    :raises FileRefused: no table is there, or a profile that was asked for does not fit.
    """
    own_sheets = [sheet for sheet in sheets if is_own(sheet)]
    sheets = [sheet for sheet in sheets if not is_own(sheet)]
    tables = find_tables(sheets)
    known = profiles()
    if options.profile is not None and options.profile not in known:
        raise refuse("unknown_profile", profile=options.profile, known=names(known.values()))
    found: dict[int, Meaning] = {}

    answers = options.mapping if options.mapping and options.mapping.kind else None

    def meaning(table: RawTable, wanted: Mapping | None = answers) -> Meaning:
        title = _title(table, file_name)
        return understand_columns(
            table, reference, wanted, options.profile, title, reference.mappings, options.plan_version
        )

    def score(table: RawTable) -> float:
        if id(table) not in found:
            found[id(table)] = meaning(table)
        return found[id(table)].score

    wanted = options.mapping
    choice = choose(
        tables, sheets, score, wanted.sheets if wanted else None, wanted.header_row if wanted else None
    )
    ours = (FoundSheet(sheet.name, None, 0, False, "own", sheet.hidden) for sheet in own_sheets)
    choice = replace(choice, sheets=(*choice.sheets, *ours))
    if not choice.read:
        unknown = error("unknown_layout", known=names(known.values()))
        raise FileRefused(unknown, sight=Sight(sheets=choice.sheets))
    first = choice.read[0]
    score(first)
    own = found[id(first)]
    if own.problems and any(problem.severity == "error" for problem in own.problems):
        raise FileRefused(*own.problems, sight=sight([Part(first, own)], choice.sheets, own.questions))
    parts = (Part(first, own), *(Part(table, meaning(table, own.mapping)) for table in choice.read[1:]))
    asked = (question for part in parts for question in part.meaning.questions)
    questions = (*((choice.question,) if choice.question else ()), *asked)
    outside = rows_outside({id(part.table.sheet): part.table.sheet for part in parts}.values(), tables)
    notes = (*own.problems, *_not_read(parts, choice.sheets), *outside, *_hidden(parts))
    return Recognised(parts, choice.sheets, _one_title(parts, file_name), questions, notes)


def _title(table: RawTable, file_name: str) -> Title:
    """What the table's own title rows say; what only the sheet's first rows say, holds for every table under them.
    That the figures are in thousands may also stand in a note below."""
    own = read_title(table.sheet.rows[table.title_first : table.header_first], file_name)
    if own.scale == 1:
        notes = [table.sheet.rows[one.at] for one in table.aside if one.reason == "note_row"]
        own = replace(own, scale=read_title(notes, file_name).scale)
    if not table.title_first:
        return own
    whole = read_title(table.sheet.rows[: table.header_first], file_name)
    return replace(
        own,
        extracted=own.extracted or whole.extracted,
        released_through=own.released_through or whole.released_through,
    )


def _one_title(parts: Sequence[Part], file_name: str) -> Title:
    """The title of the first table; tables that count in different units are never added."""
    titles = [_title(part.table, file_name) for part in parts]
    if len({title.scale for title in titles}) > 1:
        raise refuse("several_scales", sheets=", ".join(str(part.sheet) for part in parts))
    return titles[0]


def _not_read(parts: Sequence[Part], sheets: Sequence[FoundSheet]) -> Iterator[Problem]:
    """Sheets that are there and are not read."""
    used = {str(part.sheet) for part in parts}
    unread = [
        one for one in sheets if not one.read and one.why not in ("empty", "own") and one.sheet is not None
    ]
    names_unread = dict.fromkeys(str(one.sheet) for one in unread if str(one.sheet) not in used)
    if names_unread:
        named = dict.fromkeys(str(part.sheet) for part in parts)
        away = [one for one in unread if str(one.sheet) not in used]
        tell = warning if any(one.why in _LIKE_DATA for one in away) else info
        yield tell("unused_sheets", sheets=", ".join(names_unread), used=", ".join(named))
    for one in unread:
        if str(one.sheet) in used:
            tell = warning if one.why in _LIKE_DATA else info
            yield tell("unused_table", sheet=one.sheet, row=one.header_row, rows=one.rows)


_LIKE_DATA = ("summary", "copy", "other_table")
"""Why a table is not read that looks like data all the same: arithmetic may fit by chance, so a person looks."""


def _hidden(parts: Sequence[Part]) -> Iterator[Problem]:
    """Hidden sheets and rows are read like others, and said."""
    for part in parts:
        sheet = part.table.sheet
        if sheet.hidden:
            yield info("hidden_sheet_read", sheet=sheet.name)
        rows = sorted(row + 1 for row in sheet.hidden_rows.intersection(part.table.body))
        if rows:
            yield info("hidden_rows_read", sheet=sheet.name, rows=len(rows), first=rows[0])
