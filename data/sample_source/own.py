"""The museum's own templates: plans per plan version, and monthly hours up to 2022."""

from collections.abc import Iterator
from decimal import Decimal

from data.sample_source.files import EXTRACTED, Export, Row

Table = list[dict[str, str]]

INVENTED = ("Oppdiktede tall – laget for å vise Handlingsrom",)
TAKEN_OUT = (f"Uttrekk: {EXTRACTED:%d.%m.%Y}",)
PLAN_HEADER = (
    "Planversjon",
    "Måned",
    "Enhet",
    "Rollegruppe",
    "Deltiltak",
    "Planlagte timer",
    "Planlagt lønn kr",
    "Planlagte direkte kostnader kr",
    "Hovedprosess",
    "Kommentar",
)
HOURS_HEADER = (
    "Måned",
    "Enhet",
    "Rollegruppe",
    "Deltiltak",
    "Timer",
    "Prosent av stilling",
    "Dagsverk",
    "Antall personer",
    "Lønnskostnad kr",
    "Direkte kostnad kr",
    "Hovedprosess",
    "Kommentar",
)
BUDGET_YEARS = {"PV1": ("2019", "2020", "2021"), "PV2": ("2022",), "PV3": ("2023", "2024", "2025"), "PV4": ()}
"""The plan version that set the direct budget of each year; PV4 changes hours only."""


def plan(version: dict[str, str], plan_rows: Table, costs: Table) -> Export:
    """One plan version: planned hours and payroll, and direct budgets on rows of their own."""
    chosen = version["planversjon_id"]
    effort = (_plan_row(row) for row in plan_rows if row["planversjon_id"] == chosen)
    return Export(
        name=f"plan_{chosen.lower()}.xlsx",
        sheet="Plan",
        titles=((f"Plan: {version['navn']} – vedtatt {version['vedtatt']}",), INVENTED, TAKEN_OUT, ()),
        header=PLAN_HEADER,
        rows=(*effort, *_budget_rows(chosen, costs)),
    )


def _plan_row(row: dict[str, str]) -> Row:
    return (
        row["planversjon_id"],
        _month(row["periode"]),
        row["enhet_id"],
        row["rollegruppe"],
        row["deltiltak_id"],
        Decimal(row["planlagte_timer"]),
        Decimal(row["planlagt_lonn_kr"]),
        None,
        _process(row),
        None,
    )


def _budget_rows(chosen: str, costs: Table) -> Iterator[Row]:
    for cost in costs:
        if cost["aar"] not in BUDGET_YEARS[chosen] or Decimal(cost["budsjett_kr"]) == 0:
            continue
        for number, share in enumerate(month_shares(Decimal(cost["budsjett_kr"]), 12), start=1):
            month = f"{cost['aar']}-{number:02}"
            yield (chosen, month, "VM-ADM", None, cost["deltiltak_id"], None, None, share, None, None)


def month_shares(total: Decimal, months: int) -> list[Decimal]:
    """Divide kroner over months, to the øre: the shares add up to the total exactly."""
    ore = int(total * 100)
    return [Decimal(ore * (n + 1) // months - ore * n // months) / 100 for n in range(months)]


def hours(year: int, effort: Table) -> Export:
    """One year of our own monthly template: estimated hours with persons and notional payroll."""
    rows = tuple(_hours_row(row) for row in effort if row["periode"].startswith(str(year)))
    total = sum((row[4] for row in rows if isinstance(row[4], Decimal)), Decimal())
    return Export(
        name=f"timer_egen_mal_{year}.xlsx",
        sheet="Timer",
        titles=(
            ("Mal v1 – registrer én rad per måned, deltiltak og rolle",),
            INVENTED,
            TAKEN_OUT,
            (),
        ),
        header=HOURS_HEADER,
        rows=(*rows, ("Totalt", None, None, None, total)),
    )


def _hours_row(row: dict[str, str]) -> Row:
    return (
        _month(row["periode"]),
        row["enhet_id"],
        row["rollegruppe"],
        row["deltiltak_id"],
        Decimal(row["timer"]),
        None,
        None,
        int(row["antall_personer"]),
        Decimal(row["lonn_kr"]),
        None,
        _process(row),
        None,
    )


def _month(period: str) -> str:
    return f"{period[:4]}-{period[4:]}"


def _process(row: dict[str, str]) -> str | None:
    """BOTT ØL's main process, for 2022 alone, in plan and hours alike: each unit takes the six in turn.

    2022 was the year of the local receiving project.
    """
    if row["deltiltak_id"] != "22.5" or not row["periode"].startswith("2022"):
        return None
    units = ("VM-ADM", "VM-INH", "VM-IAK", "VM-FOR", "VM-NLD")
    return f"BOL-{(int(row['periode'][4:]) + units.index(row['enhet_id'])) % 6 + 1}"
