"""Terms of progress and of capacity."""

from __future__ import annotations

from ui.term import Term

PROGRESS: tuple[Term, ...] = ()
CAPACITY: tuple[Term, ...] = ()
SCENARIO: tuple[Term, ...] = ()
