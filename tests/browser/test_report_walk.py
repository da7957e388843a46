"""A report: chosen, looked through, issued and downloaded; dropped in again, every figure in it still holds."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.steps import NB, at_rest, go_to, press

SELECTED = "oversikt?lang=nb&first=2021-01&last=2021-12&measures=T22&systems=SYS-BEV"
NAME = "Status for tiltak 22 i 2021"
SENTENCE = "BEVISST brukte færre timer enn planlagt i 2021."
JUDGED = "Målet er nådd, etter vår vurdering."


def part(page: Page, name: str) -> None:
    """Choose a part of the page."""
    page.get_by_role("radio", name=NB.text(name), exact=True).click()
    at_rest(page)


def write(page: Page, label: str | re.Pattern[str], text: str) -> None:
    """Fill in a field and leave it, as a reader does."""
    field = page.get_by_role("textbox", name=label)
    field.fill(text)
    field.press("Tab")
    at_rest(page)


def test_a_report_is_chosen_issued_downloaded_and_found_valid_again(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/{SELECTED}")
    at_rest(page)
    go_to(page, "reporting")

    page.get_by_text(NB.text("Velg figurer, rekkefølge og setninger")).click()
    at_rest(page)
    second = page.locator(".st-key-report_item_1 h3").inner_text().partition(". ")[2]
    page.locator(".st-key-report_item_1").get_by_role("button", name=NB.text("Flytt opp")).click()
    at_rest(page)
    expect(page.locator(".st-key-report_item_0 h3")).to_have_text(f"1. {second}")
    page.locator(".st-key-report_item_0").get_by_text(re.compile("^Se figuren og rediger setningen")).click()
    expect(page.locator(".st-key-report_item_0 .js-plotly-plot")).to_be_visible()
    write(page, NB.text("Setningen over figuren"), SENTENCE)

    page.get_by_text(re.compile("skjema: setninger og egne ord")).click()
    at_rest(page)
    write(page, re.compile("^Egne ord under 6"), JUDGED)

    go_to(page, "overview")
    go_to(page, "reporting")
    write(page, NB.text("Navn på rapporten"), NAME)
    write(page, NB.text("Gjennomgått av"), "Ola Nordmann")
    press(page, NB.text("Utsted rapporten"))
    expect(page.get_by_text(re.compile(f"«{NAME}» er utstedt som R"))).to_be_visible(timeout=120_000)
    at_rest(page)
    expect(page.get_by_role("heading", name=re.compile(NAME), level=2)).to_be_visible()

    files = []
    for name in ("status-tiltak-22.docx", "status.pptx", "status.xlsx"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        files.append(tmp_path / name)
        download.value.save_as(files[-1])

    part(page, "Sjekk en rapport")
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text(re.compile(r"^Tallene i alle \d+ figurer gjelder fortsatt\.$"))).to_be_visible()
    verdicts = page.get_by_role("table").filter(has_text="Tallpass").locator("tbody tr")
    expect(verdicts.filter(has_text=NB.text("gjelder fortsatt"))).to_have_count(verdicts.count())
