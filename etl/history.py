"""What was imported, what did it change, and how is it taken back?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.mapping import Mapping as ColumnMapping
from etl.publisher import publish
from etl.report import RowCounts
from warehouse import Reader, current_version, open_reader


@dataclass(frozen=True)
class ImportRecord:
    """One import as the log keeps it. status: active | undone."""

    import_id: int
    imported_at: datetime
    imported_by: str | None
    file_name: str
    sha256: str
    profile: str
    source: str
    kind: str
    sheet: str | None
    status: str
    is_sample: bool
    extracted: date | None
    released_through: date | None
    period_first: date | None
    period_last: date | None
    rows: RowCounts
    sums: Mapping[str, float]
    file_total: Decimal | None
    control_difference: Decimal | None
    report: Mapping[str, Any]
    mapping: ColumnMapping | None = None
    """How the file was read; None where its profile alone said so."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """«field|text» → id, as used for this import; empty id: «ikke plassert»."""
    reapplies: int | None = None
    """The import that this one took the place of, read again from the same file."""

    def to_json(self) -> dict[str, Any]:
        """The fields that `python -m etl history --json` promises."""
        return {
            "id": self.import_id,
            "imported_at": self.imported_at.isoformat() + "Z",
            "file": self.file_name,
            "sha256": self.sha256,
            "profile": self.profile,
            "status": self.status,
            "rows": vars(self.rows),
            "sums": dict(self.sums),
        }


@dataclass(frozen=True)
class Replaced:
    """An earlier import, and what of it a file replaces: keys, and the hours, notional payroll and booked kroner that
    stood on them."""

    import_id: int
    file_name: str
    keys: int
    hours: Decimal
    payroll_nok: Decimal
    nok: Decimal


@dataclass(frozen=True)
class RejectedRow:
    """A row that was not loaded. status: rejected | ignored; `reason` is a code that `etl.wording.reason` words."""

    sheet: str | None
    row: int
    status: str
    reason: str
    column: str | None
    value: str | None


@dataclass(frozen=True)
class VersionInfo:
    """A version and what made it. `kept`: whether it can still be opened. `by` is None where nobody was named.

    action: create | load | undo | redo | remove_sample | reference | edit | place | revise | mapping | choice | memory
    | ledger_total | None (not known); `detail` are its facts, such as import ids, files, tables and the reason.
    """

    number: int
    created: datetime
    kept: bool
    action: str | None
    detail: Mapping[str, Any]
    by: str | None


@dataclass(frozen=True)
class Change:
    """What one sub-measure's hours and kroner were and became; plan_version_id is None for actual figures.

    Booked kroner are a change of their own, without hours: they are never added to the notional payroll of hours.
    `month` is None where all months are summed.
    """

    sub_measure_id: str | None
    name_nb: str | None
    name_en: str | None
    plan_version_id: str | None
    before_hours: Decimal
    after_hours: Decimal
    before_nok: Decimal
    after_nok: Decimal
    booked: bool = False
    month: date | None = None


def history(folder: Path) -> list[ImportRecord]:
    """Every import, newest first; none where there is no warehouse yet.

    :raises warehouse.WarehouseError: the warehouse cannot be read.
    """
    if current_version(folder) is None:
        return []
    with open_reader(folder) as reader:
        return [_record(row) for row in reader.rows("select * from import_log order by import_id desc")]


def rejected_rows(folder: Path, import_id: int) -> list[RejectedRow]:
    """The rows of an import that were not loaded, in the order of the file.

    :raises UnknownImport: there is no such import.
    """
    raise NotImplementedError


def replaced_by(reader: Reader, import_id: int) -> list[Replaced]:
    """The earlier imports whose figures an import replaced when it was loaded, newest first."""
    raise NotImplementedError


def replaces(folder: Path, source: str, coverage_keys: Sequence[str]) -> list[Replaced]:
    """The imports whose figures a file of this source would replace now, newest first: for the preview."""
    raise NotImplementedError


def versions(folder: Path) -> list[VersionInfo]:
    """Every version that was published, newest first."""
    raise NotImplementedError


def redo(folder: Path, import_id: int, by: str | None = None) -> int:
    """Let an undone import count again; return the new version.

    :raises UnknownImport, NotUndone: nothing was changed.
    """
    raise NotImplementedError


def undo(folder: Path, import_id: int) -> int:
    """Take an import back, any import, and return the new version; what it had replaced counts again.

    :raises UnknownImport, AlreadyUndone: nothing was changed.
    :raises warehouse.WarehouseError: nothing was changed.
    """
    version: int = publish(folder, "undo", import_id=import_id)["version"]
    return version


def remove_sample(folder: Path) -> int:
    """Remove all invented figures and their imports; return the version that serves now."""
    version: int = publish(folder, "remove_sample")["version"]
    return version


def changes(folder: Path, old_version: int, new_version: int) -> list[Change]:
    """What moved between two versions, per sub-measure and side, in the reference tables' order.

    :raises warehouse.UnknownVersion: one of them is no longer kept.
    """
    with open_reader(folder, old_version) as old, open_reader(folder, new_version) as new:
        before, after = _sums(old), _sums(new)
        names = {row["sub_measure_id"]: row for row in new.rows("select * from sub_measure")}
    zero = (Decimal(0), Decimal(0))
    found = []
    for key in {**before, **after}:
        old_sums, new_sums = before.get(key, zero), after.get(key, zero)
        if old_sums != new_sums:
            name = names.get(key[0], {})
            found.append(
                Change(
                    key[0], name.get("name_nb"), name.get("name_en"), key[1],
                    old_sums[0], new_sums[0], old_sums[1], new_sums[1], key[2],
                )
            )  # fmt: skip
    last = len(names) + 1
    return sorted(
        found,
        key=lambda change: (
            names.get(change.sub_measure_id, {}).get("sort_order", last),
            change.plan_version_id or "",
            change.booked,
        ),
    )


def _sums(reader: Reader) -> dict[tuple[str | None, str | None, bool], tuple[Decimal, Decimal]]:
    """Hours and kroner per sub-measure, side and whether the kroner are booked."""
    rows = reader.rows(
        "select sub_measure_id, plan_version_id,"
        " coalesce(sum(planned_hours), 0) + coalesce(sum(actual_hours), 0) as hours,"
        " coalesce(sum(planned_payroll_nok), 0) + coalesce(sum(actual_payroll_nok), 0) as payroll,"
        " coalesce(sum(planned_booked_nok), 0) + coalesce(sum(actual_booked_nok), 0) as booked"
        " from effort_monthly group by all"
    )
    sums = {}
    for row in rows:
        key = (row["sub_measure_id"], row["plan_version_id"])
        sums[*key, False] = (row["hours"], row["payroll"])
        sums[*key, True] = (Decimal(0), row["booked"])
    return sums


def _record(row: dict[str, Any]) -> ImportRecord:
    counts = {name: row.pop(f"rows_{name}") for name in ("read", "loaded", "rejected", "ignored")}
    row["sums"], row["report"] = json.loads(row["sums"]), json.loads(row["report"])
    return ImportRecord(rows=RowCounts(**counts), **row)
