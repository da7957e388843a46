"""Facts that are offered beside the owner's judgement in a status form: what the figures say, and never a verdict."""

from __future__ import annotations

from datetime import date

import pandas as pd

from language import Language, get
from metrics import compare, measure_tree, progress_history, short_name
from metrics.frames import records
from metrics.status_sentence import against_plan
from reports.figures import pinned
from reports.sentences import status_sentences
from ui import reports_draft, words
from ui.view import View

OFFERED = (6, 7, 8)
"""The headings of the form under which the owner judges."""
_MOST = 3


def facts(view: View, measure_id: str, number: int) -> list[str]:
    """Return the facts for a heading, in the report's language: 6: how far the sub-measures are; 7: who used the time;
    8: the sub-measures that are farthest from their plan.
    """
    code = reports_draft.lang_of(view)
    lang = get("nb" if code == "nn" else code)
    return {6: _how_far, 7: _who, 8: _farthest}[number](view, measure_id, lang)


def _how_far(view: View, measure_id: str, lang: Language) -> list[str]:
    node = next(node for node in measure_tree(view.reader) if node.measure_id == measure_id)
    latest = {
        one.sub_measure_id: one for one in sorted(progress_history(view.reader), key=lambda one: one.recorded)
    }
    told = []
    for sub in node.sub_measures:
        name = f"{sub.sub_measure_id} {short_name(lang.pick(sub.name_nb, sub.name_en))}"
        line = lang.text("{name}: {status}.", name=name, status=words.status(sub.status, lang))
        if (found := latest.get(sub.sub_measure_id)) is not None:
            done = lang.text(
                "{pct} gjort per {date}.",
                pct=lang.percent(found.complete_pct),
                date=lang.date(found.recorded),
            )
            line = f"{line} {done}"
        told.append(line)
    return told


def _who(view: View, measure_id: str, lang: Language) -> list[str]:
    own = pinned(view.reader, view.selection.only(measures=(measure_id,)), date.today())
    rows = records(compare(view.reader, own, ("role_group",)).rows)
    return [
        f"{lang.pick(row['role_group_nb'], row['role_group_en'])}: {against_plan(row, own.unit, lang)}."
        for row in rows
    ]


def _farthest(view: View, measure_id: str, _lang: Language) -> list[str]:
    own = pinned(view.reader, view.selection.only(measures=(measure_id,)), date.today())
    rows = [
        row
        for row in records(compare(view.reader, own, ("sub_measure",)).rows)
        if row["sub_measure"] and row["variance"] is not None and not pd.isna(row["variance"])
    ]
    rows.sort(key=lambda row: -abs(row["variance"]))
    lang = get(reports_draft.lang_of(view))
    return [
        " ".join(status_sentences(view.reader, own, lang, kind="sub_measure", key=row["sub_measure"]))
        for row in rows[:_MOST]
    ]
