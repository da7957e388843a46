"""Planned against actual per row: bars, the variance as bar and pin, and the word for it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, escaped, finished, nothing, wrapped
from charts.variance_words import (
    Line,
    amounts_of,
    direction,
    figures_of,
    hover_of,
    message_of,
    read_lines,
    table_of,
)
from language import Language

ROW_HEIGHT, TOP = 84, 38
LONGEST = 100.0
"""Where pins end, in per cent."""
PANELS = {"x": (0.0, 0.36), "x2": (0.43, 0.68), "x3": (0.73, 1.0)}


def variance_bars(
    rows: pd.DataFrame, *, title: str, unit: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw planned (outlined) and actual (solid) per row with the variance as bar, pin and words.

    rows: label, planned, actual, variance, variance_pct (per cent); note_code where it is known. Figures are
    in ``unit``; the order is kept. A row without variance says «ikke planlagt», or why there is none.
    """
    frame = Frame(title, unit, basis, lang, dark)
    lines = read_lines(rows, lang)
    table = table_of(lines, frame)
    if not lines:
        return nothing(table, frame)
    figure = go.Figure()
    _amount_bars(figure, lines, frame)
    _variance_marks(figure, lines, frame)
    _words(figure, lines, frame)
    _axes(figure, lines, frame)
    return finished(figure, message_of(lines, frame), table, frame, TOP + 12 + ROW_HEIGHT * len(lines))


def _amount_bars(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    colours, places = frame.colours, list(range(len(lines)))
    hover = [hover_of(line, frame) for line in lines]
    common: dict[str, Any] = {
        "y": places,
        "orientation": "h",
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    figure.add_bar(
        x=[line.planned for line in lines],
        name=frame.lang.text("Plan"),
        width=0.30,
        marker={"color": colours.background, "line": {"color": colours.plan, "width": 1.5}},
        **common,
    )
    figure.add_bar(
        x=[line.actual for line in lines],
        name=frame.lang.text("Faktisk"),
        width=0.17,
        marker={"color": colours.actual, "line": {"width": 0}},
        **common,
    )


def _variance_marks(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    places = list(range(len(lines)))
    tints = [tint(line, frame) for line in lines]
    hover = [hover_of(line, frame) for line in lines]
    figure.add_bar(
        x=[line.variance for line in lines],
        y=places,
        orientation="h",
        width=0.22,
        xaxis="x2",
        name=frame.lang.text("Avvik"),
        marker={"color": tints, "line": {"width": 0}},
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_scatter(
        x=[None if line.percent is None else pin_length(line.percent) for line in lines],
        y=places,
        xaxis="x3",
        mode="markers",
        name=frame.lang.text("Avvik i %"),
        marker={"color": tints, "size": 11, "symbol": [pin_symbol(line) for line in lines]},
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
    )


def pin_length(percent: float) -> float:
    """Pins end at ±100 %: beyond that an arrow and the number tell, and small variances stay visible."""
    return max(-LONGEST, min(LONGEST, percent))


def tint(line: Line, frame: Frame) -> str:
    """The colour of a variance; a sign, a shape and a word say the same."""
    if not line.variance:
        return frame.colours.muted
    return frame.colours.over if line.variance > 0 else frame.colours.under


def pin_symbol(line: Line) -> str:
    """The head of a pin: up, down, as planned, or beyond the end of the scale."""
    if not line.variance:
        return "circle"
    if line.percent is not None and abs(line.percent) > LONGEST:
        return "triangle-right" if line.variance > 0 else "triangle-left"
    return "triangle-up" if line.variance > 0 else "triangle-down"


def glyph(line: Line) -> str:
    """The sign before a variance."""
    if not line.variance:
        return ""
    return "▲ " if line.variance > 0 else "▼ "


def _words(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    # Plotly copies all annotations for each one added, so they are set at once.
    words = _headings(lines, frame)
    for place, line in enumerate(lines):
        below = {"yanchor": "top", "align": "left"}
        words += [
            _word(f"<b>{wrapped(line.label, 60, 1)}</b>", 0.0, place - 0.33),
            _word(amounts_of(line, frame), 0.0, place + 0.19) | below,
            _word(_variance(line, frame), PANELS["x2"][0], place + 0.19) | below,
        ]
    figure.update_layout(annotations=words)


def _variance(line: Line, frame: Frame) -> str:
    """The variance, and under it its word: side by side they have no room on a telephone."""
    word = wrapped(direction(line, frame.lang), 28)
    if line.variance is None:
        return word
    sign = f'<span style="color:{tint(line, frame)}">{glyph(line)}</span>' if glyph(line) else ""
    return f"{sign}{escaped(figures_of(line, frame))}<br>{word}"


def _headings(lines: list[Line], frame: Frame) -> list[dict[str, Any]]:
    """What the marks of each panel are, once, above it."""
    text, colours = frame.lang.text, frame.colours
    mark = f'<span style="color:{colours.actual}">■</span> {text("faktisk")}   □ {text("plan")}'
    cut = any(line.percent is not None and abs(line.percent) > LONGEST for line in lines)
    pins = text("avvik i %") + ("<br>(▶ > 100)" if cut else "")
    told_above = (0.0, mark), (PANELS["x2"][0], text("avvik")), (PANELS["x3"][0], pins)
    return [
        _word(words, x, 1.0)
        | {"yref": "paper", "yanchor": "bottom", "yshift": 4, "font": {"color": colours.muted}}
        for x, words in told_above
    ]


def _word(words: str, x: float, y: float) -> dict[str, Any]:
    return {
        "text": words,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "y",
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
        "borderpad": 0,
    }


def _axes(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    largest = max(
        [abs(n) for line in lines for n in (line.planned, line.actual) if n is not None], default=0.0
    )
    lowest = min([n for line in lines for n in (line.planned, line.actual) if n is not None], default=0.0)
    hidden = {"visible": False, "fixedrange": True}
    figure.update_layout(
        margin={"t": TOP, "b": 8, "l": 8, "r": 8},
        yaxis={"range": [len(lines) - 0.42, -0.55], **hidden},
        xaxis={"domain": PANELS["x"], "range": [min(0.0, lowest), (largest or 1.0) * 1.02], **hidden},
        xaxis2={"domain": PANELS["x2"], "range": _around_zero([line.variance for line in lines]), **hidden},
        xaxis3={"domain": PANELS["x3"], "range": _around_zero([LONGEST]), **hidden},
    )
    figure.update_layout(shapes=[*_pins(lines, frame), *_zero_lines(len(lines), frame)])


def _pins(lines: list[Line], frame: Frame) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "xref": "x3",
            "yref": "y",
            "x0": 0,
            "x1": pin_length(line.percent),
            "y0": place,
            "y1": place,
            "line": {"color": tint(line, frame), "width": 3},
        }
        for place, line in enumerate(lines)
        if line.percent is not None
    ]


def _zero_lines(count: int, frame: Frame) -> list[dict[str, Any]]:
    """A zero line beside each row's marks alone, so that no line crosses the words."""
    return [
        {
            "type": "line",
            "xref": axis,
            "yref": "y",
            "x0": 0,
            "x1": 0,
            "y0": place - 0.17,
            "y1": place + 0.17,
            "line": {"color": frame.colours.line, "width": 1},
        }
        for axis in PANELS
        for place in range(count)
    ]


def _around_zero(numbers: list[float | None]) -> list[float]:
    """A range with zero in its middle, so that over and under plan are on their own sides."""
    largest = max((abs(number) for number in numbers if number is not None), default=0.0) or 1.0
    return [-largest * 1.08, largest * 1.08]
