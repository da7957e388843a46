"""Terms of trust: what changed, where sources disagree, and what a figure rests on."""

from __future__ import annotations

from language import mark
from ui.term import Term

CHANGES = (
    Term(
        "changed_since",
        mark("Endret siden sist"),
        mark(
            "Hva som er endret i frigitte tall mellom to versjoner av datavarehuset, per deltiltak og måned. En måned "
            "som er frigitt siden da, er ny: alt i den er endring."
        ),
        mark("tallet nå − tallet da"),
        mark("visningsenheten"),
    ),
    Term(
        "disagreements",
        mark("Kilder som ikke er enige"),
        mark(
            "Steder der tallene bør sjekkes: to kilder har timer for samme deltiltak og måned, en fils egen sum er en "
            "annen enn det som er lastet inn, hovedboken har en annen total, en kilde henger etter, eller et navn er "
            "uklart."
        ),
    ),
)

TRUST = (
    Term(
        "data_basis",
        mark("Datagrunnlag"),
        mark(
            "Hva et tall hviler på: planversjoner, importer, hvilke måneder som er sammenlignet, hvordan timene er "
            "kommet til, og datavarehusets versjon."
        ),
    ),
    Term(
        "quality",
        mark("Målt, anslått, fordelt"),
        mark(
            "Hvordan timene er kommet til. Målt: ført av den som arbeidet. Anslått: vurdert i ettertid. Fordelt: en "
            "større sum delt på måneder eller deltiltak etter en regel."
        ),
        mark("timene av hvert slag / alle timene"),
        mark("prosent"),
    ),
    Term(
        "source_rows",
        mark("Kilderader"),
        mark("Radene i filene som et tall er summen av, med fil, ark og radnummer."),
        unit=mark("rader"),
    ),
    Term(
        "sample_is_loaded",
        mark("Oppdiktede tall"),
        mark("Eksempeldata er lastet inn. Tallene er laget for å vise hvordan løsningen virker."),
    ),
)
