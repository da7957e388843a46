"""What can be wrong with a file: facts only, never wording and never the content of personal columns.

The sentence that a user reads is made by `etl.wording.message`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Problem:
    """One finding, with its place in the file. `row` is the row number that Excel shows."""

    severity: Severity
    code: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "severity": self.severity,
            "code": self.code,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "facts": dict(self.facts),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Problem":
        return cls(
            data["severity"],
            data["code"],
            data.get("sheet"),
            data.get("row"),
            data.get("column"),
            data.get("value"),
            dict(data.get("facts") or {}),
        )


def error(code: str, **place: Any) -> Problem:
    """A problem that stops the row, or the file where `row` is None."""
    return _problem("error", code, place)


def warning(code: str, **place: Any) -> Problem:
    """A problem that the user should see, but that stops nothing."""
    return _problem("warning", code, place)


def info(code: str, **place: Any) -> Problem:
    """Something that was understood and that the user may want to check."""
    return _problem("info", code, place)


def _problem(severity: Severity, code: str, place: dict[str, Any]) -> Problem:
    known = {key: place.pop(key) for key in ("sheet", "row", "column", "value") if key in place}
    return Problem(severity, code, **known, facts={name: str(fact) for name, fact in place.items()})
