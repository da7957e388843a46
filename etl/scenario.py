"""A scenario kept: as a draft of a revised plan with its rows, or as a workbook in the layout of the own plan template.

The rows come from whoever tried the scenario out; nothing of it is counted here.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from etl.codebook import rows_of, submit
from etl.import_errors import UnknownPlanVersion
from etl.profiles import profiles
from etl.reference import Reference
from etl.templates import SHEET, template_bytes
from warehouse import Reader, open_reader


@dataclass(frozen=True)
class PlannedRow:
    """One row of a plan. nok: notional payroll cost in kroner; None where it is not known."""

    sub_measure: str
    unit: str | None
    role_group: str | None
    process: str | None
    month: date
    hours: Decimal
    nok: Decimal | None


@dataclass(frozen=True)
class Draft:
    """A plan to be stored: a revision of `revises`, complete, with these rows and no others."""

    plan_version_id: str
    name_nb: str
    revises: str
    rows: tuple[PlannedRow, ...]
    name_en: str = ""


def save_as_draft(folder: Path, draft: Draft, by: str | None, reason: str) -> int:
    """Add a draft with its rows, as one import that can be undone; return the new warehouse version.

    The draft is complete: what it leaves out is planned at 0. It covers the months of the plan that it revises and goes
    on to its own last row. It never counts as the plan in force until it is adopted.

    :raises UnknownPlanVersion: there is no plan version to revise.
    :raises ReasonMissing: no reason was given.
    :raises warehouse.ReferenceInvalid: the id is taken or missing; nothing was changed.
    """
    with open_reader(folder) as reader:
        versions, based_on = rows_of(reader, "plan_version"), reader.version
    row = _version(draft, versions, reason)
    planned = {
        "plan_version": draft.plan_version_id,
        "file": file_name(draft.plan_version_id),
        "rows": [_cells(one) for one in draft.rows],
    }
    changes = {"plan_version": [*versions, row]}
    return submit(folder, "revise", changes, by, reason, based_on=based_on, planned=planned)


def file_name(plan_version_id: str) -> str:
    """Return what the workbook of a scenario is called."""
    kept = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in plan_version_id)
    return f"scenario-{kept or 'plan'}.xlsx"


def _version(draft: Draft, versions: Sequence[dict[str, Any]], reason: str) -> dict[str, Any]:
    original = next((one for one in versions if one["plan_version_id"] == draft.revises), None)
    if original is None:
        raise UnknownPlanVersion(draft.revises, [one["plan_version_id"] for one in versions])
    months = [row.month for row in draft.rows]
    return {
        "plan_version_id": draft.plan_version_id,
        "name_nb": draft.name_nb,
        "name_en": draft.name_en or draft.name_nb,
        "kind": "revised",
        "adopted": None,
        "period_first": min([original["period_first"], *months]),
        "period_last": max([original["period_last"], *months]),
        "scope": "complete",
        "reason_nb": reason,
        "reason_en": None,
        "status": "draft",
        "revises_id": draft.revises,
    }


def _cells(row: PlannedRow) -> list[str | None]:
    nok = None if row.nok is None else f"{row.nok:f}"
    place = [row.sub_measure, row.unit, row.role_group, row.process]
    return [*place, row.month.isoformat(), f"{row.hours:f}", nok]


def workbook(reader: Reader, plan_version_id: str, rows: Sequence[PlannedRow]) -> bytes:
    """Return the rows as a filled-in plan template, to be uploaded once a plan version with the id is there."""
    reference = Reference.read(reader)
    book = load_workbook(io.BytesIO(template_bytes("own_plan", reference)))
    sheet = book[SHEET]
    fields = [field.name for field in profiles()["own_plan"].fields]
    groups = {group.id: group.name_nb for group in reference.role_groups}
    processes = {process.id: process.name_nb for process in reference.processes}
    for at, row in enumerate(rows, start=2):
        values = {
            "plan_version": plan_version_id,
            "period": f"{row.month:%Y-%m}",
            "unit": row.unit,
            "role_group": groups.get(row.role_group or "", row.role_group),
            "sub_measure": row.sub_measure,
            "hours": float(row.hours),
            "payroll_nok": None if row.nok is None else float(row.nok),
            "process": processes.get(row.process or "", row.process),
        }
        for place, name in enumerate(fields, start=1):
            cell = sheet.cell(at, place, values.get(name))
            # Text as the template's own columns have it: 4.10 must not become the number 4.1.
            cell.number_format = "@" if isinstance(values.get(name), str) else "General"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
