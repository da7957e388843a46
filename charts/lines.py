"""Planned and actual summed up from the first month."""

from __future__ import annotations

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
    _end_labels(figure, planned, actual, asked)
    month_axis(figure, [Month(month, None, None, "") for month in months], asked, axis="xaxis")
    figure.update_layout(
        margin={"t": 16, "b": 44, "l": 8, "r": 150},
        yaxis={"visible": False, "rangemode": "tozero"},
    )
    return finished(figure, _message(planned, actual, asked), table, asked, HEIGHT)


Numbers = list[float | None]


def _read(frame: pd.DataFrame) -> tuple[list, Numbers, Numbers]:
    rows = [row for row in frame.to_dict("records") if day(row["month"]) is not None]
    return (
        [day(row["month"]) for row in rows],
        [value(row["cum_planned"]) for row in rows],
        [value(row["cum_actual"]) for row in rows],
    )


def _table(months: list, planned: Numbers, actual: Numbers, frame: Frame) -> pd.DataFrame:
    text = frame.lang.text
    return pd.DataFrame(
        {
            text("Måned"): [frame.lang.month(month) for month in months],
            heading(text("Planlagt hittil"), frame): planned,
            heading(text("Faktisk hittil"), frame): actual,
        }
    )


def _lines(figure: go.Figure, months: list, planned: Numbers, actual: Numbers, frame: Frame) -> None:
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


def _end_labels(figure: go.Figure, planned: Numbers, actual: Numbers, frame: Frame) -> None:
    """Name the lines where they end; the higher label stands higher, so that they never cover each other."""
    text = frame.lang.text
    ends = [
        (numbers[place] or 0.0, place, words)
        for numbers, words in ((actual, text("Faktisk")), (planned, text("Plan")))
        if (place := last_known(numbers)) is not None
    ]
    largest = max([abs(number) for number, _place, _words in ends] + [1e-9])
    close = len(ends) == 2 and abs(ends[0][0] - ends[1][0]) < 0.12 * largest
    upper = max(ends)[0]
    for order, (number, place, words) in enumerate(ends):
        lifted = number == upper and (ends[0][0] != ends[1][0] if len(ends) == 2 else True)
        shift = (
            (10 if lifted or (order == 0 and len(ends) == 2 and ends[0][0] == ends[1][0]) else -10)
            if close
            else 0
        )
        at_the_end = place == max(one for _n, one, _w in ends)
        figure.add_annotation(
            text=f"<b>{words}</b> {amount(number, frame)}",
            x=place, y=number, xref="x", yref="y",
            xanchor="left", yanchor="middle", xshift=10, yshift=shift if at_the_end else -12,
            showarrow=False,
        )  # fmt: skip


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
