"""Loading is all or nothing per file, loses nothing, and can be taken back."""

import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import etl
from etl import AlreadyUndone, Options, PublishFailed, UnknownImport, Upload
from etl.publisher import publish
from tests.etl_files import OWN_HEADER, workbook
from warehouse import DiskFull, ReferenceInvalid, current_version, list_versions, open_reader

FIXTURES = Path(__file__).parent / "fixtures"
FIGURES = (
    "select measure_id, sub_measure_id, unit_id, role_group_id, source_code, period, plan_version_id,"
    " sum(planned_hours), sum(planned_booked_nok), sum(actual_hours), sum(actual_payroll_nok), sum(actual_booked_nok)"
    " from effort_monthly group by all order by all"
)
SOUND = (
    "unit4_hovedbok_2023.xlsx",
    "of_analyse_2021.csv",
    "sap_cats_2023.xls",
    "bevisst_budsjett_2024.xlsx",
    "restanser_uttak_20220930.xlsx",
    "bookitlab_bruk_2024.csv",
)


def fixture(name: str) -> Upload:
    return Upload(name, FIXTURES / name)


def figures(folder: Path) -> list[tuple[object, ...]]:
    with open_reader(folder) as reader, reader.cursor() as cursor:
        return cursor.execute(FIGURES).fetchall()


def total(folder: Path, column: str) -> Decimal:
    with open_reader(folder) as reader:
        return reader.rows(f"select sum({column}) as total from effort_monthly")[0]["total"] or Decimal(0)


def test_a_load_without_a_warehouse_creates_one(tmp_path: Path) -> None:
    result = etl.load([fixture("of_analyse_2021.csv")], tmp_path / "new")
    assert [report.status for report in result.files] == ["loaded"]
    assert total(tmp_path / "new", "actual_booked_nok") == Decimal("59999.50")


def test_several_files_become_imports_of_their_own_in_one_version(warehouse_folder: Path) -> None:
    result = etl.load([fixture(name) for name in SOUND], warehouse_folder)
    assert [report.status for report in result.files] == ["loaded"] * 6
    assert (result.version_before, result.version) == (1, 2)
    assert [record.import_id for record in etl.history(warehouse_folder)] == [6, 5, 4, 3, 2, 1]


def test_the_same_file_twice_changes_no_figure_and_no_version(warehouse_folder: Path) -> None:
    upload = fixture("sap_cats_2023.xls")
    first = etl.load([upload], warehouse_folder)
    before = figures(warehouse_folder)
    again = etl.load([upload], warehouse_folder)
    assert [report.status for report in again.files] == ["unchanged"]
    assert again.files[0].import_id == first.files[0].import_id
    assert again.version == first.version
    assert figures(warehouse_folder) == before != []


def test_the_same_file_twice_in_one_load_counts_once(warehouse_folder: Path) -> None:
    result = etl.load([fixture("sap_cats_2023.xls")] * 2, warehouse_folder)
    assert [report.status for report in result.files] == ["loaded", "unchanged"]
    assert total(warehouse_folder, "actual_hours") == Decimal("11.75")


def test_a_refused_file_changes_nothing_and_stops_no_other(warehouse_folder: Path) -> None:
    result = etl.load([fixture("kryptert_etikett.xlsx"), fixture("of_analyse_2021.csv")], warehouse_folder)
    assert [report.status for report in result.files] == ["refused", "loaded"]
    assert [record.file_name for record in etl.history(warehouse_folder)] == ["of_analyse_2021.csv"]


def test_a_file_with_row_errors_is_refused_whole_until_its_sound_rows_are_accepted(
    warehouse_folder: Path,
) -> None:
    upload = fixture("egen_maanedsmal_2022.xlsx")
    refused = etl.load([upload], warehouse_folder)
    assert (refused.files[0].status, refused.version) == ("refused", 1)
    accepted = etl.load([upload], warehouse_folder, Options(accept_rejected=True)).files[0]
    assert accepted.status == "loaded"
    assert (accepted.rows.read, accepted.rows.loaded, accepted.rows.rejected) == (5, 4, 1)
    assert total(warehouse_folder, "actual_hours") == Decimal("185.0")


def test_undo_gives_back_every_figure(warehouse_folder: Path) -> None:
    etl.load([fixture("of_analyse_2021.csv")], warehouse_folder)
    before = figures(warehouse_folder)
    loaded = etl.load([fixture(name) for name in SOUND], warehouse_folder)
    assert figures(warehouse_folder) != before
    for report in loaded.files:
        if report.status == "loaded":
            etl.undo(warehouse_folder, report.import_id or 0)
    assert figures(warehouse_folder) == before
    assert [record.status for record in etl.history(warehouse_folder)] == ["undone"] * 5 + ["active"]


def test_the_same_list_with_another_day_in_its_name_is_another_list(
    tmp_path: Path, warehouse_folder: Path
) -> None:
    name = "restanser_uttak_20220930.xlsx"
    etl.load([fixture(name)], warehouse_folder)
    renamed = Upload("restanser_uttak_20221231.xlsx", FIXTURES / name)
    assert etl.load([renamed], warehouse_folder).files[0].status == "loaded"


def test_headers_of_unused_columns_are_shown_but_not_kept(tmp_path: Path, warehouse_folder: Path) -> None:
    rows: list[list[Any]] = [[*OWN_HEADER, "Kari Nordmann"], ["2022-03", "VM-ADM", "ADM", "22.4", 5, 3]]
    path = workbook(tmp_path / "timer.xlsx", rows)
    [report] = etl.load([Upload("timer.xlsx", path)], warehouse_folder).files
    assert "Kari Nordmann" in str(report.problems)
    assert "Kari Nordmann" not in str(etl.history(warehouse_folder))
    assert b"Kari Nordmann" not in list_versions(warehouse_folder)[0].path.read_bytes()


def test_an_undone_file_can_be_loaded_again(warehouse_folder: Path) -> None:
    upload = fixture("sap_cats_2023.xls")
    first = etl.load([upload], warehouse_folder).files[0]
    before = figures(warehouse_folder)
    etl.undo(warehouse_folder, first.import_id or 0)
    assert figures(warehouse_folder) == []
    assert etl.load([upload], warehouse_folder).files[0].status == "loaded"
    assert figures(warehouse_folder) == before


def test_undoing_what_is_not_there_names_what_could_be(warehouse_folder: Path) -> None:
    etl.load([fixture("sap_cats_2023.xls")], warehouse_folder)
    with pytest.raises(UnknownImport) as caught:
        etl.undo(warehouse_folder, 99)
    assert caught.value.known == (1,)
    etl.undo(warehouse_folder, 1)
    with pytest.raises(AlreadyUndone):
        etl.undo(warehouse_folder, 1)


def test_a_load_that_fails_half_way_changes_nothing(
    warehouse_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    etl.load([fixture("of_analyse_2021.csv")], warehouse_folder)
    before = figures(warehouse_folder)
    understood = etl.load.__globals__["read_in_child"]

    def without_a_column(*arguments: object) -> object:
        found = understood(*arguments)
        facts = {table: rows.drop_columns(["period"]) for table, rows in found.facts.items()}
        return replace(found, facts=facts)

    monkeypatch.setitem(etl.load.__globals__, "read_in_child", without_a_column)
    with pytest.raises(PublishFailed):
        etl.load([fixture("sap_cats_2023.xls")], warehouse_folder)
    assert (figures(warehouse_folder), current_version(warehouse_folder)) == (before, 2)
    assert sorted(path.suffix for path in warehouse_folder.iterdir()) == ["", ".duckdb", ".duckdb", ".lock"]


def test_an_error_in_the_publishing_child_is_the_same_error_here(warehouse_folder: Path) -> None:
    huge = list_versions(warehouse_folder)[0].path
    with huge.open("r+b") as file:
        file.truncate(shutil.disk_usage(warehouse_folder).free)
    with pytest.raises(DiskFull) as caught:
        publish(warehouse_folder, "undo", import_id=1)
    assert caught.value.needed_bytes > caught.value.free_bytes


def test_history_keeps_counts_sums_and_the_hash(warehouse_folder: Path) -> None:
    etl.load([fixture("sap_cats_2023.xls")], warehouse_folder)
    [record] = etl.history(warehouse_folder)
    assert (record.rows.read, record.rows.loaded, record.rows.ignored) == (
        record.rows.loaded + record.rows.rejected + record.rows.ignored,
        4,
        record.rows.read - 4,
    )
    assert record.sums["hours"] == 11.75
    assert len(record.sha256) == 64
    assert record.released_through == date(2023, 2, 1)
    document = json.loads(json.dumps(record.to_json()))
    assert list(document) == ["id", "imported_at", "file", "sha256", "profile", "status", "rows", "sums"]


def test_what_an_import_changed_is_told_per_sub_measure(warehouse_folder: Path) -> None:
    result = etl.load([fixture("sap_cats_2023.xls")], warehouse_folder)
    [change] = etl.changes(warehouse_folder, result.version_before, result.version)
    assert (change.sub_measure_id, change.plan_version_id) == ("4.1", None)
    assert (change.before_hours, change.after_hours) == (Decimal(0), Decimal("11.75"))


def test_booked_kroner_are_told_apart_from_the_payroll_of_hours(warehouse_folder: Path) -> None:
    result = etl.load([fixture("sap_cats_2023.xls"), fixture("unit4_hovedbok_2023.xlsx")], warehouse_folder)
    changes = etl.changes(warehouse_folder, result.version_before, result.version)
    assert [(change.sub_measure_id, change.booked, change.after_hours) for change in changes] == [
        ("4.1", False, Decimal("11.75")),
        ("4.1", True, 0),
        ("4.5", True, 0),
    ]
    assert sum(change.after_nok for change in changes if change.booked) == Decimal("171896.82")


def test_a_later_export_of_the_same_months_and_codes_replaces_the_earlier(
    warehouse_folder: Path, tmp_path: Path
) -> None:
    etl.load([fixture("sap_cats_2023.xls")], warehouse_folder)
    text = (FIXTURES / "sap_cats_2023.xls").read_text("utf-16")
    corrected = tmp_path / "sap_cats_2023.xls"
    corrected.write_text(text.replace("7,50\t30", "8,50\t30").replace("21,50", "22,50"), "utf-16")
    etl.load([Upload(corrected.name, corrected)], warehouse_folder)
    assert total(warehouse_folder, "actual_hours") == Decimal("12.75")


def test_the_sample_is_marked_invented_and_can_be_removed_altogether(warehouse_folder: Path) -> None:
    uploads = etl.sample_uploads()
    assert len(uploads) >= 8
    etl.load([*uploads, fixture("of_analyse_2021.csv")], warehouse_folder)
    invented = {record.file_name for record in etl.history(warehouse_folder) if record.is_sample}
    assert invented == {upload.name for upload in uploads}
    etl.remove_sample(warehouse_folder)
    assert [record.file_name for record in etl.history(warehouse_folder)] == ["of_analyse_2021.csv"]
    assert total(warehouse_folder, "actual_booked_nok") == Decimal("59999.50")
    assert total(warehouse_folder, "planned_hours") == 0


def test_removing_a_sample_that_is_not_there_publishes_nothing(warehouse_folder: Path) -> None:
    assert etl.remove_sample(warehouse_folder) == 1


@pytest.mark.parametrize("name", [*SOUND, "egen_maanedsmal_2022.xlsx"])
def test_no_name_title_or_identity_reaches_the_warehouse_file(warehouse_folder: Path, name: str) -> None:
    etl.load([fixture(name)], warehouse_folder, Options(accept_rejected=True))
    personal = (
        "TESTTITTEL", "TESTNAVN", "TESTBEHANDLER", "TESTBRUKER", "Ressurs A", "Ressurs K", "00900001", "00900011",
        "900001", "user01", "user02", "Kurs Unit4", "Datainnsamling", "Lønn januar", "Opplæring",
    )  # fmt: skip
    copy = shutil.copy(list_versions(warehouse_folder)[0].path, warehouse_folder / "copy")
    content = Path(copy).read_bytes()
    with open_reader(warehouse_folder) as reader:
        tables = [row["name"] for row in reader.rows("select table_name as name from duckdb_tables()")]
        cells = [
            str(value)
            for table in tables
            for row in reader.rows(f'select * from "{table}"')
            for value in row.values()
        ]
    assert [word for word in personal if word.encode() in content] == []
    assert [word for word in personal if any(word in cell for cell in cells)] == []


def test_edited_reference_tables_are_taken_in_by_the_next_load(
    warehouse_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = Path(shutil.copytree(etl.load.__globals__["REFERENCE_FOLDER"], tmp_path / "reference"))
    monkeypatch.setitem(etl.load.__globals__, "REFERENCE_FOLDER", reference)
    codes = reference / "code_map.csv"
    codes.write_text(codes.read_text("utf-8").replace("990123001,4.1,", "990123001,4.7,"), "utf-8")
    etl.load([fixture("sap_cats_2023.xls")], warehouse_folder)
    with open_reader(warehouse_folder) as reader:
        placed = reader.rows("select distinct sub_measure_id from effort_monthly")
    assert placed == [{"sub_measure_id": "4.7"}]


def test_a_broken_reference_table_stops_a_load_and_changes_nothing(
    warehouse_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = Path(shutil.copytree(etl.load.__globals__["REFERENCE_FOLDER"], tmp_path / "reference"))
    monkeypatch.setitem(etl.load.__globals__, "REFERENCE_FOLDER", reference)
    (reference / "rate.csv").write_text(
        "role_group_id,year,hourly_rate_nok,basis_nb\nADM,2019,mye,\n", "utf-8"
    )
    with pytest.raises(ReferenceInvalid) as caught:
        etl.load([fixture("sap_cats_2023.xls")], warehouse_folder)
    assert [(found.file, found.row, found.value) for found in caught.value.problems] == [
        ("rate.csv", 2, "mye")
    ]
    assert current_version(warehouse_folder) == 1


def test_a_name_typed_under_unit_is_shown_but_never_stored(warehouse_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "mal.csv"
    path.write_text(
        "Måned;Enhet;Rollegruppe;Deltiltak;Timer\n"
        "2022-03;VM-ADM;Kontorsjefene;22.5;7,5\n"
        "2022-03;Navn Navnesen;Kontorsjefene;22.5;2\n"
        "2022-03;VM-ADM;Kontorsjefene;22.5;Navn Navnesen\n",
        "utf-8",
    )
    [report] = etl.load([Upload(path.name, path)], warehouse_folder, Options(accept_rejected=True)).files
    assert (report.status, report.rows.loaded, report.rows.rejected) == ("loaded", 1, 2)
    assert [problem.value for problem in report.problems if problem.severity == "error"] == [
        "Navn Navnesen"
    ] * 2
    [record] = etl.history(warehouse_folder)
    with open_reader(warehouse_folder) as reader:
        rejected = reader.rows("select source_row, column_name, value from rejected_row order by source_row")
    assert [(row["source_row"], row["value"]) for row in rejected] == [(3, None), (4, None)]
    assert "Navnesen" not in json.dumps(record.report, ensure_ascii=False)
