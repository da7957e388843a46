"""HTML tables, as many systems write them under an .xls name → sheets."""

import email
import email.policy
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from etl.cell_formats import meaning
from etl.errors import refuse
from etl.guard import MOST_CELLS, MOST_COLUMNS
from etl.sheet import Facts

# One token: a comment, a script or style with its content, a tag, or text. Nothing is looked at twice, so that the
# time stays in proportion to the size whatever the markup.
_TOKEN = re.compile(
    r"<!--(?:(?!-->).)*+(?:-->)?|<(script|style|title)\b[^>]*>(?:(?!</\1).)*+|<(/?)([a-zA-Z][\w:]*)"
    r"""((?:[^'"<>]|"[^"]*"|'[^']*')*+)>|<[!?][^<>]*+>|[^<]++|<""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_NUMBER_FORMAT = re.compile(r"""mso-number-format:\s*(?:'([^']*)'|"([^"]*)"|([^;]+))""", re.IGNORECASE)
_ESCAPED = re.compile(r"\\0*([0-9a-fA-F]{2,4})\s?|\\(.)")
_NAMED_FORMATS = {
    "percent": "0.00%",
    "short time": "hh:mm",
    "medium time": "h:mm AM/PM",
    "long time": "h:mm:ss",
}
_BREAKS = {"br", "p", "div", "li"}
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass
class Table:
    """One table: its caption, rows (not yet equally wide) and facts; cells by (row, column) while it is open."""

    name: str | None = None
    rows: list[list[Any]] = field(default_factory=list)
    facts: Facts = field(default_factory=lambda: Facts(text_errors=True))
    covered: dict[int, int] = field(default_factory=dict)
    """Column → rows that a cell above still covers, the current one included."""
    attributes: dict[str, str] = field(default_factory=dict)
    words: list[str] | None = None
    in_caption: bool = False
    cells: int = 0


def tables(text: str) -> list[Table]:
    """Every table with any text in it, in the order in which they end. A table inside a cell is a table of its own.

    :raises FileRefused: too many cells.
    """
    reader = _Reader()
    for token in _TOKEN.finditer(text):
        closing, name = token.group(2), token.group(3)
        if name:
            reader.tag(name.lower(), token.group(4), bool(closing))
        elif token.group()[0] != "<" or token.group() == "<":
            reader.text(token.group())
    while reader.open:
        reader.tag("table", "", closing=True)
    return [table for table in reader.tables if any(any(row) for row in table.rows)]


def web_archive(data: bytes) -> str:
    """The pages inside a web archive (MHTML), which Excel and SAP save under an .xls name.

    :raises FileRefused: there is none.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        pages = [part.get_content() for part in message.walk() if part.get_content_type() == "text/html"]
    except Exception as failure:  # the library raises whatever a damaged archive provokes
        raise refuse("file_damaged") from failure
    if not pages:
        raise refuse("file_damaged")
    return "\n".join(str(page) for page in pages)


class _Reader:
    """The tables that are open at a place of the markup, the innermost last."""

    def __init__(self) -> None:
        self.open: list[Table] = []
        self.tables: list[Table] = []

    def text(self, text: str) -> None:
        """Text between two tags."""
        if self.open and (words := self.open[-1].words) is not None:
            words.append(re.sub(r"\s+", " ", text))

    def tag(self, name: str, attributes: str, closing: bool) -> None:
        """One tag."""
        if name == "table":
            if not closing:
                self.open.append(Table())
            elif self.open:
                self._end_cell()
                self.tables.append(self.open.pop())
        elif self.open:
            if name in ("td", "th", "tr", "caption"):
                self._end_cell()
                if not closing:
                    self._begin(name, attributes)
            elif name in _BREAKS and not (closing and name == "br"):
                self._break()

    def _begin(self, name: str, attributes: str) -> None:
        table = self.open[-1]
        if name == "caption":
            table.in_caption, table.words = True, []
            return
        table.attributes = _attributes(attributes)
        hidden = bool(_NOT_SHOWN.search(table.attributes.get("style", "")))
        if name == "tr":
            table.rows.append([])
            table.covered = {at: left - 1 for at, left in table.covered.items() if left > 1}
            if hidden:
                table.facts.hidden_rows.append((len(table.rows) - 1, len(table.rows) - 1))
        else:
            if not table.rows:
                table.rows.append([])
            table.words = []

    def _break(self) -> None:
        words = self.open[-1].words
        if words and words[-1] != "\n":
            words.append("\n")

    def _end_cell(self) -> None:
        table = self.open[-1]
        words, table.words = table.words, None
        if words is None:
            return
        text = unescape("".join(words)).replace(" \n", "\n").replace("\n ", "\n").strip()
        if table.in_caption:
            table.in_caption, table.name = False, text or None
            return
        row = table.rows[-1]
        while len(row) in table.covered:
            row.append("")
        wide = _span(table.attributes.get("colspan"), MOST_COLUMNS)
        high = _span(table.attributes.get("rowspan"), 65_534)
        at, top = len(row), len(table.rows) - 1
        row.extend([_value(table, text, top, at), *[""] * (wide - 1)])
        table.cells += wide
        if len(row) > MOST_COLUMNS or table.cells > MOST_CELLS:
            raise refuse("sheet_too_large", columns=len(row), rows=len(table.rows))
        if wide > 1 or high > 1:
            table.facts.merged.append((top, at, top + high - 1, at + wide - 1))
        if high > 1:
            table.covered |= dict.fromkeys(range(at, at + wide), high)


def _value(table: Table, text: str, row: int, column: int) -> Any:
    """A cell's text, or the number that Excel keeps beside it; with its number format where that means something."""
    stored = table.attributes.get("x:num")
    if stored is None:
        return text
    try:
        value = float(stored or text.replace(",", "."))
    except ValueError:
        return text
    if code := _format(table.attributes.get("style", "")):
        table.facts.formats.append((column, row, row, code))
    return value


def _format(style: str) -> str:
    found = _NUMBER_FORMAT.search(style)
    if not found:
        return ""
    raw = next(part for part in found.groups() if part is not None).strip()
    code = _ESCAPED.sub(lambda one: chr(int(one[1], 16)) if one[1] else one[2], raw)
    code = _NAMED_FORMATS.get(code.lower(), code)
    return code if meaning(code) else ""


def _attributes(text: str) -> dict[str, str]:
    found = (one.groups(default="") for one in _ATTRIBUTE.finditer(text))
    return {
        name.lower(): unescape(value[1:-1] if value[:1] in ("'", '"') else value)
        for name, value in found
        if name
    }


def _span(text: str | None, most: int) -> int:
    return (
        max(1, min(int(text), most)) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
    )
