"""What changed in released figures between two versions: by hand-added literals, and by a second route."""

import random
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics import Selection, SelectionError
from metrics.changes import changed_since, imports_between
from metrics.frames import records
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, VersionRow, warehouse_of, year

JAN, FEB, MAR, APR = year(2020, 1, 4)


def small(released: date = FEB) -> Rows:
    """A1: plan 10 and actual 8 a month; B1: plan 5 and actual 5; January to April 2020."""
    rows = Rows(
        versions=[VersionRow("P1", "baseline", date(2019, 12, 1), date(2020, 1, 1), date(2020, 12, 1))],
        sources=[SourceRow("own_hours", released)],
    )
    rows.plan("P1", "A1", year(2020), 10)
    rows.plan("P1", "B1", year(2020), 5)
    rows.actual("A1", year(2020, 1, 4), 8)
    rows.actual("B1", year(2020, 1, 4), 5)
    return rows


def told(then: Rows, now: Rows, selection: Selection | None = None) -> list[tuple[Any, ...]]:
    """Side, sub-measure, month, kind, before, now, change of each row; None for NaN."""
    found = records(changed_since(warehouse_of(then), warehouse_of(now), selection or Selection()))
    columns = ("side", "sub_measure", "month", "kind", "before", "now", "change")
    return [tuple(None if row[name] != row[name] else row[name] for name in columns) for row in found]


def test_a_version_does_not_differ_from_itself() -> None:
    assert told(small(), small()) == []


def test_a_released_figure_that_was_corrected_is_told_to_the_hundredth() -> None:
    now = small()
    now.actual("A1", [FEB], "0.25")
    assert told(small(), now) == [("actual", "A1", FEB, "changed", 8.0, 8.25, 0.25)]


def test_months_that_are_not_released_change_unnoticed() -> None:
    now = small()
    now.actual("A1", [MAR], 100)
    assert told(small(), now) == []


def test_a_month_that_is_released_since_is_new_with_all_that_is_in_it() -> None:
    assert told(small(), small(MAR)) == [
        ("actual", "A1", MAR, "new", None, 8.0, 8.0),
        ("actual", "B1", MAR, "new", None, 5.0, 5.0),
        ("planned", "A1", MAR, "new", None, 10.0, 10.0),
        ("planned", "B1", MAR, "new", None, 5.0, 5.0),
    ]


def test_a_month_that_is_no_longer_released_is_taken_back() -> None:
    found = told(small(FEB), small(JAN))
    assert found[0] == ("actual", "A1", FEB, "withdrawn", 8.0, None, -8.0)
    assert [row[-1] for row in found] == [-8.0, -5.0, -10.0, -5.0]


def test_a_sub_measure_that_appears_was_zero_before() -> None:
    now = small()
    now.actual("A2", [JAN], 3)
    now.actual(None, [JAN], 2)
    assert told(small(), now) == [
        ("actual", "A2", JAN, "changed", 0.0, 3.0, 3.0),
        ("actual", None, JAN, "changed", 0.0, 2.0, 2.0),
    ]


def test_a_new_plan_moves_the_planned_figures_of_the_months_it_covers() -> None:
    now = small()
    now.versions.append(VersionRow("P2", "revised", date(2020, 1, 15), date(2020, 2, 1), date(2020, 12, 1)))
    now.plan("P2", "A1", year(2020, 2), 12)
    assert told(small(), now) == [
        ("planned", "A1", FEB, "changed", 10.0, 12.0, 2.0),
        ("planned", "B1", FEB, "changed", 5.0, 0.0, -5.0),
    ]


def test_the_selection_narrows_what_is_told() -> None:
    now = small()
    now.actual("A1", [FEB], 1)
    now.actual("B1", [FEB], 1)
    assert [row[1] for row in told(small(), now, Selection(sub_measures=("B1",)))] == ["B1"]
    assert told(small(), now, Selection(last=JAN)) == []


def test_the_changes_are_in_the_unit_of_display() -> None:
    now = small()
    now.actual("A1", [FEB], 15)
    assert told(small(), now, Selection(unit="person_days"))[0][-1] == 2.0


def test_what_is_hidden_for_privacy_is_not_told_but_its_plan_is() -> None:
    now = small()
    now.actual("A1", [FEB], 7, persons=1)
    now.versions.append(VersionRow("P2", "revised", date(2020, 1, 15), date(2020, 2, 1), date(2020, 12, 1)))
    now.plan("P2", "A1", year(2020, 2), 12)
    now.plan("P2", "B1", year(2020, 2), 5)
    of_one_group = Selection(units=("U1",), role_groups=("R1",))
    assert told(small(), now, of_one_group) == [("planned", "A1", FEB, "changed", 10.0, 12.0, 2.0)]


def test_each_change_names_the_imports_that_came_or_went_with_its_side_and_month() -> None:
    then, now = small(), small()
    now.actual("A1", [FEB], 1, source="dfo_time")
    now.sources += [SourceRow("dfo_time", FEB), SourceRow("own_plan", None, kind="plan")]
    reader_then, reader_now = warehouse_of(then), warehouse_of(now)
    assert [(moved.used.import_id, moved.action) for moved in imports_between(reader_then, reader_now)] == [
        (2, "loaded"),
        (3, "loaded"),
    ]
    assert [moved.action for moved in imports_between(reader_now, reader_then)] == ["undone", "undone"]
    assert records(changed_since(reader_then, reader_now, Selection()))[0]["imports"] == "2"


def test_a_change_that_no_import_brought_names_none() -> None:
    now = small()
    now.actual("A1", [FEB], 1)
    assert records(changed_since(warehouse_of(small()), warehouse_of(now), Selection()))[0]["imports"] == ""


def test_a_plan_that_one_version_does_not_have_is_refused() -> None:
    now = small()
    now.versions.append(VersionRow("P2", "revised", date(2020, 1, 15), date(2020, 2, 1), date(2020, 12, 1)))
    with pytest.raises(SelectionError):
        told(small(), now, Selection(plan="P2"))


# --- second route ---------------------------------------------------------------------------------


def released_figures(rows: Rows, selection: Selection) -> dict[tuple[Any, ...], Decimal]:
    """Every released figure that is not zero, counted in plain loops."""
    state = second_route.states(rows, selection)
    final = [month for month, kind in state.items() if kind in ("comparable", "uncovered")]
    compared = [month for month, kind in state.items() if kind == "comparable"]
    found: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for row in second_route.actual_rows(rows, selection):
        if row.period in final and row.actual_hours is not None:
            found["actual", row.sub_measure_id, row.period] += row.actual_hours
    for row, amount in second_route.planned_in(rows, selection, compared):
        found["planned", row.sub_measure_id, row.period] += amount
    return found


def invented(dice: random.Random) -> Rows:
    rows = Rows(sources=[SourceRow("own_hours", date(2020, dice.randint(3, 9), 1))])
    for number in range(dice.randint(1, 3)):
        first = dice.randint(1, 8)
        version = VersionRow(
            f"V{number}", dice.choice(["baseline", "revised"]), date(2019, 10 + number, 3), date(2020, first, 1),
            date(2020, dice.randint(first, 12), 1), dice.choice(["complete", "partial"]),
        )  # fmt: skip
        rows.versions.append(version)
        for sub in dice.sample(["A1", "A2", "A3", "B1"], 2):
            rows.plan(version.plan_version_id, sub, year(2020, first), dice.randint(0, 40) / 4)
    spent: tuple[str | None, ...] = ("A1", "A2", "B1", None)
    for spent_on in spent:
        rows.actual(spent_on, year(2020, dice.randint(1, 6)), dice.randint(1, 400) / 16)
    return rows


@pytest.mark.parametrize("seed", range(12))
def test_second_route_over_invented_versions(seed: int) -> None:
    dice = random.Random(seed)
    then, now = invented(dice), invented(dice)
    selection = Selection(last=date(2020, dice.randint(6, 12), 1))
    before, after = released_figures(then, selection), released_figures(now, selection)
    expected = {
        key: float(after.get(key, Decimal(0)) - before.get(key, Decimal(0)))
        for key in {*before, *after}
        if after.get(key, Decimal(0)) != before.get(key, Decimal(0))
    }
    found = records(changed_since(warehouse_of(then), warehouse_of(now), selection))
    assert {(row["side"], row["sub_measure"], row["month"]): row["change"] for row in found} == expected
    for side in ("actual", "planned"):
        total = sum(Decimal(str(row["change"])) for row in found if row["side"] == side)
        released = [sum(v for key, v in figures.items() if key[0] == side) for figures in (before, after)]
        assert total == released[1] - released[0]


def test_an_empty_warehouse_has_a_typed_empty_answer() -> None:
    reader = warehouse_of(Rows())
    found = changed_since(reader, reader, Selection())
    assert found.empty
    assert found["change"].dtype == "float64"
