"""docs/opplasting.md says what the product says: words of the screen, pictures, commands, answers and questions."""

import argparse
import json
import re
import shlex
from pathlib import Path

import pytest

import etl.__main__
from docs.guide_pile import FAULTY, HOURS, LEDGER, LOCKED, OLD, PLAN, write_pile
from etl.mapping_wording import _QUESTIONS
from language.catalogue import collect

DOCS = Path(__file__).parent.parent / "docs"
GUIDE = (DOCS / "opplasting.md").read_text(encoding="utf-8")
README = (DOCS.parent / "README.md").read_text(encoding="utf-8")
FENCED = re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)
TOLD = re.sub(r"^```.*?^```$|`[^`]*`", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
"""The guide without code: what is left between quotation marks are words of the screen."""
QUOTED = sorted({" ".join(quote.split()) for quote in re.findall(r"«([^»]*)»", TOLD)} - {"anførselstegn"})
COMMANDS = [line for kind, block in FENCED if not kind for line in block.splitlines()]
ANSWERS = [block for kind, block in FENCED if kind == "json"]
PICTURES = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", GUIDE)


def words_of_the_screen() -> set[re.Pattern[str]]:
    """Every text of the code and every sentence in one; a gap takes a number, a capital letter may be a small one."""
    texts: set[str] = set()
    for message in collect():
        for text in [message.id] if isinstance(message.id, str) else message.id:
            bare = text.replace("**", "")
            texts |= {bare, *re.split(r"(?<=[.!?:]) ", bare), bare.split(":")[0]}
    return {_shape(text.rstrip(".")) for text in texts if text}


def _shape(text: str) -> re.Pattern[str]:
    gaps = re.split(r"\{\w+\}", text)
    return re.compile(r"\d+".join(map(re.escape, gaps)), re.IGNORECASE)


SCREEN = words_of_the_screen()


def test_the_guide_quotes_much_of_the_screen() -> None:
    assert len(QUOTED) > 60


def test_what_is_made_up_does_not_pass() -> None:
    assert not any(shape.fullmatch(made_up) for shape in SCREEN for made_up in ("Plasser alt", "Last opp nå"))


@pytest.mark.parametrize("quote", QUOTED)
def test_what_is_quoted_stands_on_the_screen(quote: str) -> None:
    assert any(shape.fullmatch(quote.rstrip(".")) for shape in SCREEN)


@pytest.mark.parametrize(("told", "path"), PICTURES, ids=[path for _, path in PICTURES])
def test_a_picture_is_there_small_enough_and_told_in_words(told: str, path: str) -> None:
    assert len(told) > 30
    assert (DOCS / path).stat().st_size < 260_000


def test_every_picture_is_used() -> None:
    taken = {f"images/opplasting/{path.name}" for path in (DOCS / "images" / "opplasting").glob("*.png")}
    assert taken
    assert {path for path in taken if f"({path})" not in GUIDE and f"(docs/{path})" not in README} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_understood(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_pile(tmp_path / "bunke")
    for name in ("svar.json", "oppsett.json", "kodeverk.xlsx"):
        (tmp_path / name).write_text("{}")
    program, *arguments = shlex.split(command.removeprefix("python -m "))
    assert program == "etl"
    assert callable(etl.__main__._parser().parse_args(arguments).run)


def test_every_command_is_told() -> None:
    [commands] = [
        action.choices or {}
        for action in etl.__main__._parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    assert set(commands) == {shlex.split(command)[3] for command in COMMANDS}


def test_the_answers_file_loads_the_pile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [answers] = ANSWERS
    (tmp_path / "svar.json").write_text(answers, "utf-8")
    write_pile(tmp_path / "bunke")
    where = ["--warehouse", str(tmp_path / "warehouse"), "--answers", str(tmp_path / "svar.json"), "--json"]
    assert etl.__main__.main(["load", str(tmp_path / "bunke"), *where]) == 1
    files = json.loads(capsys.readouterr().out)["files"]
    assert {one["file"]: one["status"] for one in files if one["status"] != "loaded"} == {LOCKED: "refused"}
    sums = {one["file"]: list(one["sums"].values()) for one in files if one["sums"]}
    assert sums == {HOURS: [89.25], PLAN: [329.5], LEDGER: [85500.5], FAULTY: [32], OLD: [217.75]}


def test_every_question_has_its_answer() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", GUIDE, flags=re.MULTILINE)) == set(_QUESTIONS)
