"""What the number format of a cell says beyond its value."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Literal

from etl.sheet import Epoch

Meaning = Literal["zeros", "time", "percent", "unit"]
BUILT_IN = {
    9: "0%",
    10: "0.00%",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
}
"""Those of Excel's numbered formats that mean something. The currency formats (5–8, 37–44) are left out: they show
the currency of whoever opens the file."""
_TOKEN = re.compile(r'"([^"]*)"?|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[([^\]]*)\]|(.)', re.DOTALL)
_ELAPSED = re.compile(r"(?i)h+|m+|s+")
_CURRENCY = "$€£¥"
LARGEST_SERIAL = 3_000_000
# A time of day or a duration lies within ten years of the epoch; anything later is a date shown by its clock.
LATEST_DURATION = date(1910, 1, 1)


@lru_cache(maxsize=4096)
def meaning(code: str) -> Meaning | None:
    """`zeros`: a code with leading zeros. `time`: a duration or time of day. `percent`. `unit`: words or a currency.
    None: nothing beyond the value, which holds for dates, too."""
    literal, plain, elapsed = _parts(code)
    if elapsed:
        return "time"
    if "y" in plain or "d" in plain:
        return None
    if "h" in plain or "s" in plain:
        return "time"
    if "m" in plain:
        return None
    if "%" in plain:
        return "percent"
    if any(letter.isalpha() or letter in _CURRENCY for letter in literal):
        return "unit"
    return "zeros" if len(plain) > 1 and set(plain) == {"0"} and not literal.strip() else None


@lru_cache(maxsize=4096)
def _parts(code: str) -> tuple[str, str, bool]:
    """The words, the codes (lower case) and whether time runs past 24 hours, of the format's first section."""
    literal, plain, elapsed = "", "", False
    for quoted, escaped, currency, bracket, letter in _TOKEN.findall(code):
        literal += quoted + escaped + currency
        elapsed = elapsed or bool(_ELAPSED.fullmatch(bracket))
        if letter == ";":
            break
        if letter in _CURRENCY:
            literal += letter
        else:
            plain += letter.lower()
    return literal, plain.replace("general", "").strip(), elapsed


def apply(
    rows: list[list[Any]], runs: Sequence[tuple[int, int, int, str]], epoch: Epoch
) -> list[tuple[int, int, int, str]]:
    """Change in place what a cell's format makes of it: a whole number under «0000» becomes text with its zeros, a
    number or early date under a clock format a duration. Gives the runs that `Sheet.formats` keeps."""
    kept = []
    for column, first, end, code in runs:
        own = meaning(code)
        last = min(end, len(rows) - 1)
        if rows and column < len(rows[0]):
            for row in rows[first : last + 1] if own in ("zeros", "time") else ():
                row[column] = (
                    _with_zeros(row[column], code) if own == "zeros" else _length(row[column], epoch)
                )
            if own != "zeros" and first <= last:
                kept.append((column, first, last, code))
    return kept


def _with_zeros(value: Any, code: str) -> Any:
    if type(value) not in (int, float) or not 0 <= value < 1e15 or value != int(value):
        return value
    return str(int(value)).zfill(len(_parts(code)[1]))


def _length(value: Any, epoch: Epoch) -> Any:
    if type(value) in (int, float):
        return timedelta(days=value) if abs(value) < LARGEST_SERIAL else value
    if not isinstance(value, date) or not date(1899, 1, 1) <= _day(value) < LATEST_DURATION:
        return value
    whole = value if isinstance(value, datetime) else datetime.combine(value, time())
    if epoch == "1904":
        return whole - datetime(1904, 1, 1)
    early = epoch == "excel" and _day(value) < date(1900, 3, 1)
    return whole - (datetime(1899, 12, 31) if early else datetime(1899, 12, 30))


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
