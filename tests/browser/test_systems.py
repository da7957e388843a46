"""Systemer in Chromium: from a line to its system and back, by mouse and by keyboard, and what month 0 is."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from reports.check_file import codes_of_file
from reports.codes import codes_in
from tests.browser.steps import NB, at_rest
from ui.words import page_title

DRAWN = ".js-plotly-plot"
FIRST_START_MS = 180_000


def open_systems(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/systemer?lang=nb{query}")
    # The first of the walks waits for the sample to be loaded, too.
    expect(page.get_by_role("heading", name=NB.text("Tiltak × system"), exact=True)).to_be_visible(
        timeout=FIRST_START_MS
    )
    at_rest(page)


def part(page: Page, name: str) -> Locator:
    """The ways on from a figure."""
    return page.locator(f".st-key-drill_{name}")


def closely(page: Page, system: str) -> None:
    """Wait for one system's own page."""
    expect(page.get_by_role("heading", name=NB.text("{system} på nært hold", system=system))).to_be_visible()
    at_rest(page)


def test_a_click_on_a_line_leads_to_its_system_and_the_way_back_leads_to_all(
    page: Page, address: str
) -> None:
    open_systems(page, address, "&form=months&sammen=SYS-BOL,SYS-SAK")
    figure = page.locator('[class*="st-key-chart_innrettet"] ' + DRAWN)
    figure.scroll_into_view_if_needed()
    # The second panel is NTNU Sak's; the highest of its columns has room for a click.
    column = figure.locator(".subplot.xy2 .bars .point").nth(60)
    column.click(force=True)
    closely(page, "NTNU Sak / BOTT-SA")
    expect(page).to_have_url(re.compile("system=SYS-SAK"))
    page.locator(".st-key-breadcrumb").get_by_role("link", name=NB.text("Systemer")).click()
    expect(page.get_by_role("heading", name=NB.text("Tiltak × system"), exact=True)).to_be_visible()


def test_a_system_is_reached_by_the_keyboard(page: Page, address: str) -> None:
    open_systems(page, address)
    link = part(page, "avvik-systemer").get_by_role("link", name="BOTT ØL", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    closely(page, "BOTT ØL")
    expect(
        page.get_by_role("heading", name=NB.text("{system}: hvor det ender", system="BOTT ØL"))
    ).to_be_visible()


def test_month_0_is_chosen_by_the_keyboard_and_kept_in_the_address(page: Page, address: str) -> None:
    open_systems(page, address)
    page.get_by_role("combobox", name=NB.text("Måned 0 er")).click()
    page.keyboard.type(NB.text("stoppdato, ellers egen dato"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("stoppet 24.06.2024", exact=True)).to_be_visible()
    at_rest(page)
    expect(page).to_have_url(re.compile("nullpunkt=stop"))
    page.reload()
    expect(page.get_by_text("stoppet 24.06.2024", exact=True)).to_be_visible()


def test_the_matrix_is_shaded_and_read_as_a_table(page: Page, address: str) -> None:
    open_systems(page, address)
    matrix = page.get_by_role("table", name=re.compile("^Tiltak × system"))
    expect(matrix.get_by_role("columnheader", name="Sum", exact=True)).to_be_visible()
    strongest = matrix.locator(".hr-shade-5").first
    expect(strongest).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(matrix.get_by_role("rowheader", name=NB.text("herav ikke plassert"))).to_be_visible()


def test_a_figure_is_taken_away_as_a_picture_and_a_table_with_its_code(page: Page, address: str) -> None:
    open_systems(page, address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".st-key-export_avvik-systemer button").click()
    dialog = page.get_by_role("dialog")
    taken = {}
    for label in ("PNG", NB.text("CSV for norsk Excel")):
        with page.expect_download() as download:
            dialog.get_by_role("button", name=label, exact=True).click()
        taken[label] = Path(download.value.path()).read_bytes()
    picture, table = taken.values()
    (code,) = codes_in(table.decode("utf-8-sig"))
    assert code in codes_of_file(picture)
    dialog.get_by_role("button", name=NB.text("Kopier tabellen")).click()
    expect(dialog.get_by_text(NB.text("Kopiert."))).to_be_visible()
    assert code in page.evaluate("navigator.clipboard.readText()")
    dialog.get_by_role("link", name=NB.text("Slå opp tallpasset på Rapporter")).click()
    expect(page.get_by_role("heading", name=page_title("reporting", NB), exact=True, level=1)).to_be_visible()
    at_rest(page)
    expect(dialog).to_have_count(0)
    expect(page.get_by_text(code).first).to_be_visible()
