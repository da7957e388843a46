"""Months, days, weeks, tertials and year-ends as exports write them; days and months that were swapped."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.layouts.facts import SMALL, Fact, fact
from tests.layouts.grid import Grid
from tests.layouts.rows import HEADER, POSTINGS, fact_rows, months, posting_rows
from tests.layouts.styles import MONTH_STYLES
from tests.layouts.trap import Result, column_answer, mapping_answer, right, trap
from tests.layouts.workbooks import xlsx

THEME = "Datoer og perioder"


def _trap(id: str, what: str, rows: Sequence[Sequence[Any]], **more: Any) -> None:  # noqa: A002 - the word of the registry
    more.setdefault("expected", right())
    old = more.pop("date_1904", False)
    trap(id, THEME, what, f"{id}.xlsx", lambda: xlsx([Grid(rows, "Timer")], date_1904=old), **more)


for _name, (_what, _style) in MONTH_STYLES.items():
    _trap(f"period_{_name}", _what, [HEADER, *fact_rows(month=months(_style))])
_trap(
    "period_mixed_cells",
    "Måneder skrevet på flere måter i samme kolonne",
    [
        HEADER,
        *fact_rows(
            month=lambda each: MONTH_STYLES[("iso", "short_nb", "date_cell")[each.month.month - 1]][1](
                each.month
            )
        ),
    ],
)
_trap(
    "date_1904",
    "Arbeidsbok med 1904-datoer (Excel for Mac)",
    [HEADER, *fact_rows(month=lambda each: each.month)],
    date_1904=True,
)
_trap(
    "period_year_and_month",
    "År og måned i hver sin kolonne",
    [
        ["År", "Mnd", *HEADER[1:]],
        *([each.month.year, each.month.month, *row[1:]] for each, row in zip(SMALL, fact_rows(), strict=True)),
    ],
)  # fmt: skip
_trap(
    "period_year_and_month_name",
    "År og månedsnavn i hver sin kolonne",
    [
        ["År", "Måned", *HEADER[1:]],
        *(
            [each.month.year, ("Januar", "Februar", "Mars")[each.month.month - 1], *row[1:]]
            for each, row in zip(SMALL, fact_rows(), strict=True)
        ),
    ],
)
_trap(
    "period_month_without_year",
    "Bare månedsnavn i kolonnen: spørsmål om året",
    [HEADER, *fact_rows(month=lambda each: ("Januar", "Februar", "Mars")[each.month.month - 1])],
    question="year",
    answer=mapping_answer(year=2024),
)
_YEAR_END = [*(row for row in posting_rows([fact("2024-12", "990123001", 100, "99310100")]))]
_trap(
    "period_13",
    "Periode 202413 er årsoppgjør: i desember, merket",
    [POSTINGS, *_YEAR_END, ["202413", "5000", "99310100", "990123001", 50]],
    expected=Result(Decimal(150), {("2024-12", "990123001"): Decimal(150)}, 2),
    says=["period_year_end"],
)
_trap(
    "period_tertial",
    "T1 2024 fordeles på fire måneder, og summen er den samme",
    [HEADER, ["T1 2024", "VM-ADM", "ADM", "4.1", 100], ["2. tertial 2024", "VM-ADM", "ADM", "4.1", 50.5]],
    expected=Result(Decimal("150.5"), {}, 2),
)
_trap(
    "period_quarter",
    "K1 2024 (kvartal) fordeles på tre måneder",
    [HEADER, ["1. kvartal 2024", "VM-ADM", "ADM", "4.1", 90], ["2. kvartal 2024", "VM-ADM", "ADM", "4.1", 30]],
    expected=Result(Decimal(120), {}, 2),
)  # fmt: skip
_trap(
    "period_week",
    "Uke 12 2024 ligger i mars",
    [HEADER, ["Uke 12 2024", "VM-ADM", "ADM", "4.1", 30], ["uke 13 2024", "VM-ADM", "ADM", "4.1", 7.5]],
    expected=Result(Decimal("37.5"), {("2024-03", "4.1"): Decimal("37.5")}, 2),
)
_trap(
    "period_year",
    "Bare år i periodekolonnen: fordeles på tolv måneder",
    [HEADER, ["2023", "VM-ADM", "ADM", "4.1", 120], ["2024", "VM-ADM", "ADM", "4.1", 60]],
    expected=Result(Decimal(180), {}, 2),
)
_trap(
    "period_range",
    "«jan.–mars 2024» fordeles på tre måneder",
    [HEADER, ["jan.–mars 2024", "VM-ADM", "ADM", "4.1", 90], ["april-juni 2024", "VM-ADM", "ADM", "4.1", 60]],
    expected=Result(Decimal(150), {}, 2),
)
_DAYS = [
    Fact(date(2024, month, day), "4.1", "VM-ADM", "ADM", Decimal(amount))
    for month, day, amount in ((1, 5, 1), (1, 17, 2), (2, 9, 4), (2, 28, 8), (3, 11, 16), (3, 31, 32))
]
_DAY_HEADER = ("Dato", *HEADER[1:])
_trap("date_cells", "Datoer i stedet for måneder",
      [_DAY_HEADER, *fact_rows(_DAYS, month=lambda each: each.month)], expected=right(_DAYS))  # fmt: skip
_trap(
    "date_american_text",
    "«1/17/2024»: naboene viser at måneden står først i hele kolonnen",
    [_DAY_HEADER, *fact_rows(_DAYS, month=lambda each: f"{each.month.month}/{each.month.day}/{each.month.year}")],
    expected=right(_DAYS),
)  # fmt: skip
_AMBIGUOUS = [each for each in _DAYS if each.month.day <= 12]
_trap(
    "date_slash_ambiguous",
    "«5/1/2024» der ingen dag er over 12: dag eller måned først? Spørsmål",
    [_DAY_HEADER, *fact_rows(_AMBIGUOUS, month=lambda each: f"{each.month.day}/{each.month.month}/{each.month.year}")],
    expected=right(_AMBIGUOUS),
    question="day_order",
    answer=column_answer("dato", day_order="dmy"),
)  # fmt: skip
_trap(
    "date_slash_settled",
    "«17/1/2024»: naboene viser at dagen står først",
    [_DAY_HEADER, *fact_rows(_DAYS, month=lambda each: f"{each.month.day}/{each.month.month}/{each.month.year}")],
    expected=right(_DAYS),
)  # fmt: skip


def _nordic(each: Fact) -> str:
    return f"{each.month:%d.%m.%Y}"


def _swapped(each: Fact) -> Any:
    """What Excel with American settings made of Norwegian dates: days up to 12 became dates with day and month
    swapped, the others stayed text."""
    day = each.month
    return date(day.year, day.day, day.month) if day.day <= 12 else f"{day:%d/%m/%Y}"


_SWAPPED = [
    Fact(date(2024, month, day), "4.1", "VM-ADM", "ADM", Decimal(amount))
    for month, day, amount in (
        (1, 3, 1), (1, 11, 2), (1, 17, 4), (1, 25, 8), (2, 2, 16), (2, 9, 32), (2, 14, 64), (2, 28, 128),
        (3, 1, 256), (3, 12, 512), (3, 20, 1024), (3, 31, 2048),
    )
]  # fmt: skip
_trap(
    "date_swapped_cells",
    "Excel har byttet dag og måned i datoer til og med den 12.: oppdages av naboene, og det blir spurt",
    [_DAY_HEADER, *fact_rows(_SWAPPED, month=_swapped)],
    expected=right(_SWAPPED),
    question="day_order",
    answer=column_answer("dato", day_order="mdy"),
)
_trap(
    "date_future",
    "Måneder som ikke har vært: det blir sagt",
    [HEADER, *fact_rows(SMALL), ["2025-12", "VM-ADM", "ADM", "4.1", 5], ["2099-01", "VM-ADM", "ADM", "4.1", 5]],
    expected=None,
    refusal="sub_measure_not_valid",
)  # fmt: skip
_trap(
    "date_impossible",
    "31.02.2024 finnes ikke",
    [_DAY_HEADER, *fact_rows(_DAYS, month=_nordic), ["31.02.2024", "VM-ADM", "ADM", "4.1", 5]],
    expected=None,
    refusal="not_a_date",
)  # fmt: skip
