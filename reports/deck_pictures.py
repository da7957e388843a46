"""A figure that PowerPoint cannot draw itself, as a picture on its slide, where its letters can be read there."""

from __future__ import annotations

import io
from typing import Any

from pptx.util import Emu, Length, Pt

from reports.cells import storable_text
from reports.chrome import PicturesUnavailable, drawn
from reports.deck_text import INNER, SIDE
from reports.figures import Figure

_NARROWEST = 1000
"""Pixels; a figure drawn narrower would have letters larger than those of the slide's text."""
_SMALLEST = Pt(7.5)
_LETTERS, _SCALE = 13, 1.5
"""Pixels of a figure's letters; dots of the picture for each pixel."""


def add_picture(slide: Any, figure: Figure, top: Length, bottom: Length) -> bool:
    """Add a figure as a picture. Returns False where it is too tall to be read on a slide, or nothing can draw it."""
    room = bottom - top
    height = int(figure.chart.figure.layout.height or 320)
    width = max(_NARROWEST, round(height * INNER / room))
    size = min(INNER / width, room / height)
    if figure.chart.table.empty or _LETTERS * size < _SMALLEST:
        return False
    options = {"format": "png", "width": width, "height": height, "scale": _SCALE}
    try:
        data = drawn(figure.chart.figure, options)
    except PicturesUnavailable:
        return False
    shape = slide.shapes.add_picture(
        io.BytesIO(data), SIDE, top, Emu(int(width * size)), Emu(int(height * size))
    )
    shape._element.nvPicPr.cNvPr.set("descr", storable_text(figure.chart.alt))
    return True
