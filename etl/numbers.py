"""A text → a number, by the decimal mark of its column. What could be read in two ways is never guessed."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from etl.cells import ColumnReading, Found, blank, no_amount, plain, read_column, texts_of, tidy
from etl.errors import Unreadable
from etl.mapping import DecimalMark, Question
from etl.odd_cells import refusal

LARGEST = Decimal(10) ** 11
LARGEST_COUNT = 10**6
EXAMPLES = 5
DIGITS = r"(?:[0-9][0-9 .,']*[0-9]|[0-9]|[.,][0-9]+)"
"""What may be a number; `digits` says whether it is one."""

_NUMBER = re.compile(
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:(?P<group>[ .,'])[0-9]{3})(?:(?P=group)[0-9]{3})*)?"
    r"(?:(?P<mark>[.,])(?P<fraction>[0-9]+))?"
)
_EITHER = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_SCIENTIFIC = re.compile(r"([0-9](?:[.,][0-9]+)?)[eE]([+-][0-9]{1,2})")
_OTHER: dict[str, DecimalMark] = {".": "comma", ",": "point"}
_MARKS: dict[str, DecimalMark] = {",": "comma", ".": "point"}


def evidence(text: str) -> DecimalMark | None:
    """The decimal mark that a number by itself gives away, None where it has none or could be read both ways.

    «7.5» and «1,234,567» say point; «0,125», «1 234,567» and «1.234.567» say comma; «1.234» and «1,234» say nothing.
    """
    found = _NUMBER.fullmatch(text)
    if not found or _EITHER.fullmatch(text):
        return None
    if found["mark"]:
        return _MARKS[found["mark"]] if found["mark"] != found["group"] else None
    return _OTHER.get(found["group"] or "")


def either_way(text: str) -> bool:
    """Whether a number is a thousand times larger with the one decimal mark than with the other."""
    return _EITHER.fullmatch(text) is not None


def digits(text: str, mark: DecimalMark | None) -> Decimal:
    """A number without sign, currency or unit.

    :raises Unreadable: not_a_number, or ambiguous_number where only the mark of the column could tell.
    """
    found = _NUMBER.fullmatch(text)
    if not found or not text or (found["mark"] and found["mark"] == found["group"]):
        raise Unreadable("not_a_number")
    if either_way(text):
        if mark is None:
            raise Unreadable("ambiguous_number")
        if mark != _MARKS[found["mark"]]:
            return Decimal(re.sub("[^0-9]", "", text))
    whole = re.sub("[^0-9]", "", found["whole"] or "")
    return Decimal(f"{whole or '0'}.{found['fraction'] or '0'}")


@dataclass(frozen=True)
class MarkChoice:
    """The decimal mark of a column. `ask` lists texts that show why only the user can tell; `against` is a text that
    contradicts the mark given by the user, so that what could be read both ways is not read at all."""

    mark: DecimalMark | None = None
    ask: tuple[str, ...] = ()
    against: str | None = None

    def digits(self, text: str) -> Decimal | None:
        """A number of this column; None where it waits for the answer.

        :raises Unreadable: not_a_number, or other_decimal_mark.
        """
        if self.mark is None and either_way(text):
            if self.against is not None:
                raise Unreadable("other_decimal_mark", other=self.against)
            if self.ask:
                return None
        return digits(text, self.mark)

    def question(self, key: str) -> Question | None:
        """The question to the user, if there is one."""
        if not self.ask:
            return None
        return Question("decimal_mark", key, choices=("comma", "point"), examples=self.ask)


def choose_mark(numbers: Iterable[tuple[str, str]], answer: DecimalMark | None) -> MarkChoice:
    """The decimal mark of a column from pairs of (number within the text, whole text).

    Numbers that say it themselves decide for those that do not; where they disagree, or none does, the user is asked.
    Where no number could be read both ways there is nothing to decide. An answer that every other number of the column
    contradicts is not followed: a remembered mapping may meet an export that has changed its format.
    """
    doubtful: list[str] = []
    said: dict[DecimalMark, str] = {}
    for number, text in numbers:
        if "," not in number and "." not in number:
            continue
        own = evidence(number)
        if own:
            said.setdefault(own, text)
        elif either_way(number):
            doubtful.append(text)
    if not doubtful:
        return MarkChoice()
    if answer:
        against = next((text for mark, text in said.items() if mark != answer), None)
        return MarkChoice(answer) if answer in said or against is None else MarkChoice(against=against)
    if len(said) == 1:
        return MarkChoice(next(iter(said)))
    return MarkChoice(ask=(*doubtful[: EXAMPLES - len(said)], *said.values()))


def cell_number(value: Any) -> Decimal:
    """A number cell, exactly as a person would write it.

    :raises Unreadable: it is no number, or too large to be true.
    """
    if isinstance(value, bool):
        raise Unreadable("yes_or_no")
    if isinstance(value, int | float):
        return within(Decimal(repr(value)))
    raise Unreadable("date_for_number" if hasattr(value, "year") else "not_a_number")


def within(amount: Decimal) -> Decimal:
    """The amount itself.

    :raises Unreadable: it is infinite or beyond reason.
    """
    if not amount.is_finite() or abs(amount) >= LARGEST:
        raise Unreadable("number_too_large")
    return amount


def sign(text: str) -> tuple[str, bool]:
    """A tidy text without its sign, and whether it is negative: «-5», «5-», «(5)»."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text.startswith("-"):
        return text[1:].strip(), True
    if text.endswith("-"):
        return text[:-1].strip(), True
    return text.removeprefix("+").strip(), False


def scientific(text: str) -> Decimal | None:
    """«1,2E+03» → 1200; the one digit before the mark leaves no doubt. None where it is something else."""
    found = _SCIENTIFIC.fullmatch(text)
    return Decimal(f"{found[1].replace(',', '.')}E{found[2]}") if found else None


def spoken(amount: Decimal) -> str:
    """A number in Norwegian: «1 628», «37,5»."""
    exact = amount.normalize() if amount else Decimal(0)
    return f"{exact:,f}".replace(",", "\u00a0").replace(".", ",")


def read_counts(cells: Sequence[Any], key: str, decimal: DecimalMark | None = None) -> ColumnReading[int]:
    """A column of whole numbers of persons or things, 0 or more."""
    choice = choose_mark(((tidy(text), plain(text)) for text in texts_of(cells)), decimal)

    def read(cell: Any, _: Any) -> Found[int]:
        if no_amount(cell):
            return None, None
        amount = _text_count(cell, choice.digits) if isinstance(cell, str) else cell_number(cell)
        return None if amount is None else as_count(amount), None

    reading = read_column(cells, read)
    return ColumnReading(reading.values, reading.failures, {}, choice.question(key))


def _text_count(cell: str, read: Callable[[str], Decimal | None]) -> Decimal | None:
    try:
        return read(tidy(cell))
    except Unreadable as reason:
        raise (refusal(cell, "not_a_count") if reason.code == "not_a_number" else reason) from None


def as_count(amount: Decimal) -> int:
    """:raises Unreadable: not a whole number of 0 or more."""
    if not 0 <= amount < LARGEST_COUNT or amount != amount.to_integral_value():
        raise Unreadable("not_a_count")
    return int(amount)


def number(value: Any, mark: DecimalMark | None = None) -> Decimal:
    """One cell on its own: a number cell, or a text with sign but without currency or unit.

    :raises Unreadable: not_a_number, or ambiguous_number where only a column could tell.
    """
    if not isinstance(value, str):
        return cell_number(value)
    if blank(value):
        raise Unreadable("not_a_number")
    text, negative = sign(tidy(value))
    amount = within(digits(text, mark))
    return -amount if negative else amount
