"""A dropped file: its bytes, the answers to it, what was understood, and the verdict that follows from that."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import etl
from etl.bundle import read_member

Step = Literal["configure", "preview", "fix", "load"]
STEPS: tuple[Step, ...] = ("configure", "preview", "fix", "load")
Verdict = Literal["ready", "warned", "question", "errors", "refused", "unchanged"]


@dataclass(frozen=True)
class Dropped:
    """One file. `member` names it in the archive that `packed` then is; `edition` counts the mended copies dropped in
    its place."""

    id: str
    name: str
    packed: bytes
    member: str | None = None
    edition: int = 0

    def content(self) -> bytes:
        """The bytes of the file itself."""
        return self.packed if self.member is None else read_member(self.packed, self.member)


@dataclass(frozen=True)
class Entry:
    """A file with the answers given to it and what was understood with them. `unchanged`: it counts already."""

    file: Dropped
    options: etl.Options
    report: etl.FileReport
    unchanged: bool

    @property
    def verdict(self) -> Verdict:
        """Where the file stands, judged by itself."""
        if self.unchanged:
            return "unchanged"
        if self.report.status == "question":
            return "question"
        if self.report.refused:
            return "errors" if only_rows_are_wrong(self.report) else "refused"
        warned = any(problem.severity == "warning" for problem in self.report.problems)
        return "warned" if warned else "ready"

    @property
    def loadable(self) -> bool:
        """Whether the file would change figures if it were loaded as it stands."""
        return self.verdict in ("ready", "warned")


def only_rows_are_wrong(report: etl.FileReport) -> bool:
    """Whether the layout was understood and only rows are wrong, so that the others could be loaded."""
    errors = (problem for problem in report.problems if problem.severity == "error")
    wrong = [problem for problem in errors if problem.code != "more_problems"]
    return report.rows.rejected > 0 and all(problem.row is not None for problem in wrong)


@contextmanager
def on_disk(files: Sequence[tuple[Dropped, etl.Options]]) -> Iterator[list[etl.Upload]]:
    """Lay the bytes in a folder of their own while they are read; the names on disk are ours."""
    with tempfile.TemporaryDirectory(prefix="handlingsrom-") as folder:
        uploads = []
        for number, (file, options) in enumerate(files):
            path = Path(folder) / f"upload-{number}"
            path.write_bytes(file.content())
            uploads.append(etl.Upload(file.name, path, options))
        yield uploads
