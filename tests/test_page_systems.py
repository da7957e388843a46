"""Systemer in Streamlit's test harness: all systems, one of them closely, what they are compared from, every empty
state.
"""

import contextlib
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import language
import metrics
from data.sample_source.make_sample import FOLDER, MANIFEST
from etl.__main__ import main as etl_command
from metrics import Selection
from tests.test_pages import opened, said
from tests.ui_warehouse import small_warehouse
from ui import figures
from ui.address import Address
from ui.systems_aligned import ways as aligned_ways
from ui.systems_matrix import ways
from ui.view import View
from warehouse import new_version, open_reader

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

NB, EN = language.get("nb"), language.get("en")
QUARTER = {"first": "2019-01", "last": "2019-03"}


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return small_warehouse(warehouse_in_use)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with every sample file."""
    made = tmp_path_factory.mktemp("sample") / "warehouse"
    names = json.loads(MANIFEST.read_text(encoding="utf-8"))["files"]
    with contextlib.redirect_stdout(io.StringIO()):
        assert etl_command(["load", *(str(FOLDER / name) for name in names), "--warehouse", str(made)]) == 0
    return made


@pytest.fixture
def sample(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(loaded))
    return loaded


@contextlib.contextmanager
def view_of(folder: Path, lang: language.Language = NB, **filters: Any) -> Iterator[View]:
    """A view outside a page."""
    with open_reader(folder) as reader:
        yield View(
            Address(selection=Selection(**filters)), lang, folder, reader, metrics.names(reader), False
        )


def headers(app: AppTest) -> list[str]:
    return [header.value for header in app.header]


# --- all systems --------------------------------------------------------------------------------------


def test_all_systems_are_held_together_on_one_page(sample: Path) -> None:
    app = opened("systems")
    told = said(app)
    assert headers(app) == [
        "Alle systemer", "Milepæler", "Innsats før og etter at systemene kom i drift", "Tiltak × system",
        "NTNU Sak / BOTT-SA: avsluttet uten innføring", "Restanser og instrumenttimer ved siden av innsatsen",
    ]  # fmt: skip
    assert "Lengst: BOTT ØL: Innføring NTNU, 12 måneder senere." in told
    assert "våren 2023 → våren 2024 → høsten 2024 → våren 2025" in told
    assert (
        "BOTT ØL 3 740,0 t før, 2 970,0 t fra og med; NTNU Sak / BOTT-SA 530,0 t før, 710,0 t fra og med."
        in told
    )
    assert "BEVISST ikke med: ingen dato er oppgitt, kilden sier «dato ukjent»" in told
    assert "BOTT ØL tar mest: 6 710,0 t av 15 100,0 t (44,4 %)." in told
    assert "Restansene falt fra 1 240 (30.09.2021) til 190 (30.06.2024)." in told
    assert "52,5 instrumenttimer, og 93,0 t ført innsats" in told
    # What it says is there at once; the figure waits until it is asked for.
    assert "Instrumenttimer og innsats på Bookitlab" in [box.label for box in app.expander]


def test_a_closed_system_keeps_all_its_effort_in_both_measures(sample: Path) -> None:
    """The sample's own yearly sums of 22.6 and 4.2; June 2024 is the month of the stop."""
    told = said(opened("systems", system="SYS-SAK"))
    assert "Fram til og med juni 2024 er det ført 1 234,0 t. Etter det er det ført 6,0 t." in told
    assert "Planen som gjaldt da, hadde 391,5 t igjen for juli 2024 – desember 2025." in told
    assert (
        "22.6 NTNU Sak – forberedelser og lokalt mottaksprosjekt 20,0 60,0 110,0 340,0 0,0 0,0 530,0 620,0"
        in told
    )
    assert "4.2 NTNU Sak – innføring (pilot) 0,0 0,0 0,0 0,0 520,0 184,0 704,0 908,5" in told
    assert "Sum 20,0 60,0 110,0 340,0 520,0 184,0 1 234,0 1 528,5" in told


def test_what_the_systems_are_compared_from_is_a_part_of_the_address(sample: Path) -> None:
    app = opened("systems", sammen="SYS-BOL,SYS-SAK,SYS-NO", nullpunkt="stop", form="months")
    told = said(app)
    assert "NTNU Sak / BOTT-SA stoppet 24.06.2024" in told
    assert "Innsats per måned, fra måned 0" in told
    assert "BEVISST ikke med" not in told
    app.selectbox(key="aligned_zero_nb").select("første måned med innsats").run()
    assert app.query_params["nullpunkt"] == "start"
    assert "Faktisk innsats fra måned 0: BOTT ØL 6 710,0 t; NTNU Sak / BOTT-SA 1 240,0 t." in said(app)


def test_an_address_that_means_nothing_falls_back(folder: Path) -> None:
    told = said(
        opened("systems", **QUARTER, nullpunkt="i går", form="x", rader="y", sammen=",,", system="SYS-NO")
    )
    assert "Måned 0 er måneden da hvert system kom i drift" in told
    assert "Tiltak × system: faktisk / planlagt, timer" in told


def test_months_by_the_calendar_are_drawn_when_asked_for(folder: Path) -> None:
    app = opened("systems", **QUARTER)
    assert "Innsats per måned, system for system" not in said(app)
    assert "Vis månedene etter kalenderen" in [box.label for box in app.expander]


# --- the matrix -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", ["measure", "sub_measure"])
def test_the_matrix_has_the_total_of_the_page(folder: Path, rows: str) -> None:
    told = said(opened("systems", **QUARTER, rader=rows))
    assert "666 / 540" in told
    # ePhorte had no plan: 3 × 12 hours. Every code leads to a sub-measure.
    assert numbers_after(told, "herav ikke planlagt").endswith("36")
    assert numbers_after(told, "herav ikke plassert").endswith("0")


def numbers_after(told: str, begin: str) -> str:
    """The numbers that follow a heading."""
    rest = told[told.index(begin) + len(begin) :].split()
    numbers = []
    for word in rest:
        if not word.isdigit():
            break
        numbers.append(word)
    return " ".join(numbers)


def test_a_row_leads_to_its_page(folder: Path) -> None:
    with view_of(folder, first=date(2019, 1, 1), last=date(2019, 3, 1)) as view:
        by_system = ways(metrics.compare(view.reader, view.selection, ("system",)).rows, "system", view)
        by_sub = ways(
            metrics.compare(view.reader, view.selection, ("sub_measure",)).rows, "sub_measure", view
        )
    assert [(label, page, address.system) for label, page, address in by_system][:2] == [
        ("BEVISST", "systems", "SYS-BEV"), ("BOTT ØL", "systems", "SYS-BOL"),
    ]  # fmt: skip
    label, page, address = by_system[-1]
    assert (label, page, address.system, address.selection.systems) == (
        "uten system",
        "measures",
        None,
        ("none",),
    )
    assert [(page, address.sub_measure) for _label, page, address in by_sub][:2] == [
        ("measures", "22.1"), ("measures", "22.4"),
    ]  # fmt: skip


def test_a_line_of_the_aligned_figure_leads_to_its_system(sample: Path) -> None:
    with view_of(sample) as view:
        found = metrics.aligned(view.reader, view.selection, ("SYS-BEV", "SYS-BOL", "SYS-SAK"))
        own = view.only(systems=("SYS-BEV", "SYS-BOL", "SYS-SAK"))
        drawn = figures.chart(own.key, own, "aligned")
        leads = [address.system for _label, _page, address in aligned_ways(found, view)]
    rows = {trace.name.split(":")[0]: leads[trace.meta] for trace in drawn.figure.data}
    assert rows == {"BOTT ØL": "SYS-BOL", "NTNU Sak / BOTT-SA": "SYS-SAK"}


# --- one system -----------------------------------------------------------------------------------------


def test_one_system_is_chosen_in_the_list_and_is_a_part_of_the_address(folder: Path) -> None:
    app = opened("systems", **QUARTER)
    app.selectbox(key="choice_system_nb").select("BEVISST").run()
    assert app.query_params["system"] == "SYS-BEV"
    told = said(app)
    assert headers(app) == ["BEVISST på nært hold"]
    assert "Planlagt 90 t" in told
    assert "Faktisk 210 t" in told
    assert "Formål Virksomhetsstyring og plan" in told
    assert "BEVISST per deltiltak" in told
    assert "BEVISST per rollegruppe" in told
    assert "dato ukjent" in told
    assert "Tiltak × system" not in told
    app.selectbox(key="choice_system_nb").select("Alle systemer").run()
    assert "system" not in app.query_params


def test_a_system_says_where_it_ends_or_why_not(
    sample: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = said(opened("systems", **QUARTER, system="SYS-BEV"))
    assert "BEVISST: hvor det ender" not in told
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(sample))
    st.cache_resource.clear()
    assert "BOTT ØL: hvor det ender" in said(opened("systems", system="SYS-BOL"))


def test_a_system_without_effort_tells_what_it_is(folder: Path) -> None:
    told = said(opened("systems", **QUARTER, system="SYS-IAM"))
    assert "har verken planlagt eller ført innsats i utvalget" in told
    assert "Ingen milepæler er registrert." in told
    assert "Eier Sikt/BOTT" in told


def test_the_series_of_a_system_stands_on_its_page(sample: Path) -> None:
    app = opened("systems", system="SYS-EPH")
    told = said(app)
    assert "Restanser og innsats på ePhorte" in [head.value for head in app.subheader]
    assert "Filer: ephorte_restanser.xlsx (uttrekk 01.11.2024)." in told
    assert "Instrumenttimer" not in told


# --- empty states -----------------------------------------------------------------------------------------


def test_nothing_released_still_shows_systems_and_milestones(folder: Path) -> None:
    app = opened("systems", first="2025-01", last="2025-02")
    told = said(app)
    assert "Utvalget har ingen frigitte tall" in told
    assert headers(app) == ["Alle systemer", "Milepæler"]
    assert "Milepæler: planlagt, revidert og faktisk" in told


def test_one_backlog_list_shows_no_development(folder: Path) -> None:
    told = said(opened("systems", **QUARTER))
    assert "Serien har bare ett tall i utvalgets periode, så den viser ingen utvikling." in told
    assert "420" in told


def test_no_backlog_and_no_instrument_hours_say_so(folder: Path) -> None:
    with new_version(folder) as version:
        version.con.execute("update import_log set status = 'undone' where kind = 'backlog'")
    told = said(opened("systems", **QUARTER))
    assert "Ingen restanselister er lastet inn." in told
    assert "Ingen instrumenttimer er lastet inn." in told


def test_a_selection_of_one_system_without_milestones_says_so(folder: Path) -> None:
    told = said(opened("systems", **QUARTER, systems="SYS-EPH"))
    assert "Ingen milepæler er registrert for systemene i utvalget." in told
    assert "ePhorte ikke med: ingen dato for når det kom i drift, er registrert" in told


def test_a_closed_system_without_a_day_says_what_it_cannot_tell(folder: Path) -> None:
    with new_version(folder) as version:
        version.con.execute("update system set status = 'closed_without_rollout' where system_id = 'SYS-EPH'")
    told = said(opened("systems", **QUARTER, system="SYS-EPH"))
    assert "Datoen er ikke registrert som milepæl, så innsatsen før den kan ikke skilles ut." in told


@pytest.mark.parametrize("unit", metrics.UNITS)
def test_every_unit_is_shown_without_a_nan(folder: Path, unit: str) -> None:
    for query in ({}, {"system": "SYS-SAK"}, {"system": "SYS-BEV"}):
        told = said(opened("systems", **QUARTER, unit=unit, **query))
        assert "nan" not in told.lower().split()
        assert "Noe gikk galt" not in told


@pytest.mark.parametrize("system", ["", "SYS-SAK", "SYS-EPH", "SYS-BOL"])
def test_the_page_is_there_in_english(sample: Path, system: str) -> None:
    query = {"system": system} if system else {}
    english, norwegian = opened("systems", lang="en", **query), opened("systems", **query)
    told = said(english)
    assert "Something went wrong" not in told
    assert not set(headers(english)) & set(headers(norwegian))
    for word in ("Måned 0", "innsats", "avsluttet", "Restansene", "instrumenttimer"):
        assert word not in told


@pytest.mark.parametrize("system", ["", "SYS-SAK", "SYS-EPH", "SYS-BEV"])
def test_a_small_groups_effort_is_hidden_in_words(sample: Path, system: str) -> None:
    query = {"system": system} if system else {}
    told = said(opened("systems", units="VM-INH", role_groups="KSJEF", **query))
    assert "skjult av personvernhensyn" in told
    assert "nan" not in told.lower().split()
    assert "Noe gikk galt" not in told
