"""Why a whole file cannot be used. Each error carries one problem with facts; the wording is in `etl.wording`."""

from typing import TYPE_CHECKING, Any

from etl.problems import Problem, error

if TYPE_CHECKING:
    from etl.mapping import Sight


class EtlError(Exception):
    """Base of what the ETL raises."""


class FileRefused(EtlError):
    """The file as a whole cannot be read or recognised; `problems` says why, `sight` what was seen of it all the same,
    for the user to say more."""

    def __init__(self, *problems: Problem, sight: "Sight | None" = None) -> None:
        self.problems = problems
        self.sight = sight
        super().__init__(", ".join(problem.code for problem in problems))


class Unreadable(EtlError):
    """One cell cannot be read as what its column holds."""

    def __init__(self, code: str, **facts: str) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)


def refuse(code: str, **place: Any) -> FileRefused:
    """The error for a file with one problem."""
    return FileRefused(error(code, **place))
