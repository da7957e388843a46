"""WCAG 2.1 AA in Chromium: axe-core on every page, in Norwegian and light, in English and dark; narrow and printed."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import language
from tests.browser.steps import at_rest
from ui.navigation import PATHS
from ui.words import page_title

LOOKS: tuple[tuple[str, Literal["light", "dark"]], ...] = (("nb", "light"), ("en", "dark"))
"""Contrast depends on the theme and names on the language, so two visits of a page see all there is."""

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
STREAMLITS_OWN: dict[tuple[str, str], str] = {}
"""Violations in Streamlit's own elements: (rule, part of the element's HTML) → where it is reported."""
NARROWEST = 320
"""What 1280 pixels are at 400 % zoom (WCAG 1.4.10)."""
PATIENCE = 3
LEAST_WORDS = 40
"""Letters of an alternative text that says what a chart shows, and not only what it is called."""
LEAST_TEXT = 200
"""Letters that even an empty page shows: fewer means that it was not drawn yet."""


@pytest.fixture(scope="module", params=LOOKS)
def tab(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[tuple[Page, str, str]]:
    """A tab with one of the two themes, the dashboard's address, and the language that is read in it."""
    lang, scheme = request.param
    context = browser.new_context(
        locale="nb-NO", viewport={"width": 1400, "height": 1000}, color_scheme=scheme
    )
    context.set_default_timeout(120_000)
    yield context.new_page(), address, lang
    context.close()


def drawn(page: Page, address: str, name: str, lang: str, **more: str) -> None:
    """Go to a page and wait until all of it stands."""
    query = "&".join(f"{key}={value}" for key, value in {"lang": lang, **more}.items())
    page.goto(f"{address}/{PATHS[name]}?{query}")
    title = page_title(name, language.get(lang))
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    at_rest(page)
    page.wait_for_function(
        f"() => document.querySelector('[data-testid=\"stMain\"]').innerText.length > {LEAST_TEXT}"
    )


def violations(page: Page) -> list[str]:
    """What axe finds, but for what Streamlit has to mend."""
    found = []
    for violation in Axe().run(page, options=RULES).response["violations"]:
        for node in violation["nodes"]:
            known = any(rule == violation["id"] and part in node["html"] for rule, part in STREAMLITS_OWN)
            if not known:
                found.append(
                    f"{violation['id']}: {node['target']} {node['html'][:200]} {node['failureSummary']}"
                )
    return found


def settled_violations(page: Page) -> list[str]:
    """What axe still finds when the page has had time to take its style sheet in."""
    for _ in range(PATIENCE):
        if not violations(page):
            return []
        page.wait_for_timeout(1_000)
    return violations(page)


def untold_charts(page: Page) -> list[str]:
    """Charts in sight that do not state their message, or that have no table to be read instead."""
    charts = page.locator('[data-testid="stPlotlyChart"]').locator("visible=true")
    twins = page.get_by_text(re.compile("^(Vis som tabell|Show as table): ")).count()
    told = [
        one.get_attribute("aria-label") or one.locator("[aria-label]").first.get_attribute("aria-label") or ""
        for one in charts.all()
    ]
    return [words for words in told if len(words) < LEAST_WORDS] + ["no twin"] * (len(told) - twins)


@pytest.mark.parametrize("name", PATHS)
def test_axe_finds_nothing(tab: tuple[Page, str, str], name: str) -> None:
    page, address, lang = tab
    drawn(page, address, name, lang)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    assert settled_violations(page) == []
    assert untold_charts(page) == []


def test_axe_would_find_what_is_wrong(tab: tuple[Page, str, str]) -> None:
    page, address, _lang = tab
    drawn(page, address, "import_log", "nb")
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"x.png\"><button></button>')"
    )
    assert {one.split(":")[0] for one in violations(page)} == {"image-alt", "button-name"}


@pytest.mark.parametrize("name", PATHS)
def test_at_400_per_cent_zoom_nothing_but_tables_and_charts_scrolls_sideways(
    browser: Browser, address: str, name: str
) -> None:
    context = browser.new_context(locale="nb-NO", viewport={"width": NARROWEST, "height": 640})
    context.set_default_timeout(120_000)
    page = context.new_page()
    try:
        drawn(page, address, name, "nb")
        wide = page.evaluate(
            """(narrowest) => {
                const main = document.querySelector('[data-testid="stMain"]');
                return [...main.querySelectorAll('*')].filter((one) => {
                    if (one.closest('.hr-scroll, .js-plotly-plot, [data-testid="stDataFrame"], svg')) return false;
                    const box = one.getBoundingClientRect();
                    return box.width > 0 && box.height > 0 && box.right > narrowest + 1
                        && getComputedStyle(one).position !== 'absolute';
                }).map((one) => one.outerHTML.slice(0, 160));
            }""",
            NARROWEST,
        )
        assert wide == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROWEST
    finally:
        context.close()


def test_a_printed_page_has_the_figures_and_not_the_menu(page: Page, address: str) -> None:
    drawn(page, address, "overview", "nb")
    page.emulate_media(media="print")
    expect(page.locator(".hr-card").first).to_be_visible()
    expect(page.locator('[data-testid="stSidebar"]')).to_be_hidden()
    expect(page.locator('[data-testid="stHeader"]')).to_be_hidden()
