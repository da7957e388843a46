"""Planned, actual, variance and light: by hand-added literals, and by a second route over the same rows."""

import math
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

import language
import metrics
from metrics import KEYS, UNITS, Selection, SelectionError, compare
from metrics.comparison import compare_with_sums
from metrics.light import Limits, judge
from metrics.plan_versions import side_by_side
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, four_versions, warehouse_of, year

Y2019: dict[str, Any] = {"first": date(2019, 1, 1), "last": date(2019, 12, 1)}


@pytest.fixture(scope="module")
def rows() -> Rows:
    return four_versions()


@pytest.fixture(scope="module")
def reader(rows: Rows) -> TinyReader:
    return warehouse_of(rows)


def figures(reader: TinyReader, selection: Selection, by: str = "sub_measure") -> dict[Any, tuple[Any, ...]]:
    found = compare(reader, selection, (by,)).rows
    return {
        row[by]: tuple(_none(row[name]) for name in ("planned", "actual", "variance"))
        for row in found.to_dict("records")
    }


def _none(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


# --- the plan that counts, added up by hand -------------------------------------------------------


def test_plan_in_force_follows_each_month_to_the_version_adopted_last_before_it(reader: TinyReader) -> None:
    found = figures(reader, Selection(**Y2019))
    assert found["A1"] == (200.0, 147.0, -53.0)  # plan 50 + 60 + 90 + 0; actual 12 × 12 + 1,5 × 2
    assert found["A2"] == (20.0, 36.0, 16.0)  # planned 4 × 5, then left out by a complete revision


def test_a_partial_revision_replaces_only_what_it_names(reader: TinyReader) -> None:
    autumn = Selection(first=date(2019, 9, 1), last=date(2019, 12, 1))
    assert figures(reader, autumn)["A1"][0] == 90.0
    assert figures(reader, autumn)["A2"][0] == 0.0


def test_as_of_ignores_versions_adopted_later(reader: TinyReader) -> None:
    assert figures(reader, Selection(**Y2019, as_of=date(2019, 8, 19)))["A1"][0] == 190.0  # 50 + 20 × 7
    assert figures(reader, Selection(**Y2019, as_of=date(2019, 8, 20)))["A1"][0] == 200.0
    assert figures(reader, Selection(**Y2019, as_of=date(2018, 12, 10)))["A1"][0] == 120.0


def test_original_plan_is_the_first_adopted_baseline(reader: TinyReader) -> None:
    found = figures(reader, Selection(**Y2019, plan="original"))
    assert found["A1"][0] == 120.0
    assert found["A2"][0] == 48.0


def test_a_named_version_counts_alone_and_only_in_its_months(reader: TinyReader) -> None:
    found = compare(reader, Selection(plan="P3"), ("sub_measure",))
    assert found.months.comparable == tuple(year(2019, 9))
    assert found.total["planned"] == 90.0
    assert found.total["actual"] == 60.0  # September–December: A1 48 + A2 12


def test_a_draft_is_nobodys_plan_until_it_is_named() -> None:
    rows = four_versions()
    rows.versions.append(
        VersionRow("D", "revised", None, date(2019, 1, 1), date(2025, 12, 1), status="draft")
    )
    rows.plan("D", "A1", year(2019) + year(2025), 100)
    reader = warehouse_of(rows)
    for plan in ("in_force", "original"):
        assert figures(reader, Selection(**Y2019, plan=plan)) == figures(
            warehouse_of(four_versions()), Selection(**Y2019, plan=plan)
        )
        assert compare(reader, Selection(plan=plan), ("month",)).months.all[-1] == date(2021, 12, 1)
    assert figures(reader, Selection(**Y2019, plan="D"))["A1"] == (1200.0, 147.0, -1053.0)
    expected = second_route.compare(rows, Selection(plan="D"), ("sub_measure",))
    # 12 months of 2019 and 3 released ones of 2021 lie in its period; it has rows in the former alone.
    assert expected[("A1", True),]["planned"] == figures(reader, Selection(plan="D"))["A1"][0] == 1200.0


def test_months_that_no_plan_covers_are_not_compared(reader: TinyReader) -> None:
    found = compare(
        reader, Selection(first=date(2020, 1, 1), last=date(2020, 12, 1), plan="original"), ("measure",)
    )
    assert found.total["planned"] is None
    assert found.total["variance"] is None
    assert found.total["actual"] == 72.0
    assert found.total["note_code"] == "not_covered"
    assert found.total["light"] == "grey"
    assert found.rows["planned"].isna().all()


def test_uncovered_months_are_left_out_of_both_sums(reader: TinyReader) -> None:
    found = compare(
        reader, Selection(first=date(2019, 12, 1), last=date(2021, 1, 1), plan="original"), ("measure",)
    )
    assert found.months.comparable == (date(2019, 12, 1), date(2021, 1, 1))
    assert found.months.uncovered == tuple(year(2020))
    assert found.total["planned"] == 22.0  # December 2019: 10 + 4; January 2021: 8
    assert found.total["actual"] == 24.0  # 12 + 3 + 9
    assert found.months.left_out_actual == 72.0


def test_kroner_alone_never_zero_the_hours() -> None:
    rows = four_versions()
    rows.versions.append(VersionRow("K", "revised", date(2018, 12, 20), date(2019, 1, 1), date(2019, 12, 1)))
    rows.budget("K", "A1", year(2019), 1000)
    rows.booked("A1", year(2019, 1, 2), "1500.25")
    rows.sources.append(SourceRow("unit4_ledger", date(2019, 2, 1), kind="actual_cost"))
    reader = warehouse_of(rows)
    assert figures(reader, Selection(**Y2019))["A1"][0] == 200.0
    booked = compare(reader, Selection(**Y2019, unit="booked_cost_nok"), ("sub_measure",))
    assert (booked.total["planned"], booked.total["actual"]) == (2000.0, 3000.5)
    assert booked.months.comparable == tuple(year(2019, 1, 2))


# --- released months ------------------------------------------------------------------------------


def test_months_after_the_release_are_provisional_then_future(reader: TinyReader) -> None:
    basis = metrics.months(reader, Selection(first=date(2021, 1, 1)))
    assert basis.comparable == tuple(year(2021, 1, 3))
    assert basis.provisional == tuple(year(2021, 4, 5))
    assert basis.future == tuple(year(2021, 6))
    assert basis.left_out_actual == 18.0


def test_a_month_is_released_when_every_source_of_the_selection_has_released_it() -> None:
    rows = four_versions()
    rows.actual("A1", year(2019, 1, 6), 1, source="dfo_time")
    rows.sources.append(SourceRow("dfo_time", date(2019, 4, 1)))
    reader = warehouse_of(rows)
    assert metrics.months(reader, Selection(**Y2019)).comparable == tuple(year(2019, 1, 4))
    assert metrics.months(reader, Selection(**Y2019, sub_measures=("A2",))).comparable == tuple(year(2019))


def test_the_newest_statement_of_a_source_counts_and_an_undone_one_does_not() -> None:
    rows = four_versions()
    rows.sources = [
        SourceRow("own_hours", date(2019, 3, 1)),
        SourceRow("own_hours", date(2019, 5, 1)),
        SourceRow("own_hours", date(2019, 9, 1), status="undone"),
    ]
    assert metrics.months(warehouse_of(rows), Selection()).released_through == date(2019, 5, 1)


def test_nothing_released_compares_nothing() -> None:
    rows = four_versions()
    rows.sources = []
    found = compare(warehouse_of(rows), Selection(), ("measure",))
    assert found.rows.empty
    assert found.total == {
        "planned": None,
        "actual": None,
        "variance": None,
        "variance_pct": None,
        "light": "grey",
        "note_code": "not_released",
        "unplanned": 0.0,
        "unplaced": 0.0,
    }


# --- visible parts --------------------------------------------------------------------------------


def test_unplanned_and_unplaced_are_parts_of_the_total(reader: TinyReader) -> None:
    found = compare(reader, Selection(**Y2019), ("sub_measure",))
    assert figures(reader, Selection(**Y2019)) == {
        "A1": (200.0, 147.0, -53.0),
        "A2": (20.0, 36.0, 16.0),
        "A3": (0.0, 4.0, 4.0),
        None: (0.0, 7.0, 7.0),
    }
    last = found.rows.iloc[-1]
    assert (last["sub_measure"], last["sub_measure_nb"], last["note_code"]) == (
        None,
        "ikke plassert",
        "not_planned",
    )
    assert found.total["unplanned"] == 4.0
    assert found.total["unplaced"] == 7.0
    assert found.total["actual"] == 194.0


def test_without_system_and_not_placed_are_two_lines(reader: TinyReader) -> None:
    found = compare(reader, Selection(**Y2019), ("system",)).rows
    assert found["system_nb"].tolist() == ["System SYS-X", "uten system", "ikke plassert"]
    assert found["system"].tolist() == ["SYS-X", None, None]
    assert found["actual"].tolist() == [151.0, 36.0, 7.0]


def test_a_process_is_a_filter_like_any_other() -> None:
    rows = four_versions()
    rows.actual("A1", year(2019, 3, 3), 4, process_id="PR1")
    rows.actual("A1", year(2019, 4, 4), 2, process_id="PR2")
    reader = warehouse_of(rows)
    for ids, actual in ((("PR1",), 4.0), (("PR1", "PR2"), 6.0)):
        selection = Selection(**Y2019, processes=ids)
        same_as_second_route(rows, reader, selection, ())
        assert compare(reader, selection, ()).total["actual"] == actual


@pytest.mark.parametrize(
    ("filters", "actual"),
    [
        ({"systems": ("none",)}, 36.0),
        ({"systems": ("unplaced",)}, 7.0),
        ({"systems": ("SYS-X", "none")}, 187.0),
        ({"measures": ("unplaced", "MA")}, 194.0),
        ({"role_groups": ("none",)}, 7.0),
        ({"units": ("U2",)}, 3.0),
        ({"measures": ("MA",), "role_groups": ("R2",)}, 3.0),
        ({"sub_measures": ("A2", "A3")}, 40.0),
        ({"processes": ("none",)}, 187.0),
    ],
    ids=str,
)
def test_filters(reader: TinyReader, filters: dict[str, Any], actual: float) -> None:
    assert compare(reader, Selection(**Y2019, **filters), ()).total["actual"] == actual


def test_matrix_has_one_grand_total(reader: TinyReader) -> None:
    found = metrics.matrix(reader, Selection(**Y2019))
    assert found.total["actual"] == 194.0
    for part in (found.cells, found.measures, found.systems):
        assert part["actual"].sum() == 194.0
        assert part["planned"].sum() == 220.0
    cell = found.cells[found.cells["system_nb"] == "uten system"]
    assert cell[["measure", "planned", "actual"]].values.tolist() == [["MA", 20.0, 36.0]]


@pytest.mark.parametrize("unit", UNITS)
def test_sums_of_a_finer_comparison_are_the_coarser_one(reader: TinyReader, unit: str) -> None:
    selection = Selection(unit=unit)
    fine = ("sub_measure", "role_group")
    for found in compare_with_sums(reader, selection, fine, ("sub_measure",), ("role_group",), ()):
        asked = compare(reader, selection, found.by)
        pd.testing.assert_frame_equal(found.rows, asked.rows)
        assert found.total == pytest.approx(asked.total)


def test_rows_that_a_complete_plan_leaves_out_are_listed_on_request(reader: TinyReader) -> None:
    spring_2020 = Selection(first=date(2020, 1, 1), last=date(2020, 3, 1))
    assert compare(reader, spring_2020, ("sub_measure",)).rows["sub_measure"].tolist() == ["A1"]
    listed = compare(reader, spring_2020, ("sub_measure",), with_empty=True).rows
    assert listed["sub_measure"].tolist() == ["A1", "A2", "A3"]
    assert listed["note_code"].tolist() == ["", "not_planned", "not_planned"]
    assert listed["actual"].tolist() == [18.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("filters", "listed"),
    [
        ({"systems": ("SYS-X",)}, ["A1", "A3"]),
        ({"sub_measures": ("A1",)}, ["A1"]),
        ({"measures": ("MA",)}, ["A1", "A2", "A3"]),
        ({"units": ("U1",)}, ["A1", "A2", "A3"]),
    ],
    ids=str,
)
def test_rows_outside_the_selection_are_never_listed_as_not_planned(
    reader: TinyReader, filters: dict[str, tuple[str, ...]], listed: list[str]
) -> None:
    spring_2020 = Selection(first=date(2020, 1, 1), last=date(2020, 3, 1), **filters)  # type: ignore[arg-type]
    found = compare(reader, spring_2020, ("sub_measure",), with_empty=True)
    assert found.rows["sub_measure"].tolist() == listed


# --- a part of the actual figures -----------------------------------------------------------------


def test_figures_of_some_qualities_are_compared_with_no_plan(reader: TinyReader) -> None:
    found = compare(reader, Selection(**Y2019, qualities=("measured",)), ("sub_measure",))
    assert figures(reader, Selection(**Y2019, qualities=("measured",))) == {"A1": (None, 3.0, None)}
    assert set(found.rows["note_code"]) == {"part_of_actual"}
    assert (found.total["planned"], found.total["variance_pct"], found.total["light"]) == (None, None, "grey")
    assert compare(reader, Selection(**Y2019, qualities=("estimated",)), ()).total["actual"] == 191.0
    assert compare(reader, Selection(**Y2019, qualities=metrics.QUALITIES), ()).total["actual"] == 194.0
    series = metrics.monthly(reader, Selection(**Y2019, qualities=("measured",)))
    assert series["planned"].isna().all()
    assert series["actual"].tolist()[:3] == [1.5, 1.5, 0.0]
    assert series["cum_planned"].isna().all()


# --- light ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("planned", "actual", "light"),
    [
        ("1000", "1100", "green"),
        ("1000", "1100.5", "yellow"),
        ("1000", "750", "yellow"),
        ("1000", "749", "red"),
        ("20", "39.9999", "green"),
        ("20", "40", "red"),
        ("20", "10", "green"),
        ("0", "5", "grey"),
        ("0", "0", "grey"),
    ],
)
def test_light(planned: str, actual: str, light: str) -> None:
    limit = Limits(Decimal(10), Decimal(25), Decimal(20))
    judged = judge(Decimal(planned), Decimal(actual), limit)
    assert judged.light == light == second_route.light(Decimal(planned), Decimal(actual), Decimal(20))
    assert judged.note_code == ("not_planned" if light == "grey" else "")


def test_lights_follow_the_constants_of_the_warehouse() -> None:
    rows = four_versions()
    selection = Selection(**Y2019, sub_measures=("A1",))  # 147 against 200: −26,5 %
    assert compare(warehouse_of(rows), selection, ()).total["light"] == "red"
    rows.constants["light_red_pct"] = Decimal(27)
    assert compare(warehouse_of(rows), selection, ()).total["light"] == "yellow"
    rows.constants["light_floor_hours"] = Decimal(54)
    assert compare(warehouse_of(rows), selection, ()).total["light"] == "green"


def test_person_years_are_judged_by_their_hours(reader: TinyReader) -> None:
    years = compare(reader, Selection(**Y2019, unit="person_years"), ("sub_measure",)).rows
    hours = compare(reader, Selection(**Y2019), ("sub_measure",)).rows
    assert years["light"].tolist() == hours["light"].tolist() == ["red", "green", "grey", "grey"]
    assert years["planned"].tolist()[:2] == [0.125, 0.0125]  # 200 and 20 of 1 600
    assert compare(reader, Selection(**Y2019, unit="person_days"), ()).total["actual"] == pytest.approx(
        194 / 7.5
    )


# --- the second route -----------------------------------------------------------------------------

SELECTIONS = [
    Selection(),
    Selection(**Y2019),
    Selection(plan="original"),
    Selection(plan="P2"),
    Selection(as_of=date(2019, 9, 1)),
    Selection(first=date(2020, 6, 1), last=date(2022, 3, 1)),
    Selection(measures=("MA",), role_groups=("R1",)),
    Selection(systems=("SYS-X",), units=("U1", "none"), plan="original"),
    Selection(systems=("unplaced", "SYS-Y")),
    Selection(first=date(2019, 6, 1), units=("U2",)),
    Selection(processes=("none",)),
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda s: "&".join(s.to_query().values()) or "all")
def test_second_route(rows: Rows, reader: TinyReader, selection: Selection, unit: str) -> None:
    selection = replace(selection, unit=unit)
    single: list[tuple[str, ...]] = [(key,) for key in KEYS] if unit == "hours" else [("sub_measure",)]
    for by in [(), *single, ("measure", "system"), ("sub_measure", "role_group", "month")]:
        same_as_second_route(rows, reader, selection, by)


def same_as_second_route(rows: Rows, reader: TinyReader, selection: Selection, by: tuple[str, ...]) -> None:
    found = compare(reader, selection, by)
    expected = second_route.compare(rows, selection, by)
    got = {}
    for row in found.rows.to_dict("records"):
        key = tuple((row[name], row[f"{name}_nb"] != "ikke plassert") for name in by)
        got[key] = {name: _none(row[name]) for name in ("planned", "actual", "variance", "variance_pct")}
        got[key] |= {name: row[name] for name in ("unplanned", "unplaced")}
    assert got.keys() == expected.keys()
    for key, cell in expected.items():
        assert got[key] == pytest.approx(cell), key
    if by:
        assert found.rows["actual"].sum() == pytest.approx(found.total["actual"] or 0)
        assert found.rows["unplanned"].sum() == pytest.approx(found.total["unplanned"])
    assert dict.fromkeys(found.months.comparable) == {
        month: None for month, state in second_route.states(rows, selection).items() if state == "comparable"
    }


@pytest.mark.parametrize("seed", range(6))
def test_second_route_over_invented_rows(seed: int) -> None:
    """Plans of any scope and period, adopted at any time, also inside their own months."""
    dice = random.Random(seed)
    rows = Rows(sources=[SourceRow("own_hours", date(2020, 9, 1)), SourceRow("dfo_time", date(2020, 7, 1))])
    for number in range(5):
        first = dice.randint(1, 12)
        adopted = date(2019 + dice.randint(0, 1), dice.randint(1, 12), dice.choice([1, 15, 28]))
        last = date(2020, dice.randint(first, 12), 1)
        scope = dice.choice(["complete", "partial"])
        kind = dice.choice(["baseline", "revised"])
        rows.versions.append(VersionRow(f"V{number}", kind, adopted, date(2020, first, 1), last, scope))
        for sub in dice.sample(["A1", "A2", "A3", "B1"], dice.randint(1, 3)):
            months = [m for m in year(2020, first) if m <= last and dice.random() < 0.8]
            group = dice.choice(["R1", "R2"])
            rows.plan(f"V{number}", sub, months, dice.randint(0, 40) / 4, role_group_id=group)
    spent: tuple[str | None, ...] = ("A1", "A2", "B1", None)
    for spent_on in spent:
        source = dice.choice(["own_hours", "dfo_time"])
        rows.actual(spent_on, year(2020, dice.randint(1, 6)), dice.randint(1, 40) / 4, source=source)
    # Two versions adopted on the same day are told apart by their id, which plain sorting does not show.
    rows.versions = list({version.adopted: version for version in rows.versions}.values())
    kept = {version.plan_version_id for version in rows.versions}
    rows.mart = [row for row in rows.mart if row.plan_version_id in (kept | {None})]
    reader = warehouse_of(rows)
    for plan in ("in_force", "original"):
        for as_of in (None, date(2020, 4, 30)):
            for by in (("sub_measure",), ("month", "sub_measure"), ("measure", "role_group")):
                same_as_second_route(rows, reader, Selection(plan=plan, as_of=as_of), by)


# --- nothing there --------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", UNITS)
def test_an_empty_warehouse_has_empty_typed_answers(unit: str) -> None:
    reader = warehouse_of(Rows())
    selection = Selection(unit=unit)
    for by in [(key,) for key in KEYS]:
        found = compare(reader, selection, by, with_empty=True)
        assert found.rows.empty
        assert found.rows["planned"].dtype == "float64"
        assert found.total["actual"] is None
    assert metrics.monthly(reader, selection, ("system",)).columns.tolist()[:4] == [
        "month",
        "system",
        "system_nb",
        "system_en",
    ]
    assert metrics.attention(reader, selection) == []
    assert metrics.source_rows(reader, selection).empty
    assert metrics.matrix(reader, selection).cells.empty
    assert metrics.backlog(reader).empty
    assert metrics.instrument_hours(reader).empty
    assert metrics.milestones(reader) == ()
    assert metrics.sample_is_loaded(reader) is False
    assert metrics.system_overview(reader, selection)["note_code"].tolist() == ["no_effort"] * 3


def test_a_plan_without_actuals_and_actuals_without_a_plan() -> None:
    only_actual = Rows(sources=[SourceRow("own_hours", date(2019, 12, 1))])
    only_actual.actual("A1", year(2019), 2)
    found = compare(warehouse_of(only_actual), Selection(), ("sub_measure",))
    assert (found.total["planned"], found.total["actual"], found.total["note_code"]) == (
        None,
        24.0,
        "not_covered",
    )
    only_plan = four_versions()
    only_plan.mart = [row for row in only_plan.mart if row.plan_version_id]
    found = compare(warehouse_of(only_plan), Selection(), ("sub_measure",))
    assert (found.rows.empty, found.total["note_code"]) == (True, "not_released")


def test_an_empty_selection_is_not_an_error(reader: TinyReader) -> None:
    found = compare(reader, Selection(**Y2019, units=("NO-SUCH",)), ("system",))
    assert found.rows.empty
    assert found.total["planned"] == 0.0
    assert found.total["note_code"] == "not_planned"


def test_a_system_without_actual_effort_is_compared_with_zero() -> None:
    rows = four_versions()
    rows.plan("P4", "B1", year(2020), 2)
    selection = Selection(first=date(2020, 1, 1), last=date(2020, 12, 1), systems=("SYS-Y",))
    found = compare(warehouse_of(rows), selection, ())
    assert (found.total["planned"], found.total["actual"], found.total["variance_pct"]) == (24.0, 0.0, -100.0)


@pytest.mark.parametrize(
    ("selection", "by", "field"),
    [
        (Selection(plan="NO-SUCH"), (), "plan"),
        (Selection(unit="bananas"), (), "unit"),
        (Selection(), ("colour",), "by"),
        (Selection(), ("system", "system"), "by"),
        (Selection(first=date(2019, 1, 2)), (), "first"),
        (Selection(first=date(2019, 2, 1), last=date(2019, 1, 1)), (), "last"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_means_nothing_is_refused(
    reader: TinyReader, selection: Selection, by: tuple[str, ...], field: str
) -> None:
    with pytest.raises(SelectionError) as caught:
        compare(reader, selection, by)
    assert caught.value.field == field


def test_hours_and_kroner_stay_exact() -> None:
    rows = Rows(
        versions=[VersionRow("P", "baseline", date(2018, 1, 1), date(2019, 1, 1), date(2019, 12, 1))],
        sources=[SourceRow("own_hours", date(2019, 12, 1))],
    )
    for _ in range(10):
        rows.plan("P", "A1", year(2019), "0.1")
        rows.actual("A1", year(2019), "0.3", actual_payroll_nok=Decimal("0.10"))
    reader = warehouse_of(rows)
    assert compare(reader, Selection(), ()).total["planned"] == 12.0
    assert compare(reader, Selection(), ()).total["actual"] == 36.0
    assert compare(reader, Selection(unit="cost_nok"), ()).total["actual"] == 12.0


def test_frames_hold_floats_and_none(reader: TinyReader) -> None:
    found = compare(reader, Selection(**Y2019), ("system",)).rows
    assert found.dtypes[["planned", "actual", "variance", "variance_pct"]].astype(str).unique().tolist() == [
        "float64"
    ]
    assert found["system"].iloc[-1] is None
    assert pd.isna(found["variance_pct"].iloc[-1])
    assert found["order"].tolist() == [0, 1, 2]


def test_a_constant_counts_in_the_months_of_its_validity() -> None:
    reader = warehouse_of(four_versions())
    reader.con.execute("update constant set valid_to = '2019-06-30' where name = 'hours_per_person_year'")
    reader.con.execute(
        "insert into constant values ('hours_per_person_year', 1200, '2019-07-01', '9999-12-31', null)"
    )
    found = compare(reader, Selection(**Y2019, sub_measures=("A2",), unit="person_years"), ())
    assert found.total["actual"] == pytest.approx(3 * 6 / 1600 + 3 * 6 / 1200)
    assert found.total["planned"] == pytest.approx(20 / 1600)
    assert found.total["light"] == "green"  # 16 hours over, under the floor of 20


def test_where_the_table_of_constants_is_silent_the_newest_value_counts_for_every_figure() -> None:
    rows = Rows(
        versions=[VersionRow("P", "baseline", date(2018, 1, 1), date(2019, 1, 1), date(2019, 12, 1))],
        sources=[SourceRow("own_hours", date(2019, 12, 1))],
    )
    rows.plan("P", "A1", year(2019), 170)
    rows.actual("A1", year(2019), 170)
    reader = warehouse_of(rows)
    reader.con.execute(
        "update constant set value = 1700, valid_from = '2020-01-01' where name = 'hours_per_person_year'"
    )
    asked = Selection(**Y2019, unit="person_years")
    assert compare(reader, asked, ()).total["planned"] == pytest.approx(1.2)
    [total] = side_by_side(reader, asked, ["in_force"]).totals.values()
    assert total.planned == pytest.approx(1.2)


# --- a calm total with parts that are not ---------------------------------------------------------


def test_a_total_on_plan_names_the_parts_that_are_far_off() -> None:
    rows = Rows(
        versions=[VersionRow("P", "baseline", date(2018, 1, 1), date(2019, 1, 1), date(2019, 12, 1))],
        sources=[SourceRow("own_hours", date(2019, 12, 1))],
    )
    january = year(2019, 1, 1)
    for sub, planned, actual in (("A1", 400, 564.5), ("A2", 300, 160), ("A3", 300, 240), ("B1", 0, 30)):
        rows.plan("P", sub, january, planned)
        rows.actual(sub, january, actual)
    rows.actual(None, january, 10)  # under the floor of 20 hours
    reader = warehouse_of(rows)
    found = metrics.parts_far_off(reader, compare(reader, Selection(), ("sub_measure",)))
    assert found is not None
    # 1 004,5 against 1 000; A1 +41 %, A2 −47 % and B1 are far off, A3 −20 % is yellow.
    assert found.count == 3
    assert found.variance_pct == pytest.approx(0.45)
    assert [(p.key, p.variance, p.variance_pct) for p in found.parts] == [
        ("A1", 164.5, 41.125),
        ("A2", -140.0, pytest.approx(-46.667, abs=0.001)),
    ]
    said = metrics.parts_sentence(found, language.get("nb")).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Summen er på plan (0 %), men 3 av delene er det ikke. Lengst unna: "
        "Del A1 merforbruk 165 timer (41 %) og Del A2 mindreforbruk 140 timer (47 %)."
    )
    years = compare(reader, Selection(unit="person_years"), ("sub_measure",))
    assert [p.key for p in getattr(metrics.parts_far_off(reader, years), "parts", ())] == ["A1", "A2"]
    alone = compare(reader, Selection(sub_measures=("A1",)), ("sub_measure",))
    assert metrics.parts_far_off(reader, alone) is None  # the total is red itself
    assert metrics.parts_far_off(reader, compare(reader, Selection(), ())) is None


def test_an_unplanned_part_above_the_floor_is_far_off() -> None:
    rows = Rows(
        versions=[VersionRow("P", "baseline", date(2018, 1, 1), date(2019, 1, 1), date(2019, 12, 1))],
        sources=[SourceRow("own_hours", date(2019, 12, 1))],
    )
    rows.plan("P", "A1", year(2019, 1, 1), 1000)
    rows.actual("A1", year(2019, 1, 1), 990)
    rows.actual("B1", year(2019, 1, 1), 20)
    reader = warehouse_of(rows)
    found = metrics.parts_far_off(reader, compare(reader, Selection(), ("sub_measure",)))
    assert found is not None
    said = metrics.parts_sentence(found, language.get("nb")).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Summen er på plan (+1 %), men delene er det ikke: Del B1 20 timer, ikke planlagt."
