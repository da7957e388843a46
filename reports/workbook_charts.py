"""The native Excel charts of a sheet: planned outlined, actual solid, and the variance in a chart of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.cells import storable_text
from reports.figures import Figure
from reports.native import INK, Native, Series
from reports.native_look import decimals, number_format, tint, variance

_WIDTH_CM, _APART_CM = 20.0, 0.6
_BAR_CM, _THIN_BAR_CM = 0.9, 0.4
_ROW_CM = 0.53
"""The height of a row of a sheet."""
_LABELLED = 18
"""So many categories have room for their numbers; the table beside the chart has them all."""


def add_charts(sheet: Worksheet, found: Native, figure: Figure, header: int) -> None:
    """Add a figure's charts to the right of its table, the one below the other; they read their figures from it."""
    column = get_column_letter(len(figure.chart.table.columns) + 2)
    apart = variance(found, figure)
    upper = _chart(sheet, found, found.series, figure, header)
    for drawn, one in zip(upper.series, found.series, strict=True):
        drawn.graphicalProperties = _look(one.planned, found.kind)
        if found.kind == "lines":
            drawn.smooth = False
    sheet.add_chart(upper, f"{column}{header + 1}")
    if apart is not None:
        lower = _chart(sheet, found, (apart,), figure, header)
        _look_of_variance(lower.series[0], apart)
        row = header + 1 + int((upper.height + _APART_CM) / _ROW_CM) + 1
        sheet.add_chart(lower, f"{column}{row}")


def _chart(sheet: Worksheet, found: Native, series: Sequence[Series], figure: Figure, header: int) -> Any:
    last = header + len(found.categories)
    is_variance = len(series) == 1
    chart: Any = LineChart() if found.kind == "lines" else BarChart()
    if found.kind != "lines":
        chart.type = "bar" if found.kind == "bars" else "col"
        labelled = len(found.categories) <= _LABELLED
        chart.overlap, chart.gapWidth = 0 if is_variance or labelled else 60, 60
    for one in series:
        column = one.column + 1
        chart.add_data(Reference(sheet, min_col=column, min_row=header, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=header + 1, max_row=last))
    chart.title = storable_text(series[0].name if is_variance else figure.chart.title)
    chart.legend = None if is_variance else chart.legend
    if chart.legend is not None:
        chart.legend.position = "t"
    _axes(chart, found, series, figure)
    chart.width = _WIDTH_CM
    each = _BAR_CM if len(found.categories) <= _LABELLED else _THIN_BAR_CM
    chart.height = max(6.0, 2.5 + each * len(found.categories)) if found.kind == "bars" else 8.0
    return chart


def _axes(chart: Any, found: Native, series: Sequence[Series], figure: Figure) -> None:
    name = series[0].name
    places = decimals(figure, name, figure.chart.table.iloc[:, series[0].column])
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format, chart.y_axis.numFmt.sourceLinked = number_format(0), False
    chart.x_axis.tickLblPos = chart.y_axis.tickLblPos = "low"
    if found.kind == "bars":
        # Excel draws lying bars from below; the table is read from above.
        chart.x_axis.scaling.orientation = "maxMin"
    if found.kind != "lines" and len(found.categories) <= _LABELLED:
        labels = DataLabelList()
        labels.showVal = True
        labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
        labels.numFmt = number_format(places, signed=len(series) == 1)
        chart.dataLabels = labels
        chart.y_axis.delete = True


def _look(planned: bool, kind: str) -> GraphicalProperties:
    """IBCS: the plan an outline, what was spent solid."""
    look = (
        GraphicalProperties(noFill=True) if planned or kind == "lines" else GraphicalProperties(solidFill=INK)
    )
    look.line = LineProperties(solidFill=INK)
    if kind == "lines":
        look.line.width = 15000 if planned else 34000
        look.line.dashStyle = "dash" if planned else "solid"
    return look


def _look_of_variance(drawn: Any, apart: Series) -> None:
    """Above plan and below it differ in colour and in direction."""
    drawn.invertIfNegative = False
    drawn.graphicalProperties = GraphicalProperties(solidFill=tint(1.0))
    for place, number in enumerate(apart.numbers):
        if number is not None and number <= 0:
            drawn.dPt.append(
                DataPoint(idx=place, invertIfNegative=False, spPr=GraphicalProperties(solidFill=tint(number)))
            )
