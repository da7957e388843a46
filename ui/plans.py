"""The parts of Planer about what is decided: which version counts when, the versions beside each other and actual."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from metrics import short_name
from metrics.plan_versions import PlanCell, SideBySide, side_by_side
from reports.figures_plans import months_against, plan_choices, plan_name, short_months, versions_of
from ui import draw, html
from ui.figures import ground_of
from ui.filters import widget_key
from ui.view import Key, View


@st.cache_data(max_entries=100, show_spinner=False)
def beside(key: Key, _view: View, plans: tuple[str, ...], by_month: bool) -> SideBySide:
    """Return the plans side by side for the selection."""
    return side_by_side(_view.reader, key[2], plans, by_month=by_month)


def name_of(plan: str, view: View) -> str:
    """Name a choice of plan for a heading: «Gjeldende plan», «Tiltaksplan 2019–2021»."""
    return plan_name(plan, ground_of(view))


def choices(view: View) -> tuple[str, ...]:
    """Return the plans to place side by side: in force, original, and every version of the unit's kind."""
    return plan_choices(ground_of(view))


# --- the line of time -----------------------------------------------------------------------------


def line_of_time(view: View) -> None:
    """Draw every version with the months it speaks for, and name those that are of another kind."""
    lang, found = view.lang, versions_of(ground_of(view))
    draw.figure("plan_versions", view, "planversjoner")
    others = [view.label("plan_version", one.plan_version_id) for one in found if not one.same_kind]
    if others:
        draw.paragraph(
            lang.text(
                "Uten rader av dette slaget, og derfor ikke med her: {names}. Budsjetter i kroner sammenlignes bare "
                "med bokførte kostnader, og planer i timer bare med timer.",
                names=lang.join(others),
            ),
            "hr-basis",
        )


# --- side by side ---------------------------------------------------------------------------------


def table_beside(view: View) -> None:
    """Draw what each plan plans: per sub-measure, per year or per month, one column a plan."""
    lang, plans = view.lang, choices(view)
    if not plans:
        st.write(lang.text("Ingen planversjon har rader av dette slaget."))
        return
    ways = {"sub": lang.text("Per deltiltak"), "year": lang.text("Per år"), "month": lang.text("Per måned")}
    chosen: Any = st.segmented_control(
        lang.text("Vis planene"), list(ways), format_func=ways.__getitem__, default="sub", required=True,
        key=widget_key("plans_by", lang),
    )  # fmt: skip
    found = beside(view.key, view, plans, chosen == "month")
    rows = _by_sub(found, view) if chosen == "sub" else _by_period(found, view)
    title = lang.text("Planlagt i hver planversjon, {unit}", unit=lang.unit_name(found.unit))
    told = lang.text(
        "Hver kolonne er én plan, og summene gjelder bare månedene som planen dekker. Kolonner som dekker ulike "
        "måneder, kan ikke trekkes fra hverandre; se «Hva hver revisjon flyttet» under."
    )
    draw.paragraph(told, "hr-basis")
    drawn = [html.Row(tuple(cells)) for cells in rows.itertuples(index=False, name=None)]
    drawn[-2:] = [html.Row(row.cells, "sum") for row in drawn[-2:]]
    html.table(list(rows.columns), drawn, caption=title, numbers=range(1, len(rows.columns)), wrap=True)
    basis = lang.text("Planversjonene i datavarehusets versjon {version}.", version=view.reader.version)
    draw.basis_line(lang.unit_name(found.unit), basis, lang)
    draw.downloads(rows.replace("\n", " ", regex=True), title, basis, view, "planer-side-om-side")


def _by_sub(found: SideBySide, view: View) -> pd.DataFrame:
    whole = {plan: _whole(found, plan, found.sub_measures) for plan in found.plans}
    rows = [
        (_sub_name(sub, view), [_told(_whole(found, plan, (sub,)), view) for plan in found.plans])
        for sub in found.sub_measures
    ]
    return _frame(view.lang.text("Deltiltak"), rows, whole, found, view)


def _by_period(found: SideBySide, view: View) -> pd.DataFrame:
    lang = view.lang
    whole = {plan: _whole(found, plan, found.sub_measures) for plan in found.plans}
    single = all(len(period) == 1 for period in found.periods)
    rows = [
        (
            lang.month(period[0]) if single else str(period[0].year),
            [_told(found.totals[plan, period], view, len(period)) for plan in found.plans],
        )
        for period in found.periods
    ]
    return _frame(lang.text("Måned") if single else lang.text("År"), rows, whole, found, view)


def _frame(
    head: str, rows: list[tuple[str, list[str]]], whole: dict[str, PlanCell], found: SideBySide, view: View
) -> pd.DataFrame:
    """The rows, the sum of each plan, and the months that it covers."""
    lang = view.lang
    rows = [
        *rows,
        (lang.text("Sum"), [_told(whole[plan], view) for plan in found.plans]),
        (
            lang.text("Måneder planen dekker"),
            [short_months(whole[plan].months, lang).replace(", ", ",\n") or "–" for plan in found.plans],
        ),
    ]
    columns = {head: [name for name, _cells in rows]}
    for place, plan in enumerate(found.plans):
        columns[name_of(plan, view)] = [cells[place] for _name, cells in rows]
    return pd.DataFrame(columns)


def _whole(found: SideBySide, plan: str, subs: tuple[str | None, ...]) -> PlanCell:
    """All periods of some sub-measures in one cell."""
    parts = [found.cells[plan, sub, period] for sub in subs for period in found.periods]
    amounts = [part.planned for part in parts if part.planned is not None]
    months: tuple[date, ...] = tuple(sorted({month for part in parts for month in part.months}))
    note = "" if amounts else "not_named" if months else "not_covered"
    return PlanCell(sum(amounts) if amounts else None, months, note)


def _sub_name(sub: str | None, view: View) -> str:
    name = view.names.label("sub_measure", sub, view.lang, placed=sub is not None)
    return f"{sub or ''} {short_name(name)}".strip()


def _told(cell: PlanCell, view: View, asked: int | None = None) -> str:
    """A cell in words: the figure, with its months where they are not all of them, or why there is none."""
    lang = view.lang
    if cell.planned is None:
        return lang.text("nevner den ikke") if cell.note_code == "not_named" else lang.text("dekker ikke")
    decimals = {"person_years": 2, "cost_nok": 0, "booked_cost_nok": 0}.get(view.selection.unit, 1)
    figure = lang.number(cell.planned, decimals)
    if asked is None or len(cell.months) == asked:
        return figure
    return lang.text(
        "{figure} ({n})", figure=figure, n=lang.plural("{n} måned", "{n} måneder", len(cell.months))
    )


# --- actual against each --------------------------------------------------------------------------


def actual_against(view: View) -> None:
    """Draw actual against each version over the months that can be compared with it."""
    lang, ground = view.lang, ground_of(view)
    draw.figure("actual_against_plans", view, "faktisk-mot-versjoner")
    told = [name_of(plan, view) for plan in choices(view) if not months_against(ground, plan)]
    if told:
        draw.paragraph(
            lang.text("Ingen frigitte måneder å sammenligne med: {names}.", names=lang.join(told)), "hr-basis"
        )
