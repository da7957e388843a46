"""What a cell looks like where headers, notes and data are told apart, before anything is read."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from etl.cells import blank, plain
from etl.profiles import normal_header

EMPTY, WORD, CODE, NUMBER = range(4)
"""What a cell looks like: nothing, a text without digits, a text of letters and digits, a number, date or code of
digits. A text of signs alone («?», «–») counts as a number: it stands where a figure would."""

FOOTER = re.compile(
    r"(?i)^\W*(?:(?:side|page|seite)\s*:?\s*\d+(?:\s*(?:av|of|von|/)\s*\d+)?|(?:rapport(?:en)?\s+)?slutt\b.*"
    r"|end of (?:report|file|data).*|(?:kilde|merk|merknad|note|source|obs|nb|fotnote)\b\s*[:.].*)$"
    r"|^\*+\s*(?!sum|total|delsum|subtotal)[^\W\d_]{3}.*$"
)
"""A line below a table or between its pages."""
_SIGNS_THAT_HEAD = frozenset("%#‰€$§&Σ∑")
_DAY_TEXT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}|\d{1,2}[./-]\d{4}")
_TIME_WORD = re.compile(
    r"(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[sc])[a-zæøåä]*\b.*|(?:uke|week|woche|w|u|kw)\W?\d{1,2}\b.*"
    r"|[tqk]\W?[1-4]\b.*|[1-4] (?:tertial|kvartal|quarter)\b.*|(?:år )?(?:19|20)\d\d"
)


@lru_cache(maxsize=1 << 16)
def _look_of_text(text: str) -> int:
    if blank(text):
        return EMPTY
    letters = any(map(str.isalpha, text))
    if any(map(str.isdigit, text)):
        return CODE if letters else NUMBER
    return WORD if letters or text.strip() in _SIGNS_THAT_HEAD else NUMBER


def look(cell: Any) -> int:
    """One of `EMPTY`, `WORD`, `CODE`, `NUMBER`."""
    if isinstance(cell, str):
        return _look_of_text(cell)
    return EMPTY if cell is None else NUMBER


def heading_text(cell: Any) -> str:
    """A header cell as text; a date without its midnight."""
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return plain(cell)


@cache
def _known_headings() -> frozenset[str]:
    from etl.headers import known_headings
    from etl.profiles import profiles

    of_profiles = (
        text for profile in profiles().values() for each in profile.fields for text in each.headers
    )
    return frozenset((*known_headings(), *of_profiles))


def is_known(cell: Any) -> bool:
    """Whether people head columns with this text, or it names a month, week, tertial or year."""
    return isinstance(cell, str) and _is_known_text(cell)


@lru_cache(maxsize=1 << 14)
def _is_known_text(cell: str) -> bool:
    text = normal_header(cell)
    return bool(text) and (text in _known_headings() or bool(_TIME_WORD.fullmatch(text)))


def fields_of(cell: Any) -> frozenset[str]:
    """What a heading may name, as `etl.headers` has it; a time itself heads amounts of that time."""
    from etl.headers import known_headings

    text = normal_header(heading_text(cell))
    if _TIME_WORD.fullmatch(text) or look(cell) == NUMBER:
        return frozenset({"period", "amount"})
    return frozenset(known_headings().get(text, ()))


def year_of(cell: Any) -> int | None:
    """The year that a cell is; None where it is something else."""
    text = plain(cell) if isinstance(cell, str | int | float) and not isinstance(cell, bool) else ""
    return int(text) if re.fullmatch(r"(?:19[5-9]|20\d|210)\d", text) else None


def sequence(cells: Sequence[Any]) -> str | None:
    """«years», «dates», «periods» or «numbers» where numeric cells head columns one after the other, else None."""
    if all(year_of(cell) for cell in cells):
        years = [year_of(cell) or 0 for cell in cells]
        return "years" if years == sorted(years) else None
    if all(isinstance(cell, date) for cell in cells):
        return "dates" if len(set(cells)) == len(cells) else None
    texts = [plain(cell) for cell in cells]
    if all(map(_DAY_TEXT.fullmatch, texts)):
        return "dates" if len(set(texts)) == len(texts) else None
    if not all(text.isdecimal() and len(text) < 7 for text in texts):
        return None
    numbers = [int(text) for text in texts]
    if all(195000 < n < 210100 and 1 <= n % 100 <= 53 for n in numbers) and numbers == sorted(set(numbers)):
        return "periods"
    steps = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return "numbers" if len(cells) > 2 and steps and numbers[-1] <= 53 else None
