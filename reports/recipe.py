"""What a report is made of: files, measures and figures, their order and language, and what its writer wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from language import Language, get
from metrics import Selection, compare, measure_tree, names
from reports.figures import FIGURES, on_offer
from reports.figures_ground import Ground

FORMS = ("status", "deck", "workbook")
"""The files of a report: a status form per measure, slides, a workbook."""
_FIRST = ("measures", "sub_measures", "months", "running_sums", "systems", "role_groups", "units")
"""The figures that a report begins with: how it stands, when, and who; then the others in the order of FIGURES."""
_PER_SYSTEM = "go_live"


@dataclass(frozen=True)
class Item:
    """One figure in deck and workbook, in order.

    narrowed: {} or {"systems": ("SYS-BEV",)} or {"measures": ("T22",)}. message: the writer's own sentence; None means
    the figure's. computed: what the figure's sentence was when it was written; None where that is not known.
    """

    figure: str
    narrowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    message: str | None = None
    computed: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the item for a file."""
        narrowed = {name: list(ids) for name, ids in self.narrowed.items()}
        return {
            "figure": self.figure,
            "narrowed": narrowed,
            "options": dict(self.options),
            "message": self.message,
            "computed": self.computed,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Item:
        """Return an item as it was kept. Raises KeyError, TypeError or AttributeError for what is none."""
        narrowed = {name: tuple(ids) for name, ids in kept["narrowed"].items()}
        return cls(kept["figure"], narrowed, dict(kept["options"]), kept.get("message"), kept.get("computed"))


@dataclass(frozen=True)
class Recipe:
    """Everything that a report is made of, but the figures.

    lang: nb | nn | en; nn: the sentences, and the rest in bokmål. forms: of FORMS. measures: ids that get a form.
    sentences: measure → edited sentences under heading 4; where one is missing, as computed. texts: measure → heading
    1 to 8 → the owner's words. computed: measure → what its sentences were computed as when they were edited.
    """

    title: str
    lang: str
    selection: Selection
    forms: tuple[str, ...]
    measures: tuple[str, ...]
    items: tuple[Item, ...]
    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    computed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the recipe for a file."""
        return {
            "title": self.title,
            "lang": self.lang,
            "selection": self.selection.to_query(),
            "forms": list(self.forms),
            "measures": list(self.measures),
            "items": [item.to_json() for item in self.items],
            "sentences": {measure: list(lines) for measure, lines in self.sentences.items()},
            "texts": {
                measure: {str(number): text for number, text in texts.items()}
                for measure, texts in self.texts.items()
            },
            "computed": {measure: list(lines) for measure, lines in self.computed.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Recipe:
        """Return a recipe as it was kept.

        Raises KeyError, TypeError, ValueError or AttributeError for what is none.
        """
        return cls(
            title=kept["title"],
            lang=kept["lang"],
            selection=Selection.from_query(kept["selection"]),
            forms=tuple(kept["forms"]),
            measures=tuple(kept["measures"]),
            items=tuple(Item.from_json(item) for item in kept["items"]),
            sentences={measure: tuple(lines) for measure, lines in kept["sentences"].items()},
            texts={
                measure: {int(number): text for number, text in texts.items()}
                for measure, texts in kept["texts"].items()
            },
            computed={measure: tuple(lines) for measure, lines in kept.get("computed", {}).items()},
        )


def beside_sentences(lang: Language) -> Language:
    """Return the language of all but the status sentences: nynorsk has those alone."""
    return get("nb") if lang.code == "nn" else lang


def default_recipe(reader: Any, selection: Selection, lang: Language, title: str = "") -> Recipe:
    """Return the whole pack: every measure of the selection, and every figure that it can give, in a sensible order."""
    return Recipe(
        title=title or lang.text("Status for tiltakene"),
        lang=lang.code,
        selection=selection,
        forms=FORMS,
        measures=measures_of(reader, selection),
        items=default_items(reader, selection),
    )


def measures_of(reader: Any, selection: Selection) -> tuple[str, ...]:
    """Return the measures that a selection takes in: those chosen, those of the chosen sub-measures, or all."""
    chosen, subs = selection.measures, set(selection.sub_measures)
    return tuple(
        node.measure_id
        for node in measure_tree(reader)
        if (not chosen or node.measure_id in chosen)
        and (not subs or any(sub.sub_measure_id in subs for sub in node.sub_measures))
    )


def default_items(reader: Any, selection: Selection) -> tuple[Item, ...]:
    """Return the figures of a selection in the order of a report; the one of a system once for each with effort."""
    offered = on_offer(reader, selection)
    order = dict.fromkeys((*_FIRST, *FIGURES))
    items = [Item(name) for name in order if name in offered and not FIGURES[name].needs]
    with_effort = set(compare(reader, selection, ("system",)).rows["system"])
    systems = [one for one in selection.systems or names(reader).ids("system") if one in with_effort]
    items += [
        Item(_PER_SYSTEM, {"systems": (system_id,)})
        for system_id in systems
        if fits(reader, _PER_SYSTEM, selection.only(systems=(system_id,)))
    ]
    return tuple(items)


def fits(reader: Any, name: str, selection: Selection) -> bool:
    """Whether a selection can give one figure: asking for all on offer would take longer than making the report."""
    kind, ground = FIGURES[name], Ground(reader, selection, get("nb"))
    return not kind.why_not(replace(ground, selection=kind.narrowed(ground)))
