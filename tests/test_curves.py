"""The running sum of each plan version: hand-added figures, and again by plain Python over the same rows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from metrics import Selection, SelectionError
from metrics.curves import plan_curves
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, VersionRow, four_versions, warehouse_of, year

A1 = Selection(sub_measures=("A1",))


def lines(rows: Rows, selection: Selection) -> dict[str, dict[date, float]]:
    """The running sums by version and month."""
    found: dict[str, dict[date, float]] = {}
    for row in plan_curves(warehouse_of(rows), selection).to_dict("records"):
        found.setdefault(row["plan_version"], {})[row["month"]] = row["cum_planned"]
    return found


def by_hand(rows: Rows, selection: Selection) -> dict[str, dict[date, float]]:
    """The second route: as docs/metrics.md says it, month by month."""
    states = second_route.states(rows, selection)
    found: dict[str, dict[date, float]] = {}
    for version in rows.versions:
        if version.adopted is None or version.status == "draft":
            continue
        stood = replace(selection, plan="in_force", as_of=version.adopted)
        level, total, line = Decimal(0), Decimal(0), {}
        for month, state in states.items():
            if state == "uncovered" or not second_route.candidates(rows, month, selection):
                continue
            if version.adopted < month and version.period_first <= month <= version.period_last:
                total += sum(hours for _row, hours in second_route.planned_in(rows, stood, [month]))
                line[month] = float(level + total)
            elif not line:
                level += sum(hours for _row, hours in second_route.planned_in(rows, selection, [month]))
        if line:
            found[version.plan_version_id] = line
    return found


def test_four_versions_by_hand() -> None:
    """P1 10 a month all year. P2 takes effect in June, after 5 × 10, with 20 a month. P3 in September, after
    50 + 3 × 20, with 30 in three months and nothing in December. P4 covers 2020 after the 200 of 2019.
    """
    found = lines(four_versions(), A1)
    assert found["P1"] == {month: 10.0 * (place + 1) for place, month in enumerate(year(2019))}
    assert found["P2"] == {month: 50.0 + 20 * (place + 1) for place, month in enumerate(year(2019, 6))}
    assert found["P3"] == dict(zip(year(2019, 9), (140.0, 170.0, 200.0, 200.0), strict=True))
    assert found["P4"] == {month: 200.0 + 5 * (place + 1) for place, month in enumerate(year(2020))}
    assert "P5" not in found


def test_a_complete_version_that_leaves_a_sub_measure_out_is_a_flat_line() -> None:
    found = lines(four_versions(), Selection(sub_measures=("A2",)))
    assert found["P1"][date(2019, 12, 1)] == 48.0
    assert found["P2"] == dict.fromkeys(year(2019, 6), 20.0)


def test_a_partial_version_leaves_the_rest_of_the_plan_standing() -> None:
    rows = Rows(
        versions=[
            VersionRow("P1", "baseline", date(2018, 12, 1), date(2019, 1, 1), date(2019, 4, 1)),
            VersionRow("P2", "revised", date(2019, 2, 10), date(2019, 3, 1), date(2019, 4, 1), "partial"),
        ],
        sources=[SourceRow("own_hours", date(2019, 4, 1))],
    )
    rows.plan("P1", "A1", year(2019, 1, 4), 10)
    rows.plan("P1", "A2", year(2019, 1, 4), 1)
    rows.plan("P2", "A1", year(2019, 3, 4), 40)
    rows.actual("A1", year(2019, 1, 4), 5)
    assert lines(rows, Selection())["P2"] == {date(2019, 3, 1): 63.0, date(2019, 4, 1): 104.0}


@pytest.mark.parametrize(
    "selection",
    [
        pytest.param(Selection(), id="everything"),
        pytest.param(A1, id="one sub-measure"),
        pytest.param(
            Selection(measures=("MA",), first=date(2019, 3, 1), last=date(2020, 6, 1)), id="some months"
        ),
        pytest.param(replace(A1, plan="original"), id="against the original plan"),
        pytest.param(replace(A1, plan="P1"), id="against one version"),
        pytest.param(replace(A1, as_of=date(2019, 6, 1)), id="as the plan was in June"),
        pytest.param(Selection(role_groups=("R2",)), id="one role group"),
        pytest.param(Selection(sub_measures=("A3",)), id="never planned"),
    ],
)
def test_plain_python_gives_the_same(selection: Selection) -> None:
    rows = four_versions()
    expected = by_hand(rows, selection)
    expected.pop(selection.plan, None)
    if selection.as_of:
        expected = {key: line for key, line in expected.items() if key in ("P1", "P2")}
    assert lines(rows, selection) == {key: pytest.approx(line) for key, line in expected.items()}


def test_person_years_are_hours_over_the_constant() -> None:
    found = lines(four_versions(), replace(A1, unit="person_years"))
    assert found["P1"][date(2019, 12, 1)] == pytest.approx(120 / 1600)


def test_a_month_that_the_chosen_plan_does_not_cover_is_in_no_line() -> None:
    """The original plan covers 2019 and 2021: nothing of 2020 is summed beside it."""
    found = lines(four_versions(), replace(A1, plan="original"))
    assert "P4" not in found


def test_drafts_and_versions_without_rows_have_no_line() -> None:
    rows = four_versions()
    rows.versions.append(
        VersionRow("D1", "revised", None, date(2019, 1, 1), date(2019, 12, 1), status="draft")
    )
    rows.plan("D1", "A1", year(2019), 99)
    rows.versions.append(VersionRow("E1", "revised", date(2019, 2, 1), date(2019, 3, 1), date(2019, 12, 1)))
    assert set(lines(rows, A1)) == {"P1", "P2", "P3", "P4"}


def test_an_empty_selection_has_no_lines_and_an_unknown_plan_is_refused() -> None:
    assert lines(Rows(), Selection()) == {}
    with pytest.raises(SelectionError):
        plan_curves(warehouse_of(four_versions()), Selection(plan="PV99"))
