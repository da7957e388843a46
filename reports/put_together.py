"""A report from its recipe: a status form per measure, slides and a workbook, each figure stamped with its code."""

from __future__ import annotations

import re
from collections import Counter
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
from reports.figures import FIGURES, Figure, FigureUnavailable, UnknownFigure, figure
from reports.kept import Kept, has_other_figures, kept_texts
from reports.recipe import Item, Recipe, beside_sentences
from reports.status_form import Form, status_form
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
    names = form_names({node.measure_id: node.code for node in measure_tree(reader)})
    files = []
    for done, measure_id in enumerate(forms):
        told(done, total, names.get(measure_id, measure_id))
        filled = _form(reader, folder, recipe, measure_id, on, kept)
        files.append(File(names[measure_id], filled.data, filled.codes, measure_id))
    coded: list[Coded] = []
    lang = screen_language(recipe)
    for done, item in enumerate(items, start=len(forms)):
        told(done, total, FIGURES[item.figure].title(lang) if item.figure in FIGURES else item.figure)
        if (drawn := drawn_item(reader, recipe, item, on=on)) is not None:
            coded.append((drawn, stamp(folder, drawn, lang.code, on)))
    for done, form in enumerate(slides, start=len(forms) + len(items)):
        name, write = {"deck": ("status.pptx", deck), "workbook": ("status.xlsx", workbook)}[form]
        told(done, total, name)
        data = write(coded, lang, title=recipe.title, on=on)
        files.append(File(name, data, tuple(code for _figure, code in coded)))
    told(total, total, "")
    return tuple(files)


def form_names(codes: Mapping[str, str]) -> dict[str, str]:
    """Return what the status forms are called, by measure. codes: measure → the code that everybody knows it by; what
    no file name may have is left out, and where two are then equal, the id tells them apart.
    """
    cleaned = {measure_id: _in_a_name(code) for measure_id, code in codes.items()}
    counted = Counter(code.lower() for code in cleaned.values())
    apart = {
        measure_id: code if code and counted[code.lower()] == 1 else f"{code}_{_in_a_name(measure_id)}"
        for measure_id, code in cleaned.items()
    }
    return {measure_id: f"status-tiltak-{name}.docx" for measure_id, name in apart.items()}


def _in_a_name(text: str) -> str:
    return re.sub(r"[^\w.]+", "-", text).strip("-.")


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
) -> Form:
    return status_form(
        reader,
        folder,
        measure_id,
        recipe.selection,
        screen_language(recipe),
        on=on,
        kept=_words(reader, folder, recipe, measure_id, on, kept),
        sentences=recipe.sentences.get(measure_id),
        told_in=language.get(recipe.lang),
    )


def _words(
    reader: Any,
    folder: Path,
    recipe: Recipe,
    measure_id: str,
    on: date,
    kept: Mapping[str, Mapping[int, Kept]] | None,
) -> dict[int, Kept]:
    """The owner's words by heading; those that were written anew do not stand under figures that have changed."""
    texts = recipe.texts.get(measure_id, {})
    if not texts:
        return {}
    earlier = kept_texts(reader, folder, measure_id) if kept is None else kept.get(measure_id, {})
    as_it_was = {
        number: one for number, one in earlier.items() if one.text.strip() == texts.get(number, "").strip()
    }
    own = recipe.selection.only(measures=(measure_id,))
    # The words of a form stand under the same figures, which are drawn once.
    moved = {
        codes: has_other_figures(reader, folder, codes, own, on=on)
        for codes in {one.codes for one in as_it_was.values() if not one.changed}
    }
    return {
        number: Kept(
            text, changed=(one := as_it_was.get(number)) is not None and (one.changed or moved[one.codes])
        )
        for number, text in texts.items()
    }
