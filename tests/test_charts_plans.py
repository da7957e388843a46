"""The charts of plans: the line of time, two plans against each other, and month by month."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

import charts
import language
from charts import Chart, PlanLine, PlanNames

NB, EN = language.get("nb"), language.get("en")
EVIL = "Plan <b>4</b> & %{x}"
TRIED = PlanNames("gjeldende plan", "scenario", tried=True)
REVISED = PlanNames("før", "etter")


def day(year: int, month: int, number: int = 1) -> dt.date:
    return dt.date(year, month, number)


LINES = (
    PlanLine(EVIL, (day(2019, 1), day(2021, 12)), ((day(2019, 1), day(2019, 5)),), day(2018, 12, 10), False,
             "ny plan, hele planen", "Gjelder januar–mai 2019", "Vedtatt"),
    PlanLine("Utkast", (day(2021, 1), day(2022, 3)), (), None, True, "revisjon", "Utkast", ""),
)  # fmt: skip


def timeline(*lines: PlanLine, lang: language.Language = NB, dark: bool = False) -> Chart:
    return charts.plan_timeline(
        lines, title="Hvilken plan?", message="To planer.", basis="B", lang=lang, dark=dark
    )


def changes(
    names: PlanNames = TRIED, rows: Any = ((EVIL, 100.0, 60.0), ("B", 10.0, 30.0), ("C", 5.0, 5.0))
) -> Chart:
    frame = pd.DataFrame(rows, columns=["label", "before", "after"])
    return charts.plan_changes(frame, names, title="T", unit="hours", basis="B", message="M.", lang=NB)


def months(rows: Any = None, names: PlanNames = TRIED) -> Chart:
    told = rows if rows is not None else [
        (day(2024, 8), 10.0, 10.0, 12.0, "released"),
        (day(2024, 9), 10.0, 0.0, None, "open"),
        (day(2024, 10), 10.0, 20.0, 3.0, "open"),
        (day(2024, 11), 0.0, 10.0, None, "tail"),
    ]  # fmt: skip
    frame = pd.DataFrame(told, columns=["month", "before", "after", "actual", "state"])
    return charts.plan_months(frame, names, title="T", unit="hours", basis="B", message="M.", lang=NB)


def trace(chart: Chart, name: str) -> Any:
    (found,) = [one for one in chart.figure.data if one.name == name]
    return found


@pytest.mark.parametrize(
    "chart", [timeline(), changes(rows=()), months(rows=[])], ids=["time", "changes", "months"]
)
def test_no_rows_are_said_in_words(chart: Chart) -> None:
    assert chart.message == "Ingenting å vise for dette utvalget."
    assert chart.table.empty


def test_the_line_of_time_draws_what_counts_solid_and_what_is_covered_outlined() -> None:
    drawn = timeline(*LINES)
    boxes = [(shape.x0, shape.x1, shape.line.dash, shape.fillcolor) for shape in drawn.figure.layout.shapes]
    light = charts.LIGHT
    assert boxes == [
        (day(2019, 1), day(2022, 1), "solid", light.background),
        (day(2019, 1), day(2019, 6), "solid", light.actual),
        (day(2021, 1), day(2022, 4), "dot", light.background),
    ]
    assert trace(drawn, "utkast").marker.pattern.shape == "/"
    assert list(trace(drawn, "vedtatt").x) == [day(2018, 12, 10)]


def test_the_line_of_time_says_all_in_its_table_and_shows_names_as_text() -> None:
    drawn = timeline(*LINES)
    assert list(drawn.table["Vedtatt"]) == ["10.12.2018", "ikke vedtatt"]
    assert list(drawn.table["Begrunnelse"]) == ["Vedtatt", "ikke oppgitt"]
    assert next(iter(drawn.table["Måneder planen dekker"])) == "januar 2019 – desember 2021"
    words = [one.text for one in drawn.figure.layout.annotations]
    assert any("Plan &lt;b&gt;4&lt;/b&gt; &amp; %{x}" in text for text in words)
    assert drawn.alt == "Hvilken plan?. To planer."


def test_what_is_tried_out_is_hatched_and_what_is_decided_is_not() -> None:
    assert trace(changes(), "scenario").marker.pattern.shape == "/"
    assert trace(changes(REVISED), "etter").marker.pattern.shape is None
    assert trace(months(), "scenario").marker.pattern.shape == "/"


def test_changes_stand_beside_their_sums_with_a_sign_and_no_judging_colour() -> None:
    drawn = changes()
    assert list(trace(drawn, "Endring").x) == [-40.0, 20.0, 0.0]
    assert trace(drawn, "Endring").marker.color == charts.LIGHT.actual
    words = " ".join(one.text for one in drawn.figure.layout.annotations)
    for told in ("100,0", "▼ −40,0", "▲ +20,0", "uendret"):
        assert told in words


def test_the_table_of_changes_ends_with_the_sum() -> None:
    table = changes().table
    assert list(table.iloc[-1]) == ["Sum", 115.0, 95.0, -20.0]
    assert list(table.columns)[1:3] == ["gjeldende plan (timer)", "scenario (timer)"]


def test_released_months_show_what_was_spent_and_open_ones_the_scenario() -> None:
    drawn = months()
    assert list(trace(drawn, "Faktisk").y) == [12.0, None, None, None]
    assert list(trace(drawn, "scenario").y) == [None, 0.0, 20.0, 10.0]
    assert list(trace(drawn, "gjeldende plan").y) == [10.0, 10.0, 10.0, 0.0]
    words = [one.text for one in drawn.figure.layout.annotations]
    assert "gjenstår →" in words
    assert "etter planens slutt →" in words
    assert list(drawn.table["Status"]) == ["frigitt", "gjenstår", "gjenstår", "etter planens slutt"]


def test_a_hidden_month_is_told_and_draws_no_actual() -> None:
    frame = pd.DataFrame(
        [(day(2024, 8), 10.0, 10.0, None, "released", "hidden")],
        columns=["month", "before", "after", "actual", "state", "note_code"],
    )
    drawn = charts.plan_months(frame, TRIED, title="T", unit="hours", basis="B", message="M.", lang=NB)
    assert list(trace(drawn, "Faktisk").y) == [None]
    assert list(drawn.table["Status"]) == ["frigitt, skjult av personvernhensyn"]
    assert "skjult av personvernhensyn" in trace(drawn, "scenario").customdata[0]


@pytest.mark.parametrize("dark", [False, True])
def test_each_theme_has_its_own_ground(dark: bool) -> None:
    drawn = timeline(*LINES, lang=EN, dark=dark)
    assert (
        drawn.figure.layout.template.layout.paper_bgcolor
        == (charts.DARK if dark else charts.LIGHT).background
    )
