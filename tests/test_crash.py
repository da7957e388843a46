"""A kill at any moment of a load leaves either the old version serving, or the new one whole."""

import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

import etl
from etl import Upload
from warehouse import current_version, open_reader

PROJECT = Path(__file__).parent.parent
FIXTURES = PROJECT / "tests" / "fixtures"


def booked(folder: Path) -> Decimal:
    with open_reader(folder) as reader:
        assert reader.damaged == ()
        return reader.rows("select sum(actual_booked_nok) as nok from effort_monthly")[0]["nok"] or Decimal(0)


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """The command line and its children, as a power cut would end them."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def command(folder: Path) -> list[str]:
    fixture = str(FIXTURES / "unit4_hovedbok_2023.xlsx")
    return [sys.executable, "-m", "etl", "load", fixture, "--warehouse", str(folder)]


@pytest.fixture(scope="module")
def whole_seconds(tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long a load takes that nobody kills, into a warehouse that is there already."""
    folder = tmp_path_factory.mktemp("timed") / "warehouse"
    etl.load([Upload("of.csv", FIXTURES / "of_analyse_2021.csv")], folder)
    started = time.monotonic()
    subprocess.run(command(folder), cwd=PROJECT, check=True, capture_output=True)
    return time.monotonic() - started


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0])
def test_a_killed_load_leaves_a_whole_version(
    warehouse_folder: Path, whole_seconds: float, part: float
) -> None:
    etl.load([Upload("of.csv", FIXTURES / "of_analyse_2021.csv")], warehouse_folder)
    version = current_version(warehouse_folder)
    process = subprocess.Popen(
        command(warehouse_folder),
        cwd=PROJECT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(part * whole_seconds)
    kill_group(process)

    found = (current_version(warehouse_folder), booked(warehouse_folder))
    old, new = Decimal("59999.50"), Decimal("59999.50") + Decimal("171896.82")
    assert found in {(version, old), ((version or 0) + 1, new)}
    again = etl.load([Upload("unit4.xlsx", FIXTURES / "unit4_hovedbok_2023.xlsx")], warehouse_folder)
    assert again.files[0].status in {"loaded", "unchanged"}
    assert booked(warehouse_folder) == new
