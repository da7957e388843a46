"""A draft says on every page of Word and on every slide that it is not issued."""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches
from pptx.util import Pt as SlidePt

from language import Language


def as_draft(name: str, data: bytes, lang: Language) -> tuple[str, bytes]:
    """Return name and data of a draft's file, which say in the report's language that it is not issued.

    A workbook has the word in its title alone: openpyxl would lose parts of its charts.
    """
    called, words = lang.text("utkast"), lang.text("UTKAST – ikke utstedt")
    mark = {"docx": _document, "pptx": _slides}.get(name.rpartition(".")[2])
    return f"{called}-{name}", mark(data, words) if mark else data


def _document(data: bytes, words: str) -> bytes:
    document = docx.Document(io.BytesIO(data))
    for section in document.sections:
        section.header.is_linked_to_previous = False
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(words)
        run.bold, run.font.size = True, Pt(11)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _slides(data: bytes, words: str) -> bytes:
    slides = Presentation(io.BytesIO(data))
    for slide in slides.slides:
        box = slide.shapes.add_textbox(
            slides.slide_width - Inches(3.4), Inches(0.05), Inches(3.2), Inches(0.35)
        )
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        run = paragraph.add_run()
        run.text = words
        run.font.bold, run.font.size = True, SlidePt(12)
    stream = io.BytesIO()
    slides.save(stream)
    return stream.getvalue()
