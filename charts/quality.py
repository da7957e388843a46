"""How the actual hours came about, as one bar: measured solid, estimated hatched, allocated dotted."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, amount, escaped, finished, heading, nothing, value
from language import Language

HEIGHT, TOP = 84, 36


def quality_bar(
    rows: pd.DataFrame, *, title: str, unit: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw the shares of the actual figures.

    rows: code (measured | estimated | allocated), label, share (0–1), amount (None where it may not be shown).
    """
    frame = Frame(title, unit, basis, lang, dark)
    parts = [{str(key): cell for key, cell in row.items()} for row in rows.to_dict("records") if row["share"]]
    table = pd.DataFrame(
        {
            lang.text("Kvalitet"): [row["label"] for row in parts],
            lang.text("Andel i %"): [row["share"] * 100 for row in parts],
            heading(lang.text("Faktisk"), frame): [value(row["amount"]) for row in parts],
        }
    )
    if not parts:
        return nothing(table, frame)
    figure = go.Figure()
    start = 0.0
    for row in parts:
        figure.add_bar(
            x=[row["share"] * 100], base=[start], y=[0], orientation="h", width=0.8, name=row["label"],
            marker=_marker(row["code"], frame), customdata=[_told(row, frame)],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
        start += row["share"] * 100
    figure.update_layout(
        margin={"t": TOP, "b": 6, "l": 2, "r": 2},
        xaxis={"range": [0, 100], "visible": False},
        yaxis={"range": [-0.5, 0.5], "visible": False},
        annotations=[_key(parts, frame)],
    )
    return finished(figure, _message(parts, frame), table, frame, HEIGHT)


def _marker(code: str, frame: Frame) -> dict[str, Any]:
    colours = frame.colours
    border = {"color": colours.actual, "width": 1.2}
    if code == "measured":
        return {"color": colours.actual, "line": border}
    shape = "/" if code == "estimated" else "."
    pattern = {
        "shape": shape,
        "fgcolor": colours.actual,
        "bgcolor": colours.background,
        "size": 6,
        "solidity": 0.25,
    }
    return {"color": colours.actual, "pattern": pattern, "line": border}


SIGNS = {"measured": "■", "estimated": "▨", "allocated": "▒"}


def _key(parts: list[dict[str, Any]], frame: Frame) -> dict[str, Any]:
    told = "   ".join(f"{SIGNS[row['code']]} {escaped(_share(row, frame))}" for row in parts)
    place = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return {"text": told, "showarrow": False, "yshift": 4, **place}


def _share(row: dict[str, Any], frame: Frame) -> str:
    return f"{row['label']} {frame.lang.percent(row['share'] * 100)}"


def _told(row: dict[str, Any], frame: Frame) -> str:
    shown = value(row["amount"])
    return _share(row, frame) + ("" if shown is None else f"<br>{amount(shown, frame)}")


def _message(parts: list[dict[str, Any]], frame: Frame) -> str:
    shares = frame.lang.join(f"{frame.lang.percent(row['share'] * 100)} {row['label']}" for row in parts)
    return frame.lang.text("Av det faktiske er {shares}.", shares=shares)
