"""The walks of an administrator in Chromium: a code is placed, a name added, an earlier import undone and redone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import DASHBOARD, served
from tests.browser.steps import NB, at_rest, card, go_to, press
from tests.page_steps import CODE, with_unplaced_code


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard with a few figures, some of them on a code that leads nowhere."""
    folder = with_unplaced_code(tmp_path_factory.mktemp("codebook") / "warehouse")
    with served(DASHBOARD, folder) as started:
        yield started


def open_page(page: Page, address: str) -> None:
    """Go to an address and wait until it is drawn."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    at_rest(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a list by keyboard: what is typed narrows the list down."""
    page.get_by_role("combobox", name=label).first.click()
    page.keyboard.type(option)
    expect(page.get_by_role("option", name=re.compile(re.escape(option))).first).to_be_visible()
    page.keyboard.press("Enter")
    at_rest(page)


def write(page: Page, label: str, text: str) -> None:
    """Fill a field in and leave it, as one does with the tabulator."""
    box = page.get_by_role("textbox", name=label, exact=True)
    box.fill(text)
    box.press("Tab")
    at_rest(page)


def test_an_unplaced_code_is_found_in_the_log_and_placed_in_the_code_tables(page: Page, address: str) -> None:
    open_page(page, f"{address}/importlogg")
    notice = page.get_by_text(NB.plural("{n} kode", "{n} koder", 1) + " leder ikke til noe deltiltak ennå")
    expect(notice).to_be_visible()
    page.get_by_role("link", name=NB.text("Plasser kodene i kodeverket")).click()
    expect(page.get_by_role("heading", name=NB.text("Plasser en kode"))).to_be_visible()
    at_rest(page)

    choose(page, NB.text("Deltiltak som timene og kronene hører til"), "4.1 BOTT")
    page.keyboard.press("Escape")
    write(page, NB.text("Hvorfor"), "Ny kode fra januar 2023")
    page.get_by_role("button", name=NB.text("Plasser {code}", code=CODE)).click()
    moved = page.get_by_role("table").filter(
        has_text=NB.text("Hva som er flyttet da {code} ble plassert", code=CODE)
    )
    expect(moved).to_contain_text("4.1 BOTT ØL")
    expect(moved).to_contain_text("+20,0")
    expect(page.get_by_text("Alt er plassert")).to_be_visible()

    go_to(page, "import_log")
    expect(notice).to_have_count(0)


def test_another_name_is_added_mended_where_it_is_wrong_and_told_in_the_history(
    page: Page, address: str
) -> None:
    open_page(page, f"{address}/kodeverk?lang=nb&tabell=alias")
    page.get_by_text("Legg til en rad", exact=True).click()
    at_rest(page)
    page.get_by_role("textbox", name="Annet navn").fill("Bevisst-prosjektet")
    choose(page, "Står for", "4.5 BEVISST")
    page.get_by_role("textbox", name="Gjelder fra").fill("32.01.2024")
    page.get_by_role("button", name=NB.text("Ta med den nye raden")).click()
    expect(page.get_by_text("Feil: ventet en dato, slik: 31.12.2024.")).to_be_visible()
    expect(page.get_by_role("button", name=NB.text("Lagre endringene"))).to_have_count(0)
    at_rest(page)

    page.get_by_role("textbox", name="Gjelder fra").fill("01.01.2024")
    page.get_by_role("button", name=NB.text("Ta med endringen")).click()
    expect(page.get_by_role("button", name=NB.text("Lagre endringene"))).to_be_visible()
    at_rest(page)
    write(page, NB.text("Hvorfor"), "Skrives slik i timelistene")
    page.get_by_role("button", name=NB.text("Lagre endringene")).click()
    history = page.get_by_role("table").filter(has_text="Endringer i tabellen, nyeste først")
    expect(history).to_contain_text("Bevisst-prosjektet")
    expect(history).to_contain_text("Skrives slik i timelistene")
    expect(page.get_by_role("heading", name=NB.text("Se over og lagre"))).to_have_count(0)

    page.reload()
    expect(page).to_have_url(re.compile("tabell=alias"))
    expect(history).to_contain_text("Bevisst-prosjektet")


def test_an_earlier_import_is_undone_and_counts_again(page: Page, address: str) -> None:
    period = "?lang=nb&first=2019-01&last=2019-03"
    open_page(page, f"{address}/oversikt{period}")
    before = card(page, "Faktisk").inner_text()
    assert before == NB.headline(666, "hours")

    open_page(page, f"{address}/importlogg?lang=nb&import=2")
    press(page, NB.text("Angre import {id}", id=2))
    press(page, NB.text("Ja, angre import {id}", id=2))
    expect(
        page.get_by_text(NB.text("Import {id} er angret. Tallene er slik de var uten den.", id=2))
    ).to_be_visible()
    changed = page.get_by_role("table").filter(has_text="Hva som er endret fra versjon")
    expect(changed).to_contain_text("−666,0")
    open_page(page, f"{address}/oversikt{period}")
    expect(card(page, "Faktisk")).not_to_have_text(before)

    open_page(page, f"{address}/importlogg?lang=nb&import=2")
    press(page, NB.text("Gjør om: la import {id} gjelde igjen", id=2))
    press(page, NB.text("Ja, la import {id} gjelde igjen", id=2))
    expect(page.get_by_text(NB.text("Import {id} gjelder igjen.", id=2))).to_be_visible()
    open_page(page, f"{address}/oversikt{period}")
    assert card(page, "Faktisk").inner_text() == before
