"""How many person-years are tied up by which systems, year by year."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import fsum, isnan
from typing import Any

import pandas as pd

from metrics.capacity import capacity, in_hours
from metrics.engine import Reader, Row
from metrics.frames import frame, records
from metrics.selection import Selection
from metrics.series import monthly

ROWS = {
    "year": "int",
    "system": "text",
    "system_nb": "text",
    "system_en": "text",
    "actual": "float",
    "forecast": "float",
    "person_years": "float",
    "load_pct": "float",
    "note_code": "text",
}
YEARS = {
    "year": "int",
    "available": "float",
    "actual": "float",
    "forecast": "float",
    "person_years": "float",
    "load_pct": "float",
    "note_code": "text",
}


@dataclass(frozen=True)
class TiedUp:
    """Person-years per year, always in person-years, whatever the unit of display.

    rows: one per year × system, with «uten system» and «ikke plassert» (system is None for both, the names tell them
    apart): actual (released months), forecast (what the chosen plan has left of the year), person_years (their sum),
    load_pct (of the year's capacity). years: one per year: the sums of its rows, and available. note_code: '' | hidden
    | no_capacity | not_covered; person_years is NaN where it is hidden, load_pct also where no capacity is recorded.
    """

    rows: pd.DataFrame
    years: pd.DataFrame


def tied_up(reader: Reader, selection: Selection) -> TiedUp:
    """Return the person-years that each system ties up. Raises SelectionError as `capacity`."""
    asked = replace(in_hours(selection), unit="person_years")
    total = records(capacity(reader, asked, ()))
    per_system = records(monthly(reader, asked, ("system",)))
    available = {year: _year_available(own) for year, own in _by_year(total).items()}
    rows: list[Row] = []
    order = {name: place for place, name in enumerate(dict.fromkeys(_key(row) for row in per_system))}
    for year, own in _by_year(per_system).items():
        for key in sorted({_key(row) for row in own}, key=order.__getitem__):
            months = [row for row in own if _key(row) == key]
            sums = _sums(months)
            if any(sums[name] for name in ("actual", "forecast")) or sums["note_code"]:
                named = dict(zip(("system", "system_nb", "system_en"), key, strict=True))
                rows.append({"year": year} | named | _of_capacity(sums, available.get(year)))
    years = [
        {"year": year, "available": available[year]} | _of_capacity(_sums(own), available[year])
        for year, own in _by_year(total).items()
    ]
    return TiedUp(frame(rows, ROWS), frame(years, YEARS))


def _key(row: Row) -> tuple[Any, ...]:
    return row["system"], row["system_nb"], row["system_en"]


def _by_year(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["month"].year, []).append(row)
    return dict(sorted(found.items()))


def _year_available(rows: Iterable[Row]) -> float | None:
    """The capacity of a year's months; None where a month has effort and no capacity: the two would not fit."""
    own = list(rows)
    known = [row["available"] for row in own if not isnan(row["available"])]
    lacking = any(row["note_code"] == "no_capacity" and row["effort"] > 0 for row in own)
    return fsum(known) if known and not lacking else None


def _sums(rows: Iterable[Row]) -> Row:
    """Actual figures of the released months and the plan of the others; hidden as soon as one month is."""
    actual: list[float] = []
    forecast: list[float] = []
    hidden = False
    for row in rows:
        released = row["state"] in ("comparable", "uncovered")
        amount = row["actual"] if released else row["planned"]
        hidden = hidden or (released and row["note_code"] == "hidden")
        if not isnan(amount):
            (actual if released else forecast).append(amount)
    sums = {"actual": fsum(actual), "forecast": fsum(forecast)}
    if hidden:
        return {"actual": None, "forecast": sums["forecast"], "person_years": None, "note_code": "hidden"}
    return sums | {"person_years": fsum(sums.values()), "note_code": ""}


def _of_capacity(sums: Row, available: float | None) -> Row:
    if sums["note_code"]:
        return sums
    if not available:
        return sums | {"note_code": "no_capacity"}
    return sums | {"load_pct": sums["person_years"] * 100 / available}
