"""Tiltak in Chromium: the figure that fits the room, a row that is clicked, what is drawn only when it is opened."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import NB, at_rest

ALL = "Alle tiltak og deltiltak"


def open_measures(page: Page, address: str, query: str = "") -> None:
    """Go to Tiltak and wait for its figures."""
    page.goto(f"{address}/tiltak?lang=nb{query}")
    expect(page.get_by_role("heading", name=NB.text("Tiltak"), exact=True, level=1)).to_be_visible()
    at_rest(page)
    page.locator(".js-plotly-plot").first.wait_for(state="attached")


@pytest.mark.parametrize(
    ("width", "shown"), [(1400, "wide"), (1280, "wide"), (390, "narrow"), (320, "narrow")]
)
def test_the_hierarchy_fits_the_room(page: Page, address: str, width: int, shown: str) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    open_measures(page, address)
    expect(page.get_by_role("heading", name=NB.text(ALL), exact=True)).to_be_visible()
    for which in ("wide", "narrow"):
        figure = page.locator(f".st-key-{which}_tiltak-og-deltiltak .js-plotly-plot")
        assert figure.is_visible() == (which == shown)
    texts = page.locator(f".st-key-{shown}_tiltak-og-deltiltak .annotation-text").evaluate_all(
        "(all) => all.map((one) => { const box = one.getBoundingClientRect();"
        " return [box.left, box.right, box.top, box.bottom, one.textContent]; })"
    )
    assert len(texts) > 60
    assert [text for text in texts if text[0] < 0 or text[1] > width] == []
    assert overlapping(texts) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def overlapping(texts: list[list[Any]]) -> list[tuple[Any, Any]]:
    """Texts of which more than a pixel lies on another."""
    found = []
    for place, one in enumerate(texts):
        for other in texts[place + 1 :]:
            across = min(one[1], other[1]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[2], other[2])
            if across > 1 and down > 3:
                found.append((one[4], other[4]))
    return found


def test_a_click_on_a_row_leads_to_its_sub_measure_and_back(page: Page, address: str) -> None:
    open_measures(page, address)
    name = page.locator(
        ".st-key-wide_tiltak-og-deltiltak .annotation-text", has_text="BEVISST – ta i bruk"
    ).first
    box = name.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("heading", name=re.compile(r"^22\.4 BEVISST"), level=2)).to_be_visible()
    expect(page).to_have_url(re.compile(r"sub_measure=22\.4"))
    at_rest(page)
    page.go_back()
    expect(page.get_by_role("heading", name=NB.text(ALL), exact=True)).to_be_visible()


def test_what_is_opened_is_drawn_down_to_the_rows_of_the_files(page: Page, address: str) -> None:
    open_measures(page, address, "&sub_measure=22.4&first=2019-01&last=2021-12")
    before = page.locator(".js-plotly-plot").count()
    page.get_by_text(NB.text("{name} per enhet", name="22.4 BEVISST"), exact=True).click()
    expect(page.get_by_role("heading", name=NB.text("{name} per enhet", name="22.4 BEVISST"))).to_be_visible()
    at_rest(page)
    assert page.locator(".js-plotly-plot").count() == before + 1
    page.get_by_text(NB.text("Før og etter: forløper og etterfølger"), exact=True).click()
    table = page.get_by_role("table").filter(has_text="4.5 BEVISST")
    expect(table).to_contain_text("100")
    at_rest(page)
    page.get_by_text(NB.text("Vis kilderadene bak tallene"), exact=True).click()
    rows = page.get_by_role("table").filter(has_text="timer_egen_mal_2021.xlsx").first
    expect(rows).to_contain_text(NB.text("anslått"))
