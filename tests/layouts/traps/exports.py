"""Reports of other systems: plan beside actual in rows, debit and credit, years over months, notes on the scale."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from etl.report import FileReport, Options
from tests.layouts.facts import MONEY, Fact, fact
from tests.layouts.grid import Grid
from tests.layouts.rows import HEADER, fact_rows
from tests.layouts.trap import right, trap
from tests.layouts.workbooks import xlsx

THEME = "Rapporter fra andre systemer"
TWO_YEARS = [
    fact("2023-01", "4.1", 10),
    fact("2024-01", "4.1", 30),
    fact("2023-02", "4.5", 20),
    fact("2024-02", "4.5", 40),
]
LEDGER = ["Bilagsdato", "Konto", "Koststed", "Delprosjekt"]


def _trap(id: str, what: str, rows: Sequence[Sequence[Any]], **more: Any) -> None:  # noqa: A002 - the word of the registry
    more.setdefault("expected", right())
    grid = Grid(rows, more.pop("sheet", "Timer"))
    trap(id, THEME, what, more.pop("name", f"{id}.xlsx"), lambda: xlsx([grid]), **more)


def _with_kinds(header: str, plan: str, actual: str) -> list[list[Any]]:
    """Each row of the table twice: as it was done, and as a plan of one hour more."""
    rows: list[list[Any]] = [[*HEADER[:4], header, HEADER[4]]]
    for row in fact_rows():
        rows += [[*row[:4], actual, row[4]], [*row[:4], plan, row[4] + 1]]
    return rows


def _actual(report: FileReport) -> Options:
    assert report.sight is not None
    assert report.sight.mapping is not None
    return Options(mapping=replace(report.sight.mapping, kind="actual_hours"))


_trap(
    "rows_plan_and_actual",
    "Budsjett og faktisk i hver sin rad: bare den ene leses, og brukeren velger hvilken",
    _with_kinds("Scenario", "Budsjett", "Faktisk"),
    question="which_kind",
    answer=_actual,
    expected=right(filtered_out=12),
)
_trap(
    "rows_variance_across",
    "Budsjett, faktisk og avvik under hverandre, månedene bortover",
    [
        ["Timer", None, None, None],
        ["Deltiltak", "Type", "jan 2024", "feb 2024"],
        *[
            [sub, kind, first, second]
            for sub, amounts in {"4.1": ((12, 28), (10, 30), (-2, 2)), "4.5": ((20, 41), (20, 40), (0, -1))}.items()
            for kind, (first, second) in zip(("Budsjett", "Faktisk", "Avvik"), amounts, strict=True)
        ],
    ],
    question="which_kind",
    answer=_actual,
    expected=right(
        [
            fact(month, sub, hours)
            for month, sub, hours in (
                ("2024-01", "4.1", 10),
                ("2024-02", "4.1", 30),
                ("2024-01", "4.5", 20),
                ("2024-02", "4.5", 40),
            )
        ],
        4,
        filtered_out=8,
    ),
)  # fmt: skip
_trap(
    "rows_kinds_in_known_export",
    "En kolonne med regnskap og budsjett i en kjent eksport: radene legges sammen, og det blir sagt",
    [
        ["Periode", "Konto", "Koststed", "Delprosjekt", "Beløpstype", "Beløp"],
        *[
            [f"{each.month:%Y%m}", "6700", each.unit, each.sub, kind, float(each.amount)]
            for each, kind in zip(MONEY, ["Regnskap", "Budsjett"] * 4, strict=True)
        ],
    ],
    expected=right(MONEY),
    says=["kinds_added"],
)
_trap(
    "rows_kind_missing",
    "En rad sier ikke om den er plan eller faktisk: den utelates, og det blir sagt",
    [
        *_with_kinds("Datatype", "Plan", "Faktisk"),
        ["2024-03", "VM-ADM", "ADM", "4.1", None, 5],
    ],
    question="which_kind",
    answer=_actual,
    expected=right(filtered_out=13),
    says=["blank_in_filter"],
)
_trap(
    "years_over_months",
    "Ett år per kolonne, månedene nedover: sammen sier de måneden",
    [
        ["Måned", "Deltiltak", "2023", "2024"],
        ["Januar", "4.1", 10, 30],
        ["Februar", "4.5", 20, 40],
    ],
    expected=right(TWO_YEARS),
)
_trap(
    "title_year_over_months",
    "«Timer 2024» rett over kolonnen med månedsnumre: året gjelder radene, og numrene er ikke timer",
    [
        ["Timer 2024"],
        ["Mnd", *HEADER[1:]],
        *[[int(row[0][-2:]), *row[1:]] for row in fact_rows()],
    ],
)


def _posting(each: Fact) -> list[Any]:
    return [f"15.{each.month:%m.%Y}", "6700", each.unit, each.sub]


_trap(
    "debit_and_credit",
    "Debet og kredit i hver sin kolonne, saldo ved siden av: kredit er minus",
    [
        [*LEDGER, "Debet", "Kredit", "Saldo"],
        *[
            [
                *_posting(each),
                max(float(each.amount), 0) or None,
                max(-float(each.amount), 0) or None,
                float(sum(one.amount for one in MONEY[: number + 1])),
            ]
            for number, each in enumerate(MONEY)
        ],
    ],
    expected=right(MONEY),
)
_trap(
    "debit_credit_mark",
    "«D» og «K» ved siden av beløp uten fortegn: K leses som minus, og det blir sagt",
    [
        [*LEDGER, "D/K", "Beløp"],
        *[[*_posting(each), "K" if each.amount < 0 else "D", abs(float(each.amount))] for each in MONEY],
    ],
    expected=right(MONEY),
    says=["credit_rows"],
)
_trap(
    "currency_column",
    "Valuta i egen kolonne uten beløp i kroner ved siden av: det blir sagt",
    [
        [*LEDGER, "Valuta", "Beløp"],
        *[
            [*_posting(each), "EUR" if number else "NOK", float(each.amount)]
            for number, each in enumerate(MONEY)
        ],
    ],
    expected=right(MONEY),
    says=["currency_rows"],
)
for _id, _text, _scale in (
    ("below", "Beløp i 1000 kr", 1000),
    ("tkr", "(i hele 1 000 kroner)", 1000),
    ("nok", "NOK 1000", 1000),
    ("english", "Amounts in NOK thousands", 1000),
    ("mnok", "Beløp i MNOK", 1_000_000),
):
    _trap(
        f"scale_{_id}",
        f"«{_text}» i en merknad under tabellen",
        [
            ["Regnskap 2024"],
            [*LEDGER, "Beløp"],
            *[[*_posting(each), float(each.amount)] for each in MONEY],
            [],
            [_text],
        ],
        expected=right(
            [replace(each, amount=each.amount * _scale) for each in MONEY], blank_row=1, note_row=1
        ),
    )


_BLOCKS: list[list[Any]] = [
    ["Museumsadministrasjonen 2024"],
    ["Deltiltak", "jan", "feb"],
    ["4.1", 1, 3],
    ["4.5", 2, 4],
    [],
    ["Institutt for naturhistorie 2024"],
    ["Deltiltak", "jan", "feb"],
    ["4.1", 9, 27],
    ["4.5", 18, 36],
]
_BOTH = [
    fact(month, sub, hours)
    for month, sub, hours in (
        ("2024-01", "4.1", 1),
        ("2024-02", "4.1", 3),
        ("2024-01", "4.5", 2),
        ("2024-02", "4.5", 4),
        ("2024-01", "4.1", 9),
        ("2024-02", "4.1", 27),
        ("2024-01", "4.5", 18),
        ("2024-02", "4.5", 36),
    )
]
_trap(
    "block_of_totals",
    "Én tabell per enhet under hverandre, og sist «Totalt 2024» med summen av dem: den leses ikke",
    [*_BLOCKS, [], ["Totalt 2024"], ["Deltiltak", "jan", "feb"], ["4.1", 10, 30], ["4.5", 20, 40]],
    expected=right(_BOTH),
)
trap(
    "sheet_of_totals_differs",
    THEME,
    "Ark per enhet og et ark «Samlet» som ikke stemmer med dem: spørsmål, ikke dobbelt sum",
    "sheet_of_totals_differs.xlsx",
    lambda: xlsx(
        [
            Grid([["Måned", "Deltiltak", "Timer"], ["2024-01", "4.1", 4], ["2024-02", "4.5", 10]], "VM-ADM"),
            Grid([["Måned", "Deltiltak", "Timer"], ["2024-01", "4.1", 6], ["2024-02", "4.1", 20]], "VM-INH"),
            Grid([["Måned", "Deltiltak", "Timer"], ["2024-01", "4.1", 11], ["2024-02", "4.1", 30]], "Samlet"),
        ]
    ),
    question="which_sheet",
)
_trap(
    "running_in_title",
    "Tittelen sier «hittil i år»: tallene leses på sin måned, og det blir sagt",
    [["Timer hittil i år"], HEADER, *fact_rows()],
    says=["running_title"],
)
_trap(
    "person_years_a_month",
    "Årsverk per måned: leses som hele årsverk, og det blir sagt",
    [["Deltiltak", "Faktiske årsverk jan 2024", "Faktiske årsverk feb 2024"], ["4.1", 0.5, 0.25]],
    expected=right([fact("2024-01", "4.1", 814), fact("2024-02", "4.1", 407)]),
    says=["person_years_in_months"],
)
_trap(
    "year_budget_in_a_month",
    "Årsbudsjett på en rapport for én måned: det blir sagt",
    [
        ["Periode: 202402"],
        ["Konto", "Delprosjekt", "Koststed", "Årsbudsjett"],
        ["6700", "990123001", "99310100", 600],
    ],
    options=Options(plan_version="PV3"),
    expected=right([fact("2024-02", "990123001", 600)]),
    says=["year_in_month"],
)
_trap(
    "months_turn_the_year",
    "«nov, des, jan, feb» under ett årstall: det blir sagt",
    [["Timer 2024"], ["Deltiltak", "nov", "des", "jan", "feb"], ["4.1", 1, 2, 10, 30]],
    expected=right(
        [
            fact(month, "4.1", hours)
            for month, hours in (("2024-11", 1), ("2024-12", 2), ("2024-01", 10), ("2024-02", 30))
        ]
    ),
    says=["months_turn"],
)
