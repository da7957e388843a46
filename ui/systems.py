"""The systems page's parts: all systems in one table and on one line of time, and the facts of one of them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

import metrics
from metrics import note_words, variance_words
from ui import data, draw, html, words
from ui.address import change_address
from ui.filters import hold, widget_key
from ui.html import Row
from ui.measures import date_or_text
from ui.systems_matrix import ways
from ui.view import View

BOTT_FINANCE = "SYS-BOL"


def all_systems(view: View) -> None:
    """Draw one table with every system: its status, go-live, planned, actual and variance, in words where
    there is no effort.
    """
    lang, rows = view.lang, data.systems(view.key, view)
    heads = [
        lang.text("System"), lang.text("Status"), lang.text("Planlagt i drift"), lang.text("Revidert"),
        lang.text("Faktisk"), lang.text("Planlagt innsats"), lang.text("Faktisk innsats"), lang.text("Avvik"),
        lang.text("Trafikklys"),
    ]  # fmt: skip
    title = lang.text("Alle systemer, innsats i {unit}", unit=lang.unit_name(view.selection.unit))
    html.table(
        heads, [_system_row(row, view) for row in rows.to_dict("records")], caption=title, numbers=(5, 6)
    )
    basis = data.compared(view.key, view, ()).basis.words(lang)
    draw.basis_line("", basis, lang)
    draw.downloads(_system_file(rows, view), title, basis, view, "alle-systemer")


def _system_row(row: dict[Any, Any], view: View) -> Row:
    lang = view.lang
    go_live = [
        date_or_text(row[f"go_live_{fact}"], row[f"go_live_{fact}_text"], lang)
        for fact in ("planned", "revised", "actual")
    ]
    name = lang.pick(row["system_nb"], row["system_en"])
    state = lang.pick(row["status_nb"], row["status_en"])
    if not row["has_effort"]:
        told = note_words(row["note_code"], lang)
        return Row((name, state, *go_live, "–", "–", told, ""))
    note = note_words(row["note_code"], lang)
    amounts = [
        note if math.isnan(row[field]) else lang.quantity(row[field], view.selection.unit)
        for field in ("planned", "actual")
    ]
    variance = note
    if not math.isnan(row["variance"]):
        amount = lang.quantity(row["variance"], view.selection.unit, signed=True)
        per_cent = note if math.isnan(row["variance_pct"]) else lang.percent(row["variance_pct"], signed=True)
        variance = f"{amount} {variance_words(row['variance'], lang)}, {per_cent}"
    return Row((name, state, *go_live, *amounts, variance, words.light(row["light"], lang)))


def _system_file(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    lang = view.lang
    found = rows.to_dict("records")
    return pd.DataFrame(
        {
            lang.text("System"): [lang.pick(r["system_nb"], r["system_en"]) for r in found],
            lang.text("Formål"): [lang.pick(r["purpose_nb"], r["purpose_en"]) for r in found],
            lang.text("Status"): [lang.pick(r["status_nb"], r["status_en"]) for r in found],
            lang.text("Planlagt innsats"): [_or_words(r["planned"], r["note_code"], view) for r in found],
            lang.text("Faktisk innsats"): [_or_words(r["actual"], r["note_code"], view) for r in found],
            lang.text("Avvik"): [_or_words(r["variance"], r["note_code"], view) for r in found],
            lang.text("Avvik i prosent"): [_or_words(r["variance_pct"], r["note_code"], view) for r in found],
            lang.text("Trafikklys"): [metrics.light_words(r["light"], lang) for r in found],
        },
        dtype="object",
    )


def _or_words(value: float | None, note_code: str, view: View) -> float | str:
    missing = value is None or math.isnan(value)
    return note_words(note_code, view.lang) if missing else value  # type: ignore[return-value]


def choose_system(view: View) -> str | None:
    """Draw the choice between all systems and one of them; it is part of the address."""
    keys = [str(key) for key in data.systems(view.key, view)["system"]]
    asked = view.address.system if view.address.system in keys else None
    key = hold(widget_key("choice_system", view.lang), asked)
    st.selectbox(
        view.lang.text("Velg system"), [None, *keys], key=key, on_change=_take, args=(key,),
        format_func=lambda option: view.label("system", option) if option else view.lang.text("Alle systemer"),
    )  # fmt: skip
    return asked


def _take(key: str) -> None:
    change_address(system=st.session_state[key])


def about(system_id: str, view: View) -> None:
    """Say a system's facts in words, also for a system without effort."""
    lang = view.lang
    rows = data.systems(view.key, view)
    row = rows[rows["system"] == system_id].to_dict("records")[0]
    html.facts(
        [
            (lang.text("Formål"), lang.pick(row["purpose_nb"], row["purpose_en"])),
            (lang.text("Løsning"), row["solution"] or ""),
            (lang.text("Eier"), row["owner"] or ""),
            (lang.text("Status"), lang.pick(row["status_nb"], row["status_en"])),
            (lang.text("Deltiltak"), ", ".join(
                f"{key} {view.label('sub_measure', key)}" for key in (row["sub_measures"] or "").split(",") if key
            ) or lang.text("ingen")),
        ]
    )  # fmt: skip
    if not row["has_effort"]:
        st.info(
            lang.text(
                "{name} har verken planlagt eller ført innsats i utvalget.",
                name=html.plain(lang.pick(row["system_nb"], row["system_en"])),
            )
        )


def variance_per_system(view: View) -> None:
    """Draw planned against actual per system; each row leads to its system."""
    title = view.lang.text("Planlagt mot faktisk per system")
    rows = data.compared(view.key, view, ("system",)).rows
    draw.figure("systems", view, "avvik-systemer", ways(rows, "system", view), title=title)


def months(view: View, system_id: str) -> None:
    """Draw one system's months with its milestones; around its go-live where that has a date."""
    draw.figure("go_live", view.only(systems=(system_id,)), "rundt-drift")


def parts(view: View, system_id: str) -> None:
    """Draw one system's effort by sub-measure, where each row leads on, and by role group."""
    lang, system, own = view.lang, view.label("system", system_id), view.only(systems=(system_id,))
    rows = data.compared(own.key, own, ("sub_measure",), True).rows
    title = lang.text("{system} per deltiltak", system=system)
    draw.figure("sub_measures", own, "system-deltiltak", ways(rows, "sub_measure", view), title=title)
    groups = lang.text("{system} per rollegruppe", system=system)
    draw.figure("role_groups", own, "system-rollegrupper", title=groups)


def shown(view: View) -> tuple[str, ...]:
    """Return the selection's systems in display order, also those without effort."""
    return tuple(str(key) for key in data.systems(view.key, view)["system"])


def months_of_all(view: View) -> None:
    """Offer each system's months side by side on the calendar; drawn when it is asked for."""
    with st.expander(
        view.lang.text("Vis månedene etter kalenderen"), on_change="rerun", key="months_of_all"
    ) as box:
        if box.open:
            draw.figure("months_by_system", view, "maaneder-per-system")


def has_effort(system_id: str, view: View) -> bool:
    """Say whether a system has planned or actual effort in the selection."""
    rows = data.systems(view.key, view)
    return bool(rows[rows["system"] == system_id]["has_effort"].any())


def timeline(view: View) -> None:
    """Draw the milestones of systems on one line of time; they follow the filter of systems alone."""
    lang = view.lang
    if not any(metrics.milestones(view.reader, system_id=system_id) for system_id in shown(view)):
        st.write(lang.text("Ingen milepæler er registrert for systemene i utvalget."))
        return
    draw.figure("milestones", view, "milepaeler")


def processes(view: View) -> None:
    """Draw the main processes of BOTT ØL where the data names them, else say that it does not."""
    lang, narrowed = view.lang, view.only(systems=(BOTT_FINANCE,))
    by_process = data.compared(narrowed.key, narrowed, ("process",))
    named = [name for name in by_process.rows["process"] if isinstance(name, str)]
    if not named:
        st.write(
            lang.text(
                "Ingen av filene fordeler innsatsen på hovedprosess. Fyll ut kolonnen «Hovedprosess» i månedsmalen "
                "for å se den her: {names}.",
                names=", ".join(view.label("process", key) for key in view.names.ids("process")),
            )
        )
        return
    title = lang.text("Planlagt mot faktisk per hovedprosess i BOTT ØL")
    draw.figure("processes", narrowed, "hovedprosesser", title=title)
