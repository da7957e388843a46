"""Every trap of docs/imports.md: the right total, the right total per key, the right rows, and what was left out."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from docs.make_imports_table import DOCUMENT, document
from etl.report import Options, Understanding
from etl.understand import read_in_child, understand
from tests.etl_files import reference
from tests.layouts.trap import Result, Trap, result
from tests.layouts.traps import all_traps

TRAPS = all_traps()
ASKED = [each for each in TRAPS if each.question]
REFUSED = [each for each in TRAPS if each.refusal]
LOADED = [each for each in TRAPS if not each.question and not each.refusal]


def opened(trap: Trap, folder: Path, options: Options) -> Understanding:
    """The trap's file as it is understood; where the trap asks for it in the child, as the product reads it."""
    path = folder / trap.name
    path.write_bytes(trap.make())
    read = read_in_child if trap.in_child else understand
    return read(path, trap.name, reference(), options)


def codes(understood: Understanding, *severities: str) -> set[str]:
    """The codes of what was found."""
    return {each.code for each in understood.report.problems if not severities or each.severity in severities}


def check(understood: Understanding, trap: Trap) -> None:
    """Total, total per key, rows, and what was left out; and that every row is accounted for."""
    assert trap.expected is not None
    assert understood.report.status == "inspected", codes(understood)
    found, rows = result(understood), understood.report.rows
    assert found == replace(trap.expected, by_key=trap.expected.by_key or found.by_key)
    assert rows.read == rows.loaded + rows.rejected + rows.ignored
    assert rows.rejected + rows.ignored == sum(trap.expected.left_out.values())
    assert codes(understood) >= trap.says


@pytest.mark.parametrize("trap", LOADED, ids=lambda trap: trap.id)
def test_it_comes_in_right(trap: Trap, tmp_path: Path) -> None:
    check(opened(trap, tmp_path, trap.options), trap)


@pytest.mark.parametrize("trap", ASKED, ids=lambda trap: trap.id)
def test_it_is_asked_about_and_then_comes_in_right(trap: Trap, tmp_path: Path) -> None:
    understood = opened(trap, tmp_path, trap.options)
    assert understood.report.status == "question", codes(understood)
    assert understood.report.sight is not None
    assert trap.question in {each.code for each in understood.report.sight.questions}
    assert understood.facts == {}
    if trap.answer:
        check(opened(trap, tmp_path, trap.answer(understood.report)), trap)


@pytest.mark.parametrize("trap", REFUSED, ids=lambda trap: trap.id)
def test_it_is_refused_with_its_reason(trap: Trap, tmp_path: Path) -> None:
    understood = opened(trap, tmp_path, trap.options)
    assert understood.report.status == "refused", result(understood)
    assert trap.refusal in codes(understood, "error")
    assert understood.facts == {}
    if trap.answer:
        check(opened(trap, tmp_path, trap.answer(understood.report)), trap)


def test_every_trap_has_one_outcome() -> None:
    assert [each.id for each in TRAPS if not (each.expected or each.question or each.refusal)] == []
    assert [each.id for each in TRAPS if each.question and each.refusal] == []


def test_a_wrong_result_is_told_from_a_right_one() -> None:
    right = next(each.expected for each in TRAPS if each.id == "total_below")
    assert right is not None
    assert right == Result(Decimal("149.5"), dict(right.by_key), 12, {"total_row": 1})
    assert right != replace(right, left_out={})


def test_the_document_lists_every_trap_as_it_is() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "python -m docs.make_imports_table"
