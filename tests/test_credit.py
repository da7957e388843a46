"""Kroner in several columns: what a row fills is counted once, and never passed over."""

from decimal import Decimal
from pathlib import Path

from etl.mapping import ColumnUse, Mapping
from etl.report import Options, Understanding
from etl.understand import understand
from tests.etl_files import reference, workbook

HEADER = ["Periode", "Delprosjekt", "Koststed", "Varer", "Tjenester"]
MAPPING = Mapping(
    "innkjop",
    "actual_cost",
    (
        ColumnUse("periode", "period"),
        ColumnUse("delprosjekt", "code"),
        ColumnUse("koststed", "unit"),
        ColumnUse("varer", "amount_nok"),
        ColumnUse("tjenester", "amount_nok"),
    ),
)


def _read(folder: Path, *rows: list[object]) -> Understanding:
    path = workbook(folder / "innkjop.xlsx", [HEADER, *rows])
    return understand(path, path.name, reference(), Options(mapping=MAPPING))


def test_two_columns_of_kroner_are_both_read_where_a_row_fills_one(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        ["202401", "990123001", "99310100", 100, None],
        ["202401", "990123001", "99310100", None, 40],
    )
    assert found.report.sums == {"cost_nok": Decimal(140)}


def test_a_row_that_fills_both_is_an_error_to_be_seen(tmp_path: Path) -> None:
    found = _read(tmp_path, ["202401", "990123001", "99310100", 100, 40])
    assert found.report.status == "refused"
    assert [(each.code, each.row) for each in found.report.problems if each.severity == "error"][:1] == [
        ("several_amounts", 2)
    ]
