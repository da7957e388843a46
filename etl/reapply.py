"""An import read again from the same file with what is known today: newest mapping, choices and reference tables."""

from pathlib import Path

from etl.load import LoadResult


def reapply(folder: Path, import_id: int, path: Path, by: str | None = None) -> LoadResult:
    """Read the file of an import again and let the result take its place, in one version.

    No uploaded file is kept, so the user gives it again; it must be the very same bytes.

    :raises UnknownImport: there is no such import.
    :raises NotTheSameFile: the file's sha256 is another than the log's; nothing was changed.
    """
    raise NotImplementedError
