"""A small real warehouse for the tests of the pages: the museum's own reference tables, a handful of facts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.warehouses import copied, empty_warehouse
from warehouse import new_version

Effort = tuple[str, str, str, date, int]
"""Sub-measure, unit, role group, month, hours."""

MONTHS = tuple(date(2019, month, 1) for month in (1, 2, 3))
PLANNED: tuple[Effort, ...] = tuple(
    (sub, "VM-ADM", group, month, hours)
    for month in MONTHS
    for sub, group, hours in (
        ("22.1", "ADM", 50),
        ("22.4", "ADM", 20),
        ("22.4", "KSJEF", 10),
        ("22.5", "ADM", 100),
    )
)
ACTUAL: tuple[Effort, ...] = tuple(
    (sub, unit, group, month, hours)
    for month in MONTHS
    for sub, unit, group, hours in (
        ("22.1", "VM-ADM", "ADM", 50),
        ("22.4", "VM-ADM", "ADM", 30),
        ("22.4", "VM-INH", "KSJEF", 40),
        ("22.5", "VM-ADM", "ADM", 90),
        ("22.7", "VM-ADM", "ADM", 12),
    )
)
"""Planned 180 and actual 222 hours a month; BEVISST 30 against 70, ePhorte 12 without plan."""


def small_warehouse(folder: Path, *, is_sample: bool = False) -> Path:
    """Make a warehouse with one plan import, one import of hours and one backlog list."""
    return copied(folder, _small_sample if is_sample else _small)


def _small(folder: Path) -> None:
    _build(folder, is_sample=False)


def _small_sample(folder: Path) -> None:
    _build(folder, is_sample=True)


def _build(folder: Path, *, is_sample: bool) -> None:
    empty_warehouse(folder)
    with new_version(folder) as version:
        _import(version.con, 1, "plan_pv1.xlsx", "own_plan", "plan", is_sample, None)
        _import(version.con, 2, "timer <b>2019</b>.xlsx", "own_hours", "actual_hours", is_sample, MONTHS[-1])
        _import(version.con, 3, "restanser.xlsx", "ephorte_backlog", "backlog", is_sample, None)
        _planned(version.con, 1, PLANNED)
        _actual(version.con, 2, ACTUAL)
        version.con.execute(
            "insert into backlog values (3, 'Ark1', 1, '2019-03-31', 'SYS-EPH', null, '2019-03-31', 420, 88)"
        )
        cover(version.con)


def cover(con: Any) -> None:
    """Say of every fact's key that its import delivers it."""
    for table in ("planned_effort", "actual_effort", "backlog"):
        con.execute(
            f"insert into coverage select distinct import_id, source, coverage_key from {table}"
            " join import_log using (import_id)"
        )


def _import(
    con: Any, number: int, file: str, profile: str, kind: str, is_sample: bool, released: date | None
) -> None:
    con.execute(
        "insert into import_log values (?, '2024-11-01 10:00:00', 'test', ?, ?, ?, ?, ?, 'Ark1', 'active', ?,"
        " null, ?, ?, ?, 10, 9, 0, 1, '{\"hours\": 540.0}', null, null, '{}', null, null, null,"
        " null, null)",
        [number, file, f"{number:064d}", profile, profile, kind, is_sample, released, MONTHS[0], MONTHS[-1]],
    )


def _planned(con: Any, number: int, rows: Iterable[Effort]) -> None:
    con.executemany(
        "insert into planned_effort values (?, 'Ark1', ?, ?, 'PV1', ?, ?, ?, null, ?, ?, ?, null,"
        " null, null)",
        [
            [number, place, f"PV1|{sub}", sub, unit, group, month, Decimal(hours), Decimal(hours) * 400]
            for place, (sub, unit, group, month, hours) in enumerate(rows, start=2)
        ],
    )


def _actual(con: Any, number: int, rows: Iterable[Effort]) -> None:
    con.executemany(
        "insert into actual_effort values (?, 'Ark1', ?, ?, ?, null, null, ?, ?, null, ?, null, ?, ?,"
        " 'estimated', 3, null)",
        [
            [number, place, f"{month}|{sub}", sub, unit, group, month, Decimal(hours), Decimal(hours) * 400]
            for place, (sub, unit, group, month, hours) in enumerate(rows, start=2)
        ],
    )


def broken_newest_version(folder: Path) -> None:
    """Publish one more version and ruin its bytes."""
    with new_version(folder) as version:
        number = version.number
    path = folder / f"warehouse-{number:08d}.duckdb"
    path.chmod(0o600)
    path.write_bytes(b"\0" * path.stat().st_size)
