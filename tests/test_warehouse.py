"""The warehouse keeps working whatever happens to its writers and its files."""

import os
import shutil
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from warehouse import (
    DiskFull,
    NoWarehouse,
    UnknownVersion,
    WarehouseBusy,
    WarehouseDamaged,
    current_version,
    list_versions,
    new_version,
    open_reader,
)
from warehouse.versions import version_path

PROJECT = Path(__file__).parent.parent
LOG = """
insert into import_log by name
select ? as import_id, timestamp '2026-01-01' as imported_at, 'f' as file_name, 's' as sha256, 'p' as profile,
    ? as source, 'actual_hours' as kind, ? as status, false as is_sample, 1 as rows_read, 1 as rows_loaded,
    0 as rows_rejected, 0 as rows_ignored, '{}'::json as sums, '{}'::json as report
"""
EFFORT = """
insert into actual_effort by name
select ? as import_id, ? as source_row, ? as coverage_key, ? as sub_measure_id, ? as source_code,
    'analysis' as code_kind, date '2021-03-01' as period, ?::decimal(18, 4) as actual_hours,
    ?::decimal(18, 2) as actual_payroll_nok, 'measured' as quality, ? as persons
"""
HOURS = (
    "select sub_measure_id, sum(actual_hours) as hours, sum(actual_payroll_nok) as nok, max(persons) as persons"
    " from effort_monthly group by all order by all"
)


def add(con: duckdb.DuckDBPyConnection, import_id: int, key: str, hours: str, **other: object) -> None:
    """One import of one row. `other`: source, status, sub_measure, code, nok, persons."""
    con.execute(LOG, [import_id, other.get("source", "own"), other.get("status", "active")])
    con.execute("insert into coverage values (?, ?, ?)", [import_id, other.get("source", "own"), key])
    sub_measure = other.get("sub_measure", "22.4" if "code" not in other else None)
    values = [
        import_id,
        2,
        key,
        sub_measure,
        other.get("code"),
        hours,
        other.get("nok", "0"),
        other.get("persons"),
    ]
    con.execute(EFFORT, values)


def hours(folder: Path) -> dict[str | None, Decimal]:
    with open_reader(folder) as reader:
        return {row["sub_measure_id"]: row["hours"] for row in reader.rows(HOURS)}


def test_a_folder_without_versions_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouse) as caught:
        open_reader(tmp_path)
    assert caught.value.folder == tmp_path


def test_the_reference_tables_hold_the_three_oddities(warehouse_folder: Path) -> None:
    with open_reader(warehouse_folder) as reader:
        aliases = reader.rows(
            "select alias, target_id, warning_nb from alias where kind = 'measure' and alias = '20'"
        )
        baselines = reader.rows("select period_first, period_last from plan_version where kind = 'baseline'")
        ended = reader.rows("select status, status_nb from system where system_id = 'SYS-SAK'")
    assert [(row["alias"], row["target_id"]) for row in aliases] == [("20", "T22")]
    assert "«Tiltak 20»" in aliases[0]["warning_nb"]
    assert not [row for row in baselines if row["period_first"].year <= 2022 <= row["period_last"].year]
    assert ended == [{"status": "closed_without_rollout", "status_nb": "Avsluttet uten innføring 24.06.2024"}]


def test_a_published_version_is_readable_by_its_owner_only(warehouse_folder: Path) -> None:
    assert version_path(warehouse_folder, 1).stat().st_mode & 0o777 == 0o600


def test_an_exception_while_building_changes_nothing(warehouse_folder: Path) -> None:
    before = sorted(path.name for path in warehouse_folder.iterdir())

    def fail_half_way() -> None:
        with new_version(warehouse_folder) as build:
            add(build.con, 1, "a", "10")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_half_way()
    assert hours(warehouse_folder) == {}
    assert sorted(path.name for path in warehouse_folder.iterdir()) == before


def test_a_later_import_of_the_same_source_replaces_what_it_covers(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "2021-03|22.4", "10")
        add(build.con, 2, "2021-03|22.5", "4", sub_measure="22.5")
        add(build.con, 3, "2021-03|22.4", "7")
        add(build.con, 4, "2021-03|22.4", "100", source="other", sub_measure="22.1")
    assert hours(warehouse_folder) == {"22.1": 100, "22.4": 7, "22.5": 4}


def test_undoing_a_middle_import_brings_back_what_it_had_replaced(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "10")
        add(build.con, 2, "a", "20")
        add(build.con, 3, "b", "1", sub_measure="22.5")
    assert hours(warehouse_folder) == {"22.4": 20, "22.5": 1}
    with new_version(warehouse_folder) as build:
        build.con.execute("update import_log set status = 'undone' where import_id = 2")
    assert hours(warehouse_folder) == {"22.4": 10, "22.5": 1}


def test_shares_of_a_code_add_up_to_the_whole_amount(warehouse_folder: Path) -> None:
    third = "0.33333333"
    shares = [("22.1", third), ("22.2", third), ("22.3", "0.33333334")]
    with new_version(warehouse_folder) as build:
        build.con.executemany(
            "insert into code_map values ('analysis', 'V22X', ?, ?, date '2019-01-01', date '2022-12-31')",
            shares,
        )
        add(build.con, 1, "a", "10", code="V22X", nok="100.00", persons=3)
        add(build.con, 2, "b", "5", code="UNKNOWN", persons=2)
    with open_reader(warehouse_folder) as reader:
        rows = {row["sub_measure_id"]: row for row in reader.rows(HOURS)}
    assert sum(rows[part]["hours"] for part, _ in shares) == 10
    assert sum(rows[part]["nok"] for part, _ in shares) == 100
    assert [rows[part]["nok"] for part, _ in shares] == [Decimal("33.33"), Decimal("33.34"), Decimal("33.33")]
    assert rows[None]["hours"] == 5


def test_a_reader_keeps_its_version_while_a_new_one_is_published(warehouse_folder: Path) -> None:
    with open_reader(warehouse_folder) as old:
        publish_in_child(warehouse_folder, "10")
        assert old.rows(HOURS) == []
        with open_reader(warehouse_folder) as new:
            assert (old.version, new.version) == (1, 2)
            assert new.rows(HOURS)[0]["hours"] == 10


def test_a_damaged_newest_version_is_passed_over_and_named(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "10")
    with new_version(warehouse_folder) as build:
        add(build.con, 2, "b", "5")
    scribble(version_path(warehouse_folder, 3))
    with open_reader(warehouse_folder) as reader:
        assert (reader.version, reader.damaged) == (2, (3,))
        assert reader.rows(HOURS)[0]["hours"] == 10


def test_a_load_after_damage_builds_on_the_sound_version(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "10")
    with new_version(warehouse_folder) as build:
        add(build.con, 2, "b", "5")
    scribble(version_path(warehouse_folder, 3))
    with new_version(warehouse_folder) as build:
        add(build.con, 2, "c", "2", sub_measure="22.5")
    with open_reader(warehouse_folder) as reader:
        assert (reader.version, reader.damaged) == (4, ())
    assert hours(warehouse_folder) == {"22.4": 10, "22.5": 2}


def test_when_every_version_is_damaged_all_are_named(warehouse_folder: Path) -> None:
    scribble(version_path(warehouse_folder, 1))
    with pytest.raises(WarehouseDamaged) as caught:
        open_reader(warehouse_folder)
    assert caught.value.numbers == (1,)


def test_an_unknown_version_names_those_kept(warehouse_folder: Path) -> None:
    with pytest.raises(UnknownVersion) as caught:
        open_reader(warehouse_folder, 9)
    assert (caught.value.number, caught.value.kept) == (9, (1,))


def test_only_the_newest_versions_are_kept_and_those_of_reports(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        build.con.execute(
            "insert into report_issue (issue_id, issued_at, warehouse_version, selection)"
            " values ('r', timestamp '2026-01-01', 1, '{}')"
        )
    for _ in range(4):
        with new_version(warehouse_folder, keep=2):
            pass
    assert [version.number for version in list_versions(warehouse_folder)] == [6, 5, 1]


def test_a_second_writer_waits_and_then_says_who_is_busy(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder), pytest.raises(WarehouseBusy) as caught:
        in_thread(lambda: new_version(warehouse_folder, lock_seconds=0.1).__enter__())
    assert caught.value.seconds == 0.1


def test_no_room_for_a_version_is_said_before_anything_is_built(
    warehouse_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(warehouse_folder)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=10**6))
    with pytest.raises(DiskFull) as caught, new_version(warehouse_folder):
        pass
    assert caught.value.free_bytes == 10**6
    assert current_version(warehouse_folder) == 1


def test_readers_cannot_reach_outside_or_loosen_their_settings(warehouse_folder: Path) -> None:
    with open_reader(warehouse_folder) as reader:
        with pytest.raises(duckdb.PermissionException):
            reader.rows("select * from read_csv('README.md')")
        with pytest.raises(duckdb.Error):
            reader.rows("set memory_limit = '100GB'")
        with pytest.raises(duckdb.InvalidInputException):
            reader.rows("create table t (a integer)")


def test_many_threads_read_right_answers_from_one_reader(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "10")
    wrong: list[object] = []
    with open_reader(warehouse_folder) as reader:

        def ask(number: int) -> None:
            for _ in range(30):
                found = reader.rows(
                    "select ?::integer as n, sum(actual_hours) as h from effort_monthly", (number,)
                )
                wrong.extend(row for row in found if row != {"n": number, "h": 10})

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def publish_in_child(folder: Path, amount: str) -> None:
    program = (
        "from pathlib import Path; from tests.test_warehouse import add; from warehouse import new_version\n"
        f"with new_version(Path({str(folder)!r})) as build: add(build.con, 1, 'a', {amount!r})"
    )
    subprocess.run([sys.executable, "-c", program], cwd=PROJECT, env={**os.environ}, check=True)


def scribble(path: Path) -> None:
    """Flip bits all over the file behind its header."""
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    for place in range(4096 * 3, len(content), 512):
        content[place] ^= 0xFF
    path.write_bytes(content)


def in_thread(work: object) -> None:
    """Run `work` in another thread and raise here what it raised there."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()  # type: ignore[operator]
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]
