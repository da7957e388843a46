"""The measures page's choice and hierarchy, and what other pages share of it: milestones and the source rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from language import Language
from metrics import MeasureNode, SubMeasureNode, measure_tree, milestones, short_name
from metrics.frames import records
from ui import draw, figures, html
from ui.address import change_address
from ui.drill import Way
from ui.filters import hold, widget_key
from ui.html import Row
from ui.measures_rows import Closely
from ui.view import View

__all__ = ["draw_milestones", "milestones"]


def chosen_measures(view: View) -> tuple[MeasureNode, ...]:
    """Return the measures that the selection lets through."""
    wanted = view.selection.measures
    return tuple(node for node in measure_tree(view.reader) if not wanted or node.measure_id in wanted)


def closely(view: View, nodes: tuple[MeasureNode, ...]) -> Closely | None:
    """Return what the address asks to see closely; None for all, or where the selection leaves it out."""
    address = view.address
    for node in nodes:
        for sub in node.sub_measures:
            if sub.sub_measure_id == address.sub_measure:
                return Closely(node, sub)
    if address.sub_measure is None:
        return next((Closely(node) for node in nodes if node.measure_id == address.measure), None)
    return None


def outside_selection(view: View) -> None:
    """Say that what the address asks for is left out by the selection."""
    names, address = view.names, view.address
    asked = names.label("sub_measure", address.sub_measure, view.lang) if address.sub_measure else ""
    if not asked and address.measure in names.ids("measure"):
        asked = names.label("measure", address.measure, view.lang)
    if asked:
        st.info(
            view.lang.text(
                "«{name}» er utenfor utvalget, så alle tiltak i utvalget vises.", name=html.plain(asked)
            )
        )


def alias_warnings(nodes: Sequence[MeasureNode | SubMeasureNode], lang: Language) -> None:
    """Show what the names of measures or sub-measures warn of, each once."""
    told = [lang.pick(*pair) for node in nodes for pair in node.warnings]
    for text in dict.fromkeys(told):
        st.warning(html.plain(text))


def choose(view: View, nodes: tuple[MeasureNode, ...], chosen: Closely | None) -> None:
    """Draw the choice of the measure or sub-measure to look at; it is part of the address."""
    lang, names = view.lang, {"": view.lang.text("Alle tiltak og deltiltak")}
    for node in nodes:
        names[f"measure {node.measure_id}"] = Closely(node).name(lang)
        names |= {f"sub_measure {s.sub_measure_id}": Closely(node, s).name(lang) for s in node.sub_measures}
    asked = ""
    if chosen is not None:
        sub = chosen.sub_measure
        asked = f"measure {chosen.measure.measure_id}" if sub is None else f"sub_measure {sub.sub_measure_id}"
    key = hold(widget_key("choice_measure", lang), asked)
    st.selectbox(
        lang.text("Velg tiltak eller deltiltak"), list(names), key=key, on_change=_take,
        args=(key, {s.sub_measure_id: n.measure_id for n in nodes for s in n.sub_measures}),
        format_func=names.__getitem__,
    )  # fmt: skip


def _take(key: str, measure_of: dict[str, str]) -> None:
    kind, _, chosen = st.session_state[key].partition(" ")
    if kind == "sub_measure":
        change_address(measure=measure_of[chosen], sub_measure=chosen)
    else:
        change_address(measure=chosen or None, sub_measure=None)


def hierarchy(view: View, chosen: Closely | None, title: str, name: str) -> None:
    """Draw measures with their sub-measures under them, what is not placed, and the sum; each row leads to its own.

    chosen: a measure, of which the sub-measures and their sum are drawn; None = all.
    """
    grouped = chosen is None
    rows = figures.hierarchy_rows(view.key, view, grouped)
    draw.figure(
        "hierarchy",
        view,
        name,
        _ways(rows, view),
        title=title,
        also_narrow=True,
        grouped="yes" if grouped else "no",
    )


def _ways(rows: pd.DataFrame, view: View) -> list[Way]:
    """Where each row leads: a measure, a sub-measure, or the codes that lead nowhere; the sum leads nowhere."""
    found: list[Way] = []
    for row in records(rows):
        if row["kind"] == "sum":
            continue
        if row["kind"] == "other":
            found.append((row["label"], "codebook", view.address))
        else:
            to = replace(view.address, measure=row["measure"], sub_measure=row["sub_measure"])
            found.append((short_name(row["label"]), "measures", to))
    return found


def draw_milestones(found: Any, lang: Language) -> None:
    """Draw milestones as a table: planned, revised and actual are three separate facts."""
    if not found:
        st.caption(lang.text("Ingen milepæler er registrert."))
        return
    heads = [lang.text("Milepæl"), lang.text("Planlagt"), lang.text("Revidert"), lang.text("Faktisk")]
    rows = [
        Row(
            (
                lang.pick(m.name_nb, m.name_en),
                *(date_or_text(getattr(m, f"{f}_date"), getattr(m, f"{f}_text"), lang)
                  for f in ("planned", "revised", "actual")),
            )
        )
        for m in found
    ]  # fmt: skip
    html.table(heads, rows, caption=lang.text("Milepæler"))


def date_or_text(value: Any, text: str | None, lang: Language) -> str:
    """Return a date, or what the source says where it gives no day."""
    if value is not None and not pd.isna(value):
        return lang.date(value)
    return text if isinstance(text, str) and text else lang.text("ikke oppgitt")
