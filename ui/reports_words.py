"""What is said of a figure that was looked at again: its verdict, and each cell that differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from language import Language
from reports.check_file import Checked
from reports.checking import Change, Verdict
from reports.codes import Record
from ui import data, draw, html
from ui.address import Address
from ui.view import View
from warehouse import Reader, current_version

_PAGES = (
    ("capacity", "capacity"),
    ("plan", "plans"),
    ("revision", "plans"),
    ("measure", "measures"),
    ("forecast", "measures"),
    ("system", "systems"),
    ("go_live", "systems"),
    ("matrix", "systems"),
    ("aligned", "systems"),
)
"""A part of a figure's name, and the page that shows such figures; Oversikt shows the others."""


def verdict_code(checked: Checked) -> str:
    """Return valid | changed | gone | unknown."""
    return "unknown" if checked.verdict is None else checked.verdict.reason or "valid"


def verdict_words(code: str, lang: Language) -> str:
    """Return sign and words of a verdict; each has its own sign, so that it is read without colour."""
    signs = {"valid": "●", "changed": "▲", "gone": "■", "unknown": "○"}
    words = {
        "valid": lang.text("gjelder fortsatt"),
        "changed": lang.text("endret"),
        "gone": lang.text("kan ikke vises mer"),
        "unknown": lang.text("ukjent her"),
    }
    return f"{signs[code]} {words[code]}"


def changes_table(changes: Sequence[Change], caption: str, lang: Language) -> None:
    """Draw every cell that differs, as it was and as it is now."""
    heads = [lang.text("Rad"), lang.text("Kolonne"), lang.text("Da"), lang.text("Nå")]
    rows = [html.Row((change.row, change.column, *before_and_now(change, lang))) for change in changes]
    html.table(heads, rows, caption=caption, numbers=(2, 3))


def before_and_now(change: Change, lang: Language) -> tuple[str, str]:
    """Return a cell then and now as the reader sees it, with more decimals where the difference is finer."""
    told = _cell(change.before, change.column, lang), _cell(change.now, change.column, lang)
    numbers = [isinstance(value, int | float) for value in (change.before, change.now)]
    if told[0] == told[1] and all(numbers):
        return lang.number(change.before, 4), lang.number(change.now, 4)
    return told


def _cell(value: Any, column: str, lang: Language) -> str:
    return lang.text("mangler") if value is None else draw.cell_text(value, column, lang)


def holds_words(verdict: Verdict, lang: Language) -> str:
    """Say in a sentence whether a figure still holds."""
    if verdict.reason == "gone":
        return lang.text("Figuren kan ikke vises mer: utvalget eller figuren finnes ikke i tallene nå.")
    if verdict.holds:
        return lang.text("Tallene gjelder fortsatt: ingenting i figuren er endret.")
    return lang.plural(
        "{n} celle i figuren er endret siden {date}.",
        "{n} celler i figuren er endret siden {date}.",
        len(verdict.changes),
        date=made_words(verdict.record, lang),
    )


def made_words(record: Record, lang: Language) -> str:
    """Return the day that a code was made."""
    return lang.date(date.fromisoformat(record.made))


def page_of(figure: str) -> str:
    """Return the page that shows a figure of a name."""
    return next((page for part, page in _PAGES if part in figure), "overview")


def address_of(record: Record, view: View, *, as_it_was: bool = False) -> Address:
    """Return the address that shows a record's selection, in the figures now or in those of its own version."""
    version = str(record.version) if as_it_was else None
    return replace(
        view.address, selection=record.selection, version=version, code=None, issue=None, part=None
    )


def newest(view: View) -> Reader:
    """Return the figures now, also where the page shows an earlier version."""
    return data.reader_of(view.folder, current_version(view.folder) or 0)
