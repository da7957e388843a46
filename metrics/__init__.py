"""Every number the product shows, defined once (docs/metrics.md lists them): pages, reports and commands ask
here.

A metric takes an open warehouse version (`reader`) and a `Selection`, is written as Ibis expressions, sums
exact decimals and hands out floats in the unit of display. Nothing here draws, and nothing knows Streamlit.
"""

from metrics.aligned import (
    Aligned,
    Anchor,
    aligned,
    anchor_words,
    is_closed,
    stop_of,
    zero_sentence,
    zero_words,
)
from metrics.attention import Attention, attention
from metrics.backtest import METHODS
from metrics.basis import DataBasis, data_basis
from metrics.beside import Beside, beside, beside_sentence, imports_words
from metrics.capacity import capacity, in_hours
from metrics.capacity_answer import CapacityAnswer, CapacityTotal, capacity_answer, capacity_total
from metrics.capacity_systems import TiedUp, tied_up
from metrics.capacity_words import (
    capacity_answer_words,
    capacity_basis_words,
    load_words,
    person_years_words,
)
from metrics.closed import Closed, closed_sentence, closed_system
from metrics.comparison import Comparison, compare
from metrics.cost_split import CostSplit, cost_split
from metrics.earned_value import Earned, EarnedValue, ProgressRecord, earned_value, progress_history
from metrics.forecast import Estimate, Forecast, forecast, forecast_months, running_year, year_end
from metrics.forecast_words import (
    band_words,
    error_words,
    estimate_reason_words,
    forecast_reason_words,
    method_formula,
    method_words,
)
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
from metrics.parts import PartsFarOff, parts_far_off, parts_sentence
from metrics.reference import Names, names, sample_is_loaded
from metrics.selection import KEYS, NO_VALUE, QUALITIES, UNITS, UNPLACED, Selection, SelectionError
from metrics.sentences import attention_sentence, short_name
from metrics.series import GoLiveSeries, go_live_series, monthly
from metrics.sources import source_rows
from metrics.wording import (
    hidden_words,
    light_words,
    note_words,
    quality_words,
    unit_words,
    variance_words,
)

__all__ = [
    "KEYS",
    "METHODS",
    "NO_VALUE",
    "QUALITIES",
    "UNITS",
    "UNPLACED",
    "Aligned",
    "Anchor",
    "Attention",
    "Beside",
    "CapacityAnswer",
    "CapacityTotal",
    "Closed",
    "Comparison",
    "CostSplit",
    "DataBasis",
    "Earned",
    "EarnedValue",
    "Estimate",
    "Forecast",
    "GoLiveSeries",
    "Matrix",
    "MeasureNode",
    "Milestone",
    "MonthBasis",
    "Names",
    "PartsFarOff",
    "ProgressRecord",
    "Selection",
    "SelectionError",
    "SubMeasureNode",
    "TiedUp",
    "aligned",
    "anchor_words",
    "attention",
    "attention_sentence",
    "backlog",
    "band_words",
    "beside",
    "beside_sentence",
    "capacity",
    "capacity_answer",
    "capacity_answer_words",
    "capacity_basis_words",
    "capacity_total",
    "closed_sentence",
    "closed_system",
    "compare",
    "cost_split",
    "data_basis",
    "earned_value",
    "error_words",
    "estimate_reason_words",
    "forecast",
    "forecast_months",
    "forecast_reason_words",
    "go_live_series",
    "hidden_words",
    "imports_words",
    "in_hours",
    "instrument_hours",
    "is_closed",
    "light_words",
    "load_words",
    "matrix",
    "measure_tree",
    "method_formula",
    "method_words",
    "milestones",
    "month_words",
    "monthly",
    "months",
    "names",
    "note_words",
    "parts_far_off",
    "parts_sentence",
    "person_years_words",
    "progress_history",
    "quality_words",
    "running_year",
    "sample_is_loaded",
    "short_name",
    "source_rows",
    "stop_of",
    "system_overview",
    "tied_up",
    "unit_words",
    "variance_words",
    "year_end",
    "zero_sentence",
    "zero_words",
]
