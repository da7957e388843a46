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
        "other_decimal_mark": lambda t, f: t.text(
            "«{value}» kan leses på to måter, og desimaltegnet som er valgt for kolonnen, stemmer ikke med «{other}». "
            "Velg desimaltegn på nytt, eller rett cellen.",
            **f,
        ),
        "not_hours": lambda t, f: t.text("«{value}» er ikke timer. Skriv 7,5 eller 7:30.", **f),
        "not_a_count": lambda t, f: t.text("«{value}» er ikke et helt antall. Skriv et heltall.", **f),
        "date_for_number": lambda t, f: t.text(
            "Cellen er en dato ({value}), ikke et tall. Excel gjør 1.5 til 1. mai. Skriv tallet med komma, og sett "
            "tallformatet til «Tall».",
            **f,
        ),
        **_odd_words(),
        **_unit_words(),
        **_period_words(),
        "several_amounts": lambda t, f: t.text(
            "Raden oppgir beløpet eller timene på flere måter ({columns}). Behold bare én av dem.", **f
        ),
        "credit_rows": lambda t, f: t.text(
            "{rows} rad(er) er merket som kredit og er lest som minus. Sjekk summen.", **f
        ),
        "currency_rows": lambda t, f: t.text(
            "{rows} rad(er) har en annen valuta ({currencies}). Beløpene er lest som norske kroner; regn dem om hvis "
            "de ikke er det.",
            **f,
        ),
    }


def _odd_words() -> dict[str, _Words]:
    """What people write where an amount belongs."""
    return {
        "unknown_amount": lambda t, f: t.text(
            "«{value}» sier at tallet ikke er kjent. Skriv et tall, tøm cellen, eller utelat raden.", **f
        ),
        "uncertain_number": lambda t, f: t.text(
            "«{value}» er usikkert. Skriv tallet, eventuelt med «ca.» foran hvis det er et anslag.", **f
        ),
        "yes_or_no": lambda t, f: t.text("«{value}» er ja eller nei, ikke et tall. Skriv tallet.", **f),
        "range_not_number": lambda t, f: t.text(
            "«{value}» er et spenn. Skriv ett tall, eventuelt med «ca.» foran.", **f
        ),
        "limit_not_amount": lambda t, f: t.text(
            "«{value}» er en grense, ikke et tall. Skriv ett tall, eventuelt med «ca.» foran.", **f
        ),
        "sum_in_cell": lambda t, f: t.text("«{value}» er et regnestykke. Skriv svaret som ett tall.", **f),
        "footnote_mark": lambda t, f: t.text(
            "«{value}» ser ut som et tall med fotnotetegn. Skriv tallet alene, og merknaden i en egen kolonne.",
            **f,
        ),
    }


def _unit_words() -> dict[str, _Words]:
    return {
        "unit_of_cell": lambda t, f: t.text(
            "Det er ikke klart hvilken enhet «{value}» har. Skriv tallet alene, eller skriv enheten helt ut, "
            "for eksempel 100 timer.",
            **f,
        ),
        "not_hours_unit": lambda t, f: t.text(
            "Enheten «{unit}» er ikke timer eller annen arbeidstid. Rett enheten, eller utelat raden.", **f
        ),
        "rate_not_amount": lambda t, f: t.text(
            "«{value}» gjelder per uke, måned eller dag. Skriv timene for hele perioden.", **f
        ),
        "percent_out_of_range": lambda t, f: t.text(
            "«{value}» er ikke mellom 0 og 100 prosent. Rett tallet.", **f
        ),
        "percent_without_days": lambda t, f: t.text(
            "«{value}» er en prosent av stilling, men raden har ingen periode med arbeidsdager. Skriv måneden, "
            "eller skriv timer.",
            **f,
        ),
        "foreign_currency": lambda t, f: t.text(
            "«{value}» er ikke i norske kroner. Regn om til kroner, og rett cellen.", **f
        ),
    }


def _period_words() -> dict[str, _Words]:
    return {
        "not_a_period": lambda t, f: t.text("«{value}» er ikke en måned. Skriv for eksempel 2022-03.", **f),
        "period_not_month": lambda t, f: t.text(
            "«{value}» er ikke en enkelt måned. Fordel tallet på måneder, for eksempel 2022-03.", **f
        ),
        "lost_zero": lambda t, f: t.text(
            "«{value}» kan være januar, eller oktober der nullen er falt bort. Skriv for eksempel 2022-01.",
            **f,
        ),
        "not_a_date": lambda t, f: t.text("«{value}» er ikke en dato. Skriv for eksempel 31.03.2022.", **f),
        "ambiguous_date": lambda t, f: t.text(
            "«{value}» kan ha dagen eller måneden først. Skriv datoen som 2022-03-31.", **f
        ),
        "other_day_order": lambda t, f: t.text(
            "«{value}» har dag og måned i en annen rekkefølge enn det som er valgt for kolonnen. "
            "Skriv datoen som 2022-03-31.",
            **f,
        ),
        "year_out_of_range": lambda t, f: t.text("«{value}» har et år som ikke kan stemme. Rett det.", **f),
    }
