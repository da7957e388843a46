"""What was spent on a system that was closed without roll-out, and what remained of its plan when it stopped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from language import Language
from metrics.aligned import is_closed, stop_of
from metrics.calendar import next_month
from metrics.engine import Reader
from metrics.frames import frame, records
from metrics.overview import milestones
from metrics.selection import Selection
from metrics.series import monthly

PLACE = ("measure", "sub_measure")
COLUMNS = {f"{key}{suffix}": "text" for key in PLACE for suffix in ("", "_nb", "_en")} | {
    "year": "int",
    "planned": "float",
    "actual": "float",
    "note_code": "text",
}


@dataclass(frozen=True)
class Closed:
    """One system closed without roll-out; amounts in the unit of display.

    stopped: the day. rows: COLUMNS, per sub-measure and year up to and with the month of the stop, a month being the
    finest that is known: actual effort of all months with figures, planned where a plan covers (NaN where none does).
    before, after: actual effort up to and with that month, and after it; None where a part of it may not be shown, as
    in the rows, whose note_code says `hidden`. remaining: the plan of the later months as
    it was on that day, None where it had none; remaining_first, remaining_last: its months. versions adopted later
    are not in it. provisional: effort in `before` that is not released yet, None where `before` is.
    """

    system_id: str
    stopped: date
    name_nb: str
    name_en: str
    rows: pd.DataFrame
    before: float | None
    after: float | None
    provisional: float | None
    remaining: float | None
    remaining_first: date | None
    remaining_last: date | None
    unit: str


def closed_system(reader: Reader, selection: Selection, system_id: str) -> Closed | None:
    """Return what was spent on a system before it was closed without roll-out; None for any other system."""
    stop = stop_of(milestones(reader, system_id=system_id)) if is_closed(reader, system_id) else None
    if stop is None or stop.actual_date is None:
        return None
    month = stop.actual_date.replace(day=1)
    narrowed = selection.only(systems=(system_id,))
    found = records(monthly(reader, narrowed, PLACE))
    before = [row for row in found if row["month"] <= month]
    spent = _actual(before)
    rest = _remaining(reader, narrowed, stop.actual_date)
    return Closed(
        system_id=system_id,
        stopped=stop.actual_date,
        name_nb=stop.name_nb,
        name_en=stop.name_en,
        rows=frame(_by_year(before), COLUMNS),
        before=spent,
        after=_actual([row for row in found if row["month"] > month]),
        provisional=None
        if spent is None
        else _sum(own["actual"] for own in before if own["state"] == "provisional"),
        remaining=_sum(row["planned"] for row in rest) if rest else None,
        remaining_first=rest[0]["month"] if rest else None,
        remaining_last=rest[-1]["month"] if rest else None,
        unit=selection.unit,
    )


def _remaining(reader: Reader, selection: Selection, stopped: date) -> list[dict[str, Any]]:
    """The planned months after the stop, in the plan that was in force on that day."""
    first = next_month(stopped.replace(day=1))
    if selection.last is not None and selection.last < first:
        return []
    later = replace(selection, first=max(first, selection.first or first), plan="in_force", as_of=stopped)
    return [row for row in records(monthly(reader, later)) if not pd.isna(row["planned"]) and row["planned"]]


def _by_year(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sums per sub-measure and year, in the order of the rows; years without any amount are left out."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["measure"], row["sub_measure"], row["month"].year), []).append(row)
    found = []
    for own in groups.values():
        planned = [row["planned"] for row in own if not pd.isna(row["planned"])]
        actual = _actual(own)
        if actual is None or actual or any(planned):
            named = {name: own[0].get(name) for name in COLUMNS}
            amounts = {"planned": _sum(planned) if planned else None, "actual": actual}
            note = "hidden" if actual is None else ""
            found.append(named | amounts | {"year": own[0]["month"].year, "note_code": note})
    return found


def _actual(rows: Sequence[dict[str, Any]]) -> float | None:
    """The sum of actual effort, or None where a part of it may not be shown: the rest would read as all of it."""
    if any(row.get("note_code") == "hidden" for row in rows):
        return None
    return _sum(row["actual"] for row in rows)


def _sum(amounts: Iterable[Any]) -> float:
    """Add amounts without the dust of binary fractions; what has no figure adds nothing."""
    return float(sum((Decimal(str(one)) for one in amounts if not pd.isna(one)), Decimal(0)))


def closed_sentence(found: Closed, system: str, lang: Language) -> str:
    """Say when a system was stopped, what was spent on it by then, on what, and what was left of its plan."""

    def told(number: float) -> str:
        return lang.quantity(number, found.unit)

    parts = [
        lang.text(
            "{system} ble avsluttet uten innføring {date}.", system=system, date=lang.date(found.stopped)
        )
    ]
    month = lang.month(found.stopped)
    if found.before is None or found.after is None:
        parts.append(lang.text("Det som er ført, er skjult av personvernhensyn."))
    else:
        parts.append(
            lang.text("Fram til og med {month} er det ført {amount}.", month=month, amount=told(found.before))
        )
        if found.provisional:
            parts.append(lang.text("Av dette er {amount} foreløpig.", amount=told(found.provisional)))
        if found.after:
            parts.append(lang.text("Etter det er det ført {amount}.", amount=told(found.after)))
    if found.remaining is None or found.remaining_first is None or found.remaining_last is None:
        parts.append(lang.text("Planen som gjaldt da, hadde ingenting igjen."))
    else:
        parts.append(
            lang.text(
                "Planen som gjaldt da, hadde {amount} igjen for {months}.",
                amount=told(found.remaining),
                months=lang.month_range(found.remaining_first, found.remaining_last),
            )
        )
    return " ".join(parts)
