"""Where the running sum ends: the plan, what is spent, and what a method expects, with its band."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import (
    Chart,
    Frame,
    bare,
    day,
    escaped,
    finished,
    heading,
    key_line,
    nothing,
    scale_of,
    scale_words,
    value,
)
from charts.lines import Numbers, last_known
from charts.months import Month, month_axis
from language import Language

TOP, HEIGHT, BOTTOM = 34, 360, 44
"""Pixels above the plot, of the whole, and under the plot."""
LINE, GAP, SIGN = 16, 4, 7.4
"""Pixels of one line of a label, between two labels, and of one sign of a label."""
FEW = 8
"""Up to so many months are named one by one, and up to three times as many by quarter: a telephone has no more room."""


@dataclass(frozen=True)
class _Path:
    """One method's running sum by month, with the band around it (None where there is none)."""

    label: str
    numbers: Numbers
    low: Numbers
    high: Numbers


def forecast_lines(
    frame: pd.DataFrame,
    *,
    title: str,
    unit: str,
    basis: str,
    lang: Language,
    dark: bool = False,
    forecasts: pd.DataFrame | None = None,
    chosen: str = "",
    past: str = "",
) -> Chart:
    """Draw the running sums: the plan thin, the actual thick, and the chosen method dashed in its hatched band.

    frame: month, cum_planned, cum_actual. forecasts: label, month, cum_forecast, low, high, for each method from the
    month where the actual ends. chosen: the label that is drawn; the others stand in the table twin. past: how far
    that method has missed until now, a sentence that the message ends with.
    """
    asked = Frame(title, unit, basis, lang, dark)
    months = [month for row in frame.to_dict("records") if (month := day(row["month"]))]
    planned = [value(number) for number in frame["cum_planned"]]
    actual = [value(number) for number in frame["cum_actual"]]
    paths = _paths(forecasts, months)
    drawn = next((path for path in paths if path.label == chosen), None)
    table = _table(months, planned, actual, paths, drawn, asked)
    if not any(number is not None for number in planned + actual):
        return nothing(table, asked)
    figure = go.Figure()
    if drawn is not None:
        _band(figure, drawn, asked)
    _lines(figure, months, planned, actual, drawn, asked)
    scale = scale_of([*planned, *actual, *(drawn.numbers if drawn else [])], asked)
    room = _labels(figure, planned, actual, drawn, scale, asked)
    month_axis(figure, [Month(month, None, None, "") for month in months], asked, axis="xaxis", many=FEW)
    figure.update_layout(
        margin={"t": TOP, "b": BOTTOM, "l": 16, "r": room},
        yaxis={"visible": False, "range": _range(planned, actual, drawn)},
    )
    _key(figure, drawn, scale, asked)
    message = _message(months, planned, drawn, past, asked)
    return finished(figure, message, table, asked, HEIGHT)


def _paths(rows: pd.DataFrame | None, months: list[dt.date]) -> list[_Path]:
    if rows is None:
        return []
    by_label: dict[str, dict[dt.date | None, dict[str, Any]]] = {}
    for row in rows.to_dict("records"):
        by_label.setdefault(str(row["label"]), {})[day(row["month"])] = {str(k): v for k, v in row.items()}
    return [
        _Path(
            label,
            *(
                [value(known[month][name]) if month in known else None for month in months]
                for name in ("cum_forecast", "low", "high")
            ),
        )
        for label, known in by_label.items()
    ]


def _table(
    months: list[dt.date],
    planned: Numbers,
    actual: Numbers,
    paths: list[_Path],
    drawn: _Path | None,
    frame: Frame,
) -> pd.DataFrame:
    """The table twin: a row a month, and every method beside the one that is drawn."""
    text = frame.lang.text
    columns: dict[str, Any] = {
        text("Måned"): [frame.lang.month(month) for month in months],
        heading(text("Planlagt hittil"), frame): planned,
        heading(text("Faktisk hittil"), frame): actual,
    }
    for path in paths:
        columns[heading(text("Prognose, {method}", method=path.label), frame)] = path.numbers
    if drawn is not None and last_known(drawn.low) is not None:
        columns[heading(text("Båndets nedre kant, {method}", method=drawn.label), frame)] = drawn.low
        columns[heading(text("Båndets øvre kant, {method}", method=drawn.label), frame)] = drawn.high
    return pd.DataFrame(columns)


def _band(figure: go.Figure, drawn: _Path, frame: Frame) -> None:
    """The band as a light hatched area between two thin edges."""
    places = [place for place, number in enumerate(drawn.low) if number is not None]
    if not places:
        return
    colours = frame.colours
    hatched = {"shape": "/", "fgcolor": colours.provisional, "bgcolor": colours.background, "size": 7,
               "solidity": 0.12}  # fmt: skip
    for name, numbers in (
        (frame.lang.text("nedre kant"), drawn.low),
        (frame.lang.text("øvre kant"), drawn.high),
    ):
        last = numbers is drawn.high
        figure.add_scatter(
            x=places, y=[numbers[place] for place in places], mode="lines", name=name, hoverinfo="skip",
            line={"color": colours.provisional, "width": 1},
            **({"fill": "tonexty", "fillpattern": hatched} if last else {}),
        )  # fmt: skip


def _lines(
    figure: go.Figure,
    months: list[dt.date],
    planned: Numbers,
    actual: Numbers,
    drawn: _Path | None,
    frame: Frame,
) -> None:
    colours, lang = frame.colours, frame.lang
    lines: list[tuple[str, Numbers, dict[str, Any], str]] = [
        (lang.text("Plan"), planned, {"color": colours.plan, "width": 1.4}, colours.background),
        (lang.text("Faktisk"), actual, {"color": colours.actual, "width": 3.6}, colours.actual),
    ]
    if drawn is not None:
        look = {"color": colours.actual, "width": 3.2, "dash": "7px,5px"}
        lines.append(
            (lang.text("Prognose, {method}", method=drawn.label), drawn.numbers, look, colours.provisional)
        )
    for name, numbers, line, fill in lines:
        hover = [
            f"<b>{lang.month(month)}</b><br>{escaped(name)} {'' if n is None else lang.quantity(n, frame.unit)}"
            for month, n in zip(months, numbers, strict=True)
        ]
        figure.add_scatter(
            x=list(range(len(months))), y=numbers, mode="lines", line=line, name=name, customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
        place = last_known(numbers)
        if place is not None:
            figure.add_scatter(
                x=[place], y=[numbers[place]], mode="markers", hoverinfo="skip", name=name, cliponaxis=False,
                marker={"size": 9, "color": fill, "line": {"color": colours.actual, "width": 1.6}},
            )  # fmt: skip


def _range(planned: Numbers, actual: Numbers, drawn: _Path | None) -> list[float]:
    """From zero (or below it, where sums are) to a little over the highest line."""
    known = [n for n in [*planned, *actual, *(drawn.numbers + drawn.high if drawn else [])] if n is not None]
    lowest, highest = min([0.0, *known]), max([0.0, *known])
    return [lowest, highest + ((highest - lowest) or 1.0) * 0.06]


def _labels(
    figure: go.Figure, planned: Numbers, actual: Numbers, drawn: _Path | None, scale: float, frame: Frame
) -> int:
    """Name the lines where they end, labels that would meet moved apart; return the room that they take there."""
    text = frame.lang.text
    wanted: list[tuple[float, list[str]]] = []
    if drawn is not None and (end := last_known(drawn.numbers)) is not None:
        told = [f"<b>{text('Prognose')} {bare(drawn.numbers[end] or 0.0, frame, scale)}</b>"]
        low, high = drawn.low[end], drawn.high[end]
        if low is not None and high is not None:
            told.append(f"{bare(low, frame, scale)} – {bare(high, frame, scale)}")
        wanted.append((drawn.numbers[end] or 0.0, told))
    if (end := last_known(planned)) is not None and end == len(planned) - 1:
        wanted.append((planned[end] or 0.0, [f"{text('Plan')} {bare(planned[end] or 0.0, frame, scale)}"]))
    for height, told in _apart(wanted, _range(planned, actual, drawn)):
        figure.add_annotation(
            text="<br>".join(told), x=1, xref="paper", xanchor="left", xshift=6, y=height, yref="paper",
            yanchor="middle", align="left", showarrow=False,
        )  # fmt: skip
    _actual_label(figure, planned, actual, scale, frame)
    longest = max((len(_shown(line)) for _height, told in wanted for line in told), default=0)
    return 16 + int(longest * SIGN)


def _shown(line: str) -> str:
    """A label without its tags."""
    return line.replace("<b>", "").replace("</b>", "")


def _actual_label(figure: go.Figure, planned: Numbers, actual: Numbers, scale: float, frame: Frame) -> None:
    """Over the end of the actual line, where a rising sum leaves room; under it where the plan runs above."""
    place = last_known(actual)
    if place is None:
        return
    done, due = actual[place] or 0.0, planned[place]
    under = due is not None and due > done
    figure.add_annotation(
        text=f"<b>{frame.lang.text('Faktisk')} {bare(done, frame, scale)}</b>", x=place, y=done, xref="x", yref="y",
        xanchor="left" if under else "right", yanchor="top" if under else "bottom",
        xshift=6 if under else -6, yshift=-4 if under else 4, showarrow=False,
    )  # fmt: skip


def _apart(wanted: list[tuple[float, list[str]]], span: list[float]) -> list[tuple[float, list[str]]]:
    """Heights (0–1 of the plot) that keep labels at least their own size apart, in the order of the lines."""
    room = HEIGHT - TOP - BOTTOM
    placed: list[tuple[float, list[str]]] = []
    for number, told in sorted(wanted, key=lambda one: one[0]):
        height = (number - span[0]) / (span[1] - span[0])
        if placed:
            below, other = placed[-1]
            height = max(height, below + (LINE * (len(told) + len(other)) / 2 + GAP) / room)
        placed.append((height, told))
    return placed


def _key(figure: go.Figure, drawn: _Path | None, scale: float, frame: Frame) -> None:
    colours, text = frame.colours, frame.lang.text
    marks = [("━", colours.actual, text("faktisk")), ("─", colours.plan, text("plan"))]
    if drawn is not None:
        marks.append(("╍", colours.actual, text("prognose")))
        if last_known(drawn.low) is not None:
            marks.append(("▨", colours.provisional, text("bånd")))
    marks[-1] = (*marks[-1][:2], f"{marks[-1][2]}, {scale_words(scale, frame)}")
    key_line(figure, marks)


def _message(months: list[dt.date], planned: Numbers, drawn: _Path | None, past: str, frame: Frame) -> str:
    place = None if drawn is None else last_known(drawn.numbers)
    if drawn is None or place is None:
        return frame.lang.text("Det finnes ingen prognose for dette utvalget.")
    ends, due = drawn.numbers[place] or 0.0, planned[place]
    told = frame.lang.text(
        "Med metoden {method} ender summen i {month} på {amount}, {against}.",
        method=drawn.label,
        month=frame.lang.month(months[place]),
        amount=frame.lang.headline(ends, frame.unit),
        against=_against(ends, due, frame),
    )
    return f"{told} {past}".strip()


def _against(ends: float, due: float | None, frame: Frame) -> str:
    """«8 % over planen», «som planlagt», «der ingenting er planlagt»."""
    text = frame.lang.text
    if not due or due < 0:
        return text("der ingenting er planlagt")
    percent = (ends - due) * 100 / due
    if not round(percent, 1):
        return text("som planlagt")
    shown = frame.lang.percent(abs(percent), decimals=0 if abs(percent) >= 1 else 1)
    return text("{pct} over planen", pct=shown) if percent > 0 else text("{pct} under planen", pct=shown)
