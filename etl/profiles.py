"""Profiles: what a known export looks like, as data. One TOML file each in `etl/profiles/`."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from etl.values import Mark, plain

FOLDER = Path(__file__).parent / "profiles"
FieldType = Literal["period", "date", "hours", "number", "money", "percent", "count", "text", "dropped"]


@dataclass(frozen=True)
class Field:
    """One thing that a column holds; `headers` in order of preference, normalised. The column of a required field
    must be there; `blank_ok` says that its cells may still be empty."""

    name: str
    type: FieldType
    headers: tuple[str, ...]
    required: bool = False
    blank_ok: bool = False


@dataclass(frozen=True)
class Filter:
    """Rows whose `field` is not among `keep` are ignored with `reason`."""

    field: str
    keep: frozenset[str]
    reason: str


@dataclass(frozen=True)
class Profile:
    """A known layout. `control` is the field whose total row is the control total; `one_of` are fields of which a
    row fills at least one; `replaces` are the parts of the coverage key. `words`: one of them begins a word around
    the table, where the columns alone say too little."""

    name: str
    title_nb: str
    title_en: str
    source: str
    kind: str
    replaces: tuple[str, ...]
    fields: tuple[Field, ...]
    filters: tuple[Filter, ...] = ()
    one_of: tuple[str, ...] = ()
    control: str | None = None
    code_kind: str | None = None
    quality: str | None = None
    system: str | None = None
    decimal: Mark | None = None
    months_across: bool = False
    names_must_be_known: bool = False
    words: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    @property
    def required(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.required)


def normal_header(text: Any) -> str:
    """A header as compared: lower case, without dots, line breaks, marks and units in brackets."""
    import re

    tidy = re.sub(r"(?i)[(\[](?:i )?(?:kr|nok|timer|hours?|%|tusen(?: kr)?)[)\]]", "", plain(text))
    return " ".join(tidy.casefold().replace(".", "").replace("*", " ").replace(":", " ").split())


def from_table(table: dict[str, Any]) -> Profile:
    """A profile from the table of its TOML file.

    :raises KeyError: a needed key is missing.
    """
    fields = tuple(
        Field(
            entry["field"],
            entry["type"],
            tuple(normal_header(header) for header in entry["headers"]),
            entry.get("required", False),
            entry.get("blank_ok", False),
        )
        for entry in table["column"]
    )
    filters = tuple(
        Filter(entry["field"], frozenset(normal_header(keep) for keep in entry["keep"]), entry["reason"])
        for entry in table.get("filter", ())
    )
    simple = {
        key: value
        for key, value in table.items()
        if key not in ("column", "filter", "replaces", "one_of", "words")
    }
    return Profile(
        **simple,
        replaces=tuple(table["replaces"]),
        one_of=tuple(table.get("one_of", ())),
        words=tuple(table.get("words", ())),
        fields=fields,
        filters=filters,
    )


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by name."""
    found = (from_table(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml")))
    return {profile.name: profile for profile in found}


def names(found: Iterable[Profile]) -> str:
    """Profile names in a row, for messages."""
    return ", ".join(sorted(profile.name for profile in found))
