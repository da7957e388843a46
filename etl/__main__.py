"""Command line: `python -m etl load|inspect FILE…`, `history`, `undo IMPORT_ID`; the rest is in `etl.commands_*`.

Exit status 0: done; 1: refused input; 2: wrong usage.
"""

import argparse
import io
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

import etl
import etl.wording
import warehouse.wording
from etl import (
    FileReport,
    Options,
    Progress,
    Upload,
    commands_codebook,
    commands_log,
    commands_memory,
    commands_progress,
    mapping_wording,
    refusal_wording,
)  # fmt: skip
from etl.answers_file import AnswersInvalid, read_answers
from etl.import_errors import ImportRefused, PublishFailed
from etl.mapping_wording import answer_flag
from etl.profiles import profiles
from etl.uploads import collect
from language import Language, get
from warehouse import WarehouseError, current_version, default_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    lang = get(asked.lang)
    folder: Path = asked.warehouse or default_folder()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal or a pipe with another encoding must not change «ø»: the answer is UTF-8 everywhere.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        status: int = asked.run(asked, folder, lang)
        sys.stdout.flush()
    except WarehouseError as error:
        return _refuse(warehouse.wording.message(error, lang))
    except ImportRefused as error:
        return _refuse(refusal_wording.message(error, lang))
    except PublishFailed:
        return _refuse(lang.text("Innlastingen stoppet før den var ferdig. Ingenting er endret. Prøv igjen."))
    except _NoFiles:
        print(lang.text("Mappene og zip-filene har ingen filer å lese."), file=sys.stderr)
        return 2
    except AnswersInvalid as error:
        return _refuse("\n".join(_answer_words(error, lang)))
    except BrokenPipeError:  # whoever read the answer has seen enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _refuse(lang.text("Maskinen sier nei: {reason}. Prøv igjen.", reason=error.strerror or ""))
    except KeyboardInterrupt:
        return _refuse(lang.text("Avbrutt. Sjekk importloggen før du prøver igjen."))
    return status


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--warehouse", type=Path, metavar="DIR", help="folder of the warehouse")
    shared.add_argument("--json", action="store_true", help="print one JSON document")
    shared.add_argument("--lang", choices=("nb", "en"), default="nb")
    files = argparse.ArgumentParser(add_help=False, parents=[shared])
    files.add_argument(
        "files",
        nargs="+",
        type=_existing,
        metavar="FILE",
        help="a file, a folder of files, or a zip of files",
    )
    files.add_argument("--profile", choices=sorted(profiles()), help="what kind of export the files are")
    files.add_argument(
        "--plan-version", metavar="ID", help="the plan version that a plan or budget belongs to"
    )
    files.add_argument(
        "--answers", type=_existing, metavar="FILE", help="JSON with what the wizard would ask"
    )
    files.add_argument("--released-through", type=_month, metavar="2024-08", help="last complete month")
    files.add_argument(
        "--accept-rejected", action="store_true", help="load the sound rows of a file that has row errors"
    )
    parser = argparse.ArgumentParser(prog="python -m etl")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("load", parents=[files], help="load files").set_defaults(run=_load)
    commands.add_parser("inspect", parents=[files], help="all but load").set_defaults(run=_inspect)
    commands.add_parser("history", parents=[shared], help="list the imports").set_defaults(run=_history)
    undo = commands.add_parser("undo", parents=[shared], help="take an import back")
    undo.add_argument("import_id", type=int)
    undo.set_defaults(run=_undo)
    for more in (commands_log, commands_memory, commands_codebook, commands_progress):
        more.add_parsers(commands, shared)
    return parser


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"no such file: {text}")
    if not (path.is_file() or path.is_dir()) or not os.access(path, os.R_OK):
        raise argparse.ArgumentTypeError(f"cannot be read: {text}")
    return path


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not a month such as 2024-08: {text}") from error


@contextmanager
def _uploads(asked: argparse.Namespace) -> Iterator[list[Upload]]:
    """The files asked for, each with its answers; zips lie unpacked until the block ends.

    :raises _NoFiles: there is none. :raises AnswersInvalid: of the answers file.
    """
    answers = read_answers(asked.answers) if asked.answers else None
    with tempfile.TemporaryDirectory(prefix="handlingsrom-") as workspace:
        found = collect(asked.files, Path(workspace))
        if not found.uploads:
            raise _NoFiles
        given = _options(asked)
        yield [
            replace(upload, options=answers.of(upload.name, given) if answers else given)
            for upload in found.uploads
        ]


class _NoFiles(Exception):
    """The folders and zips that were named hold no file."""


def _options(asked: argparse.Namespace) -> Options:
    return Options(asked.profile, asked.accept_rejected, asked.plan_version, asked.released_through)


def _load(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    with _uploads(asked) as uploads, _bar(len(uploads) + 1) as bar:
        result = etl.load(uploads, folder, progress=_listener(bar))
    return _answer(asked, result.version, result.files, lang)


def _inspect(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    with _uploads(asked) as uploads, _bar(len(uploads)) as bar:
        reports = etl.inspect(uploads, folder, progress=_listener(bar))
    return _answer(asked, current_version(folder), reports, lang)


def _history(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    records = etl.history(folder)
    if asked.json:
        _print_json({"version": current_version(folder), "imports": [record.to_json() for record in records]})
    elif not records:
        print(lang.text("Ingen importer ennå."))
    for record in () if asked.json else records:
        state = lang.text("gjelder") if record.status == "active" else lang.text("angret")
        rows = lang.plural("{n} rad", "{n} rader", record.rows.loaded)
        print(
            f"{record.import_id:>4}  {record.imported_at}  {state}  {record.profile}  {rows}  {record.file_name}"
        )
    return 0


def _undo(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    version = etl.undo(folder, asked.import_id)
    if asked.json:
        _print_json({"version": version, "undone": asked.import_id})
    else:
        print(
            lang.text(
                "Import {id} er angret. Versjon {version} gjelder.", id=asked.import_id, version=version
            )
        )
    return 0


def _answer(
    asked: argparse.Namespace, version: int | None, reports: Sequence[FileReport], lang: Language
) -> int:
    if asked.json:
        files = [report.to_json(lang, with_sight=asked.command == "inspect") for report in reports]
        _print_json({"version": version, "files": files})
    else:
        for report in reports:
            print("\n".join(_lines(report, lang)))
        if len(reports) > 1:
            print(_summary(reports, lang))
    return int(any(report.refused for report in reports))


def _lines(report: FileReport, lang: Language) -> list[str]:
    """One file for a person: its status, its counts and sums, then every problem."""
    states = {
        "loaded": lang.text("lastet inn"),
        "unchanged": lang.text("uendret: filen er lastet inn før"),
        "refused": lang.text("avvist: ingenting er lastet inn"),
        "question": lang.text("venter på svar: ingenting er lastet inn"),
        "inspected": lang.text("forstått, ikke lastet inn"),
    }
    rows = lang.text(
        "{read} rader lest = {loaded} gyldige + {rejected} avviste + {ignored} utelatte", **vars(report.rows)
    )
    sums = "; ".join(f"{name} {lang.number(value, 2)}" for name, value in report.sums.items())
    lines = [f"{report.file}: {states[report.status]}", f"  {report.profile or '–'}; {rows}; {sums}"]
    lines += [
        f"  [?] {mapping_wording.question(question, lang)} (--answers: {answer_flag(question)})"
        for question in (report.sight.questions if report.sight else ())
    ]
    lines += [f"  [{problem.severity}] {etl.wording.message(problem, lang)}" for problem in report.problems]
    return lines


def _summary(reports: Sequence[FileReport], lang: Language) -> str:
    """One line for many files: how many of each status."""
    counts = Counter(report.status for report in reports)
    loaded, waiting = counts["loaded"] + counts["inspected"], counts["question"]
    return lang.text(
        "{files} filer: {loaded} i orden, {unchanged} uendret, {waiting} venter på svar, {refused} avvist.",
        files=len(reports), loaded=loaded, unchanged=counts["unchanged"], waiting=waiting, refused=counts["refused"],
    )  # fmt: skip


def _answer_words(error: AnswersInvalid, lang: Language) -> list[str]:
    return [
        lang.text(
            "Svarfila: {path} er «{found}». Ventet: {expected}.", path=path, found=found, expected=expected
        )
        for path, found, expected in error.problems
    ]


def _bar(total: int) -> "tqdm[None]":
    return tqdm(total=total, unit="", leave=False, file=sys.stderr, disable=None)


def _listener(bar: "tqdm[None]") -> Any:
    def listen(progress: Progress) -> None:
        bar.set_description_str(progress.file or progress.step)
        bar.n = progress.done
        bar.refresh()

    return listen


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


def _print_json(document: dict[str, Any]) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    raise SystemExit(main())
