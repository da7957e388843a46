"""One choice for every row with the same unknown text: which sub-measure, unit, role group or process it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st
from rapidfuzz import fuzz, process

from etl.mapping_wording import field_name
from etl.reference import Reference
from etl.suggest import similar_sub_measures
from ui import html, wizard_problems, wizard_state
from ui.filters import widget_key
from ui.view import View
from ui.wizard_files import Entry
from ui.wizard_problems import Group
from ui.wizard_words import NAMED_FIELDS, named

_FIELD_OF = {
    "unknown_sub_measure": "sub_measure",
    "measure_not_sub_measure": "sub_measure",
    "sub_measure_not_valid": "sub_measure",
    "unknown_unit": "unit",
    "unknown_role_group": "role_group",
    "unknown_process": "process",
    "unknown_plan_version": "plan_version",
    "code_not_placed": "code",
}
"""Which field the text of a problem stands in."""
_SUGGESTED = 3
_NEAR = 55
_PER_PAGE = 25


def can_choose(group: Group) -> bool:
    """Whether the rows of a group are cured by saying what their text stands for."""
    return group.code in _FIELD_OF and any(problem.value for problem in group.problems)


def choose(group: Group, entry: Entry, view: View) -> None:
    """Draw one control per different text."""
    lang, field = view.lang, _FIELD_OF[group.code]
    counts: dict[str, int] = {}
    for problem in group.problems:
        if problem.value:
            counts[problem.value] = counts.get(problem.value, 0) + wizard_problems.rows_of(problem)
    texts = sorted(counts, key=lambda text: -counts[text])
    reference = Reference.read(view.reader)
    for text in texts[:_PER_PAGE]:
        suggestions = suggested(text, field, entry, reference, view)
        options = [
            *suggestions,
            "",
            *(one for one in view.names.ids(NAMED_FIELDS[field]) if one not in suggestions),
        ]
        key = widget_key(f"choice_{entry.file.id}_{field}|{text}", lang)
        label = lang.plural(
            "«{text}» ({n} rad) er", "«{text}» ({n} rader) er", counts[text], text=html.label(text)
        )
        st.selectbox(
            label, options, index=None, key=key, placeholder=lang.text("Velg {field}", field=field_name(field, lang)),
            format_func=partial(_shown, field=field, near=suggestions, view=view),
            on_change=_take, args=(key, entry.file.id, field, text),
        )  # fmt: skip
    if len(texts) > _PER_PAGE:
        st.caption(lang.text("De {n} vanligste vises. De neste kommer når disse er valgt.", n=_PER_PAGE))


def _shown(key: str, *, field: str, near: Sequence[str], view: View) -> str:
    told = named(field, key, view)
    return view.lang.text("{name} (forslag)", name=told) if key in near else told


def suggested(text: str, field: str, entry: Entry, reference: Reference, view: View) -> list[str]:
    """Return the ids whose names are nearest to a text; a suggestion is never taken by itself."""
    if NAMED_FIELDS[field] == "sub_measure":
        first, last = entry.report.period or (date.min, date.max)
        return similar_sub_measures(reference, text, first, last)
    names = {key: named(field, key, view) for key in view.names.ids(NAMED_FIELDS[field])}
    near = process.extract(text, names, scorer=fuzz.WRatio, limit=_SUGGESTED, score_cutoff=_NEAR)
    return [key for _, _, key in near]


def _take(key: str, file_id: str, field: str, text: str) -> None:
    chosen = st.session_state.get(key)
    if chosen is not None:
        known = wizard_state.answers(file_id).choices
        wizard_state.change(file_id, choices={**known, f"{field}|{text}": chosen})


def told(key: str, target: str, view: View) -> str:
    """Say a choice in words: «BEVIST» (deltiltak) er 22.4 BEVISST."""
    field, _, text = key.partition("|")
    name = named(field, target, view) if field in NAMED_FIELDS else target
    return view.lang.text(
        "«{text}» ({field}) er {name}", text=text, field=field_name(field, view.lang), name=name
    )
