"""Kroner as ledgers write them: debit and credit apart, a mark for credit beside the amount, other currencies."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from etl import headers
from etl.amounts import Amounts
from etl.cells import blank, plain
from etl.errors import Unreadable
from etl.gather import Gathered
from etl.headers import is_credit, is_debit
from etl.problems import warning
from etl.table import heading

DEBIT_MARKS = frozenset("d s dr debet debit soll".split())
CREDIT_MARKS = frozenset("k c h cr kredit credit haben".split())
FIRST_ROWS = 200
"""Most columns are told by these to hold no marks."""
NORWEGIAN = frozenset(("nok", "kr", "kroner", "norske kroner"))


def settle_kroner(gathered: Gathered, amounts: Amounts) -> None:
    """One column of kroner, credit as minus, from however many the file has; what was assumed is said."""
    names = [name for name in amounts.values if name.split("#")[0] == "amount_nok"]
    if not names:
        return
    for name in names:
        if is_credit(gathered.table.header(name) or "") and not _all_negative(amounts.values[name]):
            amounts.values[name] = _negated(amounts.values[name])
    _merge(gathered, amounts, names)
    _minus_by_mark(gathered, amounts, names[0])
    _warn_of_currencies(gathered, names[0])


def _merge(gathered: Gathered, amounts: Amounts, names: Sequence[str]) -> None:
    """The first column takes up the others. A row may fill debit and credit; of others it may fill one."""
    table, (first, *others) = gathered.table, names
    sides = [is_debit(table.header(name) or "") or is_credit(table.header(name) or "") for name in names]
    for name in others:
        found = amounts.values.pop(name)
        failures = amounts.failures.pop(name)
        amounts.assumptions.pop(name)
        own = amounts.values[first] = list(amounts.values[first])
        for at, value in enumerate(found):
            if value is None:
                continue
            if own[at] is not None and not all(sides):
                columns = ", ".join(str(table.header(each)) for each in names)
                failures[at] = Unreadable("several_amounts", columns=columns)
            own[at] = value if own[at] is None else own[at] + value
        amounts.failures[first] = {**failures, **amounts.failures[first]}


def _minus_by_mark(gathered: Gathered, amounts: Amounts, name: str) -> None:
    """Amounts without a sign are credit where the column beside them says so."""
    marks = [plain(cell).casefold() for cell in _beside(gathered, _is_mark)]
    values = amounts.values[name]
    rows = [at for at, mark in enumerate(marks) if mark in CREDIT_MARKS and values[at]]
    if not rows or any(value is not None and value < 0 for value in values):
        return
    table = gathered.table
    values = amounts.values[name] = list(values)
    for at in rows:
        values[at] = -values[at]
    place = {"sheet": table.sheet(rows[0]), "row": table.rows[rows[0]], "column": table.header(name, rows[0])}
    table.problems.append(warning("credit_rows", **place, rows=len(rows)))


def _warn_of_currencies(gathered: Gathered, name: str) -> None:
    table = gathered.table
    said = [plain(cell) for cell in _beside(gathered, _is_currency)]
    rows = [at for at, text in enumerate(said) if text and text.casefold() not in NORWEGIAN]
    converted = any(
        header.texts and _in_currency(header.texts[-1]) for header in table.parts[0].table.headers
    )
    if rows and not converted and not headers.says("nok|kr|kroner", table.header(name) or ""):
        place = {
            "sheet": table.sheet(rows[0]),
            "row": table.rows[rows[0]],
            "column": table.header(name, rows[0]),
        }
        currencies = ", ".join(dict.fromkeys(said[at] for at in rows))
        table.problems.append(warning("currency_rows", **place, rows=len(rows), currencies=currencies))


def _beside(gathered: Gathered, wanted: Any) -> list[Any]:
    """The cells of the first column that is not read and is wanted, blank where a part has none; empty where no part
    has one."""
    found: list[Any] = []
    anywhere = False
    for part in gathered.table.parts:
        unread = (
            (heading(part.table, header.at), part.table.column(header.at))
            for header in part.table.headers
            if header.at not in part.meaning.uses
        )
        own = next((cells for text, cells in unread if wanted(text, cells)), None)
        anywhere = anywhere or own is not None
        found += [""] * len(part.table.body) if own is None else own
    return found if anywhere else []


def _in_currency(text: str) -> bool:
    """Whether a heading says that the amounts in their own currency stand beside those in kroner."""
    return headers.says(r"valuta\w*bel\w*|beløp i valuta|(?:foreign|currency) amount|fremdwährung\w*", text)


def _filled(cells: Sequence[Any]) -> Iterator[str]:
    return (plain(cell).casefold() for cell in set(cells) if not blank(cell))


def _is_mark(_: str, cells: Sequence[Any]) -> bool:
    known = DEBIT_MARKS | CREDIT_MARKS
    if not known.issuperset(_filled(cells[:FIRST_ROWS])):
        return False
    marks = set(_filled(cells))
    return bool(marks & DEBIT_MARKS and marks & CREDIT_MARKS) and marks <= known


def _is_currency(text: str, cells: Sequence[Any]) -> bool:
    known = headers.says("valuta|valutakode|val|currency|währung|devise", text)
    return known and all(len(code) <= 14 and code.replace(" ", "").isalpha() for code in _filled(cells))


def _all_negative(values: Sequence[Decimal | None]) -> bool:
    return all(value is None or value <= 0 for value in values)


def _negated(values: Sequence[Decimal | None]) -> list[Decimal | None]:
    return [None if value is None else -value for value in values]
