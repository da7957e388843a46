"""The figures that can be put into a report, by name: one selection in, one chart with its table out.

Pages draw the same figures, so that what is seen and what is exported cannot differ. Every chart of the pages is here
but those of a scenario, which is a draft and no figure that is released.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from charts import Chart
from language import Language, get
from metrics import Selection, names
from metrics.engine import remember
from metrics.issued import pinned
from reports.figures_ahead import AHEAD
from reports.figures_capacity import CAPACITY
from reports.figures_effort import MONTHS, OTHERS, VARIANCES
from reports.figures_ground import Ask, FigureUnavailable, Ground, Kind, ask_now, labels
from reports.figures_hierarchy import HIERARCHY
from reports.figures_plans import PLANS
from reports.figures_systems import SYSTEMS

__all__ = [
    "FIGURES",
    "Figure",
    "FigureUnavailable",
    "Kind",
    "UnknownFigure",
    "figure",
    "labels",
    "on_offer",
    "pinned",
]

FIGURES: dict[str, Kind] = VARIANCES | MONTHS | OTHERS | HIERARCHY | AHEAD | SYSTEMS | CAPACITY | PLANS
"""The figures by the names that the command line and the figure codes use."""


class UnknownFigure(ValueError):
    """There is no figure of this name. `name` is what was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Figure:
    """A figure as it goes into a report.

    name: in FIGURES. selection: pinned to months and to a day (see `pinned`), and told in words. version: the warehouse
    version that it was drawn from. options: those that tell it from another figure of its name.
    """

    name: str
    chart: Chart
    selection: Selection
    told: str
    version: int
    options: Mapping[str, str] = field(default_factory=dict)


def figure(
    reader: Any,
    name: str,
    selection: Selection,
    lang: Language,
    *,
    on: date,
    dark: bool = False,
    options: Mapping[str, str] | None = None,
    title: str = "",
    ask: Ask = ask_now,
) -> Figure:
    """Draw one figure of FIGURES for a selection, pinned to the day `on`.

    options: of the kind's `choices`; what is left out has its default. title: where the figure shall have another than
    its own. ask: where answers come from. Raises UnknownFigure, FigureUnavailable, and SelectionError for a selection
    that means nothing.
    """
    kind = kind_of(name)
    fixed = pinned(reader, selection, on)
    ground = kind.settled(name, Ground(reader, fixed, lang, dark, title, options or {}, ask=ask))
    chart = drawn(name, ground)
    told = ground.selection.describe(lang, names(reader))
    return Figure(name, chart, ground.selection, told, reader.version, kind.told(ground))


def kind_of(name: str) -> Kind:
    """Return what is known about a figure.

    Raises UnknownFigure.
    """
    if name not in FIGURES:
        raise UnknownFigure(name)
    return FIGURES[name]


def drawn(name: str, ground: Ground) -> Chart:
    """Draw a figure on a settled ground.

    Raises FigureUnavailable.
    """
    kind = kind_of(name)
    if reason := kind.why_not(ground):
        raise FigureUnavailable(name, reason)
    return kind.draw(ground)


def on_offer(reader: Any, selection: Selection) -> tuple[str, ...]:
    """Return the names of the figures that the selection can give, in the order of FIGURES."""
    return remember(reader, ("figures on offer", selection), lambda: _on_offer(reader, selection))


def _on_offer(reader: Any, selection: Selection) -> tuple[str, ...]:
    ground = Ground(reader, selection, get("nb"))
    return tuple(
        name
        for name, kind in FIGURES.items()
        if not kind.why_not(replace(ground, selection=kind.narrowed(ground)))
    )


def choices(reader: Any, name: str, selection: Selection) -> Mapping[str, tuple[str, ...]]:
    """Return a figure's options with the values that fit the selection; the first of each is its default.

    Raises UnknownFigure.
    """
    return kind_of(name).choices(Ground(reader, selection, get("nb")))
