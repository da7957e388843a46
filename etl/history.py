"""What was imported, what did it change, and how is it taken back?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.import_errors import UnknownImport
from etl.mapping import Mapping as ColumnMapping
from etl.publisher import publish
from etl.replacement import Replaced, replaced
from etl.report import RowCounts
from warehouse import Reader, current_version, list_versions, open_reader

__all__ = [
    "ImportRecord",
    "RejectedRow",
    "Replaced",
    "VersionInfo",
    "history",
    "record_of",
    "redo",
    "rejected_rows",
    "remove_sample",
    "replaced_by",
    "replaces",
    "undo",
    "versions",
]


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

    action: create | load | undo | redo | remove_sample | reference | edit | place | revise | memory | ledger_total
    | progress | issue | withdraw | None (not known); `detail` are its facts, such as import ids, files, tables and the
    reason.
    """

    number: int
    created: datetime
    kept: bool
    action: str | None
    detail: Mapping[str, Any]
    by: str | None


def history(folder: Path) -> list[ImportRecord]:
    """Every import, newest first; none where there is no warehouse yet.

    :raises warehouse.WarehouseError: the warehouse cannot be read.
    """
    if current_version(folder) is None:
        return []
    with open_reader(folder) as reader:
        return [_record(row) for row in reader.rows("select * from import_log order by import_id desc")]


def record_of(reader: Reader, import_id: int) -> ImportRecord:
    """One import.

    :raises UnknownImport: there is no such import.
    """
    rows = reader.rows("select * from import_log where import_id::varchar = ?", (str(import_id),))
    if not rows:
        known = reader.rows(
            "select import_id from import_log where status = 'active' order by import_id desc"
        )
        raise UnknownImport(import_id, [row["import_id"] for row in known])
    return _record(rows[0])


def rejected_rows(folder: Path, import_id: int) -> list[RejectedRow]:
    """The rows of an import that were not loaded, in the order of the file.

    :raises UnknownImport: there is no such import.
    """
    with open_reader(folder) as reader:
        record_of(reader, import_id)
        rows = reader.rows(
            "select sheet, source_row, status, reason, column_name, value from rejected_row"
            " where import_id = ? order by sheet, source_row",
            (import_id,),
        )
    return [RejectedRow(*row.values()) for row in rows]


def replaced_by(reader: Reader, import_id: int) -> list[Replaced]:
    """The earlier imports whose figures an import replaced when it was loaded, newest first."""
    if not reader.has("import_replaced"):
        return []
    rows = reader.rows(
        "select replaced_id, file_name, keys, hours, payroll_nok, nok from import_replaced"
        " join import_log on import_log.import_id = replaced_id where import_replaced.import_id = ?"
        " order by replaced_id desc",
        (import_id,),
    )
    return [Replaced(*row.values()) for row in rows]


def replaces(folder: Path, source: str, coverage_keys: Sequence[str]) -> list[Replaced]:
    """The imports whose figures a file of this source would replace now, newest first: for the preview."""
    if current_version(folder) is None:
        return []
    with open_reader(folder) as reader, reader.cursor() as cursor:
        return replaced(cursor, source, coverage_keys)


def versions(folder: Path) -> list[VersionInfo]:
    """Every version that was published or is kept, newest first."""
    if current_version(folder) is None:
        return []
    kept = {version.number: version for version in list_versions(folder)}
    with open_reader(folder) as reader:
        notes = reader.rows("from version_note") if reader.has("version_note") else []
    found = {
        row["version"]: VersionInfo(
            row["version"],
            row["made_at"].replace(tzinfo=UTC),
            row["version"] in kept,
            row["action"],
            json.loads(row["detail"]),
            row["made_by"],
        )
        for row in notes
    }
    for number, version in kept.items():
        found.setdefault(number, VersionInfo(number, version.created, True, None, {}, None))
    return sorted(found.values(), key=lambda version: version.number, reverse=True)


def undo(folder: Path, import_id: int, by: str | None = None) -> int:
    """Take an import back, any import, and return the new version; what it had replaced counts again.

    :raises UnknownImport, AlreadyUndone: nothing was changed.
    :raises warehouse.WarehouseError: nothing was changed.
    """
    version: int = publish(folder, "undo", import_id=import_id, by=by)["version"]
    return version


def redo(folder: Path, import_id: int, by: str | None = None) -> int:
    """Let an undone import count again; return the new version.

    :raises UnknownImport, NotUndone: nothing was changed.
    :raises ReadAgain: it was read again, and that import would have to be undone first.
    """
    version: int = publish(folder, "redo", import_id=import_id, by=by)["version"]
    return version


def remove_sample(folder: Path) -> int:
    """Remove all invented figures and their imports; return the version that serves now."""
    version: int = publish(folder, "remove_sample")["version"]
    return version


def _record(row: dict[str, Any]) -> ImportRecord:
    """A log row as a record; one of an earlier release lacks the newer columns."""
    known = {part.name for part in fields(ImportRecord)}
    counts = {name: row[f"rows_{name}"] for name in ("read", "loaded", "rejected", "ignored")}
    values = {name: value for name, value in row.items() if name in known}
    values |= {name: json.loads(row[name]) for name in ("sums", "report")}
    mapping, choices = row.get("mapping"), row.get("choices")
    values["mapping"] = ColumnMapping.from_json(json.loads(mapping)) if mapping else None
    values["choices"] = json.loads(choices) if choices else {}
    return ImportRecord(rows=RowCounts(**counts), **values)
