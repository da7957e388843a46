"""Warehouses that are built once in a run and copied for each test: a plain copy of a published folder is sound."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from warehouse import create_warehouse

REFERENCE = Path(__file__).parent.parent / "data" / "reference"


def copied(folder: Path, build: Callable[[Path], object]) -> Path:
    """Return `folder` as `build` leaves it. build: builds the same each time it is called; a function of a module."""
    shutil.copytree(_built(build), folder, dirs_exist_ok=True)
    return folder


def empty_warehouse(folder: Path) -> Path:
    """Make a warehouse with the museum's reference tables and no facts."""
    return copied(folder, _with_reference)


def _with_reference(folder: Path) -> None:
    create_warehouse(folder, REFERENCE)


@cache
def _built(build: Callable[[Path], object]) -> Path:
    made = Path(tempfile.mkdtemp(prefix="handlingsrom-built-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    build(made / "warehouse")
    return made / "warehouse"
