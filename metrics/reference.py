"""What a metric needs to know beside effort: names, plan versions, constants, imports. Read once per
version.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import ibis
from ibis.expr.types import Table

from language import Language, get
from metrics.engine import Reader, Row, Tables, query, remember
from metrics.wording import missing_words

_DEFAULTS = {
    "hours_per_person_year": Decimal(1628),
    "hours_per_day": Decimal("7.5"),
    "light_yellow_pct": Decimal(10),
    "light_red_pct": Decimal(25),
    "light_floor_hours": Decimal(20),
    "light_floor_nok": Decimal(25000),
    "min_group_size": Decimal(3),
    "small_group_scope": Decimal(1),
    "capacity_ceiling_pct": Decimal(100),
}
_NAMED = {
    "measure": "measure",
    "sub_measure": "sub_measure",
    "system": "system",
    "process": "process",
    "unit": "unit",
    "role_group": "role_group",
    "plan_version": "plan_version",
}


@dataclass(frozen=True)
class Names:
    """Bilingual names by kind and id, in the order of the reference tables."""

    of: dict[str, dict[str, tuple[str, str]]]
    hours_per_person_year: Decimal = _DEFAULTS["hours_per_person_year"]

    def pair(self, kind: str, key: str | None, placed: bool = True) -> tuple[str, str]:
        """Return (bokmål, English); an id without a name is shown as it is, a missing id by its words."""
        if key in (None, "none", "unplaced"):
            known = placed and key != "unplaced"
            return missing_words(kind, known, get("nb")), missing_words(kind, known, get("en"))
        assert key is not None
        return self.of.get(kind, {}).get(key, (key, key))

    def label(self, kind: str, key: str | None, lang: Language, placed: bool = True) -> str:
        """Return the name in one language."""
        return lang.pick(*self.pair(kind, key, placed))

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of a kind in display order."""
        return tuple(self.of.get(kind, {}))


@dataclass(frozen=True)
class Version:
    """One plan version; effort and budget say for which kinds it has rows at all, named_in_* for which
    sub-measures.

    named_in_* is filled for partial versions only; "" stands for rows without sub-measure. A draft is not adopted: it
    speaks only where it is named.
    """

    plan_version_id: str
    kind: str
    scope: str
    adopted: date | None
    period_first: date
    period_last: date
    effort: bool
    budget: bool
    named_in_effort: frozenset[str] = frozenset()
    named_in_budget: frozenset[str] = frozenset()
    draft: bool = False


@dataclass(frozen=True)
class Constant:
    """One dated value of a constant."""

    name: str
    value: Decimal
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class ImportUsed:
    """One active import, as far as a data basis tells of it."""

    import_id: int
    file_name: str
    source: str
    kind: str
    is_sample: bool
    extracted: date | None
    released_through: date | None
    period_first: date | None
    period_last: date | None


@dataclass(frozen=True)
class Reference:
    """The small tables of one warehouse version."""

    names: Names
    versions: tuple[Version, ...]
    constants: tuple[Constant, ...]
    imports: tuple[ImportUsed, ...]
    hour_sources: frozenset[str]
    booked_sources: frozenset[str]
    order: dict[str, dict[str, int]] = field(default_factory=dict)

    def constant(self, name: str, on: date | None = None) -> Decimal:
        """Return the value in force on a date; the newest one without a date, or where the table is silent about it;
        metrics.md's default where it has none.
        """
        own = [c for c in self.constants if c.name == name]
        fitting = [c for c in own if on is None or c.valid_from <= on <= c.valid_to] or own
        return max(fitting, key=lambda c: c.valid_from).value if fitting else _DEFAULTS[name]

    def released_through(self, source: str) -> date | None:
        """Return the last month that a source has released: the latest statement of its active imports."""
        stated = [i.released_through for i in self.imports if i.source == source and i.released_through]
        return max(stated) if stated else None


def reference(reader: Reader) -> Reference:
    """Return the reference tables of the reader's version."""
    return remember(reader, "reference", lambda: _read(reader))


def names(reader: Reader) -> Names:
    """Return id → (bokmål, English) for every kind."""
    return reference(reader).names


def sample_is_loaded(reader: Reader) -> bool:
    """Tell whether any active import holds invented figures."""
    return any(used.is_sample for used in reference(reader).imports)


def _read(reader: Reader) -> Reference:
    with query(reader) as tables:
        listed = {kind: _named(tables, table) for kind, table in _NAMED.items()}
        constants = tuple(Constant(**row) for row in tables.rows(_constants(tables)))
        presence = tables.rows(_presence(tables))
        versions = _versions(tables, presence)
        imports = tuple(ImportUsed(**row) for row in tables.rows(_imports(tables)))
    current = [c for c in constants if c.name == "hours_per_person_year"]
    hours = max(current, key=lambda c: c.valid_from).value if current else _DEFAULTS["hours_per_person_year"]
    return Reference(
        names=Names(
            {k: {r["id"]: (r["name_nb"], r["name_en"]) for r in rows} for k, rows in listed.items()}, hours
        ),
        versions=versions,
        constants=constants,
        imports=imports,
        hour_sources=frozenset(r["source"] for r in presence if r["source"] and r["actual_hours"]),
        booked_sources=frozenset(r["source"] for r in presence if r["source"] and r["actual_booked"]),
        order={kind: {row["id"]: place for place, row in enumerate(rows)} for kind, rows in listed.items()},
    )


def _named(tables: Tables, name: str) -> list[Row]:
    table = tables[name]
    by = table.adopted if name == "plan_version" else table.sort_order
    key = table[f"{name}_id"]
    return tables.rows(table.order_by(by, key).select(id=key, name_nb=table.name_nb, name_en=table.name_en))


def _constants(tables: Tables) -> Table:
    table = tables["constant"]
    return table.select("name", "value", "valid_from", "valid_to")


def _presence(tables: Tables) -> Table:
    """One row per plan version or source: how many rows of each kind the mart has of it."""
    mart = tables["effort_monthly"]
    return mart.group_by("plan_version_id", "source").agg(
        planned_hours=mart.planned_hours.count(),
        planned_booked=mart.planned_booked_nok.count(),
        actual_hours=mart.actual_hours.count(),
        actual_booked=mart.actual_booked_nok.count(),
    )


def _versions(tables: Tables, presence: list[Row]) -> tuple[Version, ...]:
    table = tables["plan_version"]
    columns = ("plan_version_id", "kind", "scope", "adopted", "period_first", "period_last")
    # A version of the warehouse that an earlier release made knows no drafts.
    draft = table.status == "draft" if "status" in table.columns else ibis.literal(False)
    rows = tables.rows(table.order_by(table.adopted, table.plan_version_id).select(*columns, draft=draft))
    partial = [row["plan_version_id"] for row in rows if row["scope"] == "partial"]
    named = tables.rows(_named_by(tables, partial)) if partial else []
    versions = []
    for row in rows:
        key = row["plan_version_id"]
        there = [found for found in presence if found["plan_version_id"] == key]
        own = [found for found in named if found["plan_version_id"] == key]
        versions.append(
            Version(
                **row,
                effort=any(found["planned_hours"] for found in there),
                budget=any(found["planned_booked"] for found in there),
                named_in_effort=frozenset(found["sub_key"] for found in own if found["planned_hours"]),
                named_in_budget=frozenset(found["sub_key"] for found in own if found["planned_booked"]),
            )
        )
    return tuple(versions)


def _named_by(tables: Tables, versions: list[str]) -> Table:
    """One row per version × sub-measure: how many rows of each kind the version has of it."""
    mart = tables["effort_monthly"]
    rows = mart.filter(mart.plan_version_id.isin(versions)).mutate(sub_key=mart.sub_measure_id.fill_null(""))
    return rows.group_by("plan_version_id", "sub_key").agg(
        planned_hours=rows.planned_hours.count(), planned_booked=rows.planned_booked_nok.count()
    )


def _imports(tables: Tables) -> Table:
    table = tables["import_log"]
    active = table.filter(table.status == "active").order_by(table.import_id)
    return active.select(
        "import_id",
        "file_name",
        "source",
        "kind",
        "is_sample",
        "extracted",
        "released_through",
        "period_first",
        "period_last",
    )
