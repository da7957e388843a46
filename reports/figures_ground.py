"""What a figure is drawn from, and what is known about each kind of figure before it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

import metrics
from charts import Chart
from language import Language
from metrics import Comparison, Names, Selection, measure_tree, short_name

Ask = Callable[..., Any]
"""function, reader, selection, further arguments → the function's answer; a page keeps the answers."""


class FigureUnavailable(ValueError):
    """The selection cannot give the figure. name: of the figure. reason: `not_one_system`, `option`, `no_months`, or
    the reason code of the metric; `reports.figure_words` words it. detail: what the reason is about.
    """

    def __init__(self, name: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{name}: {reason} {detail}".strip())
        self.name = name
        self.reason = reason
        self.detail = detail


def ask_now(function: Ask, reader: Any, selection: Selection, *given: Any, **named: Any) -> Any:
    """Ask a metric and keep nothing."""
    return function(reader, selection, *given, **named)


@dataclass(frozen=True)
class Ground:
    """One warehouse version, selection, language and theme. title: of the figure. options: as settled, see `Kind`.
    narrow: for where there is little room. ask: where answers come from.
    """

    reader: Any
    selection: Selection
    lang: Language
    dark: bool = False
    title: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    narrow: bool = False
    ask: Ask = ask_now

    @property
    def names(self) -> Names:
        """The names of the version."""
        return metrics.names(self.reader)

    @property
    def basis(self) -> str:
        """The data basis of the selection, as it stands under its figures."""
        return metrics.data_basis(self.reader, self.selection).words(self.lang)

    @property
    def look(self) -> dict[str, Any]:
        """What every chart is told besides its rows, its unit and its data basis."""
        return {"title": self.title, "lang": self.lang, "dark": self.dark}

    def label(self, kind: str, key: str | None) -> str:
        """Return the name of an id in the reader's language."""
        return self.names.label(kind, key, self.lang)

    def only(self, **filters: tuple[str, ...]) -> Ground:
        """Return this ground with a narrower selection."""
        return replace(self, selection=self.selection.only(**filters))

    def answer(self, function: Ask, *given: Any, **named: Any) -> Any:
        """Return what a metric says of the selection."""
        return self.ask(function, self.reader, self.selection, *given, **named)

    def compared(self, by: tuple[str, ...] = (), with_empty: bool = False) -> Comparison:
        """Return planned against actual, divided by some keys."""
        found: Comparison = self.answer(metrics.compare, by, with_empty=with_empty)
        return found

    def monthly(self, by: tuple[str, ...] = ()) -> pd.DataFrame:
        """Return planned and actual month by month."""
        found: pd.DataFrame = self.answer(metrics.monthly, by)
        return found


def _nothing_lacks(_ground: Ground) -> str:
    return ""


def _no_choices(_ground: Ground) -> Mapping[str, tuple[str, ...]]:
    return {}


def _as_selected(ground: Ground) -> Selection:
    return ground.selection


@dataclass(frozen=True)
class Kind:
    """What is known about a figure.

    title: its name in a list of figures. draw: makes it. native: how Excel and PowerPoint draw its table: bars |
    columns | lines | none. needs: '' | system (the selection must name exactly one). heading: the title over the
    figure, where it says more than `title`. choices: option → its values that fit, the first is the default. pins:
    options that are kept also where they have the default, since that may be another next year. lacking: why the
    selection cannot give the figure; empty where it can. narrowed: the selection that the figure is of.
    follows: all that it depends on in the selection, where that is less than the whole of it. pictured: the options
    with which its table has more than planned and actual, so that Excel and PowerPoint do not draw it.
    """

    title: Callable[[Language], str]
    draw: Callable[[Ground], Chart]
    native: str = "bars"
    needs: str = ""
    heading: Callable[[Ground], str] | None = None
    choices: Callable[[Ground], Mapping[str, tuple[str, ...]]] = _no_choices
    pins: tuple[str, ...] = ()
    lacking: Callable[[Ground], str] = _nothing_lacks
    narrowed: Callable[[Ground], Selection] = _as_selected
    follows: Callable[[Ground], Any] | None = None
    pictured: frozenset[tuple[str, str]] = frozenset()

    def why_not(self, ground: Ground) -> str:
        """Return the reason why the ground cannot give the figure, or nothing."""
        if self.needs == "system" and len(ground.selection.systems) != 1:
            return "not_one_system"
        return self.lacking(ground)

    def settled(self, name: str, ground: Ground) -> Ground:
        """Return the ground with the figure's own selection, its options with their defaults, and its title.

        Raises FigureUnavailable for an option that the figure does not have, or a value that does not fit.
        """
        ground = replace(ground, selection=self.narrowed(ground))
        fitting = self.choices(ground)
        for option, value in ground.options.items():
            if value not in fitting.get(option, ()):
                raise FigureUnavailable(name, "option", f"{option}={value}")
        options = {
            option: ground.options.get(option, values[0]) for option, values in fitting.items() if values
        }
        ground = replace(ground, options=options)
        if ground.title:
            return ground
        return replace(ground, title=self.heading(ground) if self.heading else self.title(ground.lang))

    def told(self, ground: Ground) -> dict[str, str]:
        """Return the options of a settled ground that tell the figure from another: all but unpinned defaults."""
        fitting = self.choices(ground)
        return {
            option: value
            for option, value in ground.options.items()
            if option in self.pins or value != fitting[option][0]
        }


def labels(reader: Any, rows: pd.DataFrame, key: str, lang: Language) -> list[str]:
    """Return what each row is called. Measures and sub-measures begin with the code that everybody knows them by, since
    two may share a short name.
    """
    codes = {node.measure_id: node.code for node in measure_tree(reader)} if key == "measure" else {}
    found = []
    for one, nb, en in zip(rows[key], rows[f"{key}_nb"], rows[f"{key}_en"], strict=True):
        code = codes.get(one, "") if key == "measure" else one if key == "sub_measure" else ""
        found.append(" ".join(part for part in (code, short_name(lang.pick(nb, en))) if part))
    return found
