"""Earned value: a published example, hand-added figures, and again by a second route."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import metrics
from metrics import Earned, Selection
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, four_versions, warehouse_of, year

YEAR = VersionRow("P", "baseline", date(2018, 12, 1), date(2019, 1, 1), date(2019, 12, 1))


def with_progress(rows: Rows, *records: tuple[str, date, Any]) -> TinyReader:
    reader = warehouse_of(rows)
    for sub, day, percent in records:
        reader.con.execute(
            "insert into progress (sub_measure_id, recorded, complete_pct, recorded_by) values (?, ?, ?, 'Kari')",
            [sub, day, Decimal(str(percent))],
        )
    return reader


# --- a published example ----------------------------------------------------------------------------


def fence() -> Rows:
    """Four sides of a fence, a side a month instead of a side a day, 1 000 each; three months are released."""
    rows = Rows(versions=[YEAR], sources=[SourceRow("own_hours", date(2019, 3, 1))])
    for month, sub in enumerate(("A1", "A2", "A3", "B1"), start=1):
        rows.plan("P", sub, [date(2019, month, 1)], 1_000)
    rows.actual("A1", [date(2019, 1, 1)], 1_000)
    rows.actual("A2", [date(2019, 2, 1)], 1_200)
    rows.actual("A3", [date(2019, 3, 1)], 600)
    return rows


def test_the_fence_of_the_textbook() -> None:
    """Rita Mulcahy, PMP Exam Prep, page 210, as set out at https://studylib.net/doc/5898152/earned-value-exercise.

    «The fence is four sided. Each side is to take one day to build and is budgeted for $1,000 per side. The sides are
    planned to be completed one after the other. Today is the end of day three.» Side 1 complete, spent 1 000; side 2
    complete, spent 1 200; side 3 50 % done, spent 600; side 4 not yet started. The answer given there: PV 3,000,
    EV 2,500, AC 2,800, BAC 4,000, CV −300, CPI .893, SV −500, SPI .833, EAC 4,000 / .893 = 4.479 (sic: 4,479, with the
    rounded index; 4,480 with the exact one), ETC 1,679 and VAC −479 with the same rounding.
    """
    end = date(2019, 3, 31)
    reader = with_progress(fence(), ("A1", end, 100), ("A2", end, 100), ("A3", end, 50), ("B1", end, 0))
    total = metrics.earned_value(reader, Selection()).total
    assert total is not None
    assert (total.pv, total.ev, total.ac, total.bac) == (3_000.0, 2_500.0, 2_800.0, 4_000.0)
    assert (total.cv, total.sv) == (-300.0, -500.0)
    assert total.cpi is not None
    assert (round(total.cpi, 3), round(total.spi or 0, 3)) == (0.893, 0.833)
    assert total.eac == pytest.approx(4_480.0)
    assert round(total.bac / round(total.cpi, 3)) == 4_479
    assert total.complete_pct == 62.5


# --- by hand ----------------------------------------------------------------------------------------


def half_a_year() -> Rows:
    """A1: 10 planned a month for a year, 15 spent a month through June; A2: 5 and 4; B1: 4 spent, not planned."""
    rows = Rows(versions=[YEAR], sources=[SourceRow("own_hours", date(2019, 6, 1))])
    rows.plan("P", "A1", year(2019), 10)
    rows.plan("P", "A2", year(2019), 5)
    rows.actual("A1", year(2019, 1, 6), 15)
    rows.actual("A2", year(2019, 1, 6), 4)
    rows.actual("B1", year(2019, 1, 6), 4)
    return rows


def only(reader: TinyReader, selection: Selection = Selection()) -> Earned:
    found = metrics.earned_value(reader, selection)
    assert len(found.rows) == 1
    return found.rows[0]


def test_one_sub_measure_by_hand() -> None:
    found = only(with_progress(half_a_year(), ("A1", date(2019, 6, 30), 40)))
    # BAC 12 × 10; EV 40 % of it; PV 6 × 10; AC 6 × 15; EAC 120 × 90 / 48
    assert (found.bac, found.ev, found.pv, found.ac) == (120.0, 48.0, 60.0, 90.0)
    assert (found.sv, found.cv) == (-12.0, -42.0)
    assert (found.spi, found.cpi, found.eac) == pytest.approx((0.8, 48 / 90, 225.0))


def test_the_total_is_of_the_sub_measures_with_progress_alone() -> None:
    reader = with_progress(half_a_year(), ("A1", date(2019, 6, 30), 40), ("A2", date(2019, 5, 31), 75))
    found = metrics.earned_value(reader, Selection())
    assert [one.sub_measure_id for one in found.rows] == ["A1", "A2"]
    assert found.total is not None
    # A2: BAC 60, EV 45, PV 30, AC 24
    assert (found.total.bac, found.total.ev, found.total.pv, found.total.ac) == (180.0, 93.0, 90.0, 114.0)
    assert found.total.eac == pytest.approx(180 * 114 / 93)  # of the sums, not the sum of 225 and 32
    assert found.total.complete_pct == pytest.approx(93 / 1.8)
    assert found.without == ("B1",)


def test_the_newest_record_up_to_the_last_compared_month_counts() -> None:
    reader = with_progress(
        half_a_year(),
        ("A1", date(2019, 3, 31), 20),
        ("A1", date(2019, 6, 30), 45),
        ("A1", date(2019, 7, 1), 60),
        ("A2", date(2019, 9, 1), 50),
    )
    found = metrics.earned_value(reader, Selection())
    assert [(one.sub_measure_id, one.complete_pct, one.recorded) for one in found.rows] == [
        ("A1", 45.0, date(2019, 6, 30))
    ]
    assert (found.later, found.without, found.through) == (("A2",), ("B1",), date(2019, 6, 1))


def test_a_selection_that_ends_earlier_is_judged_as_it_was_then() -> None:
    reader = with_progress(half_a_year(), ("A1", date(2019, 3, 31), 20), ("A1", date(2019, 6, 30), 45))
    found = only(reader, Selection(last=date(2019, 4, 1)))
    assert (found.complete_pct, found.bac, found.ev, found.pv, found.ac) == (20.0, 120.0, 24.0, 40.0, 60.0)


def test_progress_is_of_the_whole_sub_measure_so_its_first_months_always_count() -> None:
    reader = with_progress(half_a_year(), ("A1", date(2019, 6, 30), 40))
    assert only(reader, Selection(first=date(2019, 4, 1))) == only(reader)


def test_provisional_months_are_not_spent() -> None:
    rows = half_a_year()
    rows.actual("A1", [date(2019, 7, 1)], 500)
    assert only(with_progress(rows, ("A1", date(2019, 6, 30), 40))).ac == 90.0


def test_the_unit_of_display() -> None:
    reader = with_progress(half_a_year(), ("A1", date(2019, 6, 30), 40))
    years = only(reader, Selection(unit="person_years"))
    assert (years.bac, years.ev) == pytest.approx((120 / 1600, 48 / 1600))
    assert (years.spi, years.cpi) == pytest.approx((0.8, 48 / 90))


def test_what_divides_by_nothing_is_not_there() -> None:
    nothing_done = only(with_progress(half_a_year(), ("A1", date(2019, 6, 30), 0)))
    assert (nothing_done.ev, nothing_done.spi, nothing_done.cpi, nothing_done.eac) == (0.0, 0.0, 0.0, None)
    unplanned = only(with_progress(half_a_year(), ("B1", date(2019, 6, 30), 30)))
    assert (unplanned.bac, unplanned.ev, unplanned.spi, unplanned.eac) == (0.0, 0.0, None, None)
    rows = half_a_year()
    rows.mart = [row for row in rows.mart if not (row.source and row.sub_measure_id == "A2")]
    unspent = only(with_progress(rows, ("A2", date(2019, 6, 30), 10)))
    assert (unspent.cpi, unspent.eac) == (None, None)
    assert unspent.spi == pytest.approx(6 / 30)


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ({"units": ("U1",)}, "part_of_sub_measure"),
        ({"role_groups": ("R1",)}, "part_of_sub_measure"),
        ({"qualities": ("measured",)}, "part_of_actual"),
        ({"last": date(2018, 12, 1)}, "not_released"),
    ],
    ids=str,
)
def test_where_nothing_is_earned_it_is_said_why(chosen: dict[str, Any], reason: str) -> None:
    reader = with_progress(half_a_year(), ("A1", date(2019, 6, 30), 40))
    found = metrics.earned_value(reader, Selection(**chosen))
    assert (found.reason_code, found.rows, found.total) == (reason, (), None)


def test_without_progress_nothing_is_guessed() -> None:
    found = metrics.earned_value(warehouse_of(half_a_year()), Selection())
    assert (found.rows, found.total, found.without) == ((), None, ("A1", "A2", "B1"))


def test_the_history_of_a_sub_measure_is_newest_first() -> None:
    reader = with_progress(half_a_year(), ("A1", date(2019, 3, 31), 20), ("A1", date(2019, 6, 30), 45))
    told = metrics.progress_history(reader, "A1")
    assert [(one.recorded, one.complete_pct, one.recorded_by) for one in told] == [
        (date(2019, 6, 30), Decimal(45), "Kari"),
        (date(2019, 3, 31), Decimal(20), "Kari"),
    ]
    assert metrics.progress_history(reader, "A2") == ()


def test_a_warehouse_of_an_earlier_release_has_no_notes() -> None:
    reader = warehouse_of(half_a_year())
    reader.con.execute("alter table progress drop column note")
    reader.con.execute("alter table progress drop column entered_at")
    reader.con.execute("insert into progress values ('A1', '2019-06-30', 40, null)")
    assert only(reader).ev == 48.0
    assert metrics.progress_history(reader)[0].note is None


# --- again, by a second route ---------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["hours", "person_days", "cost_nok"])
@pytest.mark.parametrize("seed", range(3))
def test_a_second_route_gives_the_same(seed: int, unit: str) -> None:
    draw = random.Random(seed)
    rows = four_versions()
    for month in year(2020):
        rows.plan("P4", "A3", [month], draw.randint(1, 40) / 4, planned_payroll_nok=draw.randint(1, 9999))
        rows.actual("A3", [month], draw.randint(1, 80) / 4, actual_payroll_nok=draw.randint(1, 9999))
    percent = {sub: draw.randint(1, 400) / 4 for sub in ("A1", "A3", "B1")}
    reader = with_progress(rows, *((sub, date(2020, 11, 30), pct) for sub, pct in percent.items()))
    selection = Selection(unit=unit, last=date(2020, 12, 1))
    found = {one.sub_measure_id: one for one in metrics.earned_value(reader, selection).rows}
    whole = Selection(unit=unit)
    every = [month for month, state in second_route.states(rows, whole).items() if state == "comparable"]
    every += [m for m in year(2021) if m > max(every) and second_route.candidates(rows, m, whole)]
    status = [month for month in every if month <= date(2020, 12, 1)]
    size = float(second_route.divisor(rows, unit))
    for sub, one in found.items():
        planned = [(r, a) for r, a in second_route.planned_in(rows, whole, every) if r.sub_measure_id == sub]
        bac = float(sum(amount for _row, amount in planned)) / size
        pv = float(sum(amount for row, amount in planned if row.period in status)) / size
        column = second_route.ACTUAL.get(unit, "actual_hours")
        ac = float(sum(
            getattr(row, column) or 0 for row in second_route.actual_rows(rows, whole)
            if row.sub_measure_id == sub and row.period in status
        )) / size  # fmt: skip
        ev = percent[str(sub)] / 100 * bac
        expected = (bac, ev, pv, ac, ev - pv, ev - ac)
        assert (one.bac, one.ev, one.pv, one.ac, one.sv, one.cv) == pytest.approx(expected), sub
        ratios = (ev / pv if pv else None, ev / ac if ac else None, bac * ac / ev if ev and ac else None)
        assert (one.spi, one.cpi, one.eac) == tuple(None if n is None else pytest.approx(n) for n in ratios)
    assert len(found) >= 2
