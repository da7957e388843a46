"""The reference tables as the pages show them: their rows as text, and ids, codes, dates and shares as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import streamlit as st

from etl import codebook
from etl.codebook import ColumnSpec, TableSpec, rows_of, tables
from etl.reference import FIRST_DAY, LAST_DAY
from language import Language
from metrics import short_name
from ui import codebook_words as words
from ui.view import View

Row = dict[str, str]
"""One row as the CSV files have it: every value as text, empty where there is none."""
SHARES = ("share", "position_share", "day_share")
"""Columns that hold a part of one, and are shown and typed as per cent."""
_FIRST = {
    "alias": ("alias",),
    "code_map": ("source_code",),
    "plan_version": ("plan_version_id", "name_nb", "name_en", "status"),
}
"""Columns that a table is read by, and which stand elsewhere in the files."""
MONTHS = ("period_first", "period_last")
"""Columns that hold a month by its first day."""


@cache
def specs() -> dict[str, TableSpec]:
    """Every table by name, in the order that the pages list them."""
    known = {spec.name: spec for spec in tables()}
    return {name: known[name] for name in (*words.ORDER, *known) if name in known}


@st.cache_data(max_entries=100, show_spinner=False)
def _rows(folder: str, version: int, table: str, _view: View) -> list[Row]:  # noqa: ARG001 - cache key
    return [{name: as_text(value) for name, value in row.items()} for row in rows_of(_view.reader, table)]


def rows(view: View, table: str) -> list[Row]:
    """Return the rows of a table as the open version has them."""
    return _rows(str(view.folder), view.reader.version, table, view)


def as_text(value: Any) -> str:
    """Return a value as the CSV files have it, a number without the zeros that its column adds."""
    text = codebook.as_text(value)
    return text.rstrip("0").rstrip(".") if isinstance(value, Decimal) and "." in text else text


def target_of(table: str, column: ColumnSpec, row: Mapping[str, str]) -> str | None:
    """Return the table whose id stands in a cell; an alias says so itself."""
    if (table, column.name) == ("alias", "target_id"):
        return row.get("kind") or None
    return column.points_to


@dataclass(frozen=True)
class Words:
    """What ids, codes and values are called in one version and language."""

    view: View

    @property
    def lang(self) -> Language:
        return self.view.lang

    def heading(self, table: str, column: str) -> str:
        """Return what a column is called."""
        return words.column_name(table, column, self.lang)

    def id(self, table: str, key: str, short: bool = False) -> str:
        """Return what an id is called; the id itself where it has no name. short: as tables have room for."""
        if not key:
            return ""
        name = self.names(table).get(key, "")
        name = short_name(name) if short else name
        if table == "sub_measure":
            return f"{key} {name}".strip()
        return name or key

    def names(self, table: str) -> dict[str, str]:
        """Return id → name in the reader's language."""
        if table not in specs():
            return {}
        there = rows(self.view, table)
        return {row[f"{table}_id"]: self.lang.pick(row["name_nb"], row["name_en"]) for row in there}

    def cell(self, table: str, column: ColumnSpec, row: Mapping[str, str], short: bool = True) -> str:
        """Return one cell as the reader sees it."""
        value = row.get(column.name, "")
        if not value:
            return ""
        target = target_of(table, column, row)
        if target is not None:
            return self.id(target, value, short)
        if column.type == "date":
            return self.day(column.name, value)
        if column.type in ("number", "whole_number") and column.name not in ("sort_order", "year"):
            return self.number(column.name, value)
        return words.value_name(table, column.name, value, self.lang)

    def day(self, column: str, value: str) -> str:
        """Return a date or a month; the ends of time in words."""
        try:
            found = date.fromisoformat(value)
        except ValueError:
            return value
        if found == FIRST_DAY:
            return self.lang.text("fra starten")
        if found == LAST_DAY:
            return self.lang.text("uten slutt")
        return self.lang.month(found) if column in MONTHS and found.day == 1 else self.lang.date(found)

    def number(self, column: str, value: str) -> str:
        """Return a number with the decimals that it has; a share as per cent."""
        try:
            found = Decimal(value)
        except InvalidOperation:
            return value
        shown = found * 100 if column in SHARES else found
        decimals = max(0, -int(shown.normalize().as_tuple().exponent)) if shown else 0
        return (
            self.lang.percent(shown, decimals=decimals)
            if column in SHARES
            else self.lang.number(shown, decimals)
        )

    def row(self, table: str, row: Mapping[str, str]) -> str:
        """Return what one row is called where rows are chosen from a list."""
        spec, own = specs()[table], f"{table}_id"
        if spec.key == (own,):
            return f"{row[own]} {self.lang.pick(row['name_nb'], row['name_en'])}"
        key = [self.cell(table, spec.column(name), row) for name in spec.key]
        if table == "alias":
            kind, alias, first = key
            key = [alias, kind, "→ " + self.cell(table, spec.column("target_id"), row), first]
        return " · ".join(part for part in key if part)


def shown_columns(spec: TableSpec, everything: bool, lang: Language) -> list[ColumnSpec]:
    """Return the columns that a table is read by: of names in two languages the reader's own, and not the order."""
    first = _FIRST.get(spec.name, ())
    columns = [spec.column(name) for name in first] + [one for one in spec.columns if one.name not in first]
    if everything:
        return columns
    other = lang.pick("_en", "_nb")
    pairs = {column.name[:-3] for column in spec.columns if column.name.endswith("_en")}
    return [
        column
        for column in columns
        if column.name != "sort_order" and not (column.name[:-3] in pairs and column.name.endswith(other))
    ]


def short_heading(table: str, column: str, everything: bool, lang: Language) -> str:
    """Return a column's heading, without its language where only one language is shown."""
    heading = words.column_name(table, column, lang)
    return heading if everything or column[-3:] not in ("_nb", "_en") else heading.split(",")[0]


def row_key(spec: TableSpec, row: Mapping[str, str]) -> tuple[str, ...]:
    """Return what tells a row from the others of its table."""
    return tuple(row.get(name, "") for name in spec.key)


def empty_row(spec: TableSpec, existing: Sequence[Row]) -> Row:
    """Return a new row with what is nearly always right filled in."""
    row = {column.name: "" for column in spec.columns}
    row |= {column.name: "false" for column in spec.columns if column.type == "boolean"}
    usual = {
        "valid_from": FIRST_DAY.isoformat(),
        "valid_to": LAST_DAY.isoformat(),
        "share": "1",
        "position_share": "1",
        "day_share": "0",
    }
    usual |= {"alias": {"kind": "sub_measure"}, "code_map": {"code_kind": "subproject"}}.get(spec.name, {})
    row |= {name: value for name, value in usual.items() if name in row}
    if "sort_order" in row:
        numbers = [int(each["sort_order"]) for each in existing if each["sort_order"].isdigit()]
        row["sort_order"] = str(max(numbers, default=0) + 1)
    return row
