"""The pictures of the README and of docs/opplasting.md, taken from the running dashboard: make screenshots"""

import os
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from docs.guide_walk import take_guide
from tests.browser.serving import DASHBOARD, chromium, served

IMAGES = Path(__file__).parent / "images"
PAGES = ("oversikt", "tiltak", "systemer", "importlogg")
SHOWN_USER = "controller"
"""Who changes things on the pictures, whoever takes them."""
ANSWERS_WITHIN_MS = 60_000


def new_page(browser: Browser, scheme: Literal["light", "dark"], address: str) -> Page:
    """A tab that has shown the first page."""
    page = browser.new_page(locale="nb-NO", viewport={"width": 1360, "height": 1280}, color_scheme=scheme)
    page.goto(address)
    page.locator(".js-plotly-plot").first.wait_for(timeout=120_000)
    return page


def guide_page(browser: Browser) -> Page:
    """A tab so tall that every part of a page stands in view, whole."""
    page = browser.new_page(
        locale="nb-NO", timezone_id="Europe/Oslo", viewport={"width": 1280, "height": 4000}, color_scheme="light",
        device_scale_factor=1.25,
    )  # fmt: skip
    page.set_default_timeout(ANSWERS_WITHIN_MS)
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


def take_pages(browser: Browser, folder: Path) -> None:
    """Serve a fresh warehouse with the sample and walk through the pages."""
    with served(DASHBOARD, folder / "warehouse") as address:
        page = new_page(browser, "light", address)
        for path in PAGES:
            page.goto(f"{address}/{path}")
            take(page, path)
        take(new_page(browser, "dark", address), "oversikt-dark")


def main() -> None:
    """Take every picture."""
    os.environ["LOGNAME"] = SHOWN_USER
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for name in ("guide", "pages"):
            (Path(folder) / name).mkdir()
        take_guide(guide_page(browser), Path(folder) / "guide")
        take_pages(browser, Path(folder) / "pages")


if __name__ == "__main__":
    main()
