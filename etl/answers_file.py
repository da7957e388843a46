"""The answers file of the command line: what the wizard would ask, as JSON.

Either one set of answers for every file, or `{"files": {"timer_*.xlsx": {…}}}` with one set per name pattern, the first
that fits. A set has the keys of `etl.report.Options`; `mapping` is what `inspect --json` shows as `sight.mapping`.
"""

import json
from collections.abc import Mapping as Dict
from dataclasses import fields, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from etl.effort_units import ANSWERS
from etl.mapping import AMOUNTS, HOUR_UNITS, KEYS, MONEY_UNITS, ColumnUse, Mapping
from etl.report import Options


class AnswersInvalid(Exception):
    """The answers file cannot be used. `problems` are (key path, what was found, what was expected)."""

    def __init__(self, *problems: tuple[str, str, str]) -> None:
        super().__init__("; ".join(path for path, _, _ in problems))
        self.problems = problems


class Answers:
    """Answers by file name."""

    def __init__(self, sets: Dict[str, Options]) -> None:
        self._sets = sets

    def of(self, name: str, given: Options) -> Options:
        """The answers for one file; what the command line's own flags say comes first."""
        found = next((own for pattern, own in self._sets.items() if fnmatchcase(name, pattern)), None)
        if found is None:
            return given
        return replace(
            found,
            profile=given.profile or found.profile,
            accept_rejected=given.accept_rejected or found.accept_rejected,
            plan_version=given.plan_version or found.plan_version,
            released_through=given.released_through or found.released_through,
        )


def read_answers(path: Path) -> Answers:
    """The answers in a file.

    :raises AnswersInvalid: no JSON, an unknown key, or a value that does not fit; all at once.
    """
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as failure:
        raise AnswersInvalid((path.name, "", "JSON")) from failure
    if not isinstance(data, dict):
        raise AnswersInvalid((path.name, type(data).__name__, "{…}"))
    sets = data["files"] if isinstance(data.get("files"), dict) else {"*": data}
    problems: list[tuple[str, str, str]] = []
    found = {pattern: _options(pattern, each, problems) for pattern, each in sets.items()}
    if problems:
        raise AnswersInvalid(*problems)
    return Answers(found)


def _options(where: str, data: Any, problems: list[tuple[str, str, str]]) -> Options:
    known = [part.name for part in fields(Options)]
    if not isinstance(data, dict):
        problems.append((where, type(data).__name__, "{…}"))
        return Options()
    problems += [(f"{where}.{key}", key, ", ".join(known)) for key in data if key not in known]
    for key in ("choices", "cells", "left_out", "answers"):
        own = data.get(key)
        if own is not None and not (isinstance(own, dict) and all(isinstance(v, str) for v in own.values())):
            problems.append((f"{where}.{key}", str(own), '{"…": "…"}'))
    if problems:
        return Options()
    try:
        options = Options.from_json(data)
    except (KeyError, TypeError, ValueError) as failure:
        problems.append((where, str(failure), "Options"))
        return Options()
    if options.mapping:
        problems += [
            (f"{where}.mapping.{path}", value, expected)
            for path, value, expected in mapping_problems(options.mapping)
        ]
    return options


def mapping_problems(mapping: Mapping) -> list[tuple[str, str, str]]:
    """What in a mapping fits nothing that there is: (path, found, expected)."""
    fields_known = (*KEYS, *AMOUNTS, "quantity_unit", "ignore", "percent", "days")
    units = (*HOUR_UNITS, *MONEY_UNITS, *ANSWERS)
    problems = []
    for use in mapping.columns:
        problems += _use_problems(use, fields_known, units)
    if mapping.kind not in (
        None,
        "actual_hours",
        "actual_cost",
        "plan",
        "budget",
        "instrument_hours",
        "backlog",
    ):
        problems.append(("kind", str(mapping.kind), "actual_hours, actual_cost, plan, budget"))
    if mapping.sign not in (1, -1):
        problems.append(("sign", str(mapping.sign), "1, -1"))
    return problems


def _use_problems(
    use: ColumnUse, fields_known: tuple[str, ...], units: tuple[str, ...]
) -> list[tuple[str, str, str]]:
    wrong = []
    if use.unit is not None and use.unit not in units:
        wrong.append((f"columns[{use.key}].unit", use.unit, ", ".join(units)))
    if use.decimal not in (None, "comma", "point"):
        wrong.append((f"columns[{use.key}].decimal", str(use.decimal), "comma, point"))
    if use.day_order not in (None, "dmy", "mdy"):
        wrong.append((f"columns[{use.key}].day_order", str(use.day_order), "dmy, mdy"))
    if not use.field:
        wrong.append((f"columns[{use.key}].field", use.field, ", ".join(fields_known)))
    return wrong
