"""Which figures of an earlier report still hold? Every code in a Word, PowerPoint or Excel file, or in a picture."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.checking import Verdict, recheck
from reports.codes import UnknownCode, codes_in, opened

LARGEST_BYTES = 50 * 2**20
UNPACKED_BYTES = 300 * 2**20
"""A file that unpacks to more is no report of ours."""
_PNG = b"\x89PNG\r\n\x1a\n"
_TAGS = re.compile(rb"<[^<>]*>")
_BREAKS = re.compile(rb"</(?:w:p|a:p|si|is|c|row|text|tspan)>|<(?:w:br|a:br)[^<>]*/>")
"""Where a text ends: inside a paragraph Word splits a code over several runs, between two paragraphs it does not."""


class UnreadableReport(ValueError):
    """The file cannot be searched. reason: too_large | damaged."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Checked:
    """One code of a file. verdict: None where this installation has no record of the code."""

    code: str
    verdict: Verdict | None


def check_report(reader: Any, folder: Path, data: bytes) -> tuple[Checked, ...]:
    """Check every code in a file against a warehouse version, each code once and in the order of the file.

    Raises UnreadableReport.
    """
    return tuple(Checked(code, _verdict(reader, folder, code)) for code in codes_of_file(data))


def _verdict(reader: Any, folder: Path, code: str) -> Verdict | None:
    try:
        return recheck(reader, opened(folder, code))
    except UnknownCode:
        return None


def codes_of_file(data: bytes) -> tuple[str, ...]:
    """Return the codes in a .docx, .pptx, .xlsx, .svg, .png, .pdf, .csv or any other text.

    Raises UnreadableReport.
    """
    if len(data) > LARGEST_BYTES:
        raise UnreadableReport("too_large")
    if data.startswith(_PNG):
        return tuple(codes_in(_texts_of_png(data)))
    if not data.startswith(b"PK"):
        # Pictures name their code in a plain text part, so that it is found without reading the picture.
        return tuple(codes_in(_text_of_markup(data) + "\n" + data.decode("latin-1")))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = sorted(package.infolist(), key=_reading_order)
            if sum(part.file_size for part in parts) > UNPACKED_BYTES:
                raise UnreadableReport("too_large")
            texts = [_text_of_markup(package.read(part)) for part in parts if part.filename.endswith(".xml")]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableReport("damaged") from error
    return tuple(dict.fromkeys(code for text in texts for code in codes_in(text)))


def _texts_of_png(data: bytes) -> str:
    """The plain texts of a picture, without the check sum that follows each and may look like a letter of a code."""
    place, found = len(_PNG), []
    while place < len(data):
        length, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        if kind in (b"tEXt", b"iTXt"):
            found.append(data[place + 8 : place + 8 + length].replace(b"\0", b" ").decode("latin-1"))
        place += length + 12
    return "\n".join(found)


def _reading_order(part: zipfile.ZipInfo) -> tuple[Any, ...]:
    """The parts of a file as they are read: slide2 before slide10."""
    return tuple(int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", part.filename))


def _text_of_markup(markup: bytes) -> str:
    apart = _BREAKS.sub(b"\n", markup)
    return html.unescape(_TAGS.sub(b"", apart).decode("utf-8", "replace"))
