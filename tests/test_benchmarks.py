"""The benchmarks measure what they say: their workbook is loaded whole, and their warehouse answers."""

from pathlib import Path

import pytest

import etl
import metrics
from benchmarks import import_benchmark, query_benchmark
from warehouse import create_warehouse, open_reader


@pytest.mark.parametrize("layout", import_benchmark.LAYOUTS)
def test_every_row_of_the_workbook_is_loaded(layout: str, tmp_path: Path) -> None:
    path, folder = tmp_path / "uttrekk.xlsx", tmp_path / "warehouse"
    import_benchmark.make_workbook(path, layout, rows=480)
    create_warehouse(folder, import_benchmark.ROOT / "data" / "reference")
    (report,) = etl.load([etl.Upload(path.name, path)], folder).files
    assert (report.status, report.rows.loaded) == ("loaded", 480)
    # 480 rows are twelve times the 40 amounts 0.5, 1, … 20.
    assert report.sums["hours"] == 12 * 410
    assert {"unit", "role_group", "sub_measure", "hours"} <= set(report.columns)


def test_the_warehouse_holds_the_facts_and_the_page_compares_them(tmp_path: Path) -> None:
    query_benchmark.fill(tmp_path, 5040)
    with open_reader(tmp_path) as reader:
        compared = metrics.compare(reader, query_benchmark.YEAR, by=())
        (facts,) = reader.rows("select count(*) as n from actual_effort")
        chosen = query_benchmark.new_selections(3)
        assert len({str(one) for one in chosen}) == 3
        assert all(query_benchmark.page_queries(reader, one) > 0 for one in chosen)
    # 5 040 facts over 36 months: 1 680 in a year, of 1 to 8 hours in turn.
    assert facts["n"] == 5040
    assert compared.total["planned"] == 7 * 5 * 3 * 12 * 10
    assert compared.total["actual"] == sum(1 + n % 8 for n in range(5040) if n % 36 >= 24)
