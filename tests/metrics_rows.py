"""Tiny warehouses for the tests of the metrics: rows that can be added up in the head, in a real DuckDB.

The same rows are what `second_route` counts in plain Python.
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

SCHEMA = Path(__file__).parent.parent / "warehouse" / "schema.sql"
FOREVER = (date(1900, 1, 1), date(9999, 12, 31))
SUB_MEASURES = {  # sub-measure: (measure, system)
    "A1": ("MA", "SYS-X"),
    "A2": ("MA", None),
    "A3": ("MA", "SYS-X"),
    "B1": ("MB", "SYS-Y"),
}
ROLE_GROUPS = ("R1", "R2")
UNITS = ("U1", "U2")
SYSTEMS = ("SYS-X", "SYS-Y", "SYS-Z")
HOURS_PER_PERSON_YEAR = Decimal(1600)


@dataclass(frozen=True)
class MartRow:
    """One row of effort_monthly, in the order of its columns."""

    measure_id: str | None
    sub_measure_id: str | None
    system_id: str | None
    unit_id: str | None
    role_group_id: str | None
    process_id: str | None
    source_code: str | None
    period: date
    plan_version_id: str | None = None
    source: str | None = None
    quality: str | None = None
    planned_hours: Decimal | None = None
    planned_payroll_nok: Decimal | None = None
    planned_booked_nok: Decimal | None = None
    actual_hours: Decimal | None = None
    actual_payroll_nok: Decimal | None = None
    actual_booked_nok: Decimal | None = None
    persons: int | None = None


@dataclass(frozen=True)
class VersionRow:
    """One plan version."""

    plan_version_id: str
    kind: str
    adopted: date | None
    period_first: date
    period_last: date
    scope: str = "complete"
    status: str = "adopted"


@dataclass(frozen=True)
class SourceRow:
    """One active import of actuals and what it releases."""

    source: str
    released_through: date | None
    extracted: date | None = None
    kind: str = "actual_hours"
    is_sample: bool = False
    status: str = "active"


@dataclass
class Rows:
    """Everything that a tiny warehouse holds."""

    mart: list[MartRow] = field(default_factory=list)
    versions: list[VersionRow] = field(default_factory=list)
    sources: list[SourceRow] = field(default_factory=list)
    constants: dict[str, Decimal] = field(
        default_factory=lambda: {
            "hours_per_person_year": HOURS_PER_PERSON_YEAR,
            "hours_per_day": Decimal("7.5"),
        }
    )

    def plan(
        self, version: str, sub: str, months: Iterator[date] | list[date], hours: Any, **more: Any
    ) -> None:
        """Plan the same hours in each month."""
        for month in months:
            self.mart.append(_row(sub, month, plan_version_id=version, planned_hours=_dec(hours), **more))

    def budget(self, version: str, sub: str, months: list[date], nok: Any) -> None:
        """Budget the same kroner in each month."""
        for month in months:
            self.mart.append(
                _row(sub, month, plan_version_id=version, planned_booked_nok=_dec(nok), no_role=True)
            )

    def actual(self, sub: str | None, months: list[date], hours: Any, **more: Any) -> None:
        """Spend the same hours in each month; by a group that is large enough to be shown, unless it says otherwise."""
        told: dict[str, Any] = {"source": "own_hours", "quality": "estimated", "persons": 5} | more
        for month in months:
            self.mart.append(_row(sub, month, actual_hours=_dec(hours), **told))

    def booked(self, sub: str | None, months: list[date], nok: Any) -> None:
        """Book the same kroner in each month."""
        for month in months:
            self.mart.append(
                _row(sub, month, source="unit4_ledger", actual_booked_nok=_dec(nok), no_role=True)
            )


def _dec(value: Any) -> Decimal:
    return Decimal(str(value))


def _row(sub: str | None, month: date, *, no_role: bool = False, **values: Any) -> MartRow:
    measure, system = SUB_MEASURES[sub] if sub else (None, None)
    defaults: dict[str, Any] = {
        "unit_id": "U1",
        "role_group_id": None if no_role else "R1",
        "process_id": None,
        "source_code": None if sub else "X99",
    }
    return MartRow(
        measure_id=measure, sub_measure_id=sub, system_id=system, period=month, **(defaults | values)
    )


def year(number: int, first: int = 1, last: int = 12) -> list[date]:
    """Months of a year."""
    return [date(number, month, 1) for month in range(first, last + 1)]


class TinyReader:
    """A stand-in for the warehouse's reader: an open DuckDB and a version number."""

    def __init__(self, con: duckdb.DuckDBPyConnection, version: int = 1) -> None:
        self.con = con
        self.version = version

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self.con.cursor()


def warehouse_of(rows: Rows) -> TinyReader:
    """Build an in-memory warehouse with the reference tables and these rows, locked like the real one."""
    con = duckdb.connect(":memory:")
    con.execute(SCHEMA.read_text(encoding="utf-8"))
    _reference(con, rows)
    for row in rows.mart:
        con.execute(f"insert into effort_monthly values ({','.join('?' * 18)})", list(astuple(row)))
    for number, source in enumerate(rows.sources, start=1):
        _log(con, number, source)
    con.execute("set lock_configuration = true")
    return TinyReader(con)


def _reference(con: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    for place, key in enumerate(("MA", "MB")):
        con.execute(
            "insert into measure (measure_id, code, name_nb, name_en, period_first, period_last, sort_order) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            [key, key[1], f"Tiltak {key}", f"Measure {key}", *FOREVER, place],
        )
    for place, key in enumerate(SYSTEMS):
        con.execute(
            "insert into system (system_id, name_nb, name_en, status, sort_order) "
            "values (?, ?, ?, 'planned', ?)",
            [key, f"System {key}", f"System {key} en", place],
        )
    for place, (key, (measure, system)) in enumerate(SUB_MEASURES.items()):
        con.execute(
            "insert into sub_measure values (?, ?, ?, ?, ?, 'in_progress', 'quality', null, null, ?, ?, ?)",
            [key, measure, f"Del {key} – lang", f"Part {key} – long", system, *FOREVER, place],
        )
    for place, key in enumerate(UNITS):
        values = [key, f"Enhet {key}", f"Unit {key}", place]
        con.execute("insert into unit values (?, ?, ?, null, null, ?)", values)
    for place, key in enumerate(ROLE_GROUPS):
        con.execute("insert into role_group values (?, ?, ?, ?)", [key, f"Rolle {key}", f"Role {key}", place])
    for name, value in rows.constants.items():
        con.execute("insert into constant values (?, ?, ?, ?, null)", [name, value, *FOREVER])
    for v in rows.versions:
        con.execute(
            "insert into plan_version values (?, ?, ?, ?, ?, ?, ?, ?, null, null, ?, null)",
            [
                *(v.plan_version_id, f"Plan {v.plan_version_id}", f"Plan {v.plan_version_id} en", v.kind),
                *(v.adopted, v.period_first, v.period_last, v.scope, v.status),
            ],
        )


def _log(con: duckdb.DuckDBPyConnection, number: int, source: SourceRow) -> None:
    con.execute(
        "insert into import_log (import_id, imported_at, file_name, sha256, profile, source, kind, sheet, "
        "status, "
        "is_sample, extracted, released_through, rows_read, rows_loaded, rows_rejected, rows_ignored, sums, "
        "report) "
        "values (?, timestamp '2024-11-02 10:00', ?, ?, ?, ?, ?, 'Ark1', ?, ?, ?, ?, 1, 1, 0, 0, '{}', '{}')",
        [
            *(number, f"{source.source}.xlsx", str(number), source.source, source.source, source.kind),
            *(source.status, source.is_sample, source.extracted, source.released_through),
        ],
    )


def four_versions() -> Rows:
    """A plan revised twice, a year that only a revised plan covers, and a new plan.

    In force for A1: January–May 2019 10 a month by P1 (P2 was adopted on 15 May, so it counts from June),
    June–August 20 by P2, September–November 30 by P3, December 0 (P3 names A1 but has no row there): 50 + 60
    + 90 + 0 = 200. A2: 4 a month January–May = 20; P2 is complete and leaves it out, so 0 after that.
    """
    rows = Rows(
        versions=[
            VersionRow("P1", "baseline", date(2018, 12, 10), date(2019, 1, 1), date(2019, 12, 1)),
            VersionRow("P2", "revised", date(2019, 5, 15), date(2019, 5, 1), date(2019, 12, 1)),
            VersionRow("P3", "revised", date(2019, 8, 20), date(2019, 9, 1), date(2019, 12, 1), "partial"),
            VersionRow("P4", "revised", date(2019, 11, 15), date(2020, 1, 1), date(2020, 12, 1)),
            VersionRow("P5", "baseline", date(2020, 12, 5), date(2021, 1, 1), date(2021, 12, 1)),
        ],
        sources=[SourceRow("own_hours", date(2021, 3, 1), date(2021, 6, 1))],
    )
    rows.plan("P1", "A1", year(2019), 10)
    rows.plan("P1", "A2", year(2019), 4)
    rows.plan("P2", "A1", year(2019, 5), 20)
    rows.plan("P3", "A1", year(2019, 9, 11), 30, role_group_id="R2")
    rows.plan("P4", "A1", year(2020), 5, planned_payroll_nok=_dec("2500.50"))
    rows.plan("P5", "B1", year(2021), 8)
    rows.actual("A1", year(2019), 12)
    rows.actual("A1", year(2019, 1, 2), 1.5, role_group_id="R2", unit_id="U2", quality="measured")
    rows.actual("A2", year(2019), 3)
    rows.actual("A3", year(2019, 3, 4), 2)
    rows.actual(None, [date(2019, 2, 1)], 7, role_group_id=None)
    rows.actual("A1", year(2020), 6, actual_payroll_nok=_dec("3000.25"))
    rows.actual("B1", year(2021, 1, 5), 9, quality="allocated", unit_id=None)
    return rows
