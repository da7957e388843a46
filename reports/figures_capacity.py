"""The figures of capacity: the months, the role groups, and what the systems tie up."""

from __future__ import annotations

from typing import Any

import pandas as pd

import charts
import metrics
from charts import Chart
from metrics import CapacityTotal, TiedUp, in_hours, note_words, short_name
from reports.figures_ground import Ground, Kind


def total_of(ground: Ground) -> CapacityTotal:
    """Return the capacity of the selection."""
    found: CapacityTotal = ground.answer(metrics.capacity_total)
    return found


def tied_up_of(ground: Ground) -> TiedUp:
    """Return what the systems tie up, year by year."""
    found: TiedUp = ground.answer(metrics.tied_up)
    return found


def capacity_basis(ground: Ground) -> str:
    """Return what the figures of capacity rest on."""
    version = ground.lang.text("Datavarehusets versjon {version}.", version=ground.reader.version)
    return f"{metrics.capacity_basis_words(total_of(ground), ground.lang)} {version}"


def _noted(rows: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    return rows.assign(note=[note_words(code, ground.lang) for code in rows["note_code"]])


def _months(ground: Ground) -> Chart:
    total = total_of(ground)
    return charts.capacity_months(
        _noted(ground.answer(metrics.capacity, ()), ground), unit=total.unit,
        basis=capacity_basis(ground), **ground.look,
    )  # fmt: skip


def _role_groups(ground: Ground) -> Chart:
    total = total_of(ground)
    rows = _noted(known_groups(ground.answer(metrics.capacity, ("role_group",))), ground)
    rows = rows.assign(label=[ground.label("role_group", one) for one in rows["role_group"]])
    return charts.capacity_by_group(rows, unit=total.unit, basis=capacity_basis(ground), **ground.look)


def known_groups(rows: pd.DataFrame) -> pd.DataFrame:
    """The groups whose capacity is recorded, or which the plan asks something of. What they have done does not decide
    it: that might tell of a hidden group that it did nothing.
    """
    keys = [key for key in ("unit", "role_group") if key in rows]
    named = rows[keys].apply(tuple, axis=1)
    known = set(named[rows["available"].notna() | (rows["planned"] > 0)])
    return rows[[name in known for name in named]]


def _systems(ground: Ground) -> Chart:
    found, lang = tied_up_of(ground), ground.lang
    called = [
        short_name(lang.pick(nb, en))
        for nb, en in zip(found.rows["system_nb"], found.rows["system_en"], strict=True)
    ]
    named = zip(found.rows["system"], found.rows["system_nb"], strict=True)
    places = [place_of_system(*one, ground) for one in named]
    rows = found.rows.assign(label=called, is_sum=False, place=places)
    sums = found.years.assign(label=lang.text("Til sammen"), is_sum=True, place=10_000)
    both = _noted(pd.concat([rows, sums], ignore_index=True) if len(rows) else rows, ground)
    return charts.system_years(
        both.sort_values(["place", "year"], kind="stable"), basis=capacity_basis(ground), **ground.look
    )


def place_of_system(system: str | None, name_nb: str, ground: Any) -> int:
    """The place of a system: as in the reference tables, then «uten system» and «ikke plassert».

    ground: anything with `names`.
    """
    ids = ground.names.ids("system")
    if system:
        return ids.index(system) if system in ids else len(ids)
    return len(ids) + 1 + (name_nb == ground.names.pair("system", None, placed=False)[0])


def _systems_heading(ground: Ground) -> str:
    constant = metrics.person_years_words(float(ground.names.hours_per_person_year), ground.lang)
    return ground.lang.text("Bundet av systemene per år, {unit}", unit=constant)


def _without_capacity(ground: Ground) -> str:
    if not metrics.months(ground.reader, in_hours(ground.selection)).all:
        return "no_months"
    return "no_capacity" if total_of(ground).note_code == "no_capacity" else ""


CAPACITY: dict[str, Kind] = {
    "capacity_months": Kind(
        lambda lang: lang.text("Tilgjengelig, planlagt og faktisk per måned"), _months, "none",
        lacking=_without_capacity,
    ),
    "capacity_role_groups": Kind(
        lambda lang: lang.text("Belastning per rollegruppe"), _role_groups, "none", lacking=_without_capacity
    ),
    "capacity_systems": Kind(
        lambda lang: lang.text("Bundet av systemene per år"), _systems, "none", heading=_systems_heading,
        lacking=_without_capacity,
    ),
}  # fmt: skip
