"""The exports of central systems: accounts, backlog and instrument use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.sample_source.files import EXTRACTED, Export, Row
from data.sample_source.own import INVENTED, TAKEN_OUT, Table
from data.sample_source.time_sheets import Units, subproject, working_days

ANALYSIS = {
    "22.1": "V22IK",
    "22.2": "V22FP",
    "22.3": "V22BP",
    "22.4": "V22BEV",
    "22.5": "V22BOL",
    "22.6": "V22SAK",
    "22.7": "V22EPH",
}
ACCOUNTS = (
    ("6551", "Datautstyr"),
    ("6740", "Innleie av vikarer"),
    ("6860", "Møter, kurs, oppdatering"),
    ("7140", "Reisekostnader"),
)
MONTH_NAMES = ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."]


@dataclass(frozen=True)
class Voucher:
    """One booked cost."""

    year: int
    month: int
    sub_measure: str
    account: tuple[str, str]
    amount: Decimal


def _vouchers(costs: Table, years: range) -> Iterator[Voucher]:
    """Divide each year's cost over four vouchers, in months that are released (2024: to August)."""
    for number, row in enumerate(costs):
        year, total = int(row["aar"]), Decimal(row["regnskap_kr"] or 0)
        if year not in years or total == 0:
            continue
        left = total
        for part, month in enumerate((2, 4, 6, 8) if year == 2024 else (2, 5, 9, 11)):
            amount = left if part == 3 else (total * (4 - part) / 10).quantize(Decimal("0.01"))
            left -= amount
            account = ACCOUNTS[(number + part) % len(ACCOUNTS)]
            yield Voucher(year, month, row["deltiltak_id"], account, amount)


def account_analysis(costs: Table, units: Units) -> Export:
    """The account analysis from before 2023: old accounting string, semicolons, Windows' character set."""
    vouchers = sorted(_vouchers(costs, range(2019, 2023)), key=lambda v: (v.year, v.month, v.sub_measure))
    rows: list[Row] = [
        (
            voucher.account[0],
            units["VM-ADM"]["stedkode_til_2022"],
            "00000000",
            ANALYSIS[voucher.sub_measure],
            f"{MONTH_NAMES[voucher.month - 1]} {voucher.year}",
            voucher.amount,
            voucher.account[1],
        )
        for voucher in vouchers
    ]
    total = sum((voucher.amount for voucher in vouchers), Decimal())
    return Export(
        name="of_analyse_2019_2022.csv",
        sheet="",
        titles=(("Rapport", "D20 Analyseliste VM"), INVENTED, TAKEN_OUT, ()),
        header=("Art", "K-sted", "Prosjekt", "Analyse", "Måned", "Beløp", "Tekst"),
        rows=(*rows, ("Sum", None, None, None, None, total, None)),
    )


def ledger(costs: Table, units: Units, sub_measures: Table) -> Export:
    """The ledger from 2023, with a break total after each account."""
    names = {row["deltiltak_id"]: row["navn"] for row in sub_measures}
    vouchers = sorted(
        _vouchers(costs, range(2023, 2025)), key=lambda v: (v.account, v.year, v.month, v.sub_measure)
    )
    rows: list[Row] = []
    for account in ACCOUNTS:
        chosen = [voucher for voucher in vouchers if voucher.account == account]
        rows += [
            _ledger_row(v, units["VM-ADM"], names[v.sub_measure], len(rows) + n) for n, v in enumerate(chosen)
        ]
        rows.append(_ledger_total(f"Sum {account[0]}", chosen))
    rows.append(_ledger_total("Totalt", vouchers))
    return Export(
        name="unit4_hovedbok_2023_2024.xlsx",
        sheet="Rapport",
        titles=(
            ("Hovedboksspørring – VM tiltak",),
            INVENTED,
            TAKEN_OUT,
            ("Periode:", "202301 - 202408"),
            ("Koststed:", "99310*"),
            (),
        ),
        header=(
            "Periode",
            "Konto",
            "Konto (T)",
            "Koststed",
            "Koststed (T)",
            "Prosjekt",
            "Delprosjekt",
            "Delprosjekt (T)",
            "Ansattnr",
            "Bilagsart",
            "Bilagsnr",
            "Bilagsdato",
            "Tekst",
            "Beløp",
        ),
        rows=tuple(rows),
    )


def _ledger_row(voucher: Voucher, unit: dict[str, str], name: str, number: int) -> Row:
    return (
        voucher.year * 100 + voucher.month,
        *voucher.account,
        int(unit["koststed_fra_2023"]),
        unit["navn_nb"],
        990123,
        int(subproject(voucher.sub_measure)),
        name,
        None,
        "IG",
        voucher.year % 100 * 100000 + 1 + number,
        date(voucher.year, voucher.month, 15),
        voucher.account[1],
        voucher.amount,
    )


def _ledger_total(label: str, vouchers: list[Voucher]) -> Row:
    blank = (None,) * 10
    return (None, None, label, *blank, sum((voucher.amount for voucher in vouchers), Decimal()))


def backlog(snapshots: Table) -> Export:
    """Counts of unfinished documents per date; the list itself, with titles and names, is never kept."""
    return Export(
        name="ephorte_restanser.xlsx",
        sheet="Restanser",
        titles=(("ePhorte – restanser per uttaksdato",), INVENTED, TAKEN_OUT, ()),
        header=("Uttaksdato", "Antall restanser", "Median alder dager"),
        rows=tuple(
            (
                date.fromisoformat(row["uttaksdato"]),
                int(row["antall_restanser"]),
                int(row["median_alder_dager"]),
            )
            for row in snapshots
        ),
    )


def instrument_use() -> Export:
    """Bookitlab's usage report, in English: instrument hours, which are not working hours."""
    rows: list[Row] = []
    for number in range(24):
        day = working_days(2024, 2 + number // 3)[number % 3 * 5]
        used, rate = Decimal("1.50") + number % 4, Decimal("150.00")
        status = "Cancelled" if number % 8 == 7 else "Invoiced"
        rows.append(
            (
                str(1001 + number),
                "VM-LAB",
                f"Test instrument {number % 3 + 1}",
                f"user{number % 5 + 1:02}",
                "990555001",
                "Internal",
                f"{day:%Y-%m-%d} 08:00",
                f"{day:%Y-%m-%d} {8 + number % 4 + 2:02}:00",
                f"{used + Decimal('0.50')}",
                f"{used}",
                f"{rate}",
                f"{used * rate:.2f}",
                "NOK",
                status,
            )
        )
    return Export(
        name="bookitlab_bruk_2024.csv",
        sheet="",
        titles=(INVENTED, (f"Uttrekk: {EXTRACTED:%d.%m.%Y}",)),
        header=(
            "Reservation ID",
            "Core",
            "Instrument",
            "User",
            "Project",
            "Price group",
            "Start",
            "End",
            "Booked hours",
            "Used hours",
            "Rate",
            "Amount",
            "Currency",
            "Status",
        ),
        rows=tuple(rows),
        delimiter=",",
        encoding="utf-8-sig",
    )
