"""Hypothesis strategies: any table of hours, laid out in any way, with any mix of noise, in any format.

Each draws one source of randomness and makes its choices with it, so that no two examples are alike; `simplest` does
what shrinking would.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.layouts.facts import Fact
from tests.layouts.styles import HOUR_STYLES, MONTH_STYLES

SUBS = {"4.1": "BOTT ØL", "4.2": "NTNU Sak", "4.5": "BEVISST", "4.7": "Leiestedsmodellen 2"}
UNITS = {
    "VM-ADM": ("99310100", "Museumsadministrasjonen"),
    "VM-INH": ("99310200", "Institutt for naturhistorie"),
    "VM-FOR": ("99310400", "Seksjon for formidling"),
}
ROLES = {"ADM": "Museumsadministrasjonen", "KSJEF": "Kontorsjefene", "OVRIG": "Øvrig administrativt ansatte"}
HEADINGS = {
    "month": ("Periode", "Måned", "Mnd", "Regnskapsperiode", "Period", "Month", "Måned/år"),
    "unit": ("Enhet", "Avdeling", "Koststed", "K-sted", "Kostnadssted", "Cost centre", "Department"),
    "role": ("Rollegruppe", "Stillingsgruppe", "Role group"),
    "sub": ("Deltiltak", "Deltiltaksnr", "Sub-measure", "Deltiltak (kode)"),
    "hours": (
        "Timer", "Antall timer", "Ant. timer", "Timeverk", "Hours", "Forbrukte timer", "Medgåtte timer", "Timer totalt",
    ),
}  # fmt: skip
FILLERS = {
    "Kommentar": lambda n: f"møte {n}" if n % 3 else None,
    "Bilagsnr": lambda n: 410_000 + 7 * n,
    "Saksbehandler": lambda n: ("Kari Nordmann", "Ola Hansen", "Liv Berg")[n % 3],
    "Kilde": lambda n: f"lønnssystem {n % 2}",
    "Løpenr": lambda n: n + 1,
    "Beløp": lambda n: 1000.0 + 12.5 * n,
    "": lambda n: "x" if n % 2 else None,
}
"""Columns that are not ours to read, and what they hold in row n."""
TOTALS = ("none", "below", "above", "both", "by_month", "by_sub", "two_levels", "three_levels", "unlabelled")
LABELS = ("Totalt", "Sum", "TOTAL", "Totalsum", "Sum totalt", "I alt", "Grand total")
FORMATS = (
    "xlsx", "csv_semicolon", "csv_comma", "tsv_utf16", "csv_cp1252", "ods", "xls", "html", "xml_2003", "xlsm", "strict",
    "xlsb",
)  # fmt: skip
SHEETS = ("one", "cover", "parameters", "pivot", "by_month", "hidden", "copy", "summary", "codes")
NAMES = ("timeforbruk", "Medgåtte timer tiltak", "Timeforbruk 2. tertial", "export")
"""Names of files; the last says nothing, so that the kind of figures may be asked about."""
SHAPES = ("long", "months", "long", "months_year_above", "long", "year_column")


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
    wrong_total: bool
    merged_keys: bool
    prefilled: int
    page_every: int
    blank_every: int
    footers: int
    side: str
    hidden_row: int | None
    hidden_column: bool
    declared: bool

    def heading(self, field: str) -> str:
        return dict(self.headings)[field]


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
    return tuple(
        Fact(month, sub, unit, roles[unit], Decimal(by.randint(1, 400)) / 4) for month, sub, unit in kept
    )


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
    return Layout(
        name=often(*NAMES[:2], *NAMES[2:], share=0.6),
        sheet=often("Timer", "Data", "Ark1"),
        shape=by.choice(SHAPES),
        format=often("xlsx", *FORMATS[1:], share=0.4),
        sheets=often("one", *SHEETS[1:], share=0.6),
        month=by.choice(sorted(MONTH_STYLES)),
        hours=often("stored", *sorted(HOUR_STYLES), share=0.4),
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
        wrong_total=often(False, True, share=0.92),
        merged_keys=often(False, True, share=0.85),
        prefilled=often(0, 2, 5),
        page_every=often(0, 3, 4, share=0.85),
        blank_every=often(0, 2, 5, share=0.85),
        footers=often(0, 1, 2),
        side=often("none", "right", "right_numbers", share=0.85),
        hidden_row=often(None, 0, 2, share=0.85),
        hidden_column=often(False, True, share=0.9),
        declared=often(False, True, share=0.9),
    )


PLAINEST = Layout(
    name=NAMES[0], sheet="Timer", shape="long", format="xlsx", sheets="one", month="iso", hours="stored", unit="id",
    sub="id", headings=tuple((field, texts[0]) for field, texts in HEADINGS.items()), order=(0, 1, 2, 3),
    with_role=False, fillers=(), titles=0, indent=0, group_row="none", line_breaks=False, totals="none",
    label="Totalt", label_at=0, wrong_total=False, merged_keys=False, prefilled=0, page_every=0, blank_every=0,
    footers=0, side="none", hidden_row=None, hidden_column=False, declared=False,
)  # fmt: skip


def simplest(
    facts: tuple[Fact, ...], layout: Layout, fails: Callable[[tuple[Fact, ...], Layout], bool]
) -> tuple[tuple[Fact, ...], Layout]:
    """The plainest layout and the fewest facts that still fail: choices are put back one by one."""
    columns = {"with_role": False, "fillers": (), "order": PLAINEST.order}
    changes = [columns, *({part.name: getattr(PLAINEST, part.name)} for part in fields(Layout))]
    for change in changes:
        if len(change) == 1 and change.keys() <= columns.keys():
            continue
        plainer = replace(layout, **change)
        if plainer != layout and fails(facts, plainer):
            layout = plainer
    for each in facts:
        fewer = tuple(other for other in facts if other != each)
        if fewer and fails(fewer, layout):
            facts = fewer
    return facts, layout
