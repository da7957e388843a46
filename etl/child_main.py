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
ADDRESS_SPACE = 1024 * MEGABYTE
CPU_SECONDS = 60
LARGEST_ANSWER = 512 * MEGABYTE
OPEN_FILES = 64


def main(folder: str) -> None:
    """Answer the job in `folder`: report.json, one Arrow file per fact table, rejected.arrow."""
    set_limits()
    # The cells of a sheet are freed together when the process ends; looking for cycles among them costs a third.
    gc.disable()
    sys.meta_path.insert(0, _NoPandas())
    here = Path(folder)
    job = json.loads((here / "job.json").read_text("utf-8"))
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
        "report": found.report.to_json(),
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


def set_limits() -> None:
    """Limits that the operating system holds, whatever the file makes a library do."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_ANSWER, LARGEST_ANSWER))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _write(path: Path, rows: Any) -> None:
    import pyarrow as pa

    with pa.OSFile(str(path), "wb") as stream, pa.ipc.new_file(stream, rows.schema) as writer:
        writer.write_table(rows)
