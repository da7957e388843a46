"""The parts of Planer about what is decided: which version counts when, the versions beside each other and actual."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

import charts
from charts import Chart, PlanLine
from language import Language
from metrics import Comparison, compare, short_name
from metrics.calendar import month_runs
from metrics.plan_versions import PlanCell, PlanVersion, SideBySide, narrowed, plan_versions, side_by_side
from metrics.wording import plan_words
from ui import draw, figures, html
from ui.data import kept
from ui.filters import widget_key
from ui.view import Key, View


@st.cache_data(max_entries=100, show_spinner=False)
def versions(key: Key, _view: View) -> tuple[PlanVersion, ...]:
    """Return the plan versions with the months that they speak for."""
    return plan_versions(_view.reader, key[2])


@st.cache_data(max_entries=100, show_spinner=False)
def beside(key: Key, _view: View, plans: tuple[str, ...], by_month: bool) -> SideBySide:
    """Return the plans side by side for the selection."""
    return side_by_side(_view.reader, key[2], plans, by_month=by_month)


def name_of(plan: str, view: View) -> str:
    """Name a choice of plan for a heading: «Gjeldende plan», «Tiltaksplan 2019–2021»."""
    if plan in ("in_force", "original"):
        words = plan_words(plan, view.lang, view.names)
        return words[:1].upper() + words[1:]
    return view.label("plan_version", plan)


def choices(view: View) -> tuple[str, ...]:
    """Return the plans to place side by side: in force, original, and every version of the unit's kind."""
    own = [one.plan_version_id for one in versions(view.key, view) if one.same_kind]
    return ("in_force", "original", *own) if own else ()


# --- the line of time -----------------------------------------------------------------------------


def line_of_time(view: View) -> None:
    """Draw every version with the months it speaks for, and name those that are of another kind."""
    lang, found = view.lang, versions(view.key, view)
    draw.chart(_timeline(view.key, view), view, "planversjoner")
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


@kept
def _timeline(key: Key, _view: View) -> Chart:
    lang, found = _view.lang, [one for one in versions(key, _view) if one.same_kind]
    basis = lang.text(
        "Planversjonene i kodeverket, uavhengig av utvalget. Datavarehusets versjon {version}.",
        version=key[1],
    )
    return charts.plan_timeline(
        [_line(one, _view) for one in found],
        title=lang.text("Hvilken plan gjelder når?"),
        message=_counts_message(found, _view),
        basis=basis,
        lang=lang,
        dark=key[4],
    )


def _line(one: PlanVersion, view: View) -> PlanLine:
    lang = view.lang
    return PlanLine(
        label=lang.pick(one.name_nb, one.name_en),
        period=(one.period_first, one.period_last),
        runs=tuple(month_runs(one.in_force)),
        adopted=one.adopted,
        draft=one.status == "draft",
        about=about(one, view),
        counts=counts(one, lang),
        reason=lang.pick(one.reason_nb, one.reason_en),
    )


def about(one: PlanVersion, view: View) -> str:
    """Say what a version is: its kind, its scope and its status."""
    lang = view.lang
    kind = {"baseline": lang.text("ny plan"), "revised": lang.text("revisjon")}.get(one.kind, one.kind)
    scope = lang.text("hele planen")
    if one.scope == "partial":
        scope = lang.text("bare {names}", names=", ".join(one.named) or lang.text("ingen deltiltak ennå"))
    told = [kind, scope]
    if one.status == "draft":
        told.append(lang.text("utkast"))
    if one.status == "closed":
        told.append(lang.text("avsluttet"))
    return ", ".join(told)


def counts(one: PlanVersion, lang: Language) -> str:
    """Say for which months a version counts."""
    if one.status == "draft":
        return lang.text("Utkast: gjelder ikke før det er vedtatt")
    if not one.in_force:
        return lang.text("Gjelder ingen måneder")
    months = short_months(one.in_force, lang)
    if one.scope == "partial":
        return lang.text("Gjelder {months}, bare det den nevner", months=months)
    return lang.text("Gjelder {months}", months=months)


def _counts_message(found: list[PlanVersion], view: View) -> str:
    lang = view.lang
    drafts = sum(one.status == "draft" for one in found)
    told = [
        lang.plural("{n} vedtatt planversjon.", "{n} vedtatte planversjoner.", len(found) - drafts),
        lang.plural("{n} utkast.", "{n} utkast.", drafts) if drafts else "",
    ]
    newest = max((one for one in found if one.in_force), key=lambda one: one.in_force[-1], default=None)
    if newest is not None:
        told.append(
            lang.text(
                "Den siste som gjelder, er {name}, til og med {month}.",
                name=lang.pick(newest.name_nb, newest.name_en), month=lang.month(newest.in_force[-1]),
            )
        )  # fmt: skip
    return " ".join(part for part in told if part)


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


def short_months(months: tuple[date, ...], lang: Language) -> str:
    """Months as runs, short enough for the label of a row."""
    return ", ".join(
        lang.month_short(first) if first == last else f"{lang.month_short(first)}–{lang.month_short(last)}"
        for first, last in month_runs(months)
    )


# --- actual against each --------------------------------------------------------------------------


@st.cache_data(max_entries=100, show_spinner=False)
def _against(key: Key, _view: View, plan: str) -> Comparison | None:
    chosen = narrowed(_view.reader, key[2], plan)
    return None if chosen is None else compare(_view.reader, chosen, ())


def actual_against(view: View) -> None:
    """Draw actual against each version over the months that can be compared with it."""
    lang, rows, told = view.lang, [], []
    for plan in choices(view):
        found = _against(view.key, view, plan)
        if found is None or not found.months.comparable:
            told.append(name_of(plan, view))
            continue
        label = f"{name_of(plan, view)}: {short_months(found.months.comparable, lang)}"
        if found.selection.sub_measures != view.selection.sub_measures:
            label = lang.text(
                "{label}, bare {names}", label=label, names=", ".join(found.selection.sub_measures)
            )
        rows.append({"label": label, **found.total})
    columns = ["label", "planned", "actual", "variance", "variance_pct", "note_code"]
    drawn = charts.variance_bars(
        pd.DataFrame(rows, columns=columns),
        title=lang.text("Faktisk mot hver planversjon"),
        unit=view.selection.unit,
        basis=figures.basis_words(view),
        lang=lang,
        dark=view.dark,
    )
    draw.chart(drawn, view, "faktisk-mot-versjoner")
    if told:
        draw.paragraph(
            lang.text("Ingen frigitte måneder å sammenligne med: {names}.", names=lang.join(told)), "hr-basis"
        )
