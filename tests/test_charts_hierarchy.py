"""The table-like figure of measures and sub-measures, the lines of plan versions, and the bar of quality."""

import datetime as dt
import re
from itertools import combinations, pairwise
from typing import Any

import pandas as pd
import pytest

import charts
import language
from charts import Chart

NB = language.get("nb")
NBSP = "\N{NO-BREAK SPACE}"
ASKED: dict[str, Any] = {"title": "Tiltak", "unit": "hours", "basis": "Plan: PV1.", "lang": NB}
LONG = "22.2 NTNUs forbedringsprogram – gjennomgående prosesser (rekruttering, PBO) <b>& mer</b>"


def row(kind: str, label: str, planned: float | None, actual: float | None, **more: Any) -> dict[str, Any]:
    known = planned is not None and actual is not None
    variance = actual - planned if known and actual is not None and planned is not None else None
    pct = variance * 100 / planned if variance is not None and planned else None
    return {
        "kind": kind, "label": label, "planned": planned, "actual": actual, "variance": variance, "variance_pct": pct,
        "note_code": "", "light": f"●{NBSP}grønt", "light_code": "green", "system": "", "status": "", "benefit": "",
    } | more  # fmt: skip


def rows() -> pd.DataFrame:
    red = {"light": f"■{NBSP}rødt", "light_code": "red"}
    return pd.DataFrame(
        [
            row("group", "22 Bedre ressursutnyttelse – økt handlingsrom", 1350.0, 2060.0, **red),
            row("part", "22.4 BEVISST – ta i bruk virksomhetsstyrings- og planverktøy", 550.0, 1820.0, **red,
                system="BEVISST", status="pågår", benefit="kvalitet"),
            row("part", LONG, 800.0, 180.0, **red, system="NTNU Sak / BOTT-SA",
                status="avsluttet uten innføring", benefit="effektivisering"),
            row("part", "22.7 ePhorte – rydding", 0.0, 60.0, note_code="not_planned", variance_pct=None,
                light=f"○{NBSP}ikke planlagt", light_code="grey"),
            row("part", "22.8 Liten gruppe", None, None, note_code="hidden", light=f"○{NBSP}ikke vurdert",
                light_code="grey"),
            row("part", "22.9 Uten plan", None, 15_100.5, note_code="not_covered", light=f"○{NBSP}ikke vurdert",
                light_code="grey"),
            row("sum", "Sum", 1350.0, 2060.0, **red),
        ],
        dtype="object",
    )  # fmt: skip


def drawn(narrow: bool = False, **more: Any) -> Chart:
    return charts.hierarchy(rows(), narrow=narrow, **ASKED | more)


def told(chart: Chart) -> str:
    return "\n".join(str(one.text) for one in chart.figure.layout.annotations).replace(NBSP, " ")


def trace(chart: Chart, name: str) -> Any:
    return next(one for one in chart.figure.data if one.name == name)


def numbers(values: Any) -> list[float | None]:
    return [None if value is None or pd.isna(value) else float(value) for value in values]


both = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


@both
def test_bars_and_table_twin_are_the_rows(narrow: bool) -> None:
    chart, expected = drawn(narrow), rows()
    assert list(chart.table["Tiltak og deltiltak"]) == list(expected["label"])
    for name, heading, column in (
        ("Plan", "Planlagt (timer)", "planned"),
        ("Faktisk", "Faktisk (timer)", "actual"),
        ("Avvik", "Avvik (timer)", "variance"),
    ):
        assert numbers(trace(chart, name).x) == numbers(expected[column]) == numbers(chart.table[heading])
    assert list(chart.table["Retning"][:4]) == [
        "merforbruk",
        "merforbruk",
        "mindreforbruk",
        "merforbruk, ikke planlagt",
    ]
    assert list(chart.table["System"][:3]) == ["", "BEVISST", "NTNU Sak / BOTT-SA"]
    assert list(chart.table["Trafikklys"][2:5]) == [
        f"■{NBSP}rødt",
        f"○{NBSP}ikke planlagt",
        f"○{NBSP}ikke vurdert",
    ]


@both
def test_a_click_anywhere_in_a_row_is_that_row(narrow: bool) -> None:
    chart = drawn(narrow)
    bands = chart.figure.data[-1]
    assert len(bands.x) == len(rows())
    edges = [(y - width / 2, y + width / 2) for y, width in zip(bands.y, bands.width, strict=True)]
    assert all(one[1] == pytest.approx(other[0]) for one, other in pairwise(edges))
    for name in ("Plan", "Faktisk", "Avvik"):
        assert all(low < y < high for y, (low, high) in zip(trace(chart, name).y, edges, strict=True))


@both
def test_what_has_no_figure_says_why(narrow: bool) -> None:
    words = told(drawn(narrow)).replace("<br>", " ")
    assert "skjult av personvernhensyn" in words
    assert "ingen plan dekker månedene" in words
    assert "○ ikke planlagt" in words
    assert "nan" not in words
    assert drawn(narrow).table["Retning"][4] == "skjult av personvernhensyn"


def test_wide_has_every_column_and_narrow_fewer_panels() -> None:
    wide, narrow = told(drawn()), told(drawn(narrow=True))
    assert "+1 270,0 merforbruk" in re.sub("<[^>]+>[^<]*</span>", "", wide)
    assert "+230,9 %" in wide
    assert "1 820,0 av 550,0" in narrow
    assert "+1 270,0, +230,9 %" in narrow
    assert trace(drawn(), "Avvik i %").visible is None
    assert trace(drawn(narrow=True), "Avvik i %").visible is False
    for words in (wide, narrow):
        assert "BEVISST · pågår · kvalitet" in words


@both
def test_kroner_of_one_figure_are_in_one_unit(narrow: bool) -> None:
    """4 762 kr beside 3.2 million: both in thousands, and whole kroner where nothing reaches a million."""
    some = pd.DataFrame(
        [row("part", "Stort", 3_200_000.0, 4_600_000.0), row("part", "Lite", 324_505.0, 329_267.0)]
    )
    large = told(charts.hierarchy(some, narrow=narrow, **ASKED | {"unit": "cost_nok"}))
    assert "tusen kr" in large
    assert "4 600" in large
    assert "+5" in large
    small = told(charts.hierarchy(some.tail(1), narrow=narrow, **ASKED | {"unit": "cost_nok"}))
    assert "tusen" not in small
    assert "+4 762" in small


def boxes(chart: Chart, width: int, row: int = 1) -> list[tuple[float, float, float, float, str]]:
    """Where each text lies, in pixels; a letter of Source Sans is at most so wide on average. row: pixels of one step
    of the vertical axis.
    """
    layout = chart.figure.layout
    plot = width - layout.margin.l - layout.margin.r
    found = []
    for one in layout.annotations:
        lines = (
            re.sub(r"</?(?:b|span)(?: [^>]*)?>", "", one.text)
            .replace("&lt;", "<")
            .replace("&amp;", "&")
            .split("<br>")
        )
        letter = (one.font.size or 12) * (0.5 if "<b>" in one.text else 0.475)
        wide, high = max(len(line) for line in lines) * letter, 14 * len(lines)
        left = one.x * plot + (one.xshift or 0) - (wide if one.xanchor == "right" else 0)
        middle = (
            layout.yaxis.range[1] * row - layout.margin.t / 2
            if one.yref == "paper"
            else one.y * row + (high / 2 if one.yanchor == "top" else 0)
        )
        found.append((left, left + wide, middle - high / 2, middle + high / 2, one.text))
    return found


@pytest.mark.parametrize(
    ("narrow", "width"), [(False, 752), (False, 950), (False, 1320), (True, 280), (True, 751)]
)
@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize("unit", ["hours", "person_years", "cost_nok"])
def test_no_text_lies_on_another_or_outside(narrow: bool, width: int, lang: str, unit: str) -> None:
    chart = charts.hierarchy(rows(), narrow=narrow, **ASKED | {"lang": language.get(lang), "unit": unit})
    placed = boxes(chart, width)
    assert [box for box in placed if box[0] < -1 or box[1] > width] == []
    assert [
        (one[4], other[4])
        for one, other in combinations(placed, 2)
        if one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
    ] == []


def test_a_long_name_is_whole_on_pointing_at_it() -> None:
    assert "&lt;b&gt;&amp; mer&lt;/b&gt;" in drawn().figure.data[0].customdata[2]


def test_a_sum_on_plan_does_not_hide_its_parts() -> None:
    some = rows().iloc[[1, 2, 6]].copy()
    some.loc[some["kind"] == "sum", "light_code"] = "green"
    message = charts.hierarchy(some, **ASKED).message.replace(NBSP, " ")
    assert message.startswith("Summen er innenfor grensene, men 2 deltiltak er ikke det.")
    assert "Størst avvik: 22.4 BEVISST" in message
    assert "Summen" not in drawn().message


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("hidden", "skjult av personvernhensyn"),
        ("part_of_actual", "bare en del av de faktiske tallene er valgt"),
    ],
)
def test_without_any_variance_the_message_says_why(code: str, why: str) -> None:
    some = rows().iloc[[4]].assign(note_code=code)
    assert charts.hierarchy(some, **ASKED).message == f"Ingen avvik å vise: {why}."
    assert charts.variance_bars(some, **ASKED).message == f"Ingen avvik å vise: {why}."


def test_without_rows_it_says_so() -> None:
    chart = charts.hierarchy(rows().head(0), **ASKED)
    assert chart.message == "Ingenting å vise for dette utvalget."
    assert list(chart.table.columns) == list(drawn().table.columns)


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_bars_of_groups_fit_the_narrowest_screen(lang: str) -> None:
    some = rows().assign(label=["Museumsadministrasjonen", "Kontorsjefene", *"ABCDE"])
    placed = boxes(charts.variance_bars(some, **ASKED | {"lang": language.get(lang)}), 288, row=84)
    assert [box for box in placed if box[0] < -1 or box[1] > 290] == []
    assert [
        (one[4], other[4])
        for one, other in combinations(placed, 2)
        if one[0] < other[1] and other[0] < one[1] and one[2] + 1 < other[3] and other[2] + 1 < one[3]
    ] == []


# --- lines of plan versions ----------------------------------------------------------------------


def months() -> pd.DataFrame:
    return pd.DataFrame(
        [
            (dt.date(2024, 1, 1), 100.0, 130.0),
            (dt.date(2024, 2, 1), 200.0, 220.0),
            (dt.date(2024, 3, 1), 250.0, None),
            (dt.date(2024, 4, 1), 300.0, None),
        ],
        columns=["month", "cum_planned", "cum_actual"],
    )


def versions() -> pd.DataFrame:
    first = [("Tiltaksplan", dt.date(2024, month, 1), 100.0 * month) for month in range(1, 5)]
    later = [("Revidert <plan>", dt.date(2024, month, 1), value) for month, value in ((3, 250.0), (4, 300.0))]
    return pd.DataFrame([*first, *later], columns=["label", "month", "cum_planned"])


def lines(**more: Any) -> Chart:
    return charts.cumulative_lines(months(), versions=versions(), **ASKED | more)


def test_each_version_is_a_line_that_begins_on_the_plan() -> None:
    chart = lines()
    assert numbers(trace(chart, "Tiltaksplan").y) == [100.0, 200.0, 300.0, 400.0]
    assert numbers(trace(chart, "Revidert <plan>").y) == [None, 200.0, 250.0, 300.0]
    assert numbers(chart.table["Tiltaksplan (timer)"]) == [100.0, 200.0, 300.0, 400.0]
    assert numbers(chart.table["Revidert <plan> (timer)"]) == [None, None, 250.0, 300.0]


def test_lines_differ_by_dash_mark_and_name_and_not_by_colour() -> None:
    chart = lines()
    drawn_lines = [trace(chart, name).line for name in ("Tiltaksplan", "Revidert <plan>", "Plan")]
    assert len({line.dash for line in drawn_lines}) == 3
    assert len({line.color for line in drawn_lines}) == 1
    assert trace(chart, "Faktisk").line.width > 2 * drawn_lines[2].width
    words = told(chart)
    assert "□ <b>Tiltaksplan</b> 400,0 t (apr 2024)" in words
    assert "○ Revidert &lt;plan&gt;: som planen, til apr 2024" in words
    assert trace(chart, "Tiltaksplan ").marker.symbol == "square"
    assert not any(one.name == "Revidert <plan> " for one in chart.figure.data)


def test_the_message_names_a_version_that_ends_elsewhere() -> None:
    message = lines().message.replace(NBSP, " ")
    assert message.endswith("Tiltaksplan ender 100,0 t over planen.")


def test_hidden_actual_figures_are_said() -> None:
    hidden = months().assign(cum_actual=None, note_code="hidden")
    assert charts.cumulative_lines(hidden, **ASKED).message == "Faktisk er skjult av personvernhensyn."


def test_without_versions_the_figure_is_as_it_was() -> None:
    plain = charts.cumulative_lines(months(), **ASKED)
    assert [one.name for one in plain.figure.data if one.name] == ["Plan", "Faktisk"]
    assert trace(plain, "Plan").line.dash
    empty = charts.cumulative_lines(months(), versions=versions().head(0), **ASKED)
    assert empty.figure.to_json() == plain.figure.to_json()


# --- quality -------------------------------------------------------------------------------------


def quality(*rows: tuple[str, str, float, float | None]) -> Chart:
    frame = pd.DataFrame(rows, columns=["code", "label", "share", "amount"])
    return charts.quality_bar(frame, **ASKED)


def test_shares_fill_the_bar_and_are_told_apart_without_colour() -> None:
    chart = quality(
        ("measured", "målt", 0.6, 60.0),
        ("estimated", "anslått", 0.3, 30.0),
        ("allocated", "fordelt", 0.1, 10.0),
    )
    assert [(one.base[0], one.x[0]) for one in chart.figure.data] == [(0.0, 60.0), (60.0, 30.0), (90.0, 10.0)]
    assert [one.marker.pattern.shape for one in chart.figure.data] == [None, "/", "."]
    assert (
        chart.message.replace(NBSP, " ")
        == "Av det faktiske er 60,0 % målt, 30,0 % anslått og 10,0 % fordelt."
    )
    assert "■ målt 60,0 %   ▨ anslått 30,0 %   ▒ fordelt 10,0 %" in told(chart)
    assert list(chart.table["Faktisk (timer)"]) == [60.0, 30.0, 10.0]


def test_a_quality_without_share_is_left_out_and_no_rows_are_said() -> None:
    assert len(quality(("measured", "målt", 1.0, None), ("estimated", "anslått", 0.0, None)).figure.data) == 1
    assert quality().message == "Ingenting å vise for dette utvalget."
