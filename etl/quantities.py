"""A column of effort → quantities, each in its own unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from etl.cells import ColumnReading, Found, distinct, no_amount, plain, read_column, shown, texts_of
from etl.effort_hours import Quantity, clock_hours, to_hours, unit_word
from etl.effort_text import PART, EffortText, effort_text
from etl.effort_units import (
    DAY_FRACTION,
    PERCENT_AS_WRITTEN,
    POSITION_FRACTION,
    hours_unit_of,
    unit_in_header,
)
from etl.errors import Unreadable
from etl.mapping import HOUR_UNITS, DecimalMark, Question
from etl.money import read_money
from etl.number_format import is_clock, is_percent, literal_text
from etl.numbers import EXAMPLES, MarkChoice, cell_number, choose_mark, read_counts, spoken, within
from etl.odd_cells import refusal

__all__ = [
    "ColumnReading", "Quantity", "hours_unit_of", "read_counts", "read_hours", "read_money", "to_hours",
    "unit_in_header",
]  # fmt: skip

UNIT_CHOICES = tuple(unit for unit in HOUR_UNITS if unit != "mixed")


def read_hours(
    cells: Sequence[Any],
    header: str,
    key: str,
    unit: str | None = None,
    decimal: DecimalMark | None = None,
    formats: Sequence[str | None] | None = None,
    note: str | None = None,
    row_units: Sequence[str | None] | None = None,
) -> ColumnReading[Quantity]:
    """A column of effort, each cell in its own unit.

    The unit of a bare number is that of its row (`row_units`, texts of a unit column; what is no unit of effort is
    refused, so that such rows can be set aside), else its number format, else
    `unit` (an answer: one of HOUR_UNITS, or of `etl.effort_units`), the header, the note. Where none says
    it, the user is asked. A lone dash is blank. «100h» among bare numbers is refused: it may be a slip of the finger.
    """
    column = _Column.of(cells, header, unit, decimal, formats, note, row_units)
    question = column.question(key)
    column = replace(column, wait=question is not None)
    reading = read_column(cells, column, column.hints)
    return replace(reading, question=column.choice.question(key) or question, unit=column.unit)


@dataclass(frozen=True)
class _Column:
    """What the whole column says about its cells. Hints are (number format, unit of the row)."""

    unit: str | None
    choice: MarkChoice
    texts: dict[str, EffortText | None]
    numbers: frozenset[Decimal]
    bare: tuple[Any, ...]
    hints: list[tuple[str | None, str | None]] | None
    every_cell_named: bool
    wait: bool = False
    answered: bool = False
    per_cent: bool = False

    @classmethod
    def of(
        cls,
        cells: Sequence[Any],
        header: str,
        unit: str | None,
        decimal: DecimalMark | None,
        formats: Sequence[str | None] | None,
        note: str | None,
        row_units: Sequence[str | None] | None,
    ) -> "_Column":
        texts = {text: effort_text(text) for text in texts_of(cells)}
        numbers = ((found.number, plain(text)) for text, found in texts.items() if found and found.number)
        hints = None
        if formats is not None or row_units is not None:
            empty = [None] * len(cells)
            hints = list(zip(formats or empty, row_units or empty, strict=True))
        bare = _bare(cells, texts, hints)
        found = unit or unit_in_header(header) or unit_in_header(note or "")
        return cls(
            None if found == "mixed" else found,
            choose_mark(numbers, decimal),
            texts,
            frozenset(abs(Decimal(repr(cell))) for cell in bare if not isinstance(cell, str)),
            bare,
            hints,
            found == "mixed",
            answered=unit is not None,
            per_cent=unit_in_header(header) == "percent",
        )

    def question(self, key: str) -> Question | None:
        """What only the user can say about the unit of the bare numbers."""
        if not self.bare or self.every_cell_named:
            return None
        examples = tuple(dict.fromkeys(shown(cell) for cell in self.bare))[:EXAMPLES]
        if self.unit is None:
            return Question("unit", key, choices=UNIT_CHOICES, examples=examples)
        if self.unit == "hours" and not self.answered and _day_fractions(self.numbers):
            return Question("unit", key, choices=("hours", DAY_FRACTION), examples=examples)
        if self.unit == "percent" or (self.unit == POSITION_FRACTION and not self.answered):
            return self._fraction_question(key)
        return None

    def _fraction_question(self, key: str) -> Question | None:
        """0,2 beside 20 may be 0,2 % or 20 %; 1 alone may be 1 % or a full position."""
        amounts = self._bare_amounts()
        small = {amount for amount in amounts if 0 < amount < 1}
        large = {amount for amount in amounts if amount > 1}
        if self.unit == POSITION_FRACTION:
            examples = tuple(spoken(amount) for amount in sorted(amounts)[:EXAMPLES])
            return Question("unit", key, choices=("person_years", POSITION_FRACTION), examples=examples)
        if not (small and large) and not (1 in amounts and not small and not large):
            return None
        mixed = (*sorted(small)[:2], *sorted(large)[:2]) or (Decimal(1),)
        choices = (PERCENT_AS_WRITTEN, POSITION_FRACTION)
        return Question("unit", key, choices=choices, examples=tuple(spoken(amount) for amount in mixed))

    def _bare_amounts(self) -> set[Decimal]:
        found = set(self.numbers)
        for parts in self.texts.values():
            if parts and parts.unit is None:
                amount = self.choice.digits(parts.number) if parts.number else parts.exact
                found |= {amount} if amount is not None else set()
        return found

    @property
    def fractions(self) -> bool:
        """Whether bare numbers up to 1 are parts of a position."""
        if self.unit != "percent":
            return self.unit == POSITION_FRACTION
        amounts = self._bare_amounts() - {Decimal(0)}
        return bool(amounts) and all(amount <= 1 for amount in amounts) and any(a < 1 for a in amounts)

    def __call__(self, cell: Any, hint: tuple[str | None, str | None] | None) -> Found[Quantity]:
        if no_amount(cell):
            return None, None
        number_format, row_unit = hint or (None, None)
        if isinstance(cell, str):
            return self._text(cell, row_unit)
        clock = clock_hours(cell)
        if clock is not None:
            return Quantity(clock, "hours"), None
        amount = cell_number(cell)
        if is_clock(number_format):
            return Quantity((amount * 24).quantize(PART), "hours"), None
        if is_percent(number_format):
            return Quantity(amount * 100, "percent"), None
        return self._bare_number(amount, _row_unit(row_unit) or _format_unit(number_format), plain(cell))

    def _text(self, cell: str, row_unit: str | None) -> Found[Quantity]:
        parts = self.texts[cell]
        if parts is None:
            raise refusal(cell, "not_hours")
        if (parts.letter_h and self.bare) or (parts.clock and self.unit == "minutes"):
            raise Unreadable("unit_of_cell")
        try:
            amount = parts.exact if parts.exact is not None else self.choice.digits(parts.number)
        except Unreadable as reason:
            raise (refusal(cell, "not_hours") if reason.code == "not_a_number" else reason) from None
        if amount is None:
            return None, None
        amount = -amount if parts.negative else amount
        if parts.unit is None:
            quantity, words = self._bare_number(amount, _row_unit(row_unit), plain(cell))
        else:
            quantity, words = _in_unit(within(amount), parts.unit), None
        if quantity is None:
            return None, None
        return quantity, _reading(cell, quantity, parts, self.unit) or words

    def _bare_number(self, amount: Decimal, own: str | None, text: str) -> Found[Quantity]:
        unit = own or self.unit
        if unit is None and self.every_cell_named:
            raise Unreadable("unit_of_cell")
        if unit is None or (self.wait and own is None):
            return None, None
        amount = within(amount)
        if unit == DAY_FRACTION:
            return Quantity((amount * 24).quantize(PART), "hours"), None
        if unit == POSITION_FRACTION or (unit == "percent" and own is None and self.fractions):
            # Under «Stillingsprosent» 20 is 20 % beside 0,2; where positions are counted, 2 are two of them.
            whole = amount if self.per_cent and abs(amount) > 1 else amount * 100
            words = f"{text.replace('.', ',')} lest som {spoken(whole)} % av stilling"
            return Quantity(whole, "percent"), words
        if unit == PERCENT_AS_WRITTEN:
            return Quantity(amount, "percent"), None
        return Quantity(amount, unit), None


def _bare(
    cells: Sequence[Any],
    texts: dict[str, EffortText | None],
    hints: list[tuple[str | None, str | None]] | None,
) -> tuple[Any, ...]:
    """The distinct cells that are numbers without a unit of their own."""
    if hints is None:
        return tuple(cell for cell in distinct(cells) if _is_bare(cell, texts))
    once = dict.fromkeys(zip(map(type, cells), cells, hints, strict=True))
    bare = (cell for _, cell, hint in once if _is_bare(cell, texts) and not _says_unit(*hint))
    return tuple(dict.fromkeys(bare))


def _is_bare(cell: Any, texts: dict[str, EffortText | None]) -> bool:
    if isinstance(cell, str):
        parts = texts.get(cell)
        return parts is not None and parts.unit is None
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _says_unit(number_format: str | None, row_unit: str | None) -> bool:
    clock = is_clock(number_format) or is_percent(number_format)
    return clock or bool(row_unit) or _format_unit(number_format) is not None


def _row_unit(text: str | None) -> str | None:
    """:raises Unreadable: the row counts something else than effort."""
    if not text:
        return None
    unit = hours_unit_of(text)
    if unit is None:
        raise Unreadable("not_hours_unit", unit=text)
    return unit


def _format_unit(number_format: str | None) -> str | None:
    return hours_unit_of(literal_text(number_format)) if number_format else None


def _day_fractions(numbers: frozenset[Decimal]) -> bool:
    """Whether bare numbers look like Excel times without their format: whole minutes only as parts of a day (0,3125 is
    7:30; as hours it would be 18,75 minutes). Below 1 one such number tells, above it all and most must."""
    amounts = {number for number in numbers if number.is_finite() and number}
    of_day = {number for number in amounts if _whole(number * 1440)}
    if amounts and max(amounts) >= 1:
        odd = {number for number in of_day if not _whole(number * 60)}
        return of_day == amounts and 2 * len(odd) > len(amounts)
    return any(
        number * 1000 != (number * 1000).to_integral_value() or -int(number.as_tuple().exponent) == 3
        for number in of_day
    )


def _whole(number: Decimal) -> bool:
    return abs(number - round(number)) < PART


def _in_unit(amount: Decimal, unit: str) -> Quantity:
    return Quantity(amount * 100, "percent") if unit == POSITION_FRACTION else Quantity(amount, unit)


def _reading(cell: str, quantity: Quantity, parts: EffortText, unit: str | None) -> str | None:
    """What was assumed of a text: that an estimate is a figure, that a unit is meant against its column."""
    against = unit not in (None, "hours") and parts.unit == "hours" and parts.exact is None
    if not (parts.estimate or parts.day_of_24 or against):
        return None
    read = f"{plain(cell)} lest som {spoken(quantity.amount)} {unit_word(quantity)}"
    if parts.estimate:
        return f"{read} (anslag)"
    if parts.day_of_24:
        return f"{read} (1 døgn = 24 timer)"
    return read
