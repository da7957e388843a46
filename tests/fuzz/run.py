"""Damaged files through the reader, in batches; what ends a batch is read again the way the app reads it.

`python -m tests.fuzz.run --count 20000` prints the figures and ends with 1 where a promise is broken.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

from etl.report import Options
from etl.understand import read_in_child
from tests.etl_files import PROJECT, reference
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import seeds

BATCH = 500
MOST_SECONDS = 20
MOST_MEGABYTES = 1024


@dataclass
class Figures:
    """What a run found. `contained`: files that ended or stopped the batch, and how the app took them."""

    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    megabytes: int = 0
    lost: list[int] = field(default_factory=list)
    tracebacks: dict[int, str] = field(default_factory=dict)
    contained: dict[int, str] = field(default_factory=dict)
    broken: dict[int, str] = field(default_factory=dict)

    def add(self, said: dict[str, Any]) -> None:
        """One file of a batch."""
        self.files += 1
        self.outcomes[said["outcome"]] += 1
        self.codes[said.get("code", said.get("status", said["outcome"]))] += 1
        self.seconds = max(self.seconds, said["seconds"])
        self.megabytes = max(self.megabytes, said["megabytes"])
        if said.get("lost"):
            self.lost.append(said["number"])
        if said["outcome"] == "traceback":
            self.tracebacks[said["number"]] = said["text"]
        if said["seconds"] > MOST_SECONDS or said["megabytes"] > MOST_MEGABYTES:
            self.broken[said["number"]] = f"{said['seconds']} s, {said['megabytes']} MB"

    @property
    def sound(self) -> bool:
        return not (self.lost or self.tracebacks or self.broken)


def run(first: int, count: int) -> Figures:
    """Read the files numbered `first` and up."""
    figures = Figures()
    last = first + count
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "reference.json"
        tables.write_text(json.dumps(reference().to_json()), "utf-8")
        while first < last:
            end = min(first + BATCH, last)
            culprit = _batch(first, end, tables, figures)
            if culprit is None:
                first = end
            else:
                _as_the_app_does(culprit, figures)
                first = culprit + 1
    return figures


def _batch(first: int, last: int, tables: Path, figures: Figures) -> int | None:
    """Run one batch; the number of the file that ended it, if any."""
    command = [sys.executable, "-m", "tests.fuzz.batch", str(first), str(last), str(tables)]
    lines: Queue[str] = Queue()
    begun: int | None = None
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        pump = Thread(target=_pump, args=(process.stdout, lines))
        pump.start()
        try:
            while line := lines.get(timeout=6 * MOST_SECONDS):
                said = json.loads(line)
                begun = said.get("begun")
                if begun is None:
                    figures.add(said)
                    if said["outcome"] in ("memory", "traceback"):
                        _as_the_app_does(said["number"], figures)
        except Empty:
            process.kill()
        pump.join()
    if process.returncode and begun is None:
        raise RuntimeError(f"The batch from {first} ended by itself: run {command[1:]}")
    return begun


def _pump(stream: Any, lines: "Queue[str]") -> None:
    for line in stream:
        lines.put(line)
    lines.put("")


def _as_the_app_does(number: int, figures: Figures) -> None:
    """Read one file through the child: it must end as a refusal, within the time."""
    name, data = mutated(seeds(), number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        known = reference()
        start = time.perf_counter()
        try:
            report = read_in_child(path, name, known, Options()).report
        except Exception as failure:  # the app must never see one
            figures.broken[number] = repr(failure)
            return
        seconds = time.perf_counter() - start
    figures.files += number not in figures.contained and number not in figures.tracebacks
    figures.contained[number] = (
        f"{name}: {report.status} {report.problems[0].code if report.problems else ''}"
    )
    figures.outcomes["contained"] += 1
    figures.seconds = max(figures.seconds, seconds)
    if report.status not in ("refused", "question") or seconds > MOST_SECONDS + 5:
        figures.broken[number] = f"{report.status} after {seconds:.1f} s"


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    figures = run(asked.first, asked.count)
    print(f"files {figures.files}, {dict(figures.outcomes)}")
    print(f"codes {dict(figures.codes.most_common())}")
    print(f"worst {figures.seconds:.1f} s, {figures.megabytes} MB")
    print(f"contained {len(figures.contained)}: {Counter(figures.contained.values()).most_common(12)}")
    print(f"slow {[number for number, said in figures.contained.items() if 'slow' in said]}")
    print(f"tracebacks in the reader {len(figures.tracebacks)}: {figures.tracebacks}")
    print(f"silent blanks {len(figures.lost)}: {figures.lost[:20]}")
    print(f"broken promises {len(figures.broken)}: {figures.broken}")
    return 0 if figures.sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
