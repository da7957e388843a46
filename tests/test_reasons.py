"""Every reason for which a row is left out can be said in a list, whatever facts its sentence would need."""

import ast
from pathlib import Path

import pytest

import language
from etl.odd_cells import refusal
from etl.reason_wording import reasons
from etl.wording import reason

ETL = Path(__file__).parent.parent / "etl"
RAISES = {"Unreadable", "fail", "set_aside", "_unknown"}


def codes_of_rows() -> set[str]:
    """The literal codes with which etl fails a cell, sets a row aside or refuses a name."""
    found: set[str] = set()
    for path in ETL.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            place = 1 if name in ("fail", "set_aside") else 0
            if name in RAISES and len(call.args) > place:
                code = call.args[place]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.add(code.value)
    return found


def test_every_code_of_a_row_has_its_words() -> None:
    codes = codes_of_rows()
    assert {"missing_value", "several_amounts", "total_row", "unknown_sub_measure"} <= codes
    assert codes - reasons().keys() == set()


@pytest.mark.parametrize(
    "cell", ["?", "100?", "120*", "10-20", "maks 5", "2 per uke", "3*4", "ja", "100h", "#REF!"]
)
def test_every_odd_cell_has_its_words(cell: str) -> None:
    assert refusal(cell, "not_hours").code in reasons()


@pytest.mark.parametrize("code", sorted(reasons()))
def test_a_reason_is_a_few_words_in_both_languages(code: str) -> None:
    said = {lang: reason(code, language.get(lang)) for lang in ("nb", "en")}
    assert said["nb"] != said["en"]
    assert all(0 < len(words) <= 60 and "{" not in words for words in said.values())


def test_a_reason_of_an_older_release_is_said_with_its_code() -> None:
    assert reason("no_amount", language.get("nb")) == "feil i raden (no_amount)"
