"""What is remembered per source: how its files are read, and what its texts and codes stand for."""

import json
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from etl.import_errors import MemoryInvalid
from etl.mapping import Mapping
from etl.publisher import publish
from warehouse import Reader, open_reader

FORMAT = "handlingsrom-memory-1"
CHOICE_FIELDS = ("sub_measure", "code", "unit", "role_group", "process", "plan_version")


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
    if isinstance(where, Path):
        with open_reader(where) as reader:
            return remembered(reader)
    choices: dict[str, dict[str, str]] = {}
    for choice in _choices(where):
        choices.setdefault(choice.source, {})[f"{choice.field}|{choice.text}"] = choice.target_id
    return Memory(tuple(saved.mapping for saved in _mappings(where)), choices)


def saved_mappings(folder: Path) -> list[SavedMapping]:
    """The remembered mappings, by source."""
    with open_reader(folder) as reader:
        return _mappings(reader)


def saved_choices(folder: Path) -> list[SavedChoice]:
    """The remembered choices, by source, field and text."""
    with open_reader(folder) as reader:
        return _choices(reader)


def save_mapping(folder: Path, mapping: Mapping, by: str | None, name: str | None = None) -> int:
    """Remember a mapping in place of the one of the same source; return the version that serves now."""
    saved = {"name": name or mapping.source, "mapping": mapping.to_json()}
    return _publish(folder, by, mappings=[saved])


def forget_mapping(folder: Path, source: str, by: str | None = None) -> int:
    """Forget how files of a source are read; return the new version.

    :raises NotRemembered: nothing is remembered of the source.
    """
    return _publish(folder, by, forget_mappings=[source])


def save_choice(folder: Path, source: str, field: str, text: str, target_id: str, by: str | None) -> int:
    """Remember what a text stands for in a source; return the version that serves now."""
    return _publish(folder, by, choices=[[source, field, text, target_id]])


def forget_choice(folder: Path, source: str, field: str, text: str, by: str | None = None) -> int:
    """Forget what a text stands for in a source; return the new version.

    :raises NotRemembered: the choice is not remembered.
    """
    return _publish(folder, by, forget_choices=[[source, field, text]])


def export_memory(folder: Path) -> dict[str, Any]:
    """Everything that is remembered as plain JSON values, for `import_memory` of another installation."""
    with open_reader(folder) as reader:
        return {
            "format": FORMAT,
            "mappings": [
                {"name": saved.name, "mapping": saved.mapping.to_json()} for saved in _mappings(reader)
            ],
            "choices": [[each.source, each.field, each.text, each.target_id] for each in _choices(reader)],
        }


def import_memory(folder: Path, data: Dict[str, Any], by: str | None) -> int:
    """Take in what `export_memory` gave; what is there already of the same source and text is replaced.

    :raises MemoryInvalid: the JSON is no exported memory; nothing was changed.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise MemoryInvalid("format")
    try:
        saved = [(str(each["name"]), Mapping.from_json(each["mapping"])) for each in data["mappings"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise MemoryInvalid("mappings") from error
    if not all(mapping.source and mapping.kind for _, mapping in saved):
        raise MemoryInvalid("mappings")
    mappings = [{"name": name, "mapping": mapping.to_json()} for name, mapping in saved]
    choices = data.get("choices")
    if not isinstance(choices, list) or not all(map(_is_choice, choices)):
        raise MemoryInvalid("choices")
    return _publish(folder, by, mappings=mappings, choices=choices)


def _is_choice(each: Any) -> bool:
    if not isinstance(each, list) or len(each) != 4:
        return False
    return each[1] in CHOICE_FIELDS and all(isinstance(part, str) for part in each)


def _publish(folder: Path, by: str | None, **job: Any) -> int:
    version: int = publish(folder, "memory", by=by, **job)["version"]
    return version


def _mappings(reader: Reader) -> list[SavedMapping]:
    if not reader.has("source_mapping"):
        return []
    rows = reader.rows("select name, mapping, saved_at, saved_by from source_mapping order by source")
    return [
        SavedMapping(
            row["name"], Mapping.from_json(json.loads(row["mapping"])), row["saved_at"], row["saved_by"]
        )
        for row in rows
    ]


def _choices(reader: Reader) -> list[SavedChoice]:
    if not reader.has("code_choice"):
        return []
    rows = reader.rows(
        "select source, field, text, target_id, saved_at, saved_by from code_choice"
        " order by source, field, text"
    )
    return [SavedChoice(*row.values()) for row in rows]
