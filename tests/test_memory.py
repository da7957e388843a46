"""What is remembered per source: saved with an import, seen, changed, moved to another installation, forgotten."""

import json
from pathlib import Path
from typing import Any

import pytest

import etl
from etl.history import versions
from etl.import_errors import MemoryInvalid, NotRemembered
from etl.mapping import ColumnUse, Mapping
from etl.memory import (
    export_memory,
    forget_choice,
    forget_mapping,
    import_memory,
    remembered,
    save_choice,
    save_mapping,
    saved_choices,
    saved_mappings,
)
from etl.publish_load import load
from etl.reference import Reference
from warehouse import current_version, new_version, open_reader

MAPPING = Mapping(
    "timeark",
    "actual_hours",
    (ColumnUse("Timer", "hours", unit="hours"), ColumnUse("Hvor", "unit", keep=("A", "B"))),
    sheets=("Ark1",),
    sign=-1,
    code_kind="timeark",
)
CHOICES = {"code|X1": "4.1", "sub_measure|Nytt prosjekt": "", "unit|Adm": "VM-ADM", "unit|Navn Navnesen": ""}
REPORT: dict[str, Any] = {
    "file": "timer.xlsx", "sha256": "s" * 64, "status": "inspected", "profile": "mapped", "source": "timeark",
    "kind": "actual_hours", "sheet": "Ark1", "period": None,
    "rows": {"read": 0, "loaded": 0, "rejected": 0, "ignored": 0},
    "sums": {}, "control": None, "problems": [], "extracted": None, "released_through": None, "is_sample": False,
    "options": {"cells": {"Ark1!B2": "7,5", "Ark1!C2": "Navn Navnesen"}, "choices": CHOICES},
}  # fmt: skip


def job(**upload: Any) -> dict[str, Any]:
    given = {"report": REPORT, "coverage_keys": ["k"], "mapping": MAPPING.to_json(), "choices": CHOICES}
    return {"uploads": [given | {"remember": True} | upload], "imported_by": "kari"}


def load_in(folder: Path, tmp_path: Path, **upload: Any) -> list[dict[str, Any]]:
    """One import of no rows, as the publishing child makes it."""
    (tmp_path / "0").mkdir(exist_ok=True)
    with new_version(folder) as build:
        files: list[dict[str, Any]] = load(build, job(**upload), tmp_path)["files"]
        return files


def test_an_import_remembers_how_it_was_read(warehouse_folder: Path, tmp_path: Path) -> None:
    load_in(warehouse_folder, tmp_path)
    memory = remembered(warehouse_folder)
    assert memory.mapping("timeark") == MAPPING
    assert memory.mapping("other") is None
    assert memory.choices == {
        "timeark": {"code|X1": "4.1", "sub_measure|Nytt prosjekt": "", "unit|Adm": "VM-ADM"}
    }
    [saved] = saved_mappings(warehouse_folder)
    assert (saved.name, saved.saved_by) == ("timer.xlsx", "kari")
    [record] = etl.history(warehouse_folder)
    assert (record.mapping, record.choices["code|X1"]) == (MAPPING, "4.1")


def test_what_may_be_a_name_is_used_once_and_never_stored(warehouse_folder: Path, tmp_path: Path) -> None:
    load_in(warehouse_folder, tmp_path)
    [record] = etl.history(warehouse_folder)
    assert record.report["options"]["cells"] == {"Ark1!B2": "7,5", "Ark1!C2": None}
    with open_reader(warehouse_folder) as reader:
        tables = [row["name"] for row in reader.rows("select table_name as name from duckdb_tables()")]
        cells = [str(row) for table in tables for row in reader.rows(f'from "{table}"')]
    assert not [cell for cell in cells if "Navnesen" in cell]


def test_an_import_that_is_not_to_be_remembered_is_not(warehouse_folder: Path, tmp_path: Path) -> None:
    load_in(warehouse_folder, tmp_path, remember=False)
    assert remembered(warehouse_folder).mappings == ()
    [record] = etl.history(warehouse_folder)
    assert record.mapping == MAPPING


def test_a_new_mapping_is_remembered_even_where_the_figures_count_already(
    warehouse_folder: Path, tmp_path: Path
) -> None:
    load_in(warehouse_folder, tmp_path)
    other = MAPPING.with_column(ColumnUse("Merknad", "ignore"))
    answer = load_in(warehouse_folder, tmp_path, mapping=other.to_json())
    assert answer == [{"status": "unchanged", "import_id": 1}]
    assert remembered(warehouse_folder).mapping("timeark") == other


def test_a_mapping_that_only_names_a_sheet_is_not_remembered(warehouse_folder: Path, tmp_path: Path) -> None:
    load_in(warehouse_folder, tmp_path, mapping=Mapping(sheets=("Ark2",)).to_json(), choices={})
    assert remembered(warehouse_folder).mappings == ()


def test_the_reading_child_sees_what_is_remembered(warehouse_folder: Path, tmp_path: Path) -> None:
    load_in(warehouse_folder, tmp_path)
    with open_reader(warehouse_folder) as reader:
        reference = Reference.read(reader)
    assert reference.mappings == (MAPPING,)
    assert reference.choices["timeark"]["code|X1"] == "4.1"
    assert Reference.from_json(json.loads(json.dumps(reference.to_json()))) == reference


def test_memory_is_changed_and_forgotten(warehouse_folder: Path) -> None:
    assert save_mapping(warehouse_folder, MAPPING, "kari") == 2
    assert save_mapping(warehouse_folder, MAPPING, "kari") == 2
    save_choice(warehouse_folder, "timeark", "code", "X1", "4.1", "kari")
    save_choice(warehouse_folder, "timeark", "code", "X1", "4.2", "kari")
    assert [(one.text, one.target_id) for one in saved_choices(warehouse_folder)] == [("X1", "4.2")]
    forget_choice(warehouse_folder, "timeark", "code", "X1")
    forget_mapping(warehouse_folder, "timeark", "ola")
    assert remembered(warehouse_folder).choices == {}
    newest = versions(warehouse_folder)[0]
    assert (newest.action, newest.by, newest.detail) == (
        "memory",
        "ola",
        {"sources": ["timeark"], "forgotten": True},
    )
    with pytest.raises(NotRemembered) as caught:
        forget_mapping(warehouse_folder, "timeark")
    assert (caught.value.source, caught.value.text) == ("timeark", None)
    with pytest.raises(NotRemembered):
        forget_choice(warehouse_folder, "timeark", "code", "X1")


def test_memory_moves_to_another_installation(warehouse_folder: Path, tmp_path: Path) -> None:
    load_in(warehouse_folder, tmp_path)
    everything = json.loads(json.dumps(export_memory(warehouse_folder)))
    before = remembered(warehouse_folder)
    forget_mapping(warehouse_folder, "timeark")
    for choice in saved_choices(warehouse_folder):
        forget_choice(warehouse_folder, choice.source, choice.field, choice.text)
    version = import_memory(warehouse_folder, everything, "kari")
    assert remembered(warehouse_folder) == before
    assert import_memory(warehouse_folder, everything, "kari") == version == current_version(warehouse_folder)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ([], "format"),
        ({"format": "x", "mappings": [], "choices": []}, "format"),
        ({"mappings": [{"name": "a", "mapping": {"kind": "plan"}}], "choices": []}, "mappings"),
        ({"mappings": [3], "choices": []}, "mappings"),
        ({"choices": []}, "mappings"),
        ({"mappings": [], "choices": [["a", "code", "x"]]}, "choices"),
        ({"mappings": [], "choices": [["a", "colour", "x", "y"]]}, "choices"),
        ({"mappings": []}, "choices"),
    ],
)
def test_what_is_no_exported_memory_is_refused(warehouse_folder: Path, data: Any, where: str) -> None:
    if isinstance(data, dict):
        data = {"format": "handlingsrom-memory-1"} | data
    with pytest.raises(MemoryInvalid) as caught:
        import_memory(warehouse_folder, data, "kari")
    assert caught.value.where == where
    assert current_version(warehouse_folder) == 1
