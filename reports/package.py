"""Office files whose bytes depend on what is in them alone, not on when or where they were saved."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import quoteattr

from reports.cells import storable_text

_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a package can state."""


def stable(data: bytes, on: date, alternatives: Sequence[str] = ()) -> bytes:
    """Return a .docx, .pptx or .xlsx saved «on» a day: the date in its properties, and no other time in it.

    alternatives: what the charts of a workbook show in words, for those who do not see them; one per sheet with charts.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _STAMPS.sub(rb"\g<1>" + f"{on.isoformat()}T00:00:00Z".encode() + rb"\g<2>", content)
            elif part.filename.endswith(".xlsx"):
                # A native chart carries its data in a workbook of its own.
                content = stable(content, on)
            elif (drawing := _DRAWING.fullmatch(part.filename)) and alternatives:
                content = _described(content, alternatives[int(drawing.group(1)) - 1])
            fresh = zipfile.ZipInfo(part.filename, _EARLIEST)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            fresh.external_attr = 0o600 << 16
            new.writestr(fresh, content)
    return written.getvalue()


def _described(drawing: bytes, words: str) -> bytes:
    """openpyxl has no place for a chart's alternative text."""
    mark = f"cNvPr descr={quoteattr(storable_text(words))} ".encode()
    return drawing.replace(b"cNvPr ", mark)
