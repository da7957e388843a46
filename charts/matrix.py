"""A matrix of planned and actual effort as a table: both figures in every cell, and a shade by the actual one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, amount, escaped, finished, nothing, value, wrapped
from charts.palette import SMALL
from language import Language

HEAD, ROW = 72, 40
"""Pixels of the headings and of each row of the figure."""
NAMES = 0.2
"""Part of the figure's width that the names of the rows take."""
SHADES = 5
"""Steps of shade. The figure stands in the cell: the shade only leads the eye."""


@dataclass(frozen=True)
class Line:
    """One row of the table. kind: '' | sum | part; shades: one per cell after the first, 0 (none) to SHADES."""

    cells: tuple[str, ...]
    shades: tuple[int, ...]
    kind: str = ""


@dataclass(frozen=True)
class MatrixTable:
    """heads: the column headings, the last one the sum. lines: the rows, the grand total among them, then the parts of
    it that are not planned and not placed. frame: the same as plain numbers, actual and planned in columns of their
    own. message, alt: what the table says.
    """

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    frame: pd.DataFrame
    message: str


def matrix_table(
    cells: pd.DataFrame,
    rows: pd.DataFrame,
    columns: pd.DataFrame,
    total: Mapping[Any, Any],
    *,
    title: str,
    corner: str,
    unit: str,
    notes: Mapping[str, str],
    lang: Language,
) -> MatrixTable:
    """Lay out a matrix with its sums.

    cells: row, column (labels), planned, actual, note_code. rows and columns: label, planned, actual, note_code,
    unplanned, unplaced, in display order. total: the same for the grand total. corner: heading of the first column.
    notes: what a note code reads. An amount that may not be shown reads its note.
    """
    asked = Frame(title, unit, "", lang, False)
    found = {(row["row"], row["column"]): row for row in cells.to_dict("records")}
    across: list[Mapping[Any, Any]] = [*columns.to_dict("records")]
    highest = max((value(row["actual"]) or 0.0 for row in found.values()), default=0.0)
    lines: list[Line] = []
    numbers: list[tuple[str, Sequence[Mapping[Any, Any] | None]]] = []
    for row in rows.to_dict("records"):
        own = [found.get((row["label"], column["label"])) for column in across]
        shades = tuple(_shade(cell, highest) for cell in own)
        told = (row["label"], *(_cell(cell, asked, notes) for cell in [*own, row]))
        lines.append(Line(told, (*shades, 0)))
        numbers.append((row["label"], [*own, row]))
    sums = [*across, total]
    lines.append(
        Line((lang.text("Sum"), *(_cell(one, asked, notes) for one in sums)), (0,) * len(sums), "sum")
    )
    numbers.append((lang.text("Sum"), sums))
    lines += _parts(sums, asked, notes)
    heads = (corner, *(column["label"] for column in across), lang.text("Sum"))
    return MatrixTable(
        title,
        heads,
        tuple(lines),
        _numbers(heads, numbers, sums, lang, notes),
        _message(across, total, asked),
    )


def matrix_chart(
    told: MatrixTable, *, unit: str, basis: str, title: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw a matrix as a figure: the same cells and shades as in the table."""
    asked = Frame(title, unit, basis, lang, dark)
    if len(told.heads) < 3 or not told.lines:
        return nothing(told.frame, asked)
    colours, rows = asked.colours, told.lines
    figure = go.Figure()
    figure.add_heatmap(
        z=[line.shades for line in rows], zmin=0, zmax=SHADES, showscale=False, xgap=2, ygap=2, hoverinfo="skip",
        text=[[escaped(cell).replace("\n", "<br>") for cell in line.cells[1:]] for line in rows],
        texttemplate="%{text}", textfont={"size": SMALL, "color": colours.ink},
        colorscale=[[0, colours.background], [1, colours.tint]],
    )  # fmt: skip
    places, columns = list(range(len(rows))), list(range(len(told.heads) - 1))
    figure.update_layout(
        margin={"t": 56, "b": 8, "l": 8, "r": 8},
        # The names of the rows stand left of the cells, inside the figure's own width.
        xaxis={"side": "top", "tickvals": columns, "tickangle": 0, "domain": [NAMES, 1],
               "ticktext": [wrapped(head, 12, 3) for head in told.heads[1:]]},
        yaxis={"autorange": "reversed", "tickvals": places, "automargin": False,
               "ticktext": [wrapped(line.cells[0], 24) for line in rows]},
    )  # fmt: skip
    return finished(figure, told.message, told.frame, asked, HEAD + ROW * len(rows))


def _cell(cell: Mapping[Any, Any] | None, frame: Frame, notes: Mapping[str, str]) -> str:
    """«1 234 /⏎1 100», «60 /⏎ikke planlagt», «skjult av personvernhensyn», «–»."""
    if cell is None:
        return "–"
    actual, planned = value(cell["actual"]), value(cell["planned"])
    if actual is None and planned is None:
        return notes.get(str(cell["note_code"]), "") or "–"
    below = frame.lang.text("ikke planlagt") if not planned else _figure(planned, frame)
    above = notes.get(str(cell["note_code"]), "–") if actual is None else _figure(actual, frame)
    return f"{above} /\n{below}"


def _figure(number: float, frame: Frame) -> str:
    return frame.lang.number(number, {"person_years": 2, "person_days": 1}.get(frame.unit, 0))


def _shade(cell: Mapping[Any, Any] | None, highest: float) -> int:
    """A step for any amount, more for a larger one."""
    number = 0.0 if cell is None else value(cell["actual"]) or 0.0
    return 0 if number <= 0 or not highest else max(1, min(SHADES, round(number / highest * SHADES)))


def _parts(sums: Sequence[Mapping[Any, Any]], frame: Frame, notes: Mapping[str, str]) -> list[Line]:
    """What of the sums is not planned and not placed: always there, also where it is nothing."""
    text = frame.lang.text
    told = (("unplanned", text("herav ikke planlagt")), ("unplaced", text("herav ikke plassert")))
    return [
        Line((label, *(_part(one, field, frame, notes) for one in sums)), (0,) * len(sums), "part")
        for field, label in told
    ]


def _part(one: Mapping[Any, Any], field: str, frame: Frame, notes: Mapping[str, str]) -> str:
    number = value(one[field])
    return notes.get(str(one["note_code"]), "–") if number is None else _figure(number, frame)


def _numbers(
    heads: Sequence[str],
    numbers: Sequence[tuple[str, Sequence[Mapping[Any, Any] | None]]],
    sums: Sequence[Mapping[Any, Any]],
    lang: Language,
    notes: Mapping[str, str],
) -> pd.DataFrame:
    """The same as numbers for a file: a column of actual and one of planned per system."""
    text, spent, due = lang.text, lang.text("faktisk"), lang.text("planlagt")
    columns: dict[str, list[Any]] = {heads[0]: [label for label, _cells in numbers]}
    for place, head in enumerate(heads[1:]):
        for field, word in (("actual", spent), ("planned", due)):
            columns[f"{head}, {word}"] = [_number(cells[place], field, notes) for _label, cells in numbers]
    for field, label in (
        ("unplanned", text("herav ikke planlagt")),
        ("unplaced", text("herav ikke plassert")),
    ):
        columns[heads[0]].append(label)
        for head, one in zip(heads[1:], sums, strict=True):
            columns[f"{head}, {spent}"].append(_number(one, field, notes))
            columns[f"{head}, {due}"].append(None)
    return pd.DataFrame(columns, dtype="object")


def _number(cell: Mapping[Any, Any] | None, field: str, notes: Mapping[str, str]) -> Any:
    if cell is None:
        return None
    number = value(cell[field])
    return notes.get(str(cell["note_code"]), None) if number is None else number


def _message(columns: Sequence[Mapping[Any, Any]], total: Mapping[Any, Any], frame: Frame) -> str:
    """Which column takes most, and of how much."""
    text, whole = frame.lang.text, value(total["actual"])
    known = [column for column in columns if value(column["actual"])]
    if not whole or not known:
        return text("Det er ikke ført innsats her.")
    most = max(known, key=lambda column: value(column["actual"]) or 0.0)
    part = value(most["actual"]) or 0.0
    return text(
        "{label} tar mest: {part} av {whole} ({share}).",
        label=most["label"], part=amount(part, frame), whole=amount(whole, frame),
        share=frame.lang.percent(part / whole * 100),
    )  # fmt: skip
