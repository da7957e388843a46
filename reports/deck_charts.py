"""The native charts of a slide: planned outlined, actual solid, and the variance beside or below in its own chart."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import ceil
from typing import Any

from openpyxl import Workbook
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Length, Pt

from reports.cells import storable_text
from reports.deck_text import INNER, SIDE, TEXT
from reports.figures import Figure
from reports.native import INK, Native, Series
from reports.native_look import decimals, number_format, tint, variance
from reports.table_file import write_cell

_TYPES = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE,
}
_LABELLED = {"bars": 18, "columns": 12, "lines": 0}
"""So many categories have room for their numbers; the table of the workbook has them all."""
_LEVEL, _UPRIGHT = 12, 60
"""So many standing categories have room for their names side by side, and so many for upright ones."""
Box = tuple[int, int, int, int]
"""left, top, width, height on the slide"""
Area = tuple[float, float, float, float]
"""x, y, width and height of the plot, in parts of its chart"""


class _Data(CategoryChartData):
    """A chart's data, whose workbook holds text as text: python-pptx would write «=1+1» as a formula."""

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that opens when the chart's data are edited."""
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "Sheet1"
        for row, category in enumerate(self.categories, start=2):
            write_cell(sheet.cell(row, 1), category.label)
        for column, series in enumerate(self, start=2):
            write_cell(sheet.cell(1, column), series.name)
            for row, number in enumerate(series.values, start=2):
                write_cell(sheet.cell(row, column), number).number_format = series.number_format
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()


def add_charts(slide: Any, found: Native, figure: Figure, top: Length, bottom: Length) -> None:
    """Add the chart of planned and actual, and that of the variance where the figure's table has one."""
    apart = variance(found, figure)
    boxes = _boxes(found.kind, apart is not None, top, bottom)
    amounts = _add(slide, found, found.series, figure, boxes[0])
    _place(amounts, boxes[0][1])
    for one, drawn in zip(found.series, amounts.plots[0].series, strict=True):
        _look(drawn, one.planned, found.kind)
    if apart is not None:
        beside = _add(slide, found, (apart,), figure, boxes[1])
        _place(beside, boxes[1][1])
        _look_of_variance(beside, apart, found.kind)


def _boxes(kind: str, with_variance: bool, top: int, bottom: int) -> list[tuple[Box, Area]]:
    """Where the charts stand and their plots in them, so that a row's amounts and its variance are level."""
    height = bottom - top
    if not with_variance:
        return [((SIDE, top, INNER, height), (0.06, 0.1, 0.9, 0.71))]
    if kind == "bars":
        left = int(INNER * 0.66)
        return [
            ((SIDE, top, left, height), (0.30, 0.1, 0.62, 0.88)),
            ((SIDE + left, top, INNER - left, height), (0.08, 0.1, 0.84, 0.88)),
        ]
    upper = int(height * 0.64)
    return [
        ((SIDE, top, INNER, upper), (0.06, 0.16, 0.93, 0.55)),
        ((SIDE, top + upper, INNER, height - upper), (0.06, 0.3, 0.93, 0.64)),
    ]


def _add(slide: Any, found: Native, series: Sequence[Series], figure: Figure, place: tuple[Box, Area]) -> Any:
    table = figure.chart.table
    signed = len(series) == 1
    name = str(table.columns[series[0].column])
    form = number_format(decimals(figure, name, table.iloc[:, series[0].column]), signed=signed)
    data = _Data(number_format=form)
    data.categories = [storable_text(name) for name in found.categories]
    for one in series:
        data.add_series(storable_text(one.name), one.numbers)
    frame = slide.shapes.add_chart(_TYPES[found.kind], *(Emu(side) for side in place[0]), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", storable_text(figure.chart.alt))
    _dress(frame.chart, found, form, signed)
    return frame.chart


def _dress(chart: Any, found: Native, form: str, is_variance: bool) -> None:
    many = len(found.categories)
    chart.has_title = False
    chart.has_legend, chart.legend.position = True, XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.font.size = Pt(12 if many <= 14 else 10 if many <= 24 else 8)
    chart.font.color.rgb = RGBColor.from_string(TEXT)
    axis, plot = chart.category_axis, chart.plots[0]
    axis.format.line.color.rgb = RGBColor.from_string(INK)
    axis.has_major_gridlines = chart.value_axis.has_major_gridlines = False
    if is_variance:
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        chart.font.size = max(chart.font.size, Pt(10)) if found.kind != "bars" else chart.font.size
    elif found.kind != "bars":
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        chart.font.size = Pt(11)
        if many > _LEVEL:
            _stand_names(axis, ceil(many / _UPRIGHT))
    if found.kind == "bars":
        axis.reverse_order = True
    if found.kind != "lines":
        # Numbers at bars that cover each other could not be read.
        labelled = many <= _LABELLED[found.kind]
        plot.overlap, plot.gap_width = 0 if is_variance or labelled else 60, max(60, 60 * (6 - many))
    _numbers(chart, plot, found, form)


def _numbers(chart: Any, plot: Any, found: Native, form: str) -> None:
    """Numbers at the marks where they have room, otherwise on the axis."""
    chart.value_axis.format.line.fill.background()
    if len(found.categories) <= _LABELLED[found.kind]:
        chart.value_axis.visible = False
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = form, False
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    else:
        chart.value_axis.tick_labels.number_format = number_format(0)
        chart.value_axis.tick_labels.number_format_is_linked = False
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _stand_names(axis: Any, step: int) -> None:
    """Stand the names upright where they have no room side by side, and name every so manieth of very many."""
    axis.tick_labels.font.size = Pt(8)
    axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "-5400000")
    after = axis._element.find(qn("c:noMultiLvlLbl"))
    for name in ("c:tickLblSkip", "c:tickMarkSkip"):
        mark = OxmlElement(name)
        mark.set("val", str(step))
        if after is None:
            axis._element.append(mark)
        else:
            after.addprevious(mark)


def _place(chart: Any, area: Area) -> None:
    """Give the plot a place of its own in its chart; left to itself it moves with the length of the names."""
    plot_area = chart._chartSpace.chart.plotArea
    for old in plot_area.findall(qn("c:layout")):
        plot_area.remove(old)
    layout, manual = OxmlElement("c:layout"), OxmlElement("c:manualLayout")
    layout.append(manual)
    values = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"}
    values |= {name: f"{share:.3f}" for name, share in zip("xywh", area, strict=True)}
    for name, value in values.items():
        part = OxmlElement(f"c:{name}")
        part.set("val", value)
        manual.append(part)
    plot_area.insert(0, layout)


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


def _look_of_variance(chart: Any, apart: Series, kind: str) -> None:
    """Above plan and below it differ in colour and in direction."""
    drawn = chart.plots[0].series[0]
    drawn.invert_if_negative = False
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = RGBColor.from_string(tint(1.0))
    for place, number in enumerate(apart.numbers):
        if number is not None and number <= 0 and kind != "lines":
            fill = drawn.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = RGBColor.from_string(tint(number))
