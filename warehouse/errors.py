"""What can go wrong with the warehouse: facts as attributes, no wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class WarehouseError(Exception):
    """Anything that the warehouse refuses or cannot do."""


class NoWarehouse(WarehouseError):
    """The folder holds no published version."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder.name)
        self.folder = folder


class UnknownVersion(WarehouseError):
    """The version asked for is not, or no longer, kept."""

    def __init__(self, number: int, kept: Sequence[int]) -> None:
        super().__init__(number)
        self.number = number
        self.kept = tuple(kept)


class WarehouseBusy(WarehouseError):
    """Another writer has held the lock for longer than `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class FolderUnusable(WarehouseError):
    """The folder cannot be created, read or written; `reason` is what the operating system says."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WarehouseDamaged(WarehouseError):
    """No kept version can be read; `numbers` lists the ones that were tried, newest first."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(*numbers)
        self.numbers = tuple(numbers)


class DiskFull(WarehouseError):
    """There is no room for another version; nothing was changed."""

    def __init__(self, free_bytes: int, needed_bytes: int) -> None:
        super().__init__(free_bytes, needed_bytes)
        self.free_bytes = free_bytes
        self.needed_bytes = needed_bytes


@dataclass(frozen=True)
class ReferenceProblem:
    """One broken cell of a reference table. `row` counts as a spreadsheet does: the header is row 1.

    `file` is the CSV file, or the table itself where it was edited. `expected`: date | whole_number | boolean | number
    | decimals | value | one_of | known_id | unique | share | part | not_negative | share_sum | not_before | overlap
    | circle | in_use | no_national_id | columns | header | file | utf8 | csv; `detail` says which, where the kind alone
    does not.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str
    detail: str | None = None


class ReferenceInvalid(WarehouseError):
    """The reference tables have errors; all of them are listed, none of the tables was loaded."""

    def __init__(self, problems: Sequence[ReferenceProblem]) -> None:
        super().__init__(len(problems))
        self.problems = tuple(problems)
