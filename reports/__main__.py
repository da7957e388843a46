"""Command line: `python -m reports table --by sub_measure --from 2019-01 --to 2021-12 --format json`.

Exit status 0: done; 1: refused (no warehouse, a damaged one); 2: wrong usage.
"""

import argparse
import io
import json
import sys
from pathlib import Path

import warehouse.wording
from language import Language, get
from metrics import KEYS, QUALITIES, UNITS, Comparison, Names, Selection, SelectionError, compare, names
from reports.table import table_csv, table_document, table_rows
from reports.usage import FILTERS, LISTS, check_ids, usage_words
from warehouse import WarehouseError, default_folder, open_reader


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    asked = _parser().parse_args(arguments)
    lang = get(asked.lang)
    by = tuple(key.strip() for key in asked.by.split(","))
    known: Names | None = None
    try:
        selection = _selection(asked)
        with open_reader(asked.warehouse or default_folder()) as reader:
            known = names(reader)
            check_ids(selection, known)
            comparison = compare(reader, selection, by, with_empty=True)
    except SelectionError as error:
        return _refuse(usage_words(error, known, lang), 2)
    except WarehouseError as error:
        return _refuse(warehouse.wording.message(error, lang), 1)
    _print(_answer(comparison, asked.format, lang))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports")
    commands = parser.add_subparsers(dest="command", required=True)
    table = commands.add_parser("table", help="planned against actual as a table")
    table.add_argument("--by", required=True, help=f"one or more of {', '.join(KEYS)}, separated by commas")
    table.add_argument("--plan", default="in_force", help="in_force, original or the id of a plan version")
    table.add_argument("--as-of", help="ignore plan versions adopted after this date (2022-04-30)")
    table.add_argument("--from", dest="first", help="first month (2019-01)")
    table.add_argument("--to", dest="last", help="last month (2021-12)")
    table.add_argument("--unit", choices=UNITS, default="hours", help="unit of display")
    for option in FILTERS:
        table.add_argument(f"--{option.replace('_', '-')}", help="ids, separated by commas")
    table.add_argument("--quality", help=f"one or more of {', '.join(QUALITIES)}; compared with no plan")
    table.add_argument("--warehouse", type=Path, help="folder of the warehouse")
    table.add_argument("--format", choices=("json", "csv"), default="json")
    table.add_argument("--lang", choices=("nb", "en"), default="nb")
    return parser


def _selection(asked: argparse.Namespace) -> Selection:
    query = {name: getattr(asked, name) for name in ("first", "last", "plan", "unit", "as_of")}
    query |= {field: getattr(asked, option) for option, field in LISTS.items()}
    for field, given in query.items():
        if given is not None:
            query[field] = ",".join(part.strip() for part in given.split(",") if part.strip())
            if not query[field]:
                raise SelectionError(field, given)
    return Selection.from_query(query)


def _answer(comparison: Comparison, form: str, lang: Language) -> str:
    if form == "csv":
        return table_csv(table_rows(comparison, lang), comparison.by)
    return json.dumps(table_document(comparison, lang), ensure_ascii=False, indent=1) + "\n"


def _refuse(words: str, status: int) -> int:
    print(words, file=sys.stderr)
    return status


def _print(text: str) -> None:
    # A terminal or a pipe with another encoding must not change «ø»: the answer is UTF-8 everywhere.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    raise SystemExit(main())
