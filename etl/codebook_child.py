"""Reading a workbook of reference tables, in a process of its own: it may come from anybody, as exports do."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from etl.import_errors import CodebookUnreadable
from etl.problems import Problem, error

Sheets = dict[str, list[list[str]]]
"""Sheet → rows → cells as text: numbers with a decimal point, dates as 2024-08-26."""
WALL_SECONDS = 20
_PROJECT = Path(__file__).resolve().parent.parent
_START = (
    "import sys, types; package = types.ModuleType('etl'); package.__path__ = [sys.argv[1] + '/etl'];"
    "sys.modules['etl'] = package; sys.path.insert(0, sys.argv[1]);"
    "from etl.codebook_child import main; main(sys.argv[2])"
)


def sheets_in_child(data: bytes) -> Sheets:
    """Every sheet of a workbook.

    :raises CodebookUnreadable: the file cannot be read; `problem` says why.
    """
    with tempfile.TemporaryDirectory(prefix="handlingsrom-") as folder:
        (Path(folder) / "workbook").write_bytes(data)
        failure = _run(folder)
        if failure:
            raise CodebookUnreadable(error(failure))
        answer = json.loads((Path(folder) / "answer.json").read_text("utf-8"))
    if "problem" in answer:
        raise CodebookUnreadable(Problem.from_json(answer["problem"]))
    sheets: Sheets = answer["sheets"]
    return sheets


def _run(folder: str) -> str | None:
    """Run the child; the code of what went wrong, None if it ended well."""
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", _START, str(_PROJECT), folder],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        status = child.wait(WALL_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        return "file_too_slow"
    return "file_stopped_reader" if status else None


def main(folder: str) -> None:
    """The child: read the workbook in `folder` under limits, and leave its cells or its problem in answer.json."""
    from etl.child_main import set_limits

    path = Path(folder) / "workbook"
    set_limits(path)
    from etl.errors import FileRefused
    from etl.guard import examine
    from etl.read import read

    data = path.read_bytes()
    try:
        found = {sheet.name or "": _texts(sheet.rows) for sheet in read(data, examine(data))}
        answer: dict[str, Any] = {"sheets": found}
    except FileRefused as refused:
        answer = {"problem": refused.problems[0].to_json()}
    (Path(folder) / "answer.json").write_text(json.dumps(answer, ensure_ascii=False), "utf-8")


def _texts(rows: Any) -> list[list[str]]:
    return [[as_text(cell) for cell in row] for row in rows]


def as_text(value: Any) -> str:
    """A cell as text; nothing where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()
