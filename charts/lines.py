"""Planned and actual summed up from the first month."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, amount, day, finished, heading, in_words, nothing, value
from charts.months import Month, month_axis
from language import Language

HEIGHT = 320


def cumulative_lines(
    frame: pd.DataFrame, *, title: str, unit: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw the running sums: planned as a thin dashed line, actual as a thick one that ends with its data.

    frame: month, cum_planned, cum_actual (and state). Both lines carry their name and figure where they end.
    """
    asked = Frame(title, unit, basis, lang, dark)
    months, planned, actual = _read(frame)
    table = _table(months, planned, actual, asked)
    if not any(number is not None for number in planned + actual):
        return nothing(table, asked)
    figure = go.Figure()
    _lines(figure, months, planned, actual, asked)
    _end_labels(figure, months, planned, actual, asked)
    month_axis(figure, [Month(month, None, None, "") for month in months], asked, axis="xaxis")
    figure.update_layout(
        margin={"t": 16, "b": 44, "l": 16, "r": 16},
        yaxis={"visible": False, "rangemode": "tozero"},
    )
    return finished(figure, _message(planned, actual, asked), table, asked, HEIGHT)


Numbers = list[float | None]


def _read(frame: pd.DataFrame) -> tuple[list[dt.date], Numbers, Numbers]:
    rows = [row for row in frame.to_dict("records") if day(row["month"])]
    return (
        [month for row in rows if (month := day(row["month"]))],
        [value(row["cum_planned"]) for row in rows],
        [value(row["cum_actual"]) for row in rows],
    )


def _table(months: list[dt.date], planned: Numbers, actual: Numbers, frame: Frame) -> pd.DataFrame:
    text = frame.lang.text
    return pd.DataFrame(
        {
            text("Måned"): [frame.lang.month(month) for month in months],
            heading(text("Planlagt hittil"), frame): planned,
            heading(text("Faktisk hittil"), frame): actual,
        }
    )


def _lines(figure: go.Figure, months: list[dt.date], planned: Numbers, actual: Numbers, frame: Frame) -> None:
    colours, lang = frame.colours, frame.lang
    looks = (
        (lang.text("Plan"), planned, {"color": colours.plan, "width": 1.6, "dash": "5px,4px"}),
        (lang.text("Faktisk"), actual, {"color": colours.actual, "width": 3.4}),
    )
    for name, numbers, line in looks:
        hover = [
            f"<b>{lang.month(month)}</b><br>{name} {'' if n is None else lang.quantity(n, frame.unit)}"
            for month, n in zip(months, numbers, strict=True)
        ]
        figure.add_scatter(
            x=list(range(len(months))), y=numbers, mode="lines", line=line, name=name, customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    for numbers, fill in ((planned, colours.background), (actual, colours.actual)):
        place = last_known(numbers)
        if place is not None:
            figure.add_scatter(
                x=[place], y=[numbers[place]], mode="markers", hoverinfo="skip",
                marker={"size": 9, "color": fill, "line": {"color": colours.actual, "width": 1.6}},
            )  # fmt: skip


def last_known(numbers: Numbers) -> int | None:
    """The place of the last figure."""
    return max((place for place, number in enumerate(numbers) if number is not None), default=None)


def _end_labels(
    figure: go.Figure, months: list[dt.date], planned: Numbers, actual: Numbers, frame: Frame
) -> None:
    """Name the lines with their last figures at the top left, which rising sums leave empty at any width."""
    text, told = frame.lang.text, []
    for numbers, sign, words in ((actual, "●", text("Faktisk")), (planned, "○", text("Plan"))):
        place = last_known(numbers)
        if place is not None:
            month = frame.lang.month(months[place])
            told.append(f"{sign} <b>{words}</b> {amount(numbers[place] or 0.0, frame)} ({month})")
    figure.add_annotation(
        text="<br>".join(told),
        x=0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        align="left",
        showarrow=False,
    )


def _message(planned: Numbers, actual: Numbers, frame: Frame) -> str:
    place = last_known(actual)
    if place is None or planned[place] is None:
        return frame.lang.text("Ingen måneder her kan sammenlignes med en plan.")
    done, due = actual[place] or 0.0, planned[place] or 0.0
    return frame.lang.text(
        "Hittil {actual} faktisk mot {planned} planlagt, {variance} {word}.",
        actual=amount(done, frame),
        planned=amount(due, frame),
        variance=amount(done - due, frame, signed=True),
        word=in_words(round(done - due, 6), frame.lang),
    )
