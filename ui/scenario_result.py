"""What follows from a scenario: sums, forecast and months, the scenario hatched beside the plan that it changes."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

import charts
from charts import Chart, PlanNames
from metrics import short_name
from metrics.forecast_words import error_words, forecast_reason_words
from metrics.overview import milestones
from metrics.scenario import ScenarioResult, apply
from metrics.scenario_capacity import CapacityEffect, capacity_effect, capacity_effect_words
from metrics.scenario_plan import shifted
from metrics.scenario_steps import Move, Scenario, step_words
from metrics.scenario_words import effect_words, reason_words, result_words
from metrics.series import go_live_of
from metrics.wording import plan_words
from ui import draw, figures, html
from ui.data import kept
from ui.html import Card
from ui.view import Key, View

_MONTHS_BEFORE = 12
"""Released months that are shown before those that can be changed."""


@st.cache_data(max_entries=200, show_spinner=False)
def _result(key: Key, _view: View, text: str) -> ScenarioResult:
    return apply(_view.reader, key[2], Scenario.from_text(text))


def result(view: View, scenario: Scenario) -> ScenarioResult | None:
    """Return what a scenario makes of the chosen plan; None, and why in words, where there is none."""
    found = _result(view.key, view, scenario.to_text())
    if found.reason_code:
        st.info(reason_words(found.reason_code, view.lang))
        return None
    return found


def consequence(view: View, found: ScenarioResult) -> None:
    """Draw what each step does, the sums and the charts."""
    _steps(view, found)
    _cards(view, found)
    _capacity_words(view, found)
    text = found.scenario.to_text()
    draw.chart(_months(view.key, view, text), view, "scenario-maaneder")
    draw.chart(_changes(view.key, view, text), view, "scenario-deltiltak")


def _steps(view: View, found: ScenarioResult) -> None:
    """Say each step and what it did."""
    lang = view.lang
    if not found.effects:
        draw.paragraph(lang.text("Uten steg er scenarioet planen som den er."), "hr-message")
        return
    rows = [
        html.Row(
            (
                f"{place}. {step_words(effect.step, lang, view.names)}",
                _with_go_live(effect_words(effect, found, lang, view.names), effect.step, view),
            )
        )
        for place, effect in enumerate(found.effects, start=1)
    ]
    heads = [lang.text("Steg"), lang.text("Virkning")]
    html.table(heads, rows, caption=lang.text("Stegene i scenarioet"))


def _with_go_live(told: str, step: object, view: View) -> str:
    """Add from when to when a go-live moves; one that has been is not moved by a scenario."""
    if not isinstance(step, Move):
        return told
    lang = view.lang
    day, _fact = go_live_of(milestones(view.reader, system_id=step.system))
    if day is None:
        return " ".join((told, lang.text("Systemet har ingen dato for innføring i kodeverket.")))
    months = {"before": lang.month(day), "after": lang.month(shifted(day, step.months))}
    if day < _first_open(view):
        more = lang.text(
            "Innføringen var i {before}; bare planen som gjenstår, flyttes.", before=months["before"]
        )
    else:
        more = lang.text("Innføringen går fra {before} til {after}.", **months)
    return f"{told} {more}"


def _first_open(view: View) -> date:
    return _result(view.key, view, "").first_open or date.min


def _cards(view: View, found: ScenarioResult) -> None:
    """Draw what is left, where it ends and how many months are over-full, with the plan and with the scenario."""
    lang, unit = view.lang, found.selection.unit

    def amount(value: float | None, signed: bool = False) -> str:
        return lang.text("ingen prognose") if value is None else lang.headline(value, unit, signed=signed)

    left = ""
    if found.remaining_first and found.plan_last and found.remaining_first <= found.plan_last:
        left = lang.month_range(found.remaining_first, found.plan_last)
    ahead = lang.text("med planen: {amount}", amount=amount(found.forecast_before))
    html.cards(
        [
            Card(lang.text("Gjenstående plan"), amount(found.remaining_before), left),
            Card(lang.text("Gjenstående i scenarioet"), amount(found.remaining_after), _more(found, view)),
            Card(
                lang.text("Sluttprognose med scenarioet"),
                amount(found.forecast_after),
                ahead if found.forecast_after is not None else "",
            ),
            *_capacity_card(view, found),
        ]
    )
    estimate = found.forecast.of("rest_plan") if found.forecast else None
    if estimate is not None:
        told = lang.text(
            "Sluttprognosen er faktisk hittil og det som gjenstår; {error}.",
            error=error_words(estimate, lang),
        )
        draw.paragraph(told, "hr-basis")
    elif found.forecast is not None:
        draw.paragraph(forecast_reason_words(found.forecast, lang), "hr-basis")


@st.cache_data(max_entries=100, show_spinner=False)
def _capacity(key: Key, _view: View, text: str) -> CapacityEffect:
    return capacity_effect(_view.reader, _result(key, _view, text))


def _capacity_card(view: View, found: ScenarioResult) -> list[Card]:
    lang, effect = view.lang, _capacity(view.key, view, found.scenario.to_text())
    if not effect.known:
        return []
    return [
        Card(
            lang.text("Overfulle måneder i scenarioet"),
            lang.number(effect.over_full("after"), 0),
            lang.text("med planen: {amount}", amount=lang.number(effect.over_full("before"), 0)),
        )
    ]


def _capacity_words(view: View, found: ScenarioResult) -> None:
    """Say which months become over-full, and which no longer are."""
    lang = view.lang
    html.small_heading(lang.text("Kapasitet"))
    for told in capacity_effect_words(_capacity(view.key, view, found.scenario.to_text()), lang):
        st.write(html.plain(told))
    draw.paragraph(
        lang.text(
            "Kapasiteten gjelder alle tiltakene som de samme menneskene arbeider med, uansett hvilke tiltak utvalget "
            "viser. Personer er regnet før ferie og fravær."
        ),
        "hr-basis",
    )


def _more(found: ScenarioResult, view: View) -> str:
    """The change, and what lies beyond the plan's end."""
    lang, unit = view.lang, found.selection.unit
    change = round(found.change, 6)
    told = [lang.headline(found.change, unit, signed=True) if change else lang.text("uendret sum")]
    if found.tail:
        told.append(lang.text("{tail} etter planens slutt", tail=lang.headline(found.tail, unit)))
    return ", ".join(told)


def basis(view: View, found: ScenarioResult) -> str:
    """Say what the scenario rests on: the plan, its steps, and that it is not stored."""
    lang = view.lang
    told = lang.text(
        "Scenario på {plan}: {steps}. Det er ikke en plan før det er vedtatt.",
        plan=plan_words(view.selection.plan, lang, view.names), steps=found.scenario.describe(lang, view.names),
    )  # fmt: skip
    return f"{told} {figures.basis_words(view)}"


def _names(view: View) -> PlanNames:
    plan = plan_words(view.selection.plan, view.lang, view.names)
    return PlanNames(plan, view.lang.text("scenario"), tried=True)


@kept
def _months(key: Key, _view: View, text: str) -> Chart:
    found, lang = _result(key, _view, text), _view.lang
    rows = found.months
    if found.remaining_first is not None:
        rows = rows[rows["month"] >= shifted(found.remaining_first, -_MONTHS_BEFORE)]
    return charts.plan_months(
        rows,
        _names(_view),
        title=lang.text("Planen og scenarioet, måned for måned"),
        unit=key[2].unit,
        basis=basis(_view, found),
        message=result_words(found, lang),
        lang=lang,
        dark=key[4],
    )


@kept
def _changes(key: Key, _view: View, text: str) -> Chart:
    found, lang = _result(key, _view, text), _view.lang
    rows = found.rows
    labels = [_label(row["sub_measure"], lang.pick(row["sub_measure_nb"], row["sub_measure_en"]), row, _view)
              for row in rows.to_dict("records")]  # fmt: skip
    return charts.plan_changes(
        pd.DataFrame({"label": labels, "before": rows["before"], "after": rows["after"]}),
        _names(_view),
        title=lang.text("Gjenstående plan per deltiltak"),
        unit=key[2].unit,
        basis=basis(_view, found),
        message=_changes_message(found, _view),
        lang=lang,
        dark=key[4],
    )


def _label(key: str | None, name: str, row: dict[object, object], view: View) -> str:
    """The sub-measure, and when it ends where the scenario moves that."""
    told = f"{key or ''} {short_name(name)}".strip()
    before, after = row["last_before"], row["last_after"]
    if isinstance(before, date) and isinstance(after, date) and before != after:
        ends = view.lang.text("slutter {after}, ikke {before}", after=view.lang.month_short(after),
                              before=view.lang.month_short(before))  # fmt: skip
        return f"{told} ({ends})"
    return told


def _changes_message(found: ScenarioResult, view: View) -> str:
    lang = view.lang
    changed = found.rows[found.rows["change"].abs() > 1e-6]
    moved = found.rows[found.rows["last_before"] != found.rows["last_after"]]
    if changed.empty and moved.empty:
        return lang.text("Ingen deltiltak får mer eller mindre enn i planen.")
    names = [
        f"{row['sub_measure'] or ''} {short_name(lang.pick(row['sub_measure_nb'], row['sub_measure_en']))}".strip()
        for row in (changed if not changed.empty else moved).to_dict("records")
    ]
    if changed.empty:
        return lang.text("Samme innsats, flyttet i tid for {names}.", names=lang.join(names))
    return lang.text("Endret innsats for {names}.", names=lang.join(names))
