"""Numbers and kroner as Norwegian, English, German and French systems write them; codes that look like numbers."""

from collections.abc import Sequence
from typing import Any

from etl.own_sheets import NOTE_RULE
from tests.layouts.facts import MONEY, SMALL, Fact, fact
from tests.layouts.grid import Cell, Grid
from tests.layouts.rows import HEADER, POSTINGS, amounts, fact_rows, plain, posting_rows
from tests.layouts.styles import MONEY_STYLES
from tests.layouts.texts import text
from tests.layouts.trap import column_answer, right, trap
from tests.layouts.workbooks import xlsx

THEME = "Tall og koder"
KEY = "bokført beløp"


def _trap(id: str, what: str, rows: Sequence[Sequence[Any]], **more: Any) -> None:  # noqa: A002 - the word of the registry
    more.setdefault("expected", right(MONEY))
    trap(id, THEME, what, f"{id}.xlsx", lambda: xlsx([Grid(rows, "Hovedbok")]), **more)


for _name, (_what, _style) in MONEY_STYLES.items():
    _trap(
        f"money_{_name}",
        _what,
        [POSTINGS, *posting_rows(MONEY, amounts(_style))],
    )
_trap(
    "money_mixed_cells",
    "Tall og tekst om hverandre i samme kolonne",
    [
        POSTINGS,
        *posting_rows(
            MONEY,
            lambda each: plain(each.amount) if each.unit == "99310100" else f"{each.amount}".replace(".", ","),
        ),
    ],
)  # fmt: skip
ROUND = [
    fact("2024-01", "990123001", "1234", "99310100"),
    fact("2024-01", "990123005", "5678", "99310100"),
    fact("2024-02", "990123001", "12345", "99310200"),
]
_trap(
    "money_ambiguous",
    "«1.234» i hele kolonnen: tusen eller desimaler? Spørsmål",
    [POSTINGS, *posting_rows(ROUND, lambda each: f"{each.amount:,}".replace(",", "."))],
    expected=right(ROUND),
    question="decimal_mark",
    answer=column_answer(KEY, decimal="comma"),
)
_trap(
    "money_ambiguous_comma",
    "«1,234» i hele kolonnen: spørsmål",
    [POSTINGS, *posting_rows(ROUND, lambda each: f"{each.amount:,}")],
    expected=right(ROUND),
    question="decimal_mark",
    answer=column_answer(KEY, decimal="point"),
)
_SETTLED = [*ROUND, fact("2024-02", "990123005", "2000.5", "99310200")]
_trap(
    "money_settled_by_one",
    "«1.234» avgjøres av én celle i kolonnen som sier «2.000,50»",
    [
        POSTINGS,
        *posting_rows(
            _SETTLED,
            lambda each: f"{each.amount:,.2f}".translate(str.maketrans(",.", ".,")).removesuffix(",00"),
        ),
    ],
    expected=right(_SETTLED),
)
_trap(
    "money_two_marks",
    "Både desimalkomma og desimalpunktum i samme kolonne: spørsmål",
    [
        POSTINGS,
        ["202401", "5000", "99310100", "990123001", "12,5"],
        ["202401", "5000", "99310100", "990123005", "12.5"],
        ["202402", "5000", "99310200", "990123001", "1.234"],
    ],
    expected=None,
    question="decimal_mark",
)


def _thousands(each: Fact) -> float:
    return float(each.amount / 1000)


_trap(
    "money_thousands_in_header",
    "«Bokført beløp (i tusen kr)» i overskriften",
    [[*POSTINGS[:4], "Bokført beløp (i tusen kr)"], *posting_rows(MONEY, _thousands)],
)
_trap(
    "money_tkr_in_header",
    "«Beløp tkr» i overskriften",
    [[*POSTINGS[:4], "Beløp tkr"], *posting_rows(MONEY, _thousands)],
)
_trap(
    "money_millions_in_header",
    "«Beløp i mill. kr» i overskriften",
    [
        [*POSTINGS[:4], "Beløp i mill. kr"],
        *posting_rows(MONEY, lambda each: float(each.amount / 1_000_000)),
    ],
)
_trap(
    "money_thousands_in_title",
    "«Alle tall i hele tusen» i en tittelrad",
    [["Hovedbok"], ["Alle tall i hele tusen kroner"], [], POSTINGS, *posting_rows(MONEY, _thousands)],
)
_trap(
    "money_thousands_in_note",
    "«Tall i tusen» i en merknad på overskriftscellen",
    [
        [*POSTINGS[:4], Cell(POSTINGS[4], note="Tall i tusen kroner")],
        *posting_rows(MONEY, _thousands),
    ],
)
_trap(
    "money_own_note",
    "Vår egen merknad på en overskrift, fra en fil med feilene merket, er ingen enhet",
    [
        [*POSTINGS[:4], Cell(POSTINGS[4], note=f"{NOTE_RULE}\nAdvarsel: skriv tallene i tusen kroner.")],
        *posting_rows(MONEY),
    ],
)
_trap(
    "money_thousands_in_format",
    "«tusen» i tallformatet: 1,5 vises som «1,5 tusen»",
    [POSTINGS, *posting_rows(MONEY, lambda each: Cell(_thousands(each), format='0.0## "tusen"'))],
)
_trap(
    "money_scaled_format",
    "Tallformatet viser hele tusen, men cellen har hele beløpet: ingen omregning",
    [POSTINGS, *posting_rows(MONEY, lambda each: Cell(float(each.amount), format="#,##0,"))],
)
_trap(
    "money_kr_in_format",
    "«kr» i tallformatet",
    [POSTINGS, *posting_rows(MONEY, lambda each: Cell(float(each.amount), format='"kr" #,##0.00'))],
)
_trap(
    "money_euro",
    "Beløp i euro er ikke kroner: spørsmål",
    [POSTINGS, *posting_rows(MONEY, lambda each: f"€ {each.amount}".replace(".", ","))],
    expected=None,
    question="unit",
)
ZEROS = [
    fact("2024-01", "000123001", "100", "99310100"),
    fact("2024-01", "000123005", "250.5", "99310100"),
    fact("2024-02", "000123001", "75", "99310200"),
]
_trap(
    "code_zeros_in_format",
    "Ledende nuller finnes bare i tallformatet 000000000",
    [
        POSTINGS,
        *([*row[:3], Cell(int(row[3]), format="000000000"), row[4]] for row in posting_rows(ZEROS)),
    ],
    expected=right(ZEROS),
)
_trap(
    "code_zeros_in_text",
    "Ledende nuller i tekst beholdes",
    [POSTINGS, *posting_rows(ZEROS)],
    expected=right(ZEROS),
)
_trap(
    "code_number_and_text",
    "Samme kode er tall i noen rader og tekst i andre",
    [
        POSTINGS,
        *(
            [*row[:3], int(row[3]) if number % 2 else row[3], row[4]]
            for number, row in enumerate(posting_rows(MONEY))
        ),
    ],
)
_trap(
    "code_float",
    "Koder som «990123001.0», etter en tur gjennom et annet program",
    [POSTINGS, *([*row[:3], f"{row[3]}.0", row[4]] for row in posting_rows(MONEY))],
)
_trap(
    "code_with_apostrophe",
    "Kode med apostrof foran, som i Excel-tekst",
    [POSTINGS, *([*row[:3], f"'{row[3]}", row[4]] for row in posting_rows(MONEY))],
)
_trap(
    "code_with_name",
    "Kode og navn i samme celle: «4.1 BOTT ØL»",
    [
        HEADER,
        *fact_rows(
            sub=lambda each: {"4.1": "4.1 BOTT ØL – innføring og stabil drift", "4.5": "4.5 BEVISST"}[each.sub]
        ),
    ],
    expected=right(SMALL),
)  # fmt: skip
_trap(
    "code_sub_measure_number",
    "Deltiltak som tall: 4.1 er lagret som tallet 4,1",
    [HEADER, *fact_rows(sub=lambda each: float(each.sub))],
    expected=right(SMALL),
)
_trap(
    "code_names",
    "Navn og alias i stedet for koder",
    [HEADER, *fact_rows(
        sub=lambda each: {"4.1": "BOTT ØL", "4.5": "Bevisst"}[each.sub],
        unit=lambda each: {"VM-ADM": "Museumsadministrasjonen", "VM-INH": "institutt for  naturhistorie"}[each.unit],
    )],
    expected=right(SMALL),
)  # fmt: skip
trap(
    "code_with_comma",
    THEME,
    "Deltiltak 4.1 som «4,1» i en tekstfil, etter at Excel tok det for et tall",
    "code_with_comma.csv",
    lambda: text(Grid([HEADER, *fact_rows(sub=lambda each: each.sub.replace(".", ","))])),
    expected=right(SMALL),
)
