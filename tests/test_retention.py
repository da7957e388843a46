"""Names of people that a file has in its headings or on its tabs are in no table of the warehouse."""

from pathlib import Path
from typing import Any

import etl
from etl import Options, Upload
from tests.etl_files import workbook
from warehouse import open_reader

PLAIN: list[list[Any]] = [["Faktiske timer 2024"], ["Deltiltak", "jan", "feb"]]


def _everything(folder: Path) -> str:
    with open_reader(folder) as reader:
        tables = [
            row["table_name"] for row in reader.rows("select table_name from information_schema.tables")
        ]
        return "\n".join(str(row) for table in tables for row in reader.rows(f'from "{table}"'))


def test_persons_side_by_side_are_not_stored(warehouse_folder: Path, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Timer per ansatt jan 2024"],
        ["Deltiltak", "Kari Nordmann", "Ola Hansen"],
        ["4.1", 4, 6],
        ["4.5", 5, 7],
    ]
    path = workbook(tmp_path / "ansatte.xlsx", rows)
    assert etl.load([Upload(path.name, path)], warehouse_folder).files[0].status == "loaded"
    assert "Nordmann" not in _everything(warehouse_folder)


def test_sheets_that_are_called_after_persons_are_numbered(warehouse_folder: Path, tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {"Ola Hansen": [*PLAIN, ["4.1", 7, 9], ["Sum", 7, 9]]}
    path = workbook(
        tmp_path / "lister.xlsx", [*PLAIN, ["4.1", 4, 10], ["4.5", 1, 2]], "Kari Nordmann", **sheets
    )
    [report] = etl.load([Upload(path.name, path)], warehouse_folder, Options(remember=False)).files
    assert report.status == "loaded", report
    stored = _everything(warehouse_folder)
    assert "Nordmann" not in stored
    assert "Hansen" not in stored
    with open_reader(warehouse_folder) as reader:
        found = reader.rows(
            "select sheet, sum(actual_hours) as hours from actual_effort group by sheet order by sheet"
        )
    assert [(row["sheet"], row["hours"]) for row in found] == [("Ark 1", 17), ("Ark 2", 16)]
