"""Avstemming: every row is accounted for, and what the ledger says beside what was loaded, per cost centre."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import etl
from etl import UnknownImport, Upload
from etl.history import rejected_rows, versions
from etl.import_errors import UnknownTotal, UnknownUnit
from etl.reconcile import enter_total, reconciliation, remove_total, residuals, totals
from tests.test_warehouse import add
from warehouse import new_version, open_reader

FIXTURES = Path(__file__).parent / "fixtures"
MARCH = date(2021, 3, 1)


def left(folder: Path) -> list[tuple[object, ...]]:
    with open_reader(folder) as reader:
        return [
            (one.unit_id, one.is_total, one.stated, one.loaded, one.residual) for one in residuals(reader)
        ]


@pytest.fixture
def booked(warehouse_folder: Path) -> Path:
    """10 hours at VM-ADM, 5 at VM-INH and 1 without a unit, all of them in March 2021."""
    with new_version(warehouse_folder) as build:
        for number, (unit, amount) in enumerate((("VM-ADM", "10"), ("VM-INH", "5"), (None, "1")), 1):
            add(build.con, number, str(number), amount)
            build.con.execute("update actual_effort set unit_id = ? where import_id = ?", [unit, number])
    return warehouse_folder


def test_read_rows_are_loaded_rejected_or_ignored_each_with_its_reason(warehouse_folder: Path) -> None:
    upload = Upload("sap_cats_2023.xls", FIXTURES / "sap_cats_2023.xls")
    etl.load([upload], warehouse_folder)
    with open_reader(warehouse_folder) as reader:
        found = reconciliation(reader, 1)
        with pytest.raises(UnknownImport):
            reconciliation(reader, 2)
    assert found.rows.read == found.rows.loaded + sum(each.rows for each in found.left_out)
    assert {each.status for each in found.left_out} == {"ignored"}
    assert None not in {each.reason for each in found.left_out}
    assert len(rejected_rows(warehouse_folder, 1)) == found.rows.ignored
    with pytest.raises(UnknownImport):
        rejected_rows(warehouse_folder, 2)


def test_rows_without_a_reason_are_not_hidden(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "1")
        build.con.execute("update import_log set rows_read = 6, rows_ignored = 5")
        build.con.execute("insert into rejected_row values (1, null, 3, 'ignored', 'total_row', null, null)")
    with open_reader(warehouse_folder) as reader:
        found = reconciliation(reader, 1)
    assert [(each.status, each.reason, each.rows) for each in found.left_out] == [
        ("ignored", "total_row", 1),
        ("ignored", None, 4),
    ]


def test_the_files_own_totals_stand_beside_ours(warehouse_folder: Path) -> None:
    report = '{"totals": [{"sheet": "A", "row": 9, "label": "Sum", "file_total": "12.5", "our_total": "12"}]}'
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "1")
        build.con.execute(
            "update import_log set file_total = 100, control_difference = -2, report = ?", [report]
        )
    with open_reader(warehouse_folder) as reader:
        whole, row = reconciliation(reader, 1).totals
    assert (whole.stated, whole.found, whole.difference) == (Decimal(100), Decimal(102), Decimal(-2))
    assert (row.stated, row.found, row.difference, row.sheet, row.row, row.label) == (
        Decimal("12.5"),
        Decimal(12),
        Decimal("0.5"),
        "A",
        9,
        "Sum",
    )


def test_a_ledger_total_is_set_against_what_counts(booked: Path) -> None:
    enter_total(booked, "own", MARCH, MARCH, Decimal("16.5"), "hours", "kari", note="fra hovedbok")
    assert left(booked) == [
        ("VM-ADM", False, None, 10, None),
        ("VM-INH", False, None, 5, None),
        (None, False, None, 1, None),
        (None, True, Decimal("16.5"), 16, Decimal("0.5")),
    ]
    etl.undo(booked, 2)
    assert left(booked)[-1] == (None, True, Decimal("16.5"), 11, Decimal("5.5"))


def test_the_residual_is_named_per_cost_centre(booked: Path) -> None:
    enter_total(booked, "own", MARCH, MARCH, Decimal(12), "hours", "kari", cost_centre="99310100")
    enter_total(booked, "own", MARCH, MARCH, Decimal(5), "hours", "kari", cost_centre="vm-inh")
    enter_total(
        booked, "own", MARCH, MARCH, Decimal(3), "hours", "kari", cost_centre="Seksjon for formidling"
    )
    assert left(booked) == [
        ("VM-ADM", False, 12, 10, 2),
        ("VM-INH", False, 5, 5, 0),
        (None, False, None, 1, None),
        ("VM-FOR", False, 3, 0, 3),
        (None, True, 20, 16, 4),
    ]


def test_a_total_typed_in_again_replaces_the_first_and_can_be_removed(booked: Path) -> None:
    enter_total(booked, "own", MARCH, MARCH, Decimal(12), "hours", "kari")
    enter_total(booked, "own", date(2021, 3, 31), MARCH, Decimal(16), "hours", "ola")
    with open_reader(booked) as reader:
        [total] = totals(reader)
    assert (total.amount, total.entered_by, total.first) == (Decimal(16), "ola", MARCH)
    assert versions(booked)[0].action == "ledger_total"
    remove_total(booked, total.id, "kari")
    assert left(booked) == []
    with pytest.raises(UnknownTotal):
        remove_total(booked, total.id)


def test_kroner_and_other_months_are_kept_apart(booked: Path) -> None:
    enter_total(booked, "own", MARCH, MARCH, Decimal(100), "nok", "kari")
    enter_total(booked, "own", date(2021, 4, 1), date(2021, 5, 1), Decimal(7), "hours", "kari")
    assert left(booked) == [(None, True, 7, 0, 7), (None, True, 100, 0, 100)]


def test_a_cost_centre_that_nobody_knows_is_refused(booked: Path) -> None:
    with pytest.raises(UnknownUnit) as caught:
        enter_total(booked, "own", MARCH, MARCH, Decimal(1), "hours", "kari", cost_centre="123")
    assert "VM-ADM" in caught.value.known
