"""Measures and their sub-measures as one table-like figure: numbers, bars, variance, pin, light, what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, escaped, finished, nothing, scale_of, scale_words, wrapped
from charts.hierarchy_words import HierarchyRow, hierarchy_message, hierarchy_table, read_rows
from charts.variance import LONGEST, glyph, pin_length, pin_symbol, tint
from charts.variance_words import direction, hover_of
from language import Language

LINE, GAP, INDENT = 15, 14, 14
THOUSAND = 1000.0
Words = dict[str, Any]


@dataclass(frozen=True)
class _Layout:
    """Where the columns stand, as shares of the width; None = the column is left out.

    name, about: letters on a line. lines: lines of a name at most. bars, variance, pins: panels of marks.
    """

    name: int
    about: int
    bars: tuple[float, float]
    variance: tuple[float, float]
    pins: tuple[float, float] | None
    planned: float | None
    actual: float | None
    light: float | None
    top: int


WIDE = _Layout(
    name=38, about=44, bars=(0.49, 0.6), variance=(0.615, 0.775), pins=(0.795, 0.873), planned=0.4, actual=0.48,
    light=0.885, top=44,
)  # fmt: skip
"""From about 750 pixels."""
NARROW = _Layout(
    name=40, about=44, bars=(0.0, 0.44), variance=(0.5, 1.0), pins=None, planned=None, actual=None, light=None, top=30
)  # fmt: skip
"""From 280 pixels, a telephone or 400 % zoom: fewer panels, the words under the marks."""


@dataclass(frozen=True)
class _Place:
    """One row on the page, in pixels from the top. bars, marks: the middle of the amounts, and of variance and pin;
    words: the first line of words under the marks.
    """

    top: float
    bottom: float
    bars: float
    marks: float
    words: float


def hierarchy(
    rows: pd.DataFrame,
    *,
    title: str,
    unit: str,
    basis: str,
    lang: Language,
    dark: bool = False,
    narrow: bool = False,
) -> Chart:
    """Draw one row each: planned (outlined) and actual (solid), the variance as bar and pin, light and facts.

    rows: label, kind (group | part | other | sum), planned, actual, variance, variance_pct, note_code; light (shape and
    word), light_code, system, status, benefit («» where there is none). The order is kept: a group stands above its
    parts. narrow: for a telephone's width.
    """
    frame = Frame(title, unit, basis, lang, dark)
    read = read_rows(rows, frame)
    table = hierarchy_table(read, frame)
    if not read:
        return nothing(table, frame)
    layout = NARROW if narrow else WIDE
    places = _places(read, layout)
    figure = go.Figure()
    _marks(figure, read, places, frame)
    _axes(figure, read, places, layout)
    write = _narrow_words if narrow else _wide_words
    words, scale = _headings(read, layout, frame), _scale(read, frame)
    for row, place in zip(read, places, strict=True):
        words += [*_name(row, place, layout, frame), *write(row, place, layout, (frame, scale))]
    figure.update_layout(annotations=words, shapes=_shapes(read, places, layout, frame))
    height = int(layout.top + places[-1].bottom + 8)
    return finished(figure, hierarchy_message(read, frame), table, frame, height)


# --- where rows stand ---------------------------------------------------------------------------


def _places(rows: list[HierarchyRow], layout: _Layout) -> list[_Place]:
    places, top = [], 0.0
    for row in rows:
        name = LINE * _lines(_label(row, layout))
        about = LINE * _lines(_about(row, layout))
        if layout.pins is None:
            marks = top + GAP / 2 + name + 13
            height = GAP + name + 26 + 2 * LINE + about
            places.append(_Place(top, top + height, marks, marks, marks + 21))
        else:
            height = max(GAP + name + about, GAP + 32)
            middle = top + height / 2
            places.append(_Place(top, top + height, middle, middle - 9, middle + 10))
        top += height
    return places


def _lines(text: str) -> int:
    return text.count("<br>") + 1 if text else 0


def _label(row: HierarchyRow, layout: _Layout) -> str:
    return wrapped(row.line.label, layout.name - (2 if row.kind == "part" else 0), 3)


def _about(row: HierarchyRow, layout: _Layout) -> str:
    return wrapped(row.about, layout.about, 2) if row.about else ""


# --- words --------------------------------------------------------------------------------------


def _word(text: str, x: float, y: float, **more: Any) -> Words:
    placed = {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "y",
        "xanchor": "left",
        "yanchor": "middle",
    }
    return placed | {"showarrow": False, "borderpad": 0, "align": "left"} | more


def _name(row: HierarchyRow, place: _Place, layout: _Layout, frame: Frame) -> list[Words]:
    shift = INDENT if row.kind == "part" else 0
    label = _label(row, layout)
    strong = label if row.kind == "part" else f"<b>{label}</b>"
    top = place.top + GAP / 2
    if layout.pins is not None:
        top = (place.top + place.bottom - LINE * (_lines(label) + _lines(_about(row, layout)))) / 2
    words = [_word(strong, 0, top, xshift=shift, yanchor="top")]
    if row.about:
        below = top + LINE * _lines(label) if layout.pins is not None else place.words + 1.5 * LINE
        muted = {"color": frame.colours.muted, "size": 11}
        words.append(_word(_about(row, layout), 0, below, xshift=shift, yanchor="top", font=muted))
    return words


def _sign(row: HierarchyRow, frame: Frame) -> str:
    sign = glyph(row.line)
    return f'<span style="color:{tint(row.line, frame)}">{sign}</span>' if sign else ""


def _wide_words(row: HierarchyRow, place: _Place, layout: _Layout, shown: tuple[Frame, float]) -> list[Words]:
    line, middle = row.line, (place.top + place.bottom) / 2
    frame, scale = shown
    words = [
        _word(_number(number, frame, scale), x or 0, middle, xanchor="right", align="right")
        for number, x in ((line.planned, layout.planned), (line.actual, layout.actual))
    ]
    light = "<br>".join(escaped(part) for part in _split(row.light))
    words.append(_word(light, layout.light or 0, middle))
    if line.variance is None:
        return [*words, _word(wrapped(line.note, 30), layout.variance[0], middle)]
    told = f"{_sign(row, frame)}{_number(line.variance, frame, scale, signed=True)} {_way(row, frame)}"
    words.append(_word(told, layout.variance[0], place.words))
    percent = "" if line.percent is None else frame.lang.percent(line.percent, signed=True)
    if percent and layout.pins:
        words.append(_word(percent, layout.pins[0], place.words))
    return words


def _narrow_words(
    row: HierarchyRow, place: _Place, layout: _Layout, shown: tuple[Frame, float]
) -> list[Words]:
    line = row.line
    frame, scale = shown
    words = [
        _word(_amounts(row, frame, scale), 0, place.words),
        _word(escaped(row.light), 0, place.words + LINE),
    ]
    if line.variance is None:
        return [*words, _word(wrapped(line.note, 24), layout.variance[0], place.words + LINE / 2)]
    told = f"{_sign(row, frame)}{_number(line.variance, frame, scale, signed=True)}"
    if line.percent is not None:
        told += f", {frame.lang.percent(line.percent, signed=True)}"
    words.append(_word(told, layout.variance[0], place.words))
    return [*words, _word(_way(row, frame), layout.variance[0], place.words + LINE)]


def _amounts(row: HierarchyRow, frame: Frame, scale: float) -> str:
    """«1 820,0 av 550,0»; the unit stands above the column."""
    if row.line.actual is None or row.line.planned is None:
        return _number(row.line.actual, frame, scale)
    actual, planned = _number(row.line.actual, frame, scale), _number(row.line.planned, frame, scale)
    return frame.lang.text("{actual} av {plan}", actual=actual, plan=planned)


def _way(row: HierarchyRow, frame: Frame) -> str:
    """The word of the variance; that nothing was planned is what the light says."""
    return escaped(direction(row.line, frame.lang).split(",", maxsplit=1)[0])


def _split(light: str) -> list[str]:
    """A light over two lines where its word is long."""
    words = light.replace("\N{NO-BREAK SPACE}", " ").split(" ")
    return [light] if len(words) < 3 else [" ".join(words[:2]), " ".join(words[2:])]


def _number(number: float | None, frame: Frame, scale: float, signed: bool = False) -> str:
    if number is None:
        return "–"
    decimals = {"hours": 1, "person_days": 1, "person_years": 2}.get(frame.unit, 0)
    return frame.lang.number(number / scale, decimals, signed=signed)


def _scale(rows: list[HierarchyRow], frame: Frame) -> float:
    """One thousand for kroner where any is in millions, so that a column is in one unit."""
    numbers = [number for row in rows for number in (row.line.planned, row.line.actual)]
    return THOUSAND if scale_of(numbers, frame) > 1 else 1.0


def _unit(scale: float, frame: Frame) -> str:
    return frame.lang.pick("tusen kr", "NOK thousand") if scale > 1 else scale_words(1.0, frame)


def _headings(rows: list[HierarchyRow], layout: _Layout, frame: Frame) -> list[Words]:
    """What stands in each column, and what its marks are, once, above it."""
    text, colours = frame.lang.text, frame.colours
    above = {"yref": "paper", "yanchor": "bottom", "yshift": 4, "font": {"color": colours.muted}}
    actual = f'<span style="color:{colours.actual}">■</span> {text("faktisk")}'
    unit = _unit(_scale(rows, frame), frame)
    if layout.pins is None:
        return [
            _word(f"{actual} □ {text('plan')}", 0, 1, **above),
            _word(f"{text('avvik')}, {unit}", layout.variance[0], 1, **above),
        ]
    cut = any(row.line.percent is not None and abs(row.line.percent) > LONGEST for row in rows)
    pins = f"{text('i prosent')}<br>(▶ > 100)" if cut else text("i prosent")
    right = {"xanchor": "right", "align": "right"}
    return [
        _word(f"{unit}<br>□ {text('plan')}", layout.planned or 0, 1, **above, **right),
        _word(actual, layout.actual or 0, 1, **above, **right),
        _word(f"{text('avvik')}, {unit}", layout.variance[0], 1, **above),
        _word(pins, layout.pins[0], 1, **above),
        _word(text("trafikklys"), layout.light or 0, 1, **above),
    ]


# --- marks --------------------------------------------------------------------------------------


def _marks(figure: go.Figure, rows: list[HierarchyRow], places: list[_Place], frame: Frame) -> None:
    colours, lines = frame.colours, [row.line for row in rows]
    tints, marks = [tint(line, frame) for line in lines], [place.marks for place in places]
    bars: dict[str, Any] = {
        "y": [place.bars for place in places], "orientation": "h",
        "customdata": [hover_of(line, frame) for line in lines], "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip
    figure.add_bar(
        x=[line.planned for line in lines], name=frame.lang.text("Plan"), width=18,
        marker={"color": colours.background, "line": {"color": colours.plan, "width": 1.5}}, **bars,
    )  # fmt: skip
    figure.add_bar(
        x=[line.actual for line in lines], name=frame.lang.text("Faktisk"), width=10,
        marker={"color": colours.actual, "line": {"width": 0}}, **bars,
    )  # fmt: skip
    figure.add_bar(
        x=[line.variance for line in lines], name=frame.lang.text("Avvik"), width=12, xaxis="x2",
        marker={"color": tints, "line": {"width": 0}}, **bars | {"y": marks},
    )  # fmt: skip
    figure.add_scatter(
        x=[None if line.percent is None else pin_length(line.percent) for line in lines],
        y=marks, xaxis="x3", mode="markers", name=frame.lang.text("Avvik i %"),
        marker={"color": tints, "size": 9, "symbol": [pin_symbol(line) for line in lines]},
        customdata=bars["customdata"], hovertemplate=bars["hovertemplate"],
    )  # fmt: skip
    # The whole row can be pointed at and clicked, its name, too.
    figure.add_bar(
        x=[1] * len(rows), name="", xaxis="x4", width=[place.bottom - place.top for place in places],
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        **bars | {"y": [(place.top + place.bottom) / 2 for place in places]},
    )  # fmt: skip


def _axes(figure: go.Figure, rows: list[HierarchyRow], places: list[_Place], layout: _Layout) -> None:
    amounts = [n for row in rows for n in (row.line.planned, row.line.actual) if n is not None]
    variances = [abs(row.line.variance) for row in rows if row.line.variance is not None]
    hidden: dict[str, Any] = {"visible": False, "fixedrange": True}
    around = (max(variances, default=0.0) or 1.0) * 1.05
    figure.update_layout(
        # Each panel would else be painted over the ones before it, and over the bands.
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"t": layout.top, "b": 8, "l": 4, "r": 4},
        yaxis={"range": [places[-1].bottom, 0], **hidden},
        xaxis={
            "domain": layout.bars,
            "range": [min(0.0, *amounts, 0.0), (max(amounts, default=0.0) or 1.0) * 1.02],
            **hidden,
        },
        xaxis2={"domain": layout.variance, "range": [-around, around], **hidden},
        xaxis3={"domain": layout.pins or (0.0, 0.001), "range": [-LONGEST * 1.1, LONGEST * 1.1], **hidden},
        xaxis4={"domain": (0.0, 1.0), "range": [0, 1], **hidden},
    )
    if layout.pins is None:
        figure.update_traces(visible=False, selector={"xaxis": "x3"})


def _shapes(
    rows: list[HierarchyRow], places: list[_Place], layout: _Layout, frame: Frame
) -> list[dict[str, Any]]:
    """Bands behind groups, a line above the sum and between rows, zero lines, and the pins' stems."""
    shapes = []
    for row, place in zip(rows, places, strict=True):
        if row.kind in ("group", "sum"):
            band = {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": place.top, "y1": place.bottom}
            look = {"fillcolor": frame.colours.tint, "opacity": 0.28, "line": {"width": 0}, "layer": "below"}
            shapes.append({"yref": "y", **band, **look})
        width = 2 if row.kind == "sum" else 0.5
        shapes.append(_rule("paper", (0, 1), (place.top, place.top), (frame.colours.line, width)))
        zeros = [("x", place.bars), ("x2", place.marks), ("x3", place.marks)][
            : 2 if layout.pins is None else 3
        ]
        for axis, at in zeros:
            shapes.append(_rule(axis, (0, 0), (at - 11, at + 11), (frame.colours.line, 1)))
        if layout.pins is not None and row.line.percent is not None:
            pin = (0, pin_length(row.line.percent))
            shapes.append(_rule("x3", pin, (place.marks, place.marks), (tint(row.line, frame), 3)))
    return shapes


def _rule(
    axis: str, x: tuple[float, float], y: tuple[float, float], look: tuple[str, float]
) -> dict[str, Any]:
    ends = {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
    return {"type": "line", "xref": axis, "yref": "y", **ends, "line": {"color": look[0], "width": look[1]}}
