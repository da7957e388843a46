"""What the session keeps of the report that is being put together: what was chosen, and every word that was typed.

The only owner of that state. What is typed stays through another filter, another page and another language. A computed
sentence that was edited is kept beside what it was computed as, so that the page can say when its figures have moved.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from language import WRITTEN, get
from metrics import Selection
from reports.put_together import File
from reports.recipe import FORMS, Item, Recipe, beside_sentences, default_items, fits, measures_of
from ui.view import View

_DRAFT = "report_draft"
_FILES = "report_draft_files"


@dataclass(frozen=True)
class Written:
    """A computed text as its writer left it. computed: what it was computed as then, '' where that is not known."""

    text: str
    computed: str


@dataclass
class Draft:
    """The session's own copy. None or '' = as proposed. items: without messages. messages: by `item_key`; sentences:
    by measure and language; texts: measure → heading → words. name, reviewer: what it will be issued with.
    """

    title: str = ""
    lang: str = ""
    forms: tuple[str, ...] = FORMS
    measures: tuple[str, ...] | None = None
    items: tuple[Item, ...] | None = None
    messages: dict[str, Written] = field(default_factory=dict)
    sentences: dict[str, Written] = field(default_factory=dict)
    texts: dict[str, dict[int, str]] = field(default_factory=dict)
    name: str = ""
    reviewer: str = ""


def draft() -> Draft:
    """The report that is being put together."""
    kept: Draft = st.session_state.setdefault(_DRAFT, Draft())
    return kept


def start_over() -> None:
    """Forget the report; its fields are drawn anew."""
    st.session_state[_DRAFT] = Draft()
    st.session_state.pop(_FILES, None)


def lang_of(view: View) -> str:
    """The language of the report: as chosen, else the screen's."""
    chosen = draft().lang
    return chosen if chosen in WRITTEN else view.lang.code


def default_title(view: View) -> str:
    """Return what a report without a title is called, in its own language."""
    return beside_sentences(get(lang_of(view))).text("Status for tiltakene")


def measures(view: View) -> tuple[str, ...]:
    """The measures that get a form: those chosen that the selection takes in, else all of the selection."""
    offered, chosen = offered_measures(view), draft().measures
    return offered if chosen is None else tuple(one for one in offered if one in chosen)


def items(view: View) -> tuple[Item, ...]:
    """The figures in their order, without messages: as chosen, else as proposed for the selection."""
    chosen = draft().items
    return proposed(view.key[:3], view) if chosen is None else chosen


def offered_measures(view: View) -> tuple[str, ...]:
    """The measures of the selection."""
    return measures_of(view.reader, view.selection)


@st.cache_data(max_entries=50, show_spinner=False)
def proposed(key: tuple[str, int, Selection], _view: View) -> tuple[Item, ...]:
    """The figures that are proposed for a selection."""
    return default_items(_view.reader, key[2])


@st.cache_data(max_entries=500, show_spinner=False)
def can_give(
    key: tuple[str, int, Selection],
    _view: View,
    figure: str,
    narrowed: tuple[tuple[str, tuple[str, ...]], ...],
) -> bool:
    """Tell whether a selection can give a figure, narrowed so."""
    return fits(_view.reader, figure, key[2].only(**dict(narrowed)))


def given(view: View, item: Item) -> bool:
    """Tell whether the page's selection can give a figure."""
    return can_give(
        view.key[:3], view, item.figure, tuple((name, tuple(ids)) for name, ids in item.narrowed.items())
    )


def item_key(item: Item, lang: str) -> str:
    """What tells the sentence of one figure from that of another, in one language."""
    narrowed = {name: list(ids) for name, ids in item.narrowed.items()}
    return json.dumps([item.figure, narrowed, dict(item.options), lang], sort_keys=True)


def move(view: View, place: int, to: int) -> None:
    """Move a figure to another place; for callbacks."""
    order = list(items(view))
    order.insert(to, order.pop(place))
    draft().items = tuple(order)


def remove(view: View, place: int) -> None:
    """Take a figure out; for callbacks."""
    order = list(items(view))
    del order[place]
    draft().items = tuple(order)


def add(view: View, item: Item) -> None:
    """Put a figure in, last; for callbacks. One that is there already stays where it is."""
    if item not in items(view):
        draft().items = (*items(view), item)


def recipe(view: View, texts: Mapping[str, Mapping[int, str]]) -> Recipe:
    """Return the recipe of the report. texts: the owner's words, as typed or as kept from an earlier report."""
    kept, lang, chosen = draft(), lang_of(view), measures(view)
    written = {one: found for one in chosen if (found := kept.sentences.get(f"{one} {lang}"))}
    return Recipe(
        title=kept.title or default_title(view),
        lang=lang,
        selection=view.selection,
        forms=tuple(form for form in FORMS if form in kept.forms),
        measures=chosen,
        items=tuple(_with_message(item, lang) for item in items(view)),
        sentences={one: tuple(_lines(found.text)) for one, found in written.items()},
        texts={one: texts[one] for one in chosen if texts.get(one)},
        computed={one: tuple(_lines(found.computed)) for one, found in written.items()},
    )


def _with_message(item: Item, lang: str) -> Item:
    found = draft().messages.get(item_key(item, lang))
    if not found:
        return item
    return replace(item, message=" ".join(found.text.split()), computed=found.computed or None)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def take_recipe(taken: Recipe) -> None:
    """Go on with the recipe of an earlier report or of a kept draft; for callbacks. The selection is the page's own."""
    st.session_state.pop(_FILES, None)
    st.session_state[_DRAFT] = Draft(
        title=taken.title,
        lang=taken.lang,
        forms=taken.forms,
        measures=taken.measures,
        items=tuple(replace(item, message=None, computed=None) for item in taken.items),
        messages={
            item_key(item, taken.lang): Written(item.message, item.computed or "")
            for item in taken.items
            if item.message is not None
        },
        sentences={
            f"{one} {taken.lang}": Written("\n".join(lines), "\n".join(taken.computed.get(one, ())))
            for one, lines in taken.sentences.items()
        },
        texts={one: dict(texts) for one, texts in taken.texts.items()},
    )  # fmt: skip


def keep_files(chosen: Recipe, version: int, files: tuple[File, ...]) -> None:
    """Keep the files of a draft as long as nothing in it changes."""
    st.session_state[_FILES] = (chosen, version, files)


def files_made(view: View, chosen: Callable[[], Recipe]) -> tuple[File, ...]:
    """The files that were made of exactly this; none where something was changed since."""
    found = st.session_state.get(_FILES)
    if found is None:
        return ()
    made_of, version, files = found
    return tuple(files) if version == view.reader.version and made_of == chosen() else ()
