"""A scan that runs beside the reader in a process of its own: a large file keeps one core with each."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from typing import NoReturn

from etl.errors import FileRefused, refuse
from etl.guard import DAMAGE
from etl.problems import Problem, error
from etl.sheet import Facts

LARGE_FILE = 1 << 20

Scan = Callable[[bytes], list[Facts]]


def start(scan: Scan, data: bytes) -> Callable[[], list[Facts]]:
    """Start the scan of a file; what is returned waits for its facts.

    :raises FileRefused: here or from the returned function, where the scan refuses the file or ends without an answer.
    """
    if len(data) < LARGE_FILE:
        facts = scan(data)  # before the reader, which a damaged container can make ask for all memory
        return lambda: facts
    answer, to_parent = os.pipe()
    process = os.fork()
    if process == 0:
        _answer(scan, data, to_parent)
    os.close(to_parent)

    def finish() -> list[Facts]:
        with os.fdopen(answer, "rb") as stream:
            found = stream.read()
        if os.waitpid(process, 0)[1] or not found:
            raise refuse("file_stopped_reader")
        said = json.loads(found)
        if "refused" in said:
            raise FileRefused(*map(Problem.from_json, said["refused"]))
        return [Facts(**one) for one in said["facts"]]

    return finish


def _answer(scan: Scan, data: bytes, to_parent: int) -> NoReturn:
    """The other process: write the facts as JSON and end, whatever happens."""
    status = 1
    try:
        try:
            said = {"facts": [asdict(one) for one in scan(data)]}
        except DAMAGE:
            said = {"refused": [error("file_damaged").to_json()]}
        except FileRefused as refused:
            said = {"refused": [problem.to_json() for problem in refused.problems]}
        with os.fdopen(to_parent, "wb") as stream:
            stream.write(json.dumps(said).encode())
        status = 0
    finally:
        os._exit(status)
