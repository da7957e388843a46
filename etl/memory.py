"""What is remembered per source: how its files are read, and what its texts and codes stand for."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from etl.mapping import Mapping
from warehouse import Reader


@dataclass(frozen=True)
class SavedMapping:
    """How files of one source are read (`mapping.source`). `name` says what it was made from, such as a file's name."""

    name: str
    mapping: Mapping
    saved_at: datetime
    saved_by: str | None


@dataclass(frozen=True)
class SavedChoice:
    """What a text stands for in one source: `target_id` is an id, empty for «ikke plassert».

    `field`: sub_measure | code | unit | role_group | process | plan_version.
    """

    source: str
    field: str
    text: str
    target_id: str
    saved_at: datetime
    saved_by: str | None


@dataclass(frozen=True)
class Memory:
    """Mappings, one per source, and choices: source → «field|text» → id (empty: «ikke plassert»)."""

    mappings: tuple[Mapping, ...] = ()
    choices: Dict[str, Dict[str, str]] = field(default_factory=dict)

    def mapping(self, source: str) -> Mapping | None:
        """How files of a source are read; None where nothing is remembered."""
        return next((each for each in self.mappings if each.source == source), None)


def remembered(where: Reader | Path) -> Memory:
    """Everything that is remembered, from an open reader or a warehouse folder.

    :raises warehouse.WarehouseError: the warehouse cannot be read.
    """
    raise NotImplementedError


def saved_mappings(folder: Path) -> list[SavedMapping]:
    """The remembered mappings, by source."""
    raise NotImplementedError


def saved_choices(folder: Path) -> list[SavedChoice]:
    """The remembered choices, by source, field and text."""
    raise NotImplementedError


def save_mapping(folder: Path, mapping: Mapping, by: str | None, name: str | None = None) -> int:
    """Remember a mapping in place of the one of the same source; return the new version."""
    raise NotImplementedError


def forget_mapping(folder: Path, source: str, by: str | None = None) -> int:
    """Forget how files of a source are read; return the new version.

    :raises NotRemembered: nothing is remembered of the source.
    """
    raise NotImplementedError


def save_choice(folder: Path, source: str, field: str, text: str, target_id: str, by: str | None) -> int:
    """Remember what a text stands for in a source; return the new version."""
    raise NotImplementedError


def forget_choice(folder: Path, source: str, field: str, text: str, by: str | None = None) -> int:
    """Forget what a text stands for in a source; return the new version.

    :raises NotRemembered: the choice is not remembered.
    """
    raise NotImplementedError


def export_memory(folder: Path) -> dict[str, Any]:
    """Everything that is remembered as plain JSON values, for `import_memory` of another installation."""
    raise NotImplementedError


def import_memory(folder: Path, data: Dict[str, Any], by: str | None) -> int:
    """Take in what `export_memory` gave; what is there already of the same source and text is replaced.

    :raises MemoryInvalid: the JSON is no exported memory; nothing was changed.
    """
    raise NotImplementedError
