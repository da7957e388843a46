"""The code tables: every check on an edit, who changed what and why, in Excel and back, codes placed afterwards."""

import io
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import etl
from etl.codebook import changes_of, edit, read_table, tables
from etl.codebook_excel import export_xlsx, import_folder, import_xlsx, read_xlsx
from etl.history import versions
from etl.import_errors import (
    CodebookChanged,
    CodebookUnreadable,
    NotADraft,
    ReasonMissing,
    UnknownPlanVersion,
)
from etl.placing import place_code, unplaced
from etl.plan_versions import adopt, close, create, revise
from language import get
from tests.test_warehouse import add, hours
from tests.warehouses import REFERENCE
from warehouse import ReferenceInvalid, create_warehouse, current_version, new_version, open_reader
from warehouse.wording import message

Row = dict[str, Any]
JAN, DEC = date(2021, 1, 1), date(2021, 12, 31)
PLAN = """
insert into planned_effort by name
select ? as import_id, ? as source_row, ? as coverage_key, 'PV1' as plan_version_id, ? as sub_measure_id,
    ? as source_code, 'own_plan' as code_kind, ?::date as period, ?::decimal(18, 4) as planned_hours
"""


def changed(folder: Path, table: str, row: int, **values: Any) -> list[Row]:
    """The rows of a table, one of them with other values."""
    rows = read_table(folder, table)
    rows[row].update(values)
    return rows


def places(invalid: ReferenceInvalid) -> list[tuple[Any, ...]]:
    return [
        (found.file, found.row, found.column, found.value, found.expected, found.detail)
        for found in invalid.problems
    ]


# --- editing ------------------------------------------------------------------------------------


def test_every_table_says_its_columns_key_and_allowed_values() -> None:
    specs = {spec.name: spec for spec in tables()}
    assert set(specs) == {
        "measure", "sub_measure", "alias", "system", "process", "milestone", "unit", "role_group", "plan_version",
        "rate", "constant", "code_map", "successor", "account_bridge", "capacity",
        "working_day",
    }  # fmt: skip
    assert specs["sub_measure"].column("status").allowed[0] == "not_started"
    assert specs["code_map"].column("code_kind").allowed == ()
    assert specs["rate"].key == ("role_group_id", "year")
    share = specs["successor"].column("share")
    assert (share.type, share.required) == ("number", True)
    assert specs["plan_version"].column("revises_id").points_to == "plan_version"


def test_an_edit_is_a_version_that_says_who_why_and_what(warehouse_folder: Path) -> None:
    rows = changed(warehouse_folder, "unit", 0, name_nb="Administrasjonen")
    rows.append({"unit_id": "VM-NY", "name_nb": "Ny enhet", "name_en": "New unit", "sort_order": 9})
    assert edit(warehouse_folder, {"unit": rows}, "kari", "Ny organisering") == 2
    added, renamed = changes_of(warehouse_folder, "unit")
    assert (added.key, added.before, added.after and added.after["name_nb"]) == ("VM-NY", None, "Ny enhet")
    assert renamed.before is not None
    assert renamed.after is not None
    assert (renamed.before["name_nb"], renamed.after["name_nb"]) == (
        "Museumsadministrasjonen",
        "Administrasjonen",
    )
    assert (renamed.changed_by, renamed.reason, renamed.version) == ("kari", "Ny organisering", 2)
    assert changes_of(warehouse_folder, "measure") == []
    newest = versions(warehouse_folder)[0]
    assert (newest.action, newest.by) == ("edit", "kari")
    assert newest.detail == {"tables": ["unit"], "rows": 2, "reason": "Ny organisering"}


def test_saving_what_was_there_makes_no_version(warehouse_folder: Path) -> None:
    everything = {spec.name: read_table(warehouse_folder, spec.name) for spec in tables()}
    assert edit(warehouse_folder, everything, "kari", "ingenting") == 1
    assert changes_of(warehouse_folder) == []


def test_an_edit_says_why(warehouse_folder: Path) -> None:
    with pytest.raises(ReasonMissing):
        edit(warehouse_folder, {"unit": []}, "kari", "  ")


@pytest.fixture(scope="module")
def unchanged_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse for edits that are all refused."""
    folder = tmp_path_factory.mktemp("refused") / "warehouse"
    create_warehouse(folder, REFERENCE)
    return folder


FOREVER = {"valid_from": date(1900, 1, 1), "valid_to": date(9999, 12, 31)}


@pytest.mark.parametrize(
    ("table", "row", "values", "place"),
    [
        pytest.param("unit", 0, {"name_nb": None}, (2, "name_nb", "", "value", None), id="empty"),
        pytest.param("unit", 0, {"sort_order": "x"}, (2, "sort_order", "x", "whole_number", None), id="number"),
        pytest.param(
            "rate", 1, {"hourly_rate_nok": "1.005"}, (3, "hourly_rate_nok", "1.005", "decimals", "2"), id="digits"
        ),
        pytest.param(
            "plan_version", 0, {"kind": "x"}, (2, "kind", "x", "one_of", "baseline, revised"), id="word"
        ),
        pytest.param(
            "sub_measure", 0, {"measure_id": "T9"}, (2, "measure_id", "T9", "known_id", "measure"), id="target"
        ),
        pytest.param(
            "alias", 0, {"target_id": "T9"}, (2, "target_id", "T9", "known_id", "measure"), id="alias target"
        ),
        pytest.param("rate", 1, {"year": 2019}, (3, "role_group_id", "ADM|2019", "unique", None), id="key"),
        pytest.param("code_map", 0, {"share": "0.4"}, (2, "share", "0.4", "share_sum", "V22IK"), id="shares"),
        pytest.param("code_map", 0, {"share": "-1"}, (2, "share", "-1", "share", None), id="negative share"),
        pytest.param("successor", 0, {"share": "0.4"}, (2, "share", "0.4", "share_sum", "22.4"), id="successor"),
        pytest.param(
            "sub_measure", 0, {"valid_to": "2018-12-31"},
            (2, "valid_to", "2018-12-31", "not_before", "2019-01-01"), id="backward",
        ),
        pytest.param(
            "code_map", 1, {"source_code": "V22IK", "valid_from": date(2022, 12, 31), "valid_to": date(2023, 1, 1)},
            (3, "valid_from", "2022-12-31", "overlap", "2019-01-01–2022-12-31"), id="overlapping code",
        ),
        pytest.param(
            "constant", 1, {"name": "hours_per_person_year", "valid_from": date(2020, 1, 1)},
            (3, "valid_from", "2020-01-01", "overlap", "1900-01-01–9999-12-31"), id="overlapping constant",
        ),
        pytest.param(
            "successor", 0, {"successor_id": "22.4"}, (2, "successor_id", "22.4", "circle", None), id="circle"
        ),
        pytest.param(
            "capacity", 1, {"unit_id": "VM-ADM", "role_group_id": "ADM", "valid_from": date(2024, 1, 1)},
            (3, "valid_from", "2024-01-01", "overlap", "2019-01-01–9999-12-31"), id="overlapping capacity",
        ),
        pytest.param(
            "capacity", 0, {"position_share": "1.2"}, (2, "position_share", "1.2", "part", None), id="over a position"
        ),
        pytest.param(
            "capacity", 0, {"persons": "-1"}, (2, "persons", "-1", "not_negative", None), id="less than nobody"
        ),
        pytest.param(
            "capacity", 0, {"valid_to": "2018-12-31"},
            (2, "valid_to", "2018-12-31", "not_before", "2019-01-01"), id="capacity that ends before it begins",
        ),
        pytest.param(
            "working_day", 0, {"day_share": "1.5"}, (2, "day_share", "1.5", "part", None), id="more than a day"
        ),
        pytest.param("plan_version", 0, {"adopted": None}, (2, "adopted", "", "value", None), id="not adopted"),
        pytest.param(
            "sub_measure", 0, {"owner_nb": "010100 12356"},
            (2, "owner_nb", "***********", "no_national_id", None), id="national id",
        ),
        pytest.param("unit", 0, {"colour": "red"}, (1, None, "colour", "header", None), id="column"),
    ],
)  # fmt: skip
def test_a_broken_cell_is_named_and_nothing_changes(
    unchanged_folder: Path, table: str, row: int, values: Row, place: tuple[Any, ...]
) -> None:
    with pytest.raises(ReferenceInvalid) as caught:
        edit(unchanged_folder, {table: changed(unchanged_folder, table, row, **values)}, "kari", "feil")
    found = [
        (*problem[1:5], None if problem[4] == "header" else problem[5]) for problem in places(caught.value)
    ]
    assert place in found
    assert {problem[0] for problem in places(caught.value)} == {table}
    assert current_version(unchanged_folder) == 1
    assert message(caught.value, get("nb")).startswith("Kodeverket har")


def test_another_alias_of_the_same_thing_may_overlap_but_not_of_another(warehouse_folder: Path) -> None:
    unit = {"kind": "unit", "alias": "Adm", **FOREVER}
    rows = read_table(warehouse_folder, "alias")
    edit(warehouse_folder, {"alias": [*rows, unit | {"target_id": "VM-ADM"}]}, "kari", "kallenavn")
    with pytest.raises(ReferenceInvalid) as caught:
        edit(
            warehouse_folder,
            {
                "alias": [
                    *rows,
                    unit | {"target_id": "VM-ADM"},
                    unit | {"alias": "ADM", "target_id": "VM-INH"},
                ]
            },
            "kari",
            "kallenavn",
        )
    assert [problem[4] for problem in places(caught.value)] == ["overlap"]


def test_tables_that_belong_together_are_checked_together(warehouse_folder: Path) -> None:
    measure = read_table(warehouse_folder, "measure")[0] | {"measure_id": "T9", "code": "9"}
    part = read_table(warehouse_folder, "sub_measure")[0] | {"sub_measure_id": "9.1", "measure_id": "T9"}
    version = edit(
        warehouse_folder,
        {
            "sub_measure": [*read_table(warehouse_folder, "sub_measure"), part],
            "measure": [*read_table(warehouse_folder, "measure"), measure],
        },
        "kari",
        "nytt tiltak",
    )
    assert version == 2
    assert read_table(warehouse_folder, "sub_measure")[-1]["measure_id"] == "T9"


def test_an_id_that_figures_use_cannot_vanish(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "10", sub_measure="22.1")
        add(build.con, 2, "b", "10", sub_measure="22.1", status="undone")
    without = {
        table: [row for row in read_table(warehouse_folder, table) if "22.1" not in row.values()]
        for table in ("sub_measure", "alias", "code_map")
    }
    with pytest.raises(ReferenceInvalid) as caught:
        edit(warehouse_folder, without, "kari", "ryddet")
    assert places(caught.value) == [("sub_measure", None, "sub_measure_id", "22.1", "in_use", "2")]
    unused = {
        table: [row for row in read_table(warehouse_folder, table) if "22.2" not in row.values()]
        for table in ("sub_measure", "alias", "code_map")
    }
    assert edit(warehouse_folder, unused, "kari", "ryddet") == 3


def test_a_table_that_somebody_else_changed_is_not_overwritten(warehouse_folder: Path) -> None:
    mine = changed(warehouse_folder, "unit", 0, name_nb="Min")
    edit(warehouse_folder, {"unit": changed(warehouse_folder, "unit", 0, name_nb="Din")}, "ola", "navn")
    with pytest.raises(CodebookChanged) as caught:
        edit(warehouse_folder, {"unit": mine}, "kari", "navn", based_on=1)
    assert (caught.value.table, caught.value.version, caught.value.by) == ("unit", 2, "ola")
    other = changed(warehouse_folder, "role_group", 0, name_nb="Adm")
    assert edit(warehouse_folder, {"role_group": other}, "kari", "navn", based_on=1) == 3


# --- who has the last word ----------------------------------------------------------------------


@pytest.fixture
def csv_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(REFERENCE, tmp_path / "reference"))
    monkeypatch.setitem(etl.load.__globals__, "REFERENCE_FOLDER", folder)
    return folder


def rename_unit(folder: Path, old: str, new: str) -> None:
    path = folder / "unit.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_csv_files_are_taken_in_until_the_first_edit_and_then_on_demand(
    warehouse_folder: Path, csv_folder: Path
) -> None:
    rename_unit(csv_folder, "Museumsadministrasjonen", "Fra CSV")
    assert etl.ensure_warehouse(warehouse_folder) == 2
    assert read_table(warehouse_folder, "unit")[0]["name_nb"] == "Fra CSV"
    edit(
        warehouse_folder, {"unit": changed(warehouse_folder, "unit", 0, name_nb="Fra siden")}, "kari", "navn"
    )
    rename_unit(csv_folder, "Fra CSV", "Senere i CSV")
    assert etl.ensure_warehouse(warehouse_folder) == 3
    assert read_table(warehouse_folder, "unit")[0]["name_nb"] == "Fra siden"
    import_folder(warehouse_folder, csv_folder, "kari", "hentet fra fil")
    assert read_table(warehouse_folder, "unit")[0]["name_nb"] == "Senere i CSV"


def test_a_folder_without_code_tables_says_so(warehouse_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CodebookUnreadable):
        import_folder(warehouse_folder, tmp_path / "warehouse", "kari", "x")
    (tmp_path / "unit.csv").write_text("unit_id,navn\nA,B\n", "utf-8")
    with pytest.raises(ReferenceInvalid) as caught:
        import_folder(warehouse_folder, tmp_path, "kari", "x")
    assert [(found.file, found.expected) for found in caught.value.problems] == [("unit.csv", "header")]


# --- Excel --------------------------------------------------------------------------------------


def in_excel(data: bytes, work: Callable[[Any], None]) -> bytes:
    """The workbook after somebody has worked in it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    work(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_comes_back_as_it_went_out(warehouse_folder: Path) -> None:
    rows = changed(warehouse_folder, "measure", 0, note_nb='=HYPERLINK("http://x")', code="022")
    edit(warehouse_folder, {"measure": rows}, "kari", "kode med null foran, tekst som likner en formel")
    data = export_xlsx(warehouse_folder)
    assert import_xlsx(warehouse_folder, data, "kari", "uendret") == 2
    assert read_xlsx(data)["measure"][0]["note_nb"] == '=HYPERLINK("http://x")'
    sheet = openpyxl.load_workbook(io.BytesIO(data))["measure"]
    note = next(cell for cell in sheet[2] if cell.value == '=HYPERLINK("http://x")')
    assert (note.data_type, note.number_format) == ("s", "@")
    assert sheet["B2"].value == "022"


def test_headers_are_locked_rows_are_open_and_coded_columns_have_lists(warehouse_folder: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_xlsx(warehouse_folder)))
    assert book.sheetnames[0] == "Hjelp"
    assert set(book.sheetnames[1:]) == {spec.name for spec in tables()}
    sheet = book["sub_measure"]
    assert sheet.protection.sheet
    assert (sheet["A1"].protection.locked, sheet["A2"].protection.locked) == (True, False)
    assert not sheet.column_dimensions["A"].protection.locked
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists["B2:B5000"] == "=measure!$A$2:$A$5000"
    assert lists["F2:F5000"].startswith('"not_started,in_progress,')
    text = [cell.value for row in book["Hjelp"].iter_rows() for cell in row if cell.value]
    assert "en id fra arket measure" in text


def test_what_people_type_in_excel_is_understood_and_rows_are_named_as_excel_counts(
    warehouse_folder: Path,
) -> None:
    def work(book: Any) -> None:
        sheet = book["code_map"]
        sheet["A30"], sheet["B30"], sheet["C30"], sheet["D30"] = "analysis", "V22NY", "22.1", "0,5"
        sheet["E30"], sheet["F30"] = "01.01.2019", date(2022, 12, 31)
        sheet["A31"], sheet["B31"], sheet["C31"], sheet["D31"] = "analysis", "V22NY", "22.2", 0.5
        sheet["E31"], sheet["F31"] = "2019-01-01", "31.12.2022"

    data = in_excel(export_xlsx(warehouse_folder), work)
    import_xlsx(warehouse_folder, data, "kari", "ny kode")
    new = [row for row in read_table(warehouse_folder, "code_map") if row["source_code"] == "V22NY"]
    assert [(row["sub_measure_id"], row["share"]) for row in new] == [
        ("22.1", Decimal("0.5")),
        ("22.2", Decimal("0.5")),
    ]
    assert {(row["valid_from"], row["valid_to"]) for row in new} == {(date(2019, 1, 1), date(2022, 12, 31))}
    broken = in_excel(data, lambda book: book["code_map"].__setitem__("C31", "22.9"))
    with pytest.raises(ReferenceInvalid) as caught:
        import_xlsx(warehouse_folder, broken, "kari", "feil")
    assert places(caught.value) == [("code_map", 31, "sub_measure_id", "22.9", "known_id", "sub_measure")]


def test_a_sheet_that_is_gone_leaves_its_table_alone(warehouse_folder: Path) -> None:
    def work(book: Any) -> None:
        del book["unit"]
        book["role_group"]["B2"] = "Adm"

    import_xlsx(warehouse_folder, in_excel(export_xlsx(warehouse_folder), work), "kari", "navn")
    assert len(read_table(warehouse_folder, "unit")) == 5
    assert read_table(warehouse_folder, "role_group")[0]["name_nb"] == "Adm"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"PK\x03\x04 nothing", "file_damaged"),
        (b"a;b\n1;2\n", "no_code_tables"),
    ],
)
def test_what_is_no_such_workbook_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(CodebookUnreadable) as caught:
        read_xlsx(data)
    assert caught.value.problem.code == code


def test_a_sheet_with_other_columns_is_refused(warehouse_folder: Path) -> None:
    data = in_excel(export_xlsx(warehouse_folder), lambda book: book["unit"].__setitem__("B1", "navn"))
    with pytest.raises(ReferenceInvalid) as caught:
        import_xlsx(warehouse_folder, data, "kari", "x")
    assert [(found.file, found.row, found.expected) for found in caught.value.problems] == [
        ("unit", 1, "header")
    ]


# --- placing ------------------------------------------------------------------------------------


def load_unplaced(folder: Path) -> None:
    """10 hours on V22X in March 2021, and 6 planned hours on «Nytt prosjekt» in each of two months of 2019."""
    with new_version(folder) as build:
        add(build.con, 1, "a", "10", code="V22X", nok="100.01")
        add(build.con, 2, "p", "1", sub_measure="22.7", source="own_plan")
        for row, month in ((3, "2019-01-01"), (4, "2019-02-01")):
            build.con.execute(PLAN, [2, row, "p", None, "Nytt prosjekt", month, "6"])


def test_what_leads_nowhere_is_listed_and_can_be_placed_without_an_upload(warehouse_folder: Path) -> None:
    load_unplaced(warehouse_folder)
    with open_reader(warehouse_folder) as reader:
        plan, actual = unplaced(reader)
    assert (plan.code_kind, plan.source_code, plan.source) == ("own_plan", "Nytt prosjekt", "own_plan")
    assert (plan.first, plan.last) == (date(2019, 1, 1), date(2019, 2, 1))
    assert (plan.planned_hours, plan.hours, plan.rows) == (Decimal(12), Decimal(0), 2)
    assert (actual.source_code, actual.hours, actual.payroll_nok) == (
        "V22X",
        Decimal(10),
        Decimal("100.01"),
    )
    shares = [("22.1", Decimal("0.5")), ("22.2", Decimal("0.5"))]
    place_code(warehouse_folder, "analysis", "V22X", shares, JAN, DEC, "kari", "avklart")
    place_code(
        warehouse_folder, "own_plan", "Nytt prosjekt", [("22.3", Decimal(1))], date(2019, 1, 1),
        date(2019, 1, 31), "kari", "avklart",
    )  # fmt: skip
    with open_reader(warehouse_folder) as reader:
        [left] = unplaced(reader)
        planned = reader.rows(
            "select sub_measure_id, source_code, planned_hours from effort_monthly"
            " where planned_hours is not null order by period"
        )
        paid = reader.rows("select sum(actual_payroll_nok) as nok from effort_monthly")
    assert (left.source_code, left.first, left.planned_hours) == (
        "Nytt prosjekt",
        date(2019, 2, 1),
        Decimal(6),
    )
    assert [tuple(row.values()) for row in planned] == [("22.3", None, 6), (None, "Nytt prosjekt", 6)]
    assert {key: value for key, value in hours(warehouse_folder).items() if value} == {
        "22.1": 5, "22.2": 5, "22.7": 1,
    }  # fmt: skip
    assert paid == [{"nok": Decimal("100.01")}]


def test_planned_parts_by_share_add_up_to_the_whole(warehouse_folder: Path) -> None:
    load_unplaced(warehouse_folder)
    third = Decimal("0.33333333")
    shares = [("22.1", third), ("22.2", third), ("22.3", Decimal("0.33333334"))]
    with new_version(warehouse_folder) as build:
        build.con.execute(PLAN, [2, 5, "p", None, "Nytt prosjekt", "2019-01-01", "4.0001"])
    place_code(
        warehouse_folder, "own_plan", "Nytt prosjekt", shares, date(2019, 1, 1), date(2019, 12, 31), "k", "r"
    )
    with open_reader(warehouse_folder) as reader:
        rows = reader.rows(
            "select sub_measure_id, planned_hours from effort_monthly where plan_version_id = 'PV1'"
            " and period = '2019-01-01' order by 1"
        )
    # 6 in 2 + 2 + 2; 4.0001 in 1.3334 + 1.3333 + 1.3334
    assert [row["planned_hours"] for row in rows] == [
        Decimal("3.3334"),
        Decimal("3.3333"),
        Decimal("3.3334"),
    ]
    assert sum(row["planned_hours"] for row in rows) == Decimal("10.0001")


def test_a_later_placing_cuts_the_earlier_one_at_its_ends(warehouse_folder: Path) -> None:
    place_code(warehouse_folder, "analysis", "V22X", [("22.1", Decimal(1))], JAN, DEC, "kari", "først")
    place_code(
        warehouse_folder, "analysis", "V22X", [("22.2", Decimal(1))], date(2021, 3, 1), date(2021, 4, 30),
        "kari", "så",
    )  # fmt: skip
    rows = [row for row in read_table(warehouse_folder, "code_map") if row["source_code"] == "V22X"]
    assert [(row["sub_measure_id"], row["valid_from"], row["valid_to"]) for row in rows] == [
        ("22.1", JAN, date(2021, 2, 28)),
        ("22.1", date(2021, 5, 1), DEC),
        ("22.2", date(2021, 3, 1), date(2021, 4, 30)),
    ]
    assert versions(warehouse_folder)[0].detail["code"] == "V22X"


def test_shares_that_are_not_the_whole_place_nothing(warehouse_folder: Path) -> None:
    with pytest.raises(ReferenceInvalid) as caught:
        place_code(warehouse_folder, "analysis", "V22X", [("22.1", Decimal("0.9"))], JAN, DEC, "kari", "x")
    assert [problem[3:] for problem in places(caught.value)] == [("0.9", "share_sum", "V22X")]
    assert current_version(warehouse_folder) == 1


# --- plan versions ------------------------------------------------------------------------------


def plans(folder: Path) -> dict[str, Row]:
    return {row["plan_version_id"]: row for row in read_table(folder, "plan_version")}


def test_a_plan_is_drafted_adopted_and_closed(warehouse_folder: Path) -> None:
    create(warehouse_folder, "PV9", "Ny plan", date(2026, 1, 1), date(2028, 12, 1), "kari", "ny periode")
    assert (plans(warehouse_folder)["PV9"]["status"], plans(warehouse_folder)["PV9"]["adopted"]) == (
        "draft",
        None,
    )
    with pytest.raises(ReferenceInvalid):
        close(warehouse_folder, "PV9", "kari", "for tidlig")
    adopt(warehouse_folder, "PV9", date(2025, 12, 8), "kari", "styret")
    with pytest.raises(NotADraft):
        adopt(warehouse_folder, "PV9", date(2025, 12, 9), "kari", "styret")
    close(warehouse_folder, "PV9", "kari", "over")
    plan = plans(warehouse_folder)["PV9"]
    assert (plan["status"], plan["adopted"], plan["kind"]) == ("closed", date(2025, 12, 8), "baseline")
    with pytest.raises(UnknownPlanVersion) as caught:
        close(warehouse_folder, "PV8", "kari", "x")
    assert "PV9" in caught.value.known
    assert [change.reason for change in changes_of(warehouse_folder, "plan_version")] == [
        "over",
        "styret",
        "ny periode",
    ]


def test_a_revision_keeps_the_original_and_may_start_with_its_rows(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "PV1|22.4", "1", source="own_plan")
        for row, (month, amount) in enumerate((("2019-01-01", 5), ("2020-01-01", 7)), 2):
            build.con.execute(PLAN, [1, row, "PV1|22.4", "22.4", None, month, amount])
    revise(
        warehouse_folder, "PV1", "PV1R", "Revidert", "kari", "utsatt", period_first=date(2020, 1, 1),
        copy_rows=True,
    )  # fmt: skip
    new = plans(warehouse_folder)["PV1R"]
    assert (new["kind"], new["status"], new["revises_id"]) == ("revised", "draft", "PV1")
    assert plans(warehouse_folder)["PV1"]["status"] == "adopted"

    def planned() -> list[tuple[Any, ...]]:
        with open_reader(warehouse_folder) as reader:
            rows = reader.rows(
                "select plan_version_id, sum(planned_hours) from effort_monthly"
                " where plan_version_id is not null group by 1 order by 1"
            )
            return [tuple(row.values()) for row in rows]

    assert planned() == [("PV1", 12), ("PV1R", 7)]
    copied = etl.history(warehouse_folder)[0]
    assert (copied.profile, copied.source, copied.rows.loaded, copied.sums) == (
        "revision",
        "own_plan",
        1,
        {"hours": 7.0},
    )
    with new_version(warehouse_folder) as build:  # a plan file for the draft takes the copied rows' place
        add(build.con, 9, "PV1R|22.4", "1", source="own_plan")
    assert planned() == [("PV1", 12)]
    etl.undo(warehouse_folder, 9)
    etl.undo(warehouse_folder, copied.import_id)
    assert planned() == [("PV1", 12)]


def test_a_revision_without_rows_starts_empty(warehouse_folder: Path) -> None:
    revise(warehouse_folder, "PV1", "PV1R", "Revidert", "kari", "utsatt")
    assert etl.history(warehouse_folder) == []
    with pytest.raises(ReferenceInvalid) as caught:
        revise(warehouse_folder, "PV1", "PV1R", "En gang til", "kari", "utsatt")
    assert [problem[4] for problem in places(caught.value)] == ["unique"]
