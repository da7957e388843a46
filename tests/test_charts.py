"""Each chart draws what its table says, in the order given, with words beside every colour."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import charts
import language

NB = language.get("nb")
ASKED: dict[str, Any] = {
    "title": "Plan og faktisk, timer, 2024",
    "basis": "Plan: PV3.",
    "lang": NB,
    "unit": "hours",
}
EVIL = "Tiltak <b>4</b> & %{x}"


def variance_rows():
    return pd.DataFrame(
        [
            (EVIL, 100.0, 147.2, 47.2, 47.2, ""),
            ("B", 200.0, 150.0, -50.0, -25.0, ""),
            ("A", 80.0, 80.0, 0.0, 0.0, ""),
            ("uten plan", 0.0, 12.0, 12.0, float("nan"), "not_planned"),
            ("tom", None, 5.0, None, None, "not_covered"),
            ("ukjent", None, 6.0, None, None, ""),
        ],
        columns=["label", "planned", "actual", "variance", "variance_pct", "note_code"],
    )


def month_rows():
    return pd.DataFrame(
        [
            (dt.date(2024, 1, 1), 100.0, 130.0, "comparable", 100.0, 130.0),
            (dt.date(2024, 2, 1), 100.0, 90.0, "comparable", 200.0, 220.0),
            (dt.date(2024, 3, 1), None, 40.0, "uncovered", 200.0, 220.0),
            (dt.date(2024, 4, 1), 100.0, 70.0, "provisional", 300.0, None),
            (dt.date(2024, 5, 1), 100.0, None, "future", 400.0, None),
        ],
        columns=["month", "planned", "actual", "state", "cum_planned", "cum_actual"],
    )


def multiple_rows():
    return pd.concat(
        [
            month_rows().assign(key=key, label=label)
            for key, label in (("Z", EVIL), ("A", "A"), (None, "uten"))
        ],
        ignore_index=True,
    )


def milestone(name, planned=None, revised=None, actual=None):
    return SimpleNamespace(
        name_nb=name, name_en=name, planned_date=planned, revised_date=revised, actual_date=actual
    )


MILESTONES = (
    milestone(EVIL, dt.date(2024, 2, 15), None, dt.date(2024, 4, 2)),
    milestone("Opplæring", dt.date(2021, 3, 1)),
)


def timeline_rows():
    return pd.DataFrame(
        [
            {
                "label": one.name_nb,
                "planned_date": one.planned_date,
                "revised_date": one.revised_date,
                "actual_date": one.actual_date,
            }
            for one in MILESTONES
        ]
    )


DRAWN: dict[str, tuple[Callable[..., Any], Callable[[], pd.DataFrame], tuple[Any, ...]]] = {
    "variance_bars": (charts.variance_bars, variance_rows, ()),
    "monthly_bars": (charts.monthly_bars, month_rows, ()),
    "cumulative_lines": (charts.cumulative_lines, month_rows, ()),
    "small_multiples": (charts.small_multiples, multiple_rows, ()),
    "go_live_effort": (charts.go_live_effort, month_rows, (MILESTONES,)),
    "milestone_timeline": (charts.milestone_timeline, timeline_rows, ()),
}


def draw(name, *, empty=False, **asked):
    function, rows, more = DRAWN[name]
    frame = rows()
    told = ASKED | asked
    if name == "milestone_timeline":
        told = {key: value for key, value in told.items() if key != "unit"}
    return function(frame.head(0) if empty else frame, *more, **told)


def trace(chart, name):
    return next(one for one in chart.figure.data if one.name == name)


def numbers(values):
    return [None if pd.isna(number) else float(number) for number in values]


def words(chart):
    return [annotation.text for annotation in chart.figure.layout.annotations]


every_chart = pytest.mark.parametrize("name", DRAWN)


@every_chart
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_chart_is_whole(name, dark):
    chart = draw(name, dark=dark)
    assert chart.title == ASKED["title"]
    assert chart.basis == ASKED["basis"]
    assert chart.unit_label == ("dato" if name == "milestone_timeline" else "timer")
    assert chart.message.endswith(".")
    assert chart.message in chart.alt
    assert len(chart.table) > 0
    background = chart.figure.layout.template.layout.paper_bgcolor
    assert background == charts.palette(dark).background


@every_chart
def test_zero_rows_are_told_in_words(name):
    chart = draw(name, empty=True)
    assert "Ingenting å vise for dette utvalget." in words(chart)
    assert chart.message == "Ingenting å vise for dette utvalget."
    assert len(chart.table) == 0
    assert list(chart.table.columns) == list(draw(name).table.columns) or name == "go_live_effort"


@every_chart
def test_names_are_shown_as_they_are(name):
    shown = draw(name).figure.to_json().encode().decode("unicode_escape")
    assert "<b>4</b>" not in shown
    if name not in {"monthly_bars", "cumulative_lines"}:
        assert "&lt;b&gt;4&lt;/b&gt; &amp;" in shown or "&lt;b&gt;4&lt;/b&gt; &" in shown


@every_chart
def test_english_differs(name):
    assert draw(name, lang=language.get("en")).message != draw(name).message


@every_chart
def test_no_wheel_pie_or_gauge(name):
    kinds = {one.type for one in draw(name).figure.data}
    assert kinds <= {"bar", "scatter", "heatmap"}


@every_chart
def test_nothing_to_zoom_and_no_legend(name):
    layout = draw(name).figure.layout.template.layout
    assert (layout.dragmode, layout.showlegend, layout.xaxis.fixedrange) == (False, False, True)


def test_variance_bars_show_the_table_in_its_order():
    chart = draw("variance_bars")
    expected = variance_rows()
    assert list(chart.table["Navn"]) == list(expected["label"])
    for name, column in (("Plan", "planned"), ("Faktisk", "actual"), ("Avvik", "variance")):
        assert numbers(trace(chart, name).x) == numbers(expected[column])
    assert list(trace(chart, "Faktisk").y) == list(range(6))
    top, bottom = chart.figure.layout.yaxis.range[1], chart.figure.layout.yaxis.range[0]
    assert top < bottom


def test_plan_is_outlined_and_actual_solid():
    chart = draw("variance_bars")
    plan, actual = trace(chart, "Plan").marker, trace(chart, "Faktisk").marker
    assert plan.color == charts.LIGHT.background
    assert plan.line.width > 0
    assert actual.color == charts.LIGHT.actual
    assert trace(chart, "Plan").width > trace(chart, "Faktisk").width


def test_the_word_stands_beside_every_variance():
    chart = draw("variance_bars")
    nbsp = "\N{NO-BREAK SPACE}"
    assert list(chart.table["Retning"]) == [
        "merforbruk",
        "mindreforbruk",
        "som planlagt",
        "merforbruk, ikke planlagt",
        "ingen plan dekker månedene",
        "ikke planlagt",
    ]
    told = "\n".join(words(chart))
    assert f"▲ </span>+47,2{nbsp}t, +47,2{nbsp}%<br>merforbruk" in told
    assert f"▼ </span>−50,0{nbsp}t, −25,0{nbsp}%<br>mindreforbruk" in told
    assert f"0,0{nbsp}t, 0,0{nbsp}%<br>som planlagt" in told
    assert chart.message == f"Størst avvik: B med −50,0{nbsp}t, −25,0{nbsp}% mindreforbruk."


def test_pins_have_a_shape_for_each_direction():
    pins = trace(draw("variance_bars"), "Avvik i %")
    assert list(pins.marker.symbol[:3]) == ["triangle-up", "triangle-down", "circle"]
    assert numbers(pins.x)[3:] == [None, None, None]
    stems = [s for s in draw("variance_bars").figure.layout.shapes if s.line.width == 3]
    assert [(stem.y0, stem.x1) for stem in stems] == [(0, 47.2), (1, -25.0), (2, 0.0)]


def test_long_pins_end_at_a_hundred_per_cent():
    rows = variance_rows().head(1).assign(variance_pct=900.0)
    chart = charts.variance_bars(rows, **ASKED)
    assert list(trace(chart, "Avvik i %").x) == [100.0]
    assert "+900,0" in "\n".join(words(chart))


def test_height_follows_the_rows():
    few, many = (charts.variance_bars(variance_rows().head(n), **ASKED).figure.layout.height for n in (2, 6))
    assert many > few + 200


def test_months_look_like_what_they_are():
    chart = draw("monthly_bars")
    assert numbers(trace(chart, "Plan").y) == [100.0, 100.0, None, 100.0, 100.0]
    assert numbers(trace(chart, "frigitt").y) == [130.0, 90.0, None, None, None]
    assert numbers(trace(chart, "uten plan").y) == [None, None, 40.0, None, None]
    assert numbers(trace(chart, "foreløpig").y) == [None, None, None, 70.0, None]
    assert trace(chart, "foreløpig").marker.pattern.shape == "/"
    assert trace(chart, "frigitt").marker.pattern.shape is None
    assert trace(chart, "uten plan").marker.color != trace(chart, "frigitt").marker.color


def test_only_comparable_months_have_a_variance():
    chart = draw("monthly_bars")
    assert numbers(trace(chart, "Avvik").y) == [30.0, -10.0, None, None, None]
    assert list(chart.table["Status"]) == ["frigitt", "frigitt", "uten plan", "foreløpig", "ikke frigitt"]
    nbsp = "\N{NO-BREAK SPACE}"
    assert chart.message == (
        f"Januar–februar 2024: 220,0{nbsp}t faktisk mot 200,0{nbsp}t planlagt, +20,0{nbsp}t merforbruk."
    )


def test_running_sums_end_with_their_data():
    chart = draw("cumulative_lines")
    assert numbers(trace(chart, "Faktisk").y) == [130.0, 220.0, 220.0, None, None]
    assert numbers(trace(chart, "Plan").y) == [100.0, 200.0, 200.0, 300.0, 400.0]
    assert trace(chart, "Plan").line.dash
    assert trace(chart, "Faktisk").line.width > trace(chart, "Plan").line.width


def test_multiples_share_one_scale_and_keep_their_order():
    chart = draw("small_multiples")
    ranges = {tuple(chart.figure.layout[axis].range) for axis in ("yaxis", "yaxis2", "yaxis3")}
    assert len(ranges) == 1
    assert list(dict.fromkeys(chart.table["Navn"])) == [EVIL, "A", "uten"]


def test_milestones_outside_the_months_are_named():
    chart = draw("go_live_effort")
    assert "Utenfor månedene: Opplæring, planlagt 01.03.2021." in chart.message
    assert [shape.line.dash for shape in chart.figure.layout.shapes] == ["dot", "solid"]
    assert [shape.x0 for shape in chart.figure.layout.shapes] == [1, 3]


def test_go_live_months_are_in_the_table():
    frame = month_rows().assign(months_to_go_live=[-1.0, 0.0, 1.0, 2.0, None])
    chart = charts.go_live_effort(frame, (), **ASKED)
    assert numbers(chart.table["Måneder fra innføring"]) == [-1.0, 0.0, 1.0, 2.0, None]


def test_timeline_has_a_shape_for_each_fact():
    chart = draw("milestone_timeline")
    assert [(one.name, one.marker.symbol) for one in chart.figure.data] == [
        ("planlagt", "diamond"),
        ("revidert", "circle"),
        ("faktisk", "diamond"),
    ]
    assert trace(chart, "planlagt").marker.color != trace(chart, "faktisk").marker.color
    assert chart.message == (
        "1 av 1 milepæl med både planlagt og senere kjent dato kom etter planen. "
        f"Lengst: {EVIL}, 2 måneder senere."
    )
    assert chart.unit_label == "dato"


def test_kroner_are_in_millions_and_never_in_hours():
    rows = variance_rows().head(1).assign(planned=1_000_000.0, actual=2_500_000.0, variance=1_500_000.0)
    chart = charts.variance_bars(rows, **(ASKED | {"unit": "cost_nok"}))
    told = "\n".join(words(chart)).replace("\N{NO-BREAK SPACE}", " ")
    assert "2,5 av 1,0 mill. kr" in told
    assert "+1,5 mill. kr" in told
    assert chart.unit_label == "kroner (kalkulatorisk lønnskostnad)"
    assert chart.table["Planlagt (kr)"].tolist() == [1_000_000.0]
