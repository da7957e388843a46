"""Recognised tables → typed columns: rows that are no data set aside, every cell of a used column read.

Columns are lists over the same rows; every distinct raw value is read once.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from etl import amounts as amounts_of
from etl import rows as rows_of
from etl.amounts import Amounts, read_amounts, split_off_totals
from etl.cells import blank, each_once, objects, plain
from etl.credit import settle_kroner
from etl.errors import Unreadable
from etl.fill_down import fill_down
from etl.gather import AMOUNTS, Gathered, gather
from etl.hours import merge_hours
from etl.report import Options
from etl.spreading import spread_rows
from etl.table import Part, Table
from etl.values import count, day, number

if TYPE_CHECKING:
    from etl.reference import Reference
    from etl.title import Title

NAMED_ACROSS = ("person", "sub_measure", "unit", "role_group")
PARTS_OF_A_YEAR = ("month", "week", "tertial")
PERIODS = ("period", "date", "year", "month", "week", "tertial")


def interpret(parts: Sequence[Part], title: "Title", reference: "Reference", options: Options) -> Table:
    """The typed columns of the tables that are read together. Faulty rows stay in it, listed in `bad`; what only the
    user can say is in `questions`."""
    gathered = gather(parts, title, reference)
    table = gathered.table
    amounts = read_amounts(gathered)
    settle_kroner(gathered, amounts)
    _pick_rows(gathered, amounts, options)
    fill_down(gathered)
    _settle_periods(gathered)
    for name in table.raw:
        if name.split("#")[0] not in (*AMOUNTS, *PERIODS, "across", "filter", "quantity_unit"):
            _read_column(table, name)
    _settle_amounts(gathered, amounts)
    spread_rows(table)
    return table


def _pick_rows(gathered: Gathered, amounts: Amounts, options: Options) -> None:
    """Set aside what is no data, turn side-by-side columns into rows, apply filters."""
    table = gathered.table
    out = rows_of.left_out(table, options.left_out)
    out |= split_off_totals(gathered, amounts, out)
    out |= rows_of.without_figures(gathered, out)
    keep = [at for at in range(len(table.rows)) if at not in out] if out else list(range(len(table.rows)))
    if table.totals:
        table.control_sum = rows_of.control_sum(gathered, amounts, set(keep))
    if any(gathered.across):
        amounts_of.check_sum_columns(gathered, set(keep))
        rows_of.expand_across(gathered, amounts, keep)
    else:
        table.keep(keep)
        amounts.keep(keep)
    dropped = rows_of.filtered(gathered) | rows_of.other_units(gathered)
    if dropped:
        keep = [at for at in range(len(table.rows)) if at not in dropped]
        table.keep(keep)
        amounts.keep(keep)


def _settle_periods(gathered: Gathered) -> None:
    """`spans` and `months` of each row, from one column, from year and month, or from the headings across."""
    table = gathered.table
    across = table.mapping.across
    years: int | list[int | None] | None
    if across and "across" in table.raw and across.kind in NAMED_ACROSS:
        table.raw[across.kind] = table.raw["across"]
        table.at_row[across.kind] = table.at_row["across"]
    elif across and "across" in table.raw:
        _periods_across(table)
        if across.kind != "year":
            return
        # Years side by side over rows of months: together they say the month.
        name = next((name for name in PARTS_OF_A_YEAR if name in table.raw), None)
        if name is not None:
            years = [span.first.year if span else None for span in table.values["spans"]]
            _read_times(gathered, name, years, name)
        return
    name, years, grain = _period_column(table)
    if name is None:
        table.values["spans"] = [None] * len(table.rows)
        table.months = [None] * len(table.rows)
        return
    _read_times(gathered, name, years, grain)


def _read_times(
    gathered: Gathered, name: str, years: int | list[int | None] | None, grain: str | None
) -> None:
    """`spans` and `months` of each row from the column `name`."""
    from etl.periods import read_periods

    table, use = gathered.table, gathered.uses[name]
    reading = read_periods(table.raw[name], use.key, years, use.day_order, grain)
    if reading.question is not None:
        table.questions.append(reading.question)
    for at, reason in sorted(reading.failures.items()):
        table.fail(at, reason.code, name, **reason.facts)
    _note_missing(table, name, [at for at, span in enumerate(reading.values) if span is None])
    table.values["spans"] = reading.values
    table.months = _months(reading.values)


def _periods_across(table: Table) -> None:
    """The time of each row from the heading over its amount, with the year of the row where the heading has none."""
    from etl.headings import heading
    from etl.periods import Span

    years = [_year(cell) for cell in table.raw["year"]] if "year" in table.raw else [None] * len(table.rows)
    spans: list[Any] = []
    own_years = [part.meaning.year for part in table.parts]
    for value, year, part in zip(table.raw["across"], years, table.part_of, strict=True):
        said = heading(value) if isinstance(value, str) else None
        days = said.span(year or own_years[part]) if said else value
        spans.append(Span(*days) if isinstance(days, tuple) else None)
    table.values["spans"] = spans
    table.raw["period"] = table.raw["across"]
    table.at_row["period"] = table.at_row["across"]
    table.months = _months(spans)
    for at, span in enumerate(spans):
        if span is None and "year" in table.raw:
            table.fail(at, "missing_value", "year")


def _months(spans: Sequence[Any]) -> list[Any]:
    """The first day of the month in which each span begins."""
    days = {id(span): None if span is None else span.first.replace(day=1) for span in objects(spans)}
    same = {day: day for day in days.values()}
    shared = {key: same[day] for key, day in days.items()}
    return [shared[id(span)] for span in spans]


def _period_column(table: Table) -> tuple[str | None, int | list[int | None] | None, str | None]:
    """The name of the column that says the time, the years beside it, and the grain of its bare numbers."""
    around = _years_around(table)
    for name in ("period", "date"):
        if name in table.raw:
            return name, around, "month" if name == "period" else None
    years = [_year(cell) for cell in table.raw["year"]] if "year" in table.raw else around
    for name in PARTS_OF_A_YEAR:
        if name in table.raw:
            return name, years, name
    return ("year", None, "year") if "year" in table.raw else (None, None, None)


def _years_around(table: Table) -> int | list[int | None] | None:
    """The year that the words around each row's table say; one for all where they say the same."""
    own = [part.meaning.year for part in table.parts]
    return own[0] if len(set(own)) == 1 else [own[number] for number in table.part_of]


def _year(cell: Any) -> int | None:
    text = plain(cell)
    return int(text) if text.isdecimal() and len(text) == 4 else None


def _note_missing(table: Table, name: str, empty: Iterable[int]) -> None:
    """A blank cell in a column that must be filled is an error of its row."""
    wanted = table.profile.field(name)
    if wanted is not None and wanted.blank_ok:
        return
    for at in empty:
        if at not in table.bad and blank(table.raw[name][at]):
            table.fail(at, "missing_value", name)


def _read_column(table: Table, name: str) -> None:
    """Read one column that is no amount into `values`; unreadable and missing cells become problems of their rows."""
    wanted = table.profile.field(name.split("#", maxsplit=1)[0])
    column = table.raw[name]
    memo = _memo(column, _reader(wanted.type if wanted else "text"))
    found = list(map(memo.__getitem__, column))
    failed = {cell for cell, value in memo.items() if isinstance(value, Unreadable)}
    for at, cell in enumerate(column) if failed else ():
        if cell in failed:
            reason = found[at]
            table.fail(at, reason.code, name, **reason.facts)
            found[at] = None
    if (name == "sub_measure" or (wanted is not None and wanted.required)) and None in memo.values():
        _note_missing(table, name, [at for at, value in enumerate(found) if value is None])
    table.values[name] = found


def _memo(column: Iterable[Any], read: Callable[[Any], Any]) -> dict[Any, Any]:
    """Every distinct cell with its value, None where it is blank, the error where it cannot be read."""
    memo: dict[Any, Any] = {}
    for cell in set(column):
        try:
            memo[cell] = None if blank(cell) else read(cell)
        except Unreadable as reason:
            memo[cell] = reason
    return memo


def _reader(kind: str) -> Callable[[Any], Any]:
    if kind == "count":
        return count
    if kind == "number":
        return number
    if kind == "date":
        return day
    return plain


def _settle_amounts(gathered: Gathered, amounts: Amounts) -> None:
    """Hours of every unit become hours, kroner are rounded to øre, and both get the sign of the mapping."""
    table = gathered.table
    for name, failures in amounts.failures.items():
        for at, reason in sorted(failures.items()):
            table.fail(at, reason.code, name, **reason.facts)
    sign = table.mapping.sign
    cent = Decimal("0.01")
    for name, column in amounts.values.items():
        base = name.split("#")[0]
        if base in amounts_of.MONEY:
            table.values[name] = each_once(column, lambda cell: (cell * sign).quantize(cent))
        elif base not in amounts_of.HOURS:
            table.values[name] = column
    merge_hours(gathered, amounts)
