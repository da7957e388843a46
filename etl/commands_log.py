"""Command line: `python -m etl diff|reconcile|total|redo|reapply|versions`."""

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from etl.commands_codebook import month
from etl.commands_output import print_json, print_table, print_version
from etl.diff import changes
from etl.history import redo, versions
from etl.load import ensure_warehouse
from etl.reapply import reapply
from etl.reconcile import Reconciliation, enter_total, reconciliation, remove_total, residuals
from etl.user import current_user
from language import Language
from warehouse import open_reader


def add_parsers(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the commands; each has `run(asked, folder, lang) -> exit status`."""
    diff = commands.add_parser("diff", parents=[shared], help="what moved between two versions")
    diff.add_argument("old", type=int)
    diff.add_argument("new", type=int)
    diff.add_argument("--by-month", action="store_true")
    diff.set_defaults(run=_diff)
    check = commands.add_parser("reconcile", parents=[shared], help="an import, or the ledger's totals")
    check.add_argument("import_id", type=int, nargs="?")
    check.set_defaults(run=_reconcile)
    again = commands.add_parser("redo", parents=[shared], help="let an undone import count again")
    again.add_argument("import_id", type=int)
    again.set_defaults(run=_redo)
    anew = commands.add_parser("reapply", parents=[shared], help="read an import again from the same file")
    anew.add_argument("import_id", type=int)
    anew.add_argument("file", type=_file, metavar="FILE")
    anew.set_defaults(run=_reapply)
    commands.add_parser("versions", parents=[shared], help="every version and what made it").set_defaults(
        run=_versions
    )
    _add_total(commands, shared)


def _add_total(commands: Any, shared: argparse.ArgumentParser) -> None:
    total = commands.add_parser("total", help="totals from the ledger, for `reconcile`")
    parts = total.add_subparsers(dest="part", required=True)
    enter = parts.add_parser("enter", parents=[shared], help="keep a total")
    enter.add_argument("source", help="a source, such as unit4: `history --json` names it")
    enter.add_argument("amount", type=_amount)
    enter.add_argument("--from", dest="first", type=month, required=True, metavar="2023-01")
    enter.add_argument("--through", dest="last", type=month, metavar="2023-12", help="last month")
    enter.add_argument("--measure", choices=("hours", "nok"), default="nok")
    enter.add_argument("--unit", metavar="UNIT", help="a unit's id, name or cost centre; without: all")
    enter.add_argument("--note")
    enter.set_defaults(run=_enter)
    remove = parts.add_parser("remove", parents=[shared], help="forget a total")
    remove.add_argument("total_id", type=int)
    remove.set_defaults(run=_remove)


def _file(text: str) -> Path:
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"no such file: {text}")
    return Path(text)


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(f"not an amount such as 1234.50: {text}") from error


def _diff(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    found = changes(folder, asked.old, asked.new, asked.by_month)
    if asked.json:
        print_json({"old": asked.old, "new": asked.new, "changes": found})
    elif not found:
        print(lang.text("Ingen tall er endret."))
    for one in () if asked.json else found:
        where = [one.sub_measure_id or lang.text("ikke plassert")]
        where += [one.plan_version_id] if one.plan_version_id else []
        where += [f"{one.month:%Y-%m}"] if one.month else []
        amounts = f"{_moved(one.before_nok, one.after_nok, lang)} kr"
        if not one.booked:
            amounts = f"{_moved(one.before_hours, one.after_hours, lang)} t, {amounts}"
        print(f"{' '.join(where)}: {amounts}")
    return 0


def _moved(before: Decimal, after: Decimal, lang: Language) -> str:
    return f"{lang.number(before, 2)} → {lang.number(after, 2)}"


def _reconcile(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    """Exit status 1 where something is left over."""
    ensure_warehouse(folder)
    with open_reader(folder) as reader:
        if asked.import_id is not None:
            return _one_import(asked, reconciliation(reader, asked.import_id), lang)
        found = residuals(reader)
    if asked.json:
        print_json({"residuals": found})
    elif not found:
        print(lang.text("Ingen summer fra hovedboken er skrevet inn."))
    else:
        heading = (
            *(lang.text("Kilde"), lang.text("Fra"), lang.text("Til"), lang.text("Enhet")),
            *(lang.text("Hovedbok"), lang.text("Lastet inn"), lang.text("Rest")),
        )
        rows = [
            (
                *(each.source, f"{each.first:%Y-%m}", f"{each.last:%Y-%m}"),
                each.unit_id or (lang.text("alle") if each.is_total else lang.text("uten enhet")),
                *(each.stated, each.loaded, each.residual),
            )
            for each in found
        ]
        print_table([heading, *rows])
    return int(any(each.residual for each in found))


def _one_import(asked: argparse.Namespace, found: Reconciliation, lang: Language) -> int:
    if asked.json:
        print_json({"reconciliation": found})
    else:
        print(
            lang.text(
                "{read} rader lest = {loaded} gyldige + {rejected} avviste + {ignored} utelatte",
                **vars(found.rows),
            )
        )
        for each in found.left_out:
            print(f"  {each.rows:>6}  {each.status}  {each.reason or '–'}")
        for total in found.totals:
            print(
                lang.text(
                    "Filens sum {stated}, vår {found}, rest {difference}",
                    stated=lang.number(total.stated, 2),
                    found=lang.number(total.found, 2),
                    difference=lang.number(total.difference, 2),
                )
            )
    return int(any(total.difference for total in found.totals))


def _redo(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    version = redo(folder, asked.import_id, current_user())
    if asked.json:
        print_json({"version": version, "redone": asked.import_id})
    else:
        print(lang.text("Import {id} gjelder igjen. Versjon {version}.", id=asked.import_id, version=version))
    return 0


def _reapply(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    result = reapply(folder, asked.import_id, asked.file, current_user())
    [report] = result.files
    if asked.json:
        print_json({"version": result.version, "files": [report.to_json(lang)]})
    elif report.status == "loaded":
        print(
            lang.text(
                "Import {id} er lest på nytt som import {new}. Versjon {version}.",
                id=asked.import_id,
                new=report.import_id,
                version=result.version,
            )
        )
    elif report.status == "unchanged":
        print(lang.text("Filen gir de samme tallene som før. Ingenting er endret."))
    else:
        print(lang.text("Filen kan ikke leses slik kodeverket er nå. Ingenting er endret."))
    return int(report.refused)


def _versions(asked: argparse.Namespace, folder: Path, _lang: Language) -> int:
    found = versions(folder)
    if asked.json:
        print_json({"versions": found})
    else:
        print_table((each.number, each.created, each.action, each.by) for each in found)
    return 0


def _enter(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    ensure_warehouse(folder)
    last = asked.last or asked.first
    version = enter_total(
        folder, asked.source, asked.first, last, asked.amount, asked.measure, current_user(),
        asked.unit, asked.note,
    )  # fmt: skip
    return print_version(version, asked.json, lang)


def _remove(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    return print_version(remove_total(folder, asked.total_id, current_user()), asked.json, lang)
