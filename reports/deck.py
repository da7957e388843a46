"""Slides with native charts, which can be edited in PowerPoint: first what they rest on, then one per figure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Emu, Inches, Length, Pt

from language import Language
from reports.cells import storable_text
from reports.figures import Figure
from reports.native import INK, Native, native
from reports.package import stable
from reports.pictures import small_print
from reports.workbook import Coded

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
_MARGIN = Inches(0.6)
_INNER = Emu(WIDTH - 2 * _MARGIN)
_TITLE_ONLY = 5
_TYPES = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE,
}
MOST_ROWS = 14
"""Rows of a table that can be read on a slide."""


def deck(figures: Sequence[Coded], lang: Language, *, title: str, on: date) -> bytes:
    """Return a .pptx: a first slide with data date and selections, then a slide per figure whose title is its message.

    The same input gives the same bytes.
    """
    slides = Presentation()
    slides.slide_width, slides.slide_height = WIDTH, HEIGHT
    slides.core_properties.author = "Handlingsrom"
    slides.core_properties.title = title
    slides.core_properties.language = _tag(lang)
    _first_slide(slides, figures, lang, title, on)
    for figure, code in figures:
        _figure_slide(slides, figure, code, lang)
    stream = io.BytesIO()
    slides.save(stream)
    return stable(stream.getvalue(), on)


def _tag(lang: Language) -> str:
    return lang.pick("nb-NO", "en-GB")


def _first_slide(slides: Any, figures: Sequence[Coded], lang: Language, title: str, on: date) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts[_TITLE_ONLY])
    _title(slide, title, lang, Pt(36))
    selections = dict.fromkeys(figure.told for figure, _code in figures)
    bases = dict.fromkeys(figure.chart.basis for figure, _code in figures)
    lines = [
        lang.text("Laget {date} med Handlingsrom.", date=lang.date(on)),
        *(lang.text("Utvalg: {selection}.", selection=told) for told in selections),
        *(lang.text("Datagrunnlag: {basis}", basis=basis) for basis in bases),
    ]
    _text(slide, lines, lang, top=Inches(2.0), height=Inches(4.8), size=Pt(16))


def _figure_slide(slides: Any, figure: Figure, code: str, lang: Language) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts[_TITLE_ONLY])
    _title(slide, figure.chart.message, lang, Pt(26))
    _text(slide, [figure.chart.title], lang, top=Inches(1.35), height=Inches(0.4), size=Pt(16))
    found = native(figure)
    if found is None:
        _table(slide, figure, lang)
    else:
        _chart(slide, found, figure)
    _text(slide, [small_print(figure, code, lang)], lang, top=Inches(6.5), height=Inches(0.8), size=Pt(11))


def _title(slide: Any, words: str, lang: Language, size: Pt) -> None:
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = _MARGIN, Inches(0.35), _INNER, Inches(1.0)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    _write(frame.paragraphs[0], words, lang, size, bold=True)


def _text(slide: Any, lines: Sequence[str], lang: Language, *, top: Length, height: Length, size: Pt) -> None:
    frame = slide.shapes.add_textbox(_MARGIN, top, _INNER, height).text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for place, words in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        _write(paragraph, words, lang, size)


def _write(paragraph: Any, words: str, lang: Language, size: Pt, *, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = storable_text(" ".join(words.split("\n")))
    run.font.size, run.font.bold = size, bold
    run.font.color.rgb = RGBColor.from_string("1B2530")
    # python-pptx knows no bokmål by name.
    run._r.get_or_add_rPr().set("lang", _tag(lang))


def _chart(slide: Any, found: Native, figure: Figure) -> None:
    data = CategoryChartData(number_format="#,##0.0")
    data.categories = [storable_text(name) for name in found.categories]
    for one in found.series:
        data.add_series(storable_text(one.name), one.numbers)
    frame = slide.shapes.add_chart(
        _TYPES[found.kind], _MARGIN, Inches(1.8), _INNER, Inches(4.7), data
    )  # fmt: skip
    frame._element.nvGraphicFramePr.cNvPr.set("descr", storable_text(figure.chart.alt))
    chart = frame.chart
    chart.has_title = False
    chart.has_legend, chart.legend.position = True, XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.font.size = Pt(12)
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    if found.kind != "lines":
        plot.overlap, plot.gap_width = 60, 60
    if found.kind == "bars":
        chart.category_axis.reverse_order = True
    for one, drawn in zip(found.series, plot.series, strict=True):
        _look(drawn, one.planned, found.kind)


def _look(series: Any, planned: bool, kind: str) -> None:
    """IBCS: the plan an outline, what was spent solid."""
    ink = RGBColor.from_string(INK)
    if kind == "lines":
        series.smooth = False
        series.format.line.width = Pt(1.25 if planned else 2.75)
        if planned:
            series.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    elif planned:
        series.format.fill.background()
        series.format.line.width = Pt(1.25)
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = ink
    series.format.line.color.rgb = ink


def _table(slide: Any, figure: Figure, lang: Language) -> None:
    """The first rows of a figure that has no native chart; the workbook has all of them."""
    table = figure.chart.table.head(MOST_ROWS)
    if table.empty:
        return
    frame = slide.shapes.add_table(
        len(table) + 1, len(table.columns), _MARGIN, Inches(1.8), _INNER, Inches(0.3 * (len(table) + 1))
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", storable_text(figure.chart.alt))
    rows = [
        [str(name) for name in table.columns],
        *([_cell(value, lang) for value in row] for row in table.values.tolist()),
    ]
    for line, row in enumerate(rows):
        for place, words in enumerate(row):
            _write(
                frame.table.cell(line, place).text_frame.paragraphs[0], words, lang, Pt(11), bold=line == 0
            )


def _cell(value: Any, lang: Language) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN alone differs from itself
        return "–"
    return lang.number(value) if isinstance(value, int | float) else str(value)
