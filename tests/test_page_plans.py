"""Planer in Streamlit's test harness, on a real small warehouse: the versions, the revisions, and a scenario tried and
kept."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from etl.codebook import read_table
from etl.plan_versions import adopt, revise
from tests.page_steps import field, labels, press
from tests.plan_warehouse import plan_warehouse
from tests.test_pages import opened, said
from tests.warehouses import empty_warehouse
from warehouse import current_version, new_version

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

STEPS = "move:SYS-BOL:2;scale:22.4:50;drop:22.1;add:22.7:2019-05:2019-06:12:VM-ADM:ADM"


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return plan_warehouse(warehouse_in_use)


def steps_of(app: AppTest) -> str:
    """The scenario in the address."""
    found: Any = app.query_params.get("scenario", "")
    return found[0] if isinstance(found, list) else found


# --- versions -------------------------------------------------------------------------------------


def test_the_line_of_time_comes_first_then_side_by_side_then_revisions_then_what_if(folder: Path) -> None:
    app = opened("plans")
    told = said(app)
    assert [heading.value for heading in app.header] == [
        "Planversjonene side om side", "Hva hver revisjon flyttet", "Hva om?"
    ]  # fmt: skip
    assert told.index("Hvilken plan gjelder når?") < told.index("Planversjonene side om side")
    assert (
        "1 vedtatt planversjon. Den siste som gjelder, er Tiltaksplan 2019–2021, til og med desember 2021."
        in told
    )


def test_versions_without_rows_of_the_kind_are_named_and_not_compared(folder: Path) -> None:
    assert "Uten rader av dette slaget, og derfor ikke med her: Revidert plan 2022" in said(opened("plans"))
    kroner = said(opened("plans", unit="booked_cost_nok"))
    assert "Ingen planversjon har rader av dette slaget." in kroner
    assert "Scenarioer regnes i timer og lønn." in kroner


def test_plans_stand_side_by_side_with_the_months_that_each_covers(folder: Path) -> None:
    told = said(opened("plans"))
    assert "22.4 BEVISST 180,0 180,0 180,0" in told  # 30 hours in six months, in three columns
    assert "Sum 1 080,0 1 080,0 1 080,0" in told
    assert "Måneder planen dekker jan 2019–des 2021" in told
    app = opened("plans", first="2019-03", last="2019-04")
    app.segmented_control(key="plans_by_nb").set_value("month").run()
    assert "mars 2019 180,0 180,0 180,0 april 2019 180,0 180,0 180,0 Sum 360,0" in said(app)


def test_a_revision_is_told_with_sums_over_the_months_that_both_cover(folder: Path) -> None:
    revise(
        folder, "PV1", "R1", "Revisjon", "kari", "utsatt", date(2019, 5, 1), date(2022, 1, 1), copy_rows=True
    )
    with new_version(folder) as version:
        of_revision = "where plan_version_id = 'R1' and sub_measure_id ="
        version.con.execute(f"update planned_effort set planned_hours = 60 {of_revision} '22.5'")
        version.con.execute(f"delete from planned_effort {of_revision} '22.1'")
    draft = said(opened("plans"))
    assert "1 utkast." in draft
    assert (
        "Planen gikk fra 360 t til 180 t (−180 t). Mest endret: 22.1 Helhetlig internkontroll, −100 t."
        in draft
    )
    assert "januar 2022 lå ikke i noen tidligere plan: der er det planlagt 0,0 t" in draft
    assert "22.1 Helhetlig internkontroll tatt ut mai–juni 2019" in draft
    assert "22.4 BEVISST uendret –" in draft
    adopt(folder, "R1", date(2019, 4, 15), "kari", "vedtatt")
    st.cache_data.clear()
    assert "2 vedtatte planversjoner." in said(opened("plans"))


# --- a scenario -----------------------------------------------------------------------------------


def test_without_steps_the_scenario_is_the_plan_and_there_is_nothing_to_keep(folder: Path) -> None:
    app = opened("plans")
    told = said(app)
    assert "Uten steg er scenarioet planen som den er." in told
    assert "Gjenstående plan er like stor som før: 540 t." in told
    assert "Legg til minst ett steg først." in told
    assert "Lagre som utkast" not in labels(app)


def test_an_address_brings_the_scenario_back_with_what_each_step_did(folder: Path) -> None:
    told = said(opened("plans", scenario=STEPS))
    assert "BOTT ØL innføres 2 måneder senere Flytter 300 t." in told
    assert "Innføringen går fra januar 2023 til mars 2023." in told
    assert "22.4 BEVISST settes til 50 % av planen Gjelder 90 t som gjenstår." in told
    assert "22.1 Helhetlig internkontroll tas ut Tar ut 150 t som gjenstår." in told
    assert "Legger til 24 t." in told
    # 540 − 45 − 150 + 24
    assert "Gjenstående plan går fra 540 t til 369 t (−171 t)." in told
    assert "Bare 3 måneder er både frigitt og planlagt." in told


def test_a_step_is_added_changed_at_once_taken_back_and_forgotten(folder: Path) -> None:
    app = press(opened("plans"), "Flytt innføringen av et system")
    assert steps_of(app) == "move:SYS-BEV:3"
    field(app.number_input, "måneder").set_value(40).run()
    assert steps_of(app) == "move:SYS-BEV:40"
    assert "90 t havner etter planens slutt i desember 2021, og er tatt med som en hale." in said(app)
    app = press(app, "Ta ut et deltiltak")
    assert steps_of(app) == "move:SYS-BEV:40;drop:22.5"
    app = press(app, "Fjern steg 1")
    assert steps_of(app) == "drop:22.5"
    app = press(press(app, "Endre omfanget av et deltiltak"), "Angre siste steg")
    assert steps_of(app) == "drop:22.5"
    app = press(app, "Start på nytt")
    assert steps_of(app) == ""


def test_months_pass_over_zero_and_an_added_period_never_ends_before_it_begins(folder: Path) -> None:
    app = opened("plans", scenario="move:SYS-BOL:1")
    field(app.number_input, "måneder").set_value(0).run()
    assert steps_of(app) == "move:SYS-BOL:-1"
    app = opened("plans", scenario="add:22.7:2019-05:2019-06:12:VM-ADM:ADM")
    august = next(option for option in field(app.selectbox, "fra").options if option.startswith("aug"))
    field(app.selectbox, "fra").select(august).run()
    assert steps_of(app) == "add:22.7:2019-08:2019-08:12:VM-ADM:ADM"


def test_a_scenario_that_cannot_be_read_or_names_what_is_not_there_is_said(folder: Path) -> None:
    assert "Scenarioet i adressen kan ikke leses" in said(opened("plans", scenario="fly:SYS-BOL:2"))
    assert "Steget nevner noe som ikke finnes, og endrer ingenting." in said(
        opened("plans", scenario="drop:99.9")
    )


def test_a_scenario_is_saved_as_a_draft_only_when_asked_with_a_reason(folder: Path) -> None:
    app = opened("plans", scenario=STEPS)
    before = current_version(folder)
    app = press(app, "Lagre som utkast")
    assert current_version(folder) == before
    field(app.text_input, "Navn på utkastet").set_value("Utsatt BOTT ØL")
    field(app.text_input, "Hvorfor").set_value("prøver")
    app = press(app, "Lagre som utkast")
    assert "Utkastet «Utsatt BOTT ØL» er lagret" in said(app)
    assert field(app.text_input, "Kort id").value == "S2"
    (row,) = [one for one in read_table(folder, "plan_version") if one["plan_version_id"] == "S1"]
    assert (row["status"], row["revises_id"], row["name_nb"]) == ("draft", "PV1", "Utsatt BOTT ØL")
    assert row["reason_nb"].startswith(
        "prøver (BOTT ØL innføres 2 måneder senere; 22.4 BEVISST settes til 50"
    )
    assert "Utkast: gjelder ikke før det er vedtatt" in said(opened("plans"))


def test_the_page_speaks_english(folder: Path) -> None:
    told = said(opened("plans", scenario=STEPS, lang="en"))
    assert "Something went wrong" not in told


def test_an_empty_warehouse_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(empty))
    empty_warehouse(empty)
    assert "Datavarehuset er tomt" in said(opened("plans"))


def test_a_draft_is_deleted_in_the_code_tables(folder: Path) -> None:
    revise(folder, "PV1", "S1", "Prøve", "kari", "prøver", copy_rows=True)
    app = opened("codebook", **{"del": "tables", "tabell": "plan_version"})
    field(app.segmented_control, "Hva vil du gjøre med planene?").set_value("discard").run()
    field(app.text_input, "Hvorfor").set_value("ble ikke noe av")
    assert "Utkastet «Prøve» er slettet" in said(press(app, "Slett «Prøve»"))
    assert "S1" not in [row["plan_version_id"] for row in read_table(folder, "plan_version")]
