"""The ways to keep a scenario: as a draft plan version, as a plan file to be uploaded, or as figures."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from etl import scenario as drafts
from etl.scenario import Draft, PlannedRow
from metrics.scenario import ScenarioResult
from metrics.scenario_steps import sub_words
from reports.table_file import XLSX_TYPE
from ui import acting, draw, html
from ui.codebook_review import problem_table
from ui.filters import widget_key
from ui.navigation import link
from ui.scenario_result import basis
from ui.view import View
from warehouse import ReferenceInvalid


def keep(view: View, found: ScenarioResult) -> None:
    """Draw what can be done with the scenario; nothing is stored before the button is pressed."""
    lang = view.lang
    html.small_heading(lang.text("Ta vare på scenarioet"))
    if not found.scenario.steps:
        st.write(lang.text("Legg til minst ett steg først."))
        return
    title = lang.text("Scenario: planlagt per deltiltak og måned")
    st.write(
        lang.text(
            "Tallene måned for måned, før og etter, for utvalget. Scenarioet selv ligger i adressen til siden."
        )
    )
    draw.downloads(months_frame(view, found), title, basis(view, found), view, "scenario")
    rows = draft_rows(found)
    if found.base is None:
        st.info(lang.text("Ingen plan dekker måneden etter de frigitte, så det er ingen plan å revidere."))
        return
    if not rows:
        st.info(lang.text("Scenarioet har ingen planlagte timer å lagre."))
        return
    plan_id = _save(view, found, rows)
    st.download_button(
        lang.text("Last ned som planfil"), lambda: drafts.workbook(view.reader, plan_id, rows),
        drafts.file_name(plan_id), XLSX_TYPE, key=widget_key("scenario_plan_file", lang), on_click="ignore",
        help=lang.text("Som planmalen. Filen kan lastes opp når planversjonen «{id}» finnes.", id=plan_id),
    )  # fmt: skip


def months_frame(view: View, found: ScenarioResult) -> pd.DataFrame:
    """Return a row per sub-measure and month that can be changed, under headings in the reader's language."""
    lang, cells = view.lang, found.cells
    unit = lang.unit_name(found.selection.unit)
    names = zip(cells["sub_measure_nb"], cells["sub_measure_en"], strict=True)
    return pd.DataFrame(
        {
            lang.text("Deltiltak, kode"): [key or "" for key in cells["sub_measure"]],
            lang.text("Deltiltak"): [lang.pick(nb, en) for nb, en in names],
            lang.text("Måned"): [lang.month(month) for month in cells["month"]],
            lang.text("Planlagt før ({unit})", unit=unit): cells["before"],
            lang.text("Planlagt i scenarioet ({unit})", unit=unit): cells["after"],
            lang.text("Endring ({unit})", unit=unit): cells["after"] - cells["before"],
        }
    )


def draft_rows(found: ScenarioResult) -> tuple[PlannedRow, ...]:
    """Return the rows that a draft of the scenario has: the whole plan from where the plan that it revises begins."""
    first = found.draft_first
    return tuple(
        PlannedRow(row.sub_measure, row.unit, row.role_group, row.process, row.month, row.hours, row.nok)
        for row in found.planned
        if row.sub_measure is not None and row.hours and first is not None and row.month >= first
    )


def _save(view: View, found: ScenarioResult, rows: tuple[PlannedRow, ...]) -> str:
    """Draw the form that saves a draft; return the id that it would have."""
    lang = view.lang
    st.write(
        lang.text(
            "Et utkast er en hel planversjon: planen som den er, med endringene over. Det endrer ikke gjeldende plan "
            "før det er vedtatt i kodeverket, og det kan sammenlignes med under «Sammenlign med» til venstre."
        )
    )
    for told in _warnings(view, found):
        st.warning(html.plain(told))

    def fresh(field: str) -> str:
        # After a draft is saved the next one begins with an empty form and another id.
        return widget_key(f"scenario_{field}_{view.reader.version}", lang)

    with st.form(f"scenario_save_{lang.code}"):
        left, right = st.columns([3, 1])
        with left:
            name = st.text_input(lang.text("Navn på utkastet"), key=fresh("name"), max_chars=120)
        with right:
            plan_id = st.text_input(
                lang.text("Kort id"), free_id(view), key=fresh("id"), max_chars=20,
                help=lang.text("Id-en står i filer og adresser, og kan ikke endres etterpå."),
            )  # fmt: skip
        who, why = acting.who_and_why(view, "scenario")
        sent = st.form_submit_button(lang.text("Lagre som utkast"), type="primary", disabled=view.earlier)
    plan_id = plan_id.strip()
    if sent:
        _send(view, found, Draft(plan_id, name.strip() or plan_id, found.base or "", rows), who, why)
    if view.earlier:
        st.info(lang.text("Du ser en tidligere versjon. Gå til den nyeste for å lagre et utkast."))
    plans = replace(view.address, part="tables", table="plan_version")
    link("codebook", lang.text("Vedta eller slett utkast i kodeverket"), plans)
    return plan_id or free_id(view)


def _send(view: View, found: ScenarioResult, draft: Draft, who: str, why: str) -> None:
    lang = view.lang
    reason = why and f"{why} ({found.scenario.describe(lang, view.names)})"
    try:
        version = acting.attempt(
            lang, lang.text("Lagrer …"), lambda: drafts.save_as_draft(view.folder, draft, who or None, reason)
        )
    except ReferenceInvalid as error:
        problem_table(error.problems, view)
        return
    if version is not None:
        acting.done(
            lang.text(
                "Utkastet «{name}» er lagret. Velg det under «Sammenlign med» for å se det på de andre sidene.",
                name=draft.name_nb,
            )
        )


def _warnings(view: View, found: ScenarioResult) -> list[str]:
    """What a draft cannot hold, or cannot be uploaded again with."""
    lang, told = view.lang, []
    first = found.first_open
    unplaced = sum(
        float(row.hours)
        for row in found.planned
        if row.sub_measure is None and first is not None and row.month >= first
    )
    if unplaced:
        told.append(
            lang.text(
                "{hours} er planlagt på koder uten deltiltak, og blir ikke med i utkastet.",
                hours=lang.hours(unplaced),
            )
        )
    beyond = sorted({sub for effect in found.effects for sub in effect.not_valid})
    if beyond:
        told.append(
            lang.text(
                "Utkastet har timer etter at {names} slutter å gjelde i kodeverket. Utkastet kan lagres, men planfilen "
                "kan ikke lastes opp før gyldigheten er forlenget.",
                names=lang.join(sub_words(sub, lang, view.names) for sub in beyond),
            )
        )
    return told


def free_id(view: View) -> str:
    """Return the first id of the kind «S1» that no plan version has."""
    taken = set(view.names.ids("plan_version"))
    number = 1
    while f"S{number}" in taken:
        number += 1
    return f"S{number}"
