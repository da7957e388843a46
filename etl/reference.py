"""The reference tables that a file is understood against, as one frozen snapshot that fits through a pipe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from etl.mapping import Mapping as ColumnMapping

if TYPE_CHECKING:
    from warehouse import Reader

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(9999, 12, 31)


@dataclass(frozen=True)
class Alias:
    """Another name of something, valid for months from `valid_from` through `valid_to`."""

    kind: str
    alias: str
    target_id: str
    valid_from: date = FIRST_DAY
    valid_to: date = LAST_DAY
    warning_nb: str | None = None
    warning_en: str | None = None


@dataclass(frozen=True)
class CodeShare:
    """A source code, the sub-measure it leads to and the share of it, with validity."""

    code_kind: str
    source_code: str
    sub_measure_id: str
    share: Decimal
    valid_from: date = FIRST_DAY
    valid_to: date = LAST_DAY


@dataclass(frozen=True)
class Named:
    """Anything with an id and names: `also` holds further exact keys, such as cost centres."""

    id: str
    name_nb: str
    name_en: str
    also: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True)
class SubMeasure:
    id: str
    measure_id: str
    name_nb: str
    name_en: str
    system_id: str | None
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class PlanVersion:
    id: str
    name_nb: str
    name_en: str
    period_first: date
    period_last: date
    status: str = "adopted"
    """draft | adopted | closed: a closed plan takes no more plan files."""


@dataclass(frozen=True)
class Rate:
    role_group_id: str
    year: int
    hourly_rate_nok: Decimal


@dataclass(frozen=True)
class Constant:
    name: str
    value: Decimal
    valid_from: date = FIRST_DAY
    valid_to: date = LAST_DAY


@dataclass(frozen=True)
class Reference:
    """What the museum calls things, and what it remembers of its files."""

    measures: tuple[Named, ...] = ()
    sub_measures: tuple[SubMeasure, ...] = ()
    systems: tuple[Named, ...] = ()
    processes: tuple[Named, ...] = ()
    units: tuple[Named, ...] = ()
    role_groups: tuple[Named, ...] = ()
    plan_versions: tuple[PlanVersion, ...] = ()
    aliases: tuple[Alias, ...] = ()
    codes: tuple[CodeShare, ...] = ()
    rates: tuple[Rate, ...] = ()
    constants: tuple[Constant, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()
    """How files are read, one mapping per source, as remembered."""
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What is remembered of texts: source → «field|text» → id, empty where the text leads nowhere."""

    @classmethod
    def read(cls, reader: "Reader") -> Self:
        """The reference tables and the memory of the warehouse version that `reader` has open."""
        from etl.memory import remembered

        memory = remembered(reader)
        status = "status" if reader.has("plan_version", "status") else "'adopted'"
        return cls(
            measures=_named(reader, "select measure_id, name_nb, name_en, code as also from measure"),
            sub_measures=_rows(
                reader,
                SubMeasure,
                "select sub_measure_id, measure_id, name_nb, name_en, system_id, valid_from, valid_to"
                " from sub_measure order by sort_order",
            ),
            systems=_named(reader, "select system_id, name_nb, name_en from system order by sort_order"),
            processes=_named(
                reader,
                "select process_id, name_nb, name_en, system_id as parent from process order by sort_order",
            ),
            units=_named(
                reader,
                "select unit_id, name_nb, name_en, cost_centre_from_2023 as also,"
                " cost_centre_to_2022 as also_before from unit order by sort_order",
            ),
            role_groups=_named(
                reader, "select role_group_id, name_nb, name_en from role_group order by sort_order"
            ),
            plan_versions=_rows(
                reader,
                PlanVersion,
                f"select plan_version_id, name_nb, name_en, period_first, period_last, {status}"  # noqa: S608 - our own
                " from plan_version order by adopted, plan_version_id",
            ),
            aliases=_rows(
                reader,
                Alias,
                "select kind, alias, target_id, valid_from, valid_to, warning_nb, warning_en from alias",
            ),
            codes=_rows(
                reader,
                CodeShare,
                "select code_kind, source_code, sub_measure_id, share, valid_from, valid_to from code_map",
            ),
            rates=_rows(reader, Rate, "select role_group_id, year, hourly_rate_nok from rate"),
            constants=_rows(reader, Constant, "select name, value, valid_from, valid_to from constant"),
            mappings=memory.mappings,
            choices=memory.choices,
        )

    def to_json(self) -> dict[str, Any]:
        tables = {
            name: [[_plain(value) for value in _values(vars(row))] for row in getattr(self, name)]
            for name in _KINDS
        }
        return {
            **tables,
            "mappings": [mapping.to_json() for mapping in self.mappings],
            "choices": {source: dict(texts) for source, texts in self.choices.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            **{name: tuple(_row(kind, values) for values in data[name]) for name, kind in _KINDS.items()},
            mappings=tuple(ColumnMapping.from_json(mapping) for mapping in data["mappings"]),
            choices=data["choices"],
        )

    def constant(self, name: str, month: date) -> Decimal:
        """The value of a dated constant in a month; the newest one where the tables are silent about the month.

        :raises KeyError: the reference tables do not give it at all.
        """
        own = [row for row in self.constants if row.name == name]
        fitting = [row for row in own if row.valid_from <= month <= row.valid_to] or own
        if not fitting:
            raise KeyError(name)
        return max(fitting, key=lambda row: row.valid_from).value


_KINDS: dict[str, type] = {
    "measures": Named,
    "sub_measures": SubMeasure,
    "systems": Named,
    "processes": Named,
    "units": Named,
    "role_groups": Named,
    "plan_versions": PlanVersion,
    "aliases": Alias,
    "codes": CodeShare,
    "rates": Rate,
    "constants": Constant,
}


def _rows(reader: "Reader", kind: Callable[..., Any], sql: str) -> tuple[Any, ...]:
    return tuple(kind(*_values(row)) for row in reader.rows(sql))


def _named(reader: "Reader", sql: str) -> tuple[Named, ...]:
    """The first three columns of `sql` are id and names; `also…` are further keys, `parent` the owner."""
    found = []
    for row in reader.rows(sql):
        values = _values(row)
        also = tuple(str(value) for name, value in row.items() if name.startswith("also") and value)
        found.append(Named(values[0], values[1], values[2], also, row.get("parent")))
    return tuple(found)


def _values(row: Mapping[str, Any]) -> list[Any]:
    return list(row.values())


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _row(kind: type, values: list[Any]) -> Any:
    """The JSON values of one row, back in the types that the dataclass declares."""
    return kind(*(_typed(part.type, value) for part, value in zip(fields(kind), values, strict=True)))


def _typed(declared: Any, value: Any) -> Any:
    if declared is date:
        return date.fromisoformat(value)
    if declared is Decimal:
        return Decimal(value)
    return tuple(value) if isinstance(value, list) else value
