"""Problems of a file in groups: one cause, one sentence, one count, and the places where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from etl.problems import Problem, Severity
from etl.wording import message, place
from language import Language
from reports.table_file import XLSX_TYPE, xlsx_bytes
from ui import html
from ui.view import View
from ui.wizard_files import Entry

_ORDER: tuple[Severity, ...] = ("error", "warning", "info")
_PLACES = 8


@dataclass(frozen=True)
class Group:
    """Problems with one cause in one column, in the order of the file."""

    severity: Severity
    code: str
    column: str | None
    problems: tuple[Problem, ...]

    @property
    def key(self) -> str:
        """What tells the group from the others of the file."""
        return f"{self.severity}-{self.code}-{self.column or ''}"


def groups(problems: Sequence[Problem]) -> list[Group]:
    """Problems by cause and column, errors first, the largest group of a severity first."""
    found: dict[tuple[Severity, str, str | None], list[Problem]] = {}
    for problem in problems:
        found.setdefault((problem.severity, problem.code, problem.column), []).append(problem)
    made = [Group(*key, tuple(members)) for key, members in found.items()]
    return sorted(made, key=lambda group: (_ORDER.index(group.severity), -len(group.problems)))


def severity_word(severity: Severity, lang: Language) -> str:
    """Return «feil», «advarsel» or «til orientering»."""
    return {
        "error": lang.text("feil"),
        "warning": lang.text("advarsel"),
        "info": lang.text("til orientering"),
    }[severity]


def sentence(problem: Problem, lang: Language) -> str:
    """Return a problem's sentence without its place, which stands beside it."""
    said = message(problem, lang)
    return said.removeprefix(f"{place(problem, lang)}: ")


def rows_of(problem: Problem) -> int:
    """Return how many rows a problem stands for: some are told once for all rows that have them."""
    told = problem.facts.get("rows", "")
    return int(told) if told.isdigit() else 1


def places(group: Group, lang: Language) -> str:
    """Return where a group's problems are, sheet by sheet: the first rows, and how many more."""
    rows: dict[str | None, list[int]] = {}
    for problem in group.problems:
        if problem.row is not None:
            rows.setdefault(problem.sheet, []).append(problem.row)
    return "; ".join(_rows(sheet, sorted(set(found)), lang) for sheet, found in rows.items())


def _rows(sheet: str | None, found: Sequence[int], lang: Language) -> str:
    shown = [str(row) for row in found[:_PLACES]]
    more = len(found) - len(shown)
    if more:
        shown.append(lang.plural("{n} til", "{n} til", more))
    told = lang.plural("rad {rows}", "radene {rows}", len(found), rows=lang.join(shown))
    return lang.text("Ark {sheet}, {rows}", sheet=sheet, rows=told) if sheet else told


def listed(entry: Entry, view: View) -> None:
    """Draw what stops a file as a whole, each in a sentence with what to do."""
    for problem in entry.report.problems:
        if problem.severity == "error":
            st.error(html.plain(message(problem, view.lang)))


def download(entry: Entry, view: View) -> None:
    """Offer every problem with its place as an Excel file."""
    lang = view.lang
    if not entry.report.problems:
        return
    title = lang.text("Feil og advarsler")
    frame = _frame(entry.report.problems, lang)
    about = [(lang.text("Fil"), entry.report.file)]
    st.download_button(
        lang.text("Last ned listen som Excel"), lambda: xlsx_bytes(frame, title=title, about=about, lang=lang),
        "handlingsrom-feil.xlsx", XLSX_TYPE, key="problems_list", on_click="ignore",
    )  # fmt: skip


def _frame(problems: Sequence[Problem], lang: Language) -> pd.DataFrame:
    ordered = sorted(problems, key=lambda problem: _ORDER.index(problem.severity))
    return pd.DataFrame(
        [
            {
                lang.text("Hva"): severity_word(problem.severity, lang),
                lang.text("Ark"): problem.sheet or "",
                lang.text("Rad"): "" if problem.row is None else str(problem.row),
                lang.text("Kolonne"): problem.column or "",
                lang.text("Verdi"): problem.value or "",
                lang.text("Forklaring"): message(problem, lang),
            }
            for problem in ordered
        ]
    )
