"""What the words around a table say of all its rows: plan or actual, month and year, and a name for the source."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from etl import headers
from etl.content import Known
from etl.headings import FINENESS, Heading, heading
from etl.mapping import Kind
from etl.period_words import MONTHS
from etl.tables import RawTable
from etl.title import Title

_PLAN_KINDS: tuple[Kind, ...] = ("plan", "budget")
_NOT_THE_TIME = re.compile(
    r"(?i)\b(uttrekk|utskrevet|uttaksdato|uttak|tatt ut|skrevet ut|oppdatert|frigitt|extracted|printed|updated|mal v)\b"
)
_VERSION_WORDS = frozenset(
    """v ver versjon version rev revidert final endelig ferdig ny nytt siste kopi copy av of utkast draft pr per til
    for i og the uke week kw kvartal tertial år år mnd måned month ark sheet tabell table data rapport report eksport
    export uttrekk uttak fil file nr copy""".split()
)
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ü": "u", "é": "e", "è": "e", "ß": "ss"}
)


def around(table: RawTable, title: Title) -> list[tuple[str, ...]]:
    """The texts that speak for the whole table, nearest first: sheet name, title rows, file name."""
    return [(table.sheet.name or "",), title.texts, (PurePath(title.file_name).stem,)]


def kind_of(
    amounts: Sequence[str], measure: str | None, levels: Iterable[Sequence[str]], account: bool, version: bool
) -> Kind | None:
    """Plan or actual by the headings of the amounts, else by the texts around the table; None where they say nothing or
    contradict themselves. `measure`: hours | money; `account` and `version` say that such a column is there."""
    money = measure == "money"
    around = list(levels)
    for texts in (amounts, *around):
        said = " ".join(texts)
        plan = headers.says(f"{headers.PLAN}|{headers.BUDGET}", said)
        actual = headers.says(headers.ACTUAL, said)
        if plan and actual:
            return None
        if plan or (version and texts is amounts and not actual):
            return "budget" if money else "plan"
        if actual:
            return "actual_cost" if money else "actual_hours"
    if not money and any(
        headers.says(headers.WORKED, text) for texts in (amounts, *around) for text in texts
    ):
        return "actual_hours"
    return "actual_cost" if money and account else None


def is_plan(kind: str | None) -> bool:
    """Whether a kind belongs to a plan version."""
    return kind in _PLAN_KINDS


def _times(text: str) -> Iterator[Heading]:
    """Every time that a text names; a full date is no time of a table."""
    if _NOT_THE_TIME.search(text):
        return
    words = [word for word in re.split(r"[\s_,;:()]+", text) if word not in ("", "-", "–")]
    words = [part for word in words for part in _range_parts(word)]
    at = 0
    while at < len(words):
        for size in (3, 2, 1):
            found = heading(" ".join(words[at : at + size])) if at + size <= len(words) else None
            if found and found.kind and not found.frame and len(found.rest) < size:
                yield found
                at += size - 1
                break
        at += 1


def _range_parts(word: str) -> list[str]:
    """«2019–2021» and «202201-202212» name two times; «2022-03» is one."""
    found = re.fullmatch(r"(20\d{2}|20\d{4})[-–](20\d{2}|20\d{4})", word)
    return [found[1], found[2]] if found else [word]


def period_around(levels: Iterable[Sequence[str]], year: int | None) -> str | None:
    """The one month, week, quarter, tertial or year that the texts name, as «2022-03», «2022-W12», «T1 2022» or
    «2022»; None where they name none, or several."""
    for texts in levels:
        found = [time for text in texts for time in _times(text) if not time.day and (time.year or year)]
        if not found:
            continue
        finest = min((time.kind or "year" for time in found), key=FINENESS.index)
        named = {_written(time, year) for time in found if time.kind == finest}
        if len(named) == 1 and (finest != "year" or len(found) == 1):
            return named.pop()
    return None


def sheet_text(field: str, name: str | None, year: int | None) -> str:
    """What a sheet's name says of a field, for the column `SHEET_KEY`: its month as «2022-03», else the name itself."""
    period = period_around([(name or "",)], year) if field in ("period", "month") else None
    return period or name or ""


def _written(time: Heading, year: int | None) -> str:
    own = time.year or year
    if time.kind == "month":
        return f"{own}-{time.number:02d}"
    if time.kind == "week":
        return f"{own}-W{time.number:02d}"
    return f"{own}" if time.kind == "year" else f"{'T' if time.kind == 'tertial' else 'Q'}{time.number} {own}"


def sub_measure_around(title: Title, known: Known) -> str | None:
    """The one sub-measure that a title row is, alone or behind a label («Deltiltak: ePhorte»)."""
    texts = {text.split(":")[-1].strip() for text in title.texts}
    named = {text for text in texts if known.find("sub_measure", text)}
    return named.pop() if len(named) == 1 else None


def year_around(levels: Iterable[Sequence[str]]) -> int | None:
    """The one year that the nearest texts name; None where they name several or none."""
    for texts in levels:
        years = {time.year for text in texts for time in _times(text) if time.year and not time.day}
        if len(years) == 1:
            return years.pop()
    return None


def year_of_sums(table: RawTable) -> int | None:
    """The one year that the headings of total columns name («Totalt 2024»)."""
    texts = (text for header in table.headers for text in header.texts if headers.says(headers.TOTALS, text))
    return year_around([tuple(texts)])


def source_name(table: RawTable, title: Title, kind: Kind) -> str:
    """A name for where such files come from, the same for next month's file: the file's name without dates, digits
    and version words, else the sheet's, the title's or the first headings."""
    name = next((found for text in _named_texts(table, title) if (found := _slug(text))), "ukjent")
    said = "plan|budsj|budg" if kind in _PLAN_KINDS else "kost|regnsk|bok|cost|ledger"
    # Hours and kroner of one file are two sources: neither replaces the other.
    suffix = kind if kind != "actual_hours" and not re.search(said, name) else ""
    return f"{name}_{suffix}" if suffix else name


def _named_texts(table: RawTable, title: Title) -> Iterator[str]:
    yield PurePath(title.file_name).stem
    yield table.sheet.name or ""
    yield from title.texts
    known = [text for header in table.headers for text in header.texts if headers.header_fields([text])]
    yield " ".join(known[:3])


def _slug(text: str) -> str:
    words = re.split(r"[^a-zæøåäöüéèß]+", text.casefold())
    kept = [
        word
        for word in words
        if len(word) > 1
        and word not in _VERSION_WORDS
        and word not in MONTHS
        and not re.fullmatch("[tqwvu]", word)
    ]
    slug = "_".join(dict.fromkeys(kept)).translate(_LETTERS)
    return re.sub("[^a-z_]", "", slug)[:40].strip("_")
