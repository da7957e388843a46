"""Series of their own beside the effort on their system: restanser, instrument hours. They are never added to it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import metrics
from metrics import Beside, beside_sentence, imports_words
from reports.figures_systems import SERIES, beside
from ui import draw, html
from ui.figures import ground_of
from ui.view import View

__all__ = ["SERIES", "beside_section", "series_of"]


def series_of(system_id: str) -> str | None:
    """Return the series of its own that belongs to a system."""
    return dict(SERIES).get(system_id)


def beside_section(view: View, system_id: str, kind: str, *, at_once: bool = True) -> None:
    """Draw a series above the effort of the same months, and say what it rests on. at_once: the figure is drawn without
    being asked for; what it says is always there.
    """
    lang = view.lang
    found = beside(ground_of(view.only(systems=(system_id,))), kind)
    if not found.imports:
        st.write(
            lang.text("Ingen restanselister er lastet inn.")
            if kind == "backlog"
            else lang.text("Ingen instrumenttimer er lastet inn.")
        )
        return
    if found.reason_code == "no_series":
        st.write(beside_sentence(found, lang))
        return
    title = (
        lang.text("Restanser og innsats på {system}", system=view.label("system", system_id))
        if kind == "backlog"
        else lang.text("Instrumenttimer og innsats på {system}", system=view.label("system", system_id))
    )
    if at_once:
        _figure(view, system_id, kind, title)
    else:
        html.paragraph(beside_sentence(found, lang), "hr-message")
        with st.expander(html.label(title), on_change="rerun", key=f"figure_{kind}") as box:
            if box.open:
                _figure(view, system_id, kind, title)
    html.paragraph(_rests_on(found, view), "hr-basis")
    with st.expander(_all_words(kind, view), on_change="rerun", key=f"all_{kind}") as box:
        if box.open:
            (backlog_table if kind == "backlog" else instrument_table)(view)


def _figure(view: View, system_id: str, kind: str, title: str) -> None:
    draw.figure(kind, view.only(systems=(system_id,)), kind, title=title)


def _rests_on(found: Beside, view: View) -> str:
    """The files of the series, and that it is never added to the effort nor narrowed by it."""
    lang = view.lang
    never = (
        lang.text(
            "Restansene er en beholdning for hele museet på hver dato. De følger bare perioden i utvalget, og legges "
            "aldri sammen med timer."
        )
        if found.kind == "backlog"
        else lang.text(
            "Instrumenttimer er timer som instrumenter er brukt. De følger bare perioden i utvalget, og legges aldri "
            "sammen med timer som folk har ført."
        )
    )
    return f"{never} {imports_words(found, lang)}".strip()


def _all_words(kind: str, view: View) -> str:
    return (
        view.lang.text("Vis alle restanselistene")
        if kind == "backlog"
        else view.lang.text("Vis alle instrumenttimene")
    )


def backlog_table(view: View) -> None:
    """Draw every backlog count that is loaded, whatever the selection."""
    lang, rows = view.lang, metrics.backlog(view.reader)
    shown = pd.DataFrame(
        {
            lang.text("Dato"): rows["snapshot_date"],
            lang.text("System"): _systems(rows, view),
            lang.text("Enhet"): [
                lang.text("hele museet") if pd.isna(key) else view.label("unit", key) for key in rows["unit"]
            ],
            lang.text("Restanser"): rows["items"],
            lang.text("Median alder, dager"): rows["median_age_days"].astype("Int64").astype("object"),
        }
    )
    draw.table(shown, lang.text("Restanser"), _own_basis(rows, "snapshot_date", view), view, "restanser")


def instrument_table(view: View) -> None:
    """Draw every month of instrument hours that is loaded, whatever the selection."""
    lang, rows = view.lang, metrics.instrument_hours(view.reader)
    shown = pd.DataFrame(
        {
            lang.text("Måned"): [lang.month(month) for month in rows["month"]],
            lang.text("System"): _systems(rows, view),
            lang.text("Instrumenttimer"): rows["used_hours"],
            lang.text("Beløp, kr"): rows["amount_nok"],
        }
    )
    draw.table(shown, lang.text("Instrumenttimer"), _own_basis(rows, "month", view), view, "instrumenttimer")


def _systems(rows: pd.DataFrame, view: View) -> list[str]:
    return [view.lang.pick(*pair) for pair in zip(rows["system_nb"], rows["system_en"], strict=True)]


def _own_basis(rows: pd.DataFrame, time: str, view: View) -> str:
    """Say what a series of its own rests on: it follows no filter."""
    return view.lang.text(
        "{count} rader, {first} til {last}, uavhengig av utvalget. Datavarehusets versjon {version}.",
        count=len(rows), first=view.lang.date(rows[time].min()), last=view.lang.date(rows[time].max()),
        version=view.reader.version,
    )  # fmt: skip
