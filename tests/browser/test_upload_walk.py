"""The walks of an administrator on Last opp, in Chromium: an unknown layout, errors mended on the page and in Excel, a
code placed later, an earlier import undone."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

import etl
from etl.own_sheets import NOT_READ
from tests.browser.serving import DASHBOARD, ROOT, served
from tests.browser.steps import NB, at_rest, go_to, press
from tests.etl_files import workbook
from warehouse import create_warehouse

HEAD: list[Any] = ["Måned", "Avdeling", "Hva", "Antall timer"]
FAULTY: list[list[Any]] = [
    HEAD,
    ["jan. 2022", "VM-ADM", "BEVISST", "12,5"],
    ["feb. 2022", "VM-ADM", "BEVIST", "7"],
    ["mar. 2022", "VM-ADM", "BEVIST", "9"],
    ["mar. 2022", "VM-ADM", "BOTT ØL", "abc"],
    ["apr. 2022", "VM-ADM", "BOTT ØL", "?"],
]
"""Two rows with a name that nobody knows, and two cells that are no hours."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty warehouse with the museum's code tables."""
    found = tmp_path / "warehouse"
    create_warehouse(found, ROOT / "data" / "reference")
    return found


@pytest.fixture
def upload(page: Page, folder: Path) -> Iterator[Page]:
    """Last opp in a dashboard of its own."""
    with served(DASHBOARD, folder) as address:
        page.goto(f"{address}/last-opp")
        expect(page.get_by_role("heading", name=NB.text("Slik går det til"))).to_be_visible()
        at_rest(page)
        yield page
        page.goto("about:blank")


def drop(page: Page, file: Path) -> None:
    """Drop one file."""
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_role("heading", name=file.name, exact=True, level=2)).to_be_visible()
    at_rest(page)


def at_step(page: Page, number: int, name: str) -> None:
    """The wizard stands at this step, and its heading has the focus for who reads by ear."""
    title = NB.text("Trinn {number} av 4: {step}", number=number, step=NB.text(name))
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a list by the beginning of an option's name, as a keyboard does: by typing it."""
    page.get_by_role("combobox", name=label).first.click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option).first.click()
    at_rest(page)


def table(page: Page, caption: str) -> Locator:
    """The table with this caption."""
    return page.get_by_role("table").filter(has_text=NB.text(caption)).first


def test_an_unknown_layout_goes_through_all_four_steps(upload: Page, tmp_path: Path, folder: Path) -> None:
    plan: list[list[Any]] = [
        ["Arbeid i museet"],
        [],
        ["Navn", "jan", "feb", "mar", "Sum"],
        ["BEVISST", 12.5, 13, 14, 39.5],
        ["BOTT ØL", 5, 6, 7, 18],
        ["Totalt", 17.5, 19, 21, 57.5],
    ]
    file = workbook(tmp_path / "arbeid.xlsx", plan, "Ark1", Forside=[["Rapport"], ["Utarbeidet av", "X"]])
    drop(upload, file)
    at_step(upload, 1, "Sett opp")
    expect(upload.get_by_text(NB.text("ikke lest"), exact=True)).to_be_visible()
    at_rest(upload)
    upload.get_by_role("radiogroup").get_by_text(NB.text("faktiske timer"), exact=True).click()
    expect(upload.get_by_text("1 av 3 spørsmål er besvart.")).to_be_visible()
    at_rest(upload)
    upload.get_by_label(NB.text("Svar på spørsmål {number}", number=2)).fill("2022")
    upload.keyboard.press("Enter")
    at_rest(upload)
    expect(upload.get_by_text(NB.text("Ett spørsmål må besvares før filen kan lastes inn."))).to_be_visible()
    choose(upload, NB.text("Svar på spørsmål {number}", number=1), NB.text("timer"))
    expect(upload.get_by_text(NB.text("Kan lastes inn."), exact=True)).to_be_visible()

    press(upload, NB.text("Videre til {step}", step=NB.text("Forhåndsvis")))
    at_step(upload, 2, "Forhåndsvis")
    expect(upload.locator("h3:focus")).to_contain_text(NB.text("Forhåndsvis"))
    expect(table(upload, "Sum per måned")).to_contain_text("17,5")
    expect(table(upload, "Filens egne summer mot våre")).to_contain_text(NB.text("stemmer"))
    press(upload, NB.text("Videre til {step}", step=NB.text("Rett")))
    expect(upload.get_by_text(NB.text("Ingen feil og ingen advarsler."))).to_be_visible()
    press(upload, NB.text("Videre til {step}", step=NB.text("Last inn")))
    at_step(upload, 4, "Last inn")
    press(upload, NB.text("Last inn denne filen"))
    expect(upload.get_by_role("heading", name=NB.text("Lastet inn"), exact=True)).to_be_visible()
    expect(table(upload, "Hva som er endret")).to_contain_text("57,5")
    assert [(one.file_name, dict(one.sums)) for one in etl.history(folder)] == [
        ("arbeid.xlsx", {"hours": 57.5})
    ]


def test_a_file_full_of_errors_is_mended_on_the_page(upload: Page, tmp_path: Path, folder: Path) -> None:
    drop(upload, workbook(tmp_path / "timer.xlsx", FAULTY, "Timer"))
    at_step(upload, 3, "Rett")
    choose(upload, "«BEVIST»", "22.4 BEVISST")
    upload.get_by_label("Timer!D5").fill("3,5")
    press(upload, NB.text("Bruk rettelsene"))
    upload.get_by_text(NB.text("Utelat raden"), exact=True).first.click()
    upload.get_by_label(NB.text("Hvorfor utelates de?")).fill("Ukjent tall")
    upload.keyboard.press("Tab")
    at_rest(upload)
    press(upload, NB.plural("Utelat {n} rad", "Utelat {n} rader", 1))
    expect(upload.get_by_text(NB.text("Ingen feil og ingen advarsler."))).to_be_visible()
    press(upload, NB.plural("Last inn {n} fil", "Last inn {n} filer", 1))
    expect(upload.get_by_role("heading", name=NB.text("Lastet inn"), exact=True)).to_be_visible()
    newest = etl.history(folder)[0]
    assert dict(newest.sums) == {"hours": 32.0}
    assert (newest.rows.read, newest.rows.loaded, newest.rows.ignored) == (5, 4, 1)


def test_the_marked_workbook_is_mended_in_excel_and_dropped_again(
    upload: Page, tmp_path: Path, folder: Path
) -> None:
    drop(upload, workbook(tmp_path / "timer.xlsx", FAULTY, "Timer"))
    with upload.expect_download() as waiting:
        upload.get_by_role("button", name=NB.text("Last ned arbeidsboken med feilene merket")).click()
    assert waiting.value.suggested_filename == "timer-merket.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert book.worksheets[0]["A1"].value == NOT_READ["nb"]
    sheet = book["Timer"]
    assert sheet["D5"].comment is not None
    assert "abc" in sheet["D5"].comment.text
    for cell, value in (("C3", "BEVISST"), ("C4", "BEVISST"), ("D5", 3.5), ("D6", 8)):
        sheet[cell] = value
    mended = tmp_path / "timer-merket.xlsx"
    book.save(mended)
    upload.locator("input[type=file]").last.set_input_files(mended)
    expect(upload.get_by_role("heading", name=mended.name, exact=True, level=2)).to_be_visible()
    expect(upload.get_by_text(NB.text("Kan lastes inn."), exact=True)).to_be_visible()
    press(upload, NB.plural("Last inn {n} fil", "Last inn {n} filer", 1))
    expect(upload.get_by_role("heading", name=NB.text("Lastet inn"), exact=True)).to_be_visible()
    assert dict(etl.history(folder)[0].sums) == {"hours": 40.0}


def test_a_code_that_is_placed_later_needs_no_new_upload(upload: Page, tmp_path: Path, folder: Path) -> None:
    rows: list[list[Any]] = [
        ["Måned", "Delprosjekt", "Antall timer"], ["2023-01", "990123999", 10], ["2023-02", "990123999", 5],
    ]  # fmt: skip
    drop(upload, workbook(tmp_path / "kode.xlsx", rows, "Timer"))
    press(upload, NB.plural("Last inn {n} fil", "Last inn {n} filer", 1))
    expect(table(upload, "Hva som er endret")).to_contain_text(NB.text("ikke plassert"))
    upload.get_by_role("link", name=NB.text("Plasser kodene i kodeverket")).click()
    expect(table(upload, "Koder som ikke er plassert")).to_contain_text("990123999")
    at_rest(upload)
    choose(upload, NB.text("Deltiltak som timene og kronene hører til"), "4.5 BEVISST")
    upload.keyboard.press("Escape")
    upload.get_by_label(NB.text("Hvorfor")).fill("Vedtak i ledermøtet")
    upload.keyboard.press("Tab")
    at_rest(upload)
    press(upload, NB.text("Plasser {code}", code="990123999"))
    expect(
        upload.get_by_text(
            NB.text("Alt er plassert: hver kode med timer eller kroner leder til et deltiltak.")
        )
    ).to_be_visible()
    assert len(etl.history(folder)) == 1


def test_an_earlier_import_is_undone_and_the_later_one_stands(
    upload: Page, tmp_path: Path, folder: Path
) -> None:
    january = workbook(tmp_path / "januar.xlsx", [HEAD, ["jan. 2022", "VM-ADM", "BEVISST", 12.5]], "Timer")
    february = workbook(tmp_path / "februar.xlsx", [HEAD, ["feb. 2022", "VM-ADM", "BEVISST", 7]], "Timer")
    for file in (january, february):
        drop(upload, file)
        press(upload, NB.plural("Last inn {n} fil", "Last inn {n} filer", 1))
        expect(upload.get_by_role("heading", name=NB.text("Lastet inn"), exact=True)).to_be_visible()
        press(upload, NB.text("Last inn flere filer"))
    go_to(upload, "import_log")
    upload.goto(f"{upload.url.split('?')[0]}?import=1")
    at_rest(upload)
    press(upload, NB.text("Angre import {id}", id=1))
    press(upload, NB.text("Ja, angre import {id}", id=1))
    expect(
        upload.get_by_text(NB.text("Import {id} er angret. Tallene er slik de var uten den.", id=1))
    ).to_be_visible()
    assert [(one.import_id, one.status) for one in etl.history(folder)] == [(2, "active"), (1, "undone")]
