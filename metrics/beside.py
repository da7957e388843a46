"""A series of its own beside the effort on its system, over the same months. The two are never added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from language import Language
from metrics.engine import Reader, query, remember
from metrics.frames import frame, records
from metrics.own_series import backlog, instrument_hours
from metrics.reference import ImportUsed, reference
from metrics.selection import Selection
from metrics.series import monthly
from metrics.sources import counting

KINDS = ("backlog", "instrument_hours")
"""A stock, counted on a date; and a flow, summed over the month."""
COLUMNS = {
    "month": "date",
    "planned": "float",
    "actual": "float",
    "state": "text",
    "note_code": "text",
    "other": "float",
    "counted_on": "date",
}
FEWEST = 4
"""Months with released effort beside the series: with fewer, half against half says nothing."""


@dataclass(frozen=True)
class Beside:
    """Effort on one system and a series of its own, month by month.

    frame: COLUMNS, every month of the effort and of the series in the selection's period; other: items of the last
    count in the month (counted_on its day), or instrument hours; NaN where there is none. other_first, other_last:
    (day or month, amount) of the first and the last figure. early, late: mean released effort a month in the first and
    in the second half of the months that both have, in the unit of display; None with fewer than FEWEST of them.
    imports: the active imports that the series counts from. reason_code: '' | no_series | one_figure | hidden |
    no_effort | too_few_months, why the two are not held together in words.
    """

    kind: str
    system_id: str
    frame: pd.DataFrame
    other_first: tuple[date, float] | None
    other_last: tuple[date, float] | None
    early: float | None
    late: float | None
    effort: float | None
    shared: tuple[date, ...]
    imports: tuple[ImportUsed, ...]
    reason_code: str
    unit: str


Series = tuple[tuple[date, float, date | None], ...]
"""Month, amount, and the day of a count."""


def beside(reader: Reader, selection: Selection, system_id: str, kind: str) -> Beside:
    """Put a series of its own beside the effort on its system; kind is one of KINDS.

    The effort follows the selection. The series follows its period alone: it is counted for the whole museum.
    """
    others = _others(reader, selection, system_id, kind)
    months = records(monthly(reader, selection.only(systems=(system_id,))))
    rows = _joined(months, others)
    shared = _shared(rows, kind)
    half = len(shared) // 2
    enough = len(shared) >= FEWEST
    known = [(row["counted_on"] or row["month"], row["other"]) for row in rows if row["other"] is not None]
    spent = [row["actual"] for row in shared]
    return Beside(
        kind=kind,
        system_id=system_id,
        frame=frame(rows, COLUMNS),
        other_first=known[0] if known else None,
        other_last=known[-1] if known else None,
        # An odd month in the middle belongs to neither half.
        early=_mean(spent[:half]) if enough else None,
        late=_mean(spent[-half:]) if enough else None,
        effort=sum(spent) if spent else None,
        shared=tuple(row["month"] for row in shared),
        imports=_imports(reader, kind),
        reason_code=_reason(known, shared, rows),
        unit=selection.unit,
    )


def _others(
    reader: Reader, selection: Selection, system_id: str, kind: str
) -> dict[date, tuple[float, date | None]]:
    """The series by month: the last count of the month, all units together, or the hours of the month."""
    known = remember(reader, ("beside", kind, system_id), lambda: _series(reader, system_id, kind))
    first, last = selection.first or date.min, selection.last or date.max
    return {month: (value, day) for month, value, day in known if first <= month <= last}


def _series(reader: Reader, system_id: str, kind: str) -> Series:
    if kind == "instrument_hours":
        hours = [row for row in records(instrument_hours(reader)) if row["system"] == system_id]
        return tuple(
            (row["month"], row["used_hours"], None) for row in hours if not pd.isna(row["used_hours"])
        )
    counts: dict[date, float] = {}
    for row in records(backlog(reader)):
        if row["system"] == system_id:
            counts[row["snapshot_date"]] = counts.get(row["snapshot_date"], 0.0) + row["items"]
    newest = {day.replace(day=1): (counts[day], day) for day in sorted(counts)}
    return tuple((month, value, day) for month, (value, day) in newest.items())


def _joined(
    months: Sequence[dict[str, Any]], others: dict[date, tuple[float, date | None]]
) -> list[dict[str, Any]]:
    effort = {row["month"]: row for row in months}
    with_effort = [
        month
        for month, row in effort.items()
        if not pd.isna(row["actual"]) or row.get("note_code") == "hidden"
    ]
    span = sorted({*others, *with_effort})
    rows = []
    for month in sorted({*others, *(month for month in effort if span and month <= span[-1])}):
        own = effort.get(month, {"planned": None, "actual": None, "state": "future"})
        value, day = others.get(month, (None, None))
        rows.append(
            {
                "month": month,
                "planned": own["planned"],
                "actual": own["actual"],
                "state": own["state"],
                "note_code": own.get("note_code") or "",
                "other": value,
                "counted_on": day,
            }
        )
    return rows


def _shared(rows: Sequence[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """The released months with effort that the series speaks of.

    Between two counts lie the months after the first up to the last: what was done there is what changed the stock.
    """
    known = [row["month"] for row in rows if row["other"] is not None]
    if not known:
        return []
    released = [
        row for row in rows if row["state"] in ("comparable", "uncovered") and not pd.isna(row["actual"])
    ]
    if kind == "backlog":
        return [row for row in released if known[0] < row["month"] <= known[-1]]
    return [row for row in released if row["other"] is not None]


def _reason(known: Sequence[Any], shared: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> str:
    if not known:
        return "no_series"
    if len(known) == 1:
        return "one_figure"
    if any(row["note_code"] == "hidden" for row in rows):
        return "hidden"
    if not any(row["actual"] for row in rows if not pd.isna(row["actual"])):
        return "no_effort"
    return "too_few_months" if len(shared) < FEWEST else ""


def _mean(amounts: Sequence[float]) -> float:
    return sum(amounts) / len(amounts)


def _imports(reader: Reader, kind: str) -> tuple[ImportUsed, ...]:
    used = remember(reader, ("beside_imports", kind), lambda: _used(reader, kind))
    return tuple(one for one in reference(reader).imports if one.import_id in used)


def _used(reader: Reader, kind: str) -> frozenset[int]:
    with query(reader) as tables:
        facts = counting(tables, kind)
        return frozenset(row["import_id"] for row in tables.rows(facts.select("import_id").distinct()))


def imports_words(found: Beside, lang: Language) -> str:
    """Say which files a series of its own counts from, with their dates of extraction."""
    told = [
        one.file_name
        if one.extracted is None
        else lang.text("{file} (uttrekk {date})", file=one.file_name, date=lang.date(one.extracted))
        for one in found.imports
    ]
    return lang.text("Filer: {files}.", files=", ".join(told)) if told else ""


def beside_sentence(found: Beside, lang: Language) -> str:
    """Say how the series and the effort moved; two facts side by side, and no cause."""
    if found.reason_code:
        return _reason_sentence(found, lang)
    told = _backlog_sentence(found, lang) if found.kind == "backlog" else _instrument_sentence(found, lang)
    return told + " " + lang.text("Tallene står side om side og sier ikke hva som er årsaken.")


def _effort_sentence(found: Beside, lang: Language) -> str:
    assert found.early is not None
    assert found.late is not None
    early, late = (lang.quantity(value, found.unit) for value in (found.early, found.late))
    change = round(found.late - found.early, 6)
    if not change:
        return lang.text("Innsatsen var den samme, {early} i måneden, i begge halvdeler.", early=early)
    moved = lang.text("økte") if change > 0 else lang.text("falt")
    return lang.text(
        "Innsatsen {moved} fra {early} i måneden i første halvdel av tiden til {late} i andre.",
        moved=moved, early=early, late=late,
    )  # fmt: skip


def _backlog_sentence(found: Beside, lang: Language) -> str:
    assert found.other_first is not None
    assert found.other_last is not None
    (first_day, first), (last_day, last) = found.other_first, found.other_last
    change = last - first
    moved = lang.text("økte") if change > 0 else lang.text("falt")
    counts = {
        "first": lang.number(first, 0), "last": lang.number(last, 0),
        "first_day": lang.date(first_day), "last_day": lang.date(last_day),
    }  # fmt: skip
    if not change:
        told = lang.text("Restansene var {first} både {first_day} og {last_day}.", **counts)
    else:
        told = lang.text(
            "Restansene {moved} fra {first} ({first_day}) til {last} ({last_day}).", moved=moved, **counts
        )
    spent = lang.text(
        "I månedene mellom er det ført {effort}.", effort=lang.quantity(found.effort or 0.0, found.unit)
    )
    return f"{told} {spent} {_effort_sentence(found, lang)}"


def _instrument_sentence(found: Beside, lang: Language) -> str:
    own = [row["other"] for row in records(found.frame) if row["month"] in found.shared]
    told = lang.text(
        "{months}: {hours} instrumenttimer, og {effort} ført innsats på systemet.",
        months=lang.month_range(found.shared[0], found.shared[-1]),
        hours=lang.number(sum(own), 1),
        effort=lang.quantity(found.effort or 0.0, found.unit),
    )
    return f"{told[:1].upper()}{told[1:]} {_effort_sentence(found, lang)}"


def _reason_sentence(found: Beside, lang: Language) -> str:
    return {
        "no_series": lang.text("Serien har ingen tall i utvalgets periode."),
        "one_figure": lang.text(
            "Serien har bare ett tall i utvalgets periode, så den viser ingen utvikling."
        ),
        "hidden": lang.text("Innsatsen er skjult av personvernhensyn, så serien står alene."),
        "no_effort": lang.text("Det er ikke ført innsats på systemet i utvalget, så serien står alene."),
        "too_few_months": lang.text(
            "Serien og innsatsen har for få frigitte måneder felles til å holdes opp mot hverandre."
        ),
    }[found.reason_code]
