"""Planned against actual per row: bars, the variance as bar and pin, and the word for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import (
    Chart,
    Frame,
    amount,
    bare,
    escaped,
    finished,
    heading,
    in_words,
    nothing,
    scale_of,
    scale_words,
    value,
    wrapped,
)
from language import Language

ROW_HEIGHT, TOP = 72, 34
PANELS = {"x": (0.0, 0.36), "x2": (0.40, 0.66), "x3": (0.72, 1.0)}


@dataclass(frozen=True)
class Line:
    """One row of the chart; None where there is no figure."""

    label: str
    planned: float | None
    actual: float | None
    variance: float | None
    percent: float | None
    note: str


def variance_bars(
    rows: pd.DataFrame, *, title: str, unit: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw planned (outlined) and actual (solid) per row with the variance as bar, pin and words.

    rows: label, planned, actual, variance, variance_pct (per cent); note_code where it is known. Figures are
    in ``unit``; the order is kept. A row without variance says «ikke planlagt», or why there is none.
    """
    frame = Frame(title, unit, basis, lang, dark)
    lines = _lines(rows, lang)
    table = _table(lines, frame)
    if not lines:
        return nothing(table, frame)
    figure = go.Figure()
    _amount_bars(figure, lines, frame)
    _variance_marks(figure, lines, frame)
    _words(figure, lines, frame)
    _axes(figure, lines, frame)
    return finished(figure, _message(lines, frame), table, frame, TOP + 12 + ROW_HEIGHT * len(lines))


def _lines(rows: pd.DataFrame, lang: Language) -> list[Line]:
    return [
        Line(
            label=str(row["label"]),
            planned=value(row["planned"]),
            actual=value(row["actual"]),
            variance=value(row["variance"]),
            percent=value(row["variance_pct"]),
            note=_note(str(row.get("note_code") or ""), lang),
        )
        for row in rows.to_dict("records")
    ]


def _note(code: str, lang: Language) -> str:
    return {
        "not_planned": lang.text("ikke planlagt"),
        "not_covered": lang.text("ingen plan dekker månedene"),
        "not_released": lang.text("ingen måneder er frigitt"),
        "no_effort": lang.text("verken planlagt eller ført timer"),
    }.get(code, "")


def _table(lines: list[Line], frame: Frame) -> pd.DataFrame:
    text = frame.lang.text
    columns: dict[str, list[Any]] = {
        text("Navn"): [line.label for line in lines],
        heading(text("Planlagt"), frame): [line.planned for line in lines],
        heading(text("Faktisk"), frame): [line.actual for line in lines],
        heading(text("Avvik"), frame): [line.variance for line in lines],
        text("Avvik i %"): [line.percent for line in lines],
        text("Retning"): [_direction(line, frame.lang) for line in lines],
    }
    return pd.DataFrame(columns)


def _direction(line: Line, lang: Language) -> str:
    """«merforbruk», «merforbruk, ikke planlagt», «ingen måneder er frigitt»."""
    if line.variance is None:
        return line.note or in_words(None, lang)
    word = in_words(line.variance, lang)
    if line.percent is None and line.actual:
        return f"{word}, {line.note or in_words(None, lang)}"
    return line.note if line.percent is None and line.note else word


def _message(lines: list[Line], frame: Frame) -> str:
    compared = [line for line in lines if line.variance is not None]
    if not compared:
        return frame.lang.text("Ingenting er planlagt og frigitt her, så det er ingen avvik å vise.")
    largest = max(compared, key=lambda line: abs(line.variance or 0.0))
    if not largest.variance:
        return frame.lang.text("Alt er som planlagt.")
    return frame.lang.text(
        "Størst avvik: {label} med {variance}.", label=largest.label, variance=told(largest, frame)
    )


def told(line: Line, frame: Frame) -> str:
    """The variance in signs and words: «+134,5 t, +12,2 % merforbruk»."""
    if line.variance is None:
        return _direction(line, frame.lang)
    figures = [amount(line.variance, frame, signed=True)]
    if line.percent is not None:
        figures.append(frame.lang.percent(line.percent, signed=True))
    return f"{', '.join(figures)} {_direction(line, frame.lang)}"


def _hover(line: Line, frame: Frame) -> str:
    text = frame.lang.text
    return "<br>".join(
        [
            f"<b>{wrapped(line.label, 60, 4)}</b>",
            text("Planlagt {amount}", amount=_or_not_planned(line.planned, frame)),
            text("Faktisk {amount}", amount=_or_not_planned(line.actual, frame, text("ikke frigitt"))),
            escaped(told(line, frame)),
        ]
    )


def _or_not_planned(number: float | None, frame: Frame, otherwise: str = "") -> str:
    if number is None:
        return otherwise or in_words(None, frame.lang)
    return frame.lang.quantity(number, frame.unit)


def _amount_bars(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    colours, places = frame.colours, list(range(len(lines)))
    hover = [_hover(line, frame) for line in lines]
    common: dict[str, Any] = {
        "y": places,
        "orientation": "h",
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    figure.add_bar(
        x=[line.planned for line in lines],
        name=frame.lang.text("Plan"),
        width=0.30,
        marker={"color": colours.background, "line": {"color": colours.plan, "width": 1.5}},
        **common,
    )
    figure.add_bar(
        x=[line.actual for line in lines],
        name=frame.lang.text("Faktisk"),
        width=0.17,
        marker={"color": colours.actual, "line": {"width": 0}},
        **common,
    )


def _variance_marks(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    places = list(range(len(lines)))
    tints = [_tint(line, frame) for line in lines]
    hover = [_hover(line, frame) for line in lines]
    figure.add_bar(
        x=[line.variance for line in lines],
        y=places,
        orientation="h",
        width=0.22,
        xaxis="x2",
        name=frame.lang.text("Avvik"),
        marker={"color": tints, "line": {"width": 0}},
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
    )
    for place, line in enumerate(lines):
        if line.percent is not None:
            figure.add_shape(
                type="line",
                xref="x3",
                yref="y",
                x0=0,
                x1=pin_length(line.percent),
                y0=place,
                y1=place,
                line={"color": tints[place], "width": 3},
            )
    figure.add_scatter(
        x=[None if line.percent is None else pin_length(line.percent) for line in lines],
        y=places,
        xaxis="x3",
        mode="markers",
        name=frame.lang.text("Avvik i %"),
        marker={"color": tints, "size": 11, "symbol": [_symbol(line) for line in lines]},
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
    )


def pin_length(percent: float) -> float:
    """Pins end at ±100 %: beyond that the number tells, and small variances stay visible."""
    return max(-100.0, min(100.0, percent))


def _tint(line: Line, frame: Frame) -> str:
    if not line.variance:
        return frame.colours.muted
    return frame.colours.over if line.variance > 0 else frame.colours.under


def _symbol(line: Line) -> str:
    if not line.variance:
        return "circle"
    return "triangle-up" if line.variance > 0 else "triangle-down"


def _glyph(line: Line) -> str:
    if not line.variance:
        return ""
    return "▲ " if line.variance > 0 else "▼ "


def _words(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    for place, line in enumerate(lines):
        _word(figure, f"<b>{wrapped(line.label, 60, 1)}</b>", 0.0, place - 0.33)
        _word(figure, _amounts(line, frame), 0.0, place + 0.32)
        glyph = f'<span style="color:{_tint(line, frame)}">{_glyph(line)}</span>' if _glyph(line) else ""
        _word(figure, glyph + escaped(told(line, frame)), PANELS["x2"][0], place + 0.32)
    text, colours = frame.lang.text, frame.colours
    mark = f'<span style="color:{colours.actual}">■</span> {text("faktisk")}   □ {text("plan")}'
    for x, words in ((0.0, mark), (PANELS["x2"][0], text("avvik")), (PANELS["x3"][0], text("avvik i %"))):
        figure.add_annotation(
            text=words,
            x=x,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            yshift=4,
            showarrow=False,
            font_color=colours.muted,
        )


def _word(figure: go.Figure, words: str, x: float, y: float) -> None:
    figure.add_annotation(
        text=words,
        x=x,
        y=y,
        xref="paper",
        yref="y",
        xanchor="left",
        yanchor="middle",
        showarrow=False,
        borderpad=0,
    )


def _amounts(line: Line, frame: Frame) -> str:
    """«1 234,5 av 1 100,0 t»."""
    scale = scale_of([line.planned, line.actual], frame)
    short = scale_words(scale, frame)
    decimals = 1 if frame.unit in ("hours", "person_days") else None

    def shown(number: float) -> str:
        return bare(number, frame, scale) if decimals is None else frame.lang.number(number, decimals)

    if line.actual is None:
        return (
            ""
            if line.planned is None
            else frame.lang.text("{plan} {unit} planlagt", plan=shown(line.planned), unit=short)
        )
    if not line.planned:
        return f"{shown(line.actual)} {short}"
    return frame.lang.text(
        "{actual} av {plan} {unit}", actual=shown(line.actual), plan=shown(line.planned), unit=short
    )


def _axes(figure: go.Figure, lines: list[Line], frame: Frame) -> None:
    largest = max(
        [abs(n) for line in lines for n in (line.planned, line.actual) if n is not None], default=0.0
    )
    lowest = min([n for line in lines for n in (line.planned, line.actual) if n is not None], default=0.0)
    hidden = {"visible": False, "fixedrange": True}
    figure.update_layout(
        margin={"t": TOP, "b": 8, "l": 8, "r": 8},
        yaxis={"range": [len(lines) - 0.5, -0.55], **hidden},
        xaxis={"domain": PANELS["x"], "range": [min(0.0, lowest), (largest or 1.0) * 1.02], **hidden},
        xaxis2={"domain": PANELS["x2"], "range": _around_zero([line.variance for line in lines]), **hidden},
        xaxis3={"domain": PANELS["x3"], "range": _around_zero([100.0]), **hidden},
    )
    figure.update_layout(shapes=[*figure.layout.shapes, *_zero_lines(len(lines), frame)])


def _zero_lines(count: int, frame: Frame) -> list[dict[str, Any]]:
    """A zero line beside each row's marks alone, so that no line crosses the words."""
    return [
        {
            "type": "line",
            "xref": axis,
            "yref": "y",
            "x0": 0,
            "x1": 0,
            "y0": place - 0.2,
            "y1": place + 0.2,
            "line": {"color": frame.colours.line, "width": 1},
        }
        for axis in PANELS
        for place in range(count)
    ]


def _around_zero(numbers: list[float | None]) -> list[float]:
    """A range with zero in its middle, so that over and under plan are on their own sides."""
    largest = max((abs(number) for number in numbers if number is not None), default=0.0) or 1.0
    return [-largest * 1.08, largest * 1.08]
