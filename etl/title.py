"""What the rows above a table, and the name of its file, say of all its rows."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from etl.errors import Unreadable
from etl.values import blank, day, period, plain


@dataclass(frozen=True)
class Title:
    """What the rows above the header say. `texts` are their texts from the top down; `scale` turns the figures into
    kroner."""

    extracted: date | None = None
    released_through: date | None = None
    plan_version: str | None = None
    scale: int = 1
    texts: tuple[str, ...] = ()
    file_name: str = ""


_EXTRACTED = re.compile(r"(?i)^(uttrekk|utskrevet|uttaksdato|tatt ut|extracted|printed)\b[^0-9]*")
_RELEASED = re.compile(r"(?i)^(frigitt t\.?\s?o\.?\s?m\.?|released through)[\s:]*")
_VERSION = re.compile(r"(?i)^(?:plan)?versjon\s*:\s*(.+)$")
_VERSION_LABEL = re.compile(r"(?i)^(?:plan)?versjon\s*:?$")
_FILE_DAY = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?([0-3]\d)(?!\d)")

_FIGURES = r"\b(?:tall|beløp|amounts?|figures|beträge|montants?)\b.*\b"
_KRONER = r"(?:kr|kroner|nok)\b"
_1000 = r"1[ .]?000"
_THOUSANDS = re.compile(
    rf"(?i){_FIGURES}(?:tusen|{_1000}|tkr|knok|thousands?|tausend|tsd|milliers)\b"
    rf"|\bi (?:hele )?(?:tusen|{_1000}) {_KRONER}|\bi (?:hele tusen|tkr|knok)\b|\b(?:tkr|knok)\)"
    rf"|\bnok {_1000}\)?$|(?:^|\()(?:i )?kr {_1000}\)?$"
)
_MILLIONS = re.compile(
    rf"(?i){_FIGURES}(?:mill|mnok|mkr)|\bi (?:hele )?mill(?:ioner|\.)? ?{_KRONER}|\bi m(?:nok|kr)\b|\bm(?:nok|kr)\)"
)


def read_title(rows: list[list[Any]], file_name: str) -> Title:
    """Extraction date, release, plan version and scale, from the title rows or else the name of the file."""
    extracted = released = version = None
    scale = 1
    texts: list[str] = []
    for row in rows:
        for at, cell in enumerate(row):
            if blank(cell):
                continue
            texts.append(plain(cell))
            if not isinstance(cell, str):
                continue
            text = plain(cell)
            following = next((after for after in row[at + 1 :] if not blank(after)), None)
            extracted = extracted or _after(_EXTRACTED, text, following, _as_day)
            released = released or _after(_RELEASED, text, following, _as_month)
            version = version or _version(text, following)
            scale = _scale(text) or scale
    return Title(extracted or _day_in_name(file_name), released, version, scale, tuple(texts), file_name)


def _version(text: str, following: Any) -> str | None:
    if _VERSION_LABEL.match(text):
        return plain(following) if isinstance(following, str) else None
    found = _VERSION.match(text)
    return found.group(1).strip() if found else None


def _after(label: re.Pattern[str], text: str, following: Any, read_as: Any) -> date | None:
    found = label.match(text)
    if not found:
        return None
    rest = text[found.end() :].strip(" :")
    return read_as(rest or following)


def _as_day(value: Any) -> date | None:
    try:
        return day(value) if isinstance(value, date | datetime) else day(plain(value).split(" ")[0])
    except Unreadable:
        return None


def _as_month(value: Any) -> date | None:
    try:
        return period(value).month
    except Unreadable:
        return None


def _scale(text: str) -> int | None:
    if _THOUSANDS.search(text):
        return 1000
    return 1_000_000 if _MILLIONS.search(text) else None


def _day_in_name(file_name: str) -> date | None:
    for found in _FILE_DAY.finditer(file_name):
        try:
            return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
        except ValueError:
            continue
    return None
