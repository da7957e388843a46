"""Plan versions: drafted, adopted, revised (the original is kept), closed, and discarded while they are drafts."""

from datetime import date
from pathlib import Path
from typing import Any

from etl.codebook import rows_of, submit
from etl.import_errors import NotADraft, UnknownPlanVersion
from warehouse import open_reader


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
    row = {
        "plan_version_id": plan_version_id,
        "name_nb": name_nb,
        "name_en": name_en or name_nb,
        "kind": "baseline",
        "period_first": period_first,
        "period_last": period_last,
        "scope": scope,
        "reason_nb": reason,
        "status": "draft",
    }
    with open_reader(folder) as reader:
        rows = [*rows_of(reader, "plan_version"), row]
        based_on = reader.version
    return submit(folder, "edit", {"plan_version": rows}, by, reason, based_on=based_on)


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
    with open_reader(folder) as reader:
        rows, based_on = rows_of(reader, "plan_version"), reader.version
    original = _row(rows, plan_version_id)
    row = {
        **original,
        "plan_version_id": new_id,
        "name_nb": name_nb,
        "name_en": name_en or name_nb,
        "kind": "revised",
        "adopted": None,
        "period_first": period_first or original["period_first"],
        "period_last": period_last or original["period_last"],
        "scope": scope,
        "reason_nb": reason,
        "reason_en": None,
        "status": "draft",
        "revises_id": plan_version_id,
    }
    copy = {"old": plan_version_id, "new": new_id} if copy_rows else None
    return submit(folder, "revise", {"plan_version": [*rows, row]}, by, reason, based_on=based_on, copy=copy)


def adopt(folder: Path, plan_version_id: str, adopted: date, by: str | None, reason: str) -> int:
    """Adopt a draft from a day on: it counts as the plan in force for months after that day.

    :raises UnknownPlanVersion, NotADraft: nothing was changed.
    """
    return _set(folder, plan_version_id, by, reason, only_drafts=True, status="adopted", adopted=adopted)


def close(folder: Path, plan_version_id: str, by: str | None, reason: str) -> int:
    """Close a plan version that was adopted: it counts for its months as before, and takes no more plan files.

    :raises UnknownPlanVersion: nothing was changed.
    :raises warehouse.ReferenceInvalid: it is a draft, which was never adopted.
    """
    return _set(folder, plan_version_id, by, reason, status="closed")


def discard(folder: Path, plan_version_id: str, by: str | None, reason: str) -> int:
    """Delete a draft with its planned rows; return the new warehouse version. Older versions of the warehouse keep it.

    :raises UnknownPlanVersion, NotADraft: nothing was changed.
    :raises warehouse.ReferenceInvalid: another plan version revises it; nothing was changed.
    """
    with open_reader(folder) as reader:
        rows, based_on = rows_of(reader, "plan_version"), reader.version
    if _row(rows, plan_version_id)["status"] != "draft":
        raise NotADraft(plan_version_id)
    left = {"plan_version": [row for row in rows if row["plan_version_id"] != plan_version_id]}
    return submit(folder, "revise", left, by, reason, based_on=based_on, discard=plan_version_id)


def _set(
    folder: Path, plan_version_id: str, by: str | None, reason: str, only_drafts: bool = False, **values: Any
) -> int:
    with open_reader(folder) as reader:
        rows, based_on = rows_of(reader, "plan_version"), reader.version
    row = _row(rows, plan_version_id)
    if only_drafts and row["status"] != "draft":
        raise NotADraft(plan_version_id)
    row.update(values)
    return submit(folder, "edit", {"plan_version": rows}, by, reason, based_on=based_on)


def _row(rows: list[dict[str, Any]], plan_version_id: str) -> dict[str, Any]:
    for row in rows:
        if row["plan_version_id"] == plan_version_id:
            return row
    raise UnknownPlanVersion(plan_version_id, [row["plan_version_id"] for row in rows])
