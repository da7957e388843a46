"""docs/rapporter.md says what the screen says: its words, its pictures, its links, its commands and its template."""

import argparse
import re
import shlex
from pathlib import Path

import docx
import pytest

import reports.__main__
from reports.make_templates import TEMPLATE
from tests.test_opplasting_guide import words_of_the_screen

DOCS = Path(__file__).parent.parent / "docs"
GUIDE = (DOCS / "rapporter.md").read_text(encoding="utf-8")
TOLD = re.sub(r"^```.*?^```$|`[^`]*`", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
QUOTED = sorted({" ".join(quote.split()) for quote in re.findall(r"«([^»]*)»", TOLD)} - {"anførselstegn"})
PICTURES = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", GUIDE)
LINKS = re.findall(r"(?<!!)\[[^\]]*\]\(#([^)]+)\)", GUIDE)
HEADINGS = re.findall(r"^#+ (.*)$", GUIDE, flags=re.MULTILINE)
PLACE = re.compile(r"\{\{ [a-z_.]+ \}\}|\{%(?:p|tr) [^}]*%\}")
COMMANDS = [line for line in GUIDE.splitlines() if line.startswith("python -m reports ")]


def test_what_is_quoted_stands_on_the_screen() -> None:
    screen = words_of_the_screen()
    assert len(QUOTED) > 30
    assert [one for one in QUOTED if not any(shape.fullmatch(one.rstrip(".")) for shape in screen)] == []


def test_pictures_are_there_small_enough_and_told_in_words() -> None:
    assert len(PICTURES) == 7
    for told, path in PICTURES:
        assert len(told) > 30
        assert (DOCS / path).stat().st_size < 400_000
    taken = {f"images/rapporter/{path.name}" for path in (DOCS / "images" / "rapporter").glob("*.png")}
    assert taken == {path for _told, path in PICTURES}


def test_links_lead_to_headings() -> None:
    anchors = {re.sub(r"[^\wæøå -]", "", heading.lower()).replace(" ", "-") for heading in HEADINGS}
    assert [link for link in LINKS if link not in anchors] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_understood(command: str) -> None:
    asked = reports.__main__._parser().parse_args(shlex.split(command)[3:])
    assert callable(asked.run)


def test_every_command_is_told() -> None:
    [commands] = [
        action.choices or {}
        for action in reports.__main__._parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    assert set(commands) == {shlex.split(command)[3] for command in COMMANDS}


def test_the_places_that_are_told_are_those_of_the_template() -> None:
    document = docx.Document(str(TEMPLATE))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    parts = [*document.paragraphs, *document.sections[0].footer.paragraphs]
    places = {found for text in [*cells, *(part.text for part in parts)] for found in PLACE.findall(text)}
    told = set(PLACE.findall(GUIDE)) | {f"{{%p for line in kept_{number} %}}" for number in range(1, 9)}
    assert told == places
