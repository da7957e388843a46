"""Many damaged files, one after the other, in one process under the limits of the reading child.

`python -m tests.fuzz.batch FIRST LAST` writes a JSON line before and after each file; a file that ends the process is
the last one that was begun.
"""

import json
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from etl.errors import FileRefused
from etl.guard import examine
from etl.read import read
from tests.fuzz.mutate import mutated
from tests.fuzz.oracle import lost_errors
from tests.fuzz.seeds import seeds

MEMORY = 1 << 30


def main(first: int, last: int) -> None:
    """Read the files with these numbers."""
    files = seeds()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in range(first, last):
        print(json.dumps({"begun": number}), flush=True)
        print(json.dumps(judged(*mutated(files, number), number)), flush=True)


def judged(name: str, data: bytes, number: int) -> dict[str, Any]:
    """What became of one file: its outcome, seconds and peak memory in MB."""
    _forget_peak()
    start = time.perf_counter()
    said: dict[str, Any] = {"number": number, "seed": name}
    try:
        content = examine(data)
        sheets = read(data, content)
        said |= {"outcome": "read", "lost": lost_errors(data, content.kind, sheets)}
    except FileRefused as refused:
        said |= {"outcome": "refused", "code": refused.problems[0].code}
    except MemoryError:
        said |= {"outcome": "memory"}
    except Exception:  # this is what is looked for
        said |= {"outcome": "traceback", "text": traceback.format_exc()[-1500:]}
    return said | {"seconds": round(time.perf_counter() - start, 3), "megabytes": _peak()}


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) >> 10


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
