"""Sentences made from figures by rule, the same words for the same figures every time."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from language import Language
from metrics.attention import Attention
from metrics.frames import records
from metrics.months import month_words
from metrics.wording import amount_words


def attention_sentence(item: Attention, lang: Language) -> str:
    """Say one item of attention: «BEVISST: 1 820 timer mot 550 planlagt, merforbruk 1 270 timer (231 %), mest
    hos …».
    """
    told = [_against_plan(item, lang)]
    if item.groups:
        groups = [in_sentence(lang.pick(group.name_nb, group.name_en)) for group in item.groups]
        told.append(lang.text("mest hos {group}", group=lang.join(groups)))
    return f"{short_name(lang.pick(item.name_nb, item.name_en))}: " + ", ".join(told)


def short_name(name: str) -> str:
    """Return what stands before the dash: «BEVISST – ta i bruk …» is known as «BEVISST»."""
    return name.split(" – ", maxsplit=1)[0]


def in_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: «Kontorsjefene» is «kontorsjefene», «IT-drift» stays."""
    first = name.split(" ", maxsplit=1)[0]
    return name[:1].lower() + name[1:] if first[1:] == first[1:].lower() and len(first) > 1 else name


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
    return amount_words(value, unit, lang)


def _decimals(unit: str) -> int:
    """Whole hours and kroner; person-years need decimals to say anything."""
    return 2 if unit == "person_years" else 0


# --- what changed ---------------------------------------------------------------------------------


def change_sentences(changed: pd.DataFrame, unit: str, lang: Language) -> list[str]:
    """Say what changed between two versions (`changed_since`), one sentence per side and kind of change."""
    rows = records(changed)
    told = []
    for side, kind in (("actual", "changed"), ("actual", "new"), ("actual", "withdrawn"),
                       ("planned", "changed"), ("planned", "new"), ("planned", "withdrawn")):  # fmt: skip
        own = [row for row in rows if (row["side"], row["kind"]) == (side, kind)]
        if own:
            size = -_sum(own) if kind == "withdrawn" else _sum(own)
            total = lang.quantity(size, unit, signed=kind == "changed")
            told.append(_change_words(side, kind, own, total, lang))
    return told


def _change_words(side: str, kind: str, rows: Sequence[dict[str, Any]], total: str, lang: Language) -> str:
    values = {"amount": total, "name": _most(rows, lang), "months": month_words(_months(rows), lang)}
    return {
        ("actual", "changed"): lang.text(
            "Faktiske tall som alt var frigitt, er endret med {amount} til sammen, mest i {name}."
        ),
        ("actual", "new"): lang.text("Frigitt siden da: {months}. Der er det ført {amount}."),
        ("actual", "withdrawn"): lang.text("Ikke lenger frigitt: {months}. {amount} er gått ut."),
        ("planned", "changed"): lang.text(
            "Planen for måneder som alt var sammenlignet, er endret med {amount} til sammen, mest i {name}."
        ),
        ("planned", "new"): lang.text("Nå med i sammenligningen: {months}. Der er {amount} planlagt."),
        ("planned", "withdrawn"): lang.text(
            "Ikke lenger med i sammenligningen: {months}. {amount} planlagt er gått ut."
        ),
    }[side, kind].format(**values)


def _sum(rows: Sequence[dict[str, Any]]) -> Decimal:
    return sum((Decimal(repr(row["change"])) for row in rows), Decimal(0))


def _months(rows: Sequence[dict[str, Any]]) -> list[date]:
    return sorted({row["month"] for row in rows})


def _most(rows: Sequence[dict[str, Any]], lang: Language) -> str:
    """The sub-measure whose figures moved most, all its months together."""
    sums: dict[str | None, Decimal] = {}
    for row in rows:
        sums[row["sub_measure"]] = sums.get(row["sub_measure"], Decimal(0)) + abs(
            Decimal(repr(row["change"]))
        )
    key = max(sums, key=lambda one: sums[one])
    row = next(row for row in rows if row["sub_measure"] == key)
    name = short_name(lang.pick(row["sub_measure_nb"], row["sub_measure_en"]))
    return name if key is None else f"{key} {name}"
