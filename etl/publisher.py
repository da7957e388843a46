"""How the app asks the publishing child for a change, and gets its answer or its error back."""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import warehouse
from etl import import_errors
from etl.import_errors import ImportRefused, PublishFailed
from warehouse import ReferenceProblem

_log = logging.getLogger(__name__)
_PROJECT = Path(__file__).resolve().parent.parent
# The child has no use for the reading of files that the public api of etl loads: the package is entered without it.
# Nor for NumPy and pandas, which DuckDB and Arrow take a third of a second to load where they are.
_START = (
    "import sys, types; sys.modules |= {'numpy': None, 'pandas': None};"
    "package = types.ModuleType('etl'); package.__path__ = [sys.argv[1] + '/etl'];"
    "sys.modules['etl'] = package; sys.path.insert(0, sys.argv[1]);"
    "from etl.publish import main; sys.exit(main(sys.argv[2]))"
)


def publish(
    folder: Path, action: str, prepare: Callable[[Path], dict[str, Any]] | None = None, **job: Any
) -> dict[str, Any]:
    """Run one job in a child process of its own and return its answer.

    `prepare` may write files into the job's folder first and adds what it returns to the job.

    :raises warehouse.WarehouseError: the same error that the child met.
    :raises ImportRefused: the same refusal that the child gave.
    :raises PublishFailed: the child died; nothing was changed.
    """
    with tempfile.TemporaryDirectory(prefix="handlingsrom-") as name:
        job_folder = Path(name)
        job = {"action": action, "folder": str(folder.absolute()), **job}
        job |= prepare(job_folder) if prepare else {}
        (job_folder / "job.json").write_text(json.dumps(job), "utf-8")
        done = subprocess.run(
            [sys.executable, "-I", "-c", _START, str(_PROJECT), name],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        answer_file = job_folder / "answer.json"
        if done.returncode or not answer_file.exists():
            last_words = done.stderr.decode("utf-8", "replace")[-2000:]
            # Only the places in our code: the message of an error may repeat a cell.
            frames = [line.strip() for line in last_words.splitlines() if line.startswith("  File ")]
            _log.error("publishing ended with status %d at %s", done.returncode, frames[-3:])
            raise PublishFailed(done.returncode, last_words)
        answer: dict[str, Any] = json.loads(answer_file.read_text("utf-8"))
    if "refused" in answer:
        kind: type[ImportRefused] = getattr(import_errors, answer["refused"])
        raise kind(**answer["facts"])
    if "error" in answer:
        raise _error(answer["error"], answer["facts"])
    return answer


def _error(name: str, facts: dict[str, Any]) -> warehouse.WarehouseError:
    """The child's error as the same error here."""
    if name == "ReferenceInvalid":
        return warehouse.ReferenceInvalid([ReferenceProblem(**problem) for problem in facts["problems"]])
    if name == "NoWarehouse":
        return warehouse.NoWarehouse(Path(facts["folder"]))
    kind: type[warehouse.WarehouseError] = getattr(warehouse, name)
    return kind(*facts.values())
