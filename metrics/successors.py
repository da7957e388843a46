"""What goes on in the next plan period: effort before and after side by side, each over its own months."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from metrics.comparison import compare
from metrics.engine import Reader, Row, query, remember
from metrics.overview import measure_tree
from metrics.selection import Selection


@dataclass(frozen=True)
class Period:
    """One measure or sub-measure of a chain, over its own comparable months; amounts in the unit of display.

    share: how much of the earlier one goes on in the later one (0–1); None for the one that was asked for, and for
    measures, whose successor takes over the whole. actual_per_month: actual / number of months that are summed.
    """

    key: str
    kind: str
    name_nb: str
    name_en: str
    share: float | None
    planned: float | None
    actual: float | None
    variance: float | None
    variance_pct: float | None
    light: str
    note_code: str
    months: tuple[date, ...]
    actual_per_month: float | None


@dataclass(frozen=True)
class Succession:
    """What came before, the one that was asked for, and what comes after. Their months differ, so their effort
    stands side by side and is never subtracted.
    """

    before: tuple[Period, ...]
    own: Period
    after: tuple[Period, ...]


def sub_measure_links(reader: Reader) -> tuple[Row, ...]:
    """Return every link from an old sub-measure to a new one: sub_measure_id, successor_id, share."""
    return remember(reader, "successor_links", lambda: _links(reader))


def _links(reader: Reader) -> tuple[Row, ...]:
    with query(reader) as tables:
        table = tables["successor"]
        rows = tables.rows(table.order_by(table.sub_measure_id, table.successor_id))
    return tuple(row | {"share": float(row["share"])} for row in rows)


def sub_measure_succession(reader: Reader, selection: Selection, sub_measure_id: str) -> Succession:
    """Return a sub-measure with those it takes over from and those that take over from it.

    The selection's period and its choice of measures, sub-measures and systems are set aside, since each one is
    summed over its own plan period; units, role groups, plan and unit of display are kept.
    """
    links = sub_measure_links(reader)
    before = [(row["sub_measure_id"], row["share"]) for row in links if row["successor_id"] == sub_measure_id]
    after = [(row["successor_id"], row["share"]) for row in links if row["sub_measure_id"] == sub_measure_id]
    return _succession(reader, selection, "sub_measure", (before, sub_measure_id, after))


def measure_succession(reader: Reader, selection: Selection, measure_id: str) -> Succession:
    """Return a measure with those it takes over from and the one that takes over from it."""
    after_of = _measure_successors(reader)
    before = [(key, None) for key, after in after_of.items() if after == measure_id]
    after = [(after_of[measure_id], None)] if after_of.get(measure_id) else []
    return _succession(reader, selection, "measure", (before, measure_id, after))


def _measure_successors(reader: Reader) -> dict[str, str | None]:
    def read() -> dict[str, str | None]:
        with query(reader) as tables:
            table = tables["measure"]
            rows = tables.rows(table.order_by(table.sort_order).select("measure_id", "successor_id"))
        return {row["measure_id"]: row["successor_id"] for row in rows}

    return remember(reader, "measure_successors", read)


def _succession(
    reader: Reader, selection: Selection, kind: str, chain: tuple[list[Any], str, list[Any]]
) -> Succession:
    before, own, after = chain
    return Succession(
        before=tuple(_period(reader, selection, kind, key, share) for key, share in before),
        own=_period(reader, selection, kind, own, None),
        after=tuple(_period(reader, selection, kind, key, share) for key, share in after),
    )


def _period(reader: Reader, selection: Selection, kind: str, key: str, share: float | None) -> Period:
    alone: dict[str, Any] = {"measures": (), "sub_measures": (), "systems": (), f"{kind}s": (key,)}
    found = compare(reader, replace(selection, first=None, last=None, **alone), ())
    total, counted = found.total, found.months.counted
    actual = total["actual"]
    name = _names(reader).get(key, (key, key))
    return Period(
        key=key, kind=kind, name_nb=name[0], name_en=name[1], share=share,
        planned=total["planned"], actual=actual, variance=total["variance"], variance_pct=total["variance_pct"],
        light=total["light"], note_code=total["note_code"], months=counted,
        actual_per_month=actual / len(counted) if counted and actual is not None else None,
    )  # fmt: skip


def _names(reader: Reader) -> dict[str, tuple[str, str]]:
    nodes = measure_tree(reader)
    found = {
        node.measure_id: (f"{node.code} {node.name_nb}", f"{node.code} {node.name_en}") for node in nodes
    }
    for node in nodes:
        for sub in node.sub_measures:
            key = sub.sub_measure_id
            found[key] = (f"{key} {sub.name_nb}", f"{key} {sub.name_en}")
    return found
