"""Hypothesis strategies: any table of hours, laid out in any way, with any mix of noise, in any format.

Each draws one source of randomness and makes its choices with it, so that no two examples are alike; `simplest` does
what shrinking would.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.layouts.facts import Fact
from tests.layouts.styles import HOUR_STYLES, MONTH_STYLES, NUMBER_STYLES

SUBS = {"4.1": "BOTT ØL", "4.2": "NTNU Sak", "4.5": "BEVISST", "4.7": "Leiestedsmodellen 2"}
UNITS = {
    "VM-ADM": ("99310100", "Museumsadministrasjonen"),
    "VM-INH": ("99310200", "Institutt for naturhistorie"),
    "VM-FOR": ("99310400", "Seksjon for formidling"),
}
ROLES = {"ADM": "Museumsadministrasjonen", "KSJEF": "Kontorsjefene", "OVRIG": "Øvrig administrativt ansatte"}
PERSONS = ("Kari Nordmann", "Ola Hansen", "Liv Berg")
HEADINGS = {
    "month": ("Periode", "Måned", "Mnd", "Regnskapsperiode", "Period", "Month", "Måned/år"),
    "unit": ("Enhet", "Avdeling", "Koststed", "K-sted", "Kostnadssted", "Cost centre", "Department"),
    "role": ("Rollegruppe", "Stillingsgruppe", "Role group"),
    "sub": ("Deltiltak", "Deltiltaksnr", "Sub-measure", "Deltiltak (kode)"),
    "hours": (
        "Timer", "Antall timer", "Ant. timer", "Timeverk", "Hours", "Forbrukte timer", "Medgåtte timer", "Timer totalt",
    ),
}  # fmt: skip
FILLERS: dict[str, Callable[[int, Fact, Decimal], Any]] = {
    "Kommentar": lambda n, _fact, _sum: f"møte {n}" if n % 3 else None,
    "Bilagsnr": lambda n, _fact, _sum: 410_000 + 7 * n,
    "Saksbehandler": lambda n, _fact, _sum: PERSONS[n % 3],
    "Kilde": lambda n, _fact, _sum: f"lønnssystem {n % 2}",
    "Løpenr": lambda n, _fact, _sum: n + 1,
    "Beløp": lambda n, _fact, _sum: 1000.0 + 12.5 * n,
    "": lambda n, _fact, _sum: "x" if n % 2 else None,
    "Planlagte timer": lambda n, _fact, _sum: 10 + n,
    "Akkumulert": lambda _n, _fact, so_far: float(so_far),
    "Enhet (T)": lambda _n, fact, _sum: UNITS[fact.unit][1],
    "Antall personer": lambda n, _fact, _sum: n % 3 + 1,
}
"""Columns beside ours, and what they hold in row n, by its fact and the running sum."""
TOTALS = ("none", "below", "above", "both", "by_month", "by_sub", "two_levels", "three_levels", "unlabelled")
LABELS = ("Totalt", "Sum", "TOTAL", "Totalsum", "Sum totalt", "I alt", "Grand total")
FORMATS = (
    "xlsx", "csv_semicolon", "csv_comma", "tsv_utf16", "csv_cp1252", "ods", "xls", "html", "xml_2003", "xlsm", "strict",
    "xlsb",
)  # fmt: skip
SHEETS = (
    "one",
    "cover",
    "parameters",
    "pivot",
    "by_month",
    "hidden",
    "copy",
    "changed_copy",
    "summary",
    "codes",
)
NAMES = ("timeforbruk", "Medgåtte timer tiltak", "Timeforbruk 2. tertial", "export")
"""Names of files; the last says nothing, so that the kind of figures may be asked about."""
SHAPES = (
    *["long"] * 6, "day_rows", "months", "months", "months_year_above", "year_column", "weeks", "days", "tertials",
    "years", "persons",
)  # fmt: skip
FAULTS = (
    "none", "error_cell", "no_value", "question_mark", "word", "typo", "blank_month", "blank_sub", "impossible_month",
)  # fmt: skip
"""What is wrong with one cell of the data: such a file must not come in as if nothing were."""


@dataclass(frozen=True)
class Layout:
    """Every choice that was made for one file."""

    name: str
    sheet: str
    shape: str
    format: str
    sheets: str
    month: str
    hours: str
    unit: str
    sub: str
    headings: tuple[tuple[str, str], ...]
    order: tuple[int, ...]
    with_role: bool
    fillers: tuple[str, ...]
    titles: int
    indent: int
    group_row: str
    line_breaks: bool
    totals: str
    label: str
    label_at: int
    label_behind: bool
    wrong_total: bool
    merged_keys: bool
    keys_once: bool
    prefilled: int
    page_every: int
    blank_every: int
    footers: int
    side: str
    below: str
    hidden_row: int | None
    hidden_column: bool
    declared: bool
    fault: str

    def heading(self, field: str) -> str:
        return "Minutter" if field == "hours" and self.hours == "minutes" else dict(self.headings)[field]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Fact, ...]:
    """Hours of one to four months, one to three sub-measures and units; one fact for each combination that is there."""
    by = draw(st.randoms(use_true_random=True))
    first, count = by.randint(0, 30), by.randint(1, 4)
    subs = by.sample(sorted(SUBS), by.randint(1, 3))
    units = by.sample(sorted(UNITS), by.randint(1, 3))
    months = [date(2023 + number // 12, number % 12 + 1, 1) for number in range(first, first + count)]
    places = [(month, sub, unit) for month in months for sub in subs for unit in units]
    kept = [place for place in places if by.random() < 0.85] or places[:1]
    roles = dict(zip(sorted(UNITS), ROLES, strict=True))
    most, corrected = by.choice((400, 400, 40_000)), by.random() < 0.1
    return tuple(
        Fact(month, sub, unit, roles[unit], _hours(by, most, corrected)) for month, sub, unit in kept
    )


def _hours(by: Random, most: int, corrected: bool) -> Decimal:
    amount = Decimal(by.randint(1, most)) / 4
    return -amount if corrected and by.random() < 0.2 else amount


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """One way of laying a table out."""
    by = draw(st.randoms(use_true_random=True))

    def often(usual: Any, *others: Any, share: float = 0.75) -> Any:
        return usual if by.random() < share else by.choice(others)

    with_role = often(False, True, share=0.5)
    fillers = tuple(by.sample(sorted(FILLERS), by.randint(0, 2)))
    columns = range(4 + with_role + len(fillers))
    order = tuple(by.sample(columns, len(columns)))
    hours = (*HOUR_STYLES, *NUMBER_STYLES, "minutes")
    return Layout(
        name=often(*NAMES[:2], *NAMES[2:], share=0.6),
        sheet=often("Timer", "Data", "Ark1"),
        shape=by.choice(SHAPES),
        format=often("xlsx", *FORMATS[1:], share=0.4),
        sheets=often("one", *SHEETS[1:], share=0.6),
        month=by.choice(sorted(MONTH_STYLES)),
        hours=often("stored", *hours, share=0.3),
        unit=by.choice(("id", "centre_text", "centre_number", "name")),
        sub=by.choice(("id", "number", "alias")),
        headings=tuple((field, by.choice(texts)) for field, texts in HEADINGS.items()),
        order=often(tuple(columns), order, share=0.5),
        with_role=with_role,
        fillers=fillers,
        titles=often(0, 1, 2, 3, 7, 20, 44, share=0.5),
        indent=often(0, 1, 3, share=0.85),
        group_row=often("none", "merged", "repeated"),
        line_breaks=often(False, True),
        totals=often("none", *TOTALS[1:], share=0.2),
        label=by.choice(LABELS),
        label_at=by.randint(0, 2),
        label_behind=often(False, True),
        wrong_total=often(False, True, share=0.92),
        merged_keys=often(False, True, share=0.85),
        keys_once=often(False, True, share=0.96),
        prefilled=often(0, 2, 5),
        page_every=often(0, 3, 4, share=0.85),
        blank_every=often(0, 2, 5, share=0.85),
        footers=often(0, 1, 2),
        side=often("none", "right", "right_numbers", share=0.85),
        below=often("none", "same", "other", share=0.9),
        hidden_row=often(None, 0, 2, share=0.85),
        hidden_column=often(False, True, share=0.9),
        declared=often(False, True, share=0.9),
        fault=often("none", *FAULTS[1:], share=0.88),
    )


PLAINEST = Layout(
    name=NAMES[0], sheet="Timer", shape="long", format="xlsx", sheets="one", month="iso", hours="stored", unit="id",
    sub="id", headings=tuple((field, texts[0]) for field, texts in HEADINGS.items()), order=(0, 1, 2, 3),
    with_role=False, fillers=(), titles=0, indent=0, group_row="none", line_breaks=False, totals="none",
    label="Totalt", label_at=0, label_behind=False, wrong_total=False, merged_keys=False, keys_once=False, prefilled=0,
    page_every=0, blank_every=0, footers=0, side="none", below="none", hidden_row=None, hidden_column=False,
    declared=False, fault="none",
)  # fmt: skip


def simplest(
    facts: tuple[Fact, ...], layout: Layout, fails: Callable[[tuple[Fact, ...], Layout], bool]
) -> tuple[tuple[Fact, ...], Layout]:
    """The plainest layout and the fewest facts that still fail: choices are put back one by one."""
    columns = ("with_role", "fillers", "order")
    together = [columns, *((part.name,) for part in fields(Layout) if part.name not in columns)]
    for names in together:
        plainer = replace(layout, **{name: getattr(PLAINEST, name) for name in names})
        if plainer != layout and fails(facts, plainer):
            layout = plainer
    in_order = tuple(range(len(layout.order)))
    if layout.order != in_order and fails(facts, replace(layout, order=in_order)):
        layout = replace(layout, order=in_order)
    for each in facts:
        fewer = tuple(other for other in facts if other != each)
        if fewer and fails(fewer, layout):
            facts = fewer
    return facts, layout
