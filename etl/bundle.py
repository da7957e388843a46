"""A zip file of exports → the files in it; each of them is judged by itself afterwards.

Nothing is laid on disk under a name of the archive's own, and no file is unpacked before it is asked for.
"""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from etl.guard import LARGEST_UNPACKED, MOST_PARTS

_ONE_DOCUMENT = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml", "META-INF/MANIFEST.MF")
"""Parts that make a zip one document (a workbook, a letter, a program) and not a heap of files."""
_UNSOUND = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the standard library raises on archives that are cut off, spoilt or locked."""
_DAMAGED = b"PK"
"""What stands for a file that cannot be unpacked: the guard says of it that it is damaged."""


@dataclass(frozen=True)
class Bundle:
    """The names of the files in an archive, and of those that are no one's work: locks and marks of the system."""

    names: tuple[str, ...]
    passed_over: tuple[str, ...]


def bundle(data: bytes) -> Bundle | None:
    """What lies in a zip file; None for every other file, and for an archive that the guard refuses as a whole
    (locked, too large, too many parts): it is handed on as it is, and refused with its reason.
    """
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
    except _UNSOUND:
        return None
    names = [part.filename for part in parts]
    if not names or any(name in _ONE_DOCUMENT for name in names) or len(set(names)) < len(names):
        return None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return None
    if any(part.flag_bits & 1 for part in parts):
        return None
    passed = tuple(name for name in names if is_system_file(name))
    return Bundle(tuple(name for name in names if name not in passed), passed)


def is_system_file(name: str) -> bool:
    """Whether a file is a lock of Excel, a mark of the operating system or hidden: no one means to load it."""
    path = PurePosixPath(name.replace("\\", "/"))
    return (
        "__MACOSX" in path.parts
        or any(part.startswith(".") and part.strip(".") for part in path.parts)
        or path.name.startswith("~$")
        or path.name in {"Thumbs.db", "desktop.ini"}
    )


def read_member(data: bytes, name: str) -> bytes:
    """The bytes of one file of an archive, never more than its directory states."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name)
    except _UNSOUND:
        return _DAMAGED
