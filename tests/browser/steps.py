"""The steps that the walks share."""

import re

from playwright.sync_api import Page, expect

import language
from ui.words import page_title

NB = language.get("nb")


def at_rest(page: Page) -> None:
    """Wait until the script has ended and what it drew stands."""
    page.wait_for_timeout(300)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'"
    )


def go_to(page: Page, name: str) -> None:
    """Choose a page in the menu."""
    title = page_title(name, NB)
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    at_rest(page)


def card(page: Page, label: str):  # type: ignore[no-untyped-def] # Playwright's Locator
    """The large figure under a label."""
    return page.locator(".hr-card").filter(has_text=NB.text(label)).locator(".hr-figure").first


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the first button whose name begins so, and wait until the page has answered: the next click, on a page that
    is still being drawn, could be lost."""
    page.get_by_role("button", name=name).first.click()
    at_rest(page)
