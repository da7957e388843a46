"""Capacity month by month: what there is (outline) against what the measures take of it, and the load in per cent."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.capacity_rows import (
    MARK,
    Full,
    capacity_message,
    ceiling_words,
    ceilings,
    full_hover,
    full_table,
    highest_load,
    read_full,
)
from charts.chart import Chart, Frame, bare, finished, key_line, nothing, scale_words
from charts.months import LABELLED, Month, month_axis
from language import Language

HEIGHT, TOP, BOTTOM = 420, 34, 44
UPPER, LOWER = (0.42, 1.0), (0.0, 0.26)


def capacity_months(
    frame: pd.DataFrame,
    *,
    title: str,
    unit: str,
    basis: str,
    lang: Language,
    dark: bool = False,
) -> Chart:
    """Draw available hours (a stepped line), planned (outlined), actual (solid) and forecast (hatched), and below the
    load of each month; over-full months have a mark.

    frame: month, available, planned, actual, forecast, load_pct, ceiling_pct, over_full, state, note.
    """
    asked = Frame(title, unit, basis, lang, dark)
    months = read_full(frame)
    table = full_table(months, asked)
    if not months:
        return nothing(table, asked)
    figure = go.Figure()
    _effort(figure, months, asked)
    _available(figure, months, asked)
    load_columns(figure, months, asked, axes=("x", "y2"))
    places = [Month(one.month, one.planned, one.actual, one.state) for one in months]
    month_axis(figure, places, asked, axis="xaxis")
    figure.update_layout(
        margin={"t": TOP, "b": BOTTOM, "l": 8, "r": 8},
        xaxis={"anchor": "y2"},
        yaxis={"domain": UPPER, "visible": False, "rangemode": "tozero"},
        yaxis2={
            "domain": LOWER,
            "visible": False,
            "fixedrange": True,
            "range": [0, highest_load(months) * 1.35],
        },
    )
    _key(figure, months, asked)
    _load_heading(figure, months, asked)
    return finished(figure, capacity_message(months, asked), table, asked, HEIGHT)


# --- the marks -----------------------------------------------------------------------------------


def _common(months: list[Full], frame: Frame, axes: tuple[str, str]) -> dict[str, Any]:
    return {
        "x": list(range(len(months))),
        "customdata": [full_hover(one, frame) for one in months],
        "hovertemplate": "%{customdata}<extra></extra>",
        "xaxis": axes[0],
        "yaxis": axes[1],
    }


def hatched(frame: Frame, colour: str) -> dict[str, Any]:
    """How a forecast looks: hatched with a border, in a colour of the theme."""
    return {
        "color": colour,
        "pattern": {
            "shape": "/",
            "fgcolor": colour,
            "bgcolor": frame.colours.background,
            "size": 5,
            "solidity": 0.4,
        },
        "line": {"color": colour, "width": 1.2},
    }


def _effort(figure: go.Figure, months: list[Full], frame: Frame) -> None:
    colours, text = frame.colours, frame.lang.text
    common = _common(months, frame, ("x", "y"))
    figure.add_bar(
        y=[one.planned for one in months], name=text("Plan"), width=0.8,
        marker={"color": colours.background, "line": {"color": colours.plan, "width": 1.2}}, **common,
    )  # fmt: skip
    for name, marker, numbers in (
        (text("Faktisk"), {"color": colours.actual, "line": {"width": 0}}, [one.actual for one in months]),
        (text("Prognose"), hatched(frame, colours.actual), [one.forecast for one in months]),
    ):
        if any(number is not None for number in numbers):
            figure.add_bar(y=numbers, name=name, width=0.48, marker=marker, **common)


def _available(figure: go.Figure, months: list[Full], frame: Frame) -> None:
    """The outline of what there is, the ceiling below it where there is one, and a mark on each over-full month."""
    colours = frame.colours
    common = _common(months, frame, ("x", "y"))
    line = {"color": colours.ink, "width": 1.8, "shape": "hvh"}
    numbers = [one.available for one in months]
    figure.add_scatter(y=numbers, mode="lines", line=line, name=frame.lang.text("Tilgjengelig"), **common)
    if any(one.ceiling_pct != 100 for one in months):
        figure.add_scatter(
            y=[None if one.available is None else one.available * one.ceiling_pct / 100 for one in months],
            mode="lines",
            line={**line, "width": 1.4, "dash": "dot"}, name=frame.lang.text("Grense"), **common,
        )  # fmt: skip
    _written(figure, months, frame)
    full = [place for place, one in enumerate(months) if one.over_full]
    if full:
        figure.add_scatter(
            x=full, y=[max(months[place].effort or 0.0, months[place].available or 0.0) for place in full],
            mode="text", text=[MARK] * len(full), textposition="top center", name=frame.lang.text("Overfull"),
            textfont={"color": colours.over, "size": 13}, hoverinfo="skip", cliponaxis=False,
        )  # fmt: skip


def _written(figure: go.Figure, months: list[Full], frame: Frame) -> None:
    """Numbers on the marks, since there is no axis: the last capacity, and each effort or the highest of many."""
    there = [place for place, one in enumerate(months) if one.available is not None]
    spent = [place for place, one in enumerate(months) if one.effort]
    if len(months) > LABELLED:
        spent = [max(spent, key=lambda place: months[place].effort or 0.0)] if spent else []
    points = [(place, months[place].available or 0.0) for place in there[-1:]]
    points += [(place, max(months[place].effort or 0.0, months[place].planned or 0.0)) for place in spent]
    words = [bare(months[place].available or 0.0, frame, 1.0) for place in there[-1:]]
    words += [bare(months[place].effort or 0.0, frame, 1.0) for place in spent]
    numbers = [
        {
            "text": told, "x": place, "y": height, "xref": "x", "yref": "y", "yanchor": "bottom", "showarrow": False,
            "xanchor": "right" if place == len(months) - 1 and len(months) > LABELLED else "center",
            "font": {"size": 11}, "bgcolor": frame.colours.background, "borderpad": 0,
        }
        for told, (place, height) in zip(words, points, strict=True)
    ]  # fmt: skip
    figure.layout.annotations = [*figure.layout.annotations, *numbers]


def load_columns(
    figure: go.Figure, months: list[Full], frame: Frame, *, axes: tuple[str, str], row: int | None = None
) -> None:
    """Columns of load in per cent: solid, hatched for months to come, and with a mark where they are over-full.

    row: which row of the figure the columns belong to, where it has several.
    """
    colours = frame.colours
    common = _common(months, frame, axes)
    written = _load_labels(months, frame)
    for ahead, over in ((False, False), (False, True), (True, False), (True, True)):
        shown = [(one.ahead, one.over_full) == (ahead, over) for one in months]
        colour = colours.over if over else colours.actual
        if not any(
            is_shown and one.load_pct is not None for is_shown, one in zip(shown, months, strict=True)
        ):
            continue
        pairs = list(zip(shown, months, written, strict=True))
        figure.add_bar(
            y=[one.load_pct if is_shown else None for is_shown, one, _words in pairs],
            text=[words if is_shown else "" for is_shown, _one, words in pairs],
            name=frame.lang.text("Belastning"), width=0.6, meta=row,
            marker=hatched(frame, colour) if ahead else {"color": colour, "line": {"width": 0}},
            textposition="outside", textangle=0, cliponaxis=False, constraintext="none",
            textfont={"size": 11, "color": colours.ink}, **common,
        )  # fmt: skip
    for first, last, ceiling in ceilings(months):
        if ceiling > highest_load(months) * 1.35:
            continue
        figure.add_shape(
            type="line", xref=axes[0], yref=axes[1], x0=first - 0.5, x1=last + 0.5, y0=ceiling, y1=ceiling,
            line={"color": colours.ink, "width": 1.2, "dash": "dot"},
        )  # fmt: skip


def _load_labels(months: list[Full], frame: Frame) -> list[str]:
    """Per cent where there is room, else of the highest month and the last released; a mark on every over-full one."""
    known = [place for place, one in enumerate(months) if one.load_pct is not None]
    if len(months) > LABELLED:
        last = [place for place in known if not months[place].ahead][-1:]
        known = [max(known, key=lambda place: months[place].load_pct or 0.0), *last] if known else []
    written = []
    for place, one in enumerate(months):
        number = frame.lang.percent(one.load_pct, decimals=0) if place in known else ""
        written.append("<br>".join(part for part in (MARK if one.over_full else "", number) if part))
    return written


def _key(figure: go.Figure, months: list[Full], frame: Frame) -> None:
    colours, text = frame.colours, frame.lang.text
    marks = [("—", colours.ink, text("tilgjengelig")), ("□", colours.plan, text("plan"))]
    if any(one.actual is not None for one in months):
        marks.append(("■", colours.actual, text("faktisk")))
    if any(one.forecast is not None for one in months):
        marks.append(("▨", colours.actual, text("prognose")))
    if any(one.ceiling_pct != 100 for one in months):
        marks.append(("··", colours.ink, text("grense")))
    if any(one.over_full for one in months):
        marks.append((MARK, colours.over, text("overfull")))
    marks[-1] = (*marks[-1][:2], f"{marks[-1][2]}, {scale_words(1.0, frame)}")
    key_line(figure, marks)


def _load_heading(figure: go.Figure, months: list[Full], frame: Frame) -> None:
    words = frame.lang.text(
        "belastning: innsats i prosent av det tilgjengelige, fullt ved {pct}",
        pct=ceiling_words(months, frame),
    )
    figure.add_annotation(
        text=words, x=0, y=LOWER[1] + 0.03, xref="paper", yref="paper", xanchor="left", yanchor="bottom",
        showarrow=False, font_color=frame.colours.muted,
    )  # fmt: skip
