"""Plan versions beside each other, and what each revision moved: by hand-added literals and by a second route."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics import Selection, SelectionError, monthly
from metrics.plan_versions import PlanCell, narrowed, plan_versions, side_by_side
from metrics.revisions import Revision, revisions
from tests import second_route
from tests.metrics_rows import Rows, TinyReader, VersionRow, four_versions, warehouse_of, year

PLANS = ("in_force", "original", "P1", "P2", "P3", "P4", "P5")


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Four versions as in `four_versions`, and a draft that halves A1 in 2021 and drops B1."""
    found = four_versions()
    found.versions.append(
        VersionRow("D", "revised", None, date(2021, 1, 1), date(2022, 3, 1), status="draft")
    )
    found.plan("D", "A1", year(2021), 2)
    found.plan("D", "A2", year(2022, 1, 3), 1)
    return found


@pytest.fixture(scope="module")
def reader(rows: Rows) -> TinyReader:
    return warehouse_of(rows)


def cell(reader: TinyReader, plan: str, sub: str | None, number: int, **filters: Any) -> PlanCell:
    """The cell of a plan, a sub-measure and a year."""
    found = side_by_side(reader, Selection(**filters), PLANS)
    (period,) = [months for months in found.periods if months[0].year == number]
    return found.cells[plan, sub, period]


def revision(reader: TinyReader, key: str, selection: Selection = Selection()) -> Revision:
    """What one revision moved."""
    (found,) = [one for one in revisions(reader, selection) if one.plan_version_id == key]
    return found


# --- which version counts when --------------------------------------------------------------------


def test_each_version_is_told_with_the_months_that_it_speaks_for(reader: TinyReader) -> None:
    found = {one.plan_version_id: one for one in plan_versions(reader, Selection())}
    assert list(found) == ["P1", "P2", "P3", "P4", "P5", "D"]
    assert found["P1"].in_force == tuple(year(2019, 1, 5))  # P2 was adopted on 15 May: it counts from June
    assert found["P2"].in_force == tuple(year(2019, 6))  # under the partial P3 from September on
    assert found["P3"].in_force == tuple(year(2019, 9))
    assert found["P4"].in_force == tuple(year(2020))
    assert found["D"].in_force == found["D"].original == ()
    assert found["P1"].original == tuple(year(2019))
    assert (found["P3"].scope, found["P3"].named) == ("partial", ("A1",))
    assert (found["D"].status, found["D"].adopted) == ("draft", None)


def test_as_of_an_earlier_day_the_versions_adopted_later_speak_for_nothing(reader: TinyReader) -> None:
    found = {one.plan_version_id: one for one in plan_versions(reader, Selection(as_of=date(2019, 8, 19)))}
    assert found["P3"].in_force == found["P4"].in_force == ()
    assert found["P2"].in_force == tuple(year(2019, 6))


def test_budgets_and_effort_are_versions_apart() -> None:
    rows = four_versions()
    rows.versions.append(VersionRow("K", "revised", date(2018, 12, 20), date(2019, 1, 1), date(2019, 12, 1)))
    rows.budget("K", "A1", year(2019), 1000)
    reader = warehouse_of(rows)
    hours = {one.plan_version_id: one for one in plan_versions(reader, Selection())}
    kroner = {one.plan_version_id: one for one in plan_versions(reader, Selection(unit="booked_cost_nok"))}
    assert (hours["K"].same_kind, hours["K"].in_force) == (False, ())
    assert (kroner["K"].same_kind, kroner["K"].in_force) == (True, tuple(year(2019)))
    assert kroner["P1"].in_force == ()
    assert [one.plan_version_id for one in revisions(reader, Selection(unit="booked_cost_nok"))] == ["K"]
    assert "K" not in [one.plan_version_id for one in revisions(reader, Selection())]


# --- side by side ---------------------------------------------------------------------------------


def test_the_plan_in_force_across_four_versions(reader: TinyReader) -> None:
    assert cell(reader, "in_force", "A1", 2019).planned == 200.0  # 10 × 5 + 20 × 3 + 30 × 3 + 0
    assert cell(reader, "in_force", "A2", 2019).planned == 20.0  # 4 × 5, then left out by the complete P2
    assert cell(reader, "original", "A1", 2019).planned == 120.0
    assert cell(reader, "P2", "A1", 2019) == PlanCell(160.0, tuple(year(2019, 5)), "")
    assert cell(reader, "in_force", "A1", 2020).planned == 60.0
    assert cell(reader, "in_force", "B1", 2021).planned == 96.0


def test_a_partial_version_is_silent_about_what_it_does_not_name(reader: TinyReader) -> None:
    assert cell(reader, "P3", "A1", 2019).planned == 90.0
    assert cell(reader, "P3", "A2", 2019) == PlanCell(None, tuple(year(2019, 9)), "not_named")
    found = side_by_side(reader, Selection(sub_measures=("A2",)), ("P1", "P3"))
    assert found.totals["P3", found.periods[0]].note_code == "not_named"


def test_months_without_a_plan_are_no_zero(reader: TinyReader) -> None:
    assert cell(reader, "original", "A1", 2020) == PlanCell(None, (), "not_covered")
    assert cell(reader, "P1", "A1", 2021).note_code == "not_covered"


@pytest.mark.parametrize("by_month", [False, True])
@pytest.mark.parametrize("unit", ["hours", "person_years", "cost_nok"])
def test_totals_are_the_sums_of_their_parts(reader: TinyReader, unit: str, by_month: bool) -> None:
    found = side_by_side(reader, Selection(unit=unit), PLANS, by_month=by_month)
    for (plan, period), total in found.totals.items():
        parts = [found.cells[plan, sub, period].planned for sub in found.sub_measures]
        if total.planned is None:
            assert all(part is None for part in parts)
        else:
            assert total.planned == pytest.approx(sum(part for part in parts if part is not None))


@pytest.mark.parametrize(
    "selection",
    [
        pytest.param(Selection(), id="all"),
        pytest.param(Selection(as_of=date(2019, 8, 19)), id="earlier day"),
        pytest.param(Selection(first=date(2019, 4, 1), last=date(2020, 2, 1), units=("U1",)), id="months"),
        pytest.param(Selection(systems=("none",), role_groups=("R1",)), id="filters"),
    ],
)
@pytest.mark.parametrize("plan", ["in_force", "original", "P2", "P3", "D"])
def test_cells_agree_with_plain_loops_over_the_rows(
    rows: Rows, reader: TinyReader, plan: str, selection: Selection
) -> None:
    chosen = replace(selection, plan=plan)
    found = side_by_side(reader, selection, (plan,), by_month=True)
    for (_plan, sub, (month, *_)), shown in found.cells.items():
        by_hand = [
            amount
            for row, amount in second_route.planned_in(rows, chosen, [month])
            if row.sub_measure_id == sub
        ]
        assert (shown.planned or 0.0) == float(sum(by_hand, Decimal(0)))
        assert (shown.note_code == "not_covered") == (not second_route.candidates(rows, month, chosen))
    series = monthly(reader, chosen).set_index("month")["planned"]
    for (_plan, (month, *_)), total in found.totals.items():
        if total.planned is not None and month in series:
            assert total.planned == pytest.approx(series[month])


def test_an_unknown_plan_is_refused(reader: TinyReader) -> None:
    with pytest.raises(SelectionError):
        side_by_side(reader, Selection(), ("P99",))


def test_actual_is_held_against_a_partial_version_for_what_it_names_alone(reader: TinyReader) -> None:
    assert narrowed(reader, Selection(), "P3") == Selection(plan="P3", sub_measures=("A1",))
    assert narrowed(reader, Selection(), "P1") == Selection(plan="P1")
    assert narrowed(reader, Selection(sub_measures=("A2",)), "P3") is None


# --- what a revision moved ------------------------------------------------------------------------


def test_a_complete_revision_is_held_against_the_plan_before_it_over_common_months(
    reader: TinyReader,
) -> None:
    found = revision(reader, "P2")
    assert (found.against, found.common, found.new) == (("P1",), tuple(year(2019, 5)), ())
    moved = {row.sub_measure: (row.before, row.after, row.what) for row in found.rows}
    assert moved == {"A1": (80.0, 160.0, "changed"), "A2": (32.0, 0.0, "dropped")}
    assert (found.before, found.after, found.change) == (112.0, 160.0, 48.0)


def test_a_partial_revision_moves_only_what_it_names(reader: TinyReader) -> None:
    found = revision(reader, "P3")
    assert found.against == ("P2",)
    (row,) = found.rows
    assert (row.sub_measure, row.before, row.after, row.change) == ("A1", 80.0, 90.0, 10.0)
    assert row.months == tuple(year(2019, 9))  # 20 → 30 three times, and 20 → 0 in December


def test_a_revision_of_months_without_a_plan_moves_nothing_and_says_what_is_new(reader: TinyReader) -> None:
    found = revision(reader, "P4")
    assert (found.common, found.rows, found.before, found.after) == ((), (), 0.0, 0.0)
    assert (found.new, found.new_planned) == (tuple(year(2020)), 60.0)


def test_a_draft_is_held_against_what_is_adopted(reader: TinyReader) -> None:
    found = revision(reader, "D")
    assert (found.against, found.common, found.new) == (("P5",), tuple(year(2021)), tuple(year(2022, 1, 3)))
    moved = {row.sub_measure: (row.before, row.after, row.what) for row in found.rows}
    assert moved == {"A1": (0.0, 24.0, "added"), "B1": (96.0, 0.0, "dropped")}
    assert found.new_planned == 3.0


def test_a_revision_follows_the_selections_period_and_filters(reader: TinyReader) -> None:
    narrow = Selection(first=date(2019, 7, 1), last=date(2019, 8, 1), sub_measures=("A1",))
    found = revision(reader, "P2", narrow)
    assert (found.common, found.before, found.after) == (tuple(year(2019, 7, 8)), 20.0, 40.0)
    assert [one.plan_version_id for one in revisions(reader, Selection(as_of=date(2019, 6, 1)))] == [
        "P2",
        "D",
    ]


def test_a_revision_that_changes_nothing_says_same() -> None:
    rows = four_versions()
    rows.versions.append(VersionRow("P6", "revised", date(2021, 1, 5), date(2021, 1, 1), date(2021, 12, 1)))
    rows.plan("P6", "B1", year(2021), 8)
    (row,) = revision(warehouse_of(rows), "P6").rows
    assert (row.what, row.months, row.change) == ("same", (), 0.0)
