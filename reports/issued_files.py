"""The files of issued reports as they were issued, beside the warehouse versions."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

_ID = re.compile(r"R\d{4}-\d{1,9}")


class Named(Protocol):
    """A file with its name."""

    @property
    def name(self) -> str: ...

    @property
    def data(self) -> bytes: ...


def keep(folder: Path, issue_id: str, files: Iterable[Named]) -> None:
    """Write the files of a report to where `files_of` finds them. Raises OSError where that fails, and
    ValueError for an id that is none of ours.
    """
    place = _place(folder, issue_id)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file in files:
        path = place / Path(file.name).name
        fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
        fresh.write_bytes(file.data)
        fresh.replace(path)


def files_of(folder: Path, issue_id: str) -> tuple[Path, ...]:
    """Return the files of a report by name; none where they are not kept, or the id is of another kind than ours."""
    if not _ID.fullmatch(issue_id):
        return ()
    place = _place(folder, issue_id)
    if not place.is_dir():
        return ()
    return tuple(sorted(path for path in place.iterdir() if path.suffix != ".new"))


def _place(folder: Path, issue_id: str) -> Path:
    if not _ID.fullmatch(issue_id):
        raise ValueError(issue_id)
    return folder / "issued" / issue_id
