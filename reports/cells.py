"""Text that stays text: what a spreadsheet would otherwise run as a formula or refuse to store."""

import re

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# XML 1.0 has no place for these characters, so a file with one of them would not open or could not be written.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_text(text: str) -> str:
    """Prefix text that a spreadsheet would take for a formula; for CSV, where a cell has no type."""
    return f"'{text}" if text.startswith(_RUNS_AS_FORMULA) else text


def storable_text(text: str) -> str:
    """Drop the characters that an Office file cannot store."""
    return _NOT_IN_XML.sub("", text)
