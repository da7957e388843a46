"""Where a selection ends: by hand-added literals, and by a second route over the same rows."""

import calendar
import random
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Any

import pytest

import language
import metrics
from metrics import Estimate, Forecast, Selection, SelectionError
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, four_versions, warehouse_of, year

NB = language.get("nb")
NBSP = "\N{NO-BREAK SPACE}"
ALL_2019 = ("P", "baseline", date(2018, 12, 1), date(2019, 1, 1), date(2019, 12, 1))


def eight_months() -> Rows:
    """Planned 10 a month, 20 in November and December: 140. Spent 12 × 6, 15 and 9 through August: 96."""
    rows = Rows(versions=[VersionRow(*ALL_2019)], sources=[SourceRow("own_hours", date(2019, 8, 1))])
    rows.plan("P", "A1", year(2019, 1, 10), 10)
    rows.plan("P", "A1", year(2019, 11, 12), 20)
    rows.actual("A1", year(2019, 1, 6), 12)
    rows.actual("A1", [date(2019, 7, 1)], 15)
    rows.actual("A1", [date(2019, 8, 1)], 9)
    return rows


def closed(reader: TinyReader, *subs: str, status: str = "completed") -> TinyReader:
    for sub in subs:
        reader.con.execute("update sub_measure set status = ? where sub_measure_id = ?", [status, sub])
    return reader


def at(found: Forecast) -> dict[str, float | None]:
    return {one.method: one.at_completion for one in found.estimates}


# --- by hand ----------------------------------------------------------------------------------------


def test_three_methods_by_hand() -> None:
    found = metrics.forecast(warehouse_of(eight_months()), Selection())
    assert found.reason_code == ""
    assert (found.first, found.released_through, found.through) == (
        date(2019, 1, 1),
        date(2019, 8, 1),
        date(2019, 12, 1),
    )
    assert (found.budget_at_completion, found.actual_to_date, found.planned_to_date) == (140.0, 96.0, 80.0)
    # restplan 96 + 10 + 10 + 20 + 20; takt 96 + 60 × 96/80; trend: March–August 72 / 6 = 12, 96 + 12 × 4
    assert at(found) == {"rest_plan": 156.0, "pace": 168.0, "trend": 144.0}
    assert [one.remaining for one in found.estimates] == [60.0, 72.0, 48.0]
    assert [one.variance for one in found.estimates] == [16.0, 28.0, 4.0]
    assert [one.variance_pct for one in found.estimates] == pytest.approx([1600 / 140, 20.0, 400 / 140])


def test_past_misses_and_bands_by_hand() -> None:
    """Stand after June (72 spent of 60 planned) and after July (87 of 70); 96 is known now.

    restplan says 92 and 97; takt 72 + 20 × 1.2 = 96 and 87 + 10 × 87/70 = 99.428571; trend 72 + 12 × 2 = 96 and
    87 + 75/6 = 99.5.
    """
    rest, pace, trend = metrics.forecast(warehouse_of(eight_months()), Selection()).estimates
    assert [one.tested for one in (rest, pace, trend)] == [2, 2, 2]
    assert rest.error_pct == pytest.approx(250 / 96)  # the middle of 4/96 and 1/96
    assert pace.error_pct == pytest.approx(100 * 3.42857142857 / 96 / 2)
    assert trend.error_pct == pytest.approx(100 * 3.5 / 96 / 2)
    # errors −4/96 and 1/96: 10 % of the way is −3.5/96, 90 % is 0.5/96; what was 1 + e times the actual is divided
    assert (rest.low, rest.high) == pytest.approx((156 * 96 / 96.5, 156 * 96 / 92.5))
    assert (trend.low, trend.high) == pytest.approx((144 * 96 / (96 + 3.15), 144 * 96 / (96 + 0.35)))


def test_the_way_to_the_end_by_hand() -> None:
    reader = warehouse_of(eight_months())
    months = [date(2019, month, 1) for month in (8, 9, 10, 11, 12)]
    expected = {
        "rest_plan": [96, 106, 116, 136, 156],
        "pace": [96, 108, 120, 144, 168],
        "trend": [96, 108, 120, 132, 144],
    }
    for method, sums in expected.items():
        path = metrics.forecast_months(reader, Selection(), method)
        assert path["month"].tolist() == months
        assert path["cum_forecast"].tolist() == pytest.approx(sums)
        estimate = metrics.forecast(reader, Selection()).of(method)
        assert estimate is not None
        assert path["low"].tolist()[0] == path["high"].tolist()[0] == 96.0
        assert (path["low"].tolist()[-1], path["high"].tolist()[-1]) == pytest.approx(
            (estimate.low, estimate.high)
        )
    # a third of the remaining 60 hours is behind in October, so the band is a third open
    rest = metrics.forecast(reader, Selection()).estimates[0]
    path = metrics.forecast_months(reader, Selection(), "rest_plan")
    assert rest.high is not None
    assert path["high"].tolist()[2] == pytest.approx(96 + (rest.high - 96) / 3)


def test_the_last_month_can_be_chosen() -> None:
    reader = warehouse_of(eight_months())
    through_october = metrics.forecast(reader, Selection(), date(2019, 10, 1))
    assert at(through_october) == {"rest_plan": 116.0, "pace": 120.0, "trend": 120.0}
    assert through_october.budget_at_completion == 100.0
    assert metrics.forecast(reader, Selection(last=date(2019, 10, 1))) == through_october
    behind = metrics.forecast(reader, Selection(last=date(2019, 3, 1)))
    assert behind.through == date(2019, 12, 1)
    assert behind.actual_to_date == 96.0


def test_a_method_that_missed_too_high_has_its_band_below_the_estimate() -> None:
    rows = Rows(versions=[VersionRow(*ALL_2019)], sources=[SourceRow("own_hours", date(2019, 8, 1))])
    rows.plan("P", "A1", year(2019), 10)
    rows.actual("A1", year(2019, 1, 6), 10)
    rows.actual("A1", year(2019, 7, 8), 5)
    rest = metrics.forecast(warehouse_of(rows), Selection()).estimates[0]
    # 70 spent; after June the rest plan said 80 (+1/7), after July 75 (+1/14); 110 now
    assert rest.at_completion == 110.0
    assert (rest.low, rest.high) == pytest.approx((110 / (1 + 19 / 140), 110 / (1 + 11 / 140)))


def test_what_is_spent_stays_spent_in_the_band() -> None:
    rows = Rows(versions=[VersionRow(*ALL_2019)], sources=[SourceRow("own_hours", date(2019, 11, 1))])
    rows.plan("P", "A1", year(2019), 10)
    rows.actual("A1", year(2019, 1, 6), 10)
    rows.actual("A1", year(2019, 7, 11), 1)
    rest = metrics.forecast(warehouse_of(rows), Selection()).estimates[0]
    assert rest.at_completion == 75.0
    assert rest.low == 65.0  # 75 / (1 + 50/65) would take back hours


def test_provisional_hours_are_not_in_a_forecast() -> None:
    rows = eight_months()
    rows.actual("A1", [date(2019, 9, 1)], 500)
    assert at(metrics.forecast(warehouse_of(rows), Selection()))["rest_plan"] == 156.0


def test_months_without_a_plan_are_neither_behind_nor_ahead() -> None:
    rows = eight_months()
    rows.versions = [
        replace(rows.versions[0], period_first=date(2019, 2, 1), period_last=date(2019, 11, 1)),
    ]
    found = metrics.forecast(warehouse_of(rows), Selection())
    assert (found.first, found.through, found.released_months) == (date(2019, 2, 1), date(2019, 11, 1), 7)
    assert (found.actual_to_date, found.budget_at_completion) == (84.0, 110.0)
    assert at(found)["rest_plan"] == 124.0


def test_what_the_year_ends_at() -> None:
    rows = eight_months()
    rows.versions = [replace(rows.versions[0], period_last=date(2020, 12, 1))]
    rows.plan("P", "A1", year(2020), 30)
    rows.sources = [SourceRow("own_hours", date(2019, 8, 1))]
    reader = warehouse_of(rows)
    assert metrics.forecast(reader, Selection()).budget_at_completion == 500.0
    found = metrics.year_end(reader, Selection())
    assert (found.first, found.through) == (date(2019, 1, 1), date(2019, 12, 1))
    assert at(found)["rest_plan"] == 156.0
    rows.sources = [SourceRow("own_hours", date(2019, 12, 1))]
    rows.actual("A1", year(2019, 9, 12), 1)
    later = metrics.year_end(warehouse_of(rows), Selection())
    assert later.reason_code == "not_released"  # 2020 has not begun


# --- the plan as it was -----------------------------------------------------------------------------


def test_the_past_is_tested_with_the_plan_of_that_day() -> None:
    """A revision adopted on 15 July raises August from 10 to 30: nobody knew that in June."""
    rows = eight_months()
    rows.versions.append(
        VersionRow("Q", "revised", date(2019, 7, 15), date(2019, 8, 1), date(2019, 12, 1), "partial")
    )
    rows.plan("Q", "A1", [date(2019, 8, 1)], 30)
    rows.plan("Q", "A1", year(2019, 9, 12), 10)
    rest = metrics.forecast(warehouse_of(rows), Selection()).estimates[0]
    # after June: 72 + 10 + 10 = 92; after July: 87 + 30 = 117
    assert rest.error_pct == pytest.approx((4 + 21) / 2 / 96 * 100)
    assert rest.at_completion == 96 + 40


def test_months_that_no_plan_of_that_day_reached_have_the_plan_they_are_compared_with() -> None:
    rows = eight_months()
    rows.versions = [
        replace(rows.versions[0], period_last=date(2019, 7, 1)),
        VersionRow("N", "baseline", date(2019, 7, 20), date(2019, 8, 1), date(2019, 12, 1)),
    ]
    rows.plan("N", "A1", year(2019, 8, 12), 40)
    rest = metrics.forecast(warehouse_of(rows), Selection()).estimates[0]
    # after June: 72 + 10 + 40 = 122; after July: 87 + 40 = 127
    assert rest.tested == 2
    assert rest.error_pct == pytest.approx((26 + 31) / 2 / 96 * 100)


# --- silence, and why -------------------------------------------------------------------------------


def test_fewer_than_six_months_are_too_few() -> None:
    rows = eight_months()
    rows.sources = [SourceRow("own_hours", date(2019, 5, 1))]
    found = metrics.forecast(warehouse_of(rows), Selection())
    assert (found.reason_code, found.estimates, found.budget_at_completion) == ("few_months", (), None)
    assert metrics.forecast_reason_words(found, NB) == (
        "Bare 5 måneder er både frigitt og planlagt. En prognose trenger minst 6."
    )


def test_six_months_are_enough_but_nothing_can_be_tested() -> None:
    rows = eight_months()
    rows.sources = [SourceRow("own_hours", date(2019, 6, 1))]
    reader = warehouse_of(rows)
    rest = metrics.forecast(reader, Selection()).estimates[0]
    assert (rest.at_completion, rest.tested) == (152.0, 0)
    assert (rest.error_pct, rest.low, rest.high) == (None, None, None)
    assert metrics.error_words(rest, NB) == "metoden kan ikke prøves på det som er frigitt"
    assert metrics.forecast_months(reader, Selection(), "rest_plan")["low"].isna().all()


@pytest.mark.parametrize("status", ["completed", "closed_without_rollout"])
def test_a_closed_sub_measure_has_no_forecast(status: str) -> None:
    reader = closed(warehouse_of(eight_months()), "A1", status=status)
    found = metrics.forecast(reader, Selection())
    assert found.reason_code == "closed"
    assert metrics.forecast_months(reader, Selection(), "rest_plan").empty


def test_the_plan_of_a_closed_sub_measure_beside_open_ones_counts_and_is_said() -> None:
    rows = eight_months()
    rows.plan("P", "A2", year(2019, 9, 10), 7)
    rows.actual("A2", year(2019, 1, 1), 4)
    reader = closed(warehouse_of(rows), "A2")
    found = metrics.forecast(reader, Selection())
    assert at(found)["rest_plan"] == 100 + 60 + 14
    assert found.budget_at_completion == 154.0
    assert found.closed_remaining == 14.0
    assert metrics.forecast(reader, Selection(sub_measures=("A2",))).reason_code == "closed"


def test_a_predecessor_whose_time_is_over_does_not_keep_a_closed_selection_open() -> None:
    rows = eight_months()
    rows.actual("A2", year(2019, 1, 2), 4)
    reader = closed(warehouse_of(rows), "A1")
    reader.con.execute("update sub_measure set valid_to = date '2019-03-31' where sub_measure_id = 'A2'")
    assert metrics.forecast(reader, Selection()).reason_code == "closed"


def test_no_plan_left() -> None:
    rows = eight_months()
    rows.mart = [row for row in rows.mart if row.period <= date(2019, 8, 1)]
    found = metrics.forecast(warehouse_of(rows), Selection())
    assert found.reason_code == "no_plan_left"
    assert metrics.forecast_reason_words(found, NB) == (
        "Ingenting er planlagt etter august 2019, så det finnes ingen prognose."
    )


def test_nothing_planned_to_date_silences_the_pace_alone() -> None:
    rows = eight_months()
    rows.mart = [row for row in rows.mart if row.source or row.period > date(2019, 8, 1)]
    reader = warehouse_of(rows)
    found = metrics.forecast(reader, Selection())
    assert at(found) == {"rest_plan": 156.0, "pace": None, "trend": 144.0}
    assert found.of("pace") is None
    assert metrics.estimate_reason_words(found.estimates[1], NB) == (
        "ingenting er planlagt hittil, så takten er ikke definert"
    )
    assert metrics.forecast_months(reader, Selection(), "pace").empty


def test_nothing_released_nothing_covered_everything_released() -> None:
    rows = eight_months()
    rows.sources = [SourceRow("own_hours", None)]
    assert metrics.forecast(warehouse_of(rows), Selection()).reason_code == "not_released"
    rows = eight_months()
    rows.versions = [replace(rows.versions[0], period_first=date(2019, 9, 1))]
    assert metrics.forecast(warehouse_of(rows), Selection()).reason_code == "not_covered"
    reader = warehouse_of(eight_months())
    assert metrics.forecast(reader, Selection(), date(2019, 8, 1)).reason_code == "all_released"


def test_a_part_of_the_actual_figures_has_no_forecast() -> None:
    found = metrics.forecast(warehouse_of(eight_months()), Selection(qualities=("estimated",)))
    assert (found.reason_code, found.estimates) == ("part_of_actual", ())


def test_a_small_group_has_no_forecast() -> None:
    rows = eight_months()
    rows.mart = [replace(row, persons=2) if row.source else row for row in rows.mart]
    reader = warehouse_of(rows)
    group = Selection(units=("U1",), role_groups=("R1",))
    found = metrics.forecast(reader, group)
    assert (found.reason_code, found.estimates, found.actual_to_date) == ("hidden", (), None)
    assert metrics.forecast_months(reader, group, "trend").empty
    rows.mart = [replace(row, persons=3) if row.source else row for row in rows.mart]
    assert at(metrics.forecast(warehouse_of(rows), group))["rest_plan"] == 156.0


def test_every_reason_has_words() -> None:
    told = metrics.forecast(warehouse_of(eight_months()), Selection())
    reasons = (
        "part_of_actual",
        "hidden",
        "not_released",
        "not_covered",
        "closed",
        "few_months",
        "all_released",
    )
    for reason in (*reasons, "no_plan_left"):
        assert metrics.forecast_reason_words(replace(told, reason_code=reason), NB).endswith(".")


def test_an_unknown_plan_is_refused() -> None:
    with pytest.raises(SelectionError):
        metrics.forecast(warehouse_of(eight_months()), Selection(plan="NO"))


def test_the_miss_is_said_in_words() -> None:
    rest = metrics.forecast(warehouse_of(eight_months()), Selection()).estimates[0]
    assert metrics.error_words(rest, NB).replace(NBSP, " ") == "metoden har i median bommet med ±3 %"
    assert [metrics.method_words(code, NB) for code in metrics.METHODS] == ["restplan", "takt", "trend"]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (90.0, 110.0, ""),
        (100.0, 100.0, ""),
        (101.0, 120.0, "Båndet ligger over prognosen, fordi metoden hittil nesten alltid har vært for lav."),
        (80.0, 99.0, "Båndet ligger under prognosen, fordi metoden hittil nesten alltid har vært for høy."),
        (None, None, ""),
    ],
)
def test_a_band_beside_its_estimate_is_explained(low: float | None, high: float | None, words: str) -> None:
    estimate = Estimate("pace", 100.0, 10.0, 0.0, 0.0, 5.0, low, high, 7)
    assert metrics.band_words(estimate, NB) == words


# --- again, by a second route ---------------------------------------------------------------------------


def by_hand(rows: Rows, selection: Selection) -> dict[str, tuple[float, float, float, float] | None]:
    """Each method's (estimate, median absolute error, low, high), in plain loops over the rows."""
    whole = replace(selection, last=None)
    behind = [m for m, state in second_route.states(rows, whole).items() if state == "comparable"]
    end = selection.last if selection.last and selection.last > behind[-1] else date(2021, 12, 1)
    ahead = [m for m in _months(behind[-1], end)[1:] if second_route.candidates(rows, m, whole)]
    actual = [_actual(rows, whole, month) for month in behind]
    plan = {month: _planned(rows, whole, month) for month in (*behind, *ahead)}
    found: dict[str, tuple[float, float, float, float] | None] = {}
    for method in ("rest_plan", "pace", "trend"):
        total = _ends(method, actual, [plan[m] for m in behind], [plan[m] for m in ahead])
        errors = []
        for passed in range(6, len(behind)):
            last = calendar.monthrange(behind[passed - 1].year, behind[passed - 1].month)[1]
            then = replace(whole, as_of=behind[passed - 1].replace(day=last))
            expected = [
                _planned(rows, then if second_route.candidates(rows, m, then) else whole, m)
                for m in behind[passed:]
            ]
            said = _ends(method, actual[:passed], [plan[m] for m in behind[:passed]], expected)
            if said is not None:
                errors.append(said / sum(actual) - 1)
        if total is None:
            found[method] = None
            continue
        floor = min(total, sum(actual))
        found[method] = (
            total,
            100 * median(abs(error) for error in errors),
            max(total / (1 + _percentile(errors, 90)), floor),
            max(total / (1 + _percentile(errors, 10)), floor),
        )
    return found


def _months(first: date, last: date) -> list[date]:
    first_number, last_number = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(first_number, last_number + 1)]


def _actual(rows: Rows, selection: Selection, month: date) -> float:
    amounts = [
        getattr(row, second_route.ACTUAL.get(selection.unit, "actual_hours"))
        for row in second_route.actual_rows(rows, selection)
        if row.period == month
    ]
    return float(sum(amount for amount in amounts if amount is not None)) / float(
        second_route.divisor(rows, selection.unit)
    )


def _planned(rows: Rows, selection: Selection, month: date) -> float:
    amounts = [amount for _row, amount in second_route.planned_in(rows, selection, [month])]
    return float(sum(amounts)) / float(second_route.divisor(rows, selection.unit))


def _ends(method: str, actual: list[float], planned: list[float], ahead: list[float]) -> float | None:
    if method == "rest_plan":
        return sum(actual) + sum(ahead)
    if method == "pace":
        return sum(actual) + sum(ahead) * sum(actual) / sum(planned) if sum(planned) > 0 else None
    return sum(actual) + sum(actual[-6:]) / 6 * len(ahead)


def _percentile(values: list[float], percent: int) -> float:
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    lower = ordered[int(place)]
    upper = ordered[min(int(place) + 1, len(ordered) - 1)]
    return lower + (upper - lower) * (place - int(place))


def random_rows(seed: int) -> Rows:
    """Four versions over three years, hours at random through August 2021 of which June is the last released."""
    draw = random.Random(seed)
    rows = four_versions()
    rows.versions[-1] = replace(rows.versions[-1], adopted=date(2020, draw.randint(6, 12), 5))
    rows.sources = [SourceRow("own_hours", date(2021, 6, 1))]
    for version, sub, months in (
        ("P4", "A2", year(2020)),
        ("P5", "A1", year(2021)),
        ("P5", "A3", year(2021)),
    ):
        for month in months:
            rows.plan(
                version, sub, [month], draw.randint(0, 40) / 4, planned_payroll_nok=draw.randint(1, 9999)
            )
    for month in _months(date(2019, 1, 1), date(2021, 8, 1)):
        for sub in ("A1", "A3"):
            rows.actual(sub, [month], draw.randint(0, 80) / 4, actual_payroll_nok=draw.randint(1, 9999))
    return rows


SELECTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"unit": "person_years"},
    {"unit": "person_days", "last": date(2021, 9, 1)},
    {"unit": "cost_nok"},
    {"measures": ("MA",), "plan": "original"},
    {"systems": ("SYS-X",)},
    {"sub_measures": ("A1",), "first": date(2020, 5, 1)},
    {"plan": "P5", "last": date(2021, 10, 1)},
)


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
@pytest.mark.parametrize("seed", range(4))
def test_a_second_route_gives_the_same(seed: int, chosen: dict[str, Any]) -> None:
    rows = random_rows(seed)
    selection = Selection(**chosen)
    found = metrics.forecast(warehouse_of(rows), selection)
    if selection.plan == "P5":
        assert found.released_months == 6
        assert {one.tested for one in found.estimates} == {0}
        return
    expected = by_hand(rows, selection)
    for one in found.estimates:
        told = None if one.at_completion is None else (one.at_completion, one.error_pct, one.low, one.high)
        assert told == (expected[one.method] and pytest.approx(expected[one.method])), one.method
    assert len(found.estimates) == 3
