"""Two plans against each other, row by row with the change. What is only tried out is hatched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import (
    Chart,
    Frame,
    amount,
    escaped,
    finished,
    heading,
    nothing,
    scale_words,
    wrapped,
)
from language import Language

TOP, ROW = 34, 66
PANELS = {"x": (0.0, 0.58), "x2": (0.66, 1.0)}


@dataclass(frozen=True)
class PlanNames:
    """What the two plans are called. tried: the second one is tried out and no plan yet: it is hatched."""

    before: str
    after: str
    tried: bool = False


@dataclass(frozen=True)
class Line:
    """One row: sums of the two plans in the unit of display."""

    label: str
    before: float
    after: float

    @property
    def change(self) -> float:
        """After − before."""
        return self.after - self.before


def plan_changes(
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
    """Draw per row the plan before (outlined), the one after (outlined anew, or hatched) and the change as a bar.

    rows: label, before, after, in the order to keep. Colour says nothing here: more planned is neither good nor bad.
    """
    frame = Frame(title, unit, basis, lang, dark)
    lines = [
        Line(str(row["label"]), float(row["before"]), float(row["after"])) for row in rows.to_dict("records")
    ]
    table = _changes_table(lines, names, frame)
    if not lines:
        return nothing(table, frame)
    figure = go.Figure()
    _plan_bars(figure, lines, names, frame)
    _change_bars(figure, lines, frame)
    _change_axes(figure, lines, frame)
    figure.update_layout(annotations=_change_words(lines, names, frame))
    return finished(figure, message, table, frame, TOP + 12 + ROW * len(lines))


def _changes_table(lines: list[Line], names: PlanNames, frame: Frame) -> pd.DataFrame:
    text = frame.lang.text
    total = Line(text("Sum"), sum(line.before for line in lines), sum(line.after for line in lines))
    told = [*lines, total] if lines else []
    return pd.DataFrame(
        {
            text("Navn"): [line.label for line in told],
            heading(names.before, frame): [line.before for line in told],
            heading(names.after, frame): [line.after for line in told],
            heading(text("Endring"), frame): [line.change for line in told],
        }
    )


def after_marker(names: PlanNames, frame: Frame) -> dict[str, Any]:
    """How the second plan looks: hatched where it is tried out, else outlined with a tint."""
    colours = frame.colours
    if not names.tried:
        return {"color": colours.tint, "line": {"color": colours.plan, "width": 1.5}}
    pattern = {
        "shape": "/",
        "fgcolor": colours.actual,
        "bgcolor": colours.background,
        "size": 6,
        "solidity": 0.35,
    }
    return {"color": colours.actual, "pattern": pattern, "line": {"color": colours.actual, "width": 1.5}}


def outline(frame: Frame) -> dict[str, Any]:
    """How the first plan looks."""
    return {"color": frame.colours.background, "line": {"color": frame.colours.plan, "width": 1.5}}


def _plan_bars(figure: go.Figure, lines: list[Line], names: PlanNames, frame: Frame) -> None:
    sides = (
        (names.before, [line.before for line in lines], -0.09, 0.18, outline(frame)),
        (names.after, [line.after for line in lines], 0.09, 0.18, after_marker(names, frame)),
    )
    for name, numbers, shift, width, marker in sides:
        figure.add_bar(
            x=numbers,
            y=[place + shift for place in range(len(lines))],
            orientation="h",
            width=width,
            name=name,
            marker=marker,
            customdata=[_hover(line, names, frame) for line in lines],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _hover(line: Line, names: PlanNames, frame: Frame) -> str:
    lang = frame.lang
    told = [
        f"<b>{escaped(line.label)}</b>",
        f"{escaped(names.before)}: {lang.quantity(line.before, frame.unit)}",
        f"{escaped(names.after)}: {lang.quantity(line.after, frame.unit)}",
        lang.text("Endring {amount}", amount=lang.quantity(line.change, frame.unit, signed=True)),
    ]
    return "<br>".join(told)


def _change_bars(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    figure.add_bar(
        x=[line.change for line in lines],
        y=list(range(len(lines))),
        orientation="h",
        width=0.22,
        xaxis="x2",
        name=frame.lang.text("Endring"),
        marker={"color": frame.colours.actual, "line": {"width": 0}},
        hoverinfo="skip",
    )


def _change_axes(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    largest = max([abs(n) for line in lines for n in (line.before, line.after)], default=0.0) or 1.0
    lowest = min([n for line in lines for n in (line.before, line.after)] + [0.0])
    change = max([abs(line.change) for line in lines], default=0.0) or 1.0
    hidden = {"visible": False, "fixedrange": True}
    figure.update_layout(
        margin={"t": TOP, "b": 8, "l": 8, "r": 8},
        yaxis={"range": [len(lines) - 0.5, -0.6], **hidden},
        xaxis={"domain": PANELS["x"], "range": [lowest, largest * 1.02], **hidden},
        xaxis2={"domain": PANELS["x2"], "range": [-change * 1.08, change * 1.08], **hidden},
        shapes=[
            {
                "type": "line",
                "xref": axis,
                "yref": "y",
                "x0": 0,
                "x1": 0,
                "y0": place - 0.22,
                "y1": place + 0.22,
                "line": {"width": 1, "color": frame.colours.line},
            }
            for axis in PANELS
            for place in range(len(lines))
        ],
    )


def _change_words(lines: list[Line], names: PlanNames, frame: Frame) -> list[dict[str, Any]]:
    """The key above the panels; over each row its name, under it the two sums and the change."""
    colours, lang = frame.colours, frame.lang
    sign = "▨" if names.tried else "▣"
    key = f"□ {escaped(names.before)}   {sign} {escaped(names.after)}, {scale_words(1.0, frame)}"
    above = {"yref": "paper", "yanchor": "bottom", "yshift": 4, "font": {"color": colours.muted}}
    words = [_word(key, 0.0, 1.0) | above, _word(lang.text("endring"), PANELS["x2"][0], 1.0) | above]
    for place, line in enumerate(lines):
        sums = f"{amount(line.before, frame)} → {amount(line.after, frame)}"
        words += [
            _word(f"<b>{wrapped(line.label, 60, 1)}</b>", 0.0, place - 0.36),
            _word(sums, 0.0, place + 0.34),
            _word(_change_told(line, frame), PANELS["x2"][0], place + 0.34),
        ]
    return words


def _change_told(line: Line, frame: Frame) -> str:
    change = round(line.change, 6)
    if not change:
        return frame.lang.text("uendret")
    sign = "▲" if change > 0 else "▼"
    return f"{sign} {amount(line.change, frame, signed=True)}"


def _word(words: str, x: float, y: float) -> dict[str, Any]:
    return {
        "text": words, "x": x, "y": y, "xref": "paper", "yref": "y", "xanchor": "left", "yanchor": "middle",
        "showarrow": False, "borderpad": 0,
    }  # fmt: skip
