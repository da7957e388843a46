"""What people write where an amount belongs: why it is no amount, so that the message can say what to do."""

import re

from etl.cells import plain, tidy
from etl.errors import Unreadable

_ERROR = re.compile(
    r"#(REF!|N/A|I/T|VERDI!|VALUE!|DIV/0!|NAVN\?|NAME\?|NUM!|TALL!|NULL!|SPILL!|CALC!|WERT!|BEZUG!)"
)
_UNKNOWN = frozenset(
    "tbd tba tbc n/a na i/a ukjent uavklart avklares kommer mangler unknown todo ikke avklart "
    "ikke bestemt ikke satt vet ikke ikke oppgitt foreløpig ukjent se merknad se kommentar se note".split()
) | {"ikke avklart", "ikke bestemt", "ikke satt", "vet ikke", "ikke oppgitt", "se merknad", "se kommentar"}
_YES_NO = frozenset("ja nei yes no oui non nein x ok true false sann usann ✓ ✔ v".split())
_OTHER_UNIT = re.compile(r"[0-9][0-9 .,]* ?[^\W\d_]+\.?")
_SHAPES = (
    ("unknown_amount", re.compile(r"[?\s]+")),
    ("uncertain_number", re.compile(r"\??\s*(?:ca\.?\s*)?[0-9][^?]*\?+|\?+\s*[0-9].*|[0-9][0-9 .,]*\s*\+")),
    ("footnote_mark", re.compile(r"\(?-?[0-9][0-9 .,']*\)?\s*(?:\*+|[¹²³⁰⁴-⁹ᵃᵇᶜ†‡§]+|[(\[]?[0-9a-e][)\]])")),
    (
        "range_not_number",
        re.compile(r"(?i)(?:mellom |fra |between )?[0-9][0-9 .,]*\w*\s*(?:-|til|og|to|bis|/)\s*[0-9].*"),
    ),
    (
        "limit_not_amount",
        re.compile(
            r"(?i)(?:[<>≤≥]=?|inntil|maks\.?|max\.?|minst|min\.?|over|under|opptil|up to|at least)\s*[0-9].*"
        ),
    ),
    (
        "rate_not_amount",
        re.compile(
            r"(?i)[0-9].*(?:/|\b(?:per|pr\.?|i|hver|each|pro|par) )\s*(?:uke|mnd|måned|år|dag|week|month|year|day).*"
        ),
    ),
    ("sum_in_cell", re.compile(r"(?i)=.+|.*[0-9].*(?:[+*×=]|\b(?:x|à|a)\b).*[0-9].*")),
)


def refusal(cell: str, otherwise: str) -> Unreadable:
    """Why a text is no amount; `otherwise` is the code where it is nothing known."""
    text = tidy(cell)
    if _ERROR.fullmatch(text.upper()):
        return Unreadable("error_cell", found=plain(cell))
    lowered = text.casefold().strip(" .")
    if lowered in _UNKNOWN:
        return Unreadable("unknown_amount")
    if lowered in _YES_NO:
        return Unreadable("yes_or_no")
    if otherwise == "not_hours" and _OTHER_UNIT.fullmatch(text):
        return Unreadable("unit_of_cell")
    return Unreadable(next((code for code, shape in _SHAPES if shape.fullmatch(text)), otherwise))
