"""Words on slides: in the language they are in, and no larger than their place holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches, Length, Pt

from language import Language
from reports.cells import storable_text

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
SIDE, MARGIN = Inches(0.6), Inches(0.3)
INNER = Emu(WIDTH - 2 * SIDE)
TOP, BOTTOM = Inches(1.75), Inches(6.35)
"""Where a chart or a table begins and ends."""
TEXT = "1B2530"
SMALLEST = 8
_TITLE_HEIGHT = Inches(1.0)
_LETTER = 0.55
"""The width of a letter, in parts of its height."""
_LINE = 1.25
"""The height of a line, in parts of its letters' height."""


_BREAKS = re.compile(r"[\r\n\t\v\f]+")


def tag(lang: Language) -> str:
    """Return the tag by which PowerPoint and a screen reader know the language."""
    return lang.pick("nb-NO", "en-GB")


def fitting(words: str, letters: int) -> str:
    """Return words as an office file can store them; beyond `letters` they end in «…»."""
    kept = storable_text(_BREAKS.sub(" ", words).strip())
    return kept if len(kept) <= letters else kept[: letters - 1] + "…"


def size_for(lines: Sequence[str], width: int, height: int, largest: int) -> int:
    """Return the largest size in points with which the lines have room, and never one that nobody can read."""
    for size in range(largest, SMALLEST, -1):
        letters = max(1, int(width / Pt(1) / (_LETTER * size)))
        rows = sum(max(1, ceil(len(line) / letters)) for line in lines)
        if rows * size * _LINE <= height / Pt(1):
            return size
    return SMALLEST


def write_title(slide: Any, words: str, lang: Language, *, largest: int, top: Length) -> None:
    """Write the title of a slide, over at most two lines where letters of a readable size allow it."""
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = SIDE, top, INNER, _TITLE_HEIGHT
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = 0
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    shown = _BREAKS.sub(" ", words).strip()
    size = next((size for size in (largest, largest - 4, largest - 8) if _lines(shown, size) <= 2), None)
    size = size or size_for([shown], INNER, _TITLE_HEIGHT, largest - 8)
    write(frame.paragraphs[0], shown, lang, size, bold=True)


def _lines(words: str, size: int) -> int:
    return ceil(len(words) / (INNER / Pt(1) / (_LETTER * size)))


def add_text(
    slide: Any, lines: Sequence[str], lang: Language, *, top: Length, height: Length, largest: int, apart: int = 0
) -> None:  # fmt: skip
    """Add lines of text over the width of a slide."""
    frame = slide.shapes.add_textbox(SIDE, top, INNER, height).text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = 0
    size = size_for(lines, INNER, height, largest)
    for place, words in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(apart)
        write(paragraph, words, lang, size)


def write(
    paragraph: Any, words: str, lang: Language, size: int, *, bold: bool = False, colour: str = TEXT
) -> None:
    """Write words as text, never as markup, in the language that they are in."""
    run = paragraph.add_run()
    run.text = storable_text(_BREAKS.sub(" ", words))
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(colour)
    # python-pptx knows no bokmål by name.
    run._r.get_or_add_rPr().set("lang", tag(lang))


def add_number(slide: Any, number: int, lang: Language) -> None:
    """Add the number of a slide in its corner; PowerPoint keeps it right when slides are moved."""
    box = slide.shapes.add_textbox(Emu(WIDTH - SIDE - Inches(0.6)), Inches(7.1), Inches(0.6), Inches(0.3))
    paragraph = box.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field, properties, text = (OxmlElement(name) for name in ("a:fld", "a:rPr", "a:t"))
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    properties.set("lang", tag(lang))
    properties.set("sz", "1000")
    text.text = str(number)
    field.extend((properties, text))
    paragraph._p.append(field)
