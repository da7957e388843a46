"""The same figures uploaded again count once, whatever was learnt of their codes and units in between."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from etl import Options, Upload, history, load
from etl.codebook import edit, read_table
from tests.etl_files import workbook
from warehouse import open_reader

HEADER = ["Periode", "Delprosjekt", "Koststed", "Timer"]
ROW = ["202401", "990123999", "Gamle avdeling", 10]


def _loaded(folder: Path, tmp_path: Path, hours: float, **choices: str) -> str:
    rows: list[list[Any]] = [HEADER, [*ROW[:3], hours], ["202401", "990123001", "99310100", 5]]
    path = workbook(tmp_path / "timer.xlsx", rows)
    options = Options(
        choices={key.replace("__", "|"): target for key, target in choices.items()}, remember=False
    )
    found = load([Upload("timer_januar.xlsx", path)], folder, options)
    return found.files[0].status


def _hours(folder: Path) -> Decimal:
    with open_reader(folder) as reader:
        rows: list[dict[str, Any]] = reader.rows(
            "select sum(actual_hours) as hours from effort_monthly where source = 'timer'"
        )
    found: Decimal = rows[0]["hours"]
    return found


def test_a_code_that_is_placed_by_choice_replaces_its_unplaced_rows_and_back(
    warehouse_folder: Path, tmp_path: Path
) -> None:
    _loaded(warehouse_folder, tmp_path, 10)
    assert _hours(warehouse_folder) == 15
    assert _loaded(warehouse_folder, tmp_path, 11, code__990123999="4.2") == "loaded"
    assert _hours(warehouse_folder) == 16
    _loaded(warehouse_folder, tmp_path, 12, code__990123999="4.3")
    _loaded(warehouse_folder, tmp_path, 13)
    assert _hours(warehouse_folder) == 18


def test_a_unit_that_is_chosen_replaces_its_rows_without_a_unit_and_back(
    warehouse_folder: Path, tmp_path: Path
) -> None:
    _loaded(warehouse_folder, tmp_path, 10)
    unit = {"unit__Gamle avdeling": "VM-INH"}
    _loaded(warehouse_folder, tmp_path, 11, **unit)
    assert _hours(warehouse_folder) == 16
    _loaded(warehouse_folder, tmp_path, 12)
    assert _hours(warehouse_folder) == 17


def test_a_unit_that_is_named_in_the_code_tables_later_replaces_its_rows_without_a_unit(
    warehouse_folder: Path, tmp_path: Path
) -> None:
    _loaded(warehouse_folder, tmp_path, 10)
    alias = {
        "kind": "unit", "alias": "Gamle avdeling", "target_id": "VM-INH",
        "valid_from": "1900-01-01", "valid_to": "9999-12-31",
    }  # fmt: skip
    edit(warehouse_folder, {"alias": [*read_table(warehouse_folder, "alias"), alias]}, None, "navn")
    assert _loaded(warehouse_folder, tmp_path, 10) == "loaded"
    assert _hours(warehouse_folder) == 15


def test_an_unknown_unit_is_never_written_into_a_key(warehouse_folder: Path, tmp_path: Path) -> None:
    _loaded(warehouse_folder, tmp_path, 10)
    with open_reader(warehouse_folder) as reader:
        keys = [row["coverage_key"] for row in reader.rows("select coverage_key from coverage")]
    assert not [key for key in keys if "avdeling" in key.casefold()]


def test_rows_of_another_unknown_unit_are_left_alone(warehouse_folder: Path, tmp_path: Path) -> None:
    _loaded(warehouse_folder, tmp_path, 10)
    other = workbook(tmp_path / "andre.xlsx", [HEADER, ["202401", "990123999", "Annen avdeling", 7]])
    load([Upload("timer_februar.xlsx", other)], warehouse_folder, Options(remember=False))
    assert _hours(warehouse_folder) == 22
    assert len(history(warehouse_folder)) >= 2
