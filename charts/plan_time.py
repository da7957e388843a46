"""Plan versions on one line of time: which of them speaks for which months, and when each was adopted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, finished, key_line, nothing, wrapped
from language import Language

TOP, BOTTOM, ROW = 34, 32, 86
BAR = 0.17
Run = tuple[dt.date, dt.date]
"""First and last month, by their first days."""


@dataclass(frozen=True)
class PlanLine:
    """One version. runs: the months for which it speaks; draft: it is not adopted; about: what it is, in a few words;
    counts: the months of `runs` in words; reason: why it was made.
    """

    label: str
    period: Run
    runs: tuple[Run, ...]
    adopted: dt.date | None
    draft: bool
    about: str
    counts: str
    reason: str


def plan_timeline(
    lines: Sequence[PlanLine], *, title: str, message: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw each version's period outlined and the months that it speaks for solid; a draft is hatched, a diamond marks
    the day of adoption.
    """
    asked = Frame(title, "hours", basis, lang, dark)
    table = _table(lines, lang)
    if not lines:
        return nothing(table, asked)
    figure = go.Figure()
    _bars(figure, lines, asked)
    _adoptions(figure, lines, asked)
    figure.update_layout(
        margin={"t": TOP, "b": BOTTOM, "l": 16, "r": 16},
        xaxis={"type": "date", "dtick": "M12", "tickformat": "%Y", "showline": True},
        yaxis={"visible": False, "range": [len(lines) - 0.45, -0.55], "fixedrange": True},
        annotations=_words(lines),
    )
    ink = asked.colours.ink
    marks = [
        ("■", asked.colours.actual, lang.text("plan som gjelder")),
        ("□", asked.colours.plan, lang.text("måneder planen dekker")),
    ]
    if any(line.draft for line in lines):
        marks.append(("▨", asked.colours.provisional, lang.text("utkast")))
    key_line(figure, [*marks, ("◆", ink, lang.text("vedtatt"))])
    drawn = finished(figure, message, table, asked, TOP + BOTTOM + ROW * len(lines))
    return replace(drawn, unit_label=lang.text("måned"))


def _after(month: dt.date) -> dt.date:
    return dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _bars(figure: go.Figure, lines: Sequence[PlanLine], frame: Frame) -> None:
    colours, shapes = frame.colours, []
    for place, line in enumerate(lines):
        outline = {"color": colours.provisional if line.draft else colours.plan, "width": 1.5}
        shapes.append(_box(line.period, place, colours.background, outline, "dot" if line.draft else "solid"))
        solid = {"color": colours.actual, "width": 0}
        shapes += [_box(run, place, colours.actual, solid, "solid") for run in line.runs]
    figure.update_layout(shapes=shapes)
    for draft in (True, False):
        _hover(figure, [pair for pair in enumerate(lines) if pair[1].draft == draft], frame, draft)


def _box(run: Run, place: int, fill: str, line: dict[str, object], dash: str) -> dict[str, object]:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": run[0],
        "x1": _after(run[1]),
        "y0": place - BAR,
        "y1": place + BAR,
        "fillcolor": fill,
        "line": line | {"dash": dash},
        "layer": "below",
    }


def _hover(figure: go.Figure, lines: Sequence[tuple[int, PlanLine]], frame: Frame, draft: bool) -> None:
    """A bar over each period: a draft's is hatched, an adopted version's is there for pointing at alone."""
    colours = frame.colours
    pattern = {"shape": "/", "fgcolor": colours.provisional, "bgcolor": colours.background, "size": 6}
    figure.add_bar(
        base=[line.period[0] for _place, line in lines],
        x=[(_after(line.period[1]) - line.period[0]).days * 86_400_000 for _place, line in lines],
        y=[place for place, _line in lines],
        orientation="h",
        width=2 * BAR,
        marker={"pattern": pattern, "line": {"width": 0}} if draft else {"color": "rgba(0,0,0,0)"},
        name=frame.lang.text("utkast") if draft else frame.lang.text("måneder planen dekker"),
        customdata=[
            "<br>".join(
                wrapped(part, 60, 3) for part in (line.label, line.about, line.counts, line.reason) if part
            )
            for _place, line in lines
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _adoptions(figure: go.Figure, lines: Sequence[PlanLine], frame: Frame) -> None:
    known = [(place, line) for place, line in enumerate(lines) if line.adopted]
    figure.add_scatter(
        x=[line.adopted for _place, line in known],
        y=[place for place, _line in known],
        mode="markers",
        name=frame.lang.text("vedtatt"),
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": frame.colours.ink,
            "line": {"width": 2, "color": frame.colours.background},
        },
        customdata=[
            frame.lang.text("Vedtatt {date}", date=frame.lang.date(line.adopted))
            for _place, line in known
            if line.adopted
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _words(lines: Sequence[PlanLine]) -> list[dict[str, object]]:
    """Name and facts of each version above its bar, from the left edge at any width."""
    told = []
    for place, line in enumerate(lines):
        for words, y in (
            (f"<b>{wrapped(line.label, 60, 1)}</b>", place - 0.35),
            (wrapped(line.counts, 60, 1), place + 0.31),
        ):
            told.append(
                {
                    "text": words,
                    "x": 0,
                    "y": y,
                    "xref": "paper",
                    "yref": "y",
                    "xanchor": "left",
                    "yanchor": "middle",
                    "xshift": -8,
                    "showarrow": False,
                }
            )
    return told


def _table(lines: Sequence[PlanLine], lang: Language) -> pd.DataFrame:
    text = lang.text
    return pd.DataFrame(
        {
            text("Planversjon"): [line.label for line in lines],
            text("Hva"): [line.about for line in lines],
            text("Vedtatt"): [
                text("ikke vedtatt") if line.adopted is None else lang.date(line.adopted) for line in lines
            ],
            text("Måneder planen dekker"): [lang.month_range(*line.period) for line in lines],
            text("Gjelder for"): [line.counts for line in lines],
            text("Begrunnelse"): [line.reason or text("ikke oppgitt") for line in lines],
        }
    )
