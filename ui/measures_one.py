"""One measure or sub-measure closely: how it stands in a sentence, who spent the effort, and where the variance is."""

from __future__ import annotations

import streamlit as st

from metrics.frames import records
from metrics.status_sentence import against_plan, status_sentence
from ui import data, draw, html
from ui.cost_split import cost_split_section
from ui.measures_rows import Closely
from ui.view import View


def sentence(view: View, name: str) -> str:
    """Return how the selection stands, in one sentence."""
    total = data.compared(view.key, view, ())
    groups = data.compared(view.key, view, ("role_group",)).rows
    return status_sentence(name, total.total, total.months, groups, view.lang)


def role_groups(view: View, name: str) -> None:
    """Draw who spent the effort: each role group in words, and a chart."""
    lang = view.lang
    rows = records(data.compared(view.key, view, ("role_group",)).rows)
    told = [
        f"{lang.pick(row['role_group_nb'], row['role_group_en'])}: {against_plan(row, view.selection.unit, lang)}."
        for row in rows
    ]
    html.lines((line, "hr-told") for line in told)
    title = lang.text("{name} per rollegruppe", name=name)
    draw.figure("role_groups", view, "rollegrupper", title=title)


def broken_down(chosen: Closely, view: View, name: str) -> None:
    """Offer the variance by kind of cost, unit, system and main process, each drawn when it is opened."""
    lang = view.lang
    steps = lang.text("{name}: fra planlagt til faktisk kostnad", name=name)
    with st.expander(html.label(steps), on_change="rerun", key="by_cost") as box:
        if box.open:
            cost_split_section(view, steps)
    ways = [("unit", lang.text("{name} per enhet", name=name), "enheter")]
    if chosen.sub_measure is None:
        ways.append(("system", lang.text("{name} per system", name=name), "systemer"))
    ways.append(("process", lang.text("{name} per hovedprosess", name=name), "hovedprosesser"))
    for by, title, file in ways:
        with st.expander(html.label(title), on_change="rerun", key=f"by_{by}") as box:
            if box.open:
                _by(view, by, title, file)


def _by(view: View, by: str, title: str, file: str) -> None:
    rows = data.compared(view.key, view, (by,)).rows
    if by == "process" and not any(isinstance(key, str) for key in rows["process"]):
        st.write(view.lang.text("Ingen av radene her er ført på hovedprosess."))
        return
    draw.figure("processes" if by == "process" else f"{by}s", view, file, title=title)


def quality(view: View, name: str) -> None:
    """Draw how the actual figures came about, where they say so."""
    if data.compared(view.key, view, ()).basis.quality:
        title = view.lang.text("{name}: målt, anslått og fordelt", name=name)
        draw.figure("quality", view, "kvalitet", title=title)
