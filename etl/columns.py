"""Which field each column of an unknown layout holds: its heading measured against its cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl import headers
from etl.content import NAMED, Content, Known
from etl.headers import HeaderEvidence
from etl.mapping import AMOUNTS
from etl.tables import Header, RawTable
from etl.values import blank

ENOUGH = 0.5
"""The least score by which a column is used without asking."""
CLOSE = 0.12
"""Two columns whose scores differ less could both be the field."""
TIMES = ("period", "date", "year", "month", "week", "tertial")
SEVERAL = ("ignore", "person")
AMOUNT_FIELDS = (*AMOUNTS, "amount")
_CODES = ("code:subproject", "code:analysis")


@dataclass(frozen=True)
class Candidate:
    """A field that a column may hold. `field` «amount» is hours or kroner."""

    at: int
    field: str
    score: float
    why: str


def candidates(header: Header, content: Content) -> list[Candidate]:
    """What a column may hold, best first; the cells weigh more than a heading that contradicts them."""
    said = header_evidence(header)
    scores: dict[str, tuple[float, str]] = {}
    for field, (weight, why) in said.items():
        for fitting, worth in _fitting(field, content):
            _keep_best(scores, fitting, weight * worth, why)
    for field, score, why in _by_content(content, said):
        _keep_best(scores, field, score, why)
    found = [Candidate(header.at, field, score, why) for field, (score, why) in scores.items()]
    return sorted(found, key=lambda one: -one.score)


def header_evidence(header: Header) -> dict[str, HeaderEvidence]:
    """The fields that the heading may mean: its last text, the whole path, then the other texts."""
    texts = [*header.texts[-1:], " ".join(header.texts), *reversed(header.texts[:-1])]
    return headers.header_fields([text for text in texts if text])


def _keep_best(scores: dict[str, tuple[float, str]], field: str, score: float, why: str) -> None:
    if score > scores.get(field, (0.0, ""))[0]:
        scores[field] = (score, why)


def _fitting(field: str, content: Content) -> Iterable[tuple[str, float]]:
    """The field as the cells let it be, with what is left of the heading's weight; nothing where they contradict it."""
    if not content.filled:
        yield field, 0.85
    elif field in ("period", "date"):
        yield from _time_fitting(content)
    elif field in ("year", "week", "tertial"):
        small = {"week": "small_week", "tertial": "small_tertial"}.get(field, "year")
        if content.share("period") >= 0.5:
            yield "period", 1.0
        elif content.share(field, small) >= 0.5:
            yield field, 1.0
    elif field in AMOUNT_FIELDS:
        if content.share("date") < 0.5 and (content.numeric or content.share(*NAMED) < 0.3):
            # What stands under «Timer» and cannot be read is an error to be seen, not a column to be passed over.
            yield field, 1.0 if content.numeric else 0.6
    elif field in NAMED:
        yield from _named_fitting(field, content)
    elif field == "code":
        yield field, 0.85 + 0.15 * content.share(*_CODES)
    elif field == "person":
        if content.share(*NAMED) < 0.5 and content.share("fraction") < 0.3:
            yield field, 1.0
    else:
        yield field, 0.6 if content.share(*NAMED) >= 0.6 else 1.0


def _time_fitting(content: Content) -> Iterable[tuple[str, float]]:
    for looks, field in (("date", "date"), ("period", "period"), ("month", "month"), ("week", "week"),
                         ("tertial", "tertial"), ("year", "year"), ("small_month", "month")):  # fmt: skip
        if content.share(looks) >= 0.5:
            yield field, 1.0
            return


def _named_fitting(field: str, content: Content) -> Iterable[tuple[str, float]]:
    share = content.share(field)
    if field == "unit" and content.share("unit_word") >= 0.5:
        yield "quantity_unit", 1.0
    elif share > 0 or content.share("date", "fraction") < 0.5:
        others = max((content.share(name) for name in NAMED if name != field), default=0.0)
        if share >= 0.3 or others < 0.5:
            yield field, 0.7 + 0.3 * share


def _by_content(content: Content, said: Mapping[str, HeaderEvidence]) -> Iterable[tuple[str, float, str]]:
    """What the cells say by themselves. Numbers that happen to be ids count only where the heading does not say that
    they are amounts."""
    amount_said = any(field in said and said[field].weight > 0.5 for field in AMOUNT_FIELDS)
    numbers = content.share("number") >= 0.5
    for name in NAMED:
        share = content.share(name)
        hinted = name in said or (name == "sub_measure" and "code" in said)
        enough = 0.25 if hinted else 0.9 if numbers else 0.6
        if share >= enough and not (numbers and amount_said):
            yield name, 0.5 + 0.4 * share, "content_codes"
    codes = content.share(*_CODES)
    if codes >= 0.3 and not amount_said:
        yield "code", 0.55 + 0.4 * codes, "content_codes"
    strong = any(evidence.weight > 0.5 for evidence in said.values())
    if strong:
        return
    for looks, field, score in (("date", "date", 0.7), ("period", "period", 0.75), ("month", "month", 0.65),
                                ("week", "week", 0.6), ("tertial", "tertial", 0.6)):  # fmt: skip
        if content.share(looks) >= 0.8:
            yield field, score, "content_dates"
            return
    if content.share("unit_word") >= 0.8:
        yield "quantity_unit", 0.7, "content_codes"
    elif content.share("effort") >= 0.5:
        yield "hours", 0.7, "content_numbers"
    elif content.share("money") >= 0.5:
        yield "amount_nok", 0.7, "content_numbers"
    elif content.share("person") >= 0.8 and content.share(*NAMED) < 0.3:
        yield "person", 0.6, "content_names"
    elif content.share("long") >= 0.5:
        yield "ignore", 0.6, "free_text"


def assign(found: Mapping[int, Sequence[Candidate]]) -> dict[int, Candidate]:
    """The best field for each column that is no amount, each field but `SEVERAL` at one column."""
    taken: set[str] = set()
    chosen: dict[int, Candidate] = {}
    ranked = sorted((one for some in found.values() for one in some), key=lambda one: (-one.score, one.at))
    for one in ranked:
        if one.at in chosen or one.score < ENOUGH or one.field in taken:
            continue
        chosen[one.at] = one
        if one.field not in (*SEVERAL, *AMOUNT_FIELDS):
            taken.add(one.field)
    return _without_repeats(chosen)


def _without_repeats(chosen: dict[int, Candidate]) -> dict[int, Candidate]:
    """Columns that say once more what another column says are left out: «Konto (T)», a month beside the date."""
    fields = {one.field: at for at, one in chosen.items()}
    out: set[str] = set()
    if "period" in fields and "date" in fields:
        out.add("date" if "account" in fields else "period")
    if "period" in fields or "date" in fields:
        out |= {"year", "month", "week", "tertial"}
    if "month" in fields:
        out |= {"week", "tertial"}
    return {at: one for at, one in chosen.items() if one.field not in out}


def rivals(
    at: int, field: str, found: Mapping[int, Sequence[Candidate]], chosen: Mapping[int, Candidate]
) -> list[int]:
    """The other columns that could as well be the field of column `at` and are nothing else."""
    own = next(one.score for one in found[at] if one.field == field)
    return [
        other
        for other, some in found.items()
        if other not in chosen
        and any(one.field == field and one.score >= max(ENOUGH, own - CLOSE) for one in some)
    ]


def agree(table: RawTable, field: str, one: int, other: int, known: Known) -> bool:
    """Whether two columns name the same thing in each row, as a name and its number do."""
    if field not in NAMED:
        return False
    pairs = set(zip(table.column(one)[:2000], table.column(other)[:2000], strict=True))
    filled = [(a, b) for a, b in pairs if not blank(a) and not blank(b)]
    return bool(filled) and all(known.find(field, a) & known.find(field, b) for a, b in filled)
