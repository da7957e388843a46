"""Tables become Plotly figures, each with its sentence, its alternative text and its table twin.

IBCS notation throughout: actual solid, plan outlined, provisional hatched, variance as bar and pin. Colour never
stands alone: a sign, a word and a shape say the same. A chart of no rows says so in words.
"""

from charts.aligned import aligned_months, aligned_sums
from charts.beside import Other, effort_beside
from charts.capacity import capacity_months
from charts.capacity_groups import capacity_by_group
from charts.chart import Chart
from charts.forecast import forecast_lines
from charts.golive import go_live_effort
from charts.hierarchy import hierarchy
from charts.lines import cumulative_lines
from charts.matrix import MatrixTable, matrix_chart, matrix_table
from charts.months import monthly_bars
from charts.multiples import small_multiples
from charts.palette import DARK, LIGHT, Palette, palette
from charts.plan_months import plan_months
from charts.plan_time import PlanLine, plan_timeline
from charts.plans import PlanNames, plan_changes
from charts.quality import quality_bar
from charts.standalone import standalone
from charts.system_years import system_years
from charts.timeline import milestone_timeline
from charts.variance import variance_bars
from charts.waterfall import waterfall

__all__ = [
    "DARK",
    "LIGHT",
    "Chart",
    "MatrixTable",
    "Other",
    "Palette",
    "PlanLine",
    "PlanNames",
    "aligned_months",
    "aligned_sums",
    "capacity_by_group",
    "capacity_months",
    "cumulative_lines",
    "effort_beside",
    "forecast_lines",
    "go_live_effort",
    "hierarchy",
    "matrix_chart",
    "matrix_table",
    "milestone_timeline",
    "monthly_bars",
    "palette",
    "plan_changes",
    "plan_months",
    "plan_timeline",
    "quality_bar",
    "small_multiples",
    "standalone",
    "system_years",
    "variance_bars",
    "waterfall",
]
