"""The lines of a forecast and the steps of a cost variance draw what their table says."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

import charts
import language
from charts import DARK, LIGHT, Chart
from charts.forecast import GAP, HEIGHT, LINE, TOP, _apart

NB, EN = language.get("nb"), language.get("en")
NBSP = "\N{NO-BREAK SPACE}"
EVIL = "Tiltak <b>4</b> & %{x}"
ASKED: dict[str, Any] = {"title": "Hvor ender det?", "unit": "hours", "basis": "Plan: PV3.", "lang": NB}
MONTHS = [dt.date(2024, month, 1) for month in range(1, 7)]


def sums(planned: tuple[Any, ...] = (100, 200, 300, 400, 500, 600)) -> pd.DataFrame:
    actual = (130, 220, 360, None, None, None)
    return pd.DataFrame({"month": MONTHS, "cum_planned": planned, "cum_actual": actual})


def paths(*, tested: bool = True) -> pd.DataFrame:
    rows = []
    for label, numbers in (("restplan", (360, 460, 560, 660)), ("trend", (360, 480, 600, 720))):
        for place, (month, number) in enumerate(zip(MONTHS[2:], numbers, strict=True)):
            band = (number - 10 * place, number + 20 * place) if tested else (None, None)
            rows.append((label, month, number, *band))
    return pd.DataFrame(rows, columns=["label", "month", "cum_forecast", "low", "high"])


def lines(**asked: Any) -> Chart:
    told = ASKED | {"forecasts": paths(), "chosen": "restplan", "past": "Metoden bommer."} | asked
    return charts.forecast_lines(told.pop("frame", sums()), **told)


def steps(*amounts: float | None) -> pd.DataFrame:
    labels = ("Planlagt", "Antall timer", "Timesats", "Ikke planlagt", "Direkte kostnader", "Faktisk")
    kinds = ("plan", "step", "step", "step", "step", "actual")
    return pd.DataFrame({"label": labels, "kind": kinds, "amount": amounts})


def falls(*amounts: float | None, **asked: Any) -> Chart:
    rows = steps(*(amounts or (1000.0, 300.0, -50.0, 25.0, 0.0, 1275.0)))
    return charts.waterfall(rows, **(ASKED | {"unit": "cost_nok"} | asked))


def told(chart: Chart) -> str:
    return "\n".join(str(one.text) for one in chart.figure.layout.annotations).replace(NBSP, " ")


def trace(chart: Chart, name: str, mode: str | None = None) -> Any:
    return next(
        one
        for one in chart.figure.data
        if one.name == name and (mode is None or getattr(one, "mode", "") == mode)
    )


both = pytest.mark.parametrize("draw", [lines, falls], ids=["forecast_lines", "waterfall"])


# --- both ---------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_chart_is_whole(draw: Any, dark: bool) -> None:
    chart = draw(dark=dark)
    assert chart.title == "Hvor ender det?"
    assert chart.alt == f"{chart.title}. {chart.message}"
    assert chart.message.endswith(".")
    assert len(chart.table) == 6
    assert chart.basis == "Plan: PV3."
    assert chart.figure.layout.template.layout.paper_bgcolor == (DARK if dark else LIGHT).background
    assert chart.figure.layout.height >= 100
    assert not chart.figure.layout.template.layout.showlegend


@both
def test_english_differs(draw: Any) -> None:
    assert draw(lang=EN).alt != draw().alt


def test_zero_rows_are_told_in_words() -> None:
    for chart in (lines(frame=sums().head(0)), charts.waterfall(steps(*[None] * 6), **ASKED)):
        assert "Ingenting å vise" in told(chart)
        assert chart.message


# --- the lines of a forecast ----------------------------------------------------------------------------


def test_the_message_says_end_method_plan_and_past() -> None:
    assert lines().message.replace(NBSP, " ") == (
        "Med metoden restplan ender summen i juni 2024 på 660 t, 10 % over planen. Metoden bommer."
    )
    assert "20 % over planen" in lines(chosen="trend").message.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        ((100, 200, 300, 400, 500, 660), "som planlagt"),
        ((100, 200, 300, 400, 500, 880), "25 % under planen"),
        ((0, 0, 0, 0, 0, 0), "der ingenting er planlagt"),
        ((100, 200, 300, 400, 500, 657), "0,5 % over planen"),
    ],
)
def test_the_message_says_the_direction(planned: tuple[Any, ...], words: str) -> None:
    assert f"{words}." in lines(frame=sums(planned)).message.replace(NBSP, " ")


def test_plan_is_thin_actual_thick_forecast_dashed_in_a_hatched_band() -> None:
    chart = lines()
    plan, actual = trace(chart, "Plan", "lines"), trace(chart, "Faktisk", "lines")
    ahead = trace(chart, "Prognose, restplan", "lines")
    assert plan.line.width < actual.line.width
    assert (plan.line.dash, actual.line.dash) == (None, None)
    assert ahead.line.dash
    assert [None if pd.isna(one) else one for one in ahead.y] == [None, None, 360, 460, 560, 660]
    low, high = trace(chart, "nedre kant"), trace(chart, "øvre kant")
    assert list(low.y) == [360, 450, 540, 630]
    assert list(high.y) == [360, 480, 600, 720]
    assert high.fill == "tonexty"
    assert high.fillpattern.shape
    assert trace(chart, "Plan", "markers").marker.color == LIGHT.background
    assert trace(chart, "Faktisk", "markers").marker.color == LIGHT.actual


def test_the_table_has_all_methods_and_the_band_of_the_chosen_one() -> None:
    table = lines().table
    assert list(table.columns) == [
        "Måned", "Planlagt hittil (timer)", "Faktisk hittil (timer)", "Prognose, restplan (timer)",
        "Prognose, trend (timer)", "Båndets nedre kant, restplan (timer)", "Båndets øvre kant, restplan (timer)",
    ]  # fmt: skip
    assert table.iloc[-1].tolist()[3:] == [660.0, 720.0, 630.0, 720.0]


def test_a_method_that_could_not_be_tested_has_no_band() -> None:
    chart = lines(forecasts=paths(tested=False))
    assert not [one for one in chart.figure.data if one.fill]
    assert "bånd" not in told(chart)
    assert len(chart.table.columns) == 5


def test_without_a_forecast_the_lines_are_drawn_and_it_is_said() -> None:
    chart = lines(forecasts=None, chosen="")
    assert chart.message.startswith("Det finnes ingen prognose for dette utvalget.")
    assert trace(chart, "Faktisk", "lines")


def test_labels_stand_at_the_ends_and_never_on_each_other() -> None:
    words = told(lines())
    assert "<b>Prognose 660</b><br>630 – 720" in words
    assert "Plan 600" in words
    assert "<b>Faktisk 360</b>" in words
    close = [(600.0, ["Plan 600"]), (605.0, ["Prognose 605", "590 – 640"]), (606.0, ["andre"])]
    placed = _apart(close, [0.0, 700.0])
    room = HEIGHT - TOP - 44
    for (below, one), (above, other) in pairwise(placed):
        assert (above - below) * room >= LINE * (len(one) + len(other)) / 2 + GAP - 1e-9


def test_kroner_of_a_forecast_are_in_millions() -> None:
    frame = sums().assign(cum_planned=lambda f: f["cum_planned"] * 10_000)
    chart = lines(frame=frame, unit="cost_nok")
    assert "Plan 6,0" in told(chart)
    assert "mill. kr" in told(chart)


# --- the steps of a cost variance ---------------------------------------------------------------------------


def test_steps_lead_from_plan_to_actual() -> None:
    chart = falls()
    step = trace(chart, "Avvik")
    assert list(step.base) == [1000.0, 1300.0, 1250.0, 1275.0]
    assert list(step.x) == [300.0, -50.0, 25.0, 0.0]
    assert (list(trace(chart, "Plan").x), list(trace(chart, "Faktisk").x)) == ([1000.0], [1275.0])
    assert chart.table.iloc[:, 1].tolist() == [1000.0, 300.0, -50.0, 25.0, 0.0, 1275.0]


def test_plan_is_outlined_actual_solid_and_every_step_has_sign_and_word() -> None:
    chart = falls()
    assert trace(chart, "Plan").marker.color == LIGHT.background
    assert trace(chart, "Plan").marker.line.width > 0
    assert trace(chart, "Faktisk").marker.color == LIGHT.actual
    assert list(trace(chart, "Avvik").marker.color)[:2] == [LIGHT.over, LIGHT.under]
    words = told(chart)
    assert "▲</span> +300 kr merforbruk" in words
    assert "▼</span> −50 kr mindreforbruk" in words
    assert "<b>Direkte kostnader</b>  0 kr" in words
    assert chart.table["Retning"].tolist() == ["", "merforbruk", "mindreforbruk", "merforbruk", "", ""]


def test_the_message_names_the_largest_step() -> None:
    assert falls().message.replace(NBSP, " ") == (
        "1 275 kr faktisk mot 1 000 kr planlagt, +275 kr merforbruk. Mest kommer fra antall timer: +300 kr merforbruk."
    )
    level = falls(1000.0, 0.0, 0.0, 0.0, 0.0, 1000.0)
    assert level.message.replace(NBSP, " ") == "1 000 kr faktisk mot 1 000 kr planlagt, 0 kr som planlagt."


def test_labels_are_shown_as_they_are() -> None:
    rows = steps(1.0, 0.0, 0.0, 0.0, 0.0, 1.0).assign(label=EVIL)
    chart = charts.waterfall(rows, **(ASKED | {"unit": "cost_nok"}))
    assert "Tiltak &lt;b&gt;4&lt;/b&gt; &amp;" in told(chart)
