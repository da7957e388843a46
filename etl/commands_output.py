"""What the commands print: one JSON document, or lines whose columns stand under each other."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from language import Language


def print_json(document: Any) -> None:
    """Print plain JSON; dataclasses become objects, days ISO dates, decimals numbers."""
    print(json.dumps(plain(document), ensure_ascii=False, indent=1))


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def print_table(rows: Iterable[Sequence[Any]]) -> None:
    """Print rows with every column as wide as its widest cell; numbers stand to the right."""
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        cells = [
            cell.rjust(width) if cell[:1].isdigit() or cell[:1] == "-" else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ]
        print("  ".join(cells).rstrip())


def print_version(version: int, as_json: bool, lang: Language) -> int:
    """Tell which version serves after a change; return the exit code of success."""
    if as_json:
        print_json({"version": version})
    else:
        print(lang.text("Versjon {version} gjelder.", version=version))
    return 0


def _text(cell: Any) -> str:
    if cell is None:
        return "–"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
