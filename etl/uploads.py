"""What is handed over at once: files, folders with files in them, and zip files of exports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.bundle import bundle, is_system_file, read_member
from etl.load import Upload


@dataclass(frozen=True)
class Collected:
    """The files to read, and the names of those that are passed over: locks of Excel, marks of the system."""

    uploads: tuple[Upload, ...]
    passed_over: tuple[str, ...]


def collect(paths: Sequence[Path], workspace: Path) -> Collected:
    """Every file of `paths`: folders with all that lies in them, zip files unpacked into `workspace`."""
    uploads: list[Upload] = []
    passed: list[str] = []
    for path in paths:
        for name, file in _files(path):
            if is_system_file(name):
                passed.append(name)
                continue
            found = bundle(file.read_bytes())
            if found is None:
                uploads.append(Upload(file.name, file))
                continue
            passed += found.passed_over
            uploads += _unpacked(file, found.names, workspace, len(uploads))
    return Collected(tuple(uploads), tuple(passed))


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if path.is_file():
        yield path.name, path
        return
    for child in sorted(path.rglob("*")):
        if child.is_file():
            yield child.relative_to(path).as_posix(), child


def _unpacked(archive: Path, names: Sequence[str], workspace: Path, first: int) -> Iterator[Upload]:
    """The files of a zip under names of our own: theirs never become paths."""
    data = archive.read_bytes()
    for number, name in enumerate(names, start=first):
        file = workspace / f"file-{number}"
        file.write_bytes(read_member(data, name))
        yield Upload(name, file)
