"""The walks of a user, in Chromium: the first start, a filter across pages and tabs, an upload and its undo."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import language
from tests.browser.serving import DASHBOARD, ROOT, served
from tests.browser.steps import NB, at_rest, card, go_to, press
from ui.words import page_title

FIXTURE = ROOT / "tests" / "fixtures" / "sap_cats_2023.xls"
"""11.75 approved hours on BOTT ØL in January 2023: replaces the sample's hours of that month and code."""
CARDS = ("Planlagt", "Faktisk", "Avvik", "Sluttprognose")


def open_page(page: Page, address: str) -> None:
    """Go to an address and wait for its figures."""
    page.goto(address)
    expect(card(page, "Faktisk")).to_be_visible()
    at_rest(page)


def figures(page: Page) -> dict[str, str]:
    """The text of every card."""
    return {label: card(page, label).inner_text() for label in CARDS}


def choose_system(page: Page, name: str) -> None:
    """Choose one system in the filter bar."""
    box, option = (
        page.get_by_role("combobox", name=NB.text("Systemer")),
        page.get_by_role("option", name=name, exact=True),
    )
    # A list that was opened while the page still drew may close with it.
    at_rest(page)
    box.click()
    if not option.is_visible():
        box.fill(name)
    option.click()
    page.keyboard.press("Escape")
    expect(page.locator(".hr-selection").filter(has_text=name).first).to_be_visible()
    at_rest(page)


@pytest.fixture
def in_use(page: Page, address: str) -> Page:
    """The first page of a dashboard that holds the sample."""
    open_page(page, f"{address}/oversikt")
    return page


def test_the_first_start_loads_the_sample_with_a_progress_bar(page: Page, tmp_path: Path) -> None:
    with served(DASHBOARD, tmp_path / "warehouse") as new:
        page.goto(new)
        expect(page.get_by_role("heading", name=NB.text("Klargjør Handlingsrom"))).to_be_visible()
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.get_by_role("heading", name=NB.text("Oversikt"), exact=True)).to_be_visible()
        expect(card(page, "Faktisk")).to_have_text(NB.headline(15_100, "hours"))
        for name in ("overview", "measures", "systems", "upload", "import_log"):
            go_to(page, name)
            expect(page.get_by_text(NB.text("Alle tall er oppdiktet."))).to_be_visible()


def test_a_reload_does_not_cut_the_first_start_off(page: Page, tmp_path: Path) -> None:
    with served(DASHBOARD, tmp_path / "warehouse") as new:
        page.goto(new)
        expect(page.get_by_role("progressbar")).to_be_visible()
        page.reload()
        expect(card(page, "Faktisk")).to_have_text(NB.headline(15_100, "hours"))


def test_a_filter_is_kept_from_page_to_page_and_back(in_use: Page) -> None:
    unfiltered = figures(in_use)
    choose_system(in_use, "BEVISST")
    filtered = figures(in_use)
    assert filtered["Faktisk"] == NB.headline(1820 + 780 + 690 + 330, "hours")
    assert filtered != unfiltered

    go_to(in_use, "measures")
    expect(in_use.locator(".hr-selection")).to_contain_text("BEVISST")
    go_to(in_use, "overview")
    assert figures(in_use) == filtered

    go_to(in_use, "systems")
    in_use.go_back()
    expect(in_use.get_by_role("heading", name=NB.text("Oversikt"), exact=True)).to_be_visible()
    at_rest(in_use)
    assert figures(in_use) == filtered
    in_use.reload()
    expect(card(in_use, "Faktisk")).to_have_text(filtered["Faktisk"])


def test_an_address_shows_a_colleague_the_same(in_use: Page, browser: Browser) -> None:
    choose_system(in_use, "ePhorte")
    expect(in_use).to_have_url(re.compile("SYS-EPH"))
    colleague = browser.new_context(locale="nb-NO")
    try:
        tab = colleague.new_page()
        open_page(tab, in_use.url)
        assert figures(tab) == figures(in_use)
        assert tab.locator(".hr-selection").inner_text() == in_use.locator(".hr-selection").inner_text()
        assert tab.locator(".hr-message").all_inner_texts() == in_use.locator(".hr-message").all_inner_texts()
    finally:
        colleague.close()


def test_an_upload_changes_the_figure_and_undo_gives_it_back(in_use: Page) -> None:
    before = figures(in_use)
    go_to(in_use, "upload")
    in_use.locator("input[type=file]").set_input_files(FIXTURE)
    expect(in_use.get_by_text(NB.text("Kan lastes inn."))).to_be_visible()
    in_use.get_by_role("button", name=NB.plural("Last inn {n} fil", "Last inn {n} filer", 1)).click()
    expect(in_use.get_by_role("heading", name=NB.text("Lastet inn"), exact=True)).to_be_visible()
    changed = in_use.get_by_role("table").filter(has_text=NB.text("Hva som er endret"))
    expect(changed).to_contain_text("4.1")

    go_to(in_use, "overview")
    after = figures(in_use)
    assert after["Planlagt"] == before["Planlagt"]
    assert after["Faktisk"] != before["Faktisk"]

    go_to(in_use, "import_log")
    newest = in_use.get_by_role("button", name=re.compile(r"^Angre import \d+$")).first
    number = newest.inner_text().split()[-1]
    press(in_use, newest.inner_text())
    press(in_use, NB.text("Ja, angre import {id}", id=number))
    expect(
        in_use.get_by_text(NB.text("Import {id} er angret. Tallene er slik de var uten den.", id=number))
    ).to_be_visible()
    go_to(in_use, "overview")
    assert figures(in_use) == before


def test_english_is_a_switch_and_the_page_says_its_language(in_use: Page) -> None:
    english = language.get("en")
    assert in_use.locator("html").get_attribute("lang") == "nb"
    in_use.get_by_text("English", exact=True).click()
    heading = in_use.get_by_role("heading", name=page_title("overview", english), exact=True, level=1)
    expect(heading).to_be_visible()
    at_rest(in_use)
    assert in_use.locator("html").get_attribute("lang") == "en"
