"""The systems page's parts: every system, go-live, the matrix, main processes, and series of their own."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

import charts
import metrics
from metrics import note_words, variance_words
from ui import data, draw, figures, html, words
from ui.address import change_address
from ui.filters import hold, widget_key
from ui.html import Row
from ui.measures import date_or_text
from ui.view import View

BOTT_FINANCE = "SYS-BOL"
CASE_SYSTEM = "SYS-EPH"
BOOKING_SYSTEM = "SYS-BIL"


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
    """Draw the choice of the system to look at; it is part of the address."""
    rows = data.systems(view.key, view)
    keys = list(rows["system"])
    if not keys:
        return None
    with_effort = list(rows["system"][rows["has_effort"]])
    asked = view.address.system if view.address.system in keys else (with_effort or keys)[0]
    key = hold(widget_key("choice_system", view.lang), asked)
    st.selectbox(
        view.lang.text("Velg system"), keys, key=key, on_change=_take, args=(key,),
        format_func=lambda option: view.label("system", option),
    )  # fmt: skip
    return str(asked)


def _take(key: str) -> None:
    change_address(system=st.session_state[key])


def about(system_id: str, view: View) -> None:
    """Say a system's facts in words, also for a system without effort."""
    lang = view.lang
    rows = data.systems(view.key, view)
    row = rows[rows["system"] == system_id].to_dict("records")[0]
    if row["status"] == "closed_without_rollout":
        st.warning(
            lang.text("Avsluttet uten innføring. Innsatsen før avslutningen står i tallene, og slettes ikke.")
        )
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


def has_effort(system_id: str, view: View) -> bool:
    """Say whether a system has planned or actual effort in the selection."""
    rows = data.systems(view.key, view)
    return bool(rows[rows["system"] == system_id]["has_effort"].any())


def matrix_table(view: View) -> None:
    """Draw measure × system, planned and actual, with sums that meet in one grand total."""
    lang = view.lang
    found = data.measure_by_system(view.key, view)
    columns = found.systems.to_dict("records")
    # By name: «uten system» and «ikke plassert» are two columns, and neither has an id.
    cells = {(row["measure_nb"], row["system_nb"]): row for row in found.cells.to_dict("records")}
    heads = (
        [lang.text("Tiltak")]
        + [lang.pick(c["system_nb"], c["system_en"]) for c in columns]
        + [lang.text("Sum")]
    )
    rows = [
        Row((
            lang.pick(m["measure_nb"], m["measure_en"]),
            *(_cell(cells.get((m["measure_nb"], c["system_nb"])), view) for c in columns),
            _cell(m, view),
        ))
        for m in found.measures.to_dict("records")
    ]  # fmt: skip
    rows.append(Row((lang.text("Sum"), *(_cell(c, view) for c in columns), _cell(found.total, view)), "sum"))
    title = lang.text("Tiltak × system: faktisk / planlagt, {unit}", unit=lang.unit_name(view.selection.unit))
    html.table(heads, rows, caption=title, numbers=range(1, len(heads)), wrap=True)
    st.caption(lang.text("Hver time er talt én gang. Radene og kolonnene gir den samme summen."))
    frame = pd.DataFrame([[cell.replace("\n", " ") for cell in row.cells] for row in rows], columns=heads)
    basis = found.compared.basis.words(lang)
    draw.basis_line("", basis, lang)
    draw.downloads(frame, title, basis, view, "matrise")


def _cell(row: dict[Any, Any] | None, view: View) -> str:
    if row is None:
        return "–"
    lang = view.lang
    decimals = 2 if view.selection.unit == "person_years" else 0
    actual, planned = row["actual"], row["planned"]
    told = "–" if actual is None or math.isnan(actual) else lang.number(actual, decimals)
    if planned is None or math.isnan(planned) or planned == 0:
        return f"{told} /\n" + lang.text("ikke planlagt")
    return f"{told} /\n{lang.number(planned, decimals)}"


def backlog_table(view: View) -> None:
    """Draw the backlog counts: a stock beside the effort, never added to it."""
    lang = view.lang
    rows = metrics.backlog(view.reader)
    if rows.empty:
        st.write(lang.text("Ingen restanselister er lastet inn."))
        return
    st.caption(
        lang.text("Antall restanser på hver dato. De er en beholdning, og legges aldri sammen med timer.")
    )
    shown = pd.DataFrame(
        {
            lang.text("Dato"): rows["snapshot_date"],
            lang.text("System"): [
                lang.pick(*pair) for pair in zip(rows["system_nb"], rows["system_en"], strict=True)
            ],
            lang.text("Enhet"): [
                lang.text("hele museet") if pd.isna(key) else view.label("unit", key) for key in rows["unit"]
            ],
            lang.text("Restanser"): rows["items"],
            lang.text("Median alder, dager"): rows["median_age_days"].astype("Int64").astype("object"),
        }
    )
    draw.table(shown, lang.text("Restanser"), _own_basis(rows, "snapshot_date", view), view, "restanser")


def instrument_table(view: View) -> None:
    """Draw the hours of instruments: never added to the hours of people."""
    lang = view.lang
    rows = metrics.instrument_hours(view.reader)
    if rows.empty:
        st.write(lang.text("Ingen instrumenttimer er lastet inn."))
        return
    st.caption(
        lang.text("Timer som instrumenter er brukt. De legges aldri sammen med timer som folk har ført.")
    )
    shown = pd.DataFrame(
        {
            lang.text("Måned"): [lang.month(month) for month in rows["month"]],
            lang.text("System"): [
                lang.pick(*pair) for pair in zip(rows["system_nb"], rows["system_en"], strict=True)
            ],
            lang.text("Instrumenttimer"): rows["used_hours"],
            lang.text("Beløp, kr"): rows["amount_nok"],
        }
    )
    draw.table(
        shown,
        lang.text("Instrumenttimer"),
        _own_basis(rows, "month", view),
        view,
        "instrumenttimer",
    )


def _own_basis(rows: pd.DataFrame, time: str, view: View) -> str:
    """Say what a series of its own rests on: it follows no filter."""
    return view.lang.text(
        "{count} rader, {first} til {last}, uavhengig av utvalget. Datavarehusets versjon {version}.",
        count=len(rows), first=view.lang.date(rows[time].min()), last=view.lang.date(rows[time].max()),
        version=view.reader.version,
    )  # fmt: skip


def timeline(view: View) -> None:
    """Draw every dated milestone of every system on one line of time."""
    lang = view.lang
    rows = pd.DataFrame(
        [
            {
                "label": f"{view.label('system', one.system_id)}: {lang.pick(one.name_nb, one.name_en)}",
                "planned_date": one.planned_date,
                "revised_date": one.revised_date,
                "actual_date": one.actual_date,
            }
            for one in metrics.milestones(view.reader)
            if one.system_id and (one.planned_date or one.revised_date or one.actual_date)
        ],
        columns=["label", "planned_date", "revised_date", "actual_date"],
        dtype="object",
    )
    basis = lang.text(
        "Milepæler med dato i referansetabellen, uavhengig av utvalget. Datavarehusets versjon {version}.",
        version=view.reader.version,
    )
    title = lang.text("Milepæler: planlagt, revidert og faktisk")
    draw.chart(
        charts.milestone_timeline(rows, title=title, basis=basis, lang=lang, dark=view.dark),
        view,
        "milepaeler",
    )


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
    draw.chart(figures.variance_by(narrowed.key, narrowed, "process", title), narrowed, "hovedprosesser")
