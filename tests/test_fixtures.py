"""Every fixture comes out as forventet.json says, through the reading child."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow.compute as pc
import pytest

import language
from etl.report import Control, Options, Understanding
from etl.understand import read_in_child
from etl.wording import message, reason
from tests.etl_files import FIXTURES, reference

EXPECTED = json.loads((FIXTURES / "forventet.json").read_text("utf-8"))
NAMES = [name for name in EXPECTED if not name.startswith("kryptert")]
SECRETS = ("TESTNAVN", "TESTBEHANDLER", "TESTTITTEL", "Ressurs A", "Ressurs K", "user01", "user02", "900001",
           "900011", "00900001", "TESTBRUKER", "Datainnsamling", "Anslag", "Vikar økonomi", "2019/1201")  # fmt: skip


def understood(name: str, **options: Any) -> Understanding:
    return read_in_child(FIXTURES / name, name, reference(), Options(**options))


@pytest.mark.parametrize("name", NAMES)
def test_no_row_vanishes_and_no_total_differs(name):
    found = understood(name, accept_rejected=True)
    rows = found.report.rows
    assert rows.read == rows.loaded + rows.rejected + rows.ignored
    assert found.rejected.num_rows == rows.rejected + rows.ignored
    assert found.report.control is None or found.report.control.difference == 0


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_nothing_personal_leaves_the_reader(name):
    found = understood(name, accept_rejected=True)
    said = json.dumps(found.report.to_json(language.get("nb")), ensure_ascii=False)
    left = said + "".join(str(table.to_pylist()) for table in (*found.facts.values(), found.rejected))
    assert [secret for secret in SECRETS if secret in left] == []


def test_unit4_ledger():
    wanted = EXPECTED["unit4_hovedbok_2023.xlsx"]
    found = understood("unit4_hovedbok_2023.xlsx")
    report = found.report
    assert (report.status, report.profile, report.sheet, report.header_row) == (
        "inspected",
        "unit4_ledger",
        "Rapport",
        6,
    )
    assert report.rows.loaded == wanted["rader"]
    assert report.sums["cost_nok"] == Decimal(str(wanted["sum_belop"]))
    assert report.control == Control(Decimal("171896.82"), Decimal(0))
    cost = found.facts["actual_cost"]
    flagged = cost.filter(pc.equal(cost["period_flag"], "year_end")).to_pylist()
    assert [(row["period"], row["actual_nok"]) for row in flagged] == [
        (date(2023, 12, 1), Decimal("-1200.00"))
    ]
    assert [problem.code for problem in report.problems if problem.severity == "warning"] == [
        "period_year_end"
    ]
    assert report.extracted == date(2024, 2, 12)


def test_account_analysis():
    wanted = EXPECTED["of_analyse_2021.csv"]
    found = understood("of_analyse_2021.csv")
    assert (found.report.profile, found.report.rows.loaded) == ("account_analysis", wanted["rader"])
    assert found.report.sums["cost_nok"] == Decimal(str(wanted["sum_belop"]))
    assert found.facts["actual_cost"]["unit_id"].to_pylist() == ["VM-ADM", "VM-ADM", "VM-INH"]
    assert found.facts["actual_cost"]["source_code"].to_pylist() == ["V22BEV", "V22BOL", "V22BOL"]


def test_time_export_counts_approved_hours_only():
    wanted = EXPECTED["sap_cats_2023.xls"]
    found = understood("sap_cats_2023.xls")
    assert found.report.sums["hours"] == Decimal(str(wanted["sum_prosjekttimer_godkjent_status30"]))
    assert found.report.control == Control(Decimal(str(wanted["kontrollsum_i_fila"])), Decimal(0))
    reasons = [row["reason"] for row in found.rejected.to_pylist()]
    assert reasons == ["not_approved", "not_project_hours", "total_row"]
    assert reason("not_approved", language.get("nb")) == "ikke godkjent"
    assert found.facts["actual_effort"]["persons"].to_pylist() == [1, 1, 1, 1]


def test_bevisst_budget():
    wanted = EXPECTED["bevisst_budsjett_2024.xlsx"]
    found = understood("bevisst_budsjett_2024.xlsx")
    assert found.report.rows.loaded == wanted["rader_lang_form"]
    assert found.report.sums["cost_nok"] == wanted["sum_kr"]
    budget = found.facts["planned_budget"].to_pylist()
    assert {row["plan_version_id"] for row in budget} == {"BEV-2024"}
    assert {row["sub_measure_id"] for row in budget} == {"4.5", "4.1"}
    adm_bol = [
        row["planned_nok"] for row in budget if (row["unit_id"], row["sub_measure_id"]) == ("VM-ADM", "4.1")
    ]
    assert adm_bol == [40000, 38000, 37000, 39000]


def test_own_template_is_refused_because_of_row_7():
    found = understood("egen_maanedsmal_2022.xlsx")
    assert found.report.status == "refused"
    assert dict(found.facts) == {}
    [problem] = [one for one in found.report.problems if one.severity == "error"]
    assert (problem.sheet, problem.row, problem.column, problem.value) == ("Timer", 7, "Deltiltak", "20")
    said = message(problem, language.get("nb"))
    assert said.startswith("Ark Timer, rad 7, kolonne Deltiltak: «20» er nummeret på et tiltak")
    assert "22.5" in said


def test_own_template_loads_its_sound_rows_when_asked():
    found = understood("egen_maanedsmal_2022.xlsx", accept_rejected=True)
    assert found.report.status == "inspected"
    assert (found.report.rows.loaded, found.report.rows.rejected) == (4, 1)
    assert found.report.sums["hours"] == Decimal("185.0")
    effort = found.facts["actual_effort"].to_pylist()
    assert [row["actual_hours"] for row in effort] == [
        Decimal(text) for text in ("120.5", "34.5", "22.5", "7.5")
    ]
    assert effort[1]["assumption"] == "20 % av stilling × 23 arbeidsdager × 7,5 t"
    assert effort[2]["assumption"] == "3 dagsverk × 7,5 t"
    assert effort[3]["sub_measure_id"] == "22.4"
    assert {row["period"] for row in effort} == {date(2022, 3, 1)}


def test_backlog():
    wanted = EXPECTED["restanser_uttak_20220930.xlsx"]
    found = understood("restanser_uttak_20220930.xlsx")
    rows = found.facts["backlog"].to_pylist()
    assert {row["unit_id"]: row["items"] for row in rows} == wanted["per_enhet"]
    assert found.report.sums["items"] == wanted["antall"]
    assert {row["snapshot_date"] for row in rows} == {date(2022, 9, 30)}


def test_bookitlab():
    wanted = EXPECTED["bookitlab_bruk_2024.csv"]
    found = understood("bookitlab_bruk_2024.csv")
    assert found.report.rows.read == wanted["rader"]
    assert found.report.sums["hours"] == Decimal(str(wanted["used_hours_invoiced"]))
    assert list(found.facts) == ["instrument_hours"]


def test_a_protected_file_is_refused_in_plain_words():
    found = understood("kryptert_etikett.xlsx")
    assert found.report.status == "refused"
    [problem] = found.report.problems
    said = message(problem, language.get("nb"))
    assert said.startswith("Fila er beskyttet: den er kryptert med passord eller følsomhetsetikett")
