"""The parent's side of reading a file: a child process with limits, so that no file can take the app down.

A 2 KB workbook can make any reader ask for terabytes or abort the process; the child may do so, the app goes on.
"""

import contextlib
import hashlib
import json
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from etl.problems import error
from etl.reference import Reference
from etl.report import FileReport, Options, Understanding

MEGABYTE = 1 << 20
SMALL_FILE = 5 * MEGABYTE
SMALL_SECONDS = 20
SECONDS_PER_MEGABYTE = 2
_LOG = logging.getLogger(__name__)
_PROJECT = Path(__file__).resolve().parent.parent
# The public api of etl loads the database; the child has no use for it, so the package is entered without it.
_FRAME = re.compile(r'^  File "[^"\n]+", line \d+, in [\w<>]+$', re.MULTILINE)
_START = (
    "import sys, types; package = types.ModuleType('etl'); package.__path__ = [sys.argv[1] + '/etl'];"
    "sys.modules['etl'] = package; sys.path.insert(0, sys.argv[1]);"
    "from etl.child_main import main; main(sys.argv[2])"
)


def read_in_child(
    path: Path,
    name: str,
    reference: Reference,
    options: Options,
    progress: Callable[[str], None] | None = None,
    wall_seconds: float | None = None,
) -> Understanding:
    """What `etl.understand.understand` gives, from a process of its own.

    A file that makes the child fail comes back as a refused report; nothing is raised for it.
    `progress` is told «reading» and «read». Without `wall_seconds` the file's size decides (`seconds_for`).
    """
    tell = progress or (lambda _: None)
    tell("reading")
    with tempfile.TemporaryDirectory(prefix="handlingsrom-") as folder:
        job = {
            "path": str(path.resolve()),
            "name": name,
            "reference": reference.to_json(),
            "options": options.to_json(),
        }
        (Path(folder) / "job.json").write_text(json.dumps(job), "utf-8")
        failure = _run(folder, wall_seconds or seconds_for(path))
        found = _failed(path, name, failure) if failure else _collect(Path(folder), path, name)
    tell("read")
    return found


def seconds_for(path: Path) -> float:
    """How long a file may take. 100 000 rows are 3–4 MB and take 2 seconds, a million rows 40 MB and half a minute, on
    the slowest machine seen: an honest file is done in a fourth of its time, and a hostile one is small."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return SMALL_SECONDS + SECONDS_PER_MEGABYTE * max(0, size - SMALL_FILE) / MEGABYTE


def _run(folder: str, wall_seconds: float) -> str | None:
    """Run the child; the code of what went wrong, None if it ended well."""
    errors = Path(folder) / "errors.txt"
    command = [sys.executable, "-I", "-c", _START, str(_PROJECT), folder]
    with errors.open("wb") as stream:
        # A group of its own: the child's own helper process ends with it, whatever ends the child.
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stream,
            start_new_session=True,
            env={
                **os.environ,
                "RUST_BACKTRACE": "0",
            },  # a reader that gives up spends seconds on its own story
        )
    try:
        status = child.wait(wall_seconds)
    except subprocess.TimeoutExpired:
        return "file_too_slow"
    finally:
        _end_group(child)
    if status == 0:
        return None
    # Only the places in our code: the message of an error may repeat a cell.
    frames = _FRAME.findall(errors.read_text("utf-8", "replace"))
    _LOG.error("The reading child ended with status %s at %s", status, frames[-3:])
    return "file_too_slow" if -status == _OUT_OF_CPU_TIME else "file_stopped_reader"


def _end_group(child: subprocess.Popen[bytes]) -> None:
    if child.returncode != 0:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


_OUT_OF_CPU_TIME = signal.SIGXCPU


def _failed(path: Path, name: str, code: str) -> Understanding:
    from etl.understand import rejected_rows

    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        digest, code = "", "file_unreadable"
    return Understanding(
        FileReport(name, digest, "refused", problems=(error(code),)), {}, rejected_rows(None)
    )


def _collect(folder: Path, path: Path, name: str) -> Understanding:
    try:
        answer = json.loads((folder / "report.json").read_text("utf-8"))
        facts = {table: _arrow(folder / f"fact-{table}.arrow") for table in answer["tables"]}
        rejected = _arrow(folder / "rejected.arrow")
    except (OSError, ValueError, KeyError):
        return _failed(path, name, "file_stopped_reader")
    return Understanding(
        FileReport.from_json(answer["report"]), facts, rejected, tuple(answer["coverage_keys"])
    )


def _arrow(path: Path) -> Any:
    """The table as it lies in the file, which may be deleted: a million rows are not copied into this process."""
    import pyarrow as pa

    with pa.memory_map(str(path)) as stream:
        return pa.ipc.open_file(stream).read_all()
