"""Every trap, theme by theme: importing the themes fills the registry."""

from tests.layouts.trap import TRAPS, Trap
from tests.layouts.traps import (
    across,
    dates,
    effort,
    exports,
    faults,
    formats,
    headers,
    hours,
    numbers,
    refusals,
    sheets,
    totals,
)

THEMES = (sheets, headers, totals, across, numbers, hours, dates, effort, exports, faults, formats, refusals)


def all_traps() -> list[Trap]:
    """The traps in the order of docs/imports.md."""
    order = [theme.THEME for theme in THEMES]
    return sorted(TRAPS.values(), key=lambda each: order.index(each.theme))
