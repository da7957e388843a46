"""Hours as people, clocks and systems write them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tests.layouts.facts import SMALL, fact
from tests.layouts.grid import Cell, Grid
from tests.layouts.rows import HEADER, amounts, fact_rows, plain
from tests.layouts.styles import HOUR_STYLES, clock_time
from tests.layouts.texts import text
from tests.layouts.trap import Result, column_answer, right, trap
from tests.layouts.workbooks import xlsx

THEME = "Timer"


def _trap(id: str, what: str, rows: Sequence[Sequence[Any]], **more: Any) -> None:  # noqa: A002 - the word of the registry
    more.setdefault("expected", right())
    trap(id, THEME, what, f"{id}.xlsx", lambda: xlsx([Grid(rows, "Timer")]), **more)


for _name, (_what, _style) in HOUR_STYLES.items():
    _trap(f"hours_{_name}", _what, [HEADER, *fact_rows(amount=amounts(_style))])
_SHORT = [each for each in SMALL if each.amount < 24]
_trap(
    "hours_time_cell",
    "Excel-klokkeslett: 07:30 er sju og en halv time",
    [HEADER, *fact_rows(_SHORT, amount=lambda each: clock_time(each.amount))],
    expected=right(_SHORT),
)
_LONG = [fact("2024-01", "4.1", "37.5"), fact("2024-01", "4.5", "124.25"), fact("2024-02", "4.1", "812.75")]
_trap(
    "hours_over_24",
    "Varigheter over 24 timer: 812:45",
    [HEADER, *fact_rows(_LONG, amount=lambda each: HOUR_STYLES["duration"][1](each.amount))],
    expected=right(_LONG),
)
_trap(
    "hours_over_24_text",
    "«812:45» som tekst",
    [HEADER, *fact_rows(_LONG, amount=lambda each: HOUR_STYLES["clock"][1](each.amount))],
    expected=right(_LONG),
)
_trap(
    "hours_over_24_clock_format",
    "En varighet over 24 timer med klokkeformat tt:mm (Excel viser 13:30, cellen sier 37:30)",
    [HEADER, *fact_rows(_LONG, amount=lambda each: Cell(float(each.amount) / 24, format="hh:mm"))],
    expected=right(_LONG),
)
_trap(
    "hours_minutes",
    "«Minutter» i overskriften",
    [[*HEADER[:4], "Minutter"], *fact_rows(amount=lambda each: plain(each.amount * 60))],
)
_trap(
    "hours_minutes_in_brackets",
    "«Tid (min)» i overskriften",
    [[*HEADER[:4], "Tid (min)"], *fact_rows(amount=lambda each: plain(each.amount * 60))],
)
_trap(
    "hours_fraction_without_format",
    "Døgnbrøker uten format (0,3125): timer eller døgn? Spørsmål",
    [HEADER, *fact_rows(amount=lambda each: float(each.amount / 24))],
    question="unit",
    answer=column_answer("antall timer", unit="day_fraction"),
)
_trap(
    "hours_mixed_styles",
    "«7,5», «7:30» og 7.5 om hverandre i samme kolonne",
    [
        HEADER,
        *fact_rows(
            amount=lambda each: (
                plain(each.amount)
                if each.month.month == 1
                else HOUR_STYLES["clock" if each.month.month == 2 else "comma"][1](each.amount)
            )
        ),
    ],
)
_CORRECTIONS = [["2024-01", "VM-ADM", "ADM", "4.1", "-2,5"], ["2024-01", "VM-INH", "KSJEF", "4.5", "1,25-"]]
_trap(
    "hours_negative",
    "Korreksjoner med minus, foran og bak",
    [HEADER, *fact_rows(SMALL[:4]), *_CORRECTIONS],
    expected=Result(
        Decimal(39),
        {("2024-01", "4.1"): Decimal(17), ("2024-01", "4.5"): Decimal(22)},
        6,
    ),
)  # fmt: skip
_trap(
    "hours_ambiguous_three_decimals",
    "«1.234» timer i hele kolonnen: spørsmål",
    [HEADER, ["2024-01", "VM-ADM", "ADM", "4.1", "1.234"], ["2024-02", "VM-ADM", "ADM", "4.1", "2.500"]],
    expected=Result(
        Decimal("3.734"),
        {("2024-01", "4.1"): Decimal("1.234"), ("2024-02", "4.1"): Decimal("2.5")},
        2,
    ),
    question="decimal_mark",
    answer=column_answer("antall timer", decimal="point"),
)
trap(
    "hours_csv_clock",
    THEME,
    "Klokkeslett i en tekstfil",
    "hours_csv_clock.csv",
    lambda: text(
        Grid([HEADER, *fact_rows(amount=lambda each: HOUR_STYLES["clock"][1](each.amount))])
    ),
    expected=right(),
)  # fmt: skip
