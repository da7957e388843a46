"""What became of a generated file: in with the right sums, asked about, refused, or silently wrong."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from etl.reference import Reference
from etl.report import Options, Understanding
from etl.understand import understand
from tests.layouts.facts import Fact, Key
from tests.layouts.grid import value_of
from tests.layouts.lay_out import file_of, sheets_of, sound
from tests.layouts.random_layouts import PLAINEST, Layout, simplest
from tests.layouts.wide_tables import grain

Verdict = Literal["loaded", "warned", "question", "refused"]
UNRELATED = frozenset(
    "after_extraction negative_hours double_row alias_warning code_not_placed row_without_code".split()
)
"""Warnings about other things: beside one of these a wrong sum would still be a silent one."""


class SilentlyWrong(AssertionError):
    """A file came in with other sums than it holds, and nothing was said."""


def judge(facts: Sequence[Fact], layout: Layout, folder: Path, reference: Reference) -> Verdict:
    """Lay the facts out, read the file, and compare.

    :raises SilentlyWrong: the sums are wrong without a warning, or nothing is said of what stopped the file.
    """
    name, data = file_of(facts, sound(layout))
    path = folder / name
    path.write_bytes(data)
    layout = sound(layout)
    return verdict(facts, understand(path, name, reference, Options()), grain(layout))


def judge_simply(facts: tuple[Fact, ...], layout: Layout, folder: Path, reference: Reference) -> Verdict:
    """As `judge`; a failure is told by the plainest file that still fails, whatever it raises."""

    def outcome(facts: tuple[Fact, ...], layout: Layout) -> Verdict | Exception:
        try:
            return judge(facts, layout, folder, reference)
        except Exception as found:  # a reader that raises has failed as much as one that adds wrongly
            return found

    first = outcome(facts, layout)
    if not isinstance(first, Exception):
        return first
    facts, layout = simplest(facts, layout, lambda *case: isinstance(outcome(*case), Exception))
    found = outcome(facts, layout)
    rows = "\n".join(
        str([value_of(cell) for cell in row]) for row in sheets_of(facts, sound(layout))[-1].rows
    )
    raise SilentlyWrong(f"{found}\n{_choices(layout)}\n{rows}") from first


def _choices(layout: Layout) -> str:
    """What of a layout is not plain."""
    parts = {part.name: getattr(layout, part.name) for part in fields(Layout)}
    return ", ".join(f"{name}={value!r}" for name, value in parts.items() if value != getattr(PLAINEST, name))


def verdict(
    facts: Sequence[Fact], understood: Understanding, time: Callable[[date], str] = "{:%Y-%m}".format
) -> Verdict:
    """As `judge`, of what was understood. `time` names the finest time that the file tells of a month."""
    report = understood.report
    doubts = {each.code for each in report.problems if each.severity != "info"} - UNRELATED
    rows = report.rows
    if rows.read != rows.loaded + rows.rejected + rows.ignored:
        raise SilentlyWrong(f"rows do not add up: {rows}")
    if report.status == "question":
        if not (report.sight and report.sight.questions):
            raise SilentlyWrong("a question without a question")
        return "question"
    if report.status == "refused":
        if not any(each.severity == "error" for each in report.problems):
            raise SilentlyWrong("refused without a reason")
        return "refused"
    found, expected = _found(understood, time), _expected(facts, time)
    if found == expected:
        return "loaded"
    if doubts or (report.control and report.control.difference):
        return "warned"
    raise SilentlyWrong(
        f"{sum(found.values())} for {sum(expected.values())} hours: {_difference(found, expected)}"
    )


def _expected(facts: Sequence[Fact], time: Callable[[date], str]) -> dict[Key, Decimal]:
    sums: dict[Key, Decimal] = {}
    for each in facts:
        key = (time(each.month), each.sub)
        sums[key] = sums.get(key, Decimal(0)) + each.amount
    return {key: amount for key, amount in sums.items() if amount}


def _found(understood: Understanding, time: Callable[[date], str]) -> dict[Key, Decimal]:
    sums: dict[Key, Decimal] = {}
    for name, column in (("actual_effort", "actual_hours"), ("planned_effort", "planned_hours")):
        for row in understood.facts[name].to_pylist() if name in understood.facts else ():
            key = (time(row["period"]), row["sub_measure_id"])
            sums[key] = sums.get(key, Decimal(0)) + row[column]
    return {key: amount for key, amount in sums.items() if amount}


def _difference(found: dict[Key, Decimal], expected: object) -> dict[Key, tuple[Decimal, Decimal]]:
    right = dict(expected)  # type: ignore[call-overload]  # a mapping
    keys = sorted({*found, *right}, key=str)
    pairs = {key: (found.get(key, Decimal(0)), right.get(key, Decimal(0))) for key in keys}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
