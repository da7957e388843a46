"""Om tallene in Streamlit's test harness, and the one table of terms behind it."""

import re
from pathlib import Path

import pytest

import language
from tests.test_pages import opened, said
from tests.ui_warehouse import small_warehouse
from tests.warehouses import empty_warehouse
from ui.terms import GROUPS, help_of, terms
from warehouse import new_version

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

NB, EN = language.get("nb"), language.get("en")
DEFINED = re.findall(
    r"^\| `([^`]+)` \|",
    (Path(__file__).parent.parent / "docs" / "metrics.md").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return warehouse_in_use


# --- the table of terms ---------------------------------------------------------------------------


def test_every_figure_that_is_defined_has_a_term_and_the_other_way_round() -> None:
    assert set(DEFINED) == set(terms())


def test_no_term_stands_twice() -> None:
    listed = [term.name for group in GROUPS for term in group.terms]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("term", sorted(terms()))
def test_a_term_is_explained_in_whole_sentences_without_markup(term: str) -> None:
    told = help_of(term, NB)
    assert told.endswith(".")
    assert not set(told) & set("*_`$[]<>")


def test_a_definition_is_followed_by_its_formula() -> None:
    assert help_of("variance", NB).endswith("Slik regnes det: faktisk − planlagt.")
    with pytest.raises(KeyError):
        help_of("no such term", NB)


# --- the page -------------------------------------------------------------------------------------


def test_every_term_stands_on_the_page(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("about_figures"))
    missing = [term.name for term in terms().values() if NB.text(term.definition) not in told]
    assert missing == []


def test_the_example_is_worked_with_the_figures_that_are_here(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("about_figures"))
    assert "Avvik 666,0 − 540,0 +126,0 t" in told
    assert "Avvik i prosent +126,0 / 540,0 × 100 +23,3 %" in told
    assert "Faktisk i årsverk 666,0 / 1 628 0,41 årsverk" in told


def test_the_limits_are_those_that_are_set_now(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("about_figures"))
    assert "Grønt til og med 10 %, gult til og med 25 %, rødt over; alltid grønt under 20 t." in told
    assert "alltid grønt under 25 000 kr." in told
    assert "minst 3 personer" in told
    with new_version(folder) as version:
        version.con.execute("update constant set value = 5 where name = 'light_yellow_pct'")
        version.con.execute("update constant set value = 4 where name = 'min_group_size'")
    told = said(opened("about_figures"))
    assert "Grønt til og med 5 %" in told
    assert "minst 4 personer" in told


def test_the_sources_say_how_far_they_are_complete(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("about_figures"))
    assert "egen månedsmal for timer" in told
    assert "januar–mars 2019 mars 2019" in told
    assert "gjelder ikke: ingen faktiske tall" in told


def test_a_word_narrows_the_terms(folder: Path) -> None:
    small_warehouse(folder)
    app = opened("about_figures")
    app.text_input(key="find_term_nb").set_value("restanser").run()
    told = said(app)
    assert NB.text("Antall saker som venter på en dato.") in told
    assert help_of("released_through", NB) not in told
    app.text_input(key="find_term_nb").set_value("xyzzy").run()
    assert "Ingen begreper har det ordet i seg." in said(app)


def test_privacy_and_accessibility_are_told(folder: Path) -> None:
    small_warehouse(folder)
    headings = [heading.value for heading in opened("about_figures").header]
    for heading in (
        "Reglene bak tallene",
        "Alle begreper",
        "Personvern",
        "Hva løsningen ikke gjør",
        "Tilgjengelighet",
    ):
        assert heading in headings


def test_an_empty_warehouse_explains_the_terms_all_the_same(folder: Path) -> None:
    empty_warehouse(folder)
    told = said(opened("about_figures"))
    assert help_of("comparable", NB) in told
    assert "står et regnet eksempel her" in told
    assert "Ingen filer er lastet inn ennå." in told


def test_nothing_comparable_shows_no_example(folder: Path) -> None:
    small_warehouse(folder)
    with new_version(folder) as version:
        version.con.execute("update import_log set released_through = null")
    assert "står et regnet eksempel her" in said(opened("about_figures"))


@pytest.mark.parametrize("lang", [NB, EN], ids=["nb", "en"])
def test_the_page_is_told_in_the_readers_language(folder: Path, lang: language.Language) -> None:
    small_warehouse(folder)
    app = opened("about_figures", lang=lang.code)
    assert app.title[0].value == lang.text("Om tallene")
    assert lang.text("Alle begreper") in [heading.value for heading in app.header]
    told = said(app)
    assert lang.text(terms()["variance"].definition) in told
    assert NB.text("Avvik") in told
    assert EN.text("Avvik") in told
