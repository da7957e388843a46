"""The pictures of docs/screenshots (every page, both languages, both themes) and of the guides, taken from the running
dashboard: make screenshots"""

import io
import os
import tempfile
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page

from docs.guide_walk import take_guide
from docs.reports_walk import take_reports
from language import CODES
from tests.browser.serving import DASHBOARD, chromium, served
from ui.navigation import PATHS

SCREENSHOTS = Path(__file__).parent / "screenshots"
CLOSELY = Path(__file__).parent / "images" / "brukerveiledning"
MEASURE_22 = "tiltak?lang=nb&first=2019-01&last=2021-12&tiltak=T22"
SHOWN_USER = "controller"
"""Who changes things on the pictures, whoever takes them."""
ANSWERS_WITHIN_MS = 120_000
WIDTH, LOWEST, TALLEST = 1360, 900, 3200
COLOURS = 128
"""A picture of a page needs few colours; a palette makes its file a third as large."""
Scheme = Literal["light", "dark"]


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
    page.wait_for_timeout(500)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'"
    )
    page.wait_for_timeout(1000)


def take(page: Page, path: Path, tallest: int = TALLEST) -> None:
    """Write one picture of all that the page shows, as far down as `tallest`."""
    settle(page)
    height = page.evaluate("document.querySelector('[data-testid=\"stMainBlockContainer\"]').scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": min(max(int(height) + 40, LOWEST), tallest)})
    settle(page)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    page.set_viewport_size({"width": WIDTH, "height": LOWEST})
    print(path.name)


def take_pages(browser: Browser, folder: Path) -> None:
    """Serve a fresh warehouse with the sample and walk through every page."""
    SCREENSHOTS.mkdir(exist_ok=True)
    CLOSELY.mkdir(parents=True, exist_ok=True)
    with served(DASHBOARD, folder / "warehouse") as address:
        schemes: tuple[Scheme, ...] = ("light", "dark")
        for scheme in schemes:
            page = browser.new_page(
                locale="nb-NO", viewport={"width": WIDTH, "height": LOWEST}, color_scheme=scheme
            )
            page.set_default_timeout(ANSWERS_WITHIN_MS)
            page.goto(address)
            page.locator(".js-plotly-plot").first.wait_for()
            for path in PATHS.values():
                for lang in CODES:
                    page.goto(f"{address}/{path}?lang={lang}")
                    take(page, SCREENSHOTS / f"{path}-{lang}-{scheme}.png")
            if scheme == "light":
                page.goto(f"{address}/{MEASURE_22}")
                take(page, CLOSELY / "tiltak-22.png", tallest=2000)
            page.close()


def main() -> None:
    """Take every picture."""
    os.environ["LOGNAME"] = SHOWN_USER
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for name in ("guide", "reports", "pages"):
            (Path(folder) / name).mkdir()
        take_guide(guide_page(browser), Path(folder) / "guide")
        take_reports(guide_page(browser), Path(folder) / "reports")
        take_pages(browser, Path(folder) / "pages")


if __name__ == "__main__":
    main()
