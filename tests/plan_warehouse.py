"""A small real warehouse with a plan that goes on after the released months: for scenarios, drafts and their page."""

from datetime import date
from pathlib import Path

from tests.ui_warehouse import PLANNED, Effort, _planned, cover, small_warehouse
from tests.warehouses import copied
from warehouse import new_version

LEFT = tuple(date(2019, month, 1) for month in (4, 5, 6))
PLANNED_LEFT: tuple[Effort, ...] = tuple(
    (sub, unit, group, month, hours) for month in LEFT for sub, unit, group, _first, hours in PLANNED[:4]
)
"""As in the released months: 22.1 50, 22.4 20 + 10 and 22.5 100 hours a month; January–March are released."""


def plan_warehouse(folder: Path, *, is_sample: bool = False) -> Path:
    """`small_warehouse`, with the same plan for April–June 2019; PV1 covers 2019–2021."""
    return copied(folder, _plan_sample if is_sample else _plan)


def _plan(folder: Path) -> None:
    _build(folder, is_sample=False)


def _plan_sample(folder: Path) -> None:
    _build(folder, is_sample=True)


def _build(folder: Path, *, is_sample: bool) -> None:
    small_warehouse(folder, is_sample=is_sample)
    with new_version(folder) as version:
        _planned(version.con, 1, PLANNED_LEFT)
        version.con.execute("delete from coverage")
        cover(version.con)
