"""The saved views of an installation: one small file beside the warehouse's versions.

Written to a new file that takes the old one's place in one step, under a lock, so that two readers who save at the same
moment both keep their view and a crash leaves the file as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from warehouse.whole_file import write_whole

FILE = "saved_views.json"
LONGEST_NAME = 80
_MOST = 500
_WAITS_S = 5.0

Views = tuple["SavedView", ...]


class ViewsError(Exception):
    """A view cannot be saved. reason: `no_name`, `too_long`, `taken`, `gone`, `full`, `busy` or `unwritable`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class SavedView:
    """A named address. page: its stem; query: the parameters of its address."""

    name: str
    page: str
    query: Mapping[str, str]


@dataclass(frozen=True)
class Kept:
    """The saved views, by name, and the file that a damaged one was kept in, if there was one just now."""

    views: Views
    damaged: Path | None = None


def read(folder: Path) -> Kept:
    """Return the saved views; none where nothing was ever saved. A damaged file is put aside, not lost.

    :raises ViewsError: the file cannot be read at all.
    """
    path = folder / FILE
    try:
        return Kept(_parsed(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Kept(())
    except (ValueError, KeyError, TypeError):
        return Kept((), _put_aside(path))
    except OSError as error:
        raise ViewsError("unwritable") from error


def save(folder: Path, view: SavedView) -> Views:
    """Add a view under a name that is not taken.

    :raises ViewsError: no_name, too_long, taken, full, busy or unwritable.
    """
    named = SavedView(_name(view.name), view.page, view.query)

    def add(views: Views) -> Views:
        _free(named.name, views)
        if len(views) >= _MOST:
            raise ViewsError("full")
        return (*views, named)

    return _change(folder, add)


def rename(folder: Path, old: str, new: str) -> Views:
    """Give a view another name.

    :raises ViewsError: no_name, too_long, taken, gone, busy or unwritable.
    """
    name = _name(new)

    def renamed(views: Views) -> Views:
        others = tuple(view for view in views if view.name != old)
        if len(others) == len(views):
            raise ViewsError("gone")
        _free(name, others)
        return tuple(SavedView(name, v.page, v.query) if v.name == old else v for v in views)

    return _change(folder, renamed)


def delete(folder: Path, name: str) -> Views:
    """Remove a view; one that is gone already stays gone.

    :raises ViewsError: busy or unwritable.
    """
    return _change(folder, lambda views: tuple(view for view in views if view.name != name))


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise ViewsError("no_name")
    if len(name) > LONGEST_NAME:
        raise ViewsError("too_long")
    return name


def _free(name: str, views: Views) -> None:
    if any(view.name.casefold() == name.casefold() for view in views):
        raise ViewsError("taken")


def _change(folder: Path, change: Callable[[Views], Views]) -> Views:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{FILE}.lock", timeout=_WAITS_S):
            views = change(read(folder).views)
            listed = [asdict(view) for view in sorted(views, key=lambda view: view.name.casefold())]
            write_whole(folder / FILE, json.dumps(listed, ensure_ascii=False, indent=1).encode())
    except Timeout as error:
        raise ViewsError("busy") from error
    except OSError as error:
        raise ViewsError("unwritable") from error
    return views


def _parsed(text: str) -> Views:
    """Read the file's text. Raises ValueError, KeyError or TypeError for anything but a list of views."""
    found: Any = json.loads(text)
    if not isinstance(found, list):
        raise TypeError(type(found))
    views = tuple(SavedView(one["name"], one["page"], dict(one["query"])) for one in found)
    texts = [part for view in views for part in (view.name, view.page, *view.query, *view.query.values())]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    return views


def _put_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}.json")
    try:
        path.replace(aside)
    except OSError as error:
        raise ViewsError("unwritable") from error
    return aside
