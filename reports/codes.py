"""Tallpass: the short code on every exported figure, and the record that it opens.

A code is made of what the figure is (figure, options, selection, plan, warehouse version, language, date), so the same
figure has the same code. Its record lies in a file of its own beside the warehouse versions, with the figure's table as
it was: it can be opened and compared as long as the folder is kept, also after the version itself is gone.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from metrics import Selection
from reports.figures import Figure
from warehouse.whole_file import write_whole

PREFIX = "TP"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which are misread."""
_MISREAD = str.maketrans("ILO", "110")
_LENGTH = 10
PATTERN = re.compile(rf"\b{PREFIX}-([{_ALPHABET}]{{5}})-([{_ALPHABET}]{{6}})\b")
"""A code in a text: ten signs that name the figure and one that checks them."""
_TYPED = re.compile(r"[\s\-–—]+")


class UnknownCode(LookupError):
    """No sound record has this code here. `code` is as it was typed; `mistyped` says that its check sign is wrong."""

    def __init__(self, code: str, mistyped: bool) -> None:
        super().__init__(code)
        self.code = code
        self.mistyped = mistyped


@dataclass(frozen=True)
class Record:
    """What a code stands for. query: the selection as in an address. columns, rows: the figure's table as it was.
    options: as in `Figure`; a record from before there were options has none.
    """

    code: str
    figure: str
    query: dict[str, str]
    version: int
    made: str
    lang: str
    title: str
    basis: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    options: dict[str, str] = field(default_factory=dict)

    @property
    def selection(self) -> Selection:
        """The selection that the figure shows."""
        return Selection.from_query(self.query)

    @property
    def table(self) -> pd.DataFrame:
        """The figure's table as it was."""
        return pd.DataFrame([list(row) for row in self.rows], columns=list(self.columns), dtype="object")


def code_of(figure: Figure, lang: str, on: date) -> str:
    """Return the code of a figure: TP-7K3M9-Q2X4CV. The same figure has the same code."""
    what = [figure.name, figure.selection.to_query(), figure.version, lang, on.isoformat()]
    # A figure without options has the code that it had before there were options.
    named = json.dumps([*what, dict(figure.options)] if figure.options else what, sort_keys=True)
    number = int.from_bytes(hashlib.sha256(named.encode()).digest()[:7]) >> 6
    signs = [_ALPHABET[number >> (5 * place) & 31] for place in range(_LENGTH)]
    signs.append(_check_sign(signs))
    text = "".join(signs)
    return f"{PREFIX}-{text[:5]}-{text[5:]}"


def _check_sign(signs: Iterable[str]) -> str:
    # Odd weights differ from sign to sign, so that two signs that changed places are noticed.
    weighed = sum((2 * place + 1) * _ALPHABET.index(sign) for place, sign in enumerate(signs))
    return _ALPHABET[weighed % 31]


def stamp(folder: Path, figure: Figure, lang: str, on: date) -> str:
    """Keep the record of a figure beside the warehouse versions and return its code. Stamping twice changes nothing."""
    code = code_of(figure, lang, on)
    if _is_sound(folder, code):
        return code
    record = Record(
        code=code,
        figure=figure.name,
        query=figure.selection.to_query(),
        version=figure.version,
        made=on.isoformat(),
        lang=lang,
        title=figure.chart.title,
        basis=figure.chart.basis,
        columns=tuple(str(name) for name in figure.chart.table.columns),
        rows=tuple(
            tuple(plain(value) for value in row)
            for row in figure.chart.table.itertuples(index=False, name=None)
        ),
        options=dict(figure.options),
    )
    write_whole(_path(folder, code), json.dumps(asdict(record), ensure_ascii=False).encode())
    return code


def opened(folder: Path, typed: str) -> Record:
    """Return the record of a code, however it was typed: lower case, without hyphens, O for 0.

    Raises UnknownCode, also where the record is damaged.
    """
    code = normalised(typed)
    if code is None:
        raise UnknownCode(typed, mistyped=True)
    try:
        kept = json.loads(_path(folder, code).read_text("utf-8"))
        kept |= {"columns": tuple(kept["columns"]), "rows": tuple(tuple(row) for row in kept["rows"])}
        return Record(**kept)
    except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
        raise UnknownCode(code, mistyped=False) from error


def _is_sound(folder: Path, code: str) -> bool:
    try:
        opened(folder, code)
    except UnknownCode:
        return False
    return True


def normalised(typed: str) -> str | None:
    """Return a typed code as it is written, or None where it cannot be a code."""
    signs = _TYPED.sub("", typed.strip().upper())
    if not signs.startswith(PREFIX):
        return None
    signs = signs[len(PREFIX) :].translate(_MISREAD)
    sound = len(signs) == _LENGTH + 1 and set(signs) <= set(_ALPHABET)
    if not sound or _check_sign(signs[:_LENGTH]) != signs[_LENGTH]:
        return None
    return f"{PREFIX}-{signs[:5]}-{signs[5:]}"


def codes_in(text: str) -> list[str]:
    """Return every code in a text, each once, in order."""
    found = [match.group(0) for match in PATTERN.finditer(text)]
    return [code for code in dict.fromkeys(found) if normalised(code) == code]


def _path(folder: Path, code: str) -> Path:
    return folder / "codes" / f"{code}.json"


def plain(value: Any) -> Any:
    """Return a cell as JSON keeps it: a number, a text, or None where there is none."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.isoformat() if isinstance(value, date) else value
