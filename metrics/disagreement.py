"""Where sources disagree or hold figures back: what should be looked into before a figure is trusted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ibis.expr.types import Table

from language import Language
from metrics.calendar import day, every_month, next_month
from metrics.effort import actual_column, exact, has_actual, is_kroner, within
from metrics.engine import Reader, Row, query
from metrics.months import month_words, months
from metrics.overview import measure_tree
from metrics.privacy import cover
from metrics.reference import Reference, reference
from metrics.selection import Selection
from metrics.wording import note_words

Called = Callable[[str], str]
"""What a source is called in the reader's language."""


@dataclass(frozen=True)
class TwoSources:
    """Several sources have figures for one sub-measure in the same months; all of them are counted.

    amounts: per source, over exactly these months, in hours or kroner; None where they are hidden for privacy.
    """

    sub_measure: str | None
    name_nb: str
    name_en: str
    months: tuple[date, ...]
    amounts: tuple[tuple[str, Decimal | None], ...]
    kroner: bool


@dataclass(frozen=True)
class FileTotal:
    """A file states another total than what was loaded of it: stated − loaded = difference."""

    import_id: int
    file_name: str
    stated: Decimal
    difference: Decimal


@dataclass(frozen=True)
class LedgerRest:
    """A total typed in from the ledger differs from what counts: stated − loaded = rest. unit None: all units.

    stated, loaded: None where they are hidden for privacy, as the unit's own figures are.
    """

    source: str
    first: date
    last: date
    unit: str | None
    unit_nb: str
    unit_en: str
    stated: Decimal | None
    loaded: Decimal | None
    kroner: bool

    @property
    def rest(self) -> Decimal | None:
        """What the ledger has and the warehouse lacks; below zero it is the other way. None where it is hidden."""
        return None if self.stated is None or self.loaded is None else self.stated - self.loaded


@dataclass(frozen=True)
class HeldBack:
    """A source that has released less than another: the selection's months wait for it. released: None = never said."""

    source: str
    released: date | None
    furthest: date
    months: tuple[date, ...]


@dataclass(frozen=True)
class UnclearName:
    """A name in the sources that may stand for something else; the reference tables warn of it."""

    measure: str
    text_nb: str
    text_en: str


Disagreement = TwoSources | FileTotal | LedgerRest | HeldBack | UnclearName


def disagreements(reader: Reader, selection: Selection) -> tuple[Disagreement, ...]:
    """Return what the sources of a selection disagree on, the most serious kind first.

    Ledger totals and names are told for the sources and measures of the selection; without filters, for all.
    """
    selection.check()
    rows = _per_source(reader, selection)
    sources = {row["source"] for row in rows}
    found: list[Disagreement] = [*_two_sources(reader, selection, rows), *_ledger(reader, sources)]
    found += [*_file_totals(reader), *_held_back(reader, selection, sources)]
    return (*found, *_unclear_names(reader, selection))


# --- two sources ----------------------------------------------------------------------------------


def _two_sources(reader: Reader, selection: Selection, rows: Sequence[Row]) -> list[TwoSources]:
    """One per sub-measure and set of sources, with the months in which they meet."""
    known = reference(reader)
    by_cell: dict[tuple[str | None, date], dict[str, Decimal]] = {}
    for row in rows:
        by_cell.setdefault((row["sub_measure_id"], row["period"]), {})[row["source"]] = exact(row["amount"])
    meeting: dict[tuple[str | None, tuple[str, ...]], list[date]] = {}
    for (sub_measure, month), amounts in sorted(by_cell.items(), key=lambda cell: cell[0][1]):
        if len(amounts) > 1:
            meeting.setdefault((sub_measure, tuple(sorted(amounts))), []).append(month)
    order = known.order.get("sub_measure", {})
    found = []
    for (sub_measure, sources), shared in meeting.items():
        pair = known.names.pair("sub_measure", sub_measure, sub_measure is not None)
        # What a source has is a part of a group's effort, as what a sub-measure has is.
        hidden = cover(reader, selection, (), shared).total(in_part=True)
        sums = [
            (s, None if hidden else sum((by_cell[sub_measure, m][s] for m in shared), Decimal(0)))
            for s in sources
        ]
        found.append(TwoSources(sub_measure, *pair, tuple(shared), tuple(sums), is_kroner(selection.unit)))
    return sorted(found, key=lambda one: order.get(one.sub_measure or "", len(order)))


def _per_source(reader: Reader, selection: Selection) -> list[Row]:
    with query(reader) as tables:
        mart = within(tables["effort_monthly"], selection)
        rows = mart.filter(has_actual(mart, selection.unit), mart[actual_column(selection.unit)] != 0)
        amount = rows[actual_column(selection.unit)].sum()
        found = tables.rows(rows.group_by("sub_measure_id", "period", "source").agg(amount=amount))
    first, last = selection.first or date.min, selection.last or date.max
    return [row for row in found if first <= row["period"] <= last]


# --- totals ---------------------------------------------------------------------------------------


def _file_totals(reader: Reader) -> list[FileTotal]:
    with query(reader) as tables:
        log = tables["import_log"]
        differing = log.filter(log.status == "active", log.control_difference != 0)
        rows = tables.rows(differing.order_by(log.import_id.desc()))
    return [
        FileTotal(row["import_id"], row["file_name"], row["file_total"], row["control_difference"])
        for row in rows
        if row["file_total"] is not None
    ]


def _ledger(reader: Reader, sources: set[str]) -> list[LedgerRest]:
    """Every typed-in total of one of the sources that differs from what counts of the same cells."""
    names = reference(reader).names
    found = []
    with query(reader) as tables:
        if not tables.has("ledger_total"):
            return []
        total = tables["ledger_total"]
        stated = tables.rows(total.order_by(total.period_first.desc(), total.total_id))
        for row in stated:
            loaded = exact(tables.rows(_loaded(tables["effort_monthly"], row))[0]["amount"]) or Decimal(0)
            rest = row["amount"] - loaded
            if rest and (not sources or row["source"] in sources):
                pair = names.pair("unit", row["unit_id"]) if row["unit_id"] else ("", "")
                place = (row["source"], row["period_first"], row["period_last"], row["unit_id"])
                ends = (row["period_first"], row["period_last"])
                hidden = unit_is_hidden(reader, row["unit_id"], ends, kroner=row["measure"] == "nok")
                amount, counted = (None, None) if hidden else (row["amount"], loaded)
                found.append(LedgerRest(*place, *pair, amount, counted, row["measure"] == "nok"))
    return found


def unit_is_hidden(reader: Reader, unit: str | None, ends: tuple[date, date], *, kroner: bool) -> bool:
    """Tell whether what one source has of a unit from one month to another is hidden for privacy; unit None: never."""
    if unit is None:
        return False
    asked = Selection(units=(unit,), unit="booked_cost_nok" if kroner else "hours")
    return cover(reader, asked, (), every_month(*ends)).total(in_part=True)


def _loaded(mart: Table, total: Row) -> Table:
    amount = mart[{"hours": "actual_hours", "nok": "actual_booked_nok"}[total["measure"]]]
    rows = mart.filter(
        mart.source == total["source"],
        mart.period.between(day(total["period_first"]), day(total["period_last"])),
    )
    if total["unit_id"] is not None:
        rows = rows.filter(rows.unit_id == total["unit_id"])
    return rows.agg(amount=amount.sum())


# --- sources that are behind ----------------------------------------------------------------------


def _held_back(reader: Reader, selection: Selection, sources: set[str]) -> list[HeldBack]:
    """The sources of the selection that have released less than the one that has released most."""
    known = reference(reader)
    released = {source: known.released_through(source) for source in sorted(sources)}
    furthest = max((month for month in released.values() if month), default=None)
    if furthest is None:
        return []
    waiting = {*months(reader, selection).provisional, *months(reader, selection).future}
    found = []
    for source, month in released.items():
        held = tuple(m for m in _after(month, furthest, known, source) if m in waiting)
        if held:
            found.append(HeldBack(source, month, furthest, held))
    return found


def _after(released: date | None, furthest: date, known: Reference, source: str) -> Sequence[date]:
    """The months after what a source has released, up to what the furthest one has."""
    firsts = [i.period_first for i in known.imports if i.source == source and i.period_first]
    first = next_month(released) if released else min(firsts, default=furthest).replace(day=1)
    return every_month(first, furthest)


# --- names ----------------------------------------------------------------------------------------


def _unclear_names(reader: Reader, selection: Selection) -> list[UnclearName]:
    found = []
    for node in measure_tree(reader):
        if not selection.measures or node.measure_id in selection.measures:
            warnings = [*node.warnings, *(pair for sub in node.sub_measures for pair in sub.warnings)]
            found += [UnclearName(node.measure_id, *pair) for pair in dict.fromkeys(warnings)]
    return found


# --- words ----------------------------------------------------------------------------------------


def disagreement_sentence(item: Disagreement, lang: Language, called: Called) -> str:
    """Say one disagreement in a sentence or two: what differs, by how much, and what is counted until it is settled."""
    if isinstance(item, TwoSources):
        return _two_sources_sentence(item, lang, called)
    if isinstance(item, LedgerRest):
        return _ledger_sentence(item, lang, called)
    if isinstance(item, FileTotal):
        return lang.text(
            "Filen {file} oppgir en sum på {stated}, men radene gir {found}. Radene teller.",
            file=item.file_name, stated=lang.number(item.stated, 2),
            found=lang.number(item.stated - item.difference, 2),
        )  # fmt: skip
    if isinstance(item, HeldBack):
        return _held_back_sentence(item, lang, called)
    return lang.pick(item.text_nb, item.text_en)


def _two_sources_sentence(item: TwoSources, lang: Language, called: Called) -> str:
    parts = [
        lang.text("{source} har {amount}", source=called(source), amount=_amount(amount, item.kroner, lang))
        for source, amount in item.amounts
        if amount is not None
    ]
    name = lang.pick(item.name_nb, item.name_en)
    return lang.text(
        "{name}: {count} kilder har ført på de samme månedene ({months}): {parts}. Alt er talt med. Sjekk at det ikke "
        "er de samme timene.",
        name=name if item.sub_measure is None else f"{item.sub_measure} {name}",
        count=len(item.amounts), months=month_words(item.months, lang),
        parts=lang.join(parts or [note_words("hidden", lang)]),
    )  # fmt: skip


def _ledger_sentence(item: LedgerRest, lang: Language, called: Called) -> str:
    values = {
        "source": called(item.source),
        "months": lang.month_range(item.first, item.last),
        "unit": lang.pick(item.unit_nb, item.unit_en) if item.unit else lang.text("alle koststeder"),
    }
    if item.rest is None:
        return lang.text(
            "{source}, {months}, {unit}: hovedboken har en annen sum enn det som er lastet inn. Beløpet er skjult av "
            "personvernhensyn.",
            **values,
        )
    values["rest"] = _amount(abs(item.rest), item.kroner, lang)
    if item.rest > 0:
        return lang.text(
            "{source}, {months}, {unit}: hovedboken har {rest} mer enn det som er lastet inn.", **values
        )
    return lang.text("{source}, {months}, {unit}: det er lastet inn {rest} mer enn hovedboken har.", **values)


def _held_back_sentence(item: HeldBack, lang: Language, called: Called) -> str:
    values = {"source": called(item.source), "months": month_words(item.months, lang)}
    if item.released is None:
        return lang.text(
            "Det er ikke sagt hvilken måned {source} er komplett til. Disse månedene venter på det: {months}.",
            **values,
        )
    return lang.text(
        "{source} er komplett bare til og med {released}, og andre kilder til og med {furthest}. Disse månedene "
        "venter: {months}. Har kilden sluttet å levere, må det sies.",
        released=lang.month(item.released), furthest=lang.month(item.furthest), **values,
    )  # fmt: skip


def _amount(amount: Decimal, kroner: bool, lang: Language) -> str:
    return lang.nok(amount, 2) if kroner else lang.hours(amount, 2)
