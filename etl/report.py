"""What was understood of a file: the values that the command line, the pages and the import log share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from etl.mapping import Mapping as ColumnMapping
from etl.mapping import Sight
from etl.problems import Problem

if TYPE_CHECKING:
    import pyarrow as pa

    from language import Language

Status = Literal["loaded", "unchanged", "refused", "question", "inspected"]
"""`question`: the file can be loaded once its questions (`FileReport.sight.questions`) are answered."""


@dataclass(frozen=True)
class RowCounts:
    """read = loaded + rejected + ignored, always."""

    read: int = 0
    loaded: int = 0
    rejected: int = 0
    ignored: int = 0


@dataclass(frozen=True)
class Control:
    """The file's own total, and what is left of it after loaded, rejected and ignored rows."""

    file_total: Decimal
    difference: Decimal


@dataclass(frozen=True)
class Options:
    """The user's answers to what a file alone does not say.

    `mapping`: how the file is read, in place of what would be found. `choices`: «field|text» → id, for every row with
    that text in that field (field is sub_measure, code, unit, role_group, process or plan_version); an empty id leaves
    the rows «ikke plassert» or without that detail. `cells`: «Sheet!F12» → the text that stands in the cell's place.
    `left_out`: «Sheet!14» → the reason for leaving the row out. `remember`: keep mapping and choices for the source.
    `answers`: a question's code or `etl.mapping_wording.answer_flag` → its answer, as `etl.answers.answered` takes it.
    """

    profile: str | None = None
    accept_rejected: bool = False
    plan_version: str | None = None
    released_through: date | None = None
    mapping: ColumnMapping | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    remember: bool = True
    answers: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "profile": self.profile,
            "accept_rejected": self.accept_rejected,
            "plan_version": self.plan_version,
            "released_through": _iso(self.released_through),
            "mapping": self.mapping.to_json() if self.mapping else None,
            "choices": dict(self.choices),
            "cells": dict(self.cells),
            "left_out": dict(self.left_out),
            "remember": self.remember,
            "answers": dict(self.answers),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Options":
        return cls(
            data.get("profile"),
            bool(data.get("accept_rejected")),
            data.get("plan_version"),
            _date(data.get("released_through")),
            ColumnMapping.from_json(data["mapping"]) if data.get("mapping") else None,
            dict(data.get("choices") or {}),
            dict(data.get("cells") or {}),
            dict(data.get("left_out") or {}),
            bool(data.get("remember", True)),
            dict(data.get("answers") or {}),
        )


@dataclass(frozen=True)
class FileReport:
    """One file. `columns` maps our field to the file's header, `sums` our measure to its exact sum. `sight` is what the
    wizard shows while the file is open: it is never stored."""

    file: str
    sha256: str
    status: Status
    profile: str | None = None
    source: str | None = None
    kind: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    period: tuple[date, date] | None = None
    rows: RowCounts = RowCounts()
    sums: Mapping[str, Decimal] = field(default_factory=dict)
    control: Control | None = None
    problems: tuple[Problem, ...] = ()
    extracted: date | None = None
    released_through: date | None = None
    is_sample: bool = False
    import_id: int | None = None
    totals: tuple[Mapping[str, str], ...] = ()
    """Each total row of the file: {sheet, row, label, file_total, our_total}: its figure, and that of its rows."""
    sight: Sight | None = None

    @property
    def refused(self) -> bool:
        """Whether nothing of the file can be loaded as it stands."""
        return self.status in ("refused", "question")

    def to_json(self, lang: "Language | None" = None, with_sight: bool = False) -> dict[str, Any]:
        """The report as plain JSON values; with a language every problem also carries its sentence."""
        sight = {"sight": self.sight.to_json()} if with_sight and self.sight else {}
        return {
            **sight,
            "file": self.file,
            "sha256": self.sha256,
            "status": self.status,
            "profile": self.profile,
            "source": self.source,
            "kind": self.kind,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "columns": dict(self.columns),
            "period": {"first": _iso(self.period[0]), "last": _iso(self.period[1])} if self.period else None,
            "rows": {
                "read": self.rows.read,
                "loaded": self.rows.loaded,
                "rejected": self.rows.rejected,
                "ignored": self.rows.ignored,
            },
            "sums": {name: _number(value) for name, value in self.sums.items()},
            "control": None
            if self.control is None
            else {
                "file_total": _number(self.control.file_total),
                "difference": _number(self.control.difference),
            },
            "problems": [_problem_json(problem, lang) for problem in self.problems],
            "extracted": _iso(self.extracted),
            "released_through": _iso(self.released_through),
            "is_sample": self.is_sample,
            "import_id": self.import_id,
            "totals": [dict(total) for total in self.totals],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "FileReport":
        period, control = data.get("period"), data.get("control")
        return cls(
            file=data["file"],
            sha256=data["sha256"],
            status=data["status"],
            profile=data.get("profile"),
            source=data.get("source"),
            kind=data.get("kind"),
            sheet=data.get("sheet"),
            header_row=data.get("header_row"),
            columns=dict(data.get("columns") or {}),
            period=(date.fromisoformat(period["first"]), date.fromisoformat(period["last"]))
            if period
            else None,
            rows=RowCounts(**data["rows"]),
            sums={name: _decimal(value) for name, value in (data.get("sums") or {}).items()},
            control=Control(_decimal(control["file_total"]), _decimal(control["difference"]))
            if control
            else None,
            problems=tuple(Problem.from_json(item) for item in data.get("problems") or ()),
            extracted=_date(data.get("extracted")),
            released_through=_date(data.get("released_through")),
            is_sample=bool(data.get("is_sample")),
            import_id=data.get("import_id"),
            totals=tuple(data.get("totals") or ()),
            sight=Sight.from_json(data["sight"]) if data.get("sight") else None,
        )


@dataclass(frozen=True)
class Understanding:
    """A file as checked rows, ready to load.

    `facts` holds one table per fact table of the warehouse with the schema columns but import_id; `rejected`
    has the columns of rejected_row but import_id.
    """

    report: FileReport
    facts: "Mapping[str, pa.Table]"
    rejected: "pa.Table"
    coverage_keys: tuple[str, ...] = ()


def _problem_json(problem: Problem, lang: "Language | None") -> dict[str, Any]:
    data = problem.to_json()
    if lang is not None:
        from etl.wording import message

        data["message"] = message(problem, lang)
    return data


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _number(value: Decimal) -> int | float:
    """JSON has no decimals: repr of a float gives these figures back digit by digit up to 15 digits."""
    return int(value) if value == value.to_integral_value() else float(value)


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value))
