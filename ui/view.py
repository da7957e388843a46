"""What a page is given: language, selection and one open warehouse version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from language import Language
from metrics import Names, Selection, measure_tree, short_name
from ui.address import Address
from warehouse import Reader

Key = tuple[str, int, Selection, str, bool]


@dataclass(frozen=True)
class View:
    """One run of one page.

    address: as the reader sees it. reader: the newest sound version, or an earlier one that was asked for (earlier).
    dark: the theme in use. key: everything that a cached figure depends on.
    """

    address: Address
    lang: Language
    folder: Path
    reader: Reader
    names: Names
    dark: bool
    earlier: bool = False

    @property
    def selection(self) -> Selection:
        return self.address.selection

    @property
    def key(self) -> Key:
        return (str(self.folder), self.reader.version, self.selection, self.lang.code, self.dark)

    def only(self, **filters: tuple[str, ...]) -> View:
        """Return this view with a narrower selection."""
        return replace(self, address=replace(self.address, selection=self.selection.only(**filters)))

    def label(self, kind: str, key: str | None) -> str:
        """Return the name of an id in the reader's language."""
        return self.names.label(kind, key, self.lang)

    def short_label(self, kind: str, key: str) -> str:
        """Return what a thing is called in a line: «Tiltak 22», «22.4 BEVISST», or its name."""
        if kind == "measure":
            codes = {node.measure_id: node.code for node in measure_tree(self.reader)}
            return self.lang.text("Tiltak {code}", code=codes.get(key, key))
        name = short_name(self.label(kind, key))
        return f"{key} {name}" if kind == "sub_measure" else name
