"""Months, days, weeks, years, tertials or persons side by side, with their subtotals."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.layouts.facts import SMALL, Fact, fact
from tests.layouts.grid import Cell, Grid
from tests.layouts.rows import wide
from tests.layouts.styles import month_names
from tests.layouts.trap import Result, mapping_answer, right, trap
from tests.layouts.workbooks import xlsx

THEME = "Perioder og personer bortover"
MONTHS = [date(2024, month, 1) for month in (1, 2, 3)]


def _month(each: Fact) -> date:
    return each.month


def _trap(id: str, what: str, rows: Sequence[Sequence[Any]], **more: Any) -> None:  # noqa: A002 - the word of the registry
    more.setdefault("expected", right())
    grid = Grid(rows, more.pop("sheet", "Timer"), merged=more.pop("merged", ()))
    trap(id, THEME, what, f"{id}.xlsx", lambda: xlsx([grid]), **more)


def _named(language: str) -> list[list[Any]]:
    return wide(SMALL, MONTHS, _month, lambda month: month_names(language)[month.month - 1])


_trap(
    "across_months_year_above",
    "Måneder bortover, året i en sammenslått celle over",
    [["Timer", None, 2024, None, None], *_named("nb")],
    merged=(((0, 2), (0, 4)),),
)
_trap(
    "across_months_year_above_once",
    "Måneder bortover, året bare over den første måneden",
    [[None, None, "2024"], *_named("long")],
)
_trap("across_months_english", "Engelske månedsnavn bortover", [[None, None, 2024], *_named("en")])
_trap("across_months_german", "Tyske månedsnavn bortover", [[None, None, 2024], *_named("de")])
_trap("across_months_french", "Franske månedsnavn bortover", [[None, None, 2024], *_named("fr")])
_trap(
    "across_months_with_year",
    "«jan. 2024» i hver overskrift",
    wide(SMALL, MONTHS, _month, lambda month: f"{month_names()[month.month - 1]} {month.year}"),
)
_trap("across_dates", "Ekte datoer som overskrifter, vist som «jan.24»",
      wide(SMALL, MONTHS, _month, lambda month: Cell(month, format="mmm.yy")))  # fmt: skip
_trap(
    "across_month_numbers",
    "202401, 202402 … som overskrifter",
    wide(SMALL, MONTHS, _month, lambda month: int(f"{month:%Y%m}")),
)
_trap(
    "across_months_no_year",
    "Måneder uten noe år: spørsmål",
    _named("nb"),
    question="year",
    answer=mapping_answer(year=2024),
)
_trap(
    "across_months_year_in_sheet_name",
    "Året står bare i arkets navn",
    _named("nb"),
    sheet="Timer 2024",
)
_trap(
    "across_year_column",
    "Året i en kolonne, månedene bortover",
    wide(
        SMALL,
        MONTHS,
        _month,
        lambda month: month_names()[month.month - 1],
        [("År", lambda each: each.month.year), ("Deltiltak", lambda each: each.sub), ("Enhet", lambda each: each.unit)],
    ),
)  # fmt: skip
_TWO_YEARS = [
    fact("2023-11", "4.1", 10),
    fact("2023-12", "4.1", 20),
    fact("2024-01", "4.1", 30),
    fact("2024-02", "4.1", 40),
]
_trap(
    "across_two_years",
    "To år ved siden av hverandre, hvert år over sine måneder",
    [
        [None, None, 2023, None, 2024, None],
        *wide(_TWO_YEARS, [each.month for each in _TWO_YEARS], _month, lambda m: month_names()[m.month - 1]),
    ],
    merged=(((0, 2), (0, 3)), ((0, 4), (0, 5))),
    expected=right(_TWO_YEARS),
)
_trap(
    "across_tertial_sums",
    "Tertialsum, «Hittil» og «Totalt» blant månedskolonnene",
    [
        [*row[:4], mark, row[4], *sums]
        for row, mark, sums in [
            (row, "1. tertial" if number == 0 else sum(row[2:4]), ("Hittil i år", "Totalt"))
            if number == 0
            else (row, sum(row[2:4]), (sum(row[2:]), sum(row[2:])))
            for number, row in enumerate(
                wide(SMALL, MONTHS, _month, lambda m: f"{month_names()[m.month - 1]} {m.year}")
            )
        ]
    ],
)
_trap(
    "across_total_row",
    "Totalrad under månedskolonnene",
    [
        *wide(SMALL, MONTHS, _month, lambda month: f"{month:%Y-%m}"),
        ["Totalt", None, 42.75, 59.5, 47.25],
    ],
    expected=right(total_row=1),
)
_trap(
    "across_two_header_rows",
    "«Timer» over hver måned, årstall øverst",
    [
        [None, None, "2024", "2024", "2024"],
        ["Enhet", "Deltiltak", "jan", "feb", "mar"],
        [None, None, "Timer", "Timer", "Timer"],
        *_named("nb")[1:],
    ],
)
_DAYS = [date(2024, 1, 29) + timedelta(days=day) for day in range(5)]
_trap(
    "across_days",
    "Dager bortover, over et månedsskifte",
    [["Enhet", "Deltiltak", *_DAYS], ["VM-ADM", "4.1", 1, 2, 3, 4, 5], ["VM-INH", "4.5", 7.5, None, None, 6, None]],
    expected=Result(
        Decimal("28.5"),
        {
            ("2024-01", "4.1"): Decimal(6), ("2024-02", "4.1"): Decimal(9),
            ("2024-01", "4.5"): Decimal("7.5"), ("2024-02", "4.5"): Decimal(6),
        },
        7,
    ),
)  # fmt: skip
_trap(
    "across_weeks",
    "Uker bortover; uke 5 deles på januar og februar etter arbeidsdager",
    [["Timer", None, 2024], ["Enhet", "Deltiltak", "Uke 4", "Uke 5"], ["VM-ADM", "4.1", 10, 15]],
    expected=Result(
        Decimal(25), {("2024-01", "4.1"): Decimal(19), ("2024-02", "4.1"): Decimal(6)}, 2
    ),
)  # fmt: skip
_trap(
    "across_years",
    "År bortover: årets timer fordeles på månedene, og summen er den samme",
    [["Enhet", "Deltiltak", 2023, 2024], ["VM-ADM", "4.1", 120, 240.5]],
    expected=Result(Decimal("360.5"), {}, 2),
)
_trap(
    "across_tertials",
    "Tertialer bortover",
    [["Enhet", "Deltiltak", "T1 2024", "T2 2024", "T3 2024"], ["VM-ADM", "4.1", 100, 50, 25.25]],
    expected=Result(Decimal("175.25"), {}, 3),
)
_trap(
    "across_persons",
    "Personer bortover: timene summeres, og ingen navn lagres",
    [
        ["Måned", "Deltiltak", "Kari Nordmann", "Ola Hansen", "Liv Berg", "Sum"],
        ["2024-01", "4.1", 3, 4.5, None, 7.5],
        ["2024-01", "4.5", 1, None, 2, 3],
        ["2024-02", "4.1", 10, 5, 5, 20],
    ],
    expected=Result(
        Decimal("30.5"),
        {("2024-01", "4.1"): Decimal("7.5"), ("2024-01", "4.5"): Decimal(3), ("2024-02", "4.1"): Decimal(20)},
        7,
    ),
)
_trap(
    "across_hours_and_kroner",
    "Timer og kroner vekselvis under hver måned",
    [
        [None, None, "jan. 2024", None, "feb. 2024", None],
        ["Enhet", "Deltiltak", "Timer", "Kroner", "Timer", "Kroner"],
        ["VM-ADM", "4.1", 10, 5000, 20, 10000],
        ["VM-ADM", "4.5", 5, 2500, 1, 500],
    ],
    merged=(((0, 2), (0, 3)), ((0, 4), (0, 5))),
    expected=Result(
        Decimal(36),
        {
            ("2024-01", "4.1"): Decimal(10), ("2024-02", "4.1"): Decimal(20),
            ("2024-01", "4.5"): Decimal(5), ("2024-02", "4.5"): Decimal(1),
        },
        4,
    ),
)  # fmt: skip
_trap(
    "across_sum_column_only_differs",
    "Summen i «Totalt»-kolonnen stemmer ikke med månedene: det blir sagt",
    [
        ["Enhet", "Deltiltak", "jan. 2024", "feb. 2024", "Totalt"],
        ["VM-ADM", "4.1", 10, 20, 30],
        ["VM-ADM", "4.5", 5, 1, 60],
    ],
    expected=Result(
        Decimal(36),
        {
            ("2024-01", "4.1"): Decimal(10), ("2024-02", "4.1"): Decimal(20),
            ("2024-01", "4.5"): Decimal(5), ("2024-02", "4.5"): Decimal(1),
        },
        4,
    ),
    says=["row_total_differs"],
)  # fmt: skip
