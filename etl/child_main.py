"""The child's side of reading a file: set the limits, understand the file, leave the answer in the job's folder."""

import gc
import json
import os
import resource
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

MEGABYTE = 1 << 20
SMALL_FILE = 5 * MEGABYTE
ADDRESS_SPACE = 1024 * MEGABYTE
LARGE_ADDRESS_SPACE = 1536 * MEGABYTE
"""A million rows of ten columns reach 1.2 GB while their cells are taken over from the reader; what is only mapped, as
the libraries are, counts here too."""
LARGEST_ANSWER = 512 * MEGABYTE
OPEN_FILES = 64


def main(folder: str) -> None:
    """Answer the job in `folder`: report.json, one Arrow file per fact table, rejected.arrow."""
    here = Path(folder)
    job = json.loads((here / "job.json").read_text("utf-8"))
    set_limits(Path(job["path"]))
    # The cells of a sheet are freed together when the process ends; looking for cycles among them costs a third.
    gc.disable()
    sys.meta_path.insert(0, _NoPandas())
    from etl.reference import Reference
    from etl.report import Options
    from etl.understand import understand

    found = understand(
        Path(job["path"]),
        job["name"],
        Reference.from_json(job["reference"]),
        Options.from_json(job["options"]),
    )
    for name, rows in found.facts.items():
        _write(here / f"fact-{name}.arrow", rows)
    _write(here / "rejected.arrow", found.rejected)
    answer = {
        "report": found.report.to_json(with_sight=True),
        "tables": list(found.facts),
        "coverage_keys": list(found.coverage_keys),
    }
    (here / "report.json").write_text(json.dumps(answer), "utf-8")
    # Everything is written and closed: giving a million cells back one by one would only cost time.
    os._exit(0)


class _NoPandas(MetaPathFinder):
    """pyarrow loads pandas at its first conversion, a sixth of the child's time; nothing here uses it."""

    def find_spec(self, fullname: str, *_: Any) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def set_limits(path: Path | None = None) -> None:
    """Limits that the operating system holds, whatever the file makes a library do. A large honest file needs more of
    all; a hostile one does its harm by a few kilobytes."""
    size = path.stat().st_size if path and path.exists() else 0
    memory = ADDRESS_SPACE if size < SMALL_FILE else LARGE_ADDRESS_SPACE
    # Processor time below the parent's wall clock: a busy machine must not look like a hostile file.
    seconds = 18 + 2 * max(0, size - SMALL_FILE) // MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_ANSWER, LARGEST_ANSWER))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _write(path: Path, rows: Any) -> None:
    import pyarrow as pa

    with pa.OSFile(str(path), "wb") as stream, pa.ipc.new_file(stream, rows.schema) as writer:
        writer.write_table(rows)
