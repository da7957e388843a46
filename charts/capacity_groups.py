"""The load of each group month by month, one under the other on one scale."""

from __future__ import annotations

from math import fsum

import pandas as pd
import plotly.graph_objects as go

from charts.capacity import load_columns
from charts.capacity_rows import MARK, Full, full_table, highest_load, read_full
from charts.chart import Chart, Frame, finished, key_line, nothing, wrapped
from charts.months import Month, month_axis
from language import Language

TOP, BOTTOM, PANEL, PANEL_TOP, PANEL_BOTTOM = 34, 12, 150, 46, 36


def capacity_by_group(
    frame: pd.DataFrame,
    *,
    title: str,
    unit: str,
    basis: str,
    lang: Language,
    dark: bool = False,
) -> Chart:
    """Draw the load of each group month by month, all on one scale.

    frame: as `capacity_months`, and label, the group's name; in the order of the frame.
    """
    asked = Frame(title, unit, basis, lang, dark)
    groups = {str(label): read_full(rows) for label, rows in frame.groupby("label", sort=False, dropna=False)}
    table = _group_table(groups, asked)
    if not groups:
        return nothing(table, asked)
    figure = go.Figure()
    highest = max(highest_load(months) for months in groups.values())
    for place, (label, months) in enumerate(groups.items()):
        _panel(figure, place, len(groups), label, months, highest, asked)
    figure.update_layout(margin={"t": TOP, "b": BOTTOM, "l": 8, "r": 8})
    key_line(figure, _load_marks([one for months in groups.values() for one in months], asked), y_shift=8)
    height = TOP + BOTTOM + PANEL * len(groups)
    return finished(figure, _groups_message(groups, asked), table, asked, height)


def _group_table(groups: dict[str, list[Full]], frame: Frame) -> pd.DataFrame:
    name = frame.lang.text("Navn")
    parts = [full_table(months, frame).assign(**{name: label}) for label, months in groups.items()]
    table = pd.concat(parts, ignore_index=True) if parts else full_table([], frame).assign(**{name: []})
    return table[[name, *(column for column in table.columns if column != name)]]


def _panel(
    figure: go.Figure, place: int, count: int, label: str, months: list[Full], highest: float, frame: Frame
) -> None:
    number = "" if place == 0 else str(place + 1)
    top, height = 1 - place / count, 1 / count
    bottom = top - height * (PANEL - PANEL_BOTTOM) / PANEL
    figure.update_layout(
        {
            f"xaxis{number}": {"anchor": f"y{number}", "fixedrange": True},
            f"yaxis{number}": {
                "domain": [bottom, bottom + height * (PANEL - PANEL_BOTTOM - PANEL_TOP) / PANEL],
                "anchor": f"x{number}", "visible": False, "fixedrange": True, "range": [0, highest * 1.35],
            },
        }
    )  # fmt: skip
    load_columns(figure, months, frame, axes=(f"x{number}", f"y{number}"), row=place)
    places = [Month(one.month, one.planned, one.actual, one.state) for one in months]
    month_axis(figure, places, frame, axis=f"xaxis{number}")
    figure.add_annotation(
        text=f"<b>{wrapped(label, 40, 1)}</b><br>{_span_words(months, frame)}",
        x=0, y=top, xref="paper", yref="paper", xanchor="left", yanchor="top", align="left", showarrow=False,
    )  # fmt: skip


def _load_marks(months: list[Full], frame: Frame) -> list[tuple[str, str, str]]:
    colours, text = frame.colours, frame.lang.text
    marks = [("■", colours.actual, text("belastning i prosent"))]
    if any(one.ahead and one.load_pct is not None for one in months):
        marks.append(("▨", colours.actual, text("prognose")))
    if any(one.over_full for one in months):
        marks.append((MARK, colours.over, text("overfull")))
    return marks


def _span_words(months: list[Full], frame: Frame) -> str:
    """«8,9 % hittil, 7,9 % framover», or why there is no load."""
    told = []
    for ahead, words in ((False, frame.lang.text("{pct} hittil")), (True, frame.lang.text("{pct} framover"))):
        own = [one for one in months if one.ahead == ahead and one.load_pct is not None]
        if own:
            load = fsum(one.effort or 0.0 for one in own) * 100 / fsum(one.available or 0.0 for one in own)
            told.append(words.format(pct=frame.lang.percent(load)))
    notes = dict.fromkeys(one.note for one in months if one.note)
    return ", ".join([*told, *notes])


def _groups_message(groups: dict[str, list[Full]], frame: Frame) -> str:
    known = [(label, one) for label, months in groups.items() for one in months if one.load_pct is not None]
    if not known:
        return frame.lang.text("Ingen måneder her har både kapasitet og innsats.")
    full = list(dict.fromkeys(label for label, one in known if one.over_full))
    label, highest = max(known, key=lambda item: item[1].load_pct or 0.0)
    told = frame.lang.text(
        "Høyest er belastningen hos {label} i {month}: {pct}.",
        label=label,
        month=frame.lang.month(highest.month),
        pct=frame.lang.percent(highest.load_pct),
    )
    over = frame.lang.text("Overfulle måneder har {labels}.", labels=frame.lang.join(full)) if full else ""
    return f"{told} {over}".strip()
