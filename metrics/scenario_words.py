"""What a scenario did, in words: each step with what it took, held back and left outside, and the whole."""

from decimal import Decimal
from typing import Any

from language import Language
from metrics.scenario import ScenarioResult
from metrics.scenario_plan import Effect
from metrics.scenario_steps import Add, Drop, Move, Scale, sub_words


def effect_words(effect: Effect, result: ScenarioResult, lang: Language, names: Any) -> str:
    """Say what one step did, in sentences; its own words are those of `step_words`."""
    if "unknown" in effect.notes:
        return lang.text("Steget nevner noe som ikke finnes, og endrer ingenting.")
    if "no_sub_measures" in effect.notes:
        return lang.text("Ingen deltiltak er knyttet til systemet, så ingenting er endret.")
    if "no_plan" in effect.notes:
        return lang.text("Det er ikke planlagt noe her i månedene som gjenstår, så ingenting er endret.")
    told = [_taken(effect, lang)]
    if effect.held:
        told.append(
            lang.text(
                "{hours} ville havnet i frigitte måneder, og er lagt i {month}.",
                hours=_hours(effect.held, lang),
                month=lang.month(result.first_open) if result.first_open else "",
            )
        )
    if effect.tail:
        told.append(
            lang.text(
                "{hours} havner etter planens slutt i {month}, og er tatt med som en hale.",
                hours=_hours(effect.tail, lang),
                month=lang.month(result.plan_last) if result.plan_last else "",
            )
        )
    return " ".join([*told, *_warnings(effect, lang, names)])


def _taken(effect: Effect, lang: Language) -> str:
    hours = _hours(effect.hours, lang)
    match effect.step:
        case Move():
            return lang.text("Flytter {hours}.", hours=hours)
        case Scale():
            return lang.text("Gjelder {hours} som gjenstår.", hours=hours)
        case Drop():
            return lang.text("Tar ut {hours} som gjenstår.", hours=hours)
        case Add():
            return lang.text("Legger til {hours}.", hours=hours)


def _warnings(effect: Effect, lang: Language, names: Any) -> list[str]:
    told = []
    if "released" in effect.notes:
        told.append(lang.text("Måneder som alt er frigitt, er hoppet over."))
    if "no_rate" in effect.notes:
        told.append(lang.text("Rollegruppen mangler timekost for noen av årene, så kroner mangler der."))
    if effect.not_valid:
        told.append(
            lang.text(
                "Gyldigheten til {sub_measures} i kodeverket dekker ikke alle månedene.",
                sub_measures=lang.join(sub_words(sub, lang, names) for sub in effect.not_valid),
            )
        )
    return told


def _hours(hours: Decimal, lang: Language) -> str:
    return lang.hours(hours, 0 if hours == hours.to_integral_value() else 1)


def reason_words(reason_code: str, lang: Language) -> str:
    """Say why there is no scenario; empty where there is one."""
    return {
        "": "",
        "booked": lang.text(
            "Scenarioer regnes i timer og lønn. Velg en annen enhet enn bokførte kostnader til venstre."
        ),
        "no_plan": lang.text("Det finnes ingen plan å prøve et scenario på."),
    }[reason_code]


def result_words(result: ScenarioResult, lang: Language) -> str:
    """Say what the scenario makes of the remaining plan and of the forecast, in one or two sentences."""
    before, after = (
        lang.headline(amount, result.selection.unit)
        for amount in (result.remaining_before, result.remaining_after)
    )
    change = lang.headline(result.change, result.selection.unit, signed=True)
    told = [
        lang.text(
            "Gjenstående plan går fra {before} til {after} ({change}).",
            before=before,
            after=after,
            change=change,
        )
        if round(result.change, 6)
        else lang.text("Gjenstående plan er like stor som før: {after}.", after=after)
    ]
    if result.tail and result.plan_last:
        told.append(
            lang.text(
                "{tail} av den ligger etter planens slutt i {month}.",
                tail=lang.headline(result.tail, result.selection.unit),
                month=lang.month(result.plan_last),
            )
        )
    if round(result.change_released, 6):
        told.append(
            lang.text(
                "{change} gjelder måneder som alt er frigitt for utvalget, og er ikke med.",
                change=lang.headline(result.change_released, result.selection.unit, signed=True),
            )
        )
    return " ".join(told)
