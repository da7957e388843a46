"""A report from its recipe: a status form per measure, slides and a workbook, each figure stamped with its code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import language
from language import Language
from metrics import measure_tree
from reports.codes import stamp
from reports.deck import deck
from reports.figures import Figure, FigureUnavailable, UnknownFigure, figure
from reports.recipe import Item, Recipe
from reports.sentences import status_sentences
from reports.status_form import Kept, status_form
from reports.workbook import Coded, workbook

Progress = Callable[[int, int, str], None]
"""How many of how many steps are done, and the file or figure that comes next."""


@dataclass(frozen=True)
class File:
    """A file of a report, and the codes of what stands in it, in order."""

    name: str
    data: bytes
    codes: tuple[str, ...]


def put_together(
    reader: Any,
    folder: Path,
    recipe: Recipe,
    *,
    on: date,
    kept: Mapping[str, frozenset[int]] | None = None,
    progress: Progress | None = None,
) -> tuple[File, ...]:
    """Return the files of a report. kept: by measure the headings whose words are older than a change of the figures;
    the form marks them. progress: told before each step.

    Raises UnknownMeasure, and SelectionError for a selection that means nothing. A figure that the selection cannot
    give is left out.
    """
    told = progress or (lambda _done, _total, _what: None)
    forms = list(recipe.measures) if "status" in recipe.forms else []
    slides = [form for form in recipe.forms if form != "status"]
    items = recipe.items if slides else ()
    total = len(forms) + len(items) + len(slides)
    codes = {node.measure_id: node.code for node in measure_tree(reader)}
    files = []
    for done, measure_id in enumerate(forms):
        told(done, total, f"status-tiltak-{codes.get(measure_id, measure_id)}.docx")
        files.append(_form(reader, folder, recipe, measure_id, on, (kept or {}).get(measure_id, frozenset())))
    coded: list[Coded] = []
    lang = screen_language(recipe)
    for done, item in enumerate(items, start=len(forms)):
        told(done, total, item.figure)
        if (drawn := drawn_item(reader, recipe, item, on=on)) is not None:
            coded.append((drawn, stamp(folder, drawn, lang.code, on)))
    for done, form in enumerate(slides, start=len(forms) + len(items)):
        name, write = {"deck": ("status.pptx", deck), "workbook": ("status.xlsx", workbook)}[form]
        told(done, total, name)
        data = write(coded, lang, title=recipe.title, on=on)
        files.append(File(name, data, tuple(code for _figure, code in coded)))
    told(total, total, "")
    return tuple(files)


def drawn_items(reader: Any, recipe: Recipe, *, on: date) -> list[Figure]:
    """Draw the figures of a recipe without stamping a code; one that the selection cannot give is left out."""
    drawn = (drawn_item(reader, recipe, item, on=on) for item in recipe.items)
    return [one for one in drawn if one is not None]


def drawn_item(reader: Any, recipe: Recipe, item: Item, *, on: date, dark: bool = False) -> Figure | None:
    """Draw one figure of a recipe with its writer's sentence; None where the selection cannot give it."""
    lang, chosen = screen_language(recipe), recipe.selection.only(**item.narrowed)
    try:
        found = figure(reader, item.figure, chosen, lang, on=on, dark=dark, options=item.options)
    except (UnknownFigure, FigureUnavailable):
        return None
    if item.message is None:
        return found
    return replace(found, chart=replace(found.chart, message=item.message))


def sentences_of(reader: Any, recipe: Recipe, measure_id: str) -> tuple[str, ...]:
    """Return the sentences under heading 4 as they are computed, in the recipe's language."""
    chosen = recipe.selection.only(measures=(measure_id,))
    return status_sentences(reader, chosen, language.get(recipe.lang), kind="measure", key=measure_id)


def screen_language(recipe: Recipe) -> Language:
    """Return the language of all but the sentences: nynorsk has those alone."""
    return language.get("nb" if recipe.lang == "nn" else recipe.lang)


def _form(
    reader: Any, folder: Path, recipe: Recipe, measure_id: str, on: date, changed: frozenset[int]
) -> File:
    texts = recipe.texts.get(measure_id, {})
    form = status_form(
        reader,
        folder,
        measure_id,
        recipe.selection,
        screen_language(recipe),
        on=on,
        kept={number: Kept(text, number in changed) for number, text in texts.items()},
        sentences=recipe.sentences.get(measure_id) or sentences_of(reader, recipe, measure_id),
    )
    code = next(node.code for node in measure_tree(reader) if node.measure_id == measure_id)
    return File(f"status-tiltak-{code}.docx", form.data, form.codes)
