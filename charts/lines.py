"""Planned and actual summed up from the first month, with a line for each plan version where it is asked for."""

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
    day,
    escaped,
    finished,
    heading,
    in_words,
    nothing,
    value,
    wrapped,
)
from charts.months import Month, month_axis
from language import Language

HEIGHT, ROOM = 320, 17
Numbers = list[float | None]

LOOKS = (("1px,3px", "□", "square"), ("9px,4px", "◇", "diamond"), ("9px,3px,2px,3px", "△", "triangle-up"),
         ("3px,3px", "▽", "triangle-down"), ("14px,3px", "⬠", "pentagon"))  # fmt: skip
"""How the lines of plan versions differ: dash, the sign beside the name, the mark where the line ends."""


@dataclass(frozen=True)
class _Version:
    """One plan version's running sum by month (None outside its months), and how it is drawn."""

    label: str
    numbers: Numbers
    dash: str
    sign: str
    symbol: str


def cumulative_lines(
    frame: pd.DataFrame,
    *,
    title: str,
    unit: str,
    basis: str,
    lang: Language,
    dark: bool = False,
    versions: pd.DataFrame | None = None,
) -> Chart:
    """Draw the running sums: planned as a thin line, actual as a thick one that ends with its data.

    frame: month, cum_planned, cum_actual (and state). versions: label, month, cum_planned: a line for each label,
    which begins on the planned line and has a dash and a mark of its own. Every line carries its name and figure.
    """
    asked = Frame(title, unit, basis, lang, dark)
    months, planned, actual = _read(frame)
    others = _versions(versions, months)
    table = _table(months, planned, actual, others, asked)
    if not any(number is not None for number in planned + actual):
        return nothing(table, asked)
    figure = go.Figure()
    _version_lines(figure, months, planned, others, asked)
    _lines(figure, months, planned, actual, asked, solid=bool(others))
    above = _end_labels(figure, months, planned, actual, others, asked)
    month_axis(figure, [Month(month, None, None, "") for month in months], asked, axis="xaxis")
    figure.update_layout(
        margin={"t": 16 + above, "b": 44, "l": 16, "r": 16},
        yaxis={"visible": False, "rangemode": "tozero"},
    )
    hidden = "note_code" in frame and (frame["note_code"] == "hidden").any()
    message = _hidden(planned, others, asked) if hidden else _message(planned, actual, others, asked)
    return finished(figure, message, table, asked, HEIGHT + above)


def _read(frame: pd.DataFrame) -> tuple[list[dt.date], Numbers, Numbers]:
    rows = [row for row in frame.to_dict("records") if day(row["month"])]
    return (
        [month for row in rows if (month := day(row["month"]))],
        [value(row["cum_planned"]) for row in rows],
        [value(row["cum_actual"]) for row in rows],
    )


def _versions(rows: pd.DataFrame | None, months: list[dt.date]) -> list[_Version]:
    if rows is None or not len(rows):
        return []
    by_label: dict[str, dict[dt.date | None, float | None]] = {}
    for row in rows.to_dict("records"):
        by_label.setdefault(str(row["label"]), {})[day(row["month"])] = value(row["cum_planned"])
    return [
        _Version(label, [known.get(month) for month in months], *LOOKS[place % len(LOOKS)])
        for place, (label, known) in enumerate(by_label.items())
    ]


def _table(
    months: list[dt.date], planned: Numbers, actual: Numbers, versions: list[_Version], frame: Frame
) -> pd.DataFrame:
    text = frame.lang.text
    columns: dict[str, Any] = {
        text("Måned"): [frame.lang.month(month) for month in months],
        heading(text("Planlagt hittil"), frame): planned,
        heading(text("Faktisk hittil"), frame): actual,
    }
    return pd.DataFrame(columns | {heading(one.label, frame): one.numbers for one in versions})


def _version_lines(
    figure: go.Figure, months: list[dt.date], planned: Numbers, versions: list[_Version], frame: Frame
) -> None:
    """Under the planned line, which covers them where they are the same."""
    for one in versions:
        look = {"color": frame.colours.plan, "width": 1.5, "dash": one.dash}
        _line(figure, months, _joined(one.numbers, planned), one.label, look, frame)
        if _as_planned(one, planned):
            # The planned line stands for it; its months can still be pointed at.
            figure.data[-1].opacity = 0
        place = last_known(one.numbers)
        if place is not None and not _as_planned(one, planned):
            marker = {"size": 9, "symbol": one.symbol, "color": frame.colours.background}
            marker["line"] = {"color": frame.colours.plan, "width": 1.5}
            figure.add_scatter(
                x=[place], y=[one.numbers[place]], mode="markers", hoverinfo="skip", marker=marker,
                name=f"{one.label} ",
            )  # fmt: skip


def _as_planned(one: _Version, planned: Numbers) -> bool:
    """Is the version's line the planned one wherever it is drawn?"""
    both = [(number, due) for number, due in zip(one.numbers, planned, strict=True) if number is not None]
    return all(due is not None and round(number - due, 6) == 0 for number, due in both)


def _joined(numbers: Numbers, planned: Numbers) -> Numbers:
    """A line that begins where the planned one stood the month before."""
    first = next(place for place, number in enumerate(numbers) if number is not None)
    return [planned[place] if place == first - 1 else number for place, number in enumerate(numbers)]


def _line(
    figure: go.Figure, months: list[dt.date], numbers: Numbers, name: str, look: dict[str, Any], frame: Frame
) -> None:
    lang = frame.lang
    hover = [
        f"<b>{lang.month(month)}</b><br>{escaped(name)} {'' if n is None else lang.quantity(n, frame.unit)}"
        for month, n in zip(months, numbers, strict=True)
    ]
    figure.add_scatter(
        x=list(range(len(months))), y=numbers, mode="lines", line=look, name=name, customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _lines(
    figure: go.Figure, months: list[dt.date], planned: Numbers, actual: Numbers, frame: Frame, *, solid: bool
) -> None:
    colours, lang = frame.colours, frame.lang
    plan = {"color": colours.plan, "width": 1.6} | ({} if solid else {"dash": "5px,4px"})
    _line(figure, months, planned, lang.text("Plan"), plan, frame)
    _line(figure, months, actual, lang.text("Faktisk"), {"color": colours.actual, "width": 3.4}, frame)
    for numbers, fill in ((planned, colours.background), (actual, colours.actual)):
        place = last_known(numbers)
        if place is not None:
            figure.add_scatter(
                x=[place], y=[numbers[place]], mode="markers", hoverinfo="skip",
                marker={"size": 9, "color": fill, "line": {"color": colours.actual, "width": 1.6}},
            )  # fmt: skip


def last_known(numbers: Numbers) -> int | None:
    """The place of the last figure."""
    return max((place for place, number in enumerate(numbers) if number is not None), default=None)


def _end_labels(
    figure: go.Figure,
    months: list[dt.date],
    planned: Numbers,
    actual: Numbers,
    versions: list[_Version],
    frame: Frame,
) -> int:
    """Name the lines with their last figures at the top left, which two rising sums leave empty at any width; more
    lines are named above the plot, and the room that they take there is returned.
    """
    text, told = frame.lang.text, []
    short = frame.lang.month_short if versions else frame.lang.month
    for numbers, sign, words in ((actual, "●", text("Faktisk")), (planned, "○", text("Plan"))):
        place = last_known(numbers)
        if place is not None:
            told.append(
                f"{sign} <b>{words}</b> {amount(numbers[place] or 0.0, frame)} ({short(months[place])})"
            )
    for one in versions:
        place = last_known(one.numbers) or 0
        name = wrapped(one.label, 30, 1)
        if _as_planned(one, planned):
            told.append(text("○ {name}: som planen, til {month}", name=name, month=short(months[place])))
        else:
            told.append(
                f"{one.sign} <b>{name}</b> {amount(one.numbers[place] or 0.0, frame)} ({short(months[place])})"
            )
    figure.add_annotation(
        text="<br>".join(told), x=0, y=1, xref="paper", yref="paper", xanchor="left",
        yanchor="bottom" if versions else "top", align="left", showarrow=False,
    )  # fmt: skip
    return ROOM * len(told) if versions else 0


def _message(planned: Numbers, actual: Numbers, versions: list[_Version], frame: Frame) -> str:
    place = last_known(actual)
    if place is None or planned[place] is None:
        return frame.lang.text("Ingen måneder her kan sammenlignes med en plan.")
    done, due = actual[place] or 0.0, planned[place] or 0.0
    told = frame.lang.text(
        "Hittil {actual} faktisk mot {planned} planlagt, {variance} {word}.",
        actual=amount(done, frame),
        planned=amount(due, frame),
        variance=amount(done - due, frame, signed=True),
        word=in_words(round(done - due, 6), frame.lang),
    )
    return f"{told} {_revised(planned, versions, frame)}".strip()


def _hidden(planned: Numbers, versions: list[_Version], frame: Frame) -> str:
    told = frame.lang.text("Faktisk er skjult av personvernhensyn.")
    return f"{told} {_revised(planned, versions, frame)}".strip()


def _revised(planned: Numbers, versions: list[_Version], frame: Frame) -> str:
    """Which versions end elsewhere than the plan that is compared with, in the same month."""
    text = frame.lang.text
    told = []
    for one in versions:
        place = last_known(one.numbers)
        if place is None or planned[place] is None:
            continue
        over = (one.numbers[place] or 0.0) - (planned[place] or 0.0)
        shown = amount(abs(over), frame)
        if round(over, 6) > 0:
            told.append(text("{version} ender {amount} over planen.", version=one.label, amount=shown))
        elif round(over, 6) < 0:
            told.append(text("{version} ender {amount} under planen.", version=one.label, amount=shown))
    return " ".join(told)
