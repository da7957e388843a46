"""Systems side by side, each month counted from the system's own month 0: go-live, stop or first effort."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from language import Language
from metrics.engine import Reader, query, remember
from metrics.frames import frame, records
from metrics.overview import Milestone, milestones
from metrics.reference import names
from metrics.selection import Selection, SelectionError
from metrics.series import go_live_of, monthly, months_between

ZEROS = ("own", "actual", "revised", "planned", "stop", "start")
"""What month 0 may be: each system's own go-live (its actual date, else the revised, else the planned one), one of
these three facts, the stop of a system closed without roll-out (else its own go-live), the first month with effort.
"""
CLOSED_WITHOUT_ROLLOUT = "closed_without_rollout"
COLUMNS = {
    "system": "text",
    "system_nb": "text",
    "system_en": "text",
    "month": "date",
    "months_to_go_live": "int",
    "planned": "float",
    "actual": "float",
    "cum_planned": "float",
    "cum_actual": "float",
    "state": "text",
    "note_code": "text",
}


@dataclass(frozen=True)
class Anchor:
    """Month 0 of one system.

    date: None where there is none. fact: actual | revised | planned | stop | start; '' without a date. name_*: of the
    milestone. reason_code: '' | no_milestone | no_date | no_effort | hidden. text: what the source says where it gives
    no day. closed: the system was closed without roll-out, so a planned date never came.
    """

    system_id: str
    system_nb: str
    system_en: str
    date: date | None
    fact: str
    name_nb: str
    name_en: str
    reason_code: str
    text: str
    closed: bool


@dataclass(frozen=True)
class Aligned:
    """Effort of several systems by months from each one's month 0.

    frame: COLUMNS, one row per system and month; months_to_go_live is negative before month 0. Amounts as `monthly`
    by system gives them, in the unit of display; the months before a system's first effort are left out, and so are
    those after its last where they are not compared. anchors: one per system asked for, in display order, also those
    that have no rows (reason_code says why).
    """

    frame: pd.DataFrame
    anchors: tuple[Anchor, ...]
    zero: str

    @property
    def placed(self) -> tuple[Anchor, ...]:
        """The systems that have rows."""
        return tuple(anchor for anchor in self.anchors if not anchor.reason_code)


def aligned(reader: Reader, selection: Selection, systems: Sequence[str], zero: str = "own") -> Aligned:
    """Align the effort of systems on their month 0.

    Raises SelectionError for an unknown zero or system, as `monthly` does for the selection.
    """
    if zero not in ZEROS:
        raise SelectionError("zero", zero)
    known = names(reader).ids("system")
    for system_id in systems:
        if system_id not in known:
            raise SelectionError("systems", system_id)
    wanted = [system_id for system_id in known if system_id in systems]
    if not wanted:
        return Aligned(frame([], COLUMNS), (), zero)
    series = monthly(reader, selection.only(systems=wanted), ("system",))
    rows: list[dict[str, Any]] = []
    anchors = []
    for system_id in wanted:
        own = _trimmed(records(series[series["system"] == system_id]))
        anchor = _anchor(reader, system_id, own, zero)
        anchors.append(anchor)
        if anchor.date is not None and not anchor.reason_code:
            rows += [
                row
                | {
                    "months_to_go_live": months_between(anchor.date, row["month"]),
                    "note_code": row.get("note_code") or "",
                }
                for row in own
            ]
    return Aligned(frame(rows, COLUMNS), tuple(anchors), zero)


def _trimmed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The months from the first with effort to the last with effort or compared."""
    with_effort = [place for place, row in enumerate(rows) if _has_effort(row)]
    if not with_effort:
        return []
    compared = [place for place, row in enumerate(rows) if row["state"] == "comparable"]
    return rows[with_effort[0] : max(with_effort[-1], *compared[-1:]) + 1]


def _has_effort(row: dict[str, Any]) -> bool:
    """An amount, or one that may not be shown."""
    return row.get("note_code") == "hidden" or any(
        not pd.isna(row[name]) and row[name] != 0 for name in ("planned", "actual")
    )


def _anchor(reader: Reader, system_id: str, rows: list[dict[str, Any]], zero: str) -> Anchor:
    own = milestones(reader, system_id=system_id)
    closed = is_closed(reader, system_id)
    found, fact, milestone = _zero(own, rows, zero, closed)
    reason = ""
    if not rows:
        reason = "no_effort"
    elif any(row.get("note_code") == "hidden" for row in rows):
        # A running sum without the hidden months would read as all that was spent.
        reason = "hidden"
    elif found is None:
        reason = "no_date" if any(one.is_go_live for one in own) else "no_milestone"
    nb, en = names(reader).pair("system", system_id)
    return Anchor(
        system_id=system_id,
        system_nb=nb,
        system_en=en,
        date=found,
        fact=fact,
        name_nb=milestone.name_nb if milestone else "",
        name_en=milestone.name_en if milestone else "",
        reason_code=reason,
        text=_text(own, zero),
        closed=closed,
    )


def _zero(
    own: Sequence[Milestone], rows: list[dict[str, Any]], zero: str, closed: bool
) -> tuple[date | None, str, Milestone | None]:
    """The date of month 0, which fact it is, and of which milestone."""
    if zero == "start":
        spent = [row["month"] for row in rows if not pd.isna(row["actual"]) and row["actual"] != 0]
        return (spent[0], "start", None) if spent else (None, "", None)
    if zero == "stop" and closed and (stop := stop_of(own)) is not None:
        return stop.actual_date, "stop", stop
    if zero in ("own", "stop"):
        found, fact = go_live_of(own)
    else:
        dates = [getattr(one, f"{zero}_date") for one in own if one.is_go_live]
        found, fact = min((one for one in dates if one), default=None), zero
    if found is None:
        return None, "", None
    named = [one for one in own if one.is_go_live and getattr(one, f"{fact}_date") == found]
    return found, fact, named[0]


def stop_of(own: Sequence[Milestone]) -> Milestone | None:
    """Return the milestone that closed a system: the last thing that happened to it besides a go-live."""
    happened = [one for one in own if one.actual_date is not None and not one.is_go_live]
    return max(happened, key=lambda one: one.actual_date or date.min, default=None)


def _text(own: Sequence[Milestone], zero: str) -> str:
    """What the source says of the go-live without a day: of the fact asked for, else of any."""
    facts = [zero] if zero in ("actual", "revised", "planned") else ["actual", "revised", "planned"]
    told = [getattr(one, f"{fact}_text") for fact in facts for one in own if one.is_go_live]
    return next((text for text in told if text), "")


def is_closed(reader: Reader, system_id: str) -> bool:
    """Tell whether a system was closed without roll-out."""
    return system_id in remember(reader, "closed_systems", lambda: _closed(reader))


def _closed(reader: Reader) -> frozenset[str]:
    with query(reader) as tables:
        system = tables["system"]
        rows = tables.rows(system.filter(system.status == CLOSED_WITHOUT_ROLLOUT).select("system_id"))
    return frozenset(row["system_id"] for row in rows)


def zero_words(zero: str, lang: Language) -> str:
    """Name a choice of month 0, short enough for a list of choices."""
    return {
        "own": lang.text("systemets egen dato"),
        "actual": lang.text("faktisk dato"),
        "revised": lang.text("revidert dato"),
        "planned": lang.text("planlagt dato"),
        "stop": lang.text("stoppdato, ellers egen dato"),
        "start": lang.text("første måned med innsats"),
    }[zero]


def zero_sentence(zero: str, lang: Language) -> str:
    """Say what month 0 is."""
    return {
        "own": lang.text(
            "Måned 0 er måneden da hvert system kom i drift: den faktiske datoen, ellers den reviderte, ellers den "
            "planlagte."
        ),
        "actual": lang.text("Måned 0 er måneden da hvert system faktisk kom i drift."),
        "revised": lang.text("Måned 0 er måneden som oppstarten sist ble flyttet til."),
        "planned": lang.text("Måned 0 er måneden da hvert system etter den første planen skulle i drift."),
        "stop": lang.text(
            "Måned 0 er måneden da systemet ble stoppet, for det som ble avsluttet uten innføring. For de andre er den "
            "systemets egen dato."
        ),
        "start": lang.text("Måned 0 er den første måneden i utvalget med ført innsats på systemet."),
    }[zero]


def anchor_words(anchor: Anchor, lang: Language) -> str:
    """Say one system's month 0, or why it has none: «faktisk 01.01.2023», «ingen dato er oppgitt»."""
    if anchor.reason_code:
        return _reason_words(anchor, lang)
    assert anchor.date is not None
    told = {
        "actual": lang.text("faktisk {date}", date=lang.date(anchor.date)),
        "revised": lang.text("revidert {date}", date=lang.date(anchor.date)),
        "planned": lang.text("planlagt {date}", date=lang.date(anchor.date)),
        "stop": lang.text("stoppet {date}", date=lang.date(anchor.date)),
        "start": lang.text("første innsats {month}", month=lang.month(anchor.date)),
    }[anchor.fact]
    if anchor.closed and anchor.fact in ("planned", "revised"):
        return lang.text("{date}, som aldri kom: avsluttet uten innføring", date=told)
    return told


def _reason_words(anchor: Anchor, lang: Language) -> str:
    return {
        "no_effort": lang.text("verken planlagt eller ført timer i utvalget"),
        "hidden": lang.text("skjult av personvernhensyn"),
        "no_milestone": lang.text("ingen dato for når det kom i drift, er registrert"),
        "no_date": lang.text("ingen dato er oppgitt, kilden sier «{text}»", text=anchor.text)
        if anchor.text
        else lang.text("ingen dato er oppgitt"),
    }[anchor.reason_code]
