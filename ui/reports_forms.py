"""The status forms of a report: what is computed under each heading, and what the measure's owner writes there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from language import Language, get
from metrics import Selection, measure_tree
from reports.figures import pinned
from reports.kept import Kept, has_other_figures, kept_texts
from reports.sentences import status_sentences
from reports.status_form import headings
from ui import html, reports_draft, reports_facts
from ui.filters import hold, widget_key
from ui.html import paragraph
from ui.reports_draft import Written, draft
from ui.reports_figures import is_stale, moved, stale_figures
from ui.view import View

_LONGEST = 4_000
_HEADINGS = range(1, 9)
COMPUTED = 4
"""The heading that has the computed sentences."""


def forms_part(view: View) -> None:
    """Draw the form of one measure at a time; nothing is read before it is opened."""
    lang, chosen = view.lang, reports_draft.measures(view)
    if "status" not in draft().forms:
        return
    st.header(lang.text("Statusskjemaene"), anchor=False)
    told = lang.plural(
        "{n} skjema: setninger og egne ord", "{n} skjemaer: setninger og egne ord", len(chosen)
    )
    with st.expander(told, on_change="rerun", key=widget_key("report_forms_open", lang)) as box:
        if not box.open:
            return
        if not chosen:
            st.write(lang.text("Ingen tiltak er valgt. Velg tiltak over."))
            return
        key = widget_key(f"report_form_{'_'.join(chosen)}", lang)
        measure_id: str = st.selectbox(
            lang.text("Skjemaet for"),
            chosen,
            key=key,
            format_func=lambda one: view.short_label("measure", one),
        )
        _form(view, measure_id)


def texts_of(view: View) -> dict[str, dict[int, str]]:
    """Return the owner's words of every chosen measure: as typed, else as in the last report."""
    found = {}
    for measure_id in reports_draft.measures(view):
        kept = earlier(view.key[:2], view, measure_id)
        texts = {number: words_of(measure_id, number, kept) for number in _HEADINGS}
        found[measure_id] = {number: text for number, text in texts.items() if text.strip()}
    return found


@st.cache_data(max_entries=100, show_spinner=False)
def earlier(key: tuple[str, int], _view: View, measure_id: str) -> dict[int, Kept]:  # noqa: ARG001 - key of the cache
    """Return what was written about a measure in the last report that was issued."""
    return kept_texts(_view.reader, _view.folder, measure_id)


@st.cache_data(max_entries=100, show_spinner=False)
def _marked(key: tuple[str, int, Selection], _view: View, measure_id: str) -> dict[int, Kept]:
    """What was written earlier, marked as the form will mark it: also where the selection has other figures."""
    chosen = key[2].only(measures=(measure_id,))
    found = earlier(key[:2], _view, measure_id)
    other = {
        codes: has_other_figures(_view.reader, _view.folder, codes, chosen, on=date.today())
        for codes in {one.codes for one in found.values() if not one.changed}
    }
    return {number: replace(one, changed=one.changed or other[one.codes]) for number, one in found.items()}


def words_of(measure_id: str, number: int, kept: dict[int, Kept]) -> str:
    """The owner's words under a heading."""
    typed = draft().texts.get(measure_id, {}).get(number)
    return typed if typed is not None else kept[number].text if number in kept else ""


def _form(view: View, measure_id: str) -> None:
    node = next(node for node in measure_tree(view.reader) if node.measure_id == measure_id)
    first, last = node.period_last.year + 1, node.period_last.year + 3
    kept = _marked(view.key[:3], view, measure_id)
    for number, heading in enumerate(headings(node.period_first.year - 1, f"{first}-{last}"), start=1):
        st.subheader(f"{number}. {heading}", anchor=False)
        if number == COMPUTED:
            _sentences(view, measure_id)
        _words(view, measure_id, number, heading, kept)
        if number in reports_facts.OFFERED:
            _facts(view, measure_id, number, kept)


def computed_sentences(view: View, measure_id: str) -> str:
    """Return the computed sentences under heading 4, one a line, in the report's language."""
    return _computed((*view.key[:3], date.today()), view, measure_id, reports_draft.lang_of(view))


@st.cache_data(max_entries=500, show_spinner=False)
def _computed(key: tuple[object, ...], _view: View, measure_id: str, code: str) -> str:  # noqa: ARG001 - cache key
    own = pinned(_view.reader, _view.selection.only(measures=(measure_id,)), date.today())
    return "\n".join(status_sentences(_view.reader, own, get(code), kind="measure", key=measure_id))


def warn_of_stale(view: View) -> None:
    """List the edited sentences of the report that were written under other figures; nothing where none were. It is
    for those who are about to issue.
    """
    lang, code = view.lang, reports_draft.lang_of(view)
    measures = reports_draft.measures(view) if "status" in draft().forms else ()
    stale = [
        lang.text("Statusskjema: {measure}", measure=view.short_label("measure", one))
        for one in measures
        if (written := draft().sentences.get(f"{one} {code}"))
        and is_stale(written, computed_sentences(view, one))
    ]
    if stale := [*stale, *stale_figures(view)]:
        told = lang.text("Setninger som ble skrevet før tallene ble endret. Se gjennom dem før du utsteder:")
        st.warning("\n".join([told, "", *(f"- {html.plain(one)}" for one in stale)]))


def _sentences(view: View, measure_id: str) -> None:
    lang, key = view.lang, f"{measure_id} {reports_draft.lang_of(view)}"
    computed, written = computed_sentences(view, measure_id), draft().sentences.get(key)
    field = hold(f"report_sentences_{key}_{lang.code}", written.text if written else computed)
    st.text_area(
        lang.text("Setninger fra tallene (kan endres)"), key=field, max_chars=_LONGEST, height="content",
        on_change=_take_sentences, args=(field, key, computed),
    )  # fmt: skip
    moved(written, computed, lang)


def _take_sentences(field: str, key: str, computed: str) -> None:
    text = st.session_state[field].strip()
    if not text or text == computed:
        draft().sentences.pop(key, None)
    else:
        draft().sentences[key] = Written(text, computed)


def _words(view: View, measure_id: str, number: int, heading: str, kept: dict[int, Kept]) -> None:
    lang, field = view.lang, f"report_text_{measure_id}_{number}_{view.lang.code}"
    hold(field, words_of(measure_id, number, kept))
    st.text_area(
        lang.text("Egne ord under {number}: {heading}", number=number, heading=html.label(heading)), key=field,
        max_chars=_LONGEST, height="content", on_change=_take_words, args=(field, measure_id, number),
        label_visibility="collapsed", placeholder=lang.text("Skriv egne ord her. Feltet kan stå tomt."),
    )  # fmt: skip
    typed = draft().texts.get(measure_id, {}).get(number)
    if number in kept and typed in (None, kept[number].text):
        paragraph(_kept_from(kept[number], lang), "hr-problem" if kept[number].changed else "hr-basis")


def _kept_from(kept: Kept, lang: Language) -> str:
    told = lang.text("Hentet fra rapporten «{name}».", name=kept.issue_name)
    return " ".join((lang.text("Tall er endret siden dette ble skrevet."), told)) if kept.changed else told


def _take_words(field: str, measure_id: str, number: int) -> None:
    draft().texts.setdefault(measure_id, {})[number] = st.session_state[field]


def _facts(view: View, measure_id: str, number: int, kept: dict[int, Kept]) -> None:
    """Facts beside the field; the judgement is the owner's."""
    lang = view.lang
    found = reports_facts.facts(view, measure_id, number)
    if not found:
        return
    with st.expander(lang.text("Fakta du kan sette inn under {number}", number=number)):
        for place, fact in enumerate(found):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    lang.text("Sett inn"), key=f"fact_{measure_id}_{number}_{place}", on_click=_insert,
                    args=(measure_id, number, fact, words_of(measure_id, number, kept)), help=html.plain(fact),
                )  # fmt: skip
                paragraph(fact, "hr-told", "content")


def _insert(measure_id: str, number: int, fact: str, before: str) -> None:
    draft().texts.setdefault(measure_id, {})[number] = f"{before.rstrip()}\n{fact}".strip()
