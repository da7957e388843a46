"""A report issued under a name, pinned to the warehouse version that its figures came from; and withdrawn again."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from etl.publisher import publish


def issue_report(
    folder: Path,
    *,
    name: str,
    lang: str,
    version: int,
    selection: Mapping[str, Any],
    content: Mapping[str, Any],
    by: str | None,
    reviewed_by: str,
    reviewed_on: date | None,
) -> str:
    """Issue a report and return its id, such as R2026-3.

    version: that its figures were drawn from; it is kept from now on. selection: as in an address. content: what the
    report is made of, for `reports.put_together`.

    :raises ReportInvalid: `problem`: name (missing) | reviewed (by whom or when is missing) | version (no longer kept)
        | national_id.
    :raises ReportNameTaken: a report that is not withdrawn has the name.
    """
    answer = publish(
        folder,
        "issue",
        name=name.strip(),
        lang=lang,
        version=version,
        selection=dict(selection),
        content=dict(content),
        by=by,
        reviewed_by=reviewed_by.strip(),
        reviewed_on=reviewed_on.isoformat() if reviewed_on else None,
    )
    issue_id: str = answer["issue_id"]
    return issue_id


def withdraw_report(folder: Path, issue_id: str, *, by: str | None, why: str) -> int:
    """Withdraw a report and return the new warehouse version. It is still listed, and its own version still kept.

    :raises ReportInvalid: `problem`: why (missing) | national_id.
    :raises UnknownReport: there is no such report.
    :raises AlreadyWithdrawn: it was withdrawn before.
    """
    version: int = publish(folder, "withdraw", issue_id=issue_id, by=by, why=why.strip())["version"]
    return version
