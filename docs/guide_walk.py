"""The pictures of docs/opplasting.md: its walk, taken from the running dashboard with the invented pile."""

import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page

import language
from docs.guide_pile import FAULTY, HOURS, LEDGER, PLAN, corrected_hours, write_pile
from docs.part_picture import at_rest, take_part
from tests.browser.serving import DASHBOARD, ROOT, served
from warehouse import create_warehouse

IMAGES = Path(__file__).parent / "images" / "opplasting"
NB = language.get("nb")


def take_guide(page: Page, folder: Path) -> None:
    """Walk as the guide does, in a dashboard of its own, and take its pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    create_warehouse(folder / "warehouse", ROOT / "data" / "reference")
    pile = write_pile(folder / "bunke")
    with served(DASHBOARD, folder / "warehouse") as address:
        _drop(page, address, pile)
        _set_up(page)
        _preview(page)
        _mend(page)
        _load(page)
        _place(page)
        _reconcile(page, address)
        _log(page, address)
        _drop_again(page, address, folder)
        _codebook(page, address)
        page.goto("about:blank")


def _drop(page: Page, address: str, pile: Sequence[Path]) -> None:
    page.goto(f"{address}/last-opp")
    at_rest(page)
    _picture(page, "last-opp", page.locator("h1"), page.get_by_role("button", name="Egen planmal"))
    page.locator("input[type=file]").first.set_input_files(pile)
    page.locator(".st-key-upload_rows").wait_for()
    at_rest(page)
    _picture(page, "bunken", _heading(page, "Filene"), page.locator(".st-key-upload_rows"))


def _set_up(page: Page) -> None:
    _open(page, PLAN)
    _picture(page, "sporsmal", page.locator(".st-key-wizard h2"), page.locator(".st-key-question_1"))
    answer = page.get_by_label(NB.text("Svar på spørsmål {number}", number=1))
    answer.fill("2024")
    answer.press("Enter")
    at_rest(page)
    page.locator(".st-key-question_0").get_by_text("Tiltaksplan 2023–2025").click()
    at_rest(page)
    _open(page, HOURS)
    _choose(page, NB.text("Svar på spørsmål {number}", number=1), NB.text("timer"))
    _picture(page, "sett-opp", page.locator(".st-key-wizard_steps"), page.locator(".st-key-wizard_onward"))


def _preview(page: Page) -> None:
    _step(page, "preview")
    _picture(
        page, "forhandsvis", page.locator(".st-key-wizard h2"), _table(page, "Filens egne summer mot våre")
    )
    _open(page, PLAN)
    _step(page, "preview")
    _picture(page, "omregning", page.locator(".st-key-wizard h2"), page.locator(".st-key-wizard_stored"))


def _mend(page: Page) -> None:
    _open(page, FAULTY)
    _picture(
        page, "rett", page.locator(".st-key-wizard h2"), page.locator("[class*=st-key-group_error]").nth(1)
    )
    _picture(
        page, "rett-i-excel", _heading(page, "Eller rett i Excel"), page.locator(".st-key-wizard_onward")
    )
    _choose(page, "«BEVIST»", "4.5 BEVISST")
    page.get_by_label(re.compile(r"Timer.{1,2}D5")).fill("3,5")
    _press(page, NB.text("Bruk rettelsene"))
    page.get_by_text(NB.text("Utelat raden"), exact=True).first.click()
    reason = page.get_by_label(NB.text("Hvorfor utelates de?"))
    reason.fill("Timene er ikke kjent")
    reason.press("Tab")
    at_rest(page)
    _press(page, NB.plural("Utelat {n} rad", "Utelat {n} rader", 1))
    page.get_by_text(NB.text("Det du har rettet ({n})", n=3)).click()
    _picture(page, "rettet", page.locator(".st-key-wizard"))


def _load(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Last inn alle")).click()
    _heading(page, "Lastet inn").wait_for()
    at_rest(page)
    _picture(page, "lastet-inn", _heading(page, "Lastet inn"), page.locator(".st-key-upload_after"))


def _place(page: Page) -> None:
    page.get_by_role("link", name=NB.text("Plasser kodene i kodeverket")).click()
    _table(page, "Koder som ikke er plassert").wait_for()
    at_rest(page)
    for sub_measure in ("4.6", "4.1"):
        _choose(page, NB.text("Deltiltak som timene og kronene hører til"), sub_measure)
    page.keyboard.press("Escape")
    for label, share in (("4.6", "75"), ("4.1", "25")):
        page.get_by_label(re.compile(f"^{re.escape(label)} .*prosent")).fill(share)
        page.keyboard.press("Tab")
        at_rest(page)
    page.get_by_label(NB.text("Hvorfor")).fill("Vedtak i ledermøtet 08.04.2024")
    page.keyboard.press("Tab")
    at_rest(page)
    _picture(page, "plasser", _table(page, "Koder som ikke er plassert"), page.locator(".st-key-place_code"))
    _press(page, NB.text("Plasser {code}", code="990123999"))


def _reconcile(page: Page, address: str) -> None:
    page.goto(f"{address}/avstemming")
    at_rest(page)
    _choose(page, NB.text("Kilde"), "hovedbok fra Unit4")
    _total(page, NB.text("Alle koststeder"), "85 900,50")
    _total(page, "Museumsadministrasjonen", "69 500,50")
    _total(page, "Seksjon for formidling", "16 400,00")
    _picture(page, "rest", _heading(page, "Mot hovedboken"), page.locator("[data-testid=stForm]"))
    _total(page, NB.text("Alle koststeder"), "85 500,50")
    _total(page, "Seksjon for formidling", "16 000,00")
    _picture(page, "avstemt", _heading(page, "Mot hovedboken"), page.get_by_role("table").first)


def _total(page: Page, unit: str, amount: str) -> None:
    _choose(page, NB.text("Koststed"), unit)
    page.get_by_label(NB.text("Total i hovedboken")).fill(amount)
    _press(page, NB.text("Lagre totalen"))


def _log(page: Page, address: str) -> None:
    page.goto(f"{address}/importlogg")
    at_rest(page)
    _choose(page, NB.text("Import"), LEDGER)
    _picture(page, "importlogg", _heading(page, "Én import på nært hold"),
             _table(page, "Rader som ikke ble lastet inn"))  # fmt: skip
    _choose(page, NB.text("Fra versjon"), "2: ")
    _choose(page, NB.text("Til versjon"), "3: ")
    _picture(page, "versjoner", _heading(page, "Forskjellen mellom to versjoner"),
             _table(page, "Hva som er endret fra versjon"))  # fmt: skip


def _drop_again(page: Page, address: str, folder: Path) -> None:
    """The hours again with one figure mended: remembered, and what they take the place of."""
    page.goto(f"{address}/last-opp")
    at_rest(page)
    page.locator("input[type=file]").first.set_input_files(corrected_hours(folder / "rettet"))
    page.locator(".st-key-wizard").wait_for()
    at_rest(page)
    _picture(page, "erstattes", _table(page, "Dette blir erstattet"))
    _step(page, "configure")
    _picture(page, "husket", page.locator(".st-key-wizard_remembered"))


def _codebook(page: Page, address: str) -> None:
    page.goto(f"{address}/kodeverk?del=bridge")
    at_rest(page)
    _picture(page, "kodebro", page.locator("h1"), _table(page, "Koder uten bro"))
    page.goto(f"{address}/kodeverk?tabell=code_map")
    at_rest(page)
    _picture(page, "kodeverk", page.locator("h1"), page.get_by_role("table").first)


# --- the ways of a user ---------------------------------------------------------------------------


def _open(page: Page, name: str) -> None:
    """Open a file of the list in the wizard."""
    page.locator(".st-key-upload_rows").get_by_role("button", name=name).click()
    page.get_by_role("heading", name=name, exact=True, level=2).wait_for()
    at_rest(page)


def _step(page: Page, name: str) -> None:
    page.locator(f".st-key-step_{name} button").click()
    at_rest(page)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    at_rest(page)


def _choose(page: Page, label: str, option: str) -> None:
    """Choose in a list; what is typed brings the option into view, since long lists are drawn piece by piece."""
    page.get_by_role("combobox", name=label).first.click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option).first.click()
    at_rest(page)


# --- what is on a picture -------------------------------------------------------------------------


def _heading(page: Page, text: str) -> Locator:
    return page.get_by_role("heading", name=NB.text(text), exact=True)


def _table(page: Page, caption: str) -> Locator:
    return page.get_by_role("table").filter(has_text=NB.text(caption)).first


def _picture(page: Page, name: str, top: Locator, bottom: Locator | None = None) -> None:
    take_part(page, IMAGES / f"{name}.png", top, bottom)
