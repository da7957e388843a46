"""Answers to questions → the answers that the engine takes.

An answer about the file (its kind, sheet, year, month) lets the columns be understood anew; one about a column settles
all columns as they are shown. So answers wait for each other: none may silence a question that is still open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import etl
from etl.answers import answered
from etl.mapping import ColumnUse, FoundColumn, Kind, Question, Sight
from etl.mapping import Mapping as ColumnMapping

Drafts = Mapping[str, tuple[Question, str]]
"""Answers that wait for others, by `asked_as`."""
_ALONE = ("plan_version", "unit_of_cell")
_OF_THE_FILE = ("which_kind", "which_sheet", "year", "period")
_KNOWN = ("profile", "remembered", "chosen")


def asked_as(asked: Question) -> str:
    """What tells a question from the others of its file, also after others were answered. A file has one year,
    whichever of its columns asks for it."""
    return asked.code if asked.code == "year" else f"{asked.code}|{asked.key or ''}"


def each_once(questions: Sequence[Question]) -> list[Question]:
    """The questions without those that one answer settles together with an earlier one."""
    found: dict[str, Question] = {}
    for asked in questions:
        found.setdefault(asked_as(asked), asked)
    return list(found.values())


def given_alone(asked: Question) -> bool:
    """Whether an answer stands beside the mapping, and so can be given before any other."""
    return asked.code in _ALONE or (asked.code == "sub_measure" and bool(asked.key))


def alone(options: etl.Options, asked: Question, choice: str) -> etl.Options:
    """The answers with one more that stands beside the mapping."""
    if asked.code == "plan_version":
        return replace(options, plan_version=choice)
    return replace(options, choices={**options.choices, f"{asked.code}|{asked.key}": choice})


def is_of_file(asked: Question) -> bool:
    """Whether the answer holds for the whole file, and its columns are to be understood anew with it."""
    return asked.code in _OF_THE_FILE or (asked.code == "sub_measure" and not asked.key)


def waiting(questions: Sequence[Question]) -> bool:
    """Whether questions are open that a change by hand would silence."""
    return any(not given_alone(asked) for asked in questions)


def settled(options: etl.Options, sight: Sight, drafts: Drafts) -> tuple[etl.Options, Drafts]:
    """The answers with those that wait no longer, and the drafts that are left: first the file's, then the columns'."""
    if sight.mapping is None or not drafts:
        return options, drafts
    together = [asked for asked in sight.questions if not given_alone(asked)]
    of_file = [asked for asked in together if is_of_file(asked)]
    if any(asked_as(asked) not in drafts for asked in of_file or together):
        return options, drafts
    ready = {key: each for key, each in drafts.items() if not of_file or is_of_file(each[0])}
    sheet = next((choice for asked, choice in ready.values() if asked.code == "which_sheet"), None)
    if sheet is not None:
        # Another table has other columns, about which nothing was asked yet.
        return replace(options, mapping=ColumnMapping(sheets=(sheet,))), {}
    mapping = start(options, sight, of_file=bool(of_file))
    for asked, choice in ready.values():
        mapping = _with(mapping, asked, choice)
    return replace(options, mapping=mapping), {key: each for key, each in drafts.items() if key not in ready}


def _with(mapping: ColumnMapping, asked: Question, choice: str) -> ColumnMapping:
    return (
        replace(mapping, kind=cast("Kind", choice))
        if asked.code == "which_kind"
        else answered(mapping, asked, choice)
    )


def start(options: etl.Options, sight: Sight, *, of_file: bool) -> ColumnMapping:
    """The mapping that answers are put into: the one that was chosen or is known, else, for answers about the file, one
    without columns, so that these are found anew.

    :raises ValueError: nothing was understood of the file.
    """
    if sight.mapping is None:
        raise ValueError(sight.sheets)
    given = options.mapping
    if given is not None and is_full(given):
        return given
    if not of_file or is_known(sight):
        return sight.mapping if given is None else replace(sight.mapping, **_of_sheet(given))
    return replace(given or ColumnMapping(), kind=(given and given.kind) or sight.mapping.kind)


def _of_sheet(mapping: ColumnMapping) -> dict[str, Any]:
    return {name: getattr(mapping, name) for name in ("sheets", "header_row", "sign")}


def is_full(mapping: ColumnMapping) -> bool:
    """Whether a mapping says what the columns mean; else it only answers what holds for the file."""
    return bool(mapping.columns or mapping.across or mapping.source)


def is_known(sight: Sight) -> bool:
    """Whether the columns are read by a known layout or a remembered one, not by a guess."""
    return any(column.why in _KNOWN for column in sight.columns)


def changed_column(options: etl.Options, sight: Sight, column: FoundColumn, use: ColumnUse) -> etl.Options:
    """The answers with one column read otherwise."""
    mapping = start(options, sight, of_file=False)
    return replace(options, mapping=mapping.with_column(replace(use, key=column.key)))


def changed_across(options: etl.Options, sight: Sight, **fields: Any) -> etl.Options:
    """The answers with the side-by-side columns read otherwise."""
    mapping = start(options, sight, of_file=False)
    across = replace(mapping.across, **fields) if mapping.across else None
    return replace(options, mapping=replace(mapping, across=across))


def changed_file(options: etl.Options, sight: Sight, **fields: Any) -> etl.Options:
    """The answers with something else that holds for the file."""
    return replace(options, mapping=replace(start(options, sight, of_file=True), **fields))


def changed_table(options: etl.Options, **fields: Any) -> etl.Options:
    """The answers with another sheet or header row: it has other columns, which are understood anew."""
    given = options.mapping or ColumnMapping()
    kept = {"sheets": given.sheets, "header_row": given.header_row}
    return replace(options, mapping=ColumnMapping(**{**kept, **fields}))
