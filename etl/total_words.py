"""Words with which a row or a column says that it is a sum of others, and the rows that may be one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from etl.cells import blank, plain

_NAMES = (
    r"sum|summe|delsum|totalsum|sluttsum|hovedsum|mellomsum|årssum|månedssum|totalt?|totalen|total général|sous-total"
    r"|subtotalt?|sub total|sub-total|grand total|hovedtotal|i alt|alt i alt|til sammen|tilsammen|hittil|akkumulert"
    r"|akk|gesamt|gesamtsumme|gesamtergebnis|zwischensumme|totaux|ytd|year to date"
)
EXACT = re.compile(
    rf"(?i)[\s*=:Σ∑–-]*(?:(?:{_NAMES})(?:\s+(?:i år|hittil|totalt?|sum|alle|all|året|år|timer|kroner|kr|nok|hours"
    rf"|(?:19|20)\d\d))*)?[\s*=:.–-]*"
)
"""A label and nothing else: «Sum», «* Sum», «Totalt:», «Hittil i år», «**»."""
STARTS = re.compile(rf"(?i)[\s*=Σ∑–-]*(?:{_NAMES}|total(?:e|aux)?)\b[\s:]*(?P<rest>.*)", re.DOTALL)
ENDS = re.compile(
    r"(?i)(?P<rest>.*\S)[\s:–-]+(?:totalt?|sum|total|delsum|subtotal|ergebnis|gesamt)\s*:?\s*\**", re.DOTALL
)


_HINT = re.compile(r"(?i)sum|tot|i\salt|hittil|akk|gesamt|ergebnis|sammen|ytd|year\sto\sdate|^[\s*=Σ∑]+$")


def is_exact_label(text: str) -> bool:
    """Whether a text is the label of a sum and nothing else."""
    return bool(EXACT.fullmatch(text)) and any(sign in "*Σ∑" or sign.isalpha() for sign in text)


def is_total_label(text: str) -> bool:
    """Whether a text may be the label of a sum: a name of sums alone, before or after what is summed («Sum 5000»,
    «VM-ADM Totalt»). Whole words only: «Sumrapport» and «Summen av alt» are none."""
    if not _HINT.search(text):
        return False
    return is_exact_label(text) or bool(STARTS.fullmatch(text)) or bool(ENDS.fullmatch(text))


@dataclass(frozen=True)
class Suspect:
    """A row that may be a total. `keys` are its filled usual key columns, cells with a label apart. `exact`: the label
    is a name of sums alone or names a group of the table. `full`: no usual key is missing but for the label's own
    place. `alone`: the label stands where all keys would."""

    label: str
    keys: frozenset[int]
    exact: bool
    full: bool
    alone: bool
    few: bool

    @property
    def kind(self) -> tuple[str, frozenset[int]]:
        """Rows of one kind are judged alike."""
        return ("=" if self.exact else self.label.casefold(), self.keys)


def suspects_among(size: int, labels: Sequence[Sequence[Any]]) -> dict[int, Suspect]:
    """The rows with a label of sums, and those that leave a key column blank which most rows fill; by index."""
    labels = [column for column in labels if not all(map(blank, set(column)))]
    blanks = [{cell for cell in set(column) if blank(cell)} for column in labels]
    words = [
        {
            cell: plain(cell)
            for cell in set(column)
            if isinstance(cell, str) and _HINT.search(cell) and is_total_label(plain(cell))
        }
        for column in labels
    ]
    labelled: dict[int, list[int]] = {}
    for c, column in enumerate(labels):
        if words[c]:
            for at, cell in enumerate(column):
                if cell in words[c]:
                    labelled.setdefault(at, []).append(c)
    gaps = [
        {at for at, cell in enumerate(column) if cell in blanks[c]} if blanks[c] else set()
        for c, column in enumerate(labels)
    ]
    unnamed = size - len(labelled)
    filled = [unnamed - len(gap - labelled.keys()) for gap in gaps]
    enough = min(unnamed / 2, max(filled, default=0))
    usual = frozenset(c for c, count in enumerate(filled) if count >= max(enough, 1))
    odd = set(labelled).union(*(gaps[c] for c in usual))
    groups = _group_names(labels, words) if labelled else frozenset()
    return {at: _suspect(at, labels, words, gaps, usual, labelled.get(at, []), groups) for at in sorted(odd)}


def _suspect(
    at: int,
    labels: Sequence[Sequence[Any]],
    words: Sequence[dict[Any, str]],
    gaps: Sequence[set[int]],
    usual: frozenset[int],
    own: list[int],
    groups: frozenset[str],
) -> Suspect:
    texts = [words[c][labels[c][at]] for c in own]
    label = max(texts, key=is_exact_label, default="")
    keys = frozenset(c for c in usual if c not in own and at not in gaps[c])
    others = usual - set(own)
    return Suspect(
        label,
        keys,
        any(is_exact_label(text) or _names_group(text, groups) for text in texts),
        keys == others,
        not others,
        2 * len(keys) <= len(usual),
    )


def _group_names(labels: Sequence[Sequence[Any]], words: Sequence[dict[Any, str]]) -> frozenset[str]:
    """What the key columns hold, apart from labels."""
    return frozenset(
        plain(cell).casefold()
        for c, column in enumerate(labels)
        for cell in set(column)
        if cell not in words[c] and not blank(cell)
    )


def _names_group(label: str, groups: frozenset[str]) -> bool:
    """Whether a label names what it sums: «Sum 5000», «Sum konto 5000», «VM-ADM Totalt»."""
    starts, ends = STARTS.fullmatch(label), ENDS.fullmatch(label)
    rest = starts["rest"] if starts else ends["rest"] if ends else ""
    rest = rest.strip(" :*–-").casefold()
    last = rest.rsplit(" ", 1)[-1]
    return bool(rest) and (
        rest in groups or (last in groups and any(map(str.isdigit, last))) or last.isdecimal()
    )
