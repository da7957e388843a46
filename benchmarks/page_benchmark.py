"""First open, filter change and page to page, for every page, in Chromium: python -m benchmarks.page_benchmark

Each page of the product against a bare Streamlit page with as many Plotly charts, both served in turn in the same run.
Each filter change is to a selection that was not shown before, so nothing comes from a cache. Time runs from the start
of the navigation or from the click to the last change that the page drew.
"""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

import language
from benchmarks.query_benchmark import fill
from benchmarks.table import machine, markdown
from etl import Upload, load
from tests.browser.serving import DASHBOARD, ROOT, chromium, served
from ui.navigation import PATHS
from ui.words import page_title
from warehouse import create_warehouse

BARE = Path(__file__).parent / "bare_page.py"
MANY_FACTS = 10_000_000
PAGES = ("overview", "measures", "systems", "capacity", "plans")
"""The pages with figures and filters."""
NB = language.get("nb")
SETTLED_MS = 1_000
"""A page that has drawn nothing for so long, and runs no script, is drawn."""
WATCH = """
window.lastChange = 0;
window.addEventListener('click', () => { window.lastClick = performance.now(); }, true);
document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver((changes) => {
        if (changes.some((one) => one.target.closest && one.target.closest('[data-testid="stMain"]'))) {
            window.lastChange = performance.now();
        }
    }).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
});
"""
SETTLED = f"""() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
    && window.lastChange > 0 && performance.now() - window.lastChange > {SETTLED_MS}"""


@dataclass(frozen=True)
class Times:
    """Milliseconds: opened by its address, after a filter change, and coming from another page; and its charts."""

    opened: float
    filtered: float
    turned: float
    charts: int


def with_sample(folder: Path) -> None:
    """A warehouse with the sample."""
    create_warehouse(folder, ROOT / "data" / "reference")
    sample = sorted(
        path for path in (ROOT / "data" / "sample").iterdir() if path.suffix in {".xlsx", ".xls", ".csv"}
    )
    load([Upload(path.name, path) for path in sample], folder)


def with_many_facts(folder: Path) -> None:
    """A warehouse with ten million facts."""
    fill(folder, MANY_FACTS)


def new_tab(browser: Browser) -> Page:
    """A tab that notes when the page last changed."""
    page = browser.new_page(locale="nb-NO", viewport={"width": 1400, "height": 1600})
    page.set_default_timeout(120_000)
    page.add_init_script(WATCH)
    return page


def opened(page: Page, address: str) -> float:
    """Open an address. Returns milliseconds from the start of the navigation to the last change drawn."""
    page.goto(address)
    page.wait_for_function(SETTLED)
    return float(page.evaluate("() => window.lastChange"))


def clicked(page: Page, press: Callable[[], None]) -> float:
    """Press something. Returns milliseconds from the click to the last change drawn."""
    press()
    page.wait_for_timeout(200)
    page.wait_for_function(SETTLED)
    return float(page.evaluate("() => window.lastChange - window.lastClick"))


def choose(page: Page, label: str, option: str) -> float:
    """Choose an option of a selectbox; a long list draws only the options in sight, so its name is typed."""
    box = page.get_by_role("combobox", name=label).first
    box.click()
    box.fill(option)
    return clicked(page, lambda: page.get_by_role("option", name=option, exact=True).click())


def timed(
    browser: Browser, address: str, path: str, other: str, title: str, label: str, options: Sequence[str]
) -> Times:
    """Measure one page; `other` is the page that the menu is used from, `title` this page's name in the menu."""
    page = new_tab(browser)
    opened(page, f"{address}/{path}")
    first = median(opened(page, f"{address}/{path}") for _ in range(3))
    charts = page.locator(".js-plotly-plot").count()
    filtered = median([choose(page, label, option) for option in options][1:])
    turned = []
    for _ in range(3):
        opened(page, f"{address}/{other}")
        turned.append(clicked(page, lambda: page.get_by_role("link", name=title, exact=True).click()))
    page.close()
    return Times(first, filtered, median(turned), charts)


def of_the_product(fill_it: Callable[[Path], None], years: Sequence[str]) -> dict[str, Times]:
    """Every page with figures, on a warehouse of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "warehouse"
        fill_it(folder)
        with served(DASHBOARD, folder) as address, chromium() as browser:
            return {
                page: timed(
                    browser, address, PATHS[page], PATHS["reconciliation"], page_title(page, NB),
                    NB.text("Periode"), years,
                )
                for page in PAGES
            }  # fmt: skip


def of_bare_pages(charts: set[int]) -> dict[int, Times]:
    """A bare page for each number of charts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "warehouse"
        folder.mkdir()
        with served(BARE, folder) as address, chromium() as browser:
            return {
                number: timed(
                    browser, address, f"diagrammer-{number}", "diagrammer-0", f"Diagrammer: {number}.", "Filter",
                    ["ett", "to", "tre", "fire"],
                )
                for number in sorted(charts)
            }  # fmt: skip


def main() -> None:
    """Measure the product's pages on both warehouses, the bare pages, and print the table."""
    sizes = {
        "sample": of_the_product(with_sample, ["2019", "2020", "2021", "2022", "2023"]),
        f"{MANY_FACTS:,} facts": of_the_product(with_many_facts, ["2019", "2020", "2021"]),
    }
    bare = of_bare_pages({times.charts for pages in sizes.values() for times in pages.values()})
    rows = []
    for size, pages in sizes.items():
        for page, times in pages.items():
            yardstick = bare[times.charts]
            cells = [
                f"{mine:.0f} ms ({mine / theirs:.2f})"
                for mine, theirs in (
                    (times.opened, yardstick.opened),
                    (times.filtered, yardstick.filtered),
                    (times.turned, yardstick.turned),
                )
            ]
            rows.append([f"{page_title(page, NB)}, {size}", f"{times.charts}", *cells])
    for number, times in bare.items():
        rows.append(
            [
                "Bare page",
                f"{number}",
                *(f"{ms:.0f} ms" for ms in (times.opened, times.filtered, times.turned)),
            ]
        )
    print(f"To the last change drawn, in Chromium; in brackets ÷ the bare page. {machine()}\n")
    print(markdown(["", "Charts", "First open", "Filter", "Page to page"], rows))


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    main()
