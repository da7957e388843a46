"""Terms of where a cost variance comes from."""

from __future__ import annotations

from language import mark
from ui.term import Term

COST_SPLIT = (
    Term(
        "quantity",
        mark("Antall timer"),
        mark(
            "Den delen av avviket i kroner som kommer av at det gikk med flere eller færre timer enn planlagt."
        ),
        mark("(faktiske timer − planlagte timer) × planlagte kroner per time"),
        mark("kroner"),
    ),
    Term(
        "rate",
        mark("Timesats"),
        mark(
            "Den delen av avviket i kroner som kommer av at timene var dyrere eller billigere enn planlagt, for "
            "eksempel fordi andre brukte dem."
        ),
        mark("(faktiske − planlagte kroner per time) × faktiske timer"),
        mark("kroner"),
    ),
    Term(
        "unplanned_cost",
        mark("Ikke planlagt, i kroner"),
        mark("Lønn av timer der ingen kroner er planlagt, og av timer som ikke er plassert."),
        unit=mark("kroner"),
    ),
    Term(
        "direct",
        mark("Direkte kostnader"),
        mark(
            "Avviket i det som ikke er timer: bokførte kostnader mot budsjettet. Bokført lønn er ikke med, for den "
            "betaler for timer som alt er talt."
        ),
        mark("bokført − budsjett"),
        mark("kroner"),
    ),
    Term(
        "payroll_booked",
        mark("Bokført lønn"),
        mark(
            "Det som er bokført på lønnskonti, de som begynner med 5. Det holdes utenfor delingen av avviket og sies "
            "ved siden av."
        ),
        unit=mark("kroner"),
    ),
)
