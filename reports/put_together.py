"""A report from its recipe: a status form per measure, slides and a workbook, each figure stamped with its code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from reports.kept import Kept, kept_texts
from reports.recipe import Item, Recipe, beside_sentences
from reports.sentences import status_sentences
from reports.status_form import status_form
from reports.workbook import Coded, workbook

Progress = Callable[[int, int, str], None]
"""How many of how many steps are done, and the file or figure that comes next."""


@dataclass(frozen=True)
class File:
    """A file of a report, and the codes of what stands in it, in order. measure: whose status form it is, or ''."""

    name: str
    data: bytes
    codes: tuple[str, ...]
    measure: str = ""


def put_together(
    reader: Any,
    folder: Path,
    recipe: Recipe,
    *,
    on: date,
    kept: Mapping[str, Mapping[int, Kept]] | None = None,
    progress: Progress | None = None,
) -> tuple[File, ...]:
    """Return the files of a report. kept: by measure and heading what an earlier report said, None: what `kept_texts`
    finds; words that are printed again as they were, although figures have changed since, are marked so. progress:
    told before each step.

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
        files.append(_form(reader, folder, recipe, measure_id, on, kept))
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
    return beside_sentences(language.get(recipe.lang))


def content_of(recipe: Recipe, files: Sequence[File]) -> dict[str, Any]:
    """Return what is kept of a report when it is issued: its recipe, and its files with their codes."""
    listed = [{"name": one.name, "measure": one.measure, "codes": list(one.codes)} for one in files]
    return {"recipe": recipe.to_json(), "files": listed}


def _form(
    reader: Any,
    folder: Path,
    recipe: Recipe,
    measure_id: str,
    on: date,
    kept: Mapping[str, Mapping[int, Kept]] | None,
) -> File:
    form = status_form(
        reader,
        folder,
        measure_id,
        recipe.selection,
        screen_language(recipe),
        on=on,
        kept=_words(reader, folder, recipe, measure_id, kept),
        sentences=recipe.sentences.get(measure_id),
        told_in=language.get(recipe.lang),
    )
    code = next(node.code for node in measure_tree(reader) if node.measure_id == measure_id)
    return File(f"status-tiltak-{code}.docx", form.data, form.codes, measure_id)


def _words(
    reader: Any,
    folder: Path,
    recipe: Recipe,
    measure_id: str,
    kept: Mapping[str, Mapping[int, Kept]] | None,
) -> dict[int, Kept]:
    """The owner's words by heading; those that were written anew do not stand under figures that have changed."""
    texts = recipe.texts.get(measure_id, {})
    if not texts:
        return {}
    earlier = kept_texts(reader, folder, measure_id) if kept is None else kept.get(measure_id, {})
    as_it_was = {number: one.text.strip() for number, one in earlier.items() if one.changed}
    return {
        number: Kept(text, changed=as_it_was.get(number) == text.strip()) for number, text in texts.items()
    }
