"""Find a measure, sub-measure, system, unit or role group by its name, its number, another name or a source code."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from metrics.engine import Reader, Tables, query, remember
from metrics.reference import Names, reference

KINDS = ("measure", "sub_measure", "system", "unit", "role_group", "unplaced")
"""What can be found. A source code leads to its sub-measure, or is itself found as unplaced."""

_NEAR = 78.0
"""Likeness in per cent from which a name that was written otherwise is a hit: one wrong letter in five."""
_SHORTEST_FOR_LIKENESS = 4
"""Letters under which a likeness says nothing."""


@dataclass(frozen=True)
class Hit:
    """One thing that was found.

    kind: one of KINDS; key: its id. matched: the text that fits, where it is not the name itself: another name or a
    source code. score: 0–100, 100 = the text as written.
    """

    kind: str
    key: str
    matched: str
    score: float


@dataclass(frozen=True)
class _Entry:
    """One text that leads to one thing. told: whether the reader must see which text fitted. is_code: only as it is
    written, since a code that is nearly the same is another code.
    """

    text: str
    kind: str
    key: str
    told: bool = False
    is_code: bool = False


def search(reader: Reader, text: str, limit: int = 10) -> tuple[Hit, ...]:
    """Return what a text leads to, the best first, each thing once.

    Exact texts come first, then those that begin so, then those with a word that begins so, then those that contain it,
    and last those that are merely like it. Upper and lower case are the same, and so are signs and blanks. An empty
    text finds nothing.
    """
    asked = utils.default_process(text)
    if not asked:
        return ()
    found: dict[tuple[str, str], tuple[float, _Entry]] = {}
    for entry, score in _scored(asked, _entries(reader)):
        known = found.get((entry.kind, entry.key))
        # A hit by the name itself is told rather than an equally good one by another name.
        if known is None or (score, not entry.told) > (known[0], not known[1].told):
            found[entry.kind, entry.key] = (score, entry)
    order = {
        (kind, key): place for kind in KINDS for place, key in enumerate(reference(reader).names.ids(kind))
    }
    ranked = sorted(found.items(), key=lambda one: (-one[1][0], KINDS.index(one[0][0]), order.get(one[0], 0)))
    return tuple(
        Hit(kind, key, entry.text if entry.told else "", score)
        for (kind, key), (score, entry) in ranked[:limit]
    )


def _scored(asked: str, entries: tuple[tuple[str, _Entry], ...]) -> Iterable[tuple[_Entry, float]]:
    certain = [(entry, score) for text, entry in entries if (score := _certain(asked, text))]
    if certain or len(asked) < _SHORTEST_FOR_LIKENESS:
        return certain
    named = [(text, entry) for text, entry in entries if not entry.is_code]
    near = process.extract(
        asked, [text for text, _ in named], scorer=_likeness, score_cutoff=_NEAR, limit=None
    )
    # Likeness never outranks a text that contains what was asked for.
    return [(named[place][1], score * 0.6) for _text, score, place in near]


def _certain(asked: str, text: str) -> float:
    if text == asked:
        return 100.0
    if text.startswith(asked):
        return 90.0
    if f" {asked}" in text:
        return 80.0
    return 70.0 if asked in text and len(asked) > 2 else 0.0


def _likeness(asked: str, text: str, **_settings: object) -> float:
    """The whole text, or its most similar word: a name is often known by one of its words."""
    return max(fuzz.ratio(asked, text), *(fuzz.ratio(asked, word) for word in text.split()), 0.0)


def _entries(reader: Reader) -> tuple[tuple[str, _Entry], ...]:
    return remember(reader, "search", lambda: tuple(_ready(_read(reader))))


def _ready(entries: Iterable[_Entry]) -> Iterable[tuple[str, _Entry]]:
    for entry in entries:
        text = utils.default_process(entry.text)
        if text:
            yield text, entry


def _read(reader: Reader) -> list[_Entry]:
    names = reference(reader).names
    with query(reader) as tables:
        return [
            *_named(names),
            *_numbered(tables),
            *_aliases(tables, names),
            *_codes(tables),
            *_unplaced(tables),
        ]


def _named(names: Names) -> list[_Entry]:
    found = []
    for kind in KINDS:
        for key in names.ids(kind):
            found += [_Entry(text, kind, key) for text in dict.fromkeys((*names.pair(kind, key), key))]
    return found


def _numbered(tables: Tables) -> list[_Entry]:
    """«22» and «tiltak 22» lead to a measure, whose id is another."""
    rows = tables.rows(tables["measure"].select("measure_id", "code"))
    texts = [(row["measure_id"], words) for row in rows for words in (row["code"], f"tiltak {row['code']}")]
    return [_Entry(text, "measure", key) for key, text in texts]


def _aliases(tables: Tables, names: Names) -> list[_Entry]:
    rows = tables.rows(tables["alias"].select("kind", "alias", "target_id").distinct())
    return [
        _Entry(row["alias"], row["kind"], row["target_id"], told=True)
        for row in rows
        if row["kind"] in KINDS and row["target_id"] in names.ids(row["kind"])
    ]


def _codes(tables: Tables) -> list[_Entry]:
    table = tables["code_map"]
    rows = tables.rows(table.select("source_code", "sub_measure_id").distinct().order_by("source_code"))
    return [
        _Entry(row["source_code"], "sub_measure", row["sub_measure_id"], told=True, is_code=True)
        for row in rows
    ]


def _unplaced(tables: Tables) -> list[_Entry]:
    """Codes with effort that lead to no sub-measure."""
    mart = tables["effort_monthly"]
    found = mart.filter(mart.source_code.notnull()).select("source_code").distinct().order_by("source_code")
    return [
        _Entry(row["source_code"], "unplaced", row["source_code"], is_code=True) for row in tables.rows(found)
    ]
