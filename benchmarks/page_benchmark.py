"""From a filter change to drawn charts, in Chromium: python -m benchmarks.page_benchmark

The product's first page, with the sample, against a bare Streamlit page with three Plotly charts. Each change is to
a selection that was not shown before, so nothing comes from a cache. Time runs from the choice to the last change
that the page drew.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from benchmarks.table import machine, markdown
from etl import Upload, load
from tests.browser.serving import DASHBOARD, ROOT, chromium, served
from warehouse import create_warehouse

SETTLED_MS = 1_000
"""A page that has drawn nothing for so long, and runs no script, is drawn."""

WATCH = """() => {
    window.lastChange = performance.now();
    new MutationObserver(() => { window.lastChange = performance.now(); }).observe(
        document.querySelector('[data-testid="stMain"]'),
        {subtree: true, childList: true, attributes: true, characterData: true});
    window.addEventListener('click', () => { window.lastClick = performance.now(); }, true);
}"""
SETTLED = f"""() => document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'
    && performance.now() - window.lastChange > {SETTLED_MS}"""


def choose(page: Page, label: str, option: str) -> float:
    """Choose an option of a selectbox. Returns milliseconds to the last change drawn."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_timeout(200)
    page.wait_for_function(SETTLED)
    return float(page.evaluate("() => window.lastChange - window.lastClick"))


def filter_changes(script: Path, folder: Path, label: str, options: list[str]) -> list[float]:
    """Milliseconds of each change on a page that is served for this alone."""
    with served(script, folder) as address, chromium() as browser:
        page = browser.new_page(locale="nb-NO", viewport={"width": 1400, "height": 1600})
        page.goto(address)
        page.locator(".js-plotly-plot").nth(1).wait_for()
        page.evaluate(WATCH)
        page.wait_for_function(SETTLED)
        return [choose(page, label, option) for option in options]


def with_sample(folder: Path) -> None:
    """A warehouse with the sample."""
    create_warehouse(folder, ROOT / "data" / "reference")
    sample = sorted(
        path for path in (ROOT / "data" / "sample").iterdir() if path.suffix in {".xlsx", ".xls", ".csv"}
    )
    load([Upload(path.name, path) for path in sample], folder)


def measured(fill: Callable[[Path], None], script: Path, label: str, options: list[str], runs: int) -> float:
    """The median over several servers of each server's median change; its first change warms it up."""
    found = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "warehouse"
            fill(folder)
            found.append(median(filter_changes(script, folder, label, options)[1:]))
    return median(found)


def main(runs: int) -> None:
    """Measure both pages and print the table."""
    years = ["2019", "2020", "2021", "2022", "2023"]
    ours = measured(with_sample, DASHBOARD, "Periode", years, runs)
    bare_page = Path(__file__).parent / "bare_page.py"
    bare = measured(lambda folder: folder.mkdir(), bare_page, "Filter", ["ett", "to", "tre", "fire"], runs)
    print(f"Filter change to drawn charts in Chromium, median of {runs} servers. {machine()}\n")
    rows = [
        ["Handlingsrom: Oversikt with the sample", f"{ours:.0f} ms", f"{ours / bare:.2f}"],
        ["Bare Streamlit page with three Plotly charts", f"{bare:.0f} ms", "1.00"],
    ]
    print(markdown(["", "Time", "÷ bare page"], rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    main(parser.parse_args().runs)
