"""docs/brukerveiledning.md says what the screen says: its words, its pictures, its links, and its figures."""

import re
from pathlib import Path

import pytest

from tests.test_opplasting_guide import words_of_the_screen

DOCS = Path(__file__).parent.parent / "docs"
GUIDE = (DOCS / "brukerveiledning.md").read_text(encoding="utf-8")
OF_THE_DATA = {
    "2019–2021",
    "22 Bedre ressursutnyttelse",
    "Hva er «avvik»?",
    "Hva er «avvik",
    "anførselstegn",
    "avvik",
    "English",
}
"""Quoted words that are names in the sample, or filled into a text of the screen."""
QUOTED = sorted({" ".join(quote.split()) for quote in re.findall(r"«([^»]*)»", GUIDE)} - OF_THE_DATA)
PICTURES = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", GUIDE)
LINKS = re.findall(r"(?<!!)\[[^\]]*\]\(#([^)]+)\)", GUIDE)
HEADINGS = re.findall(r"^#+ (.*)$", GUIDE, flags=re.MULTILINE)
SCREEN = words_of_the_screen()
LARGEST_BYTES = 600_000


@pytest.mark.parametrize("quote", QUOTED)
def test_what_is_quoted_stands_on_the_screen(quote: str) -> None:
    assert any(shape.fullmatch(quote.rstrip(".")) for shape in SCREEN)


def test_the_guide_quotes_much_of_the_screen() -> None:
    assert len(QUOTED) > 40


@pytest.mark.parametrize(("told", "path"), PICTURES, ids=[path for _, path in PICTURES])
def test_a_picture_is_there_small_enough_and_told_in_words(told: str, path: str) -> None:
    assert len(told) > 30
    assert (DOCS / path).stat().st_size < LARGEST_BYTES


@pytest.mark.parametrize("link", LINKS)
def test_a_link_leads_to_a_heading(link: str) -> None:
    anchors = {re.sub(r"[^\wæøå -]", "", heading.lower()).replace(" ", "-") for heading in HEADINGS}
    assert link in anchors
