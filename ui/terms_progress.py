"""Terms of capacity and of scenarios."""

from __future__ import annotations

from language import mark
from ui.term import Term

CAPACITY = (
    Term(
        "working_hours",
        mark("Arbeidstimer i måneden"),
        mark(
            "Mandag til fredag uten norske helligdager. Egne fridager og halve dager står i Kodeverk og gjelder foran "
            "kalenderen."
        ),
        mark("arbeidsdager × timer per dagsverk"),
        mark("timer"),
    ),
    Term(
        "available_hours",
        mark("Tilgjengelig"),
        mark("Arbeidstiden til dem som er registrert i enheten og rollegruppen, før ferie og fravær."),
        mark("personer × stillingsandel × arbeidstimer i måneden"),
        mark("timer"),
    ),
    Term(
        "effort",
        mark("Innsats"),
        mark(
            "Det tiltakene tar: faktiske timer i frigitte måneder, og det som gjenstår av planen i månedene etter."
        ),
        unit=mark("visningsenheten"),
    ),
    Term(
        "load_pct",
        mark("Kapasitet brukt"),
        mark(
            "Hvor stor del av arbeidstiden tiltakene tar, i månedene der begge deler er kjent. Resten skal dekke "
            "daglig drift, ferie og fravær."
        ),
        mark("timer på tiltakene / tilgjengelige timer × 100"),
        mark("prosent"),
    ),
    Term(
        "capacity_ceiling_pct",
        mark("Så mye kan tiltakene ta"),
        mark(
            "Hvor stor del av kapasiteten tiltakene kan ta. Den settes i Kodeverk og er hele kapasiteten til vanlig."
        ),
        unit=mark("prosent"),
    ),
    Term(
        "room",
        mark("Igjen av kapasiteten"),
        mark("Det som er igjen når tiltakene har tatt sitt. Under null betyr at det mangler."),
        mark("tilgjengelig × så mye kan tiltakene ta − innsats"),
        mark("visningsenheten"),
    ),
    Term(
        "over_full",
        mark("Overfull måned"),
        mark("En måned der tiltakene tar mer enn de kan. Den er merket med ▲ og ordet overfull."),
    ),
    Term(
        "capacity_total",
        mark("Kapasiteten i alt"),
        mark(
            "Tilgjengelig, brukt og igjen for alle i utvalget, hittil og framover. Grupper som har timer, men ingen "
            "registrert kapasitet, nevnes: da er belastningen regnet for høyt."
        ),
        unit=mark("visningsenheten"),
    ),
    Term(
        "capacity_answer",
        mark("Er det satt av nok?"),
        mark(
            "Ja når ingen gruppe er overfull i noen av månedene som gjenstår av planen. Ellers står det hvem som "
            "mangler hvor mye, og når."
        ),
    ),
    Term(
        "tied_up",
        mark("Bundet av systemene"),
        mark(
            "Årsverk per system og år: det som er brukt i frigitte måneder, og det som gjenstår av årets plan. Innsats "
            "uten system er en egen linje."
        ),
        mark("timer / timer per årsverk"),
        mark("årsverk"),
    ),
)
