"""What is wrong with the options of a command, in one sentence that says what to write instead."""

from dataclasses import replace
from datetime import date
from typing import Any

from language import Language
from metrics import KEYS, NO_VALUE, QUALITIES, UNPLACED, Names, Selection, SelectionError, measure_tree
from reports.check_file import UnreadableReport
from reports.chrome import PicturesUnavailable
from reports.figure_words import unavailable_words
from reports.figures import FIGURES, FigureUnavailable, UnknownFigure
from reports.issued_commands import UnknownIssue
from reports.making import TABLE_FORMATS, UnknownFormat
from reports.pictures import FORMATS
from reports.status_form import TemplateDamaged, UnknownMeasure

FILTERS = {
    "measure": "measures",
    "sub_measure": "sub_measures",
    "system": "systems",
    "org_unit": "units",
    "role_group": "role_groups",
}
"""Option → filter of the selection by ids."""
LISTS = FILTERS | {"quality": "qualities"}
"""Option → filter of the selection with one or more values."""
_KINDS = {field: "unit" if option == "org_unit" else option for option, field in FILTERS.items()}
_OPTIONS = {field: f"--{option.replace('_', '-')}" for option, field in LISTS.items()}
_OPTIONS |= {"by": "--by", "first": "--from", "last": "--to", "plan": "--plan", "as_of": "--as-of"}


def check_ids(selection: Selection, known: Names) -> None:
    """Raise SelectionError for a filter value that is no id: a typo must not read as «no figures»."""
    for field, kind in _KINDS.items():
        allowed = {*known.ids(kind), NO_VALUE, UNPLACED}
        for key in getattr(selection, field):
            if key not in allowed:
                raise SelectionError(field, key)


def with_measure_ids(reader: Any, selection: Selection) -> Selection:
    """Return the selection with the id of each measure that was named by its code: 22 is T22."""
    ids = {node.code: node.measure_id for node in measure_tree(reader)}
    return replace(selection, measures=tuple(ids.get(given, given) for given in selection.measures))


def usage_words(error: SelectionError, known: Names | None, lang: Language) -> str:
    """Say what is wrong and what fits. known: None where the warehouse has not been opened yet."""
    option, value = _OPTIONS.get(error.field, error.field), error.value
    if isinstance(value, str) and not value.strip(" ,"):
        return lang.text("{option} står uten verdi.", option=option)
    if error.field == "last" and isinstance(value, date):
        return lang.text("--to: {month} er før måneden i --from.", month=lang.month(value))
    if error.field in ("first", "last"):
        return lang.text(
            "{option}: «{value}» er ikke en måned. Skriv den slik: 2019-01.", option=option, value=value
        )
    if error.field == "as_of":
        return lang.text(
            "{option}: «{value}» er ikke en dato. Skriv den slik: 2022-04-30.", option=option, value=value
        )
    if error.field == "by" and value in KEYS:
        return lang.text("--by: «{value}» står to ganger.", value=value)
    return lang.text(
        "{option}: «{value}» finnes ikke. Velg blant: {choices}.",
        option=option,
        value=value,
        choices=", ".join(_choices(error.field, known)),
    )


def _choices(field: str, known: Names | None) -> tuple[str, ...]:
    if field == "by":
        return KEYS
    if field == "qualities":
        return QUALITIES
    if field == "plan":
        return ("in_force", "original", *(known.ids("plan_version") if known else ()))
    return known.ids(_KINDS[field]) if known and field in _KINDS else ()


def report_words(error: Exception, lang: Language) -> str:
    """Say why a report was not made or not checked, and what to do."""
    if isinstance(error, UnknownFigure):
        return lang.text(
            "«{name}» er ingen figur. Velg blant: {choices}.", name=error.name, choices=", ".join(FIGURES)
        )
    if isinstance(error, FigureUnavailable):
        return unavailable_words(error, lang)
    if isinstance(error, UnknownMeasure):
        return lang.text(
            "--measure: «{value}» finnes ikke. Velg blant: {choices}.",
            value=error.measure_id,
            choices=", ".join(error.known),
        )
    if isinstance(error, UnknownIssue):
        return lang.text(
            "Rapporten «{id}» finnes ikke. Disse finnes: {known}.",
            id=error.issue_id,
            known=", ".join(error.known) or lang.text("ingen"),
        )
    if isinstance(error, UnknownFormat):
        return lang.text(
            "«.{ending}» er ikke et format. Velg blant: {choices}.",
            ending=error.ending,
            choices=", ".join((*FORMATS, *TABLE_FORMATS)),
        )
    if isinstance(error, PicturesUnavailable):
        return _picture_words(error, lang)
    if isinstance(error, TemplateDamaged):
        return lang.text("Word-malen kan ikke fylles ut: {reason} Rett malen, eller legg den gamle tilbake.",
                         reason=error.reason)  # fmt: skip
    if isinstance(error, UnreadableReport):
        return lang.text("Filen kan ikke leses som en rapport: den er skadet eller for stor.")
    return lang.text(
        "Filen kan ikke leses eller skrives: {reason}.", reason=getattr(error, "strerror", None) or ""
    )


def _picture_words(error: PicturesUnavailable, lang: Language) -> str:
    if error.reason == "no_browser":
        return lang.text(
            "Bilder krever Chrome eller Chromium, og det finnes ikke her. Installer en av dem, eller velg csv."
        )
    return lang.text("Nettleseren som tegner bilder, svarte ikke. Prøv igjen.")
