"""The drafts of reports of an installation: one small file beside the warehouse's versions, changed under a lock."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl.identity import hide_national_ids
from metrics import SelectionError
from reports.recipe import Recipe
from warehouse.whole_file import write_whole

FILE = "report_drafts.json"
LONGEST_NAME = 80
_WAITS_S = 5.0

Drafts = dict[str, Mapping[str, Any]]
"""Name of the draft → its recipe."""


class DraftsError(Exception):
    """A draft cannot be kept or fetched. reason: `no_name`, `national_id`, `taken`, `gone`, `damaged`, `busy`
    or `unwritable`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(folder: Path) -> Drafts:
    """Return the drafts that are kept. Raises DraftsError: damaged or unwritable."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise DraftsError("damaged") from error
    except OSError as error:
        raise DraftsError("unwritable") from error
    if not isinstance(found, dict):
        raise DraftsError("damaged")
    return found


def named(typed: str | None) -> str:
    """Return the name of a draft as it is kept."""
    return " ".join((typed or "").split())[:LONGEST_NAME]


def save(
    folder: Path, name: str, recipe: Recipe, *, over: Mapping[str, Any] | None = None, replace: bool = False
) -> Mapping[str, Any]:
    """Keep a recipe under a name, and return what is kept. over: what the writer knows of that draft. Another draft of
    that name gives way only with replace. Raises DraftsError.
    """
    if not named(name):
        raise DraftsError("no_name")
    written = json.dumps(recipe.to_json(), ensure_ascii=False)
    if any(hide_national_ids(text) != text for text in (name, written)):
        raise DraftsError("national_id")
    kept: Mapping[str, Any] = json.loads(written)

    def put(drafts: Drafts) -> Drafts:
        if not replace and drafts.get(named(name), over) != over:
            raise DraftsError("taken")
        return {**drafts, named(name): kept}

    _change(folder, put)
    return kept


def delete(folder: Path, name: str) -> None:
    """Remove a draft; one that is gone already stays gone. Raises DraftsError."""
    _change(folder, lambda drafts: {key: kept for key, kept in drafts.items() if key != name})


def fetched(folder: Path, name: str) -> Recipe:
    """Return a draft that was kept. Raises DraftsError."""
    drafts = read(folder)
    if name not in drafts:
        raise DraftsError("gone")
    try:
        return Recipe.from_json(drafts[name])
    except (KeyError, TypeError, AttributeError, ValueError, SelectionError) as error:
        raise DraftsError("damaged") from error


def _change(folder: Path, change: Callable[[Drafts], Drafts]) -> None:
    try:
        with FileLock(folder / f"{FILE}.lock", timeout=_WAITS_S):
            drafts = change(read(folder))
            write_whole(
                folder / FILE, json.dumps(drafts, ensure_ascii=False, indent=1, sort_keys=True).encode()
            )
    except Timeout as error:
        raise DraftsError("busy") from error
    except OSError as error:
        raise DraftsError("unwritable") from error
