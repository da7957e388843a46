"""A warehouse that an earlier release made goes on: nothing is lost, and what is new is there."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

import etl
import metrics
from etl.history import versions
from etl.placing import unplaced
from etl.reference import Reference
from metrics import Selection
from metrics.issued import issued_reports
from tests.warehouses import REFERENCE
from warehouse import current_version, is_outdated, new_version, open_reader
from warehouse.migrate import schema
from warehouse.versions import point_to, version_path

OLD_SCHEMA = Path(__file__).parent / "data" / "schema_0_1.sql"
TABLES = "measure system process sub_measure alias unit role_group milestone code_map successor rate constant".split()


@pytest.fixture
def old_folder(tmp_path: Path) -> Path:
    """A warehouse as release 0.1.0 left it: the reference tables, one plan of 8 hours and 5 worked hours."""
    folder = tmp_path / "old"
    folder.mkdir()
    with duckdb.connect(str(version_path(folder, 1))) as con:
        con.execute(OLD_SCHEMA.read_text("utf-8"))
        for table in (*TABLES, "plan_version"):
            con.execute(f"insert into {table} from read_csv('{REFERENCE / table}.csv', all_varchar = true)")
        con.execute("insert into reference_load values ('of 0.1.0')")
        for number, source, kind in ((1, "own_plan", "plan"), (2, "own_hours", "actual_hours")):
            con.execute(
                "insert into import_log values (?, '2026-01-01', 'kari', 'f.xlsx', 's', ?, ?, ?, null, 'active',"
                " false, null, '2019-12-01', null, null, 1, 1, 0, 0, '{}', null, null, '{}')",
                [number, source, source, kind],
            )
            con.execute("insert into coverage values (?, ?, 'k')", [number, source])
        con.execute(
            "insert into planned_effort values (1, null, 2, 'k', 'PV1', '22.4', null, null, null,"
            " '2019-03-01', 8, 4000, null)"
        )
        con.execute(
            "insert into actual_effort values (2, null, 2, 'k', '22.4', null, null, null, null, null,"
            " '2019-03-01', null, 5, 2500, 'measured', null, null)"
        )
        con.execute(
            "insert into effort_monthly by name select 'T22' as measure_id, '22.4' as sub_measure_id,"
            " 'SYS-BEV' as system_id, date '2019-03-01' as period, 'PV1' as plan_version_id, 8 as planned_hours"
        )
        con.execute(
            "insert into effort_monthly by name select 'T22' as measure_id, '22.4' as sub_measure_id,"
            " 'SYS-BEV' as system_id, date '2019-03-01' as period, 'own_hours' as source,"
            " 'measured' as quality, 5 as actual_hours"
        )
    point_to(folder, 1)
    return folder


def columns(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, tuple[str, bool]]]:
    found: dict[str, dict[str, tuple[str, bool]]] = {}
    for table, name, kind, nullable in con.execute(
        "select table_name, column_name, data_type, is_nullable from duckdb_columns() where not internal"
    ).fetchall():
        found.setdefault(table, {})[name] = (kind, nullable)
    return found


def test_the_next_version_has_all_that_a_new_warehouse_has(old_folder: Path) -> None:
    with new_version(old_folder):
        pass
    with open_reader(old_folder) as reader, reader.cursor() as cursor:
        found = columns(cursor)
        assert not is_outdated(reader)
    wanted = {
        table: {column.name: (column.type, not column.required) for column in all_columns}
        for table, (_, all_columns) in schema().items()
    }
    assert found == wanted


def test_figures_and_plans_are_as_before(old_folder: Path) -> None:
    with new_version(old_folder):
        pass
    with open_reader(old_folder) as reader:
        mart = reader.rows(
            "select plan_version_id, planned_hours, actual_hours, actual_payroll_nok from effort_monthly"
            " order by planned_hours nulls last"
        )
        plans = reader.rows("select distinct status, revises_id from plan_version")
        march = Selection(first=date(2019, 3, 1), last=date(2019, 3, 1))
        found = metrics.compare(reader, march, ("sub_measure",))
    assert [tuple(row.values()) for row in mart] == [
        ("PV1", Decimal(8), None, None),
        (None, None, Decimal(5), Decimal(2500)),
    ]
    assert plans == [{"status": "adopted", "revises_id": None}]
    assert (found.total["planned"], found.total["actual"]) == (8, 5)


def test_capacity_by_month_becomes_capacity_by_validity(old_folder: Path) -> None:
    months = [
        *(("VM-ADM", "ADM", month, 10) for month in (11, 12, 1, 2)),
        ("VM-INH", None, 3, 1),
        ("VM-ADM", "ADM", 4, 9),
    ]
    with duckdb.connect(str(version_path(old_folder, 1))) as con:
        for unit, group, month, persons in months:
            day = date(2019 if month > 10 else 2020, month, 1)
            con.execute("insert into capacity values (?, ?, ?, ?, 0.8)", [unit, group, day, persons])
    with new_version(old_folder):
        pass
    with open_reader(old_folder) as reader:
        found = reader.rows("from capacity order by unit_id, valid_from")
    share = Decimal("0.8")
    assert [tuple(row.values()) for row in found] == [
        ("VM-ADM", "ADM", 10, share, date(2019, 11, 1), date(2020, 2, 29), None),
        ("VM-ADM", "ADM", 9, share, date(2020, 4, 1), date(2020, 4, 30), None),
        ("VM-INH", None, 1, share, date(2020, 3, 1), date(2020, 3, 31), None),
    ]


def test_what_is_new_can_be_stored_in_it(old_folder: Path) -> None:
    with new_version(old_folder) as build:
        build.con.execute("update import_log set status = 'undone' where import_id = 1")
        build.con.execute(
            "insert into planned_effort by name select 1 as import_id, 3 as source_row, 'k' as coverage_key,"
            " 'PV1' as plan_version_id, 'Nytt prosjekt' as source_code, 'own_plan' as code_kind,"
            " date '2019-04-01' as period, 2 as planned_hours"
        )
    etl.redo(old_folder, 1)
    with open_reader(old_folder) as reader:
        [found] = unplaced(reader)
    assert (found.code_kind, found.source_code, found.planned_hours) == (
        "own_plan",
        "Nytt prosjekt",
        Decimal(2),
    )


def test_a_report_of_the_earlier_release_is_listed_and_a_new_one_is_issued(old_folder: Path) -> None:
    with duckdb.connect(str(version_path(old_folder, 1))) as con:
        con.execute("insert into report_issue values ('T1', '2026-01-02', 1, '{}')")
    with open_reader(old_folder) as reader:
        [old] = issued_reports(reader)
    assert (old.issue_id, old.version, old.name, old.content) == ("T1", 1, "", {})
    new = etl.issue_report(
        old_folder, name="Tertial 1", lang="nb", version=1, selection={}, content={}, by="Kari", reviewed_by="Ola",
        reviewed_on=date(2026, 1, 3),
    )  # fmt: skip
    with open_reader(old_folder) as reader:
        assert [(one.issue_id, one.name) for one in issued_reports(reader)] == [
            (new, "Tertial 1"),
            ("T1", ""),
        ]


def test_opening_the_program_brings_the_warehouse_up_to_date_once(old_folder: Path) -> None:
    assert etl.ensure_warehouse(old_folder) == 2
    assert etl.ensure_warehouse(old_folder) == 2
    assert [(one.number, one.action) for one in versions(old_folder)] == [(2, "reference"), (1, None)]
    assert [record.import_id for record in etl.history(old_folder)] == [2, 1]


def test_the_version_of_the_earlier_release_can_still_be_read(old_folder: Path) -> None:
    with open_reader(old_folder) as reader:
        assert is_outdated(reader)
        reference = Reference.read(reader)
        found = metrics.compare(reader, Selection(plan="PV1"), ("sub_measure",))
        behind = metrics.source_rows(reader, Selection(plan="PV1"))
    # Nobody wrote down how many people the five hours are of, so they may be one's own.
    assert behind[["side", "note_code"]].values.tolist() == [["actual", "hidden"], ["planned", ""]]
    assert behind["hours"].tolist()[1] == 8.0
    assert {version.status for version in reference.plan_versions} == {"adopted"}
    assert (reference.mappings, reference.choices) == ((), {})
    assert found.months.all == (date(2019, 3, 1),)
    assert json.dumps([record.to_json() for record in etl.history(old_folder)])
    assert current_version(old_folder) == 1
