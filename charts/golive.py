"""Effort around a system's go-live, with its milestones as lines through the months."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, day, finished, nothing, wrapped
from charts.months import (
    Month,
    month_axis,
    month_columns,
    month_key,
    months_message,
    months_table,
    read_months,
)
from language import Language

HEIGHT, TOP, STEP = 320, 34, 17


@dataclass(frozen=True)
class Fact:
    """One date of a milestone, and which of its facts fall on it: planned, revised, actual."""

    label: str
    kinds: tuple[str, ...]
    date: dt.date

    def told(self, lang: Language) -> str:
        """«planlagt og faktisk 01.01.2021»."""
        return f"{lang.join(kind_words(kind, lang) for kind in self.kinds)} {lang.date(self.date)}"


def go_live_effort(
    frame: pd.DataFrame,
    milestones: Iterable[Any],
    *,
    title: str,
    unit: str,
    basis: str,
    lang: Language,
    dark: bool = False,
) -> Chart:
    """Draw a system's months as `monthly_bars` does, with its milestones as lines through them.

    frame: month, planned, actual, state, and months_to_go_live where a date is known. milestones: objects with
    name_nb, name_en, planned_date, revised_date, actual_date. Those outside the months are named in the message.
    """
    asked = Frame(title, unit, basis, lang, dark)
    months = read_months(frame)
    table = months_table(months, asked)
    if "months_to_go_live" in frame:
        table[lang.text("Måneder fra innføring")] = [_whole(n) for n in frame["months_to_go_live"]]
    facts = _facts(milestones, lang)
    if not months:
        return nothing(table, asked)
    figure = go.Figure()
    month_columns(figure, months, asked)
    month_axis(figure, months, asked, axis="xaxis")
    inside = [fact for fact in facts if months[0].month <= fact.date.replace(day=1) <= months[-1].month]
    month_key(figure, months, asked)
    room = STEP * len(inside)
    highest = max([n for one in months for n in (one.planned, one.actual) if n] + [1e-9])
    plot = HEIGHT + room - TOP - 44
    ceiling = highest * 1.12 * plot / (plot - room)
    # A credit note can take a month below zero.
    floor = min([n for one in months for n in (one.planned, one.actual) if n] + [0.0])
    for order, fact in enumerate(inside):
        _milestone(figure, fact, months, (order, ceiling, 1 - (order + 0.5) * STEP / plot), asked)
    figure.update_layout(
        margin={"t": TOP, "b": 44, "l": 8, "r": 8}, yaxis={"visible": False, "range": [floor * 1.12, ceiling]}
    )
    message = months_message(months, asked) + _outside([f for f in facts if f not in inside], asked)
    return finished(figure, message, table, asked, HEIGHT + room)


def _whole(number: Any) -> int | None:
    return None if pd.isna(number) else int(number)


def _facts(milestones: Iterable[Any], lang: Language) -> list[Fact]:
    found = []
    for one in milestones:
        name, kinds_of = lang.pick(one.name_nb, one.name_en), defaultdict(list)
        for kind in ("planned", "revised", "actual"):
            date = day(getattr(one, f"{kind}_date"))
            if date is not None:
                kinds_of[date].append(kind)
        found += [Fact(name, tuple(kinds), date) for date, kinds in kinds_of.items()]
    return sorted(found, key=lambda fact: fact.date)


def kind_words(kind: str, lang: Language) -> str:
    """Which of the three dates of a milestone it is."""
    return {
        "planned": lang.text("planlagt"),
        "revised": lang.text("revidert"),
        "actual": lang.text("faktisk"),
    }[kind]


DASHES = {"planned": "dot", "revised": "dash", "actual": "solid"}


def _milestone(
    figure: go.Figure, fact: Fact, months: list[Month], place_of: tuple[int, float, float], frame: Frame
) -> None:
    """A line from the month's column up to its words, each on a line of its own."""
    order, ceiling, share = place_of
    place = next(i for i, one in enumerate(months) if one.month == fact.date.replace(day=1))
    late = place > len(months) / 2
    column = max(months[place].planned or 0.0, months[place].actual or 0.0)
    figure.add_shape(
        type="line",
        xref="x",
        yref="y",
        x0=place,
        x1=place,
        y0=column,
        y1=ceiling * share,
        line={"color": frame.colours.ink, "width": 1.6, "dash": DASHES[fact.kinds[-1]]},
    )
    told = f"{wrapped(fact.label, 34, 1)}, {fact.told(frame.lang)}"
    figure.add_annotation(
        text=told, x=place, y=1, xref="x", yref="paper", xanchor="right" if late else "left", yanchor="top",
        xshift=-4 if late else 4, yshift=-STEP * order, name="milestone", showarrow=False,
        bgcolor=frame.colours.background, borderpad=0,
    )  # fmt: skip


def _outside(facts: list[Fact], frame: Frame) -> str:
    if not facts:
        return ""
    told = [f"{fact.label}, {fact.told(frame.lang)}" for fact in facts]
    return " " + frame.lang.text("Utenfor månedene: {milestones}.", milestones="; ".join(told))
