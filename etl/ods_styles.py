"""The styles of an OpenDocument spreadsheet, as number formats in Excel's words."""

from collections.abc import Mapping

from etl.cell_formats import meaning
from etl.xml_events import OFFICE, TABLE

_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_NUMBER = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
_KINDS = tuple(f"{_NUMBER} {kind}-style" for kind in ("number", "currency", "percentage", "date", "time"))
_DATE_PARTS = {
    f"{_NUMBER} year": "yyyy",
    f"{_NUMBER} month": "mm",
    f"{_NUMBER} day": "dd",
    f"{_NUMBER} minutes": "mm",
    f"{_NUMBER} seconds": "ss",
}
_WORDS = (f"{_NUMBER} text", f"{_NUMBER} currency-symbol")


class Styles:
    """Gathered from styles.xml and the head of content.xml, as handlers of XML events."""

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self._codes: dict[str, str] = {}
        self._cells: dict[str, tuple[str, str]] = {}
        self._name = self._code = self._words = ""
        self._in_words = False
        self._known: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        if name == f"{_STYLE} style":
            self._name = attributes.get(f"{_STYLE} name", "")
            data, parent = (attributes.get(f"{_STYLE} {key}-style-name", "") for key in ("data", "parent"))
            self._cells[self._name] = (data, parent)
        elif name == f"{_STYLE} table-properties":
            if attributes.get(f"{TABLE} display") == "false":
                self.hidden_tables.add(self._name)
        elif name in _KINDS:
            self._name, self._code = attributes.get(f"{_STYLE} name", ""), ""
        elif name in _WORDS:
            self._words, self._in_words = "", True
        elif name == f"{_NUMBER} hours":
            whole = attributes.get(f"{_NUMBER} truncate-on-overflow") == "false"
            self._code += "[h]" if whole else "h"
        elif name == f"{_NUMBER} number":
            self._code += _digits(attributes)
        else:
            self._code += _DATE_PARTS.get(name, "")

    def text(self, text: str) -> None:
        """Characters."""
        if self._in_words:
            self._words += text

    def end(self, name: str) -> None:
        """A tag closes."""
        if name in _WORDS:
            self._in_words = False
            self._code += "%" if self._words.strip() == "%" else '"' + self._words.replace('"', "") + '"'
        elif name in _KINDS:
            self._codes[self._name] = self._code

    def format_of(self, style: str, cell: Mapping[str, str]) -> str:
        """The number format of a cell if it means something, else an empty text."""
        code = self._known.get(style)
        if code is None:
            code = self._known[style] = self._meaningful(style)
        kind = cell.get(f"{OFFICE} value-type")
        if code or kind not in ("percentage", "currency", "time"):
            return code
        currency = cell.get(f"{OFFICE} currency", "").replace('"', "")
        return {"percentage": "0%", "time": "[h]:mm:ss", "currency": f'0 "{currency}"' if currency else ""}[
            kind
        ]

    def _meaningful(self, style: str) -> str:
        for _ in range(10):
            data, parent = self._cells.get(style, ("", ""))
            if data:
                code = self._codes.get(data, "")
                return code if meaning(code) else ""
            style = parent
        return ""


def _digits(attributes: Mapping[str, str]) -> str:
    least = attributes.get(f"{_NUMBER} min-integer-digits", "1")
    whole = "0" * min(int(least), 30) if least.isdecimal() and len(least) < 4 else "0"
    decimals = attributes.get(f"{_NUMBER} decimal-places", "0")
    if attributes.get(f"{_NUMBER} grouping") == "true":
        whole = "#,##0"
    factor = "," if attributes.get(f"{_NUMBER} display-factor", "1") not in ("1", "1.0") else ""
    return whole + (".0" if decimals != "0" else "") + factor
