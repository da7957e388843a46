"""A template, filled in as its own lists say, is understood without a question."""

import io
from pathlib import Path

import openpyxl
import pytest

import etl
from etl import Upload
from etl.reference import Reference
from etl.templates import TEMPLATES, template_bytes
from warehouse import open_reader

FILLED = {
    "own_hours": {
        "Periode": "2024-03", "Enhet": "VM-ADM", "Rollegruppe": "Kontorsjefene", "Deltiltak": "4.5", "Timer": 7.5,
    },
    "own_plan": {
        "Planversjon": "PV3", "Periode": "2024-03", "Enhet": "VM-ADM", "Rollegruppe": "Kontorsjefene",
        "Deltiltak": "4.5", "Planlagte timer": 12,
    },
}  # fmt: skip


@pytest.mark.parametrize("profile", TEMPLATES)
def test_a_filled_template_loads(profile: str, warehouse_folder: Path, tmp_path: Path) -> None:
    with open_reader(warehouse_folder) as reader:
        book = openpyxl.load_workbook(io.BytesIO(template_bytes(profile, Reference.read(reader))))
    sheet = book["Utfylling"]
    heads = [cell.value for cell in sheet[1]]
    for head, value in FILLED[profile].items():
        sheet.cell(2, heads.index(head) + 1, value)
    path = tmp_path / "filled.xlsx"
    book.save(path)
    [report] = etl.load([Upload(path.name, path)], warehouse_folder).files
    assert (report.status, report.profile, report.sheet, report.header_row) == (
        "loaded",
        profile,
        "Utfylling",
        1,
    )
    assert (report.rows.loaded, report.rows.rejected) == (1, 0)


def test_the_lists_hold_every_code(warehouse_folder: Path) -> None:
    with open_reader(warehouse_folder) as reader:
        reference = Reference.read(reader)
    book = openpyxl.load_workbook(io.BytesIO(template_bytes("own_hours", reference)))
    found = {cell.value for column in book["Koder"].columns for cell in column}
    assert {sub.id for sub in reference.sub_measures} | {unit.id for unit in reference.units} <= found
    rules = book["Utfylling"].data_validations.dataValidation
    assert {rule.formula1 for rule in rules} >= {"Koder!$A$2:$A$6"}
