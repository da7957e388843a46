"""How long the reports take: python -m benchmarks.report_benchmark

The full pack of the sample, as `python -m reports pack` writes it: the status form of every measure with its pictures,
one deck and one workbook of every figure. Then ten pictures, the first apart, since the browser starts with it. Each
repetition runs in a fresh process; its libraries are imported, and nothing else is.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

import pptx

import language
from benchmarks.page_benchmark import with_sample
from benchmarks.table import machine, markdown
from metrics import Selection
from reports import chrome
from reports.__main__ import main as reports
from reports.codes import code_of
from reports.figures import figure
from reports.pictures import picture
from warehouse import open_reader

DAY = date(2026, 11, 25)
PERIOD = Selection(first=date(2019, 1, 1), last=date(2021, 12, 1))
PICTURES = 10
AIMS_S = {"pack": 15.0, "first": None, "ten": 5.0}


def measured(folder: Path, out: Path) -> dict[str, float]:
    """Make the pack, then pictures. Returns the seconds of each part."""
    start = time.perf_counter()
    period = ["--from", f"{PERIOD.first:%Y-%m}", "--to", f"{PERIOD.last:%Y-%m}", "--on", DAY.isoformat()]
    if reports(["pack", *period, "--warehouse", str(folder), "--output", str(out)]):
        raise RuntimeError("no pack was made")
    found = {"pack": time.perf_counter() - start}
    chrome.close()
    lang = language.get("nb")
    with open_reader(folder) as reader:
        drawn = [figure(reader, name, PERIOD, lang, on=DAY) for name in ("systems", "months")]
        for part, count in (("first", 1), ("ten", PICTURES)):
            start = time.perf_counter()
            for number in range(count):
                one = drawn[number % len(drawn)]
                picture(one, code_of(one, "nb", DAY), "png", lang)
            found[part] = time.perf_counter() - start
    return found


def _in_a_fresh_process(folder: Path, out: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.report_benchmark", "--once", str(folder), str(out)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(answer.splitlines()[-1]))


def main(times: int) -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "warehouse", Path(name) / "pack"
        with_sample(folder)
        runs = [_in_a_fresh_process(folder, out) for _ in range(times)]
        forms = len(list(out.glob("*.docx")))
        slides = len(pptx.Presentation(str(next(out.glob("*.pptx")))).slides)
    called = {
        "pack": f"Full pack: {forms} status forms, one deck and one workbook of {slides - 1} figures",
        "first": "First picture, with the start of the browser",
        "ten": f"{PICTURES} pictures after it",
    }
    rows = []
    for part, words in called.items():
        seconds, aim = median(run[part] for run in runs), AIMS_S[part]
        rows.append([words, f"{seconds:.1f} s", "–" if aim is None else f"{aim:.0f} s"])
    print(f"Medians of {times} runs on the sample. {machine()}\n")
    print(markdown(["Reports", "Time", "Aim"], rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--once", type=Path, nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.once:
        print(json.dumps(measured(*asked.once)))
    else:
        main(asked.times)
