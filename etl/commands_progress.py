"""Command line: `python -m etl progress list|record|remove`: how much of each sub-measure is done."""

import argparse
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from etl.commands_output import print_json, print_table, print_version
from etl.load import ensure_warehouse
from etl.progress_records import record_progress, remove_progress
from etl.user import current_user
from language import Language
from warehouse import open_reader


def add_parsers(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `progress` to the commands; every part has `run(asked, folder, lang) -> exit status`."""
    progress = commands.add_parser("progress", help="how much of each sub-measure is done")
    parts = progress.add_subparsers(dest="part", required=True)
    listed = parts.add_parser("list", parents=[shared], help="what is recorded, newest day first")
    listed.add_argument("sub_measure", nargs="?")
    listed.set_defaults(run=_list)
    record = parts.add_parser("record", parents=[shared], help="per cent complete of a sub-measure on a day")
    record.add_argument("sub_measure")
    record.add_argument("per_cent", type=_percent, metavar="PER_CENT")
    record.add_argument("--on", type=_day, metavar="2024-08-31", help="the day; today where it is not given")
    record.add_argument("--note", default="")
    record.add_argument("--reason", default="", help="why a day that is recorded already is corrected")
    record.add_argument("--allow-decrease", action="store_true", help="progress may go back")
    record.set_defaults(run=_record)
    remove = parts.add_parser("remove", parents=[shared], help="take away what is recorded for a day")
    remove.add_argument("sub_measure")
    remove.add_argument("--on", type=_day, required=True, metavar="2024-08-31")
    remove.add_argument("--reason", required=True)
    remove.set_defaults(run=_remove)


def _list(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    ensure_warehouse(folder)
    with open_reader(folder) as reader:
        rows = reader.rows(
            "select sub_measure_id, recorded, complete_pct, recorded_by, note from progress"
            " where sub_measure_id = coalesce(?, sub_measure_id) order by recorded desc, sub_measure_id",
            (asked.sub_measure,),
        )
    if asked.json:
        print_json(rows)
    elif not rows:
        print(lang.text("Ingen fremdrift er registrert."))
    else:
        print_table(
            (row["sub_measure_id"], lang.date(row["recorded"]), lang.percent(row["complete_pct"]),
             row["recorded_by"], row["note"] or "")
            for row in rows
        )  # fmt: skip
    return 0


def _record(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    ensure_warehouse(folder)
    version = record_progress(
        folder,
        asked.sub_measure,
        asked.on or date.today(),
        asked.per_cent,
        current_user(),
        note=asked.note,
        reason=asked.reason,
        allow_decrease=asked.allow_decrease,
    )
    return print_version(version, asked.json, lang)


def _remove(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    version = remove_progress(folder, asked.sub_measure, asked.on, current_user(), asked.reason)
    return print_version(version, asked.json, lang)


def _percent(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ".").rstrip("% "))
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(f"not a number of per cent: {text}") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not a day such as 2024-08-31: {text}") from error
