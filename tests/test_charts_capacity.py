"""The charts of capacity: what is drawn is what is in the table, over-full months are seen without colour."""

from datetime import date
from math import nan
from typing import Any

import pandas as pd
import pytest

import charts
import language
from charts import Chart

NB = language.get("nb")
COLUMNS = ["month", "available", "planned", "actual", "forecast", "load_pct", "over_full", "state", "note"]
ROWS: list[list[Any]] = [
    [date(2024, 5, 1), 100.0, 50.0, 120.0, nan, 120.0, True, "comparable", ""],
    [date(2024, 6, 1), 100.0, 50.0, nan, nan, nan, False, "comparable", "skjult av personvernhensyn"],
    [date(2024, 7, 1), 200.0, 30.0, nan, 30.0, 15.0, False, "future", ""],
    [date(2024, 8, 1), 200.0, 230.0, nan, 230.0, 115.0, True, "future", ""],
]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def frame(rows: list[list[Any]] = ROWS, ceiling: float | list[float] = 100) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).assign(ceiling_pct=ceiling)


def months(rows: list[list[Any]] = ROWS, ceiling: float | list[float] = 100, dark: bool = False) -> Chart:
    return charts.capacity_months(
        frame(rows, ceiling), title="Kapasitet", unit="hours", basis="x", lang=NB, dark=dark
    )


def groups(dark: bool = False) -> Chart:
    both = pd.concat([frame().assign(label="A"), frame(ROWS[2:3]).assign(label="B")])
    return charts.capacity_by_group(both, title="Grupper", unit="hours", basis="x", lang=NB, dark=dark)


SYSTEMS = pd.DataFrame(
    [
        [2023, "BOTT ØL", 1.5, 0.0, 1.5, "", False],
        [2024, "BOTT ØL", 0.4, 0.2, 0.6, "", False],
        [2024, "uten system", nan, 0.1, nan, "skjult av personvernhensyn", False],
        [2023, "Til sammen", 1.5, 0.0, 1.5, "", True],
    ],
    columns=["year", "label", "actual", "forecast", "person_years", "note", "is_sum"],
)


def systems(rows: pd.DataFrame = SYSTEMS, dark: bool = False) -> Chart:
    return charts.system_years(rows, title="Bundet", basis="x", lang=NB, dark=dark)


def traces(drawn: Chart, name: str) -> list[Any]:
    return [trace for trace in drawn.figure.data if trace.name == name]


def test_the_message_sums_what_is_used_and_what_is_to_come() -> None:
    assert plain(months().message) == (
        "Tiltakene tok 120 t av 100 t i mai 2024 (120,0 %). Planen trenger 260 t av 400 t i juli–august 2024 (65,0 %). "
        "Høyest er mai 2024 med 120,0 %. 2 måneder er overfulle."
    )


def test_bars_are_the_figures_and_the_forecast_is_hatched() -> None:
    drawn = months()
    [available], [actual], [forecast] = (
        traces(drawn, name) for name in ("Tilgjengelig", "Faktisk", "Prognose")
    )
    assert list(available.y) == [100, 100, 200, 200]
    assert list(actual.y) == [120, None, None, None]
    assert list(forecast.y) == [None, None, 30, 230]
    assert (available.mode, actual.marker.pattern.shape, forecast.marker.pattern.shape) == (
        "lines",
        None,
        "/",
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_over_full_months_have_a_mark_besides_the_colour(dark: bool) -> None:
    drawn = months(dark=dark)
    [marks] = traces(drawn, "Overfull")
    assert (list(marks.x), list(marks.text)) == ([0, 3], ["▲", "▲"])
    written = [text for trace in traces(drawn, "Belastning") for text in trace.text if "▲" in text]
    assert [plain(text) for text in written] == ["▲<br>120 %", "▲<br>115 %"]
    # A month to come is hatched, over-full or not.
    patterns = {(trace.marker.color, trace.marker.pattern.shape) for trace in traces(drawn, "Belastning")}
    assert len(patterns) == 3
    assert {shape for _colour, shape in patterns} == {None, "/"}


def test_the_table_says_in_words_what_has_no_load() -> None:
    table = months().table
    assert table["Merknad"].tolist() == ["▲ overfull", "skjult av personvernhensyn", "", "▲ overfull"]
    assert table["Belastning (%)"].tolist()[0] == 120
    assert pd.isna(table["Faktisk (timer)"].iloc[1])


def test_a_ceiling_below_the_whole_is_drawn() -> None:
    assert not traces(months(), "Grense")
    [ceiling] = traces(months(ceiling=60), "Grense")
    assert list(ceiling.y) == [60, 60, 120, 120]


def test_a_ceiling_that_changes_is_drawn_and_said_of_the_months_it_is_used_for() -> None:
    drawn = months(ceiling=[100, 100, 82.5, 60])
    [ceiling] = traces(drawn, "Grense")
    assert list(ceiling.y) == [100, 100, 165, 120]
    lines = [(one.x0, one.x1, one.y0) for one in drawn.figure.layout.shapes if one.line.dash == "dot"]
    assert lines == [(-0.5, 1.5, 100), (1.5, 2.5, 82.5), (2.5, 3.5, 60)]
    told = "fullt ved 100 % (mai–juni 2024), 82,5 % (juli 2024), 60 % (august 2024)"
    assert any(told in plain(one.text) for one in drawn.figure.layout.annotations)


def test_groups_stand_on_one_scale_and_name_the_over_full() -> None:
    drawn = groups()
    assert drawn.figure.layout.yaxis.range == drawn.figure.layout.yaxis2.range
    assert (
        plain(drawn.message) == "Høyest er belastningen hos A i mai 2024: 120,0 %. Overfulle måneder har A."
    )
    assert drawn.table["Navn"].tolist() == ["A"] * 4 + ["B"]
    assert {trace.meta for trace in drawn.figure.data} == {0, 1}
    headings = [plain(one.text) for one in drawn.figure.layout.annotations]
    assert "<b>B</b><br>15,0 % framover" in headings
    assert any("skjult av personvernhensyn" in text for text in headings)


def test_systems_by_year_on_one_scale_with_what_is_hidden_in_words() -> None:
    drawn = systems()
    assert drawn.figure.layout.xaxis.range == drawn.figure.layout.xaxis2.range
    assert list(drawn.table.columns) == ["System", "2023 (årsverk)", "2024 (årsverk)"]
    assert drawn.table["2024 (årsverk)"].tolist()[:2] == [0.6, "skjult av personvernhensyn"]
    [hatched] = traces(drawn, "Prognose")
    assert list(hatched.x)[:2] == [0.2, None]
    assert hatched.marker.pattern.shape == "/"
    assert (
        plain(drawn.message)
        == "Mest bindes av BOTT ØL: 2,10 årsverk til sammen. Tyngst er 2023 med 1,50 årsverk."
    )
    written = [
        plain(text).strip() for trace in drawn.figure.data if trace.type == "scatter" for text in trace.text
    ]
    assert "–" in written
    # The sign of what is hidden is explained above the bars.
    assert any("</span> skjult av personvernhensyn" in one.text for one in drawn.figure.layout.annotations)


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(months([]), id="months"),
        pytest.param(systems(SYSTEMS.head(0)), id="systems"),
        pytest.param(
            charts.capacity_by_group(frame([]).assign(label=[]), title="t", unit="hours", basis="", lang=NB),
            id="groups",
        ),
    ],
)
def test_zero_rows_say_so(drawn: Chart) -> None:
    assert drawn.message == "Ingenting å vise for dette utvalget."
    assert drawn.table.empty
    assert drawn.alt.endswith(drawn.message)


def test_no_capacity_at_all_is_said() -> None:
    rows = [[month, nan, 10.0, 10.0, nan, nan, False, "comparable", "ingen kapasitet er registrert"]
            for month in (date(2024, 1, 1), date(2024, 2, 1))]  # fmt: skip
    assert months(rows).message == "Ingen måneder her har både kapasitet og innsats."


@pytest.mark.parametrize("drawn", [months(), groups(), systems()], ids=["months", "groups", "systems"])
def test_the_alternative_text_states_the_message(drawn: Chart) -> None:
    assert drawn.alt == f"{drawn.title}. {drawn.message}"
