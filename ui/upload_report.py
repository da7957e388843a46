"""What was understood of one dropped file, as words: its facts, its sums, its own total beside ours."""

from __future__ import annotations

from typing import Any

import etl
from etl.profiles import profiles
from language import Language
from ui import words


def understood(found: etl.FileReport, lang: Language) -> list[tuple[str, str]]:
    """Return what was understood, as pairs of label and value."""
    rows = found.rows
    counts = lang.text(
        "{read} lest = {loaded} gyldige + {rejected} avviste + {ignored} ikke med",
        read=lang.number(rows.read, 0), loaded=lang.number(rows.loaded, 0),
        rejected=lang.number(rows.rejected, 0), ignored=lang.number(rows.ignored, 0),
    )  # fmt: skip
    pairs = [
        (lang.text("Filtype"), file_type(found, lang)),
        (lang.text("Kilde"), words.source(found.source, lang) if found.source else ""),
        (lang.text("Innhold"), words.kind(found.kind, lang)),
        (lang.text("Ark"), found.sheet or ""),
        (lang.text("Overskriftsrad"), "" if found.header_row is None else str(found.header_row)),
        (lang.text("Periode"), lang.month_range(*found.period) if found.period else ""),
        (lang.text("Rader"), counts if rows.read else ""),
        (lang.text("Summer"), sums_words(found.sums, lang)),
        (lang.text("Kontrollsum"), "" if found.status == "question" else control_words(found, lang)),
        (lang.text("Tatt ut"), lang.date(found.extracted) if found.extracted else ""),
        (
            lang.text("Frigitt til og med"),
            lang.month(found.released_through) if found.released_through else "",
        ),
    ]
    return [pair for pair in pairs if pair[1]]


def file_type(found: etl.FileReport, lang: Language) -> str:
    """Return which known export a file is, or that it is none of them."""
    if found.profile in profiles():
        return words.profile(found.profile, lang)
    return lang.text("ingen kjent eksport: forstått av overskrifter og innhold")


def sums_words(sums: Any, lang: Language) -> str:
    """Return «timer 1 234,5 · kroner 12 345»."""
    return " · ".join(
        f"{words.sum_name(name, lang)} {amount(name, value, lang)}" for name, value in sums.items()
    )


def amount(name: str, value: Any, lang: Language) -> str:
    """Return one sum: hours with two decimals where one would hide something, the rest whole."""
    if "hours" not in name:
        return lang.number(value, 0)
    return lang.number(value, 1 if round(float(value) * 10, 6).is_integer() else 2)


def control_words(found: Any, lang: Language) -> str:
    """Return the file's own total beside what was read."""
    if found.control is None:
        return lang.text("filen har ingen egen sum")
    total = lang.number(found.control.file_total, 2)
    if found.control.difference == 0:
        return lang.text("{total} i filen, stemmer", total=total)
    difference = lang.number(found.control.difference, 2, signed=True)
    return lang.text("{total} i filen, avvik {difference}", total=total, difference=difference)
