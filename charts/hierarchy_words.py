"""What the hierarchy says: its rows, the message and the table twin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.chart import Frame, heading
from charts.variance_words import Line, direction, message_of, read_lines

OUTSIDE = ("yellow", "red")
ON_PLAN = ("green",)


@dataclass(frozen=True)
class HierarchyRow:
    """One row: its figures, its place in the hierarchy, and what else is known of it.

    kind: group (a measure) | part (a sub-measure, under its group) | other (what is not placed) | sum. light: shape and
    word; light_code: green | yellow | red | grey.
    """

    line: Line
    kind: str
    light: str
    light_code: str
    system: str
    status: str
    benefit: str

    @property
    def about(self) -> str:
        """System, status and benefit type in one line."""
        return " · ".join(word for word in (self.system, self.status, self.benefit) if word)


def read_rows(rows: pd.DataFrame, frame: Frame) -> list[HierarchyRow]:
    """The rows of the frame in their order."""
    return [
        HierarchyRow(
            line=line, kind=str(row["kind"]), light=str(row["light"]), light_code=str(row["light_code"]),
            system=str(row["system"]), status=str(row["status"]), benefit=str(row["benefit"]),
        )
        for line, row in zip(read_lines(rows, frame.lang), rows.to_dict("records"), strict=True)
    ]  # fmt: skip


def hierarchy_table(rows: list[HierarchyRow], frame: Frame) -> pd.DataFrame:
    """The table twin: every column of the figure."""
    text = frame.lang.text
    columns: dict[str, list[Any]] = {
        text("Tiltak og deltiltak"): [row.line.label for row in rows],
        heading(text("Planlagt"), frame): [row.line.planned for row in rows],
        heading(text("Faktisk"), frame): [row.line.actual for row in rows],
        heading(text("Avvik"), frame): [row.line.variance for row in rows],
        text("Avvik i %"): [row.line.percent for row in rows],
        text("Retning"): [direction(row.line, frame.lang) for row in rows],
        text("Trafikklys"): [row.light for row in rows],
        text("System"): [row.system for row in rows],
        text("Status"): [row.status for row in rows],
        text("Gevinsttype"): [row.benefit for row in rows],
    }
    return pd.DataFrame(columns)


def hierarchy_message(rows: list[HierarchyRow], frame: Frame) -> str:
    """The largest variance of a part; and that the sum follows the plan while parts do not, where that is so."""
    parts = [row for row in rows if row.kind in ("part", "other")] or rows
    told = message_of([row.line for row in parts], frame)
    total = next((row for row in rows if row.kind == "sum"), None)
    outside = sum(1 for row in parts if row.light_code in OUTSIDE)
    if total is None or total.light_code not in ON_PLAN or not outside:
        return told
    but = frame.lang.plural(
        "Summen er innenfor grensene, men {n} deltiltak er ikke det.",
        "Summen er innenfor grensene, men {n} deltiltak er ikke det.",
        outside,
    )
    return f"{but} {told}"
