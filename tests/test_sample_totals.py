"""The sample's files, loaded through the users' door, give every control total of the source exactly."""

import contextlib
import io
import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import etl
import language
from data.sample_source.make_sample import FOLDER, MANIFEST
from etl.__main__ import main as etl_command
from metrics import Selection, compare, parts_far_off, parts_sentence
from reports.__main__ import main as reports_command
from warehouse import open_reader

TOTALS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "kontrollsummer.json").read_text(encoding="utf-8")
)
RANGES = {
    "2019-2021": ("2019-01", "2021-12"),
    "2022": ("2022-01", "2022-12"),
    "2023": ("2023-01", "2023-12"),
    "2024 jan-aug": ("2024-01", "2024-08"),
}
YEAR_2024 = Selection(first=date(2024, 1, 1), last=date(2024, 8, 1))
LINE = re.compile(r"(?P<id>T?[\d.]+) (?P<span>\d{4}.*)")
GROUP = re.compile(r"2019-2021 (?P<name>.+)")
LINES = [(match["id"], match["span"], TOTALS[key]) for key in TOTALS if (match := LINE.fullmatch(key))]
GROUPS = [(match["name"], TOTALS[key]) for key in TOTALS if (match := GROUP.fullmatch(key))]
OTHERS = {
    "T22 plan 2019-2021",
    "T22 faktisk 2019-2021",
    "T22 avvik % 2019-2021",
    "T22 lønn kr 2019-2021",
    "rader",
    "celler med antall_personer<3",
}

Row = dict[str, Any]
Table = Callable[..., dict[str | None, Row]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with every sample file, loaded by the command line."""
    made = tmp_path_factory.mktemp("sample") / "warehouse"
    names = json.loads(MANIFEST.read_text(encoding="utf-8"))["files"]
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        status = etl_command(
            ["load", *(str(FOLDER / name) for name in names), "--warehouse", str(made), "--json"]
        )
    files = json.loads(told.getvalue())["files"]
    assert status == 0, [file for file in files if file["status"] != "loaded"]
    assert {file["status"] for file in files} == {"loaded"}
    assert not [p for file in files for p in file["problems"] if p["severity"] == "error"]
    return made


@pytest.fixture(scope="module")
def table(folder: Path) -> Table:
    """Ask the command line for a table. Gives its rows by their key."""

    @cache
    def ask(by: str, span: str, *options: str) -> dict[str | None, Row]:
        told, (first, last) = io.StringIO(), RANGES[span]
        command = ["table", "--by", by, "--from", first, "--to", last, "--warehouse", str(folder), *options]
        with contextlib.redirect_stdout(told):
            assert reports_command([*command, "--format", "json"]) == 0
        return {row[by]: row for row in json.loads(told.getvalue())["rows"]}

    return ask


def amounts(row: Row, decimals: int = 1) -> list[float | None]:
    """Planned and actual."""
    return [round(row[name], decimals) for name in ("planned", "actual")]


def test_every_control_total_is_asked_for() -> None:
    lines = {f"{key} {span}" for key, span, _total in LINES}
    assert {*lines, *(f"2019-2021 {name}" for name, _total in GROUPS), *OTHERS} == set(TOTALS)


@pytest.mark.parametrize(("key", "span", "expected"), LINES)
def test_a_measure_and_a_sub_measure(table: Table, key: str, span: str, expected: list[float | None]) -> None:
    row = table("measure" if key.startswith("T") else "sub_measure", span)[key]
    assert [*amounts(row), row["variance_pct"]][: len(expected)] == expected
    assert (row["variance_pct"] is None) == (row["planned"] == 0)


@pytest.mark.parametrize(("name", "expected"), GROUPS)
def test_a_role_group(table: Table, name: str, expected: list[float]) -> None:
    found = {row["role_group_name"]: row for row in table("role_group", "2019-2021").values()}
    assert amounts(found[name]) == expected


def test_the_first_measure(table: Table) -> None:
    row = table("measure", "2019-2021")["T22"]
    assert row["planned"] == TOTALS["T22 plan 2019-2021"]
    assert row["actual"] == TOTALS["T22 faktisk 2019-2021"]
    assert row["variance_pct"] == TOTALS["T22 avvik % 2019-2021"]


def test_its_notional_payroll(table: Table) -> None:
    row = table("measure", "2019-2021", "--unit", "cost_nok")["T22"]
    assert amounts(row, 0) == TOTALS["T22 lønn kr 2019-2021"]


def test_its_booked_costs(table: Table) -> None:
    """Second route: the source's yearly figures, added up here."""
    from data.sample_source.make_sample import read_source

    years = [row for row in read_source("direkte_kostnader_aar") if "2019" <= row["aar"] <= "2021"]
    row = table("measure", "2019-2021", "--unit", "booked_cost_nok")["T22"]
    assert amounts(row, 2) == [sum(float(y[name]) for y in years) for name in ("budsjett_kr", "regnskap_kr")]


def test_the_number_of_rows(folder: Path) -> None:
    """The time export has a row per person and day, so actual rows are counted as cells of the mart."""
    with open_reader(folder) as reader:
        (plan,) = reader.rows("select count(*) as n from planned_effort")
        cells = reader.rows(
            "select sum(persons) as persons from effort_monthly where actual_hours is not null"
            " group by sub_measure_id, unit_id, role_group_id, period"
        )
    assert [plan["n"], len(cells)] == TOTALS["rader"]


def test_the_same_files_again_change_nothing(folder: Path) -> None:
    uploads = [etl.Upload(path.name, path) for path in sorted(FOLDER.glob("*.xlsx"))]
    before = etl.history(folder)
    result = etl.load(uploads, folder)
    assert {report.status for report in result.files} == {"unchanged"}
    assert result.version == result.version_before
    assert etl.history(folder) == before


def test_one_persons_hours_are_hidden_and_the_administrations_are_not(folder: Path) -> None:
    """Ten people in the museum administration; every other unit × role group is one person."""
    with open_reader(folder) as reader:
        found = compare(reader, YEAR_2024, ("unit", "role_group"))
        shown = found.rows[found.rows["note_code"] != "hidden"]
        assert shown[["unit", "role_group", "actual"]].values.tolist() == [["VM-ADM", "ADM", 938.5]]
        # The six single ones together are six people, so their sum is told: 1 605 − 938,5.
        assert (found.total["actual"], found.hidden_actual) == (1605.0, 666.5)
        assert compare(reader, YEAR_2024, ("role_group",)).hidden_rows == 0


def test_the_calm_total_of_2024_names_its_parts(folder: Path) -> None:
    with open_reader(folder) as reader:
        found = parts_far_off(reader, compare(reader, YEAR_2024, ("sub_measure",)))
    assert found is not None
    assert [(part.key, part.variance) for part in found.parts] == [("4.1", 164.5), ("4.4", -132.0)]
    said = parts_sentence(found, language.get("nb")).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Summen er på plan (−1 %), men 5 av delene er det ikke. Lengst unna: "
        "BOTT ØL merforbruk 165 timer (36 %) og BOTT HR mindreforbruk 132 timer (58 %)."
    )
