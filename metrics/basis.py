"""The data basis (datagrunnlag) of a figure: plan versions, imports, months and how the hours came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from language import Language
from metrics.effort import effort_rows, exact, unpriced_hours
from metrics.engine import Reader, Row, query, remember
from metrics.months import MonthBasis, months
from metrics.plan import stack
from metrics.privacy import cover
from metrics.reference import ImportUsed, Names, Reference, reference
from metrics.selection import QUALITIES, Selection
from metrics.wording import quality_words, unit_words


@dataclass(frozen=True)
class DataBasis:
    """What a figure rests on.

    plan_versions: ids with planned rows in the comparable months; where the selection has none, those that
    planned it at 0. imports: active imports of the sources
    used. quality: share (0–1) of the actual amount per quality; empty where a small group's would show.
    unpriced_hours: actual hours without a notional hourly cost; 0 likewise. version: the warehouse version.
    extracted: the newest extraction date. is_sample: any import is invented figures.
    """

    plan_versions: tuple[str, ...]
    imports: tuple[ImportUsed, ...]
    months: MonthBasis
    version: int
    extracted: date | None
    is_sample: bool
    unit: str
    names: Names
    unpriced_hours: float = 0.0
    quality: Mapping[str, float] = field(default_factory=dict, hash=False)

    def words(self, lang: Language) -> str:
        """Say the data basis in a few short sentences."""
        told = [self._plan(lang), self.months.words(lang), self._quality(lang), self._imports(lang)]
        if self.unit == "person_years":
            hours = self.names.hours_per_person_year
            told.append(lang.text("Regnet i {unit}.", unit=unit_words(self.unit, lang, hours)))
        if self.unit == "cost_nok" and self.unpriced_hours:
            hours_told = lang.quantity(self.unpriced_hours, "hours")
            told.append(lang.text("{hours} mangler timekost og er ikke med i kronene.", hours=hours_told))
        if self.is_sample:
            told.append(lang.text("Tallene er oppdiktede."))
        told.append(lang.text("Datavarehusets versjon {version}.", version=self.version))
        return " ".join(part for part in told if part)

    def _plan(self, lang: Language) -> str:
        if not self.plan_versions:
            alone = self.months.uncovered and not self.months.part_of_actual
            return lang.text("Plan: ingen.") if alone else ""
        called = ", ".join(self.names.label("plan_version", key, lang) for key in self.plan_versions)
        return lang.text("Plan: {names}.", names=called)

    def _quality(self, lang: Language) -> str:
        shares = [
            f"{lang.percent(share * 100, decimals=0)} {quality_words(key, lang)}"
            for key, share in self.quality.items()
        ]
        return lang.text("Faktiske tall: {shares}.", shares=", ".join(shares)) if shares else ""

    def _imports(self, lang: Language) -> str:
        if not self.imports:
            return ""
        told = lang.plural("{n} import", "{n} importer", len(self.imports))
        if self.extracted is None:
            return lang.text("Fra {imports}.", imports=told)
        return lang.text("Fra {imports}, tatt ut {date}.", imports=told, date=lang.date(self.extracted))


def data_basis(reader: Reader, selection: Selection) -> DataBasis:
    """Return the data basis of every figure of a selection."""
    return remember(reader, ("basis", selection), lambda: _data_basis(reader, selection))


def _data_basis(reader: Reader, selection: Selection) -> DataBasis:
    known = reference(reader)
    basis = months(reader, selection)
    rows = _parts(reader, selection, basis, known)
    sources = {row["source"] for row in rows if row["source"]}
    used = tuple(i for i in known.imports if _used(i, sources, basis))
    chosen = {row["plan_version_id"] for row in rows if row["plan_version_id"]}
    chosen = chosen or {
        v.plan_version_id for month in basis.comparable for v in stack(month, selection, known)
    }
    hidden = cover(reader, selection, (), basis.counted).total(in_part=True)
    unpriced = 0.0
    if selection.unit == "cost_nok" and not hidden:
        with query(reader) as tables:
            unpriced = unpriced_hours(tables, selection, basis.counted)
    return DataBasis(
        plan_versions=tuple(v.plan_version_id for v in known.versions if v.plan_version_id in chosen),
        imports=used,
        months=basis,
        version=reader.version,
        extracted=max((i.extracted for i in used if i.extracted), default=None),
        is_sample=any(i.is_sample for i in used),
        unit=selection.unit,
        names=known.names,
        unpriced_hours=unpriced,
        quality={} if hidden else _shares(rows),
    )


def _parts(reader: Reader, selection: Selection, basis: MonthBasis, known: Reference) -> list[Row]:
    """One row per plan version, or source and quality, in the months that are summed."""
    if not basis.counted:
        return []
    with query(reader) as tables:
        effort = effort_rows(tables, selection, basis.counted, known)
        keys = ("plan_version_id", "source", "quality")
        return tables.rows(effort.group_by(*keys).agg(actual=effort.actual.sum()))


def _used(imported: ImportUsed, sources: set[str], basis: MonthBasis) -> bool:
    if imported.kind in ("actual_hours", "actual_cost"):
        return imported.source in sources and _overlaps(imported, basis)
    wanted = "budget" if basis.unit == "booked_cost_nok" else "plan"
    return imported.kind in ("plan", wanted) and bool(basis.comparable) and _overlaps(imported, basis)


def _overlaps(imported: ImportUsed, basis: MonthBasis) -> bool:
    if imported.period_first is None or imported.period_last is None:
        return True
    return any(imported.period_first <= month <= imported.period_last for month in basis.counted)


def _shares(rows: list[Row]) -> dict[str, float]:
    amounts = {key: Decimal(0) for key in QUALITIES}
    for row in rows:
        if row["quality"] in amounts:
            amounts[row["quality"]] += exact(row["actual"])
    total = sum(amounts.values())
    return {key: float(amount / total) for key, amount in amounts.items() if amount} if total else {}
