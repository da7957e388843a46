"""A figure as a picture that stands alone: title, message, chart, unit, data basis and its code, all in the picture."""

from __future__ import annotations

import io
import re
import textwrap
from html import escape
from typing import Any

import plotly.graph_objects as go
from PIL import Image, PngImagePlugin

from language import Language
from reports.chrome import drawn
from reports.figures import Figure

FORMATS = ("png", "svg", "pdf")
WIDTH, SCALE = 1000, 2
"""Pixels; a PNG has twice as many, so that it is sharp on paper."""
_MARGIN, _LINE, _TITLE = 24, 17, 30
_LETTERS = 140
"""How many letters of the small print fill a line."""
_SIZE, _SMALL = 14, 12
_SVG_ID = re.compile(r"\b(defs-|clip|topdefs-|trace)[0-9a-f]{6}(?=[\" xy-])")
"""Plotly names the parts of each drawing by chance."""
_PDF_DATE = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")


def picture(figure: Figure, code: str, form: str, lang: Language) -> bytes:
    """Return a figure as PNG (2×), SVG or PDF. The same figure and code give the same bytes on the same machine.

    Raises PicturesUnavailable where there is no Chrome or Chromium, ValueError for an unknown format.
    """
    if form not in FORMATS:
        raise ValueError(form)
    framed = _framed(figure, code, lang)
    options: dict[str, Any] = {"format": form, "width": WIDTH, "height": framed.layout.height}
    if form == "png":
        return _described_png(drawn(framed, options | {"scale": SCALE}), figure, code)
    made = drawn(framed, options)
    return _described_svg(made, figure, code) if form == "svg" else _described_pdf(made, code)


def small_print(figure: Figure, code: str, lang: Language) -> str:
    """Return what stands under a figure wherever it goes: selection, unit, data basis and code."""
    chart = figure.chart
    return lang.text(
        "Utvalg: {selection}. Enhet: {unit}. Datagrunnlag: {basis} Tallpass: {code}.",
        selection=figure.told,
        unit=chart.unit_label,
        basis=chart.basis,
        code=code,
    )


def _framed(figure: Figure, code: str, lang: Language) -> go.Figure:
    """The chart with room above for title and message and below for the small print."""
    chart = figure.chart
    message, below = (
        _lines(chart.message, _LETTERS * _SMALL // _SIZE),
        _lines(small_print(figure, code, lang), _LETTERS),
    )
    top = _MARGIN + _TITLE + _LINE * len(message) + _MARGIN
    bottom = _MARGIN + _LINE * len(below) + _MARGIN
    framed = go.Figure(chart.figure)
    margin = framed.layout.margin
    inner_top, inner_bottom = (margin.t or 8), (margin.b or 8)
    height = int(framed.layout.height or 320)
    framed.update_layout(
        width=WIDTH,
        height=height + top + bottom,
        margin={"t": inner_top + top, "b": inner_bottom + bottom, "l": _MARGIN, "r": _MARGIN},
    )
    # Plotly copies all annotations for each one added, so they are set at once.
    framed.update_layout(
        annotations=[
            *framed.layout.annotations,
            _words(f"<b>{escape(chart.title, quote=False)}</b>", 1.0, inner_top + top - _MARGIN, "top", 18),
            _words(_joined(message), 1.0, inner_top + top - _MARGIN - _TITLE, "top", _SIZE),
            _words(_joined(below), 0.0, -(inner_bottom + bottom - _MARGIN), "bottom", _SMALL),
        ]
    )
    return framed


def _lines(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters, break_long_words=True) or [""]


def _joined(lines: list[str]) -> str:
    return "<br>".join(escape(line, quote=False) for line in lines)


def _words(text: str, y: float, shift: float, anchor: str, size: int) -> dict[str, Any]:
    return {
        "text": text, "x": 0, "y": y, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": anchor,
        "yshift": shift, "showarrow": False, "align": "left", "font": {"size": size},
    }  # fmt: skip


def _described_png(data: bytes, figure: Figure, code: str) -> bytes:
    """The picture with its alternative text and its code in the file, where a search finds them."""
    about = PngImagePlugin.PngInfo()
    about.add_itxt("Title", figure.chart.title)
    about.add_itxt("Description", figure.chart.alt)
    about.add_text("Tallpass", code)
    stream = io.BytesIO()
    Image.open(io.BytesIO(data)).save(stream, "PNG", pnginfo=about, dpi=(192, 192))
    return stream.getvalue()


def _described_svg(data: bytes, figure: Figure, code: str) -> bytes:
    text = _SVG_ID.sub(r"\g<1>000000", data.decode("utf-8"))
    head, rest = text.split(">", 1)
    title, alt = (escape(words, quote=False) for words in (figure.chart.title, figure.chart.alt))
    return f'{head} role="img"><title>{title}</title><desc>{alt} {code}</desc>{rest}'.encode()


def _described_pdf(data: bytes, code: str) -> bytes:
    """The page with a fixed date of the same length, and its code as a comment."""
    fixed = _PDF_DATE.sub(lambda found: _zeroed(found.group(0)), data)
    return fixed + f"% Tallpass {code}\n".encode()


def _zeroed(stamp: bytes) -> bytes:
    return re.sub(rb"(D:)(\d{14})", rb"\g<1>20000101000000", stamp)
