"""Kodeverk in Streamlit's test harness, on a real small warehouse: placing, editing, plans, bridge and memory."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

import language
from etl import memory
from etl.codebook import changes_of, edit, read_table, tables
from etl.codebook_excel import export_xlsx
from etl.mapping import ColumnUse, Mapping
from tests.page_steps import CODE, choose, field, labels, press, with_unplaced_code
from tests.test_pages import opened, said
from tests.ui_warehouse import small_warehouse
from tests.warehouses import empty_warehouse
from ui.codebook import as_text
from ui.codebook_draft import differences
from ui.codebook_form import editable, stored
from ui.codebook_words import column_name, table_about
from warehouse import current_version

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

NB = language.get("nb")


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return warehouse_in_use


def table_page(table: str) -> AppTest:
    """Kodeverk with one table."""
    return opened("codebook", tabell=table)


def way(app: AppTest, label: str) -> AppTest:
    """Choose what to do with the table."""
    ways = {"Legg til": "add", "Fjern": "remove", "Excel": "excel"}
    return field(app.segmented_control, "Hva vil du gjøre?").set_value(ways[label]).run()


# --- ikke plassert -------------------------------------------------------------------------------


def test_what_is_not_placed_comes_first_with_its_hours_and_kroner(folder: Path) -> None:
    with_unplaced_code(folder)
    app = opened("codebook")
    assert "Ikke plassert (1)" in app.segmented_control[0].options
    told = said(app)
    assert f"{CODE} delprosjekt (fra 2023) kilde_4 januar–februar 2023 20,0 0 2" in told
    assert f"{CODE} delprosjekt (fra 2023) kilde_5 februar 2023 0,0 5 000 1" in told
    assert "Sum 20,0 5 000 3" in told


def test_a_code_is_placed_with_shares_and_what_moved_is_told(folder: Path) -> None:
    with_unplaced_code(folder)
    app = opened("codebook")
    app.multiselect[0].set_value(["4.1", "4.3"]).run()
    shares = [one for one in app.text_input if one.label.endswith("prosent")]
    assert [one.value for one in shares] == ["50", "50"]
    shares[0].set_value("75").run()
    field(app.text_input, "4.3 ePhorte – rydding, restanser og videreføring, prosent").set_value("25").run()
    field(app.text_input, "Hvorfor").set_value("Ny kode fra januar").run()
    told = said(press(app, f"Plasser {CODE}"))
    assert f"Koden {CODE} er plassert" in told
    assert "4.1 BOTT ØL – innføring og stabil drift faktisk 0,0 15,0 +15,0" in told
    assert "4.3 ePhorte – rydding, restanser og videreføring faktisk 0,0 5,0 +5,0" in told
    assert "ikke plassert bokført 0,0 0,0 0,0 5 000 0 −5 000" in told
    assert "Alt er plassert" in told
    placed = {
        (row["sub_measure_id"], row["share"])
        for row in read_table(folder, "code_map")
        if row["source_code"] == CODE
    }
    assert placed == {("4.1", Decimal("0.75")), ("4.3", Decimal("0.25"))}


def test_a_placing_that_is_wrong_is_told_all_at_once_and_stores_nothing(folder: Path) -> None:
    with_unplaced_code(folder)
    app = opened("codebook")
    app.multiselect[0].set_value(["4.1", "4.3"]).run()
    shares = [one for one in app.text_input if one.label.endswith("prosent")]
    shares[0].set_value("70").run()
    field(app.text_input, "Gjelder fra").set_value("32.13.2023").run()
    before = current_version(folder)
    told = said(press(app, f"Plasser {CODE}"))
    assert "Sum: 120 % av 100 %. Summen må bli 100 %." in told
    for sentence in (
        "Prosentene må til sammen bli 100.", "Skriv datoene slik: 31.12.2024.", "Skriv hvorfor koden hører hjemme der."
    ):  # fmt: skip
        assert sentence in told
    assert current_version(folder) == before


def test_where_all_is_placed_the_tables_come_first(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("codebook")
    assert app.segmented_control[0].value == "tables"
    assert "Alt er plassert" in said(opened("codebook", **{"del": "unplaced"}))


def test_unplaced_effort_is_named_in_the_import_log_with_the_way_there(folder: Path) -> None:
    with_unplaced_code(folder)
    told = said(opened("import_log"))
    assert "▲ 1 kode leder ikke til noe deltiltak ennå: 20,0 t og 5 000 kr vises som «ikke plassert»" in told
    assert "Plasser kodene i kodeverket" in told


# --- tabeller ------------------------------------------------------------------------------------


def test_every_table_opens_by_its_address_with_words_for_all_its_columns(folder: Path) -> None:
    small_warehouse(folder)
    for spec in tables():
        told = said(table_page(spec.name))
        assert table_about(spec.name, NB) in told
        assert "Noe gikk galt" not in told
        assert all(column_name(spec.name, column.name, NB) != column.name for column in spec.columns)


def test_what_stands_in_a_form_is_stored_as_it_was(folder: Path) -> None:
    empty_warehouse(folder)
    for spec in tables():
        for row in read_table(folder, spec.name):
            for column in spec.columns:
                text = as_text(row[column.name])
                assert stored(column, editable(column, text)) == text


@pytest.mark.parametrize(
    ("table", "column", "typed", "expected"),
    [
        ("code_map", "share", "33,3 %", "0.333"),
        ("code_map", "valid_from", "1.2.24", "2024-02-01"),
        ("code_map", "valid_to", "", "9999-12-31"),
        ("plan_version", "period_first", "3.2024", "2024-03-01"),
        ("plan_version", "period_first", "2024-03", "2024-03-01"),
        ("constant", "value", "1 628,5", "1628.5"),
        ("constant", "value", "mange", "mange"),
        ("measure", "period_first", "våren", "våren"),
    ],
)
def test_norwegian_figures_and_days_are_understood(
    table: str, column: str, typed: str, expected: str
) -> None:
    (spec,) = [one for one in tables() if one.name == table]
    assert stored(spec.column(column), typed) == expected


def test_an_edit_is_seen_before_and_after_saved_with_a_reason_and_told_in_the_history(folder: Path) -> None:
    small_warehouse(folder)
    app = table_page("unit")
    choose(app, app.selectbox, "Raden som skal endres", "VM-INH")
    field(app.text_input, "Navn, bokmål").set_value("Naturhistorie")
    told = said(press(app, "Ta med endringen"))
    assert "VM-INH Naturhistorie endret Navn, bokmål Institutt for naturhistorie Naturhistorie" in told
    assert [row["name_nb"] for row in read_table(folder, "unit")][1] == "Institutt for naturhistorie"
    field(app.text_input, "Hvem").set_value("Kari").run()
    field(app.text_input, "Hvorfor").set_value("Nytt navn fra 2025").run()
    told = said(press(app, "Lagre endringene"))
    assert "1 endring er lagret, som versjon" in told
    assert "Naturhistorie endret Navn, bokmål Institutt for naturhistorie Naturhistorie" in told
    assert "Kari Nytt navn fra 2025" in told
    (change,) = changes_of(folder, "unit")
    assert (change.key, change.changed_by, change.reason) == ("VM-INH", "Kari", "Nytt navn fra 2025")


def test_a_change_without_a_reason_is_refused(folder: Path) -> None:
    small_warehouse(folder)
    app = table_page("unit")
    field(app.text_input, "Navn, bokmål").set_value("Adm")
    press(app, "Ta med endringen")
    before = current_version(folder)
    assert "Skriv hvorfor kodeverket endres" in said(press(app, "Lagre endringene"))
    assert current_version(folder) == before


def test_a_wrong_row_is_mended_at_its_fields_before_it_can_be_saved(folder: Path) -> None:
    small_warehouse(folder)
    app = way(table_page("alias"), "Legg til")
    field(app.text_input, "Annet navn").set_value("Bevisst-prosjektet")
    field(app.text_input, "Gjelder fra (kan stå tom)").set_value("32.01.2024")
    told = said(press(app, "Ta med den nye raden"))
    assert "2 feil. Ingenting er lagret. Rett dem over, så kan du lagre." in told
    assert "Feil: ventet en dato, slik: 31.12.2024." in told
    assert "Feil: ventet noe her: feltet kan ikke stå tomt." in told
    assert "Gjelder fra 32.01.2024 en dato, slik: 31.12.2024" in told
    assert "Lagre endringene" not in labels(app)
    field(app.selectbox, "Står for").select("4.5")
    field(app.text_input, "Gjelder fra (kan stå tom)").set_value("1.1.2024")
    told = said(press(app, "Ta med endringen"))
    assert "feil" not in told.split("Se over og lagre")[1]
    assert "Lagre endringene" in labels(app)


def test_shares_that_do_not_sum_to_the_whole_are_refused_in_per_cent(folder: Path) -> None:
    small_warehouse(folder)
    app = table_page("code_map")
    field(app.text_input, "Andel, prosent").set_value("60")
    told = said(press(app, "Ta med endringen"))
    assert "Andel 0.6 andeler for V22IK som til sammen er 100 prosent" in told


def test_a_row_that_figures_use_cannot_be_removed(folder: Path) -> None:
    small_warehouse(folder)
    app = way(table_page("role_group"), "Fjern")
    choose(app, app.selectbox, "Raden som skal fjernes", "KSJEF")
    told = said(press(app, "Ta med at raden fjernes"))
    assert "noe som finnes i «Rollegrupper»" in told  # rates and other names point to it


def test_a_table_that_somebody_else_has_changed_is_not_overwritten(folder: Path) -> None:
    small_warehouse(folder)
    app = table_page("unit")
    field(app.text_input, "Navn, bokmål").set_value("Min")
    press(app, "Ta med endringen")
    others = [{**row, "name_en": "Theirs"} for row in read_table(folder, "unit")]
    edit(folder, {"unit": others}, "Ola", "Oversettelse")
    field(app.text_input, "Hvorfor").set_value("Min grunn")
    told = said(press(app, "Lagre endringene"))
    assert "Ola har endret tabellen mens du arbeidet" in told
    assert {row["name_en"] for row in read_table(folder, "unit")} == {"Theirs"}


def test_changes_can_be_thrown_away(folder: Path) -> None:
    small_warehouse(folder)
    app = table_page("unit")
    field(app.text_input, "Navn, bokmål").set_value("Min")
    press(app, "Ta med endringen")
    assert "Se over og lagre" not in said(press(app, "Forkast endringene"))


def test_a_workbook_is_compared_with_what_is_stored_before_it_is_saved(folder: Path) -> None:
    small_warehouse(folder)
    book = load_workbook(io.BytesIO(export_xlsx(folder)))
    book["unit"]["B2"] = "Administrasjonen"
    book["role_group"].append(["VIT", "Vitere", "Scholars", 9])
    edited = io.BytesIO()
    book.save(edited)
    app = way(table_page("unit"), "Excel")
    app.file_uploader[0].set_value([("kodeverk.xlsx", edited.getvalue(), "application/octet-stream")]).run()
    told = said(app)
    assert "Rollegrupper 1 0 0" in told
    assert "Enheter og koststeder 0 1 0" in told
    press(app, "Ta med endringene fra arbeidsboken")
    field(app.text_input, "Hvorfor").set_value("Rettet i Excel")
    assert "2 endringer er lagret" in said(press(app, "Lagre endringene"))
    assert [row["role_group_id"] for row in read_table(folder, "role_group")] == [
        "ADM",
        "KSJEF",
        "OVRIG",
        "VIT",
    ]


def test_a_workbook_that_is_none_is_refused_in_words(folder: Path) -> None:
    small_warehouse(folder)
    app = way(table_page("unit"), "Excel")
    app.file_uploader[0].set_value([("x.xlsx", b"PK not a workbook", "application/octet-stream")]).run()
    assert app.error
    assert "Ta med endringene fra arbeidsboken" not in labels(app)


def test_rows_with_the_same_key_are_told_as_new() -> None:
    (spec,) = [one for one in tables() if one.name == "role_group"]
    row = {"role_group_id": "A", "name_nb": "a", "name_en": "a", "sort_order": "1"}
    twin = {**row, "name_nb": "b"}
    assert [each.kind for each in differences(spec, [row], [row, twin])] == ["added"]
    assert [each.kind for each in differences(spec, [row], [twin])] == ["changed"]
    assert [each.kind for each in differences(spec, [row], [])] == ["removed"]
    assert differences(spec, [row], [row]) == []


# --- planversjoner -------------------------------------------------------------------------------


def test_a_plan_is_revised_adopted_and_then_in_force_from_the_month_after(folder: Path) -> None:
    small_warehouse(folder)
    app = table_page("plan_version")
    assert "januar–mars 2019" not in said(app)
    field(app.segmented_control, "Hva vil du gjøre med planene?").set_value("revise").run()
    field(app.text_input, "Navn på planen").set_value("Revidert plan 2019")
    field(app.text_input, "Kort id").set_value("PV1B")
    field(app.text_input, "Hvorfor").set_value("Kutt")
    told = said(press(app, "Lag utkastet"))
    assert "Utkastet «Revidert plan 2019» er laget" in told
    assert "januar 2019 – desember 2021 Tiltaksplan 2019–2021" in told

    field(app.segmented_control, "Hva vil du gjøre med planene?").set_value("adopt").run()
    field(app.text_input, "Vedtatt dato").set_value("15.02.2019").run()
    assert "mars 2019 – desember 2021 Tiltaksplan 2019–2021 Revidert plan 2019" in said(app)
    field(app.text_input, "Hvorfor").set_value("Vedtak").run()
    told = said(press(app, "Vedta «Revidert plan 2019»"))
    assert "januar–februar 2019 Tiltaksplan 2019–2021" in told
    assert "mars 2019 – desember 2021 Revidert plan 2019" in told

    field(app.segmented_control, "Hva vil du gjøre med planene?").set_value("close").run()
    choose(app, app.selectbox, "Planen som avsluttes", "PV1 ")
    field(app.text_input, "Hvorfor").set_value("Ferdig").run()
    press(app, "Avslutt «Tiltaksplan 2019–2021»")
    assert {row["plan_version_id"]: row["status"] for row in read_table(folder, "plan_version")}[
        "PV1"
    ] == "closed"


def test_a_draft_without_figures_changes_nothing_and_says_why(folder: Path) -> None:
    small_warehouse(folder)
    app = table_page("plan_version")
    field(app.text_input, "Navn på planen").set_value("Plan 2026")
    field(app.text_input, "Kort id").set_value("PV6")
    for label, typed in (("Første måned", "01.2026"), ("Siste måned", "12.2026"), ("Hvorfor", "Ny periode")):
        field(app.text_input, label).set_value(typed)
    press(app, "Lag utkastet")
    field(app.segmented_control, "Hva vil du gjøre med planene?").set_value("adopt").run()
    assert "Gjeldende plan endres ikke: utkastet har ingen planlagte timer" in said(app)


# --- kodebro -------------------------------------------------------------------------------------


def test_the_bridge_keeps_the_total_and_lists_what_is_not_bridged(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("codebook", **{"del": "bridge"}))
    assert "Før broen 666,00 t Etter broen 666,00 t Forskjell 0,00 t" in told
    assert "22.4 BEVISST – ta i bruk virksomhetsstyrings- og planverktøy 4.5 BEVISST" in told
    assert "Koder uten bro Gammel kode Står igjen 22.1 Helhetlig internkontroll 150,00 t Sum 150,00 t" in told


# --- husket oppsett ------------------------------------------------------------------------------


def with_memory(folder: Path) -> None:
    """A small warehouse that remembers one source: two columns and one text."""
    small_warehouse(folder)
    uses = (ColumnUse("mnd", "period"), ColumnUse("antall", "hours", unit="person_days"))
    memory.save_mapping(folder, Mapping("prosjekt", "actual_hours", uses), "Kari", "mars.xlsx")
    memory.save_choice(folder, "prosjekt", "sub_measure", "Beviset", "4.5", "Kari")


def test_what_is_remembered_of_a_source_is_seen_changed_and_forgotten(folder: Path) -> None:
    with_memory(folder)
    app = opened("codebook", **{"del": "memory"})
    told = said(app)
    assert "antall timer eller annen innsats dagsverk" in told
    assert "Beviset deltiltak 4.5 BEVISST – nye moduler og forvaltning" in told
    choose(app, app.selectbox, "Står for", "4.1")
    press(app, "Lagre valget")
    (choice,) = memory.saved_choices(folder)
    assert choice.target_id == "4.1"
    press(app, "Slett valget")
    assert memory.saved_choices(folder) == []
    assert "Neste fil fra kilden leses som om den var ny" in said(press(app, "Glem oppsettet"))
    assert len(memory.saved_mappings(folder)) == 1
    assert "Ingenting er husket ennå" in said(press(app, "Ja, glem det"))
    assert memory.saved_mappings(folder) == []


def test_what_is_remembered_moves_to_another_machine_as_a_file(folder: Path) -> None:
    with_memory(folder)
    exported = memory.export_memory(folder)
    memory.forget_mapping(folder, "prosjekt")
    app = opened("codebook", **{"del": "memory"})
    app.file_uploader[0].set_value(
        [("oppsett.json", json.dumps(exported).encode(), "application/json")]
    ).run()
    press(app, "Ta inn oppsettet")
    assert [one.mapping.source for one in memory.saved_mappings(folder)] == ["prosjekt"]
    app.file_uploader[0].set_value([("oppsett.json", b"[", "application/json")]).run()
    assert "Filen er ikke JSON" in said(press(app, "Ta inn oppsettet"))


def test_the_page_shows_what_was_changed_elsewhere_at_the_next_click(folder: Path) -> None:
    small_warehouse(folder)
    app = table_page("unit")
    changed = [{**row, "name_nb": "Utenfra"} for row in read_table(folder, "unit")]
    edit(folder, {"unit": changed}, "Ola", "Fra kommandolinjen")
    told = said(app.run())
    assert "Utenfra" in told
    assert "Ola Fra kommandolinjen" in told
