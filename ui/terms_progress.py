"""Terms of capacity and of scenarios."""

from __future__ import annotations

from language import mark
from ui.term import Term

CAPACITY = (
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
)
SCENARIO: tuple[Term, ...] = ()
