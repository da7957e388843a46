"""Scenarios: by hand-added literals, by a second route in plain Python, and what must hold of every scenario."""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import language
import metrics
from metrics import Selection, monthly
from metrics.capacity import capacity
from metrics.forecast import forecast
from metrics.scenario import ScenarioResult, apply
from metrics.scenario_capacity import CapacityEffect, capacity_effect, capacity_effect_words
from metrics.scenario_plan import PlanRow
from metrics.scenario_steps import Add, Drop, Move, Scale, Scenario, ScenarioError, Step
from metrics.scenario_words import result_words
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, _dec, _row, warehouse_of, year

NB, EN = language.get("nb"), language.get("en")


def plan_of_two_years() -> Rows:
    """Two sub-measures of one system (A1, A3), one without (A2), one of another (B1), and a last row on no code.

    Released through June 2020; the plan covers 2020 and 2021. Left from July 2020: 18 months.
    """
    rows = Rows(
        versions=[VersionRow("P", "baseline", date(2019, 12, 1), date(2020, 1, 1), date(2021, 12, 1))],
        sources=[SourceRow("own_hours", date(2020, 6, 1))],
    )
    both = year(2020) + year(2021)
    rows.plan("P", "A1", both, 10, planned_payroll_nok=_dec("4000.50"))
    rows.plan("P", "A1", year(2020, 11, 12), 5, role_group_id="R2", unit_id="U2")
    rows.plan("P", "A2", both, 4)
    rows.plan("P", "A3", year(2020, 7, 9), "1.25")
    rows.mart += [_row(None, month, plan_version_id="P", planned_hours=_dec(3)) for month in year(2021, 1, 2)]
    rows.actual("A1", year(2020, 1, 6), 12)
    rows.actual("A2", year(2020, 1, 6), 3)
    rows.actual("A1", year(2020, 7, 8), 100)
    return rows


@pytest.fixture(scope="module")
def rows() -> Rows:
    return plan_of_two_years()


@pytest.fixture(scope="module")
def reader(rows: Rows) -> TinyReader:
    made = warehouse_of(rows)
    made.con.execute("insert into rate values ('R1', 2020, 400, null), ('R1', 2021, 500, null)")
    return made


def laid(reader: TinyReader, *steps: Step, **filters: Any) -> ScenarioResult:
    return apply(reader, Selection(**filters), Scenario(steps))


def hours_of(result: ScenarioResult, sub: str | None) -> dict[date, Decimal]:
    """Planned hours of a sub-measure by month, in the scenario's whole plan."""
    found: dict[date, Decimal] = defaultdict(Decimal)
    for row in result.planned:
        if row.sub_measure == sub:
            found[row.month] += row.hours
    return {month: hours for month, hours in found.items() if hours}


def remaining(result: ScenarioResult) -> dict[str | None, tuple[float, float]]:
    return {row["sub_measure"]: (row["before"], row["after"]) for row in result.rows.to_dict("records")}


# --- added up by hand -----------------------------------------------------------------------------


def test_a_scenario_of_no_steps_changes_nothing(rows: Rows, reader: TinyReader) -> None:
    result = laid(reader)
    assert remaining(result) == {
        "A1": (190.0, 190.0), "A2": (72.0, 72.0), "A3": (3.75, 3.75), None: (6.0, 6.0)
    }  # fmt: skip
    assert (result.remaining_before, result.remaining_after, result.change, result.tail) == (
        271.75,
        271.75,
        0,
        0,
    )
    assert (result.first_open, result.plan_last, result.base) == (date(2020, 7, 1), date(2021, 12, 1), "P")
    assert sum(row.hours for row in result.planned) == sum(
        row.planned_hours for row in rows.mart if row.planned_hours is not None
    )


def test_the_forecast_is_actual_to_date_and_what_is_left(reader: TinyReader) -> None:
    result = laid(reader, Scale("A2", Decimal(50)))
    # (12 + 3) × 6 = 90, since July and August are not released; 271,75 left, and 36 less of A2
    assert (result.forecast_before, result.forecast_after) == (361.75, 325.75)


def test_what_is_left_of_a_selection_is_what_its_forecast_counts_whatever_the_other_sources_have_released(
    rows: Rows,
) -> None:
    """A2's own source has released two months more than the other: they are spent, and not left."""
    sources = [SourceRow("own_hours", date(2020, 6, 1)), SourceRow("psa", date(2020, 8, 1))]
    mart = [
        replace(row, source="psa") if row.source and row.sub_measure_id == "A2" else row for row in rows.mart
    ]
    mart.append(
        _row("A2", date(2020, 8, 1), source="psa", actual_hours=_dec(3), quality="measured", persons=5)
    )
    reader = warehouse_of(Rows(mart=mart, versions=rows.versions, sources=sources))
    asked: list[dict[str, Any]] = [
        {},
        {"sub_measures": ("A2",)},
        {"sub_measures": ("A1",)},
        {"unit": "person_days"},
    ]
    for filters in asked:
        result = laid(reader, Scale("A2", Decimal(50)), **filters)
        found = forecast(reader, Selection(**filters)).of("rest_plan")
        assert found is not None
        assert result.remaining_before == pytest.approx(found.remaining), filters
    own = laid(reader, Scale("A2", Decimal(50)), sub_measures=("A2",))
    assert (own.first_open, own.remaining_first) == (date(2020, 7, 1), date(2020, 9, 1))
    assert (own.remaining_before, own.remaining_after, own.change_released) == (64.0, 32.0, -4.0)
    assert own.months.set_index("month")["state"][date(2020, 8, 1)] == "released"
    assert result_words(own, NB).replace("\N{NO-BREAK SPACE}", " ") == (
        "Gjenstående plan går fra 64 t til 32 t (−32 t). "
        "−4 t gjelder måneder som alt er frigitt for utvalget, og er ikke med."
    )


def test_moving_a_system_moves_the_remaining_plan_of_its_sub_measures_and_keeps_what_falls_outside(
    reader: TinyReader,
) -> None:
    result = laid(reader, Move("SYS-X", 3))
    planned = hours_of(result, "A1")
    assert [planned.get(month, 0) for month in year(2020)] == [10] * 6 + [0] * 3 + [10] * 3
    assert [planned[month] for month in year(2021, 1, 4)] == [10, 15, 15, 10]
    assert [planned[month] for month in year(2022, 1, 3)] == [10, 10, 10]
    assert hours_of(result, "A3") == dict.fromkeys(year(2020, 10), Decimal("1.25"))
    assert hours_of(result, "A2") == dict.fromkeys(year(2020) + year(2021), Decimal(4))
    assert (result.tail, result.last, result.change) == (30.0, date(2022, 3, 1), 0.0)
    (effect,) = result.effects
    assert (effect.hours, effect.tail, effect.held) == (Decimal("193.75"), Decimal(30), Decimal(0))
    assert effect.notes == effect.not_valid == ()


def test_moving_earlier_keeps_in_the_first_open_month_what_would_fall_in_released_ones(
    reader: TinyReader,
) -> None:
    result = laid(reader, Move("SYS-X", -2))
    planned = hours_of(result, "A1")
    assert [planned[month] for month in year(2020, 6, 10)] == [10, 30, 10, 15, 15]
    assert max(planned) == date(2021, 10, 1)
    assert (result.effects[0].held, result.change) == (Decimal("22.50"), 0.0)  # two months of A1 and of A3


def test_scaling_and_dropping_take_the_remaining_plan_alone(reader: TinyReader) -> None:
    result = laid(reader, Scale("A1", Decimal(80)), Drop("A2"))
    assert remaining(result) == {
        "A1": (190.0, 152.0), "A2": (72.0, 0.0), "A3": (3.75, 3.75), None: (6.0, 6.0)
    }  # fmt: skip
    assert hours_of(result, "A2") == dict.fromkeys(year(2020, 1, 6), Decimal(4))
    assert hours_of(result, "A1")[date(2020, 6, 1)] == 10
    assert result.change == -110.0


def test_adding_gives_hours_and_their_notional_cost_in_open_months(reader: TinyReader) -> None:
    step = Add("B1", date(2020, 5, 1), date(2021, 2, 1), Decimal("7.5"), "U2", "R1")
    result = laid(reader, step)
    assert hours_of(result, "B1") == dict.fromkeys(year(2020, 7) + year(2021, 1, 2), Decimal("7.5"))
    assert remaining(result)["B1"] == (0.0, 60.0)
    assert result.effects[0].notes == ("released",)
    priced = laid(reader, step, unit="cost_nok")
    assert remaining(priced)["B1"] == (0.0, 25500.0)  # 6 × 7,5 × 400 + 2 × 7,5 × 500
    assert laid(reader, replace(step, role_group="R2")).effects[0].notes == ("released", "no_rate")


def test_kroner_go_with_the_hours_that_move(reader: TinyReader) -> None:
    before = laid(reader, unit="cost_nok")
    after = laid(reader, Move("SYS-X", 3), Scale("A1", Decimal(50)), unit="cost_nok")
    assert before.remaining_before == 72009.0  # 18 × 4 000,50
    assert after.remaining_after == pytest.approx(36004.5)


def test_a_system_without_sub_measures_a_sub_measure_without_plan_and_an_unknown_id_change_nothing(
    reader: TinyReader,
) -> None:
    steps = (Move("SYS-Z", 1), Move("SYS-Y", 1), Drop("B1"), Scale("B9", Decimal(10)))
    result = laid(reader, *steps)
    assert [effect.notes for effect in result.effects] == [
        ("no_sub_measures",), ("no_plan",), ("no_plan",), ("unknown",)
    ]  # fmt: skip
    assert result.planned == laid(reader).planned


def test_booked_kroner_have_no_scenario_and_neither_has_a_plan_without_months() -> None:
    reader = warehouse_of(plan_of_two_years())
    assert laid(reader, unit="booked_cost_nok").reason_code == "booked"
    empty = laid(warehouse_of(Rows()), Move("SYS-X", 1))
    assert (empty.reason_code, len(empty.rows), len(empty.months)) == ("no_plan", 0, 0)


def test_without_released_months_the_whole_plan_can_be_changed() -> None:
    rows = plan_of_two_years()
    rows.sources = []
    result = laid(warehouse_of(rows), Drop("A2"))
    assert (result.first_open, result.forecast_before, result.forecast_after) == (
        date(2020, 1, 1),
        None,
        None,
    )
    assert result.forecast is not None
    assert result.forecast.reason_code == "not_released"
    assert result.change == -96.0


def test_a_draft_laid_over_several_versions_names_the_one_that_it_would_revise() -> None:
    rows = plan_of_two_years()
    rows.versions += [
        VersionRow("Q", "revised", date(2020, 3, 1), date(2020, 7, 1), date(2021, 12, 1)),
        VersionRow("R", "revised", date(2020, 4, 1), date(2020, 7, 1), date(2021, 12, 1), "partial"),
    ]
    rows.plan("Q", "A1", year(2020, 7) + year(2021), 8)
    rows.plan("R", "A2", year(2020, 7, 8), 1)
    reader = warehouse_of(rows)
    result = laid(reader)
    assert result.base == "Q"
    assert remaining(result) == {"A1": (144.0, 144.0), "A2": (2.0, 2.0)}
    assert laid(reader, plan="P").base == "P"


# --- by a second route ----------------------------------------------------------------------------


def by_hand(
    rows: Rows, steps: tuple[Step, ...], selection: Selection, first_open: date
) -> dict[Any, Decimal]:
    """Planned hours per sub-measure, unit, role group and month after the steps, in plain loops."""
    plan = Selection(plan=selection.plan, as_of=selection.as_of)
    months = [date(y, m, 1) for y in (2020, 2021) for m in range(1, 13)]
    left: dict[Any, Decimal] = defaultdict(Decimal)
    for row, amount in second_route.planned_in(rows, plan, months):
        left[row.sub_measure_id, row.unit_id, row.role_group_id, row.period] += amount
    systems = {"SYS-X": ("A1", "A3"), "SYS-Y": ("B1",)}
    for step in steps:
        after: dict[Any, Decimal] = defaultdict(Decimal)
        for (sub, unit, group, was), planned in left.items():
            month, hours = was, planned
            if was >= first_open:
                if isinstance(step, Move) and sub in systems.get(step.system, ()):
                    at = was.year * 12 + was.month - 1 + step.months
                    month = max(date(at // 12, at % 12 + 1, 1), first_open)
                if isinstance(step, Scale) and sub == step.sub_measure:
                    hours = round(planned * step.percent / 100, 4)
                if isinstance(step, Drop) and sub == step.sub_measure:
                    hours = Decimal(0)
            after[sub, unit, group, month] += hours
        if isinstance(step, Add):
            at = step.first.year * 12 + step.first.month - 1
            while at <= step.last.year * 12 + step.last.month - 1:
                if date(at // 12, at % 12 + 1, 1) >= first_open:
                    after[step.sub_measure, step.unit, step.role_group, date(at // 12, at % 12 + 1, 1)] += (
                        step.hours
                    )
                at += 1
        left = after
    return {key: hours for key, hours in left.items() if hours}


def random_steps(seed: int) -> tuple[Step, ...]:
    chance = random.Random(seed)
    subs = ("A1", "A2", "A3", "B1")
    made: list[Step] = []
    for _ in range(chance.randint(1, 5)):
        first = date(chance.choice((2020, 2021)), chance.randint(1, 12), 1)
        made.append(
            chance.choice(
                (
                    Move(chance.choice(("SYS-X", "SYS-Y")), chance.choice((-9, -2, -1, 1, 4, 30))),
                    Scale(chance.choice(subs), Decimal(chance.choice(("0", "33.33", "80", "100", "250")))),
                    Drop(chance.choice(subs)),
                    Add(
                        chance.choice(subs), first, date(2022, chance.randint(1, 12), 1), Decimal("12.25"),
                        chance.choice(("U1", "U2")), chance.choice(("R1", "R2")),
                    ),
                )
            )
        )  # fmt: skip
    return tuple(made)


@pytest.mark.parametrize("seed", range(40))
def test_steps_agree_with_plain_loops_and_their_parts_add_up(
    rows: Rows, reader: TinyReader, seed: int
) -> None:
    steps = random_steps(seed)
    result = laid(reader, *steps)
    expected = by_hand(rows, steps, Selection(), date(2020, 7, 1))
    found: dict[Any, Decimal] = defaultdict(Decimal)
    for row in result.planned:
        found[row.sub_measure, row.unit, row.role_group, row.month] += row.hours
    assert {key: hours for key, hours in found.items() if hours} == expected
    open_sum = float(sum(hours for key, hours in expected.items() if key[3] >= date(2020, 7, 1)))
    assert result.remaining_after == result.rows["after"].sum() == open_sum
    open_months = result.months[result.months["state"] != "released"]
    assert open_months["after"].sum() == pytest.approx(open_sum)
    assert open_months["before"].sum() == result.remaining_before
    assert result.tail == open_months[open_months["state"] == "tail"]["after"].sum()


@pytest.mark.parametrize("seed", range(40))
def test_released_months_never_change(reader: TinyReader, seed: int) -> None:
    def released(result: ScenarioResult) -> tuple[PlanRow, ...]:
        return tuple(row for row in result.planned if row.month < date(2020, 7, 1))

    assert released(laid(reader, *random_steps(seed))) == released(laid(reader))
    months = laid(reader, *random_steps(seed)).months
    assert (months["before"] == months["after"])[months["state"] == "released"].all()


@pytest.mark.parametrize("months", [1, 2, 7, 24])
def test_moving_there_and_back_is_the_plan_as_it_was(reader: TinyReader, months: int) -> None:
    assert laid(reader, Move("SYS-X", months), Move("SYS-X", -months)).planned == laid(reader).planned


@pytest.mark.parametrize("sub", ["A1", "A2", "A3"])
def test_a_hundred_per_cent_changes_nothing(reader: TinyReader, sub: str) -> None:
    assert laid(reader, Scale(sub, Decimal(100))).planned == laid(reader).planned


@pytest.mark.parametrize(
    "selection",
    [
        pytest.param(Selection(units=("U2",)), id="unit"),
        pytest.param(Selection(systems=("none",)), id="without system"),
        pytest.param(Selection(measures=("unplaced",)), id="not placed"),
        pytest.param(Selection(role_groups=("R1",), sub_measures=("A1", "A2")), id="both"),
        pytest.param(Selection(unit="person_years"), id="person-years"),
    ],
)
def test_what_is_shown_is_narrowed_by_the_selection_as_every_figure_is(
    reader: TinyReader, selection: Selection
) -> None:
    result = apply(reader, selection, Scenario())
    series = monthly(reader, selection)
    planned = {row["month"]: row["planned"] for row in series.to_dict("records")}
    for row in result.months.to_dict("records"):
        assert row["before"] == pytest.approx(planned.get(row["month"], 0.0))
    assert result.planned == laid(reader).planned


def test_the_period_of_the_selection_does_not_cut_the_scenario(reader: TinyReader) -> None:
    short = laid(reader, Move("SYS-X", 3), first=date(2020, 1, 1), last=date(2020, 3, 1))
    whole = laid(reader, Move("SYS-X", 3))
    assert (short.remaining_after, short.tail, short.forecast_after) == (
        whole.remaining_after, whole.tail, whole.forecast_after
    )  # fmt: skip


# --- the value ------------------------------------------------------------------------------------

EVERY = Scenario(
    (
        Move("SYS-X", -6),
        Scale("4.3", Decimal("82.5")),
        Drop("A:2;b"),
        Add("B1", date(2025, 1, 1), date(2025, 6, 1), Decimal(40), "U1", "R1"),
    )
)


def test_a_scenario_comes_back_from_its_text() -> None:
    text = EVERY.to_text()
    assert text == "move:SYS-X:-6;scale:4.3:82.5;drop:A%3A2%3Bb;add:B1:2025-01:2025-06:40:U1:R1"
    assert Scenario.from_text(text) == EVERY
    assert Scenario.from_text("") == Scenario()


@pytest.mark.parametrize("seed", range(20))
def test_every_scenario_comes_back(seed: int) -> None:
    scenario = Scenario(random_steps(seed))
    assert Scenario.from_text(scenario.to_text()) == scenario


@pytest.mark.parametrize(
    "text",
    [
        "fly:SYS-X:3", "move:SYS-X", "move:SYS-X:0", "move:SYS-X:x", "move:SYS-X:999", "move::3", "scale:A1:-1",
        "scale:A1:NaN", "scale:A1:1001", "scale:A1:1.234", "drop", "add:A1:2025-13:2025-12:4:U1:R1",
        "add:A1:2025-06:2025-01:4:U1:R1", "add:A1:2025-01:2025-06:0:U1:R1", ";".join(["drop:A1"] * 21),
    ],
)  # fmt: skip
def test_a_text_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError):
        Scenario.from_text(text)


def test_steps_are_taken_back_one_by_one() -> None:
    scenario = Scenario().with_step(Drop("A1")).with_step(Scale("A2", Decimal("80.0")))
    assert scenario.steps == (Drop("A1"), Scale("A2", Decimal(80)))
    assert scenario.without(0).steps == (Scale("A2", Decimal(80)),)
    with pytest.raises(ScenarioError):
        scenario.with_step(Move("SYS-X", 0))


def test_a_scenario_says_itself_in_both_languages(reader: TinyReader) -> None:
    names = metrics.names(reader)
    scenario = Scenario(
        (*EVERY.steps[:1], Move("SYS-Y", 1), Scale("A1", Decimal(80)), Drop("A2"), EVERY.steps[3])
    )
    assert scenario.describe(NB, names) == (
        "System SYS-X innføres 6 måneder tidligere; System SYS-Y innføres 1 måned senere; "
        "A1 Del A1 settes til 80\N{NO-BREAK SPACE}% av planen; A2 Del A2 tas ut; "
        "B1 Del B1 får 40\N{NO-BREAK SPACE}t i måneden januar–juni 2025, Enhet U1, Rolle R1"
    )
    assert Scenario().describe(NB, names) == "planen som den er"


# --- capacity -------------------------------------------------------------------------------------


def with_capacity() -> TinyReader:
    """One person in U1 × R1 at 9,5 % of a position: in 2020 16,39 hours in July (23 working days), 14,96 in August and
    November (21), 15,68 in September, October and December (22). The plan takes 15,25 in July–September, 14 later.
    """
    reader = warehouse_of(plan_of_two_years())
    reader.con.execute("insert into capacity values ('U1', 'R1', 1, 0.095, '1900-01-01', '9999-12-31', null)")
    return reader


def full(effect: CapacityEffect, side: str) -> set[tuple[str, str, int]]:
    """Unit, role group and month of 2020 of what is over-full."""
    rows = effect.rows[effect.rows[f"over_{side}"]].to_dict("records")
    return {(row["unit"], row["role_group"], row["month"].month) for row in rows if row["month"].year == 2020}


def test_over_full_months_are_counted_before_and_after() -> None:
    reader = with_capacity()
    more = Add("B1", date(2020, 7, 1), date(2020, 7, 1), Decimal("0.5"), "U1", "R1")
    effect = capacity_effect(reader, laid(reader, more, Drop("A3")))
    assert (full(effect, "before"), full(effect, "after")) == ({("U1", "R1", 8)}, set())
    july = effect.rows[effect.rows["available"].notna()].iloc[0]
    assert (july["available"], july["before"], july["after"]) == (pytest.approx(16.3875), 15.25, 14.5)
    assert july["load_before"] == pytest.approx(15.25 * 100 / 16.3875)


def test_months_that_turn_are_named() -> None:
    reader = with_capacity()
    steps = (Move("SYS-X", 3), Add("B1", date(2020, 10, 1), date(2020, 10, 1), Decimal("0.5"), "U1", "R1"))
    effect = capacity_effect(reader, laid(reader, *steps))
    assert full(effect, "after") == {("U1", "R1", 10), ("U1", "R1", 11)}  # 15,75 and 15,25
    told = capacity_effect_words(effect, NB)
    counts = {side: len(effect.rows[effect.rows[f"over_{side}"]]) for side in ("before", "after")}
    assert told[0] == (
        f"Overfulle måneder, talt per enhet og rollegruppe: {counts['before']} med planen, {counts['after']} med "
        "scenarioet."
    )
    # Three hours of January and February 2021 stand on no code: 17 of 14,25.
    assert told[1] == (
        "Fullest i scenarioet: Rolle R1 (Enhet U1) i januar 2021, 119\N{NO-BREAK SPACE}% av kapasiteten "
        "(119\N{NO-BREAK SPACE}% med planen)."
    )
    assert told[2].startswith("Blir overfull: Rolle R1 (Enhet U1): oktober–november 2020")
    assert told[3].startswith("Er ikke lenger overfull: Rolle R1 (Enhet U1): august 2020")
    assert told[4] == "Uten registrert kapasitet, og derfor ikke vurdert: Rolle R2 (Enhet U2)."


def test_capacity_counts_all_that_the_same_people_work_on() -> None:
    reader = with_capacity()
    narrow = capacity_effect(reader, laid(reader, Drop("A3"), sub_measures=("A2",), unit="cost_nok"))
    whole = capacity_effect(reader, laid(reader, Drop("A3")))
    assert narrow.rows.equals(whole.rows)


def test_effort_before_agrees_with_the_capacity_figures() -> None:
    reader = with_capacity()
    effect = capacity_effect(reader, laid(reader))
    figures = capacity(reader, Selection(first=date(2020, 7, 1), last=date(2021, 12, 1)))
    there = {(row["unit"], row["role_group"], row["month"]): row for row in figures.to_dict("records")}
    assert len(there) == len(effect.rows)
    for row in effect.rows.to_dict("records"):
        own = there[row["unit"], row["role_group"], row["month"]]
        assert row["before"] == row["after"] == pytest.approx(own["forecast"])
        assert row["over_before"] == own["over_full"]


def test_without_capacity_nothing_is_judged(reader: TinyReader) -> None:
    effect = capacity_effect(reader, laid(reader, Move("SYS-X", 1)))
    assert (effect.known, effect.over_full("after")) == (False, 0)
    assert capacity_effect_words(effect, NB) == ["Kapasitet er ikke registrert for månedene som gjenstår."]
