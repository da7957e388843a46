"""Writers in several processes queue up; readers meanwhile see one whole version after another."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.test_warehouse import PROJECT
from warehouse import current_version, new_version, open_reader

WRITER = """
import sys
from pathlib import Path
from tests.test_warehouse import EFFORT, add
from warehouse import new_version
for _ in range(int(sys.argv[2])):
    with new_version(Path(sys.argv[1])) as build:
        number = build.con.execute("select count(*) + 1 from import_log").fetchone()[0]
        add(build.con, number, str(number), "4")
        build.con.execute(EFFORT, [number, 3, str(number), "22.5", None, "6", "0", None])
"""
TOTALS = "select sum(actual_hours) as hours, (select count(*) from import_log) as imports from effort_monthly"


def start_writer(folder: Path, versions: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(versions)], cwd=PROJECT, stderr=subprocess.PIPE
    )


def check_whole(folder: Path) -> int:
    """Every version holds ten hours per import, in two rows; return the version."""
    with open_reader(folder) as reader:
        [found] = reader.rows(TOTALS)
        assert (found["hours"] or 0) == 10 * found["imports"]
        assert reader.damaged == ()
        return reader.version


def test_two_writing_processes_lose_nothing_and_readers_see_only_whole_versions(
    warehouse_folder: Path,
) -> None:
    writers = [start_writer(warehouse_folder, 6) for _ in range(2)]
    seen = []
    while any(writer.poll() is None for writer in writers):
        seen.append(check_whole(warehouse_folder))
    for writer in writers:
        assert writer.communicate()[1] == b""
    assert seen == sorted(seen)
    assert len(set(seen)) > 3
    assert check_whole(warehouse_folder) == 13
    with open_reader(warehouse_folder) as reader:
        assert reader.rows(TOTALS) == [{"hours": 120, "imports": 12}]


@pytest.mark.parametrize("delay", [0.02, 0.05, 0.08, 0.11, 0.14, 0.17])
def test_a_writer_killed_at_any_moment_blocks_nobody(warehouse_folder: Path, delay: float) -> None:
    writer = start_writer(warehouse_folder, 1000)
    while current_version(warehouse_folder) == 1 and writer.poll() is None:
        time.sleep(0.01)
    time.sleep(delay)
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()
    left = check_whole(warehouse_folder)
    with new_version(warehouse_folder, lock_seconds=1) as build:
        build.con.execute("select 1")
    assert check_whole(warehouse_folder) > left
    assert not [path.name for path in warehouse_folder.iterdir() if path.name.startswith("building")]
