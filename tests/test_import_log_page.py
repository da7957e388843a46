"""Importlogg and Avstemming in Streamlit's test harness: one import closely, undo and redo, the ledger's totals."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import etl
from etl.reconcile import enter_total, totals
from tests.page_steps import choose, field, labels, press
from tests.test_pages import opened, said
from tests.ui_warehouse import small_warehouse
from tests.warehouses import empty_warehouse
from warehouse import open_reader

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

FIXTURES = Path(__file__).parent / "fixtures"
SAP = FIXTURES / "sap_cats_2023.xls"
"""11.75 approved hours on 4.1 in January 2023; of its seven rows three are left out."""


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return warehouse_in_use


def loaded(folder: Path) -> Path:
    """A small warehouse with one file loaded as import 4."""
    small_warehouse(folder)
    result = etl.load([etl.Upload("timer.xls", SAP)], folder, imported_by="Kari")
    assert [one.status for one in result.files] == ["loaded"]
    return folder


def dropped(app: AppTest, path: Path) -> AppTest:
    """Drop a file in the place where an import is read again."""
    return app.file_uploader[0].set_value([(path.name, path.read_bytes(), "application/octet-stream")]).run()


# --- importlogg ----------------------------------------------------------------------------------


def test_the_log_lists_every_import_and_shows_a_file_name_as_text(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("import_log")
    assert [one.label for one in app.selectbox][:1] == ["Import"]
    assert [option[:2] for option in app.selectbox[0].options] == ["3:", "2:", "1:"]
    assert any("2: timer &lt;b&gt;2019&lt;/b&gt;" in str(element.proto.body) for element in app.get("html"))
    assert not any("<b>2019</b>" in str(element.proto.body) for element in app.get("html"))


def test_one_import_stands_in_the_address_and_tells_all_about_itself(folder: Path) -> None:
    loaded(folder)
    app = opened("import_log", **{"import": "4"})
    told = said(app)
    assert "Fil timer.xls" in told
    assert ", Kari" in told
    assert etl.history(folder)[0].sha256 in told
    assert "7 lest = 4 lastet inn + 0 avviste + 3 ikke med" in told
    assert "sumrad, brukt som kontrollsum ikke med 1" in told
    assert "Ingenting: ingen tidligere import fra kilden dekket det samme." in told
    assert "4.1 BOTT ØL – innføring og stabil drift faktisk 0,0 11,8 +11,8" in told
    choose(app, app.selectbox, "Import", "2:")
    assert app.query_params["import"] == "2"
    assert "Angre import 2" in labels(app)


def test_an_address_of_an_import_that_is_gone_shows_the_newest(folder: Path) -> None:
    small_warehouse(folder)
    assert "Angre import 3" in labels(opened("import_log", **{"import": "99"}))


def test_an_earlier_import_is_undone_and_counts_again_when_asked(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("import_log", **{"import": "2"})
    press(app, "Angre import 2")
    press(app, "Avbryt")
    assert [record.status for record in etl.history(folder)] == ["active"] * 3
    press(app, "Angre import 2")
    told = said(press(app, "Ja, angre import 2"))
    assert "Import 2 er angret" in told
    assert [record.status for record in etl.history(folder)] == ["active", "undone", "active"]
    press(app, "Gjør om: la import 2 gjelde igjen")
    assert "Import 2 gjelder igjen" in said(press(app, "Ja, la import 2 gjelde igjen"))
    assert [record.status for record in etl.history(folder)] == ["active"] * 3


def test_what_an_undo_moved_stands_between_the_two_versions_also_month_by_month(folder: Path) -> None:
    small_warehouse(folder)
    etl.undo(folder, 2)
    app = opened("import_log")
    told = said(app)
    assert "Hva som er endret fra versjon 2 til versjon 3" in told
    assert "22.4 BEVISST – ta i bruk virksomhetsstyrings- og planverktøy faktisk 210,0 0,0 −210,0" in told
    assert "Sum av det som er endret faktisk 666,0 0,0 −666,0" in told
    told = said(field(app.checkbox, "Vis hver måned for seg").check().run())
    assert "planverktøy feb 2019 faktisk 70,0 0,0 −70,0" in told


def test_two_equal_versions_are_no_difference(folder: Path) -> None:
    small_warehouse(folder)
    etl.undo(folder, 2)
    app = opened("import_log")
    choose(app, app.selectbox, "Fra versjon", "3:")
    assert "Velg to ulike versjoner." in said(app)


def test_a_file_is_read_again_only_when_it_is_the_same(folder: Path) -> None:
    loaded(folder)
    app = dropped(opened("import_log"), FIXTURES / "egen_maanedsmal_2022.xlsx")
    told = said(press(app, "Les på nytt"))
    assert "«egen_maanedsmal_2022.xlsx» er ikke filen som ble lastet inn som import 4 («timer.xls»)" in told
    assert len(etl.history(folder)) == 4
    told = said(press(dropped(app, SAP), "Les på nytt"))
    assert "Filen er lest på nytt" in told


def test_an_empty_log_says_where_to_begin(folder: Path) -> None:
    empty_warehouse(folder)
    for page in ("import_log", "reconciliation"):
        assert "Ingen filer er lastet inn ennå. Gå til «Last opp» i menyen." in said(opened(page))


# --- avstemming ----------------------------------------------------------------------------------


def test_every_row_of_every_import_is_accounted_for(folder: Path) -> None:
    loaded(folder)
    told = said(opened("reconciliation", **{"import": "4"}))
    assert "4: timer.xls 7 4 0 3 ● stemmer" in told
    assert "○ filen har ingen egen sum" in told


def test_a_total_from_the_ledger_is_typed_in_and_its_residual_told_in_words(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("reconciliation")
    assert "Ingen total fra hovedboken er skrevet inn ennå." in said(app)
    field(app.selectbox, "Fra måned").select(date(2019, 1, 1))
    field(app.selectbox, "Koststed").select("VM-INH")
    field(app.text_input, "Total i hovedboken").set_value("130,5")
    told = said(press(app, "Lagre totalen"))
    assert "Totalen 130,50 t er lagret" in told
    # 40 hours a month on that unit, in three months
    assert "Institutt for naturhistorie (993102) 130,50 t 120,00 t +10,50 t ▲ hovedboken har 10,50 t" in told
    assert "Ikke avstemt ennå: Institutt for naturhistorie (993102)." in told
    with open_reader(folder) as reader:
        assert [(one.unit_id, one.amount) for one in totals(reader)] == [("VM-INH", Decimal("130.5"))]


def test_totals_that_agree_are_called_reconciled_and_can_be_taken_away(folder: Path) -> None:
    small_warehouse(folder)
    enter_total(folder, "own_hours", date(2019, 1, 1), date(2019, 3, 1), Decimal(666), "hours", "Kari")
    app = opened("reconciliation")
    assert "Alle koststeder 666,00 t 666,00 t 0,00 t ● stemmer" in said(app)
    press(app, "Slett totalen")
    assert "Ingen total fra hovedboken er skrevet inn ennå." in said(app)


def test_a_total_that_is_no_number_is_refused(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("reconciliation")
    field(app.text_input, "Total i hovedboken").set_value("omtrent tusen")
    assert "Skriv totalen som et tall, slik: 1 234 567,50." in said(press(app, "Lagre totalen"))
    with open_reader(folder) as reader:
        assert totals(reader) == []


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_rows_that_were_rejected_are_told_with_their_reason(folder: Path, lang: str) -> None:
    small_warehouse(folder)
    upload = etl.Upload("mal.xlsx", FIXTURES / "egen_maanedsmal_2022.xlsx")
    result = etl.load([upload], folder, etl.Options(accept_rejected=True))
    assert [one.rows.rejected for one in result.files] == [1]
    app = opened("import_log", **{"import": "4", "lang": lang})
    assert not app.exception
    told = {
        "nb": "nummeret på et tiltak, ikke et deltiltak",
        "en": "the number of a measure, not of a sub-measure",
    }
    assert told[lang] in said(app)
