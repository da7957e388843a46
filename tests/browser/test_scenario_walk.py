"""A leader tries out a later go-live by the keyboard alone, shares it, keeps it as a draft, and finds it again."""

import re
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Page, expect

from tests.browser.steps import NB, at_rest, card, go_to

MOVED = "move:SYS-BHR:6"


def scenario(page: Page) -> str:
    """The scenario in the address."""
    return parse_qs(urlparse(page.url).query).get("scenario", [""])[0]


def push(page: Page, name: str) -> None:
    """Press a button by the keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")
    at_rest(page)


def test_a_scenario_is_built_by_keyboard_shown_at_once_taken_back_and_shared(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/planer?lang=nb&scenario=move:SYS-BHR:5")
    expect(card(page, "Gjenstående i scenarioet")).to_have_text(NB.headline(3170, "hours"))
    at_rest(page)
    page.get_by_role("spinbutton", name=NB.text("måneder"), exact=True).focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("BOTT HR innføres 6 måneder senere").first).to_be_visible()
    at_rest(page)
    assert scenario(page) == MOVED
    push(page, NB.text("Ta ut et deltiltak"))
    expect(card(page, "Gjenstående i scenarioet")).to_have_text(
        NB.headline(2900, "hours")
    )  # without 270 of 4.7
    assert scenario(page) == f"{MOVED};drop:4.7"
    shared = page.context.new_page()
    shared.goto(page.url)
    expect(card(shared, "Gjenstående i scenarioet")).to_have_text(NB.headline(2900, "hours"))
    shared.close()
    push(page, NB.text("Angre siste steg"))
    expect(card(page, "Gjenstående i scenarioet")).to_have_text(NB.headline(3170, "hours"))
    assert scenario(page) == MOVED


def test_a_scenario_is_kept_as_a_draft_that_can_be_compared_with(page: Page, address: str) -> None:
    page.goto(f"{address}/planer?lang=nb&scenario={MOVED}")
    name = page.get_by_role("textbox", name=NB.text("Navn på utkastet"))
    name.fill("BOTT HR utsatt")
    page.get_by_role("textbox", name=NB.text("Hvorfor")).fill("prøver")
    page.get_by_role("textbox", name=NB.text("Hvorfor")).press("Tab")
    push(page, NB.text("Lagre som utkast"))
    expect(page.get_by_text(re.compile("Utkastet «BOTT HR utsatt» er lagret"))).to_be_visible()
    at_rest(page)
    page.get_by_role("combobox", name=NB.text("Sammenlign med")).first.click()
    page.keyboard.type("BOTT HR utsatt")
    page.get_by_role("option", name="BOTT HR utsatt").first.click()
    expect(page.locator(".hr-selection").filter(has_text="BOTT HR utsatt").first).to_be_visible()
    go_to(page, "overview")
    expect(page.locator(".hr-selection").filter(has_text="BOTT HR utsatt").first).to_be_visible()
