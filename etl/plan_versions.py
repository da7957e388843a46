"""Plan versions: drafted, adopted, revised (the original is kept) and closed."""

from datetime import date
from pathlib import Path


def create(
    folder: Path,
    plan_version_id: str,
    name_nb: str,
    period_first: date,
    period_last: date,
    by: str | None,
    reason: str,
    name_en: str | None = None,
    scope: str = "complete",
) -> int:
    """Add a draft of a new plan (kind «baseline»); return the new warehouse version. A draft never counts as the plan
    in force.

    :raises warehouse.ReferenceInvalid: the id is taken, or the months are in the wrong order.
    """
    raise NotImplementedError


def revise(
    folder: Path,
    plan_version_id: str,
    new_id: str,
    name_nb: str,
    by: str | None,
    reason: str,
    period_first: date | None = None,
    period_last: date | None = None,
    name_en: str | None = None,
    scope: str = "complete",
    copy_rows: bool = False,
) -> int:
    """Add a draft that revises a plan version, which is kept as it is; return the new warehouse version.

    With `copy_rows` the draft starts with the original's planned rows in its months, as imports of their own that can
    be undone.

    :raises UnknownPlanVersion: there is no such plan version.
    :raises warehouse.ReferenceInvalid: the new id is taken, or the months are in the wrong order.
    """
    raise NotImplementedError


def adopt(folder: Path, plan_version_id: str, adopted: date, by: str | None, reason: str) -> int:
    """Adopt a draft from a day on: it counts as the plan in force for months after that day.

    :raises UnknownPlanVersion, NotADraft: nothing was changed.
    """
    raise NotImplementedError


def close(folder: Path, plan_version_id: str, by: str | None, reason: str) -> int:
    """Close a plan version: it counts for its months as before, and takes no more plan files.

    :raises UnknownPlanVersion: nothing was changed.
    """
    raise NotImplementedError
