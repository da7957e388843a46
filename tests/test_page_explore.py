"""Exploring freely: quick periods, filters that can be taken away, ways in and back, earlier versions, saved views."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

import charts
import etl
import language
from charts import Chart
from metrics import UNITS, Selection
from metrics.search import Hit
from metrics.selection import QUALITIES
from tests.page_steps import CODE, field, with_unplaced_code
from tests.test_pages import opened, said
from tests.ui_warehouse import small_warehouse
from tests.warehouses import empty_warehouse
from ui import drill, views_file
from ui.address import _CLOSELY, Address, read_address
from ui.search import target
from ui.views_file import SavedView
from warehouse import new_version

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

PAGES_WITH_FIGURES = ("overview", "measures", "systems")


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return warehouse_in_use


# --- every state has an address --------------------------------------------------------------------

MONTHS = some.dates(date(1900, 1, 1), date(2099, 12, 31)).map(lambda day: day.replace(day=1))
IDS = some.text(min_size=1, max_size=8)
LISTS = some.lists(IDS, max_size=4).map(tuple)
SELECTIONS = some.builds(
    Selection,
    first=some.none() | MONTHS, last=some.none() | MONTHS, measures=LISTS, sub_measures=LISTS, systems=LISTS,
    units=LISTS, role_groups=LISTS, processes=LISTS, plan=IDS, as_of=some.none() | some.dates(),
    unit=some.sampled_from(UNITS), qualities=some.lists(some.sampled_from(QUALITIES), max_size=3).map(tuple),
).filter(lambda chosen: not (chosen.first and chosen.last) or chosen.first <= chosen.last)  # fmt: skip
ADDRESSES = some.builds(
    Address,
    lang=some.sampled_from(language.CODES),
    selection=SELECTIONS,
    **{name: some.none() | IDS for name in _CLOSELY},
)


@settings(deadline=None)
@given(ADDRESSES)
def test_every_address_comes_back_as_it_was_written(address: Address) -> None:
    assert read_address(address.to_query()) == (address, True)


def test_no_two_fields_of_an_address_share_a_parameter() -> None:
    every = Selection(
        first=date(2019, 1, 1), last=date(2019, 2, 1), measures=("a",), sub_measures=("a",), systems=("a",),
        units=("a",), role_groups=("a",), processes=("a",), plan="a", as_of=date(2019, 1, 1), unit="cost_nok",
        qualities=("measured",),
    )  # fmt: skip
    closely = dict.fromkeys(_CLOSELY, "a")
    assert len(Address(selection=every, **closely).to_query()) == 1 + len(every.to_query()) + len(closely)


# --- quick choices ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES_WITH_FIGURES)
def test_a_plan_period_is_one_click_away_on_every_page(folder: Path, page: str) -> None:
    small_warehouse(folder)
    app = opened(page)
    periods = app.button_group(key="quick_span_nb")
    assert list(periods.options) == ["Alle måneder", "2019–2021", "2023–2025", "Hittil i 2019"]
    periods.set_value((date(2019, 1, 1), date(2021, 12, 1))).run()
    assert (app.query_params["first"], app.query_params["last"]) == ("2019-01", "2021-12")


def test_a_unit_is_one_click_away(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("overview", first="2019-01", last="2019-03")
    app.button_group(key="quick_unit_nb").set_value("person_days").run()
    assert app.query_params["unit"] == "person_days"
    assert "Planlagt 72 dagsverk" in said(app)  # 540 / 7.5


def test_every_chosen_filter_can_be_taken_away_by_itself(folder: Path) -> None:
    small_warehouse(folder)
    app = opened(
        "overview", first="2019-01", systems="SYS-BEV,SYS-EPH", units="VM-ADM", plan="PV1", as_of="2019-06-01"
    )
    assert chips(app) == [
        "Fra januar 2019 ✕", "BEVISST ✕", "ePhorte ✕", "Museumsadministrasjonen ✕",
        "Planversjonen «Tiltaksplan 2019–2021» ✕", "Planen slik den var 01.06.2019 ✕",
    ]  # fmt: skip
    field(app.button, "BEVISST ✕").click().run()
    assert app.query_params["systems"] == "SYS-EPH"
    assert app.query_params["units"] == "VM-ADM"
    field(app.button, "Fjern alle").click().run()
    assert dict(app.query_params) == {"lang": "nb"}
    assert chips(app) == []


def bodies(part: Any) -> str:
    """The HTML of a part of the page, with NUL between its pieces."""
    return "\0".join(str(piece.body) for piece in part.get("html"))


def chips(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.label.endswith("✕")]


def test_a_period_that_a_pill_shows_is_not_shown_twice(folder: Path) -> None:
    small_warehouse(folder)
    assert chips(opened("overview", first="2019-01", last="2021-12")) == []
    assert chips(opened("overview", first="2019-02", last="2021-12")) == ["Februar 2019 – desember 2021 ✕"]


def test_many_values_of_one_filter_are_counted(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("overview", systems="SYS-BEV,SYS-EPH,SYS-BOL,SYS-SAK", qualities="measured")
    assert chips(app) == ["Systemer: 4 valgte ✕", "Målt ✕"]
    field(app.button, "Målt ✕").click().run()
    assert "qualities" not in app.query_params


def test_rare_filters_are_drawn_once_they_are_opened(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("overview")
    assert [choice.label for choice in app.sidebar.multiselect] == ["Tiltak", "Systemer"]
    app.session_state["filter_more_nb"] = True
    app.run()
    assert [choice.label for choice in app.sidebar.multiselect] == [
        "Tiltak", "Systemer", "Deltiltak", "Hovedprosesser", "Enheter", "Rollegrupper", "Kvalitet",
    ]  # fmt: skip
    app.multiselect(key="filter_role_groups_nb").select("KSJEF").run()
    assert app.query_params["role_groups"] == "KSJEF"


# --- ways in and back ------------------------------------------------------------------------------


def bars() -> Chart:
    rows = [
        {"label": f"rad {n}", "planned": 1.0, "actual": 2.0, "variance": 1.0, "variance_pct": 100.0}
        for n in (0, 1, 2)
    ]
    return charts.variance_bars(
        pd.DataFrame(rows), title="t", unit="hours", basis="", lang=language.get("nb")
    )


@pytest.mark.parametrize(
    ("points", "row"),
    [
        pytest.param([], None, id="nothing chosen"),
        pytest.param([{"curve_number": 0, "point_index": 2}], 2, id="the plan's bar"),
        pytest.param([{"curve_number": 3, "point_index": 1}], 1, id="the pin"),
        pytest.param([{"curve_number": 0}], None, id="a mark without a place"),
    ],
)
def test_a_mark_leads_to_its_row(points: list[dict[str, int]], row: int | None) -> None:
    assert drill.row_of(bars(), {"selection": {"points": points}}) == row


def test_a_trace_that_draws_one_row_leads_there_from_each_of_its_marks() -> None:
    drawn = bars()
    drawn.figure.data[1].meta = 7
    assert drill.row_of(drawn, {"selection": {"points": [{"curve_number": 1, "point_index": 2}]}}) == 7


@pytest.mark.parametrize(
    ("page", "query", "way"),
    [
        pytest.param("measures", {"tiltak": "T22"}, ["Oversikt", "Tiltak", "Tiltak 22"], id="a measure"),
        pytest.param(
            "measures", {"sub_measure": "22.4"}, ["Oversikt", "Tiltak", "Tiltak 22", "22.4 BEVISST"],
            id="a sub-measure, whose measure is known",
        ),
        pytest.param("systems", {"system": "SYS-EPH"}, ["Oversikt", "Systemer", "ePhorte"], id="a system"),
        pytest.param("measures", {}, [], id="nothing looked at closely"),
        pytest.param("overview", {"sub_measure": "22.4"}, [], id="the top itself"),
    ],
)  # fmt: skip
def test_a_page_that_looks_closely_shows_the_way_back(
    folder: Path, page: str, query: dict[str, str], way: list[str]
) -> None:
    small_warehouse(folder)
    app = opened(page, **query)
    told = said(app)
    if not way:
        assert "Du er her:" not in told
        return
    assert f"Du er her: {' › '.join(way)}" in told.replace("\\", "")


def test_a_click_that_stays_on_its_page_changes_what_the_page_shows(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("systems", first="2019-01", last="2019-03")
    app.session_state["drill_to"] = ("systems", Address(system="SYS-EPH"))
    app.run()
    assert dict(app.query_params) == {"lang": "nb", "system": "SYS-EPH"}
    assert "drill_to" not in app.session_state


def test_a_click_before_the_menu_has_run_keeps_what_was_chosen(folder: Path) -> None:
    """The page's file runs by itself, so the other page is not known yet."""
    small_warehouse(folder)
    app = opened("overview")
    app.session_state["drill_to"] = ("systems", Address(system="SYS-EPH"))
    app.run()
    assert said(app)
    assert app.query_params["system"] == "SYS-EPH"


# --- search ----------------------------------------------------------------------------------------


def test_the_search_box_leads_on_and_says_when_it_finds_nothing(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("overview")
    app.text_input(key="search_nb").input("V22BEV").run()
    assert any("Deltiltak 22\\.4 BEVISST \\(V22BEV\\)" in text.value for text in app.sidebar.markdown)
    app.text_input(key="search_nb").input("qqqqq").run()
    assert "Ingen tiltak, systemer, enheter eller koder ligner på «qqqqq»." in bodies(app.sidebar)


def test_a_code_that_leads_nowhere_leads_to_where_codes_are_placed(folder: Path) -> None:
    with_unplaced_code(folder)
    app = opened("overview", first="2019-01")
    app.text_input(key="search_nb").input(CODE).run()
    assert [f"Kode {CODE}, ikke plassert"] == [text.value.replace("\\", "") for text in app.sidebar.markdown]
    page, address = target(Hit("unplaced", CODE, "", 100), "overview", Address())
    assert (page, address.part) == ("codebook", "unplaced")


def test_a_hit_opens_with_the_same_months_and_without_what_could_hide_it() -> None:
    address = Address(
        lang="en", selection=Selection(first=date(2019, 1, 1), measures=("T4",), units=("VM-ADM",), unit="cost_nok"),
        system="SYS-BEV",
    )  # fmt: skip
    wide = Selection(first=date(2019, 1, 1), units=("VM-ADM",), unit="cost_nok")
    assert target(Hit("sub_measure", "22.4", "", 100), "overview", address) == (
        "measures", Address(lang="en", selection=wide, sub_measure="22.4"),
    )  # fmt: skip
    assert target(Hit("system", "SYS-EPH", "", 100), "overview", address) == (
        "systems", Address(lang="en", selection=wide, system="SYS-EPH"),
    )  # fmt: skip
    page, found = target(Hit("unit", "VM-INH", "", 100), "systems", address)
    assert (page, found.selection.units, found.selection.measures) == ("systems", ("VM-INH",), ("T4",))


# --- as it was -------------------------------------------------------------------------------------


def two_versions(folder: Path) -> None:
    """Version 2 has the hours; in version 3 they are taken out."""
    small_warehouse(folder)
    etl.undo(folder, 2, by="test")


@pytest.mark.parametrize("page", PAGES_WITH_FIGURES)
def test_an_earlier_version_shows_its_figures_and_says_so(folder: Path, page: str) -> None:
    two_versions(folder)
    then = said(opened(page, first="2019-01", last="2019-03", versjon="2"))
    now = said(opened(page, first="2019-01", last="2019-03"))
    assert "Du ser tallene slik de var i versjon 2" in then
    assert "Tilbake til tallene nå" in then
    assert "Utvalget har ingen frigitte tall" not in then
    assert "Du ser tallene slik de var" not in now


def test_the_figures_of_an_earlier_version_are_those_it_had(folder: Path) -> None:
    two_versions(folder)
    assert "Faktisk 666 t" in said(opened("overview", first="2019-01", last="2019-03", versjon="2"))
    assert "Faktisk 666 t" not in said(opened("overview", first="2019-01", last="2019-03"))


def test_an_earlier_version_of_the_sample_is_said_to_be_invented_and_cannot_be_emptied(folder: Path) -> None:
    small_warehouse(folder, is_sample=True)
    etl.undo(folder, 2, by="test")
    then = opened("systems", versjon="2")
    assert "Alle tall er oppdiktet" in said(then)
    assert "Fjern eksempeldata og start tomt" not in [button.label for button in then.button]
    assert "Du ser tallene slik de var i versjon 2" in said(then)
    assert "Fjern eksempeldata og start tomt" in [button.label for button in opened("systems").button]


@pytest.mark.parametrize("version", ["99", "0", "-1", "to", "1e3", "²"])
def test_a_version_that_is_not_kept_is_said_and_the_newest_serves(folder: Path, version: str) -> None:
    small_warehouse(folder)
    app = opened("overview", first="2019-01", last="2019-03", versjon=version)
    told = said(app)
    assert "Noe i adressen finnes ikke" in told
    assert "Faktisk 666 t" in told
    assert "versjon" not in app.query_params


def test_the_newest_version_by_its_number_is_no_earlier_one(folder: Path) -> None:
    small_warehouse(folder)
    assert "Du ser tallene slik de var" not in said(opened("overview", versjon="2"))


def test_pages_that_write_always_work_on_the_newest_and_keep_the_address(folder: Path) -> None:
    two_versions(folder)
    for page in ("upload", "import_log", "codebook"):
        app = opened(page, versjon="2")
        assert "Du ser tallene slik de var" not in said(app)
        assert app.query_params["versjon"] == "2"


def test_a_version_is_chosen_from_those_that_are_kept_with_what_made_them(folder: Path) -> None:
    two_versions(folder)
    app = opened("overview", first="2019-01", last="2019-03")
    app.session_state["versions_nb"] = True
    app.run()
    choice = field(app.sidebar.selectbox, "Alle tall slik de var i versjon")
    assert choice.options[0] == "Nå"
    assert [option.split(":")[0] for option in choice.options[1:]] == ["3", "2", "1"]
    assert "import 2 angret" in choice.options[1]
    choice.select(choice.options[2]).run()
    assert app.query_params["versjon"] == "2"
    assert "Faktisk 666 t" in said(app)


def test_the_plan_can_be_taken_as_of_a_date(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("overview", first="2019-01", last="2019-03")
    app.session_state["versions_nb"] = True
    app.run()
    field(app.sidebar.date_input, "Planen slik den var").set_value(date(2018, 12, 1)).run()
    assert app.query_params["as_of"] == "2018-12-01"
    assert "slik planen var 01.12.2018" in said(app)
    assert "Planlagt 540 t" not in said(app)  # adopted on 10.12.2018


# --- saved views -----------------------------------------------------------------------------------


def views_part(page: str, **query: str) -> AppTest:
    app = opened(page, **query)
    app.session_state["views_nb"] = True
    return app.run()


def test_a_view_is_saved_with_its_address_and_listed_for_the_next_reader(folder: Path) -> None:
    small_warehouse(folder)
    app = views_part("systems", first="2019-01", system="SYS-EPH")
    app.text_input(key="view_name_nb").input("ePhorte i 2019").run()
    field(app.button, "Lagre visningen").click().run()
    assert views_file.read(folder).views == (
        SavedView("ePhorte i 2019", "systems", {"lang": "nb", "first": "2019-01", "system": "SYS-EPH"}),
    )
    another = views_part("overview")
    assert "ePhorte i 2019" in [text.value for text in another.sidebar.markdown]


def test_a_view_without_a_name_or_with_a_taken_one_is_refused_in_words(folder: Path) -> None:
    small_warehouse(folder)
    views_file.save(folder, SavedView("Ledermøtet", "overview", {"lang": "nb"}))
    app = views_part("overview")
    field(app.button, "Lagre visningen").click().run()
    assert [error.value for error in app.sidebar.error] == ["Skriv et navn på visningen først."]
    app.text_input(key="view_name_nb").input("ledermøtet").run()
    field(app.button, "Lagre visningen").click().run()
    assert "Navnet er i bruk" in app.sidebar.error[0].value
    assert len(views_file.read(folder).views) == 1


def test_a_view_is_renamed_and_deleted(folder: Path) -> None:
    small_warehouse(folder)
    views_file.save(folder, SavedView("Ledermøtet", "overview", {"lang": "nb"}))
    app = views_part("overview")
    field(app.sidebar.selectbox, "Endre eller slett").select("Ledermøtet").run()
    field(app.sidebar.text_input, "Nytt navn").input("Styret").run()
    field(app.sidebar.button, "Gi nytt navn").click().run()
    assert [view.name for view in views_file.read(folder).views] == ["Styret"]
    field(app.sidebar.selectbox, "Endre eller slett").select("Styret").run()
    field(app.sidebar.button, "Slett").click().run()
    assert views_file.read(folder).views == ()
    assert "Ingen visninger er lagret ennå." in [text.value for text in app.sidebar.caption]


def test_a_damaged_file_of_views_is_said_and_kept_aside(folder: Path) -> None:
    small_warehouse(folder)
    (folder / views_file.FILE).write_text("{ødelagt", encoding="utf-8")
    app = views_part("overview")
    assert "var skadet" in app.sidebar.warning[0].value
    (aside,) = folder.glob("saved_views.damaged-*.json")
    assert aside.read_text(encoding="utf-8") == "{ødelagt"


def test_the_file_of_views_is_not_read_before_the_part_is_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_warehouse(folder)
    monkeypatch.setattr(views_file, "read", lambda _: pytest.fail("read"))
    assert "Oversikt" in opened("overview").title[0].value


# --- trust -----------------------------------------------------------------------------------------


def test_every_figure_has_its_data_basis_one_click_away(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("overview", first="2019-01", last="2019-03")
    figures = app.get("plotly_chart")
    bases = [body for body in bodies(app).split("\0") if 'class="hr-trust"' in body]
    assert figures
    assert len(bases) >= len(figures)
    for told in (
        "timer &lt;b&gt;2019&lt;/b&gt;.xlsx, frigitt til og med mars 2019", "Tiltaksplan 2019–2021, vedtatt 10.12.2018",
        "<dt>Måneder sammenlignet</dt><dd>januar–mars 2019<span", "100\N{NO-BREAK SPACE}% anslått",
        "<dt>Datavarehusets versjon</dt><dd>2</dd>",
    ):  # fmt: skip
        assert told in bases[0].replace("januar 2019 – mars 2019", "januar–mars 2019")


def test_an_empty_warehouse_has_no_filters_and_no_version_to_go_back_to(folder: Path) -> None:
    empty_warehouse(folder)
    with new_version(folder):
        pass
    app = opened("overview")
    assert [group.key for group in app.button_group] == ["filter_lang"]
    assert not app.sidebar.multiselect
