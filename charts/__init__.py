"""Tables become Plotly figures, each with its sentence, its alternative text and its table twin.

IBCS notation throughout: actual solid, plan outlined, provisional hatched, variance as bar and pin. Colour never
stands alone: a sign, a word and a shape say the same. A chart of no rows says so in words.
"""

from charts.chart import Chart
from charts.golive import go_live_effort, milestone_timeline
from charts.lines import cumulative_lines
from charts.months import monthly_bars
from charts.multiples import small_multiples
from charts.palette import DARK, LIGHT, Palette, palette
from charts.variance import variance_bars

__all__ = [
    "DARK",
    "LIGHT",
    "Chart",
    "Palette",
    "cumulative_lines",
    "go_live_effort",
    "milestone_timeline",
    "monthly_bars",
    "palette",
    "small_multiples",
    "variance_bars",
]
