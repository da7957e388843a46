"""What a chart of variances says: the rows, their words, the message and the table twin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.chart import (
    Frame,
    amount,
    bare,
    escaped,
    heading,
    in_words,
    scale_of,
    scale_words,
    value,
    wrapped,
)
from language import Language


@dataclass(frozen=True)
class Line:
    """One row of the chart; None where there is no figure."""

    label: str
    planned: float | None
    actual: float | None
    variance: float | None
    percent: float | None
    note: str
    code: str = ""


def read_lines(rows: pd.DataFrame, lang: Language) -> list[Line]:
    """The rows of the frame in their order."""
    return [
        Line(
            label=str(row["label"]),
            planned=value(row["planned"]),
            actual=value(row["actual"]),
            variance=value(row["variance"]),
            percent=value(row["variance_pct"]),
            note=_note(str(row.get("note_code") or ""), lang),
            code=str(row.get("note_code") or ""),
        )
        for row in rows.to_dict("records")
    ]


def _note(code: str, lang: Language) -> str:
    return {
        "not_planned": lang.text("ikke planlagt"),
        "not_covered": lang.text("ingen plan dekker månedene"),
        "not_released": lang.text("ingen måneder er frigitt"),
        "no_effort": lang.text("verken planlagt eller ført timer"),
        "part_of_actual": lang.text("bare en del av de faktiske tallene er valgt"),
        "hidden": lang.text("skjult av personvernhensyn"),
    }.get(code, "")


def table_of(lines: list[Line], frame: Frame) -> pd.DataFrame:
    """The table twin."""
    text = frame.lang.text
    columns: dict[str, list[Any]] = {
        text("Navn"): [line.label for line in lines],
        heading(text("Planlagt"), frame): [line.planned for line in lines],
        heading(text("Faktisk"), frame): [line.actual for line in lines],
        heading(text("Avvik"), frame): [line.variance for line in lines],
        text("Avvik i %"): [line.percent for line in lines],
        text("Retning"): [direction(line, frame.lang) for line in lines],
    }
    return pd.DataFrame(columns)


def direction(line: Line, lang: Language) -> str:
    """The word for a variance: «merforbruk», «merforbruk, ikke planlagt», «ingen måneder er frigitt»."""
    if line.variance is None:
        return line.note or in_words(None, lang)
    word = in_words(line.variance, lang)
    if line.percent is None and line.actual:
        return f"{word}, {line.note or in_words(None, lang)}"
    return line.note if line.percent is None and line.note else word


def message_of(lines: list[Line], frame: Frame) -> str:
    """The largest variance, in one sentence."""
    compared = [line for line in lines if line.variance is not None]
    why = next((line.note for line in lines if line.code in ("hidden", "part_of_actual")), "")
    if not compared and why:
        return frame.lang.text("Ingen avvik å vise: {why}.", why=why)
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
    word = direction(line, frame.lang)
    return word if line.variance is None else f"{figures_of(line, frame)} {word}"


def figures_of(line: Line, frame: Frame) -> str:
    """The variance without its word: «+134,5 t, +12,2 %»."""
    figures = [amount(line.variance or 0.0, frame, signed=True)]
    if line.percent is not None:
        figures.append(frame.lang.percent(line.percent, signed=True))
    return ", ".join(figures)


def hover_of(line: Line, frame: Frame) -> str:
    """What the reader sees on pointing at a row."""
    text = frame.lang.text
    return "<br>".join(
        [
            f"<b>{wrapped(line.label, 60, 4)}</b>",
            text("Planlagt {amount}", amount=_or_not_planned(line.planned, frame, line.note)),
            text(
                "Faktisk {amount}",
                amount=_or_not_planned(line.actual, frame, line.note or text("ikke frigitt")),
            ),
            escaped(told(line, frame)),
        ]
    )


def _or_not_planned(number: float | None, frame: Frame, otherwise: str = "") -> str:
    if number is None:
        return otherwise or in_words(None, frame.lang)
    return frame.lang.quantity(number, frame.unit)


def amounts_of(line: Line, frame: Frame) -> str:
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
