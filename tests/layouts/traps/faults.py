"""Cells that hold no value: Excel errors, formulas that were never calculated, typos in codes."""

from collections.abc import Sequence
from typing import Any

from etl.report import FileReport, Options
from tests.layouts.facts import SMALL
from tests.layouts.grid import Cell, Grid
from tests.layouts.rows import HEADER, fact_rows, plain
from tests.layouts.trap import column_answer, right, trap
from tests.layouts.workbooks import xlsx

THEME = "Feil i celler"
ROWS = fact_rows()


def _trap(id: str, what: str, rows: Sequence[Sequence[Any]], **more: Any) -> None:  # noqa: A002 - the word of the registry
    trap(id, THEME, what, f"{id}.xlsx", lambda: xlsx([Grid(rows, "Timer")]), **more)


def _last(cell: Any, at: int = 4) -> list[list[Any]]:
    """The twelve rows with one cell of the last row changed."""
    return [HEADER, *ROWS[:11], [*ROWS[11][:at], cell, *ROWS[11][at + 1 :]]]  # type: ignore[list-item]  # a tuple of texts


for _text in ("#REF!", "#N/A", "#VALUE!", "#DIV/0!"):
    _trap(
        f"error_{_text.strip('#!').replace('/', '').lower()}",
        f"{_text} i timekolonnen: meldes med sted, leses aldri som tomt",
        _last(Cell(error=_text)),
        refusal="error_cell",
    )
_trap("error_in_code", "#N/A i kodekolonnen", _last(Cell(error="#N/A"), 3), refusal="error_cell")
_trap("error_in_month", "#VALUE! i periodekolonnen", _last(Cell(error="#VALUE!"), 0), refusal="error_cell")
_trap(
    "error_accepted",
    "#REF! i én rad, de andre lastes inn når brukeren godtar det",
    _last(Cell(error="#REF!")),
    options=Options(accept_rejected=True),
    expected=right(SMALL[:11], error_cell=1),
)
_trap(
    "formula_without_value",
    "Formel uten lagret verdi",
    _last(Cell(formula="=D2*2")),
    refusal="formula_without_value",
)
_trap(
    "formula_with_value",
    "Formler med lagret verdi leses",
    [HEADER, *([*row[:4], Cell(row[4], formula="=A1*1")] for row in ROWS)],
    expected=right(),
)
_trap(
    "error_outside",
    "#REF! i en kolonne som ikke brukes: lastes inn, og det blir sagt",
    [[*HEADER, "Kontroll"], *([*row, Cell(error="#REF!")] for row in ROWS)],
    expected=right(),
)
_trap(
    "cell_mended",
    "En feil celle rettes i siden",
    _last("tolv"),
    refusal="not_hours",
    answer=lambda _report: Options(cells={"Timer!E13": str(plain(SMALL[11].amount)).replace(".", ",")}),
    expected=right(),
)
_trap(
    "row_left_out",
    "En feil rad holdes utenfor med en grunn",
    _last("tolv"),
    refusal="not_hours",
    answer=lambda _report: Options(left_out={"Timer!13": "avklares med enheten"}),
    expected=right(SMALL[:11], left_out=1),
)


def _placed(report: FileReport) -> Options:
    return Options(choices={"sub_measure|BEVIST": "4.5"})


_trap(
    "typo_in_code",
    "Skrivefeil i deltiltaket: ingenting opprettes, og et forslag gis",
    [HEADER, *fact_rows(sub=lambda each: "BEVIST" if each.sub == "4.5" else each.sub)],
    refusal="unknown_sub_measure",
    answer=_placed,
    expected=right(),
)
_trap(
    "missing_code",
    "En rad uten deltiltak",
    _last(None, 3),
    refusal="missing_value",
)
_trap(
    "missing_month",
    "En rad uten måned",
    _last(None, 0),
    refusal="missing_value",
)
_trap(
    "grouped_keys",
    "Måneden står bare på den første raden i hver gruppe, uten sammenslåing: det fylles ikke ut i stillhet",
    [HEADER, *([None if number % 4 else row[0], *row[1:]] for number, row in enumerate(ROWS))],
    question="fill_down",
    answer=column_answer("periode", fill="above"),
    expected=right(),
)
