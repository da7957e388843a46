"""The pictures of docs/rapporter.md: a report made, issued and checked after a correction, in the running dashboard."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Locator, Page

import etl
import language
from docs.part_picture import at_rest, take_part
from tests.browser.serving import DASHBOARD, served

IMAGES = Path(__file__).parent / "images" / "rapporter"
NB = language.get("nb")
SELECTED = "rapporter?lang=nb&first=2021-01&last=2021-12"
NAME = "Status for tiltakene 2021"
JUDGED = "Innføringen er i rute, men opplæringen tok lengre tid enn ventet."
CORRECTED = "timer_egen_mal_2021.xlsx"
_MARCH_OF_BEVISST, _HOURS = "E172", 53.5
"""A row of March 2021 on sub-measure 22.4; it says 43.5 hours before it is corrected."""
_ROWS = 18
"""Of the check's table on the picture."""
FILES = ("status-tiltak-22.docx", "status.pptx", "status.xlsx")


def take_reports(page: Page, folder: Path) -> None:
    """Walk as the guide does, in a dashboard with the sample, and take its pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    etl.load(etl.sample_uploads(), folder / "warehouse")
    with served(DASHBOARD, folder / "warehouse") as address:
        _make(page, address)
        _issue(page)
        files = _download(page, folder)
        _correct(folder)
        _since(page, address)
        _check(page, address, files)
        _look_up(page)
        page.goto("about:blank")


def _make(page: Page, address: str) -> None:
    page.goto(f"{address}/{SELECTED}")
    _button(page, "Utsted rapporten").wait_for()
    at_rest(page)
    _picture(page, "lag-rapport", page.locator("h1"), _button(page, "Lag utkast"))
    _open(page, NB.text("Velg figurer, rekkefølge og setninger"))
    first = page.locator(".st-key-report_item_0")
    first.get_by_text(re.compile("^Se figuren og rediger setningen")).click()
    first.locator(".js-plotly-plot").wait_for()
    at_rest(page)
    _picture(page, "figurer", _heading(page, "Figurene"), page.locator(".st-key-report_item_1"))
    _open(page, NB.text("Velg figurer, rekkefølge og setninger"))
    _open(page, re.compile("^2 skjemaer: setninger og egne ord"))
    field = page.get_by_role("textbox", name=re.compile("^Egne ord under 6"))
    field.fill(JUDGED)
    field.press("Tab")
    at_rest(page)
    _open(page, NB.text("Fakta du kan sette inn under {number}", number=7))
    _picture(page, "skjema", page.get_by_role("heading", name=re.compile("^6\\.")),
             _box(page, NB.text("Fakta du kan sette inn under {number}", number=7)))  # fmt: skip
    _open(page, re.compile("^2 skjemaer: setninger og egne ord"))


def _issue(page: Page) -> None:
    for label, text in (("Navn på rapporten", NAME), ("Gjennomgått av", "Kari Nordmann")):
        field = page.get_by_role("textbox", name=NB.text(label), exact=True)
        field.fill(text)
        field.press("Tab")
        at_rest(page)
    _button(page, "Utsted rapporten").click()
    page.get_by_text(re.compile(f"«{NAME}» er utstedt")).wait_for()
    at_rest(page)


def _download(page: Page, folder: Path) -> list[Path]:
    kept = []
    for name in FILES:
        with page.expect_download() as download:
            page.get_by_role("button", name=NB.text("Last ned {file}", file=name), exact=True).click()
        kept.append(folder / name)
        download.value.save_as(kept[-1])
    return kept


def _correct(folder: Path) -> None:
    """Load one of the sample's files once more with one row mended."""
    [sample] = [one.path for one in etl.sample_uploads() if one.name == CORRECTED]
    book = openpyxl.load_workbook(sample)
    book["Timer"][_MARCH_OF_BEVISST] = _HOURS
    book.save(folder / CORRECTED)
    etl.load([etl.Upload(CORRECTED, folder / CORRECTED)], folder / "warehouse", imported_by="controller")


def _since(page: Page, address: str) -> None:
    page.goto(f"{address}/{SELECTED}&del=issued")
    at_rest(page)
    _picture(page, "utstedt", _heading(page, "Utstedte rapporter"), _button(page, "Bruk som mal"))
    _open(page, NB.text("Vis hver endring"))
    _picture(page, "siden", _heading(page, "Siden sist rapportert"), _box(page, NB.text("Vis hver endring")))


def _check(page: Page, address: str, files: list[Path]) -> None:
    page.goto(f"{address}/{SELECTED}&del=check")
    at_rest(page)
    page.locator("input[type=file]").first.set_input_files(files)
    _heading(page, "Hva som er endret").wait_for()
    at_rest(page)
    _picture(page, "sjekk", _heading(page, "Sjekk en rapport"), page.get_by_role("row").nth(_ROWS))


def _look_up(page: Page) -> None:
    row = page.get_by_role("row").filter(has_text=NB.text("endret")).filter(has_text="▲").first
    code = row.get_by_text(re.compile("^TP-")).first.inner_text()
    page.goto(page.url.replace("del=check", f"del=code&code={code}"))
    changed = page.get_by_role("table").filter(has_text=NB.text("Hver celle som er endret")).first
    changed.wait_for()
    at_rest(page)
    _picture(page, "tallpass", _heading(page, "Slå opp tallpass"), changed)


def _open(page: Page, label: str | re.Pattern[str]) -> None:
    page.get_by_text(label).first.click()
    at_rest(page)


def _box(page: Page, label: str) -> Locator:
    return page.locator("[data-testid=stExpander]").filter(has_text=label).last


def _button(page: Page, text: str) -> Locator:
    return page.get_by_role("button", name=NB.text(text), exact=True)


def _heading(page: Page, text: str) -> Locator:
    return page.get_by_role("heading", name=NB.text(text), exact=True)


def _picture(page: Page, name: str, top: Locator, bottom: Locator) -> None:
    take_part(page, IMAGES / f"{name}.png", top, bottom)
