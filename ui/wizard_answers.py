"""Answers to questions → the answers that the engine takes.

An answer about the file (its kind, sheet, year, month) lets the columns be understood anew; one about a column settles
all columns as they are shown. So answers wait for each other: none may silence a question that is still open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import etl
from etl.mapping import MONEY_UNITS, OPEN_KIND, AcrossUse, ColumnUse, FoundColumn, Kind, Question, Sight
from etl.mapping import Mapping as ColumnMapping

Drafts = Mapping[str, tuple[Question, str]]
"""Answers that wait for others, by `asked_as`."""
_ALONE = ("plan_version", "unit_of_cell")
_OF_THE_FILE = ("which_kind", "which_sheet", "year", "period")
_MONEY_KIND: dict[Kind, Kind] = {"actual_hours": "actual_cost", "plan": "budget"}
_HOURS_KIND: dict[Kind, Kind] = {"actual_cost": "actual_hours", "budget": "plan"}
_KNOWN = ("profile", "remembered", "chosen")


def asked_as(asked: Question) -> str:
    """What tells a question from the others of its file, also after others were answered."""
    return f"{asked.code}|{asked.key or ''}"


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
    mapping = start(options, sight, of_file=bool(of_file))
    for asked, choice in ready.values():
        mapping = answered(mapping, asked, choice)
    other_table = any(asked.code == "which_sheet" for asked, _ in ready.values())
    left = {} if other_table else {key: each for key, each in drafts.items() if key not in ready}
    return replace(options, mapping=mapping), left


def start(options: etl.Options, sight: Sight, *, of_file: bool) -> ColumnMapping:
    """The mapping that answers are put into: the one that was chosen or is known, else, for answers about the file, one
    without columns, so that these are found anew."""
    assert sight.mapping is not None
    if options.mapping is not None and (is_full(options.mapping) or of_file):
        return options.mapping
    return sight.mapping if is_known(sight) or not of_file else _open_mapping()


def _open_mapping() -> ColumnMapping:
    """A mapping that settles nothing: without columns and source it only answers what is put into it."""
    return ColumnMapping("", OPEN_KIND)


def is_full(mapping: ColumnMapping) -> bool:
    """Whether a mapping says what the columns mean; else it only answers what holds for the file."""
    return bool(mapping.columns or mapping.across or mapping.source)


def is_known(sight: Sight) -> bool:
    """Whether the columns are read by a known layout or a remembered one, not by a guess."""
    return any(column.why in _KNOWN for column in sight.columns)


def answered(mapping: ColumnMapping, asked: Question, choice: str) -> ColumnMapping:
    """The mapping with a question's answer in it."""
    take = _TAKE.get(asked.code)
    return take(mapping, asked, choice) if take else mapping


def _year(mapping: ColumnMapping, _: Question, choice: str) -> ColumnMapping:
    return replace(mapping, year=int(choice)) if choice.isdigit() and len(choice) == 4 else mapping


def _constant(mapping: ColumnMapping, asked: Question, choice: str) -> ColumnMapping:
    return replace(mapping, constants={**mapping.constants, asked.code: choice})


def _across(mapping: ColumnMapping, _: Question, choice: str) -> ColumnMapping:
    """Persons side by side are added up; what is nothing of the kind is not read."""
    if choice == "ignore":
        return replace(mapping, across=None)
    found = mapping.across or AcrossUse("person")
    return replace(mapping, across=replace(found, kind=cast("Any", choice)))


def _unit(mapping: ColumnMapping, asked: Question, choice: str) -> ColumnMapping:
    """A unit also says whether an amount is hours or kroner, and so what the file holds."""
    money = choice in MONEY_UNITS
    use = mapping.use(asked.key or "")
    if use is None and mapping.across is None:
        return mapping
    before = use.field if use else mapping.across.field if mapping.across else ""
    turned = before.endswith("_nok") != money
    field = before if not turned else "amount_nok" if money else "hours"
    if use is not None:
        mapping = mapping.with_column(replace(use, field=field, unit=choice))
    elif mapping.across is not None:
        mapping = replace(mapping, across=replace(mapping.across, field=field, unit=choice))
    if not turned:
        return mapping
    kinds = _MONEY_KIND if money else _HOURS_KIND
    return replace(mapping, kind=kinds.get(mapping.kind, mapping.kind))


def _column(mapping: ColumnMapping, asked: Question, choice: str) -> ColumnMapping:
    """Give a field to the chosen column and take it from the others; an empty choice is none of them."""
    field = asked.key or ""
    columns = tuple(
        replace(use, field="ignore") if use.field == field and use.key in asked.choices else use
        for use in mapping.columns
    )
    mapping = replace(mapping, columns=columns)
    if not choice:
        return mapping
    return mapping.with_column(replace(mapping.use(choice) or ColumnUse(choice, field), field=field))


def _of_column(name: str) -> Callable[[ColumnMapping, Question, str], ColumnMapping]:
    def take(mapping: ColumnMapping, asked: Question, choice: str) -> ColumnMapping:
        said: dict[str, Any] = {name: choice}
        use = mapping.use(asked.key or "")
        if use is not None:
            return mapping.with_column(replace(use, **said))
        if mapping.across is not None and name == "decimal":
            return replace(mapping, across=replace(mapping.across, **said))
        return mapping

    return take


_TAKE: dict[str, Callable[[ColumnMapping, Question, str], ColumnMapping]] = {
    "which_kind": lambda mapping, _, choice: replace(mapping, kind=cast("Kind", choice)),
    "which_sheet": lambda mapping, _, choice: replace(mapping, sheets=(choice,)),
    "year": _year,
    "period": _constant,
    "sub_measure": _constant,
    "across": _across,
    "unit": _unit,
    "which_column": _column,
    "decimal_mark": _of_column("decimal"),
    "day_order": _of_column("day_order"),
}


def changed_column(options: etl.Options, sight: Sight, column: FoundColumn, use: ColumnUse) -> etl.Options:
    """The answers with one column read otherwise."""
    assert sight.mapping is not None
    mapping = start(options, sight, of_file=False)
    return replace(options, mapping=mapping.with_column(replace(use, key=column.key)))


def changed_across(options: etl.Options, sight: Sight, **fields: Any) -> etl.Options:
    """The answers with the side-by-side columns read otherwise."""
    mapping = start(options, sight, of_file=False)
    across = replace(mapping.across, **fields) if mapping.across else None
    return replace(options, mapping=replace(mapping, across=across))


def changed_file(options: etl.Options, sight: Sight, **fields: Any) -> etl.Options:
    """The answers with something else that holds for the file. Another sheet or header row has other columns: those
    are understood anew."""
    mapping = start(options, sight, of_file=True)
    if ("sheets" in fields or "header_row" in fields) and is_full(mapping):
        kept = {name: getattr(mapping, name) for name in ("sheets", "header_row", "sign")}
        mapping = replace(_open_mapping(), **kept)
    return replace(options, mapping=replace(mapping, **fields))
