"""What a cell's number format says besides the value: words in it, a clock, per cent, thousands left off."""

import re
from functools import lru_cache

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|_.|\*.')
_BRACKETS = re.compile(r"\[(?![hmst]+\])[^\]]*\]")
_CLOCK = re.compile(r"(?i)\[[ht]+\]|\bh+\s*:\s*m|\bt+\s*:\s*m|\[m+\]")
_COMMAS = re.compile(r"[0#?](,+)(?![0#?,])")


@lru_cache(maxsize=1024)
def literal_text(number_format: str | None) -> str:
    """The words that a format puts around a positive number: `0.0 "mill. kr"` → «mill. kr»."""
    first = (number_format or "").split(";")[0]
    return " ".join(" ".join(part for part in found if part) for found in _LITERAL.findall(first)).strip()


def _codes(number_format: str | None) -> str:
    first = (number_format or "").split(";")[0]
    return _BRACKETS.sub("", _LITERAL.sub("", first))


@lru_cache(maxsize=1024)
def scale_commas(number_format: str | None) -> int:
    """How many times the shown number is divided by thousand: `#,##0,` → 1. The stored value is whole."""
    found = _COMMAS.search(_codes(number_format))
    return len(found[1]) if found else 0


@lru_cache(maxsize=1024)
def is_clock(number_format: str | None) -> bool:
    """Whether the value is a part of a day shown as hours and minutes. A date with a time of day is none."""
    codes = _codes(number_format)
    return bool(_CLOCK.search(codes)) and not re.search(r"(?i)[dy]", codes)


@lru_cache(maxsize=1024)
def is_percent(number_format: str | None) -> bool:
    """Whether 0.2 is shown as «20 %»."""
    return "%" in _codes(number_format)
