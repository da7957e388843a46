"""The files of issued reports as they were issued, beside the warehouse versions."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable
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
    """Write the files of a report to where `files_of` finds them: all of them or, where that fails, none. Files of
    another report with the id, from before a backup was put back, are set aside.

    Raises OSError where that fails, and ValueError for an id that is none of ours.
    """
    place = _place(folder, issue_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = Path(tempfile.mkdtemp(prefix=f".{issue_id}.", suffix=".new", dir=place.parent))
    try:
        for file in files:
            with (fresh / Path(file.name).name).open("wb") as written:
                written.write(file.data)
                written.flush()
                os.fsync(written.fileno())
        if place.exists():
            place.rename(fresh.with_suffix(".old"))
        fresh.rename(place)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def files_of(folder: Path, issue_id: str, names: Collection[str] | None = None) -> tuple[Path, ...]:
    """Return the files of a report by name; none where they are not kept, or the id is of another kind than ours.

    names: those that the report was issued with; a file with another name is not its own.
    """
    if not _ID.fullmatch(issue_id):
        return ()
    place = _place(folder, issue_id)
    if not place.is_dir():
        return ()
    return tuple(sorted(path for path in place.iterdir() if names is None or path.name in names))


def _place(folder: Path, issue_id: str) -> Path:
    if not _ID.fullmatch(issue_id):
        raise ValueError(issue_id)
    return folder / "issued" / issue_id
