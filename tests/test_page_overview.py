"""Oversikt in Streamlit's test harness, on a real small warehouse: what a leader reads in each state."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

import language
import metrics
from etl.reconcile import enter_total
from metrics import Selection, compare
from tests.test_pages import opened, said
from tests.ui_warehouse import MONTHS, small_warehouse
from tests.warehouses import empty_warehouse
from ui import overview
from ui.address import Address
from ui.terms import help_of
from ui.view import View
from warehouse import new_version, open_reader

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

NB, EN = language.get("nb"), language.get("en")
QUARTER = {"first": "2019-01", "last": "2019-03"}


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return warehouse_in_use


def changed(folder: Path, change: Callable[[Any], None], action: str = "load", **detail: Any) -> None:
    """Publish one more version, with a note of what made it."""
    with new_version(folder) as version:
        change(version.con)
        version.note(action, detail, "kari")


def uploaded(folder: Path) -> Path:
    """A second upload: 6 hours more on BEVISST in February, and April released with 5 hours on ePhorte."""
    small_warehouse(folder)

    def second(con: Any) -> None:
        con.execute(
            "insert into import_log by name select * replace (4 as import_id, 'april.xlsx' as file_name,"
            " date '2019-04-01' as released_through, date '2019-02-01' as period_first,"
            " date '2019-04-01' as period_last, 'd' as sha256) from import_log where import_id = 2"
        )
        for row, (sub, month, hours) in enumerate((("22.4", 2, 6), ("22.7", 4, 5)), start=2):
            con.execute(
                "insert into actual_effort by name select 4 as import_id, ? as source_row, ? as coverage_key,"
                " ? as sub_measure_id, 'VM-ADM' as unit_id, 'ADM' as role_group_id, ?::date as period,"
                " ? as actual_hours, 'estimated' as quality, 3 as persons",
                [row, f"april|{sub}", sub, date(2019, month, 1), Decimal(hours)],
            )
            con.execute("insert into coverage values (4, 'own_hours', ?)", [f"april|{sub}"])

    changed(folder, second, files=[{"file": "april.xlsx", "status": "loaded", "import_id": 4}])
    return folder


# --- how do we stand ------------------------------------------------------------------------------


def test_the_cards_say_planned_actual_and_variance_with_light_word_and_definition(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("overview", **QUARTER))
    assert "Planlagt 540 t" in told
    assert "Faktisk 666 t" in told
    assert "Avvik +126 t ▲ gult: merforbruk, +23,3 %" in told
    for term in ("planned", "actual", "variance"):
        assert help_of(term, NB) in told


def eight_months(folder: Path) -> Path:
    """BEVISST planned with 100 hours a month in 2019, and 120 spent in each of the eight months that are released."""
    small_warehouse(folder)

    def more(con: Any) -> None:
        con.execute("delete from planned_effort")
        con.execute("delete from actual_effort")
        con.execute("update import_log set released_through = '2019-08-01' where import_id = 2")
        for month in range(1, 13):
            first = date(2019, month, 1)
            con.execute(
                "insert into planned_effort by name select 1 as import_id, ? as source_row, 'PV1|22.4' as coverage_key,"
                " 'PV1' as plan_version_id, '22.4' as sub_measure_id, 'VM-ADM' as unit_id, 'ADM' as role_group_id,"
                " ?::date as period, 100 as planned_hours",
                [month, first],
            )
            if month <= 8:
                con.execute(
                    "insert into actual_effort by name select 2 as import_id, ? as source_row,"
                    " '2019-01-01|22.4' as coverage_key, '22.4' as sub_measure_id, 'VM-ADM' as unit_id,"
                    " 'ADM' as role_group_id, ?::date as period, 120 as actual_hours, 'measured' as quality,"
                    " 3 as persons",
                    [month, first],
                )

    changed(folder, more, "edit")
    return folder


def test_the_forecast_stands_beside_with_its_light_and_its_own_past_miss(folder: Path) -> None:
    eight_months(folder)
    told = said(opened("overview", last="2019-12"))
    # 8 × 120 + 4 × 100 = 1 360 against 1 200.
    assert (
        "Sluttprognose 1 360 t ▲ gult: merforbruk, +13,3 %. Restplan til og med desember 2019, har bommet med ±"
        in told
    )
    # 8 × 120 + 4 × 100 × 960 / 800 = 1 440 against 1 200.
    told = said(opened("overview", last="2019-12", metode="pace"))
    assert (
        "Sluttprognose 1 440 t ▲ gult: merforbruk, +20,0 %. Takt til og med desember 2019, har bommet med ±"
        in told
    )


def test_without_a_forecast_its_reason_stands_in_its_place_and_the_months_are_drawn(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("overview", first="2019-01"))
    assert "Sluttprognose ingen prognose Bare 3 måneder er både frigitt og planlagt." in told
    assert "Planlagt og faktisk per måned" in told


def test_months_that_are_over_have_no_forecast(folder: Path) -> None:
    eight_months(folder)
    told = said(opened("overview", first="2019-01", last="2019-07"))
    assert "Sluttprognose ingen prognose Alle månedene i utvalget er frigitt" in told
    assert "Planlagt og faktisk, lagt sammen" in told
    assert "Metode for prognosen" not in told
    for page, closely in (("measures", {"sub_measure": "22.4"}), ("systems", {"system": "SYS-BEV"})):
        told = said(opened(page, first="2019-01", last="2019-07", **closely))
        assert "Alle månedene i utvalget er frigitt" in told
        assert "Tre metoder side om side" not in told


def test_how_much_of_the_capacity_is_used(folder: Path) -> None:
    small_warehouse(folder)
    changed(folder, lambda con: con.execute("delete from capacity"), "edit")
    assert "Kapasitet brukt ikke kjent ingen kapasitet er registrert" in said(opened("overview", **QUARTER))
    # January 2019 has 23 weekdays, one of them New Year: 22 × 7.5 × 4 persons = 660 hours.
    changed(
        folder,
        lambda con: con.execute(
            "insert into capacity by name select 'VM-ADM' as unit_id, 'ADM' as role_group_id, 4 as persons,"
            " 1 as position_share, date '2019-01-01' as valid_from, date '2019-12-31' as valid_to"
        ),
        "edit",
    )
    told = said(opened("overview", first="2019-01", last="2019-01"))
    assert "Kapasitet brukt 34 % ● Ingen måneder er overfulle." in told  # 222 of 660 hours
    changed(folder, lambda con: con.execute("update capacity set persons = 1"), "edit")
    assert "▲ 1 måned er overfull." in said(opened("overview", first="2019-01", last="2019-01"))


def test_what_is_planned_is_not_called_used_where_what_was_used_is_hidden(folder: Path) -> None:
    eight_months(folder)

    def few(con: Any) -> None:
        con.execute("delete from capacity")
        con.execute(
            "insert into capacity by name select 'VM-ADM' as unit_id, 'ADM' as role_group_id, 4 as persons,"
            " 1 as position_share, date '2019-01-01' as valid_from, date '2019-12-31' as valid_to"
        )
        con.execute("update actual_effort set persons = 1")

    changed(folder, few, "edit")
    told = said(opened("overview", last="2019-12", units="VM-ADM", role_groups="ADM"))
    # Four months of 100 hours; 21 + 23 + 21 + 20 working days × 7.5 × 4 persons = 2 550.
    assert "Kapasitet brukt skjult av personvernhensyn Planlagt framover: 16 %." in told


def test_the_parts_stand_in_the_order_of_a_leaders_questions(folder: Path) -> None:
    small_warehouse(folder)
    headings = [heading.value for heading in opened("overview", **QUARTER).header]
    assert headings == [
        "Hva krever oppmerksomhet?",
        "Hvor bærer det?",
        "Hvilke tiltak?",
        "Hvilke systemer?",
        "Hva er endret?",
        "Kan du stole på tallene?",
    ]


def test_what_is_left_out_stands_beside_the_figures(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("overview", first="2019-01", last="2019-05"))
    assert "Ikke sammenlignet: april–mai 2019 (ingen frigitte tall)." in told


def test_a_total_on_plan_whose_parts_are_far_off_says_so(folder: Path) -> None:
    small_warehouse(folder)

    def evened_out(con: Any) -> None:
        # BEVISST is 120 hours over; now 22.5 is 120 under its 300, and ePhorte's 36 unplanned hours are gone.
        con.execute("update actual_effort set actual_hours = 60 where sub_measure_id = '22.5'")
        con.execute("delete from actual_effort where sub_measure_id = '22.7'")

    changed(folder, evened_out, "edit")
    told = said(opened("overview", **QUARTER))
    assert "Avvik 0 t ● grønt: som planlagt, 0,0 %" in told
    assert "▲ Summen er på plan (0 %), men delene er det ikke: BEVISST merforbruk" in told
    on_one = said(opened("measures", **QUARTER, sub_measure="22.1"))
    assert "men delene er det ikke" not in on_one


# --- what needs attention -------------------------------------------------------------------------


def test_attention_is_a_ranked_list_of_sentences_with_light_and_benefit(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("overview", **QUARTER)).replace("\\", "")
    first = (
        "■ rødt: 22.4 BEVISST: 210 timer mot 90 planlagt, merforbruk 120 timer (133 %), mest hos kontorsjefene. "
        "Gevinst: kvalitet."
    )
    assert first in told
    assert told.index(first) < told.index("○ ikke planlagt: 22.7 ePhorte: 36 timer, ikke planlagt")


def test_all_on_plan_says_so(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("overview", **QUARTER, sub_measures="22.1"))
    assert "● Ingen deltiltak i utvalget avviker så mye at det krever oppmerksomhet." in told


# --- which measures and systems -------------------------------------------------------------------


def view_of(folder: Path, selection: Selection) -> View:
    reader = open_reader(folder)
    return View(Address(selection=selection), NB, folder, reader, metrics.names(reader), dark=False)


def test_a_measure_leads_to_its_measure_in_its_plan_period(folder: Path) -> None:
    small_warehouse(folder)
    view = view_of(folder, Selection())
    page, address = overview.to_measure({"measure": "T22"}, view)
    assert (page, address.measure, address.sub_measure) == ("measures", "T22", None)
    assert (address.selection.first, address.selection.last) == (date(2019, 1, 1), date(2022, 12, 1))
    chosen = Selection(first=date(2019, 1, 1), last=date(2021, 12, 1))
    assert overview.to_measure({"measure": "T22"}, view_of(folder, chosen))[1].selection == chosen


def test_every_row_of_the_systems_leads_somewhere(folder: Path) -> None:
    small_warehouse(folder)
    view = view_of(folder, Selection())
    for row in compare(view.reader, view.selection, ("system",)).rows.to_dict("records"):
        page, address = overview.to_system(row, view)
        assert page == ("measures" if row["system"] is None else "systems")
        assert address.system == row["system"]
    unplaced = {"system": None, "system_nb": view.names.pair("system", None, placed=False)[0]}
    assert overview.to_system(unplaced, view)[0] == "codebook"


def test_measures_are_known_by_their_number(folder: Path) -> None:
    small_warehouse(folder)
    assert "22 Bedre ressursutnyttelse" in said(opened("overview", **QUARTER))


# --- what changed ---------------------------------------------------------------------------------


def test_the_last_upload_tells_what_it_changed_and_released(folder: Path) -> None:
    uploaded(folder)
    told = said(opened("overview"))
    assert "april.xlsx" in told
    assert "Faktiske tall som alt var frigitt, er endret med +6,0 t til sammen, mest i 22.4 BEVISST." in told
    assert "Frigitt siden da: april 2019. Der er det ført 5,0 t." in told
    assert "Ingen rapport er utstedt ennå." in told


def test_an_upload_that_changes_nothing_of_the_selection_says_so(folder: Path) -> None:
    uploaded(folder)
    assert "Ingen frigitte tall i utvalget er endret." in said(
        opened("overview", **QUARTER, systems="SYS-BOL")
    )


def test_the_first_upload_has_nothing_before_it(folder: Path) -> None:
    small_warehouse(folder)
    assert "Det finnes ingen opplasting å sammenligne med." in said(opened("overview"))
    changed(folder, lambda con: con.execute("update version_note set version = 2, action = 'load'"), "edit")
    st.cache_data.clear()
    told = said(opened("overview"))
    assert "Det var ingen tall før den, så alt er nytt." in told


def test_a_report_that_was_issued_is_compared_with_now(folder: Path) -> None:
    uploaded(folder)
    changed(
        folder,
        lambda con: con.execute(
            "insert into report_issue (issue_id, issued_at, warehouse_version, selection)"
            " values ('T1-2019', '2024-11-03 10:00', 2, '{}')"
        ),
        "edit",
    )
    told = said(opened("overview"))
    assert "Rapporten T1-2019 ble utstedt 03.11.2024" in told
    assert told.count("er endret med +6,0 t til sammen") == 2


def test_a_version_that_is_no_longer_kept_says_so(folder: Path) -> None:
    uploaded(folder)
    changed(
        folder,
        lambda con: con.execute(
            "insert into report_issue (issue_id, issued_at, warehouse_version, selection)"
            " values ('T1-2019', '2024-11-03 10:00', 99, '{}')"
        ),
        "edit",
    )
    assert "Tallene fra da er ikke tatt vare på, så endringen kan ikke vises." in said(opened("overview"))


# --- trust ----------------------------------------------------------------------------------------


def test_the_last_upload_is_told_with_its_reconciliation(folder: Path) -> None:
    uploaded(folder)
    told = said(opened("overview"))
    assert "● Alle rader er gjort rede for: 10 lest = 9 lastet inn + 0 avviste + 1 ikke med." in told
    assert "○ Ingen av filene oppgir en egen sum." in told
    assert "○ Ingen total fra hovedboken er skrevet inn å avstemme mot." in told


def test_what_does_not_add_up_is_told_with_where_to_look(folder: Path) -> None:
    small_warehouse(folder)
    enter_total(folder, "own_hours", MONTHS[0], MONTHS[-1], Decimal(700), "hours", "kari")
    changed(
        folder,
        lambda con: con.execute(
            "update import_log set file_total = 50, control_difference = 2, rows_read = 12"
        ),
        "edit",
    )
    told = said(opened("overview")).replace("\\", "")
    assert "▲ 2 av 12 rader er ikke gjort rede for." in told
    assert "▲ Filens egen sum er en annen enn det som er lastet inn:" in told
    assert "▲ 1 total fra hovedboken er ikke avstemt." in told
    assert "alle koststeder: hovedboken har 34,00 t mer enn det som er lastet inn. Se Avstemming." in told
    assert "oppgir en sum på 50,00, men radene gir 48,00. Radene teller. Se Importlogg." in told
    assert "«Tiltak 20», teksten «tiltak 22»" in told


def test_sources_that_agree_are_told_to(folder: Path) -> None:
    small_warehouse(folder)
    assert "● Ingen uenighet er funnet." in said(
        opened("overview", measures="T4", first="2019-01", last="2019-03")
    )


# --- other states ---------------------------------------------------------------------------------


def test_nothing_released_says_so_and_still_tells_the_last_upload(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("overview", first="2025-01", last="2025-02"))
    assert "Utvalget har ingen frigitte tall" in told
    assert "Alle rader er gjort rede for" in told


def test_nothing_loaded_says_what_to_do(folder: Path) -> None:
    empty_warehouse(folder)
    assert "Ingen tall er lastet inn ennå" in said(opened("overview"))


def test_what_is_hidden_for_privacy_says_so_and_shows_no_figure(folder: Path) -> None:
    small_warehouse(folder)
    changed(folder, lambda con: con.execute("update actual_effort set persons = 1"), "edit")
    app = opened("overview", **QUARTER, units="VM-INH", role_groups="KSJEF")
    told = said(app)
    assert "Faktisk skjult av personvernhensyn" in told
    assert "nan" not in told.lower().split()
    assert "1 deltiltak er skjult av personvernhensyn og er ikke vurdert her." in told
    assert "Ingen deltiltak i utvalget avviker" not in told
    assert "120" not in told  # what the heads of office spent there


@pytest.mark.parametrize("lang", [NB, EN], ids=["nb", "en"])
def test_the_page_is_told_in_the_readers_language(folder: Path, lang: language.Language) -> None:
    small_warehouse(folder)
    app = opened("overview", **QUARTER, lang=lang.code)
    told = said(app).replace("\\", "")
    assert lang.text("Hva krever oppmerksomhet?") in [heading.value for heading in app.header]
    assert help_of("variance", lang) in told
    assert lang.text("mest hos {group}", group=lang.pick("kontorsjefene", "heads of office")) in told
