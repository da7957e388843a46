"""How is a new version published? Copied, changed in one transaction, checked, renamed, then pointed to.

Call these only in a process that has no version open: closing a second handle of an open file drops its locks.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock, Timeout

from warehouse.errors import DiskFull, FolderUnusable, WarehouseBusy, WarehouseDamaged, WarehouseError
from warehouse.mart import rebuild_mart
from warehouse.migrate import bring_up, create_schema
from warehouse.reader import HARDENED, open_reader
from warehouse.reference import load_reference
from warehouse.versions import (
    current_version,
    flush_folder,
    list_versions,
    point_to,
    sweep,
    version_path,
)

KEEP_VERSIONS = 30
LOCK_SECONDS = 120.0
SPARE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class NewVersion:
    """A version under construction: its own connection, in a transaction, and the number it will get."""

    con: duckdb.DuckDBPyConnection
    number: int

    def note(self, action: str, detail: Mapping[str, Any], by: str | None) -> None:
        """Say what makes this version: once per version."""
        made = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        values = [self.number, action, json.dumps(detail, ensure_ascii=False), made, by]
        self.con.execute("insert into version_note values (?, ?, ?, ?, ?)", values)


@contextmanager
def new_version(
    folder: Path, keep: int = KEEP_VERSIONS, lock_seconds: float = LOCK_SECONDS
) -> Iterator[NewVersion]:
    """Change a copy of the current version; publish it when the block ends well, else leave all as it was.

    A copy of a version that an earlier release made is first brought up to today's schema. A damaged
    current version is left behind: the copy is of the newest sound one.

    :raises NoWarehouse: there is nothing to copy; see `create_warehouse`.
    :raises WarehouseBusy: another writer holds the lock.
    :raises DiskFull: there is no room for another version.
    :raises WarehouseDamaged: no version, or not the one built, can be read.
    """
    with _locked(folder, lock_seconds):
        with open_reader(folder) as reader:
            source = version_path(folder, reader.version)
        with _building(folder, source.stat().st_size) as (path, number):
            shutil.copyfile(source, path)
            with _transaction(path, number) as version:
                bring_up(version.con)
                yield version
            _publish(folder, path, number, keep)


def create_warehouse(folder: Path, reference_folder: Path) -> int:
    """Publish the first version: schema and reference tables, no facts. Returns its number.

    Where a version exists already, nothing is done and its number is returned.

    :raises ReferenceInvalid: the reference tables have errors; nothing was created.
    :raises FolderUnusable: the folder cannot be created or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise FolderUnusable(error.strerror or "") from error
    with _locked(folder, LOCK_SECONDS):
        current = current_version(folder)
        if current is not None:
            return current
        with _building(folder, 0) as (path, number):
            with _transaction(path, number) as version:
                create_schema(version.con)
                load_reference(version.con, reference_folder)
                version.note("create", {}, None)
            _publish(folder, path, number, KEEP_VERSIONS)
            return number


@contextmanager
def _locked(folder: Path, seconds: float) -> Iterator[None]:
    lock = FileLock(folder / "writer.lock", timeout=seconds, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise WarehouseBusy(seconds) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(0, SPARE_BYTES) from error
        raise FolderUnusable(error.strerror or "") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _building(folder: Path, size_bytes: int) -> Iterator[tuple[Path, int]]:
    """A file name to build under, gone afterwards unless it was renamed; what killed builds left is removed."""
    for left_behind in folder.glob("building-*"):
        left_behind.unlink(missing_ok=True)
    free, needed = shutil.disk_usage(folder).free, 2 * size_bytes + SPARE_BYTES
    if free < needed:
        raise DiskFull(free, needed)
    number = max([version.number for version in list_versions(folder)] + [current_version(folder) or 0]) + 1
    path = folder / f"building-{number:08d}.duckdb"
    try:
        yield path, number
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(shutil.disk_usage(folder).free, needed) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise FolderUnusable(error.strerror or "") from error
        raise
    finally:
        for rest in folder.glob(f"{path.name}*"):
            rest.unlink(missing_ok=True)


@contextmanager
def _transaction(path: Path, number: int) -> Iterator[NewVersion]:
    con = _connect(path, number)
    try:
        con.begin()
        yield NewVersion(con, number)
        rebuild_mart(con)
        con.commit()
        con.execute("checkpoint")
    except duckdb.IOException as error:
        free = shutil.disk_usage(path.parent).free
        if free < SPARE_BYTES or "space" in str(error).lower():
            raise DiskFull(free, SPARE_BYTES) from error
        raise WarehouseDamaged([number]) from error
    finally:
        con.close()


def _connect(path: Path, number: int) -> duckdb.DuckDBPyConnection:
    config = {**HARDENED, "memory_limit": "4GB", "max_temp_directory_size": "8GB"}
    try:
        return duckdb.connect(str(path), config=config)
    except duckdb.Error as error:
        raise WarehouseDamaged([number - 1]) from error


def _publish(folder: Path, path: Path, number: int, keep: int) -> None:
    path.chmod(0o600)
    pinned = _pinned(path, number)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.rename(version_path(folder, number))
    flush_folder(folder)
    point_to(folder, number)
    sweep(folder, keep, pinned)


def _pinned(path: Path, number: int) -> list[int]:
    """The versions that issued reports rest on; reading them also proves that the built file opens again."""
    try:
        with duckdb.connect(str(path), read_only=True, config=HARDENED) as con:
            return [
                row[0]
                for row in con.execute("select distinct warehouse_version from report_issue").fetchall()
            ]
    except duckdb.Error as error:
        raise WarehouseDamaged([number]) from error


__all__ = ["KEEP_VERSIONS", "NewVersion", "WarehouseError", "create_warehouse", "new_version"]
