"""The words of the metrics: units, plan choices, notes, lights and the names of what has no name of its
own.
"""

from decimal import Decimal
from math import isnan
from typing import Any

from language import Language
from language.units import rounded


def unit_words(unit: str, lang: Language, hours_per_person_year: Decimal) -> str:
    """Name a unit of display; person-years print the constant that they rest on."""
    if unit == "person_years":
        hours = Decimal(hours_per_person_year)
        decimals = 0 if hours == hours.to_integral_value() else 1
        return lang.text("årsverk à {hours} timer", hours=lang.number(hours, decimals=decimals))
    return {
        "hours": lang.text("timer"),
        "person_days": lang.text("dagsverk"),
        "cost_nok": lang.text("kalkulatorisk lønnskostnad, kr"),
        "booked_cost_nok": lang.text("bokførte kostnader, kr"),
    }[unit]


def plan_words(plan: str, lang: Language, names: Any) -> str:
    """Name a plan choice."""
    if plan == "in_force":
        return lang.text("gjeldende plan")
    if plan == "original":
        return lang.text("opprinnelig plan")
    return lang.text("planversjonen «{name}»", name=names.label("plan_version", plan, lang))


def note_words(code: str, lang: Language) -> str:
    """Say why a row has no variance in per cent; empty where it has one."""
    return {
        "": "",
        "not_planned": lang.text("ikke planlagt"),
        "not_covered": lang.text("ingen plan dekker månedene"),
        "no_effort": lang.text("verken planlagt eller ført timer"),
        "not_released": lang.text("ingen måneder er frigitt"),
        "part_of_actual": lang.text("bare en del av de faktiske tallene er valgt"),
        "hidden": lang.text("skjult av personvernhensyn"),
        "no_capacity": lang.text("ingen kapasitet er registrert"),
    }[code]


def hidden_words(rows: int, actual: float | None, unit: str, lang: Language) -> str:
    """Say how many rows are hidden, and their sum where it may be told; empty where none is."""
    if not rows:
        return ""
    told = lang.plural(
        "{n} rad er skjult av personvernhensyn.", "{n} rader er skjult av personvernhensyn.", rows
    )
    if actual is None:
        return told
    return told + " " + lang.text("Til sammen {amount}.", amount=lang.quantity(actual, unit))


def light_words(light: str, lang: Language, note_code: str = "") -> str:
    """Say a traffic light in a word; a grey one by the reason for it."""
    if light == "grey" and note_code:
        return note_words(note_code, lang)
    return {
        "green": lang.text("grønt"),
        "yellow": lang.text("gult"),
        "red": lang.text("rødt"),
        "grey": lang.text("ikke planlagt"),
    }[light]


def variance_words(variance: float | None, lang: Language) -> str:
    """Say the direction of a variance: it always stands beside the number."""
    if variance is None or isnan(variance):
        return ""
    if variance > 0:
        return lang.text("merforbruk")
    return lang.text("mindreforbruk") if variance < 0 else lang.text("som planlagt")


def amount_words(value: float, unit: str, lang: Language) -> str:
    """Say an amount inside a sentence, rounded as the tables round: «165 timer», «1 820 kr», «0,10 årsverk»."""
    if unit == "hours":
        return lang.plural("{n} time", "{n} timer", int(rounded(value, 0)))
    return lang.quantity(value, unit, decimals=2 if unit == "person_years" else 0)


def quality_words(quality: str, lang: Language) -> str:
    """Say how a figure came about."""
    return {
        "measured": lang.text("målt"),
        "estimated": lang.text("anslått"),
        "allocated": lang.text("fordelt"),
    }.get(quality, quality)


def missing_words(kind: str, placed: bool, lang: Language) -> str:
    """Name the visible line for what has no key: not placed, without system, without unit, …"""
    if not placed:
        return lang.text("ikke plassert")
    return {
        "system": lang.text("uten system"),
        "unit": lang.text("uten enhet"),
        "role_group": lang.text("uten rollegruppe"),
        "process": lang.text("uten hovedprosess"),
    }.get(kind, lang.text("ikke plassert"))


LIGHT_SHAPES = {"green": "●", "yellow": "▲", "red": "■", "grey": "○"}
"""Each light has its own shape: it is read without colour, too."""


def status_words(code: str, lang: Language) -> str:
    """Say a sub-measure's status."""
    return {
        "not_started": lang.text("ikke startet"),
        "in_progress": lang.text("pågår"),
        "delayed": lang.text("forsinket"),
        "postponed": lang.text("utsatt"),
        "completed": lang.text("ferdig"),
        "closed_without_rollout": lang.text("avsluttet uten innføring"),
    }.get(code, code)


def benefit_words(code: str, lang: Language) -> str:
    """Say a kind of benefit."""
    return {
        "quality": lang.text("kvalitet"),
        "efficiency": lang.text("effektivisering"),
        "external": lang.text("gevinst for andre"),
    }.get(code, code)
