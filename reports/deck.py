"""Slides with native charts, which can be edited in PowerPoint: first what they rest on, then one per figure.

A figure that PowerPoint cannot draw is a picture, or its table where no picture can be made or read.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from language import Language
from reports.deck_charts import add_charts
from reports.deck_pictures import add_picture
from reports.deck_tables import add_table
from reports.deck_text import (
    BOTTOM,
    HEIGHT,
    MARGIN,
    TOP,
    WIDTH,
    add_number,
    add_text,
    fitting,
    tag,
    write_title,
)
from reports.figures import Figure
from reports.native import native
from reports.package import stable
from reports.pictures import small_print
from reports.workbook import Coded

_TITLE_ONLY = 5
_MOST_LINES = 3
"""So many selections have room on the first slide."""


def deck(figures: Sequence[Coded], lang: Language, *, title: str, on: date) -> bytes:
    """Return a .pptx: a first slide with data date and selections, then a slide per figure whose title is its message.

    The same input gives the same bytes.
    """
    slides = Presentation()
    _widen(slides)
    slides.core_properties.author = "Handlingsrom"
    slides.core_properties.title = fitting(title, 255)
    slides.core_properties.language = tag(lang)
    _first_slide(slides, figures, lang, title, on)
    for number, (figure, code) in enumerate(figures, start=2):
        _figure_slide(slides, figure, code, lang, number)
    stream = io.BytesIO()
    slides.save(stream)
    return stable(stream.getvalue(), on)


def _widen(slides: Any) -> None:
    """Make slides wide, and the places of their layouts with them, for the slides that somebody adds."""
    wider = WIDTH / slides.slide_width
    slides.slide_width, slides.slide_height = WIDTH, HEIGHT
    master = slides.slide_master
    for shape in [*master.shapes, *(shape for layout in master.slide_layouts for shape in layout.shapes)]:
        if shape._element.spPr.find(qn("a:xfrm")) is not None:
            shape.left, shape.width = Emu(int(shape.left * wider)), Emu(int(shape.width * wider))


def _first_slide(slides: Any, figures: Sequence[Coded], lang: Language, title: str, on: date) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts[_TITLE_ONLY])
    write_title(slide, title, lang, largest=36, top=Inches(0.9))
    told = Counter(figure.told for figure, _code in figures)
    bases = Counter(figure.chart.basis for figure, _code in figures)
    lines = [
        lang.text("Laget {date} med Handlingsrom.", date=lang.date(on)),
        *(lang.text("Utvalg: {selection}.", selection=words) for words in _most(told)),
        *(lang.text("Datagrunnlag: {basis}", basis=words) for words in _most(bases)),
    ]
    if max(len(told), len(bases)) > _MOST_LINES:
        lines.append(lang.text("Figurer med et annet utvalg eller datagrunnlag sier det selv."))
    add_text(slide, lines, lang, top=Inches(2.3), height=Inches(4.6), largest=16, apart=8)


def _most(told: Counter[str]) -> list[str]:
    """All that figures rest on, or what most of them do where that would fill the slide."""
    return list(told) if len(told) <= _MOST_LINES else [told.most_common(1)[0][0]]


def _figure_slide(slides: Any, figure: Figure, code: str, lang: Language, number: int) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts[_TITLE_ONLY])
    write_title(slide, figure.chart.message, lang, largest=26, top=MARGIN)
    add_text(slide, [_heading(figure)], lang, top=Inches(1.3), height=Inches(0.4), largest=16)
    found = native(figure)
    cut = ""
    if found is not None:
        add_charts(slide, found, figure, TOP, BOTTOM)
    elif not add_picture(slide, figure, TOP, BOTTOM):
        cut = add_table(slide, figure, lang, TOP, BOTTOM)
    below = [line for line in (cut, small_print(figure, code, lang)) if line]
    add_text(slide, below, lang, top=Inches(6.42), height=Inches(0.85), largest=11)
    add_number(slide, number, lang)


def _heading(figure: Figure) -> str:
    """What is drawn, and in which unit."""
    title, unit = figure.chart.title, figure.chart.unit_label
    return f"{title}, {unit}" if unit and unit not in title else title
