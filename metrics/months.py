"""Released, covered and comparable months of a selection."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from language import Language
from metrics.calendar import every_month, month_runs
from metrics.effort import (
    PERSON_CONSTANT,
    actual_column,
    exact,
    has_actual,
    is_kroner,
    within,
)
from metrics.engine import Reader, Row, query, remember
from metrics.plan import PRESENCE, covers, kind_of, unseen
from metrics.privacy import cover
from metrics.reference import Reference, reference
from metrics.selection import Selection

Months = tuple[date, ...]


@dataclass(frozen=True)
class MonthBasis:
    """Which months of a selection are compared, and which are left out and why.

    comparable: released and covered by the chosen plan; uncovered: released, no plan; provisional: not
    released, with actual effort or before the last of it; future: after the last actual effort.
    released_through: the last released month, None where no source has released any. left_out_actual: actual
    effort in uncovered and provisional months, in the unit of display; 0 where it is hidden. part_of_actual: only
    some qualities of the actual figures are asked for, so that no plan fits them.
    """

    comparable: Months
    provisional: Months
    uncovered: Months
    future: Months
    released_through: date | None
    left_out_actual: float
    unit: str
    part_of_actual: bool = False

    @property
    def counted(self) -> Months:
        """The months that are summed: the comparable ones, else the released ones that no plan covers."""
        return self.comparable or self.uncovered

    @property
    def note_code(self) -> str:
        """Why nothing is compared: `part_of_actual`, `not_covered`, `not_released`, or empty."""
        if self.comparable:
            return ""
        if self.part_of_actual and self.uncovered:
            return "part_of_actual"
        return "not_covered" if self.uncovered else "not_released"

    @property
    def all(self) -> Months:
        """Every month of the selection, in order."""
        return tuple(sorted(self.comparable + self.provisional + self.uncovered + self.future))

    def state(self, month: date) -> str:
        """Return comparable | provisional | uncovered | future."""
        for name in ("comparable", "provisional", "uncovered"):
            if month in getattr(self, name):
                return name
        return "future"

    def left_out(self, lang: Language) -> str:
        """Name the months that were asked for but are not compared, with their effort; empty where none
        are.
        """
        parts = []
        if self.uncovered and not self.part_of_actual:
            parts.append(lang.text("{months} (ingen plan dekker)", months=month_words(self.uncovered, lang)))
        if self.provisional:
            parts.append(lang.text("{months} (foreløpig)", months=month_words(self.provisional, lang)))
        if self.future:
            parts.append(lang.text("{months} (ingen frigitte tall)", months=month_words(self.future, lang)))
        if not parts:
            return ""
        words = lang.text("Ikke sammenlignet: {months}.", months=", ".join(parts))
        if self.left_out_actual:
            amount = lang.quantity(self.left_out_actual, self.unit)
            words += " " + lang.text("Der er det ført {amount}.", amount=amount)
        return words

    def words(self, lang: Language) -> str:
        """Say which months are compared and which are left out."""
        if self.comparable:
            count = lang.plural("{n} måned", "{n} måneder", len(self.comparable))
            told = lang.text(
                "Sammenlignet: {months} ({n}).", months=month_words(self.comparable, lang), n=count
            )
        elif self.uncovered and self.part_of_actual:
            told = lang.text(
                "Bare en del av de faktiske tallene er valgt, så ingenting er sammenlignet. Summert: {months}.",
                months=month_words(self.uncovered, lang),
            )
        elif self.uncovered:
            told = lang.text("Ingen plan dekker månedene, så ingenting er sammenlignet.")
        else:
            told = lang.text("Ingen måneder er frigitt, så ingenting er sammenlignet.")
        return f"{told} {self.left_out(lang)}".strip()


def month_words(months: Sequence[date], lang: Language) -> str:
    """Say months as runs: «januar 2019–desember 2021, mars 2023»."""
    return ", ".join(
        lang.month(first) if first == last else lang.month_range(first, last)
        for first, last in month_runs(months)
    )


def months(reader: Reader, selection: Selection) -> MonthBasis:
    """Return the months of a selection by what can be done with them."""
    return remember(reader, ("months", selection), lambda: _months(reader, selection))


def _months(reader: Reader, selection: Selection) -> MonthBasis:
    selection.check()
    known = reference(reader)
    rows = _month_rows(reader, selection, unseen(selection, known))
    span = _span(selection, [row["period"] for row in rows])
    released = _released_through(known, selection, {row["source"] for row in rows if row["source"]})
    worked = max((row["period"] for row in rows if row["source"]), default=None)
    by_state: dict[str, list[date]] = {"comparable": [], "provisional": [], "uncovered": [], "future": []}
    for month in span:
        by_state[_state(month, released, worked, covers(month, selection, known))].append(month)
    basis = MonthBasis(
        **{state: tuple(found) for state, found in by_state.items()},
        released_through=released,
        left_out_actual=0.0,
        unit=selection.unit,
        part_of_actual=bool(selection.qualities),
    )
    left_out = basis.provisional if basis.part_of_actual else basis.uncovered + basis.provisional
    # Of a hidden group's months nothing is told beside the figure either.
    if cover(reader, selection, (), left_out).total():
        return basis
    return replace(basis, left_out_actual=_left_out_actual(left_out, selection.unit, rows, known))


def _month_rows(reader: Reader, selection: Selection, unseen_plans: list[str]) -> list[Row]:
    """One row per month × source of actual effort, and one per month (source None) that any plan version but the
    unseen ones has rows in. Hours without a notional cost are effort, too: their month is worked and released.
    """
    with query(reader) as tables:
        mart = within(tables["effort_monthly"], selection)
        worked = has_actual(mart, selection.unit)
        if selection.unit == "cost_nok":
            worked = worked | has_actual(mart, "hours")
        planned = mart[PRESENCE[kind_of(selection.unit)]].notnull()
        if unseen_plans:
            planned = planned & mart.plan_version_id.notin(unseen_plans)
        rows_of_both = mart.filter(worked | planned)
        amount = rows_of_both[actual_column(selection.unit)].sum()
        rows = tables.rows(rows_of_both.group_by("period", "source").agg(actual=amount))
    first, last = selection.first or date.min, selection.last or date.max
    return [row for row in rows if first <= row["period"] <= last]


def _span(selection: Selection, with_rows: Iterable[date]) -> list[date]:
    found = sorted(with_rows)
    first = selection.first or (found[0] if found else None)
    last = selection.last or (found[-1] if found else None)
    return [] if first is None or last is None else list(every_month(first, last))


def _released_through(known: Reference, selection: Selection, sources: set[str]) -> date | None:
    """The last month that every source has released: the selection's sources, or all where it has no actual
    effort.
    """
    everywhere = known.booked_sources if selection.unit == "booked_cost_nok" else known.hour_sources
    stated = [known.released_through(source) for source in sources or everywhere]
    if not stated or None in stated:
        return None
    return min(month for month in stated if month is not None)


def _state(month: date, released: date | None, worked: date | None, covered: bool) -> str:
    if released is not None and month <= released:
        return "comparable" if covered else "uncovered"
    return "provisional" if worked is not None and month <= worked else "future"


def _left_out_actual(left_out: Months, unit: str, rows: list[Row], known: Reference) -> float:
    total = Decimal(0)
    for row in rows:
        if row["source"] and row["period"] in left_out:
            divisor = Decimal(1)
            if not is_kroner(unit) and unit in PERSON_CONSTANT:
                divisor = known.constant(PERSON_CONSTANT[unit], row["period"])
            total += exact(row["actual"]) / divisor
    return float(total)
