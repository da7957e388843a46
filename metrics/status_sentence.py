"""Status sentences: planned, actual and variance in plain words, with the decimals of the tables."""

from collections.abc import Mapping
from math import isnan
from typing import Any

import pandas as pd

from language import Language
from metrics.frames import records
from metrics.months import MonthBasis, month_words
from metrics.wording import note_words


def against_plan(row: Mapping[str, Any], unit: str, lang: Language) -> str:
    """Say one compared row: «1 613,5 timer mot 431 planlagt, merforbruk 1 182,5 timer (+274,4 %)».

    row: planned, actual, variance, variance_pct and note_code as `compare` gives them. Where there is no variance, the
    note says why; where there is no figure at all, the note stands alone.
    """
    planned, actual, variance, pct = (
        _number(row[name]) for name in ("planned", "actual", "variance", "variance_pct")
    )
    note = note_words(row["note_code"], lang)
    if actual is None:
        return note
    told = amount_words(actual, unit, lang)
    if planned is None or variance is None:
        return f"{told}, {note}" if note else told
    if pct is None:
        return lang.text("{actual}, ikke planlagt", actual=told)
    values = {
        "actual": told,
        "planned": plain_number(planned, unit, lang),
        "variance": amount_words(abs(variance), unit, lang),
        "pct": lang.percent(pct, signed=True),
    }
    if round(variance, 6) == 0:
        return lang.text("{actual} mot {planned} planlagt, som planlagt", **values)
    if variance > 0:
        return lang.text("{actual} mot {planned} planlagt, merforbruk {variance} ({pct})", **values)
    return lang.text("{actual} mot {planned} planlagt, mindreforbruk {variance} ({pct})", **values)


def status_sentence(
    name: str, total: Mapping[str, Any], basis: MonthBasis, groups: pd.DataFrame, lang: Language
) -> str:
    """Say how one measure or sub-measure stands: period, planned, actual, variance, and the role group that explains
    most of it. groups: the same comparison by role group.
    """
    told = against_plan(total, basis.unit, lang)
    most = pulls_most(groups, _number(total["variance"]))
    if most is not None:
        told += ", " + lang.text(
            "mest hos {group}", group=lang.pick(most["role_group_nb"], most["role_group_en"])
        )
    if basis.counted:
        name = f"{name} ({month_words(basis.counted, lang)})"
    return f"{name}: {told}."


def pulls_most(rows: pd.DataFrame, variance: float | None) -> dict[str, Any] | None:
    """Return the role group whose variance pulls most the same way as the whole; None where no known group does."""
    if not variance:
        return None
    way = 1 if variance > 0 else -1
    pulling = [row for row in records(rows) if not pd.isna(row["variance"]) and row["variance"] * way > 0]
    most = max(pulling, key=lambda row: row["variance"] * way, default=None)
    return most if most is not None and isinstance(most["role_group"], str) else None


def amount_words(value: float, unit: str, lang: Language) -> str:
    """Say an amount with its unit in full: «1 182,5 timer», «431 timer», «1 time»."""
    shown = plain_number(value, unit, lang)
    if unit != "hours":
        return lang.quantity(value, unit)
    if round(value, 1) == round(value):
        return lang.plural("{n} time", "{n} timer", round(value))
    return lang.text("{hours} timer", hours=shown)


def plain_number(value: float, unit: str, lang: Language) -> str:
    """Write a number with the decimals of the tables, and whole hours without any."""
    if unit in ("cost_nok", "booked_cost_nok"):
        return lang.number(value, 0)
    if unit == "person_years":
        return lang.number(value, 2)
    return lang.number(value, 0 if round(value, 1) == round(value) else 1)


def _number(value: Any) -> float | None:
    return None if value is None or isnan(value) else float(value)
