"""An import read again from the same file with what is known today: newest mapping, choices and reference tables."""

import hashlib
from dataclasses import replace
from pathlib import Path

from etl.history import record_of
from etl.import_errors import NotTheSameFile
from etl.load import LoadResult, Upload, load
from etl.memory import remembered
from etl.report import Options
from warehouse import open_reader


def reapply(folder: Path, import_id: int, path: Path, by: str | None = None) -> LoadResult:
    """Read the file of an import again and let the result take its place, in one version.

    No uploaded file is kept, so the user gives it again; it must be the very same bytes.

    :raises UnknownImport: there is no such import.
    :raises NotTheSameFile: the file's sha256 is another than the log's; nothing was changed.
    """
    with open_reader(folder) as reader:
        record = record_of(reader, import_id)
        memory = remembered(reader)
    with path.open("rb") as file:
        given = hashlib.file_digest(file, "sha256").hexdigest()
    if given != record.sha256:
        raise NotTheSameFile(import_id, record.file_name, path.name)
    given_then = record.report.get("options") or {}
    # A corrected cell without a figure was not kept, as it may have been a name: it is asked about again.
    cells = {place: text for place, text in (given_then.get("cells") or {}).items() if text is not None}
    options = replace(
        Options.from_json({**given_then, "cells": cells}),
        mapping=memory.mapping(record.source) or record.mapping,
        choices={**record.choices, **memory.choices.get(record.source, {})},
        remember=False,
    )
    return load([Upload(record.file_name, path)], folder, options, imported_by=by, reapplies=record.import_id)
