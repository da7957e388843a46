"""Issued reports and what has moved in them since: by hand-added literals, and by a second route."""

import random
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from metrics import Selection
from metrics.frames import records
from metrics.issued import Issued, Mover, issued_reports, last_issued, since_issue
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, warehouse_of, year
from tests.test_changes import FEB, JAN, MAR, invented, released_figures, small

ISSUED = datetime(2024, 11, 1, 10)


def issued(selection: Selection | None = None, issued_at: datetime = ISSUED) -> Issued:
    return Issued("R2024-1", issued_at, 1, selection=(selection or Selection()).to_query())


def told(then: Rows, now: Rows, report: Issued | None = None) -> list[tuple[object, ...]]:
    """Side, sub-measure, month and change of what has moved since."""
    found = since_issue(warehouse_of(then), warehouse_of(now), report or issued())
    return [(row["side"], row["sub_measure"], row["month"], row["change"]) for row in records(found.rows)]


def log(reader: TinyReader, issue_id: str, at: str, withdrawn: str | None = None) -> None:
    reader.con.execute(
        "insert into report_issue (issue_id, issued_at, warehouse_version, selection, withdrawn_at)"
        ' values (?, ?, 3, \'{"last": "2020-02"}\', ?)',
        [issue_id, at, withdrawn],
    )


def test_the_newest_report_comes_first_and_a_withdrawn_one_is_not_the_last() -> None:
    reader = warehouse_of(small())
    assert (issued_reports(reader), last_issued(reader)) == ((), None)
    log(reader, "R2024-9", "2024-11-02 10:00")
    log(reader, "R2024-10", "2024-11-02 10:00")
    log(reader, "R2023-1", "2023-11-02 10:00")
    log(reader, "R2024-11", "2024-11-03 10:00", withdrawn="2024-11-04 10:00")
    assert [one.issue_id for one in issued_reports(reader)] == ["R2024-11", "R2024-10", "R2024-9", "R2023-1"]
    last = last_issued(reader)
    assert last is not None
    assert (last.issue_id, last.version, last.selection) == ("R2024-10", 3, {"last": "2020-02"})


def test_only_the_reports_own_selection_and_months_are_told() -> None:
    now = small(MAR)
    now.actual("A1", [FEB], 1)
    now.actual("B1", [JAN], 2)
    report = issued(Selection(last=FEB, sub_measures=("A1",)))
    assert told(small(), now, report) == [("actual", "A1", FEB, 1.0)]
    # January to December are planned; what a later year brings was not in the report.
    now.actual("A1", year(2021, 1, 2), 8)
    now.sources = [SourceRow("own_hours", date(2021, 2, 1))]
    assert {row[2].year for row in told(small(), now) if isinstance(row[2], date)} == {2020}


def test_a_plan_that_was_adopted_after_the_report_does_not_move_it() -> None:
    now = small()
    now.versions.append(VersionRow("P2", "revised", date(2020, 1, 15), date(2020, 2, 1), date(2020, 12, 1)))
    now.plan("P2", "A1", year(2020, 2), 12)
    now.plan("P2", "B1", year(2020, 2), 5)
    assert told(small(), now, issued(issued_at=datetime(2020, 1, 14))) == []
    assert told(small(), now, issued(issued_at=datetime(2020, 1, 15))) == [("planned", "A1", FEB, 2.0)]


def test_the_imports_that_moved_it_are_named_with_who_and_when() -> None:
    then, now = small(), small()
    now.actual("A1", [FEB], 1, source="dfo_time")
    # A plan that came since holds no actual hours, so it moved nothing.
    now.sources += [SourceRow("dfo_time", FEB), SourceRow("own_plan", None, kind="plan")]
    reader_then, reader_now = warehouse_of(then), warehouse_of(now)
    loaded = datetime(2024, 11, 2, 9)
    reader_now.con.execute(
        "update import_log set imported_by = 'Per', imported_at = ?, file_name = 'mars.xlsx'", [loaded]
    )
    assert since_issue(reader_then, reader_now, issued()).movers == (
        Mover(2, "mars.xlsx", "loaded", "Per", loaded),
    )
    undone = datetime(2024, 11, 3, 9)
    reader_then.con.execute(
        "insert into version_note values (2, 'undo', '{\"import_id\": 2}', ?, 'Kari'),"
        " (3, 'undo', '{\"import_id\": 1}', ?, 'Ola')",
        [undone, undone],
    )
    (mover,) = since_issue(reader_now, reader_then, issued()).movers
    assert (mover.import_id, mover.action, mover.by, mover.at) == (2, "undone", "Kari", undone)


@pytest.mark.parametrize("seed", range(6))
def test_second_route_over_invented_versions(seed: int) -> None:
    dice = random.Random(seed)
    then, now = invented(dice), invented(dice)
    chosen = Selection(sub_measures=tuple(dice.sample(["A1", "A2", "B1"], 2)), as_of=ISSUED.date())
    months = second_route.span(then, chosen)
    own = replace(chosen, first=months[0], last=months[-1])
    before, after = released_figures(then, own), released_figures(now, own)
    expected = {
        (*key, float(after.get(key, Decimal(0)) - before.get(key, Decimal(0))))
        for key in {*before, *after}
        if after.get(key, Decimal(0)) != before.get(key, Decimal(0))
    }
    assert set(told(then, now, issued(replace(chosen, as_of=None)))) == expected
