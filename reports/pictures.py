"""A figure as a picture that stands alone: title, message, chart, unit, data basis and its code, all in the picture."""

from __future__ import annotations

import re
import struct
import zlib
from html import escape
from typing import Any

import charts
from language import Language
from reports.cells import storable_text
from reports.chrome import drawn
from reports.figures import Figure

FORMATS = ("png", "svg", "pdf")
WIDTH, SCALE = 1000, 2
"""Pixels; a PNG has twice as many, so that it is sharp on paper."""
_SVG_ID = re.compile(r"\b(defs-|clip|topdefs-|trace)[0-9a-f]{6}(?=[\" xy-])")
"""Plotly names the parts of each drawing by chance."""
_AFTER_HEADER = 33
"""A PNG begins with its signature and its header, which are of this length."""
_DOTS_PER_METRE = 7559
"""192 dots an inch."""
_PDF_DATE = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")


def picture(figure: Figure, code: str, form: str, lang: Language, width: int = WIDTH) -> bytes:
    """Return a figure as PNG (2×), SVG or PDF, `width` pixels wide: the narrower, the larger its letters in a document.

    The same figure and code give the same bytes on the same machine.

    Raises PicturesUnavailable where there is no Chrome or Chromium, ValueError for an unknown format.
    """
    if form not in FORMATS:
        raise ValueError(form)
    framed = charts.standalone(figure.chart, small_print(figure, code, lang), width)
    options: dict[str, Any] = {"format": form, "width": width, "height": framed.layout.height}
    if form == "png":
        return _described_png(drawn(framed, options | {"scale": SCALE}), figure, code)
    made = drawn(framed, options)
    return _described_svg(made, figure, code) if form == "svg" else _described_pdf(made, code)


def small_print(figure: Figure, code: str, lang: Language) -> str:
    """Return what stands under a figure wherever it goes: selection, unit, data basis and code, where it has one."""
    chart = figure.chart
    if not code:
        return lang.text(
            "Utvalg: {selection}. Enhet: {unit}. Datagrunnlag: {basis}",
            selection=figure.told,
            unit=chart.unit_label,
            basis=chart.basis,
        )
    return lang.text(
        "Utvalg: {selection}. Enhet: {unit}. Datagrunnlag: {basis} Tallpass: {code}.",
        selection=figure.told,
        unit=chart.unit_label,
        basis=chart.basis,
        code=code,
    )


def _described_png(data: bytes, figure: Figure, code: str) -> bytes:
    """The picture with its alternative text and its code in the file, where a search finds them."""
    title, alt = (storable_text(words).encode() for words in (figure.chart.title, figure.chart.alt))
    described = b"".join(
        (
            _chunk(b"pHYs", struct.pack(">IIB", _DOTS_PER_METRE, _DOTS_PER_METRE, 1)),
            _chunk(b"iTXt", b"Title\0\0\0\0\0" + title),
            _chunk(b"iTXt", b"Description\0\0\0\0\0" + alt),
            _chunk(b"tEXt", b"Tallpass\0" + code.encode()) if code else b"",
        )
    )
    # Packing the pixels anew would take longer than drawing them.
    return data[:_AFTER_HEADER] + described + data[_AFTER_HEADER:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _described_svg(data: bytes, figure: Figure, code: str) -> bytes:
    text = _SVG_ID.sub(r"\g<1>000000", storable_text(data.decode("utf-8")))
    head, rest = text.split(">", 1)
    title, alt = (
        escape(storable_text(words), quote=False) for words in (figure.chart.title, figure.chart.alt)
    )
    return f'{head} role="img"><title>{title}</title><desc>{f"{alt} {code}".strip()}</desc>{rest}'.encode()


def _described_pdf(data: bytes, code: str) -> bytes:
    """The page with a fixed date of the same length, and its code as a comment."""
    fixed = _PDF_DATE.sub(lambda found: _zeroed(found.group(0)), data)
    return fixed + (f"% Tallpass {code}\n" if code else "").encode()


def _zeroed(stamp: bytes) -> bytes:
    return re.sub(rb"(D:)(\d{14})", rb"\g<1>20000101000000", stamp)
