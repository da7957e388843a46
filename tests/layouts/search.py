"""A long search for files that come in wrong: python -m tests.layouts.search --examples 50000

Prints what became of the files, and each silent error with the layout that made it.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.etl_files import reference
from tests.layouts.facts import Fact
from tests.layouts.judge import SilentlyWrong, judge_simply
from tests.layouts.random_layouts import Layout, layouts, tables

SLICE = 500
MOST_SHOWN = 20


def main(arguments: list[str] | None = None) -> int:
    """Run the search; exit status 1 if a file came in wrong without a warning, or anything was raised."""
    parser = argparse.ArgumentParser(prog="python -m tests.layouts.search", description=__doc__)
    parser.add_argument("--examples", type=int, default=50_000)
    parser.add_argument(
        "--seed", type=int, default=1, help="the first of the seeds, one per slice of examples"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args(arguments)
    slices = [
        (asked.seed + number, min(SLICE, asked.examples - start))
        for number, start in enumerate(range(0, asked.examples, SLICE))
    ]
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    with ProcessPoolExecutor(asked.jobs) as pool:
        for done, (found, errors) in enumerate(pool.map(_slice, slices), start=1):
            counts += found
            wrong += errors
            print(f"\r{done * SLICE} {dict(counts)} wrong: {len(wrong)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(
        f"{counts.total() + len(wrong)} files: {dict(sorted(counts.items()))}, silently wrong: {len(wrong)}"
    )
    for each in wrong[:MOST_SHOWN]:
        print(each)
    return int(bool(wrong))


def _slice(asked: tuple[int, int]) -> tuple[Counter[str], list[str]]:
    """The verdicts of one slice of the search, and its silent errors as text."""
    number, examples = asked
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:

        @seed(number)
        @settings(
            max_examples=examples, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(tables(), layouts())
        def search(facts: tuple[Fact, ...], layout: Layout) -> None:
            try:
                counts[judge_simply(facts, layout, Path(folder), reference())] += 1
            except SilentlyWrong as found:
                wrong.append(str(found))

        search()
    return counts, wrong


if __name__ == "__main__":
    raise SystemExit(main())
