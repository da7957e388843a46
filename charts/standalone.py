"""A chart that stands alone: its title, its message and what it rests on are in the picture, not around it."""

from __future__ import annotations

import textwrap
from typing import Any

import plotly.graph_objects as go

from charts.chart import Chart, escaped

MARGIN, LINE, TITLE = 24, 17, 30
LETTERS = 140
"""How many letters of the small print fill a line of 1 000 pixels."""
LARGE, BODY, SMALL = 18, 14, 12


def standalone(chart: Chart, small_print: str, width: int) -> go.Figure:
    """Return the chart's figure with title and message above it and the small print below, `width` pixels wide.

    The chart itself is not changed.
    """
    letters = LETTERS * width // 1000
    message, below = _lines(chart.message, letters * SMALL // BODY), _lines(small_print, letters)
    top = MARGIN + TITLE + LINE * len(message) + MARGIN
    bottom = MARGIN + LINE * len(below) + MARGIN
    # Plotly checks all of a layout for each part that is set, so the parts are set in a plain one.
    drawing = chart.figure.to_dict()
    layout = drawing["layout"]
    margin = layout.get("margin", {})
    inner_top, inner_bottom = margin.get("t") or 8, margin.get("b") or 8
    above = inner_top + top - MARGIN
    layout |= {
        "width": width,
        "height": int(layout.get("height") or 320) + top + bottom,
        "margin": {
            "t": inner_top + top,
            "b": inner_bottom + bottom,
            "l": MARGIN,
            "r": max(MARGIN, margin.get("r") or 0),
        },
        "annotations": [
            *layout.get("annotations", ()),
            _words(f"<b>{escaped(chart.title)}</b>", 1.0, above, "top", LARGE),
            _words(_joined(message), 1.0, above - TITLE, "top", BODY),
            _words(_joined(below), 0.0, -(inner_bottom + bottom - MARGIN), "bottom", SMALL),
        ],
    }
    return go.Figure(drawing)


def _lines(text: str, letters: int) -> list[str]:
    # A code has hyphens and stays whole, so that it can be found.
    return textwrap.wrap(text, letters, break_long_words=True, break_on_hyphens=False) or [""]


def _joined(lines: list[str]) -> str:
    return "<br>".join(escaped(line) for line in lines)


def _words(text: str, y: float, shift: float, anchor: str, size: int) -> dict[str, Any]:
    return {
        "text": text, "x": 0, "y": y, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": anchor,
        "yshift": shift, "showarrow": False, "align": "left", "font": {"size": size},
    }  # fmt: skip
