"""Effort as people write it: shares of a position, person-years, weeks, roughly so many hours; mixed units."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from etl.report import Options
from tests.layouts.facts import SMALL, Key, fact
from tests.layouts.grid import Cell, Grid
from tests.layouts.rows import HEADER, fact_rows
from tests.layouts.trap import Result, mapping_answer, right, trap
from tests.layouts.workbooks import xlsx

THEME = "Innsats"
COLUMNS = ("Måned", "Avdeling", "Deltiltak", "Medgått tid")
_YEAR_HOURS = 1628
KIND_ASKED: dict[str, Any] = {"question": "which_kind", "answer": mapping_answer(kind="actual_hours")}
"""Nothing in the file says whether it is planned or done."""


def _trap(id: str, what: str, rows: Sequence[Sequence[Any]], **more: Any) -> None:  # noqa: A002 - the word of the registry
    trap(id, THEME, what, f"{id}.xlsx", lambda: xlsx([Grid(rows, "Innsats")]), **more)


def _one(*efforts: tuple[Any, str], header: str = "Medgått tid") -> list[list[Any]]:
    """Rows of January 2024, one sub-measure each."""
    return [
        [*COLUMNS[:3], header],
        *(["2024-01", "VM-ADM", f"4.{number}", cell] for number, (cell, _) in enumerate(efforts, 1)),
    ]


def _hours(*efforts: tuple[Any, str]) -> Result:
    amounts: dict[Key, Decimal] = {
        ("2024-01", f"4.{n}"): Decimal(hours) for n, (_, hours) in enumerate(efforts, 1)
    }
    return Result(sum(amounts.values(), Decimal(0)), amounts, len(efforts))


def _effort(id: str, what: str, *efforts: tuple[Any, str], header: str = "Medgått tid", **more: Any) -> None:  # noqa: A002 - the word of the registry
    _trap(id, what, _one(*efforts, header=header), expected=_hours(*efforts), **more)


# January 2024 has 22 working days of 7.5 hours, 165 hours.
_effort("effort_position", "«20 % stilling»", ("20 % stilling", "33"), ("50 % stilling", "82.5"))
_effort(
    "effort_position_spelled",
    "«20 prosent stilling» og «50%»",
    ("20 prosent stilling", "33"),
    ("50% stilling", "82.5"),
)
_effort("effort_weeks", "«2 uker»", ("2 uker", "75"), ("1 uke", "37.5"))
_effort("effort_days", "«3 dagsverk» og «0,5 dager»", ("3 dagsverk", "22.5"), ("0,5 dager", "3.75"))
_effort(
    "effort_about",
    "«ca. 120 t»: tallet leses, og at det er omtrentlig, blir sagt",
    ("ca. 120 t", "120"),
    ("ca 40 timer", "40"),
)
_effort(
    "effort_mixed",
    "Flere måter i samme kolonne, hver omregning vist med sin antakelse",
    ("20 % stilling", "33"),
    ("2 uker", "75"),
    ("ca. 120 t", "120"),
    ("7:30", "7.5"),
    ("12 timer", "12"),
)
_trap(
    "effort_person_years",
    "«0,5 årsverk» i et år: 1 628 timer er ett årsverk",
    [
        ["År", *COLUMNS[1:]],
        ["2024", "VM-ADM", "4.1", "0,5 årsverk"],
        ["2024", "VM-ADM", "4.5", "0,25 årsverk"],
    ],
    expected=Result(Decimal("0.75") * _YEAR_HOURS, {}, 2),
)  # fmt: skip
_effort(
    "effort_percent_column",
    "Kolonnen «Prosent av stilling» med tall",
    (20, "33"),
    (50, "82.5"),
    header="Prosent av stilling",
    **KIND_ASKED,
)
_effort(
    "effort_percent_cells",
    "Celler med prosentformat: 0,2 vises som 20 %",
    (Cell(0.2, format="0%"), "33"),
    (Cell(0.5, format="0%"), "82.5"),
    header="Prosent av stilling",
    **KIND_ASKED,
)
_effort(
    "effort_days_column", "Kolonnen «Dagsverk»", (3, "22.5"), (0.5, "3.75"), header="Dagsverk", **KIND_ASKED
)
_effort("effort_percent_in_hours", "«20 % stilling» skrevet i timekolonnen",
        (12, "12"), ("20 % stilling", "33"), (7.5, "7.5"), header="Timer")  # fmt: skip
_MIXED: list[list[Any]] = [
    ["Måned", "Avdeling", "Deltiltak", "Forbrukt mengde", "Enhet for mengde"],
    ["2024-01", "VM-ADM", "4.1", 10, "timer"],
    ["2024-01", "VM-ADM", "4.1", 3, "stk"],
    ["2024-01", "VM-ADM", "4.5", 4.5, "t"],
    ["2024-02", "VM-ADM", "4.5", 1200, "kr"],
    ["2024-02", "VM-ADM", "4.5", 2, "t"],
]
_trap(
    "effort_quantity_units",
    "Mengdekolonne med timer, stykk og kroner: bare timer regnes med",
    _MIXED,
    expected=Result(
        Decimal("16.5"),
        {("2024-01", "4.1"): Decimal(10), ("2024-01", "4.5"): Decimal("4.5"), ("2024-02", "4.5"): Decimal(2)},
        3,
        {"not_hours_unit": 2},
    ),
)


_trap(
    "effort_question_mark",
    "«?» er et spørsmål, ikke 0",
    [HEADER, *fact_rows()[:11], [*fact_rows()[11][:4], "?"]],
    expected=None,
    refusal="unknown_amount",
)
_trap(
    "effort_100h_in_number_column",
    "«100h» midt i en kolonne med rene tall: et spørsmål, ikke et tall",
    [HEADER, *fact_rows(), ["2024-03", "VM-ADM", "ADM", "4.1", "100h"]],
    refusal="unit_of_cell",
    answer=lambda _report: Options(cells={"Innsats!E14": "100 timer"}),
    expected=right((*SMALL, fact("2024-03", "4.1", 100))),
)
