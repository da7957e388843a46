"""What the session keeps of the files on Last opp: their bytes, the answers to each, what was understood, where one is.

The only owner of that state: the drop zone, the list and every step of the wizard ask and tell it here. A file stays
until it is loaded or taken away, also while the reader looks at another page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import streamlit as st

import etl
from etl.bundle import bundle, is_system_file
from etl.mapping import ColumnUse, FoundColumn, Question
from ui import wizard_answers
from ui.start import show_progress
from ui.view import View
from ui.wizard_answers import Drafts
from ui.wizard_files import Dropped, Entry, Step, Verdict, on_disk

NO_ANSWERS = etl.Options()
_WIZARD = "wizard"


@dataclass
class _Kept:
    """The session's own copy. `files` in the order dropped; `known` names every upload ever taken in, so that one that
    was taken away does not come back with the next click."""

    files: dict[str, Dropped] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    passed_over: list[str] = field(default_factory=list)
    answers: dict[str, etl.Options] = field(default_factory=dict)
    drafts: dict[str, Drafts] = field(default_factory=dict)
    seen: dict[str, tuple[str, etl.FileReport, bool]] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    opened: str | None = None
    round: int = 0
    turn: int = 0
    shown_turn: int = 0


def _kept() -> _Kept:
    kept: _Kept = st.session_state.setdefault(_WIZARD, _Kept())
    return kept


def take_in(uploads: Sequence[Any]) -> None:
    """Keep what newly lies in the drop zone; an archive becomes its files."""
    kept = _kept()
    for upload in uploads:
        if upload.file_id in kept.known:
            continue
        kept.known.add(upload.file_id)
        data = upload.getvalue()
        found = bundle(data)
        if found is not None:
            kept.passed_over += found.passed_over
            for number, name in enumerate(found.names):
                one = Dropped(f"{upload.file_id}-{number}", name, data, member=name)
                kept.files[one.id] = one
        elif is_system_file(upload.name):
            kept.passed_over.append(upload.name)
        else:
            kept.files[upload.file_id] = Dropped(upload.file_id, upload.name, data)


def drop_zone_round() -> int:
    """The number of the drop zone: a new one is empty."""
    return _kept().round


def passed_over() -> tuple[str, ...]:
    """The names of dropped files that no one means to load: locks of Excel, marks of the operating system."""
    return tuple(_kept().passed_over)


def take_away(ids: Sequence[str]) -> None:
    """Forget files and every answer to them. The drop zone is emptied, so that the same file can be dropped again."""
    kept = _kept()
    kept.round += 1
    for one in ids:
        for part in (kept.files, kept.answers, kept.drafts, kept.seen, kept.steps):
            part.pop(one, None)
        if kept.opened == one:
            kept.opened = None
    if not kept.files:
        kept.passed_over.clear()


def mend(file_id: str, upload: Any) -> bool:
    """Take a mended copy in the file's place, once; return whether it was taken. Answers about its columns and codes
    stay; corrections of cells and rows go, since the mended copy has its own."""
    kept = _kept()
    if upload.file_id in kept.known:
        return False
    kept.known.add(upload.file_id)
    old = kept.files[file_id]
    kept.files[file_id] = Dropped(file_id, upload.name, upload.getvalue(), edition=old.edition + 1)
    change(file_id, cells={}, left_out={}, accept_rejected=False)
    return True


def answers(file_id: str) -> etl.Options:
    """The answers given to a file so far."""
    return _kept().answers.get(file_id, NO_ANSWERS)


def change(file_id: str, **fields: Any) -> None:
    """Give other answers; for callbacks, which run before the page is drawn."""
    _kept().answers[file_id] = replace(answers(file_id), **fields)


def drafts(file_id: str) -> Drafts:
    """The answers that wait for the other questions of the file."""
    return _kept().drafts.get(file_id, {})


def answer(entry: Entry, asked: Question, choice: str) -> None:
    """Answer a question; an answer that could silence another question waits until that one is answered, too."""
    kept, file_id = _kept(), entry.file.id
    if wizard_answers.given_alone(asked):
        kept.answers[file_id] = wizard_answers.alone(answers(file_id), asked, choice)
        return
    kept.drafts[file_id] = {**drafts(file_id), wizard_answers.asked_as(asked): (asked, choice)}
    _settle(file_id, entry.report)


def _settle(file_id: str, report: etl.FileReport) -> bool:
    """Use the answers that need not wait any longer; return whether there were any."""
    before = answers(file_id)
    if report.sight is None:
        return False
    given, _kept().drafts[file_id] = wizard_answers.settled(before, report.sight, drafts(file_id))
    _kept().answers[file_id] = given
    return given != before


def change_column(entry: Entry, column: FoundColumn, use: ColumnUse) -> None:
    """Read a column otherwise."""
    if entry.report.sight:
        given = wizard_answers.changed_column(answers(entry.file.id), entry.report.sight, column, use)
        _kept().answers[entry.file.id] = given


def change_file(entry: Entry, **fields: Any) -> None:
    """Change what holds for the whole file: its kind, sign, year, constants."""
    if entry.report.sight:
        given = wizard_answers.changed_file(answers(entry.file.id), entry.report.sight, **fields)
        _kept().answers[entry.file.id] = given


def change_table(entry: Entry, **fields: Any) -> None:
    """Read another sheet or another header row."""
    _kept().answers[entry.file.id] = wizard_answers.changed_table(answers(entry.file.id), **fields)
    _kept().drafts.pop(entry.file.id, None)


def change_across(entry: Entry, **fields: Any) -> None:
    """Read the columns that stand side by side otherwise."""
    if entry.report.sight:
        given = wizard_answers.changed_across(answers(entry.file.id), entry.report.sight, **fields)
        _kept().answers[entry.file.id] = given


def change_mapping(entry: Entry, **fields: Any) -> None:
    """Change what belongs to the columns as they are shown: the source that they come from, the kind of their codes."""
    if entry.report.sight:
        mapping = wizard_answers.start(answers(entry.file.id), entry.report.sight, of_file=False)
        change(entry.file.id, mapping=replace(mapping, **fields))


def take_back(file_id: str, part: Literal["cells", "choices", "left_out"], key: str) -> None:
    """Take one correction, choice or left out row back."""
    given: dict[str, str] = dict(getattr(answers(file_id), part))
    given.pop(key, None)
    change(file_id, **{part: given})


def start_over(file_id: str) -> None:
    """Forget every answer to a file."""
    kept = _kept()
    kept.answers.pop(file_id, None)
    kept.drafts.pop(file_id, None)
    go(file_id, "configure")


def opened(entries: Sequence[Entry]) -> Entry | None:
    """The file that is open in the wizard: a single one always is."""
    kept = _kept()
    if len(entries) == 1:
        return entries[0]
    return next((one for one in entries if one.file.id == kept.opened), None)


def open_file(file_id: str | None) -> None:
    """Open a file in the wizard, or close it."""
    kept = _kept()
    kept.opened = file_id
    kept.turn += 1


def step(entry: Entry) -> Step:
    """The step at which a file stands: at first the one that has something to do, then the one that was gone to."""
    first: dict[Verdict, Step] = {"question": "configure", "errors": "fix", "refused": "configure"}
    return _kept().steps.setdefault(entry.file.id, first.get(entry.verdict, "preview"))


def go(file_id: str, to: Step) -> None:
    """Go to a step."""
    kept = _kept()
    kept.steps[file_id] = to
    kept.turn += 1


def just_moved() -> int | None:
    """The number of the move to another file or step, once; None where nothing else was opened since."""
    kept = _kept()
    if kept.turn == kept.shown_turn:
        return None
    kept.shown_turn = kept.turn
    return kept.turn


def entries(view: View) -> list[Entry]:
    """Every kept file as it is understood now; only what is new or answered otherwise is read.

    :raises warehouse.WarehouseError: the reference tables cannot be read.
    """
    kept = _kept()
    unread = _unread(view)
    while unread:
        _read(unread, view)
        # Answers that waited for those just used are used in turn: each round leaves fewer of them.
        again = [one for one in unread if drafts(one.id) and _settle(one.id, kept.seen[one.id][1])]
        unread = [one for one in _unread(view) if one in again]
    return [Entry(one, answers(one.id), *kept.seen[one.id][1:]) for one in kept.files.values()]


def _unread(view: View) -> list[Dropped]:
    kept = _kept()
    return [one for one in kept.files.values() if kept.seen.get(one.id, ("",))[0] != _key(one, view)]


def _read(files: Sequence[Dropped], view: View) -> None:
    kept = _kept()
    bar = st.progress(0.0, view.lang.text("Leser …"))
    with on_disk([(one, answers(one.id)) for one in files]) as uploads:
        reports = etl.inspect(uploads, view.folder, progress=show_progress(bar, view.lang))
    bar.empty()
    counting = _counting(view)
    for one, report in zip(files, reports, strict=True):
        unchanged = (report.sha256, json.dumps(answers(one.id).to_json())) in counting
        kept.seen[one.id] = (_key(one, view), report, unchanged)


def _key(file: Dropped, view: View) -> str:
    """Everything that what is understood of a file depends on."""
    return json.dumps([file.edition, answers(file.id).to_json(), view.reader.version], sort_keys=True)


def _counting(view: View) -> set[tuple[str, str]]:
    """The hash and the answers of every import that counts."""
    return {
        (record.sha256, json.dumps(record.report.get("options")))
        for record in etl.history(view.folder)
        if record.status == "active"
    }
