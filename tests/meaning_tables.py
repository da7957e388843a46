"""Small tables for the tests of meaning: rows of cells, found as they are in a file."""

from collections.abc import Sequence
from typing import Any

from etl.meaning import Meaning, understand_columns
from etl.sheet import Sheet
from etl.tables import RawTable, find_tables
from etl.title import read_title
from tests.etl_files import reference


def a_table(*rows: Sequence[Any], name: str | None = "Ark1", **more: Any) -> RawTable:
    """The one table of a sheet with these rows."""
    width = max(map(len, rows))
    [found] = find_tables([Sheet(name, [[*row, *[""] * (width - len(row))] for row in rows], **more)])
    return found


def understood(table: RawTable, file: str = "fil.xlsx", **answers: Any) -> Meaning:
    """What a table of a file means; `answers` as for `understand_columns`."""
    title = read_title(table.sheet.rows[: table.header_first], file)
    given = {"wanted": None, "profile": None, **answers}
    return understand_columns(table, reference(), title=title, **given)


def fields(meaning: Meaning) -> dict[str, str]:
    """Field → column letter of the columns that are read."""
    across = {column.at for column in meaning.across}
    read = [column for at, column in enumerate(meaning.columns) if at not in across]
    return {column.use.field: column.letter for column in read if column.use.field != "ignore"}


def asked(meaning: Meaning) -> list[tuple[str, str | None]]:
    """Code and key of each question."""
    return [(question.code, question.key) for question in meaning.questions]


def why(meaning: Meaning) -> dict[str, str]:
    """Column letter → why it is read as it is, or not read."""
    return {column.letter: column.why for column in meaning.columns}
