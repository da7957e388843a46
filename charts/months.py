"""Effort month by month: the columns, the variance under them, and what each kind of month looks like."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import (
    Chart,
    Frame,
    amount,
    bare,
    day,
    finished,
    heading,
    in_words,
    key_line,
    nothing,
    scale_of,
    scale_words,
    value,
)
from language import Language

HEIGHT, TOP = 340, 34
LABELLED = 12
"""So many columns have room for a number each on a telephone; above that the largest and the last have one."""


@dataclass(frozen=True)
class Month:
    """One column; None where there is no figure. state: comparable | provisional | uncovered | future. hidden: the
    actual figure is there and may not be shown.
    """

    month: dt.date
    planned: float | None
    actual: float | None
    state: str
    hidden: bool = False

    @property
    def variance(self) -> float | None:
        """Actual − planned of a comparable month; other months have none."""
        if self.state != "comparable" or self.planned is None or self.actual is None:
            return None
        return self.actual - self.planned


def monthly_bars(
    frame: pd.DataFrame, *, title: str, unit: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw planned (outlined), actual (solid) and, below, the variance of each month.

    frame: month, planned, actual, state. Provisional months are hatched and months without plan lighter; neither
    has a variance.
    """
    asked = Frame(title, unit, basis, lang, dark)
    months = read_months(frame)
    table = months_table(months, asked)
    if not months:
        return nothing(table, asked)
    figure = go.Figure()
    month_columns(figure, months, asked)
    _variances(figure, months, asked)
    month_axis(figure, months, asked, axis="xaxis")
    figure.update_layout(
        margin={"t": TOP, "b": 44, "l": 8, "r": 8},
        xaxis={"anchor": "y2"},
        yaxis={"domain": [0.34, 1], "visible": False, "rangemode": "tozero"},
        yaxis2={"domain": [0, 0.24], "visible": False, "fixedrange": True, "range": _variance_range(months)},
    )
    month_key(figure, months, asked)
    return finished(figure, months_message(months, asked), table, asked, HEIGHT)


def read_months(frame: pd.DataFrame) -> list[Month]:
    """The columns of the frame in their order."""
    found = []
    for row in frame.to_dict("records"):
        month = day(row["month"])
        if month is not None:
            found.append(month_of(row, month))
    return found


def month_of(row: dict[Any, Any], month: dt.date) -> Month:
    """One row of a monthly frame."""
    hidden = row.get("note_code") == "hidden"
    return Month(month, value(row["planned"]), value(row["actual"]), str(row["state"]), hidden)


def status_words(one: Month, lang: Language) -> str:
    """What kind of month it is, or that its figure is hidden."""
    return lang.text("skjult av personvernhensyn") if one.hidden else state_words(one.state, lang)


def state_words(state: str, lang: Language) -> str:
    """What kind of month it is."""
    return {
        "comparable": lang.text("frigitt"),
        "provisional": lang.text("foreløpig"),
        "uncovered": lang.text("uten plan"),
        "future": lang.text("ikke frigitt"),
    }[state]


def months_table(months: list[Month], frame: Frame) -> pd.DataFrame:
    """The table twin: a row a month."""
    text = frame.lang.text
    return pd.DataFrame(
        {
            text("Måned"): [frame.lang.month(one.month) for one in months],
            heading(text("Planlagt"), frame): [one.planned for one in months],
            heading(text("Faktisk"), frame): [one.actual for one in months],
            heading(text("Avvik"), frame): [one.variance for one in months],
            text("Retning"): [
                "" if one.variance is None else in_words(one.variance, frame.lang) for one in months
            ],
            text("Status"): [status_words(one, frame.lang) for one in months],
        }
    )


def months_message(months: list[Month], frame: Frame) -> str:
    """The sum of the comparable months against the plan, in one sentence."""
    compared = [one for one in months if one.variance is not None]
    if not compared and any(one.hidden for one in months):
        return frame.lang.text("De faktiske tallene er skjult av personvernhensyn.")
    if not compared:
        return frame.lang.text("Ingen måneder her kan sammenlignes med en plan.")
    variance = sum(one.variance or 0.0 for one in compared)
    return frame.lang.text(
        "{months}: {actual} faktisk mot {planned} planlagt, {variance} {word}.",
        months=_capital(_ranges([one.month for one in compared], frame.lang)),
        actual=amount(sum(one.actual or 0.0 for one in compared), frame),
        planned=amount(sum(one.planned or 0.0 for one in compared), frame),
        variance=amount(variance, frame, signed=True),
        word=in_words(round(variance, 6), frame.lang),
    )


def _ranges(months: list[dt.date], lang: Language) -> str:
    """Months in words, run by run: a month in between that is not compared must not seem to be."""
    runs: list[list[dt.date]] = []
    for month in months:
        number = month.year * 12 + month.month
        if runs and number == runs[-1][-1].year * 12 + runs[-1][-1].month + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(lang.month_range(run[0], run[-1]) for run in runs)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def month_hover(one: Month, frame: Frame) -> str:
    """What the reader sees on pointing at a month."""
    text, lang = frame.lang.text, frame.lang
    lines = [f"<b>{lang.month(one.month)}</b> ({status_words(one, lang)})"]
    if one.planned is not None:
        lines.append(text("Planlagt {amount}", amount=lang.quantity(one.planned, frame.unit)))
    if one.actual is not None:
        lines.append(text("Faktisk {amount}", amount=lang.quantity(one.actual, frame.unit)))
    if one.variance is not None:
        shown = lang.quantity(one.variance, frame.unit, signed=True)
        lines.append(f"{shown} {in_words(one.variance, lang)}")
    return "<br>".join(lines)


def month_columns(
    figure: go.Figure,
    months: list[Month],
    frame: Frame,
    *,
    labels: bool = True,
    axes: tuple[str, str] = ("x", "y"),
) -> None:
    """Add the outlined plan and the actual columns, one trace for each kind of month."""
    colours, hover = frame.colours, [month_hover(one, frame) for one in months]
    common: dict[str, Any] = {
        "x": list(range(len(months))),
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
        "xaxis": axes[0],
        "yaxis": axes[1],
    }
    figure.add_bar(
        y=[one.planned for one in months],
        name=frame.lang.text("Plan"),
        width=0.8,
        marker={"color": colours.background, "line": {"color": colours.plan, "width": 1.2}},
        **common,
    )
    for state, marker in markers(frame).items():
        shown = [one.actual if one.state == state else None for one in months]
        if any(number is not None for number in shown):
            figure.add_bar(
                y=shown,
                name=state_words(state, frame.lang),
                width=0.48,
                marker=marker,
                **common,
            )
    if labels:
        _column_labels(figure, months, frame)


def _column_labels(figure: go.Figure, months: list[Month], frame: Frame) -> None:
    """The numbers on the actual columns; their background breaks the plan's outline where it crosses them."""
    # All at once: Plotly checks every annotation anew for each one that is added.
    numbers = [
        {
            "text": words,
            "x": place,
            "y": max(months[place].actual or 0.0, 0.0),
            "xref": "x",
            "yref": "y",
            "yanchor": "bottom",
            "showarrow": False,
            "borderpad": 0,
            "bgcolor": frame.colours.background,
            "font": {"size": 11},
        }
        for place, words in enumerate(_labels(months, frame))
        if words
    ]
    figure.layout.annotations = [*figure.layout.annotations, *numbers]


def markers(frame: Frame) -> dict[str, dict[str, Any]]:
    """How the actual column of each kind of month looks."""
    colours = frame.colours
    border = {"color": colours.provisional, "width": 1.2}
    hatched = {
        "shape": "/",
        "fgcolor": colours.provisional,
        "bgcolor": colours.background,
        "size": 5,
        "solidity": 0.4,
    }
    return {
        "comparable": {"color": colours.actual, "line": {"width": 0}},
        "provisional": {"color": colours.provisional, "pattern": hatched, "line": border},
        "uncovered": {"color": colours.uncovered, "line": {"width": 0}},
    }


def _labels(months: list[Month], frame: Frame) -> list[str]:
    """Numbers on the columns: all of them where there is room, else the largest and the last released one."""
    scale = scale_of([one.actual for one in months], frame)
    known = [place for place, one in enumerate(months) if one.actual]
    if len(months) > LABELLED:
        last = [place for place in known if months[place].state == "comparable"][-1:]
        known = [max(known, key=lambda place: months[place].actual or 0.0), *last] if known else []
    return [
        bare(one.actual or 0.0, frame, scale) if place in known else "" for place, one in enumerate(months)
    ]


def _variances(figure: go.Figure, months: list[Month], frame: Frame) -> None:
    colours = frame.colours
    figure.add_bar(
        x=list(range(len(months))),
        y=[one.variance for one in months],
        xaxis="x",
        yaxis="y2",
        width=0.48,
        name=frame.lang.text("Avvik"),
        marker={
            "color": [colours.over if (one.variance or 0) > 0 else colours.under for one in months],
            "line": {"width": 0},
        },
        text=_variance_labels(months, frame),
        textposition="outside",
        textfont={"size": 11, "color": colours.ink},
        textangle=0,
        cliponaxis=False,
        constraintext="none",
        customdata=[month_hover(one, frame) for one in months],
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_shape(
        type="line", xref="paper", yref="y2", x0=0, x1=1, y0=0, y1=0, line={"color": colours.line, "width": 1}
    )
    words = frame.lang.text("avvik: opp er merforbruk, ned er mindreforbruk")
    figure.add_annotation(
        text=words, x=0, y=0.27, xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False,
        font_color=colours.muted,
    )  # fmt: skip


def _variance_labels(months: list[Month], frame: Frame) -> list[str]:
    """Signed numbers where there is room, else the largest variance alone."""
    scale = scale_of([one.actual for one in months], frame)
    known = [place for place, one in enumerate(months) if one.variance]
    if len(months) > LABELLED and known:
        known = [max(known, key=lambda place: abs(months[place].variance or 0.0))]
    decimals = 1 if scale > 1 else 2 if frame.unit == "person_years" else 0
    return [
        frame.lang.number((one.variance or 0.0) / scale, decimals, signed=True) if place in known else ""
        for place, one in enumerate(months)
    ]


def _variance_range(months: list[Month]) -> list[float]:
    largest = max((abs(one.variance) for one in months if one.variance is not None), default=0.0) or 1.0
    return [-largest * 2, largest * 2]


def month_axis(
    figure: go.Figure, months: list[Month], frame: Frame, *, axis: str, many: int = LABELLED
) -> None:
    """Name the months under the axis: each of few, the quarters' or Januaries of many."""
    step = 1 if len(months) <= many else 3 if len(months) <= 3 * many else 12
    places = [place for place, one in enumerate(months) if (one.month.month - 1) % step == 0]
    names = []
    for number, place in enumerate(places):
        month = months[place].month
        name = frame.lang.month_short(month).rsplit(" ", 1)[0].rstrip(".")[:3]
        year = str(month.year) if number == 0 or month.month == 1 else ""
        names.append(str(month.year) if step == 12 else f"{name}<br>{year}")
    figure.update_layout(
        {axis: {"tickmode": "array", "tickvals": places, "ticktext": names, "tickangle": 0,
                "range": [-0.6, len(months) - 0.4], "showline": True}}
    )  # fmt: skip


def month_key(figure: go.Figure, months: list[Month], frame: Frame) -> None:
    """Say above the columns what the marks and the numbers on them are."""
    colours, lang = frame.colours, frame.lang
    states = {one.state for one in months if one.actual is not None}
    scale = scale_of([one.actual for one in months], frame)
    marks = [("■", colours.actual, lang.text("faktisk")), ("□", colours.plan, lang.text("plan"))]
    if "provisional" in states:
        marks.append(("▨", colours.provisional, lang.text("foreløpig")))
    if "uncovered" in states:
        marks.append(("■", colours.uncovered, lang.text("uten plan")))
    marks[-1] = (*marks[-1][:2], f"{marks[-1][2]}, {scale_words(scale, frame)}")
    key_line(figure, marks)
