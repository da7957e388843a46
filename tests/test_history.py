"""The log of imports: what each replaced and changed, undo and its undoing, every version and the difference of two."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import etl
from etl import AlreadyUndone, Options, UnknownImport, Upload
from etl.codebook import edit, read_table
from etl.diff import Change, change_against_previous, changes
from etl.history import replaced_by, replaces, versions
from etl.import_errors import NotTheSameFile, NotUndone, ReadAgain
from etl.placing import place_code
from etl.reapply import reapply
from metrics.engine import query
from metrics.sources import counting
from tests.test_warehouse import add, hours
from warehouse import Reader, current_version, new_version, open_reader

HEADER = "Måned;Enhet;Rollegruppe;Deltiltak;Timer\n"
FIRST = "2022-03;VM-ADM;Kontorsjefene;22.5;7,5\n2022-04;VM-ADM;Kontorsjefene;22.5;2\n"
CORRECTED = "2022-03;VM-ADM;Kontorsjefene;22.5;8,5\n2022-03;VM-ADM;Kontorsjefene;22.6;1\n"


def own(folder: Path, name: str, rows: str) -> Upload:
    path = folder / name
    path.write_text(HEADER + rows, "utf-8")
    return Upload(name, path)


def told(found: list[Change]) -> list[tuple[Any, ...]]:
    return [(one.sub_measure_id, one.before_hours, one.after_hours) for one in found]


@pytest.fixture
def twice(warehouse_folder: Path, tmp_path: Path) -> Path:
    """An upload of two months, and another of the first month only: 7.5 hours became 8.5, and 1 hour is new."""
    etl.load([own(tmp_path, "mal.csv", FIRST)], warehouse_folder)
    etl.load([own(tmp_path, "rettet.csv", CORRECTED)], warehouse_folder)
    return warehouse_folder


def test_what_an_upload_replaced_is_logged_and_told_before(twice: Path, tmp_path: Path) -> None:
    with open_reader(twice) as reader:
        [replaced] = replaced_by(reader, 2)
        assert replaced_by(reader, 1) == []
        [key] = [
            row["coverage_key"]
            for row in reader.rows("select coverage_key from actual_effort where import_id = 1")
            if "2022-04" in row["coverage_key"]
        ]
    assert (replaced.import_id, replaced.file_name, replaced.keys) == (1, "mal.csv", 1)
    assert (replaced.hours, replaced.nok) == (Decimal("7.5"), Decimal(0))
    [would_be] = replaces(twice, "own_hours", [key, "unheard of"])
    assert (would_be.import_id, would_be.keys, would_be.hours) == (1, 1, Decimal(2))
    assert replaces(twice, "other source", [key]) == []
    assert replaces(tmp_path / "nothing", "own_hours", [key]) == []


def test_what_an_upload_changed_against_the_one_before_it(twice: Path) -> None:
    assert told(change_against_previous(twice, 2)) == [
        ("22.5", Decimal("7.5"), Decimal("8.5")),
        ("22.6", 0, 1),
    ]
    assert told(change_against_previous(twice, 1)) == [("22.5", 0, Decimal("9.5"))]
    by_month = change_against_previous(twice, 1, by_month=True)
    assert [(one.month, one.after_hours) for one in by_month] == [
        (date(2022, 3, 1), Decimal("7.5")),
        (date(2022, 4, 1), Decimal(2)),
    ]
    etl.undo(twice, 1)
    assert told(change_against_previous(twice, 2))[0] == ("22.5", Decimal("7.5"), Decimal("8.5"))
    with pytest.raises(UnknownImport):
        change_against_previous(twice, 9)


def test_an_undone_import_can_count_again(twice: Path) -> None:
    with pytest.raises(NotUndone):
        etl.redo(twice, 1)
    etl.undo(twice, 2, "kari")
    assert {key: value for key, value in hours(twice).items() if value} == {"22.5": Decimal("9.5")}
    with pytest.raises(AlreadyUndone):
        etl.undo(twice, 2)
    version = etl.redo(twice, 2, "ola")
    assert hours(twice) == {"22.5": Decimal("10.5"), "22.6": 1}
    newest = versions(twice)[0]
    assert (newest.number, newest.action, newest.by) == (version, "redo", "ola")
    assert newest.detail == {"import_id": 2, "file": "rettet.csv"}
    with pytest.raises(UnknownImport) as caught:
        etl.redo(twice, 7)
    assert caught.value.known == (2, 1)


def test_every_version_says_what_made_it(twice: Path) -> None:
    place_code(twice, "analysis", "X", [("22.1", Decimal(1))], date(2022, 1, 1), date(2022, 12, 31), "k", "r")
    found = versions(twice)
    assert [(one.number, one.action, one.kept) for one in found] == [
        (4, "place", True),
        (3, "load", True),
        (2, "load", True),
        (1, "create", True),
    ]
    assert found[1].detail == {"files": [{"file": "rettet.csv", "status": "loaded", "import_id": 2}]}
    (twice / "warehouse-00000002.duckdb").unlink()
    assert [(one.number, one.kept) for one in versions(twice)][2] == (2, False)
    assert versions(twice / "nothing") == []


def test_the_difference_of_any_two_versions_month_by_month(twice: Path) -> None:
    assert told(changes(twice, 1, 3)) == [("22.5", 0, Decimal("10.5")), ("22.6", 0, 1)]
    assert told(changes(twice, 3, 2)) == [("22.5", Decimal("10.5"), Decimal("9.5")), ("22.6", 1, 0)]
    found = changes(twice, 2, 3, by_month=True)
    assert [(one.sub_measure_id, one.month, one.after_hours - one.before_hours) for one in found] == [
        ("22.5", date(2022, 3, 1), Decimal(1)),
        ("22.6", date(2022, 3, 1), Decimal(1)),
    ]
    assert changes(twice, 3, 3) == []


# --- the same file, read with what is known today ------------------------------------------------


@pytest.fixture
def halfway(warehouse_folder: Path, tmp_path: Path) -> Path:
    """3 hours were loaded; 2 hours at «Sekretariatet», which nobody knew, were rejected."""
    rows = "2022-03;VM-ADM;Kontorsjefene;22.5;3\n2022-03;Sekretariatet 1;Kontorsjefene;22.5;2\n"
    upload = own(tmp_path, "mal.csv", rows)
    [report] = etl.load([upload], warehouse_folder, Options(accept_rejected=True)).files
    assert (report.rows.loaded, report.rows.rejected) == (1, 1)
    return warehouse_folder


def know_the_secretariat(folder: Path) -> None:
    alias = {"kind": "unit", "alias": "Sekretariatet 1", "target_id": "VM-ADM"}
    valid = {"valid_from": date(1900, 1, 1), "valid_to": date(9999, 12, 31)}
    edit(folder, {"alias": [*read_table(folder, "alias"), alias | valid]}, "kari", "nytt navn")


def test_the_same_file_is_read_again_and_takes_the_imports_place(halfway: Path, tmp_path: Path) -> None:
    know_the_secretariat(halfway)
    result = reapply(halfway, 1, tmp_path / "mal.csv", "ola")
    assert [(one.status, one.import_id) for one in result.files] == [("loaded", 2)]
    assert hours(halfway) == {"22.5": 5}
    new, old = etl.history(halfway)
    assert (new.reapplies, new.status, new.imported_by, old.status) == (1, "active", "ola", "undone")
    assert versions(halfway)[0].detail["reapplies"] == 1
    with pytest.raises(ReadAgain) as caught:
        etl.redo(halfway, 1)
    assert caught.value.by_import == 2
    etl.undo(halfway, 2)
    etl.redo(halfway, 1)
    assert hours(halfway) == {"22.5": 3}


def test_a_file_read_again_does_not_overtake_a_later_upload(halfway: Path, tmp_path: Path) -> None:
    etl.load([own(tmp_path, "senere.csv", "2022-03;VM-ADM;Kontorsjefene;22.5;100\n")], halfway)
    know_the_secretariat(halfway)
    result = reapply(halfway, 1, tmp_path / "mal.csv")
    assert result.files[0].import_id == 3
    assert hours(halfway) == {"22.5": 100}
    with open_reader(halfway) as reader:
        assert replaced_by(reader, 3) == []
        assert counted(reader) == [2]
    etl.undo(halfway, 2)
    assert hours(halfway) == {"22.5": 5}


def counted(reader: Reader) -> list[int]:
    """The imports whose rows stand behind the figures, as the pages list them."""
    with query(reader) as tables:
        rows = tables.rows(counting(tables, "actual_effort").select("import_id"))
    return sorted({row["import_id"] for row in rows})


def test_a_file_that_reads_as_before_changes_nothing(halfway: Path, tmp_path: Path) -> None:
    before = current_version(halfway)
    result = reapply(halfway, 1, tmp_path / "mal.csv")
    assert (result.files[0].status, result.files[0].import_id, result.version) == ("unchanged", 1, before)


def test_another_file_is_refused(halfway: Path, tmp_path: Path) -> None:
    other = own(tmp_path, "annen.csv", FIRST)
    with pytest.raises(NotTheSameFile) as caught:
        reapply(halfway, 1, other.path)
    assert (caught.value.imported, caught.value.given) == ("mal.csv", "annen.csv")
    with pytest.raises(UnknownImport):
        reapply(halfway, 5, other.path)
    assert len(etl.history(halfway)) == 1


def test_the_same_file_loads_anew_once_its_names_are_known(halfway: Path, tmp_path: Path) -> None:
    know_the_secretariat(halfway)
    [report] = etl.load([Upload("mal.csv", tmp_path / "mal.csv")], halfway).files
    assert (report.status, report.rows.loaded) == ("loaded", 2)
    assert hours(halfway) == {"22.5": 5}


def test_an_import_of_another_source_replaces_nothing(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "10")
        add(build.con, 2, "a", "5", source="other")
    assert [(one.import_id, one.hours) for one in replaces(warehouse_folder, "own", ["a"])] == [
        (1, Decimal(10))
    ]
    assert told(change_against_previous(warehouse_folder, 2)) == [("22.4", 0, 5)]
