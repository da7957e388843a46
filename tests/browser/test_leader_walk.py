"""A leader's five minutes: from Oversikt to what the heads of office used beyond the plan, in three clicks at most."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

import language
from language import Language
from tests.browser.steps import at_rest
from ui.navigation import PATHS
from ui.words import page_title

MOST_CLICKS = 3
FOUND = {
    "nb": "Kontorsjefene: 1 613,5 timer mot 431 planlagt, merforbruk 1 182,5 timer (+274,4 %)",
    "en": "Heads of office: 1,613.5 hours against 431 planned, over plan by 1,182.5 hours (+274.4%)",
}
MEASURE = {"nb": "22 Bedre ressursutnyttelse", "en": "22 Better use of resources"}
MOST_TABS, MOST_CHOICES = 200, 6
IN_A_GROUP = "() => document.activeElement.getAttribute('role') === 'radio'"
FOCUSED = """(wanted) => {
    const focused = document.activeElement;
    const told = focused.getAttribute('aria-label') || focused.innerText || '';
    return told.replace(/\\u00a0/g, ' ').trim() === wanted;
}"""


def by_mouse(page: Page, target: Locator, _name: str) -> None:
    """Click it."""
    target.click()


def by_keyboard(page: Page, target: Locator, name: str) -> None:
    """Walk with the tabulator until it has the focus, and press Enter; a group of choices is walked with the arrows."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        for _choice in range(MOST_CHOICES if page.evaluate(IN_A_GROUP) else 1):
            if page.evaluate(FOCUSED, name):
                page.keyboard.press("Enter")
                return
            if page.evaluate(IN_A_GROUP):
                page.keyboard.press("ArrowRight")
    raise AssertionError(f"{name} cannot be reached with the tabulator")


@pytest.mark.parametrize("press", [by_mouse, by_keyboard])
@pytest.mark.parametrize("code", language.CODES)
def test_from_the_first_page_to_the_heads_of_office(
    page: Page, address: str, code: str, press: Callable[[Page, Locator, str], None]
) -> None:
    lang: Language = language.get(code)
    page.goto(f"{address}/{PATHS['overview']}?lang={code}")
    expect(
        page.get_by_role("heading", name=page_title("overview", lang), exact=True, level=1)
    ).to_be_visible()
    at_rest(page)
    clicks = 0

    period = page.locator('[data-testid="stMain"]').get_by_role("radio", name="2019–2021", exact=True)
    press(page, period, "2019–2021")
    clicks += 1
    expect(page.locator(".hr-selection")).to_contain_text("2019")
    at_rest(page)

    way_in = page.get_by_role("link", name=MEASURE[code], exact=True).first
    press(page, way_in, MEASURE[code])
    clicks += 1
    expect(
        page.get_by_role("heading", name=page_title("measures", lang), exact=True, level=1)
    ).to_be_visible()
    at_rest(page)

    assert clicks <= MOST_CLICKS
    told = page.locator('[data-testid="stMain"]').inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert FOUND[code] in told
