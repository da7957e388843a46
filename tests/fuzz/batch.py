"""Many damaged files, one after the other, in one process under the limits of the reading child.

`python -m tests.fuzz.batch FIRST LAST REFERENCE.json` writes a JSON line before and after each file; a file that ends
the process is the last one that was begun. What can be read goes on through everything that the child does with it.
"""

import json
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from etl.errors import FileRefused
from etl.guard import examine
from etl.read import read
from etl.reference import Reference
from etl.report import Options
from etl.understand import understand
from tests.fuzz.mutate import mutated
from tests.fuzz.oracle import lost_errors
from tests.fuzz.seeds import seeds

MEMORY = 1 << 30


def main(first: int, last: int, tables: Path) -> None:
    """Read the files with these numbers, with these reference tables."""
    files = seeds()
    known = Reference.from_json(json.loads(tables.read_text("utf-8")))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, last):
            print(json.dumps({"begun": number}), flush=True)
            name, data = mutated(files, number)
            path = Path(folder) / name
            path.write_bytes(data)
            print(json.dumps(judged(path, known, number)), flush=True)


def judged(path: Path, known: Reference, number: int) -> dict[str, Any]:
    """What became of one file: its outcome, seconds of processor time and peak memory in MB."""
    _forget_peak()
    data = path.read_bytes()
    start = time.process_time()
    said: dict[str, Any] = {"number": number, "seed": path.name}
    try:
        content = examine(data)
        sheets = read(data, content)
        said |= {"outcome": "read", "lost": lost_errors(data, content.kind, sheets)}
        said["status"] = understand(path, path.name, known, Options()).report.status
    except FileRefused as refused:
        said |= {"outcome": "refused", "code": refused.problems[0].code}
    except MemoryError:
        said |= {"outcome": "memory"}
    except Exception:  # this is what is looked for
        said |= {"outcome": "traceback", "text": traceback.format_exc()[-1500:]}
    return said | {"seconds": round(time.process_time() - start, 3), "megabytes": _peak()}


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) >> 10


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
