"""National identity numbers: a file that holds one is refused, and the number is never repeated anywhere."""

import re
from collections.abc import Iterable
from typing import Any

from etl.sheet import Sheet

HIDDEN = "*" * 11
_GAP = "[ \u00a0]?"
_IN_TEXT = re.compile(rf"(?<!\d)\d\d{_GAP}\d\d{_GAP}\d\d[ \u00a0.-]?\d{{3}}{_GAP}\d\d(?!\d)")
_NO_DIGIT = re.compile(r"\D")
_WEIGHTS_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_WEIGHTS_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_national_id(digits: str) -> bool:
    """Eleven digits that start with a date (also D-numbers and test numbers) and end with two right check digits."""
    numbers = [int(digit) for digit in digits]
    day, month = int(digits[:2]), int(digits[2:4])
    if not (1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= _plain_month(month) <= 12):
        return False
    first = -sum(weight * digit for weight, digit in zip(_WEIGHTS_1, numbers, strict=False)) % 11
    second = -sum(weight * digit for weight, digit in zip(_WEIGHTS_2, numbers, strict=False)) % 11
    return first == numbers[9] and second == numbers[10]


def _plain_month(month: int) -> int:
    """Test numbers add 40 or 80 to the month."""
    return month - 80 if month > 80 else month - 40 if month > 40 else month


def find_national_id(sheets: Iterable[Sheet]) -> tuple[str | None, int, int] | None:
    """Sheet, row and column (from 1) of the first one; None where there is none."""
    for sheet in sheets:
        if sheet.name and _holds_one(sheet.name):
            return hide_national_ids(sheet.name), 1, 1
        for (row, at), note in sheet.notes.items():
            if _holds_one(note):
                return sheet.name, row + 1, at + 1
        for at in range(sheet.width):
            column = sheet.columns[at]
            guilty = _guilty(set(column))
            if guilty:
                return sheet.name, next(i for i, value in enumerate(column, 1) if value in guilty), at + 1
    return None


def _guilty(cells: set[Any]) -> set[Any]:
    """Those of the distinct cells of a column that hold one."""
    long = [cell for cell in cells if isinstance(cell, str) and len(cell) >= 11]
    large = [cell for cell in cells if isinstance(cell, float | int) and 1e9 <= cell < 1e11]
    found: set[Any] = {text for text in long if _holds_one(text)}
    numbers = {value for value in large if value == int(value)}
    short = {value for value in numbers if value < 1e10 and is_national_id(f"{int(value):011d}")}
    found |= {value for value in numbers if value >= 1e10 and is_national_id(str(int(value)))}
    # A leading zero is lost in a number cell; ten-digit voucher numbers are right by chance now and then.
    return found | (short if 2 * len(short) > len(numbers) else set())


def _holds_one(text: str) -> bool:
    return hide_national_ids(text) != text


def hide_national_ids(text: str) -> str:
    """The same text with eleven stars in place of each number."""
    return _IN_TEXT.sub(
        lambda found: HIDDEN if is_national_id(_NO_DIGIT.sub("", found[0])) else found[0], text
    )
