"""Terms of reports: what a figure's code is, and what it means that a report is issued."""

from __future__ import annotations

from language import mark
from ui.term import Term

REPORTS = (
    Term(
        "figure_code",
        mark("Tallpass"),
        mark(
            "En kort kode, slik: TP-7K3M9-Q2X4CV, som står på hver figur, tabell, lysbilde og ark. Koden viser "
            "hvilke tall det er, og om de fortsatt gjelder."
        ),
    ),
    Term(
        "issued_report",
        mark("Utstedt rapport"),
        mark(
            "En rapport som er gitt et navn og skrevet inn i listen, med filene slik de var. Versjonen av tallene "
            "som den hviler på, blir tatt vare på."
        ),
    ),
    Term(
        "reviewed",
        mark("Gjennomgått av"),
        mark(
            "Den som har lest gjennom rapporten før den ble utstedt, og dagen det ble gjort. Det er et navn og en "
            "dato, ikke en underskrift."
        ),
    ),
    Term(
        "since_report",
        mark("Siden sist rapportert"),
        mark(
            "Hva som er endret i rapportens frigitte tall etter at den ble utstedt, per deltiltak og måned, med "
            "importene som flyttet tallene."
        ),
        mark("tallet nå − tallet i rapporten"),
        mark("visningsenheten"),
    ),
)
