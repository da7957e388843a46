"""XML read event by event: for spreadsheets that are one large document, without a tree of it in memory."""

from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from etl.errors import refuse

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
Handler = Callable[[str, Mapping[str, str]], None]


def read_events(
    markup: bytes, start: Handler, end: Callable[[str], None], text: Callable[[str], None]
) -> None:
    """Call the handlers for every element of a document; names are «namespace local», as expat gives them.

    :raises FileRefused: it declares a document type, or is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(markup, True)
    except (expat.ExpatError, ValueError, RecursionError) as failure:
        raise refuse("file_damaged") from failure


def _refuse(*_: Any) -> None:
    raise refuse("file_damaged")
