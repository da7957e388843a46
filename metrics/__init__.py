"""Every number the product shows, defined once (docs/metrics.md lists them): pages, reports and commands ask
here.

A metric takes an open warehouse version (`reader`) and a `Selection`, is written as Ibis expressions, sums
exact decimals and hands out floats in the unit of display. Nothing here draws, and nothing knows Streamlit.
"""

from metrics.aligned import Aligned, Anchor, aligned, anchor_words, zero_words
from metrics.attention import Attention, attention
from metrics.basis import DataBasis, data_basis
from metrics.beside import Beside, beside, beside_sentence, imports_words
from metrics.closed import Closed, closed_system
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
    "Aligned",
    "Anchor",
    "Attention",
    "Beside",
    "Closed",
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
    "aligned",
    "anchor_words",
    "attention",
    "attention_sentence",
    "backlog",
    "beside",
    "beside_sentence",
    "closed_system",
    "compare",
    "data_basis",
    "go_live_series",
    "imports_words",
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
    "zero_words",
]
