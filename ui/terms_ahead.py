"""Terms of what lies ahead: forecast and scenarios, progress and earned value, capacity."""

from __future__ import annotations

from ui.term import Term

AHEAD: tuple[Term, ...] = ()
PROGRESS: tuple[Term, ...] = ()
CAPACITY: tuple[Term, ...] = ()
