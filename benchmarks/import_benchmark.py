"""From file to preview and to published version: python -m benchmarks.import_benchmark

Workbooks of 100 000 and 1 000 000 rows and 12 columns, in our own monthly template and in a layout that the product
never saw, are previewed and loaded by the product; the same files are read by fastexcel alone, and the smallest by
pandas with openpyxl and inserted into DuckDB. Each runs in a fresh process; ratios are of the same run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import psutil
import xlsxwriter

from benchmarks.table import machine, markdown

ROOT = Path(__file__).parent.parent
SIZES = (100_000, 1_000_000)
COLUMNS = 12
PLACES = (
    ("VM-ADM", "Museumsadministrasjonen"),
    ("VM-INH", "Kontorsjefene"),
    ("VM-IAK", "Kontorsjefene"),
    ("VM-NLD", "Øvrig administrativt ansatte"),
)
# 22.1, 22.4 and 22.5 are valid in every month of 2019–2022.
SUB_MEASURES = ("22.1", "22.4", "22.5")
OWN_HEADER = (
    "Måned", "Enhet", "Rollegruppe", "Deltiltak", "Timer", "Prosent av stilling", "Dagsverk", "Antall personer",
    "Lønnskostnad kr", "Direkte kostnad kr", "Hovedprosess", "Kommentar",
)  # fmt: skip
UNKNOWN_HEADER = (
    "Bilagsnr", "Dato", "Avdeling", "Rolle", "Tiltak", "Timer brukt", "Tekst", "Status", "Godkjent av", "Kostnadssted",
    "Fase", "Merknad",
)  # fmt: skip
Cells = tuple[Any, ...]


def own_rows(rows: int) -> Iterator[Cells]:
    """Hours of 2019–2022 in our own template, every row sound."""
    for n in range(rows):
        hours = 0.5 + n % 40 / 2
        yield (
            f"{2019 + n % 48 // 12}-{n % 12 + 1:02}", *PLACES[n % len(PLACES)], SUB_MEASURES[n % 3], hours,
            None, None, n % 9 + 1, hours * 500, None, None, f"Notat {n % 1000}",
        )  # fmt: skip


def unknown_rows(rows: int) -> Iterator[Cells]:
    """Postings by day, as a time system may export them: date cells, a voucher number, columns of no use."""
    for n in range(rows):
        yield (
            100_000 + n, date(2019 + n % 48 // 12, n % 12 + 1, n % 28 + 1), *PLACES[n % len(PLACES)],
            SUB_MEASURES[n % 3], 0.5 + n % 40 / 2, f"Notat {n % 1000}", ("Godkjent", "Ført")[n % 2],
            f"Leder {n % 30}", 4000 + n % 50, f"Fase {n % 5}", None,
        )  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """What the workbook is called in the table, what stands over its rows, and the rows."""

    label: str
    title: tuple[str, ...]
    header: tuple[str, ...]
    rows: Callable[[int], Iterator[Cells]]


LAYOUTS = {
    "own": Layout("own template", ("Uttrekk: 01.11.2024",), OWN_HEADER, own_rows),
    "unknown": Layout("unknown layout", ("Timeregistrering", ""), UNKNOWN_HEADER, unknown_rows),
}


def make_workbook(path: Path, layout: str, rows: int) -> None:
    """A workbook of one sheet: title rows, header, `rows` rows."""
    made = LAYOUTS[layout]
    options = {"default_date_format": "dd.mm.yyyy"}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Timer")
        for at, text in enumerate(made.title):
            sheet.write(at, 0, text)
        first = len(made.title)
        sheet.write_row(first, 0, made.header)
        for at, cells in enumerate(made.rows(rows), start=first + 1):
            sheet.write_row(at, 0, cells)


@dataclass(frozen=True)
class Case:
    """One workbook."""

    path: Path
    layout: str
    rows: int


def preview(case: Case, folder: Path) -> Callable[[], None]:
    """What the wizard waits for before it shows a file: everything but storing."""
    from etl import Upload, inspect

    _new_warehouse(folder)

    def run() -> None:
        (report,) = inspect([Upload(case.path.name, case.path)], folder)
        assert (report.status, report.rows.loaded) == ("inspected", case.rows), report.problems[:3]

    return run


def published(case: Case, folder: Path) -> Callable[[], None]:
    """The whole way: guard, child process, every step of understanding, published version."""
    from etl import Upload, load

    _new_warehouse(folder)

    def run() -> None:
        (report,) = load([Upload(case.path.name, case.path)], folder).files
        assert (report.status, report.rows.loaded) == ("loaded", case.rows), report.problems[:3]

    return run


def _new_warehouse(folder: Path) -> None:
    from warehouse import create_warehouse

    create_warehouse(folder, ROOT / "data" / "reference")


def bare_read(case: Case, _folder: Path) -> Callable[[], None]:
    """fastexcel reads the cells and nothing more."""
    import logging

    import fastexcel
    import pyarrow as pa  # noqa: F401 - to_arrow would load it while the clock runs

    logging.getLogger("fastexcel").setLevel(logging.ERROR)
    header = len(LAYOUTS[case.layout].title)

    def run() -> None:
        table = fastexcel.read_excel(case.path).load_sheet(0, header_row=header).to_arrow()
        assert table.num_rows == case.rows

    return run


def pandas_openpyxl(case: Case, folder: Path) -> Callable[[], None]:
    """What a short script would do: no checks, no profiles, no versions."""
    import duckdb
    import openpyxl  # noqa: F401 - as above
    import pandas as pd

    header = len(LAYOUTS[case.layout].title)

    def run() -> None:
        frame = pd.read_excel(case.path, header=header, engine="openpyxl")
        with duckdb.connect(folder / "plain.duckdb") as con:
            con.register("frame", frame)
            con.execute("create table hours as from frame")
            assert con.execute("select count(*) from hours").fetchall() == [(case.rows,)]

    return run


CONTENDERS = {
    "fastexcel": ("fastexcel: bare read", bare_read),
    "preview": ("Handlingsrom: file → preview", preview),
    "published": ("Handlingsrom: file → published version", published),
    "pandas": ("pandas + openpyxl → DuckDB insert", pandas_openpyxl),
}


@dataclass(frozen=True)
class Measured:
    """Seconds on the clock, processor seconds and peak memory in MB of the process and its children together."""

    seconds: float
    processor: float
    memory: float


def measure(name: str, case: Case) -> Measured:
    """One run in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.import_benchmark", "--contender", name]
    command += ["--file", str(case.path), "--layout", case.layout, "--rows", str(case.rows)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        peak = [0]
        watcher = threading.Thread(target=_watch, args=(process.pid, peak))
        watcher.start()
        answer, _ = process.communicate()
        watcher.join()
    if process.returncode:
        raise SystemExit(f"{name} failed")
    said = json.loads(answer)
    return Measured(said["seconds"], said["processor"], peak[0] / 2**20)


def _watch(pid: int, peak: list[int]) -> None:
    """Follow the memory of a process tree until it ends."""
    try:
        parent = psutil.Process(pid)
        while parent.is_running() and parent.status() != psutil.STATUS_ZOMBIE:
            peak[0] = max(peak[0], sum(_own_memory(p) for p in (parent, *parent.children(recursive=True))))
            time.sleep(0.02)
    except psutil.NoSuchProcess:
        return


def _own_memory(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0


def contend(name: str, case: Case) -> None:
    """Run one contender here and print its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        run = CONTENDERS[name][1](case, Path(folder))
        before, start = _processor(), time.perf_counter()
        run()
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "processor": _processor() - before}))


def _processor() -> float:
    """Processor seconds of this process and of the children that have ended."""
    return sum(psutil.Process().cpu_times()[:4])


def compare(case: Case, runs: int) -> list[list[str]]:
    """Every contender in turn; a row of the table for each."""
    names = [name for name in CONTENDERS if name != "pandas" or case.rows == SIZES[0]]
    found: dict[str, list[Measured]] = {name: [] for name in names}
    for _ in range(runs if case.rows == SIZES[0] else 1):
        for name in names:
            found[name].append(measure(name, case))
    bare = found["fastexcel"]
    rows = []
    for name in names:
        own = found[name]
        rows.append(
            [
                f"{case.rows:,} rows, {LAYOUTS[case.layout].label}. {CONTENDERS[name][0]}",
                f"{median(one.seconds for one in own):.1f} s",
                f"{median(one.seconds / read.seconds for one, read in zip(own, bare, strict=True)):.1f}",
                f"{median(one.processor / read.processor for one, read in zip(own, bare, strict=True)):.1f}",
                f"{max(one.memory for one in own):.0f} MB",
            ]
        )
    return rows


def main(runs: int, sizes: tuple[int, ...], folder: Path) -> None:
    """Measure every contender on every workbook and print the table. Workbooks that lie in `folder` are used again."""
    print(f"{COLUMNS} columns; median of {runs}, at a million rows one run. {machine()}\n")
    table = []
    for rows in sizes:
        for layout in LAYOUTS:
            case = Case(folder / f"{layout}-{rows}.xlsx", layout, rows)
            if not case.path.exists():
                make_workbook(case.path, layout, rows)
            table += compare(case, runs)
    heads = ["", "Time", "÷ bare read", "Processor time ÷ bare read", "Peak memory"]
    print(markdown(heads, table))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, action="append", help="only this size; may be given again")
    parser.add_argument("--folder", type=Path, help="keep the workbooks here for the next time")
    parser.add_argument("--contender", choices=sorted(CONTENDERS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--layout", choices=sorted(LAYOUTS), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.contender:
        contend(arguments.contender, Case(arguments.file, arguments.layout, arguments.rows[0]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(arguments.runs, tuple(arguments.rows or SIZES), arguments.folder or Path(temporary))
