"""Hypothesis strategies: any table of hours, laid out in any way, with any mix of noise, in any format."""

from dataclasses import dataclass
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
    """Every choice that was made for one file; the first value of each is the plainest."""

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


def _often(usual: Any, *others: Any, weight: int = 4) -> st.SearchStrategy[Any]:
    return st.sampled_from((*[usual] * weight, *others))


@st.composite
def tables(draw: st.DrawFn) -> tuple[Fact, ...]:
    """Hours of one to four months, one to three sub-measures and units; one fact for each combination that is there."""
    first = draw(st.integers(0, 30))
    count = draw(st.integers(1, 4))
    subs = draw(st.lists(st.sampled_from(sorted(SUBS)), min_size=1, max_size=3, unique=True))
    units = draw(st.lists(st.sampled_from(sorted(UNITS)), min_size=1, max_size=3, unique=True))
    months = [date(2023 + number // 12, number % 12 + 1, 1) for number in range(first, first + count)]
    places = [(month, sub, unit) for month in months for sub in subs for unit in units]
    quarters = draw(st.lists(st.integers(1, 400), min_size=len(places), max_size=len(places)))
    kept = draw(st.lists(_often(True, False, weight=6), min_size=len(places), max_size=len(places)))
    if not any(kept):
        kept[0] = True
    roles = dict(zip(sorted(UNITS), ROLES, strict=True))
    return tuple(
        Fact(month, sub, unit, roles[unit], Decimal(number) / 4)
        for (month, sub, unit), number, keep in zip(places, quarters, kept, strict=True)
        if keep
    )


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """One way of laying a table out."""
    with_role = draw(st.booleans())
    fillers = tuple(draw(st.lists(st.sampled_from(sorted(FILLERS)), max_size=2, unique=True)))
    columns = 4 + with_role + len(fillers)
    return Layout(
        name=draw(_often(*NAMES[:2], *NAMES[1:], weight=3)),
        sheet=draw(_often("Timer", "Data", "Ark1")),
        shape=draw(st.sampled_from(SHAPES)),
        format=draw(_often("xlsx", *FORMATS, weight=6)),
        sheets=draw(_often("one", *SHEETS, weight=8)),
        month=draw(st.sampled_from(sorted(MONTH_STYLES))),
        hours=draw(_often("stored", *sorted(HOUR_STYLES), weight=5)),
        unit=draw(st.sampled_from(("id", "centre_text", "centre_number", "name"))),
        sub=draw(st.sampled_from(("id", "number", "alias"))),
        headings=tuple((field, draw(st.sampled_from(texts))) for field, texts in HEADINGS.items()),
        order=tuple(draw(st.permutations(range(columns)))) if draw(st.booleans()) else tuple(range(columns)),
        with_role=with_role,
        fillers=fillers,
        titles=draw(_often(0, 1, 2, 3, 7, 20, 44)),
        indent=draw(_often(0, 1, 3, weight=8)),
        group_row=draw(_often("none", "merged", "repeated", weight=6)),
        line_breaks=draw(_often(False, True)),
        totals=draw(st.sampled_from(TOTALS)),
        label=draw(st.sampled_from(LABELS)),
        label_at=draw(st.integers(0, 2)),
        wrong_total=draw(_often(False, True, weight=15)),
        merged_keys=draw(_often(False, True, weight=8)),
        prefilled=draw(_often(0, 2, 5)),
        page_every=draw(_often(0, 3, 4, weight=10)),
        blank_every=draw(_often(0, 2, 5, weight=8)),
        footers=draw(_often(0, 1, 2)),
        side=draw(_often("none", "right", "right_numbers", weight=10)),
        hidden_row=draw(_often(None, 0, 2, weight=8)),
        hidden_column=draw(_often(False, True, weight=10)),
        declared=draw(_often(False, True, weight=12)),
    )  # fmt: skip
