"""Person-years per system and year: a row per system, a column per year, all bars on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

import pandas as pd
import plotly.graph_objects as go

from charts.capacity import hatched
from charts.chart import Chart, Frame, finished, key_line, nothing, value, wrapped
from language import Language
from language.units import NBSP

TOP, BOTTOM, ROW, NAME = 62, 10, 46, 40
"""Pixels above and under the plot and of a row, and letters of a name."""


@dataclass(frozen=True)
class Cell:
    """One system's year; None where it is hidden. note: why, in words."""

    actual: float | None
    forecast: float
    total: float | None
    note: str


def system_years(frame: pd.DataFrame, *, title: str, basis: str, lang: Language, dark: bool = False) -> Chart:
    """Draw person-years of each system (rows) in each year (columns): spent solid, to come hatched.

    frame: year, label, actual, forecast, person_years, note, is_sum (the row of sums, drawn last), in the order of the
    rows; a system without a row in a year has nothing there.
    """
    asked = Frame(title, "person_years", basis, lang, dark)
    years = sorted({int(year) for year in frame["year"]})
    labels = list(dict.fromkeys(str(label) for label in frame["label"]))
    cells = {
        (str(row["label"]), int(row["year"])): Cell(
            value(row["actual"]), value(row["forecast"]) or 0.0, value(row["person_years"]), str(row["note"])
        )
        for row in frame.to_dict("records")
    }
    sums = [str(label) for label in frame[frame["is_sum"].astype(bool)]["label"].unique()]
    table = _table(labels, years, cells, asked)
    if not cells:
        return nothing(table, asked)
    figure = go.Figure()
    highest = max((cell.total or 0.0 for cell in cells.values()), default=0.0) or 1.0
    for place, year in enumerate(years):
        _year(figure, place, year, years, labels, cells, highest, asked)
    _names(figure, labels, sums, asked)
    figure.update_layout(
        margin={"t": TOP, "b": BOTTOM, "l": 4, "r": 4},
        yaxis={"visible": False, "fixedrange": True, "range": [len(labels) - 0.3, -0.62]},
    )
    _key(figure, list(cells.values()), asked)
    return finished(figure, _message(frame, asked), table, asked, TOP + BOTTOM + ROW * len(labels))


Cells = dict[tuple[str, int], Cell]


def _table(labels: list[str], years: list[int], cells: Cells, frame: Frame) -> pd.DataFrame:
    """A column per year; a cell that is hidden says so."""
    unit, columns = frame.lang.text("årsverk"), {}
    for year in years:
        found = [cells.get((label, year)) for label in labels]
        columns[f"{year} ({unit})"] = [
            None if cell is None else cell.total if cell.total is not None else cell.note for cell in found
        ]
    return pd.DataFrame({frame.lang.text("System"): labels, **columns})


def _year(
    figure: go.Figure,
    place: int,
    year: int,
    years: list[int],
    labels: list[str],
    cells: Cells,
    highest: float,
    frame: Frame,
) -> None:
    number = "" if place == 0 else str(place + 1)
    width = 1 / len(years)
    figure.update_layout(
        {
            f"xaxis{number}": {
                "domain": [place * width, (place + 0.96) * width],
                "visible": False, "fixedrange": True, "range": [0, highest * 1.75], "anchor": "y",
            }
        }
    )  # fmt: skip
    found = [cells.get((label, year), Cell(0.0, 0.0, 0.0, "")) for label in labels]
    hover = [_hover(label, year, cell, frame) for label, cell in zip(labels, found, strict=True)]
    common = {
        "y": list(range(len(labels))), "orientation": "h", "width": 0.4, "xaxis": f"x{number}", "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip
    colours = frame.colours
    solid = {"color": colours.actual, "line": {"width": 0}}
    figure.add_bar(x=[cell.actual or None for cell in found], marker=solid, name=str(year), **common)
    to_come = [cell.forecast or None if cell.total is not None else None for cell in found]
    if any(to_come):
        base = [cell.actual or 0.0 for cell in found]
        marker = hatched(frame, colours.actual)
        figure.add_bar(x=to_come, base=base, marker=marker, name=frame.lang.text("Prognose"), **common)
    figure.add_scatter(
        x=[cell.total or 0.0 for cell in found], y=list(range(len(labels))), mode="text",
        text=[_label(cell, frame) for cell in found], textposition="middle right", xaxis=f"x{number}",
        textfont={"size": 11, "color": colours.ink}, hoverinfo="skip", cliponaxis=False, name=str(year),
    )  # fmt: skip
    figure.add_annotation(
        text=f"<b>{year}</b>", x=place * width, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom",
        showarrow=False, yshift=4,
    )  # fmt: skip


def _label(cell: Cell, frame: Frame) -> str:
    if cell.total is None:
        return f"{NBSP}–"
    # Text begins where the bar ends: a space keeps them apart.
    return NBSP + frame.lang.number(cell.total, 2) if cell.total else ""


def _hover(label: str, year: int, cell: Cell, frame: Frame) -> str:
    lines = [f"<b>{wrapped(label, NAME, 1)}</b> {year}"]
    if cell.total is None:
        return "<br>".join([*lines, cell.note])
    text, lang = frame.lang.text, frame.lang
    if cell.actual:
        lines.append(text("Faktisk {amount}", amount=lang.quantity(cell.actual, "person_years")))
    if cell.forecast:
        lines.append(text("Prognose {amount}", amount=lang.quantity(cell.forecast, "person_years")))
    lines.append(text("Til sammen {amount}", amount=lang.quantity(cell.total, "person_years")))
    return "<br>".join(lines)


def _names(figure: go.Figure, labels: list[str], sums: list[str], frame: Frame) -> None:
    """The name of each row above its bars, and a line above the sums."""
    names = [
        {
            "text": f"<b>{wrapped(label, NAME, 1)}</b>" if label in sums else wrapped(label, NAME, 1),
            "x": 0, "y": place - 0.26, "xref": "paper", "yref": "y", "xanchor": "left", "yanchor": "bottom",
            "showarrow": False,
        }
        for place, label in enumerate(labels)
    ]  # fmt: skip
    figure.layout.annotations = [*figure.layout.annotations, *names]
    for label in sums:
        place = labels.index(label) - 0.62
        figure.add_shape(
            type="line", xref="paper", yref="y", x0=0, x1=1, y0=place, y1=place,
            line={"color": frame.colours.line, "width": 1},
        )  # fmt: skip


def _key(figure: go.Figure, cells: list[Cell], frame: Frame) -> None:
    colours, text = frame.colours, frame.lang.text
    unit = text("årsverk")
    marks = []
    if any(cell.actual for cell in cells):
        marks.append(("■", colours.actual, text("faktisk")))
    if any(cell.forecast and cell.total is not None for cell in cells):
        marks.append(("▨", colours.actual, text("prognose")))
    marks[-1:] = [(sign, colour, f"{word}, {unit}") for sign, colour, word in marks[-1:]]
    hidden = dict.fromkeys(cell.note for cell in cells if cell.total is None)
    key_line(figure, [*marks, *(("–", colours.ink, note) for note in hidden)], y_shift=26)


def _message(frame: pd.DataFrame, asked: Frame) -> str:
    """Which system ties up most over the years, and which year is the heaviest."""
    rows = [row for row in frame.to_dict("records") if value(row["person_years"]) is not None]
    of_system: dict[str, list[float]] = {}
    of_year: dict[int, list[float]] = {}
    for row in rows:
        if not row["is_sum"]:
            of_system.setdefault(str(row["label"]), []).append(float(row["person_years"]))
            of_year.setdefault(int(row["year"]), []).append(float(row["person_years"]))
    if not of_system:
        return asked.lang.text("Ingenting å vise for dette utvalget.")
    system, most = max(((label, fsum(found)) for label, found in of_system.items()), key=lambda one: one[1])
    year, heaviest = max(((year, fsum(found)) for year, found in of_year.items()), key=lambda one: one[1])
    return asked.lang.text(
        "Mest bindes av {system}: {most} til sammen. Tyngst er {year} med {heaviest}.",
        system=system,
        most=asked.lang.quantity(most, "person_years"),
        year=year,
        heaviest=asked.lang.quantity(heaviest, "person_years"),
    )
