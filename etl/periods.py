"""A column of dates or periods → spans of days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from etl.cells import ColumnReading, Found, blank, plain, read_column, shown, tidy
from etl.day_order import DayChoice, choose_order, swap
from etl.errors import Unreadable
from etl.mapping import DayOrder, Question
from etl.odd_cells import refusal
from etl.period_text import Context, DayOrderMissing, Span, YearMissing, day_span, month_span, span_of
from etl.period_words import MONTHS
from etl.workdays import spread, spread_words, working_days, working_days_between

__all__ = [
    "MONTHS", "Span", "month_span", "read_periods", "spread", "spread_words", "working_days", "working_days_between",
]  # fmt: skip

EXCEL_EPOCH = datetime(1899, 12, 30)
SERIALS = range(36526, 54790)
"""Excel's numbers of the days from 2000 to 2049."""
_SIX = re.compile(r"20[0-9]{2}([0-9]{2})")
_EXAMPLES = 5


def read_periods(
    cells: Sequence[Any],
    key: str,
    year: int | Sequence[int | None] | None = None,
    day_order: DayOrder | None = None,
    grain: str | None = None,
) -> ColumnReading[Span]:
    """A column of dates or periods. `year` stands for periods without one, for all rows or row by row.

    `grain` (day | week | month | tertial | quarter | year) is what the column's heading says: it tells what bare
    numbers are (3 is March, week 3 or the third tertial), and a date in a column of months stands for its whole month.
    """
    order = choose_order(cells, day_order)
    texts = [plain(cell) for cell in dict.fromkeys(cells) if isinstance(cell, str | int | float)]
    column = _Periods(order, grain, _are_serials(cells), _are_weeks(texts, grain), _zero_lost(texts))
    if year is None or isinstance(year, int):
        reading = read_column(cells, lambda cell, _: column(cell, year))
    else:
        reading = read_column(cells, column, year)
    waiting = {at for at, why in reading.failures.items() if isinstance(why, YearMissing | DayOrderMissing)}
    question = order.question(key) or _year_question(cells, key, reading.failures)
    failures = {at: why for at, why in reading.failures.items() if at not in waiting}
    return replace(reading, failures=failures, question=question)


def _year_question(cells: Sequence[Any], key: str, failures: dict[int, Unreadable]) -> Question | None:
    without = [plain(cells[at]) for at, why in failures.items() if isinstance(why, YearMissing)]
    examples = tuple(dict.fromkeys(without))[:_EXAMPLES]
    return Question("year", key, examples=examples, rows=len(without)) if without else None


@dataclass(frozen=True)
class _Periods:
    """How one cell of the column is read."""

    order: DayChoice
    grain: str | None
    serials: bool
    weeks: bool
    lost_zero: bool

    def __call__(self, cell: Any, year: int | None) -> Found[Span]:
        if blank(cell):
            return None, None
        context = Context(year, self.grain, self.order.day_first, self.weeks, self.lost_zero)
        if isinstance(cell, date):
            return self._date(cell, context)
        if isinstance(cell, bool | time | timedelta):
            raise Unreadable("not_a_period")
        if self.serials and not isinstance(cell, str):
            day = (EXCEL_EPOCH + timedelta(days=int(cell))).date()
            return day_span(day, context), f"{plain(cell)} lest som {shown(day)}"
        if isinstance(cell, float):
            context = replace(context, lost_zero=True)
        return self._text(cell, context)

    def _date(self, cell: date, context: Context) -> Found[Span]:
        day = cell.date() if isinstance(cell, datetime) else cell
        if day in self.order.waiting:
            return None, None
        if day in self.order.swapped and day.day != day.month:
            return day_span(swap(day), context), f"{shown(day)} lest som {shown(swap(day))}"
        return day_span(day, context), None

    def _text(self, cell: Any, context: Context) -> Found[Span]:
        text = plain(cell)
        if self.serials and text.isdecimal() and len(text) < 9 and int(text) in SERIALS:
            return self(float(text), context.year)
        try:
            span = span_of(text, context)
        except Unreadable as reason:
            if reason.code != "not_a_period" or not isinstance(cell, str):
                raise
            found = refusal(cell, "not_a_period")
            raise (found if found.code in ("error_cell", "unknown_amount") else reason) from None
        six = self.weeks and _SIX.fullmatch(text)
        return span, f"{text} lest som uke {int(text[4:])} {text[:4]}" if six else None


def _are_serials(cells: Sequence[Any]) -> bool:
    """Whether every bare number of the column is one of Excel's numbers for a day."""
    numbers = [c for c in set(cells) if isinstance(c, int | float) and not isinstance(c, bool)]
    numbers += [int(c) for c in set(cells) if isinstance(c, str) and re.fullmatch(r"[0-9]{5}", tidy(c))]
    return bool(numbers) and all(int(number) in SERIALS for number in numbers)


def _are_weeks(texts: list[str], grain: str | None) -> bool:
    """Whether six digits are year and week: the heading says so, or most numbers are beyond the months of a year and
    some beyond any accounting period. One number alone is rather a slip of the finger."""
    if grain == "week":
        return True
    ends = {int(found[1]) for text in texts if (found := _SIX.fullmatch(text))}
    beyond = sum(end > 12 for end in ends)
    return len(ends) > 1 and 16 < max(ends) <= 53 and 0 not in ends and 2 * beyond >= len(ends)


def _zero_lost(texts: list[str]) -> bool:
    """«2022.1» is January only where another cell writes October as «2022.10»."""
    return not any(re.fullmatch(r"20[0-9]{2}\.10", text) for text in texts)
