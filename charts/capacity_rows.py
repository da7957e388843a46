"""Rows of capacity as the charts take them: one group's month, its table twin, its hover text and its sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import fsum

import pandas as pd

from charts.chart import Frame, day, heading, value

MARK = "▲"
"""Stands on every month above the ceiling, so that it is seen without colour."""


@dataclass(frozen=True)
class Full:
    """One month of one group; None where there is no figure. note: why there is no load, in words; else empty.

    ceiling_pct: how many per cent of the capacity the measures may take in that month.
    """

    month: dt.date
    available: float | None
    planned: float | None
    actual: float | None
    forecast: float | None
    load_pct: float | None
    over_full: bool
    state: str
    note: str
    ceiling_pct: float

    @property
    def effort(self) -> float | None:
        """What is spent, else what is to come."""
        return self.forecast if self.actual is None else self.actual

    @property
    def ahead(self) -> bool:
        """A month that is not released."""
        return self.state in ("provisional", "future")


def read_full(frame: pd.DataFrame) -> list[Full]:
    found = []
    for row in frame.to_dict("records"):
        month = day(row["month"])
        if month is None:
            continue
        amounts = {
            name: value(row[name]) for name in ("available", "planned", "actual", "forecast", "load_pct")
        }
        found.append(
            Full(
                month=month,
                **amounts,
                over_full=bool(row["over_full"]),
                state=str(row["state"]),
                note=str(row["note"]),
                ceiling_pct=float(row["ceiling_pct"]),
            )
        )
    return found


def ceilings(months: list[Full]) -> list[tuple[int, int, float]]:
    """The runs of months with one ceiling: place of the first and of the last month, and the ceiling in per cent."""
    runs: list[tuple[int, int, float]] = []
    for place, one in enumerate(months):
        if runs and runs[-1][2] == one.ceiling_pct:
            runs[-1] = (runs[-1][0], place, one.ceiling_pct)
        else:
            runs.append((place, place, one.ceiling_pct))
    return runs


def ceiling_words(months: list[Full], frame: Frame) -> str:
    """Say the ceiling; where it changes, each with its months."""
    runs = ceilings(months)
    told = [frame.lang.percent(pct, decimals=0 if pct == round(pct) else 1) for _first, _last, pct in runs]
    if len(runs) == 1:
        return told[0]
    spans = [frame.lang.month_range(months[first].month, months[last].month) for first, last, _pct in runs]
    return ", ".join(f"{pct} ({span})" for pct, span in zip(told, spans, strict=True))


def full_table(months: list[Full], frame: Frame) -> pd.DataFrame:
    text = frame.lang.text
    return pd.DataFrame(
        {
            text("Måned"): [frame.lang.month(one.month) for one in months],
            heading(text("Tilgjengelig"), frame): [one.available for one in months],
            heading(text("Planlagt"), frame): [one.planned for one in months],
            heading(text("Faktisk"), frame): [one.actual for one in months],
            heading(text("Prognose"), frame): [one.forecast for one in months],
            text("Belastning (%)"): [one.load_pct for one in months],
            text("Merknad"): [_remark(one, frame) for one in months],
        }
    )


def _remark(one: Full, frame: Frame) -> str:
    return " ".join((MARK, frame.lang.text("overfull"))) if one.over_full else one.note


def full_hover(one: Full, frame: Frame) -> str:
    text, lang = frame.lang.text, frame.lang
    lines = [f"<b>{lang.month(one.month)}</b>"]
    for words, number in (
        (text("Tilgjengelig"), one.available),
        (text("Planlagt"), one.planned),
        (text("Faktisk"), one.actual),
        (text("Prognose"), one.forecast),
    ):
        if number is not None:
            lines.append(f"{words} {lang.quantity(number, frame.unit)}")
    if one.load_pct is not None:
        lines.append(" ".join((text("Belastning"), lang.percent(one.load_pct))))
    return "<br>".join([*lines, *([_remark(one, frame)] if _remark(one, frame) else [])])


def capacity_message(months: list[Full], frame: Frame) -> str:
    """What is used, what is to come, the highest month, and which months are over-full."""
    told = [
        words
        for words in (used_words(months, frame, ahead=False), used_words(months, frame, ahead=True))
        if words
    ]
    known = [one for one in months if one.load_pct is not None]
    if not known:
        return frame.lang.text("Ingen måneder her har både kapasitet og innsats.")
    highest = max(known, key=lambda one: one.load_pct or 0.0)
    told.append(
        frame.lang.text(
            "Høyest er {month} med {pct}.",
            month=frame.lang.month(highest.month),
            pct=frame.lang.percent(highest.load_pct),
        )
    )
    full = [one for one in months if one.over_full]
    told.append(
        frame.lang.plural("{n} måned er overfull.", "{n} måneder er overfulle.", len(full))
        if full
        else frame.lang.text("Ingen måneder er overfulle.")
    )
    return " ".join(told)


def used_words(months: list[Full], frame: Frame, *, ahead: bool) -> str:
    own = [one for one in months if one.ahead == ahead and one.load_pct is not None]
    if not own:
        return ""
    available, effort = fsum(one.available or 0.0 for one in own), fsum(one.effort or 0.0 for one in own)
    values = {
        "months": frame.lang.month_range(own[0].month, own[-1].month),
        "effort": frame.lang.headline(effort, frame.unit),
        "available": frame.lang.headline(available, frame.unit),
        "pct": frame.lang.percent(effort * 100 / available),
    }
    if ahead:
        return frame.lang.text("Planen trenger {effort} av {available} i {months} ({pct}).", **values)
    return frame.lang.text("Tiltakene tok {effort} av {available} i {months} ({pct}).", **values)


def highest_load(months: list[Full]) -> float:
    """The highest load in per cent, for a scale; 1 where there is none."""
    return max((one.load_pct for one in months if one.load_pct is not None), default=0.0) or 1.0
