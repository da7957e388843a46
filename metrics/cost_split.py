"""Where a cost variance comes from: more hours, dearer hours, what was not planned, and costs that are not hours.

Definitions: docs/metrics.md, «Split of a cost variance».
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import ibis
import pandas as pd

from language import Language
from metrics.calendar import in_months
from metrics.comparison import check, key_columns, key_names, place_of
from metrics.effort import effort_rows, unpriced_hours, within
from metrics.engine import Reader, Row, Tables, query
from metrics.frames import frame
from metrics.months import MonthBasis, month_words, months
from metrics.privacy import Cover, cover
from metrics.reference import Reference, reference
from metrics.selection import Selection, SelectionError
from metrics.sources import counting, shaped_facts

KEYS = ("measure", "sub_measure", "system")
"""What a split can be divided by: what a sub-measure belongs to, so that the parts add up to the same total."""
PARTS = ("quantity", "rate", "unplanned", "direct")
AMOUNTS = ("planned", *PARTS, "actual", "variance")
PAYROLL_ACCOUNTS = "5"
"""How a payroll account begins in the standard charts of accounts: these pay for hours that are counted."""
_PLACE = ("measure_id", "sub_measure_id", "system_id")
_ORE = Decimal("0.01")


@dataclass(frozen=True)
class CostSplit:
    """Kroner from the plan to what was spent, per key and in total.

    rows: per key `k`: `k`, `k_nb`, `k_en`; then planned, quantity, rate, unplanned, direct, actual, variance (NaN where
    note_code says why), note_code and order. total: the same amounts (None where undefined). In each row planned +
    quantity + rate + unplanned + direct = actual, to the øre. payroll, booked: the months that hours' kroner and booked
    kroner are compared over. payroll_booked: booked on payroll accounts and left out, as it pays for the same hours.
    unpriced_hours: actual hours without a rate, which have no kroner. Both are 0 where the total is hidden.
    """

    rows: pd.DataFrame
    total: dict[str, Any]
    payroll: MonthBasis
    booked: MonthBasis
    payroll_booked: float
    unpriced_hours: float
    by: tuple[str, ...]
    selection: Selection

    def words(self, lang: Language) -> str:
        """Say what is compared over which months, and what is left out of the split."""
        told = [lang.text("Lønn av timene: {months}", months=self.payroll.words(lang))]
        if self.booked.comparable:
            shown = month_words(self.booked.comparable, lang)
            told.append(lang.text("Direkte kostnader er sammenlignet for {months}.", months=shown))
        else:
            told.append(
                lang.text(
                    "Direkte kostnader er ikke med: ingen måneder har både bokførte kostnader og budsjett."
                )
            )
        if self.payroll_booked:
            amount = lang.nok(self.payroll_booked)
            told.append(
                lang.text(
                    "Bokført lønn, {amount}, er ikke med: den betaler for de samme timene.", amount=amount
                )
            )
        if self.unpriced_hours:
            hours = lang.quantity(self.unpriced_hours, "hours")
            told.append(lang.text("{hours} mangler timekost og er ikke med i kronene.", hours=hours))
        return " ".join(told)


def cost_split(reader: Reader, selection: Selection, by: Sequence[str] = ()) -> CostSplit:
    """Split the cost variance of a selection; its unit of display does not matter, the split is in kroner.

    Each sub-measure is split by itself, and rows and total are sums of these splits: quantity = (actual hours − planned
    hours) × planned rate; rate = what is left of the payroll variance; unplanned = the payroll of sub-measures without
    a planned kroner, and of what is not placed; direct = booked actual − budget. Raises SelectionError for a key that
    is not in KEYS, or an unknown plan version.
    """
    by = tuple(by)
    payroll = replace(selection, unit="cost_nok")
    check(reader, payroll, by)
    if extra := set(by) - set(KEYS):
        raise SelectionError("by", min(extra))
    known, basis = reference(reader), months(reader, payroll)
    booked_selection = replace(selection, unit="booked_cost_nok")
    booked = months(reader, booked_selection)
    subs = _payroll_rows(reader, payroll, basis.comparable, known)
    direct, paid = _direct_rows(reader, booked_selection, booked.comparable, known)
    rows = _folded([*subs, *direct], by) if basis.comparable else []
    covers = (
        cover(reader, payroll, by, basis.comparable),
        cover(reader, booked_selection, by, booked.comparable),
    )
    total, shown = _judged(covers, by, rows, basis, known)
    unpriced = 0.0
    if not total["note_code"]:
        with query(reader) as tables:
            unpriced = unpriced_hours(tables, payroll, basis.comparable)
    return CostSplit(
        rows=shown,
        total=total,
        payroll=basis,
        booked=booked,
        payroll_booked=0.0 if total["note_code"] == "hidden" else float(paid),
        unpriced_hours=unpriced,
        by=by,
        selection=payroll,
    )


def parts(planned: Row, actual: Row) -> dict[str, Decimal]:
    """Split one sub-measure's payroll variance; planned and actual hold exact `hours` and `nok`.

    Quantity is rounded to the øre and the rate takes the rest, so that the parts add up exactly. Where kroner are
    planned without hours there is no rate to count hours with: all is rate.
    """
    variance = actual["nok"] - planned["nok"]
    nothing = {"quantity": Decimal(0), "rate": Decimal(0), "unplanned": Decimal(0)}
    if planned["nok"] <= 0:
        return nothing | {"unplanned": variance}
    if planned["hours"] <= 0:
        return nothing | {"rate": variance}
    quantity = (actual["hours"] - planned["hours"]) * planned["nok"] / planned["hours"]
    quantity = quantity.quantize(_ORE, ROUND_HALF_UP)
    return nothing | {"quantity": quantity, "rate": variance - quantity}


def _payroll_rows(
    reader: Reader, selection: Selection, wanted: Sequence[date], known: Reference
) -> list[Row]:
    """One row per sub-measure with its kroner and their parts; hours without kroner have no rate and stay out."""
    if not wanted:
        return []
    with query(reader) as tables:
        effort = effort_rows(tables, selection, wanted, known)
        priced = effort.planned.notnull()
        sums = {
            "planned_hours": ibis.ifelse(priced, effort.planned_hours, None).sum(),
            "planned_nok": effort.planned.sum(),
            "actual_hours": ibis.ifelse(effort.actual.notnull(), effort.actual_hours, None).sum(),
            "actual_nok": effort.actual.sum(),
        }
        found = tables.rows(effort.group_by(list(_PLACE)).agg(**sums))
    rows = []
    for row in found:
        planned = {"hours": _dec(row["planned_hours"]), "nok": _dec(row["planned_nok"])}
        actual = {"hours": _dec(row["actual_hours"]), "nok": _dec(row["actual_nok"])}
        split = parts(planned, actual)
        rows.append(_row(row, planned=planned["nok"], actual=actual["nok"], **split))
    return rows


def _direct_rows(
    reader: Reader, selection: Selection, wanted: Sequence[date], known: Reference
) -> tuple[list[Row], Decimal]:
    """One row per sub-measure with its budget and what is booked beside payroll; and the booked payroll in all."""
    if not wanted:
        return [], Decimal(0)
    with query(reader) as tables:
        effort = effort_rows(tables, selection, wanted, known)
        sums = {"planned": effort.planned.sum(), "actual": effort.actual.sum()}
        found = tables.rows(effort.group_by(list(_PLACE)).agg(**sums))
        paid = {row["sub_measure_id"]: _dec(row["nok"]) for row in _booked_payroll(tables, selection, wanted)}
    rows = []
    for row in found:
        planned = _dec(row["planned"])
        actual = _dec(row["actual"]) - paid.get(row["sub_measure_id"], Decimal(0))
        rows.append(_row(row, planned=planned, actual=actual, direct=actual - planned))
    return rows, sum(paid.values(), Decimal(0))


def _booked_payroll(tables: Tables, selection: Selection, wanted: Sequence[date]) -> list[Row]:
    """What is booked on payroll accounts, per sub-measure."""
    facts = counting(tables, "actual_cost")
    facts = facts.filter(facts.account.startswith(PAYROLL_ACCOUNTS), in_months(facts, wanted))
    facts = facts.mutate(hours=ibis.null("decimal(18,4)"), nok=facts.actual_nok)
    placed = within(shaped_facts(tables, facts, "actual"), selection)
    return tables.rows(placed.group_by("sub_measure_id").agg(nok=placed.nok.sum()))


def _row(place: Row, **amounts: Decimal) -> Row:
    """A row of exact amounts; the ones that are not given are 0."""
    own = {name: place[name] for name in _PLACE} | {"placed": place["sub_measure_id"] is not None}
    given = {name: amounts.get(name, Decimal(0)) for name in ("planned", *PARTS, "actual")}
    return own | given | {"variance": given["actual"] - given["planned"]}


def _folded(rows: list[Row], by: tuple[str, ...]) -> list[Row]:
    """Add rows up to one per key."""
    columns = key_columns(by)
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return [dict(zip(columns, key, strict=True)) | _sum_of(own) for key, own in groups.items()]


def _sum_of(rows: Sequence[Row]) -> Row:
    return {name: sum((row[name] for row in rows), Decimal(0)) for name in AMOUNTS}


def _judged(
    covers: tuple[Cover, Cover],
    by: tuple[str, ...],
    rows: list[Row],
    basis: MonthBasis,
    known: Reference,
) -> tuple[dict[str, Any], pd.DataFrame]:
    """The total and the rows as they may be shown: a small group's kroner are hidden, of its hours or booked."""
    note = basis.note_code or ("hidden" if any(one.total() for one in covers) else "")
    total = {name: None if note else float(amount) for name, amount in _sum_of(rows).items()}
    shown = []
    for order, row in enumerate(sorted(rows, key=lambda row: place_of(row, by, known))):
        hidden = any(one.row(row) for one in covers)
        amounts = {name: None if hidden else float(row[name]) for name in AMOUNTS}
        noted = {"note_code": "hidden" if hidden else "", "order": order}
        shown.append(key_names(row, by, known.names) | amounts | noted)
    keys = {f"{key}{suffix}": "text" for key in by for suffix in ("", "_nb", "_en")}
    columns = keys | dict.fromkeys(AMOUNTS, "float") | {"note_code": "text", "order": "int"}
    return total | {"note_code": note}, frame(shown, columns)


def _dec(value: Any) -> Decimal:
    return Decimal(0) if value is None else Decimal(value)
