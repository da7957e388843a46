"""What needs attention first, ranked by consequence."""

from dataclasses import dataclass

import pandas as pd

from metrics.comparison import compare_with_sums
from metrics.engine import Reader, query, remember
from metrics.selection import Selection

_HALF = 0.5
"""A second group is named where it pulls at least half as much as the first: else the first explains the variance."""


@dataclass(frozen=True)
class Pull:
    """One role group's part of a variance, in the unit of display."""

    role_group: str
    name_nb: str
    name_en: str
    variance: float


@dataclass(frozen=True)
class Attention:
    """One sub-measure (or what is not placed, key None) whose variance asks for a look.

    Amounts are in the unit of display; variance_pct is None where nothing was planned. benefit_type: quality |
    efficiency | external; None for what is not placed. groups: at most two role groups that pull most the same way as
    the variance, the first most; empty where no group is known or a group is hidden for privacy.
    """

    key: str | None
    name_nb: str
    name_en: str
    benefit_type: str | None
    planned: float
    actual: float
    variance: float
    variance_pct: float | None
    light: str
    note_code: str
    unit: str
    groups: tuple[Pull, ...]


def attention(reader: Reader, selection: Selection, limit: int = 5) -> list[Attention]:
    """Return the sub-measures with a yellow, red or grey light and a variance, the largest variance first."""
    parts, found = compare_with_sums(reader, selection, ("sub_measure", "role_group"), ("sub_measure",))
    if not found.months.comparable:
        return []
    rows = found.rows
    # What is hidden for privacy has no amounts, and says nothing here either.
    rows = rows[(rows["light"] != "green") & rows["variance"].notna() & (rows["variance"] != 0)]
    sized = rows.assign(size=rows["variance"].abs())
    ranked = sized.sort_values(["size", "order"], ascending=[False, True]).head(limit)
    benefits = _benefit_types(reader)
    return [_item(row, parts.rows, selection.unit, benefits) for _, row in ranked.iterrows()]


def _benefit_types(reader: Reader) -> dict[str, str]:
    def read() -> dict[str, str]:
        with query(reader) as tables:
            rows = tables.rows(tables["sub_measure"].select("sub_measure_id", "benefit_type"))
        return {row["sub_measure_id"]: row["benefit_type"] for row in rows}

    return remember(reader, "benefit_types", read)


def _item(row: pd.Series, parts: pd.DataFrame, unit: str, benefits: dict[str, str]) -> Attention:
    key = row["sub_measure"]
    own = parts[parts["sub_measure"].isna() if key is None else parts["sub_measure"] == key]
    return Attention(
        key=key,
        name_nb=row["sub_measure_nb"],
        name_en=row["sub_measure_en"],
        benefit_type=benefits.get(key),
        **{name: float(row[name]) for name in ("planned", "actual", "variance")},
        variance_pct=None if pd.isna(row["variance_pct"]) else float(row["variance_pct"]),
        light=row["light"],
        note_code=row["note_code"],
        unit=unit,
        groups=_groups(own, 1 if row["variance"] > 0 else -1),
    )


def _groups(own: pd.DataFrame, direction: int) -> tuple[Pull, ...]:
    """The groups that pull the same way as the whole explain it; one that pulls against it does not."""
    if own["variance"].isna().any():
        return ()
    pulling = own.assign(pull=own["variance"] * direction)
    pulling = pulling[pulling["pull"] > 0].sort_values(["pull", "order"], ascending=[False, True]).head(2)
    found = [row for _, row in pulling.iterrows() if row["pull"] >= _HALF * pulling["pull"].iloc[0]]
    # «Mest hos» would be wrong of the second group where the first has no name.
    if not found or found[0]["role_group"] is None:
        return ()
    return tuple(
        Pull(row["role_group"], row["role_group_nb"], row["role_group_en"], float(row["variance"]))
        for row in found
        if row["role_group"] is not None
    )
