"""Colours, type and the registered templates: one look for every figure, light and dark."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go
import plotly.io as pio

FONT = "Source Sans Pro, Source Sans, sans-serif"
SMALL, BODY = 12, 13


@dataclass(frozen=True)
class Palette:
    """The colours of one theme.

    ``over`` and ``under`` differ in lightness as well as in hue, and never stand without a sign, a word and a
    shape; ``line`` is for axes alone and carries no meaning; ``tint`` is the
    strongest shade behind a figure of the matrix.
    """

    name: str
    background: str
    ink: str
    muted: str
    actual: str
    plan: str
    provisional: str
    uncovered: str
    over: str
    under: str
    line: str
    tint: str


LIGHT = Palette(
    name="handlingsrom_light",
    background="#ffffff",
    ink="#1b2530",
    muted="#52606d",
    actual="#33414f",
    plan="#33414f",
    provisional="#7a8794",
    uncovered="#6f7d8a",
    over="#9b1c1c",
    under="#128043",
    line="#7f8b98",
    tint="#cdd6df",
)
DARK = Palette(
    name="handlingsrom_dark",
    background="#12181f",
    ink="#e8edf2",
    muted="#aab6c2",
    actual="#d3dbe3",
    plan="#d3dbe3",
    provisional="#8d9aa7",
    uncovered="#93a0ad",
    over="#ff9d94",
    under="#35a365",
    line="#6b7885",
    tint="#3a4a5b",
)


def palette(dark: bool) -> Palette:
    """The colours of the theme."""
    return DARK if dark else LIGHT


def _axis(colours: Palette) -> dict[str, object]:
    return {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "ticks": "",
        "linecolor": colours.line,
        "tickfont": {"size": SMALL, "color": colours.muted},
    }


def _register(colours: Palette) -> None:
    pio.templates[colours.name] = go.layout.Template(
        layout={
            "font": {"family": FONT, "size": BODY, "color": colours.ink},
            "paper_bgcolor": colours.background,
            "plot_bgcolor": colours.background,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "barmode": "overlay",
            "hoverlabel": {
                "font": {"family": FONT, "size": BODY, "color": colours.ink},
                "bgcolor": colours.background,
                "bordercolor": colours.line,
                "align": "left",
            },
            "xaxis": _axis(colours),
            "yaxis": _axis(colours),
            "annotationdefaults": {
                "showarrow": False,
                "font": {"family": FONT, "size": SMALL, "color": colours.ink},
            },
        }
    )


for _colours in (LIGHT, DARK):
    _register(_colours)
