"""Two series over the same months, one above the other on scales of their own: they are never added."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, amount, day, escaped, finished, nothing, value
from charts.months import Month, month_axis, month_columns, month_of, months_table, state_words
from language import Language

TOP, BOTTOM, HEIGHT = 22, 44, 400
UPPER, LOWER = (0.56, 0.94), (0.0, 0.42)


@dataclass(frozen=True)
class Other:
    """The series of its own: what it is called, and whether it is a stock (a mark on its day) or a flow (a column)."""

    label: str
    stock: bool
    decimals: int


def effort_beside(
    frame: pd.DataFrame,
    other: Other,
    *,
    message: str,
    effort_label: str,
    title: str,
    unit: str,
    basis: str,
    lang: Language,
    dark: bool = False,
) -> Chart:
    """Draw a series of its own above the effort of the same months.

    frame: month, planned, actual, state, other (None where there is none), counted_on (the day of a stock).
    message: what the two say beside each other, from who reckoned it.
    """
    asked = Frame(title, unit, basis, lang, dark)
    months = [month_of(row, day(row["month"]) or dt.date.min) for row in frame.to_dict("records")]
    others = [value(number) for number in frame["other"]]
    days = [day(one) for one in frame["counted_on"]]
    table = _table(months, others, days, other, asked)
    if not months:
        return nothing(table, asked)
    figure = go.Figure()
    _other(figure, months, others, days, other, asked)
    month_columns(figure, months, asked, labels=False, axes=("x", "y2"))
    month_axis(figure, months, asked, axis="xaxis")
    _effort_labels(figure, months, asked)
    _frames(figure, months, others, other, effort_label, asked)
    drawn = finished(figure, message, table, asked, HEIGHT)
    both = lang.text("{other} og {effort}", other=other.label, effort=drawn.unit_label)
    return replace(drawn, unit_label=both)


Numbers = list[float | None]


def _table(
    months: list[Month], others: Numbers, days: list[dt.date | None], other: Other, frame: Frame
) -> pd.DataFrame:
    table = months_table(months, frame)
    if other.stock:
        table[frame.lang.text("Talt opp")] = pd.Series(days, dtype="object")
        counts = [None if number is None else int(number) for number in others]
        table[_capital(other.label)] = pd.Series(counts, dtype="object")
    else:
        table[_capital(other.label)] = others
    return table


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _other(
    figure: go.Figure,
    months: list[Month],
    others: Numbers,
    days: list[dt.date | None],
    other: Other,
    frame: Frame,
) -> None:
    """A stock is a mark on its day with a line to the next; a flow is a column."""
    colours, lang = frame.colours, frame.lang
    places = [place for place, number in enumerate(others) if number is not None]
    numbers = [others[place] for place in places]
    hover = []
    for place, number in zip(places, numbers, strict=True):
        counted = days[place]
        when = lang.month(months[place].month) if counted is None else lang.date(counted)
        hover.append(f"<b>{when}</b><br>{escaped(other.label)} {lang.number(number, other.decimals)}")
    common = {"x": places, "y": numbers, "name": other.label, "yaxis": "y", "customdata": hover,
              "hovertemplate": "%{customdata}<extra></extra>"}  # fmt: skip
    if other.stock:
        figure.add_scatter(
            mode="lines+markers", line={"color": colours.actual, "width": 1.6},
            marker={"symbol": "square", "size": 8, "color": colours.actual}, **common,
        )  # fmt: skip
    else:
        figure.add_bar(
            width=0.48, marker={"color": colours.actual, "line": {"width": 0}}, **common,
        )  # fmt: skip
    ends = {*places[:1], *places[-1:]}
    figure.layout.annotations = [
        *figure.layout.annotations,
        *(
            {
                "text": lang.number(others[place], other.decimals), "x": place, "y": others[place], "xref": "x",
                "yref": "y", "yanchor": "bottom", "yshift": 5, "showarrow": False,
            }
            for place in ends
        ),
    ]  # fmt: skip


def _effort_labels(figure: go.Figure, months: list[Month], frame: Frame) -> None:
    """The largest month and the last one, so that the lower panel has a scale, too."""
    known = [place for place, one in enumerate(months) if one.actual]
    if not known:
        return
    ends = {max(known, key=lambda place: months[place].actual or 0.0), known[-1]}
    figure.layout.annotations = [
        *figure.layout.annotations,
        *(
            {
                "text": amount(months[place].actual or 0.0, frame), "x": place, "y": months[place].actual,
                "xref": "x", "yref": "y2", "yanchor": "bottom", "showarrow": False, "font": {"size": 11},
                "bgcolor": frame.colours.background, "borderpad": 0,
            }
            for place in sorted(ends)
        ),
    ]  # fmt: skip


def _frames(
    figure: go.Figure, months: list[Month], others: Numbers, other: Other, effort_label: str, frame: Frame
) -> None:
    """Two panels, each with its own heading, scale and zero line, over one axis of months."""
    colours, lang = frame.colours, frame.lang
    highest = max([n for n in others if n] + [1e-9])
    tops = [n for one in months for n in (one.planned, one.actual) if n]
    states = {one.state for one in months if one.actual is not None}
    key = [("■", colours.actual, lang.text("faktisk")), ("□", colours.plan, lang.text("plan"))]
    if "provisional" in states:
        key.append(("▨", colours.provisional, lang.text("foreløpig")))
    if "uncovered" in states:
        key.append(("■", colours.uncovered, state_words("uncovered", lang)))
    marks = "   ".join(f'<span style="color:{colour}">{sign}</span> {word}' for sign, colour, word in key)
    effort = f"<b>{escaped(_capital(effort_label))}</b>  {marks}"
    headings = ((f"<b>{escaped(_capital(other.label))}</b>", 1.0), (effort, 0.5))
    figure.update_layout(
        margin={"t": TOP, "b": BOTTOM, "l": 8, "r": 8},
        xaxis={"anchor": "y2"},
        yaxis={"domain": list(UPPER), "visible": False, "range": [0, highest * 1.25]},
        yaxis2={"domain": list(LOWER), "visible": False, "range": [min([*tops, 0.0]) * 1.08, max([*tops, 1e-9]) * 1.2],
                "fixedrange": True},
        shapes=[{"type": "line", "xref": "paper", "yref": "paper", "x0": 0, "x1": 1, "y0": UPPER[0], "y1": UPPER[0],
                 "line": {"color": colours.line, "width": 1}}],
    )  # fmt: skip
    figure.layout.annotations = [
        *figure.layout.annotations,
        *({"text": words, "x": 0, "y": y, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top",
           "showarrow": False, "yshift": 6} for words, y in headings),
    ]  # fmt: skip
