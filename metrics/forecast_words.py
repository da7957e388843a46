"""The words of a forecast: its methods, how far they have missed, and why there is none."""

from language import Language
from metrics.backtest import LEAST_MONTHS
from metrics.forecast import Estimate, Forecast


def method_words(code: str, lang: Language) -> str:
    """Name a method: «restplan», «takt», «trend»."""
    return {
        "rest_plan": lang.text("restplan"),
        "pace": lang.text("takt"),
        "trend": lang.text("trend"),
    }[code]


def method_formula(code: str, lang: Language) -> str:
    """Say how a method reckons."""
    return {
        "rest_plan": lang.text("faktisk hittil + det som gjenstår av planen"),
        "pace": lang.text("faktisk hittil + det som gjenstår av planen × faktisk hittil / planlagt hittil"),
        "trend": lang.text(
            "faktisk hittil + snittet av de siste seks frigitte månedene × månedene som gjenstår"
        ),
    }[code]


def error_words(estimate: Estimate, lang: Language) -> str:
    """Say how far a method has missed until now: «metoden har i median bommet med ±11 %»."""
    if estimate.error_pct is None:
        return lang.text("metoden kan ikke prøves på det som er frigitt")
    missed = lang.percent(estimate.error_pct, decimals=0 if estimate.error_pct >= 1 else 1)
    return lang.text("metoden har i median bommet med ±{pct}", pct=missed)


def band_words(estimate: Estimate, lang: Language) -> str:
    """Say that the band lies beside the estimate, and why; empty where the estimate lies in it.

    The band is the estimate corrected for how the method has erred until now, so a method that has nearly always been
    too low has its band above its own estimate.
    """
    end, low, high = estimate.at_completion, estimate.low, estimate.high
    if end is None or low is None or high is None or low <= end <= high:
        return ""
    if end < low:
        return lang.text("Båndet ligger over prognosen, fordi metoden hittil nesten alltid har vært for lav.")
    return lang.text("Båndet ligger under prognosen, fordi metoden hittil nesten alltid har vært for høy.")


def estimate_reason_words(estimate: Estimate, lang: Language) -> str:
    """Say why one method is silent where the others speak; empty where it speaks."""
    if estimate.reason_code == "nothing_planned":
        return lang.text("ingenting er planlagt hittil, så takten er ikke definert")
    return ""


def forecast_reason_words(forecast: Forecast, lang: Language) -> str:
    """Say why there is no forecast; empty where there is one."""
    month = forecast.released_through
    after = "" if month is None else lang.month(month)
    return {
        "": "",
        "part_of_actual": lang.text(
            "Utvalget har bare en del av de faktiske tallene, så det finnes ingen prognose."
        ),
        "hidden": lang.text("Prognosen er skjult av personvernhensyn."),
        "not_released": lang.text("Ingen måneder er frigitt, så det finnes ingen prognose."),
        "not_covered": lang.text("Ingen plan dekker de frigitte månedene, så det finnes ingen prognose."),
        "closed": lang.text(
            "Det som er i utvalget, er ferdig eller avsluttet, så det finnes ingen prognose."
        ),
        "few_months": lang.plural(
            "Bare {n} måned er både frigitt og planlagt. En prognose trenger minst {least}.",
            "Bare {n} måneder er både frigitt og planlagt. En prognose trenger minst {least}.",
            forecast.released_months,
            least=LEAST_MONTHS,
        ),
        "all_released": lang.text("Alle månedene er frigitt, så det er ingenting igjen å anslå."),
        "no_plan_left": lang.text(
            "Ingenting er planlagt etter {month}, så det finnes ingen prognose.", month=after
        ),
    }[forecast.reason_code]
