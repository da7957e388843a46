"""Effort before and after a plan period's end, and the sentences that say how a measure stands."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

import language
from metrics import MonthBasis, Selection, compare
from metrics.status_sentence import against_plan, amount_words, pulls_most, status_sentence
from metrics.successors import Period, measure_succession, sub_measure_succession
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, four_versions, warehouse_of, year

NB = language.get("nb")
NBSP = "\N{NO-BREAK SPACE}"


def linked(rows: Rows) -> TinyReader:
    """A1 goes on in B1 with all of it, A2 with a quarter; A2's other three quarters go to A3."""
    reader = warehouse_of(rows)
    for old, new, share in (("A1", "B1", 1), ("A2", "B1", 0.25), ("A2", "A3", 0.75)):
        reader.con.execute("insert into successor values (?, ?, ?)", [old, new, share])
    reader.con.execute("update measure set successor_id = 'MB' where measure_id = 'MA'")
    return reader


def short(period: Period) -> tuple[Any, ...]:
    return period.key, period.share, period.planned, period.actual, len(period.months)


def test_each_one_is_summed_over_its_own_months() -> None:
    """A1: 2019 and 2020 (200 + 60 planned, 144 + 3 + 72 spent). A2: 2019. B1: January–March 2021."""
    reader = linked(four_versions())
    chain = sub_measure_succession(reader, Selection(first=date(2019, 1, 1), last=date(2019, 3, 1)), "B1")
    assert [short(one) for one in chain.before] == [
        ("A1", 1.0, 260.0, 219.0, 24),
        ("A2", 0.25, 20.0, 36.0, 12),
    ]
    assert short(chain.own) == ("B1", None, 24.0, 27.0, 3)
    assert chain.after == ()


def test_a_part_goes_on_in_each_successor() -> None:
    chain = sub_measure_succession(linked(four_versions()), Selection(measures=("MB",)), "A2")
    assert [(one.key, one.share) for one in chain.after] == [("A3", 0.75), ("B1", 0.25)]
    assert chain.before == ()


def test_a_measure_goes_on_as_a_whole() -> None:
    reader = linked(four_versions())
    chain = measure_succession(reader, Selection(), "MA")
    assert [(one.key, one.share, one.name_nb) for one in chain.after] == [("MB", None, "B Tiltak MB")]
    assert [one.key for one in measure_succession(reader, Selection(), "MB").before] == ["MA"]


@pytest.mark.parametrize("key", ["A1", "A2", "B1"])
def test_plain_python_gives_the_same(key: str) -> None:
    rows = four_versions()
    own = sub_measure_succession(linked(rows), Selection(first=date(2020, 1, 1)), key).own
    cell = second_route.compare(rows, Selection(sub_measures=(key,)), ())[()]
    months, _with_plan = second_route.counted(rows, Selection(sub_measures=(key,)))
    assert (own.planned, own.actual, own.variance) == (cell["planned"], cell["actual"], cell["variance"])
    assert own.months == tuple(months)
    assert own.actual_per_month == pytest.approx((cell["actual"] or 0) / len(months))


def test_without_released_months_there_is_a_reason_and_no_figure() -> None:
    rows = Rows(
        versions=[VersionRow("P1", "baseline", date(2018, 12, 1), date(2019, 1, 1), date(2019, 12, 1))],
        sources=[SourceRow("own_hours", None)],
    )
    rows.plan("P1", "A1", year(2019), 10)
    own = sub_measure_succession(warehouse_of(rows), Selection(), "A1").own
    assert (own.actual, own.actual_per_month, own.note_code) == (None, None, "not_released")


# --- sentences -----------------------------------------------------------------------------------


def row(planned: float | None, actual: float | None, note: str = "") -> dict[str, Any]:
    variance = None if planned is None or actual is None else actual - planned
    pct = variance * 100 / planned if variance is not None and planned else None
    return {
        "planned": planned,
        "actual": actual,
        "variance": variance,
        "variance_pct": pct,
        "note_code": note,
    }


@pytest.mark.parametrize(
    ("found", "told"),
    [
        pytest.param(
            row(431.0, 1613.5),
            "1 613,5 timer mot 431 planlagt, merforbruk 1 182,5 timer (+274,4 %)",
            id="over",
        ),
        pytest.param(
            row(320.0, 190.0), "190 timer mot 320 planlagt, mindreforbruk 130 timer (−40,6 %)", id="under"
        ),
        pytest.param(row(700.0, 700.0), "700 timer mot 700 planlagt, som planlagt", id="as planned"),
        pytest.param(row(0.0, 60.0, "not_planned"), "60 timer, ikke planlagt", id="not planned"),
        pytest.param(row(None, 50.0, "not_covered"), "50 timer, ingen plan dekker månedene", id="no plan"),
        pytest.param(row(None, None, "not_released"), "ingen måneder er frigitt", id="nothing released"),
    ],
)
def test_a_row_in_words(found: dict[str, Any], told: str) -> None:
    assert against_plan(found, "hours", NB).replace(NBSP, " ") == told


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (1.0, "hours", "1 time"),
        (1.5, "hours", "1,5 timer"),
        (2.04, "hours", "2 timer"),
        (1.23, "person_years", "1,23 årsverk"),
        (1_234_567.8, "cost_nok", "1 234 568 kr"),
    ],
)
def test_an_amount_in_words(value: float, unit: str, told: str) -> None:
    assert amount_words(value, unit, NB).replace(NBSP, " ") == told


@pytest.mark.parametrize("unit", ["hours", "person_years", "person_days"])
def test_what_is_as_planned_in_hours_is_so_in_every_unit(unit: str) -> None:
    """36.5 + 25.7 + 21.7 planned, 83.9 spent: divided, the two sums differ in their last bit."""
    rows = Rows(
        versions=[VersionRow("P1", "baseline", date(2018, 12, 1), date(2019, 1, 1), date(2019, 12, 1))],
        sources=[SourceRow("own_hours", date(2019, 12, 1))],
    )
    for month, hours in zip(year(2019, 1, 3), ("36.5", "25.7", "21.7"), strict=True):
        rows.plan("P1", "A1", [month], hours)
    rows.actual("A1", year(2019, 1, 1), "83.9")
    total = compare(warehouse_of(rows), Selection(unit=unit), ()).total
    assert total["variance"] == 0
    assert "som planlagt" in against_plan(total, unit, NB)


def groups(*rows: tuple[str | None, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"role_group": key, "role_group_nb": key, "role_group_en": key, "variance": v} for key, v in rows]
    )


@pytest.mark.parametrize(
    ("rows", "variance", "most"),
    [
        pytest.param([("R1", 10.0), ("R2", 40.0), ("R3", -90.0)], 50.0, "R2", id="the same way as the whole"),
        pytest.param([("R1", 10.0), ("R2", -60.0)], -50.0, "R2", id="underspend"),
        pytest.param([("R1", 10.0), (None, 40.0)], 50.0, None, id="a group that nobody knows"),
        pytest.param([("R1", 0.0)], 0.0, None, id="as planned"),
        pytest.param([("R1", float("nan"))], 12.0, None, id="hidden"),
        pytest.param([], 12.0, None, id="no rows"),
    ],
)
def test_the_group_that_explains_most(rows: list[Any], variance: float, most: str | None) -> None:
    found = pulls_most(groups(*rows) if rows else groups(("R1", 0.0)).head(0), variance)
    assert (found and found["role_group"]) == most


def test_the_status_sentence_names_period_and_group() -> None:
    reader = warehouse_of(four_versions())
    chosen = Selection(sub_measures=("A1",), first=date(2019, 1, 1), last=date(2019, 3, 1))
    total = compare(reader, chosen, ())
    told = status_sentence("A1", total.total, total.months, compare(reader, chosen, ("role_group",)).rows, NB)
    assert told.replace(NBSP, " ") == (
        "A1 (januar–mars 2019): 39 timer mot 30 planlagt, merforbruk 9 timer (+30,0 %), mest hos Rolle R1."
    )


def test_without_months_the_sentence_says_why() -> None:
    empty = MonthBasis((), (), (), (), None, 0.0, "hours")
    no_groups = groups(("R1", 0.0)).head(0)
    told = status_sentence("A1", row(None, None, "not_released"), empty, no_groups, NB)
    assert told == "A1: ingen måneder er frigitt."


def test_english_says_the_same() -> None:
    told = against_plan(row(431.0, 1613.5), "hours", language.get("en"))
    assert "1,613.5" in told
    assert "1,182.5" in told
