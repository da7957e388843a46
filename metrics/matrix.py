"""The matrix measure × system with one grand total."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.comparison import Comparison, compare_with_sums
from metrics.engine import Reader
from metrics.selection import Selection


@dataclass(frozen=True)
class Matrix:
    """Effort per measure and system; every row and column adds up to the one total.

    cells: as `compare` by measure and system, only the combinations with plan or actual. measures and
    systems: the sums of the rows and of the columns, in display order, with «uten system» and «ikke plassert»
    as lines of their own. total: the grand total, with `unplanned` and `unplaced` as parts of it.
    """

    cells: pd.DataFrame
    measures: pd.DataFrame
    systems: pd.DataFrame
    total: dict[str, Any]
    compared: Comparison


def matrix(reader: Reader, selection: Selection, rows: Sequence[str] = ("measure",)) -> Matrix:
    """Return the matrix measure × system; `rows=("sub_measure",)` gives the finer one."""
    cells, by_row, by_system = compare_with_sums(reader, selection, (*rows, "system"), rows, ("system",))
    return Matrix(cells.rows, by_row.rows, by_system.rows, cells.total, cells)
