"""Systems on one line of months counted from each one's month 0: running sums together, or months panel by panel."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import (
    Chart,
    Frame,
    amount,
    day,
    escaped,
    finished,
    heading,
    key_line,
    nothing,
    value,
    wrapped,
)
from charts.months import Month, markers, month_hover, month_of, state_words, status_words
from language import Language

HEIGHT, TOP, BOTTOM, PANEL, GAP = 400, 34, 48, 132, 0.3
SYMBOLS = ("circle", "square", "triangle-up", "diamond", "x", "star", "pentagon", "hexagram")
SIGNS = ("●", "■", "▲", "◆", "✖", "★", "⬟", "✶")
EVERY = 6
"""Months between two marks on a line: a mark on each month would hide the line."""


@dataclass(frozen=True)
class Point:
    """One month of one system; place is the number of months from its month 0."""

    place: int
    month: Month
    cum_planned: float | None
    cum_actual: float | None


@dataclass(frozen=True)
class Line:
    """One system."""

    label: str
    points: tuple[Point, ...]


def aligned_sums(
    frame: pd.DataFrame, *, title: str, unit: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw the running sums of all systems together: actual a thick line, plan a thin dashed one, each system with a
    mark of its own and its name where its line ends.

    frame: key, label, month, months_to_go_live, planned, actual, cum_planned, cum_actual, state.
    """
    asked = Frame(title, unit, basis, lang, dark)
    lines = _read(frame)
    table = _table(lines, asked)
    if not any(one.cum_actual is not None for line in lines for one in line.points):
        return nothing(table, asked)
    figure = go.Figure()
    for order, line in enumerate(lines):
        _sum_lines(figure, line, order, asked)
    _zero_line(figure, asked, 0.0, 1.0)
    _names(figure, lines, asked)
    key_line(figure, [("━", asked.colours.actual, lang.text("faktisk hittil")),
                      ("┅", asked.colours.plan, lang.text("plan hittil"))])  # fmt: skip
    figure.update_layout(
        margin={"t": TOP, "b": BOTTOM, "l": 16, "r": 16},
        xaxis=_axis(lines, asked),
        yaxis={"visible": False, "rangemode": "tozero"},
    )
    return finished(figure, _message(lines, asked), table, asked, HEIGHT)


def aligned_months(
    frame: pd.DataFrame, *, title: str, unit: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw each system's months in a panel of its own, under each other on one scale, so that month 0 is one line
    through all of them. frame: as for `aligned_sums`.
    """
    asked = Frame(title, unit, basis, lang, dark)
    lines = _read(frame)
    table = _table(lines, asked)
    if not lines:
        return nothing(table, asked)
    figure = go.Figure()
    numbers = [n for line in lines for one in line.points for n in (one.month.planned, one.month.actual) if n]
    span = [min([*numbers, 0.0]) * 1.08, max([*numbers, 1e-9]) * 1.08]
    for order, line in enumerate(lines):
        _panel(figure, line, order, len(lines), span, asked)
    _zero_line(figure, asked, 0.0, 1.0)
    states = {one.month.state for line in lines for one in line.points if one.month.actual is not None}
    key_line(figure, _key(states, asked))
    figure.update_layout(
        margin={"t": TOP, "b": BOTTOM, "l": 16, "r": 16},
        xaxis=_axis(lines, asked) | {"anchor": f"y{len(lines)}" if len(lines) > 1 else "y"},
    )
    return finished(figure, _message(lines, asked), table, asked, TOP + BOTTOM + PANEL * len(lines))


def _read(frame: pd.DataFrame) -> list[Line]:
    """Every system with its months in order; the order of the systems is kept."""
    found: dict[tuple[str, str], list[Point]] = {}
    for row in frame.to_dict("records"):
        month = month_of(row, day(row["month"]) or dt.date.min)
        point = Point(
            int(row["months_to_go_live"]), month, value(row["cum_planned"]), value(row["cum_actual"])
        )
        found.setdefault((str(row["key"]), str(row["label"])), []).append(point)
    return [
        Line(label, tuple(sorted(points, key=lambda one: one.place)))
        for (_key, label), points in found.items()
    ]


def _table(lines: list[Line], frame: Frame) -> pd.DataFrame:
    text, lang = frame.lang.text, frame.lang
    rows = [(line.label, one) for line in lines for one in line.points]
    return pd.DataFrame(
        {
            text("Navn"): [label for label, _one in rows],
            text("Måneder fra måned 0"): [one.place for _label, one in rows],
            text("Måned"): [lang.month(one.month.month) for _label, one in rows],
            heading(text("Planlagt"), frame): [one.month.planned for _label, one in rows],
            heading(text("Faktisk"), frame): [one.month.actual for _label, one in rows],
            heading(text("Planlagt hittil"), frame): [one.cum_planned for _label, one in rows],
            heading(text("Faktisk hittil"), frame): [one.cum_actual for _label, one in rows],
            text("Status"): [status_words(one.month, lang) for _label, one in rows],
        }
    )


def place_words(place: int, lang: Language) -> str:
    """Say a place on the axis: «måned 0», «12 måneder før», «3 måneder etter»."""
    if not place:
        return lang.text("måned 0")
    count = lang.plural("{n} måned", "{n} måneder", abs(place))
    return lang.text("{count} før", count=count) if place < 0 else lang.text("{count} etter", count=count)


def _sum_lines(figure: go.Figure, line: Line, order: int, frame: Frame) -> None:
    """Plan thin, dashed, with open marks; actual thick, with filled ones."""
    colours, lang = frame.colours, frame.lang
    symbol = SYMBOLS[order % len(SYMBOLS)]
    planned = {"color": colours.plan, "width": 1.2, "dash": "4px,4px"}
    looks = (
        (lang.text("Plan"), "cum_planned", colours.background, planned),
        (lang.text("Faktisk"), "cum_actual", colours.actual, {"color": colours.actual, "width": 2.8}),
    )
    for name, field, fill, look in looks:
        numbers = [getattr(one, field) for one in line.points]
        known = [place for place, number in enumerate(numbers) if number is not None]
        if not known:
            continue
        marked = {place for place in known if line.points[place].place % EVERY == 0} | {known[-1]}
        figure.add_scatter(
            x=[one.place for one in line.points],
            y=numbers,
            mode="lines+markers",
            name=f"{escaped(line.label)}: {name}",
            line=look,
            meta=order,
            marker={
                "symbol": symbol, "opacity": 1, "color": fill, "line": {"color": colours.actual, "width": 1.4},
                "size": [8 if place in marked else 0 for place in range(len(numbers))],
            },
            customdata=[_sum_hover(line, one, name, number, frame)
                        for one, number in zip(line.points, numbers, strict=True)],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip


def _sum_hover(line: Line, one: Point, name: str, number: float | None, frame: Frame) -> str:
    told = "" if number is None else frame.lang.quantity(number, frame.unit)
    when = f"{place_words(one.place, frame.lang)} ({frame.lang.month(one.month.month)})"
    return f"<b>{escaped(line.label)}</b><br>{when}<br>{name} {told}"


def _names(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    """Name each line where its actual sums end; names that would touch are set apart."""
    ends = []
    for order, line in enumerate(lines):
        known = [one for one in line.points if one.cum_actual is not None]
        if known:
            ends.append((known[-1], order, line))
    highest = max([one.cum_actual or 0.0 for line in lines for one in line.points] + [1e-9])
    highest = max([one.cum_planned or 0.0 for line in lines for one in line.points] + [highest])
    taken: list[float] = []
    words = []
    for one, order, line in sorted(ends, key=lambda end: (_top(end[0]), end[1])):
        number = one.cum_actual or 0.0
        # Running sums rise, so that what lies above the end of both its lines is free of them.
        pixels = _top(one) / highest * (HEIGHT - TOP - BOTTOM)
        lifted = max([pixels + 16, *(low + 18 for low in taken)])
        taken.append(lifted)
        words.append(
            {
                "text": f"{SIGNS[order % len(SIGNS)]} <b>{wrapped(line.label, 22, 1)}</b> {amount(number, frame)}",
                "x": one.place, "y": _top(one), "xref": "x", "yref": "y", "xanchor": "right", "yanchor": "middle",
                "yshift": lifted - pixels, "showarrow": False, "borderpad": 1,
                "bgcolor": frame.colours.background,
            }
        )  # fmt: skip
    figure.layout.annotations = [*figure.layout.annotations, *words]


def _top(one: Point) -> float:
    """The higher one of the two running sums."""
    return max(one.cum_actual or 0.0, one.cum_planned or 0.0)


def _zero_line(figure: go.Figure, frame: Frame, low: float, high: float) -> None:
    figure.add_shape(
        type="line", xref="x", yref="paper", x0=0, x1=0, y0=low, y1=high, layer="below",
        line={"color": frame.colours.ink, "width": 1.4, "dash": "dot"},
    )  # fmt: skip


def _axis(lines: list[Line], frame: Frame) -> dict[str, Any]:
    """Month 0 in its place, and every year from it; fewer where the line of time is long."""
    places = [one.place for line in lines for one in line.points]
    first, last = min([*places, 0]), max([*places, 0])
    step = 6 if last - first <= 30 else 12 if last - first <= 84 else 24
    ticks = list(range(-(-first // step) * step, last + 1, step))
    return {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [frame.lang.number(place, 0, signed=place != 0) for place in ticks],
        "tickangle": 0,
        "range": [first - 0.8, last + 1.2],
        "showline": True,
        "title": {"text": frame.lang.text("måneder fra måned 0"), "font": {"size": 12}, "standoff": 4},
    }


def _panel(figure: go.Figure, line: Line, order: int, count: int, span: list[float], frame: Frame) -> None:
    colours, number = frame.colours, "" if order == 0 else str(order + 1)
    plan, name = frame.lang.text("Plan"), escaped(line.label)
    top, height = 1 - order / count, 1 / count
    figure.update_layout(
        {f"yaxis{number}": {"domain": [top - height, top - height * GAP], "visible": False, "fixedrange": True,
                            "range": span}}
    )  # fmt: skip
    common: dict[str, Any] = {
        "x": [one.place for one in line.points],
        "yaxis": f"y{number}",
        "meta": order,
        "customdata": [
            f"<b>{name}</b>, {place_words(one.place, frame.lang)}<br>{month_hover(one.month, frame)}"
            for one in line.points
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    figure.add_bar(
        y=[one.month.planned for one in line.points], name=f"{name}: {plan}", width=0.8,
        marker={"color": colours.background, "line": {"color": colours.plan, "width": 1}}, **common,
    )  # fmt: skip
    for state, marker in markers(frame).items():
        shown = [one.month.actual if one.month.state == state else None for one in line.points]
        if any(one is not None for one in shown):
            told = f"{name}: {state_words(state, frame.lang)}"
            figure.add_bar(y=shown, name=told, width=0.5, marker=marker, **common)
    figure.add_annotation(
        text=f"<b>{wrapped(line.label, 34, 1)}</b>  {_before_and_after(line, frame)}",
        x=0, y=top, xref="paper", yref="paper", xanchor="left", yanchor="top", yshift=-4, showarrow=False,
        bgcolor=colours.background,
    )  # fmt: skip


def _key(states: set[str], frame: Frame) -> list[tuple[str, str, str]]:
    colours, lang = frame.colours, frame.lang
    marks = [("■", colours.actual, lang.text("faktisk")), ("□", colours.plan, lang.text("plan"))]
    if "provisional" in states:
        marks.append(("▨", colours.provisional, lang.text("foreløpig")))
    if "uncovered" in states:
        marks.append(("■", colours.uncovered, lang.text("uten plan")))
    return marks


def _sums(line: Line) -> tuple[float, float]:
    """Actual effort before month 0, and from it on, over the months that are compared."""
    compared = [
        one for one in line.points if one.month.state == "comparable" and one.month.actual is not None
    ]
    before = sum(one.month.actual or 0.0 for one in compared if one.place < 0)
    after = sum(one.month.actual or 0.0 for one in compared if one.place >= 0)
    return round(before, 6), round(after, 6)


def _before_and_after(line: Line, frame: Frame) -> str:
    before, after = _sums(line)
    if not before and line.points[0].place >= 0:
        return amount(after, frame)
    return frame.lang.text(
        "{before} før, {after} fra og med", before=amount(before, frame), after=amount(after, frame)
    )


def _message(lines: list[Line], frame: Frame) -> str:
    """What was spent before month 0 and from it on, system by system."""
    text = frame.lang.text
    if all(one.month.state != "comparable" for line in lines for one in line.points):
        return text("Ingen måneder her kan sammenlignes med en plan.")
    told = [
        text("{label} {amounts}", label=line.label, amounts=_before_and_after(line, frame)) for line in lines
    ]
    if all(line.points[0].place >= 0 for line in lines):
        return text("Faktisk innsats fra måned 0: {systems}.", systems="; ".join(told))
    return text("Faktisk innsats før måned 0 og fra og med den: {systems}.", systems="; ".join(told))
