"""What can be refused of an import that is asked for by its number: facts as attributes, no wording."""

from collections.abc import Sequence


class ImportRefused(Exception):
    """The import log could not be changed as asked; nothing was changed."""


class UnknownImport(ImportRefused):
    """No import has this number. `known` lists the numbers that could still be undone, newest first."""

    def __init__(self, import_id: int, known: Sequence[int]) -> None:
        super().__init__(import_id)
        self.import_id = import_id
        self.known = tuple(known)


class AlreadyUndone(ImportRefused):
    """The import was undone before."""

    def __init__(self, import_id: int) -> None:
        super().__init__(import_id)
        self.import_id = import_id


class PublishFailed(Exception):
    """The publishing process ended without an answer; the version before it still serves.

    `last_words` is what the process said in the end: for the log of the machine, not for users.
    """

    def __init__(self, exit_status: int, last_words: str = "") -> None:
        super().__init__(exit_status, last_words)
        self.exit_status = exit_status
        self.last_words = last_words
