"""Any table of hours, laid out in any way with any noise, comes in with its sums, or stops with a reason.

2 000 files here; HANDLINGSROM_EXAMPLES=50000, or `python -m tests.layouts.search`, for the long search.
"""

import os
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

from etl.problems import warning
from etl.report import FileReport, RowCounts, Status, Understanding
from tests.etl_files import reference
from tests.layouts.facts import SMALL, Fact
from tests.layouts.judge import SilentlyWrong, judge_simply, verdict
from tests.layouts.random_layouts import Layout, layouts, tables

EXAMPLES = int(os.environ.get("HANDLINGSROM_EXAMPLES", "2000"))
LEAST_LOADED = 0.6
"""The share of files that must come in without a question: an importer that always asks has understood nothing."""


def test_no_file_comes_in_wrong_without_a_warning(tmp_path: Path) -> None:
    counts: Counter[str] = Counter()

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(tables(), layouts())
    def check(facts: tuple[Fact, ...], layout: Layout) -> None:
        counts[judge_simply(facts, layout, tmp_path, reference())] += 1

    check()
    assert counts.total() >= EXAMPLES
    assert counts["loaded"] >= LEAST_LOADED * counts.total(), counts


def understood(hours: str, *codes: str, status: Status = "inspected") -> Understanding:
    """A file of one fact in which this many hours were found."""
    rows = pa.table(
        {"period": [date(2024, 1, 1)], "sub_measure_id": ["4.1"], "actual_hours": [Decimal(hours)]}
    )
    report = FileReport(
        "x", "", status, rows=RowCounts(1, 1), problems=tuple(warning(code) for code in codes)
    )
    return Understanding(report, {"actual_effort": rows}, rows)


def test_the_judge_tells_right_from_wrong() -> None:
    facts = SMALL[:1]
    assert verdict(facts, understood("7.5")) == "loaded"
    assert verdict(facts, understood("15", "control_difference")) == "warned"
    with pytest.raises(SilentlyWrong, match=r"15.*for 7\.5"):
        verdict(facts, understood("15"))
    with pytest.raises(SilentlyWrong):
        verdict(facts, understood("15", "double_row"))
    with pytest.raises(SilentlyWrong, match="without a reason"):
        verdict(facts, understood("7.5", "double_row", status="refused"))
    with pytest.raises(SilentlyWrong, match="without a question"):
        verdict(facts, understood("7.5", status="question"))
