"""What moved: between two versions of the warehouse, and between one upload and the one before it."""

from pathlib import Path

from etl.history import Change


def change_against_previous(folder: Path, import_id: int) -> list[Change]:
    """What an import changed per sub-measure, against what its source said before of the same keys.

    :raises UnknownImport: there is no such import.
    """
    raise NotImplementedError
