"""From what was planned to what was spent, step by step: where a cost variance comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, amount, finished, heading, in_words, nothing, value, wrapped
from charts.palette import BODY
from language import Language

ROW_HEIGHT, TOP = 58, 12
KINDS = ("plan", "step", "actual")


@dataclass(frozen=True)
class _Bar:
    """One row: from `start` to `end` along the axis; amount is None where there is no figure."""

    label: str
    kind: str
    amount: float | None
    start: float
    end: float


def waterfall(
    rows: pd.DataFrame, *, title: str, unit: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw the plan (outlined), each step away from it with its sign and word, and the actual (solid).

    rows: label, kind (plan | step | actual) and amount, in the order shown. The steps lead from the plan to the
    actual: they add up to actual − plan.
    """
    frame = Frame(title, unit, basis, lang, dark)
    bars = _bars(rows)
    table = _table(bars, frame)
    if not any(bar.amount is not None for bar in bars):
        return nothing(table, frame)
    figure = go.Figure()
    for kind in KINDS:
        _draw(figure, [place for place, bar in enumerate(bars) if bar.kind == kind], bars, frame)
    _words(figure, bars, frame)
    edges = [0.0, *(edge for bar in bars for edge in (bar.start, bar.end))]
    spread = (max(edges) - min(edges)) or 1.0
    hidden = {"visible": False, "fixedrange": True}
    figure.update_layout(
        margin={"t": TOP, "b": 8, "l": 8, "r": 8},
        xaxis={"range": [min(edges) - spread * 0.01, max(edges) + spread * 0.01], **hidden},
        yaxis={"range": [len(bars) - 0.5, -0.6], **hidden},
        shapes=_connectors(bars, frame),
    )
    return finished(figure, _message(bars, frame), table, frame, TOP + 8 + ROW_HEIGHT * len(bars))


def _bars(rows: pd.DataFrame) -> list[_Bar]:
    running, bars = 0.0, []
    for row in rows.to_dict("records"):
        kind, number = str(row["kind"]), value(row["amount"])
        start = running if kind == "step" else 0.0
        running = start + (number or 0.0)
        bars.append(_Bar(str(row["label"]), kind, number, start, running))
    return bars


def _table(bars: list[_Bar], frame: Frame) -> pd.DataFrame:
    text = frame.lang.text
    return pd.DataFrame(
        {
            text("Ledd"): [bar.label for bar in bars],
            heading(text("Beløp"), frame): [bar.amount for bar in bars],
            text("Retning"): [
                in_words(bar.amount, frame.lang) if bar.kind == "step" and bar.amount else "" for bar in bars
            ],
        }
    )


def _draw(figure: go.Figure, places: list[int], bars: list[_Bar], frame: Frame) -> None:
    """Add the bars of one kind as a trace: outlined plan, solid actual, steps in the colour of their direction."""
    if not places:
        return
    colours, kind = frame.colours, bars[places[0]].kind
    looks: dict[str, dict[str, Any]] = {
        "plan": {"color": colours.background, "line": {"color": colours.plan, "width": 1.5}},
        "actual": {"color": colours.actual, "line": {"width": 0}},
        "step": {"color": [_tint(bars[place], frame) for place in places], "line": {"width": 0}},
    }
    names = {
        "plan": frame.lang.text("Plan"),
        "actual": frame.lang.text("Faktisk"),
        "step": frame.lang.text("Avvik"),
    }
    figure.add_bar(
        x=[bars[place].end - bars[place].start for place in places],
        base=[bars[place].start for place in places],
        y=places,
        orientation="h",
        width=0.34,
        offset=0.02,
        name=names[kind],
        marker=looks[kind],
        customdata=[
            f"<b>{wrapped(bars[place].label, 60, 4)}</b><br>{_told(bars[place], frame)}" for place in places
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _tint(bar: _Bar, frame: Frame) -> str:
    if not bar.amount:
        return frame.colours.muted
    return frame.colours.over if bar.amount > 0 else frame.colours.under


def _told(bar: _Bar, frame: Frame) -> str:
    """«1,2 mill. kr», «▲ +45 000 kr merforbruk», «0 kr»."""
    if bar.amount is None:
        return "–"
    if bar.kind != "step" or not bar.amount:
        return amount(bar.amount, frame)
    sign = "▲" if bar.amount > 0 else "▼"
    mark = f'<span style="color:{_tint(bar, frame)}">{sign}</span>'
    return f"{mark} {amount(bar.amount, frame, signed=True)} {in_words(bar.amount, frame.lang)}"


def _words(figure: go.Figure, bars: list[_Bar], frame: Frame) -> None:
    """The label and the figure of each row, over its bar: they have room there at any width."""
    figure.update_layout(
        annotations=[
            {
                "text": f"<b>{wrapped(bar.label, 40, 1)}</b>  {_told(bar, frame)}",
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": place - 0.22,
                "yref": "y",
                "yanchor": "middle",
                "showarrow": False,
                "borderpad": 0,
                "bgcolor": frame.colours.background,
                "font": {"size": BODY},
            }
            for place, bar in enumerate(bars)
        ]
    )


def _connectors(bars: list[_Bar], frame: Frame) -> list[dict[str, Any]]:
    """A thin line from where one bar ends to where the next begins; a step of nothing is a part of that line."""
    line = {"color": frame.colours.line, "width": 1}
    common = {"type": "line", "xref": "x", "yref": "y", "line": line, "layer": "below"}
    return [
        {
            "x0": bar.end,
            "x1": bar.end,
            "y0": place + (0.36 if bar.amount else 0),
            "y1": place + 1.02,
            **common,
        }
        for place, bar in enumerate(bars[:-1])
    ]


def _message(bars: list[_Bar], frame: Frame) -> str:
    """What was spent against the plan, and the step that explains most of it."""
    text = frame.lang.text
    plan, actual = (
        next((bar.amount for bar in bars if bar.kind == kind), None) for kind in ("plan", "actual")
    )
    if plan is None or actual is None:
        return text("Ingenting er planlagt og frigitt her, så det er ingen avvik å vise.")
    variance = actual - plan
    told = text(
        "{actual} faktisk mot {planned} planlagt, {variance} {word}.",
        actual=amount(actual, frame),
        planned=amount(plan, frame),
        variance=amount(variance, frame, signed=True),
        word=in_words(round(variance, 2), frame.lang),
    )
    steps = [bar for bar in bars if bar.kind == "step" and bar.amount]
    if not steps:
        return told
    most = max(steps, key=lambda bar: abs(bar.amount or 0.0))
    pulls = text(
        "Mest kommer fra {label}: {amount} {word}.",
        label=most.label.lower(),
        amount=amount(most.amount or 0.0, frame, signed=True),
        word=in_words(most.amount, frame.lang),
    )
    return f"{told} {pulls}"
