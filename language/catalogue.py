"""The translations: reading them at run time, and collecting the texts of the code into them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.support import NullTranslations, Translations

PROJECT = Path(__file__).resolve().parent.parent
LOCALE = Path(__file__).resolve().parent / "locale"
TEMPLATE = LOCALE / "handlingsrom.pot"
FOLDERS = ("language", "warehouse", "etl", "metrics", "charts", "reports", "ui", "pages")
# A fixed date keeps the files unchanged when no text has changed.
_DATE = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
KEYWORDS = {"text": None, "plural": (1, 2), "mark": None}


def catalogue_path(code: str) -> Path:
    """Where the translations of a language lie."""
    return LOCALE / code / "LC_MESSAGES" / "handlingsrom.po"


def is_translated(message: Message) -> bool:
    """Whether every form of the text has its translation."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(forms) and not message.fuzzy


def read_catalogue(code: str) -> Catalog:
    """The translations of a language as written, untranslated ones included."""
    with catalogue_path(code).open("rb") as file:
        return read_po(file, locale=code, domain="handlingsrom")


def read_translations(code: str) -> NullTranslations:
    """What gives the texts of a language at run time; bokmål is the key and needs no file."""
    if code == "nb":
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(code))
    compiled.seek(0)
    return Translations(compiled, domain="handlingsrom")


def _messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for folder in FOLDERS:
        found = extract_from_dir(PROJECT / folder, [("**.py", "python")], keywords=KEYWORDS)
        for name, _line, message, _comments, _context in sorted(found, key=lambda one: (one[0], one[1])):
            yield f"{folder}/{name}", message
    dashboard = PROJECT / "dashboard.py"
    if dashboard.exists():
        for _line, message, _comments, _context in extract_from_file("python", dashboard, keywords=KEYWORDS):
            yield dashboard.name, message


def collect() -> Catalog:
    """Every text of the code, with the files it stands in."""
    template = Catalog(
        project="Handlingsrom",
        version="1",
        domain="handlingsrom",
        header_comment="# Texts of Handlingsrom. Collected by: python -m language extract",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        creation_date=_DATE,
        revision_date=_DATE,
        fuzzy=False,
    )
    for name, message in _messages():
        template.add(message, locations=[(name, 1)])
    return template


def extract() -> Catalog:
    """Write the template, merge it into the English translations, and return those.

    A text that has left the code leaves the translations, too; nothing is guessed from similar texts.
    """
    template = collect()
    _write(TEMPLATE, template)
    path = catalogue_path("en")
    translated = read_catalogue("en") if path.exists() else Catalog(locale="en", domain="handlingsrom")
    translated.update(template, no_fuzzy_matching=True, update_creation_date=False)
    translated.obsolete.clear()
    for name in ("project", "version", "msgid_bugs_address", "last_translator", "language_team", "fuzzy"):
        setattr(translated, name, getattr(template, name))
    translated.header_comment, translated.creation_date = template.header_comment, _DATE
    translated.revision_date = _DATE
    _write(path, translated)
    return translated


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, include_lineno=False)
