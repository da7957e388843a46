"""What the systems page tells besides its figures, kept per warehouse version and selection."""

from __future__ import annotations

import metrics
from charts import MatrixTable
from metrics import Aligned, Closed, Matrix
from reports.figures_systems import matrix_table
from ui.data import asking, kept
from ui.figures import settled
from ui.view import Key, View


def aligned(key: Key, view: View, zero: str) -> Aligned:
    """Return the systems of the selection from their month 0."""
    found: Aligned = asking(key[0])(metrics.aligned, view.reader, key[2], key[2].systems, zero)
    return found


def closed(key: Key, view: View, system_id: str) -> Closed | None:
    """Return what was spent on a system that was closed."""
    found: Closed | None = asking(key[0])(metrics.closed_system, view.reader, key[2], system_id)
    return found


def matrix(key: Key, view: View, rows: str) -> Matrix:
    """Return measure × system, or sub-measure × system."""
    found: Matrix = asking(key[0])(metrics.matrix, view.reader, key[2], (rows,))
    return found


@kept
def matrix_of(key: Key, _view: View, rows: str) -> MatrixTable:  # noqa: ARG001 - key of the cache
    """Lay out the matrix as a table."""
    return matrix_table(settled("matrix", _view, {"rows": rows}))
