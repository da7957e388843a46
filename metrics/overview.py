"""The systems, measures and milestones themselves, also those without effort."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from metrics.comparison import JUDGED, compare
from metrics.engine import Reader, Row, query, remember
from metrics.frames import frame, records
from metrics.selection import Selection


@dataclass(frozen=True)
class Milestone:
    """One milestone; planned, revised and actual are three facts. The texts hold what the source says without
    a day.
    """

    milestone_id: str
    system_id: str | None
    sub_measure_id: str | None
    name_nb: str
    name_en: str
    is_go_live: bool
    planned_date: date | None
    planned_text: str | None
    revised_date: date | None
    revised_text: str | None
    actual_date: date | None
    actual_text: str | None
    source: str | None


def milestones(
    reader: Reader, *, system_id: str | None = None, sub_measure_id: str | None = None
) -> tuple[Milestone, ...]:
    """Return the milestones of a system, of a sub-measure (with those of its system), or all, in order of
    date.
    """
    found = remember(reader, "milestones", lambda: _milestones(reader))
    if sub_measure_id is not None and system_id is None:
        system_id = _system_of(reader).get(sub_measure_id)
    if system_id is None and sub_measure_id is None:
        return found
    return tuple(
        m
        for m in found
        if (system_id is not None and m.system_id == system_id)
        or (sub_measure_id is not None and m.sub_measure_id == sub_measure_id)
    )


def _milestones(reader: Reader) -> tuple[Milestone, ...]:
    with query(reader) as tables:
        rows = tables.rows(tables["milestone"].select(*Milestone.__dataclass_fields__))
    found = [Milestone(**row) for row in rows]
    return tuple(
        sorted(
            found, key=lambda m: (m.actual_date or m.revised_date or m.planned_date or date.max, m.name_nb)
        )
    )


def _system_of(reader: Reader) -> dict[str, str | None]:
    return remember(
        reader, "system_of", lambda: {r["sub_measure_id"]: r["system_id"] for r in _sub_measures(reader)}
    )


def _sub_measures(reader: Reader) -> list[Row]:
    with query(reader) as tables:
        sub = tables["sub_measure"]
        return tables.rows(sub.order_by(sub.sort_order, sub.sub_measure_id))


SYSTEM_COLUMNS = {
    "system": "text",
    "system_nb": "text",
    "system_en": "text",
    "purpose_nb": "text",
    "purpose_en": "text",
    "solution": "text",
    "owner": "text",
    "status": "text",
    "status_nb": "text",
    "status_en": "text",
    "has_effort": "bool",
    "sub_measures": "text",
    **{f"go_live_{fact}{kind}": kind_type for fact in ("planned", "revised", "actual")
       for kind, kind_type in (("", "date"), ("_text", "text"))},
}  # fmt: skip


NO_EFFORT: Row = {"has_effort": False, "light": "grey", "note_code": "no_effort"}


def system_overview(reader: Reader, selection: Selection | None = None) -> pd.DataFrame:
    """Return one row per system of the reference table, in its order, also systems without effort.

    Columns: SYSTEM_COLUMNS (sub_measures: ids, comma separated; has_effort: planned or actual in the compared
    months), then planned, actual, variance, variance_pct, light, note_code, unplanned, unplaced as `compare`
    gives them (NaN and the note code `no_effort` for systems without effort). The selection's system filter
    narrows the rows.
    """
    selection = selection or Selection()
    compared = compare(reader, selection, ("system",)).rows
    effort = {row["system"]: row | {"has_effort": True} for row in records(compared) if row["system"]}
    with query(reader) as tables:
        system = tables["system"]
        systems = tables.rows(system.order_by(system.sort_order, system.system_id))
    subs = _sub_measures(reader)
    rows = [
        _system(reader, row, subs) | effort.get(row["system_id"], NO_EFFORT)
        for row in systems
        if not selection.systems or row["system_id"] in selection.systems
    ]
    return frame(rows, SYSTEM_COLUMNS | JUDGED)


def _system(reader: Reader, row: Row, subs: list[Row]) -> Row:
    key = row["system_id"]
    own = [sub["sub_measure_id"] for sub in subs if sub["system_id"] == key]
    named = {"system": key, "system_nb": row["name_nb"], "system_en": row["name_en"]}
    return row | named | {"sub_measures": ",".join(own)} | _go_live(milestones(reader, system_id=key))


def _go_live(own: tuple[Milestone, ...]) -> Row:
    go_live = next((m for m in own if m.is_go_live), None)
    facts: Row = {}
    for fact in ("planned", "revised", "actual"):
        for column, name in (("", "date"), ("_text", "text")):
            facts[f"go_live_{fact}{column}"] = None if go_live is None else getattr(go_live, f"{fact}_{name}")
    return facts


@dataclass(frozen=True)
class SubMeasureNode:
    """One sub-measure. warnings: what its aliases warn of, as (bokmål, English)."""

    sub_measure_id: str
    name_nb: str
    name_en: str
    system_id: str | None
    status: str
    benefit_type: str
    owner_nb: str | None
    owner_en: str | None
    valid_from: date
    valid_to: date
    warnings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MeasureNode:
    """One measure with its sub-measures. aliases: its other names; warnings as for sub-measures."""

    measure_id: str
    code: str
    name_nb: str
    name_en: str
    period_first: date
    period_last: date
    owner_nb: str | None
    owner_en: str | None
    note_nb: str | None
    note_en: str | None
    aliases: tuple[str, ...]
    warnings: tuple[tuple[str, str], ...]
    sub_measures: tuple[SubMeasureNode, ...]


def measure_tree(reader: Reader) -> tuple[MeasureNode, ...]:
    """Return every measure with its sub-measures, in the order of the reference tables, also those without
    effort.
    """
    return remember(reader, "measure_tree", lambda: _measure_tree(reader))


def _measure_tree(reader: Reader) -> tuple[MeasureNode, ...]:
    with query(reader) as tables:
        measure, alias = tables["measure"], tables["alias"]
        measures = tables.rows(measure.order_by(measure.sort_order, measure.measure_id))
        aliases = tables.rows(alias.filter(alias.kind.isin(["measure", "sub_measure"])).order_by("alias"))
    subs_of: dict[str, list[SubMeasureNode]] = {}
    for row in _sub_measures(reader):
        subs_of.setdefault(row["measure_id"], []).append(_sub_node(row, aliases))
    return tuple(_measure_node(row, aliases, subs_of.get(row["measure_id"], [])) for row in measures)


def _sub_node(row: Row, aliases: list[Row]) -> SubMeasureNode:
    fields = {name: row[name] for name in SubMeasureNode.__dataclass_fields__ if name != "warnings"}
    return SubMeasureNode(**fields, warnings=_warnings("sub_measure", row["sub_measure_id"], aliases))


def _measure_node(row: Row, aliases: list[Row], subs: list[SubMeasureNode]) -> MeasureNode:
    own = ("aliases", "warnings", "sub_measures")
    fields = {name: row[name] for name in MeasureNode.__dataclass_fields__ if name not in own}
    called = [a["alias"] for a in aliases if a["kind"] == "measure" and a["target_id"] == row["measure_id"]]
    warnings = _warnings("measure", row["measure_id"], aliases)
    return MeasureNode(
        **fields, aliases=tuple(dict.fromkeys(called)), warnings=warnings, sub_measures=tuple(subs)
    )


def _warnings(kind: str, key: str, aliases: list[Row]) -> tuple[tuple[str, str], ...]:
    warned = [
        (a["warning_nb"], a["warning_en"] or a["warning_nb"])
        for a in aliases
        if a["kind"] == kind and a["target_id"] == key and a["warning_nb"]
    ]
    return tuple(dict.fromkeys(warned))
