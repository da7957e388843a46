"""Status sentences: what a measure, a sub-measure or a system used against plan, in bokmål, nynorsk and English.

The same figures give the same words, rounded as the tables round them. Nothing here judges: a sentence states what was
used, what was planned, the difference, and what was left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from language import Language
from metrics import MonthBasis, Selection, compare, is_closed, measure_tree, month_words, names, short_name
from metrics.status_sentence import amount_words, pulls_most
from metrics.wording import plan_words

CLOSED = "closed_without_rollout"


@dataclass(frozen=True)
class Facts:
    """What a sentence is made of.

    name: as the reader knows it. planned, actual, variance, variance_pct: in the unit of display, None where undefined.
    note_code: as `compare` gives it. months: what was compared and what was left out. plan: the plan choice in words.
    group, group_variance: the role group that pulls most, or None. closed: a system closed without roll-out.
    """

    name: str
    planned: float | None
    actual: float | None
    variance: float | None
    variance_pct: float | None
    note_code: str
    months: MonthBasis
    plan: str
    group: str | None = None
    group_variance: float | None = None
    closed: bool = False


def status_sentences(
    reader: Any, selection: Selection, lang: Language, *, kind: str, key: str
) -> tuple[str, ...]:
    """Return the sentences of one measure, sub_measure or system (`kind`) within a selection.

    Raises SelectionError for a selection that means nothing.
    """
    return sentences(facts_of(reader, selection, lang, kind=kind, key=key), lang)


def facts_of(reader: Any, selection: Selection, lang: Language, *, kind: str, key: str) -> Facts:
    """Return what the sentences of one measure, sub_measure or system are made of."""
    own = selection.only(**{f"{kind}s": (key,)})
    total = compare(reader, own, ())
    groups = compare(reader, own, ("role_group",))
    values = {name: _number(total.total[name]) for name in ("planned", "actual", "variance", "variance_pct")}
    most = pulls_most(groups.rows, values["variance"])
    known = names(reader)
    return Facts(
        name=_name(reader, kind, key, lang),
        note_code=total.total["note_code"],
        months=total.months,
        plan=plan_words(selection.plan, lang, known),
        group=None if most is None else lang.pick(most["role_group_nb"], most["role_group_en"]),
        group_variance=None if most is None else float(most["variance"]),
        closed=_is_closed(reader, kind, key),
        **values,
    )


def sentences(facts: Facts, lang: Language) -> tuple[str, ...]:
    """Say the facts: first planned against actual, then who, what was left out, and what the figures cannot say."""
    told = [_against_plan(facts, lang), _who(facts, lang), facts.months.left_out(lang)]
    if facts.closed:
        told.append(
            lang.text(
                "{name} ble avsluttet uten innføring. Innsatsen før det står i tallene.", name=facts.name
            )
        )
    return tuple(sentence for sentence in told if sentence)


def _against_plan(facts: Facts, lang: Language) -> str:
    unit, name = facts.months.unit, facts.name
    if facts.note_code == "hidden":
        return lang.text("Tallene for {name} er skjult av personvernhensyn.", name=name)
    if not facts.months.counted or facts.actual is None:
        return lang.text("Ingen måneder er frigitt for {name}, så ingenting er sammenlignet.", name=name)
    values = {
        "name": name,
        "period": month_words(facts.months.counted, lang),
        "actual": amount_words(facts.actual, unit, lang),
        "plan": facts.plan,
    }
    if facts.note_code == "not_covered":
        return lang.text(
            "I {period} ble det brukt {actual} på {name}. Ingen plan dekker disse månedene, så avviket er ikke regnet.",
            **values,
        )
    if facts.note_code == "part_of_actual":
        return lang.text(
            "I {period} ble det brukt {actual} på {name}. Bare en del av de faktiske tallene er med, så avviket er "
            "ikke regnet.",
            **values,
        )
    if facts.planned is None or facts.planned <= 0:
        if not facts.actual:
            return lang.text("I {period} var det verken planlagt eller ført noe på {name}.", **values)
        return lang.text(
            "I {period} ble det brukt {actual} på {name}. Innsatsen var ikke planlagt.", **values
        )
    return _variance(facts, values | {"planned": amount_words(facts.planned, unit, lang)}, lang)


def _variance(facts: Facts, values: Mapping[str, str], lang: Language) -> str:
    variance = round(facts.variance or 0.0, 6)
    if variance == 0:
        return lang.text("I {period} ble det brukt {actual} på {name}, som planlagt i {plan}.", **values)
    values = {
        **values,
        "variance": amount_words(abs(variance), facts.months.unit, lang),
        "pct": lang.percent(facts.variance_pct, signed=True),
    }
    if not facts.actual:
        return lang.text(
            "I {period} ble det ikke ført noe på {name}. {planned} var planlagt i {plan}, så alt er mindreforbruk.",
            **values,
        )
    if variance > 0:
        return lang.text(
            "I {period} ble det brukt {actual} på {name}, mot {planned} i {plan}. Det er et merforbruk på {variance} "
            "({pct}).",
            **values,
        )
    return lang.text(
        "I {period} ble det brukt {actual} på {name}, mot {planned} i {plan}. Det er et mindreforbruk på {variance} "
        "({pct}).",
        **values,
    )


def _who(facts: Facts, lang: Language) -> str:
    if facts.group is None or not facts.group_variance:
        return ""
    values = {
        "group": facts.group,
        "variance": amount_words(abs(facts.group_variance), facts.months.unit, lang),
    }
    if facts.group_variance > 0:
        return lang.text("Mest hos {group}, med {variance} mer enn planlagt.", **values)
    return lang.text("Mest hos {group}, med {variance} mindre enn planlagt.", **values)


def _name(reader: Any, kind: str, key: str, lang: Language) -> str:
    called = short_name(names(reader).label(kind, key, lang))
    if kind == "system":
        return called
    code = key if kind == "sub_measure" else next(
        (node.code for node in measure_tree(reader) if node.measure_id == key), key
    )  # fmt: skip
    return (
        lang.text("tiltak {code} {name}", code=code, name=called) if kind == "measure" else f"{code} {called}"
    )


def _is_closed(reader: Any, kind: str, key: str) -> bool:
    if kind == "system":
        return is_closed(reader, key)
    subs = [sub for node in measure_tree(reader) for sub in node.sub_measures if sub.sub_measure_id == key]
    return kind == "sub_measure" and any(sub.status == CLOSED for sub in subs)


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
