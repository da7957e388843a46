"""Total rows: above, below and between, on several levels in one column, without a label, and wrong ones."""

from collections.abc import Sequence
from typing import Any

from tests.layouts.facts import SMALL, Fact, total
from tests.layouts.grid import Cell, Grid
from tests.layouts.rows import HEADER, fact_rows, plain, total_row, with_totals
from tests.layouts.trap import right, trap
from tests.layouts.workbooks import xlsx

THEME = "Sumrader"


def _month(each: Fact) -> str:
    return f"{each.month:%Y-%m}"


def _sub(each: Fact) -> str:
    return each.sub


def _unit(each: Fact) -> str:
    return each.unit


def _all(_: Fact) -> str:
    return ""


def _trap(id: str, what: str, rows: Sequence[Sequence[Any]], totals: int, **more: Any) -> None:  # noqa: A002 - the word of the registry
    more.setdefault("expected", right(total_row=totals))
    grid = Grid([more.pop("header", HEADER), *rows], "Timer")
    trap(id, THEME, what, f"{id}.xlsx", lambda: xlsx([grid]), **more)


_trap("total_below", "«Totalt» under tabellen", [*fact_rows(), total_row("Totalt", SMALL)], 1)
_trap("total_above", "«Sum» over dataene", [total_row("Sum", SMALL), *fact_rows()], 1)
_trap(
    "total_between",
    "En sumrad etter hver måned",
    with_totals(SMALL, [(_month, "Sum {}", 0)]),
    3,
)
_trap(
    "total_two_levels",
    "Delsum per måned og totalsum i samme kolonne (lagt sammen blir det ×3)",
    with_totals(SMALL, [(_all, "Totalsum", 0), (_month, "Delsum {}", 0)]),
    4,
)
_trap(
    "total_three_levels",
    "Tre nivåer sumrader i samme kolonne (lagt sammen blir det ×4)",
    with_totals(SMALL, [(_all, "Totalt", 0), (_sub, "Sum {}", 0), (_month, "Delsum {}", 0)]),
    9,
)
_trap(
    "total_three_levels_above",
    "Tre nivåer sumrader, hver over det den summerer",
    with_totals(SMALL, [(_all, "Totalt", 0), (_sub, "Sum {}", 0), (_month, "Delsum {}", 0)], above=True),
    9,
)
_trap(
    "total_excel_subtotals",
    "Excels egne delsummer: «4.1 Totalt» i kolonnen for deltiltak, «Totalsum» til slutt",
    with_totals(SMALL, [(_all, "Totalsum", 3), (_sub, "{} Totalt", 3)]),
    3,
)
_trap(
    "total_in_other_columns",
    "Hvert nivå har merkelappen i sin egen kolonne",
    with_totals(SMALL, [(_all, "Sum alle", 0), (_unit, "Sum {}", 1), (_sub, "Sum {}", 3)]),
    7,
)
_trap(
    "total_repeats_key",
    "Delsummen gjentar enheten og har stjerner i stedet for deltiltak",
    [
        row
        for unit in ("VM-ADM", "VM-INH")
        for part in [[each for each in SMALL if each.unit == unit]]
        for row in [*fact_rows(part), [None, unit, None, "*", plain(total(part))]]
    ] + [total_row("**", SMALL, 3)],
    3,
)  # fmt: skip
_trap(
    "total_without_label",
    "Summen står under timene uten noe ord",
    [*fact_rows(), [None, None, None, None, 149.5]],
    1,
)
_trap(
    "total_after_blank",
    "Tom rad før totalen",
    [*fact_rows(), [], total_row("Totalt", SMALL)],
    1,
    expected=right(blank_row=1, total_row=1),
)
_trap(
    "total_of_one",
    "Grupper på én rad: delsummen er lik raden over",
    with_totals(SMALL[:4], [(lambda each: (each.sub, each.unit), "Sum", 0)]),
    4,
    expected=right(SMALL[:4], total_row=4),
)
_trap(
    "total_english",
    "«Grand total» og «Subtotal»",
    with_totals(SMALL, [(_all, "Grand total", 0), (_month, "Subtotal {}", 0)]),
    4,
)
_trap(
    "total_formula",
    "Summene er formler med lagret verdi",
    [*fact_rows(), ["Sum", None, None, None, Cell(149.5, formula="=SUM(E2:E13)")]],
    1,
)
_trap(
    "total_wrong_in_file",
    "Filas egen total er feil: begge tall vises, ingen velges i stillhet",
    [*fact_rows(), ["Totalt", None, None, None, 160]],
    1,
    says=["control_difference"],
)
_trap(
    "total_running",
    "En kolonne med løpende sum («Akkumulert») ved siden av timene",
    [
        [*row, plain(total(SMALL[: number + 1]))]
        for number, row in enumerate(fact_rows())
    ],
    0,
    header=(*HEADER, "Akkumulert"),
    expected=right(),
)  # fmt: skip
_trap(
    "total_above_and_below",
    "Summen både over og under dataene",
    [total_row("Totalt", SMALL), *fact_rows(), total_row("Totalt", SMALL)],
    2,
)
