"""From file to published version: python -m benchmarks.import_benchmark

A workbook of 100 000 rows and 12 columns in our own monthly template is loaded by the product; the same file
is read by fastexcel alone, and read by pandas with openpyxl and inserted into DuckDB. Each runs in a fresh
process, several times.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import psutil
import xlsxwriter

from benchmarks.table import machine, markdown

ROOT = Path(__file__).parent.parent
ROWS = 100_000
PLACES = (
    ("VM-ADM", "Museumsadministrasjonen"),
    ("VM-INH", "Kontorsjefene"),
    ("VM-IAK", "Kontorsjefene"),
    ("VM-NLD", "Øvrig administrativt ansatte"),
)
HEADER = (
    "Måned",
    "Enhet",
    "Rollegruppe",
    "Deltiltak",
    "Timer",
    "Prosent av stilling",
    "Dagsverk",
    "Antall personer",
    "Lønnskostnad kr",
    "Direkte kostnad kr",
    "Hovedprosess",
    "Kommentar",
)


def make_workbook(path: Path, rows: int = ROWS) -> None:
    """Hours of 2019–2022 in our own template, every row sound."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Timer")
        sheet.write_row(0, 0, ("Uttrekk: 01.11.2024",))
        sheet.write_row(1, 0, HEADER)
        for n in range(rows):
            month = f"{2019 + n % 48 // 12}-{n % 12 + 1:02}"
            place, hours = PLACES[n % len(PLACES)], 0.5 + n % 40 / 2
            note = f"Notat {n % 1000}"
            # 22.1, 22.4 and 22.5 are valid in every month of these years.
            sub_measure = ("22.1", "22.4", "22.5")[n % 3]
            cells = (month, *place, sub_measure, hours, None, None, n % 9 + 1, hours * 500, None, None, note)
            sheet.write_row(n + 2, 0, cells)


def product(path: Path, folder: Path) -> Callable[[], None]:
    """The whole way: guard, child process, seven steps, published version."""
    from etl import Upload, load
    from warehouse import create_warehouse

    create_warehouse(folder, ROOT / "data" / "reference")

    def run() -> None:
        (report,) = load([Upload(path.name, path)], folder).files
        assert (report.status, report.rows.loaded) == ("loaded", ROWS), report.problems[:3]

    return run


def bare_read(path: Path, _folder: Path) -> Callable[[], None]:
    """fastexcel reads the cells and nothing more."""
    import fastexcel
    import pyarrow as pa  # noqa: F401 - to_arrow would load it while the clock runs

    def run() -> None:
        table = fastexcel.read_excel(path).load_sheet(0, header_row=1).to_arrow()
        assert table.num_rows == ROWS

    return run


def pandas_openpyxl(path: Path, folder: Path) -> Callable[[], None]:
    """What a short script would do: no checks, no profiles, no versions."""
    import duckdb
    import openpyxl  # noqa: F401 - as above
    import pandas as pd

    def run() -> None:
        frame = pd.read_excel(path, header=1, engine="openpyxl")
        with duckdb.connect(folder / "plain.duckdb") as con:
            con.register("frame", frame)
            con.execute("create table hours as from frame")
            assert con.execute("select count(*) from hours").fetchall() == [(ROWS,)]

    return run


CONTENDERS = {"product": product, "fastexcel": bare_read, "pandas": pandas_openpyxl}


def measure(name: str, path: Path) -> tuple[float, float]:
    """Seconds, and peak memory in MB of the process and its children together, of one run in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.import_benchmark", "--contender", name, "--file", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        peak = [0]
        watcher = threading.Thread(target=_watch, args=(process.pid, peak))
        watcher.start()
        answer, _ = process.communicate()
        watcher.join()
    if process.returncode:
        raise SystemExit(f"{name} failed")
    return json.loads(answer)["seconds"], peak[0] / 2**20


def _watch(pid: int, peak: list[int]) -> None:
    """Follow the memory of a process tree until it ends."""
    try:
        parent = psutil.Process(pid)
        while parent.is_running() and parent.status() != psutil.STATUS_ZOMBIE:
            peak[0] = max(peak[0], sum(_own_memory(p) for p in (parent, *parent.children(recursive=True))))
            time.sleep(0.01)
    except psutil.NoSuchProcess:
        return


def _own_memory(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0


def contend(name: str, path: Path) -> None:
    """Run one contender here and print its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        run = CONTENDERS[name](path, Path(folder))
        start = time.perf_counter()
        run()
        print(json.dumps({"seconds": time.perf_counter() - start}))


def main(runs: int) -> None:
    """Measure every contender, in turn, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "timer.xlsx"
        make_workbook(path)
        size = path.stat().st_size / 2**20
        results = {name: [measure(name, path) for _ in range(runs)] for name in CONTENDERS}
    seconds = {name: median(s for s, _ in results[name]) for name in results}
    labels = {
        "product": "Handlingsrom: file → published version",
        "fastexcel": "fastexcel: bare read",
        "pandas": "pandas + openpyxl → DuckDB insert",
    }
    rows = [
        [
            labels[name],
            f"{seconds[name]:.2f} s",
            f"{seconds['product'] / seconds[name]:.2f}",
            f"{max(peak for _, peak in results[name]):.0f} MB",
        ]
        for name in CONTENDERS
    ]
    print(
        f"Import of {ROWS:,} rows × {len(HEADER)} columns ({size:.1f} MB xlsx), median of {runs}. {machine()}\n"
    )
    print(markdown(["", "Time", "Handlingsrom's time ÷ this", "Peak memory"], rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--contender", choices=sorted(CONTENDERS))
    parser.add_argument("--file", type=Path)
    arguments = parser.parse_args()
    if arguments.contender:
        contend(arguments.contender, arguments.file)
    else:
        main(arguments.runs)
