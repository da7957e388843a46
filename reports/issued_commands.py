"""The commands on issued reports: which there are, and what has moved in one since it was issued."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from math import isnan
from pathlib import Path
from typing import Any

from language import Language
from metrics import Selection
from metrics.frames import records
from metrics.issued import Issued, Mover, issued_reports, since_issue
from metrics.sentences import change_sentences
from warehouse import open_reader

Made = dict[str, Any]


class UnknownIssue(LookupError):
    """No report was issued under this id. `issue_id` is what was asked for, `known` what there is, newest first."""

    def __init__(self, issue_id: str, known: Sequence[str]) -> None:
        super().__init__(issue_id)
        self.issue_id = issue_id
        self.known = tuple(known)


def list_issued(reader: Any, asked: argparse.Namespace, lang: Language) -> str | Made:
    """Return the reports that were issued, newest first: as lines, or for a machine."""
    found = issued_reports(reader)
    if asked.json:
        return {"reports": [_about(one) for one in found]}
    if not found:
        return lang.text("Ingen rapport er utstedt.")
    return "\n".join(issued_words(one, lang) for one in found)


def list_since(reader: Any, folder: Path, asked: argparse.Namespace, lang: Language) -> str | Made:
    """Return what has moved in a report's released figures since it was issued, and the imports that moved it.

    Raises UnknownIssue, SelectionError for a plan version that is gone, and WarehouseError where the version that the
    report rests on cannot be read.
    """
    issued = issue_of(reader, asked.issue_id)
    with open_reader(folder, issued.version) as then:
        found = since_issue(then, reader, issued)
    if asked.json:
        changes = [_plain(row) for row in records(found.rows)]
        return {
            **_about(issued),
            "version_now": reader.version,
            "changes": changes,
            "imports": [asdict(mover) for mover in found.movers],
        }
    lines = [issued_words(issued, lang)]
    if found.rows.empty:
        return "\n".join([*lines, lang.text("Ingen frigitte tall i rapporten er endret siden.")])
    unit = Selection.from_query(issued.selection).unit
    lines += change_sentences(found.rows, unit, lang)
    lines += [f"  {_row_words(row, lang)}" for row in records(found.rows)]
    lines += [mover_words(mover, lang) for mover in found.movers]
    return "\n".join(lines)


def issue_of(reader: Any, issue_id: str) -> Issued:
    """Return one issued report, withdrawn or not.

    Raises UnknownIssue.
    """
    found = {one.issue_id: one for one in issued_reports(reader)}
    if issue_id not in found:
        raise UnknownIssue(issue_id, tuple(found))
    return found[issue_id]


def issued_words(issued: Issued, lang: Language) -> str:
    """Say in a line what a report is called, who issued and reviewed it and when, and whether it was withdrawn."""
    name = f"{issued.issue_id} «{issued.name}»" if issued.name else issued.issue_id
    told = [lang.text("{name}, utstedt {date}", name=name, date=lang.date(issued.issued_at))]
    if issued.issued_by:
        told[0] = lang.text(
            "{name}, utstedt {date} av {who}", name=name, date=lang.date(issued.issued_at), who=issued.issued_by
        )  # fmt: skip
    if issued.reviewed_by and issued.reviewed_on:
        day = lang.date(issued.reviewed_on)
        told.append(lang.text("gjennomgått av {who}, {date}", who=issued.reviewed_by, date=day))
    told.append(lang.text("versjon {version}", version=issued.version))
    if issued.withdrawn_at:
        told.append(
            lang.text(
                "trukket tilbake {date}: {why}", date=lang.date(issued.withdrawn_at), why=issued.withdrawn_why
            )
        )
    return "; ".join(told)


def mover_words(mover: Mover, lang: Language) -> str:
    """Say in a line which import moved figures, and who did what with it, when."""
    values = {
        "id": mover.import_id,
        "file": mover.file_name,
        "who": mover.by or lang.text("ukjent"),
        "date": lang.date(mover.at) if mover.at else lang.text("ukjent"),
    }
    if mover.action == "loaded":
        return lang.text("Import {id} «{file}», lastet inn {date} av {who}", **values)
    return lang.text("Import {id} «{file}», angret {date} av {who}", **values)


def _row_words(row: dict[str, Any], lang: Language) -> str:
    def amount(value: float, signed: bool = False) -> str:
        return lang.text("ikke frigitt") if isnan(value) else lang.number(value, signed=signed)

    name = lang.pick(row["sub_measure_nb"], row["sub_measure_en"])
    return lang.text(
        "{name}, {month}, {side}: {before} → {now} ({change})",
        name=" ".join(part for part in (row["sub_measure"], name) if part),
        month=lang.month(row["month"]),
        side=lang.text("faktisk") if row["side"] == "actual" else lang.text("planlagt"),
        before=amount(row["before"]),
        now=amount(row["now"]),
        change=amount(row["change"], signed=True),
    )


def _about(issued: Issued) -> Made:
    told = asdict(issued)
    return {name: value for name, value in told.items() if name != "content"} | {
        "title": issued.content.get("recipe", {}).get("title"),
        "files": issued.content.get("files", []),
    }


def _plain(row: dict[str, Any]) -> Made:
    return {name: None if isinstance(value, float) and isnan(value) else value for name, value in row.items()}
