"""A page's query time as facts grow: python -m benchmarks.query_benchmark

The same months, sub-measures, units and role groups hold 10 thousand, 1 million and 10 million facts; the
queries of the first page are timed on each.
"""

import argparse
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

import metrics
from benchmarks.table import machine, markdown
from warehouse import Reader, create_warehouse, new_version, open_reader

ROOT = Path(__file__).parent.parent
SIZES = (10_000, 1_000_000, 10_000_000)
YEAR = metrics.Selection(first=date(2021, 1, 1), last=date(2021, 12, 1))

PLAN = """
insert into planned_effort
select 1, 'Plan', row_number() over (), 'k', 'PV1', s.sub_measure_id, u.unit_id, r.role_group_id, null,
       m.month::date, 10, 5000, null, null, null
from sub_measure s, unit u, role_group r,
     generate_series(date '2019-01-01', date '2021-12-01', interval 1 month) m(month)
where s.measure_id = 'T22'
"""

ACTUAL = """
insert into actual_effort
select 2, 'Timer', n, 'k', '22.' || (1 + n % 7), null, null,
       (select list(unit_id order by unit_id) from unit)[1 + n % 5],
       (select list(role_group_id order by role_group_id) from role_group)[1 + n % 3],
       null, (date '2019-01-01' + to_months((n % 36)::integer))::date, null, 1 + n % 8, 500, 'measured', 1, null
from range(?) facts(n)
"""

IMPORT = """
insert into import_log (import_id, imported_at, file_name, sha256, profile, source, kind, status, is_sample,
    released_through, period_first, period_last, rows_read, rows_loaded, rows_rejected, rows_ignored, sums, report)
values (?, now()::timestamp, ?, ?, ?, ?, ?, 'active', false, date '2021-12-01', date '2019-01-01',
    date '2021-12-01', 0, 0, 0, 0, '{}', '{}')
"""


def fill(folder: Path, facts: int) -> None:
    """A warehouse with one plan and this many actual facts."""
    create_warehouse(folder, ROOT / "data" / "reference")
    with new_version(folder) as new:
        imports = ((1, "own_plan", "plan"), (2, "own_hours", "actual_hours"))
        for number, source, kind in imports:
            new.con.execute(IMPORT, [number, f"{source}.xlsx", str(number) * 64, source, source, kind])
            new.con.execute("insert into coverage values (?, ?, 'k')", [number, source])
        new.con.execute(PLAN)
        new.con.execute(ACTUAL, [facts])


def page_queries(reader: Reader, selection: metrics.Selection) -> float:
    """Seconds for everything that the first page asks of the warehouse about one selection."""
    start = time.perf_counter()
    metrics.compare(reader, selection, by=())
    metrics.compare(reader, selection, by=("system",))
    metrics.monthly(reader, selection)
    metrics.attention(reader, selection)
    metrics.data_basis(reader, selection)
    return time.perf_counter() - start


def new_selections(runs: int) -> list[metrics.Selection]:
    """Selections that were not asked for before, from one month on to the end of 2021."""
    return [replace(YEAR, first=date(2019 + n // 12, n % 12 + 1, 1)) for n in range(runs)]


def main(sizes: tuple[int, ...], runs: int) -> None:
    """Build each warehouse, time the queries and print the table."""
    rows, first = [], None
    for facts in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            start = time.perf_counter()
            fill(folder, facts)
            built = time.perf_counter() - start
            with open_reader(folder) as reader:
                page_queries(reader, YEAR)
                seconds = median(page_queries(reader, chosen) for chosen in new_selections(runs))
            size = max(path.stat().st_size for path in folder.glob("*.duckdb")) / 2**20
        first = first or seconds
        rows.append(
            [
                f"{facts:,}",
                f"{seconds * 1000:.0f} ms",
                f"{seconds / first:.2f}",
                f"{size:.0f} MB",
                f"{built:.1f} s",
            ]
        )
    print(f"Queries of the page Oversikt for a new selection, median of {runs}. {machine()}\n")
    print(markdown(["Facts", "Queries", "÷ first", "Version's size", "Filled and published in"], rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments = parser.parse_args()
    main(tuple(arguments.sizes), arguments.runs)
