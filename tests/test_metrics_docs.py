"""docs/metrics.md lists every unit, key, state and figure that the code knows."""

from dataclasses import fields
from pathlib import Path

import pytest

import metrics
from metrics.capacity import AMOUNTS as CAPACITY_COLUMNS
from metrics.comparison import JUDGED

DOCUMENT = (Path(__file__).parent.parent / "docs" / "metrics.md").read_text(encoding="utf-8")
FIGURES = [name for name in JUDGED if name != "note_code"]
MONTHS = [field.name for field in fields(metrics.MonthBasis) if field.name != "unit"]
SERIES = [
    "monthly",
    "cum_planned",
    "cum_actual",
    "months_to_go_live",
    "aligned",
    "closed_system",
    "beside",
    "backlog",
    "instrument_hours",
]
OTHERS = [
    "matrix",
    "attention",
    "data_basis",
    "quality",
    "source_rows",
    "sample_is_loaded",
    "in_force",
    "original",
]
LOOKING_AHEAD = [
    *metrics.METHODS,
    "through",
    "budget_at_completion",
    "error_pct",
    "closed_remaining",
    "year_end",
]

CAPACITY = [
    *(name for name in CAPACITY_COLUMNS if name not in ("state", "note_code")),
    "working_hours",
    "capacity_ceiling_pct",
    "capacity_total",
    "capacity_answer",
    "tied_up",
]
SCENARIO = [
    "plan_versions",
    "side_by_side",
    "revisions",
    "scenario",
    "first_open",
    "remaining",
    "tail",
    "forecast_after",
    "capacity_effect",
]


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            *CAPACITY,
            *SCENARIO,
            *metrics.UNITS,
            *metrics.KEYS,
            *FIGURES,
            *MONTHS,
            *SERIES,
            *OTHERS,
            *LOOKING_AHEAD,
        }
    ),
)
def test_every_figure_is_defined(name: str) -> None:
    assert f"`{name}`" in DOCUMENT


def test_every_row_says_name_unit_definition_and_what_is_shown_when_undefined() -> None:
    rows = [line for line in DOCUMENT.splitlines() if line.startswith("| `")]
    assert len(rows) > 25
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 5, row
        assert all(cells), row
