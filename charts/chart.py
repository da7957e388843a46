"""What every chart function returns, and the few things all of them need."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from math import isnan
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.palette import BODY, Palette, palette
from language import Language

KRONER = ("cost_nok", "booked_cost_nok")
MILLION = 1_000_000


@dataclass(frozen=True)
class Frame:
    """What a chart is told besides its rows: heading, unit of display, data basis, language, theme."""

    title: str
    unit: str
    basis: str
    lang: Language
    dark: bool

    @property
    def colours(self) -> Palette:
        """The colours of the theme."""
        return palette(self.dark)


@dataclass(frozen=True)
class Chart:
    """A figure with everything that stands around it.

    title: measure, unit and period, shown above the figure by the page and not inside it. message: what the
    figure says, in one sentence. alt: the same for those who do not see it. table: the figures of the chart
    under display headings, raw numbers (None where there is none). unit_label: the unit in words. basis: the
    data basis.
    """

    figure: go.Figure
    title: str
    message: str
    alt: str
    table: pd.DataFrame
    unit_label: str
    basis: str


def finished(figure: go.Figure, message: str, table: pd.DataFrame, frame: Frame, height: int) -> Chart:
    """The chart with the template, its height and its words."""
    figure.update_layout(template=frame.colours.name, height=height)
    return Chart(
        figure=figure,
        title=frame.title,
        message=message,
        alt=f"{frame.title}. {message}",
        table=table,
        unit_label=frame.lang.unit_name(frame.unit),
        basis=frame.basis,
    )


def nothing(table: pd.DataFrame, frame: Frame) -> Chart:
    """A chart of no rows: says so in words."""
    message = frame.lang.text("Ingenting å vise for dette utvalget.")
    figure = go.Figure()
    figure.update_layout(xaxis_visible=False, yaxis_visible=False)
    figure.add_annotation(
        text=message, x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False, font_size=BODY + 1
    )
    return finished(figure, message, table, frame, 120)


def value(number: Any) -> float | None:
    """The number, or None where there is none (NaN, None, NA)."""
    if number is None or number is pd.NA or (isinstance(number, float) and isnan(number)):
        return None
    return float(number)


def day(moment: Any) -> dt.date | None:
    """The date, or None where there is none."""
    return None if moment is None or moment is pd.NaT else pd.Timestamp(moment).date()


def escaped(text: str) -> str:
    """User text that Plotly shall show as it is: it reads tags and entities in texts."""
    return html.escape(str(text), quote=False)


def wrapped(text: str, width: int, lines: int = 2) -> str:
    """Escaped text over at most ``lines`` lines of ``width`` signs; what is left out is marked with «…»."""
    parts = [""]
    for word in str(text).split():
        candidate = f"{parts[-1]} {word}".strip()
        if len(candidate) <= width or not parts[-1]:
            parts[-1] = candidate
        else:
            parts.append(word)
    kept = [part if len(part) <= width else part[: width - 1] + "…" for part in parts[:lines]]
    if len(parts) > lines:
        kept[-1] = kept[-1][: width - 1].rstrip(" .,–") + "…"
    return "<br>".join(escaped(part) for part in kept)


def in_words(variance: float | None, lang: Language) -> str:
    """The direction of a variance; it always stands beside the number."""
    if variance is None:
        return lang.text("ikke planlagt")
    if variance > 0:
        return lang.text("merforbruk")
    return lang.text("mindreforbruk") if variance < 0 else lang.text("som planlagt")


def amount(number: float, frame: Frame, signed: bool = False) -> str:
    """A figure with its unit, short enough for a label: kroner in millions, the rest as in tables."""
    if frame.unit in KRONER:
        return frame.lang.nok_headline(number, signed)
    return frame.lang.quantity(number, frame.unit, signed=signed)


def bare(number: float, frame: Frame, scale: float) -> str:
    """A figure without unit for a label on a mark; ``scale`` is one million where the largest needs it."""
    decimals = 2 if frame.unit == "person_years" else 0
    return frame.lang.number(number / scale, 1 if scale > 1 else decimals)


def scale_of(numbers: list[float | None], frame: Frame) -> float:
    """One million for kroner in millions, else one."""
    largest = max((abs(number) for number in numbers if number is not None), default=0.0)
    return float(MILLION) if frame.unit in KRONER and largest >= MILLION else 1.0


def scale_words(scale: float, frame: Frame) -> str:
    """The unit that bare labels are written in: «mill. kr», «kr», «t»."""
    lang = frame.lang
    if scale > 1:
        return lang.pick("mill. kr", "NOK million")
    return {
        "hours": lang.pick("t", "h"),
        "person_years": lang.text("årsverk"),
        "person_days": lang.text("dagsverk"),
    }.get(frame.unit, lang.pick("kr", "NOK"))


def heading(word: str, frame: Frame) -> str:
    """A column heading of the table twin with its unit."""
    return (
        f"{word} ({scale_words(1.0, frame)})"
        if frame.unit != "hours"
        else f"{word} ({frame.lang.text('timer')})"
    )


def key_line(figure: go.Figure, marks: list[tuple[str, str, str]], y_shift: int = 4) -> None:
    """What the marks mean, once, above the plot: (sign, colour, word) in a row."""
    told = "   ".join(f'<span style="color:{colour}">{sign}</span> {word}' for sign, colour, word in marks)
    figure.add_annotation(
        text=told,
        x=0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        yshift=y_shift,
        showarrow=False,
    )
