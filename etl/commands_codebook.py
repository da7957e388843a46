"""Command line: `python -m etl codes list|export|import|place|unplaced|history` and `bridge`."""

import argparse
import calendar
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from etl.bridge import bridge
from etl.codebook import changes_of, read_table, tables
from etl.codebook_excel import export_xlsx, import_folder, import_xlsx
from etl.commands_output import print_json, print_table, print_version
from etl.load import ensure_warehouse
from etl.placing import place_code, unplaced
from etl.reference import FIRST_DAY, LAST_DAY
from etl.user import current_user
from language import Language
from warehouse import open_reader


def add_parsers(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `codes` and `bridge` to the commands; every part has `run(asked, folder, lang) -> exit status`."""
    codes = commands.add_parser("codes", help="the code tables: measures, units, codes, plan versions …")
    parts = codes.add_subparsers(dest="part", required=True)
    listed = parts.add_parser("list", parents=[shared], help="the rows of a table")
    listed.add_argument("table", choices=[spec.name for spec in tables()])
    listed.set_defaults(run=_list)
    export = parts.add_parser("export", parents=[shared], help="every table as a workbook")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    export.set_defaults(run=_export)
    take_in = parts.add_parser("import", parents=[shared], help="a workbook, or a folder of CSV files")
    take_in.add_argument("file", type=_existing, metavar="FILE_OR_FOLDER")
    take_in.add_argument("--reason", required=True, help="why the tables change")
    take_in.set_defaults(run=_import)
    _add_place(parts, shared)
    parts.add_parser("unplaced", parents=[shared], help="codes that lead nowhere").set_defaults(run=_unplaced)
    history = parts.add_parser("history", parents=[shared], help="who changed what, and why")
    history.add_argument("table", nargs="?", choices=[spec.name for spec in tables()])
    history.set_defaults(run=_history)
    _add_bridge(commands, shared)


def _add_place(parts: Any, shared: argparse.ArgumentParser) -> None:
    place = parts.add_parser("place", parents=[shared], help="let a code lead to sub-measures")
    place.add_argument("code")
    place.add_argument("--kind", required=True, help="analysis, subproject, or the source of the text")
    place.add_argument("--to", type=_shares, required=True, metavar="4.1=0.5,4.2=0.5")
    place.add_argument("--from", dest="first", type=month, default=FIRST_DAY, metavar="2023-01")
    place.add_argument("--through", dest="last", type=month, metavar="2023-12", help="last month")
    place.add_argument("--reason", required=True)
    place.set_defaults(run=_place)


def _add_bridge(commands: Any, shared: argparse.ArgumentParser) -> None:
    carried = commands.add_parser("bridge", parents=[shared], help="old codes carried over to new ones")
    carried.add_argument("kind", nargs="?", choices=("sub_measure", "account"), default="sub_measure")
    carried.add_argument("--measure", choices=("hours", "payroll_nok", "nok"))
    carried.add_argument("--from", dest="first", type=month, metavar="2019-01")
    carried.add_argument("--through", dest="last", type=month, metavar="2022-12")
    carried.set_defaults(run=_bridge)


def month(text: str) -> date:
    """The first day of a month."""
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not a month such as 2024-08: {text}") from error


def _existing(text: str) -> Path:
    if not Path(text).exists():
        raise argparse.ArgumentTypeError(f"no such file: {text}")
    return Path(text)


def _shares(text: str) -> list[tuple[str, Decimal]]:
    """«4.1=0.5,4.2=0.5», or «4.1» alone for all of it."""
    found = []
    for part in text.split(","):
        name, _, share = part.partition("=")
        try:
            found.append((name.strip(), Decimal(share.strip() or "1")))
        except InvalidOperation as error:
            raise argparse.ArgumentTypeError(f"not shares such as 4.1=0.5,4.2=0.5: {text}") from error
    return found


def _list(asked: argparse.Namespace, folder: Path, _lang: Language) -> int:
    ensure_warehouse(folder)
    rows = read_table(folder, asked.table)
    if asked.json:
        print_json({"table": asked.table, "rows": rows})
        return 0
    spec = next(spec for spec in tables() if spec.name == asked.table)
    print_table([[column.name for column in spec.columns], *(list(row.values()) for row in rows)])
    return 0


def _export(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    ensure_warehouse(folder)
    asked.output.write_bytes(export_xlsx(folder, lang=lang))
    return 0


def _import(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    ensure_warehouse(folder)
    if asked.file.is_dir():
        version = import_folder(folder, asked.file, current_user(), asked.reason)
    else:
        version = import_xlsx(folder, asked.file.read_bytes(), current_user(), asked.reason)
    return print_version(version, asked.json, lang)


def _place(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    ensure_warehouse(folder)
    last = LAST_DAY
    if asked.last:
        last = asked.last.replace(day=calendar.monthrange(asked.last.year, asked.last.month)[1])
    version = place_code(
        folder, asked.kind, asked.code, asked.to, asked.first, last, current_user(), asked.reason
    )
    return print_version(version, asked.json, lang)


def _unplaced(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    ensure_warehouse(folder)
    with open_reader(folder) as reader:
        found = unplaced(reader)
    if asked.json:
        print_json({"unplaced": found})
    elif not found:
        print(lang.text("Alt er plassert."))
    else:
        heading = (
            *(lang.text("Slag"), lang.text("Kode"), lang.text("Kilde"), lang.text("Fra"), lang.text("Til")),
            *(lang.text("Timer"), lang.text("Planlagte timer"), lang.text("Kroner")),
        )
        rows = [
            (
                *(each.code_kind, each.source_code, each.source),
                *(f"{each.first:%Y-%m}", f"{each.last:%Y-%m}", each.hours, each.planned_hours, each.nok),
            )
            for each in found
        ]
        print_table([heading, *rows])
    return 0


def _history(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    ensure_warehouse(folder)
    found = changes_of(folder, asked.table)
    if asked.json:
        print_json({"changes": found})
        return 0
    if not found:
        print(lang.text("Kodeverket er ikke endret siden det ble lest inn."))
    for each in found:
        what = lang.text("endret")
        if each.before is None:
            what = lang.text("lagt til")
        elif each.after is None:
            what = lang.text("fjernet")
        who = each.changed_by or "–"
        print(f"{each.version:>4}  {each.changed_at}  {who}  {each.table} {each.key}  {what}  {each.reason}")
    return 0


def _bridge(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    ensure_warehouse(folder)
    with open_reader(folder) as reader:
        found = bridge(reader, asked.kind, asked.measure, asked.first, asked.last)
    if asked.json:
        print_json({"bridge": found})
        return 0
    nowhere = lang.text("ikke ført over")
    heading = (lang.text("Gammel"), lang.text("Ny"), lang.text("Andel"), lang.text("Før"), lang.text("Etter"))
    rows = [(row.old, row.new or nowhere, row.share, row.before, row.after) for row in found.rows]
    total = (lang.text("Sum"), "", "", found.total_before, found.total_after)
    print_table([heading, *rows, total])
    return 0
