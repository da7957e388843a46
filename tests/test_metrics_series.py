"""Months, series, attention, data basis and the source rows: what stands around the figures."""

import math
import pickle
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import language
import metrics
from metrics import Selection, SelectionError
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, four_versions, warehouse_of, year

NB = language.get("nb")
EN = language.get("en")
NBSP = "\N{NO-BREAK SPACE}"
Y2019: dict[str, Any] = {"first": date(2019, 1, 1), "last": date(2019, 12, 1)}


@pytest.fixture(scope="module")
def rows() -> Rows:
    return four_versions()


@pytest.fixture(scope="module")
def reader(rows: Rows) -> TinyReader:
    return warehouse_of(rows)


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


# --- months -----------------------------------------------------------------------------------------


def test_months_say_what_is_compared_and_what_is_left_out(reader: TinyReader) -> None:
    selection = Selection(first=date(2019, 11, 1), last=date(2021, 7, 1), plan="original")
    assert metrics.months(reader, selection).words(NB) == (
        "Sammenlignet: november 2019 – desember 2019, januar–mars 2021 (5 måneder). "
        "Ikke sammenlignet: januar–desember 2020 (ingen plan dekker), april–mai 2021 (foreløpig), "
        f"juni–juli 2021 (ingen frigitte tall). Der er det ført 90,0{NBSP}t."
    ).replace("november 2019 – desember 2019", "november–desember 2019")


def test_months_of_a_part_of_the_actual_figures_are_summed_and_not_compared(reader: TinyReader) -> None:
    allocated = Selection(first=date(2021, 1, 1), last=date(2021, 7, 1), qualities=("allocated",))
    basis = metrics.months(reader, allocated)
    assert (basis.comparable, basis.counted, basis.note_code) == (
        (),
        tuple(year(2021, 1, 3)),
        "part_of_actual",
    )
    assert basis.words(NB).replace(NBSP, " ") == (
        "Bare en del av de faktiske tallene er valgt, så ingenting er sammenlignet. Summert: januar–mars 2021. "
        "Ikke sammenlignet: april–mai 2021 (foreløpig), juni–juli 2021 (ingen frigitte tall). "
        "Der er det ført 18,0 t."
    )
    told = metrics.data_basis(reader, allocated)
    assert (told.plan_versions, told.quality) == ((), {"allocated": 1.0})
    assert "Plan:" not in told.words(NB)


def test_left_out_effort_is_in_the_unit_of_display(reader: TinyReader) -> None:
    selection = Selection(
        first=date(2020, 1, 1), last=date(2020, 12, 1), plan="original", unit="person_years"
    )
    assert metrics.months(reader, selection).left_out_actual == 72 / 1600


def test_months_without_plan_or_release_say_so(reader: TinyReader) -> None:
    year_2020 = Selection(first=date(2020, 1, 1), last=date(2020, 12, 1), plan="original")
    assert metrics.months(reader, year_2020).words(NB).startswith("Ingen plan dekker månedene")
    later = Selection(first=date(2021, 5, 1), last=date(2021, 12, 1))
    assert metrics.months(reader, later).words(NB).startswith("Ingen måneder er frigitt")
    assert metrics.months(reader, later).note_code == "not_released"


# --- by month ---------------------------------------------------------------------------------------


def test_monthly_by_hand(reader: TinyReader) -> None:
    series = metrics.monthly(reader, Selection(first=date(2019, 12, 1), plan="original"))
    seen = {
        row["month"]: (
            row["state"],
            *(_or_none(row[c]) for c in ("planned", "actual", "cum_planned", "cum_actual")),
        )
        for row in series.to_dict("records")
    }
    assert seen[date(2019, 12, 1)] == ("comparable", 14.0, 15.0, 14.0, 15.0)
    assert seen[date(2020, 6, 1)] == ("uncovered", None, 6.0, 14.0, 15.0)
    assert seen[date(2021, 3, 1)] == ("comparable", 8.0, 9.0, 38.0, 42.0)
    assert seen[date(2021, 5, 1)] == ("provisional", 8.0, 9.0, 54.0, None)
    assert seen[date(2021, 12, 1)] == ("future", 8.0, None, 110.0, None)
    assert len(seen) == 25


def test_hours_without_a_notional_cost_are_not_called_unreleased() -> None:
    rows = Rows(sources=[SourceRow("dfo_time", date(2023, 2, 1))])
    rows.actual("A1", [date(2023, 1, 1)], "11.75", source="dfo_time")
    reader = warehouse_of(rows)
    cost = Selection(unit="cost_nok")
    assert metrics.months(reader, cost).uncovered == (date(2023, 1, 1),)
    words = metrics.data_basis(reader, cost).words(NB).replace(NBSP, " ")
    assert "11,8 t mangler timekost og er ikke med i kronene." in words
    assert "frigitt" not in words


def test_running_sums_are_silent_where_nothing_is_compared(reader: TinyReader) -> None:
    alone = metrics.monthly(
        reader, Selection(first=date(2020, 1, 1), last=date(2020, 12, 1), plan="original")
    )
    assert alone["actual"].sum() == 72.0
    assert alone["cum_planned"].isna().all()
    assert alone["cum_actual"].isna().all()
    # 2020 comes before the first compared month of one selection and after the last of the other.
    later = metrics.monthly(
        reader, Selection(first=date(2020, 11, 1), last=date(2021, 1, 1), plan="original")
    )
    assert [_or_none(sum_) for sum_ in later["cum_actual"]] == [None, None, 9.0]
    assert [_or_none(sum_) for sum_ in later["cum_planned"]] == [None, None, 8.0]
    earlier = metrics.monthly(
        reader, Selection(first=date(2019, 12, 1), last=date(2020, 2, 1), plan="original")
    )
    assert [_or_none(sum_) for sum_ in earlier["cum_actual"]] == [15.0, None, None]


@pytest.mark.parametrize("plan", ["in_force", "original", "P2"])
@pytest.mark.parametrize("unit", metrics.UNITS)
def test_monthly_is_the_comparison_by_month(rows: Rows, reader: TinyReader, plan: str, unit: str) -> None:
    selection = Selection(plan=plan, unit=unit)
    series = metrics.monthly(reader, selection)
    assert dict(zip(series["month"], series["state"], strict=True)) == second_route.states(rows, selection)
    compared = series[series["state"] == "comparable"]
    total = second_route.compare(rows, selection, ()).get((), {"planned": 0.0, "actual": 0.0})
    if not compared.empty:
        assert compared["planned"].sum() == pytest.approx(total["planned"])
        assert compared["cum_actual"].iloc[-1] == pytest.approx(total["actual"])


def test_monthly_by_key_has_every_month_for_every_key(reader: TinyReader) -> None:
    series = metrics.monthly(reader, Selection(**Y2019), ("system",))
    assert series.groupby("system_nb", sort=False).size().to_dict() == {
        "System SYS-X": 12,
        "uten system": 12,
        "ikke plassert": 12,
    }
    assert series["actual"].sum() == 194.0


def test_go_live_counts_months_from_the_actual_date_else_the_revised_else_the_planned() -> None:
    rows = four_versions()
    reader = warehouse_of(rows)
    _milestone(reader, "M1", "SYS-X", planned=date(2019, 3, 1), revised=date(2019, 7, 15))
    _milestone(reader, "M2", "SYS-Z", planned=date(2021, 1, 1))
    found = metrics.go_live_series(reader, Selection(**Y2019), "SYS-X")
    assert (found.go_live, found.basis_date) == (date(2019, 7, 15), "revised")
    assert found.frame["months_to_go_live"].tolist() == [float(n) for n in range(-6, 6)]
    assert found.frame["actual"].sum() == 151.0
    without = metrics.go_live_series(reader, Selection(), "SYS-Y")
    assert (without.go_live, without.basis_date) == (None, "")
    assert without.frame["months_to_go_live"].isna().all()
    assert metrics.go_live_series(reader, Selection(), "SYS-Z").basis_date == "planned"


def _milestone(
    reader: TinyReader, key: str, system: str, planned: date | None = None, revised: date | None = None
) -> None:
    reader.con.execute(
        "insert into milestone (milestone_id, system_id, name_nb, name_en, is_go_live, planned_date, revised_date, "
        "actual_text) values (?, ?, 'Innføring', 'Roll-out', true, ?, ?, 'ikke ennå')",
        [key, system, planned, revised],
    )


# --- systems and measures -----------------------------------------------------------------------------


def test_every_system_has_its_row_also_without_effort() -> None:
    reader = warehouse_of(four_versions())
    _milestone(reader, "M1", "SYS-Z", planned=date(2025, 1, 1))
    found = metrics.system_overview(reader, Selection(**Y2019))
    assert found["system"].tolist() == ["SYS-X", "SYS-Y", "SYS-Z"]
    assert found["has_effort"].tolist() == [True, False, False]
    assert found["sub_measures"].tolist() == ["A1,A3", "B1", ""]
    assert found["actual"].iloc[0] == 151.0
    assert found["go_live_planned"].tolist() == [None, None, date(2025, 1, 1)]
    assert found["go_live_actual_text"].tolist() == [None, None, "ikke ennå"]
    assert metrics.note_words("no_effort", NB) == "verken planlagt eller ført timer"


def test_measure_tree_has_every_sub_measure_and_its_warnings() -> None:
    reader = warehouse_of(four_versions())
    reader.con.execute(
        "insert into alias values ('measure', 'Tiltak 20', 'MA', '1900-01-01', '9999-12-31', 'Overskriften sier 20', "
        "null), ('measure', '20', 'MA', '1900-01-01', '9999-12-31', 'Overskriften sier 20', null)"
    )
    first, second = metrics.measure_tree(reader)
    assert [sub.sub_measure_id for sub in first.sub_measures] == ["A1", "A2", "A3"]
    assert [sub.sub_measure_id for sub in second.sub_measures] == ["B1"]
    assert first.aliases == ("20", "Tiltak 20")
    assert first.warnings == (("Overskriften sier 20", "Overskriften sier 20"),)
    assert second.warnings == ()


# --- data basis ---------------------------------------------------------------------------------------


def test_data_basis(rows: Rows, reader: TinyReader) -> None:
    basis = metrics.data_basis(reader, Selection(**Y2019))
    assert basis.plan_versions == ("P1", "P2", "P3")
    assert [used.file_name for used in basis.imports] == ["own_hours.xlsx"]
    assert basis.extracted == date(2021, 6, 1)
    assert basis.quality == pytest.approx({"measured": 3 / 194, "estimated": 191 / 194})
    assert basis.version == 1
    assert basis.words(NB).replace(NBSP, " ") == (
        "Plan: Plan P1, Plan P2, Plan P3. Sammenlignet: januar–desember 2019 (12 måneder). "
        "Faktiske tall: 2 % målt, 98 % anslått. Fra 1 import, tatt ut 01.06.2021. Datavarehusets versjon 1."
    )


def test_data_basis_names_the_plan_that_planned_nothing(reader: TinyReader) -> None:
    nothing_planned = metrics.data_basis(reader, replace(Selection(**Y2019), units=("X",)))
    assert nothing_planned.plan_versions == ("P1", "P2", "P3")
    uncovered = Selection(first=date(2020, 1, 1), last=date(2020, 12, 1), plan="original")
    assert metrics.data_basis(reader, uncovered).words(NB).startswith("Plan: ingen. Ingen plan dekker")
    unreleased = Selection(first=date(2021, 5, 1), last=date(2021, 12, 1))
    assert metrics.data_basis(reader, unreleased).words(NB).startswith("Ingen måneder er frigitt")


def test_data_basis_counts_no_import_between_the_compared_months() -> None:
    rows = four_versions()
    rows.sources = [SourceRow("own_hours", date(2021, 3, 1)), SourceRow("own_plan", None, kind="plan")]
    reader = warehouse_of(rows)
    reader.con.execute(
        "update import_log set period_first = '2020-01-01', period_last = '2020-12-01' where kind = 'plan'"
    )
    used = metrics.data_basis(reader, Selection(plan="original")).imports
    assert [one.file_name for one in used] == ["own_hours.xlsx"]


def test_answers_can_be_kept_in_a_cache(reader: TinyReader) -> None:
    compared = metrics.compare(reader, Selection(**Y2019), ("system",))
    kept = pickle.loads(pickle.dumps(compared))
    assert kept.basis == compared.basis
    assert kept.total == compared.total


def test_data_basis_prints_the_working_time_constant_and_what_has_no_price(reader: TinyReader) -> None:
    years = metrics.data_basis(reader, Selection(**Y2019, unit="person_years")).words(NB).replace(NBSP, " ")
    assert "Regnet i årsverk à 1 600 timer." in years
    cost = metrics.data_basis(reader, Selection(unit="cost_nok"))
    assert cost.unpriced_hours == 221.0  # 194 of 2019 and 9 × 3 of 2021
    both = metrics.data_basis(
        reader, Selection(first=date(2019, 1, 1), unit="cost_nok", last=date(2020, 12, 1))
    )
    assert both.unpriced_hours == 194.0
    assert "194,0 t mangler timekost" in both.words(NB).replace(NBSP, " ")


def test_invented_figures_are_said_to_be_invented() -> None:
    rows = four_versions()
    rows.sources = [SourceRow("own_hours", date(2021, 3, 1), is_sample=True)]
    reader = warehouse_of(rows)
    assert metrics.sample_is_loaded(reader)
    assert "Tallene er oppdiktede." in metrics.data_basis(reader, Selection()).words(NB)
    rows.sources = [replace(rows.sources[0], status="undone"), SourceRow("own_hours", date(2021, 3, 1))]
    assert not metrics.sample_is_loaded(warehouse_of(rows))


# --- the selection ------------------------------------------------------------------------------------

FULL = Selection(
    first=date(2019, 1, 1),
    last=date(2021, 12, 1),
    measures=("MA", "MB"),
    sub_measures=("A1",),
    systems=("SYS-X", "none"),
    units=("U1",),
    role_groups=("R1",),
    plan="P2",
    as_of=date(2019, 8, 1),
    unit="person_years",
)
MEASURED = replace(FULL, qualities=("measured", "estimated"))


def test_a_selection_survives_the_address() -> None:
    assert Selection().to_query() == {}
    assert FULL.to_query()["systems"] == "SYS-X,none"
    assert Selection.from_query(FULL.to_query()) == FULL
    assert MEASURED.to_query()["qualities"] == "measured,estimated"
    assert Selection.from_query(MEASURED.to_query()) == MEASURED
    assert Selection.from_query({"something_else": "1", "plan": ""}) == Selection()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"first": "2019-13"}, "first"),
        ({"first": "januar"}, "first"),
        ({"last": "2019-1"}, "last"),
        ({"as_of": "31.12.2019"}, "as_of"),
        ({"unit": "fot"}, "unit"),
        ({"qualities": "målt"}, "qualities"),
        ({"first": "2020-01", "last": "2019-01"}, "last"),
    ],
    ids=str,
)
def test_an_address_that_means_nothing_is_refused(query: dict[str, str], field: str) -> None:
    with pytest.raises(SelectionError) as caught:
        Selection.from_query(query)
    assert caught.value.field == field


def test_a_selection_says_itself(reader: TinyReader) -> None:
    names = metrics.names(reader)
    assert Selection().describe(NB, names) == "alle måneder · sammenlignet med gjeldende plan · timer"
    assert FULL.describe(NB, names).replace(NBSP, " ") == (
        "januar 2019 – desember 2021 · tiltak: Tiltak MA, Tiltak MB · deltiltak: Del A1 – lang · "
        "system: System SYS-X, uten system · enhet: Enhet U1 · rollegruppe: Rolle R1 · "
        "sammenlignet med planversjonen «Plan P2» · slik planen var 01.08.2019 · årsverk à 1 600 timer"
    )
    assert "Measure MA" in FULL.describe(EN, names)
    assert " · bare tall som er målt, anslått, uten plan · " in MEASURED.describe(NB, names)
    assert "sammenlignet med" not in MEASURED.describe(NB, names)


# --- source rows --------------------------------------------------------------------------------------


@pytest.fixture
def with_facts() -> TinyReader:
    """Two files of own hours, the second replacing January, and one ledger-like file with codes."""
    rows = Rows(
        versions=[VersionRow("P", "baseline", date(2018, 1, 1), date(2019, 1, 1), date(2019, 12, 1))],
        sources=[
            SourceRow("own_hours", date(2019, 12, 1)),
            SourceRow("own_hours", date(2019, 12, 1)),
            SourceRow("dfo_time", date(2019, 12, 1)),
            SourceRow("own_plan", None, kind="plan"),
        ],
    )
    rows.plan("P", "A1", year(2019, 1, 2), 8)
    rows.actual("A1", year(2019, 1, 2), 5)
    reader = warehouse_of(rows)
    con = reader.con
    fact = (
        "insert into actual_effort (import_id, sheet, source_row, coverage_key, sub_measure_id, source_code, "
    )
    fact += "code_kind, unit_id, role_group_id, period, actual_hours, quality) values "
    con.execute(
        fact + "(1, 'Ark1', 2, 'jan', 'A1', null, null, 'U1', 'R1', '2019-01-01', 99, 'estimated'),"
        "(1, 'Ark1', 3, 'feb', 'A1', null, null, 'U1', 'R1', '2019-02-01', 5, 'estimated'),"
        "(2, 'Ark1', 2, 'jan', 'A1', null, null, 'U1', 'R1', '2019-01-01', 2, 'estimated'),"
        "(3, 'Timer', 7, 'x', null, 'K1', 'subproject', null, null, '2019-01-01', 4, 'measured'),"
        "(3, 'Timer', 8, 'x', null, 'K9', 'subproject', null, null, '2019-01-01', 123456789.1234, 'measured')"
    )
    con.execute(
        "insert into code_map values ('subproject', 'K1', 'A1', 0.75, '2019-01-01', '2019-12-31'),"
        "('subproject', 'K1', 'B1', 0.25, '2019-01-01', '2019-12-31'),"
        "('subproject', 'K9', 'B1', 1, '2023-01-01', '2023-12-31')"
    )
    con.execute(
        "insert into coverage values (1, 'own_hours', 'jan'), (1, 'own_hours', 'feb'), (2, 'own_hours', 'jan'), "
        "(3, 'dfo_time', 'x'), (4, 'own_plan', 'p')"
    )
    con.execute(
        "insert into planned_effort (import_id, sheet, source_row, coverage_key, plan_version_id, sub_measure_id, "
        "unit_id, role_group_id, period, planned_hours) values "
        "(4, 'Plan', 2, 'p', 'P', 'A1', 'U1', 'R1', '2019-01-01', 8), (4, 'Plan', 3, 'p', 'P', 'A1', 'U1', 'R1', "
        "'2019-02-01', 8)"
    )
    return reader


def _seen(reader: TinyReader, selection: Selection) -> list[tuple[Any, ...]]:
    found = metrics.source_rows(reader, selection)
    return [(r["side"], r["file"], r["row"], r["sub_measure"], r["hours"]) for r in found.to_dict("records")]


def test_source_rows_are_the_facts_that_count(with_facts: TinyReader) -> None:
    assert _seen(with_facts, Selection(sub_measures=("A1",))) == [
        ("actual", "own_hours.xlsx", 3, "A1", 5.0),
        ("actual", "dfo_time.xlsx", 7, "A1", 3.0),
        ("actual", "own_hours.xlsx", 2, "A1", 2.0),
        ("planned", "own_plan.xlsx", 3, "A1", 8.0),
        ("planned", "own_plan.xlsx", 2, "A1", 8.0),
    ]


def test_source_rows_of_what_is_not_placed(with_facts: TinyReader) -> None:
    january = Selection(first=date(2019, 1, 1), last=date(2019, 1, 1), measures=("unplaced",))
    assert _seen(with_facts, january) == [("actual", "dfo_time.xlsx", 8, None, 123456789.1234)]


def test_undoing_an_import_brings_back_what_it_replaced(with_facts: TinyReader) -> None:
    with_facts.con.execute("update import_log set status = 'undone' where import_id = 2")
    january = Selection(first=date(2019, 1, 1), last=date(2019, 1, 1), units=("U1",))
    assert ("actual", "own_hours.xlsx", 2, "A1", 99.0) in _seen(with_facts, january)


def test_series_of_their_own(with_facts: TinyReader) -> None:
    with_facts.con.execute(
        "insert into backlog values (3, 'R', 2, 'x', 'SYS-X', null, '2022-09-30', 1240, 410), "
        "(1, 'R', 2, 'jan', 'SYS-X', null, '2022-09-30', 9999, 1)"
    )
    with_facts.con.execute(
        "insert into instrument_hours values (3, 'I', 2, 'x', 'SYS-Y', 'K1', '2024-01-01', 'Mikroskop', 3.5, 100), "
        "(3, 'I', 3, 'x', 'SYS-Y', 'K1', '2024-01-01', 'Laser', 1.25, null)"
    )
    backlog = metrics.backlog(with_facts)
    assert backlog[["snapshot_date", "system", "items", "median_age_days"]].values.tolist() == [
        [date(2022, 9, 30), "SYS-X", 1240, 410.0]
    ]
    used = metrics.instrument_hours(with_facts)
    assert used[["month", "system_nb", "used_hours", "amount_nok"]].values.tolist() == [
        [date(2024, 1, 1), "System SYS-Y", 4.75, 100.0]
    ]
    assert metrics.compare(with_facts, Selection(), ()).total["actual"] == 10.0
