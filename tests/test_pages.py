"""Every page in Streamlit's own test harness, on a real small warehouse: what a reader sees in each state."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui_warehouse import broken_newest_version, small_warehouse
from tests.warehouses import empty_warehouse
from ui.navigation import PATHS
from warehouse import ReferenceInvalid, ReferenceProblem

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

ROOT = Path(__file__).parent.parent
SECONDS = 60
WITH_FIGURES = ("overview", "measures", "systems")
Open = Callable[..., AppTest]


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return warehouse_in_use


def opened(page: str, **query: str) -> AppTest:
    """Run a page as a reader who follows an address."""
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def said(app: AppTest) -> str:
    """Everything that the page says, without tags."""
    assert not app.exception
    parts = [
        str(getattr(element, "value", "") or getattr(element, "body", "") or getattr(element, "label", ""))
        for element in app.main
        if element.type != "plotly_chart"
    ]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(parts))).replace("\N{NO-BREAK SPACE}", " ")


# --- figures -------------------------------------------------------------------------------------


def test_the_measures_page_has_every_sub_measure_also_those_without_a_system(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("measures", first="2019-01", last="2019-03"))
    for name in (
        "22.1 Helhetlig internkontroll",
        "22.2 NTNUs forbedringsprogram",
        "22.3 Revidere lokal beredskapsplan",
    ):
        assert name in told
    assert "uten system" in told
    assert "ikke planlagt" in told
    assert "«Tiltak 20», teksten «tiltak 22»" in told


def test_one_sub_measure_is_part_of_the_address(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("measures", first="2019-01", last="2019-03", sub_measure="22.4")
    told = said(app)
    assert "Planlagt 90 t" in told
    assert "Faktisk 210 t" in told
    assert "Gevinsttype kvalitet" in told


def test_every_system_is_on_the_systems_page_also_without_effort(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("systems", first="2019-01", last="2019-03"))
    for name in ("BEVISST", "BOTT ØL", "NTNU Sak / BOTT-SA", "ePhorte", "BOTT HR", "BOTT tilgangsstyring", "Bookitlab",
                 "Leiestedsmodellen 2"):  # fmt: skip
        assert name in told
    assert "verken planlagt eller ført timer" in told
    assert "Avsluttet uten innføring" in told
    assert "420" in told  # the backlog stands beside the hours


def test_the_grand_total_of_the_matrix_is_the_total_of_the_page(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("systems", first="2019-01", last="2019-03"))
    assert "666 / 540" in told


# --- filters and address -------------------------------------------------------------------------


def test_a_filter_goes_into_the_address_and_the_heading(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("overview", first="2019-01", last="2019-03")
    app.multiselect(key="filter_systems_nb").select("SYS-BEV").run()
    assert app.query_params["systems"] == "SYS-BEV"
    told = said(app)
    assert "system: BEVISST" in told
    assert "Planlagt 90 t" in told


def test_a_period_that_ends_before_it_begins_moves_its_other_end(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("overview", first="2019-01", last="2019-02")
    march = next(
        option for option in app.selectbox(key="filter_first_nb").options if option.startswith("mar")
    )
    app.selectbox(key="filter_first_nb").select(march).run()
    assert (app.query_params["first"], app.query_params["last"]) == ("2019-03", "2019-03")


def test_reset_clears_the_selection_and_keeps_the_language(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("overview", first="2019-01", lang="en")
    app.button(key="filter_reset_en").click().run()
    assert dict(app.query_params) == {"lang": "en"}


def test_an_address_that_means_nothing_is_said_and_passed_over(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("overview", first="når som helst", systems="SYS-NO", plan="PV99"))
    assert "Noe i adressen finnes ikke" in told
    assert "Planlagt 540 t" in told


def test_the_choice_survives_the_switch_of_language(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("overview", unit="person_days")
    app.segmented_control(key="filter_lang").set_value("en").run()
    assert app.query_params["unit"] == "person_days"
    assert app.title[0].value == "Overview"


@pytest.mark.parametrize("page", PATHS)
def test_a_page_in_english_has_no_untranslated_heading(folder: Path, page: str) -> None:
    small_warehouse(folder)
    app = opened(page, lang="en")
    norwegian = opened(page, lang="nb")
    assert not app.exception
    headings = [h.value for h in (*app.title, *app.header)]
    assert headings
    assert not set(headings) & {h.value for h in (*norwegian.title, *norwegian.header)}


# --- states --------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PATHS)
def test_an_empty_warehouse_says_what_to_do_next(folder: Path, page: str) -> None:
    empty_warehouse(folder)
    app = opened(page)
    assert "Datavarehuset er tomt" in said(app)
    assert app.button(key="sample_load").label == "Last inn eksempeldata"


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_an_empty_selection_says_so(folder: Path, page: str) -> None:
    small_warehouse(folder)
    assert "Utvalget har ingen frigitte tall" in said(opened(page, first="2025-01", last="2025-02"))


@pytest.mark.parametrize("page", PATHS)
def test_a_damaged_newest_version_is_named_and_the_one_before_serves(folder: Path, page: str) -> None:
    small_warehouse(folder)
    broken_newest_version(folder)
    assert "(3) er skadet og brukes ikke. Du ser versjon 2" in said(opened(page))


def test_the_sample_is_called_invented_on_every_page_and_removal_is_confirmed(folder: Path) -> None:
    small_warehouse(folder, is_sample=True)
    for page in PATHS:
        assert "Alle tall er oppdiktet" in said(opened(page))
    app = opened("overview")
    app.button(key="sample_remove").click().run()
    assert app.button(key="sample_yes").label == "Ja, fjern eksempeldata"


def test_an_unexpected_error_shows_words_and_no_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_warehouse(folder)

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("ui.cards.total_cards", broken)
    monkeypatch.setattr("metrics.attention", broken)
    app = opened("overview")
    told = said(app)
    assert "Noe gikk galt her, og ingen tall er endret" in told
    assert "secret detail" not in told
    assert "ZeroDivisionError" not in told


# --- upload, log, undo ---------------------------------------------------------------------------

FIXTURES = Path(__file__).parent / "fixtures"


def dropped(name: str) -> AppTest:
    """Drop one of the fixtures on the upload page."""
    app = opened("upload")
    file = ("![x](x.png).xls", (FIXTURES / name).read_bytes(), "application/octet-stream")
    app.file_uploader[0].set_value([file]).run()
    return app


def test_a_file_is_understood_confirmed_loaded_and_undone(folder: Path) -> None:
    small_warehouse(folder)
    app = dropped("sap_cats_2023.xls")
    app.button(key="step_configure").click().run()
    told = said(app)
    assert "tidseksport fra DFØ/SAP" in told
    assert "timer 11,75" in told
    assert "7 lest = 4 gyldige + 0 avviste + 3 ikke med" in told
    assert r"\!\[x\]\(x\.png\)\.xls" in [h.value for h in app.header]
    app.button(key="upload_confirm").click().run()
    told = said(app)
    assert "Hva som er endret" in told
    assert "4.1 BOTT ØL – innføring og stabil drift faktisk 0,0 11,8 +11,8" in told

    log = opened("import_log")
    log.button(key="undo_4").click().run()
    log.button(key="undo_4_yes").click().run()
    told = said(log)
    assert "Import 4 er angret" in told
    assert not any(button.key == "undo_4" for button in log.button)


def test_a_file_with_row_errors_is_refused_until_its_sound_rows_are_asked_for(folder: Path) -> None:
    small_warehouse(folder)
    app = dropped("egen_maanedsmal_2022.xlsx")
    assert "Avvist slik den er: 1 feil" in said(app)
    assert "«20» er nummeret på et tiltak, ikke et deltiltak" in said(app)
    assert not any(button.key == "upload_confirm" for button in app.button)
    next(box for box in app.checkbox if (box.key or "").startswith("accept_")).check().run()
    assert app.button(key="upload_confirm").label == "Last inn 1 fil"


def test_a_file_that_cannot_be_read_is_refused_in_plain_words(folder: Path) -> None:
    small_warehouse(folder)
    app = dropped("kryptert_etikett.xlsx")
    told = said(app)
    assert "Avvist: 1 feil. Ingenting fra filen kan lastes inn." in told
    assert "beskyttet" in told
    assert not any(button.key == "upload_confirm" for button in app.button)


def test_a_broken_reference_table_is_told_cell_by_cell(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = ReferenceProblem("unit.csv", 3, "sort_order", "x", "a whole number")

    def refuse(*_: object, **__: object) -> None:
        raise ReferenceInvalid([problem])

    monkeypatch.setattr("etl.load", refuse)
    told = said(opened("overview"))
    assert "Referansetabellene har feil" in told
    assert r"Filen unit\.csv, rad 3, kolonnen sort\_order: «x»" in told
