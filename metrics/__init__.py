"""Every number the product shows, defined once (docs/metrics.md lists them): pages, reports and commands ask
here.

A metric takes an open warehouse version (`reader`) and a `Selection`, is written as Ibis expressions, sums
exact decimals and hands out floats in the unit of display. Nothing here draws, and nothing knows Streamlit.
"""

from metrics.attention import Attention, attention
from metrics.basis import DataBasis, data_basis
from metrics.comparison import Comparison, compare
from metrics.matrix import Matrix, matrix
from metrics.months import MonthBasis, month_words, months
from metrics.overview import (
    MeasureNode,
    Milestone,
    SubMeasureNode,
    measure_tree,
    milestones,
    system_overview,
)
from metrics.own_series import backlog, instrument_hours
from metrics.reference import Names, names, sample_is_loaded
from metrics.selection import KEYS, NO_VALUE, UNITS, UNPLACED, Selection, SelectionError
from metrics.sentences import attention_sentence, short_name
from metrics.series import GoLiveSeries, go_live_series, monthly
from metrics.sources import source_rows
from metrics.wording import light_words, note_words, quality_words, unit_words, variance_words

__all__ = [
    "KEYS",
    "NO_VALUE",
    "UNITS",
    "UNPLACED",
    "Attention",
    "Comparison",
    "DataBasis",
    "GoLiveSeries",
    "Matrix",
    "MeasureNode",
    "Milestone",
    "MonthBasis",
    "Names",
    "Selection",
    "SelectionError",
    "SubMeasureNode",
    "attention",
    "attention_sentence",
    "backlog",
    "compare",
    "data_basis",
    "go_live_series",
    "instrument_hours",
    "light_words",
    "matrix",
    "measure_tree",
    "milestones",
    "month_words",
    "monthly",
    "months",
    "names",
    "note_words",
    "quality_words",
    "sample_is_loaded",
    "short_name",
    "source_rows",
    "system_overview",
    "unit_words",
    "variance_words",
]
