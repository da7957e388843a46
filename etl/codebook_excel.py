"""The reference tables as one workbook: out for editing in Excel, and in again with every check."""

from collections.abc import Callable
from pathlib import Path

Words = Callable[[str, str | None], str]
"""From a table and one of its columns (None: the table itself) to what it is called, for the help sheet."""


def export_xlsx(folder: Path, words: Words | None = None) -> bytes:
    """A workbook with a sheet per table: protected headers, drop-down lists for coded columns, ids as text, a help
    sheet."""
    raise NotImplementedError


def read_xlsx(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of each table that the workbook has a sheet for, as text as in the CSV files, for the Kodeverk page to
    show what differs before anything is saved by `codebook.edit`.

    :raises CodebookUnreadable: the file is no such workbook; `problem` says why.
    """
    raise NotImplementedError


def import_xlsx(folder: Path, data: bytes, by: str | None, reason: str) -> int:
    """Replace the tables that the workbook has sheets for; return the new version.

    :raises CodebookUnreadable: the file is no such workbook; `problem` says why.
    :raises warehouse.ReferenceInvalid: with every problem; nothing was changed.
    """
    raise NotImplementedError


def import_folder(folder: Path, source: Path, by: str | None, reason: str) -> int:
    """Replace the tables that a folder has CSV files for; return the new version.

    :raises warehouse.ReferenceInvalid: with every problem; nothing was changed.
    """
    raise NotImplementedError
