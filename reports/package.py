"""Office files whose bytes depend on what is in them alone, not on when or where they were saved."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a package can state."""


def stable(data: bytes, on: date) -> bytes:
    """Return a .docx, .pptx or .xlsx saved «on» a day: the date in its properties, and no other time in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _STAMPS.sub(rb"\g<1>" + f"{on.isoformat()}T00:00:00Z".encode() + rb"\g<2>", content)
            elif part.filename.endswith(".xlsx"):
                # A native chart carries its data in a workbook of its own.
                content = stable(content, on)
            fresh = zipfile.ZipInfo(part.filename, _EARLIEST)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            fresh.external_attr = 0o600 << 16
            new.writestr(fresh, content)
    return written.getvalue()
