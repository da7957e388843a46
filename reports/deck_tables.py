"""A figure's table on a slide, as many of its rows as can be read there."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Length, Pt

from language import Language
from reports.cells import storable_text
from reports.codes import plain
from reports.deck_text import INNER, SIDE, fitting, write
from reports.figures import Figure
from reports.native import INK
from reports.native_look import decimals, is_numeric

_LETTER, _LINE = 0.56, 1.2
_AROUND = Inches(0.06)
_STRIPE = "F1F4F7"
_LONGEST_WORD = 20
LONGEST = 90
"""Letters of a cell; what is longer stands whole in the workbook."""


def add_table(slide: Any, figure: Figure, lang: Language, top: Length, bottom: Length) -> str:
    """Add a figure's table, and return in words how much of it has no room ('' where all of it has)."""
    table = figure.chart.table
    if table.empty or not len(table.columns):
        return ""
    rows = _rows(figure, lang)
    size = 12 if len(rows[0]) <= 7 else 10 if len(rows[0]) <= 9 else 8
    widths = _widths(rows, INNER, size)
    heights = [_height(row, widths, size) for row in rows]
    shown = _fitting_rows(heights, bottom - top)
    frame = slide.shapes.add_table(shown, len(widths), SIDE, top, INNER, Emu(sum(heights[:shown])))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", storable_text(figure.chart.alt))
    numeric = [is_numeric(table.iloc[:, place]) for place in range(len(widths))]
    _fill(frame.table, rows[:shown], widths, heights, numeric, size, lang)
    if shown == len(rows):
        return ""
    return lang.text(
        "De første {shown} av {all} rader; arbeidsboken har alle.", shown=shown - 1, all=len(rows) - 1
    )


def _rows(figure: Figure, lang: Language) -> list[list[str]]:
    table = figure.chart.table
    places = [decimals(figure, str(name), table.iloc[:, place]) for place, name in enumerate(table.columns)]
    found = [[fitting(str(name), LONGEST) for name in table.columns]]
    found.extend(
        [_cell(value, lang, after) for value, after in zip(values, places, strict=True)]
        for values in table.itertuples(index=False, name=None)
    )
    return found


def _cell(value: Any, lang: Language, places: int) -> str:
    if isinstance(value, date):
        return lang.date(value)
    found = plain(value)
    if found is None:
        return "–"
    return lang.number(found, places) if isinstance(found, int | float) else fitting(str(found), LONGEST)


def _widths(rows: list[list[str]], width: int, size: int) -> list[int]:
    """Columns with room for their longest word, and of the rest as much as what stands in them asks for."""
    columns = [[row[place] for row in rows] for place in range(len(rows[0]))]
    words = [max((len(word) for cell in cells for word in cell.split()), default=1) for cells in columns]
    least = [int(min(letters, _LONGEST_WORD) * _LETTER * Pt(size) + 2 * _AROUND) for letters in words]
    more = [min(max(map(len, cells)), 45) + 1 for cells in columns]
    rest = width - sum(least)
    if rest < 0:
        return [int(width * one / sum(least)) for one in least]
    return [one + int(rest * asked / sum(more)) for one, asked in zip(least, more, strict=True)]


def _height(row: list[str], widths: list[int], size: int) -> int:
    lines = 1
    for words, width in zip(row, widths, strict=True):
        letters = max(1, int((width - 2 * _AROUND) / Pt(1) / (_LETTER * size)))
        lines = max(lines, ceil(len(words) / letters))
    return int(Pt(lines * size * _LINE) + 2 * _AROUND / 2)


def _fitting_rows(heights: list[int], room: int) -> int:
    shown, used = 0, 0
    for height in heights:
        if used + height > room and shown > 1:
            break
        shown, used = shown + 1, used + height
    return shown


def _fill(
    table: Any, rows: list[list[str]], widths: list[int], heights: list[int], numeric: list[bool], size: int,
    lang: Language,
) -> None:  # fmt: skip
    table.horz_banding = False
    for place, width in enumerate(widths):
        table.columns[place].width = Emu(width)
    for line, row in enumerate(rows):
        table.rows[line].height = Emu(heights[line])
        for place, words in enumerate(row):
            cell = table.cell(line, place)
            cell.margin_left = cell.margin_right = _AROUND
            cell.margin_top = cell.margin_bottom = Emu(_AROUND // 2)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(
                INK if line == 0 else _STRIPE if line % 2 == 0 else "FFFFFF"
            )
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if numeric[place] else PP_ALIGN.LEFT
            if line == 0:
                write(paragraph, words, lang, size, bold=True, colour="FFFFFF")
            else:
                write(paragraph, words, lang, size)
