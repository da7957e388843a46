"""What we write into workbooks and never read as data: sheets of help, codes and errors, and notes on wrong cells."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.read import Sheet

NOT_READ = {"nb": "Dette arket leses ikke ved opplasting.", "en": "This sheet is not read on upload."}
"""What the first cell of such a sheet says, to the user and to the import."""
NOTE_RULE = "— Handlingsrom —"
"""The line in a cell's note above which the user's own words stand, and below which ours."""


def is_own(sheet: "Sheet") -> bool:
    """Whether a sheet is one of ours, by the words in its first cell and by nothing else."""
    return bool(sheet.rows and sheet.rows[0]) and sheet.rows[0][0] in NOT_READ.values()


def words_of_user(note: str) -> str:
    """A note without what we wrote into it."""
    return note.split(NOTE_RULE, maxsplit=1)[0].strip()
