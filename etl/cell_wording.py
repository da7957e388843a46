"""The sentences for cells that cannot be read as what their column holds."""

from collections.abc import Callable, Mapping

from language import Language

_Words = Callable[[Language, Mapping[str, str]], str]


def messages() -> dict[str, _Words]:
    """The sentences by problem code."""
    return {
        "missing_value": lambda t, _: t.text("Cellen er tom. Fyll den ut, eller slett raden."),
        "error_cell": lambda t, f: t.text(
            "Cellen har Excel-feilen {found}. Rett formelen og lagre fila på nytt.", **f
        ),
        "formula_without_value": lambda t, _: t.text(
            "Cellen har en formel uten beregnet verdi. Åpne fila i Excel, la den regne ut, og lagre på nytt."
        ),
        "not_a_number": lambda t, f: t.text("«{value}» er ikke et tall. Skriv for eksempel 1 234,5.", **f),
        "number_too_large": lambda t, f: t.text(
            "Tallet {value} er for stort til å være riktig. Rett det.", **f
        ),
        "ambiguous_number": lambda t, f: t.text(
            "«{value}» kan leses på to måter, og kolonnen avgjør det ikke. Skriv desimaler med komma, "
            "og tusener med mellomrom.",
            **f,
        ),
        "not_hours": lambda t, f: t.text("«{value}» er ikke timer. Skriv 7,5 eller 7:30.", **f),
        "percent_out_of_range": lambda t, f: t.text(
            "«{value}» er ikke mellom 0 og 100 prosent. Rett tallet.", **f
        ),
        "not_a_count": lambda t, f: t.text("«{value}» er ikke et helt antall. Skriv et heltall.", **f),
        "not_a_period": lambda t, f: t.text("«{value}» er ikke en måned. Skriv for eksempel 2022-03.", **f),
        "period_not_month": lambda t, f: t.text(
            "«{value}» er ikke en enkelt måned. Fordel tallet på måneder, for eksempel 2022-03.", **f
        ),
        "not_a_date": lambda t, f: t.text("«{value}» er ikke en dato. Skriv for eksempel 31.03.2022.", **f),
        "year_out_of_range": lambda t, f: t.text("«{value}» har et år som ikke kan stemme. Rett det.", **f),
        "no_amount": lambda t, _: t.text(
            "Raden har ingen timer og ingen kroner. Fyll ut én av kolonnene, eller slett raden."
        ),
        "several_amounts": lambda t, f: t.text(
            "Raden oppgir timene på flere måter ({columns}). Behold bare én av dem.", **f
        ),
    }
