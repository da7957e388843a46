"""What the cells of one column look like: the evidence that its heading is measured against."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from etl import headers
from etl.errors import Unreadable
from etl.headings import heading
from etl.reference import Reference
from etl.values import blank, plain

MOST_ROWS = 500
MOST_SAMPLES = 5
NAMED = ("sub_measure", "unit", "role_group", "process", "plan_version")
_NUMBER = re.compile(
    r"(?i)(?:kr|nok|[€$])?\.?\s?[-−–+(]?\s?(?:\d[\d .,'’]*|[.,]\d+)(?:,-)?\s?[-)]?\s?"
    r"(?:kr|nok|t\.?\s?kr|tkr|tusen|mill\.?|mnok|€|%)?\.?"
)
_MONEY = re.compile(r"(?i)\b(?:kr|nok|tkr|mill|mnok)\b|,-$")
_EFFORT = re.compile(
    r"(?i)(?:ca\.?\s*)?[-−]?\d[\d .,]*\s*(?:t|h|timer?|hours?|hrs?|min\w*|dager?|dagsverk|uker?|ukesverk|mnd|"
    r"måneder|månedsverk|årsverk|% ?(?:av )?(?:stilling)?)\.?(?:\s*\d+\s*(?:m|min)\.?)?"
    r"|-?\d{1,5}:[0-5]\d(?::[0-5]\d)?|-?P(?:\d+D)?T\w+"
)
_TOTAL = re.compile(rf"(?i)[\s*]*(?:{headers.TOTALS}|{headers.RUNNING})\b.*|\**")
_PERSON = re.compile(r"[A-ZÆØÅÄÖÜ][\w'’.-]*,? (?:[A-ZÆØÅÄÖÜ][\w'’.-]*\.? ?){1,3}|[A-ZÆØÅ][\w-]+, [A-ZÆØÅ]\.?")
_UNIT_WORD = re.compile(
    r"(?i)(?:timer?|t|h|hours?|min\w*|dager?|dagsverk|uker?|ukesverk|månedsverk|mnd|årsverk|stk\.?|kr|nok|kroner|%)\.?"
)


class Known:
    """Every way of naming what the museum knows, by field: name key → ids."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference

    @cached_property
    def ids(self) -> dict[str, dict[str, frozenset[str]]]:
        from etl.names import name_key

        found: dict[str, dict[str, set[str]]] = {name: {} for name in (*NAMED, "measure")}
        named: list[tuple[str, Iterable[Any]]] = [
            ("sub_measure", self.reference.sub_measures),
            ("unit", self.reference.units),
            ("role_group", self.reference.role_groups),
            ("process", self.reference.processes),
            ("plan_version", self.reference.plan_versions),
        ]
        for name, rows in named:
            for row in rows:
                for key in (row.id, row.name_nb, row.name_en, *getattr(row, "also", ())):
                    found[name].setdefault(name_key(key), set()).add(row.id)
        for alias in self.reference.aliases:
            if alias.kind in found:
                found[alias.kind].setdefault(name_key(alias.alias), set()).add(alias.target_id)
        return {name: {key: frozenset(ids) for key, ids in keys.items()} for name, keys in found.items()}

    @cached_property
    def codes(self) -> dict[str, frozenset[str]]:
        """Code table → its codes."""
        found: dict[str, set[str]] = {}
        for row in self.reference.codes:
            found.setdefault(row.code_kind, set()).add(row.source_code.casefold())
        return {kind: frozenset(codes) for kind, codes in found.items()}

    def fields_of(self, text: str) -> list[str]:
        """The fields of which a text names something."""
        from etl.names import name_key

        key = name_key(text)
        return [name for name, keys in self.ids.items() if key in keys]

    def find(self, name: str, cell: Any) -> frozenset[str]:
        """The ids that a cell may name; empty where it names nothing of that field."""
        from etl.names import name_key

        return self.ids[name].get(name_key(cell), frozenset())


@dataclass(frozen=True)
class Content:
    """The filled cells of a column, total rows left out. `shares` gives per looks the share of cells; `samples` up to
    five different cells as text."""

    filled: int
    distinct: int
    shares: dict[str, float]
    samples: tuple[str, ...]
    negative: bool = False

    def share(self, *looks: str) -> float:
        """The largest share among the looks, 0–1."""
        return max((self.shares.get(name, 0.0) for name in looks), default=0.0)

    @property
    def numeric(self) -> bool:
        """Whether the cells could be amounts."""
        return self.filled > 0 and self.share("number", "amount") >= 0.5

    @property
    def code_kind(self) -> str | None:
        """The code table that knows most of the cells."""
        best = max((name for name in self.shares if name.startswith("code:")), key=self.share, default=None)
        return best.removeprefix("code:") if best and self.share(best) > 0 else None


def look(cells: Sequence[Any], known: Known) -> Content:
    """The content of a column; at most `MOST_ROWS` of its cells, spread evenly, are looked at."""
    step = max(1, len(cells) // MOST_ROWS)
    counts = Counter(cell for cell in cells[::step] if _counts(cell))
    shares: Counter[str] = Counter()
    for cell, number in counts.items():
        for name in set(_looks(cell, known)):
            shares[name] += number
    filled = sum(counts.values())
    samples = tuple(dict.fromkeys(plain(cell)[:80] for cell in counts))[:MOST_SAMPLES]
    return Content(filled, len(counts), {name: number / filled for name, number in shares.items()}, samples)


def may_be_person(text: str) -> bool:
    """Whether a text looks like the name of a person: «Kari Nordmann», «Nordmann, Kari»."""
    return bool(_PERSON.fullmatch(text.strip()))


def _counts(cell: Any) -> bool:
    return not blank(cell) and not (isinstance(cell, str) and _TOTAL.fullmatch(plain(cell)))


def _looks(cell: Any, known: Known) -> Iterable[str]:
    if isinstance(cell, bool):
        return
    if isinstance(cell, time | timedelta) or (isinstance(cell, datetime) and cell.year < 1910):
        yield from ("amount", "effort", "number")
        return
    text = plain(cell)
    if not isinstance(cell, date):
        yield from known.fields_of(text)
        yield from (f"code:{kind}" for kind, codes in known.codes.items() if text.casefold() in codes)
    yield from _times(cell)
    if isinstance(cell, int | float):
        yield "number"
        if not float(cell).is_integer():
            yield "fraction"
    elif isinstance(cell, str):
        yield from _texts(text)


def _times(cell: Any) -> Iterable[str]:
    found = heading(cell) if _may_be_time(cell) else None
    if found and not found.rest and not found.frame and found.kind:
        if found.day:
            yield from ("date", "period")
        elif found.kind == "year":
            yield "year"
        elif found.year:
            yield "period"
        else:
            yield {"quarter": "period"}.get(found.kind, found.kind)
    elif isinstance(cell, str) and _names_range(cell):
        yield "period"
    if isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip().isdecimal()):
        number = float(cell)
        yield from ("small_month",) if number in range(1, 13) else ()
        yield from ("small_week",) if number in range(1, 54) else ()
        yield from ("small_tertial",) if number in range(1, 4) else ()
        whole = int(number) if number.is_integer() and 200000 <= number <= 209999 else 0
        if whole and whole % 100 in (0, 13, 14, 15, 16):
            yield "period"  # opening and year-end


def _names_range(text: str) -> bool:
    """«jan.–mars 2024»: two times with a year, which a value reader takes as one."""
    from etl.period_text import Context, span_of

    if not re.search(r"\d{4}", text) or not re.search(r"[-–—]| til | to | bis ", text) or len(text) > 40:
        return False
    try:
        span_of(text, Context())
    except Unreadable:
        return False
    return True


def _may_be_time(cell: Any) -> bool:
    """A quick no for most cells: amounts, and texts too long for a time."""
    if isinstance(cell, int | float):
        return 2000 <= cell <= 2099 or 200_000 <= cell <= 209_999
    return not isinstance(cell, str) or len(cell) <= 30


def _texts(text: str) -> Iterable[str]:
    if _NUMBER.fullmatch(text):
        yield "number"
        yield from ("money",) if _MONEY.search(text) else ()
    elif _EFFORT.fullmatch(text):
        yield from ("amount", "effort")
    else:
        yield "text"
    if may_be_person(text):
        yield "person"
    if _UNIT_WORD.fullmatch(text):
        yield "unit_word"
    if len(text) > 40:
        yield "long"
