"""Sentences made from figures by rule, the same words for the same figures every time."""

from language import Language
from metrics.attention import Attention


def attention_sentence(item: Attention, lang: Language) -> str:
    """Say one item of attention: «BEVISST: 1 820 timer mot 550 planlagt, merforbruk 1 270 timer (231 %), mest
    hos …».
    """
    told = [_against_plan(item, lang)]
    if item.role_group is not None:
        group = lang.pick(item.role_group_nb, item.role_group_en)
        told.append(lang.text("mest hos {group}", group=group))
    return f"{short_name(lang.pick(item.name_nb, item.name_en))}: " + ", ".join(told)


def short_name(name: str) -> str:
    """Return what stands before the dash: «BEVISST – ta i bruk …» is known as «BEVISST»."""
    return name.split(" – ", maxsplit=1)[0]


def _against_plan(item: Attention, lang: Language) -> str:
    actual = _amount(item.actual, item.unit, lang)
    if item.variance_pct is None:
        return lang.text("{actual}, ikke planlagt", actual=actual)
    values = {
        "actual": actual,
        "planned": lang.number(item.planned, decimals=_decimals(item.unit)),
        "variance": _amount(abs(item.variance), item.unit, lang),
        "pct": lang.percent(abs(item.variance_pct), decimals=0),
    }
    if item.variance > 0:
        return lang.text("{actual} mot {planned} planlagt, merforbruk {variance} ({pct})", **values)
    return lang.text("{actual} mot {planned} planlagt, mindreforbruk {variance} ({pct})", **values)


def _amount(value: float, unit: str, lang: Language) -> str:
    if unit == "hours":
        return lang.plural("{n} time", "{n} timer", round(value))
    return lang.quantity(value, unit, decimals=_decimals(unit))


def _decimals(unit: str) -> int:
    """Whole hours and kroner; person-years need decimals to say anything."""
    return 2 if unit == "person_years" else 0
