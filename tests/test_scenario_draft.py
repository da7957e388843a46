"""A scenario kept: as a draft plan version, and as a plan file that can be uploaded again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

import etl
from etl import plan_versions
from etl.codebook import read_table
from etl.import_errors import NotADraft, ReasonMissing, UnknownPlanVersion
from etl.scenario import Draft, PlannedRow, file_name, save_as_draft, workbook
from etl.templates import SHEET
from metrics import Selection, compare
from metrics.plan_versions import side_by_side
from metrics.scenario import ScenarioResult, apply
from metrics.scenario_steps import Add, Drop, Move, Scale, Scenario
from tests.plan_warehouse import plan_warehouse
from ui.scenario_save import draft_rows
from warehouse import ReferenceInvalid, open_reader

STEPS = Scenario(
    (
        Move("SYS-BOL", 2),
        Scale("22.4", Decimal("33.33")),
        Drop("22.1"),
        Add("22.7", date(2019, 5, 1), date(2019, 6, 1), Decimal("12.5"), "VM-ADM", "ADM"),
    )
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan_warehouse(tmp_path / "warehouse", is_sample=True)


def tried(folder: Path, scenario: Scenario = STEPS) -> ScenarioResult:
    with open_reader(folder) as reader:
        return apply(reader, Selection(), scenario)


def saved(folder: Path, plan_id: str = "S1", scenario: Scenario = STEPS) -> Draft:
    found = tried(folder, scenario)
    draft = Draft(plan_id, "Med utsatt BOTT ØL", found.base or "", draft_rows(found))
    save_as_draft(folder, draft, "kari", "prøver")
    return draft


def planned(folder: Path, plan: str, unit: str = "hours") -> dict[tuple[str | None, date], float]:
    """Planned amounts by sub-measure and month."""
    with open_reader(folder) as reader:
        found = side_by_side(reader, Selection(unit=unit), (plan,), by_month=True)
    cells = {(sub, period[0]): cell.planned for (_plan, sub, period), cell in found.cells.items()}
    return {key: amount for key, amount in cells.items() if amount}


def test_a_saved_draft_plans_what_the_scenario_showed(folder: Path) -> None:
    result = tried(folder)
    saved(folder)
    shown = {
        (row["sub_measure"], row["month"]): row["after"]
        for row in result.cells.to_dict("records")
        if row["after"]
    }
    assert shown == {
        ("22.4", date(2019, 4, 1)): 9.999, ("22.4", date(2019, 5, 1)): 9.999, ("22.4", date(2019, 6, 1)): 9.999,
        ("22.5", date(2019, 6, 1)): 100.0, ("22.5", date(2019, 7, 1)): 100.0, ("22.5", date(2019, 8, 1)): 100.0,
        ("22.7", date(2019, 5, 1)): 12.5, ("22.7", date(2019, 6, 1)): 12.5,
    }  # fmt: skip
    draft = planned(folder, "S1")
    assert {key: amount for key, amount in draft.items() if key[1] >= date(2019, 4, 1)} == pytest.approx(
        shown
    )
    released = {key: amount for key, amount in planned(folder, "PV1").items() if key[1] < date(2019, 4, 1)}
    assert {key: amount for key, amount in draft.items() if key[1] < date(2019, 4, 1)} == released


def test_a_draft_is_a_complete_revision_and_nobodys_plan_until_it_is_adopted(folder: Path) -> None:
    before = planned(folder, "in_force")
    saved(folder)
    (row,) = [one for one in read_table(folder, "plan_version") if one["plan_version_id"] == "S1"]
    assert (row["kind"], row["scope"], row["status"], row["adopted"], row["revises_id"]) == (
        "revised", "complete", "draft", None, "PV1"
    )  # fmt: skip
    assert (row["period_first"], row["period_last"]) == (date(2019, 1, 1), date(2021, 12, 1))
    assert planned(folder, "in_force") == before
    plan_versions.adopt(folder, "S1", date(2019, 3, 20), "kari", "vedtatt")
    after = planned(folder, "in_force")
    assert after["22.5", date(2019, 8, 1)] == 100.0
    assert ("22.1", date(2019, 4, 1)) not in after
    assert after["22.1", date(2019, 3, 1)] == 50.0  # released months are as they were


def test_the_draft_can_be_compared_with_in_the_filter_bar(folder: Path) -> None:
    saved(folder)
    with open_reader(folder) as reader:
        found = compare(reader, Selection(plan="S1"), ())
        assert (found.total["planned"], found.total["actual"]) == (540.0, 666.0)


def test_the_rows_are_one_import_that_can_be_undone_and_are_invented_as_their_plan_is(folder: Path) -> None:
    draft = saved(folder)
    newest = etl.history(folder)[0]
    assert (newest.profile, newest.source, newest.kind, newest.file_name) == (
        "scenario", "own_plan", "plan", "scenario-S1.xlsx"
    )  # fmt: skip
    assert newest.rows.loaded == len(draft.rows)
    assert newest.is_sample
    etl.undo(folder, newest.import_id)
    assert planned(folder, "S1") == {}


def test_kroner_go_with_the_draft(folder: Path) -> None:
    saved(folder)
    kroner = planned(folder, "S1", "cost_nok")
    assert kroner["22.5", date(2019, 7, 1)] == 40000.0
    assert kroner["22.4", date(2019, 4, 1)] == pytest.approx(3999.6)


def test_a_tail_makes_the_draft_longer_than_the_plan(folder: Path) -> None:
    saved(folder, scenario=Scenario((Move("SYS-BOL", 40),)))
    (row,) = [one for one in read_table(folder, "plan_version") if one["plan_version_id"] == "S1"]
    assert row["period_last"] == date(2022, 10, 1)
    assert planned(folder, "S1")["22.5", date(2022, 10, 1)] == 100.0


def test_the_plan_file_can_be_uploaded_and_plans_the_same(folder: Path, tmp_path: Path) -> None:
    found = tried(folder)
    rows = draft_rows(found)
    with open_reader(folder) as reader:
        data = workbook(reader, "S1", rows)
    plan_versions.revise(folder, "PV1", "S1", "Tomt utkast", "kari", "prøver")
    path = tmp_path / file_name("S1")
    path.write_bytes(data)
    (report,) = etl.load([etl.Upload(path.name, path)], folder).files
    assert (report.status, report.profile, report.rows.loaded, report.rows.rejected) == (
        "loaded", "own_plan", len(rows), 0
    )  # fmt: skip
    uploaded, kroner = planned(folder, "S1"), planned(folder, "S1", "cost_nok")
    saved(folder, "S2")
    assert uploaded == planned(folder, "S2")
    assert kroner == planned(folder, "S2", "cost_nok")


def test_an_uploaded_plan_file_takes_the_place_of_the_saved_rows(folder: Path, tmp_path: Path) -> None:
    draft = saved(folder)
    halved = tuple(replace(row, hours=row.hours / 2, nok=None) for row in draft.rows)
    with open_reader(folder) as reader:
        (tmp_path / "plan.xlsx").write_bytes(workbook(reader, "S1", halved))
    before = sum(planned(folder, "S1").values())
    (report,) = etl.load([etl.Upload("plan.xlsx", tmp_path / "plan.xlsx")], folder).files
    assert report.status == "loaded"
    assert sum(planned(folder, "S1").values()) == pytest.approx(before / 2)


def test_codes_in_the_workbook_stay_text(folder: Path) -> None:
    row = PlannedRow("4.10", "VM-ADM", None, None, date(2025, 10, 1), Decimal("7.25"), None)
    with open_reader(folder) as reader:
        sheet = load_workbook(BytesIO(workbook(reader, "S1", (row,))))[SHEET]
    heads = [cell.value for cell in sheet[1]]
    cells = dict(zip(heads, sheet[2], strict=True))
    assert (cells["Deltiltak"].value, cells["Periode"].value) == ("4.10", "2025-10")
    assert (cells["Deltiltak"].number_format, cells["Planlagte timer"].value) == ("@", 7.25)


def test_a_draft_is_discarded_with_its_rows_and_nothing_else_changes(folder: Path) -> None:
    before = planned(folder, "in_force")
    saved(folder)
    saved(folder, "S2")
    plan_versions.discard(folder, "S1", "kari", "ble ikke noe av")
    assert [
        row["plan_version_id"] for row in read_table(folder, "plan_version") if row["status"] == "draft"
    ] == ["S2"]
    with open_reader(folder) as reader:
        (left,) = reader.rows("select count(*) as n from planned_effort where plan_version_id = 'S1'")
        (kept,) = reader.rows("select count(*) as n from coverage where starts_with(coverage_key, 'S2|')")
    assert (left["n"], kept["n"] > 0) == (0, True)
    status = {record.file_name: record.status for record in etl.history(folder)}
    assert (status["scenario-S1.xlsx"], status["scenario-S2.xlsx"], status["plan_pv1.xlsx"]) == (
        "undone", "active", "active"
    )  # fmt: skip
    assert planned(folder, "in_force") == before
    assert planned(folder, "S2")
    with pytest.raises(NotADraft):
        plan_versions.discard(folder, "PV1", "kari", "nei")
    with pytest.raises(UnknownPlanVersion):
        plan_versions.discard(folder, "S1", "kari", "en gang til")


def test_an_id_that_is_taken_an_unknown_plan_and_a_missing_reason_store_nothing(folder: Path) -> None:
    draft = saved(folder)
    with open_reader(folder) as reader:
        version = reader.version
    with pytest.raises(ReferenceInvalid):
        save_as_draft(folder, draft, "kari", "en gang til")
    with pytest.raises(ReferenceInvalid):
        save_as_draft(folder, replace(draft, plan_version_id=""), "kari", "uten id")
    with pytest.raises(UnknownPlanVersion):
        save_as_draft(folder, replace(draft, plan_version_id="S9", revises="PV99"), "kari", "ukjent")
    with pytest.raises(ReasonMissing):
        save_as_draft(folder, replace(draft, plan_version_id="S9"), "kari", " ")
    with open_reader(folder) as reader:
        assert reader.version == version
