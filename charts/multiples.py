"""The same months for several keys, side by side on one scale."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, amount, finished, in_words, nothing, wrapped
from charts.months import Month, month_axis, month_columns, month_key, months_table, read_months
from language import Language

COLUMNS, PANEL, TOP, BOTTOM, GAP = 2, 150, 34, 12, 0.07


def small_multiples(
    frame: pd.DataFrame, *, title: str, unit: str, basis: str, lang: Language, dark: bool = False
) -> Chart:
    """Draw a small monthly chart per key, all on one scale and in the order of the frame.

    frame: key, label, month, planned, actual, state.
    """
    asked = Frame(title, unit, basis, lang, dark)
    groups = _groups(frame)
    table = _table(groups, asked)
    if not groups:
        return nothing(table, asked)
    figure = go.Figure()
    rows = -(-len(groups) // COLUMNS)
    highest = max(
        [n for _l, months in groups for one in months for n in (one.planned, one.actual) if n] + [1e-9]
    )
    lowest = min(
        [n for _l, months in groups for one in months for n in (one.planned, one.actual) if n] + [0.0]
    )
    for place, (label, months) in enumerate(groups):
        _panel(figure, place, label, months, rows, (lowest, highest * 1.1), asked)
    month_key(figure, [one for _label, months in groups for one in months], asked)
    figure.update_layout(margin={"t": TOP, "b": BOTTOM, "l": 16, "r": 12})
    return finished(figure, _message(groups, asked), table, asked, TOP + BOTTOM + PANEL * rows)


Group = tuple[str, list[Month]]


def _groups(frame: pd.DataFrame) -> list[Group]:
    """Label and months per key; rows without a key («uten system», «ikke plassert») are told by their label."""
    found: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in frame.to_dict("records"):
        found.setdefault((str(row["key"]), str(row["label"])), []).append(row)
    return [(label, read_months(pd.DataFrame(rows))) for (_key, label), rows in found.items()]


def _table(groups: Iterable[Group], frame: Frame) -> pd.DataFrame:
    name = frame.lang.text("Navn")
    parts = [months_table(months, frame).assign(**{name: label}) for label, months in groups]
    table = pd.concat(parts, ignore_index=True) if parts else months_table([], frame).assign(**{name: []})
    return table[[name, *(column for column in table.columns if column != name)]]


def _panel(
    figure: go.Figure,
    place: int,
    label: str,
    months: list[Month],
    rows: int,
    span: tuple[float, float],
    frame: Frame,
) -> None:
    row, column = divmod(place, COLUMNS)
    number = "" if place == 0 else str(place + 1)
    left, top = column * (0.5 + GAP / 2), 1 - row / rows
    width, height = 0.5 - GAP / 2, 1 / rows
    figure.update_layout(
        {
            f"xaxis{number}": {"domain": [left, left + width], "anchor": f"y{number}", "fixedrange": True},
            f"yaxis{number}": {
                "domain": [top - height * 0.82, top - height * 0.22],
                "anchor": f"x{number}",
                "visible": False,
                "fixedrange": True,
                "range": list(span),
            },
        }
    )
    month_columns(figure, months, frame, labels=False, axes=(f"x{number}", f"y{number}"))
    month_axis(figure, months, frame, axis=f"xaxis{number}", many=4)
    figure.add_annotation(
        text=f"<b>{wrapped(label, 26, 1)}</b><br>{_sums(months, frame)}",
        x=left, y=top, xref="paper", yref="paper", xanchor="left", yanchor="top", align="left", showarrow=False,
    )  # fmt: skip


def _sums(months: list[Month], frame: Frame) -> str:
    """«+134,5 t merforbruk» over the comparable months."""
    compared = [one.variance for one in months if one.variance is not None]
    if not any(one.planned for one in months):
        return frame.lang.text("ikke planlagt")
    if not compared and any(one.hidden for one in months):
        return frame.lang.text("skjult av personvernhensyn")
    if not compared:
        return frame.lang.text("ikke frigitt")
    return _told(sum(compared), frame)


def _told(variance: float, frame: Frame) -> str:
    """A variance with its word."""
    # Sums of floats end in dust, which must not read as over or under plan.
    exact = round(variance, 6)
    return f"{amount(exact, frame, signed=True)} {in_words(exact, frame.lang)}"


def _message(groups: list[Group], frame: Frame) -> str:
    every = [one for _label, months in groups for one in months]
    if all(one.variance is None for one in every) and any(one.hidden for one in every):
        return frame.lang.text("De faktiske tallene er skjult av personvernhensyn.")
    if all(one.variance is None for one in every):
        return frame.lang.text("Ingen måneder her kan sammenlignes med en plan.")
    sums = [(label, round(sum(one.variance or 0.0 for one in months), 6)) for label, months in groups]
    label, variance = max(sums, key=lambda one: abs(one[1]))
    if not variance:
        return frame.lang.text("Ingen måneder her avviker fra planen.")
    return frame.lang.text(
        "Størst avvik over månedene: {label} med {variance}.",
        label=label,
        variance=_told(variance, frame),
    )
