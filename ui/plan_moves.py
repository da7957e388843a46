"""The part of Planer that tells what each revision moved."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics import month_words
from metrics.revisions import Revision
from reports.figures_plans import moved_name, revisions_of
from ui import draw
from ui.figures import ground_of
from ui.filters import widget_key
from ui.plans import name_of
from ui.view import View


def what_moved(view: View) -> None:
    """Draw what one revision moved; the newest is shown first, the others are chosen."""
    lang, found = view.lang, {one.plan_version_id: one for one in revisions_of(ground_of(view))}
    if not found:
        st.write(lang.text("Ingen plan er revidert."))
        return
    key = st.selectbox(
        lang.text("Velg revisjon"), list(reversed(found)), format_func=lambda one: name_of(one, view),
        key=widget_key("plans_revision", lang),
    )  # fmt: skip
    one = found[key]
    draw.paragraph(_about(one, view), "hr-basis")
    if one.common:
        draw.figure("revision", view, "revisjon", plan=key)
        _table(one, view)


def _about(one: Revision, view: View) -> str:
    """Say what the revision is held against, and what has nothing to be held against."""
    lang, told = view.lang, []
    if one.common:
        told.append(
            lang.text(
                "{name} mot {against}, summert over {months}, som begge dekker.",
                name=name_of(one.plan_version_id, view),
                against=lang.join(name_of(plan, view) for plan in one.against),
                months=month_words(one.common, lang),
            )
        )
    if one.new:
        told.append(
            lang.text(
                "{months} lå ikke i noen tidligere plan: der er det planlagt {amount}, og ingenting er flyttet.",
                months=month_words(one.new, lang),
                amount=lang.quantity(one.new_planned, one.unit),
            )
        )
    if one.scope == "partial":
        told.append(lang.text("Revisjonen endrer bare deltiltakene den nevner; resten av planen er som før."))
    return " ".join(told) or lang.text("Revisjonen dekker ingen av månedene i utvalget.")


def _table(one: Revision, view: View) -> None:
    """What became of each sub-measure, and in which months."""
    lang, ground = view.lang, ground_of(view)
    what = {
        "changed": lang.text("endret"),
        "added": lang.text("lagt til"),
        "dropped": lang.text("tatt ut"),
        "same": lang.text("uendret"),
    }
    shown = pd.DataFrame(
        {
            lang.text("Deltiltak"): [moved_name(row, ground) for row in one.rows],
            lang.text("Hva"): [what[row.what] for row in one.rows],
            lang.text("Måneder som er endret"): [month_words(row.months, lang) or "–" for row in one.rows],
        }
    )
    draw.frame_table(shown, caption=lang.text("Hva som ble endret, og når"), lang=lang)
