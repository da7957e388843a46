"""Terms of what lies ahead: the forecast, its methods and how far they have missed."""

from __future__ import annotations

from language import mark
from ui.term import Term

FORECAST = (
    Term(
        "forecast",
        mark("Sluttprognose"),
        mark(
            "Hvor mye det ser ut til å ende på når det som gjenstår, regnes med. Tre metoder står side om side, hver "
            "med hvor mye den har bommet til nå. Prognosen sier ikke når noe blir ferdig, bare hvor mye det tar."
        ),
        unit=mark("visningsenheten"),
    ),
    Term(
        "through",
        mark("Prognose til og med"),
        mark("Den siste måneden i prognosen: så langt du har valgt, eller så langt planen går."),
        unit=mark("måned"),
    ),
    Term(
        "budget_at_completion",
        mark("Planlagt til slutt (BAC)"),
        mark("Alt som er planlagt, fra den første måneden til den siste i prognosen."),
        mark("planlagt hittil + det som gjenstår av planen"),
        mark("visningsenheten"),
    ),
    Term(
        "rest_plan",
        mark("Restplan"),
        mark("En metode for prognosen: resten går som planlagt."),
        mark("faktisk hittil + det som gjenstår av planen"),
        mark("visningsenheten"),
    ),
    Term(
        "pace",
        mark("Takt"),
        mark("En metode for prognosen: resten går like mye over eller under planen som hittil."),
        mark("faktisk hittil + det som gjenstår av planen × faktisk hittil / planlagt hittil"),
        mark("visningsenheten"),
    ),
    Term(
        "trend",
        mark("Trend"),
        mark(
            "En metode for prognosen: hver måned framover blir som snittet av de siste seks, uansett hva planen sier."
        ),
        mark("faktisk hittil + snittet av de siste seks frigitte månedene × månedene som gjenstår"),
        mark("visningsenheten"),
    ),
    Term(
        "error_pct",
        mark("Hvor mye metoden har bommet"),
        mark(
            "Metoden prøves på måneder vi kjenner svaret for: hva ville den ha sagt da, og hva ble det? Tallet er det "
            "midterste av bommene, så halvparten var mindre."
        ),
        mark("medianen av |prognose / faktisk − 1|"),
        mark("prosent"),
    ),
    Term(
        "band",
        mark("Båndet"),
        mark(
            "Hvor prognosen ville ha endt om metoden bommet som før, når de ti prosentene som bommet mest til hver "
            "side, ikke er med. Et bredt bånd betyr at prognosen sier lite."
        ),
        mark("prognose / (1 + bom), for 10. og 90. prosentil av bommene"),
        mark("visningsenheten"),
    ),
    Term(
        "closed_remaining",
        mark("Planlagt for det som er avsluttet"),
        mark(
            "Den delen av det som gjenstår av planen, som hører til deltiltak som er ferdige eller avsluttet. Planen "
            "har den fortsatt, så den er med i prognosen og sies ved siden av."
        ),
        unit=mark("visningsenheten"),
    ),
    Term(
        "year_end",
        mark("Hva året ender på"),
        mark("Den samme prognosen fra januar til desember i året vi er inne i."),
        unit=mark("visningsenheten"),
    ),
    Term(
        "reason_code",
        mark("Ingen prognose"),
        mark(
            "Hvorfor det ikke finnes en prognose: færre enn seks frigitte måneder, alt er ferdig eller avsluttet, "
            "ingenting er planlagt framover, eller tallene er skjult av personvernhensyn."
        ),
    ),
)
