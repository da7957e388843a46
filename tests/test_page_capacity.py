"""Kapasitet in Streamlit's test harness, on a real small warehouse: the answer, the groups, and each empty state."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.codebook import edit, read_table
from tests.test_pages import opened, said
from tests.ui_warehouse import small_warehouse
from warehouse import new_version

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    small_warehouse(warehouse_in_use)
    # The small plan asks something of a group that the sample has nobody in.
    rows = [*read_table(warehouse_in_use, "capacity")]
    rows.append({**rows[1], "unit_id": "VM-ADM", "role_group_id": "KSJEF", "persons": 1})
    edit(warehouse_in_use, {"capacity": rows}, "kari", "prøve")
    # January is released; the plan of February and March is what is left.
    return warehouse_in_use


def released_through(folder: Path, month: date) -> None:
    with new_version(folder) as version:
        version.con.execute("update import_log set released_through = ? where import_id = 2", [month])


def without(folder: Path, unit: str | None = None) -> None:
    """Take the capacity of a unit, or all of it, away."""
    rows = [row for row in read_table(folder, "capacity") if unit is not None and row["unit_id"] != unit]
    edit(folder, {"capacity": rows}, "kari", "ikke registrert")


def heading_levels(app: AppTest) -> list[str]:
    return [one.value for one in (*app.header, *app.subheader)]


def test_the_answer_comes_first_with_the_constant(folder: Path) -> None:
    released_through(folder, date(2019, 1, 1))
    told = said(opened("capacity", last="2019-03"))
    # February and March 2019 have 20 and 21 working days: 17 persons × 7.5 × 41 = 5 227.5 hours; 180 planned in each.
    assert (
        "Ja. Det er satt av nok til det som gjenstår av planen, februar–mars 2019. Planen trenger 360 t av 5 228 t"
        in told
    )
    # 4 867.5 / 1 628 = 3.0
    assert "3,0 årsverk à 1 628 timer igjen" in told
    # January: 22 days = 2 805 hours, 222 worked.
    assert "Brukt av kapasiteten hittil 7,9 % 222 t av 2 805 t, januar 2019" in told
    assert told.index("Ja. Det er satt av nok") < told.index("Måned for måned")


def test_every_figure_has_its_table_and_its_basis(folder: Path) -> None:
    app = opened("capacity", first="2019-01", last="2019-03")
    told = said(app)
    for title in ("Tilgjengelig, planlagt og faktisk per måned", "Belastning per rollegruppe",
                  "Bundet av systemene per år, årsverk à 1 628 timer"):  # fmt: skip
        assert title in [one.value.replace("\N{NO-BREAK SPACE}", " ") for one in app.subheader]
    assert "Grunnlag for antall personer: Oppdiktet" in told
    assert "før ferie og fravær" in told
    assert "uten system" in told


def test_a_low_ceiling_names_who_lacks_hours(folder: Path) -> None:
    released_through(folder, date(2019, 1, 1))
    constants = read_table(folder, "constant")
    for row in constants:
        if row["name"] == "capacity_ceiling_pct":
            row["value"] = 10
    edit(folder, {"constant": constants}, "kari", "drift først")
    told = said(opened("capacity", last="2019-03"))
    # ADM: 10 persons × 7.5 × 20 days = 1 500 hours, 10 % is 150, 170 are planned: 20 lacking; March: 1 575, 12.5.
    assert "Nei. Det er ikke satt av nok" in told
    assert "Museumsadministrasjonen mangler 33 t i februar–mars 2019 (0,02 årsverk à 1 628 timer)." in told
    assert "▲ 11,3 %, overfull" in told
    assert "Tiltakene kan ta 10 % av kapasiteten." in told


def test_without_capacity_the_page_says_where_to_record_it(folder: Path) -> None:
    without(folder)
    app = opened("capacity")
    assert "Ingen kapasitet er registrert" in said(app)
    assert not app.header
    assert "Registrer kapasitet i Kodeverk" in " ".join(
        str(getattr(one, "label", "") or getattr(one, "value", "")) for one in app.main
    )


def test_a_unit_without_capacity_is_named(folder: Path) -> None:
    without(folder, "VM-ADM")
    told = said(opened("capacity", first="2019-01", last="2019-03"))
    assert "Noen måneder mangler kapasiteten til Museumsadministrasjonen og Kontorsjefene" in told


def test_the_hours_of_a_single_person_are_hidden_and_the_capacity_is_not(folder: Path) -> None:
    with new_version(folder) as version:
        version.con.execute("update actual_effort set persons = 1 where role_group_id = 'KSJEF'")
    told = said(opened("capacity", first="2019-01", last="2019-03", units="VM-INH", role_groups="KSJEF"))
    assert "Brukt av kapasiteten hittil skjult av personvernhensyn" in told
    # 120 of 472.5 hours in the three months.
    assert "472,5" not in told.split("Måned for måned")[0]
    assert "165,0" in told
    for amount in ("40,0", "120", "25,4 %", "24,2 %"):
        assert amount not in told, amount


def test_kroner_are_answered_in_hours_and_it_is_said(folder: Path) -> None:
    told = said(opened("capacity", first="2019-01", last="2019-03", unit="cost_nok"))
    assert "siden viser timer selv om utvalget er i kroner" in told
    # 666 of 63 working days × 7.5 hours × 17 persons.
    assert "666 t av 8 033 t" in told


def test_a_selection_without_months_says_so(folder: Path) -> None:
    told = said(opened("capacity", systems="SYS-HR"))
    assert "ingen måneder med plan eller tall" in told or "Noe i adressen finnes ikke" in told


def test_the_page_speaks_english(folder: Path) -> None:
    app = opened("capacity", lang="en", first="2019-01", last="2019-03")
    assert not app.exception
    assert heading_levels(app)
