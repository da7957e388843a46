"""A table in colour: actual effort per row and column, each cell with its figure."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, amount, bare, finished, nothing, scale_of, scale_words, value, wrapped
from language import Language

ROW, TOP = 34, 46


def matrix_heat(
    cells: pd.DataFrame, *, title: str, unit: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw actual effort per row and column as figures on a tint; an empty cell has no effort.

    cells: row, column (labels), actual; both orders are kept. The tint only repeats what the figure says.
    """
    asked = Frame(title, unit, basis, lang, dark)
    rows, columns = list(dict.fromkeys(cells["row"])), list(dict.fromkeys(cells["column"]))
    found = {(row["row"], row["column"]): value(row["actual"]) for row in cells.to_dict("records")}
    grid = [[found.get((row, column)) for column in columns] for row in rows]
    table = pd.DataFrame(grid, columns=columns)
    table.insert(0, lang.text("Navn"), rows)
    if not rows:
        return nothing(table, asked)
    figure = go.Figure()
    _tints(figure, rows, columns, grid, asked)
    _figures(figure, rows, columns, grid, asked)
    figure.update_layout(
        margin={"t": TOP, "b": 8, "l": 8, "r": 8},
        xaxis={"visible": False, "domain": [0.4, 1], "range": [-0.5, len(columns) - 0.5]},
        yaxis={"visible": False, "range": [len(rows) - 0.5, -0.5]},
    )
    (row, column), number = max(found.items(), key=lambda one: abs(one[1] or 0.0))
    message = lang.text(
        "Mest arbeid: {row}, {column}, med {amount}.",
        row=row,
        column=column,
        amount=amount(number or 0.0, asked),
    )
    return finished(figure, message, table, asked, TOP + 8 + ROW * len(rows))


Grid = list[list[float | None]]


def _tints(figure: go.Figure, rows: list[str], columns: list[str], grid: Grid, frame: Frame) -> None:
    lang = frame.lang
    hover = [
        [
            f"{wrapped(row, 50)}<br>{wrapped(column, 50)}<br>{'' if n is None else lang.quantity(n, frame.unit)}"
            for column, n in zip(columns, line, strict=True)
        ]
        for row, line in zip(rows, grid, strict=True)
    ]
    figure.add_heatmap(
        z=grid, customdata=hover, hovertemplate="%{customdata}<extra></extra>", showscale=False, xgap=3, ygap=3,
        colorscale=[[0, frame.colours.background], [1, frame.colours.tint]],
    )  # fmt: skip


def _figures(figure: go.Figure, rows: list[str], columns: list[str], grid: Grid, frame: Frame) -> None:
    scale = scale_of([number for line in grid for number in line], frame)
    for place, label in enumerate(rows):
        figure.add_annotation(
            text=wrapped(label, 24), x=0, y=place, xref="paper", yref="y", xanchor="left", align="left",
            showarrow=False,
        )  # fmt: skip
        for across, number in enumerate(grid[place]):
            if number is not None:
                figure.add_annotation(
                    text=bare(number, frame, scale), x=across, y=place, xref="x", yref="y", showarrow=False
                )
    for across, label in enumerate(columns):
        figure.add_annotation(
            text=wrapped(label, 14), x=across, y=1, xref="x", yref="paper", yanchor="bottom", showarrow=False,
            font_color=frame.colours.muted,
        )  # fmt: skip
    figure.add_annotation(
        text=scale_words(scale, frame), x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom",
        showarrow=False, font_color=frame.colours.muted,
    )  # fmt: skip
