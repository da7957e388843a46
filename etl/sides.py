"""Columns that say, row by row, whether a figure is plan, actual or the difference between them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from etl import headers
from etl.across import side_of
from etl.content import Content
from etl.values import blank, plain

MOST_LABELS = 12
"""A column with more different texts describes its rows; it does not sort them."""
DERIVED = "derived"


def sides_down(cells: Sequence[Any], content: Content) -> dict[str, tuple[str, ...]] | None:
    """Side (plan | actual | derived) → the texts of a column that say it; None where it has but one text, or one that
    says no side. Rows of plan and rows of actual must never be added, nor those of two plans."""
    if not 1 < content.distinct <= MOST_LABELS or not _by_side(content.samples):
        return None
    texts = {plain(cell) for cell in set(cells) if not blank(cell)}
    found = _by_side(texts) if len(texts) <= MOST_LABELS else {}
    named = sum(len(labels) for labels in found.values())
    return found if 1 < named == len(texts) else None


def _by_side(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for text in sorted(texts):
        side = DERIVED if headers.says(headers.DERIVED, text) else side_of(text)
        if side:
            found[side] = (*found.get(side, ()), text)
    return found


def kept(sides: Mapping[str, tuple[str, ...]], plan: bool) -> tuple[str, ...]:
    """The texts whose rows belong to a plan, or to what was done."""
    return sides.get("plan" if plan else "actual", ())
