"""«Hva om?»: a scenario built step by step. What it says is the address; a change shows at once and stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from metrics.calendar import every_month
from metrics.plan_versions import plan_months
from metrics.reference import reference
from metrics.scenario import first_open_month, places_of, plan_rows
from metrics.scenario_plan import shifted
from metrics.scenario_steps import (
    MOST_HOURS,
    MOST_MONTHS,
    MOST_PERCENT,
    MOST_STEPS,
    Add,
    Drop,
    Move,
    Scale,
    Scenario,
    ScenarioError,
    Step,
    sub_words,
)
from ui import draw
from ui.address import change_address, kept_address
from ui.filters import hold, widget_key
from ui.view import View

_BEYOND = 24
"""Months after the plan's end in which effort can be added."""


def asked_for(view: View) -> Scenario:
    """Return the scenario of the address; one that means nothing is said and passed over."""
    try:
        return Scenario.from_text(view.address.scenario or "")
    except ScenarioError:
        st.warning(view.lang.text("Scenarioet i adressen kan ikke leses, og er sett bort fra."))
        return Scenario()


def builder(view: View) -> Scenario:
    """Draw the steps of the scenario and the ways to add one; return the scenario."""
    lang, chosen = view.lang, asked_for(view)
    draw.paragraph(
        lang.text(
            "Prøv ut endringer i planen for månedene som gjenstår. Frigitte måneder endres aldri, og ingenting lagres "
            "før du lagrer et utkast. Adressen til siden inneholder scenarioet, så du kan dele det."
        ),
        "hr-basis",
    )
    for place, step in enumerate(chosen.steps):
        with st.container(border=True, key=f"scenario_step_{place}"):
            _one_step(place, step, view)
    _buttons(chosen, view)
    return chosen


def _buttons(chosen: Scenario, view: View) -> None:
    """Draw the ways to add a step, to take the last one back, and to begin anew."""
    lang, full = view.lang, len(chosen.steps) >= MOST_STEPS
    ways: dict[str, tuple[str, Step | None]] = {
        "move": (lang.text("Flytt innføringen av et system"), _first_move(view)),
        "scale": (lang.text("Endre omfanget av et deltiltak"), _first_scale(view)),
        "drop": (lang.text("Ta ut et deltiltak"), _first_drop(view)),
        "add": (lang.text("Legg til innsats"), _first_add(view)),
    }
    with st.container(horizontal=True, key="scenario_add"):
        for kind, (label, step) in ways.items():
            st.button(
                label, key=widget_key(f"scenario_add_{kind}", lang), on_click=_append, args=(step,),
                disabled=step is None or full,
            )  # fmt: skip
    with st.container(horizontal=True, key="scenario_back"):
        st.button(
            lang.text("Angre siste steg"), key=widget_key("scenario_undo", lang), on_click=_remove, args=(-1,),
            disabled=not chosen.steps,
        )  # fmt: skip
        st.button(
            lang.text("Start på nytt"), key=widget_key("scenario_clear", lang), on_click=_write, args=(Scenario(),),
            disabled=not chosen.steps,
        )  # fmt: skip


# --- what changes the address ---------------------------------------------------------------------


def _kept() -> Scenario:
    """The scenario as it is kept in the session; for callbacks."""
    try:
        return Scenario.from_text(kept_address().scenario or "")
    except ScenarioError:
        return Scenario()


def _write(scenario: Scenario) -> None:
    change_address(scenario=scenario.to_text() or None)


def _append(step: Step | None) -> None:
    if step is not None and len(_kept().steps) < MOST_STEPS:
        _write(_kept().with_step(step))


def _remove(place: int) -> None:
    kept = _kept()
    _write(kept.without(place % len(kept.steps)) if kept.steps else kept)


def _take(place: int, field: str, key: str) -> None:
    """Take what a widget of a step says; what means nothing is passed over, and the widget shows what was there."""
    kept, value = _kept(), st.session_state[key]
    if place >= len(kept.steps) or value is None:
        return
    step = kept.steps[place]
    if field in ("percent", "hours"):
        value = Decimal(str(round(value, 2)))
    if field == "months" and value == 0:
        # From one month later the next one down is one month earlier.
        value = -1 if isinstance(step, Move) and step.months > 0 else 1
    changed = replace(step, **{field: value})
    if isinstance(changed, Add) and changed.last < changed.first:
        changed = replace(changed, first=value, last=value)
    try:
        found = Scenario().with_step(changed).steps[0]
    except ScenarioError:
        return
    _write(replace(kept, steps=(*kept.steps[:place], found, *kept.steps[place + 1 :])))


# --- one step -------------------------------------------------------------------------------------


def _one_step(place: int, step: Step, view: View) -> None:
    """Draw the fields of a step on a line, and at its end the button that takes it away."""
    drawn: dict[type, Callable[[int, Any, View], None]] = {
        Move: _move, Scale: _scale, Drop: _drop, Add: _add
    }  # fmt: skip
    drawn[type(step)](place, step, view)


def _gone(place: int, view: View) -> None:
    st.button(
        view.lang.text("Fjern steg {number}", number=place + 1), on_click=_remove, args=(place,),
        key=widget_key(f"scenario_remove_{place}", view.lang), width="stretch",
    )  # fmt: skip


def _line(*shares: int) -> list[Any]:
    """Columns whose last one holds the button, level with the fields."""
    return list(st.columns(list(shares), vertical_alignment="bottom"))


def _move(place: int, step: Move, view: View) -> None:
    lang, (left, middle, right) = view.lang, _line(5, 2, 2)
    with left:
        _choice(
            place, "system", step.system, systems(view),
            lang.text("Steg {number}: flytt innføringen av", number=place + 1),
            lambda key: view.label("system", key), view,
        )  # fmt: skip
    with middle:
        _number(place, "months", step.months, (-MOST_MONTHS, MOST_MONTHS, 1), lang.text("måneder"), view,
                lang.text("Positivt tall er senere, negativt er tidligere."))  # fmt: skip
    with right:
        _gone(place, view)


def _scale(place: int, step: Scale, view: View) -> None:
    lang, (left, middle, right) = view.lang, _line(5, 2, 2)
    with left:
        _sub(place, step.sub_measure, lang.text("Steg {number}: endre omfanget av", number=place + 1), view)
    with middle:
        _number(place, "percent", float(step.percent), (0.0, float(MOST_PERCENT), 5.0),
                lang.text("prosent av planen"), view)  # fmt: skip
    with right:
        _gone(place, view)


def _drop(place: int, step: Drop, view: View) -> None:
    left, right = _line(7, 2)
    with left:
        _sub(place, step.sub_measure, view.lang.text("Steg {number}: ta ut", number=place + 1), view)
    with right:
        _gone(place, view)


def _add(place: int, step: Add, view: View) -> None:
    lang, (left, middle, right) = view.lang, _line(5, 2, 2)
    with left:
        _sub(
            place, step.sub_measure, lang.text("Steg {number}: legg til innsats for", number=place + 1), view
        )
    with middle:
        _number(
            place,
            "hours",
            float(step.hours),
            (0.5, float(MOST_HOURS), 10.0),
            lang.text("timer i måneden"),
            view,
        )
    with right:
        _gone(place, view)
    months = open_months(view)
    fields: tuple[tuple[str, str, Sequence[Any], Callable[[Any], str]], ...] = (
        ("first", lang.text("fra"), months, lang.month_short),
        ("last", lang.text("til og med"), months, lang.month_short),
        ("unit", lang.text("enhet"), view.names.ids("unit"), partial(view.label, "unit")),
        (
            "role_group",
            lang.text("rollegruppe"),
            view.names.ids("role_group"),
            partial(view.label, "role_group"),
        ),
    )
    for column, (field, label, options, called) in zip(st.columns([2, 2, 3, 3]), fields, strict=True):
        with column:
            _choice(place, field, getattr(step, field), options, label, called, view)


def _sub(place: int, value: str, label: str, view: View) -> None:
    _choice(
        place, "sub_measure", value, view.names.ids("sub_measure"), label,
        lambda key: sub_words(key, view.lang, view.names), view,
    )  # fmt: skip


def _choice(
    place: int,
    field: str,
    value: Any,
    options: Sequence[Any],
    label: str,
    called: Callable[[Any], str],
    view: View,
) -> None:
    shown = options if value in options else (value, *options)
    key = hold(widget_key(f"scenario_{place}_{field}", view.lang), value)
    st.selectbox(label, shown, format_func=called, key=key, on_change=_take, args=(place, field, key))


def _number(
    place: int,
    field: str,
    value: Any,
    bounds: tuple[Any, Any, Any],
    label: str,
    view: View,
    about: str | None = None,
) -> None:
    least, most, step = bounds
    key = hold(widget_key(f"scenario_{place}_{field}", view.lang), value)
    st.number_input(
        label, min_value=least, max_value=most, step=step, key=key, on_change=_take, args=(place, field, key),
        format="%g" if isinstance(step, float) else None, help=about,
    )  # fmt: skip


# --- what a new step begins with ------------------------------------------------------------------


def systems(view: View) -> tuple[str, ...]:
    """Return the systems that sub-measures are tied to, those with a remaining plan first."""
    places = places_of(view.reader)
    left = {places[sub].system for sub in _left(view) if sub in places}
    tied = {place.system for place in places.values()}
    known = [key for key in view.names.ids("system") if key in tied]
    return tuple(sorted(known, key=lambda key: key not in left))


def _left(view: View) -> list[str]:
    """The sub-measures with hours left in the chosen plan, in the order of the reference tables."""
    first = first_open_month(view.reader) or date.min
    found = {
        row.sub_measure for row in plan_rows(view.reader, view.selection) if row.month >= first and row.hours
    }
    return [key for key in view.names.ids("sub_measure") if key in found]


def open_months(view: View) -> tuple[date, ...]:
    """Return the months in which effort can be added."""
    covered = plan_months(reference(view.reader))
    if not covered:
        return ()
    first = first_open_month(view.reader) or covered[0]
    return every_month(first, shifted(max(covered[-1], first), _BEYOND))


def _first_move(view: View) -> Step | None:
    found = systems(view)
    return Move(found[0], 3) if found else None


def _first_scale(view: View) -> Step | None:
    found = _left(view)
    return Scale(found[0], Decimal(80)) if found else None


def _first_drop(view: View) -> Step | None:
    found = _left(view)
    return Drop(found[-1]) if found else None


def _first_add(view: View) -> Step | None:
    """A sub-measure that nothing is planned for and that is valid then, else the last one."""
    months, left, places = open_months(view), _left(view), places_of(view.reader)
    units, groups = view.names.ids("unit"), view.names.ids("role_group")
    if not (months and units and groups and places):
        return None
    valid = [key for key in view.names.ids("sub_measure") if places[key].valid_to >= months[0]]
    free = [key for key in valid if key not in left] or valid or list(view.names.ids("sub_measure"))
    last = months[min(5, len(months) - 1)]
    return Add(free[0], months[0], last, Decimal(40), units[0], groups[0])
