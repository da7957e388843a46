"""The part of Planer that tells what each revision moved."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import charts
from charts import Chart, PlanNames
from metrics import month_words, short_name
from metrics.revisions import MovedRow, Revision, revisions
from ui import draw
from ui.data import kept
from ui.filters import widget_key
from ui.plans import name_of
from ui.view import Key, View


@st.cache_data(max_entries=100, show_spinner=False)
def _found(key: Key, _view: View) -> tuple[Revision, ...]:
    return revisions(_view.reader, key[2])


def what_moved(view: View) -> None:
    """Draw what one revision moved; the newest is shown first, the others are chosen."""
    lang, found = view.lang, {one.plan_version_id: one for one in _found(view.key, view)}
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
        draw.chart(_chart(view.key, view, key), view, "revisjon")
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


@kept
def _chart(key: Key, _view: View, plan: str) -> Chart:
    lang = _view.lang
    one = next(one for one in _found(key, _view) if one.plan_version_id == plan)
    rows = [{"label": _name(row, _view), "before": row.before, "after": row.after} for row in one.rows]
    return charts.plan_changes(
        pd.DataFrame(rows, columns=["label", "before", "after"]),
        PlanNames(lang.text("før"), lang.text("etter")),
        title=lang.text("Hva {name} flyttet", name=name_of(plan, _view)),
        unit=one.unit,
        basis=lang.text(
            "{before} og {after}, {months}. Datavarehusets versjon {version}.",
            before=lang.join(name_of(key, _view) for key in one.against), after=name_of(plan, _view),
            months=month_words(one.common, lang), version=_view.reader.version,
        ),
        message=message(one, _view),
        lang=lang,
        dark=key[4],
    )  # fmt: skip


def message(one: Revision, view: View) -> str:
    """Say the sum before and after, and the sub-measure that moved most."""
    lang = view.lang
    sums = {
        "before": lang.headline(one.before, one.unit),
        "after": lang.headline(one.after, one.unit),
        "change": lang.headline(one.change, one.unit, signed=True),
    }
    told = [lang.text("Planen gikk fra {before} til {after} ({change}).", **sums)]
    moved = [row for row in one.rows if row.what != "same"]
    if not moved:
        return lang.text("Revisjonen endret ingen timer i månedene som begge dekker.")
    most = max(moved, key=lambda row: abs(row.change))
    if most.change:
        told.append(
            lang.text(
                "Mest endret: {name}, {change}.",
                name=_name(most, view), change=lang.headline(most.change, one.unit, signed=True),
            )
        )  # fmt: skip
    return " ".join(told)


def _name(row: MovedRow, view: View) -> str:
    name = view.names.label("sub_measure", row.sub_measure, view.lang, placed=row.sub_measure is not None)
    return f"{row.sub_measure or ''} {short_name(name)}".strip()


def _table(one: Revision, view: View) -> None:
    """What became of each sub-measure, and in which months."""
    lang = view.lang
    what = {
        "changed": lang.text("endret"),
        "added": lang.text("lagt til"),
        "dropped": lang.text("tatt ut"),
        "same": lang.text("uendret"),
    }
    shown = pd.DataFrame(
        {
            lang.text("Deltiltak"): [_name(row, view) for row in one.rows],
            lang.text("Hva"): [what[row.what] for row in one.rows],
            lang.text("Måneder som er endret"): [month_words(row.months, lang) or "–" for row in one.rows],
        }
    )
    draw.frame_table(shown, caption=lang.text("Hva som ble endret, og når"), lang=lang)
