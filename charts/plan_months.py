"""Two plans month by month, with what was spent in the released months."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, day, escaped, finished, heading, key_line, nothing, scale_words, value
from charts.months import Month, month_axis
from charts.plans import PlanNames, after_marker, outline
from language import Language

TOP, HEIGHT = 34, 320


def plan_months(
    rows: pd.DataFrame,
    names: PlanNames,
    *,
    title: str,
    unit: str,
    basis: str,
    message: str,
    lang: Language,
    dark: bool = False,
) -> Chart:
    """Draw the plan before (outlined) and after (hatched where it is tried out) month by month, with what was spent.

    rows: month, before, after, actual (NaN where there is none), state (released | open | tail), note_code (`hidden`
    where actual may not be shown).
    """
    frame = Frame(title, unit, basis, lang, dark)
    found = rows.to_dict("records")
    months = [month for row in found if (month := day(row["month"]))]
    table = _months_table(found, months, names, frame)
    if not months:
        return nothing(table, frame)
    figure = go.Figure()
    _month_bars(figure, found, names, frame)
    month_axis(figure, [Month(month, None, None, "") for month in months], frame, axis="xaxis")
    _first_open(figure, found, frame)
    figure.update_layout(
        margin={"t": TOP, "b": 44, "l": 8, "r": 8},
        yaxis={"visible": False, "rangemode": "tozero", "fixedrange": True},
    )
    colours = frame.colours
    marks = [
        ("■", colours.actual, lang.text("faktisk")),
        ("□", colours.plan, escaped(names.before)),
        ("▨" if names.tried else "▣", colours.actual, f"{escaped(names.after)}, {scale_words(1.0, frame)}"),
    ]
    key_line(figure, marks)
    return finished(figure, message, table, frame, HEIGHT)


def _month_bars(figure: go.Figure, rows: list[dict[Any, Any]], names: PlanNames, frame: Frame) -> None:
    places = list(range(len(rows)))
    hover = [_month_hover(row, names, frame) for row in rows]
    tried = [None if row["state"] == "released" else row["after"] for row in rows]
    spent = [value(row["actual"]) if row["state"] == "released" else None for row in rows]
    looks = (
        (names.before, [row["before"] for row in rows], 0.84, outline(frame)),
        (names.after, tried, 0.5, after_marker(names, frame)),
        (frame.lang.text("Faktisk"), spent, 0.5, {"color": frame.colours.actual, "line": {"width": 0}}),
    )
    for name, numbers, width, marker in looks:
        figure.add_bar(
            x=places, y=numbers, width=width, name=name, marker=marker, customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip


def _month_hover(row: dict[Any, Any], names: PlanNames, frame: Frame) -> str:
    lang, month = frame.lang, day(row["month"]) or dt.date.min
    told = [f"<b>{lang.month(month)}</b> ({_status(row, lang)})"]
    told += [
        f"{escaped(name)}: {lang.quantity(row[side], frame.unit)}"
        for name, side in ((names.before, "before"), (names.after, "after"))
    ]
    actual = value(row["actual"])
    if actual is not None:
        told.append(lang.text("Faktisk {amount}", amount=lang.quantity(actual, frame.unit)))
    return "<br>".join(told)


def _status(row: dict[Any, Any], lang: Language) -> str:
    """What kind of month it is, and that its actual figure is hidden where it is."""
    state = state_words(str(row["state"]), lang)
    return f"{state}, {_hidden(lang)}" if row.get("note_code") == "hidden" else state


def _hidden(lang: Language) -> str:
    return lang.text("skjult av personvernhensyn")


def state_words(state: str, lang: Language) -> str:
    """What a scenario can do with a month."""
    return {
        "released": lang.text("frigitt"),
        "open": lang.text("gjenstår"),
        "tail": lang.text("etter planens slutt"),
    }[state]


def _first_open(figure: go.Figure, rows: list[dict[Any, Any]], frame: Frame) -> None:
    """A line where what is left begins, and one where the plan ends."""
    states = [row["state"] for row in rows]
    for state, before in (("open", "released"), ("tail", "open")):
        place = next(
            (at for at in range(1, len(states)) if states[at] == state and states[at - 1] == before), None
        )
        if place is not None:
            figure.add_shape(
                type="line", xref="x", yref="paper", x0=place - 0.5, x1=place - 0.5, y0=0, y1=0.98,
                line={"color": frame.colours.ink, "width": 1.2, "dash": "dot"},
            )  # fmt: skip
            figure.add_annotation(
                text=state_words(state, frame.lang) + " →", x=place - 0.5, y=1, xref="x", yref="paper", xshift=3,
                xanchor="left" if place < len(rows) * 0.7 else "right", yanchor="top", showarrow=False,
                bgcolor=frame.colours.background,
            )  # fmt: skip


def _months_table(
    rows: list[dict[Any, Any]], months: list[dt.date], names: PlanNames, frame: Frame
) -> pd.DataFrame:
    text = frame.lang.text
    return pd.DataFrame(
        {
            text("Måned"): [frame.lang.month(month) for month in months],
            heading(names.before, frame): [float(row["before"]) for row in rows],
            heading(names.after, frame): [float(row["after"]) for row in rows],
            heading(text("Endring"), frame): [float(row["after"]) - float(row["before"]) for row in rows],
            heading(text("Faktisk"), frame): [value(row["actual"]) for row in rows],
            text("Status"): [_status(row, frame.lang) for row in rows],
        }
    )
