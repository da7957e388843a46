"""Figures as pictures: what has to stand in them, the same bytes each time, and a clear word where nothing can draw."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

import language
from metrics import Selection
from reports import chrome
from reports.check_file import codes_of_file
from reports.chrome import PicturesUnavailable
from reports.codes import code_of
from reports.figures import Figure, figure
from reports.pictures import SCALE, WIDTH, picture
from tests.ui_warehouse import small_warehouse
from warehouse import open_reader

NB = language.get("nb")
DAY = date(2026, 11, 25)
PERIOD = Selection(first=date(2019, 1, 1), last=date(2019, 3, 1), systems=("SYS-BEV", "SYS-BOL"))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Figure:
    with open_reader(small_warehouse(tmp_path_factory.mktemp("pictures") / "warehouse")) as reader:
        return figure(reader, "systems", PERIOD, NB, on=DAY)


@pytest.fixture(scope="module")
def code(drawn: Figure) -> str:
    return code_of(drawn, "nb", DAY)


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_figure_gives_the_same_bytes_and_its_code_is_found(
    drawn: Figure, code: str, form: str
) -> None:
    made = picture(drawn, code, form, NB)
    assert picture(drawn, code, form, NB) == made
    assert code in codes_of_file(made)


def test_a_png_is_twice_as_sharp_and_says_what_it_shows(drawn: Figure, code: str) -> None:
    made = Image.open(io.BytesIO(picture(drawn, code, "png", NB)))
    assert made.width == WIDTH * SCALE
    assert made.info["Description"] == drawn.chart.alt
    assert made.info["Tallpass"] == code


def test_title_message_selection_unit_basis_and_code_stand_in_the_picture(drawn: Figure, code: str) -> None:
    told = re.sub(r"<[^>]+>", " ", picture(drawn, code, "svg", NB).decode())
    told = re.sub(r"\s+", " ", told.replace("\N{NO-BREAK SPACE}", " "))
    for words in (
        "Planlagt mot faktisk per system",
        "Størst avvik: BEVISST med +120,0 t, +133,3 % merforbruk.",
        "Utvalg: januar–mars 2019 · system: BEVISST, BOTT ØL",
        "Enhet: timer.",
        "Datagrunnlag: Plan: Tiltaksplan 2019–2021.",
        f"Tallpass: {code}.",
    ):
        assert words in told


def test_a_name_that_no_drawing_can_hold_is_drawn_without_what_it_cannot_hold(
    drawn: Figure, code: str
) -> None:
    hostile = replace(
        drawn.chart, figure=type(drawn.chart.figure)(drawn.chart.figure), title="\x01<b>\ufffe{{ 1 }}"
    )
    hostile.figure.layout.annotations[1].text += "\x0b\x01"
    assert picture(replace(drawn, chart=hostile), code, "png", NB).startswith(b"\x89PNG")
    ET.fromstring(picture(replace(drawn, chart=hostile), code, "svg", NB))


def test_an_unknown_format_is_refused(drawn: Figure, code: str) -> None:
    with pytest.raises(ValueError, match="gif"):
        picture(drawn, code, "gif", NB)


def test_without_a_browser_it_says_so(
    drawn: Figure, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chrome.close()
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "finnes-ikke"))
    with pytest.raises(PicturesUnavailable) as missing:
        picture(drawn, code, "png", NB)
    assert missing.value.reason == "no_browser"
    monkeypatch.undo()
    assert picture(drawn, code, "png", NB)
