"""The pictures of the README, taken from the running dashboard with the sample: make screenshots"""

import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from tests.browser.serving import DASHBOARD, ROOT, chromium, served

IMAGES = Path(__file__).parent / "images"
PAGES = ("oversikt", "tiltak", "systemer", "importlogg")
UPLOADED = ROOT / "tests" / "fixtures" / "egen_maanedsmal_2022.xlsx"
"""A file with one row that must be refused: the picture shows how that is said."""


def new_page(browser: Browser, scheme: Literal["light", "dark"], address: str) -> Page:
    """A tab that has shown the first page."""
    page = browser.new_page(locale="nb-NO", viewport={"width": 1360, "height": 1280}, color_scheme=scheme)
    page.goto(address)
    page.locator(".js-plotly-plot").first.wait_for(timeout=120_000)
    return page


def settle(page: Page) -> None:
    """Wait until the page has stopped running and its charts are drawn."""
    page.wait_for_function(
        "() => document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'"
    )
    page.wait_for_timeout(1500)


def take(page: Page, name: str) -> None:
    """Write one picture."""
    settle(page)
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")
    print(f"{name}.png")


def main() -> None:
    """Serve a fresh warehouse with the sample and walk through the pages."""
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(DASHBOARD, Path(folder) / "warehouse") as address,
        chromium() as browser,
    ):
        page = new_page(browser, "light", address)
        for path in PAGES:
            page.goto(f"{address}/{path}")
            take(page, path)
        page.goto(f"{address}/last-opp")
        page.locator("input[type=file]").set_input_files(UPLOADED)
        take(page, "last-opp")
        take(new_page(browser, "dark", address), "oversikt-dark")


if __name__ == "__main__":
    main()
