"""What a sub-measure was before, read from the log of the reference tables."""

from pathlib import Path
from typing import Any

import pytest

from etl.codebook import edit, read_table
from metrics.status_history import status_history
from warehouse import open_reader


def change(folder: Path, key: str, reason: str, **values: Any) -> None:
    """Edit one sub-measure as the page Kodeverk does."""
    rows = read_table(folder, "sub_measure")
    next(row for row in rows if row["sub_measure_id"] == key).update(values)
    edit(folder, {"sub_measure": rows}, reason=reason, by="kari")


def told(folder: Path, key: str) -> list[tuple[str, str | None, str | None, str]]:
    with open_reader(folder) as reader:
        return [(one.field, one.before, one.after, one.reason) for one in status_history(reader, key)]


def test_without_changes_there_is_no_history(warehouse_folder: Path) -> None:
    assert told(warehouse_folder, "22.5") == []


def test_each_change_says_before_after_who_when_and_why(warehouse_folder: Path) -> None:
    change(warehouse_folder, "22.5", "rektors vedtak", status="delayed", benefit_type="quality")
    change(warehouse_folder, "22.5", "ny dato", status="completed")
    assert told(warehouse_folder, "22.5") == [
        ("status", "delayed", "completed", "ny dato"),
        ("status", "postponed", "delayed", "rektors vedtak"),
        ("benefit_type", "efficiency", "quality", "rektors vedtak"),
    ]
    with open_reader(warehouse_folder) as reader:
        newest = status_history(reader, "22.5")[0]
    assert (newest.changed_by, newest.version) == ("kari", reader.version)
    assert newest.changed_at.year >= 2024


def test_another_sub_measure_and_columns_without_meaning_stay_out(warehouse_folder: Path) -> None:
    change(warehouse_folder, "22.5", "kortere navn", name_nb="BOTT ØL – forberedelser")
    change(warehouse_folder, "22.6", "annen", status="completed")
    assert told(warehouse_folder, "22.5") == []


@pytest.mark.parametrize("owner", ["Avdelingsleder", None])
def test_a_new_owner_is_told_also_where_there_is_none(warehouse_folder: Path, owner: str | None) -> None:
    change(warehouse_folder, "22.1", "ansvar flyttet", owner_nb=owner)
    assert told(warehouse_folder, "22.1") == [("owner_nb", "Administrasjonssjef", owner, "ansvar flyttet")]


def test_a_sub_measure_that_was_added_says_so(warehouse_folder: Path) -> None:
    rows = read_table(warehouse_folder, "sub_measure")
    rows.append(
        rows[-1] | {"sub_measure_id": "4.8", "name_nb": "Nytt", "status": "not_started", "sort_order": 15}
    )
    edit(warehouse_folder, {"sub_measure": rows}, reason="nytt deltiltak", by=None)
    assert told(warehouse_folder, "4.8") == [("added", None, "not_started", "nytt deltiltak")]
