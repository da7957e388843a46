"""What a scenario means for capacity: how full the months are that it can change, per unit and role group."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from language import Language
from metrics.capacity import capacity, in_hours, judged
from metrics.capacity_words import group_words
from metrics.engine import Reader
from metrics.frames import frame, records
from metrics.months import month_words
from metrics.plan_versions import shown
from metrics.reference import Reference, reference
from metrics.scenario import ScenarioResult, places_of, plan_rows
from metrics.scenario_plan import PlanRow
from metrics.scenario_shown import shown_rows
from metrics.selection import Selection

Group = tuple[str | None, str | None]
"""Unit and role group."""
_NAMED = {f"{key}{suffix}": "text" for key in ("unit", "role_group") for suffix in ("", "_nb", "_en")}
COLUMNS = _NAMED | {
    "month": "date",
    "available": "float",
    "before": "float",
    "after": "float",
    "load_before": "float",
    "load_after": "float",
    "over_before": "bool",
    "over_after": "bool",
    "note_code": "text",
}
_NAMED_MOST = 5


@dataclass(frozen=True)
class CapacityEffect:
    """How full the open months and the tail are, before and after a scenario.

    rows: per unit × role group × month. available, before and after are in the unit of display (hours where that is
    kroner) and cover all measures, since the people are the same; loads in per cent, NaN where note_code says why
    (`no_capacity`). over_*: the load is above the ceiling.
    """

    rows: pd.DataFrame
    unit: str

    @property
    def known(self) -> bool:
        """Whether any capacity is recorded for the months."""
        return bool((self.rows["note_code"] == "").any())

    def over_full(self, side: str) -> int:
        """Count the months × groups above the ceiling, `before` or `after`."""
        return int(self.rows[f"over_{side}"].sum())

    @property
    def turned(self) -> pd.DataFrame:
        """The rows that become over-full, or stop being so."""
        return self.rows[self.rows["over_before"] != self.rows["over_after"]]


def capacity_effect(reader: Reader, result: ScenarioResult) -> CapacityEffect:
    """Return what a scenario means for capacity, in the selection's units and role groups."""
    asked = in_hours(_people(result))
    if result.first_open is None or result.plan_last is None:
        return CapacityEffect(frame([], COLUMNS), asked.unit)
    known, places = reference(reader), places_of(reader)
    before, after = (
        _sums(shown_rows(rows, asked, places), asked, known)
        for rows in (plan_rows(reader, result.selection), result.planned)
    )
    there = {(row["unit"], row["role_group"], row["month"]): row for row in records(capacity(reader, asked))}
    keys = dict.fromkeys([*there, *(key for key in after if key[2] >= result.first_open)])
    rows = [
        _row(key, there.get(key, {}), (before[key], after[key]), known)
        for key in keys
        if key in there or after[key]
    ]
    return CapacityEffect(frame(rows, COLUMNS), asked.unit)


def _people(result: ScenarioResult) -> Selection:
    """The selection's people in the months that can change, whatever they work on."""
    chosen = result.selection
    last = (
        max(month for month in (result.plan_last, result.last) if month is not None)
        if result.plan_last
        else None
    )
    return Selection(
        first=result.first_open,
        last=last if last is None or result.first_open is None else max(last, result.first_open),
        units=chosen.units,
        role_groups=chosen.role_groups,
        plan=chosen.plan,
        as_of=chosen.as_of,
        unit=chosen.unit,
    )


def _sums(
    rows: Sequence[PlanRow], asked: Selection, known: Reference
) -> dict[tuple[str | None, str | None, date], Decimal]:
    found: dict[tuple[str | None, str | None, date], Decimal] = defaultdict(Decimal)
    for row in rows:
        found[row.unit, row.role_group, row.month] += shown(row.hours, row.month, asked.unit, known)
    return found


def _row(
    key: tuple[str | None, str | None, date],
    there: dict[str, Any],
    sides: tuple[Decimal, Decimal],
    known: Reference,
) -> dict[str, Any]:
    unit, role_group, month = key
    named: dict[str, Any] = {}
    for kind, value in (("unit", unit), ("role_group", role_group)):
        nb, en = known.names.pair(kind, value)
        named |= {kind: value, f"{kind}_nb": nb, f"{kind}_en": en}
    available = float(there.get("available") or 0)
    row = named | {"month": month, "before": float(sides[0]), "after": float(sides[1])}
    # A missing capacity comes as NaN, which is no number above 0.
    if not available > 0:
        return row | {"over_before": False, "over_after": False, "note_code": "no_capacity"}
    ceiling = float(known.constant("capacity_ceiling_pct", month))
    was, becomes = (judged(float(side), available, ceiling) for side in sides)
    return row | {
        "available": available,
        "load_before": was["load_pct"],
        "load_after": becomes["load_pct"],
        "over_before": was["over_full"],
        "over_after": becomes["over_full"],
        "note_code": "",
    }


def capacity_effect_words(effect: CapacityEffect, lang: Language) -> list[str]:
    """Say how many months are over-full before and after, and which turn, in sentences."""
    if not effect.known:
        return [lang.text("Kapasitet er ikke registrert for månedene som gjenstår.")]
    before, after = effect.over_full("before"), effect.over_full("after")
    told = [
        lang.text(
            "Overfulle måneder, talt per enhet og rollegruppe: {before} med planen, {after} med scenarioet.",
            before=lang.number(before, 0),
            after=lang.number(after, 0),
        )
        if before or after
        else lang.text(
            "Ingen måned blir overfull for noen enhet og rollegruppe, verken med planen eller scenarioet."
        ),
        _fullest(effect, lang),
    ]
    for word, rows in (
        (lang.text("Blir overfull"), effect.turned[effect.turned["over_after"]]),
        (lang.text("Er ikke lenger overfull"), effect.turned[effect.turned["over_before"]]),
    ):
        told += _turned(word, rows, lang)
    without = effect.rows[(effect.rows["note_code"] == "no_capacity") & (effect.rows["after"] > 0)]
    if len(without):
        told.append(
            lang.text(
                "Uten registrert kapasitet, og derfor ikke vurdert: {groups}.",
                groups="; ".join(_groups(without, lang)),
            )
        )
    return told


def _fullest(effect: CapacityEffect, lang: Language) -> str:
    """The group and month that the scenario fills most, with what the plan makes of it."""
    row = records(effect.rows[effect.rows["note_code"] == ""].nlargest(1, "load_after"))[0]
    return lang.text(
        "Fullest i scenarioet: {group} i {month}, {after} av kapasiteten ({before} med planen).",
        group=_group(row, lang),
        month=lang.month(row["month"]),
        after=lang.percent(row["load_after"], decimals=0),
        before=lang.percent(row["load_before"], decimals=0),
    )


def _turned(word: str, rows: pd.DataFrame, lang: Language) -> list[str]:
    months: dict[str, list[date]] = {}
    for row in records(rows):
        months.setdefault(_group(row, lang), []).append(row["month"])
    told = [f"{group}: {month_words(sorted(found), lang)}" for group, found in months.items()]
    if not told:
        return []
    rest = (
        lang.plural("{n} gruppe til", "{n} grupper til", len(told) - _NAMED_MOST)
        if len(told) > _NAMED_MOST
        else ""
    )
    return [f"{word}: " + "; ".join([*told[:_NAMED_MOST], *([rest] if rest else [])]) + "."]


def _groups(rows: pd.DataFrame, lang: Language) -> list[str]:
    return list(dict.fromkeys(_group(row, lang) for row in records(rows)))


def _group(row: dict[str, Any], lang: Language) -> str:
    return group_words((row["unit_nb"], row["unit_en"]), (row["role_group_nb"], row["role_group_en"]), lang)
