"""From uploaded files to a new warehouse version, through the reading child and the publishing child."""

import json
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl.identity import hide_national_ids
from etl.progress import Listener, Progress, silent
from etl.publisher import publish
from etl.reference import Reference
from etl.report import FileReport, Options, Understanding
from etl.retention import without_free_text
from etl.understand import read_in_child
from etl.user import current_user
from warehouse import current_version, open_reader, takes_csv

_DATA = Path(__file__).resolve().parent.parent / "data"
REFERENCE_FOLDER = _DATA / "reference"
SAMPLE_FOLDER = _DATA / "sample"
NO_ANSWERS = Options()
MOST_READERS = 4
LONGEST_NAME = 255


@dataclass(frozen=True)
class Upload:
    """A file as the user named it, where its bytes lie, and the answers that are given for it alone."""

    name: str
    path: Path
    options: Options | None = None


def shown_name(name: str) -> str:
    """A file's name as it may be stored and shown: no folders, nothing that steers a terminal, no identity number."""
    last = re.split(r"[/\\]", name.encode("utf-8", "replace").decode("utf-8"))[-1]
    visible = "".join(letter if letter.isprintable() else "?" for letter in last).strip()
    return hide_national_ids(visible[:LONGEST_NAME]) or "?"


@dataclass(frozen=True)
class LoadResult:
    """The version that serves now, the one that served before, and one report per file, in the order given."""

    version: int
    version_before: int
    files: tuple[FileReport, ...]


def ensure_warehouse(folder: Path) -> int:
    """Create the warehouse where there is none, bring one of an earlier release up to date, and take in CSV files that
    were edited since, until the tables are edited in the warehouse itself; return the current version.

    :raises warehouse.ReferenceInvalid: the reference tables have errors; nothing was changed.
    """
    action = "create"
    if current_version(folder) is not None:
        with open_reader(folder) as reader:
            if not takes_csv(reader, REFERENCE_FOLDER):
                return reader.version
        action = "reference"
    published: int = publish(folder, action, reference_folder=str(REFERENCE_FOLDER))["version"]
    return published


def inspect(
    uploads: Sequence[Upload], folder: Path, options: Options = NO_ANSWERS, progress: Listener | None = None
) -> list[FileReport]:
    """Understand the files without loading them: status `inspected`, or `refused` with every problem.

    :raises warehouse.WarehouseError: the reference tables cannot be read.
    """
    ensure_warehouse(folder)
    return [found.report for found in _understand_all(uploads, folder, options, progress or silent)]


def load(
    uploads: Sequence[Upload],
    folder: Path,
    options: Options = NO_ANSWERS,
    progress: Listener | None = None,
    imported_by: str | None = None,
    reapplies: int | None = None,
) -> LoadResult:
    """Load the files: every sound one becomes an import of its own, all in one new version.

    A refused file changes nothing and stops no other. A file whose very figures count already is `unchanged`. With
    `reapplies`, an import's number, the one file takes that import's place (see `etl.reapply`).

    :raises warehouse.WarehouseError: nothing was changed.
    :raises PublishFailed: nothing was changed.
    """
    tell = progress or silent
    before = ensure_warehouse(folder)
    found = _understand_all(uploads, folder, options, tell)
    sound = [number for number, each in enumerate(found) if not each.report.refused]
    reports = [each.report for each in found]
    if not sound:
        return LoadResult(before, before, tuple(reports))
    tell(Progress(None, "publish", len(uploads), len(uploads) + 1))
    answer = publish(
        folder,
        "load",
        lambda job_folder: _job(
            job_folder, [(found[each], uploads[each].options or options) for each in sound]
        ),
        imported_by=imported_by or current_user(),
        reapplies=reapplies,
    )
    for number, outcome in zip(sound, answer["files"], strict=True):
        reports[number] = replace(reports[number], status=outcome["status"], import_id=outcome["import_id"])
    tell(Progress(None, "done", len(uploads) + 1, len(uploads) + 1))
    return LoadResult(answer["version"], before, tuple(reports))


def sample_uploads() -> list[Upload]:
    """The invented exports that a new installation starts with, by name."""
    return [Upload(name, SAMPLE_FOLDER / name) for name in sorted(_sample_hashes())]


def _understand_all(
    uploads: Sequence[Upload], folder: Path, options: Options, tell: Listener
) -> list[Understanding]:
    with open_reader(folder) as reader:
        reference = Reference.read(reader)
    found = []
    uploads = [replace(upload, name=shown_name(upload.name)) for upload in uploads]
    # Each file is read in a process of its own, so a thread per core is enough to keep every core busy.
    with ThreadPoolExecutor(max_workers=min(MOST_READERS, os.cpu_count() or 1)) as readers:
        reading = [
            readers.submit(read_in_child, upload.path, upload.name, reference, upload.options or options)
            for upload in uploads
        ]
        for number, (upload, answer) in enumerate(zip(uploads, reading, strict=True)):
            tell(Progress(upload.name, "read", number, len(uploads) + 1))
            understood = answer.result()
            invented = understood.report.sha256 in _sample_hashes().values()
            found.append(replace(understood, report=replace(understood.report, is_sample=invented)))
    return found


def _job(job_folder: Path, found: Sequence[tuple[Understanding, Options]]) -> dict[str, Any]:
    """Write each upload's facts as Arrow files; return what job.json says of them and of the user's answers."""
    uploads = []
    for number, (understood, options) in enumerate(found):
        each = without_free_text(understood)
        facts = job_folder / str(number)
        facts.mkdir()
        for table, rows in (*each.facts.items(), ("rejected_row", each.rejected)):
            with (
                pa.OSFile(str(facts / f"{table}.arrow"), "wb") as sink,
                pa.ipc.new_file(sink, rows.schema) as out,
            ):
                out.write_table(rows)
        report = {**each.report.to_json(), "options": options.to_json()}
        uploads.append(
            {
                "report": report,
                "coverage_keys": list(each.coverage_keys),
                "mapping": _confirmed(understood, options),
                "choices": dict(options.choices),
                "remember": options.remember,
            }
        )
    return {"uploads": uploads}


def _confirmed(understood: Understanding, options: Options) -> dict[str, Any] | None:
    """The mapping to remember: the whole of what was read, where the user had a say in it."""
    if options.mapping is None and not options.answers:
        return None
    sight = understood.report.sight
    mapping = sight.mapping if sight and sight.mapping else options.mapping
    return mapping.to_json() if mapping else None


@cache
def _sample_hashes() -> dict[str, str]:
    manifest = _DATA / "sample_manifest.json"
    files: dict[str, str] = json.loads(manifest.read_text("utf-8"))["files"] if manifest.exists() else {}
    return files
