"""Terms of recorded progress and earned value."""

from __future__ import annotations

from language import mark
from ui.term import Term

PROGRESS = (
    Term(
        "complete_pct",
        mark("Fremdrift"),
        mark(
            "Hvor mye av et deltiltak som er gjort, slik det er registrert på siden Fremdrift. Det regnes aldri ut av "
            "tiden som er gått."
        ),
        unit=mark("prosent"),
    ),
    Term(
        "bac",
        mark("Planlagt i alt (BAC)"),
        mark("Alt som er planlagt for deltiltaket, fra begynnelse til slutt."),
        unit=mark("visningsenheten"),
    ),
    Term(
        "ev",
        mark("Opptjent verdi (EV)"),
        mark(
            "Det som er gjort, målt i det planen satte av til det: er halvparten gjort, er halve planen opptjent."
        ),
        mark("fremdrift × planlagt i alt"),
        mark("visningsenheten"),
    ),
    Term(
        "pv",
        mark("Planlagt hittil (PV)"),
        mark("Det som etter planen skulle være brukt til og med den siste måneden som er sammenlignet."),
        unit=mark("visningsenheten"),
    ),
    Term(
        "ac",
        mark("Faktisk hittil (AC)"),
        mark("Det som er brukt i de samme månedene."),
        unit=mark("visningsenheten"),
    ),
    Term(
        "sv",
        mark("Fremdriftsavvik (SV)"),
        mark("Om arbeidet ligger foran eller etter planen. Over 0 er foran planen, under 0 er etter."),
        mark("opptjent verdi − planlagt hittil"),
        mark("visningsenheten"),
    ),
    Term(
        "cv",
        mark("Kostnadsavvik (CV)"),
        mark(
            "Om det som er gjort, har tatt mer eller mindre enn planlagt. Over 0 er mindre enn planlagt, under 0 er "
            "mer: fortegnet går altså motsatt vei av merforbruk."
        ),
        mark("opptjent verdi − faktisk hittil"),
        mark("visningsenheten"),
    ),
    Term(
        "spi",
        mark("Fremdriftsindeks (SPI)"),
        mark("Hvor fort det går mot planen. 1 er som planlagt, under 1 er saktere."),
        mark("opptjent verdi / planlagt hittil"),
    ),
    Term(
        "cpi",
        mark("Kostnadsindeks (CPI)"),
        mark("Hvor mye som blir gjort for hver time eller krone. 1 er som planlagt, under 1 er mindre."),
        mark("opptjent verdi / faktisk hittil"),
    ),
    Term(
        "eac",
        mark("Sluttprognose etter fremdrift (EAC)"),
        mark("Hva deltiltaket ender på om resten tar like mye som det som er gjort."),
        mark("planlagt i alt / kostnadsindeks"),
        mark("visningsenheten"),
    ),
)
