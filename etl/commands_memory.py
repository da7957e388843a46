"""Command line: `python -m etl mapping list|show|export|import|delete`: what is remembered of each source's files."""

import argparse
import json
from pathlib import Path
from typing import Any

from etl.commands_output import print_json, print_table, print_version
from etl.import_errors import MemoryInvalid, NotRemembered
from etl.memory import (
    export_memory,
    forget_mapping,
    import_memory,
    remembered,
    saved_choices,
    saved_mappings,
)
from etl.user import current_user
from language import Language


def add_parsers(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `mapping` to the commands; every part has `run(asked, folder, lang) -> exit status`."""
    mapping = commands.add_parser("mapping", help="what is remembered of each source's files")
    parts = mapping.add_subparsers(dest="part", required=True)
    parts.add_parser("list", parents=[shared], help="the sources").set_defaults(run=_list)
    show = parts.add_parser("show", parents=[shared], help="one source, as JSON")
    show.add_argument("source")
    show.set_defaults(run=_show)
    export = parts.add_parser("export", parents=[shared], help="everything, as JSON")
    export.add_argument("-o", "--output", type=Path, metavar="FILE")
    export.set_defaults(run=_export)
    take_in = parts.add_parser("import", parents=[shared], help="what another installation exported")
    take_in.add_argument("file", type=Path, metavar="FILE")
    take_in.set_defaults(run=_import)
    delete = parts.add_parser("delete", parents=[shared], help="forget how a source is read")
    delete.add_argument("source")
    delete.set_defaults(run=_delete)


def _list(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    mappings, choices = saved_mappings(folder), saved_choices(folder)
    if asked.json:
        print_json({"mappings": mappings, "choices": choices})
        return 0
    if not mappings and not choices:
        print(lang.text("Ingenting er husket ennå."))
        return 0
    print_table((each.mapping.source, each.mapping.kind, each.name, each.saved_at) for each in mappings)
    print_table(
        (each.source, each.field, each.text, each.target_id or lang.text("ikke plassert")) for each in choices
    )
    return 0


def _show(asked: argparse.Namespace, folder: Path, _lang: Language) -> int:
    memory = remembered(folder)
    mapping, choices = memory.mapping(asked.source), memory.choices.get(asked.source, {})
    if mapping is None and not choices:
        raise NotRemembered(asked.source)
    print_json({"mapping": mapping and mapping.to_json(), "choices": choices})
    return 0


def _export(asked: argparse.Namespace, folder: Path, _lang: Language) -> int:
    everything = export_memory(folder)
    if asked.output is None:
        print_json(everything)
        return 0
    asked.output.write_text(json.dumps(everything, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


def _import(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    try:
        data = json.loads(asked.file.read_text("utf-8"))
    except ValueError as error:
        raise MemoryInvalid("JSON") from error
    version = import_memory(folder, data, current_user())
    return print_version(version, asked.json, lang)


def _delete(asked: argparse.Namespace, folder: Path, lang: Language) -> int:
    return print_version(forget_mapping(folder, asked.source, current_user()), asked.json, lang)
