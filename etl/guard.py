"""What kind of file is this, really? Decided by its first bytes, never by its name.

The guard is here for good messages; the boundary against hostile files is the child process (`etl.child`).
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from etl.errors import refuse

Kind = Literal["xlsx", "xlsb", "ods", "xls", "text", "html", "xml2003"]
MEGABYTE = 1 << 20
LARGEST_FILE = 50 * MEGABYTE
LARGEST_UNPACKED = 500 * MEGABYTE
MOST_PARTS = 2_000
MOST_COLUMNS = 1_000
MOST_CELLS = 25_000_000
LAST_ROW = 1 << 20
SCAN_LIMIT = 4 * MEGABYTE
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, ValueError, LookupError,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip
"""What the parts of a damaged file make the standard library raise."""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_PROTECTED = tuple(word.encode("utf-16-le") for word in ("EncryptedPackage", "EncryptionInfo", "DataSpaces"))
_OLD_WORKBOOK = tuple(word.encode("utf-16-le") for word in ("Workbook", "Book"))
_OTHER_STREAMS = {"WordDocument": "Word", "PowerPoint Document": "PowerPoint", "__substg1.0": "Outlook"}
_OTHER_PARTS = {"word/": "Word", "ppt/": "PowerPoint", "visio/": "Visio"}
_OTHER_STARTS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
}
SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt")
_HTML = re.compile(
    r"(?:<\?xml[^<>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype html|html|table|head|meta|style|body|div)\b",
    re.DOTALL,
)
# Possessive and atomic groups, here and in the scanners: no tag is gone through twice, however it is made.
_PLACE = re.compile(rb"""<(?:\w+:)?(c|row)\b(?>[^<>]*?\sr=["']([^"']*)["'])([^<>]*+)>""")
_REFERENCE = re.compile(rb"([A-Za-z]{0,3})([1-9]\d{0,6})")
_UNIQUE = re.compile(rb'uniqueCount="(\d+)"')


@dataclass(frozen=True)
class Content:
    """A file that may be parsed: its kind, and for text its decoded text (not for a web archive, which has parts)."""

    kind: Kind
    text: str | None = None


def examine(data: bytes) -> Content:
    """The kind of a file by its content.

    :raises FileRefused: empty, too large, protected, damaged, or not a spreadsheet.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise refuse("file_empty")
    if len(data) > LARGEST_FILE:
        raise refuse("file_too_large", megabytes=len(data) // MEGABYTE, limit=LARGEST_FILE // MEGABYTE)
    if data.startswith(b"PK"):
        return Content(_examine_zip(data))
    if data.startswith(OLE):
        return Content(_examine_ole(data))
    return _examine_text(data)


def _examine_ole(data: bytes) -> Kind:
    """An old .xls, or a container around an encrypted workbook (password or sensitivity label)."""
    if any(mark in data for mark in _PROTECTED):
        raise refuse("file_protected")
    if any(mark in data for mark in _OLD_WORKBOOK):
        if _needs_password(data):
            raise refuse("file_protected")
        return "xls"
    for stream, found in _OTHER_STREAMS.items():
        if stream.encode("utf-16-le") in data:
            raise refuse("not_a_spreadsheet", found=found)
    # A label leaves a container that says nothing of itself; another one was cut, or is no workbook.
    sector, directory = struct.unpack_from("<H16xI", data.ljust(64, b"\0"), 0x1E)
    if sector not in (9, 12):
        raise refuse("file_protected")
    if (directory + 1) << sector >= len(data):
        raise refuse("file_damaged")
    raise refuse("not_a_spreadsheet", found="binary")


def _needs_password(data: bytes) -> bool:
    import msoffcrypto

    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except Exception:  # noqa: BLE001, RUF100 - the library raises whatever a damaged file provokes; the reader will say more
        return False


def _examine_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist())
            kind = _zip_kind(archive)
            _check_markup(archive)
    except DAMAGE as failure:
        raise refuse("file_damaged") from failure
    return kind


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise refuse("file_unpacks_too_large", limit=LARGEST_UNPACKED // MEGABYTE)
    names = [part.filename for part in parts]
    if len(set(names)) < len(names) or any(_leads_out(name) for name in names):
        raise refuse("file_damaged")
    if any(part.flag_bits & 1 for part in parts):
        raise refuse("file_protected")


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts or ":" in name


def _zip_kind(archive: zipfile.ZipFile) -> Kind:
    names = {name.lower().replace("\\", "/") for name in archive.namelist()}
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "mimetype" in names:
        kind = archive.read("mimetype").strip()
        if kind.endswith((b"opendocument.spreadsheet", b"opendocument.spreadsheet-template")):
            manifest = (
                archive.read("META-INF/manifest.xml")
                if "META-INF/manifest.xml" in archive.namelist()
                else b""
            )
            if b"encryption-data" in manifest or "encrypted-package" in names:
                raise refuse("file_protected")
            return "ods"
        if b"opendocument" in kind:
            raise refuse("not_a_spreadsheet", found="OpenDocument")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "[content_types].xml" in names:
        for part, found in _OTHER_PARTS.items():
            if any(name.startswith(part) for name in names):
                raise refuse("not_a_spreadsheet", found=found)
        raise refuse("file_damaged")
    if "index/document.iwa" in names:
        raise refuse("not_a_spreadsheet", found="Numbers")
    if any(name.endswith(SPREADSHEETS) for name in names):
        raise refuse("file_is_archive")
    raise refuse("not_a_spreadsheet", found="zip")


def _check_markup(archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        # Old OpenDocument files declare a document type in their list of parts, which nobody parses.
        if part.filename.endswith((".xml", ".rels")) and not part.filename.startswith("META-INF/"):
            with archive.open(part) as stream:
                head = stream.read(4096)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head:
                    raise refuse("file_damaged")
                _check_claims(part, head)
                if "worksheets/" in part.filename and part.file_size <= SCAN_LIMIT:
                    _check_area(head + stream.read())


def _check_claims(part: zipfile.ZipInfo, head: bytes) -> None:
    """A table of texts that claims more texts than it has bytes would be given memory for all of them."""
    claimed = _UNIQUE.search(head) if part.filename.endswith("sharedStrings.xml") else None
    if claimed and int(claimed.group(1)) > part.file_size:
        raise refuse("file_damaged")


def _check_area(markup: bytes) -> None:
    """A reader makes room for the whole rectangle that the filled cells span."""
    columns: set[bytes] = set()
    first, last = LAST_ROW, 1
    for tag, place, rest in _PLACE.findall(markup):
        named = _REFERENCE.fullmatch(place)
        if not named or int(named.group(2)) > LAST_ROW or (tag == b"c") != bool(named.group(1)):
            raise refuse("file_damaged")
        if tag == b"c" and not rest.endswith(b"/"):
            columns.add(named.group(1))
            row = int(named.group(2))
            first, last = min(first, row), max(last, row)
    numbers = [column_number(letters.decode("ascii").upper()) for letters in columns] or [1]
    check_rectangle(first, last, min(numbers), max(numbers))


def check_rectangle(top: int, bottom: int, left: int, right: int) -> None:
    """Refuse a sheet whose filled cells span more than can be held; rows and columns count from 1."""
    wide = right - left + 1
    if wide > MOST_COLUMNS or wide * (bottom - top + 1) > MOST_CELLS:
        raise refuse("sheet_too_large", columns=right, rows=bottom)


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _examine_text(data: bytes) -> Content:
    for start, found in _OTHER_STARTS.items():
        if data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise refuse("not_a_spreadsheet", found=found)
    text = decode(data)
    head = text[:4096].lstrip("\ufeff \r\n\t").lower()
    if head.startswith("mime-version:") or "\ncontent-type: multipart/related" in head:
        return Content("html")
    if _HTML.match(head):
        return Content("html", text)
    if head.startswith("<?xml") or "<workbook" in head:
        if "urn:schemas-microsoft-com:office:spreadsheet" in text[:65_536]:
            return Content("xml2003", text)
        raise refuse("not_a_spreadsheet", found="XML")
    strange = sum(1 for letter in text[:4096] if letter < " " and letter not in "\r\n\t\f\x1a")
    if strange:
        raise refuse("not_a_spreadsheet", found="binary")
    return Content("text", text)


def decode(data: bytes) -> str:
    """Text as UTF-16 of either order (with or without its mark), UTF-8, or else cp1252, which Norwegian exports before
    2023 use.

    :raises FileRefused: none of them fits.
    """
    head = data[:2000]
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        for every_other, encoding in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
            if every_other.count(0) > len(head) // 4:
                return data.decode(encoding)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise refuse("not_a_spreadsheet", found="binary") from None
        return data.decode("cp1252", errors="replace")
