"""Which versions are kept in a warehouse folder, and which one is current?"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import FolderUnusable, NoWarehouse

POINTER = "CURRENT"
_FILE = re.compile(r"warehouse-(\d{8})\.duckdb")
_PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Version:
    """One published, immutable warehouse file."""

    number: int
    path: Path
    size_bytes: int
    created: datetime


def default_folder() -> Path:
    """The folder named by HANDLINGSROM_WAREHOUSE, else `data/warehouse` of the project."""
    return Path(os.environ.get("HANDLINGSROM_WAREHOUSE") or _PROJECT / "data" / "warehouse")


def version_path(folder: Path, number: int) -> Path:
    return folder / f"warehouse-{number:08d}.duckdb"


def current_version(folder: Path) -> int | None:
    """The number that the `CURRENT` pointer holds, or None where nothing was ever published.

    Where the pointer is lost or unreadable, the newest kept version serves: an empty one must never take its place.

    :raises FolderUnusable: the folder cannot be read, or is no folder.
    """
    try:
        return int((folder / POINTER).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return next((version.number for version in list_versions(folder)), None)
    except OSError as error:
        raise FolderUnusable(error.strerror or "") from error


def list_versions(folder: Path) -> list[Version]:
    """The published versions that are kept, newest first."""
    found = []
    for path in folder.glob("warehouse-*.duckdb"):
        match = _FILE.fullmatch(path.name)
        if match:
            stat = path.stat()
            created = datetime.fromtimestamp(stat.st_mtime, UTC)
            found.append(Version(int(match[1]), path, stat.st_size, created))
    return sorted(found, key=lambda version: version.number, reverse=True)


def existing_current(folder: Path) -> int:
    """The current version's number.

    :raises NoWarehouse: nothing was ever published in the folder.
    """
    number = current_version(folder)
    if number is None:
        raise NoWarehouse(folder)
    return number


def point_to(folder: Path, number: int) -> None:
    """Move the pointer in one step that survives a power cut: file and folder are flushed to disk."""
    fresh = folder / f"{POINTER}.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write(str(number))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / POINTER)
    flush_folder(folder)


def flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path, keep: int, pinned: Iterable[int] = ()) -> list[int]:
    """Delete all but the newest `keep` versions, the current one and the pinned ones; return what was deleted.

    The caller holds the writer lock. A reader that still has a deleted file open keeps reading it.
    """
    kept = {current_version(folder), *pinned}
    gone = [version for version in list_versions(folder)[keep:] if version.number not in kept]
    for version in gone:
        version.path.unlink(missing_ok=True)
    return [version.number for version in gone]
