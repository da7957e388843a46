"""Make the sample exports from the invented figures beside this script:
python -m data.sample_source.make_sample

Each file has the layout of a real source: the sample is loaded through the same door as a user's files.
"""

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from data.sample_source import central, files, own, time_sheets

SOURCE = Path(__file__).parent
FOLDER = SOURCE.parent / "sample"
# Beside the folder, so that everything in data/sample is a file that can be loaded.
MANIFEST = FOLDER.parent / "sample_manifest.json"


def read_source(name: str) -> list[dict[str, str]]:
    """The rows of one source table, as text."""
    with (SOURCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exports() -> Iterator[files.Export]:
    """Every sample file."""
    effort, costs = read_source("faktisk_maaned"), read_source("direkte_kostnader_aar")
    plan_versions, plan = read_source("planversjoner"), read_source("plan_maaned")
    units = {row["enhet_id"]: row for row in read_source("enheter")}
    for version in plan_versions:
        yield own.plan(version, plan, costs)
    for year in range(2019, 2023):
        yield own.hours(year, effort)
    for year in (2023, 2024):
        yield time_sheets.time_export(year, effort, units)
    yield central.account_analysis(costs, units)
    yield central.ledger(costs, units, read_source("deltiltak"))
    yield central.backlog(read_source("restanser_snapshot"))
    yield central.instrument_use()


def write(folder: Path) -> dict[str, str]:
    """Write every file into the folder. Returns file name → sha256."""
    digests: dict[str, str] = {}
    for export in exports():
        content = export.to_bytes()
        (folder / export.name).write_bytes(content)
        digests[export.name] = hashlib.sha256(content).hexdigest()
    return digests


if __name__ == "__main__":
    made = write(FOLDER)
    MANIFEST.write_text(json.dumps({"files": made}, indent=1) + "\n", encoding="utf-8")
    print("\n".join(made))
