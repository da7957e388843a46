"""Words with which a row or a column says that it is a sum of others."""

import re

_NAMES = (
    r"sum|summe|delsum|totalsum|sluttsum|hovedsum|mellomsum|årssum|månedssum|totalt?|totalen|total général|sous-total"
    r"|subtotalt?|sub total|sub-total|grand total|hovedtotal|i alt|alt i alt|til sammen|tilsammen|hittil|akkumulert"
    r"|akk|gesamt|gesamtsumme|gesamtergebnis|zwischensumme|totaux|ytd|year to date"
)
EXACT = re.compile(
    rf"(?i)[\s*=:Σ∑–-]*(?:(?:{_NAMES})(?:\s+(?:i år|hittil|totalt?|sum|alle|all|året|år|timer|kroner|kr|nok|hours"
    rf"|(?:19|20)\d\d))*)?[\s*=:.–-]*"
)
"""A label and nothing else: «Sum», «* Sum», «Totalt:», «Hittil i år», «**»."""
STARTS = re.compile(rf"(?i)[\s*=Σ∑–-]*(?:{_NAMES}|total(?:e|aux)?)\b[\s:]*(?P<rest>.*)", re.DOTALL)
ENDS = re.compile(
    r"(?i).*\S[\s:–-]+(?:totalt?|sum|total|delsum|subtotal|ergebnis|gesamt)\s*:?\s*\**", re.DOTALL
)


def is_exact_label(text: str) -> bool:
    """Whether a text is the label of a sum and nothing else."""
    return bool(EXACT.fullmatch(text)) and any(sign in "*Σ∑" or sign.isalpha() for sign in text)


def is_total_label(text: str) -> bool:
    """Whether a text may be the label of a sum: a name of sums alone, before or after what is summed («Sum 5000»,
    «VM-ADM Totalt»). Whole words only: «Sumrapport» and «Summen av alt» are none."""
    return is_exact_label(text) or bool(STARTS.fullmatch(text)) or bool(ENDS.fullmatch(text))
