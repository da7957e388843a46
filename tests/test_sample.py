"""The committed sample exports are those that the script makes, and hold the source's figures exactly."""

import csv
import hashlib
import io
import json
import zipfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from data.sample_source import make_sample, time_sheets

FOLDER = make_sample.FOLDER
MANIFEST: dict[str, str] = json.loads(make_sample.MANIFEST.read_text(encoding="utf-8"))["files"]


def parts(content: bytes) -> dict[str, bytes]:
    """What a file says: a workbook's parts unpacked, since how zlib packs them differs between versions."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def table(name: str) -> list[tuple[object, ...]]:
    """The rows of a committed workbook."""
    book = openpyxl.load_workbook(FOLDER / name, read_only=True)
    return [tuple(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_the_manifest_lists_the_committed_files() -> None:
    committed = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FOLDER.iterdir()
        if path.suffix in {".xlsx", ".xls", ".csv"}
    }
    assert committed == MANIFEST


def test_the_script_makes_the_committed_files(tmp_path: Path) -> None:
    made = make_sample.write(tmp_path)
    assert made.keys() == MANIFEST.keys()
    for name in made:
        assert parts((tmp_path / name).read_bytes()) == parts((FOLDER / name).read_bytes()), name


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_every_file_says_that_it_is_invented_and_when_it_was_taken_out(name: str) -> None:
    export = next(export for export in make_sample.exports() if export.name == name)
    titles = [cell for row in export.titles for cell in row]
    assert any("Oppdiktede tall" in str(cell) for cell in titles)
    assert "Uttrekk: 01.11.2024" in titles


def test_the_time_export_gives_back_hours_and_persons_of_every_cell() -> None:
    """Second route: the approved project hours of both years, added up from the export's own rows."""
    text = (FOLDER / "dfo_timer_2023.xls").read_text(encoding="utf-16")
    rows: list[tuple[object, ...]] = [tuple(row) for row in csv.reader(text.splitlines(), delimiter="\t")]
    rows += table("dfo_timer_2024.xlsx")
    hours: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    persons: dict[tuple[str, ...], set[object]] = defaultdict(set)
    for row in rows:
        if len(row) < 9 or row[4] != "Prosjekttimer" or row[8] != "30":
            continue
        day = row[3] if isinstance(row[3], str) else f"{row[3]:%d.%m.%Y}"
        cell = (str(row[6]), str(row[5]), str(row[2]), day[6:] + day[3:5])
        hours[cell] += Decimal(str(row[7]).replace(",", "."))
        persons[cell].add(row[0])

    units = {row["enhet_id"]: row["koststed_fra_2023"] for row in make_sample.read_source("enheter")}
    expected = {
        (
            time_sheets.subproject(row["deltiltak_id"]),
            units[row["enhet_id"]],
            row["rollegruppe"],
            row["periode"],
        ): (Decimal(row["timer"]), int(row["antall_personer"]))
        for row in make_sample.read_source("faktisk_maaned")
        if row["periode"] >= "202301"
    }
    assert {cell: (hours[cell], len(persons[cell])) for cell in hours} == expected


@pytest.mark.parametrize("version", ["PV1", "PV2", "PV3", "PV4"])
def test_a_plan_file_holds_its_version_and_the_budgets_to_the_ore(version: str) -> None:
    rows = [row for row in table(f"plan_{version.lower()}.xlsx") if row[0] == version]
    source = [row for row in make_sample.read_source("plan_maaned") if row["planversjon_id"] == version]
    assert sum(Decimal(str(row[5] or 0)) for row in rows) == sum(
        Decimal(r["planlagte_timer"]) for r in source
    )
    assert sum(Decimal(str(row[6] or 0)) for row in rows) == sum(
        Decimal(r["planlagt_lonn_kr"]) for r in source
    )

    years = {"PV1": range(2019, 2022), "PV2": range(2022, 2023), "PV3": range(2023, 2026), "PV4": range(0)}
    budgets: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        if row[7] is not None:
            budgets[str(row[4]), str(row[1])[:4]] += Decimal(str(row[7]))
    assert budgets == {
        (cost["deltiltak_id"], cost["aar"]): Decimal(cost["budsjett_kr"])
        for cost in make_sample.read_source("direkte_kostnader_aar")
        if int(cost["aar"]) in years[version] and cost["budsjett_kr"] != "0"
    }


def test_the_accounts_add_up_to_each_years_direct_costs() -> None:
    analysis = (FOLDER / "of_analyse_2019_2022.csv").read_text(encoding="cp1252").splitlines()
    old = [line.split(";") for line in analysis if line[:4].isdigit()]
    booked: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    codes = {f"V22{tail}": f"22.{n}" for n, tail in enumerate("IK FP BP BEV BOL SAK EPH".split(), 1)}
    for row in old:
        booked[codes[row[3]], row[4][-4:]] += Decimal(row[5].replace(",", "."))
    for cells in table("unit4_hovedbok_2023_2024.xlsx"):
        if isinstance(cells[0], int):
            booked[f"4.{int(str(cells[6])[-3:])}", str(cells[0])[:4]] += Decimal(str(cells[13]))
    assert booked == {
        (cost["deltiltak_id"], cost["aar"]): Decimal(cost["regnskap_kr"])
        for cost in make_sample.read_source("direkte_kostnader_aar")
        if cost["regnskap_kr"] not in {"", "0"}
    }
