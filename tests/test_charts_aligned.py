"""The systems page's charts draw what their tables say: month 0, the matrix, two panels, the line of time."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import charts
import language
from charts import DARK, LIGHT, Chart, Other
from tests.test_charts_contrast import contrast

NB = language.get("nb")
NBSP = "\N{NO-BREAK SPACE}"
EVIL = "Sak <b>4</b> & %{x}"
SHOWN = "Sak &lt;b&gt;4&lt;/b&gt; &amp; %{x}"
"""How Plotly must be given it."""
ASKED: dict[str, Any] = {"title": "Innsats", "unit": "hours", "basis": "Plan: PV3.", "lang": NB}
BACKLOG = Other("restanser", stock=True, decimals=0)
STYLE = (Path(__file__).parent.parent / "ui" / "style.css").read_text(encoding="utf-8")


def month(number: int) -> dt.date:
    return dt.date(2023, number, 1)


def aligned_rows() -> pd.DataFrame:
    """Two systems: the first from two months before month 0, the second from month 0; the last month not released."""
    rows = [
        ("X", EVIL, 1, -2, 10.0, 12.0, 10.0, 12.0, "comparable"),
        ("X", EVIL, 2, -1, 10.0, 20.0, 20.0, 32.0, "comparable"),
        ("X", EVIL, 3, 0, 10.0, 5.0, 30.0, 37.0, "comparable"),
        ("X", EVIL, 4, 1, 10.0, 4.0, 40.0, None, "provisional"),
        ("Y", "Y", 1, 0, 3.0, 2.0, 3.0, 2.0, "comparable"),
        ("Y", "Y", 2, 1, 3.0, None, 6.0, None, "future"),
    ]
    names = [
        "key",
        "label",
        "month",
        "months_to_go_live",
        "planned",
        "actual",
        "cum_planned",
        "cum_actual",
        "state",
    ]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(month=[month(number) for number in frame["month"]])


def beside_rows() -> pd.DataFrame:
    rows = [
        (1, 10.0, 12.0, "comparable", 100.0, dt.date(2023, 1, 31)),
        (2, 10.0, 8.0, "comparable", None, None),
        (3, 10.0, 9.0, "provisional", 40.0, dt.date(2023, 3, 31)),
    ]
    frame = pd.DataFrame(rows, columns=["month", "planned", "actual", "state", "other", "counted_on"])
    return frame.assign(month=[month(number) for number in frame["month"]])


def beside(frame: pd.DataFrame, **asked: Any) -> Chart:
    told = {"message": "Restansene falt.", "effort_label": f"innsats på {EVIL}"} | ASKED | asked
    return charts.effort_beside(frame, BACKLOG, **told)


def timeline(*rows: dict[str, Any], **asked: Any) -> Chart:
    facts = {f"{kind}_{part}": None for kind in ("planned", "revised", "actual") for part in ("date", "text")}
    frame = pd.DataFrame([{"closing": False} | facts | row for row in rows], dtype="object")
    told = {key: value for key, value in ASKED.items() if key != "unit"} | asked
    return charts.milestone_timeline(frame, **told)


DRAWN: dict[str, tuple[Callable[..., Chart], Callable[[], pd.DataFrame]]] = {
    "aligned_sums": (lambda frame, **more: charts.aligned_sums(frame, **(ASKED | more)), aligned_rows),
    "aligned_months": (lambda frame, **more: charts.aligned_months(frame, **(ASKED | more)), aligned_rows),
    "effort_beside": (beside, beside_rows),
}
every_chart = pytest.mark.parametrize("name", DRAWN)


def drawn(name: str, *, empty: bool = False, **asked: Any) -> Chart:
    function, rows = DRAWN[name]
    return function(rows().head(0) if empty else rows(), **asked)


def words(chart: Chart) -> str:
    return "\n".join(str(one.text) for one in chart.figure.layout.annotations).replace(NBSP, " ")


def numbers(values: Any) -> list[float | None]:
    return [None if pd.isna(number) else float(number) for number in values]


def trace(chart: Chart, name: str) -> Any:
    return next(one for one in chart.figure.data if one.name == name)


# --- every chart ----------------------------------------------------------------------------------


@every_chart
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_chart_is_whole(name: str, dark: bool) -> None:
    chart = drawn(name, dark=dark)
    assert chart.message.endswith(".")
    assert chart.message in chart.alt
    assert (chart.title, chart.basis) == ("Innsats", "Plan: PV3.")
    assert len(chart.table) > 0
    assert chart.figure.layout.template.layout.paper_bgcolor == charts.palette(dark).background


@every_chart
def test_zero_rows_are_told_in_words(name: str) -> None:
    chart = drawn(name, empty=True)
    assert chart.message == "Ingenting å vise for dette utvalget."
    assert list(chart.table.columns) == list(drawn(name).table.columns)


@every_chart
def test_names_are_shown_as_they_are(name: str) -> None:
    shown = drawn(name).figure.to_json().encode().decode("unicode_escape")
    assert "<b>4</b>" not in shown
    assert "&lt;b&gt;4&lt;/b&gt;" in shown


@every_chart
def test_a_figure_without_a_number_is_no_zero(name: str) -> None:
    chart = drawn(name)
    drawn_numbers = [number for one in chart.figure.data for number in numbers(one.y)]
    assert None in drawn_numbers or name == "effort_beside"
    assert 0.0 not in drawn_numbers


# --- month 0 --------------------------------------------------------------------------------------


def test_running_sums_stand_on_their_place_from_month_0() -> None:
    chart = drawn("aligned_sums")
    line = trace(chart, f"{SHOWN}: Faktisk")
    assert (list(line.x), numbers(line.y)) == ([-2, -1, 0, 1], [12.0, 32.0, 37.0, None])
    assert numbers(trace(chart, f"{SHOWN}: Plan").y) == [10.0, 20.0, 30.0, 40.0]
    assert [shape.x0 for shape in chart.figure.layout.shapes] == [0]


def test_systems_are_told_apart_without_colour() -> None:
    chart = drawn("aligned_sums")
    first, second = trace(chart, f"{SHOWN}: Faktisk"), trace(chart, "Y: Faktisk")
    assert first.marker.symbol != second.marker.symbol
    assert (first.line.dash, bool(trace(chart, f"{SHOWN}: Plan").line.dash)) == (None, True)
    assert f"● <b>{SHOWN}</b> 37,0 t" in words(chart)
    assert "■ <b>Y</b> 2,0 t" in words(chart)


def test_a_mark_leads_to_the_row_of_its_system() -> None:
    for name in ("aligned_sums", "aligned_months"):
        rows = {one.name.split(":")[0]: one.meta for one in drawn(name).figure.data}
        assert rows == {SHOWN: 0, "Y": 1}


def test_effort_before_and_from_month_0_on_is_the_sum_of_what_is_drawn() -> None:
    for name in ("aligned_sums", "aligned_months"):
        assert drawn(name).message.replace(NBSP, " ") == (
            f"Faktisk innsats før måned 0 og fra og med den: {EVIL} 32,0 t før, 5,0 t fra og med; Y 2,0 t."
        )


def test_panels_share_one_scale_and_one_axis() -> None:
    chart = drawn("aligned_months")
    assert chart.figure.layout.yaxis.range == chart.figure.layout.yaxis2.range
    assert {one.xaxis for one in chart.figure.data} == {None}
    assert numbers(trace(chart, f"{SHOWN}: foreløpig").y) == [None, None, None, 4.0]
    assert trace(chart, f"{SHOWN}: foreløpig").marker.pattern.shape == "/"


def test_the_table_has_every_month_with_its_place() -> None:
    table = drawn("aligned_sums").table
    assert list(table["Måneder fra måned 0"]) == [-2, -1, 0, 1, 0, 1]
    assert numbers(table["Faktisk hittil (timer)"]) == [12.0, 32.0, 37.0, None, 2.0, None]


# --- two panels -------------------------------------------------------------------------------------


def test_a_stock_and_the_effort_have_panels_of_their_own() -> None:
    chart = drawn("effort_beside")
    stock = trace(chart, "restanser")
    assert (list(stock.x), numbers(stock.y), stock.mode) == ([0, 2], [100.0, 40.0], "lines+markers")
    assert {one.yaxis for one in chart.figure.data if one is not stock} == {"y2"}
    upper, lower = chart.figure.layout.yaxis.domain, chart.figure.layout.yaxis2.domain
    assert lower[1] < upper[0]
    assert chart.unit_label == "restanser og timer"


def test_nothing_adds_the_stock_to_the_hours() -> None:
    table = drawn("effort_beside").table
    assert numbers(table["Faktisk (timer)"]) == [12.0, 8.0, 9.0]
    assert [None if pd.isna(one) else one for one in table["Restanser"]] == [100, None, 40]


def test_a_hidden_month_says_so_and_is_no_zero() -> None:
    hidden = beside_rows().assign(actual=[float("nan"), 8.0, 9.0], note_code=["hidden", "", ""])
    chart = beside(hidden)
    assert chart.table["Status"].tolist() == ["skjult av personvernhensyn", "frigitt", "foreløpig"]
    assert numbers(trace(chart, "frigitt").y) == [None, 8.0, None]
    every = charts.monthly_bars(hidden.assign(actual=None, note_code="hidden"), **ASKED)
    assert every.message == "De faktiske tallene er skjult av personvernhensyn."
    of_keys = charts.small_multiples(
        hidden.assign(actual=None, note_code="hidden", key="X", label="X"), **ASKED
    )
    assert "skjult av personvernhensyn" in words(of_keys)
    assert of_keys.message == every.message


def test_instrument_hours_are_columns() -> None:
    told = {"message": "m.", "effort_label": "innsats"} | ASKED
    chart = charts.effort_beside(beside_rows(), Other("instrumenttimer", stock=False, decimals=1), **told)
    assert trace(chart, "instrumenttimer").type == "bar"
    assert "Talt opp" not in chart.table


# --- the line of time ---------------------------------------------------------------------------------

PLANNED, REVISED = dt.date(2022, 1, 1), dt.date(2023, 1, 1)


def test_a_postponement_is_an_arrow_with_its_months_in_words() -> None:
    chart = timeline(
        {"label": "Innføring", "planned_date": PLANNED, "revised_date": REVISED, "actual_date": REVISED}
    )
    (arrow,) = [one for one in chart.figure.layout.annotations if one.name == "moved"]
    assert (arrow.ax, arrow.x, arrow.showarrow) == (PLANNED, REVISED, True)
    assert "○ revidert 01.01.2023 (12 måneder senere)" in words(chart)
    assert chart.table["Flyttet"].tolist() == ["12 måneder senere"]
    assert chart.message.endswith("Lengst: Innføring, 12 måneder senere.")


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (dt.date(2021, 11, 20), "2 måneder tidligere"),
        (dt.date(2022, 1, 20), "senere i samme måned"),
        (dt.date(2022, 2, 1), "1 måned senere"),
        (PLANNED, ""),
    ],
)
def test_every_move_has_its_words(later: dt.date, told: str) -> None:
    chart = timeline({"label": "A", "planned_date": PLANNED, "actual_date": later})
    assert chart.table["Flyttet"].tolist() == [told]


def test_a_text_without_a_date_is_shown_as_the_source_says_it() -> None:
    chart = timeline(
        {
            "label": "Pilot",
            "planned_date": PLANNED,
            "revised_text": "våren 2023 → våren 2024",
            "actual_text": "avbestilt",
        },
        {"label": "Bare ord", "actual_text": "dato ukjent"},
    )
    assert "○ revidert «våren 2023 → våren 2024»" in words(chart)
    assert "◆ faktisk «dato ukjent»" in words(chart)
    assert chart.table["Faktisk"].tolist() == ["avbestilt", "dato ukjent"]
    assert sum(len(one.x) for one in chart.figure.data) == 1


def test_milestones_with_texts_alone_have_a_table_and_no_line() -> None:
    chart = timeline({"label": "Bare ord", "actual_text": "dato ukjent"})
    assert chart.message == "Ingen av milepælene har en dato. Tabellen viser det kilden sier."
    assert chart.message in chart.alt
    assert chart.table["Faktisk"].tolist() == ["dato ukjent"]
    assert len(chart.figure.data) == 0


def test_closed_without_rollout_has_a_sign_and_a_word_of_its_own() -> None:
    chart = timeline({"label": "Stopp", "actual_date": dt.date(2024, 6, 24), "closing": True})
    assert trace(chart, "avsluttet uten innføring").marker.symbol == "x"
    assert len(trace(chart, "faktisk").x) == 0
    assert "✖ avsluttet uten innføring 24.06.2024" in words(chart)
    assert "Avsluttet: Stopp, 24.06.2024." in chart.message


def test_the_line_of_time_says_how_far_the_figures_go() -> None:
    chart = timeline({"label": "A", "planned_date": PLANNED}, until=dt.date(2024, 8, 31))
    assert "tallene går til 31.08.2024" in words(chart)
    assert [shape.x0 for shape in chart.figure.layout.shapes] == [dt.date(2024, 8, 31)]


def test_facts_of_one_day_share_a_line_through_the_months() -> None:
    rows = beside_rows().assign(cum_planned=None, cum_actual=None)
    kept = SimpleNamespace(name_nb="Innføring", name_en="Roll-out", planned_date=month(2), revised_date=None,
                           actual_date=month(2))  # fmt: skip
    chart = charts.go_live_effort(rows, [kept], **ASKED)
    assert "Innføring, planlagt og faktisk 01.02.2023" in words(chart)
    assert [shape.line.dash for shape in chart.figure.layout.shapes] == ["solid"]


# --- the matrix -----------------------------------------------------------------------------------------


def matrix(**more: Any) -> charts.MatrixTable:
    cells = pd.DataFrame(
        [
            ("T22", "BOTT ØL", 100.0, 150.0, ""),
            ("T22", "uten system", 0.0, 30.0, "not_planned"),
            ("ikke plassert", "ikke plassert", 0.0, 5.0, "not_planned"),
            ("T4", "BOTT ØL", None, None, "hidden"),
        ],
        columns=["row", "column", "planned", "actual", "note_code"],
    )
    sums = ["label", "planned", "actual", "note_code", "unplanned", "unplaced"]
    rows = [("T22", 100.0, 180.0, "", 30.0, 0.0), ("T4", None, None, "hidden", None, None),
            ("ikke plassert", 0.0, 5.0, "not_planned", 0.0, 5.0)]  # fmt: skip
    columns = [("BOTT ØL", 100.0, 150.0, "", 0.0, 0.0), ("uten system", 0.0, 30.0, "not_planned", 30.0, 0.0),
               ("ikke plassert", 0.0, 5.0, "not_planned", 0.0, 5.0)]  # fmt: skip
    total = {"planned": 100.0, "actual": 185.0, "note_code": "", "unplanned": 30.0, "unplaced": 5.0}
    return charts.matrix_table(
        cells, pd.DataFrame(rows, columns=sums), pd.DataFrame(columns, columns=sums), total,
        title="Matrise", corner="Tiltak", unit="hours", lang=NB, notes={"hidden": "skjult av personvernhensyn"}, **more,
    )  # fmt: skip


def test_the_matrix_has_both_figures_one_total_and_visible_rest_lines() -> None:
    told = {line.cells[0]: line.cells[1:] for line in matrix().lines}
    assert matrix().heads == ("Tiltak", "BOTT ØL", "uten system", "ikke plassert", "Sum")
    assert told["T22"] == ("150 /\n100", "30 /\nikke planlagt", "–", "180 /\n100")
    assert told["Sum"][-1] == "185 /\n100"
    assert told["herav ikke planlagt"] == ("0", "30", "0", "30")
    assert told["herav ikke plassert"] == ("0", "0", "5", "5")


def test_what_may_not_be_shown_is_a_word_in_the_cell_and_in_the_file() -> None:
    told = {line.cells[0]: line for line in matrix().lines}
    assert told["T4"].cells[1] == "skjult av personvernhensyn"
    assert told["T4"].shades[0] == 0
    assert matrix().frame["BOTT ØL, faktisk"].tolist()[1] == "skjult av personvernhensyn"


def test_the_file_has_numbers_and_the_same_sums() -> None:
    frame = matrix().frame.set_index("Tiltak")
    assert frame.loc["Sum", "Sum, faktisk"] == 185.0
    assert frame.loc["T22", "BOTT ØL, planlagt"] == 100.0
    assert frame.loc["herav ikke planlagt", "uten system, faktisk"] == 30.0


def test_a_cell_is_shaded_by_its_amount() -> None:
    told = {line.cells[0]: line.shades for line in matrix().lines}
    assert told["T22"][:3] == (5, 1, 0)
    assert told["Sum"] == (0, 0, 0, 0)


def test_the_matrix_says_which_system_took_most() -> None:
    assert matrix().message.replace(NBSP, " ") == "BOTT ØL tar mest: 150,0 t av 185,0 t (81,1 %)."


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_figure_can_be_read_on_every_shade(theme: Any) -> None:
    steps = [int(share) for share in re.findall(r"\.hr-shade-\d [^}]*currentColor (\d+)%", STYLE)]
    assert len(steps) == charts.matrix.SHADES
    assert steps == sorted(set(steps))
    for share in steps:
        assert contrast(theme.ink, mixed(theme.ink, theme.background, share / 100)) >= 4.5


def mixed(one: str, other: str, share: float) -> str:
    """Two colours as color-mix in srgb mixes them."""
    pairs = [(int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)
