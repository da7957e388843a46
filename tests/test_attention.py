"""What needs attention first: by hand-added literals, by a second route, and in words."""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import language
import metrics
from metrics import Selection
from metrics.attention import Attention, Pull
from metrics.changes import changed_since
from metrics.light import judge_shown
from metrics.reference import reference
from metrics.sentences import change_sentences, in_sentence
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, four_versions, warehouse_of, year

NB = language.get("nb")
NBSP = "\N{NO-BREAK SPACE}"
Y2019: dict[str, Any] = {"first": date(2019, 1, 1), "last": date(2019, 12, 1)}


@pytest.fixture(scope="module")
def reader() -> TinyReader:
    return warehouse_of(four_versions())


def one_year(planned: dict[str, Any], actual: dict[tuple[str, str], Any]) -> TinyReader:
    """Hours of January 2020: planned per role group of A1, actual per sub-measure and role group."""
    rows = Rows(
        versions=[VersionRow("P1", "baseline", date(2019, 12, 1), date(2020, 1, 1), date(2020, 12, 1))],
        sources=[SourceRow("own_hours", date(2020, 1, 1))],
    )
    for group, hours in planned.items():
        rows.plan("P1", "A1", [date(2020, 1, 1)], hours, role_group_id=group)
    for (sub, group), hours in actual.items():
        rows.actual(sub, [date(2020, 1, 1)], hours, role_group_id=group)
    return warehouse_of(rows)


def test_the_largest_variance_comes_first_and_what_is_near_the_plan_is_left_away(reader: TinyReader) -> None:
    found = metrics.attention(reader, Selection(**Y2019))
    assert [(item.key, item.variance) for item in found] == [("A1", -53.0), (None, 7.0), ("A3", 4.0)]
    # A1: R1 has 144 hours against 110, R2 3 against 90; the lower use is R2's.
    assert found[0].groups == (Pull("R2", "Rolle R2", "Role R2", -87.0),)
    assert (found[1].groups, found[1].light, found[1].benefit_type) == ((), "grey", None)
    assert found[0].benefit_type == "quality"
    assert metrics.attention(reader, Selection(**Y2019), limit=1) == found[:1]


@pytest.mark.parametrize(
    ("actual", "named"),
    [
        pytest.param({"R1": 200, "R2": 160}, ("R1", "R2"), id="the second pulls half as much: 100 and 60"),
        pytest.param({"R1": 200, "R2": 140}, ("R1",), id="the second pulls less than half: 100 and 40"),
        pytest.param({"R1": 90, "R2": 300}, ("R2",), id="the first pulls against the whole"),
    ],
)
def test_a_second_group_is_named_where_it_explains_as_well(
    actual: dict[str, int], named: tuple[str, ...]
) -> None:
    reader = one_year({"R1": 100, "R2": 100}, {("A1", group): hours for group, hours in actual.items()})
    [item] = metrics.attention(reader, Selection())
    assert tuple(group.role_group for group in item.groups) == named


def test_effort_without_a_group_that_explains_most_names_nobody() -> None:
    rows = Rows(
        versions=[VersionRow("P1", "baseline", date(2019, 12, 1), date(2020, 1, 1), date(2020, 12, 1))],
        sources=[SourceRow("own_hours", date(2020, 1, 1))],
    )
    rows.plan("P1", "A1", [date(2020, 1, 1)], 100)
    rows.actual("A1", [date(2020, 1, 1)], 150, role_group_id=None)
    rows.actual("A1", [date(2020, 1, 1)], 130)
    [item] = metrics.attention(warehouse_of(rows), Selection())
    assert item.groups == ()


def test_nothing_released_and_all_on_plan_ask_for_nothing() -> None:
    assert metrics.attention(warehouse_of(Rows()), Selection()) == []
    on_plan = one_year({"R1": 100}, {("A1", "R1"): 105})
    assert metrics.attention(on_plan, Selection()) == []


def test_a_group_that_is_hidden_for_privacy_is_neither_named_nor_ruled_out() -> None:
    rows = Rows(
        versions=[VersionRow("P1", "baseline", date(2019, 12, 1), date(2020, 1, 1), date(2020, 12, 1))],
        sources=[SourceRow("own_hours", date(2020, 1, 1))],
    )
    rows.plan("P1", "A1", [date(2020, 1, 1)], 100)
    for group, hours in (("R1", 200), ("R2", 60)):
        rows.actual("A1", [date(2020, 1, 1)], hours, role_group_id=group, persons=1)
    reader = warehouse_of(rows)
    [item] = metrics.attention(reader, Selection(units=("U1",)))
    assert (item.variance, item.groups) == (160.0, ())
    assert metrics.attention(reader, Selection(units=("U1",), role_groups=("R1",))) == []


@pytest.mark.parametrize("seed", range(6))
def test_second_route(seed: int) -> None:
    dice = random.Random(seed)
    rows = Rows(
        versions=[VersionRow("P1", "baseline", date(2019, 12, 1), date(2020, 1, 1), date(2020, 12, 1))],
        sources=[SourceRow("own_hours", date(2020, 6, 1))],
    )
    for sub in ("A1", "A2", "B1"):
        for group in ("R1", "R2"):
            rows.plan("P1", sub, year(2020), dice.randint(1, 40) / 4, role_group_id=group)
            rows.actual(sub, year(2020, 1, 8), dice.randint(1, 60) / 4, role_group_id=group)
    rows.actual("A3", year(2020, 2, 3), 3)
    variance: dict[Any, Decimal] = defaultdict(Decimal)
    planned: dict[Any, Decimal] = defaultdict(Decimal)
    released = year(2020, 1, 6)
    for row in rows.mart:
        if row.period in released:
            variance[row.sub_measure_id] += (row.actual_hours or Decimal(0)) - (
                row.planned_hours or Decimal(0)
            )
            planned[row.sub_measure_id] += row.planned_hours or Decimal(0)
    judged = {
        key: second_route.light(planned[key], planned[key] + amount, Decimal(20))
        for key, amount in variance.items()
    }
    expected = sorted(
        (key for key, light in judged.items() if light != "green" and variance[key]),
        key=lambda key: -abs(variance[key]),
    )
    found = metrics.attention(warehouse_of(rows), Selection(), limit=10)
    assert [item.key for item in found] == expected
    assert [item.variance for item in found] == [float(variance[key]) for key in expected]


# --- sentences ------------------------------------------------------------------------------------

ITEM = Attention(
    key="22.4",
    name_nb="BEVISST – ta i bruk",
    name_en="BEVISST – adopt",
    benefit_type="quality",
    planned=550.0,
    actual=1820.0,
    variance=1270.0,
    variance_pct=230.909,
    light="red",
    note_code="",
    unit="hours",
    groups=(Pull("KSJEF", "Kontorsjefene", "Heads of office", 700.0),),
)
SECOND = Pull("ADM", "Museumsadministrasjonen", "Museum administration", 500.0)


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        pytest.param(
            ITEM,
            "BEVISST: 1 820 timer mot 550 planlagt, merforbruk 1 270 timer (231 %), mest hos kontorsjefene",
            id="over",
        ),
        pytest.param(
            replace(ITEM, groups=(*ITEM.groups, SECOND)),
            "BEVISST: 1 820 timer mot 550 planlagt, merforbruk 1 270 timer (231 %), mest hos kontorsjefene og "
            "museumsadministrasjonen",
            id="two groups",
        ),
        pytest.param(
            replace(ITEM, actual=200.0, variance=-350.0, variance_pct=-63.6, groups=()),
            "BEVISST: 200 timer mot 550 planlagt, mindreforbruk 350 timer (64 %)",
            id="under",
        ),
        pytest.param(
            replace(
                ITEM, planned=0.0, actual=60.0, variance=60.0, variance_pct=None, note_code="not_planned"
            ),
            "BEVISST: 60 timer, ikke planlagt, mest hos kontorsjefene",
            id="not planned",
        ),
        pytest.param(
            replace(ITEM, unit="cost_nok", groups=()),
            "BEVISST: 1 820 kr mot 550 planlagt, merforbruk 1 270 kr (231 %)",
            id="kroner",
        ),
    ],
)
def test_attention_sentence(item: Attention, sentence: str) -> None:
    assert metrics.attention_sentence(item, NB).replace(NBSP, " ") == sentence


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Kontorsjefene", "kontorsjefene"),
        ("IT-drift", "IT-drift"),
        ("Heads of office", "heads of office"),
        ("", ""),
    ],
)
def test_a_name_inside_a_sentence(name: str, inside: str) -> None:
    assert in_sentence(name) == inside


def test_what_changed_is_said_in_a_sentence_per_side_and_kind() -> None:
    then, now = four_versions(), four_versions()
    now.actual("A1", [date(2019, 2, 1)], "2.5")
    now.actual("A2", [date(2019, 2, 1)], -1)
    now.sources = [SourceRow("own_hours", date(2021, 4, 1))]
    changed = changed_since(warehouse_of(then), warehouse_of(now), Selection())
    assert [told.replace(NBSP, " ") for told in change_sentences(changed, "hours", NB)] == [
        "Faktiske tall som alt var frigitt, er endret med +1,5 t til sammen, mest i A1 Del A1.",
        "Frigitt siden da: april 2021. Der er det ført 9,0 t.",
        "Nå med i sammenligningen: april 2021. Der er 8,0 t planlagt.",
    ]
    back = changed_since(warehouse_of(now), warehouse_of(then), Selection())
    assert [told.replace(NBSP, " ") for told in change_sentences(back, "hours", NB)] == [
        "Faktiske tall som alt var frigitt, er endret med −1,5 t til sammen, mest i A1 Del A1.",
        "Ikke lenger frigitt: april 2021. 9,0 t er gått ut.",
        "Ikke lenger med i sammenligningen: april 2021. 8,0 t planlagt er gått ut.",
    ]


# --- the light of what is expected ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "planned", "expected", "light"),
    [
        pytest.param("hours", 100.0, 130.0, "red", id="30 hours and 30 per cent"),
        pytest.param("hours", 100.0, 119.0, "green", id="19 hours are under the floor"),
        pytest.param("hours", 1000.0, 800.0, "yellow", id="20 per cent under"),
        pytest.param("hours", 0.0, 50.0, "grey", id="nothing planned"),
        pytest.param("person_years", 0.1, 0.11, "green", id="10 per cent: 16 hours are under the floor"),
        pytest.param("person_years", 0.1, 0.12, "yellow", id="20 per cent: 32 hours are over it"),
        pytest.param("cost_nok", 50_000.0, 74_000.0, "green", id="24 000 kroner are under the floor"),
    ],
)
def test_what_is_expected_has_a_light_by_the_same_limits(
    unit: str, planned: float, expected: float, light: str
) -> None:
    known = reference(warehouse_of(Rows()))
    assert judge_shown(planned, expected, unit, known).light == light
