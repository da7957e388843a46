"""A small file beside the warehouse versions, such as the record of a figure's code, is there whole or not at all."""

import os
import tempfile
from pathlib import Path

_READABLE = 0o644


def write_whole(path: Path, data: bytes) -> None:
    """Write a file to a new one that takes the old one's place in one step, whoever else writes it at the same time.

    :raises OSError: nothing was changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f"{path.stem}.", suffix=".new", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(_READABLE)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
