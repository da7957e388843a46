"""Command line: `python -m reports table --by sub_measure --from 2019-01 --to 2021-12 --format json`, and the commands
that make reports: status, deck, workbook, figure, pack; `check` says which figures of an earlier report still hold,
`issued` which reports were issued, `since` what has moved in one of them.

Exit status 0: done; 1: refused (no warehouse, a damaged one, no browser for a picture, no report); 2: wrong usage.
"""

import argparse
import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import warehouse.wording
from language import CODES, WRITTEN, Language, get
from metrics import KEYS, QUALITIES, UNITS, Comparison, Names, Selection, SelectionError, compare, names
from reports import making
from reports.check_file import UnreadableReport
from reports.chrome import PicturesUnavailable
from reports.figures import FIGURES, FigureUnavailable, UnknownFigure
from reports.issued_commands import UnknownIssue, list_issued, list_since
from reports.making import UnknownFormat
from reports.status_form import TemplateDamaged, UnknownMeasure
from reports.table import table_csv, table_document, table_rows
from reports.usage import FILTERS, LISTS, check_ids, report_words, usage_words, with_measure_ids
from warehouse import Reader, WarehouseError, default_folder, open_reader


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    asked = _parser().parse_args(arguments)
    lang = get(asked.lang)
    folder = asked.warehouse or default_folder()
    known: Names | None = None
    try:
        selection = _selection(asked)
        with open_reader(folder) as reader:
            known = names(reader)
            selection = with_measure_ids(reader, selection)
            if asked.command != "status":
                check_ids(selection, known)
            _print(asked.run(reader, folder, asked, selection, lang))
    except SelectionError as error:
        return _refuse(usage_words(error, known, lang), 2)
    except (UnknownFigure, FigureUnavailable, UnknownMeasure, UnknownFormat, UnknownIssue) as error:
        return _refuse(report_words(error, lang), 2)
    except WarehouseError as error:
        return _refuse(warehouse.wording.message(error, lang), 1)
    except (PicturesUnavailable, TemplateDamaged, UnreadableReport, OSError) as error:
        return _refuse(report_words(error, lang), 1)
    return 0


def _table(
    reader: Reader, _folder: Path, asked: argparse.Namespace, chosen: Selection, lang: Language
) -> str:
    by = tuple(key.strip() for key in asked.by.split(","))
    return _answer(compare(reader, chosen, by, with_empty=True), asked.format, lang)


def _making(make: Callable[..., making.Made]) -> Callable[..., str]:
    def run(
        reader: Reader, folder: Path, asked: argparse.Namespace, chosen: Selection, lang: Language
    ) -> str:
        made = make(reader, folder, asked, chosen, lang)
        return (making.as_json(made) if asked.json else making.told(made, lang)) + "\n"

    return run


def _check(
    reader: Reader, folder: Path, asked: argparse.Namespace, _chosen: Selection, lang: Language
) -> str:
    made = making.check(reader, folder, asked, lang)
    return (making.as_json(made) if asked.json else making.told(made, lang)) + "\n"


def _issued(
    reader: Reader, _folder: Path, asked: argparse.Namespace, _chosen: Selection, lang: Language
) -> str:
    return _told(list_issued(reader, asked, lang))


def _since(
    reader: Reader, folder: Path, asked: argparse.Namespace, _chosen: Selection, lang: Language
) -> str:
    return _told(list_since(reader, folder, asked, lang))


def _told(answer: str | making.Made) -> str:
    return (answer if isinstance(answer, str) else making.as_json(answer)) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports")
    commands = parser.add_subparsers(dest="command", required=True)
    table = commands.add_parser("table", help="planned against actual as a table")
    table.add_argument("--by", required=True, help=f"one or more of {', '.join(KEYS)}, separated by commas")
    _add_selection(table)
    table.add_argument("--format", choices=("json", "csv"), default="json")
    table.set_defaults(run=_table)
    _add_making(commands)
    return parser


def _add_making(commands: Any) -> None:
    status = commands.add_parser("status", help="the status form of a measure as Word")
    figure = commands.add_parser(
        "figure", help="one figure as png, svg, pdf, csv, xlsx or parquet, by the file's ending"
    )
    figure.add_argument("name", help=f"one of {', '.join(FIGURES)}")
    figure.add_argument(
        "--option", action="append", default=[], help="an option of the figure, such as method=run_rate"
    )
    many = [commands.add_parser("deck", help="slides"), commands.add_parser("workbook", help="a workbook")]
    pack = commands.add_parser(
        "pack", help="every measure's status form, slides and a workbook, into a folder"
    )
    runs = (making.make_status, making.make_figure, making.make_deck, making.make_workbook, making.make_pack)
    for command, run in zip((status, figure, *many, pack), runs, strict=True):
        _add_selection(command)
        command.add_argument("-o", "--output", type=Path, required=True, help="file, or folder of a pack")
        command.add_argument(
            "--on", type=date.fromisoformat, default=date.today(), help="date stamp (2026-11-25)"
        )
        command.add_argument("--json", action="store_true", help="say what was made for a machine")
        command.set_defaults(run=_making(run))
    for command in (*many, pack):
        command.add_argument("--title", help="heading of the first slide and of the contents sheet")
    for command in many:
        command.add_argument(
            "--figures",
            help=f"some of {', '.join(FIGURES)}; all that fit where it is left out",
        )
    check = commands.add_parser("check", help="which figures of an earlier report still hold")
    check.add_argument("report", type=Path)
    check.add_argument("--json", action="store_true")
    _add_selection(check)
    check.set_defaults(run=_check)
    _add_issued(commands)


def _add_issued(commands: Any) -> None:
    listed = commands.add_parser("issued", help="the reports that were issued, newest first")
    since = commands.add_parser("since", help="what has moved in a report since it was issued")
    since.add_argument("issue_id", help="id of an issued report (R2026-3)")
    for command, run in ((listed, _issued), (since, _since)):
        command.add_argument("--json", action="store_true")
        _add_place(command)
        command.set_defaults(run=run)


def _add_selection(command: argparse.ArgumentParser) -> None:
    command.add_argument("--plan", default="in_force", help="in_force, original or the id of a plan version")
    command.add_argument("--as-of", help="ignore plan versions adopted after this date (2022-04-30)")
    command.add_argument("--from", dest="first", help="first month (2019-01)")
    command.add_argument("--to", dest="last", help="last month (2021-12)")
    command.add_argument("--unit", choices=UNITS, default="hours", help="unit of display")
    for option in FILTERS:
        command.add_argument(f"--{option.replace('_', '-')}", help="ids, separated by commas")
    command.add_argument("--quality", help=f"one or more of {', '.join(QUALITIES)}; compared with no plan")
    _add_place(command)


def _add_place(command: argparse.ArgumentParser) -> None:
    command.add_argument("--warehouse", type=Path, help="folder of the warehouse")
    with_nynorsk = command.prog.rsplit(" ", 1)[-1] in ("status", "pack")
    command.add_argument("--lang", choices=WRITTEN if with_nynorsk else CODES, default="nb")


def _selection(asked: argparse.Namespace) -> Selection:
    query = {name: getattr(asked, name, None) for name in ("first", "last", "plan", "unit", "as_of")}
    query |= {field: getattr(asked, option, None) for option, field in LISTS.items()}
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
