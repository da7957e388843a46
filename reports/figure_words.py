"""Why a selection cannot give a figure, in one sentence."""

from language import Language
from reports.figures import FIGURES, FigureUnavailable


def unavailable_words(error: FigureUnavailable, lang: Language) -> str:
    """Say why a figure cannot be drawn, and what to do where something can be done."""
    title = FIGURES[error.name].title(lang)
    if error.reason == "option":
        return lang.text("«{title}» har ikke valget «{option}».", title=title, option=error.detail)
    why = {
        "not_one_system": lang.text("Velg ett system."),
        "no_quality": lang.text("Ingen av tallene i utvalget sier hvordan de er kommet til."),
        "no_process": lang.text("Ingen av radene i utvalget er ført på hovedprosess."),
        "no_capacity": lang.text("Ingen kapasitet er registrert for utvalget."),
        "no_revision": lang.text("Ingen plan i utvalget er revidert."),
        "no_plan": lang.text("Ingen planversjon har rader av dette slaget."),
        "no_milestones": lang.text("Ingen milepæler er registrert for systemene i utvalget."),
        "no_effort": lang.text("Ingen systemer har innsats i utvalget."),
        "no_months": lang.text("Utvalget har ingen måneder med plan eller tall."),
        "no_series": lang.text("Ingen tall av dette slaget er lastet inn for månedene i utvalget."),
        "over": lang.text("Alle månedene i utvalget er frigitt, så det er ingenting igjen å anslå."),
        "hidden": lang.text("Tallene er skjult av personvernhensyn."),
    }.get(error.reason, lang.text("Utvalget har ikke tall til den."))
    return lang.text("«{title}» kan ikke tegnes. {why}", title=title, why=why)
