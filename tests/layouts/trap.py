"""A trap: a file that a careless importer reads wrongly, and what a right import makes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from etl.mapping import ColumnUse
from etl.mapping import Mapping as ColumnMapping
from etl.report import FileReport, Options, Understanding
from tests.layouts.facts import SMALL, Fact, Key, by_key, total

Answer = Callable[[FileReport], Options]
_AMOUNTS = {
    "actual_effort": "actual_hours",
    "planned_effort": "planned_hours",
    "actual_cost": "actual_nok",
    "planned_budget": "planned_nok",
    "instrument_hours": "used_hours",
}


@dataclass(frozen=True)
class Result:
    """What was imported. `left_out`: reason → rows that are ignored or rejected."""

    total: Decimal
    by_key: Mapping[Key, Decimal]
    rows: int
    left_out: Mapping[str, int] = field(default_factory=dict)


def right(facts: Sequence[Fact] = SMALL, rows: int | None = None, **left_out: int) -> Result:
    """What a right import makes of these facts."""
    return Result(total(facts), by_key(facts), len(facts) if rows is None else rows, left_out)


def result(understood: Understanding) -> Result:
    """What an import made of a file: the same four figures, taken from the facts themselves."""
    found: dict[Key, Decimal] = {}
    for name, rows in understood.facts.items():
        for row in rows.to_pylist():
            key = (f"{row['period']:%Y-%m}", row.get("sub_measure_id") or row.get("source_code"))
            found[key] = found.get(key, Decimal(0)) + row[_AMOUNTS[name]]
    left_out: dict[str, int] = {}
    for reason in understood.rejected["reason"].to_pylist():
        left_out[reason] = left_out.get(reason, 0) + 1
    return Result(sum(found.values(), Decimal(0)), found, understood.report.rows.loaded, left_out)


@dataclass(frozen=True)
class Trap:
    """One way to be misled. The file either comes in (`expected`), is asked about (`question`, and once `answer` is
    given it comes in as expected), or is refused (`refusal`, a problem code). `says` are codes of findings that must
    be told. `what` is Norwegian, for docs/imports.md."""

    id: str
    theme: str
    what: str
    name: str
    make: Callable[[], bytes]
    expected: Result | None = None
    question: str | None = None
    answer: Answer | None = None
    refusal: str | None = None
    says: frozenset[str] = frozenset()
    options: Options = field(default_factory=Options)
    in_child: bool = False


TRAPS: dict[str, Trap] = {}
"""Every trap by its id, in the order of docs/imports.md."""


def trap(id: str, theme: str, what: str, name: str, make: Callable[[], bytes], **more: object) -> None:  # noqa: A002 - the word of the registry
    """Add a trap; its fields as in `Trap`, `says` as any iterable."""
    if id in TRAPS:
        raise ValueError(id)
    says = frozenset(more.pop("says", ()))  # type: ignore[call-overload]  # any iterable of codes
    TRAPS[id] = Trap(id, theme, what, name, make, says=says, **more)  # type: ignore[arg-type]  # the fields of Trap


def column_answer(key: str, **change: object) -> Answer:
    """The answer that reads one column otherwise: its unit, decimal mark, order of day and month, or meaning."""

    def answer(report: FileReport) -> Options:
        mapping = _mapping(report)
        use = mapping.use(key) or ColumnUse(key, "ignore")
        return Options(mapping=mapping.with_column(replace(use, **change)))  # type: ignore[arg-type]  # its fields

    return answer


def mapping_answer(**change: object) -> Answer:
    """The answer that changes the mapping as a whole: its year, sheets or kind."""
    return lambda report: Options(mapping=replace(_mapping(report), **change))  # type: ignore[arg-type]  # its fields


def _mapping(report: FileReport) -> ColumnMapping:
    assert report.sight is not None
    assert report.sight.mapping is not None
    return report.sight.mapping
