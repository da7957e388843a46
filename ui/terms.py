"""Every term that the pages use, explained once: for hovering, and for the page Om tallene.

`docs/metrics.md` is the reference; each figure defined there has its term here, and the other way round.
"""

from __future__ import annotations

from functools import cache

from language import Language, mark
from ui.term import Group, Term
from ui.terms_ahead import FORECAST
from ui.terms_compared import COMPARED, MONTHS, PLAN, SERIES, UNITS
from ui.terms_cost import COST_SPLIT
from ui.terms_earned import PROGRESS
from ui.terms_privacy import PRIVACY
from ui.terms_progress import CAPACITY
from ui.terms_reports import REPORTS
from ui.terms_scenario import SCENARIO
from ui.terms_trust import CHANGES, TRUST

GROUPS = (
    Group(mark("Enheter"), UNITS),
    Group(mark("Plan"), PLAN),
    Group(mark("Måneder"), MONTHS),
    Group(mark("Planlagt mot faktisk"), COMPARED),
    Group(mark("Hvor avviket i kroner kommer fra"), COST_SPLIT),
    Group(mark("Måned for måned"), SERIES),
    Group(mark("Prognose"), FORECAST),
    Group(mark("Scenarioer og planversjoner"), SCENARIO),
    Group(mark("Fremdrift og opptjent verdi"), PROGRESS),
    Group(mark("Kapasitet"), CAPACITY),
    Group(mark("Endringer og kilder"), CHANGES),
    Group(mark("Til å stole på"), TRUST),
    Group(mark("Rapporter"), REPORTS),
    Group(mark("Personvern"), PRIVACY),
)


@cache
def terms() -> dict[str, Term]:
    """Return every term by its name in the code and in docs/metrics.md."""
    return {term.name: term for group in GROUPS for term in group.terms}


def label_of(term: str, lang: Language) -> str:
    """Return what a term is called on the screen. Raises KeyError for a name that is no term."""
    return lang.text(terms()[term].label)


def help_of(term: str, lang: Language) -> str:
    """Return a term's definition, and its formula where it has one, for hovering over a card, a heading or a filter.

    Plain text without markup. Raises KeyError for a name that is no term.
    """
    found = terms()[term]
    told = lang.text(found.definition)
    return f"{told} {formula_of(found, lang)}".strip()


def formula_of(term: Term, lang: Language) -> str:
    """Return «Slik regnes det: …», or nothing for a term without a formula."""
    if not term.formula:
        return ""
    return lang.text("Slik regnes det: {formula}.", formula=lang.text(term.formula))
