"""Sheets that we write into workbooks and that are never data: help, lists of codes, lists of errors."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.read import Sheet

NOT_READ = {"nb": "Dette arket leses ikke ved opplasting.", "en": "This sheet is not read on upload."}
"""What the first cell of such a sheet says, to the user and to the import."""


def is_own(sheet: "Sheet") -> bool:
    """Whether a sheet is one of ours, by the words in its first cell and by nothing else."""
    return bool(sheet.rows and sheet.rows[0]) and sheet.rows[0][0] in NOT_READ.values()
