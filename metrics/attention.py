"""What needs attention first, ranked by consequence."""

from dataclasses import dataclass

import pandas as pd

from metrics.comparison import compare_with_sums
from metrics.engine import Reader
from metrics.selection import Selection


@dataclass(frozen=True)
class Attention:
    """One sub-measure (or what is not placed) whose variance asks for a look.

    Amounts are in the unit of display; variance_pct is None where nothing was planned. role_group_* name the
    group that contributes most to the variance (None where no group is known); role_group_variance is its
    part.
    """

    key: str | None
    name_nb: str
    name_en: str
    planned: float
    actual: float
    variance: float
    variance_pct: float | None
    light: str
    note_code: str
    unit: str
    role_group: str | None
    role_group_nb: str | None
    role_group_en: str | None
    role_group_variance: float | None


def attention(reader: Reader, selection: Selection, limit: int = 5) -> list[Attention]:
    """Return the sub-measures with a yellow, red or grey light and a variance, the largest variance first."""
    parts, found = compare_with_sums(reader, selection, ("sub_measure", "role_group"), ("sub_measure",))
    if not found.months.comparable:
        return []
    rows = found.rows[(found.rows["light"] != "green") & (found.rows["variance"] != 0)]
    sized = rows.assign(size=rows["variance"].abs())
    ranked = sized.sort_values(["size", "order"], ascending=[False, True]).head(limit)
    return [_item(row, parts.rows, selection.unit) for _, row in ranked.iterrows()]


def _item(row: pd.Series, parts: pd.DataFrame, unit: str) -> Attention:
    key = row["sub_measure"]
    own = parts[parts["sub_measure"].isna() if key is None else parts["sub_measure"] == key]
    # The group that pulls the same way as the whole explains it; one that pulls against it does not.
    pull = own["variance"] * (1 if row["variance"] > 0 else -1)
    group = own.iloc[int(pull.to_numpy().argmax())] if len(own) and pull.max() > 0 else None
    known = group is not None and group["role_group"] is not None
    return Attention(
        key=key,
        name_nb=row["sub_measure_nb"],
        name_en=row["sub_measure_en"],
        **{name: float(row[name]) for name in ("planned", "actual", "variance")},
        variance_pct=None if pd.isna(row["variance_pct"]) else float(row["variance_pct"]),
        light=row["light"],
        note_code=row["note_code"],
        unit=unit,
        role_group=group["role_group"] if known and group is not None else None,
        role_group_nb=group["role_group_nb"] if known and group is not None else None,
        role_group_en=group["role_group_en"] if known and group is not None else None,
        role_group_variance=float(group["variance"]) if known and group is not None else None,
    )
