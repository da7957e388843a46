"""Which sub-measures may an unknown code or text stand for? Suggestions to choose among, never a decision."""

from collections.abc import Iterator
from datetime import date

from etl.reference import Reference

_NEAR = 70
"""Likeness, of 100, under which a name is no suggestion."""
_MOST = 3


def similar_sub_measures(reference: Reference, code: str, first: date, last: date) -> list[str]:
    """The ids of up to three sub-measures that a code or text resembles, the likeliest first; only those that are
    valid at some time between the months `first` and `last`."""
    from rapidfuzz import fuzz, utils

    valid = {row.id for row in reference.sub_measures if row.valid_from <= last and first <= row.valid_to}
    best: dict[str, float] = {}
    for name, target in _names(reference):
        if target in valid:
            likeness = fuzz.WRatio(code, name, processor=utils.default_process, score_cutoff=_NEAR)
            best[target] = max(best.get(target, 0), likeness)
    near = [target for target, likeness in best.items() if likeness]
    return sorted(near, key=lambda target: -best[target])[:_MOST]


def _names(reference: Reference) -> Iterator[tuple[str, str]]:
    """Everything that a sub-measure is called, in names, other names and codes."""
    for row in reference.sub_measures:
        yield row.name_nb, row.id
        yield row.name_en, row.id
    for alias in reference.aliases:
        if alias.kind == "sub_measure":
            yield alias.alias, alias.target_id
    for share in reference.codes:
        # Numbers that share digits do not mean the same.
        if not share.source_code.isdigit():
            yield share.source_code, share.sub_measure_id
