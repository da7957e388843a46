"""Where a cost variance comes from: by hand, again by a second route, and equal to the comparison to the øre."""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import language
import metrics
from metrics import Selection, SelectionError
from metrics.cost_split import AMOUNTS, PARTS, parts
from tests import second_route
from tests.metrics_rows import SUB_MEASURES, Rows, SourceRow, TinyReader, VersionRow, warehouse_of, year

NB = language.get("nb")
NBSP = "\N{NO-BREAK SPACE}"
MONTHS = year(2019, 1, 3)


def money(nok: Any) -> dict[str, Decimal]:
    return {"planned_payroll_nok": Decimal(str(nok))}


def paid(nok: Any, **more: Any) -> dict[str, Any]:
    return {"actual_payroll_nok": Decimal(str(nok)), **more}


def three_months() -> Rows:
    """Per month: A1 planned 100 h at 400, spent 120 h at 450; A2 planned 50 h at 400, spent nothing; B1 spent 10 h at
    500 unplanned; 4 h at 300 not placed; A1 has 1 000 kr of budget and 1 500 kr booked.
    """
    rows = Rows(
        versions=[VersionRow("P", "baseline", date(2018, 12, 1), date(2019, 1, 1), date(2019, 12, 1))],
        sources=[
            SourceRow("own_hours", date(2019, 3, 1)),
            SourceRow("unit4_ledger", date(2019, 3, 1), kind="actual_cost"),
        ],
    )
    rows.plan("P", "A1", MONTHS, 100, **money(40_000))
    rows.plan("P", "A2", MONTHS, 50, **money(20_000))
    rows.actual("A1", MONTHS, 120, **paid(54_000))
    rows.actual("B1", MONTHS, 10, **paid(5_000))
    rows.actual(None, MONTHS, 4, **paid(1_200))
    rows.budget("P", "A1", MONTHS, 1_000)
    rows.booked("A1", MONTHS, 1_500)
    return rows


def shown(found: metrics.CostSplit) -> dict[Any, tuple[float, ...]]:
    return {row["sub_measure"]: tuple(row[name] for name in AMOUNTS) for row in found.rows.to_dict("records")}


# --- by hand ----------------------------------------------------------------------------------------


def test_four_parts_by_hand() -> None:
    found = metrics.cost_split(warehouse_of(three_months()), Selection(), ("sub_measure",))
    # A1: (120 − 100) × 400 and (450 − 400) × 120 a month; A2: (0 − 50) × 400; planned and actual with direct costs
    assert shown(found) == {
        "A1": (123_000.0, 24_000.0, 18_000.0, 0.0, 1_500.0, 166_500.0, 43_500.0),
        "A2": (60_000.0, -60_000.0, 0.0, 0.0, 0.0, 0.0, -60_000.0),
        "B1": (0.0, 0.0, 0.0, 15_000.0, 0.0, 15_000.0, 15_000.0),
        None: (0.0, 0.0, 0.0, 3_600.0, 0.0, 3_600.0, 3_600.0),
    }
    assert tuple(found.total[name] for name in AMOUNTS) == (
        183_000.0,
        -36_000.0,
        18_000.0,
        18_600.0,
        1_500.0,
        185_100.0,
        2_100.0,
    )


def test_the_unit_of_display_does_not_matter() -> None:
    reader = warehouse_of(three_months())
    in_hours = metrics.cost_split(reader, Selection(unit="hours"))
    assert in_hours.total == metrics.cost_split(reader, Selection(unit="booked_cost_nok")).total


def test_parts_of_a_measure_are_the_sums_of_its_sub_measures() -> None:
    reader = warehouse_of(three_months())
    by_measure = metrics.cost_split(reader, Selection(), ("measure",)).rows.to_dict("records")
    assert [(row["measure"], row["quantity"], row["rate"]) for row in by_measure] == [
        ("MA", -36_000.0, 18_000.0),
        ("MB", 0.0, 0.0),
        (None, 0.0, 0.0),
    ]


def test_only_keys_of_the_sub_measure_divide_a_split() -> None:
    reader = warehouse_of(three_months())
    for by in (("role_group",), ("sub_measure", "month"), ("no",)):
        with pytest.raises(SelectionError):
            metrics.cost_split(reader, Selection(), by)


@pytest.mark.parametrize(
    ("planned", "actual", "expected"),
    [
        ((100, 40_000), (120, 54_000), (8_000, 6_000, 0)),
        ((3, 100), (4, 200), ("33.33", "66.67", 0)),  # a third of an øre is nobody's: the rate takes the rest
        ((0, 0), (10, 5_000), (0, 0, 5_000)),
        ((10, 0), (10, 5_000), (0, 0, 5_000)),  # hours planned without a krone
        ((0, 700), (10, 5_000), (0, 4_300, 0)),  # kroner planned without hours
        ((10, 4_000), (0, 0), (-4_000, 0, 0)),
    ],
    ids=str,
)
def test_each_kind_of_sub_measure(planned: Any, actual: Any, expected: Any) -> None:
    was, became = ({"hours": Decimal(hours), "nok": Decimal(nok)} for hours, nok in (planned, actual))
    found = parts(was, became)
    assert tuple(found.values()) == tuple(Decimal(str(one)) for one in expected)
    assert sum(found.values()) == became["nok"] - was["nok"]


def test_hours_without_a_rate_are_left_out_and_said() -> None:
    rows = three_months()
    rows.actual("A1", MONTHS, 30)
    found = metrics.cost_split(warehouse_of(rows), Selection(), ("sub_measure",))
    assert shown(found)["A1"][1:3] == (24_000.0, 18_000.0)
    assert found.unpriced_hours == 90.0
    assert "90,0 t mangler timekost og er ikke med i kronene." in found.words(NB).replace(NBSP, " ")


def with_vouchers(rows: Rows, *vouchers: tuple[str, str, int]) -> TinyReader:
    """A warehouse that has, beside its mart, the vouchers of the ledger: (sub-measure, account, kroner)."""
    reader = warehouse_of(rows)
    reader.con.execute("insert into coverage values (2, 'unit4_ledger', 'x')")
    for number, (sub, account, nok) in enumerate(vouchers):
        reader.con.execute(
            "insert into actual_cost (import_id, source_row, coverage_key, sub_measure_id, account, period, actual_nok)"
            " values (2, ?, 'x', ?, ?, '2019-02-01', ?)",
            [number, sub, account, nok],
        )
    return reader


def test_booked_payroll_pays_for_the_same_hours_and_is_left_out() -> None:
    """Of 4 500 kr booked, 2 000 kr are pay of the hours that are counted already."""
    reader = with_vouchers(three_months(), ("A1", "5010", 2_000), ("A1", "6740", 2_500))
    found = metrics.cost_split(reader, Selection(), ("sub_measure",))
    assert shown(found)["A1"] == (123_000.0, 24_000.0, 18_000.0, 0.0, -500.0, 164_500.0, 41_500.0)
    assert found.payroll_booked == 2_000.0
    assert "Bokført lønn, 2 000 kr, er ikke med" in found.words(NB).replace(NBSP, " ")
    elsewhere = metrics.cost_split(reader, Selection(sub_measures=("B1",)))
    assert elsewhere.payroll_booked == 0.0


def test_without_budget_or_ledger_direct_costs_are_left_out_and_that_is_said() -> None:
    rows = three_months()
    rows.mart = [row for row in rows.mart if row.planned_booked_nok is None]
    found = metrics.cost_split(warehouse_of(rows), Selection())
    assert (found.total["direct"], found.total["variance"]) == (0.0, 600.0)
    assert "Direkte kostnader er ikke med" in found.words(NB)


def test_months_that_are_not_compared_are_not_split() -> None:
    rows = three_months()
    rows.actual("A1", [date(2019, 4, 1)], 999, **paid(1))
    assert metrics.cost_split(warehouse_of(rows), Selection()).total["variance"] == 2_100.0
    rows.sources = [SourceRow("own_hours", None), SourceRow("unit4_ledger", None, kind="actual_cost")]
    nothing = metrics.cost_split(warehouse_of(rows), Selection(), ("sub_measure",))
    assert (nothing.total["note_code"], nothing.total["variance"], len(nothing.rows)) == (
        "not_released",
        None,
        0,
    )


def test_a_small_group_has_no_split() -> None:
    rows = three_months()
    rows.actual("A1", MONTHS, 30)
    rows.mart = [replace(row, persons=2) if row.source else row for row in rows.mart]
    group = Selection(units=("U1",), role_groups=("R1",))
    found = metrics.cost_split(warehouse_of(rows), group, ("sub_measure",))
    assert (found.total["note_code"], found.total["variance"]) == ("hidden", None)
    assert set(found.rows["note_code"]) == {"hidden"}
    assert found.rows[list(AMOUNTS)].isna().all().all()
    assert found.unpriced_hours == 0.0


# --- again, by a second route ---------------------------------------------------------------------------


def by_loops(rows: Rows, selection: Selection) -> dict[Any, dict[str, float]]:
    """Each sub-measure's parts, added up in plain Python with rates as they are said: kroner per hour."""
    sums: dict[Any, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    payroll, booked = replace(selection, unit="cost_nok"), replace(selection, unit="booked_cost_nok")
    months, _ = second_route.counted(rows, payroll)
    for row, nok in second_route.planned_in(rows, payroll, months):
        sums[row.sub_measure_id]["planned_nok"] += nok
        if row.planned_payroll_nok is not None:
            sums[row.sub_measure_id]["planned_hours"] += row.planned_hours or 0
    for row in second_route.actual_rows(rows, payroll):
        if row.period in months and row.actual_payroll_nok is not None:
            sums[row.sub_measure_id]["actual_nok"] += row.actual_payroll_nok
            sums[row.sub_measure_id]["actual_hours"] += row.actual_hours or 0
    months, with_plan = second_route.counted(rows, booked)
    if with_plan:
        for row, nok in second_route.planned_in(rows, booked, months):
            sums[row.sub_measure_id]["direct_planned"] += nok
        for row in second_route.actual_rows(rows, booked):
            if row.period in months:
                sums[row.sub_measure_id]["direct_actual"] += row.actual_booked_nok or 0
    return {sub: _split(one) for sub, one in sums.items()}


def _split(one: dict[str, Decimal]) -> dict[str, float]:
    found = dict.fromkeys(PARTS, 0.0)
    if one["planned_nok"] > 0 and one["planned_hours"] > 0:
        planned_rate = float(one["planned_nok"]) / float(one["planned_hours"])
        found["quantity"] = (float(one["actual_hours"]) - float(one["planned_hours"])) * planned_rate
        if one["actual_hours"]:
            actual_rate = float(one["actual_nok"]) / float(one["actual_hours"])
            found["rate"] = (actual_rate - planned_rate) * float(one["actual_hours"])
    else:
        found["unplanned"] = float(one["actual_nok"])
    found["direct"] = float(one["direct_actual"] - one["direct_planned"])
    return found


@pytest.mark.parametrize("seed", range(6))
def test_a_second_route_gives_the_same_and_the_comparison_the_same_variance(seed: int) -> None:
    draw = random.Random(seed)
    rows = three_months()
    rows.versions.append(
        VersionRow("Q", "revised", date(2019, 1, 20), date(2019, 2, 1), date(2019, 3, 1), "partial")
    )
    for sub in SUB_MEASURES:
        for month in MONTHS:
            if draw.random() < 0.6:
                hours = draw.randint(1, 400) / 4
                rows.plan(draw.choice("PQ"), sub, [month], hours, **money(draw.randint(1, 99_999)))
            if draw.random() < 0.7:
                hours = draw.randint(1, 400) / 4
                rows.actual(sub, [month], hours, **paid(draw.randint(1, 9_999_999) / 100))
            if draw.random() < 0.4:
                rows.booked(sub, [month], draw.randint(-500, 5_000))
    reader, selection = warehouse_of(rows), Selection()
    found = metrics.cost_split(reader, selection, ("sub_measure",))
    expected = by_loops(rows, selection)
    for row in found.rows.to_dict("records"):
        assert {name: row[name] for name in PARTS} == pytest.approx(expected[row["sub_measure"]], abs=0.01)
        total = round(row["planned"] + sum(row[name] for name in PARTS), 2)
        assert total == round(row["actual"], 2)
    compared = [
        metrics.compare(reader, replace(selection, unit=unit), ()).total
        for unit in ("cost_nok", "booked_cost_nok")
    ]
    for name in ("planned", "actual", "variance"):
        assert round(found.total[name], 2) == round(sum(one[name] for one in compared), 2)
    assert found.total["unplanned"] == compared[0]["unplanned"] + compared[0]["unplaced"]
