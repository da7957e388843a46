"""What a chart says is true: no month, variance or pin reads as something that it is not."""

from datetime import date

import pandas as pd
import pytest

import charts
import language
from charts import Chart

NB = language.get("nb")
NBSP = "\N{NO-BREAK SPACE}"


def months(*rows: tuple[int, int, float | None, float | None, str]) -> pd.DataFrame:
    """Year, month, planned, actual, state."""
    return pd.DataFrame(
        [
            {"month": date(year, month, 1), "planned": planned, "actual": actual, "state": state}
            for year, month, planned, actual, state in rows
        ]
    )


def multiples(**groups: pd.DataFrame) -> Chart:
    frame = pd.concat(group.assign(key=label, label=label) for label, group in groups.items())
    return charts.small_multiples(frame, title="Innsats", unit="hours", basis="", lang=NB)


def told(chart: Chart) -> str:
    return "\n".join(str(one.text) for one in chart.figure.layout.annotations).replace(NBSP, " ")


def test_months_that_are_not_compared_do_not_hide_in_a_range() -> None:
    frame = months(
        (2021, 11, 10, 12, "comparable"),
        (2021, 12, 10, 12, "comparable"),
        (2022, 1, None, 50, "uncovered"),
        (2022, 2, 10, 12, "comparable"),
    )
    chart = charts.monthly_bars(frame, title="Innsats", unit="hours", basis="", lang=NB)
    assert chart.message.replace(NBSP, " ") == (
        "November–desember 2021, februar 2022: 36,0 t faktisk mot 30,0 t planlagt, +6,0 t merforbruk."
    )


def test_multiples_say_the_word_beside_each_variance() -> None:
    chart = multiples(
        A=months((2024, 1, 0.3, 0.1, "comparable"), (2024, 2, 0.0, 0.2, "comparable")),
        B=months((2024, 1, 10.0, 4.0, "comparable")),
    )
    assert "0,0 t som planlagt" in told(chart)
    assert "−6,0 t mindreforbruk" in told(chart)
    assert chart.message.replace(NBSP, " ") == "Størst avvik over månedene: B med −6,0 t mindreforbruk."


def test_multiples_without_a_comparable_month_do_not_claim_to_follow_the_plan() -> None:
    chart = multiples(A=months((2022, 1, None, 50.0, "uncovered")))
    assert chart.message == "Ingen måneder her kan sammenlignes med en plan."


@pytest.mark.parametrize(
    ("percent", "symbol", "heading"),
    [
        (100.0, "triangle-up", "avvik i %"),
        (230.9, "triangle-right", "avvik i % (▶ > 100)"),
        (-100.0, "triangle-down", "avvik i %"),
        (-130.0, "triangle-left", "avvik i % (▶ > 100)"),
    ],
)
def test_a_pin_that_is_cut_off_shows_it(percent: float, symbol: str, heading: str) -> None:
    row = {
        "label": "A",
        "planned": 100.0,
        "actual": 100.0 + percent,
        "variance": percent,
        "variance_pct": percent,
    }
    chart = charts.variance_bars(pd.DataFrame([row]), title="Avvik", unit="hours", basis="", lang=NB)
    pins = next(trace for trace in chart.figure.data if trace.name == "Avvik i %")
    assert list(pins.marker.symbol) == [symbol]
    assert heading in told(chart).replace("<br>", " ").splitlines()


def test_a_month_below_zero_is_inside_the_go_live_chart() -> None:
    frame = months((2023, 1, 100.0, 120.0, "comparable"), (2023, 2, 100.0, -40.0, "comparable"))
    chart = charts.go_live_effort(frame, [], title="Innføring", unit="booked_cost_nok", basis="", lang=NB)
    low, high = chart.figure.layout.yaxis.range
    assert low < -40 < 120 < high
