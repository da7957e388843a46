"""The sentences of capacity: whether enough is set aside, for whom it is not, and what the figures rest on."""

from collections.abc import Sequence
from decimal import Decimal

from language import Language
from metrics.capacity_answer import CapacityAnswer, CapacityTotal, Ceiling, Name, Shortage
from metrics.months import month_words
from metrics.wording import unit_words

_NAMED = 3
"""Groups that are named with their shortage before the rest are counted."""


def capacity_answer_words(answer: CapacityAnswer, lang: Language) -> list[str]:
    """Say whether enough administrative resources are set aside for the months ahead, and by how much."""
    if answer.note_code or answer.last is None:
        return [_no_answer_words(answer.note_code, lang)]
    told = [_verdict(answer, lang), *_shortage_words(answer, lang)]
    unrecorded = [
        lang.text(
            "Kapasiteten til {group} er ikke registrert. Planen trenger {hours} der.",
            group=group_words(one.unit, one.role_group, lang),
            hours=lang.headline(one.hours, "hours"),
        )
        for one in answer.unrecorded
    ]
    return [*told, *unrecorded, *_pace_words(answer, lang), *_rest_words(answer, lang)]


def _verdict(answer: CapacityAnswer, lang: Language) -> str:
    ahead = answer.ahead
    assert ahead.effort is not None
    assert ahead.available is not None
    assert ahead.load_pct is not None
    values = {
        "months": lang.month_range(ahead.months[0], ahead.months[-1]),
        "effort": lang.headline(ahead.effort, "hours"),
        "available": lang.headline(ahead.available, "hours"),
        "pct": lang.percent(ahead.load_pct),
    }
    if answer.enough:
        return lang.text(
            "Ja. Det er satt av nok til det som gjenstår av planen, {months}. Planen trenger {effort} av {available} "
            "tilgjengelige ({pct}), og hver gruppe har nok i hver måned.",
            **values,
        )
    if answer.shortages:
        return lang.text(
            "Nei. Det er ikke satt av nok for alle i alle måneder til det som gjenstår av planen, {months}. Planen "
            "trenger {effort} av {available} tilgjengelige ({pct}).",
            **values,
        )
    return lang.text(
        "Det kan ikke sies om det er satt av nok, {months}: noe av kapasiteten er ikke registrert. Planen trenger "
        "{effort}, og {available} er registrert ({pct}).",
        **values,
    )


def _pace_words(answer: CapacityAnswer, lang: Language) -> list[str]:
    """What it would be if the rest went on as until now, and whether that would be enough in all."""
    ahead = answer.ahead
    if answer.pace is None or ahead.available is None or ahead.room is None or ahead.effort is None:
        return []
    missing = answer.pace - (ahead.room + ahead.effort)
    values = {
        "effort": lang.headline(answer.pace, "hours"),
        "pct": lang.percent(answer.pace * 100 / ahead.available),
    }
    if missing > 0:
        return [
            lang.text(
                "Går resten i samme takt som hittil, trengs {effort} ({pct}). Da mangler {missing} til sammen.",
                missing=lang.headline(missing, "hours"),
                **values,
            )
        ]
    return [
        lang.text(
            "Går resten i samme takt som hittil, trengs {effort} ({pct}). Det er nok til sammen.", **values
        )
    ]


def _rest_words(answer: CapacityAnswer, lang: Language) -> list[str]:
    """What is left, in person-years, and that other work needs it, too."""
    size = abs(answer.room_person_years)
    room = lang.number(size, 1 if size >= 1 else 2)
    unit = person_years_words(answer.hours_per_person_year, lang)
    if answer.room_person_years < 0:
        left = lang.text("I månedene til sammen mangler {room} {unit}.", room=room, unit=unit)
    elif has_ceiling(answer.ceilings):
        left = lang.text(
            "Av det tiltakene kan ta, er {room} {unit} igjen i månedene til sammen.", room=room, unit=unit
        )
    else:
        left = lang.text(
            "I månedene til sammen er {room} {unit} igjen. De skal også dekke daglig drift, ferie og fravær.",
            room=room,
            unit=unit,
        )
    return [left, ceiling_words(answer.ceilings, lang)] if has_ceiling(answer.ceilings) else [left]


def has_ceiling(ceilings: Sequence[Ceiling]) -> bool:
    """Tell whether the measures may take less (or more) than all of the capacity in any month."""
    return any(one.pct != 100 for one in ceilings)


def ceiling_words(ceilings: Sequence[Ceiling], lang: Language) -> str:
    """Say how much of the capacity the measures may take, and in which months where it changes."""
    if len(ceilings) == 1:
        return lang.text("Tiltakene kan ta {pct} av kapasiteten.", pct=pct_words(ceilings[0].pct, lang))
    parts = [
        lang.text("{pct} i {months}", pct=pct_words(one.pct, lang), months=month_words(one.months, lang))
        for one in ceilings
    ]
    return lang.text("Så mye av kapasiteten kan tiltakene ta: {parts}.", parts="; ".join(parts))


def pct_words(pct: float, lang: Language) -> str:
    """Say a limit without decimals where it has none: «80 %», «82,5 %»."""
    return lang.percent(pct, decimals=0 if pct == round(pct) else 1)


def _shortage_words(answer: CapacityAnswer, lang: Language) -> list[str]:
    """One sentence per group that lacks hours, those that lack most first."""
    groups: dict[tuple[Name | None, Name | None], list[Shortage]] = {}
    for one in answer.shortages:
        groups.setdefault((one.unit, one.role_group), []).append(one)
    ranked = sorted(groups.items(), key=lambda item: -sum(one.hours for one in item[1]))
    told = []
    for (unit, role_group), own in ranked[:_NAMED]:
        told.append(
            lang.text(
                "{group} mangler {hours} i {months} ({person_years} {unit}).",
                group=group_words(unit, role_group, lang),
                hours=lang.headline(sum(one.hours for one in own), "hours"),
                months=month_words([one.month for one in own], lang),
                person_years=lang.number(sum(one.person_years for one in own), 2),
                unit=person_years_words(answer.hours_per_person_year, lang),
            )
        )
    rest = len(ranked) - _NAMED
    if rest > 0:
        told.append(lang.plural("{n} gruppe til mangler timer.", "{n} grupper til mangler timer.", rest))
    return told


def group_words(unit: Name | None, role_group: Name | None, lang: Language) -> str:
    """Name a unit × role group: «Kontorsjefene (Institutt for naturhistorie)»."""
    if unit is None or role_group is None:
        return lang.text("Alle gruppene til sammen")
    if unit == role_group:
        return lang.pick(*role_group)
    return f"{lang.pick(*role_group)} ({lang.pick(*unit)})"


def _no_answer_words(code: str, lang: Language) -> str:
    return {
        "no_capacity": lang.text(
            "Kapasitet er ikke registrert for månedene som gjenstår, så det kan ikke sies om det er satt av nok."
        ),
        "hidden": lang.text("Svaret er skjult av personvernhensyn."),
    }.get(code, lang.text("Utvalget har ingen måneder igjen av planen."))


def person_years_words(hours_per_person_year: float, lang: Language) -> str:
    """Name the unit with the constant that it rests on: «årsverk à 1 628 timer»."""
    return unit_words("person_years", lang, Decimal(str(hours_per_person_year)))


def capacity_basis_words(total: CapacityTotal, lang: Language) -> str:
    """Say what the figures of capacity rest on."""
    told = [
        lang.text(
            "Kapasitet er personer × stillingsandel × arbeidstimer i måneden (arbeidsdager uten helligdager), før "
            "ferie og fravær."
        ),
        lang.text("Måneder som ikke er frigitt, er regnet etter det som gjenstår av planen."),
    ]
    if total.bases:
        told.append(lang.text("Grunnlag for antall personer: {bases}.", bases="; ".join(total.bases)))
    if total.unrecorded:
        named = [group_words(unit, role_group, lang) for unit, role_group in total.unrecorded]
        told.append(
            lang.text(
                "Noen måneder mangler kapasiteten til {groups}. Timene deres er med, så belastningen er da regnet for "
                "høyt.",
                groups=lang.join(named),
            )
        )
    if total.without:
        told.append(lang.text("Uten kapasitet: {months}.", months=month_words(total.without, lang)))
    return " ".join(told)


def load_words(load_pct: float, over_full: bool, lang: Language) -> str:
    """Say a load with a mark where it is over-full: «▲ 112,0 %, overfull»."""
    shown = lang.percent(load_pct)
    return lang.text("▲ {pct}, overfull", pct=shown) if over_full else shown
